//! Which changes of the code no test notices, with cargo-mutants. Too slow for every change: an hour and more.

use std::ffi::OsString;

use crate::failure::Result;
use crate::{files, process, tools};

/// What strangers reach first and what is easiest to get wrong: a survivor here is a hole or stands, explained, in
/// docs/RELIABILITY.md.
const FILES: [&str; 9] = [
    "crates/freepublish/src/check/**",
    "crates/freepublish/src/delivery/**",
    "crates/freepublish/src/envelope/**",
    "crates/freepublish/src/syntax/**",
    "crates/freepublish-proxy/src/guard/**",
    "crates/freepublish-proxy/src/inbox/store.rs",
    "crates/freepublish-proxy/src/routes/callback.rs",
    "crates/freepublish-proxy/src/target.rs",
    "crates/freepublish-proxy/src/upstream/tokens.rs",
];

/// Tries them; with arguments, what these say: `-f FILE`, `--in-diff FILE`, `--list`.
pub(crate) fn run(arguments: &[OsString]) -> Result<()> {
    let mut command = tools::cargo_mutants().command("cargo-mutants")?;
    command.current_dir(files::root()).args(["mutants", "--workspace", "--output", "target"]);
    // How the tests run is .cargo/mutants.toml's to say. Without debug information they build sooner, and with fewer
    // random cases they run sooner.
    command.env("CARGO_PROFILE_DEV_DEBUG", "none").env("PROPTEST_CASES", "64");
    if arguments.is_empty() {
        command.args(FILES.iter().flat_map(|file| ["--file", file]));
    }
    process::run(command.args(arguments))
}
