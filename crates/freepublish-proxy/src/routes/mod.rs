//! The routes, one file each.

pub(crate) mod callback;
pub(crate) mod callbacks;
pub(crate) mod deliveries;
pub(crate) mod health;
pub(crate) mod metrics;
pub(crate) mod publish;
mod read;
pub(crate) mod site;
pub(crate) mod stand_in;
pub(crate) mod stream;
