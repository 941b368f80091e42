//! Where diagnostics gather.

use crate::diagnostic::Diagnostic;
use crate::order::sort_by_key;

/// More findings than this help nobody, and a hostile text must not make a million of them.
const MOST: usize = 500;

/// The findings of one inspection.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    list: Vec<Diagnostic>,
    omitted: usize,
}

impl Findings {
    pub(crate) fn report(&mut self, diagnostic: Diagnostic) {
        if self.list.len() < MOST {
            self.list.push(diagnostic);
        } else {
            self.omitted += 1;
        }
    }

    /// Whether a further diagnostic would be counted and not kept.
    pub(crate) fn is_full(&self) -> bool {
        self.list.len() >= MOST
    }

    /// Counts findings of which no diagnostic was made.
    pub(crate) fn omit(&mut self, more: usize) {
        self.omitted += more;
    }

    /// How many were found beyond those that are kept.
    pub(crate) fn omitted(&self) -> usize {
        self.omitted
    }

    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether a rule was broken so far.
    pub(crate) fn has(&self, code: &str) -> bool {
        self.list.iter().any(|diagnostic| diagnostic.code() == code)
    }

    /// Those that were reported since there were `len` of them.
    pub(crate) fn since_mut(&mut self, len: usize) -> &mut [Diagnostic] {
        &mut self.list[len..]
    }

    /// In the order of the text; those about the whole input first.
    pub(crate) fn into_sorted(mut self) -> Vec<Diagnostic> {
        sort_by_key(&mut self.list, |diagnostic| diagnostic.span.map(|span| span.start));
        self.list
    }
}
