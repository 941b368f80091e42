//! What a newcomer sees: what to paste, and three samples.

use super::View;
use super::el::{Attr, El, el};
use super::icon::{Icon, icon};
use crate::platform::id;
use crate::samples::{FIRST, SAMPLES};
use crate::state::Action;

/// The empty state.
pub fn empty(view: &View<'_>) -> El {
    let texts = view.texts;
    let items = texts
        .empty_items
        .iter()
        .map(|(name, what)| el("div").with(el("dt").text(*name)).with(el("dd").text(*what)));
    let samples = FIRST.iter().filter_map(|at| {
        let name = SAMPLES.get(*at)?.name.get(view.state.lang);
        Some(view.button("btn", Action::Sample(*at)).text(name))
    });
    let promise = el("p").class("note").with(icon(Icon::Lock)).with(el("span").text(texts.promise_long));
    let keys = el("p").class("note keys").with(view.keys(texts.empty_keys));
    el("section")
        .class("panel empty-state")
        .attr(Attr::AriaLabelledby, id::OUTCOME)
        .with(el("h1").id(id::OUTCOME).attr(Attr::TabIndex, "-1").text(texts.empty_title))
        .with(el("p").class("lead").text(texts.empty_intro))
        .with(el("h2").text(texts.empty_what))
        .with(el("dl").class("kinds").all(items))
        .with(el("h2").text(texts.empty_samples))
        .with(el("div").class("samples").all(samples))
        .with(promise)
        .with(keys)
}
