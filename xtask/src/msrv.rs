//! Whether the workspace builds with the oldest Rust that Cargo.toml promises.

use std::process::Command;

use crate::failure::{Failure, Result};
use crate::{files, process, setup};

/// Checks it, where that Rust can be had: it comes from rustup's host, which not every machine reaches.
pub(crate) fn run() -> Result<()> {
    let manifest = files::read_text(&files::root().join("Cargo.toml"))?;
    let version = promised(&manifest).ok_or_else(|| {
        Failure::new("Cargo.toml promises no Rust").remedy("give `rust-version` back to it")
    })?;
    if !is_there(version) {
        setup::say(&format!("Rust {version}, the oldest one that is promised, with rustup"));
        if setup::rustup(&["toolchain", "install", version, "--profile", "minimal"]).is_err() {
            setup::say(&format!("Rust {version} cannot be had: whether it does was NOT checked"));
            return Ok(());
        }
    }
    // In a place of its own: what another compiler built is of no use to this one.
    let arguments = ["check", "--workspace", "--all-targets", "--locked", "--target-dir", "target/msrv"];
    process::run(
        Command::new("rustup").args(["run", version, "cargo"]).args(arguments).current_dir(files::root()),
    )
}

fn is_there(version: &str) -> bool {
    process::output(Command::new("rustup").args(["run", version, "rustc", "--version"])).is_some()
}

fn promised(manifest: &str) -> Option<&str> {
    manifest.lines().find_map(|line| line.strip_prefix("rust-version = \"")?.strip_suffix('"'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_version_that_is_promised() {
        assert_eq!(promised("[workspace.package]\nrust-version = \"1.88\"\n"), Some("1.88"));
        assert_eq!(promised("[package]\nrust-version.workspace = true\n"), None);
    }
}
