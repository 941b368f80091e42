//! What Trunk leaves to us, done by its hook (see Trunk.toml) on the finished files before they become `dist/`:
//! a strict Content-Security-Policy, and a service worker that knows every file.

use std::path::{Path, PathBuf};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

use crate::failure::{Doing, Failure, Result};
use crate::{files, first_load};

pub(crate) fn run() -> Result<()> {
    let staging = std::env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from).ok_or_else(|| {
        Failure::new("TRUNK_STAGING_DIR is not set")
            .why("`post-build` is called by Trunk's hook, which sets it")
            .remedy("run `cargo xtask build`")
    })?;
    first_load::add_to(&staging)?;
    add_policy(&staging.join("index.html"))?;
    add_service_worker(&staging)
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

/// Fills in the template `www/sw.js`: the list of files, and a version that changes when any of them does.
fn add_service_worker(staging: &Path) -> Result<()> {
    let template_path = files::root().join("www").join("sw.js");
    let template = files::read_text(&template_path)?;
    let target = staging.join("sw.js");
    let mut paths = files::walk(staging)?;
    paths.retain(|path| *path != target);
    let mut urls = paths.iter().map(|path| files::url_path(staging, path)).collect::<Result<Vec<_>>>()?;
    urls.retain(|url| url != "index.html");
    let mut version = files::fingerprint(staging, &paths)?;
    version.truncate(16);
    let worker =
        fill_in(&template, &version, &urls).doing(|| format!("fill in {}", template_path.display()))?;
    files::write(&target, &worker)
}

fn fill_in(template: &str, version: &str, urls: &[String]) -> std::result::Result<String, String> {
    let list = urls.iter().map(|url| format!("{url:?}")).collect::<Vec<_>>().join(",\n  ");
    let mut filled = template.to_owned();
    for (slot, value) in [("\"{{version}}\"", format!("{version:?}")), ("\"{{files}}\"", list)] {
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
        let urls = ["app.js".to_owned(), "css/a.css".to_owned()];
        let filled = fill_in(template, "abc", &urls);
        let expected = "const VERSION = \"abc\";\nconst FILES = [\"app.js\",\n  \"css/a.css\"];";
        assert_eq!(filled.as_deref(), Ok(expected));
        assert_eq!(fill_in("", "abc", &urls), Err("it must hold \"{{version}}\" exactly once".to_owned()));
    }
}
