//! The words and values of PowerShell's commands.

use super::strings::{BARE, DOUBLE, HERE_DOUBLE, HERE_SINGLE, SINGLE, expand, single_quoted, special};
use crate::span::Span;
use crate::syntax::command::{Word, Words, prompt};
use crate::syntax::source_map::{MappedText, MappedTextBuilder, StandIn, VERBATIM};

/// A value, as far as it can be seen.
#[derive(Clone, Debug)]
pub(super) enum Value<'a> {
    Text(MappedText<'a>),
    /// `@{ "a" = "b" }`
    Table(Vec<(MappedText<'a>, MappedText<'a>, Span)>),
    /// An expression: what it comes to is not in the text.
    Other(Span),
}

/// What stands behind a command's name.
pub(super) enum Argument<'a> {
    Parameter(String),
    Variable(String, Span),
    Value(Value<'a>),
}

/// The words of PowerShell's commands.
pub(crate) struct PowerShell<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
    /// How many tables and brackets are open.
    depth: usize,
}

/// Deeper than this nothing is looked into.
const MAX_DEPTH: usize = 8;

impl<'a> PowerShell<'a> {
    pub(crate) fn new(text: &'a str, start: usize) -> Self {
        Self { text, at: prompt::skip(text, start), depth: 0 }
    }

    /// Whether the first line goes on as only PowerShell's lines do: behind a backtick.
    pub(crate) fn continues_lines(text: &str) -> bool {
        let line = text.lines().next().unwrap_or_default().trim_end();
        line.ends_with(" `") && line.matches('`').count() % 2 == 1
    }

    /// Goes to the next command; false at the end of the text.
    pub(crate) fn next_command(&mut self) -> bool {
        loop {
            self.skip_blanks();
            let Some(c) = self.text[self.at..].chars().next() else { return false };
            match c {
                '\n' => {
                    self.at += 1;
                    self.at = prompt::skip(self.text, self.at);
                }
                ';' | '|' | '&' | '{' | '}' | '(' | ')' | ',' => self.at += 1,
                _ => return true,
            }
        }
    }

    /// Skips blanks, comments and continued ends of lines.
    pub(super) fn skip_blanks(&mut self) {
        loop {
            let rest = &self.text[self.at..];
            let Some(c) = rest.chars().next() else { return };
            if c == '`' && rest[1..].trim_start_matches([' ', '\t']).starts_with(['\n', '\r']) {
                self.at += rest.find('\n').map_or(rest.len(), |found| found + 1);
                if self.text[self.at..].starts_with(">> ") {
                    self.at += 3;
                }
            } else if rest.starts_with("<#") {
                self.at += rest.find("#>").map_or(rest.len(), |found| found + 2);
            } else if c == '#' {
                self.at += rest.find('\n').unwrap_or(rest.len());
            } else if c != '\n' && c.is_whitespace() {
                self.at += c.len_utf8();
            } else {
                return;
            }
        }
    }

    /// Skips blanks and ends of lines.
    fn skip_space(&mut self) {
        self.skip_blanks();
        while self.text[self.at..].starts_with('\n') {
            self.at += 1;
            self.skip_blanks();
        }
    }

