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

    let mut after = source.text[head.start..changed.start].to_owned();
    let start = after.len();
    let mut done = changed.start;
    for edit in edits {
        after.push_str(&source.text[done..edit.span.start]);
        after.push_str(&edit.text);
        done = edit.span.end;
    }
    let end = after.len();
    after.push_str(&source.text[done..tail.end.max(done)]);

    let before = Sides { text: source.text, line: head, changed, secrets: &source.secrets };
    let secrets = mask::secrets(&after, &[]);
    let line = Span::new(0, after.find(['\r', '\n']).filter(|at| *at >= start).unwrap_or(after.len()));
    let after = Sides { text: &after, line, changed: Span::new(start, end), secrets: &secrets };
    before.render("-", ERROR, first, room(source, gutter), gutter, out);
    after.render("+", GOOD, first, room(source, gutter), gutter, out);
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
