//! Set up, build, serve, test and measure this workspace.
fn main() {}
