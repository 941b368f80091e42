//! The proxy, called without a socket.

mod callback;
mod common;
mod deliveries;
mod guard;
mod openapi;
mod publish;
mod site;
mod speed;
mod stream;
mod tokens;
