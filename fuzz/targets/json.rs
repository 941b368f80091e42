#![no_main]

#[path = "../../crates/freepublish/tests/fuzz/targets/mod.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| targets::run("json", bytes));
