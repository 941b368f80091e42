//! Readers: from text to the parts of a message, with a place for everything.

pub(crate) mod command;
pub(crate) mod har;
pub(crate) mod http;
pub(crate) mod http_file;
pub(crate) mod source;
pub(crate) mod url;
