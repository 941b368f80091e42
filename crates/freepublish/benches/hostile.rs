//! What hostile texts cost: processor time for n and 8 n bytes, the ratio, and the memory in use at once.
//!
//! `cargo bench -p freepublish --bench hostile` makes the longer text a mebibyte and prints the dearest rows of each
//! function; `-- --all` prints every row, `-- NAME` only rows and functions with that in their names, `-- --kib N`
//! takes texts of another length. A row is too costly above half a second or 200 MB for a mebibyte, or above ten times
//! the time for eight times the text: then the exit status is 1.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]
#![expect(clippy::cast_precision_loss, reason = "sizes and times far below 2^52")]
#![expect(clippy::expect_used, reason = "a benchmark says what it relies on")]
#![expect(clippy::disallowed_methods, reason = "a benchmark looks at its own environment")]

#[path = "../tests/hostile/corpus/mod.rs"]
mod corpus;
#[path = "../tests/hostile/functions.rs"]
mod functions;

use std::alloc::System;
use std::process::ExitCode;
use std::time::Duration;

use cpu_time::ThreadTime;
use peakmem_alloc::{INSTRUMENTED_SYSTEM, PeakMemAlloc, PeakMemAllocTrait as _};

use crate::corpus::Row;
use crate::functions::Function;

/// Counts, and leaves it to the system to move a list that grows, which the counter of the tests copies.
#[global_allocator]
static ALLOCATOR: &PeakMemAlloc<System> = &INSTRUMENTED_SYSTEM;

/// The limits for a mebibyte.
const MOST_TIME: Duration = Duration::from_millis(500);
const MOST_BYTES: usize = 200_000_000;
const MOST_RATIO: f64 = 10.0;

/// Below this, a quarter of what is allowed, the ratio says more about caches, fresh pages and the other users of the machine
/// than about the code. `-- --kib 8192` shows the same rows eight times as long.
const SHORT: Duration = Duration::from_millis(125);

/// How often what looks too costly is measured again.
const AGAIN: usize = 3;

/// How many rows of a function are printed.
const DEAREST: usize = 3;

/// A scenario is read up to 64 kB.
const SCENARIO: usize = 60 * 1024;

/// glibc gives small texts memory that was used before, and large ones fresh pages, which cost as much as the reading
/// itself: 8 n would take twenty times as long. With this, both get fresh ones, as a command that reads one text does.
const FRESH_PAGES: (&str, &str) = ("MALLOC_MMAP_THRESHOLD_", "65536");

fn main() -> ExitCode {
    let (name, value) = FRESH_PAGES;
    if std::env::var_os(name).is_none() {
        let program = std::env::current_exe().expect("the benchmark has a path");
        let mut again = std::process::Command::new(program);
        let status = again.args(std::env::args_os().skip(1)).env(name, value).status();
        return if status.expect("it runs again").success() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    }
    let arguments = Arguments::read();
    let heading = ["function", "row", "n", "time", "8 n", "ratio", "peak"];
    let [function, row, n, time, longer, ratio, peak] = heading;
    println!("{function:<24} {row:<32} {n:>8} {time:>10} {longer:>10} {ratio:>6} {peak:>10}");
    let everything = [functions::READING, functions::TELLING, functions::WITH_SECRETS, functions::SIMULATING];
    let mut offenders = Vec::new();
    for function in everything.into_iter().flatten() {
        offenders.extend(run(function, corpus::rows(), arguments.size, &arguments));
    }
    for function in functions::SCENARIO {
        offenders.extend(run(function, corpus::rows(), arguments.size, &arguments));
        offenders.extend(run(function, corpus::scenarios(), SCENARIO, &arguments));
    }
    if offenders.is_empty() {
        println!("\nnothing is too costly");
        return ExitCode::SUCCESS;
    }
    println!("\n{} too costly:", offenders.len());
    for offender in &offenders {
        println!("{offender}");
    }
    ExitCode::FAILURE
}

struct Arguments {
    /// How long the longer texts are, in bytes.
    size: usize,
    all: bool,
    only: Option<String>,
}

