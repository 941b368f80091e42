//! What Trunk leaves to us, done by its hook (see Trunk.toml) on the finished files before they become `dist/`.
//!
//! A release build is arranged: everything but `index.html` and the service worker lies in `b/<hash>/`, named by what
//! is in it, so that files of two builds never mix and may be cached for good. Then come a strict
//! Content-Security-Policy, a service worker that knows every file, and `.br` and `.gz` beside each file that they make
//! smaller. What `trunk serve` builds gets the policy only.

use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

use crate::failure::{Doing, Failure, Result};
use crate::{files, node, process, split};

/// The directory of builds, relative to the page.
const BUILDS: &str = "b";

/// The one style sheet of a build.
const STYLES: &str = "page.css";

pub(crate) fn run() -> Result<()> {
    let staging = std::env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from).ok_or_else(|| {
        Failure::new("TRUNK_STAGING_DIR is not set")
            .why("`post-build` is called by Trunk's hook, which sets it")
            .remedy("run `cargo xtask build`")
    })?;
    let page = staging.join("index.html");
    let is_release = std::env::var_os("TRUNK_PROFILE").is_some_and(|profile| profile == "release");
    if !is_release {
        return add_policy(&page);
    }
    split::add_parts(&staging)?;
    join_styles(&staging)?;
    arrange(&staging)?;
    add_policy(&page)?;
    add_service_worker(&staging)?;
    compress(&staging)
}

/// Puts the style sheets into one file, in the order of the page: fewer requests, and what they share is compressed
/// once.
fn join_styles(staging: &Path) -> Result<()> {
    let page = staging.join("index.html");
    let mut html = files::read_text(&page)?;
    let mut all = String::new();
    let mut place = None;
    while let Some((link, href)) = style_sheet(&html) {
        let path = staging.join(href.trim_start_matches("./"));
        all += &files::read_text(&path)?;
        all.push('\n');
        fs::remove_file(&path).doing(|| format!("remove {}", path.display()))?;
        html.replace_range(link.clone(), "");
        place.get_or_insert(link.start);
    }
    let place = place.ok_or_else(|| Failure::new("Trunk's index.html has no style sheet"))?;
    html.insert_str(place, &format!("<link href=./{STYLES} rel=stylesheet>"));
    files::write(&staging.join(STYLES), &all)?;
    files::write(&page, &html)
}

/// Where the first `<link rel=stylesheet>` of the page stands, and what it leads to.
fn style_sheet(html: &str) -> Option<(std::ops::Range<usize>, String)> {
    html.match_indices("<link").find_map(|(start, _)| {
        let end = start + html[start..].find('>')? + 1;
        let link = &html[start..end];
        let is_style_sheet = link.contains("rel=stylesheet") || link.contains("rel=\"stylesheet\"");
        let (_, href) = link.split_once("href=")?;
        let href = href.trim_start_matches('"').split(['"', ' ', '>']).next()?;
        is_style_sheet.then(|| (start..end, href.to_owned()))
    })
}

/// Moves every file but the page into a directory that is named by their content, and makes the page say so. Returns
/// that name.
fn arrange(staging: &Path) -> Result<String> {
    let page = staging.join("index.html");
    let mut paths = files::walk(staging)?;
    paths.retain(|path| *path != page);
    let mut build = files::fingerprint(staging, &paths)?;
    build.truncate(16);
    let mut html = files::read_text(&page)?;
    for path in &paths {
        let name = files::url_path(staging, path)?;
        let moved = staging.join(BUILDS).join(&build).join(&name);
        if let Some(parent) = moved.parent() {
            fs::create_dir_all(parent).doing(|| format!("create {}", parent.display()))?;
        }
        fs::rename(path, &moved).doing(|| format!("move {}", path.display()))?;
        html = html.replace(&format!("./{name}"), &format!("./{BUILDS}/{build}/{name}"));
    }
    files::write(&page, &html)?;
    Ok(build)
}

/// Writes `.br` and `.gz` beside every file, for servers that can send them. Node has both built in; a crate for it
/// would cost every newcomer its compile time.
fn compress(staging: &Path) -> Result<()> {
    let mut script = node::node()?;
    script.arg(files::root().join("xtask").join("compress.mjs")).args(files::walk(staging)?);
    process::run(&mut script)
}

/// The page runs nothing but its own files. It talks to itself and to the proxy the user names, which is https or on
/// the user's own machine. It applies from the `<meta>` on, so it stands before everything that loads.
fn policy(inline_scripts: &[&str]) -> String {
    if inline_scripts.iter().any(|script| script.contains(FILLED_IN_WHEN_SERVED)) {
        return with_script_src("'self' 'wasm-unsafe-eval' 'unsafe-inline'");
    }
    let hashes = inline_scripts.iter().map(|script| BASE64_STANDARD.encode(Sha256::digest(script)));
    let scripts =
        hashes.fold("'self' 'wasm-unsafe-eval'".to_owned(), |list, hash| list + &format!(" 'sha256-{hash}'"));
    with_script_src(&scripts)
}

/// What `trunk serve` puts into its reloading script, as Trunk writes it while building. The script changes after we
/// hashed it, so that only that page, which nobody but its developer sees, gets a laxer policy.
const FILLED_IN_WHEN_SERVED: &str = "{{__TRUNK_";

fn with_script_src(scripts: &str) -> String {
    let directives = [
        "default-src 'none'",
        // Compiling WebAssembly needs a permission of its own.
        &format!("script-src {scripts}"),
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self' https: http://localhost:* http://127.0.0.1:*",
        "manifest-src 'self'",
        "worker-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
    ];
    directives.join("; ")
}

