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
    built("debug", &[])
}

/// Builds the command for those who measure it.
pub(crate) fn build_fast() -> Result<PathBuf> {
    built("release", &["--release"])
}

fn built(directory: &str, flags: &[&str]) -> Result<PathBuf> {
    println!("building the command `freepublish` (a minute or two the first time)");
    process::run(process::cargo().args(["build", "--package", "freepublish-cli"]).args(flags))?;
    program_in(directory)
}

/// Where the command is, once it was built.
pub(crate) fn program() -> Result<PathBuf> {
    program_in("debug")
}

fn program_in(directory: &str) -> Result<PathBuf> {
    // xtask was built by the same cargo, below the same directory, wherever that is.
    let xtask = std::env::current_exe().doing(|| "find out where cargo builds".to_owned())?;
    let target = xtask.ancestors().nth(2).unwrap_or(&xtask);
    let command = target.join(directory).join(format!("freepublish{EXE_SUFFIX}"));
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
