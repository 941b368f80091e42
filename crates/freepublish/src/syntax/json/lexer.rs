//! The words of a JSON text, and what people and input methods put in their place. What is broken comes as the token it
//! stands for, so that a repair changes how a text is written and never how it is read.

use crate::span::Span;
use crate::unseen::is_unseen;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    OpenBrace,
    CloseBrace,
    OpenBracket,
    CloseBracket,
    Colon,
    Comma,
    /// With its quotes.
    String(Quote),
    /// It reaches to the end of the text.
    UnclosedString,
    /// What begins like a number; whether it is one says [`is_number`].
    Number,
    /// `true`, `null`, or a word that JSON does not know.
    Word,
    Comment,
    UnclosedComment,
    /// Characters that look like white space and are none in JSON.
    ForeignSpace,
    Unknown,
}

/// What a string is quoted with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Quote {
    /// `"`, as JSON wants it.
    Double,
    /// `'`
    Single,
    /// `“ ”`, and what input methods make of the same key.
    WideDouble,
    /// `‘ ’`
    WideSingle,
    /// `「 」`
    Corner,
}

impl Quote {
    /// Which a character opens.
    fn opened_by(character: char) -> Option<Self> {
        Some(match character {
            '"' => Self::Double,
            '\'' => Self::Single,
            '“' | '”' | '„' | '‟' | '＂' => Self::WideDouble,
            '‘' | '’' | '＇' => Self::WideSingle,
            '「' | '『' => Self::Corner,
            _ => return None,
        })
    }

    /// Whether a character ends a string in such quotes. Whoever types Chinese quotes mixes them with others.
    fn is_closed_by(self, character: char) -> bool {
        match self {
            Self::Double => character == '"',
            Self::Single => character == '\'',
            Self::WideDouble => matches!(character, '”' | '“' | '＂' | '"'),
            Self::WideSingle => matches!(character, '’' | '‘' | '＇' | '\''),
            Self::Corner => matches!(character, '」' | '』'),
        }
    }

    /// Whether `\'` stands for the quotation mark itself.
    pub(super) fn is_single(self) -> bool {
        matches!(self, Self::Single | Self::WideSingle)
    }
}

#[derive(Debug)]
pub(super) struct Lexer<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// The next token and its place; `None` at the end of the text.
    pub(super) fn next(&mut self) -> Option<(Token, Span)> {
        self.at += self.text.as_bytes()[self.at..].iter().take_while(|byte| is_space(**byte)).count();
        let rest = &self.text[self.at..];
        let first = rest.chars().next()?;
        let (token, length) = if let Some(token) = punctuation(first) {
            (token, first.len_utf8())
        } else if first == '「' && opens_object(&rest[first.len_utf8()..]) {
            (Token::OpenBrace, first.len_utf8())
        } else if let Some(quote) = Quote::opened_by(first) {
            string(rest, first, quote)
        } else if let Some(comment) = rest.strip_prefix('/').and_then(comment) {
            comment
        } else if is_foreign_space(first) {
            (Token::ForeignSpace, run(rest, is_foreign_space))
        } else if is_word(first) {
            let length = run(rest, is_word);
            let begins_number = first.is_ascii_digit() || matches!(first, '-' | '+' | '.');
            (if begins_number { Token::Number } else { Token::Word }, length)
        } else {
            (Token::Unknown, run(rest, is_unknown).max(first.len_utf8()))
        };
        let span = Span::new(self.at, self.at + length);
        self.at = span.end;
        Some((token, span))
    }
}

/// The white space of RFC 8259.
fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// What looks like white space, or like nothing, and is not allowed between tokens.
fn is_foreign_space(character: char) -> bool {
    let of_json = matches!(character, ' ' | '\t' | '\n' | '\r');
    !of_json && (character.is_whitespace() || is_unseen(character) && !character.is_control())
}

/// Whether what begins like a number is one for RFC 8259.
pub(super) fn is_number(text: &str) -> bool {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text.strip_prefix('-').unwrap_or(text);
    let whole = digits(rest);
    if whole == 0 || whole > 1 && rest.starts_with('0') {
        return false;
    }
    let mut rest = &rest[whole..];
    if let Some(fraction) = rest.strip_prefix('.') {
        let length = digits(fraction);
        if length == 0 {
            return false;
        }
        rest = &fraction[length..];
    }
    if let Some(exponent) = rest.strip_prefix(['e', 'E']) {
        let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        let length = digits(exponent);
        if length == 0 {
            return false;
        }
        rest = &exponent[length..];
    }
    rest.is_empty()
}

/// What a Chinese input method writes for a key of JSON's, and what JSON wants.
pub(super) fn ascii_of(character: char) -> Option<char> {
    Some(match character {
        '：' | '︰' | '﹕' => ':',
        '，' | '、' | '﹐' => ',',
        '｛' | '「' => '{',
        '｝' | '」' => '}',
        '［' | '【' => '[',
        '］' | '】' => ']',
        _ => return None,
    })
}

