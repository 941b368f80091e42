//! From trees to facts and diagnostics.

pub(crate) mod syntax;

/// So much of a name or a text is told in a message.
const EXCERPT: usize = 40;

/// The beginning of a text, for a message: what is told of a text must not grow with it.
pub(crate) fn excerpt(text: &str) -> String {
    match text.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
