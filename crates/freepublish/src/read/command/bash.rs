//! Commands as bash and its like read them: simple commands, their words, and the text given to them.

use crate::read::command::prompt;
use crate::read::command::{Word, Words};
use crate::read::source::{Quoting, Source, StandIn, Unescaped};
use crate::span::Span;

/// Reads a script command by command. What a command prints and where it goes is of no interest here.
pub(crate) struct Bash<'a> {
    text: &'a str,
    at: usize,
    /// Where the here-document of the line that is being read ends.
    here: Option<usize>,
    /// Where the line ends that the here-document follows.
    here_line_end: usize,
    /// The text that was given to the present command.
    input: Option<Source<'a>>,
    /// Whether the text was copied from a terminal with its prompts.
    has_prompts: bool,
}

impl<'a> Bash<'a> {
    pub(crate) fn new(text: &'a str, start: usize) -> Self {
        let at = prompt::skip(text, start);
        Self { text, at, here: None, here_line_end: 0, input: None, has_prompts: at > start }
    }

    /// Goes to the next command; false at the end of the text.
    pub(crate) fn next_command(&mut self) -> bool {
        self.input = None;
        loop {
            self.skip_blanks();
            match self.peek() {
                None => return false,
                Some(b'\n') => {
                    self.end_line();
                    self.at = prompt::skip(self.text, self.at);
                }
                Some(b';' | b'&' | b'|' | b'(' | b')') => self.at += 1,
                Some(b'#') => self.at = self.line_end(),
                Some(_) => return true,
            }
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn peek_at(&self, by: usize) -> Option<u8> {
        self.text.as_bytes().get(self.at + by).copied()
    }

    fn line_end(&self) -> usize {
        self.text[self.at..].find('\n').map_or(self.text.len(), |found| self.at + found)
    }

    /// Steps over a line feed and the here-document that follows it.
    fn end_line(&mut self) {
        self.at += 1;
        if let Some(end) = self.here.take() {
            self.at = self.at.max(end);
        }
    }

    /// Skips blanks and continued ends of lines.
    fn skip_blanks(&mut self) {
        while let Some(c) = self.text[self.at..].chars().next() {
            if c == '\\' && self.continuation().is_some() {
                self.at += self.continuation().unwrap_or(1);
                // A terminal shows `> ` where it waits for the rest of a command.
                if self.has_prompts && self.text[self.at..].starts_with("> ") {
                    self.at += 2;
                }
            } else if c != '\n' && c.is_whitespace() {
                self.at += c.len_utf8();
            } else {
                return;
            }
        }
    }

    /// The length of a backslash with an end of line behind it. Windows' editors write CR LF.
    fn continuation(&self) -> Option<usize> {
        match (self.peek_at(1), self.peek_at(2)) {
            (Some(b'\n'), _) => Some(2),
            (Some(b'\r'), Some(b'\n')) => Some(3),
            _ => None,
        }
    }

    /// Reads `>file`, `2>&1`, `<<EOF` and the like.
    fn redirection(&mut self) {
        let sign = self.peek();
        self.at += 1;
        if sign == Some(b'<') && self.peek() == Some(b'<') {
            self.at += 1;
            if self.peek() == Some(b'<') {
                self.at += 1;
                self.skip_blanks();
                self.input = Some(self.word().source);
                return;
            }
            return self.here_document();
        }
        while matches!(self.peek(), Some(b'>' | b'<' | b'&' | b'|')) {
            self.at += 1;
        }
        if self.peek() == Some(b'(') {
            self.at = balanced(self.text, self.at);
            return;
        }
        self.skip_blanks();
        if !self.at_end_of_word() {
            self.word();
        }
    }

    /// Reads what is behind `<<`; the document itself begins on the next line.
    fn here_document(&mut self) {
        let strip_tabs = self.peek() == Some(b'-');
        self.at += usize::from(strip_tabs);
        self.skip_blanks();
        let start = self.at;
        let delimiter = self.word();
        let is_literal = self.text[start..self.at].contains(['\'', '"', '\\']);
        if self.here_line_end < self.at {
            self.here_line_end = self.line_end();
        }
        // A second one of the same line is behind the first.
        let behind_line = (self.here_line_end + 1).min(self.text.len());
        let begin = self.here.unwrap_or(behind_line);
        let (body, end) = lines_up_to(self.text, begin, delimiter.source.text.trim_end(), strip_tabs);
        self.input = Some(if is_literal {
            Source::slice(self.text, body)
        } else {
            let mut out = Unescaped::new(&HERE, body.start);
            expand(self.text, body.start, body.end, &mut out, false);
            out.finish(body.end)
        });
        self.here = Some(end);
    }

    fn at_end_of_word(&self) -> bool {
        match self.text[self.at..].chars().next() {
            None => true,
            Some(c) => c.is_whitespace() || is_operator(c),
        }
    }

    /// Reads one word; its quotes may change as often as they like.
    fn word(&mut self) -> Word<'a> {
        let mut out = Unescaped::default();
        let mut is_plain = true;
        while let Some(byte) = self.peek() {
            match byte {
                b'\'' => self.single_quoted(&mut out),
                b'"' => self.double_quoted(&mut out),
                b'$' if self.peek_at(1) == Some(b'\'') => {
                    self.at += 2;
                    out.begin(&ANSI, self.at);
                    self.at = ansi::read(self.text, self.at, &mut out);
                    out.end(self.at);
                    self.at = (self.at + 1).min(self.text.len());
                }
                b'$' if self.peek_at(1) == Some(b'"') => {
                    self.at += 1;
                    self.double_quoted(&mut out);
                }
                _ if self.at_end_of_word() => break,
                _ => {
                    self.bare(&mut out);
                    continue;
                }
            }
            is_plain = false;
        }
        Word { source: out.done(), end: self.at, is_plain }
    }

    fn single_quoted(&mut self, out: &mut Unescaped) {
        self.at += 1;
        out.begin(&SINGLE, self.at);
        let end = find(self.text, self.at, self.text.len(), |byte| byte == b'\'');
        out.copy(&self.text[self.at..end], self.at);
        out.end(end);
        self.at = (end + 1).min(self.text.len());
    }

    fn double_quoted(&mut self, out: &mut Unescaped) {
        self.at += 1;
        out.begin(&DOUBLE, self.at);
        self.at = expand(self.text, self.at, self.text.len(), out, true);
        out.end(self.at);
        self.at = (self.at + 1).min(self.text.len());
    }

    /// Reads up to the next quote or the end of the word.
    fn bare(&mut self, out: &mut Unescaped) {
        out.begin(&BARE, self.at);
        while !self.at_end_of_word() {
            match self.peek() {
                Some(b'\'' | b'"') => break,
                Some(b'$') if matches!(self.peek_at(1), Some(b'\'' | b'"')) => break,
                Some(b'$' | b'`') => match expansion(self.text, self.at) {
                    Some((end, kind)) => {
                        out.stand_in(&self.text[self.at..end], Span::new(self.at, end), kind);
                        self.at = end;
                    }
                    None => {
                        out.character('$', self.at);
                        self.at += 1;
                    }
                },
                Some(b'\\') => {
                    if let Some(length) = self.continuation() {
                        self.at += length;
                        continue;
                    }
                    let place = self.at;
                    self.at += 1;
                    if let Some(c) = self.text[self.at..].chars().next() {
                        out.character(c, place);
                        self.at += c.len_utf8();
                    }
                }
                _ => {
                    let special = |c: char| c.is_whitespace() || is_operator(c) || "'\"$`\\".contains(c);
                    let rest = &self.text[self.at..];
                    let length = rest.find(special).unwrap_or(rest.len());
                    out.copy(&rest[..length], self.at);
                    self.at += length;
                }
            }
        }
        out.end(self.at);
    }
}

impl<'a> Words<'a> for Bash<'a> {
    fn take_input(&mut self) -> Option<Source<'a>> {
        self.input.take()
    }

    fn next_word(&mut self) -> Option<Word<'a>> {
        loop {
            self.skip_blanks();
            match self.peek()? {
                b'\n' | b';' | b'|' | b'(' | b')' => return None,
                b'&' if self.peek_at(1) == Some(b'>') => {
                    self.at += 1;
                    self.redirection();
                }
                b'&' => return None,
                b'#' => self.at = self.line_end(),
                b'<' | b'>' => self.redirection(),
                _ => {
                    let word = self.word();
                    // `2>file`: the number belongs to the redirection.
                    let is_number = word.is_plain && word.source.text.bytes().all(|b| b.is_ascii_digit());
                    if is_number && matches!(self.peek(), Some(b'<' | b'>')) {
                        continue;
                    }
                    return Some(word);
                }
            }
        }
    }
}

