//! Colours. They repeat what icons and words already say: [`crate::output`] removes them where they do not belong.

use anstyle::{AnsiColor, Style};
use freepublish::{Outcome, Severity};

pub(crate) const BOLD: Style = Style::new().bold();
pub(crate) const DIM: Style = Style::new().dimmed();
pub(crate) const ERROR: Style = AnsiColor::Red.on_default().bold();
pub(crate) const FRAME: Style = AnsiColor::Blue.on_default();
pub(crate) const GOOD: Style = AnsiColor::Green.on_default().bold();
const INFO: Style = AnsiColor::Cyan.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();

/// A text in a style.
pub(crate) fn paint(style: Style, text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("{style}{text}{style:#}") }
}

pub(crate) fn severity_style(severity: Severity) -> Style {
    match severity {
        Severity::Error => ERROR,
        Severity::Warning => WARNING,
        Severity::Info => INFO,
    }
}

/// The sign before the headline, and its colour.
pub(crate) fn outcome_sign(outcome: Outcome) -> (&'static str, Style) {
    match outcome {
        Outcome::Answered | Outcome::Published | Outcome::Valid => ("✓", GOOD),
        Outcome::Accepted | Outcome::Publishing => ("…", INFO),
        Outcome::BannedBySystem | Outcome::DeletedByUser => ("!", WARNING),
        Outcome::Failed
        | Outcome::Invalid
        | Outcome::OriginalityFailed
        | Outcome::Refused
        | Outcome::Rejected => ("✗", ERROR),
        Outcome::Unknown => ("?", WARNING),
    }
}

/// Texts that grow line by line.
pub(crate) trait Lines {
    /// Adds a line and its end.
    fn line(&mut self, line: &str);
}

impl Lines for String {
    fn line(&mut self, line: &str) {
        self.push_str(line);
        self.push('\n');
    }
}
