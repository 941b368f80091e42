//! What the command says of hostile texts stays bounded: in memory, which the system limits here, and in length.
//!
//! The texts are those of the core's tests (`crates/freepublish/tests/hostile/corpus`), as long as a debug build can
//! carry; in a release build (`cargo test --release -p freepublish-cli --test hostile`) a mebibyte.
#![cfg(target_os = "linux")]

#[path = "../../freepublish/tests/hostile/corpus/mod.rs"]
mod corpus;

use std::io::Write as _;
use std::process::{Command, Stdio};

use crate::corpus::Row;

const SIZE: usize = if cfg!(debug_assertions) { 32 * 1024 } else { 1024 * 1024 };

/// A scenario is read up to 64 kB.
const SCENARIO_SIZE: usize = 60 * 1024;

/// What the command may take for each byte of the text: 200 MB for a mebibyte.
const MOST_PER_BYTE: usize = 190;

/// What the system counts before the command has read anything, in bytes: the program itself, the libraries, the stack.
const BASE: usize = 150_000_000;

/// What is said of 500 findings, whatever the text.
const MOST_OUTPUT: usize = 3_000_000;

/// What may be said for each byte of the text: it is shown once, and a character may take six to write.
const OUTPUT_PER_BYTE: usize = 12;

#[test]
fn text_for_people_is_bounded() {
    all(corpus::rows(), &["inspect", "--color", "never"], SIZE);
}

#[test]
fn json_is_bounded() {
    all(corpus::rows(), &["inspect", "--format", "json"], SIZE);
}

#[test]
fn with_secrets_it_is_bounded() {
    let aes_key = "VGhpcyBkZW1vIGtleSBpcyBubyBzZWNyZXQgYXQgYWw";
    let url = "/wx?signature=a&timestamp=1714112445&nonce=1&encrypt_type=aes&msg_signature=b";
    all(
        corpus::rows(),
        &["inspect", "--token", "t", "--aes-key", aes_key, "--app-id", "wx1", "--url", url],
        SIZE,
    );
}

#[test]
fn mistakes_in_scenarios_are_bounded() {
    all(corpus::scenarios(), &["simulate", "--scenario", "/dev/stdin"], SCENARIO_SIZE);
}

fn all(rows: impl Iterator<Item = &'static Row>, arguments: &[&str], size: usize) {
    let complaints: Vec<String> = rows.filter_map(|row| complaint(row, arguments, size)).collect();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

fn complaint(row: &Row, arguments: &[&str], size: usize) -> Option<String> {
    let text = row.text(size);
    let kilobytes = (BASE + MOST_PER_BYTE * text.len()) / 1000;
    let mut child = Command::new("sh")
        .arg("-c")
        .arg(format!("ulimit -v {kilobytes} && exec \"$0\" \"$@\""))
        .arg(env!("CARGO_BIN_EXE_freepublish"))
        .args(arguments)
        .env("LC_ALL", "C.UTF-8")
        .env_remove("FREEPUBLISH_LANG")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let ended = std::thread::scope(|scope| {
        // A command that never reads closes the pipe: that is its right.
        scope.spawn(|| {
            let _ = stdin.write_all(&text);
            drop(stdin);
        });
        child.wait_with_output().expect("the command ends")
    });
    let most = MOST_OUTPUT + OUTPUT_PER_BYTE * text.len();
    match ended.status.code() {
        Some(0..=2) if ended.stdout.len() <= most => None,
        Some(0..=2) => Some(format!("{}: says {} bytes", row.name, ended.stdout.len())),
        _ => Some(format!("{}: {}: {}", row.name, ended.status, String::from_utf8_lossy(&ended.stderr))),
    }
}
