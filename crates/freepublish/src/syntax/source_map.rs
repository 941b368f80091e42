//! A text inside a text: the body inside a curl argument, the XML inside a JSON string.
//! What is found in the inner text is carried back to places in the outer one, and repairs are written there in the
//! quoting of the very place they change.

mod escapes;
mod rewrite;
mod unescaped;

use std::borrow::Cow;

pub use self::escapes::escape_json;
pub(crate) use self::escapes::{json_escape, unescape_entities, unescape_json};
pub(crate) use self::unescaped::MappedTextBuilder;
use crate::edit::Fix;
use crate::span::Span;

/// How a stretch of the outer text is quoted.
#[derive(Debug)]
pub(crate) struct Quoting {
    /// Writes text in this quoting; `None` where it cannot be written.
    pub(crate) escape: fn(&str) -> Option<String>,
    /// What stands for an empty text where nothing at all would be no word.
    pub(crate) empty: &'static str,
}

/// Nothing is escaped.
pub(crate) static VERBATIM: Quoting = Quoting { escape: |text| Some(text.to_owned()), empty: "" };

/// The inside of a JSON string.
pub(crate) static JSON_STRING: Quoting = Quoting { escape: |text| Some(escape_json(text)), empty: "" };

/// Text whose markup became entities.
static ENTITY: Quoting = Quoting {
    escape: |text| Some(text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")),
    empty: "",
};

/// An inner text and where each of its characters stands in the outer one.
#[derive(Clone, Debug)]
pub(crate) struct MappedText<'a> {
    pub(crate) text: Cow<'a, str>,
    /// Where the way of counting changes, ascending. Empty where everything was copied from the start of one piece.
    runs: Vec<Run>,
    /// Stretches of one quoting, ascending; at least one.
    pieces: Vec<Piece>,
}

/// From `inner` on, up to the next run, the inner text was copied from `outer`; of an escaped character the run
/// begins where the escape does. Inputs are bounded at 8 MiB, far below what a u32 counts.
#[derive(Clone, Copy, Debug)]
struct Run {
    inner: u32,
    outer: u32,
    /// The end of what stands at `outer`, for stand-ins.
    outer_end: u32,
    kind: RunKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RunKind {
    Copied,
    StandIn(StandIn),
}

/// What the outer text says without spelling it out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StandIn {
    /// `${ID}`, `$(cat id)`: its value is not in the text, so it is not judged.
    NotGiven,
    /// `$ID`: the same, and a letter behind it would belong to the name.
    NotGivenName,
    /// The value is known and stands elsewhere or in another form: a variable of the same file, an encoded character.
    Given,
}

#[derive(Clone, Copy, Debug)]
struct Piece {
    inner: u32,
    /// What is between the quotes.
    outer_start: u32,
    outer_end: u32,
    quoting: &'static Quoting,
}

impl<'a> MappedText<'a> {
    /// A part of the outer text, as it stands there.
    pub(crate) fn slice(outer: &'a str, span: Span) -> Self {
        Self::quoted(outer, span, &VERBATIM)
    }

    /// A part of the outer text in which nothing happens to be escaped.
    pub(crate) fn quoted(outer: &'a str, span: Span, quoting: &'static Quoting) -> Self {
        let piece = Piece { inner: 0, outer_start: narrow(span.start), outer_end: narrow(span.end), quoting };
        Self { text: Cow::Borrowed(span.of(outer)), runs: Vec::new(), pieces: vec![piece] }
    }

    /// The place in the outer text of a place in the inner one.
    pub(crate) fn outer(&self, span: Span) -> Span {
        let start = self.start_of(span.start);
        if span.start >= span.end {
            return Span::at(start);
        }
        let end = self.end_of(span.end);
        // Parts that were joined need not stand in the order of the outer text.
        let end = if end < start { self.piece_end(self.piece_at(span.start)) } else { end };
        Span::new(start, end.max(start))
    }

    /// Everything the inner text came from.
    pub(crate) fn whole(&self) -> Span {
        match self.pieces.first() {
            Some(first) if self.text.is_empty() => Span::new(wide(first.outer_start), wide(first.outer_end)),
            _ => self.outer(Span::new(0, self.text.len())),
        }
    }

    /// A repair of the inner text, written in the outer one; `None` where that cannot be done.
    pub(crate) fn rewritten(&self, fix: &Fix) -> Option<Fix> {
        let mut edits = Vec::with_capacity(fix.edits.len());
        for edit in &fix.edits {
            self.rewrite(edit, &mut edits)?;
        }
        let is_sound = !edits.is_empty() && edits.is_sorted_by(|a, b| a.span.end <= b.span.start);
        is_sound.then_some(Fix { edits })
    }

