//! The page.

pub mod app;
