//! Callbacks of jobs that were not submitted here.

use super::jobs::received;
use super::{button_if, words};
use crate::components::View;
use crate::components::el::{Attr, El, el};
use crate::components::icon::{Icon, icon};
use crate::state::LiveAction;
use crate::state::live::{Callback, Earlier};

/// The panel.
pub fn inbox(view: &View<'_>) -> El {
    let (words, page) = (words(view), &view.state.live);
    let is_up = page.up().is_some();
    let (can, name) = match page.earlier {
        Earlier::Unknown => (true, words.earlier),
        Earlier::Loading => (false, words.earlier_loading),
        Earlier::Here => (false, words.earlier_here),
        Earlier::Failed => (true, words.earlier_failed),
    };
    let earlier = if page.earlier == Earlier::Here {
        el("span").class("pill").attr(Attr::Role, "status").text(name)
    } else {
        button_if(view, can && is_up, "btn", LiveAction::LoadEarlier).id("earlier").text(name)
    };
    let missed = page.has_missed.then(|| {
        let notice = el("p").class("trouble").attr(Attr::Role, "alert").with(icon(Icon::Warning));
        notice.with(el("span").text(words.missed))
    });
    let mut rows: Vec<_> = page.others().map(|callback| row(view, callback)).collect();
    rows.reverse();
    let none = rows.is_empty().then(|| el("p").class("fine").text(words.others_none));
    let panel = view.panel_with("others", words.others, Some(earlier)).class("panel timeline").maybe(missed);
    panel.maybe(none).with(el("ol").class("entries").all(rows))
}

fn row(view: &View<'_>, callback: &Callback) -> El {
    let words = words(view);
    let id = callback.publish_id().map_or_else(|| words.no_publish.to_owned(), |id| (words.job)(id));
    received(view, callback, Some(&id))
}
