//! What a first visit downloads, and the limit it has to keep.

use std::path::Path;

use crate::failure::{Failure, Result};
use crate::{files, first_load, node, process, site};

/// What a first visit downloads at most, brotli-compressed, in bytes: html, css, js and wasm together. The page is used
/// on bad connections and beside other tools; a bare Yew page has 47 kB, a bare `CodeMirror` 108 kB.
///
/// (The order of functions, and with it the last hundred bytes, depends on the folder that is built in.)
const FIRST_LOAD_BUDGET: u64 = 120_000;

pub(crate) fn run() -> Result<()> {
    site::build()?;
    let (first_load, later): (Vec<Size>, Vec<Size>) =
        measure(&files::dist())?.into_iter().partition(|size| is_first_load(&size.name));
    let (of_a_language, of_all): (Vec<Size>, Vec<Size>) =
        first_load.into_iter().partition(|size| first_load::LANGS.iter().any(|lang| is_of(lang, &size.name)));
    println!("| file | raw | brotli |\n|---|---:|---:|");
    print_rows(&of_all);
    let mut largest = 0;
    for lang in first_load::LANGS {
        let mine = of_a_language.iter().filter(|size| is_of(lang, &size.name));
        let mine: Vec<&Size> = mine.collect();
        print_rows(mine.iter().copied());
        let total = total(mine.into_iter().chain(&of_all));
        println!("| **first load, {lang}** | **{}** | **{}** |", total.0, total.1);
        largest = largest.max(total.1);
    }
    print_rows(&later);
    println!(
        "\nThe rows below the totals are fetched when they are asked for, or once the page stands, or never."
    );
    println!(
        "first load: {largest} bytes brotli, {} % of the budget of {FIRST_LOAD_BUDGET}",
        largest * 100 / FIRST_LOAD_BUDGET
    );
    if largest <= FIRST_LOAD_BUDGET {
        return Ok(());
    }
    Err(Failure::new("the first load is over its budget")
        .why(format!("{} bytes brotli more than {FIRST_LOAD_BUDGET}", largest - FIRST_LOAD_BUDGET))
        .remedy(
            "find what grew: `git stash; cargo xtask size` shows the table before your change;\n\
             a new dependency is the usual suspect: cargo tree --edges normal --target wasm32-unknown-unknown;\n\
             what the first page can do without belongs behind the feature `more`",
        ))
}

#[derive(Debug)]
struct Size {
    name: String,
    raw: u64,
    brotli: u64,
}

/// Everything the small page waits for, in either language.
fn is_first_load(name: &str) -> bool {
    let waited_for = ["html", "css", "js", "wasm", "woff2"];
    let extension = Path::new(name).extension().and_then(|extension| extension.to_str());
    let is_later = name == "sw.js" || name.starts_with("more-") || name.starts_with("freepublish-lab-");
    !is_later && extension.is_some_and(|extension| waited_for.contains(&extension))
}

/// Whether a file belongs to the small page in that language alone.
fn is_of(lang: &str, name: &str) -> bool {
    name.strip_prefix("first-")
        .and_then(|rest| rest.strip_prefix(lang))
        .is_some_and(|rest| rest.starts_with('-'))
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

/// Raw and compressed bytes of them all.
fn total<'a>(sizes: impl IntoIterator<Item = &'a Size>) -> (u64, u64) {
    sizes.into_iter().fold((0, 0), |(raw, brotli), size| (raw + size.raw, brotli + size.brotli))
}

fn print_rows<'a>(sizes: impl IntoIterator<Item = &'a Size>) {
    for size in sizes {
        println!("| {} | {} | {} |", size.name, size.raw, size.brotli);
    }
}
