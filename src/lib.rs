//! The page: paste anything that has to do with publishing a WeChat draft, and read what it is, what it means, what is
//! wrong and what to do next.
//!
//! A page is a folder: [`inspect`], [`simulate`], [`live`], [`mod@reference`]. What is common to them is in [`shell`], what
//! several of them draw in [`ui`], what the browser does in [`platform`]. [`app`] puts them together. Reading and judging is
//! the work of the [`freepublish`] crate.

pub mod app;
pub mod inspect;
pub mod lazy;
pub mod live;
pub mod platform;
pub mod reference;
pub mod route;
pub mod shell;
pub mod simulate;
pub mod ui;
mod words;
