//! Building the optimised site into `dist/`.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Result;
use crate::{files, process, setup, split, tools};

/// All that can change what lands in `dist/`.
const INPUTS: &[&str] = &[
    ".cargo/config.toml",
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "crates/freepublish",
    "index.html",
    "src",
    "www",
    "xtask/compress.mjs",
    "xtask/src/post_build.rs",
    "xtask/src/site.rs",
    "xtask/src/split.rs",
    "xtask/src/tools.rs",
];

/// Builds the site, unless `dist/` holds the build of exactly these inputs.
pub(crate) fn build() -> Result<()> {
    let stamp = files::root().join("target").join("site.stamp");
    let inputs = fingerprint_of_inputs()?;
    if let (Ok(old), Ok(dist)) = (fs::read_to_string(&stamp), fingerprint_of_dist())
        && old == format!("{inputs} {dist}")
    {
        println!("dist/ is up to date");
        return Ok(());
    }
    setup::wasm_target()?;
    let path = tools()?;
    println!("building the optimised site (some minutes the first time)");
    let mut trunk = Command::new("trunk");
    trunk
        .args(["build", "--release", "--skip-version-check", "--log", "warn"])
        .current_dir(files::root())
        .env("PATH", path);
    let flags = split::prepare(&mut trunk)?;
    process::run(
        trunk.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", format!("{} {flags}", without_paths())),
    )?;
    // `trunk serve` writes a debug build to the same place: only the two fingerprints together say what is in there.
    files::write(&stamp, &format!("{inputs} {}", fingerprint_of_dist()?))
}

/// `PATH` with the tools of the build.
pub(crate) fn tools() -> Result<OsString> {
    tools::path_to(&[tools::trunk(), tools::wasm_bindgen()?, tools::wasm_opt(), tools::wasm_split()])
}

/// Options for rustc that keep the paths of this machine out of what is published: panics carry the place of their
/// source. Of two that fit, rustc takes the one that stands last.
fn without_paths() -> String {
    let home = std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(std::env::home_dir()?.join(".cargo")));
    let registries = home.iter().flat_map(|home| fs::read_dir(home.join("registry/src"))).flatten().flatten();
    let library = process::output(Command::new("rustc").args(["--print", "sysroot"]))
        .map(|sysroot| Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library"));
    let shortened = [(files::root().to_owned(), ".")]
        .into_iter()
        .chain(home.clone().map(|home| (home, "cargo")))
        .chain(registries.map(|registry| (registry.path(), "crates.io")))
        .chain(library.map(|library| (library, "std")));
    let options = shortened.map(|(path, name)| format!("--remap-path-prefix={}={name}", path.display()));
    options.collect::<Vec<_>>().join(" ")
}

fn fingerprint_of_inputs() -> Result<String> {
    let mut inputs: Vec<PathBuf> = Vec::new();
    for input in INPUTS {
        inputs.extend(files::walk(&files::root().join(input))?);
    }
    files::fingerprint(files::root(), &inputs)
}

fn fingerprint_of_dist() -> Result<String> {
    let dist = files::dist();
    files::fingerprint(&dist, &files::walk(&dist)?)
}
