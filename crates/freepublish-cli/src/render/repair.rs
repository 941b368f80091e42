//! A short preview of what a repair changes.

use anstyle::Style;
use freepublish::{Edit, Fix, Span};

use crate::mask;
use crate::render::Source;
use crate::render::line::window;
use crate::render::snippet::{lines, margin, room, whole_line};
use crate::render::style::{ERROR, FRAME, GOOD, Lines as _, paint};

/// Places of one repair that are shown; more are left out.
const PLACES: usize = 3;

/// The lines a repair changes, before and after.
pub(super) fn render(source: &Source<'_>, fix: &Fix, gutter: usize, out: &mut String) {
    margin(gutter, None, "", out);
    let places = places(source, &fix.edits);
    for edits in places.iter().take(PLACES) {
        change(source, edits, gutter, out);
    }
    if places.len() > PLACES {
        out.line(&paint(FRAME, &format!("{:gutter$}...", "")));
    }
    margin(gutter, None, "", out);
}

/// The edits, those that share a line together.
fn places<'e>(source: &Source<'_>, edits: &'e [Edit]) -> Vec<Vec<&'e Edit>> {
    let mut places: Vec<Vec<&Edit>> = Vec::new();
    let mut reached = None;
    for edit in edits {
        let (first, last) = lines(source, edit.span);
        match places.last_mut() {
            Some(place) if reached == Some(first) => place.push(edit),
            _ => places.push(vec![edit]),
        }
        reached = Some(last);
    }
    places
}

/// The first of the lines that some edits change, and what becomes of it.
fn change(source: &Source<'_>, edits: &[&Edit], gutter: usize, out: &mut String) {
    let (Some(first_edit), Some(last_edit)) = (edits.first(), edits.last()) else { return };
    let changed = Span::new(first_edit.span.start, last_edit.span.end);
    let (first, last) = lines(source, changed);
    let (head, tail) = (whole_line(source, first), whole_line(source, last));

    let after = After::new(source, head, tail, edits);
    let before = Sides { text: source.text, line: head, changed, secrets: &source.secrets };
    let line = Span::new(
        0,
        after.text.find(['\r', '\n']).filter(|at| *at >= after.changed.start).unwrap_or(after.text.len()),
    );
    let after = Sides { text: &after.text, line, changed: after.changed, secrets: &after.secrets };
    before.render("-", ERROR, first, room(source, gutter), gutter, out);
    after.render("+", GOOD, first, room(source, gutter), gutter, out);
}

/// What becomes of the lines around some edits, as much of it as could be shown.
struct After {
    text: String,
    changed: Span,
    secrets: Vec<Span>,
}

impl After {
    /// Bytes before, in and behind the changed part that are looked at: a terminal shows far fewer, and a line may
    /// have millions.
    const MOST: usize = 2048;

    fn new(source: &Source<'_>, head: Span, tail: Span, edits: &[&Edit]) -> Self {
        let from = edits.first().map_or(head.end, |edit| edit.span.start);
        let begin = ceil_char_boundary(source.text, head.start.max(from.saturating_sub(Self::MOST)));
        let mut after = Self { text: String::new(), changed: Span::default(), secrets: Vec::new() };
        after.keep(source, Span::new(begin, from));
        let start = after.text.len();
        let mut done = from;
        for edit in edits {
            if after.text.len() > start + Self::MOST {
                break;
            }
            after.keep(source, Span::new(done, edit.span.start));
            after.insert(&edit.text);
            done = edit.span.end;
        }
        after.changed = Span::new(start, after.text.len());
        after.keep(source, Span::new(done, tail.end.max(done)));
        after.secrets.extend(mask::secrets(&after.text, &[]));
        after.secrets = mask::merge(std::mem::take(&mut after.secrets));
        after
    }

    /// Takes over a part of the source, what is secret in it stays so.
    fn keep(&mut self, source: &Source<'_>, part: Span) {
        let part =
            Span::new(part.start, part.end.min(ceil_char_boundary(source.text, part.start + Self::MOST)));
        let first = source.secrets.partition_point(|secret| secret.end <= part.start);
        for secret in source.secrets[first..].iter().take_while(|secret| secret.start < part.end) {
            let at = |offset: usize| self.text.len() + offset.clamp(part.start, part.end) - part.start;
            self.secrets.push(Span::new(at(secret.start), at(secret.end)));
        }
        self.text.push_str(part.of(source.text));
    }

    fn insert(&mut self, text: &str) {
        self.text.push_str(&text[..ceil_char_boundary(text, Self::MOST)]);
    }
}

fn ceil_char_boundary(text: &str, offset: usize) -> usize {
    (offset.min(text.len())..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}

/// One side of a change.
struct Sides<'a> {
    text: &'a str,
    line: Span,
    changed: Span,
    secrets: &'a [Span],
}

impl Sides<'_> {
    fn render(&self, sign: &str, style: Style, number: usize, room: usize, gutter: usize, out: &mut String) {
        let on_this_line =
            Span::new(self.changed.start, self.changed.end.min(self.line.end).max(self.changed.start));
        let window = window(self.text, self.line, on_this_line, self.secrets, room);
        let frame = paint(FRAME, &format!("{:>gutter$}", number + 1));
        let inside = paint(style, &window.inside);
        let more = if self.changed.end > self.line.end { paint(style, " …") } else { String::new() };
        out.line(&format!("{frame} {} {}{inside}{}{more}", paint(style, sign), window.before, window.behind));
    }
}
