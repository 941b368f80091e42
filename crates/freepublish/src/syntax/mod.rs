//! Readers. XML and JSON become a [`Tree`] with places, and the list of what is wrong with the text as such; HTTP, command
//! lines and addresses become the parts of a message. This layer knows no rule, no words and nothing of WeChat.

pub(crate) mod command;
pub(crate) mod har;
pub(crate) mod http;
pub(crate) mod http_file;
pub(crate) mod json;
pub(crate) mod source_map;
mod tree;
pub(crate) mod url;
pub(crate) mod xml;

pub(crate) use json::JsonError;
pub(crate) use tree::{NodeId, NodeKind, Tree};
pub(crate) use xml::XmlError;

use crate::span::Span;

/// What was read of a document.
#[derive(Debug)]
pub(crate) struct Document<'a> {
    pub(crate) tree: Tree<'a>,
    /// Offset behind the root element or the top value; the length of the text when it never ends.
    pub(crate) end: usize,
    pub(crate) errors: Errors,
}

/// What is wrong at one place of a text. It owns no text: what is told of it is cut out when it is told.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SyntaxError {
    pub(crate) kind: SyntaxErrorKind,
    pub(crate) span: Span,
    /// The innermost element, object or array that was open; `None` outside the root.
    pub(crate) node: Option<NodeId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SyntaxErrorKind {
    Json(JsonError),
    Xml(XmlError),
}

/// The first [`Errors::MOST`] errors of a document, and how many more there were.
#[derive(Debug, Default)]
pub(crate) struct Errors {
    list: Vec<SyntaxError>,
    omitted: usize,
}

impl Errors {
    const MOST: usize = 500;

    fn report(&mut self, error: SyntaxError) {
        if self.list.len() < Self::MOST {
            self.list.push(error);
        } else {
            self.omitted += 1;
        }
    }

    /// The one that was reported last, of those that are kept.
    fn last(&self) -> Option<&SyntaxError> {
        self.list.last()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &SyntaxError> {
        self.list.iter()
    }

    /// How many errors were found beyond those that are kept.
    pub(crate) fn omitted(&self) -> usize {
        self.omitted
    }
}

/// How far a reader has come.
enum Progress {
    Reading,
    /// The document ends at this offset.
    Done(usize),
}

#[cfg(test)]
mod tests;
