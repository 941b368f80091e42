//! Readers: from text to a [`Tree`](crate::tree::Tree) or to the parts of a message, with a place for everything and
//! a diagnostic instead of a failure.

pub(crate) mod curl;
pub(crate) mod http;
pub(crate) mod json;
pub(crate) mod source;
pub(crate) mod url;
pub(crate) mod xml;
