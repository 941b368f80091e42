//! Making sure that what a command needs is there. Silent and quick when it is.

use std::path::Path;
use std::process::Command;

use crate::failure::{Failure, Result};
use crate::steps::{self, Step};
use crate::{browser, files, process};

const WASM: &str = "wasm32-unknown-unknown";

/// Says what is being installed: nobody should wonder why a first start takes minutes.
pub(crate) fn say(what: &str) {
    eprintln!("set-up: {what}");
}

/// Everything any command needs.
pub(crate) fn everything() -> Result<()> {
    let all = Step::of_tools()?.into_iter().chain([Step::Browsers, Step::Drivers, Step::Sdks]);
    steps::run(all.collect())?;
    say(&format!(
        "complete. Browsers: {}, {}",
        browser::find()?.chrome.display(),
        browser::firefox()?.display()
    ));
    Ok(())
}

/// The standard library for WebAssembly. `rust-toolchain.toml` could ask for it, but automatic installs may be
/// switched off, and it is better said than done behind one's back.
pub(crate) fn wasm_target() -> Result<()> {
    if has_wasm_target() {
        return Ok(());
    }
    say(&format!("Rust's standard library for {WASM}, with rustup"));
    rustup(&["target", "add", WASM])
}

pub(crate) fn has_wasm_target() -> bool {
    let libraries =
        process::output(Command::new("rustc").args(["--print", "target-libdir", "--target", WASM]));
    libraries.is_some_and(|dir| Path::new(dir.trim()).is_dir())
}

/// Parts of the toolchain which a minimal rustup profile leaves out.
pub(crate) fn components(names: &[&str]) -> Result<()> {
    for name in names {
        let program = if *name == "rustfmt" { "fmt" } else { *name };
        if process::output(process::cargo().args([program, "--version"])).is_none() {
            say(&format!("the toolchain's {name}, with rustup"));
            rustup(&["component", "add", name])?;
        }
    }
    Ok(())
}

pub(crate) fn rustup(args: &[&str]) -> Result<()> {
    if process::on_path("rustup").is_empty() {
        return Err(Failure::new("this Rust lacks a part, and there is no rustup to add it").remedy(
            format!(
                "install rustup (https://rustup.rs), or have your system's packages provide what\n\
             `rustup {}` would",
                args.join(" ")
            ),
        ));
    }
    process::run(Command::new("rustup").args(args).current_dir(files::root()))
}
