//! Decode and judge a callback, against merely walking its events with quick-xml over the same texts.
//!
//! `cargo bench -p freepublish` prints the ratio of each text and of all. The two are measured in turn in short batches;
//! what is compared is the fastest batch of each, which is the one that the other users of the machine disturbed least.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]
#![expect(clippy::expect_used, reason = "a benchmark says what it relies on")]
#![expect(clippy::disallowed_methods, reason = "a benchmark reads files and clocks")]

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use freepublish::{Options, inspect};
use quick_xml::Reader;
use quick_xml::events::Event;

const BATCHES: usize = 400;
const BATCH_TIME: Duration = Duration::from_millis(1);

fn main() {
    let texts = callbacks();
    println!("{:<36} {:>6} {:>12} {:>12} {:>7}", "text", "bytes", "walk ns", "inspect ns", "ratio");
    for (name, text) in &texts {
        let measured = compare(|| walk(text), || decode_and_judge(text));
        println!(
            "{name:<36} {:>6} {:>12.0} {:>12.0} {:>7.2}",
            text.len(),
            measured.base,
            measured.other,
            measured.ratio()
        );
    }
    let all = compare(
        || texts.iter().for_each(|(_, text)| walk(text)),
        || texts.iter().for_each(|(_, text)| decode_and_judge(text)),
    );
    let bytes: usize = texts.iter().map(|(_, text)| text.len()).sum();
    println!("{:<36} {bytes:>6} {:>12.0} {:>12.0} {:>7.2}", "all, in turn", all.base, all.other, all.ratio());
}

fn callbacks() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples");
    let mut texts: Vec<(String, String)> = std::fs::read_dir(folder)
        .expect("the samples are there")
        .map(|entry| entry.expect("a readable entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "xml"))
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            (name, std::fs::read_to_string(&path).expect("a readable sample"))
        })
        .collect();
    texts.sort();
    texts
}

fn walk(text: &str) {
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event().expect("the samples are well-formed") {
            Event::Eof => return,
            event => drop(black_box(event)),
        }
    }
}

fn decode_and_judge(text: &str) {
    drop(black_box(inspect(black_box(text), &Options::default())));
}

/// Nanoseconds a run, in the fastest batch.
struct Measured {
    base: f64,
    other: f64,
}

impl Measured {
    fn ratio(&self) -> f64 {
        self.other / self.base
    }
}

fn compare(base: impl Fn(), other: impl Fn()) -> Measured {
    let runs = runs_in(BATCH_TIME, &base);
    let mut fastest = Measured { base: f64::INFINITY, other: f64::INFINITY };
    for _ in 0..BATCHES {
        fastest.base = fastest.base.min(time(runs, &base));
        fastest.other = fastest.other.min(time(runs, &other));
    }
    fastest
}

/// How many runs fill `duration`, after as many to warm up.
fn runs_in(duration: Duration, run: &impl Fn()) -> u32 {
    let start = Instant::now();
    let mut runs = 0;
    while start.elapsed() < duration {
        run();
        runs += 1;
    }
    runs
}

/// Nanoseconds a run.
fn time(runs: u32, run: &impl Fn()) -> f64 {
    let start = Instant::now();
    for _ in 0..runs {
        run();
    }
    start.elapsed().as_secs_f64() * 1e9 / f64::from(runs)
}
