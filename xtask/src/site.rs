//! Building the optimised site into `dist/`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Result;
use crate::steps::{self, Step};
use crate::tools::Tool;
use crate::{files, process, split, tools};

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
    steps::run(Step::of_site()?)
}

/// Whether `dist/` holds the build of exactly the inputs of now.
pub(crate) fn is_built() -> bool {
    let now = || Some(format!("{} {}", fingerprint_of_inputs().ok()?, fingerprint_of_dist().ok()?));
    fs::read_to_string(stamp()).is_ok_and(|built| Some(built) == now())
}

/// Builds the site with the tools that are there.
pub(crate) fn build_now() -> Result<()> {
    let inputs = fingerprint_of_inputs()?;
    let mut trunk = Command::new("trunk");
    trunk
        .args(["build", "--release", "--skip-version-check", "--log", "warn"])
        .current_dir(files::root())
        .env("PATH", tools::path_to(&tools()?)?);
    let flags = split::prepare(&mut trunk)?;
    process::run(
        trunk.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", format!("{} {flags}", without_paths())),
    )?;
    // `trunk serve` writes a debug build to the same place: only the two fingerprints together say what is in there.
    files::write(&stamp(), &format!("{inputs} {}", fingerprint_of_dist()?))
}

/// The programs that a build takes.
pub(crate) fn tools() -> Result<[Tool; 4]> {
    Ok([tools::trunk(), tools::wasm_bindgen()?, tools::wasm_opt(), tools::wasm_split()])
}

/// Says which inputs the site in `dist/` was built from.
fn stamp() -> PathBuf {
    files::root().join("target").join("site.stamp")
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
