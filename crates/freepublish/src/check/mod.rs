//! From trees to facts and diagnostics: one file for each kind of payload. The words stand in [`crate::rule`].

pub(crate) mod answer;
pub(crate) mod body;
pub(crate) mod callback;
mod images;
mod media_id;
mod near;
mod placeholder;
pub(crate) mod recognise;
pub(crate) mod request;
pub(crate) mod response;
pub(crate) mod syntax;
mod value;
