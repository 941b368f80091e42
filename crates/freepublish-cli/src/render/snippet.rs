//! The lines a span lies on, the span underlined.

use anstyle::Style;
use freepublish::Span;

use crate::render::Source;
use crate::render::line::{Window, window};
use crate::render::style::{DIM, FRAME, Lines as _, paint};
use crate::render::wrap::printable;

/// More white space at the ends of a span is shown, not skipped: every finding would read all of it.
const MOST_BLANKS: usize = 1000;

/// Where a span begins and the lines it covers. Of a span over many lines the first and the last are shown.
pub(super) fn render(source: &Source<'_>, span: Span, path: Option<&str>, style: Style, out: &mut String) {
    let (first, last) = lines(source, span);
    let gutter = digits(last);
    place(source, span, path, gutter, out);
    let room = room(source, gutter);
    margin(gutter, None, "", out);
    for line in [first, last] {
        let whole = whole_line(source, line);
        let (start, end) = (span.start.max(whole.start), span.end.min(whole.end).max(whole.start));
        // A line break, or the blanks before a line's text, are no part of what is meant.
        let text = &source.text[start..end];
        let skipped = if line == first { 0 } else { blanks(text.chars()) };
        let kept =
            if first == last { text.len() } else { (text.len() - blanks(text.chars().rev())).max(skipped) };
        let window =
            window(source.text, whole, Span::new(start + skipped, start + kept), &source.secrets, room);
        underlined(gutter, line, &window, style, out);
        if last == first {
            break;
        }
        if line == first && last > first + 1 {
            out.line(&paint(FRAME, &format!("{:gutter$}...", "")));
        }
    }
    margin(gutter, None, "", out);
}

/// Bytes of white space, as far as anyone would look.
fn blanks(text: impl Iterator<Item = char>) -> usize {
    text.take(MOST_BLANKS).take_while(|c| c.is_whitespace()).map(char::len_utf8).sum()
}

/// The columns of the number of the last line a span reaches.
pub(super) fn gutter(source: &Source<'_>, span: Span) -> usize {
    digits(lines(source, span).1)
}

/// The columns that are left for a source line.
pub(super) fn room(source: &Source<'_>, gutter: usize) -> usize {
    source.columns.saturating_sub(gutter + 3).max(20)
}

/// The bytes of a line, its line break left out.
pub(super) fn whole_line(source: &Source<'_>, line: usize) -> Span {
    let span = source.index.line_span(line).unwrap_or_else(|| Span::at(source.text.len()));
    let carriage_return = usize::from(span.of(source.text).ends_with('\r'));
    Span::new(span.start, span.end - carriage_return)
}

/// The first and the last line of a span, counted from 0. A line break at its end begins no further line.
pub(super) fn lines(source: &Source<'_>, span: Span) -> (usize, usize) {
    let first = source.index.line_of(span.start);
    let text = span.of(source.text).as_bytes();
    let breaks = text.iter().rev().take(MOST_BLANKS).take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    (first, source.index.line_of(span.start + text.len() - breaks).max(first))
}

/// ` 12 | text`.
pub(super) fn margin(gutter: usize, line: Option<usize>, text: &str, out: &mut String) {
    let number = line.map(|line| (line + 1).to_string()).unwrap_or_default();
    let frame = paint(FRAME, &format!("{number:>gutter$} |"));
    let blank = if text.is_empty() { "" } else { " " };
    out.line(&format!("{frame}{blank}{text}"));
}

fn place(source: &Source<'_>, span: Span, path: Option<&str>, gutter: usize, out: &mut String) {
    let position = source.index.position(span.start);
    let arrow = paint(FRAME, &format!("{:gutter$}-->", ""));
    let path = path.map(|path| format!("  {path}")).unwrap_or_default();
    out.line(&format!(
        "{arrow} {}:{}:{}{}",
        printable(source.name),
        position.line,
        position.column,
        paint(DIM, &printable(&path)),
    ));
}

fn underlined(gutter: usize, line: usize, window: &Window, style: Style, out: &mut String) {
    let Window { before, inside, behind, offset, width } = window;
    margin(gutter, Some(line), &format!("{before}{inside}{behind}"), out);
    let carets = paint(style, &"^".repeat((*width).max(1)));
    margin(gutter, None, &format!("{:offset$}{carets}", ""), out);
}

fn digits(line: usize) -> usize {
    (line + 1).to_string().len()
}