    /// A part of the inner text as a mapped text of its own.
    pub(crate) fn part(&self, span: Span) -> MappedText<'static> {
        let text = span.of(&self.text).to_owned();
        let first = self.piece_at(span.start);
        let mut part = MappedText { text: Cow::Owned(text), runs: Vec::new(), pieces: Vec::new() };
        for (at, piece) in self.pieces.iter().enumerate().skip(first) {
            let inner = wide(piece.inner);
            if at > first && inner >= span.end {
                break;
            }
            let start = inner.max(span.start);
            let stop = self.piece_inner_end(at).min(span.end);
            let outer_start = if start > inner { self.start_of(start) } else { wide(piece.outer_start) };
            let outer_end = if stop > start { self.end_of(stop) } else { outer_start };
            part.pieces.push(Piece {
                inner: narrow(start - span.start),
                outer_start: narrow(outer_start),
                outer_end: narrow(outer_end),
                quoting: piece.quoting,
            });
        }
        let behind = self.runs.partition_point(|run| wide(run.inner) <= span.start);
        if let Some(run) = behind.checked_sub(1).map(|at| self.runs[at]) {
            let copied = run.kind == RunKind::Copied;
            let outer = if copied { narrow(self.start_of(span.start)) } else { run.outer };
            part.runs.push(Run { inner: 0, outer, ..run });
        }
        let inside = self.runs[behind..].iter().take_while(|run| wide(run.inner) < span.end);
        part.runs.extend(inside.map(|run| Run { inner: run.inner - narrow(span.start), ..*run }));
        part
    }

    /// The texts one behind the other, with `between` between them.
    pub(crate) fn join(parts: impl IntoIterator<Item = Self>, between: &str) -> Option<Self> {
        let mut parts = parts.into_iter();
        let mut joined = parts.next()?;
        for part in parts {
            joined.push_text(between);
            joined.push(part);
        }
        Some(joined)
    }

    /// Text that stands nowhere: a separator.
    pub(crate) fn push_text(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        self.spell_out_runs();
        let at = narrow(self.pieces.last().map_or(0, |piece| wide(piece.outer_end)));
        let inner = narrow(self.text.len());
        self.runs.push(Run { inner, outer: at, outer_end: at, kind: RunKind::StandIn(StandIn::Given) });
        self.text.to_mut().push_str(text);
    }

    pub(crate) fn push(&mut self, mut other: Self) {
        if other.text.is_empty() {
            return;
        }
        self.spell_out_runs();
        other.spell_out_runs();
        let by = narrow(self.text.len());
        self.runs.extend(other.runs.iter().map(|run| Run { inner: run.inner + by, ..*run }));
        if by == 0 {
            self.pieces.clear();
        }
        self.pieces.extend(other.pieces.iter().map(|piece| Piece { inner: piece.inner + by, ..*piece }));
        self.text.to_mut().push_str(&other.text);
    }

    /// The whole as one that is known by what it stands for, not by its letters: percent-encoded, say.
    pub(crate) fn recoded(&self, text: &str) -> MappedText<'static> {
        let whole = self.whole();
        let mut out = MappedTextBuilder::new(&VERBATIM, whole.start);
        let given = if self.has_unknown() { StandIn::NotGiven } else { StandIn::Given };
        out.stand_in(text, whole, given);
        out.finish(whole.end)
    }

    /// Whether a value in the inner text is known, so that it can be judged.
    pub(crate) fn is_given(&self, span: Span) -> bool {
        !self.stand_ins_in(span).any(|(_, kind)| kind != StandIn::Given)
    }

    /// Whether a finding about the inner text is about something known. A finding about a whole document is, whatever
    /// value in it is not.
    pub(crate) fn can_judge(&self, span: Option<Span>) -> bool {
        let Some(span) = span else { return true };
        self.runs.is_empty() || span.of(&self.text).starts_with(['{', '[', '<']) || self.is_given(span)
    }

    /// Whether anything in it is not given.
    pub(crate) fn has_unknown(&self) -> bool {
        self.unknown().next().is_some()
    }

    /// Whether nothing of it is given: `-d "$BODY"`.
    pub(crate) fn is_unknown(&self) -> bool {
        let known: usize = self.text.trim().len();
        known > 0 && self.unknown().map(|span| span.end - span.start).sum::<usize>() >= known
    }

    /// Where in the outer text something stands whose value is not given.
    pub(crate) fn unknown_outer(&self) -> impl Iterator<Item = Span> + '_ {
        self.runs
            .iter()
            .filter(|run| is_unknown(run.kind))
            .map(|run| Span::new(wide(run.outer), wide(run.outer_end)))
    }

    /// What is not given, as places in the inner text.
    fn unknown(&self) -> impl Iterator<Item = Span> + '_ {
        self.stand_ins().filter(|(_, kind)| *kind != StandIn::Given).map(|(span, _)| span)
    }

    fn stand_ins(&self) -> impl Iterator<Item = (Span, StandIn)> + '_ {
        self.stand_ins_in(Span::new(0, self.text.len()))
    }

    /// The stand-ins that lie in a place, or hold a part of it.
    fn stand_ins_in(&self, span: Span) -> impl Iterator<Item = (Span, StandIn)> + '_ {
        let from = self.run_at(span.start).unwrap_or(0);
        let runs = self.runs.iter().enumerate().skip(from);
        runs.take_while(move |(_, run)| wide(run.inner) < span.end.max(span.start + 1)).filter_map(
            move |(at, run)| {
                let place = Span::new(wide(run.inner), self.run_end(at));
                let inside = if span.start < span.end {
                    place.end > span.start
                } else {
                    place.start < span.start && span.start < place.end
                };
                match run.kind {
                    RunKind::StandIn(kind) if inside => Some((place, kind)),
                    RunKind::StandIn(_) | RunKind::Copied => None,
                }
            },
        )
    }

    /// A body in which each value that is not given can be read as one value: `{"id":$ID}` becomes `{"id":"$ID"}`.
    pub(crate) fn into_json(self) -> Self {
        if !self.has_unknown() || !self.text.trim_start().starts_with(['{', '[']) {
            return self;
        }
        let mut out = MappedText { text: Cow::Owned(String::new()), runs: Vec::new(), pieces: Vec::new() };
        let mut pieces = self.pieces.iter().peekable();
        let (mut in_string, mut escaped) = (false, false);
        for (at, run) in self.runs.iter().enumerate() {
            let inner = narrow(out.text.len());
            while let Some(piece) = pieces.next_if(|piece| piece.inner <= run.inner) {
                out.pieces.push(Piece { inner, ..*piece });
            }
            out.runs.push(Run { inner, ..*run });
            let part = Span::new(wide(run.inner), self.run_end(at)).of(&self.text);
            if is_unknown(run.kind) {
                let shown = escape_json(part);
                let shown = if in_string { shown } else { format!("\"{shown}\"") };
                out.text.to_mut().push_str(&shown);
                escaped = false;
                continue;
            }
            for byte in part.bytes() {
                match byte {
                    _ if escaped => escaped = false,
                    b'\\' if in_string => escaped = true,
                    b'"' => in_string = !in_string,
                    _ => {}
                }
            }
            out.text.to_mut().push_str(part);
        }
        out
    }

    fn run_at(&self, inner: usize) -> Option<usize> {
        self.runs.partition_point(|run| wide(run.inner) <= inner).checked_sub(1)
    }

    fn run_end(&self, run: usize) -> usize {
        self.runs.get(run + 1).map_or(self.text.len(), |next| wide(next.inner))
    }

    /// The piece that holds the byte at `inner`; the last one for what is behind.
    fn piece_at(&self, inner: usize) -> usize {
        self.pieces.partition_point(|piece| wide(piece.inner) <= inner).saturating_sub(1)
    }

    fn piece_inner_end(&self, piece: usize) -> usize {
        self.pieces.get(piece + 1).map_or(self.text.len(), |next| wide(next.inner))
    }

    fn piece_end(&self, piece: usize) -> usize {
        self.pieces.get(piece).map_or(0, |piece| wide(piece.outer_end))
    }

    /// Where the character that begins at `inner` begins in the outer text.
    fn start_of(&self, inner: usize) -> usize {
        let at = self.piece_at(inner);
        if inner >= self.text.len() {
            return self.end_of(self.text.len());
        }
        let piece = self.pieces[at];
        let outer = match self.run_at(inner).map(|run| self.runs[run]) {
            None => wide(piece.outer_start) + (inner - wide(piece.inner)),
            Some(run) if run.kind == RunKind::Copied => wide(run.outer) + (inner - wide(run.inner)),
            Some(run) => return wide(run.outer),
        };
        outer.min(wide(piece.outer_end))
    }

    /// Where the character that ends at `inner` ends in the outer text.
    fn end_of(&self, inner: usize) -> usize {
        let Some(last) = inner.checked_sub(1) else { return self.start_of_first() };
        let at = self.piece_at(last);
        let piece = self.pieces[at];
        if let Some(run) =
            self.run_at(last).map(|run| self.runs[run]).filter(|run| run.kind != RunKind::Copied)
        {
            return wide(run.outer_end);
        }
        if inner >= self.piece_inner_end(at) {
            return wide(piece.outer_end);
        }
        self.start_of(inner)
    }

    fn start_of_first(&self) -> usize {
        self.pieces.first().map_or(0, |piece| wide(piece.outer_start))
    }

    /// Says with runs what stands between the lines when there are none.
    fn spell_out_runs(&mut self) {
        if self.runs.is_empty() && !self.text.is_empty() {
            let outer = narrow(self.start_of_first());
            self.runs.push(Run { inner: 0, outer, outer_end: outer, kind: RunKind::Copied });
        }
    }
}

fn is_unknown(kind: RunKind) -> bool {
    matches!(kind, RunKind::StandIn(StandIn::NotGiven | StandIn::NotGivenName))
}

fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

fn wide(offset: u32) -> usize {
    offset as usize
}

#[cfg(test)]
mod places;
