//! One line of the source as cells of a terminal: what each shows, how wide, and for which bytes it stands.

use freepublish::Span;
use unicode_width::UnicodeWidthChar as _;

use crate::mask::MASK;
use crate::render::wrap::stand_in;

/// The sign that a line goes on.
const MORE: &str = "…";

/// What is shown for one character, or for one secret.
struct Cell {
    shown: String,
    width: usize,
    span: Span,
}

/// The part of a line around a span, as wide as there is room.
pub(crate) struct Window {
    /// What stands before the span.
    pub(crate) before: String,
    /// The span; empty when it is a place between two characters.
    pub(crate) inside: String,
    /// What stands behind it.
    pub(crate) behind: String,
    /// Columns before the span.
    pub(crate) offset: usize,
    /// Columns of the span.
    pub(crate) width: usize,
}

/// The part of `line` around `span` that fits into `columns`. A payload is often one line of thousands of characters,
/// so no more of it is looked at than can be shown.
pub(crate) fn window(text: &str, line: Span, span: Span, secrets: &[Span], columns: usize) -> Window {
    let mut right = forward(text, Span::new(span.start, line.end), secrets, columns + 1);
    let mut left = backward(text, Span::new(line.start, span.start), secrets, columns + 1);
    let (left_width, right_width) = (width(&left), width(&right));
    if left_width + right_width > columns {
        // What the span means shows in what stands before it: a third of the room, more if the rest does not need it.
        let left_room = left_width.min((columns / 3).max(columns.saturating_sub(right_width)));
        let right_room = columns - left_room;
        if width(&left) > left_room {
            while width(&left) + 1 > left_room && !left.is_empty() {
                left.remove(0);
            }
            left.insert(0, more(line.start));
        }
        if width(&right) > right_room {
            while width(&right) + 1 > right_room && right.len() > 1 {
                right.pop();
            }
            right.push(more(span.end.max(right.last().map_or(0, |cell| cell.span.end))));
        }
    }
    let is_inside = |cell: &Cell| cell.span.start < span.end && cell.shown != MORE;
    let inside = right.iter().take_while(|cell| is_inside(cell)).count();
    let (inside, behind) = right.split_at(inside);
    Window {
        before: shown(&left),
        inside: shown(inside),
        behind: shown(behind),
        offset: width(&left),
        width: width(inside),
    }
}

fn more(at: usize) -> Cell {
    Cell { shown: MORE.to_owned(), width: 1, span: Span::at(at) }
}

fn width(cells: &[Cell]) -> usize {
    cells.iter().map(|cell| cell.width).sum()
}

fn shown(cells: &[Cell]) -> String {
    cells.iter().map(|cell| cell.shown.as_str()).collect()
}

/// Cells from the beginning of `span`, until they are `columns` wide.
fn forward(text: &str, span: Span, secrets: &[Span], columns: usize) -> Vec<Cell> {
    let mut cells = Vec::new();
    let (mut at, mut used) = (span.start, 0);
    while at < span.end && used < columns && cells.len() < 4 * columns {
        let next = secrets.partition_point(|secret| secret.end <= at);
        let cell = match secrets.get(next).filter(|secret| secret.start <= at) {
            Some(secret) => masked(Span::new(at, secret.end.min(span.end))),
            None => match text[at..span.end].chars().next() {
                Some(c) => cell(c, at),
                None => break,
            },
        };
        at = cell.span.end;
        used += cell.width;
        cells.push(cell);
    }
    cells
}

/// Cells up to the end of `span`, as many as are `columns` wide.
fn backward(text: &str, span: Span, secrets: &[Span], columns: usize) -> Vec<Cell> {
    let mut cells = Vec::new();
    let (mut at, mut used) = (span.end, 0);
    while at > span.start && used < columns && cells.len() < 4 * columns {
        let next = secrets.partition_point(|secret| secret.end < at);
        let cell = match secrets.get(next).filter(|secret| secret.start < at) {
            Some(secret) => masked(Span::new(secret.start.max(span.start), at)),
            None => match text[span.start..at].chars().next_back() {
                Some(c) => cell(c, at - c.len_utf8()),
                None => break,
            },
        };
        at = cell.span.start;
        used += cell.width;
        cells.push(cell);
    }
    cells.reverse();
    cells
}

fn masked(span: Span) -> Cell {
    Cell { shown: MASK.to_owned(), width: MASK.len(), span }
}

fn cell(c: char, at: usize) -> Cell {
    let span = Span::new(at, at + c.len_utf8());
    if c == '\t' {
        return Cell { shown: "    ".to_owned(), width: 4, span };
    }
    let shown = stand_in(c).unwrap_or_else(|| c.to_string());
    let width = shown.chars().filter_map(char::width).sum();
    Cell { shown, width, span }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, of: &str, columns: usize, expect: [&str; 2]) {
        let start = text.find(of).unwrap_or_default();
        let span = Span::new(start, start + of.len());
        let window = window(text, Span::new(0, text.len()), span, &[], columns);
        let line = format!("{}{}{}", window.before, window.inside, window.behind);
        let carets = format!("{:1$}{2}", "", window.offset, "^".repeat(window.width));
        assert_eq!([line.as_str(), carets.as_str()], expect);
        assert!(unicode_width::UnicodeWidthStr::width(line.as_str()) <= columns, "{line}");
    }

    #[test]
    fn what_fits_is_shown_whole() {
        check("a发布b", "发布", 80, ["a发布b", " ^^^^"]);
        check("\ta", "a", 80, ["    a", "    ^"]);
        check("a\u{feff}b", "\u{feff}", 80, ["a<U+FEFF>b", " ^^^^^^^^"]);
        check("a\u{1b}[1mb", "b", 80, ["a␛[1mb", "     ^"]);
    }

    #[test]
    fn a_long_line_is_cut_around_the_span() {
        check("0123456789abcdefghij", "f", 9, ["…cdefghij", "    ^"]);
        check("0123456789abcdefghijklmnop", "f", 9, ["…defghij…", "   ^"]);
        check("发布发布发布发布x发布发布发布发布", "x", 11, ["…布x发布发…", "   ^"]);
        check("0123456789", "0123456789", 6, ["01234…", "^^^^^"]);
        check("0123456789", "123456789", 6, ["01234…", " ^^^^"]);
    }

    #[test]
    fn a_secret_is_narrower_than_it_was() {
        let text = "token=abcdefgh&x=1";
        let secrets = [Span::new(6, 14)];
        let at = |start, end| {
            let window = window(text, Span::new(0, text.len()), Span::new(start, end), &secrets, 80);
            (format!("{}{}{}", window.before, window.inside, window.behind), window.offset, window.width)
        };
        assert_eq!(at(6, 14), ("token=***&x=1".to_owned(), 6, 3));
        assert_eq!(at(15, 16), ("token=***&x=1".to_owned(), 10, 1));
        assert_eq!(at(8, 10), ("token=******&x=1".to_owned(), 9, 3));
        assert_eq!(at(0, 5), ("token=***&x=1".to_owned(), 0, 5));
    }
}