    pub(super) fn argument(&mut self) -> Option<Argument<'a>> {
        self.skip_blanks();
        let rest = &self.text[self.at..];
        let first = rest.chars().next()?;
        let start = self.at;
        if rest.starts_with("@{") && self.depth < MAX_DEPTH {
            self.depth += 1;
            let table = self.table();
            self.depth -= 1;
            return Some(Argument::Value(table));
        }
        if let Some(here) = self.here_string() {
            return Some(Argument::Value(Value::Text(here)));
        }
        if first == '(' {
            return Some(Argument::Value(self.bracketed()));
        }
        if first == '$'
            && let Some(end) = self.variable_end(start).filter(|end| self.ends_argument(*end))
        {
            self.at = end;
            return Some(Argument::Variable(
                self.text[start..end].to_ascii_lowercase(),
                Span::new(start, end),
            ));
        }
        if matches!(first, '$' | '[') || first == '@' {
            self.expression();
            return Some(Argument::Value(Value::Other(Span::new(start, self.at))));
        }
        if first == '-' && rest[1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            let length = rest[1..].bytes().take_while(u8::is_ascii_alphanumeric).count();
            self.at += 1 + length;
            // `-Method:POST`
            self.at += usize::from(self.text[self.at..].starts_with(':'));
            return Some(Argument::Parameter(rest[1..=length].to_ascii_lowercase()));
        }
        let word = self.next_word()?;
        Some(Argument::Value(Value::Text(word.source)))
    }

    fn ends_argument(&self, at: usize) -> bool {
        let next = self.text[at..].chars().next();
        next.is_none_or(|c| c.is_whitespace() || matches!(c, ';' | '|' | ')' | '}' | '`'))
    }

    /// `@{ "a" = "b"; c = $d }`
    fn table(&mut self) -> Value<'a> {
        self.at += 2;
        let mut rows = Vec::new();
        loop {
            self.skip_space();
            let rest = &self.text[self.at..];
            let Some(first) = rest.chars().next() else { break };
            if first == '}' {
                self.at += 1;
                break;
            }
            if first == ';' || first == ',' {
                self.at += 1;
                continue;
            }
            let start = self.at;
            let key = self.table_key();
            self.skip_blanks();
            if !self.text[self.at..].starts_with('=') {
                // No row: the next one begins behind the name, or behind a sign that is none.
                if self.at == start {
                    self.at += first.len_utf8();
                }
                continue;
            }
            self.at += 1;
            let before = self.at;
            let value = if let Some(Argument::Value(Value::Text(value))) = self.argument() {
                value
            } else {
                let place = Span::new(before, self.at);
                let mut out = MappedTextBuilder::new(&VERBATIM, place.start);
                out.stand_in(place.of(self.text), place, StandIn::NotGiven);
                out.finish(place.end)
            };
            rows.push((key, value, Span::new(start, self.at)));
        }
        Value::Table(rows)
    }

    fn table_key(&mut self) -> MappedText<'a> {
        let rest = &self.text[self.at..];
        if rest.starts_with(['"', '\'']) {
            let mut out = MappedTextBuilder::default();
            self.quoted(&mut out);
            return out.done();
        }
        let length = rest.find(|c: char| c.is_whitespace() || "=;{}".contains(c)).unwrap_or(rest.len());
        let span = Span::new(self.at, self.at + length);
        self.at = span.end;
        MappedText::quoted(self.text, span, &BARE)
    }

    /// `@"` or `@'`, lines of text, and the same backwards at the beginning of a line.
    fn here_string(&mut self) -> Option<MappedText<'a>> {
        let rest = &self.text[self.at..];
        let (is_double, end_sign) = match rest.get(..2)? {
            "@\"" => (true, "\n\"@"),
            "@'" => (false, "\n'@"),
            _ => return None,
        };
        let line_end = rest[2..].trim_start_matches([' ', '\t', '\r']);
        let begin = self.at + rest.len() - line_end.strip_prefix('\n')?.len();
        let end = self.text[begin - 1..]
            .find(end_sign)
            .map_or(self.text.len(), |found| begin - 1 + found)
            .max(begin);
        let line_end = if self.text[begin..end].ends_with('\r') { end - 1 } else { end };
        self.at = (end + end_sign.len()).min(self.text.len());
        if !is_double {
            return Some(MappedText::quoted(self.text, Span::new(begin, line_end), &HERE_SINGLE));
        }
        let mut out = MappedTextBuilder::new(&HERE_DOUBLE, begin);
        expand(self.text, begin, line_end, &mut out, false);
        Some(out.finish(line_end))
    }

    /// `("…")` and `([System.Text.Encoding]::UTF8.GetBytes("…"))` are the string in them; any other expression is not
    /// computed.
    fn bracketed(&mut self) -> Value<'a> {
        let start = self.at;
        let mut inner = PowerShell { text: self.text, at: start + 1, depth: MAX_DEPTH };
        inner.skip_space();
        if let Some(call) = inner.text[inner.at..].get(..64).or(Some(&inner.text[inner.at..]))
            && call.starts_with('[')
            && let Some(found) = call.find(".GetBytes(")
        {
            inner.at += found + ".GetBytes(".len();
            inner.skip_space();
        }
        let is_string = ["\"", "'", "@\"", "@'"].iter().any(|sign| inner.text[inner.at..].starts_with(sign));
        let text = if is_string { inner.argument() } else { None };
        inner.skip_space();
        let is_whole = inner.text[inner.at..].starts_with(')');
        match text {
            Some(Argument::Value(Value::Text(text))) if is_whole => {
                self.at = inner.at;
                while self.text[self.at..].starts_with(')') {
                    self.at += 1;
                }
                Value::Text(text)
            }
            _ => {
                self.expression();
                Value::Other(Span::new(start, self.at))
            }
        }
    }

    /// Steps over an expression: up to a blank outside of all brackets and quotes.
    fn expression(&mut self) {
        let mut depth = 0_usize;
        while let Some(c) = self.text[self.at..].chars().next() {
            match c {
                '(' | '{' | '[' => depth += 1,
                ')' | '}' | ']' if depth == 0 => return,
                ')' | '}' | ']' => depth -= 1,
                '"' => {
                    self.at = expand(
                        self.text,
                        self.at + 1,
                        self.text.len(),
                        &mut MappedTextBuilder::default(),
                        true,
                    );
                }
                '\'' => self.at = single_quoted(self.text, self.at + 1, &mut MappedTextBuilder::default()),
                _ if depth == 0 && (c.is_whitespace() || matches!(c, ';' | '|')) => return,
                _ => {}
            }
            self.at = (self.at + c.len_utf8()).min(self.text.len());
        }
    }

    /// The end of `$name` or `$name.Property`.
    pub(super) fn variable_end(&self, at: usize) -> Option<usize> {
        let rest = self.text[at..].strip_prefix('$')?;
        let length =
            rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b':')).count();
        rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_').then_some(at + 1 + length)
    }

    fn word(&mut self) -> Word<'a> {
        let mut out = MappedTextBuilder::default();
        let mut is_plain = true;
        while let Some(c) = self.text[self.at..].chars().next() {
            match c {
                '"' | '\'' => {
                    self.quoted(&mut out);
                    is_plain = false;
                }
                _ if c.is_whitespace() || is_operator(c) => break,
                '`' if self.text[self.at + 1..].starts_with(['\n', '\r']) => break,
                _ => {
                    self.bare(&mut out);
                }
            }
        }
        Word { source: out.done(), end: self.at, is_plain }
    }

    /// Reads from one quote to the other.
    fn quoted(&mut self, out: &mut MappedTextBuilder) {
        if self.text[self.at..].starts_with('"') {
            out.begin(&DOUBLE, self.at + 1);
            self.at = expand(self.text, self.at + 1, self.text.len(), out, true);
        } else {
            out.begin(&SINGLE, self.at + 1);
            self.at = single_quoted(self.text, self.at + 1, out);
        }
        out.end(self.at);
        self.at = (self.at + 1).min(self.text.len());
    }

    fn bare(&mut self, out: &mut MappedTextBuilder) {
        out.begin(&BARE, self.at);
        while let Some(c) = self.text[self.at..].chars().next() {
            if c.is_whitespace() || is_operator(c) || c == '"' || c == '\'' {
                break;
            }
            if c == '`' && self.text[self.at + 1..].starts_with(['\n', '\r']) {
                break;
            }
            self.at = special(self.text, self.at, self.text.len(), out);
        }
        out.end(self.at);
    }
}

impl<'a> Words<'a> for PowerShell<'a> {
    fn next_word(&mut self) -> Option<Word<'a>> {
        self.skip_blanks();
        let c = self.text[self.at..].chars().next()?;
        if c == '\n' || is_operator(c) {
            return None;
        }
        Some(self.word())
    }
}

fn is_operator(c: char) -> bool {
    matches!(c, ';' | '|' | '&' | '(' | ')' | '{' | '}' | '\n')
}
