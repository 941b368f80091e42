//! What each action does to the Live page, without a browser.

mod common;
mod connection;
mod delivery;
// proptest is not for browsers.
#[cfg(not(target_arch = "wasm32"))]
mod properties;
#[cfg(not(target_arch = "wasm32"))]
#[path = "../support/random.rs"]
mod random;
mod saved;
mod stream;
mod submit;
