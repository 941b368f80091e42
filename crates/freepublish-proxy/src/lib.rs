//! The reference proxy: what stands between the page and WeChat, as a library.
//!
//! The page must not hold an app secret and cannot receive a callback. The proxy does both: it submits drafts with a
//! token that it fetches by itself, keeps every callback WeChat pushes, and shows them to those who have its key.
//!
//! [`app`] makes a [`Router`] of a [`Config`] and an [`Upstream`]: a test calls it without a socket.
//! [`serve()`] puts it behind one. Upstreams are WeChat ([`upstream::WeChat`] over [`upstream::Web`]) and the simulator
//! ([`simulator::Simulated`]); anything else that implements the trait will do.
//!
//! What the proxy defends against, and what it never logs, is in `docs/SECURITY.md`.

pub mod config;
mod guard;
pub mod inbox;
pub mod key;
pub mod log;
mod metrics;
mod notices;
mod openapi;
pub mod problem;
mod proxy;
mod router;
mod routes;
mod serve;
pub mod simulator;
mod site;
mod target;
pub mod upstream;

pub use config::{Config, Limits};
pub use inbox::Inbox;
pub use key::Key;
pub use openapi::openapi;
pub use proxy::{Proxy, StartError};
pub use router::app;
pub use serve::serve;
pub use upstream::Upstream;

pub use axum::Router;
