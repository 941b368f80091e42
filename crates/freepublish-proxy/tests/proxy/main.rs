//! The proxy, called without a socket.

mod callback;
mod common;
mod deliveries;
mod forged;
mod guard;
mod openapi;
mod publish;
mod site;
mod stream;
mod tokens;
