//! curl command lines: written by hand, or by a browser's "copy as cURL" for bash or for Windows' cmd.

use std::iter::Peekable;
use std::vec::IntoIter;

use crate::read::http::{Header, Message, MethodSlot};
use crate::read::source::{Source, Unescaped};
use crate::span::Span;

/// Reads a command that begins at `start` of `text`; `None` when the first word is not curl.
pub(crate) fn read(text: &str, start: usize) -> Option<Message<'_>> {
    let words = if is_cmd(&text[start..]) { split_cmd(text, start) } else { split_bash(text, start) };
    let mut words = words.into_iter().peekable();
    let program = words.next()?;
    let name = program.text.rsplit(['/', '\\']).next().unwrap_or_default();
    if !name.eq_ignore_ascii_case("curl") && !name.eq_ignore_ascii_case("curl.exe") {
        return None;
    }
    let mut command = Command {
        message: Message { method_slot: Some(MethodSlot::BehindCurl(program.whole())), ..Message::default() },
        get: false,
        json: false,
    };
    command.read(&mut words);
    Some(command.finish())
}

struct Command<'a> {
    message: Message<'a>,
    /// `-G`: data goes into the query.
    get: bool,
    /// `--json`: sets the content type.
    json: bool,
}

impl<'a> Command<'a> {
    fn read(&mut self, words: &mut Peekable<IntoIter<Source<'a>>>) {
        while let Some(word) = words.next() {
            let text = word.text.as_ref();
            if let Some(name) = text.strip_prefix("--") {
                let name = name.to_owned();
                self.option(&name, words);
            } else if text.len() > 1 && text.starts_with('-') {
                self.short_options(&word, words);
            } else if self.message.url.is_none() {
                self.message.url = Some(word);
            }
        }
    }

    /// `-sXPOST` is `-s -X POST`.
    fn short_options(&mut self, word: &Source<'a>, words: &mut Peekable<IntoIter<Source<'a>>>) {
        for (at, letter) in word.text.char_indices().skip(1) {
            let name = match letter {
                'X' => "request",
                'H' => "header",
                'd' => "data",
                'A' => "user-agent",
                'e' => "referer",
                'G' => {
                    self.get = true;
                    continue;
                }
                'I' => {
                    self.message.method = Some(("HEAD".to_owned(), Span::default()));
                    continue;
                }
                other if SHORT_WITH_VALUE.contains(other) => "",
                _ => continue,
            };
            let rest = Span::new(at + 1, word.text.len());
            if rest.start < rest.end {
                self.value(name, word.part(rest));
            } else if let Some(value) = words.next() {
                self.value(name, value);
            }
            return;
        }
    }

    fn option(&mut self, name: &str, words: &mut Peekable<IntoIter<Source<'a>>>) {
        match name {
            "get" => self.get = true,
            "head" => self.message.method = Some(("HEAD".to_owned(), Span::default())),
            _ if LONG_WITH_VALUE.contains(&name) => {
                if let Some(value) = words.next() {
                    self.value(name, value);
                }
            }
            _ => {}
        }
    }

    fn value(&mut self, name: &str, value: Source<'a>) {
        let whole = value.whole();
        let message = &mut self.message;
        let header =
            |name: &str, value: &str| Header { name: name.to_owned(), value: value.to_owned(), span: whole };
        match name {
            "request" => message.method = Some((value.text.to_ascii_uppercase(), whole)),
            "url" => message.url = Some(value),
            "header" => message.headers.extend(Header::parse(&value.text, whole)),
            "user-agent" => message.headers.push(header("User-Agent", &value.text)),
            "referer" => message.headers.push(header("Referer", &value.text)),
            "data" | "data-raw" | "data-binary" | "data-ascii" | "data-urlencode" | "json" => {
                self.json |= name == "json";
                if value.text.starts_with('@') && name != "data-raw" {
                    message.body_elsewhere = true;
                } else if message.body.is_none() {
                    message.body = Some(value);
                }
            }
            _ => {}
        }
    }

    fn finish(self) -> Message<'a> {
        let mut message = self.message;
        if message.method.is_none() {
            let has_data = message.body.is_some() || message.body_elsewhere;
            let method = if has_data && !self.get { "POST" } else { "GET" };
            // No place: curl chose it. The repair then goes behind the word curl.
            message.method = Some((method.to_owned(), Span::default()));
        } else if message.method.as_ref().is_some_and(|(_, span)| *span != Span::default()) {
            message.method_slot = None;
        }
        if self.json && message.header("content-type").is_none() {
            let span = message.body.as_ref().map(Source::whole).unwrap_or_default();
            let (name, value) = ("Content-Type".to_owned(), "application/json".to_owned());
            message.headers.push(Header { name, value, span });
        }
        message
    }
}

