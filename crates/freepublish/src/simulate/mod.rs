//! WeChat's publish platform, simulated: to rehearse a whole publish, callback included, without WeChat.
//!
//! Four things, from small to large:
//!
//! - [`CallbackSpec::make`] makes one callback of any outcome, in any format and mode.
//! - [`Repost::push`] pushes a document that is at hand, and again; [`verification`] asks for an `echostr`.
//! - [`Platform`] is the state machine: calls and replies go in, answers and pushes come out. It can stand behind real
//!   HTTP.
//! - [`Scenario`] is a script for both sides, read from a text; [`run()`] plays it and returns the
//!   [`Timeline`].
//!
//! Seed and time are inputs: the same seed and script give the same bytes.

pub mod api;
mod article;
pub mod callback;
pub mod config;
pub mod credentials;
pub mod http;
mod ids;
mod object;
pub mod platform;
mod prng;
mod problem;
mod refusal;
mod repost;
mod run;
pub mod scenario;
pub mod timeline;
pub mod wire;

pub use callback::{Callback, CallbackSpec, Fixture};
pub use config::{Millis, PlatformConfig};
pub use credentials::Credentials;
pub use http::{HttpRequest, HttpResponse};
pub use platform::{Effect, Event, Platform};
pub use problem::Problem;
pub use refusal::submit_answer;
pub use repost::{Repost, verification};
pub use run::run;
pub use scenario::{Mistake, Mistakes, Scenario};
pub use timeline::{Entry, Timeline};
pub use wire::IdForm;
