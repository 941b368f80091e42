//! The page's files.

use std::path::PathBuf;

use axum::body::Body;
use freepublish_proxy::Config;

use crate::common::{Answer, Lab, config, get};

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
        let file = self.0.join(name);
        std::fs::create_dir_all(file.parent().expect("a directory")).expect("a directory");
        std::fs::write(file, text).expect("a file");
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

/// Asks for a file with further headers.
async fn ask(lab: &Lab, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = get(path).method(method);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    lab.send(request.body(Body::empty()).expect("a request")).await
}

#[tokio::test]
async fn a_file_is_sent_compressed_to_whom_that_suits() {
    let site = Site::new("compressed");
    site.write("app.css.br", "in brotli");
    site.write("app.css.gz", "in gzip");
    site.write("app-1.js.gz", "gzip only");
    let lab = site.lab();
    for (path, accepted, encoding, text) in [
        ("/app.css", "gzip, deflate, br, zstd", "br", "in brotli"),
        ("/app.css", "gzip", "gzip", "in gzip"),
        ("/app.css", "br;q=0, gzip", "gzip", "in gzip"),
        ("/app.css", "identity", "", "a file"),
        ("/app.css", "", "", "a file"),
        ("/app-1.js", "br, gzip", "gzip", "gzip only"),
        ("/icon.svg", "br, gzip", "", "a file"),
    ] {
        for method in ["GET", "HEAD"] {
            let answer = ask(&lab, method, path, &[("Accept-Encoding", accepted)]).await;
            assert_eq!(
                (answer.status.as_u16(), answer.header("content-encoding")),
                (200, encoding),
                "{path}"
            );
            assert_eq!(answer.text(), if method == "GET" { text } else { "" });
            assert_eq!(answer.header("content-length"), text.len().to_string());
            let vary: Vec<&str> =
                answer.headers.get_all("vary").iter().filter_map(|it| it.to_str().ok()).collect();
            assert!(vary.join(",").to_ascii_lowercase().contains("accept-encoding"), "{vary:?}");
        }
    }
    let typed = ask(&lab, "GET", "/app.css", &[("Accept-Encoding", "br")]).await;
    assert_eq!(typed.header("content-type"), "text/css; charset=utf-8");
    lab.get("/app.css.br").await.is_problem("not-found", 404);
}

#[tokio::test]
async fn each_version_of_a_file_has_a_tag_of_its_own_made_of_its_content() {
    let site = Site::new("tags");
    site.write("app.css.br", "in brotli");
    site.write("app.css.gz", "in gzip");
    site.write("same.css", "a file");
    let lab = site.lab();
    let mut tags = Vec::new();
    for accepted in ["identity", "gzip", "br"] {
        let first = ask(&lab, "GET", "/app.css", &[("Accept-Encoding", accepted)]).await;
        let tag = first.header("etag").to_owned();
        assert!(tag.starts_with('"') && tag.len() == 34, "{tag}");
        for asked in [tag.clone(), format!("W/{tag}"), format!("\"other\", {tag}"), "*".to_owned()] {
            for method in ["GET", "HEAD"] {
                let headers = [("Accept-Encoding", accepted), ("If-None-Match", asked.as_str())];
                let again = ask(&lab, method, "/app.css", &headers).await;
                assert_eq!((again.status.as_u16(), again.text()), (304, ""), "{asked}");
                assert_eq!((again.header("etag"), again.header("content-encoding")), (tag.as_str(), ""));
                assert!(again.headers.get_all("vary").iter().any(|it| it == "accept-encoding"));
            }
        }
        tags.push(tag);
    }
    assert!(tags[0] != tags[1] && tags[1] != tags[2] && tags[0] != tags[2], "{tags:?}");
    for other in ["\"other\"", &tags[1], ""] {
        assert_eq!(ask(&lab, "GET", "/app.css", &[("If-None-Match", other)]).await.status, 200);
    }
    assert_eq!(lab.get("/same.css").await.header("etag"), tags[0], "the same content, at another time");
}

#[tokio::test]
async fn parts_of_a_file_are_sent_and_of_the_version_that_is_there_now() {
    let site = Site::new("parts");
    site.write("app.css.br", "in brotli");
    let lab = site.lab();
    let part = ask(&lab, "GET", "/app.css", &[("Range", "bytes=2-5")]).await;
    assert_eq!(
        (part.status.as_u16(), part.text(), part.header("content-range")),
        (206, "file", "bytes 2-5/6")
    );
    let part = ask(&lab, "GET", "/app.css", &[("Range", "bytes=3-"), ("Accept-Encoding", "br")]).await;
    assert_eq!((part.status.as_u16(), part.text(), part.header("content-encoding")), (206, "brotli", "br"));
    assert_eq!(ask(&lab, "GET", "/app.css", &[("Range", "bytes=9-")]).await.status, 416);
    let whole = ask(&lab, "GET", "/app.css", &[("Range", "bytes=2-5"), ("If-Range", "\"old\"")]).await;
    assert_eq!((whole.status.as_u16(), whole.text()), (200, "a file"));
}

#[tokio::test]
async fn what_is_named_by_its_content_is_kept_for_ever() {
    let site = Site::new("named");
    let named = ["b/0123456789abcdef/app.js", "build-0123456789abcdef/app.css", "app-0123456789abcdef.js"];
    for name in named {
        site.write(name, "a file");
    }
    let lab = site.lab();
    for name in named {
        let path = format!("/{name}");
        let first = lab.get(&path).await;
        let again = ask(&lab, "GET", &path, &[("If-None-Match", first.header("etag"))]).await;
        assert_eq!((first.status.as_u16(), again.status.as_u16()), (200, 304));
        for answer in [first, again] {
            assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable", "{path}");
        }
    }
    for path in ["/", "/index.html", "/app.css", "/app-1.js"] {
        assert_eq!(lab.get(path).await.header("cache-control"), "no-cache", "{path}");
    }
    let gone = lab.get("/b/fedcba9876543210/app.js").await;
    gone.is_problem("not-found", 404);
    assert_eq!(gone.header("cache-control"), "no-cache", "a file that is not there yet may come");
}

#[tokio::test]
async fn a_pages_own_policy_is_sent_as_a_header_too() {
    let site = Site::new("policy");
    let page = |hash: &str| {
        format!(
            "<!doctype html><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" \
             content=\"default-src 'none'; script-src 'sha256-{hash}'\">"
        )
    };
    site.write("index.html", &page("one"));
    site.write("index.html.br", "in brotli");
    let lab = site.lab();
    let first = lab.get("/").await;
    let again = ask(&lab, "GET", "/", &[("If-None-Match", first.header("etag"))]).await;
    let compressed = ask(&lab, "GET", "/index.html", &[("Accept-Encoding", "br")]).await;
    assert_eq!((again.status.as_u16(), compressed.text()), (304, "in brotli"));
    for answer in [first, again, compressed] {
        let policy = answer.header("content-security-policy");
        assert_eq!(policy, "default-src 'none'; script-src 'sha256-one'; frame-ancestors 'none'");
        assert_eq!(answer.header("x-frame-options"), "DENY");
    }
    // A rebuilt page has another script.
    site.write("index.html", &page("two"));
    assert!(lab.get("/").await.header("content-security-policy").contains("'sha256-two'"));
    assert_eq!(lab.get("/app.css").await.header("content-security-policy"), "frame-ancestors 'none'");
}
