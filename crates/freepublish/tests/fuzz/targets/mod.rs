//! What has to hold for every input: one function a target. Each panics where it does not.
//!
//! `fuzz/` calls them on what the fuzzer makes up, `tests/fuzz/main.rs` on what it found before.

#[path = "../../core/differential/compare/mod.rs"]
mod compare;
mod copies;
mod fixes;
mod inspect;
mod json;
mod open;
mod receive;
mod scenario;
mod xml;

/// What can be run.
pub(crate) const TARGETS: [&str; 8] =
    ["copies", "fixes", "inspect", "json", "open", "receive", "scenario", "xml"];

/// Runs the target of that name.
pub(crate) fn run(name: &str, bytes: &[u8]) {
    match name {
        "copies" => copies::check(bytes),
        "fixes" => fixes::check(bytes),
        "inspect" => inspect::check(bytes),
        "json" => json::check(bytes),
        "open" => open::check(bytes),
        "receive" => receive::check(bytes),
        "scenario" => scenario::check(bytes),
        "xml" => xml::check(bytes),
        _ => panic!("there is no target {name}, but {TARGETS:?}"),
    }
}
