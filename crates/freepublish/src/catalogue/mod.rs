//! What is known, one row a fact: statuses, error codes, fields of the documents, event names.
//! Page, command line and reports read these rows and nothing else.

pub mod errcode;
pub mod event;
pub mod field;
pub mod interface;
pub mod source;
pub mod status;
