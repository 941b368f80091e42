//! The part of the page that may come later: every page but Inspect. A build with the feature `split` fetches it as a module
//! of its own; elsewhere it is there from the start.
//!
//! What is in it is decided here alone: code that only these tables lead to is in that module. A function of such a page that
//! is called from anywhere else comes with the first module, and nothing but its size tells.

#[cfg(feature = "split")]
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use crate::live::{self, Live};
use crate::reference::{self, Reference};
use crate::shell::Table;
use crate::simulate::{self, Simulate};

/// The tables of the pages in it.
#[derive(Clone, Copy, Debug)]
pub struct Lazy {
    /// The Live page.
    pub live: &'static Table<Live>,
    /// The Reference page.
    pub reference: &'static Table<Reference>,
    /// The Simulate page.
    pub simulate: &'static Table<Simulate>,
}

const LAZY: Lazy = Lazy { live: &live::TABLE, reference: &reference::TABLE, simulate: &simulate::TABLE };

/// The part did not come: no network, or its file is no longer there. Asking again may help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing;

/// The part. Where the page is split it is fetched; what came is kept, a failure is not.
#[cfg(feature = "split")]
pub async fn fetch() -> Result<Lazy, Missing> {
    split().await.map_err(|_| Missing)
}

/// The part, which is there.
#[cfg(not(feature = "split"))]
#[expect(clippy::unused_async, reason = "as where it is fetched")]
pub async fn fetch() -> Result<Lazy, Missing> {
    Ok(LAZY)
}

#[cfg(feature = "split")]
#[wasm_split(lazy, fallible)]
fn split() -> Result<Lazy, SplitLoaderError> {
    Ok(LAZY)
}
