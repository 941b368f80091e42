//! The pages, one a route.

pub mod inspect;
#[cfg(feature = "more")]
pub mod live;
#[cfg(feature = "more")]
pub mod not_found;
#[cfg(feature = "more")]
pub mod reference;
#[cfg(feature = "more")]
pub mod simulate;
