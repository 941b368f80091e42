//! JSON as RFC 8259 says it, to a [`Tree`]. A person who pastes a payload wants every mistake in it, and wants to see what
//! could be read: what is wrong is reported at its place, and read as what it was meant to be.

mod lexer;
mod string;

use std::borrow::Cow;

use self::lexer::{Lexer, Token, ascii_of, is_number};
use super::tree::{Node, NodeId, NodeKind, Tree};
use super::{Document, Errors, Progress, SyntaxError, SyntaxErrorKind};
use crate::MAX_DEPTH;
use crate::span::Span;

pub(crate) use self::lexer::Quote;
pub(crate) use self::string::in_double_quotes;

/// What a JSON text can have wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum JsonError {
    /// `\q`, `\u12`.
    BadEscape,
    /// `01`, `+1`, `.5`, `0x1`.
    BadNumber,
    ColonExpected,
    CommaExpected,
    /// `//` or `/* */`.
    Comment,
    /// A line break or the like in a string.
    ControlCharacter,
    /// White space that RFC 8259 does not know.
    ForeignSpace,
    KeyExpected,
    /// Half of a pair of `\ud800` and `\udc00`.
    LoneSurrogate,
    /// There is nothing but white space and comments.
    NoValue,
    /// `'text'`.
    SingleQuotes,
    TooDeep,
    /// A comma before a closing bracket.
    TrailingComma,
    UnclosedBracket,
    UnclosedComment,
    UnclosedString,
    UnexpectedCharacter,
    UnexpectedColon,
    UnexpectedComma,
    UnknownWord,
    UnmatchedClose,
    UnquotedKey,
    ValueExpected,
    /// Chinese punctuation where this ASCII character belongs.
    WidePunctuation(char),
    /// A string in Chinese quotation marks.
    WideQuotes(Quote),
    WrongClose,
}

/// Reads the first value of `text`.
pub(crate) fn read(text: &str) -> Document<'_> {
    let mut lexer = Lexer::new(text);
    let mut reader = Reader {
        text,
        tree: Tree::new(),
        open: Vec::new(),
        last_comma: None,
        astray: false,
        errors: Errors::default(),
    };
    let end = loop {
        let progress = match lexer.next() {
            Some((token, span)) => reader.token(token, span),
            None => reader.end_of_text(),
        };
        if let Progress::Done(end) = progress {
            break end;
        }
    };
    reader.space_behind(end);
    Document { tree: reader.tree, end, errors: reader.errors }
}

/// What an open object or array waits for.
#[derive(Clone, Copy, PartialEq)]
enum Expect {
    Key,
    Colon,
    Value,
    CommaOrEnd,
}

struct Open<'a> {
    id: NodeId,
    expect: Expect,
    key: Option<(Cow<'a, str>, Span)>,
}

struct Reader<'a> {
    text: &'a str,
    tree: Tree<'a>,
    open: Vec<Open<'a>>,
    /// The comma that was just read, as long as nothing has followed it.
    last_comma: Option<Span>,
    /// The structure was broken and nothing has come since that makes it clear again: what follows from it is not
    /// worth a report of its own.
    astray: bool,
    errors: Errors,
}

impl<'a> Reader<'a> {
    fn token(&mut self, token: Token, span: Span) -> Progress {
        match token {
            Token::Comment => return self.report(JsonError::Comment, span),
            Token::ForeignSpace => return self.report(JsonError::ForeignSpace, span),
            Token::Unknown => return self.broken(JsonError::UnexpectedCharacter, span),
            Token::UnclosedComment => return self.broken(JsonError::UnclosedComment, span),
            _ => {}
        }
        if let Some(ascii) = self.wide(token, span) {
            self.report(JsonError::WidePunctuation(ascii), span);
        }
        let comma = self.last_comma.take();
        match token {
            Token::OpenBrace => self.open(NodeKind::Object, span),
            Token::OpenBracket => self.open(NodeKind::Array, span),
            Token::CloseBrace => self.close(NodeKind::Object, span, comma),
            Token::CloseBracket => self.close(NodeKind::Array, span, comma),
            Token::Comma => self.comma(span),
            Token::Colon => self.colon(span),
            Token::String(quote) => self.string(quote, span),
            Token::UnclosedString => self.unclosed_string(span),
            Token::Number | Token::Word if self.is_key_expected() => {
                self.report(JsonError::UnquotedKey, span);
                self.key(Cow::Borrowed(span.of(self.text)), span)
            }
            Token::Number => self.number(span),
            Token::Word => self.word(span),
            Token::Comment | Token::ForeignSpace | Token::Unknown | Token::UnclosedComment => {
                Progress::Reading
            }
        }
    }

