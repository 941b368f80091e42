//! What a first visit downloads, and the limit it has to keep.

use std::path::Path;

use crate::failure::{Failure, Result};
use crate::{files, node, process, site};

/// The most a first visit may download, brotli-compressed, in bytes: html, css, js and wasm together. The page is
/// used on bad connections and beside other tools; a bare Yew page has 49 kB, a bare `CodeMirror` 108 kB.
/// Raising this is a decision about the product, not a way to make CI pass.
const FIRST_LOAD_BUDGET: u64 = 120_000;

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
    let share = total.brotli * 100 / FIRST_LOAD_BUDGET;
    println!("first load: {} of {FIRST_LOAD_BUDGET} bytes brotli, {share} %", total.brotli);
    if total.brotli <= FIRST_LOAD_BUDGET {
        return Ok(());
    }
    Err(Failure::new("the first load is above its budget")
        .why(format!("{} bytes brotli; {FIRST_LOAD_BUDGET} are allowed", total.brotli))
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
