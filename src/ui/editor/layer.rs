//! The coloured text under the editor: lines, cut where a colour or a mark begins or ends.

use std::ops::Range;

use freepublish::{LineIndex, Severity, Span};

use super::highlight::{Kind, Token};

/// One line of the editor.
#[derive(Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// Its number, from 1.
    pub number: usize,
    /// The worst finding on it.
    pub severity: Option<Severity>,
    /// What it is made of.
    pub pieces: Vec<Piece<'a>>,
}

/// A run of text that looks the same all along.
#[derive(Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    /// Its colour.
    pub kind: Kind,
    /// The worst finding about it.
    pub severity: Option<Severity>,
    /// The text.
    pub text: &'a str,
}

/// A finding's place, as the editor underlines it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The underlined bytes, all on one line; empty only on an empty line.
    pub span: Span,
    /// How bad the finding is.
    pub severity: Severity,
}

/// Where the editor underlines findings. One about several lines marks the first of them only: a page full of waves
/// says less than one line of it. A place between two characters marks the character next to it.
pub fn marks(text: &str, index: &LineIndex<'_>, found: impl Iterator<Item = (Span, Severity)>) -> Vec<Mark> {
    let mark = |(span, severity): (Span, Severity)| {
        let line = index.line_span(index.line_of(span.start))?;
        let start = span.start.min(line.end);
        let end = span.end.min(line.end);
        if start < end {
            return Some(Mark { span: Span::new(start, end), severity });
        }
        let next = Span::new(start, line.end).of(text).chars().next();
        let last = Span::new(line.start, start).of(text).chars().next_back();
        let span = match (next, last) {
            (Some(next), _) => Span::new(start, start + next.len_utf8()),
            (None, Some(last)) => Span::new(start - last.len_utf8(), start),
            (None, None) => Span::at(start),
        };
        Some(Mark { span, severity })
    };
    found.filter_map(mark).collect()
}

/// The lines `shown`, counted from 0.
pub fn lines<'a>(
    text: &'a str,
    index: &LineIndex<'_>,
    tokens: impl Iterator<Item = Token>,
    marks: &[Mark],
    shown: Range<usize>,
) -> Vec<Line<'a>> {
    let shown = shown.start..shown.end.min(index.lines());
    let mut lines = Vec::with_capacity(shown.len());
    let mut tokens = tokens.peekable();
    for at in shown {
        let Some(line) = index.line_span(at) else { break };
        let here: Vec<Mark> = marks.iter().copied().filter(|mark| starts_on(line, mark.span)).collect();
        let mut pieces = Vec::new();
        while let Some(token) = tokens.peek().copied() {
            if token.start >= line.end {
                break;
            }
            let clipped = Span::new(token.start.max(line.start), token.end.min(line.end));
            cut(text, clipped, token.kind, &here, &mut pieces);
            if token.end > line.end {
                break;
            }
            tokens.next();
        }
        lines.push(Line { number: at + 1, severity: worst(here.iter()), pieces });
    }
    lines
}

fn starts_on(line: Span, span: Span) -> bool {
    line.start <= span.start && span.start <= line.end
}

fn worst<'m>(marks: impl Iterator<Item = &'m Mark>) -> Option<Severity> {
    marks.map(|mark| mark.severity).min()
}

/// Cuts `span` where marks begin and end.
fn cut<'a>(text: &'a str, span: Span, kind: Kind, marks: &[Mark], pieces: &mut Vec<Piece<'a>>) {
    let mut start = span.start;
    while start < span.end {
        let covers = |mark: &&Mark| mark.span.start <= start && start < mark.span.end;
        let edges = marks.iter().flat_map(|mark| [mark.span.start, mark.span.end]);
        let end = edges.filter(|edge| *edge > start).min().unwrap_or(span.end).min(span.end);
        let severity = worst(marks.iter().filter(covers));
        pieces.push(Piece { kind, severity, text: Span::new(start, end).of(text) });
        start = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::editor::highlight::{Syntax, tokens};
    use freepublish::inspection::Format;

    fn draw(text: &str, marks: &[Mark], shown: Range<usize>) -> String {
        let index = LineIndex::new(text);
        let mut out = Vec::new();
        for line in lines(text, &index, tokens(text, Syntax::Message(Format::Xml)), marks, shown) {
            out.push(format!("{}{}|", line.number, line.severity.map_or("", Severity::name)));
            out.extend(line.pieces.iter().map(|piece| match piece.severity {
                Some(severity) => format!("[{} {}]", severity.name(), piece.text),
                None => piece.text.to_owned(),
            }));
            out.push("\n".to_owned());
        }
        out.concat()
    }

    fn mark(start: usize, end: usize, severity: Severity) -> Mark {
        Mark { span: Span::new(start, end), severity }
    }

    #[test]
    fn lines_carry_all_of_the_text_and_nothing_else() {
        assert_eq!(draw("<a>\n1\n\n</a>", &[], 0..99), "1|<a>\n2|1\n3|\n4|</a>\n");
        assert_eq!(draw("<a>\n1\n\n</a>\n", &[], 3..5), "4|</a>\n5|\n");
    }

    #[test]
    fn the_worse_of_two_overlapping_marks_shows() {
        let marks = [mark(3, 6, Severity::Warning), mark(4, 5, Severity::Error)];
        assert_eq!(draw("<a>发布", &[], 0..1), "1|<a>发布\n");
        assert_eq!(draw("<a>123</a>", &marks, 0..1), "1error|<a>[warning 1][error 2][warning 3]</a>\n");
    }

    fn marked(text: &str, span: Span) -> &str {
        let found = [(span, Severity::Info)].into_iter();
        let marks = marks(text, &LineIndex::new(text), found);
        marks.first().map_or("nothing", |mark| mark.span.of(text))
    }

    #[test]
    fn a_place_of_no_width_marks_the_character_next_to_it() {
        assert_eq!(marked("ab\n发d", Span::at(3)), "发");
        assert_eq!(marked("ab\n", Span::at(2)), "b");
        assert_eq!(marked("ab\n", Span::at(3)), "", "an empty line is marked in the margin only");
        assert_eq!(marked("", Span::at(0)), "");
    }

    #[test]
    fn a_finding_about_several_lines_marks_the_first() {
        assert_eq!(marked("<a>\n<b/>\n</a>", Span::new(0, 12)), "<a>");
    }
}