fn punctuation(character: char) -> Option<Token> {
    let ascii = match character {
        // Whether it is a bracket depends on what follows.
        '「' => return None,
        other => ascii_of(other).unwrap_or(other),
    };
    Some(match ascii {
        '{' => Token::OpenBrace,
        '}' => Token::CloseBrace,
        '[' => Token::OpenBracket,
        ']' => Token::CloseBracket,
        ':' => Token::Colon,
        ',' => Token::Comma,
        _ => return None,
    })
}

/// Some input methods write 「 for the key {, others for a quotation mark. A bracket is followed by a key or its end.
fn opens_object(rest: &str) -> bool {
    let next = rest.chars().find(|c| !c.is_whitespace() && !is_foreign_space(*c));
    next.is_some_and(|next| Quote::opened_by(next).is_some() || matches!(next, '}' | '｝' | '」'))
}

fn string(text: &str, first: char, quote: Quote) -> (Token, usize) {
    let mut escaped = false;
    let end = text[first.len_utf8()..].char_indices().find(|(_, character)| {
        let closes = !escaped && quote.is_closed_by(*character);
        escaped = !escaped && *character == '\\';
        closes
    });
    match end {
        Some((at, last)) => (Token::String(quote), first.len_utf8() + at + last.len_utf8()),
        None => (Token::UnclosedString, text.len()),
    }
}

/// `behind` is what follows the first slash.
fn comment(behind: &str) -> Option<(Token, usize)> {
    if let Some(line) = behind.strip_prefix('/') {
        return Some((Token::Comment, 2 + line.find(['\n', '\r']).unwrap_or(line.len())));
    }
    let block = behind.strip_prefix('*')?;
    Some(match block.find("*/") {
        Some(end) => (Token::Comment, 2 + end + 2),
        None => (Token::UnclosedComment, 1 + behind.len()),
    })
}

fn run(text: &str, belongs: fn(char) -> bool) -> usize {
    text.find(|c| !belongs(c)).unwrap_or(text.len())
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '$' | '-' | '+' | '.')
}

fn is_unknown(character: char) -> bool {
    !character.is_whitespace()
        && character != '/'
        && punctuation(character).is_none()
        && Quote::opened_by(character).is_none()
        && !is_foreign_space(character)
        && !is_word(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<(Token, &str)> {
        let mut lexer = Lexer::new(text);
        std::iter::from_fn(|| lexer.next()).map(|(token, span)| (token, span.of(text))).collect()
    }

    #[test]
    fn numbers_are_those_of_the_rfc() {
        for number in ["0", "-0", "10", "1.5", "1e9", "1E+9", "-1.0e-10"] {
            assert!(is_number(number), "{number}");
        }
        for other in ["01", "+1", ".5", "1.", "0x1", "-", "1e", "1e+", "1.e1", "1-2", "-.1", "00", "1a", "１"]
        {
            assert!(!is_number(other), "{other}");
        }
    }

    #[test]
    fn chinese_punctuation_comes_as_what_it_stands_for() {
        use Token::{CloseBrace, Colon, Comma, OpenBrace, String};
        assert_eq!(
            tokens("｛“a”：'b'，「c」:＂d\"」"),
            [
                (OpenBrace, "｛"),
                (String(Quote::WideDouble), "“a”"),
                (Colon, "："),
                (String(Quote::Single), "'b'"),
                (Comma, "，"),
                (String(Quote::Corner), "「c」"),
                (Colon, ":"),
                (String(Quote::WideDouble), "＂d\""),
                (CloseBrace, "」"),
            ]
        );
        assert_eq!(tokens("「 \"a\"")[0], (OpenBrace, "「"));
    }

    #[test]
    fn an_escaped_quote_ends_no_string() {
        assert_eq!(
            tokens(r#""a\"b" "\\""#),
            [(Token::String(Quote::Double), r#""a\"b""#), (Token::String(Quote::Double), r#""\\""#),]
        );
        assert_eq!(tokens(r#""a\""#), [(Token::UnclosedString, r#""a\""#)]);
    }

    #[test]
    fn white_space_that_json_does_not_know_is_a_token() {
        assert_eq!(
            tokens("1\u{3000}\u{a0} 2\u{feff}"),
            [
                (Token::Number, "1"),
                (Token::ForeignSpace, "\u{3000}\u{a0}"),
                (Token::Number, "2"),
                (Token::ForeignSpace, "\u{feff}"),
            ]
        );
    }

    #[test]
    fn a_comment_ends_with_its_line_or_its_sign() {
        assert_eq!(
            tokens("//a\n/*b*/;/c/*"),
            [
                (Token::Comment, "//a"),
                (Token::Comment, "/*b*/"),
                (Token::Unknown, ";"),
                (Token::Unknown, "/"),
                (Token::Word, "c"),
                (Token::UnclosedComment, "/*"),
            ]
        );
    }
}
