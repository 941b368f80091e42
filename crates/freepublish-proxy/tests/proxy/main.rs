//! The proxy, called without a socket but in `server`.

mod callback;
mod common;
mod deliveries;
mod forged;
mod guard;
mod openapi;
mod publish;
mod server;
mod site;
mod speed;
mod stream;
mod tokens;
