//! A payload inside other text: a line of a log, a string of a program, a value of a structured log entry.

use super::detect::{classify, leading_space, unknown};
use super::{Inspector, Observer};
use crate::findings::Mark;
use crate::inspection::Kind;
use crate::rule::{Finding, input, json};
use crate::span::Span;
use crate::syntax::json as read_json;
use crate::syntax::source_map::{JSON_STRING, MappedText, MappedTextBuilder, json_escape, unescape_json};
use crate::syntax::{NodeId, NodeKind, Tree};

/// How many objects, or strings of a structured entry, are tried. Each may have to be read to the end of the text.
const MOST_TRIED: usize = 8;

impl<O: Observer> Inspector<'_, O> {
    /// Reads the payload that stands somewhere behind `start`.
    pub(super) fn embedded(&mut self, text: &str, start: usize) {
        let Some(found) = find(text, start) else {
            self.unrecognized(Span::new(start, text.trim_end().len()), unknown::TEXT);
            return;
        };
        self.read_embedded(text, start, found);
    }

    /// Whether an object that is none of the known ones is the beginning of a log line, or a structured entry with a
    /// payload in one of its values; if so, reads that. `before` is how the findings were when the object was read.
    pub(super) fn is_log_line(
        &mut self,
        text: &str,
        tree: &Tree<'_>,
        root: NodeId,
        end: usize,
        before: Mark,
    ) -> bool {
        if let Some(value) = payload_within(text, tree, root) {
            let start = tree[root].span().start;
            self.surrounded_by(Span::new(start, tree[value].value_span().start));
            if tree[value].shape == NodeKind::Object {
                self.object(text, tree, value);
            } else {
                // The escapes of a string belong to the entry and are no mistake.
                self.open_with(&string_content(text, tree, value), |inspector, inner| {
                    inspector.embedded(inner, leading_space(inner));
                });
            }
            return true;
        }
        let Some(found) = find(text, end.max(tree[root].span().start + 1)) else { return false };
        // `{request-id} resp={"errcode":0}`: what was read as an object is no JSON, and nobody said it was.
        self.findings.rewind(before);
        self.read_embedded(text, leading_space(text), found);
        true
    }

    fn read_embedded(&mut self, text: &str, start: usize, found: Found) {
        self.surrounded_by(Span::new(start, found.at));
        match found.quote {
            // As do those of a quoted value of a log or a program.
            Some(_) if found.is_escaped => self.open(&literal(text, found.at, found.quote)),
            _ => {
                let before = self.findings.len();
                self.payload(text, found.at);
                // What surrounds the payload may be escaped as well: only whoever wrote the log knows how far.
                for diagnostic in self.findings.since_mut(before) {
                    if matches!(
                        diagnostic.finding,
                        Finding::Input(input::Finding::EscapedTwice { .. })
                            | Finding::Json(json::Finding::DoubleEncoded)
                    ) {
                        diagnostic.fix = None;
                    }
                }
            }
        }
    }
}

/// Where a payload begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Found {
    at: usize,
    /// The quote it stands in.
    quote: Option<char>,
    /// Whether it is written with the escapes of a quoted string.
    is_escaped: bool,
}

/// The first payload behind `start`.
fn find(text: &str, start: usize) -> Option<Found> {
    let mut tried = 0;
    let mut at = start;
    while let Some(next) = text[at..].find(['<', '&', '{']) {
        at += next;
        let rest = &text[at..];
        let quote = text[..at].chars().next_back().filter(|c| matches!(c, '"' | '\'' | '`'));
        if rest.starts_with("<xml>") || rest.starts_with("<xml ") {
            let end = rest.find("</xml>").unwrap_or(rest.len());
            return Some(Found { at, quote, is_escaped: quote.is_some() && rest[..end].contains('\\') });
        }
        if rest.starts_with("&lt;xml&gt;") {
            return Some(Found { at, quote, is_escaped: false });
        }
        if rest.starts_with('{') && tried < MOST_TRIED {
            let inside = rest[1..].trim_start();
            let is_escaped = inside.starts_with('\\');
            if is_escaped || inside.starts_with(['"', '\'', '“']) {
                tried += 1;
                let is_payload =
                    if is_escaped { is_payload(&literal(text, at, quote).text) } else { is_payload(rest) };
                if is_payload {
                    return Some(Found { at, quote, is_escaped });
                }
            }
        }
        at += 1;
    }
    None
}

