//! Logs without secrets. The proxy never logs one on purpose; this keeps out what a library may log at the level
//! `trace`, and what somebody adds without thinking.

use std::fmt;
use std::io::{self, Write};
use std::sync::{Arc, PoisonError, RwLock};

use freepublish::percent;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::util::SubscriberInitExt as _;
use zeroize::Zeroizing;

/// What stands where a secret was.
const HIDDEN: &str = "***";

/// A shorter text occurs by chance in too many places.
const SHORTEST: usize = 6;

/// How many are remembered. Access tokens come and go; the oldest are long void when there are so many.
const MOST: usize = 256;

/// The secrets that must not appear in a log. Clones share them.
#[derive(Clone, Default)]
pub struct Redactor(Arc<RwLock<Vec<Zeroizing<String>>>>);

impl Redactor {
    /// Keeps a secret out of logs from now on, also where it is escaped for an address or for JSON.
    pub fn hide(&self, secret: &str) {
        if secret.len() < SHORTEST {
            return;
        }
        let mut secrets = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let json = serde_json::Value::from(secret).to_string();
        for form in [secret.to_owned(), percent::encode(secret), json.trim_matches('"').to_owned()] {
            if !secrets.iter().any(|known| **known == form) {
                secrets.push(Zeroizing::new(form));
            }
        }
        if secrets.len() > MOST {
            let old = secrets.len() - MOST;
            // The first are those of the configuration, which stay.
            secrets.drain(MOST / 2..MOST / 2 + old);
        }
    }

    /// The text without secrets.
    pub fn clean(&self, text: &str) -> String {
        let secrets = self.0.read().unwrap_or_else(PoisonError::into_inner);
        secrets.iter().fold(text.to_owned(), |text, secret| {
            if text.contains(secret.as_str()) { text.replace(secret.as_str(), HIDDEN) } else { text }
        })
    }
}

impl fmt::Debug for Redactor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Redactor(***)")
    }
}

/// How log lines are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
}

/// Starts logging to standard error. `filter` is in the syntax of `RUST_LOG`, such as `info` or
/// `freepublish_proxy=debug,warn`. Does nothing when a log was started before.
///
/// # Errors
///
/// What is wrong with the filter.
pub fn start(format: Format, filter: &str, redactor: Redactor) -> Result<(), String> {
    let filter = EnvFilter::try_new(filter).map_err(|error| error.to_string())?;
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(false)
        .with_writer(Clean { redactor, make: io::stderr });
    // An error says that another log is there already: as a program that embeds the proxy wants it.
    let _ = match format {
        Format::Text => builder.finish().try_init(),
        Format::Json => builder.json().flatten_event(true).finish().try_init(),
    };
    Ok(())
}

/// Writes events that were cleaned. One event is one write: it is never cut in the middle of a secret.
pub(crate) struct Clean<M> {
    pub(crate) redactor: Redactor,
    pub(crate) make: M,
}

impl<'a, W: Write, M: Fn() -> W> MakeWriter<'a> for Clean<M> {
    type Writer = Cleaner<W>;

    fn make_writer(&'a self) -> Self::Writer {
        Cleaner { redactor: self.redactor.clone(), to: (self.make)() }
    }
}

pub(crate) struct Cleaner<W> {
    redactor: Redactor,
    to: W,
}

impl<W: Write> Write for Cleaner<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let clean = self.redactor.clean(&String::from_utf8_lossy(bytes));
        self.to.write_all(clean.as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_do_not_get_through_in_any_form() {
        let redactor = Redactor::default();
        redactor.hide("pass+word\"1");
        redactor.hide("abc");
        let told = redactor.clean("a pass+word\"1 b pass%2Bword%221 c pass+word\\\"1 abc");
        assert_eq!(told, "a *** b *** c *** abc");
        assert!(!format!("{redactor:?}").contains("pass"));
    }
}
