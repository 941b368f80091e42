//! The page's files.

use std::path::PathBuf;

use axum::body::Body;
use freepublish_proxy::Config;

use crate::common::{Lab, config, get};

/// A built page; it is removed at the end.
struct Site(PathBuf);

impl Site {
    fn new(name: &str) -> Self {
        let directory = std::env::temp_dir().join(format!("freepublish-{name}-{}", std::process::id()));
        std::fs::create_dir_all(directory.join(".stage")).expect("a directory");
        let site = Self(directory);
        for name in
            ["index.html", "app.css", "app-1.js", "app.wasm", "icon.svg", "app.webmanifest", ".stage/x"]
        {
            site.write(name, "a file");
        }
        site
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.0.join(name), text).expect("a file");
    }

    fn lab(&self) -> Lab {
        Lab::with(Config { site: Some(self.0.clone()), ..config() })
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[tokio::test]
async fn the_page_is_served_with_the_right_types_and_nothing_else_is() {
    let site = Site::new("types");
    let lab = site.lab();
    for (path, content_type) in [
        ("/", "text/html; charset=utf-8"),
        ("/index.html", "text/html; charset=utf-8"),
        ("/app.css", "text/css; charset=utf-8"),
        ("/app-1.js", "text/javascript; charset=utf-8"),
        ("/app.wasm", "application/wasm"),
        ("/icon.svg", "image/svg+xml"),
        ("/app.webmanifest", "application/manifest+json"),
    ] {
        let answer = lab.get(path).await;
        assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, content_type), "{path}");
        assert_eq!(answer.header("content-security-policy"), "frame-ancestors 'none'");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
    }
    for outside in ["/.stage/x", "/nothing", "/%2e%2e/x", "/../x"] {
        lab.get(outside).await.is_problem("not-found", 404);
    }
    lab.post("/index.html", "{}").await.is_problem("method-not-allowed", 405);
}

#[tokio::test]
async fn a_file_is_sent_again_when_it_was_rebuilt_and_only_then() {
    let site = Site::new("rebuilt");
    let lab = site.lab();
    let first = lab.get("/").await;
    assert_eq!(first.header("cache-control"), "no-cache", "the browser asks each time");
    let again = || {
        let request = get("/").header("If-None-Match", first.header("etag"));
        request.header("If-Modified-Since", first.header("last-modified")).body(Body::empty())
    };
    let unchanged = lab.send(again().expect("a request")).await;
    assert_eq!((unchanged.status.as_u16(), unchanged.body.len()), (304, 0));
    assert_eq!(unchanged.header("cache-control"), "no-cache");
    // Of the same length, and within the same second, which is all that `Last-Modified` can tell.
    site.write("index.html", "a FILE");
    let rebuilt = lab.send(again().expect("a request")).await;
    assert_eq!((rebuilt.status.as_u16(), rebuilt.text()), (200, "a FILE"));
}

#[tokio::test]
async fn without_a_page_the_root_says_so() {
    let lab = Lab::new();
    let answer = lab.get("/").await;
    answer.is_problem("not-found", 404);
    assert!(answer.json()["en"]["detail"].as_str().expect("a text").contains("--site"));
}
