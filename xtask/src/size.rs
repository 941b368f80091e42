//! What a first visit downloads, and the limit it has to keep.

use std::path::Path;

use crate::failure::{Failure, Result};
use crate::{files, node, process, site};

/// What a first visit should download at most, brotli-compressed, in bytes: html, css, js and wasm together. The page is
/// used on bad connections and beside other tools; a bare Yew page has 47 kB, a bare `CodeMirror` 108 kB.
///
/// Not reached yet. docs/ARCHITECTURE.md says where the bytes are and what would save how many.
const FIRST_LOAD_TARGET: u64 = 120_000;

/// What it may download today: CI fails above it. It is lowered whenever the page has become smaller, and goes away
/// when it has come down to the target. It is never raised. (The order of functions, and with it the last hundred bytes,
/// depends on the folder that is built in.)
const FIRST_LOAD_CEILING: u64 = 179_000;

pub(crate) fn run() -> Result<()> {
    site::build()?;
    let (first_load, rest): (Vec<Size>, Vec<Size>) =
        measure(&files::dist())?.into_iter().partition(|size| is_first_load(&size.name));
    let total = total("first load", &first_load);
    println!("| file | raw | brotli |\n|---|---:|---:|");
    print_rows(&first_load);
    println!("| **{}** | **{}** | **{}** |", total.name, total.raw, total.brotli);
    print_rows(&rest);
    println!("\nThe rows below the total (icons, manifest, service worker) are fetched later or never.");
    let share = total.brotli * 100 / FIRST_LOAD_TARGET;
    println!("first load: {} bytes brotli, {share} % of the target of {FIRST_LOAD_TARGET}", total.brotli);
    if total.brotli > FIRST_LOAD_TARGET {
        println!("The target is missed by {} bytes.", total.brotli - FIRST_LOAD_TARGET);
    }
    if total.brotli <= FIRST_LOAD_CEILING {
        return Ok(());
    }
    Err(Failure::new("the first load has grown")
        .why(format!("{} bytes brotli; it was {FIRST_LOAD_CEILING} at most before", total.brotli))
        .remedy(
            "find what grew: `git stash; cargo xtask size` shows the table before your change;\n\
             a new dependency is the usual suspect: cargo tree --edges normal --target wasm32-unknown-unknown",
        ))
}

#[derive(Debug)]
struct Size {
    name: String,
    raw: u64,
    brotli: u64,
}

/// Everything a page can wait for. The service worker fetches the other files once the page stands.
fn is_first_load(name: &str) -> bool {
    let waited_for = ["html", "css", "js", "mjs", "wasm", "woff2"];
    let extension = Path::new(name).extension().and_then(|extension| extension.to_str());
    name != "sw.js" && extension.is_some_and(|extension| waited_for.contains(&extension))
}

/// Node has brotli built in; a crate for it would cost every newcomer its compile time.
fn measure(dist: &Path) -> Result<Vec<Size>> {
    let mut script = node::node()?;
    script.arg(files::root().join("xtask").join("brotli-sizes.mjs"));
    let mut names = Vec::new();
    for path in files::walk(dist)? {
        names.push(files::url_path(dist, &path)?);
        script.arg(path);
    }
    let output =
        process::output(&mut script).ok_or_else(|| Failure::new("compressing the files of dist/ failed"))?;
    names.into_iter().zip(output.lines()).map(|(name, line)| parse(name, line)).collect()
}

fn parse(name: String, line: &str) -> Result<Size> {
    let sizes =
        line.split_once(' ').and_then(|(raw, brotli)| Some((raw.parse().ok()?, brotli.parse().ok()?)));
    let (raw, brotli) =
        sizes.ok_or_else(|| Failure::new(format!("brotli-sizes.mjs said `{line}` for {name}")))?;
    Ok(Size { name, raw, brotli })
}

fn total(name: &str, sizes: &[Size]) -> Size {
    let (raw, brotli) =
        sizes.iter().fold((0, 0), |(raw, brotli), size| (raw + size.raw, brotli + size.brotli));
    Size { name: name.to_owned(), raw, brotli }
}

fn print_rows(sizes: &[Size]) {
    for size in sizes {
        println!("| {} | {} | {} |", size.name, size.raw, size.brotli);
    }
}
