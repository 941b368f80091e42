//! Readers: from text to the parts of a message, with a place for everything.

pub(crate) mod curl;
pub(crate) mod http;
pub(crate) mod source;
pub(crate) mod url;
