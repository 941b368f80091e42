//! Readers: from text to the parts of a message, with a place for everything.

#[cfg_attr(not(feature = "request"), path = "curl_elsewhere.rs")]
pub(crate) mod curl;
pub(crate) mod http;
pub(crate) mod source;
pub(crate) mod url;
