//! A text inside a text: the body inside a curl argument, the XML inside a JSON string.
//! What is found in the inner text is carried back to places in the outer one, and repairs are written there in the
//! quoting of the very place they change.

use std::borrow::Cow;

use crate::diagnostic::{Diagnostic, Edit, Fix};
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
pub(crate) struct Source<'a> {
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

impl<'a> Source<'a> {
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

    /// Carries a diagnostic of the inner text to the outer one, with its repair if that can be written there.
    pub(crate) fn lift(&self, diagnostic: &mut Diagnostic) {
        diagnostic.span = Some(diagnostic.span.map_or_else(|| self.whole(), |span| self.outer(span)));
        let Some(fix) = diagnostic.fix.take() else { return };
        let mut edits = Vec::with_capacity(fix.edits.len());
        for edit in &fix.edits {
            if self.rewrite(edit, &mut edits).is_none() {
                return;
            }
        }
        if !edits.is_empty() && edits.is_sorted_by(|a, b| a.span.end <= b.span.start) {
            diagnostic.fix = Some(Fix { edits });
        }
    }

    /// A part of the inner text as a source of its own.
    pub(crate) fn part(&self, span: Span) -> Source<'static> {
        let text = span.of(&self.text).to_owned();
        let first = self.piece_at(span.start);
        let mut part = Source { text: Cow::Owned(text), runs: Vec::new(), pieces: Vec::new() };
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
    pub(crate) fn recoded(&self, text: String) -> Source<'static> {
        let whole = self.whole();
        let mut out = Unescaped::new(&VERBATIM, whole.start);
        let given = if self.has_unknown() { StandIn::NotGiven } else { StandIn::Given };
        out.stand_in(&text, whole, given);
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
    pub(crate) fn as_json(self) -> Self {
        if !self.has_unknown() || !self.text.trim_start().starts_with(['{', '[']) {
            return self;
        }
        let mut out = Source { text: Cow::Owned(String::new()), runs: Vec::new(), pieces: Vec::new() };
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

    /// Writes a change of the inner text as changes of the outer one; `None` where that cannot be done without touching
    /// anything else.
    fn rewrite(&self, edit: &Edit, edits: &mut Vec<Edit>) -> Option<()> {
        if let Some(edit) = self.in_one_piece(edit.span, &edit.text) {
            edits.push(edit);
            return Some(());
        }
        // What stays as it is may be quoted otherwise, or stand for something: it is left alone.
        let (mut at, mut rest) = (edit.span.start, edit.text.as_str());
        for (stand_in, _) in self.stand_ins_in(edit.span) {
            if stand_in.start < edit.span.start || stand_in.end > edit.span.end {
                return None;
            }
            let kept = stand_in.of(&self.text);
            let found = rest.find(kept)?;
            self.rewrite_between(Span::new(at, stand_in.start), &rest[..found], edits)?;
            at = stand_in.end;
            rest = &rest[found + kept.len()..];
        }
        self.rewrite_between(Span::new(at, edit.span.end), rest, edits)
    }

    /// Writes the change that is left between two places which stay.
    fn rewrite_between(&self, span: Span, text: &str, edits: &mut Vec<Edit>) -> Option<()> {
        let old = span.of(&self.text);
        let front: usize =
            old.chars().zip(text.chars()).take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum();
        let (old, text) = (&old[front..], &text[front..]);
        let back: usize = old
            .chars()
            .rev()
            .zip(text.chars().rev())
            .take_while(|(a, b)| a == b)
            .map(|(c, _)| c.len_utf8())
            .sum();
        if old.len() == back && text.len() == back {
            return Some(());
        }
        let span = Span::new(span.start + front, span.end - back);
        edits.push(self.in_one_piece(span, &text[..text.len() - back])?);
        Some(())
    }

    /// The change where it lies in one stretch of one quoting and no stand-in is touched.
    fn in_one_piece(&self, span: Span, text: &str) -> Option<Edit> {
        let at = self.piece_at(span.start);
        let piece = self.pieces[at];
        let (piece_start, piece_end) = (wide(piece.inner), self.piece_inner_end(at));
        if span.end > piece_end || self.touches_stand_in(span) {
            return None;
        }
        let escape = piece.quoting.escape;
        let (mut start, mut end) = (span.start, span.end);
        let mut text = Cow::Borrowed(text);
        let needs_escape =
            |c: char| escape(c.encode_utf8(&mut [0; 4])).as_deref() != Some(c.encode_utf8(&mut [0; 4]));
        let next = self.text[end..].chars().next().filter(|_| end < piece_end);
        match self.run_kind_before(start) {
            Some(RunKind::StandIn(StandIn::NotGivenName)) => {
                let first = text.chars().next().or(next);
                if first.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
                    return None;
                }
            }
            Some(RunKind::StandIn(_)) | None => {}
            // A backslash, or half an escape, must not swallow what now comes behind it.
            Some(RunKind::Copied) => {
                let before = self.text[piece_start..start].chars().next_back();
                if let Some(c) = before.filter(|c| needs_escape(*c) || self.is_escaped(*c, start)) {
                    start -= c.len_utf8();
                    text = Cow::Owned(format!("{c}{text}"));
                }
            }
        }
        if text.is_empty()
            && let Some(c) =
                next.filter(|c| needs_escape(*c) && !self.touches_stand_in(Span::new(end, end + 1)))
        {
            end += c.len_utf8();
            text = Cow::Owned(c.to_string());
        }
        let vanishes = text.is_empty() && start == 0 && end == self.text.len();
        let text = if vanishes { piece.quoting.empty.to_owned() } else { escape(&text)? };
        let outer = match (start < end, self.text.is_empty()) {
            (true, _) => Span::new(self.start_of(start), self.end_of(end)),
            (false, true) => Span::at(wide(piece.outer_start)),
            (false, false) => Span::at(self.start_of(start)),
        };
        Some(Edit { span: outer, text })
    }

