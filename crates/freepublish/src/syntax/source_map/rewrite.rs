//! Repairs of an inner text, written in the outer one.

use std::borrow::Cow;

use super::{MappedText, RunKind, StandIn, wide};
use crate::edit::Edit;
use crate::span::Span;

impl MappedText<'_> {
    /// Writes a change of the inner text as changes of the outer one; `None` where that cannot be done without touching
    /// anything else.
    pub(super) fn rewrite(&self, edit: &Edit, edits: &mut Vec<Edit>) -> Option<()> {
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
}
