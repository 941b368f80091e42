//! The editor on one side, what was read from it on the other.

use freepublish::verdict;

use crate::components::el::{Attr, El, el};
use crate::components::source::{Window, source};
use crate::components::{View, articles, diagnostics, empty, outcome, structure};
use crate::components::{decrypted, keys, request};

/// The page.
pub fn page(view: &View<'_>, window: Window) -> El {
    let result = el("div").class("result");
    // The headline alone is read out when it changes; the whole result would be a speech on every key.
    let mut headline = el("p").class("sr-only").attr(Attr::Role, "status");
    let result = result.maybe(keys::keys(view));
    let result = if view.state.is_empty() {
        result.with(empty::empty(view))
    } else {
        headline = headline.text(verdict(&view.state.inspection, view.state.lang).headline);
        let result = result
            .with(outcome::outcome(view))
            .maybe(articles::articles(view))
            .with(diagnostics::diagnostics(view));
        let result = result.maybe(request::request(view)).maybe(decrypted::decrypted(view));
        result.maybe(structure::structure(view))
    };
    let page = el("div").class("inspect").with(source(view, window)).with(result).with(headline);
    // Kept while another page is open: its text, its undo history and its place stay as they are.
    if view.state.route.is_inspect() { page } else { page.attr(Attr::Hidden, "") }
}