impl Arguments {
    fn read() -> Self {
        let mut read = Self { size: 1024 * 1024, all: false, only: None };
        let mut arguments = std::env::args().skip(1);
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--all" => read.all = true,
                "--kib" => {
                    let number = arguments.next().and_then(|number| number.parse::<usize>().ok());
                    read.size = 1024 * number.expect("--kib and a number");
                }
                // Cargo says so to every benchmark.
                "--bench" => {}
                name => read.only = Some(name.to_owned()),
            }
        }
        read
    }

    fn wants(&self, function: &Function, row: &Row) -> bool {
        let has = |part: &String| function.name.contains(part.as_str()) || row.name.contains(part.as_str());
        self.only.as_ref().is_none_or(has)
    }
}

/// Measures a function on all rows, prints the dearest, and returns what is too costly.
fn run(
    function: &Function,
    rows: impl Iterator<Item = &'static Row>,
    size: usize,
    arguments: &Arguments,
) -> Vec<Cost> {
    let wanted = rows.filter(|row| arguments.wants(function, row));
    let mut costs: Vec<Cost> = wanted.map(|row| Cost::of(function, row, size)).collect();
    costs.sort_by_key(|cost| std::cmp::Reverse(cost.longer));
    let shown = if arguments.all { costs.len() } else { DEAREST };
    costs.iter().take(shown).for_each(|cost| println!("{cost}"));
    costs.retain(Cost::is_too_much);
    costs
}

struct Cost {
    function: &'static str,
    row: &'static str,
    /// The length of the longer text.
    size: usize,
    time: Duration,
    longer: Duration,
    peak: usize,
}

impl Cost {
    /// What looks too costly is measured anew: the other users of the machine may have been in the way.
    fn of(function: &Function, row: &Row, size: usize) -> Self {
        let text = row.text(size);
        let short = (function.on)(&row.text(size / 8));
        let long = (function.on)(&text);
        ALLOCATOR.reset_peak_memory();
        long();
        let peak = ALLOCATOR.get_peak_memory();
        let (name, time, longer) = (function.name, fastest(short.as_ref()), fastest(long.as_ref()));
        let mut cost = Self { function: name, row: row.name, size: text.len(), time, longer, peak };
        for _ in 0..AGAIN {
            if !cost.is_too_much() {
                break;
            }
            cost.time = cost.time.min(fastest(short.as_ref()));
            cost.longer = cost.longer.min(fastest(long.as_ref()));
        }
        cost
    }

    fn ratio(&self) -> f64 {
        self.longer.as_secs_f64() / self.time.as_secs_f64().max(1e-9)
    }

    fn is_too_much(&self) -> bool {
        let mebibytes = self.size as f64 / 1_048_576.0;
        let most_time = MOST_TIME.mul_f64(mebibytes).max(SHORT);
        self.longer > most_time
            || self.peak as f64 > MOST_BYTES as f64 * mebibytes.max(0.1)
            || (self.longer > SHORT && self.ratio() > MOST_RATIO)
    }
}

impl std::fmt::Display for Cost {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let milliseconds = |time: Duration| format!("{:.2} ms", time.as_secs_f64() * 1e3);
        write!(
            f,
            "{:<24} {:<32} {:>8} {:>10} {:>10} {:>6.1} {:>7.1} MB",
            self.function,
            self.row,
            self.size,
            milliseconds(self.time),
            milliseconds(self.longer),
            self.ratio(),
            self.peak as f64 / 1e6
        )
    }
}

/// The fastest of some runs, in time of the processor: the one that the other users of the machine disturbed least.
fn fastest(call: &dyn Fn()) -> Duration {
    let start = ThreadTime::now();
    let mut best = Duration::MAX;
    for run in 0..20 {
        let begun = ThreadTime::now();
        call();
        best = best.min(begun.elapsed());
        if start.elapsed() > SHORT / 5 && run > 1 || start.elapsed() > MOST_TIME {
            break;
        }
    }
    best
}
