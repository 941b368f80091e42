//! Node and npm: they bring wasm-opt and the end-to-end tests' driver, and compress for `cargo xtask size`.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::failure::{Doing, Failure, Result};
use crate::{files, process, setup};

/// The oldest Node whose test runner has everything our tests use.
const OLDEST: u32 = 20;

/// Node, known to be there and new enough.
pub(crate) fn node() -> Result<Command> {
    let install = format!("install Node {OLDEST} or newer: https://nodejs.org, or your system's packages");
    let version = process::output(Command::new("node").arg("--version"))
        .ok_or_else(|| Failure::new("Node is not on PATH").remedy(&install))?;
    let major = version.trim().trim_start_matches('v').split('.').next().and_then(|major| major.parse().ok());
    match major {
        Some(OLDEST..) => Ok(Command::new("node")),
        _ => Err(Failure::new(format!("Node {} is too old", version.trim())).remedy(install)),
    }
}

/// Installs a package from npm below `dir`, whole or not at all: an interrupted install leaves nothing that the next
/// run could take for a finished one.
pub(crate) fn install(package: &str, version: &str, dir: &Path) -> Result<()> {
    let partial = dir.with_extension(format!("partial-{}", std::process::id()));
    fs::create_dir_all(&partial).doing(|| format!("create {}", partial.display()))?;
    let mut npm = npm()?;
    npm.args(["install", "--no-save", "--no-package-lock", "--no-fund", "--no-audit", "--loglevel=error"])
        .arg("--prefix")
        .arg(&partial)
        .arg(format!("{package}@{version}"));
    let installed = process::run(&mut npm);
    let moved = installed
        .and_then(|()| fs::rename(&partial, dir).doing(|| format!("move the install to {}", dir.display())));
    if moved.is_err() {
        // Best effort: the failure that counts is the one being reported.
        let _ = fs::remove_dir_all(&partial);
    }
    moved
}

/// Installs what `dir/package-lock.json` pins, unless exactly that was installed before; `what` says so.
pub(crate) fn install_locked(dir: &Path, what: &str) -> Result<()> {
    let lock = files::read_text(&dir.join("package-lock.json"))?;
    let stamp = dir.join("node_modules/.installed-lock");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    setup::say(what);
    process::run(npm()?.args(["ci", "--no-fund", "--no-audit", "--loglevel=error"]).current_dir(dir))?;
    files::write(&stamp, &lock)
}

fn npm() -> Result<Command> {
    node()?;
    // On Windows npm is a script, and scripts are only found by their whole name.
    let name = if cfg!(windows) { "npm.cmd" } else { "npm" };
    if process::output(Command::new(name).arg("--version")).is_none() {
        return Err(Failure::new("npm is not on PATH, or does not start")
            .remedy("it comes with Node; some systems package it as `npm`"));
    }
    Ok(Command::new(name))
}
