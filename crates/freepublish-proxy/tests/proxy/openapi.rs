//! The contract in `docs/` is the one the handlers keep.

use std::path::Path;

use freepublish_proxy::problem::Kind;
use serde_json::Value;

#[test]
fn the_contract_in_the_documentation_is_that_of_the_handlers() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/proxy-api.json");
    let made = freepublish_proxy::openapi();
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&file, &made).expect("written");
    }
    let known = std::fs::read_to_string(&file).expect("docs/proxy-api.json");
    assert!(known == made, "docs/proxy-api.json is not up to date: BLESS=1 cargo test -p freepublish-proxy");
}

#[test]
fn every_route_is_in_the_contract() {
    let contract: Value = serde_json::from_str(&freepublish_proxy::openapi()).expect("JSON");
    assert!(contract["openapi"].as_str().is_some_and(|version| version.starts_with("3.1")));
    let paths: Vec<&String> = contract["paths"].as_object().expect("paths").keys().collect();
    let expected = [
        "/api/callbacks",
        "/api/callbacks/stream",
        "/api/deliveries",
        "/api/freepublish/get",
        "/api/freepublish/submit",
        "/api/health",
        "/callback",
        "/metrics",
    ];
    assert_eq!(paths, expected);
    assert!(
        contract["paths"]["/callback"]["get"].is_object()
            && contract["paths"]["/callback"]["post"].is_object()
    );
}

#[test]
fn every_problem_is_in_the_documentation() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/proxy.md");
    let page = std::fs::read_to_string(page).expect("docs/proxy.md");
    for kind in Kind::ALL {
        let row = format!("| `{}` | {} |", kind.name(), kind.status().as_u16());
        assert!(page.contains(&row), "docs/proxy.md has no row {row}");
    }
}