fn is_operator(c: char) -> bool {
    matches!(c, '|' | '&' | ';' | '<' | '>' | '(' | ')')
}

/// The first offset from `at` on, below `end`, whose byte is wanted; `end` where there is none.
fn find(text: &str, at: usize, end: usize, is_wanted: impl Fn(u8) -> bool) -> usize {
    text.as_bytes()[at..end].iter().position(|byte| is_wanted(*byte)).map_or(end, |found| at + found)
}

/// Reads what stands in double quotes, up to the closing one, or in a here-document, up to `end`.
fn expand(text: &str, mut at: usize, end: usize, out: &mut Unescaped, has_quotes: bool) -> usize {
    loop {
        let next =
            find(text, at, end, |byte| matches!(byte, b'\\' | b'$' | b'`') || has_quotes && byte == b'"');
        out.copy(&text[at..next], at);
        at = next;
        if at >= end {
            return end;
        }
        match text.as_bytes()[at] {
            b'"' => return at,
            b'\\' => match &text.as_bytes()[at + 1..end] {
                [b'\n', ..] => at += 2,
                [b'\r', b'\n', ..] => at += 3,
                [c @ (b'\\' | b'$' | b'`'), ..] => {
                    out.character(char::from(*c), at);
                    at += 2;
                }
                [b'"', ..] if has_quotes => {
                    out.character('"', at);
                    at += 2;
                }
                _ => {
                    out.character('\\', at);
                    at += 1;
                }
            },
            _ => match expansion(&text[..end], at) {
                Some((behind, kind)) => {
                    out.stand_in(&text[at..behind], Span::new(at, behind), kind);
                    at = behind;
                }
                None => {
                    out.character('$', at);
                    at += 1;
                }
            },
        }
    }
}

