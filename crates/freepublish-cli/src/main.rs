//! The `freepublish` command.
fn main() {}
