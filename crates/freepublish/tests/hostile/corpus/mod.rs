//! Texts that a stranger could send to use up time or memory, each made as long as wanted. One row a kind.
//!
//! The tests (`tests/hostile/main.rs`, `crates/freepublish-cli/tests/hostile.rs`) and the benchmark
//! (`benches/hostile.rs`) read these rows. A text that fuzzing finds to be slow becomes one.

mod bytes;
mod copies;
mod json;
mod log;
mod scenario;
mod secrets;
mod xml;

/// A kind of hostile text.
pub(crate) struct Row {
    /// What is hostile about it: `xml/deep`.
    pub(crate) name: &'static str,
    shape: Shape,
}

enum Shape {
    /// The same piece again and again, between a beginning and an end.
    Repeated { before: &'static str, piece: &'static str, after: &'static str },
    /// Whatever the function makes of about so many bytes.
    Made(fn(usize) -> Vec<u8>),
}

impl Row {
    /// The text, at least `size` bytes long and not much longer.
    pub(crate) fn text(&self, size: usize) -> Vec<u8> {
        match self.shape {
            Shape::Repeated { before, piece, after } => filled(before, piece, after, size).into_bytes(),
            Shape::Made(make) => make(size),
        }
    }
}

/// Every row, in the order of the files.
pub(crate) fn rows() -> impl Iterator<Item = &'static Row> {
    [xml::ROWS, json::ROWS, copies::ROWS, log::ROWS, secrets::ROWS, bytes::ROWS].into_iter().flatten()
}

/// Those that are scenarios. [`Scenario::parse`](freepublish::simulate::Scenario::parse) refuses more than 64 kB, so
/// these are to be made shorter than that.
pub(crate) fn scenarios() -> impl Iterator<Item = &'static Row> {
    scenario::ROWS.iter()
}

const fn repeated(name: &'static str, before: &'static str, piece: &'static str, after: &'static str) -> Row {
    Row { name, shape: Shape::Repeated { before, piece, after } }
}

const fn made(name: &'static str, make: fn(usize) -> Vec<u8>) -> Row {
    Row { name, shape: Shape::Made(make) }
}

/// `piece` as often as it takes to make `size` bytes in all, at least once.
fn filled(before: &str, piece: &str, after: &str, size: usize) -> String {
    let room = size.saturating_sub(before.len() + after.len());
    let mut text = String::with_capacity(size + piece.len());
    text.push_str(before);
    text.push_str(&piece.repeat(room.div_ceil(piece.len()).max(1)));
    text.push_str(after);
    text
}

/// Pieces that are numbered, so that no two are alike.
fn numbered(before: &str, piece: impl Fn(usize) -> String, after: &str, size: usize) -> Vec<u8> {
    let mut text = before.to_owned();
    let mut number = 0;
    while number == 0 || text.len() + after.len() < size {
        text.push_str(&piece(number));
        number += 1;
    }
    text.push_str(after);
    text.into_bytes()
}
