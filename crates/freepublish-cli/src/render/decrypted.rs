//! A decrypted message as it is.

use crate::mask;
use crate::render::style::{BOLD, FRAME, Lines as _, paint};
use crate::render::wrap::printable;

/// Lines and characters that are shown; a callback has some twenty lines and one or two thousand characters.
const MOST_LINES: usize = 100;
const MOST_CHARACTERS: usize = 8_000;

/// The text behind its name, masked, with nothing in it that a terminal would obey.
pub(super) fn render(name: &str, text: &str) -> String {
    let mut out = format!("{} {}\n", paint(FRAME, "==>"), paint(BOLD, &printable(name)));
    let masked = mask::masked(text);
    let end = masked.char_indices().nth(MOST_CHARACTERS).map_or(masked.len(), |(at, _)| at);
    for line in masked[..end].lines().take(MOST_LINES) {
        out.line(&printable(line));
    }
    if end < masked.len() || masked[..end].lines().count() > MOST_LINES {
        out.line(&paint(FRAME, "..."));
    }
    out.push('\n');
    out
}
