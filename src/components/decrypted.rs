//! The decrypted document, beside the text it was encrypted in.

use freepublish::LineIndex;

use super::View;
use super::el::{Attr, El, el};
use super::source;
use crate::i18n::MoreTexts;
use crate::platform::id;
use crate::shell::share;
use crate::state::Action;

/// More than a callback has by far; a hostile text must not freeze the page.
const MAX_SHOWN: usize = 400;

/// The document, when there is one.
pub fn decrypted(view: &View<'_>) -> Option<El> {
    let inner = view.state.opened.as_ref()?.inner.as_ref()?;
    let (texts, words) = (view.texts, MoreTexts::of(view.state.lang));
    let index = LineIndex::new(&inner.text);
    let lines = source::lines(inner.text.as_str().into(), &inner.inspection, 0..MAX_SHOWN);
    let open = view.button("btn", Action::OpenDecrypted).id("open-decrypted").text(words.decrypted_open);
    let copy = view.copy_button(words.decrypted, share::without_secrets(&inner.text).0);
    let beside = el("div").class("actions").with(copy).with(open);
    let hidden = index.lines().saturating_sub(MAX_SHOWN);
    Some(
        view.panel_with("decrypted", words.decrypted, Some(beside))
            .with(
                el("div")
                    .id(id::DECRYPTED)
                    .class("layer wrapped inner")
                    .attr(Attr::TabIndex, "0")
                    .attr(Attr::Role, "group")
                    .attr(Attr::AriaLabelledby, "decrypted")
                    .push(lines),
            )
            .maybe((hidden > 0).then(|| el("p").class("hint").text((texts.more)(hidden)))),
    )
}
