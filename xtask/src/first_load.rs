//! The first download: the page once in each language, with what reads WeChat's own messages and nothing else. Trunk
//! builds the whole page; this adds the small ones to it and puts `www/start.js` in the place of Trunk's loader.
//!
//! docs/ARCHITECTURE.md says why there are two downloads, and what each of the measures here saves.

use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::{Doing, Failure, Result};
use crate::{files, process, tools};

/// The languages, each a feature of the page's crate and a build of its own.
pub(crate) const LANGS: [&str; 2] = ["zh", "en"];

/// Tells Trunk's hook where the small builds are. Without it (`trunk serve`) the whole page is the only one.
const PLACE: &str = "FREEPUBLISH_FIRST_LOAD";

/// What wasm-opt may use: the features today's Rust emits. `index.html` tells Trunk the same.
const WASM_FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Builds the small pages, and returns the variable that tells Trunk's hook about them.
pub(crate) fn build(environment: &[(&'static str, String)]) -> Result<(&'static str, PathBuf)> {
    let place = files::root().join("target").join("first-load");
    for lang in LANGS {
        build_one(lang, &place, environment)?;
    }
    Ok((PLACE, place))
}

fn build_one(lang: &str, place: &Path, environment: &[(&'static str, String)]) -> Result<()> {
    process::run(
        process::cargo()
            .args(["build", "--quiet", "--profile", "page", "--target", "wasm32-unknown-unknown"])
            .args(["--package", "freepublish-lab", "--no-default-features", "--features", lang])
            .envs(environment.iter().map(|(name, value)| (name, value))),
    )?;
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| files::root().join("target"), PathBuf::from);
    let built = target.join("wasm32-unknown-unknown/page/freepublish-lab.wasm");
    let work = place.join(lang);
    process::run(
        tools::wasm_bindgen()?
            .command("wasm-bindgen")?
            .args(["--target", "web", "--no-typescript", "--out-name", "page", "--out-dir"])
            .args([&work, &built]),
    )?;
    let wasm = place.join(format!("first-{lang}.wasm"));
    let map = shrink_wasm(&work.join("page_bg.wasm"), &wasm)?;
    let script = rename(&files::read_text(&work.join("page.js"))?, &names(&map)?)?;
    files::write(&work.join("page.js"), &script)?;
    shrink_script(&work, &place.join(format!("first-{lang}.js")))
}

/// The names that script and code know each other by are a tenth of what is left to save: they are made short on both
/// sides. wasm-opt prints which is which.
fn shrink_wasm(from: &Path, to: &Path) -> Result<String> {
    let mut optimise = tools::wasm_opt().command("wasm-opt")?;
    optimise.args(WASM_FEATURES).args([
        "-Oz",
        "--converge",
        "--minify-imports-and-exports-and-modules",
        "--strip-producers",
        "--strip-target-features",
    ]);
    let optimise = optimise.arg(from).arg("-o").arg(to);
    process::output(optimise).ok_or_else(|| Failure::new(format!("`{}` failed", process::shown(optimise))))
}

/// Bundled with nothing, so that what the page does not call is left out, and minified.
fn shrink_script(work: &Path, to: &Path) -> Result<()> {
    let entry = work.join("entry.js");
    files::write(&entry, "export { default } from \"./page.js\";\n")?;
    process::run(
        tools::esbuild()
            .command("esbuild")?
            .arg(entry)
            .args(["--bundle", "--minify", "--format=esm", "--target=es2022", "--log-level=warning"])
            .arg(format!("--outfile={}", to.display())),
    )
}

/// A name that script and code share, and the short one that takes its place.
#[derive(Debug, PartialEq, Eq)]
enum Name {
    Import { module: String, name: String, short: String },
    Export { name: String, short: String },
}

/// Reads what wasm-opt prints: `["./page_bg.js", "__wbg_body_5f97", "$a"],` and `["memory", "a"],`, a line each.
fn names(map: &str) -> Result<Vec<Name>> {
    let quoted = |line: &str| line.split('"').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
    let lines = map.lines().filter(|line| line.trim_start().starts_with('['));
    let names = lines.map(|line| match quoted(line).as_slice() {
        [module, name, short] => {
            Some(Name::Import { module: module.clone(), name: name.clone(), short: short.clone() })
        }
        [name, short] => Some(Name::Export { name: name.clone(), short: short.clone() }),
        _ => None,
    });
    let names: Option<Vec<_>> = names.collect();
    names.filter(|names| !names.is_empty()).ok_or_else(|| {
        Failure::new("wasm-opt's list of shortened names is not what it was")
            .why(map.lines().take(5).collect::<Vec<_>>().join("\n"))
    })
}

/// Makes the script say the short names.
fn rename(script: &str, names: &[Name]) -> Result<String> {
    let mut script = script.to_owned();
    for name in names {
        let (from, to) = match name {
            Name::Import { name, short, .. } => {
                (format!("        {name}: function"), format!("        {short}: function"))
            }
            Name::Export { name, short } => (format!("wasm.{name}"), format!("wasm.{short}")),
        };
        let (renamed, count) = replace_words(&script, &from, &to);
        if count == 0 && matches!(name, Name::Import { .. }) {
            return Err(Failure::new(format!("wasm-bindgen's script has no `{}`", from.trim()))
                .remedy("look at target/first-load/*/page.js and mend `rename` in xtask/src/first_load.rs"));
        }
        script = renamed;
    }
    // wasm-opt calls the only module `a`.
    let module = names.iter().find_map(|name| match name {
        Name::Import { module, .. } => Some(module),
        Name::Export { .. } => None,
    });
    Ok(module.map_or(script.clone(), |module| script.replace(&format!("\"{module}\""), "\"a\"")))
}

/// Replaces `from` where it is not the start of a longer name.
fn replace_words(text: &str, from: &str, to: &str) -> (String, usize) {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut count = 0;
    while let Some((before, behind)) = rest.split_once(from) {
        out.push_str(before);
        let goes_on = behind.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$');
        out.push_str(if goes_on { from } else { to });
        count += usize::from(!goes_on);
        rest = behind;
    }
    (out + rest, count)
}

/// Puts the small pages into the site that Trunk has staged, when there are any.
pub(crate) fn add_to(staging: &Path) -> Result<()> {
    let Some(place) = std::env::var_os(PLACE).map(PathBuf::from) else { return Ok(()) };
    let page = staging.join("index.html");
    let html = files::read_text(&page)?;
    let loader = Loader::cut(&html).ok_or_else(|| {
        Failure::new("Trunk's index.html is not what it was").remedy(
            "compare dist/index.html of `trunk build --release` with `Loader` in xtask/src/first_load.rs",
        )
    })?;
    let mut builds = vec![format!("whole: [{:?}, {:?}]", loader.script, loader.wasm)];
    for lang in LANGS {
        let script = add_file(&place, &format!("first-{lang}"), "js", staging)?;
        let wasm = add_file(&place, &format!("first-{lang}"), "wasm", staging)?;
        builds.push(format!("{lang}: [{script:?}, {wasm:?}]"));
    }
    let template = files::read_text(&files::root().join("www/start.js"))?;
    let script = template
        .replace("\"{{builds}}\": []", &builds.join(", "))
        .replace("\"{{styles}}\"", &format!("{:?}", loader.styles));
    let script = minified(&script)?;
    let styles = one_style_sheet(&loader.first_styles, staging)?;
    let html = loader.html.replace(STYLES_HERE, &format!("<link href={styles} rel=stylesheet>"));
    files::write(&page, &html.replace(HERE, &format!("<script type=module>{script}</script>")))
}

/// Puts style sheets into one file: fewer requests, and what they share is compressed once. Returns its address.
fn one_style_sheet(addresses: &[String], staging: &Path) -> Result<String> {
    let mut content = String::new();
    for address in addresses {
        let path = staging.join(address.trim_start_matches("./"));
        content += &files::read_text(&path)?;
        fs::remove_file(&path).doing(|| format!("remove {}", path.display()))?;
    }
    let place = files::root().join("target/first-load");
    files::write(&place.join("first.css"), &content)?;
    add_file(&place, "first", "css", staging)
}

/// A script without its comments and white space.
fn minified(script: &str) -> Result<String> {
    let source = files::root().join("target/first-load/start.js");
    files::write(&source, script)?;
    let mut esbuild = tools::esbuild().command("esbuild")?;
    let esbuild = esbuild.args(["--minify", "--format=esm", "--target=es2022"]).arg(&source);
    let output = process::output(esbuild);
    let minified = output.ok_or_else(|| Failure::new(format!("`{}` failed", process::shown(esbuild))))?;
    Ok(minified.trim_end().to_owned())
}

/// Copies a file into the site under a name that changes with its content, and returns its address.
fn add_file(place: &Path, name: &str, extension: &str, staging: &Path) -> Result<String> {
    let from = place.join(format!("{name}.{extension}"));
    let mut hash = files::fingerprint(place, std::slice::from_ref(&from))?;
    hash.truncate(16);
    let name = format!("{name}-{hash}.{extension}");
    fs::copy(&from, staging.join(&name)).doing(|| format!("copy {}", from.display()))?;
    Ok(format!("./{name}"))
}

/// Where the script of the page goes, and its style sheet.
const HERE: &str = "<!-- start -->";
const STYLES_HERE: &str = "<!-- styles -->";

/// The page without what Trunk put in to load the whole page, and the files that were to be loaded.
#[derive(Debug, PartialEq, Eq)]
struct Loader {
    html: String,
    script: String,
    wasm: String,
    /// The style sheet of what only the whole page draws.
    styles: String,
    first_styles: Vec<String>,
}

impl Loader {
    fn cut(html: &str) -> Option<Self> {
        let mut html = html.to_owned();
        let styles = cut_element(&mut html, "<link", |link| link.contains("/more-"), ">", "")?;
        let script = cut_element(&mut html, "<link", |link| link.contains("rel=modulepreload"), ">", "")?;
        let wasm = cut_element(&mut html, "<link", |link| link.contains("as=fetch"), ">", "")?;
        cut_element(
            &mut html,
            "<script",
            |script| script.starts_with("<script type=module>import"),
            "</script>",
            HERE,
        )?;
        let href = |link: &str| Some(link.split_once("href=")?.1.split([' ', '>']).next()?.to_owned());
        let mut first_styles = Vec::new();
        let mut instead = STYLES_HERE;
        while let Some(link) =
            cut_element(&mut html, "<link", |link| link.contains("rel=stylesheet"), ">", instead)
        {
            first_styles.push(href(&link)?);
            instead = "";
        }
        let first_styles = Some(first_styles).filter(|styles| !styles.is_empty())?;
        Some(Self { script: href(&script)?, wasm: href(&wasm)?, styles: href(&styles)?, first_styles, html })
    }
}

/// Takes the element out of the page, and returns it.
fn cut_element(
    html: &mut String,
    start: &str,
    is_it: impl Fn(&str) -> bool,
    end: &str,
    instead: &str,
) -> Option<String> {
    let found = html.match_indices(start).find_map(|(at, _)| {
        let length = html[at..].find(end)? + end.len();
        is_it(&html[at..at + length]).then_some(at..at + length)
    })?;
    let element = html[found.clone()].to_owned();
    html.replace_range(found, instead);
    Some(element)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAP: &str = "{\n \"imports\": [\n  [\"./page_bg.js\", \"__wbg_body_5f97\", \"$a\"],\n ],\n\"exports\": [\n  [\"memory\", \"a\"]\n ]\n}";

    #[test]
    fn names_are_shortened_on_both_sides() {
        let script = "{\n        __wbg_body_5f97: function(arg0) {\n        __wbg_body_5f97b: function() {\n\"./page_bg.js\": import0, wasm.memory, wasm.memory_grow";
        let renamed = rename(script, &names(MAP).expect("a list")).expect("all are there");
        assert_eq!(
            renamed,
            "{\n        $a: function(arg0) {\n        __wbg_body_5f97b: function() {\n\"a\": import0, wasm.a, wasm.memory_grow"
        );
    }

    #[test]
    fn a_name_the_script_does_not_have_is_reported() {
        assert!(rename("nothing", &names(MAP).expect("a list")).is_err());
        assert!(names("something else").is_err());
    }

    #[test]
    fn trunks_loader_is_cut_out() {
        let html = "<link href=./base-0.css rel=stylesheet><link href=./app-1.css rel=stylesheet><link href=./more-2.css rel=stylesheet><script type=module>import init from\"./x.js\";</script>\
                    <link crossorigin href=./x.js rel=modulepreload><link as=fetch crossorigin href=./x.wasm rel=preload>";
        let expected = Loader {
            html: format!("{STYLES_HERE}{HERE}"),
            script: "./x.js".to_owned(),
            wasm: "./x.wasm".to_owned(),
            styles: "./more-2.css".to_owned(),
            first_styles: vec!["./base-0.css".to_owned(), "./app-1.css".to_owned()],
        };
        assert_eq!(Loader::cut(html), Some(expected));
        assert_eq!(Loader::cut("<html>"), None);
    }
}