const SHORT_WITH_VALUE: &str = "bcCDeEFhKmoPQrtTuUwxyYz";
const LONG_WITH_VALUE: &[&str] = &[
    "cacert",
    "cert",
    "connect-timeout",
    "cookie",
    "cookie-jar",
    "data",
    "data-ascii",
    "data-binary",
    "data-raw",
    "data-urlencode",
    "form",
    "header",
    "json",
    "key",
    "max-time",
    "output",
    "proxy",
    "referer",
    "request",
    "resolve",
    "retry",
    "url",
    "user",
    "user-agent",
    "write-out",
];

/// Windows' cmd escapes with carets; bash never needs one before a quote or at the end of a line.
fn is_cmd(text: &str) -> bool {
    text.contains("^\"") || text.lines().any(|line| line.trim_end().ends_with(" ^"))
}

/// Splits into words as bash does; each word keeps where its characters came from.
fn split_bash(text: &str, start: usize) -> Vec<Source<'static>> {
    let mut words = Vec::new();
    let mut chars = Chars { text, at: start };
    loop {
        while chars.peek().is_some_and(char::is_whitespace) || chars.rest().starts_with("\\\n") {
            chars.next();
        }
        match chars.peek() {
            None | Some('|' | ';' | '>' | '#') => return words,
            Some(first) => words.push(bash_word(&mut chars, first)),
        }
    }
}

fn bash_word(chars: &mut Chars<'_>, first: char) -> Source<'static> {
    let mut word = Unescaped::new(match first {
        '"' => escape_bash_double,
        '$' => escape_bash_ansi,
        '\'' => escape_bash_single,
        _ => escape_bash_bare,
    });
    let mut end = chars.at;
    while let Some(c) = chars.peek() {
        if c.is_whitespace() || matches!(c, '|' | ';' | '>') {
            break;
        }
        let place = chars.at;
        chars.next();
        match c {
            '\'' => end = quoted(chars, &mut word, '\'', |_, _| None),
            '"' => end = quoted(chars, &mut word, '"', bash_double_escape),
            '$' if chars.peek() == Some('\'') => {
                chars.next();
                end = quoted(chars, &mut word, '\'', bash_ansi_escape);
            }
            '\\' => {
                if let Some(escaped) = chars.next().filter(|c| *c != '\n') {
                    word.character(escaped, place);
                }
                end = chars.at;
            }
            other => {
                word.character(other, place);
                end = chars.at;
            }
        }
    }
    word.finish(end)
}

/// The character an escape sequence stands for, if any, and its length behind the backslash.
type Sequence = (Option<char>, usize);

/// Reads up to the closing quote and returns the place of that quote. `escape` gets what follows a backslash.
fn quoted(
    chars: &mut Chars<'_>,
    word: &mut Unescaped,
    quote: char,
    escape: fn(&str, char) -> Option<Sequence>,
) -> usize {
    loop {
        let place = chars.at;
        let Some(c) = chars.next() else { return place };
        if c == quote {
            return place;
        }
        let sequence =
            (c == '\\').then(|| chars.peek().and_then(|next| escape(chars.rest(), next))).flatten();
        match sequence {
            Some((character, length)) => {
                chars.at += length;
                if let Some(character) = character {
                    word.character(character, place);
                }
            }
            None => word.character(c, place),
        }
    }
}

fn bash_double_escape(_: &str, next: char) -> Option<Sequence> {
    match next {
        '\n' => Some((None, 1)),
        '"' | '\\' | '$' | '`' => Some((Some(next), 1)),
        _ => None,
    }
}

fn bash_ansi_escape(rest: &str, next: char) -> Option<Sequence> {
    let code = |from: usize, to: usize| {
        let value = u32::from_str_radix(rest.get(from..to)?, 16).ok()?;
        Some((Some(char::from_u32(value)?), to))
    };
    match next {
        'n' => Some((Some('\n'), 1)),
        'r' => Some((Some('\r'), 1)),
        't' => Some((Some('\t'), 1)),
        '\'' | '"' | '\\' => Some((Some(next), 1)),
        'u' => code(1, 5),
        'x' => code(1, 3),
        _ => None,
    }
}

/// Splits into words as cmd and then the C runtime do: carets first, then quotes and backslashes.
fn split_cmd(text: &str, start: usize) -> Vec<Source<'static>> {
    let has_caret_quotes = text.contains("^\"");
    let characters = uncaret(text, start, has_caret_quotes);
    let escape = if has_caret_quotes { escape_cmd_caret } else { escape_cmd_quote };
    let mut words = Vec::new();
    let mut at = 0;
    while at < characters.len() {
        if characters[at].0.is_whitespace() {
            at += 1;
            continue;
        }
        let mut word = Unescaped::new(escape);
        let mut in_quotes = false;
        let mut end = characters[at].1;
        while let Some(&(c, place)) = characters.get(at) {
            let next = characters.get(at + 1);
            if !in_quotes && c.is_whitespace() {
                break;
            }
            at += 1;
            match (c, next) {
                ('\\', Some(&(escaped @ ('"' | '\\'), _))) => {
                    word.character(escaped, place);
                    at += 1;
                    end = characters.get(at).map_or(text.len(), |next| next.1);
                }
                ('"', _) => {
                    in_quotes = !in_quotes;
                    end = if in_quotes { next.map_or(text.len(), |next| next.1) } else { place };
                }
                _ => {
                    word.character(c, place);
                    end = next.map_or(text.len(), |next| next.1);
                }
            }
        }
        words.push(word.finish(end));
    }
    words
}

