//! What each action does to the Live page, without a browser.

mod common;
mod connection;
mod delivery;
mod properties;
mod saved;
mod stream;
mod submit;