/// The end of the expansion that begins at `at`; `None` where a dollar sign is only that.
fn expansion(text: &str, at: usize) -> Option<(usize, StandIn)> {
    let rest = &text.as_bytes()[at..];
    if rest[0] == b'`' {
        return Some((backticks_end(text, at + 1), StandIn::NotGiven));
    }
    match rest.get(1)? {
        b'{' | b'(' => Some((balanced(text, at + 1), StandIn::NotGiven)),
        b'a'..=b'z' | b'A'..=b'Z' | b'_' => {
            let end = find(text, at + 1, text.len(), |byte| !byte.is_ascii_alphanumeric() && byte != b'_');
            Some((end, StandIn::NotGivenName))
        }
        b'0'..=b'9' | b'@' | b'*' | b'#' | b'?' | b'-' | b'$' | b'!' => Some((at + 2, StandIn::NotGiven)),
        _ => None,
    }
}

fn backticks_end(text: &str, mut at: usize) -> usize {
    loop {
        at = find(text, at, text.len(), |byte| matches!(byte, b'`' | b'\\'));
        match text.as_bytes().get(at) {
            None => return at,
            Some(b'`') => return at + 1,
            Some(_) => at = skip_escaped(text, at),
        }
    }
}

/// Steps over a backslash and the character behind it.
fn skip_escaped(text: &str, at: usize) -> usize {
    at + 1 + text[at + 1..].chars().next().map_or(0, char::len_utf8)
}

/// The offset behind the bracket that closes the one at `at`; the end of the text where it is never closed.
fn balanced(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let mut open = Vec::new();
    let mut at = at;
    loop {
        at = find(text, at, text.len(), |byte| b"(){}\"'`\\".contains(&byte));
        let Some(byte) = bytes.get(at) else { return at };
        let in_quotes = open.last() == Some(&b'"');
        match byte {
            b'\\' => {
                at = skip_escaped(text, at);
                continue;
            }
            b'"' if in_quotes => {
                open.pop();
            }
            b'"' => open.push(b'"'),
            b'\'' if !in_quotes => {
                at = find(text, at + 1, text.len(), |byte| byte == b'\'');
            }
            b'`' => {
                at = backticks_end(text, at + 1);
                continue;
            }
            b'(' | b'{' => {
                let begins = !in_quotes || at > 0 && bytes[at - 1] == b'$';
                if begins {
                    open.push(if *byte == b'(' { b')' } else { b'}' });
                }
            }
            b')' | b'}' if open.last() == Some(byte) => {
                open.pop();
            }
            _ => {}
        }
        at = (at + 1).min(text.len());
        if open.is_empty() {
            return at;
        }
    }
}

/// The lines from `begin` up to the one that is `delimiter`, and the offset behind that.
fn lines_up_to(text: &str, begin: usize, delimiter: &str, strip_tabs: bool) -> (Span, usize) {
    let mut at = begin;
    for line in text[begin..].split_inclusive('\n') {
        let content = line.trim_end_matches(['\n', '\r']);
        let content = if strip_tabs { content.trim_start_matches('\t') } else { content };
        let end = at + line.len();
        if content == delimiter {
            return (Span::new(begin, at), end);
        }
        at = end;
    }
    (Span::new(begin, text.len()), text.len())
}

static BARE: Quoting = Quoting {
    escape: |text| {
        // A backslash before a line feed joins lines.
        (!text.contains('\n')).then(|| backslashed(text, |c| " \t\r\"'\\$`&|;<>()*?[]{}#~!=^%".contains(c)))
    },
    empty: "''",
};

static SINGLE: Quoting = Quoting { escape: |text| Some(text.replace('\'', r"'\''")), empty: "" };