    /// The character that belongs in the place of Chinese punctuation.
    fn wide(&self, token: Token, span: Span) -> Option<char> {
        let is_punctuation = !matches!(token, Token::String(_) | Token::UnclosedString);
        span.of(self.text).chars().next().filter(|_| is_punctuation).and_then(ascii_of)
    }

    fn is_key_expected(&self) -> bool {
        self.open.last().is_some_and(|open| open.expect == Expect::Key)
    }

    fn key(&mut self, name: Cow<'a, str>, span: Span) -> Progress {
        if let Some(open) = self.open.last_mut() {
            open.key = Some((name, span));
            open.expect = Expect::Colon;
        }
        Progress::Reading
    }

    fn string(&mut self, quote: Quote, span: Span) -> Progress {
        match quote {
            Quote::Double => {}
            Quote::Single => {
                self.report(JsonError::SingleQuotes, span);
            }
            wide => {
                self.report(JsonError::WideQuotes(wide), span);
            }
        }
        let inside = inside_quotes(span, self.text);
        let raw = inside.of(self.text);
        let text = string::decode(raw, inside.start, quote, |error, span| {
            if error == JsonError::ControlCharacter {
                // Usually the closing quote is missing, and the string has run on into the next line.
                self.broken(error, span);
            } else {
                self.report(error, span);
            }
        });
        if self.is_key_expected() { self.key(text, span) } else { self.scalar(NodeKind::String, text, span) }
    }

    fn unclosed_string(&mut self, span: Span) -> Progress {
        self.broken(JsonError::UnclosedString, span);
        let quote = span.of(self.text).chars().next().map_or(0, char::len_utf8);
        let text = Cow::Borrowed(&self.text[span.start + quote..]);
        if self.is_key_expected() { self.key(text, span) } else { self.scalar(NodeKind::String, text, span) }
    }

    fn number(&mut self, span: Span) -> Progress {
        let text = span.of(self.text);
        if !is_number(text) {
            self.report(JsonError::BadNumber, span);
        }
        self.scalar(NodeKind::Number, Cow::Borrowed(text), span)
    }

    fn word(&mut self, span: Span) -> Progress {
        let word = span.of(self.text);
        match word {
            "true" | "false" => self.scalar(NodeKind::Bool, Cow::Borrowed(word), span),
            "null" => self.scalar(NodeKind::Null, Cow::Borrowed(""), span),
            _ => {
                self.broken(JsonError::UnknownWord, span);
                self.scalar(NodeKind::String, Cow::Borrowed(word), span)
            }
        }
    }

    fn scalar(&mut self, shape: NodeKind, text: Cow<'a, str>, span: Span) -> Progress {
        let id = self.push(shape, span);
        self.tree[id].text = text;
        if self.open.is_empty() { Progress::Done(span.end) } else { Progress::Reading }
    }

    fn open(&mut self, shape: NodeKind, span: Span) -> Progress {
        if self.open.len() >= MAX_DEPTH {
            self.report(JsonError::TooDeep, span);
            return self.close_all();
        }
        let id = self.push(shape, span);
        let expect = if shape == NodeKind::Object { Expect::Key } else { Expect::Value };
        self.open.push(Open { id, expect, key: None });
        Progress::Reading
    }