    fn touches_stand_in(&self, span: Span) -> bool {
        self.stand_ins_in(span).next().is_some()
    }

    /// What the text just before `inner` is, in the same piece.
    fn run_kind_before(&self, inner: usize) -> Option<RunKind> {
        let before = inner.checked_sub(1)?;
        if self.piece_at(before) != self.piece_at(inner) && inner < self.text.len() {
            return None;
        }
        Some(self.run_at(before).map_or(RunKind::Copied, |at| self.runs[at].kind))
    }

    /// Whether the character that ends at `end` is written as an escape.
    fn is_escaped(&self, c: char, end: usize) -> bool {
        let start = end - c.len_utf8();
        self.end_of(end) - self.start_of(start) != c.len_utf8()
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

/// Builds a [`Source`] out of copied runs, unescaped characters and stand-ins.
#[derive(Debug, Default)]
pub(crate) struct Unescaped {
    text: String,
    runs: Vec<Run>,
    pieces: Vec<Piece>,
}

impl Unescaped {
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

    pub(crate) fn finish(mut self, outer_end: usize) -> Source<'static> {
        self.end(outer_end);
        self.done()
    }

    /// Finishes a text whose last stretch was ended.
    pub(crate) fn done(mut self) -> Source<'static> {
        if self.pieces.len() > 1 {
            self.drop_empty_piece();
        }
        if self.pieces.is_empty() {
            self.begin(&VERBATIM, 0);
        }
        Source { text: Cow::Owned(self.text), runs: self.runs, pieces: self.pieces }
    }
}