static DOUBLE: Quoting =
    Quoting { escape: |text| Some(backslashed(text, |c| "\"\\$`".contains(c))), empty: "" };

/// A here-document whose delimiter is not quoted.
static HERE: Quoting = Quoting { escape: |text| Some(backslashed(text, |c| "\\$`".contains(c))), empty: "" };

/// `$'…'`.
static ANSI: Quoting = Quoting {
    escape: |text| {
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '\n' => out.push_str("\\n"),
                '\r' => out.push_str("\\r"),
                '\t' => out.push_str("\\t"),
                '\\' | '\'' => out.extend(['\\', c]),
                control if control < ' ' || control == '\u{7f}' => return None,
                other => out.push(other),
            }
        }
        Some(out)
    },
    empty: "",
};

fn backslashed(text: &str, is_special: impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_special(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// `$'…'`, whose escapes are those of C; bytes are put together to UTF-8.
mod ansi {
    use super::{Span, StandIn, Unescaped, find};

    /// Reads up to the closing quote and returns its offset.
    pub(super) fn read(text: &str, mut at: usize, out: &mut Unescaped) -> usize {
        let mut bytes = Vec::new();
        loop {
            let next = find(text, at, text.len(), |byte| matches!(byte, b'\\' | b'\''));
            if next > at || text.as_bytes().get(next) != Some(&b'\\') {
                flush(&mut bytes, at, out);
            }
            out.copy(&text[at..next], at);
            at = next;
            match text.as_bytes().get(at) {
                None | Some(b'\'') => return at,
                Some(_) => {}
            }
            let (value, length) = escape(&text[at..]);
            match value {
                Value::Byte(byte) => bytes.push((byte, at)),
                Value::Char(c) => {
                    flush(&mut bytes, at, out);
                    out.character(c, at);
                }
                Value::Literal => {
                    flush(&mut bytes, at, out);
                    out.character('\\', at);
                }
            }
            at += length;
        }
    }

    enum Value {
        Byte(u8),
        Char(char),
        /// A backslash that escapes nothing.
        Literal,
    }

    /// What the escape stands for that `text` begins with, and its length.
    fn escape(text: &str) -> (Value, usize) {
        let bytes = text.as_bytes();
        let digits = |from: usize, most: usize, radix: u32| {
            let is_digit = |byte: &&u8| char::from(**byte).is_digit(radix);
            let length = bytes[from.min(bytes.len())..].iter().take(most).take_while(is_digit).count();
            u32::from_str_radix(&text[from..from + length], radix).ok().map(|value| (value, from + length))
        };
        let simple = |c: char| (Value::Char(c), 2);
        let literal = (Value::Literal, 1);
        let Some(next) = bytes.get(1) else { return literal };
        let low_byte = |value: u32| Value::Byte(value.to_le_bytes()[0]);
        match next {
            b'a' => simple('\u{7}'),
            b'b' => simple('\u{8}'),
            b'e' | b'E' => simple('\u{1b}'),
            b'f' => simple('\u{c}'),
            b'n' => simple('\n'),
            b'r' => simple('\r'),
            b't' => simple('\t'),
            b'v' => simple('\u{b}'),
            b'\\' | b'\'' | b'"' | b'?' => simple(char::from(*next)),
            b'0'..=b'7' => digits(1, 3, 8).map_or(literal, |(value, end)| (low_byte(value), end)),
            b'x' => digits(2, 2, 16).map_or((Value::Literal, 1), |(value, end)| (low_byte(value), end)),
            b'u' | b'U' => {
                let most = if *next == b'u' { 4 } else { 8 };
                let found = digits(2, most, 16);
                let found = found.and_then(|(value, end)| Some((Value::Char(char::from_u32(value)?), end)));
                found.unwrap_or((Value::Literal, 1))
            }
            b'c' => match bytes.get(2) {
                Some(control @ 0x40..=0x7f) => (Value::Byte(control & 0x1f), 3),
                _ => (Value::Literal, 1),
            },
            _ => literal,
        }
    }

    /// Writes the characters that the gathered bytes are; what is no UTF-8 cannot be written as text.
    fn flush(bytes: &mut Vec<(u8, usize)>, end: usize, out: &mut Unescaped) {
        let raw: Vec<u8> = bytes.iter().map(|(byte, _)| *byte).collect();
        let mut at = 0;
        for chunk in raw.utf8_chunks() {
            for c in chunk.valid().chars() {
                out.character(c, bytes[at].1);
                at += c.len_utf8();
            }
            if !chunk.invalid().is_empty() {
                let start = bytes[at].1;
                at += chunk.invalid().len();
                let stop = bytes.get(at).map_or(end, |(_, place)| *place);
                out.stand_in("\u{fffd}", Span::new(start, stop), StandIn::Given);
            }
        }
        bytes.clear();
    }
}
