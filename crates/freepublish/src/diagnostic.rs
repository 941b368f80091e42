//! What is found in a text: where, how bad, and how to mend it. The words stand with the rule, in [`crate::rule`].

use std::collections::BTreeMap;

use crate::edit::apply;
pub use crate::edit::{Edit, Fix};
use crate::lang::Lang;
pub use crate::rule::severity::Severity;
use crate::rule::{Finding, Rule};
use crate::span::Span;

/// One finding at one place. Facts only: texts are derived in the language they are asked for.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// What was found, with its facts.
    pub finding: Finding,
    /// The place in the text that was inspected; `None` only when it is about the whole input.
    pub span: Option<Span>,
    /// The place in the document: `/xml/PublishEventInfo/fail_idx`, or a JSON pointer.
    pub path: Option<String>,
    /// A mechanical repair, where one exists.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// A finding about the whole input; narrow it with [`Self::at`] and [`Self::path`].
    pub(crate) fn new(finding: impl Into<Finding>) -> Self {
        Self { finding: finding.into(), span: None, path: None, fix: None }
    }

    pub(crate) fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    pub(crate) fn path(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into());
        self
    }

    pub(crate) fn fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }

    /// The catalogue row of this finding.
    pub fn rule(&self) -> &'static Rule {
        self.finding.rule()
    }

    /// The stable code, `callback/fail-idx-missing`.
    pub fn code(&self) -> &'static str {
        self.rule().code
    }

    /// How bad it is.
    pub fn severity(&self) -> Severity {
        self.rule().severity
    }

    /// Whether it is an error in the text that was inspected. What was entered beside a text says nothing about it.
    pub(crate) fn is_error_of_text(&self) -> bool {
        self.severity() == Severity::Error && !self.finding.is_about_keys()
    }

    /// What was found, in one sentence that stands alone.
    pub fn message(&self, lang: Lang) -> String {
        self.finding.message(lang)
    }

    /// Why it matters and what to do.
    pub fn advice(&self, lang: Lang) -> String {
        self.finding.advice(lang)
    }

    /// What pressing the fix does; empty when there is none.
    pub fn fix_label(&self, lang: Lang) -> String {
        self.finding.fix_label(lang)
    }
}

/// The findings that were left out because there were too many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Omitted {
    /// How many there were.
    pub count: usize,
    /// Whether one of them was an error.
    pub has_errors: bool,
}

/// The text with every repair made that does not overlap one before it. Inspect the result again: repairs that
/// were left out, and any that only now became possible, show up there.
pub fn apply_all(text: &str, diagnostics: &[Diagnostic]) -> String {
    apply_all_counted(text, diagnostics).0
}

/// Like [`apply_all`], with the number of repairs that were made. One that was left out is not among them.
pub fn apply_all_counted(text: &str, diagnostics: &[Diagnostic]) -> (String, usize) {
    let mut made = 0;
    // By the place where each begins. What is taken never overlaps, so the neighbours of a new one decide.
    let mut taken: BTreeMap<usize, &Edit> = BTreeMap::new();
    for fix in diagnostics.iter().filter_map(|diagnostic| diagnostic.fix.as_ref()) {
        if fix.edits.iter().all(|edit| is_free(&taken, edit.span)) {
            taken.extend(fix.edits.iter().map(|edit| (edit.span.start, edit)));
            made += 1;
        }
    }
    (apply(text, taken.into_values()), made)
}

/// Two insertions at one place are in each other's way too: which goes first would be a guess.
fn is_free(taken: &BTreeMap<usize, &Edit>, new: Span) -> bool {
    let before = taken.range(..new.start).next_back().is_none_or(|(_, edit)| edit.span.end <= new.start);
    let behind =
        taken.range(new.start..).next().is_none_or(|(start, _)| *start != new.start && *start >= new.end);
    before && behind
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::input;

    #[test]
    fn overlapping_repairs_wait_for_the_next_round() {
        let at = |start, end, text: &str| {
            Diagnostic::new(input::Finding::ByteOrderMark).fix(Fix::replace(Span::new(start, end), text))
        };
        let found = [at(4, 5, "E"), at(0, 2, "AB"), at(1, 3, "??")];
        assert_eq!(apply_all_counted("abcdef", &found), ("ABcdEf".to_owned(), 2));
        assert_eq!(apply_all("ab", &[at(1, 1, "x"), at(1, 1, "y")]), "axb");
    }
}
