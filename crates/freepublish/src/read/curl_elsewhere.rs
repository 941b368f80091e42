//! In the place of the reader of command lines in a library without the feature `request`: they are recognised, and
//! not read.

use crate::read::http::Message;

/// A call of which nothing is known, when the first word is curl.
pub(crate) fn read(text: &str, start: usize) -> Option<Message<'_>> {
    let program = text[start..].split_whitespace().next()?;
    let name = program.rsplit(['/', '\\']).next()?;
    let is_curl = name.eq_ignore_ascii_case("curl") || name.eq_ignore_ascii_case("curl.exe");
    is_curl.then(|| Message { body_elsewhere: true, ..Message::default() })
}
