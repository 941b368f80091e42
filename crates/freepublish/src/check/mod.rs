//! From trees to facts and diagnostics: one file for each kind of payload. The words stand in [`crate::rule`].

pub(crate) mod callback;
pub(crate) mod request;
pub(crate) mod response;
pub(crate) mod syntax;
