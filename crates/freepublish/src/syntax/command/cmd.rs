//! Commands as Windows' cmd reads them, and then the C runtime of the program: carets first, then quotes and
//! backslashes.

use crate::span::Span;
use crate::syntax::command::{Word, Words, prompt};
use crate::syntax::source_map::{MappedTextBuilder, Quoting, StandIn};

/// Reads a script command by command.
pub(crate) struct Cmd<'a> {
    text: &'a str,
    at: usize,
    /// A browser's copy escapes its quotes as well, so that cmd never takes anything for quoted.
    has_caret_quotes: bool,
    /// Whether cmd takes what comes next for quoted. Backslashes mean nothing to it.
    in_quotes: bool,
}

/// Whether a command is written for cmd: bash never needs a caret before a quote or at the end of a line.
pub(crate) fn is_cmd(text: &str) -> bool {
    let is_command =
        |line: &&str| line.trim_start().get(..4).is_some_and(|name| name.eq_ignore_ascii_case("curl"));
    let mut lines = text.lines().take(1).chain(text.lines().skip(1).filter(is_command));
    has_caret_quotes(text) || is_cmd_prompt(text) || lines.any(|line| line.trim_end().ends_with(" ^"))
}

/// Whether the first quote is escaped with a caret, as browsers do it.
fn has_caret_quotes(text: &str) -> bool {
    let first = text.find(['"', '\'', '`']);
    first.is_some_and(|at| at > 0 && text.as_bytes()[at] == b'"' && text.as_bytes()[at - 1] == b'^')
}

/// `C:\Users\me>`
fn is_cmd_prompt(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic()) && text[1..].starts_with(":\\")
}

/// A character that cmd passes on, and where it, or its caret, stands.
#[derive(Clone, Copy)]
struct Passed {
    c: char,
    start: usize,
    end: usize,
    /// Neither escaped nor quoted: it may separate words or commands.
    is_open: bool,
}

impl<'a> Cmd<'a> {
    pub(crate) fn new(text: &'a str, start: usize) -> Self {
        let has_caret_quotes = has_caret_quotes(&text[start..]);
        Self { text, at: prompt::skip(text, start), has_caret_quotes, in_quotes: false }
    }

    /// Goes to the next command; false at the end of the text.
    pub(crate) fn next_command(&mut self) -> bool {
        self.in_quotes = false;
        while let Some(passed) = self.peek() {
            if !(passed.c.is_whitespace() || passed.is_open && is_separator(passed.c)) {
                return true;
            }
            self.at = passed.end;
            if passed.c == '\n' {
                self.at = prompt::skip(self.text, self.at);
            }
        }
        false
    }

    fn peek(&self) -> Option<Passed> {
        let start = self.at;
        let (c, end) = self.char_at(start)?;
        if c != '^' || self.in_quotes {
            return Some(Passed { c, start, end, is_open: !self.in_quotes });
        }
        let (mut c, mut end) = self.char_at(end)?;
        if c == '\r'
            && let Some(('\n', behind)) = self.char_at(end)
        {
            (c, end) = ('\n', behind);
        }
        if c != '\n' {
            return Some(Passed { c, start, end, is_open: false });
        }
        // A caret before a line feed joins the lines; a second line feed is the one that is meant.
        let (second, behind) = match self.char_at(end) {
            Some(('\r', behind)) => self.char_at(behind).unwrap_or(('\r', behind)),
            other => other.unwrap_or((' ', end)),
        };
        Some(match second {
            '\n' => Passed { c: '\n', start, end: behind, is_open: false },
            _ => Passed { c: ' ', start, end, is_open: true },
        })
    }

    fn char_at(&self, at: usize) -> Option<(char, usize)> {
        let c = self.text[at..].chars().next()?;
        Some((c, at + c.len_utf8()))
    }

    /// The end of `%NAME%`, which cmd replaces. Percent-encoded characters look alike: a name is taken for one only
    /// where it cannot be one of those.
    fn variable_end(&self) -> Option<usize> {
        let rest = self.text[self.at..].strip_prefix('%')?;
        let length = rest.bytes().take(64).take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
        let name = &rest[..length];
        let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
        let could_be_encoded = length == 2 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
        (is_name && !could_be_encoded && rest[length..].starts_with('%')).then(|| self.at + length + 2)
    }

