//! The `freepublish` command: what serves the page, and what the tests with SDKs and in a browser run against.

use std::env::consts::EXE_SUFFIX;
use std::path::PathBuf;

use crate::failure::{Doing, Failure, Result};
use crate::process;

/// Builds the command, and says where it is.
///
/// In cargo's usual profile: `release` takes longer to build than a newcomer likes to wait, and the native tests build
/// the same.
pub(crate) fn build() -> Result<PathBuf> {
    println!("building the command `freepublish` (a minute or two the first time)");
    process::run(process::cargo().args(["build", "--package", "freepublish-cli"]))?;
    // xtask is built in the same profile, by the same cargo, into the same directory, wherever that is.
    let xtask = std::env::current_exe().doing(|| "find out where cargo builds".to_owned())?;
    let command = xtask.with_file_name(format!("freepublish{EXE_SUFFIX}"));
    if !command.is_file() {
        return Err(Failure::new(format!("the command was built, but not to {}", command.display()))
            .remedy("call xtask the way README.md does: cargo xtask …"));
    }
    Ok(command)
}

/// The address in a line that `freepublish serve` says at its start. The first one it says leads to the page, and holds
/// the key if that is a new one.
pub(crate) fn address(line: &str) -> Option<&str> {
    line.split_whitespace().find(|word| word.starts_with("http://"))
}
