//! The page in two modules: what `#[wasm_split]` marks in the page's `lazy.rs` goes into one of its own.
//!
//! The linked module has to be cut before wasm-bindgen writes the JavaScript around it, and Trunk has no hook in between. So
//! a program of ours stands in for wasm-bindgen, first on Trunk's PATH: a copy of xtask under that name. It cuts, leaves the
//! parts in a directory, and gives the first of them to the real one. [`add_parts`] then puts the others beside it.

use std::env;
use std::env::consts::EXE_SUFFIX;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Doing, Failure, Result};
use crate::{files, process, tools};

/// The name that we stand in for.
const STAND_IN: &str = "wasm-bindgen";

/// The JavaScript that fetches the parts, as wasm-split-cli calls it.
const LOADER: &str = "__wasm_split.js";

/// Where the real wasm-bindgen is.
const REAL: &str = "FREEPUBLISH_WASM_BINDGEN";

/// Where the parts are left. Whether it is set is whether the build is one in parts.
const PARTS: &str = "FREEPUBLISH_PARTS";

/// Makes Trunk build the page in parts. Returns options for rustc that this takes.
pub(crate) fn prepare(trunk: &mut Command) -> Result<&'static str> {
    let dir = files::root().join("target").join("split");
    let bin = dir.join("bin");
    fs::create_dir_all(&bin).doing(|| format!("create {}", bin.display()))?;
    let own = env::current_exe().doing(|| "find xtask's own program".to_owned())?;
    let stand_in = bin.join(format!("{STAND_IN}{EXE_SUFFIX}"));
    // A new file, as one that is running cannot be written to.
    let _ = fs::remove_file(&stand_in);
    fs::copy(&own, &stand_in).doing(|| format!("copy {} to {}", own.display(), stand_in.display()))?;
    let path = trunk.get_envs().find(|(name, _)| *name == "PATH").and_then(|(_, path)| path);
    let path = env::split_paths(path.unwrap_or_default()).collect::<Vec<_>>();
    let path = env::join_paths(std::iter::once(bin).chain(path)).doing(|| "put it on PATH".to_owned())?;
    trunk
        .args(["--features", "split"])
        .env("PATH", path)
        .env(REAL, tools::wasm_bindgen()?.command(STAND_IN)?.get_program())
        .env(PARTS, dir.join("parts"));
    // Where functions and data are named in the code, so that what is named can be moved.
    Ok("-Clink-args=--emit-relocs")
}

/// Whether we were called by the name that we stand in for.
pub(crate) fn stands_in() -> bool {
    let name = env::args_os().next().map(PathBuf::from);
    name.as_deref().and_then(Path::file_stem) == Some(OsStr::new(STAND_IN))
}

/// What Trunk takes for wasm-bindgen: cuts the module in its arguments, and gives the first part to the real one.
pub(crate) fn run() -> Result<()> {
    let lost = || Failure::new("this stands in for wasm-bindgen").remedy("run `cargo xtask build`");
    let real = env::var_os(REAL).ok_or_else(lost)?;
    let parts = env::var_os(PARTS).map(PathBuf::from).ok_or_else(lost)?;
    let mut args: Vec<OsString> = env::args_os().skip(1).collect();
    if let Some(module) = args.iter().position(|arg| has_extension(Path::new(arg), "wasm")) {
        let name = value_of("--out-name", &args)
            .ok_or_else(|| Failure::new("Trunk called wasm-bindgen without --out-name"))?;
        // Those of an earlier build would be taken for parts of this one.
        let _ = fs::remove_dir_all(&parts);
        let mut cut = tools::wasm_split().command("wasm-split-cli")?;
        process::run(cut.arg("--out-name").arg(&name).args([&args[module], parts.as_os_str()]))?;
        args[module] = parts.join(&name).with_extension("wasm").into();
        // The parts call each other by what the linker exports.
        args.push("--keep-lld-exports".into());
    }
    process::run(Command::new(real).args(args))
}

