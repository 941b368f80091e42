//! A repair removes what it was offered for and brings nothing worse; repairing comes to an end.

use std::collections::BTreeMap;

use freepublish::{Inspection, Options, Severity, apply_all, inspect};

/// Rounds of "apply all" after which nothing may be left to repair.
const ROUNDS: usize = 12;

pub(super) fn check(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    ends(text);
    // In other texts a repair may well uncover something: what is a word and what is not depends on every character.
    if text.starts_with(['<', '{']) {
        each_removes_its_finding(text);
    }
}

/// Repairing everything, again and again, comes to an end.
pub(super) fn ends(text: &str) {
    let mut text = text.to_owned();
    for _ in 0..ROUNDS {
        let inspection = inspect(&text, &Options::default());
        if inspection.diagnostics.iter().all(|diagnostic| diagnostic.fix.is_none()) {
            return;
        }
        // A text with more findings than are kept needs more rounds than one that shows all of them.
        if inspection.omitted.count > 0 {
            return;
        }
        text = apply_all(&text, &inspection.diagnostics);
    }
    panic!("after {ROUNDS} rounds there is still something to repair in {text:?}");
}

fn each_removes_its_finding(text: &str) {
    let before = inspect(text, &Options::default());
    if before.omitted.count > 0 {
        return;
    }
    for diagnostic in &before.diagnostics {
        let Some(fix) = &diagnostic.fix else { continue };
        let mended = fix.apply(text);
        let after = inspect(&mended, &Options::default());
        let (was, is) = (judged(&before), judged(&after));
        let code = diagnostic.code();
        assert!(is.get(code) < was.get(code), "{code} stays: {text:?} became {mended:?}");
        // What is only recognised now is judged as what it is.
        if (before.kind, before.format) != (after.kind, after.format) {
            continue;
        }
        for (new, count) in &is {
            assert!(Some(count) <= was.get(new), "repairing {code} brings {new}: {text:?} became {mended:?}");
        }
    }
}

/// How often each error and warning was found.
fn judged(inspection: &Inspection) -> BTreeMap<&'static str, usize> {
    let mut found = BTreeMap::new();
    for diagnostic in inspection.diagnostics.iter().filter(|found| found.severity() != Severity::Info) {
        *found.entry(diagnostic.code()).or_default() += 1;
    }
    found
}