    /// Adds a value where one is expected; where none is, says what is missing and adds it all the same.
    fn push(&mut self, shape: NodeKind, span: Span) -> NodeId {
        let place = self.open.last().map(|open| (open.id, open.expect));
        let missing = match place.map(|(_, expect)| expect) {
            Some(Expect::Colon) => Some(JsonError::ColonExpected),
            Some(Expect::CommaOrEnd) => Some(JsonError::CommaExpected),
            Some(Expect::Key) => Some(JsonError::KeyExpected),
            Some(Expect::Value) | None => None,
        };
        if let Some(error) = missing {
            self.broken(error, span);
        }
        let key = self.open.last_mut().and_then(|open| {
            open.expect = Expect::CommaOrEnd;
            open.key.take()
        });
        let mut node = match key {
            Some((name, name_span)) => Node::new(shape, name, name_span),
            None => Node::new(shape, "", Span::at(span.start)),
        };
        node.set_end(span.end);
        node.set_value(span);
        self.tree.push(place.map(|(parent, _)| parent), node)
    }

    fn close(&mut self, shape: NodeKind, span: Span, comma: Option<Span>) -> Progress {
        let Some(open) = self.open.last() else {
            self.broken(JsonError::UnmatchedClose, span);
            return Progress::Done(span.end);
        };
        let waits_for_value = open.key.is_some();
        if self.tree[open.id].shape != shape {
            self.broken(JsonError::WrongClose, span);
        } else if let Some(comma) = comma {
            self.report(JsonError::TrailingComma, comma);
        } else if waits_for_value {
            self.broken(JsonError::ValueExpected, span);
        }
        self.pop(span.end);
        if self.open.is_empty() { Progress::Done(span.end) } else { Progress::Reading }
    }

    fn pop(&mut self, end: usize) {
        if let Some(open) = self.open.pop() {
            let node = &mut self.tree[open.id];
            node.set_end(end);
            node.set_value_end(end);
        }
    }

    fn comma(&mut self, span: Span) -> Progress {
        let Some(open) = self.open.last_mut() else {
            self.broken(JsonError::UnexpectedComma, span);
            return Progress::Done(span.start);
        };
        let expected = open.expect == Expect::CommaOrEnd;
        open.expect = if self.tree[open.id].shape == NodeKind::Object { Expect::Key } else { Expect::Value };
        open.key = None;
        if expected {
            self.last_comma = Some(span);
            self.astray = false;
            Progress::Reading
        } else {
            self.broken(JsonError::UnexpectedComma, span)
        }
    }

    fn colon(&mut self, span: Span) -> Progress {
        match self.open.last_mut() {
            Some(open) if open.expect == Expect::Colon => open.expect = Expect::Value,
            _ => {
                self.broken(JsonError::UnexpectedColon, span);
            }
        }
        if self.open.is_empty() { Progress::Done(span.end) } else { Progress::Reading }
    }

    fn end_of_text(&mut self) -> Progress {
        let end = Span::at(self.text.len());
        if !self.open.is_empty() {
            self.broken(JsonError::UnclosedBracket, end);
        } else if self.errors.is_empty() {
            self.report(JsonError::NoValue, end);
        }
        self.close_all()
    }

    fn close_all(&mut self) -> Progress {
        while !self.open.is_empty() {
            self.pop(self.text.len());
        }
        Progress::Done(self.text.len())
    }

    /// White space behind the value belongs to the text when nothing else follows.
    fn space_behind(&mut self, end: usize) {
        let rest = &self.text[end..];
        if !rest.chars().all(char::is_whitespace) {
            return;
        }
        let mut lexer = Lexer::new(rest);
        while let Some((_, span)) = lexer.next() {
            self.report(JsonError::ForeignSpace, span.shifted(end));
        }
    }

    /// Reports what breaks the structure, unless it is broken already.
    fn broken(&mut self, error: JsonError, span: Span) -> Progress {
        if !std::mem::replace(&mut self.astray, true) {
            self.report(error, span);
        }
        Progress::Reading
    }

    fn report(&mut self, error: JsonError, span: Span) -> Progress {
        let node = self.open.last().map(|open| open.id);
        self.errors.report(SyntaxError { kind: SyntaxErrorKind::Json(error), span, node });
        Progress::Reading
    }
}

/// What stands between the quotes of a string.
pub(crate) fn inside_quotes(span: Span, text: &str) -> Span {
    let raw = span.of(text);
    let first = raw.chars().next().map_or(0, char::len_utf8);
    let last = raw.chars().next_back().map_or(0, char::len_utf8);
    Span::new(span.start + first, (span.end - last).max(span.start + first))
}
