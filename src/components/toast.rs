//! Short messages.

use super::View;
use super::el::{Attr, El, el};
use super::icon::{Icon, icon};
use crate::state::Action;

/// The message, in a region that screen readers watch.
pub fn toast(view: &View<'_>) -> El {
    let region = el("p").attr(Attr::Role, "status");
    let Some(toast) = &view.state.toast else {
        return el("div").class("toast empty").with(region);
    };
    let undo = toast.undo.map(|_| view.button("", Action::Undo).id("undo").text(view.texts.undo));
    let close =
        view.button("", Action::Dismiss).attr(Attr::AriaLabel, view.texts.close).with(icon(Icon::Close));
    el("div").class("toast").with(region.text(toast.text.clone())).maybe(undo).with(close)
}
