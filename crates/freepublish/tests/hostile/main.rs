//! Whatever a stranger sends, time and memory grow with its length and no faster.
//!
//! Memory and work are measured by counting what is allocated, so that the same code gives the same result on every
//! machine, busy or not. The clock is asked by `cargo bench -p freepublish --bench hostile`, which also makes the texts
//! a mebibyte long; here they are as long as a debug build can carry.

mod corpus;
mod functions;

use allocation_counter::{AllocationInfo, measure};
use freepublish::simulate::Scenario;
use freepublish::{Options, Severity, inspect, inspect_bytes};

use crate::corpus::Row;
use crate::functions::Function;

/// The size of the shorter text; the longer one has eight times that.
const SMALL: usize = if cfg!(debug_assertions) { 4 * 1024 } else { 128 * 1024 };

/// A scenario is read up to 64 kB.
const SMALL_SCENARIO: usize = 7 * 1024;

/// Peak memory for a byte of input: 200 MB for a mebibyte.
const MOST_PER_BYTE: u64 = 190;

/// What a function may use whatever the length of the text: tables, and 500 findings in words.
const BASE: u64 = 1024 * 1024;

/// The same in numbers of allocations.
const BASE_COUNT: u64 = 25_000;

/// How much eight times the text may take.
const GROWTH: u64 = 10;

/// More findings than this are counted and not kept.
const MOST_FINDINGS: usize = 500;

/// The same of a scenario.
const MOST_MISTAKES: usize = 100;

#[test]
fn reading_is_linear() {
    judge_all(corpus::rows(), functions::READING, SMALL);
}

#[test]
fn telling_is_linear() {
    judge_all(corpus::rows(), functions::TELLING, SMALL);
}

#[test]
fn verifying_and_decrypting_is_linear() {
    judge_all(corpus::rows(), functions::WITH_SECRETS, SMALL);
}

#[test]
fn simulating_is_linear() {
    judge_all(corpus::rows(), functions::SIMULATING, SMALL);
    judge_all(corpus::rows(), functions::SCENARIO, SMALL);
}

#[test]
fn reading_scenarios_is_linear() {
    judge_all(corpus::scenarios(), functions::SCENARIO, SMALL_SCENARIO);
}

fn judge_all(rows: impl Iterator<Item = &'static Row>, functions: &[Function], small: usize) {
    let mut complaints = Vec::new();
    for row in rows {
        let (short, long) = (row.text(small), row.text(8 * small));
        for function in functions {
            complaints.extend(
                complaint(&short, &long, function)
                    .map(|why| format!("{}: {}: {why}", row.name, function.name)),
            );
        }
    }
    assert!(complaints.is_empty(), "{} too costly:\n{}", complaints.len(), complaints.join("\n"));
}

fn complaint(short: &[u8], long: &[u8], function: &Function) -> Option<String> {
    let little = used((function.on)(short).as_ref());
    let most = |bytes: &[u8]| MOST_PER_BYTE * bytes.len() as u64 + BASE;
    if little.bytes_max > most(short) {
        return Some(format!("{} bytes at once for {} bytes", little.bytes_max, short.len()));
    }
    let much = used((function.on)(long).as_ref());
    if much.bytes_max > most(long) {
        return Some(format!("{} bytes at once for {} bytes", much.bytes_max, long.len()));
    }
    if much.bytes_total > GROWTH * little.bytes_total + BASE {
        return Some(format!("{} bytes in all, and {} for 8 n", little.bytes_total, much.bytes_total));
    }
    (much.count_total > GROWTH * little.count_total + BASE_COUNT)
        .then(|| format!("{} allocations, and {} for 8 n", little.count_total, much.count_total))
}

fn used(call: &dyn Fn()) -> AllocationInfo {
    measure(call)
}

#[test]
fn findings_are_bounded_and_what_is_left_out_is_told() {
    for row in corpus::rows() {
        let bytes = row.text(8 * SMALL);
        // One more is about the bytes themselves.
        let (text, read) = inspect_bytes(&bytes, &Options::default());
        assert!(read.diagnostics.len() <= MOST_FINDINGS + 1, "{}: {}", row.name, read.diagnostics.len());
        let inspection = inspect(&text, &Options::default());
        let kept = inspection.diagnostics.len();
        assert!(kept <= MOST_FINDINGS, "{}: {kept}", row.name);
        assert!(kept == MOST_FINDINGS || inspection.omitted.count == 0, "{}: left out too early", row.name);
    }
}

#[test]
fn no_mistake_is_lost_in_the_count() {
    for (name, piece) in [("xml/ampersands-in-fields", "<a>&b</a>"), ("json/unknown-word", "A,")] {
        let row = corpus::rows().find(|row| row.name == name).expect("the row is there");
        let text = String::from_utf8(row.text(8 * SMALL)).expect("UTF-8");
        let inspection = inspect(&text, &Options::default());
        let told = inspection.diagnostics.len() + inspection.omitted.count;
        assert!(told >= text.matches(piece).count(), "{name}: {told} told");
        assert!(inspection.omitted.has_errors && inspection.has_errors(), "{name}");
        assert!(inspection.diagnostics.iter().any(|found| found.severity() == Severity::Error), "{name}");
    }
}

#[test]
fn mistakes_in_scenarios_are_bounded() {
    for row in corpus::scenarios() {
        let text = String::from_utf8(row.text(8 * SMALL_SCENARIO)).expect("UTF-8");
        let told = Scenario::parse(&text).err().map_or(0, |mistakes| mistakes.list.len());
        assert!(told <= MOST_MISTAKES, "{}: {told}", row.name);
    }
}
