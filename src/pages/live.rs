//! For real: a draft is submitted through a proxy of the reader's own, and the callback is seen to arrive.

use crate::components::View;
use crate::components::el::{El, el};
use crate::components::live::connection::{begin, connection, stream};
use crate::components::live::inbox::inbox;
use crate::components::live::jobs::jobs;
use crate::components::live::submit::submit;
use crate::components::live::words;

/// The page.
pub fn page(view: &View<'_>) -> El {
    let page = &view.state.live;
    let head = el("div")
        .class("simulate-head")
        .with(el("h1").text(view.texts.nav_live))
        .with(el("p").class("lead").text(words(view).intro));
    let left = el("div").class("result aside").with(connection(view)).with(submit(view));
    let right = el("div").class("result played");
    let is_up = page.up().is_some();
    // What was submitted stays in sight when the connection is lost.
    let right = if is_up || !page.jobs.is_empty() || !page.inbox.is_empty() {
        let inbox = (is_up || !page.inbox.is_empty()).then(|| inbox(view));
        right.with(stream(view)).with(jobs(view)).maybe(inbox)
    } else {
        right.with(begin(view))
    };
    el("div").class("simulate live").with(head).with(el("div").class("pair").with(left).with(right))
}
