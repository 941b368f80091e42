//! What a severity is called.

use freepublish::{Lang, Severity};

use super::Words;

/// What to call a severity.
pub const fn name(severity: Severity, lang: Lang) -> &'static str {
    let words = Words::of(lang);
    match severity {
        Severity::Error => words.error,
        Severity::Warning => words.warning,
        Severity::Info => words.info,
    }
}
