//! What has to hold for every input: one function a target. Each panics where it does not.
//!
//! `fuzz/` calls them on what the fuzzer makes up, `tests/fuzz/main.rs` on what it found before.

mod copies;
mod fixes;
mod inspect;
mod open;
mod scenario;

/// A target's name, and what it does with an input.
pub(crate) type Target = (&'static str, fn(&[u8]));

/// Every target.
pub(crate) const TARGETS: &[Target] = &[
    ("copies", copies::check),
    ("fixes", fixes::check),
    ("inspect", inspect::check),
    ("open", open::check),
    ("scenario", scenario::check),
];

/// Runs the target of that name.
pub(crate) fn run(name: &str, bytes: &[u8]) {
    let target = TARGETS.iter().find(|(known, _)| *known == name);
    let (_, check) = target.unwrap_or_else(|| panic!("there is no target {name}"));
    check(bytes);
}
