//! Readers: from text to a [`Tree`] or to the parts of a message, with a place for everything and
//! a diagnostic instead of a failure.

use crate::tree::Tree;

pub(crate) mod command;
pub(crate) mod har;
pub(crate) mod http;
pub(crate) mod http_file;
pub(crate) mod json;
pub(crate) mod source;
pub(crate) mod url;
pub(crate) mod xml;

/// What was read of a document.
#[derive(Debug)]
pub(crate) struct Document<'a> {
    pub(crate) tree: Tree<'a>,
    /// Offset behind the root element or the top value; the length of the text when it never ends.
    pub(crate) end: usize,
}

/// How far a reader has come.
enum Progress {
    Reading,
    /// The document ends at this offset.
    Done(usize),
}