fn add_policy(page: &Path) -> Result<()> {
    let html = files::read_text(page)?;
    let with_policy = with_policy(&html).ok_or_else(|| {
        Failure::new(format!("no place for the Content-Security-Policy in {}", page.display()))
            .remedy("index.html has to start its <head> with <meta charset=\"utf-8\">")
    })?;
    files::write(page, &with_policy)
}

fn with_policy(html: &str) -> Option<String> {
    let charset = html.find("<meta charset=")?;
    let place = charset + html.get(charset..)?.find('>')? + 1;
    let (before, after) = html.split_at(place);
    let policy = policy(&inline_scripts(html));
    Some(format!("{before}\n<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">{after}"))
}

/// The contents of all `<script>` without `src`, to the byte: that is what a browser hashes.
fn inline_scripts(html: &str) -> Vec<&str> {
    let elements = html.split("<script").skip(1);
    let parts = elements.filter_map(|element| element.split_once("</script>")?.0.split_once('>'));
    parts.filter(|(attributes, _)| !attributes.contains("src=")).map(|(_, content)| content).collect()
}

/// Fills in the template `www/sw.js`: the list of files, and a version that changes when the page or any of them does.
fn add_service_worker(staging: &Path) -> Result<()> {
    let template_path = files::root().join("www").join("sw.js");
    let template = files::read_text(&template_path)?;
    let paths = files::walk(staging)?;
    let mut urls = paths.iter().map(|path| files::url_path(staging, path)).collect::<Result<Vec<_>>>()?;
    urls.retain(|url| url != "index.html");
    let mut version = files::fingerprint(staging, &paths)?;
    version.truncate(16);
    let worker =
        fill_in(&template, &version, &urls).doing(|| format!("fill in {}", template_path.display()))?;
    files::write(&staging.join("sw.js"), &worker)
}

fn fill_in(template: &str, version: &str, urls: &[String]) -> std::result::Result<String, String> {
    let list = urls.iter().map(|url| format!("{url:?}")).collect::<Vec<_>>().join(",\n  ");
    let mut filled = template.to_owned();
    let slots = [("\"{{version}}\"", format!("{version:?}")), ("\"{{files}}\"", list)];
    for (slot, value) in slots {
        if filled.matches(slot).count() != 1 {
            return Err(format!("it must hold {slot} exactly once"));
        }
        filled = filled.replace(slot, &value);
    }
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_admits_exactly_the_inline_scripts() {
        let html = "<head><meta charset=\"utf-8\"><script src=\"a.js\"></script><script type=\"module\">\nrun()</script>";
        let html = with_policy(html).expect("there is a charset");
        // printf '\nrun()' | openssl dgst -sha256 -binary | base64
        assert!(
            html.contains("'wasm-unsafe-eval' 'sha256-N9eRIDrycN1GSeD+VpiHq93rek2vBYj0dMqtr7dZlDc=';"),
            "{html}"
        );
        assert_eq!(html.matches("sha256-").count(), 1);
        assert!(html.starts_with("<head><meta charset=\"utf-8\">\n<meta http-equiv="), "{html}");
    }

    #[test]
    fn the_page_of_trunk_serve_may_reload_itself() {
        let html = "<meta charset=\"utf-8\"><script>connect('{{__TRUNK_ADDRESS__}}')</script>";
        let html = with_policy(html).expect("there is a charset");
        assert!(html.contains("script-src 'self' 'wasm-unsafe-eval' 'unsafe-inline';"), "{html}");
    }

    #[test]
    fn the_service_worker_lists_every_file() {
        let template = "const VERSION = \"{{version}}\";\nconst FILES = [\"{{files}}\"];";
        let urls = ["b/0f/app.js".to_owned(), "b/0f/page.css".to_owned()];
        let filled = fill_in(template, "abc", &urls);
        let expected = "const VERSION = \"abc\";\nconst FILES = [\"b/0f/app.js\",\n  \"b/0f/page.css\"];";
        assert_eq!(filled.as_deref(), Ok(expected));
        assert_eq!(fill_in("", "abc", &urls), Err("it must hold \"{{version}}\" exactly once".to_owned()));
    }

    #[test]
    fn files_are_moved_into_a_directory_named_by_their_content() {
        let site = std::env::temp_dir().join(format!("freepublish-site-{}", std::process::id()));
        let html = "<link href=./a.css rel=stylesheet><link rel=\"stylesheet\" href=\"./b.css\"><script src=./x.js></script>";
        for (name, content) in [("index.html", html), ("a.css", "a{}"), ("b.css", "b{}"), ("x.js", "x()")] {
            files::write(&site.join(name), content).expect("a file");
        }
        join_styles(&site).expect("two style sheets");
        let build = arrange(&site).expect("files to move");
        let html = files::read_text(&site.join("index.html")).expect("a page");
        assert_eq!(
            html,
            format!("<link href=./b/{build}/page.css rel=stylesheet><script src=./b/{build}/x.js></script>")
        );
        let styles = files::read_text(&site.join("b").join(&build).join("page.css")).expect("styles");
        assert_eq!(styles, "a{}\nb{}\n");
        let left: Vec<_> = files::walk(&site)
            .expect("files")
            .iter()
            .map(|path| files::url_path(&site, path).expect("in it"))
            .collect();
        assert_eq!(left, [format!("b/{build}/page.css"), format!("b/{build}/x.js"), "index.html".to_owned()]);
        fs::remove_dir_all(&site).expect("removed");
    }
}
