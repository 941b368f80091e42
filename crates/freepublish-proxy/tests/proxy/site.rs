//! The page's files.

use freepublish_proxy::Config;

use crate::common::{Lab, config};

#[tokio::test]
async fn the_page_is_served_with_the_right_types_and_nothing_else_is() {
    let directory = std::env::temp_dir().join(format!("freepublish-site-{}", std::process::id()));
    std::fs::create_dir_all(directory.join(".stage")).expect("a directory");
    for (name, text) in
        [("index.html", "<!doctype html>"), ("app-1.js", "1"), ("app.wasm", "\0asm"), (".stage/x", "no")]
    {
        std::fs::write(directory.join(name), text).expect("a file");
    }
    let lab = Lab::with(Config { site: Some(directory.clone()), ..config() });
    for (path, content_type) in [
        ("/", "text/html"),
        ("/index.html", "text/html"),
        ("/app-1.js", "text/javascript"),
        ("/app.wasm", "application/wasm"),
    ] {
        let answer = lab.get(path).await;
        assert_eq!(answer.status, 200, "{path}");
        assert!(answer.header("content-type").starts_with(content_type), "{path}");
        assert_eq!(answer.header("content-security-policy"), "frame-ancestors 'none'");
        assert_eq!(answer.header("cache-control"), "no-cache");
    }
    for outside in ["/.stage/x", "/nothing", "/%2e%2e/x", "/../x"] {
        lab.get(outside).await.is_problem("not-found", 404);
    }
    lab.post("/index.html", "{}").await.is_problem("method-not-allowed", 405);
    let _ = std::fs::remove_dir_all(directory);
}

#[tokio::test]
async fn without_a_page_the_root_says_so() {
    let lab = Lab::new();
    let answer = lab.get("/").await;
    answer.is_problem("not-found", 404);
    assert!(answer.json()["en"]["detail"].as_str().expect("a text").contains("--site"));
}