/// Undoes JSON's backslashes; `raw` is what stands between the quotes, at `start` in the outer text.
/// Sequences that JSON does not know are kept as they are.
pub(crate) fn unescape_json(raw: &str, start: usize) -> Source<'static> {
    let mut out = Unescaped::new(&JSON_STRING, start);
    let mut at = 0;
    while let Some(found) = raw[at..].find('\\') {
        let backslash = at + found;
        if backslash > at {
            out.copy(&raw[at..backslash], start + at);
        }
        let (character, length) = json_escape(&raw[backslash..]);
        out.character(character, start + backslash);
        at = backslash + length;
    }
    if at < raw.len() {
        out.copy(&raw[at..], start + at);
    }
    out.finish(start + raw.len())
}

/// The character of the escape sequence `text` begins with, and the sequence's length.
pub(crate) fn json_escape(text: &str) -> (char, usize) {
    let simple = match text.as_bytes().get(1) {
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'"') => '"',
        Some(b'/') => '/',
        Some(b'\\') => '\\',
        Some(b'u') => return unicode_escape(text).unwrap_or(('\\', 1)),
        _ => return ('\\', 1),
    };
    (simple, 2)
}

fn unicode_escape(text: &str) -> Option<(char, usize)> {
    let unit = |at: usize| u32::from_str_radix(text.get(at..at + 4)?, 16).ok();
    let first = unit(2)?;
    if let Some(character) = char::from_u32(first) {
        return Some((character, 6));
    }
    let second = (text.get(6..8)? == "\\u").then(|| unit(8))??;
    let code = 0x10000 + ((first.checked_sub(0xD800)? & 0x3FF) << 10) + second.checked_sub(0xDC00)?;
    char::from_u32(code).map(|character| (character, 12))
}

/// Writes text for the inside of a JSON string.
pub fn escape_json(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            control if control < ' ' => {
                const HEX: &[u8; 16] = b"0123456789abcdef";
                let code = control as usize;
                out.push_str("\\u00");
                out.push(char::from(HEX[code >> 4]));
                out.push(char::from(HEX[code & 15]));
            }
            other => out.push(other),
        }
    }
    out
}

/// Undoes `&lt;` and its like once.
pub(crate) fn unescape_entities(raw: &str, start: usize) -> Source<'static> {
    let mut out = Unescaped::new(&ENTITY, start);
    let mut at = 0;
    while let Some(found) = raw[at..].find('&') {
        let ampersand = at + found;
        if ampersand > at {
            out.copy(&raw[at..ampersand], start + at);
        }
        let known = ENTITIES.iter().find(|(name, _)| raw[ampersand..].starts_with(name));
        let (character, length) = known.map_or(('&', 1), |(name, character)| (*character, name.len()));
        out.character(character, start + ampersand);
        at = ampersand + length;
    }
    if at < raw.len() {
        out.copy(&raw[at..], start + at);
    }
    out.finish(start + raw.len())
}

const ENTITIES: &[(&str, char)] = &[
    ("&lt;", '<'),
    ("&gt;", '>'),
    ("&amp;", '&'),
    ("&quot;", '"'),
    ("&apos;", '\''),
    ("&#39;", '\''),
    ("&#34;", '"'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_carried_through_escapes() {
        let outer = r#""{\"a\":1}""#;
        let source = unescape_json(&outer[1..outer.len() - 1], 1);
        assert_eq!(source.text, r#"{"a":1}"#);
        assert_eq!(source.outer(Span::new(1, 4)).of(outer), r#"\"a\""#);
        assert_eq!(source.outer(Span::new(5, 6)).of(outer), "1");
        assert_eq!(source.whole().of(outer), r#"{\"a\":1}"#);
    }

    #[test]
    fn escapes_that_json_does_not_know_are_kept() {
        assert_eq!(unescape_json(r"\q\u12\ud83d\ude00\", 0).text, "\\q\\u12\u{1f600}\\");
    }

    #[test]
    fn entities_are_undone_once() {
        let outer = "&lt;a&gt;&amp;amp;&nbsp;";
        let source = unescape_entities(outer, 0);
        assert_eq!(source.text, "<a>&amp;&nbsp;");
        assert_eq!(source.outer(Span::new(0, 3)).of(outer), "&lt;a&gt;");
    }
}
