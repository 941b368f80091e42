//! Building the optimised site into `dist/`.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::failure::Result;
use crate::{files, first_load, process, setup, tools};

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
    "xtask/src/first_load.rs",
    "xtask/src/post_build.rs",
    "xtask/src/site.rs",
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
    let path = tools::path_to(&[tools::trunk(), tools::wasm_bindgen()?, tools::wasm_opt()])?;
    println!("building the optimised site, three pages in all (some minutes the first time)");
    let environment = environment();
    let first_load = first_load::build(&environment)?;
    process::run(
        Command::new("trunk")
            .args(["build", "--release", "--skip-version-check", "--log", "warn"])
            .current_dir(files::root())
            .env("PATH", path)
            .envs(environment)
            .env(first_load.0, first_load.1),
    )?;
    // `trunk serve` writes a debug build to the same place: only the two fingerprints together say what is in there.
    files::write(&stamp, &format!("{inputs} {}", fingerprint_of_dist()?))
}

/// How cargo is to build for the browser.
///
/// The standard library that rustup delivers was built to say where and why it panics. This page catches no panic and
/// shows no such words; built anew without them, for size, the library makes the first download an eighth smaller.
/// That takes flags which the compiler calls unstable: they apply to this one build of the site. Everything else
/// (tests, clippy, `trunk serve`, the command line) is plain stable Rust, and where the library's source cannot be
/// had, so is the site, some 20 kB larger.
fn environment() -> Vec<(&'static str, String)> {
    let mut flags = without_paths();
    let mut environment = Vec::new();
    if setup::standard_library_source() {
        flags += " -Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none";
        environment = vec![
            ("RUSTC_BOOTSTRAP", "1".to_owned()),
            ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort".to_owned()),
            ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size".to_owned()),
        ];
    } else {
        println!("without the source of the standard library, the site becomes some 20 kB larger");
    }
    environment.push(("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags));
    environment
}

/// Options for rustc that keep the paths of this machine out of what is published: panics carry the place of their
/// source.
fn without_paths() -> String {
    let home = std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(std::env::home_dir()?.join(".cargo")));
    let mut options = vec![format!("--remap-path-prefix={}=.", files::root().display())];
    options.extend(home.map(|home| format!("--remap-path-prefix={}=cargo", home.display())));
    options.join(" ")
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