/// Puts the later parts of a build in parts beside the first one, and makes the page ask for their loader at once.
pub(crate) fn add_parts(staging: &Path) -> Result<()> {
    let Some(parts) = env::var_os(PARTS).map(PathBuf::from) else { return Ok(()) };
    let page = staging.join("index.html");
    let source = files::read_text(&files::root().join("index.html"))?;
    let flags = attribute(&source, "data-wasm-opt-params")
        .ok_or_else(|| Failure::new("index.html gives wasm-opt no parameters"))?;
    let level = attribute(&source, "data-wasm-opt")
        .ok_or_else(|| Failure::new("index.html does not say what wasm-opt is to do"))?;
    let mut count = 0;
    for path in files::walk(&parts)? {
        let Some(name) = path.file_name() else { continue };
        // The first part is with Trunk.
        if !has_extension(&path, "wasm") || staging.join(name).exists() || is_first(&path, staging) {
            continue;
        }
        let mut optimise = tools::wasm_opt().command("wasm-opt")?;
        optimise.arg(format!("-O{level}")).args(flags.split_whitespace()).arg(&path).arg("-o");
        process::run(optimise.arg(staging.join(name)))?;
        count += 1;
    }
    if count == 0 {
        return Err(Failure::new("the page was not cut into parts")
            .why(format!("there are none in {}", parts.display())));
    }
    let loader = staging.join(LOADER);
    fs::copy(parts.join(LOADER), &loader).doing(|| format!("write {}", loader.display()))?;
    let html = files::read_text(&page)?;
    let html = with_loader(&html).ok_or_else(|| Failure::new("Trunk's index.html preloads no module"))?;
    files::write(&page, &html)
}

/// Whether this is the part that Trunk has: its name there ends in `_bg`.
fn is_first(path: &Path, staging: &Path) -> bool {
    path.file_stem()
        .and_then(OsStr::to_str)
        .is_some_and(|stem| staging.join(format!("{stem}_bg.wasm")).exists())
}

/// The page asking for the loader as early as for the script that imports it.
fn with_loader(html: &str) -> Option<String> {
    let preload = html.find("rel=modulepreload")?;
    let (before, after) = html.split_at(html[..preload].rfind("<link")?);
    Some(format!("{before}<link crossorigin href=./{LOADER} rel=modulepreload>{after}"))
}

/// The value of an attribute that stands once in the page.
fn attribute<'a>(html: &'a str, name: &str) -> Option<&'a str> {
    let (_, value) = html.split_once(&format!("{name}=\""))?;
    value.split('"').next()
}

/// `--name value` or `--name=value`.
fn value_of(name: &str, args: &[OsString]) -> Option<String> {
    let mut args = args.iter().map(|arg| arg.to_string_lossy());
    while let Some(arg) = args.next() {
        if arg == name {
            return args.next().map(Into::into);
        }
        if let Some(value) = arg.strip_prefix(name).and_then(|rest| rest.strip_prefix('=')) {
            return Some(value.to_owned());
        }
    }
    None
}

fn has_extension(path: &Path, extension: &str) -> bool {
    path.extension() == Some(OsStr::new(extension))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_trunk_says() {
        let args = |args: &[&str]| args.iter().map(OsString::from).collect::<Vec<_>>();
        assert_eq!(value_of("--out-name", &args(&["--out-name=page", "a.wasm"])).as_deref(), Some("page"));
        assert_eq!(value_of("--out-name", &args(&["a.wasm", "--out-name", "page"])).as_deref(), Some("page"));
        assert_eq!(value_of("--out-name", &args(&["--out-names=page"])), None);
    }

    #[test]
    fn the_flags_for_every_part_are_those_of_the_first() {
        let html = files::read_text(&files::root().join("index.html")).expect("a page");
        assert_eq!(attribute(&html, "data-wasm-opt"), Some("z"));
        assert!(attribute(&html, "data-wasm-opt-params").is_some_and(|flags| flags.starts_with("--enable-")));
    }

    #[test]
    fn the_page_asks_for_the_loader_at_once() {
        let html = "<link href=./page.css rel=stylesheet><link crossorigin href=./page.js rel=modulepreload>";
        assert_eq!(
            with_loader(html).as_deref(),
            Some(
                "<link href=./page.css rel=stylesheet><link crossorigin href=./__wasm_split.js rel=modulepreload>\
                 <link crossorigin href=./page.js rel=modulepreload>"
            )
        );
    }
}
