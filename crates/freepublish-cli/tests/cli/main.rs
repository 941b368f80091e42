//! The built command, run as a person or a script runs it.

mod deliver;
mod explain;
mod handler;
mod inspect;
mod openssl;
mod run;
mod schema;
mod secrets;
#[cfg(feature = "serve")]
mod serve;
mod simulate;