/// Undoes cmd's carets: each character that is left, with the place where it or its caret stands.
fn uncaret(text: &str, start: usize, has_caret_quotes: bool) -> Vec<(char, usize)> {
    let mut out = Vec::new();
    let mut chars = Chars { text, at: start };
    let mut in_quotes = false;
    loop {
        let place = chars.at;
        let Some(c) = chars.next() else { return out };
        match c {
            '^' if !in_quotes => {
                while chars.peek() == Some('\r') {
                    chars.next();
                }
                match chars.next() {
                    // A caret before a line feed joins the lines; a second line feed is the one that is meant.
                    Some('\n') if chars.peek() == Some('\n') => {
                        chars.next();
                        out.push(('\n', place));
                    }
                    Some('\n') => out.push((' ', place)),
                    Some(escaped) => out.push((escaped, place)),
                    None => return out,
                }
            }
            '"' => {
                in_quotes = !in_quotes && !has_caret_quotes;
                out.push((c, place));
            }
            '\n' if !in_quotes => return out,
            _ => out.push((c, place)),
        }
    }
}

fn escape_bash_single(text: &str) -> String {
    text.replace('\'', "'\\''")
}

fn escape_bash_ansi(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\'', "\\'")
}

fn escape_bash_double(text: &str) -> String {
    escape_with(text, "\"\\$`", "\\")
}

fn escape_bash_bare(text: &str) -> String {
    escape_with(text, " \t\"'\\$`&|;<>()*?[]{}#~!", "\\")
}

fn escape_cmd_quote(text: &str) -> String {
    escape_with(text, "\"\\", "\\")
}

fn escape_cmd_caret(text: &str) -> String {
    let quoted = escape_cmd_quote(text);
    escape_with(&quoted, "\"&|<>^%!(){}\\", "^")
}

fn escape_with(text: &str, special: &str, sign: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if special.contains(c) {
            out.push_str(sign);
        }
        out.push(c);
    }
    out
}

struct Chars<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Chars<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(command: &str) -> String {
        read(command, 0)
            .and_then(|message| message.body)
            .map(|body| body.text.into_owned())
            .unwrap_or_default()
    }

    #[test]
    fn bash_quotes_are_undone() {
        assert_eq!(body(r#"curl -d '{"a":"it'\''s"}' http://x"#), r#"{"a":"it's"}"#);
        assert_eq!(body(r#"curl -d "{\"a\":\"\$b\"}" http://x"#), r#"{"a":"$b"}"#);
        assert_eq!(body(r#"curl --data-raw $'{"a":"\u53d1\'"}' http://x"#), r#"{"a":"发'"}"#);
        assert_eq!(body("curl http://x \\\n  -d {}"), "{}");
    }

    #[test]
    fn both_ways_of_windows_are_undone() {
        let caret =
            "curl ^\"https://x/?a=1^&b=2^\" ^\r\n  --data-raw ^\"^{^\\^\"media_id^\\^\":^\\^\"M^\\^\"^}^\"";
        let message = read(caret, 0).expect("curl");
        assert_eq!(message.url.map(|url| url.text.into_owned()).as_deref(), Some("https://x/?a=1&b=2"));
        assert_eq!(message.body.map(|body| body.text.into_owned()).as_deref(), Some(r#"{"media_id":"M"}"#));
        let plain = "curl \"https://x/\" ^\n -d \"{\\\"media_id\\\":\\\"M\\\"}\"";
        assert_eq!(body(plain), r#"{"media_id":"M"}"#);
    }

    #[test]
    fn places_lead_back_into_the_command() {
        let command = r#"curl -d "{\"media_id\": 7}" http://x"#;
        let body = read(command, 0).and_then(|message| message.body).expect("a body");
        let at = body.text.find('7').expect("the number");
        assert_eq!(body.outer(Span::new(at, at + 1)).of(command), "7");
        assert_eq!(body.whole().of(command), r#"{\"media_id\": 7}"#);
    }

    #[test]
    fn curl_chooses_the_method_by_the_data() {
        let method = |command| read(command, 0).and_then(|message| message.method).map(|(name, _)| name);
        assert_eq!(method("curl http://x").as_deref(), Some("GET"));
        assert_eq!(method("curl http://x -d a").as_deref(), Some("POST"));
        assert_eq!(method("curl -G http://x -d a").as_deref(), Some("GET"));
        assert_eq!(method("curl -sXPUT http://x").as_deref(), Some("PUT"));
        assert_eq!(method("wget http://x"), None);
    }
}