    fn word(&mut self) -> Word<'a> {
        let mut out = MappedTextBuilder::default();
        let mut is_plain = true;
        let mut in_quotes = false;
        out.begin(if self.has_caret_quotes { &CARET } else { &BARE }, self.at);
        while let Some(passed) = self.peek() {
            if passed.is_open && (is_separator(passed.c) || matches!(passed.c, '<' | '>')) {
                break;
            }
            if !in_quotes && passed.c.is_whitespace() {
                break;
            }
            let is_variable = passed.c == '%' && passed.end == passed.start + 1;
            if let Some(end) = self.variable_end().filter(|_| is_variable) {
                out.stand_in(&self.text[self.at..end], Span::new(self.at, end), StandIn::NotGiven);
                self.at = end;
                continue;
            }
            self.pass(passed);
            match passed.c {
                '\\' => match self.peek() {
                    Some(next) if matches!(next.c, '"' | '\\') => {
                        self.pass(next);
                        out.character(next.c, passed.start);
                    }
                    _ => out.character('\\', passed.start),
                },
                '"' => {
                    is_plain = false;
                    in_quotes = !in_quotes;
                    out.end(passed.start);
                    match (self.has_caret_quotes, in_quotes) {
                        (true, _) => out.begin(&CARET, self.at),
                        (false, true) => out.begin(&QUOTED, self.at),
                        (false, false) => out.begin(&BARE, self.at),
                    }
                }
                c => out.character(c, passed.start),
            }
            out.end(self.at);
        }
        Word { source: out.done(), end: self.at, is_plain }
    }

    fn pass(&mut self, passed: Passed) {
        self.at = passed.end;
        let is_escaped = passed.end > passed.start + 1;
        if passed.c == '"' && !is_escaped && !self.has_caret_quotes {
            self.in_quotes = !self.in_quotes;
        }
    }
}

impl<'a> Words<'a> for Cmd<'a> {
    fn next_word(&mut self) -> Option<Word<'a>> {
        loop {
            let passed = self.peek()?;
            match passed.c {
                c if passed.is_open && is_separator(c) => return None,
                c if c.is_whitespace() => self.at = passed.end,
                '<' | '>' if passed.is_open => {
                    self.at = passed.end;
                    while let Some(passed) = self.peek().filter(|next| matches!(next.c, '>' | ' ')) {
                        self.at = passed.end;
                    }
                    self.word();
                }
                _ => return Some(self.word()),
            }
        }
    }
}

/// What ends a command.
fn is_separator(c: char) -> bool {
    matches!(c, '&' | '|' | '\n')
}

/// A quote too many turns what cmd takes for quoted into what it does not, up to the end of the line; and whether a
/// backslash has to be doubled depends on what is behind it.
fn is_writable(text: &str) -> bool {
    let quotes = text.matches('"').count();
    quotes.is_multiple_of(2)
        && !text.contains(['\\', '\n', '%'])
        && (quotes == 0 || !text.contains(['&', '|', '<', '>', '^']))
}

static QUOTED: Quoting =
    Quoting { escape: |text| is_writable(text).then(|| text.replace('"', "\\\"")), empty: "" };

static BARE: Quoting = Quoting {
    escape: |text| {
        let is_plain = |c: char| !c.is_whitespace() && !"\"\\&|<>^%".contains(c);
        text.chars().all(is_plain).then(|| text.to_owned())
    },
    empty: "\"\"",
};

static CARET: Quoting = Quoting {
    escape: |text| {
        if text.contains(['\\', '\n']) {
            return None;
        }
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '"' => out.push_str("^\\^\""),
                '&' | '|' | '<' | '>' | '^' | '%' | '!' | '(' | ')' | '{' | '}' => out.extend(['^', c]),
                _ => out.push(c),
            }
        }
        Some(out)
    },
    empty: "^\"^\"",
};
