//! Numbers for Prometheus, in its text format.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Upper bounds of the buckets, in seconds.
const BOUNDS: [f64; 9] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 1.0, 5.0];

/// What is counted. Labels hold only names from this program and HTTP statuses: never what a caller sent.
#[derive(Debug, Default)]
pub(crate) struct Metrics {
    counts: Mutex<BTreeMap<Series, u64>>,
    connections: AtomicUsize,
    times: Mutex<BTreeMap<String, Histogram>>,
}

/// A name and its labels, as they are printed.
type Series = (&'static str, String);

#[derive(Clone, Copy, Debug, Default)]
struct Histogram {
    buckets: [u64; BOUNDS.len()],
    sum: f64,
    count: u64,
}

const REQUESTS: &str = "freepublish_requests_total";
const CALLBACKS: &str = "freepublish_callbacks_total";
const REFUSED: &str = "freepublish_callbacks_refused_total";
const CONNECTIONS: &str = "freepublish_connections_ended_total";
const UPSTREAM: &str = "freepublish_upstream_calls_total";
const DELIVERIES: &str = "freepublish_deliveries_total";

const HELP: [(&str, &str); 6] = [
    (CALLBACKS, "Callbacks, by what became of them: kept, duplicate, refused, failed."),
    (
        REFUSED,
        "Callbacks that were refused, by the name of the problem: mode-downgraded, signature-invalid …",
    ),
    (
        CONNECTIONS,
        "Connections that were not served to their end: dropped for a new one, silent (no whole head in time), stalled \
         (did not take what they were sent), refused (too many others were busy).",
    ),
    (DELIVERIES, "Callbacks delivered for the page, by what came of it."),
    (REQUESTS, "Requests, by route and HTTP status."),
    (UPSTREAM, "Calls of WeChat, by interface and result; a refusal by WeChat is answered."),
];

impl Metrics {
    pub(crate) fn request(&self, route: &str, status: u16, elapsed: Duration) {
        self.count(REQUESTS, format!("route=\"{route}\",status=\"{status}\""));
        let mut times = self.times.lock().unwrap_or_else(PoisonError::into_inner);
        times.entry(route.to_owned()).or_default().observe(elapsed.as_secs_f64());
    }

    pub(crate) fn callback(&self, result: &'static str) {
        self.count(CALLBACKS, format!("result=\"{result}\""));
    }

    pub(crate) fn refused(&self, reason: &'static str) {
        self.count(REFUSED, format!("reason=\"{reason}\""));
    }

    pub(crate) fn upstream(&self, call: &'static str, result: &'static str) {
        self.count(UPSTREAM, format!("call=\"{call}\",result=\"{result}\""));
    }

    pub(crate) fn delivery(&self, result: &'static str) {
        self.count(DELIVERIES, format!("result=\"{result}\""));
    }

    /// A connection that was not served to its end, and why.
    pub(crate) fn connection(&self, result: &'static str) {
        self.count(CONNECTIONS, format!("result=\"{result}\""));
    }

    /// How many connections are open now.
    pub(crate) fn open_connections(&self, count: usize) {
        self.connections.store(count, Ordering::Relaxed);
    }

    pub(crate) fn connections(&self) -> usize {
        self.connections.load(Ordering::Relaxed)
    }

    fn count(&self, name: &'static str, labels: String) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        *counts.entry((name, labels)).or_default() += 1;
    }

    /// Everything, with gauges that are known elsewhere.
    pub(crate) fn text(&self, gauges: &[(&str, &str, i64)]) -> String {
        let mut out = String::new();
        let counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        for (name, help) in HELP {
            let _ = writeln!(out, "# HELP {name} {help}\n# TYPE {name} counter");
            for ((_, labels), count) in counts.iter().filter(|((counted, _), _)| *counted == name) {
                let _ = writeln!(out, "{name}{{{labels}}} {count}");
            }
        }
        drop(counts);
        self.write_times(&mut out);
        for (name, help, value) in gauges {
            let _ = writeln!(out, "# HELP {name} {help}\n# TYPE {name} gauge\n{name} {value}");
        }
        out
    }

    fn write_times(&self, out: &mut String) {
        const NAME: &str = "freepublish_request_seconds";
        let _ =
            writeln!(out, "# HELP {NAME} Time to the head of the answer, by route.\n# TYPE {NAME} histogram");
        for (route, times) in self.times.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            let mut sum = 0;
            for (bound, count) in BOUNDS.iter().zip(times.buckets) {
                sum += count;
                let _ = writeln!(out, "{NAME}_bucket{{route=\"{route}\",le=\"{bound}\"}} {sum}");
            }
            let Histogram { sum, count, .. } = times;
            let _ = writeln!(out, "{NAME}_bucket{{route=\"{route}\",le=\"+Inf\"}} {count}");
            let _ = writeln!(out, "{NAME}_sum{{route=\"{route}\"}} {sum}");
            let _ = writeln!(out, "{NAME}_count{{route=\"{route}\"}} {count}");
        }
    }
}

impl Histogram {
    fn observe(&mut self, seconds: f64) {
        if let Some(at) = BOUNDS.iter().position(|bound| seconds <= *bound) {
            self.buckets[at] += 1;
        }
        self.sum += seconds;
        self.count += 1;
    }
}
