//! The core as its users see it: cases are files, and what is asserted of one is asserted of all.

#![expect(clippy::expect_used, reason = "a test says what it relies on")]
#![expect(clippy::disallowed_methods, reason = "cases are files; the core itself reads none")]

mod common;
mod copies;
mod crypto;
mod delivery;
mod differential;
mod embedded;
mod family;
mod job;
mod open;
mod properties;
mod receive;
mod rules;
mod samples;
mod secrets;
mod simulate;
mod syntax;
mod values;
mod wechatpy;
