//! Commands as bash and its like read them: simple commands, their words, and the text given to them.

mod ansi;
mod expansion;
mod quoting;

use crate::span::Span;
use crate::syntax::command::prompt;
use crate::syntax::command::{Word, Words};
use crate::syntax::source_map::{MappedText, MappedTextBuilder};
use expansion::{balanced, expand, expansion, find};
use quoting::{ANSI, BARE, DOUBLE, HERE, SINGLE};

/// Reads a script command by command. What a command prints and where it goes is of no interest here.
pub(crate) struct Bash<'a> {
    text: &'a str,
    at: usize,
    /// Where the here-document of the line that is being read ends.
    here: Option<usize>,
    /// Where the line ends that the here-document follows.
    here_line_end: usize,
    /// The text that was given to the present command.
    input: Option<MappedText<'a>>,
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
            MappedText::slice(self.text, body)
        } else {
            let mut out = MappedTextBuilder::new(&HERE, body.start);
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
        let mut out = MappedTextBuilder::default();
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

    fn single_quoted(&mut self, out: &mut MappedTextBuilder) {
        self.at += 1;
        out.begin(&SINGLE, self.at);
        let end = find(self.text, self.at, self.text.len(), |byte| byte == b'\'');
        out.copy(&self.text[self.at..end], self.at);
        out.end(end);
        self.at = (end + 1).min(self.text.len());
    }

    fn double_quoted(&mut self, out: &mut MappedTextBuilder) {
        self.at += 1;
        out.begin(&DOUBLE, self.at);
        self.at = expand(self.text, self.at, self.text.len(), out, true);
        out.end(self.at);
        self.at = (self.at + 1).min(self.text.len());
    }

    /// Reads up to the next quote or the end of the word.
    fn bare(&mut self, out: &mut MappedTextBuilder) {
        out.begin(&BARE, self.at);
        while !self.at_end_of_word() {
            match self.peek() {
                Some(b'\'' | b'"') => break,
                Some(b'$') if matches!(self.peek_at(1), Some(b'\'' | b'"')) => break,
                Some(b'$' | b'`') => {
                    if let Some((end, kind)) = expansion(self.text, self.at) {
                        out.stand_in(&self.text[self.at..end], Span::new(self.at, end), kind);
                        self.at = end;
                    } else {
                        out.character('$', self.at);
                        self.at += 1;
                    }
                }
                Some(b'\\') => {
                    if let Some(length) = self.continuation() {
                        self.at += length;
                        continue;
                    }
                    let place = self.at;
                    self.at += 1;
                    // At the end of a script it escapes nothing.
                    let escaped = self.text[self.at..].chars().next();
                    out.character(escaped.unwrap_or('\\'), place);
                    self.at += escaped.map_or(0, char::len_utf8);
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
    fn take_input(&mut self) -> Option<MappedText<'a>> {
        self.input.take()
    }

    fn next_word(&mut self) -> Option<Word<'a>> {
        loop {
            self.skip_blanks();
            match self.peek()? {
                b'&' if self.peek_at(1) == Some(b'>') => {
                    self.at += 1;
                    self.redirection();
                }
                b'\n' | b';' | b'|' | b'&' | b'(' | b')' => return None,
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

#[cfg(test)]
mod tests;
