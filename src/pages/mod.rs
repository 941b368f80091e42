//! The pages, one a route.

pub mod inspect;
pub mod not_found;
