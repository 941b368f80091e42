//! A text inside a text: the body inside a curl argument, the XML inside a JSON string.
//! What is found in the inner text is carried back to places in the outer one.

use std::borrow::Cow;

use crate::diagnostic::Diagnostic;
use crate::span::Span;

/// How the outer text writes a character of the inner one; the identity where nothing is escaped.
pub(crate) type Escape = fn(&str) -> String;

/// An inner text and where each of its bytes stands in the outer one.
#[derive(Clone, Debug)]
pub(crate) struct Source<'a> {
    pub(crate) text: Cow<'a, str>,
    /// Runs that were copied as they are: (inner offset, outer offset), ascending. What lies between two runs is one
    /// escaped character. Empty where everything was copied, from `outer_start` on.
    runs: Vec<(usize, usize)>,
    outer_start: usize,
    outer_end: usize,
    escape: Escape,
}

impl<'a> Source<'a> {
    /// A part of the outer text, as it stands there.
    pub(crate) fn slice(outer: &'a str, span: Span) -> Self {
        Self {
            text: Cow::Borrowed(span.of(outer)),
            runs: Vec::new(),
            outer_start: span.start,
            outer_end: span.end,
            escape: str::to_owned,
        }
    }

    /// The place in the outer text of a place in the inner one.
    pub(crate) fn outer(&self, span: Span) -> Span {
        let start = self.outer_offset(span.start);
        Span::new(start, self.outer_offset(span.end).max(start))
    }

    fn outer_offset(&self, inner: usize) -> usize {
        if inner >= self.text.len() {
            return self.outer_end;
        }
        let run = self.runs.partition_point(|(start, _)| *start <= inner).checked_sub(1);
        let (start, outer) = run.map_or((0, self.outer_start), |run| self.runs[run]);
        (outer + (inner - start)).min(self.outer_end)
    }

    /// Carries a diagnostic of the inner text, its repair included, to the outer one.
    pub(crate) fn lift(&self, diagnostic: &mut Diagnostic) {
        diagnostic.span = Some(diagnostic.span.map_or_else(|| self.whole(), |span| self.outer(span)));
        if let Some(fix) = &mut diagnostic.fix {
            for edit in &mut fix.edits {
                edit.span = self.outer(edit.span);
                edit.text = (self.escape)(&edit.text);
            }
        }
    }

    /// A part of the inner text as a source of its own.
    pub(crate) fn part(&self, span: Span) -> Source<'static> {
        let mut part = Unescaped::new(self.escape);
        let text = span.of(&self.text);
        for (at, character) in text.char_indices() {
            part.character(character, self.outer_offset(span.start + at));
        }
        part.finish(self.outer_offset(span.end))
    }

    /// Everything the inner text came from.
    pub(crate) fn whole(&self) -> Span {
        Span::new(self.outer_offset(0), self.outer_end)
    }
}

/// Builds a [`Source`] out of copied runs and unescaped characters.
#[derive(Debug)]
pub(crate) struct Unescaped {
    text: String,
    runs: Vec<(usize, usize)>,
    escape: Escape,
}

impl Unescaped {
    pub(crate) fn new(escape: Escape) -> Self {
        Self { text: String::new(), runs: Vec::new(), escape }
    }

    /// `text` stands at `outer` as it is.
    pub(crate) fn copy(&mut self, text: &str, outer: usize) {
        self.run(outer);
        self.text.push_str(text);
    }

    /// `character`, or an escape sequence that stands for it, is at `outer`.
    pub(crate) fn character(&mut self, character: char, outer: usize) {
        self.run(outer);
        self.text.push(character);
    }

    fn run(&mut self, outer: usize) {
        let inner = self.text.len();
        let continues = self.runs.last().is_some_and(|(start, at)| at + (inner - start) == outer);
        if !continues {
            self.runs.push((inner, outer));
        }
    }

    pub(crate) fn finish(self, outer_end: usize) -> Source<'static> {
        let outer_start = self.runs.first().map_or(outer_end, |(_, outer)| *outer);
        Source { text: Cow::Owned(self.text), runs: self.runs, outer_start, outer_end, escape: self.escape }
    }
}

/// Undoes JSON's backslashes; `raw` is what stands between the quotes, at `start` in the outer text.
/// Sequences that JSON does not know are kept as they are.
pub(crate) fn unescape_json(raw: &str, start: usize) -> Source<'static> {
    let mut out = Unescaped::new(escape_json);
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
    let mut out = Unescaped::new(escape_entities);
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

fn escape_entities(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

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
