//! The tokens of JavaScript, as far as calls of `fetch` need them.

use crate::span::Span;
use crate::syntax::source_map::{MappedText, MappedTextBuilder, Quoting, StandIn, VERBATIM};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name, a keyword, a number.
    Word,
    /// In any of the three quotes.
    String,
    Sign(char),
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) span: Span,
}

impl Token {
    /// The text that it is: of a string what its quotes hold.
    pub(super) fn string(&self, text: &str) -> MappedText<'static> {
        if self.kind != Kind::String {
            let mut out = MappedTextBuilder::new(&VERBATIM, self.span.start);
            out.copy(self.span.of(text), self.span.start);
            return out.finish(self.span.end);
        }
        let quote = text.as_bytes()[self.span.start];
        let quoting = match quote {
            b'"' => &DOUBLE,
            b'\'' => &SINGLE,
            _ => &TEMPLATE,
        };
        let begin = self.span.start + 1;
        let is_closed = self.span.end > begin && text.as_bytes()[self.span.end - 1] == quote;
        let end = if is_closed { self.span.end - 1 } else { self.span.end };
        let mut out = MappedTextBuilder::new(quoting, begin);
        unescape(text, begin, end, quote == b'`', &mut out);
        out.finish(end)
    }
}

/// Reads one token after the other; comments are skipped.
#[derive(Clone)]
pub(super) struct Tokens<'a> {
    text: &'a str,
    at: usize,
    /// Where the last token ended.
    end: usize,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(text: &'a str, start: usize) -> Self {
        Self { text, at: start, end: start }
    }

    /// Where the last token ended.
    pub(super) fn end(&self) -> usize {
        self.end
    }

    pub(super) fn next_start(&mut self) -> usize {
        self.skip_space();
        self.at
    }

    pub(super) fn next(&mut self) -> Option<Token> {
        let token = self.peek()?;
        self.at = token.span.end;
        self.end = self.at;
        Some(token)
    }

    pub(super) fn peek(&mut self) -> Option<Token> {
        self.skip_space();
        let rest = &self.text[self.at..];
        let first = rest.chars().next()?;
        let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$');
        let (kind, end) = match first {
            '"' | '\'' => (Kind::String, self.string_end(first)),
            '`' => (Kind::String, closing_end(self.text, self.at + 1, self.text.len(), b'`')),
            c if is_word(c) => (Kind::Word, self.at + rest.find(|c: char| !is_word(c)).unwrap_or(rest.len())),
            c => (Kind::Sign(c), self.at + c.len_utf8()),
        };
        Some(Token { kind, span: Span::new(self.at, end) })
    }

    pub(super) fn next_is(&mut self, sign: char) -> bool {
        self.skip_space();
        self.text[self.at..].starts_with(sign)
    }

    pub(super) fn next_is_string(&mut self) -> bool {
        self.skip_space();
        self.text[self.at..].starts_with(['"', '\'', '`'])
    }

    /// Steps over that sign if it comes next.
    pub(super) fn take(&mut self, sign: char) -> bool {
        let is_next = self.next_is(sign);
        if is_next {
            self.at += sign.len_utf8();
            self.end = self.at;
        }
        is_next
    }

    /// Steps over those words and signs if they come next, all of them.
    pub(super) fn take_words(&mut self, words: &[&str]) -> bool {
        let before = self.clone();
        for word in words {
            if self.next().is_none_or(|token| token.span.of(self.text) != *word) {
                *self = before;
                return false;
            }
        }
        true
    }

    pub(super) fn at_end_of_operand(&mut self) -> bool {
        self.skip_space();
        let next = self.text[self.at..].chars().next();
        // Without a semicolon, an end of line ends what cannot go on like this.
        let begins = next.is_none_or(|c| c.is_alphanumeric() || matches!(c, '_' | '$' | '"' | '\'' | '{'));
        self.at_closing_sign() || begins && self.text[self.end..self.at].contains('\n')
    }

    fn at_closing_sign(&mut self) -> bool {
        self.skip_space();
        let next = self.text[self.at..].chars().next();
        next.is_none_or(|c| matches!(c, '+' | ',' | ')' | ']' | '}' | ';' | ':'))
    }

    /// Steps over an expression up to a `+`, a comma or a closing bracket that does not belong to it.
    pub(super) fn skip_operand(&mut self) {
        let mut depth = 0_usize;
        let mut is_first = true;
        while depth > 0 || !(self.at_closing_sign() || !is_first && self.at_end_of_operand()) {
            is_first = false;
            let Some(token) = self.next() else { return };
            match token.kind {
                Kind::Sign('(' | '[' | '{') => depth += 1,
                Kind::Sign(')' | ']' | '}') => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
    }

    fn skip_space(&mut self) {
        loop {
            let rest = &self.text[self.at..];
            let trimmed = rest.trim_start();
            self.at += rest.len() - trimmed.len();
            if trimmed.starts_with("//") {
                self.at += trimmed.find('\n').unwrap_or(trimmed.len());
            } else if trimmed.starts_with("/*") {
                self.at += trimmed.find("*/").map_or(trimmed.len(), |found| found + 2);
            } else {
                return;
            }
        }
    }

    /// The offset behind the string that begins here; an end of line ends it too.
    fn string_end(&self, quote: char) -> usize {
        let mut is_escaped = false;
        let bytes = self.text.as_bytes();
        for (at, &byte) in bytes.iter().enumerate().skip(self.at + 1) {
            match byte {
                // An escaped end of line may be two characters.
                b'\r' if is_escaped => is_escaped = bytes.get(at + 1) == Some(&b'\n'),
                _ if is_escaped => is_escaped = false,
                b'\\' => is_escaped = true,
                b'\n' => return at,
                byte if char::from(byte) == quote => return at + 1,
                _ => {}
            }
        }
        self.text.len()
    }
}

/// The offset behind the sign that closes a template (a backtick) or an expression in one (`}`), from inside of which
/// `at` is; what it holds is stepped over.
fn closing_end(text: &str, mut at: usize, end: usize, sign: u8) -> usize {
    let bytes = &text.as_bytes()[..end];
    // What has to be closed: a template, an expression or a block in one, or a quote.
    let mut open = vec![sign];
    while let (Some(&byte), Some(&wanted)) = (bytes.get(at), open.last()) {
        match byte {
            b'\\' => at += 1,
            _ if byte == wanted => {
                open.pop();
                if open.is_empty() {
                    return at + 1;
                }
            }
            b'$' if wanted == b'`' && bytes.get(at + 1) == Some(&b'{') => {
                open.push(b'}');
                at += 1;
            }
            b'`' | b'"' | b'\'' if wanted == b'}' => open.push(byte),
            b'{' if wanted == b'}' => open.push(b'}'),
            _ => {}
        }
        at += 1;
    }
    end
}

/// Reads what stands between the quotes; in a template, `${…}` stands for something.
fn unescape(text: &str, mut at: usize, end: usize, is_template: bool, out: &mut MappedTextBuilder) {
    while at < end {
        let is_special = |byte: &u8| *byte == b'\\' || is_template && *byte == b'$';
        let next = text.as_bytes()[at..end].iter().position(is_special).map_or(end, |found| at + found);
        out.copy(&text[at..next], at);
        at = next;
        let rest = &text[at..end];
        if rest.starts_with("${") {
            let behind = closing_end(text, at + "${".len(), end, b'}');
            out.stand_in(&text[at..behind], Span::new(at, behind), StandIn::NotGiven);
            at = behind;
        } else if rest.starts_with('$') {
            out.character('$', at);
            at += 1;
        } else if !rest.is_empty() {
            let (c, length) = escape(rest);
            if let Some(c) = c {
                out.character(c, at);
            }
            at += length;
        }
    }
}

/// What the escape stands for that `text` begins with, and its length.
fn escape(text: &str) -> (Option<char>, usize) {
    let hex = |from: usize, to: usize| {
        let digits = text.get(from..to)?;
        digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok())?
    };
    let Some(next) = text[1..].chars().next() else { return (Some('\\'), 1) };
    let simple = match next {
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\u{b}',
        '0' => '\0',
        '\n' => return (None, 2),
        '\r' => return (None, if text[2..].starts_with('\n') { 3 } else { 2 }),
        'x' => {
            let c = hex(2, 4).and_then(char::from_u32);
            return c.map_or((Some('x'), 2), |c| (Some(c), 4));
        }
        'u' => {
            if let Some(digits) = text[2..].strip_prefix('{') {
                let length = digits.bytes().take(8).take_while(u8::is_ascii_hexdigit).count();
                let code = u32::from_str_radix(&digits[..length], 16).ok().and_then(char::from_u32);
                let c = code.filter(|_| digits[length..].starts_with('}'));
                return c.map_or((Some('u'), 2), |c| (Some(c), length + 4));
            }
            let Some(first) = hex(2, 6) else { return (Some('u'), 2) };
            if let Some(c) = char::from_u32(first) {
                return (Some(c), 6);
            }
            let second = text.get(6..8).filter(|sign| *sign == "\\u").and_then(|_| hex(8, 12));
            let units =
                second.and_then(|second| Some([u16::try_from(first).ok()?, u16::try_from(second).ok()?]));
            let c = units.and_then(|units| char::decode_utf16(units).next()?.ok());
            return c.map_or((Some(char::REPLACEMENT_CHARACTER), 6), |c| (Some(c), 12));
        }
        other => other,
    };
    (Some(simple), 1 + next.len_utf8())
}

fn escaped(text: &str, special: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\0' => return None,
            c if special.contains(c) => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    Some(out)
}

static DOUBLE: Quoting = Quoting { escape: |text| escaped(text, "\"\\"), empty: "" };
static SINGLE: Quoting = Quoting { escape: |text| escaped(text, "'\\"), empty: "" };
static TEMPLATE: Quoting = Quoting { escape: |text| escaped(text, "`\\$"), empty: "" };
