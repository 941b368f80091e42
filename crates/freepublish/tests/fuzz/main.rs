//! What fuzzing found before, and every fixture: the targets of `fuzz/` on each. A case that the fuzzer finds goes to
//! `tests/fuzz/found/<target>/`, named by what is the matter with it.

#![expect(clippy::disallowed_methods, reason = "cases are files; the core itself reads none")]

mod targets;

use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

use crate::targets::TARGETS;

#[test]
fn what_was_found_stays_mended() {
    for target in TARGETS {
        run(target, &folder(&format!("fuzz/found/{target}")));
    }
}

#[test]
fn the_fixtures_pass_every_target() {
    for target in TARGETS {
        run(target, &folder("samples"));
        run(target, &folder("rules"));
    }
    run("scenario", &folder("../src/simulate/scenario/shipped"));
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}

fn run(target: &str, folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.expect("a readable entry").path();
        if path.is_dir() {
            run(target, &path);
            continue;
        }
        let bytes = fs::read(&path).expect("a readable case");
        let passed = catch_unwind(|| targets::run(target, &bytes)).is_ok();
        assert!(passed, "target {target}: {}", path.display());
    }
}
