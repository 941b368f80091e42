//! How much the proxy takes: tests/load/callbacks.mjs says how it is measured.

use crate::failure::Result;
use crate::{files, freepublish, node, process};

pub(crate) fn run() -> Result<()> {
    let freepublish = freepublish::build_fast()?;
    let script = files::root().join("tests/load/callbacks.mjs");
    let place = files::root().join("target/load");
    process::run(node::node()?.arg(script).arg(place).env("FREEPUBLISH", freepublish))
}
