//! The fuzz targets in `fuzz/`, with cargo-fuzz.
//!
//! Without a sanitizer: the workspace forbids unsafe code, so what is looked for is panics, broken promises, time and
//! memory. So no nightly toolchain is needed, and a target makes several times as many executions a second.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Doing, Failure, Result};
use crate::{files, process, setup, tools};

/// How long a target runs where nobody says: long enough to see it work.
pub(crate) const SECONDS: u32 = 60;

/// Longer texts find nothing that these do not; what length alone can do, the hostile corpus of the tests shows.
const LONGEST: u32 = 8 * 1024;

/// An input that takes longer is a find. Generous, as a machine may be busy: the usual one takes less than a millisecond.
const TIMEOUT: u32 = 20;

/// Runs the targets, all if none is named, each for so many seconds; what is found along the way is kept in
/// `fuzz/corpus`, and the next run begins there.
pub(crate) fn run(targets: &[String], seconds: u32) -> Result<()> {
    if let Some(why) = cannot() {
        return Err(Failure::new("the fuzz targets cannot be built here").why(why));
    }
    let all = known_targets()?;
    if let Some(unknown) = targets.iter().find(|target| !all.contains(target)) {
        return Err(Failure::new(format!("there is no fuzz target `{unknown}`")).remedy(all.join(", ")));
    }
    let chosen = if targets.is_empty() { &all } else { targets };
    let corpus = files::root().join("fuzz").join("corpus");
    let length = format!("-max_total_time={seconds}");
    chosen.iter().try_for_each(|target| fuzz(target, &corpus.join(target), &length))
}

/// Every target on every fixture: whether they still build and hold. Nothing is mutated, so that it is the same each time:
/// what a change breaks fails here, and what nobody has found yet is for a longer run. Where the targets cannot be built, that
/// is said, and nothing fails.
pub(crate) fn smoke() -> Result<()> {
    let missing = cannot().or_else(|| {
        let failure = tools::cargo_fuzz().dir().err()?;
        Some(format!("cargo-fuzz cannot be had: {failure}"))
    });
    if let Some(why) = missing {
        setup::say(&format!("{why}; so NOTHING was fuzzed"));
        return Ok(());
    }
    let corpus = files::root().join("target").join("fuzz-smoke");
    if corpus.exists() {
        std::fs::remove_dir_all(&corpus).doing(|| format!("remove {}", corpus.display()))?;
    }
    known_targets()?.iter().try_for_each(|target| fuzz(target, &corpus.join(target), "-runs=0"))
}

/// Why not on this machine, if so: libFuzzer is C++, and cargo-fuzz speaks to Unix.
fn cannot() -> Option<String> {
    if !cfg!(unix) {
        return Some("cargo-fuzz wants a Unix".to_owned());
    }
    let compiler = std::env::var_os("CXX").unwrap_or("c++".into());
    let is_there = process::output(Command::new(&compiler).arg("--version")).is_some();
    (!is_there).then(|| {
        format!("libFuzzer wants a C++ compiler, and there is no `{}` (CXX)", compiler.to_string_lossy())
    })
}

/// The programs of `fuzz/Cargo.toml`.
fn known_targets() -> Result<Vec<String>> {
    Ok(targets_in(&files::read_text(&files::root().join("fuzz").join("Cargo.toml"))?))
}

fn targets_in(manifest: &str) -> Vec<String> {
    let sections = manifest.split("[[bin]]").skip(1);
    let name = |section: &str| {
        let quoted = section.trim_start().strip_prefix("name = \"")?;
        Some(quoted.split('"').next()?.to_owned())
    };
    let mut names: Vec<String> = sections.filter_map(name).collect();
    names.sort();
    names
}

/// Runs a target for as long as libFuzzer's option `length` says.
fn fuzz(target: &str, corpus: &Path, length: &str) -> Result<()> {
    std::fs::create_dir_all(corpus).doing(|| format!("create {}", corpus.display()))?;
    println!("\n== fuzz {target} {length}");
    let mut command = tools::cargo_fuzz().command("cargo-fuzz")?;
    command.current_dir(files::root()).args(["run", "--sanitizer", "none", target]).arg(corpus);
    command.args(seeds(target)).arg("--");
    let dictionary = files::root().join("fuzz").join("words.dict");
    command.arg(format!("-dict={}", dictionary.display()));
    command.args([
        length.to_owned(),
        format!("-max_len={LONGEST}"),
        format!("-timeout={TIMEOUT}"),
        "-rss_limit_mb=1024".to_owned(),
        "-print_final_stats=1".to_owned(),
    ]);
    process::run(&mut command).map_err(|failure| {
        failure.remedy(format!(
            "if it is a find, its input is named above, below fuzz/artifacts/{target}: mend what is wrong and move it\n\
             to crates/freepublish/tests/fuzz/found/{target}/, where a test reads it"
        ))
    })
}

/// Where a target begins: the fixtures, and what was found before.
fn seeds(target: &str) -> Vec<PathBuf> {
    let tests = files::root().join("crates/freepublish/tests");
    let scenarios = files::root().join("crates/freepublish/src/simulate/scenario/shipped");
    let folders = if target == "scenario" {
        vec![scenarios, tests.join("fuzz/found").join(target)]
    } else {
        vec![tests.join("samples"), tests.join("rules"), tests.join("fuzz/found").join(target)]
    };
    folders.into_iter().filter(|folder| folder.is_dir()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_targets() {
        let manifest =
            "[package]\nname = \"fuzz\"\n[[bin]]\nname = \"b\"\npath = \"x\"\n\n[[bin]]\nname = \"a\"\n";
        assert_eq!(targets_in(manifest), ["a", "b"]);
    }
}
