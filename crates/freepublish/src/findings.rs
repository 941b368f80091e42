//! Where diagnostics gather.

use crate::diagnostic::{Diagnostic, Omitted, Severity};
use crate::rule::Finding;
use crate::syntax::source_map::MappedText;

/// More findings than this help nobody, and a hostile text must not make a million of them.
const MOST: usize = 500;

/// The findings of one inspection.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    list: Vec<Diagnostic>,
    omitted: Omitted,
}

/// Carries a finding of an inner text to the outer one, with its repair if that can be written there.
pub(crate) fn lift(diagnostic: &mut Diagnostic, map: &MappedText<'_>) {
    diagnostic.span = Some(diagnostic.span.map_or_else(|| map.whole(), |span| map.outer(span)));
    diagnostic.fix = diagnostic.fix.take().and_then(|fix| map.rewritten(&fix));
}

/// See [`Findings::mark`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mark {
    len: usize,
    omitted: Omitted,
}

impl Findings {
    /// Keeps a finding, or counts it where there are too many. Of those that are only counted none is made, except to
    /// learn whether an error is among them.
    pub(crate) fn report(&mut self, diagnostic: impl FnOnce() -> Diagnostic) {
        if self.list.len() < MOST {
            self.list.push(diagnostic());
            return;
        }
        self.omitted.count += 1;
        self.omitted.has_errors = self.omitted.has_errors || diagnostic().severity() == Severity::Error;
    }

    /// Counts errors of which nothing but their number is known.
    pub(crate) fn omit_errors(&mut self, count: usize) {
        self.omitted.count += count;
        self.omitted.has_errors |= count > 0;
    }

    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether such a finding was reported.
    pub(crate) fn has(&self, is_it: impl Fn(&Finding) -> bool) -> bool {
        self.list.iter().any(|diagnostic| is_it(&diagnostic.finding))
    }

    /// Those that were reported since there were `len` of them.
    pub(crate) fn since_mut(&mut self, len: usize) -> &mut [Diagnostic] {
        &mut self.list[len..]
    }

    /// Drops those that were reported since there were `len` of them and that do not pass.
    pub(crate) fn retain_since(&mut self, len: usize, mut passes: impl FnMut(&mut Diagnostic) -> bool) {
        let mut at = 0;
        self.list.retain_mut(|diagnostic| {
            at += 1;
            at <= len || passes(diagnostic)
        });
    }

    /// The present state, to come back to with [`Self::rewind`].
    pub(crate) fn mark(&self) -> Mark {
        Mark { len: self.list.len(), omitted: self.omitted }
    }

    /// Forgets what was reported since `mark`.
    pub(crate) fn rewind(&mut self, mark: Mark) {
        self.list.truncate(mark.len);
        self.omitted = mark.omitted;
    }

    /// In the order of the text, those about the whole input first; and what was left out.
    pub(crate) fn into_sorted(mut self) -> (Vec<Diagnostic>, Omitted) {
        self.list.sort_by_key(|diagnostic| diagnostic.span.map(|span| span.start));
        (self.list, self.omitted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::{input, xml};

    #[test]
    fn what_is_left_out_is_counted_and_its_errors_are_known() {
        let mut findings = Findings::default();
        for _ in 0..MOST + 3 {
            findings.report(|| Diagnostic::new(xml::Finding::TrailingContent));
        }
        assert_eq!(findings.omitted, Omitted { count: 3, has_errors: false });
        findings.report(|| Diagnostic::new(input::Finding::Empty));
        findings.report(|| unreachable!("an error is known, so no more findings are made"));
        let (kept, omitted) = findings.into_sorted();
        assert_eq!((kept.len(), omitted), (MOST, Omitted { count: 5, has_errors: true }));
    }
}