/// The value inside an object, at any depth, that is a message or a string with one in it.
fn payload_within(text: &str, tree: &Tree<'_>, root: NodeId) -> Option<NodeId> {
    let mut tried = 0;
    let mut waiting: Vec<NodeId> = tree.children(root).collect();
    waiting.reverse();
    while let Some(id) = waiting.pop() {
        match tree[id].shape {
            // A call inside an object is none that was sent like this.
            NodeKind::Object if !matches!(classify(tree, id), Kind::Unknown | Kind::Request) => {
                return Some(id);
            }
            NodeKind::String if tried < MOST_TRIED && tree[id].text.contains(['<', '{']) => {
                tried += 1;
                if find(&string_content(text, tree, id).text, 0).is_some() {
                    return Some(id);
                }
            }
            _ => {}
        }
        let children = waiting.len();
        waiting.extend(tree.children(id));
        waiting[children..].reverse();
    }
    None
}

/// Whether a text begins with an object that is one of the known ones, or with one that is escaped once more.
fn is_payload(text: &str) -> bool {
    let inner;
    let text = if text.starts_with("{\\\"") {
        inner = literal(text, 0, None);
        &inner.text
    } else {
        text
    };
    let document = read_json::read(text);
    document.tree.root().is_some_and(|root| classify(&document.tree, root) != Kind::Unknown)
}

fn string_content(text: &str, tree: &Tree<'_>, id: NodeId) -> MappedText<'static> {
    let quoted = tree[id].value_span();
    let inside = Span::new(quoted.start + 1, quoted.end.saturating_sub(1).max(quoted.start + 1));
    unescape_json(inside.of(text), inside.start)
}

/// What a quoted string holds from `at` on: up to the quote that ends it, its escapes undone as JSON, JavaScript and
/// Python write them, `\xe5\x8f\x91` for the bytes of a character included. Without a quote, up to the end of the text.
fn literal(text: &str, at: usize, quote: Option<char>) -> MappedText<'static> {
    let mut out = MappedTextBuilder::new(&JSON_STRING, at);
    let mut here = at;
    while let Some(next) = text[here..].find(|c| c == '\\' || Some(c) == quote) {
        let special = here + next;
        if special > here {
            out.copy(&text[here..special], here);
        }
        if !text[special..].starts_with('\\') {
            return out.finish(special);
        }
        let (character, length) = escape(&text[special..]);
        out.character(character, special);
        here = special + length;
    }
    if here < text.len() {
        out.copy(&text[here..], here);
    }
    out.finish(text.len())
}

/// The character of the escape sequence `text` begins with, and the length of the sequence.
fn escape(text: &str) -> (char, usize) {
    if text.starts_with("\\'") {
        return ('\'', 2);
    }
    bytes_escape(text).unwrap_or_else(|| json_escape(text))
}

/// `\xe5\x8f\x91`: the bytes of one character, as Python prints them.
fn bytes_escape(text: &str) -> Option<(char, usize)> {
    let byte = |at: usize| {
        let digits = text.get(at..at + 4)?.strip_prefix("\\x")?;
        u8::from_str_radix(digits, 16).ok()
    };
    let mut bytes = [0; 4];
    for length in 1..=4 {
        bytes[length - 1] = byte((length - 1) * 4)?;
        if let Ok(text) = std::str::from_utf8(&bytes[..length]) {
            return text.chars().next().map(|character| (character, length * 4));
        }
    }
    None
}
