//! What text areas make of a text.

use std::borrow::Cow;

/// The text as a text area holds it: it knows line feeds only.
pub fn with_line_feeds(text: &str) -> Cow<'_, str> {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n").into() } else { text.into() }
}
