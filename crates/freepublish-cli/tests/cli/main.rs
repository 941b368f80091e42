//! The built command, run as a person or a script runs it.

mod explain;
mod inspect;
mod run;
mod schema;
mod secrets;
mod simulate;
