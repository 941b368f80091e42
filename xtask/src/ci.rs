//! What .ci/run does. Each step's output goes to a file; what is printed stays short enough to be read.

use std::collections::VecDeque;
use std::ffi::OsStr;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::failure::{Doing, Failure, Result};
use crate::{files, process, setup};

/// How much of a failing step's log is repeated at the end.
const TAIL: usize = 80;

/// The steps, cheapest first. Warnings are errors here, and only here: while one works they are just warnings.
const STEPS: &[(&str, &[&str])] = &[
    ("format", &["fmt", "--all", "--check"]),
    ("layers", &["xtask", "layers"]),
    ("clippy, native", &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]),
    (
        "clippy, wasm",
        &[
            "clippy",
            "--target",
            "wasm32-unknown-unknown",
            "--package",
            "freepublish-lab",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ],
    ),
    ("docs", &["doc", "--workspace", "--no-deps", "--document-private-items"]),
    ("oldest Rust", &["xtask", "msrv"]),
    // From here on: the README's own commands, called the way the README says.
    ("set-up", &["xtask", "setup"]),
    ("tests", &["xtask", "test"]),
    ("fuzz, a short look", &["xtask", "fuzz", "--smoke"]),
    ("size", &["xtask", "size"]),
];

pub(crate) fn run() -> Result<()> {
    let start = Instant::now();
    setup::components(&["rustfmt", "clippy"])?;
    setup::wasm_target()?;
    let logs = files::root().join("target").join("ci-logs");
    std::fs::create_dir_all(&logs).doing(|| format!("create {}", logs.display()))?;
    for (number, (name, args)) in STEPS.iter().enumerate() {
        let slug = name.replace(", ", "-");
        step(name, args, &logs.join(format!("{}-{slug}.log", number + 1)))?;
    }
    println!("ci: everything passed in {} s", start.elapsed().as_secs());
    Ok(())
}

fn step(name: &str, args: &[&str], log: &Path) -> Result<()> {
    println!("ci: {name}: cargo {}", args.join(" "));
    let start = Instant::now();
    let mut command = process::cargo();
    command
        .args(args)
        .env("CARGO_TERM_COLOR", "never")
        .env("NO_COLOR", "1")
        .env("RUSTDOCFLAGS", "-D warnings");
    let tail = logged(&mut command, log)?;
    let seconds = start.elapsed().as_secs();
    let Some(tail) = tail else {
        println!("ci: {name}: passed in {seconds} s");
        return Ok(());
    };
    println!("ci: {name}: FAILED after {seconds} s; the end of its log:\n");
    for line in tail {
        println!("{line}");
    }
    let shown = log.strip_prefix(files::root()).unwrap_or(log);
    Err(Failure::new(format!("the step `{name}` of ci failed"))
        .why(format!("above is the end of what it said; all of it is in {}", shown.display()))
        .remedy(format!("to repeat only this step: {}cargo {}", flags_shown(args), args.join(" "))))
}

/// What stands in the environment beside the words of a command, as a shell wants it.
fn flags_shown(args: &[&str]) -> &'static str {
    if args.first() == Some(&"doc") { "RUSTDOCFLAGS='-D warnings' " } else { "" }
}

/// Runs the command with both its outputs going to `log`, printing as they come the lines a reader of ci wants.
/// Returns nothing if all went well, otherwise the last lines of the log.
fn logged(command: &mut Command, log: &Path) -> Result<Option<VecDeque<String>>> {
    let (reader, writer) = std::io::pipe().doing(|| "make a pipe".to_owned())?;
    let other_writer = writer.try_clone().doing(|| "make a pipe".to_owned())?;
    let mut file = File::create(log).doing(|| format!("create {}", log.display()))?;
    let mut child = command
        .stdin(Stdio::null())
        .stdout(writer)
        .stderr(other_writer)
        .spawn()
        .doing(|| format!("start `{}`", process::shown(command)))?;
    // The command holds our ends of the pipe; while it does, the reader would never see the end.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut tail = VecDeque::with_capacity(TAIL);
    for line in BufReader::new(reader).split(b'\n') {
        let line = line.doing(|| format!("read from `{}`", process::shown(command)))?;
        let line = String::from_utf8_lossy(&line).trim_end().to_owned();
        writeln!(file, "{line}").doing(|| format!("write {}", log.display()))?;
        if is_worth_reading(&line) {
            println!("    {line}");
        }
        if tail.len() == TAIL {
            tail.pop_front();
        }
        tail.push_back(line);
    }
    let status = child.wait().doing(|| format!("wait for `{}`", process::shown(command)))?;
    Ok((!status.success()).then_some(tail))
}

/// What was installed, which tests ran and how many, and the table of sizes.
fn is_worth_reading(line: &str) -> bool {
    let starts =
        ["set-up: ", "     Running ", "   Doc-tests ", "test result: ", "== ", "ℹ ", "first visit: "];
    let counts_nothing = ["ℹ suites 0", "ℹ cancelled 0", "ℹ skipped 0", "ℹ todo 0"];
    starts.iter().any(|start| line.starts_with(start)) && !counts_nothing.contains(&line)
}

/// Whether this is a machine nobody looks at.
pub(crate) fn is_ci() -> bool {
    std::env::var_os("CI").is_some_and(|value| value != OsStr::new("") && value != OsStr::new("false"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_sees_counts_and_not_the_rest() {
        let log = "   Compiling yew v0.23.0\n     Running unittests src/lib.rs\ntest a ... ok\n\
                   test result: ok. 1 passed; 0 failed\nℹ tests 3\nℹ skipped 0\nℹ skipped 2";
        let read: Vec<&str> = log.lines().filter(|line| is_worth_reading(line)).collect();
        let expected = [
            "     Running unittests src/lib.rs",
            "test result: ok. 1 passed; 0 failed",
            "ℹ tests 3",
            "ℹ skipped 2",
        ];
        assert_eq!(read, expected);
    }
}
