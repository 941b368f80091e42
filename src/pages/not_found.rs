//! An address that leads nowhere.

use crate::components::View;
use crate::components::el::{Attr, El, el};

/// The page.
pub fn page(view: &View<'_>, path: &str) -> El {
    let texts = view.texts;
    el("div")
        .class("column")
        .with(el("h1").text(texts.not_found_title))
        .with(el("p").text((texts.not_found)(path)))
        .with(el("p").with(el("a").attr(Attr::Href, "#/inspect").text(texts.not_found_back)))
}
