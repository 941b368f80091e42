//! Syntax colours for the editor: cuts a text into tokens that tile it. Broken input is the normal case, so nothing
//! here can fail; a text that makes no sense is plain text.

use freepublish::inspection::Format;

mod json;
mod scenario;
mod shell;
mod xml;

/// What a token is, for colouring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A comment, or a declaration nobody reads.
    Comment,
    /// A method, or the name of the program in a command line.
    Keyword,
    /// `true`, `false`, `null`.
    Literal,
    /// An element, a key, a header, an option.
    Name,
    /// A number.
    Number,
    /// Brackets, colons and other signs.
    Punct,
    /// A quoted string that is a value.
    String,
    /// Anything else.
    Text,
}

/// A run of bytes of one kind, both ends on character boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// Offset of the first byte.
    pub start: usize,
    /// Offset behind the last byte.
    pub end: usize,
}

/// What a text is coloured as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// What is sent to WeChat or comes from there, in that format.
    Message(Format),
    /// A scenario to be played.
    Scenario,
}

/// The tokens of a text, one behind the other from its first byte to its last.
pub fn tokens(text: &str, syntax: Syntax) -> impl Iterator<Item = Token> + '_ {
    let (message, scenario) = match syntax {
        Syntax::Message(format) => {
            (Some(Lexer { text, at: 0, mode: Mode::of(text, format), behind_name: false }), None)
        }
        Syntax::Scenario => (None, Some(scenario::tokens(text))),
    };
    message.into_iter().flatten().chain(scenario.into_iter().flatten())
}

/// Which reader is at work.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Curl,
    /// The first line of an HTTP message.
    HttpStart,
    HttpHeader,
    HttpValue,
    Json,
    Plain,
    Url,
    /// Outside of tags.
    Xml,
    XmlCdata,
    XmlTag,
}

impl Mode {
    fn of(text: &str, format: Format) -> Self {
        match format {
            Format::Curl | Format::Fetch | Format::Powershell => Self::Curl,
            Format::Http => Self::HttpStart,
            Format::Har | Format::Json => Self::Json,
            Format::Url => Self::Url,
            Format::Xml => Self::Xml,
            _ => Self::of_body(text),
        }
    }

    fn of_body(text: &str) -> Self {
        match text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).as_bytes().first() {
            Some(b'<') => Self::Xml,
            Some(b'{' | b'[') => Self::Json,
            _ => Self::Plain,
        }
    }
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    mode: Mode,
    /// In a tag: the element's name has been read, so what follows are attributes.
    behind_name: bool,
}

impl Iterator for Lexer<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        let (kind, length) = match self.mode {
            Mode::Curl => shell::command(rest, self.at == 0),
            Mode::HttpHeader | Mode::HttpStart | Mode::HttpValue => self.http(rest),
            Mode::Json => json::token(rest),
            Mode::Plain => (Kind::Text, rest.len()),
            Mode::Url => shell::address(rest),
            Mode::Xml | Mode::XmlCdata | Mode::XmlTag => self.xml(rest),
        };
        // A reader that claims nothing or half a character must not stop the show.
        let mut end = self.at + length.max(1);
        while !self.text.is_char_boundary(end) {
            end += 1;
        }
        let token = Token { kind, start: self.at, end: end.min(self.text.len()) };
        self.at = token.end;
        Some(token)
    }
}

/// The length of the longest start of `text` whose bytes all satisfy `is_part`.
fn run(text: &str, is_part: impl Fn(u8) -> bool) -> usize {
    text.bytes().position(|byte| !is_part(byte)).unwrap_or(text.len())
}

/// The offset of `needle`, or the end of the text.
fn until(text: &str, needle: &str) -> usize {
    text.find(needle).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(format: Format, text: &str, expect: &[(Kind, &str)]) {
        let found: Vec<_> = tokens(text, Syntax::Message(format))
            .map(|token| (token.kind, &text[token.start..token.end]))
            .collect();
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn xml() {
        use Kind::{Name, Punct, Text};
        check(
            Format::Xml,
            "<a><![CDATA[发布]]></a>\n",
            &[
                (Punct, "<"),
                (Name, "a"),
                (Punct, "><![CDATA["),
                (Text, "发布"),
                (Punct, "]]></"),
                (Name, "a"),
                (Punct, ">"),
                (Text, "\n"),
            ],
        );
        check(
            Format::Xml,
            "<?xml?><a b='c'/>1&amp;<!-- x -->",
            &[
                (Kind::Comment, "<?xml?>"),
                (Punct, "<"),
                (Name, "a"),
                (Text, " "),
                (Name, "b"),
                (Punct, "="),
                (Kind::String, "'c'"),
                (Punct, "/>"),
                (Text, "1"),
                (Kind::Literal, "&amp;"),
                (Kind::Comment, "<!-- x -->"),
            ],
        );
    }

    #[test]
    fn json() {
        use Kind::{Literal, Name, Number, Punct, Text};
        check(
            Format::Json,
            "{\"a\\\"\" : -1.5e3, 'b':null}",
            &[
                (Punct, "{"),
                (Name, "\"a\\\"\""),
                (Text, " "),
                (Punct, ":"),
                (Text, " "),
                (Number, "-1.5e3"),
                (Punct, ","),
                (Text, " "),
                (Name, "'b'"),
                (Punct, ":"),
                (Literal, "null"),
                (Punct, "}"),
            ],
        );
        check(Format::Json, "[\"打开", &[(Punct, "["), (Kind::String, "\"打开")]);
    }

    #[test]
    fn http() {
        use Kind::{Keyword, Name, Punct, Text};
        check(
            Format::Http,
            "POST /x HTTP/1.1\nHost: a\n\n{}",
            &[
                (Keyword, "POST"),
                (Text, " /x HTTP/1.1\n"),
                (Name, "Host"),
                (Punct, ":"),
                (Text, " a\n"),
                (Text, "\n"),
                (Punct, "{}"),
            ],
        );
    }

    #[test]
    fn curl() {
        use Kind::{Keyword, Name, Text};
        check(
            Format::Curl,
            "curl -X POST 'https://a' \\\n  --data-raw $'{}'",
            &[
                (Keyword, "curl"),
                (Text, " "),
                (Name, "-X"),
                (Text, " POST "),
                (Kind::String, "'https://a'"),
                (Text, " \\\n  "),
                (Name, "--data-raw"),
                (Text, " "),
                (Kind::String, "$'{}'"),
            ],
        );
    }

    #[test]
    fn tokens_tile_any_text_on_character_boundaries() {
        let pieces = [
            "<",
            ">",
            "<![CDATA[",
            "]]>",
            "发",
            "😀",
            "\"",
            "'",
            "\\",
            "\n",
            ":",
            "{",
            "&",
            "-H",
            " ",
            "=",
            "<!--",
            "?",
        ];
        let formats = [Format::Curl, Format::Http, Format::Json, Format::Text, Format::Url, Format::Xml];
        // A counter in base 18: every text of three pieces, in every format.
        for number in 0..pieces.len().pow(3) {
            let text = [number, number / pieces.len(), number / pieces.len().pow(2)]
                .map(|n| pieces[n % pieces.len()])
                .concat();
            for format in formats {
                let mut end = 0;
                for token in tokens(&text, Syntax::Message(format)) {
                    assert_eq!(token.start, end, "{text:?} {format:?}");
                    assert!(
                        token.end > token.start && text.get(token.start..token.end).is_some(),
                        "{text:?}"
                    );
                    end = token.end;
                }
                assert_eq!(end, text.len(), "{text:?} {format:?}");
            }
        }
    }
}
