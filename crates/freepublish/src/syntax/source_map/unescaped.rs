//! Inner texts are built while the outer text is read.

use std::borrow::Cow;

use super::{MappedText, Piece, Quoting, Run, RunKind, StandIn, VERBATIM, narrow, wide};
use crate::span::Span;

/// Builds a [`MappedText`] out of copied runs, unescaped characters and stand-ins.
#[derive(Debug, Default)]
pub(crate) struct MappedTextBuilder {
    text: String,
    runs: Vec<Run>,
    pieces: Vec<Piece>,
}

impl MappedTextBuilder {
    /// A text all in one quoting, whose first character stands at `outer_start`.
    pub(crate) fn new(quoting: &'static Quoting, outer_start: usize) -> Self {
        let mut new = Self::default();
        new.begin(quoting, outer_start);
        new
    }

    /// From `outer_start` on, another quoting is in force.
    pub(crate) fn begin(&mut self, quoting: &'static Quoting, outer_start: usize) {
        self.drop_empty_piece();
        let outer = narrow(outer_start);
        let inner = narrow(self.text.len());
        self.pieces.push(Piece { inner, outer_start: outer, outer_end: outer, quoting });
    }

    /// The stretch that was begun ends here; its closing quote, if it has one, comes next.
    pub(crate) fn end(&mut self, outer_end: usize) {
        if let Some(piece) = self.pieces.last_mut() {
            piece.outer_end = narrow(outer_end);
        }
    }

    /// `text` stands at `outer` as it is.
    pub(crate) fn copy(&mut self, text: &str, outer: usize) {
        if !text.is_empty() {
            self.run(outer);
            self.text.push_str(text);
        }
    }

    /// `character`, or an escape sequence that stands for it, is at `outer`.
    pub(crate) fn character(&mut self, character: char, outer: usize) {
        self.run(outer);
        self.text.push(character);
    }

    /// What is at `outer` stands for something: `shown` is what it is called here, or its value where that is known.
    pub(crate) fn stand_in(&mut self, shown: &str, outer: Span, kind: StandIn) {
        if !shown.is_empty() {
            let (start, end) = (narrow(outer.start), narrow(outer.end));
            let inner = narrow(self.text.len());
            self.runs.push(Run { inner, outer: start, outer_end: end, kind: RunKind::StandIn(kind) });
            self.text.push_str(shown);
        }
    }

    fn run(&mut self, outer: usize) {
        let inner = narrow(self.text.len());
        let begins_piece = self.pieces.last().is_none_or(|piece| piece.inner == inner);
        let continues = self.runs.last().is_some_and(|run| {
            run.kind == RunKind::Copied && wide(run.outer) + wide(inner - run.inner) == outer
        });
        if begins_piece || !continues {
            let outer = narrow(outer);
            self.runs.push(Run { inner, outer, outer_end: outer, kind: RunKind::Copied });
        }
    }

    fn drop_empty_piece(&mut self) {
        let inner = narrow(self.text.len());
        if self.pieces.last().is_some_and(|piece| piece.inner == inner) {
            self.pieces.pop();
        }
    }

    pub(crate) fn finish(mut self, outer_end: usize) -> MappedText<'static> {
        self.end(outer_end);
        self.done()
    }

    /// Finishes a text whose last stretch was ended.
    pub(crate) fn done(mut self) -> MappedText<'static> {
        if self.pieces.len() > 1 {
            self.drop_empty_piece();
        }
        if self.pieces.is_empty() {
            self.begin(&VERBATIM, 0);
        }
        MappedText { text: Cow::Owned(self.text), runs: self.runs, pieces: self.pieces }
    }
}
