//! The call a request would make, put together again from what was read.

use freepublish::inspection::AccessToken;

use super::View;
use super::el::{Attr, El, el};
use crate::facts;

/// The call, when the text is one.
pub fn request(view: &View<'_>) -> Option<El> {
    let texts = view.texts;
    let request = view.state.inspection.request.as_ref()?;
    let text = facts::rebuilt(request);
    let copy = view.copy_button(texts.request_title, text.clone());
    let wire =
        el("pre").class("wire").attr(Attr::TabIndex, "0").attr(Attr::AriaLabelledby, "request").text(text);
    let is_masked = request.access_token == AccessToken::Present;
    let note = is_masked.then(|| el("p").class("hint").text(texts.request_note));
    Some(view.panel_with("request", texts.request_title, Some(copy)).with(wire).maybe(note))
}
