//! The page: paste anything that has to do with publishing a WeChat draft, and read what it is, what it means, what is
//! wrong and what to do next.
//!
//! What it knows and how that changes is in [`state`], what the browser does in [`platform`], what is seen in [`pages`]
//! and [`components`]. Reading and judging is the work of the [`freepublish`] crate.

pub mod app;
pub mod components;
pub mod export;
pub mod facts;
pub mod highlight;
pub mod i18n;
pub mod lazy;
pub mod live;
pub mod pages;
pub mod platform;
pub mod reference;
pub mod route;
pub mod samples;
pub mod share;
pub mod shell;
pub mod state;
pub mod ui;
mod words;
