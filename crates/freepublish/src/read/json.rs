//! JSON to a [`Tree`], on jsonc-parser's tokens. Its own parser stops at the first mistake; a person who pastes a
//! payload wants them all, and wants to see what could be read.

use std::borrow::Cow;

use jsonc_parser::errors::ParseErrorKind;
use jsonc_parser::tokens::Token;
use jsonc_parser::{Scanner, ScannerOptions};

use crate::MAX_DEPTH;
use crate::diagnostic::{Diagnostic, Fix};
use crate::findings::Findings;
use crate::lang::Bilingual;
use crate::read::source::escape_json;
use crate::read::{Document, Progress};
use crate::rule::json::Finding;
use crate::span::Span;
use crate::tree::{Node, NodeId, Shape, Tree};

/// Reads the first value of `text`.
pub(crate) fn read<'a>(text: &'a str, findings: &mut Findings) -> Document<'a> {
    let options = ScannerOptions {
        allow_single_quoted_strings: true,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    };
    let mut scanner = Scanner::new(text, &options);
    let mut builder =
        Builder { text, tree: Tree::new(), open: Vec::new(), last_comma: None, astray: false, findings };
    loop {
        let done = match scanner.scan() {
            Ok(Some(token)) => builder.token(token, Span::new(scanner.token_start(), scanner.token_end())),
            Ok(None) => builder.end_of_text(),
            // A word with something foreign behind it (`None}`): the scanner has moved behind the word and can go on.
            Err(error)
                if matches!(error.kind(), ParseErrorKind::UnexpectedToken)
                    && scanner.token_end() > scanner.token_start() =>
            {
                let span = Span::new(scanner.token_start(), scanner.token_end());
                builder.token(Token::Word(span.of(text)), span)
            }
            Err(error) => {
                let range = error.range();
                builder.failure(error.kind(), Span::new(range.start, range.end.max(range.start)))
            }
        };
        if let Progress::Done(end) = done {
            return Document { tree: builder.tree, end };
        }
    }
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

struct Builder<'a, 'f> {
    text: &'a str,
    tree: Tree<'a>,
    open: Vec<Open<'a>>,
    /// The comma that was just read, as long as nothing has followed it.
    last_comma: Option<Span>,
    /// A mistake was reported and nothing has come since that makes the structure clear again: what follows from it
    /// is not worth a report of its own.
    astray: bool,
    findings: &'f mut Findings,
}

impl<'a> Builder<'a, '_> {
    fn token(&mut self, token: Token<'a>, span: Span) -> Progress {
        if let Token::CommentLine(_) | Token::CommentBlock(_) = token {
            self.report(Diagnostic::new(Finding::Comment).at(span).fix(Fix::delete(span)));
            return Progress::Reading;
        }
        let comma = self.last_comma.take();
        match token {
            Token::OpenBrace => self.open(Shape::Object, span),
            Token::OpenBracket => self.open(Shape::Array, span),
            Token::CloseBrace => self.close(Shape::Object, span, comma),
            Token::CloseBracket => self.close(Shape::Array, span, comma),
            Token::Comma => self.comma(span),
            Token::Colon => self.colon(span),
            Token::String(text) => self.string(text, span),
            Token::Number(text) => self.scalar(Shape::Number, Cow::Borrowed(text), span),
            Token::Boolean(_) => self.scalar(Shape::Bool, Cow::Borrowed(span.of(self.text)), span),
            Token::Null => self.scalar(Shape::Null, Cow::Borrowed(""), span),
            Token::Word(word) => self.word(word, span),
            Token::CommentLine(_) | Token::CommentBlock(_) => Progress::Reading,
        }
    }

    fn string(&mut self, text: Cow<'a, str>, span: Span) -> Progress {
        let raw = span.of(self.text);
        if raw.starts_with('\'') {
            let quoted = format!("\"{}\"", escape_json(&text));
            self.report(Diagnostic::new(Finding::SingleQuotes).at(span).fix(Fix::replace(span, quoted)));
        } else if let Some(control) = raw.find(|c: char| c < ' ') {
            let place = Span::new(span.start + control, span.start + control + 1);
            self.malformed(problem::CONTROL_CHARACTER, place);
        }
        match self.open.last_mut() {
            Some(open) if open.expect == Expect::Key => {
                open.key = Some((text, span));
                open.expect = Expect::Colon;
                Progress::Reading
            }
            _ => self.scalar(Shape::String, text, span),
        }
    }

    fn word(&mut self, word: &'a str, span: Span) -> Progress {
        match self.open.last_mut() {
            Some(open) if open.expect == Expect::Key => {
                open.key = Some((Cow::Borrowed(word), span));
                open.expect = Expect::Colon;
                self.malformed(problem::UNQUOTED_KEY, span);
                Progress::Reading
            }
            _ => {
                self.malformed(problem::UNKNOWN_WORD, span);
                self.scalar(Shape::String, Cow::Borrowed(word), span)
            }
        }
    }

    fn scalar(&mut self, shape: Shape, text: Cow<'a, str>, span: Span) -> Progress {
        let id = self.push(shape, span);
        self.tree[id].text = text;
        if self.open.is_empty() { Progress::Done(span.end) } else { Progress::Reading }
    }

    fn open(&mut self, shape: Shape, span: Span) -> Progress {
        if self.open.len() >= MAX_DEPTH {
            self.report(Diagnostic::new(Finding::TooDeep).at(span));
            return self.close_all();
        }
        let id = self.push(shape, span);
        let expect = if shape == Shape::Object { Expect::Key } else { Expect::Value };
        self.open.push(Open { id, expect, key: None });
        Progress::Reading
    }

    /// Adds a value where one is expected; where none is, says what is missing and adds it all the same.
    fn push(&mut self, shape: Shape, span: Span) -> NodeId {
        let place = self.open.last().map(|open| (open.id, open.expect));
        if let Some((parent, expect)) = place {
            let in_array = self.tree[parent].shape == Shape::Array;
            match expect {
                Expect::Value => {}
                Expect::Colon => self.malformed(problem::COLON_EXPECTED, span),
                Expect::CommaOrEnd => self.malformed(problem::COMMA_EXPECTED, span),
                Expect::Key if in_array => {}
                Expect::Key => self.malformed(problem::KEY_EXPECTED, span),
            }
        }
        let mut node = match self.open.last_mut().map(|open| {
            open.expect = Expect::CommaOrEnd;
            open.key.take()
        }) {
            Some(Some((name, name_span))) => Node::new(shape, name, name_span),
            _ => Node::new(shape, "", Span::at(span.start)),
        };
        node.set_end(span.end);
        node.set_value(span);
        self.tree.push(place.map(|(parent, _)| parent), node)
    }

    fn close(&mut self, shape: Shape, span: Span, comma: Option<Span>) -> Progress {
        let Some(open) = self.open.last() else {
            self.malformed(problem::UNMATCHED_CLOSE, span);
            return Progress::Done(span.end);
        };
        let waits_for_value = open.key.is_some();
        if self.tree[open.id].shape != shape {
            self.malformed(problem::WRONG_CLOSE, span);
        } else if let Some(comma) = comma {
            self.report(Diagnostic::new(Finding::TrailingComma).at(comma).fix(Fix::delete(comma)));
        } else if waits_for_value {
            self.malformed(problem::VALUE_EXPECTED, span);
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
            self.malformed(problem::UNEXPECTED_COMMA, span);
            return Progress::Done(span.start);
        };
        let expected = open.expect == Expect::CommaOrEnd;
        open.expect = if self.tree[open.id].shape == Shape::Object { Expect::Key } else { Expect::Value };
        open.key = None;
        if expected {
            self.last_comma = Some(span);
            self.astray = false;
        } else {
            self.malformed(problem::UNEXPECTED_COMMA, span);
        }
        Progress::Reading
    }

    fn colon(&mut self, span: Span) -> Progress {
        match self.open.last_mut() {
            Some(open) if open.expect == Expect::Colon => open.expect = Expect::Value,
            _ => self.malformed(problem::UNEXPECTED_COLON, span),
        }
        if self.open.is_empty() { Progress::Done(span.end) } else { Progress::Reading }
    }

    fn end_of_text(&mut self) -> Progress {
        if !self.open.is_empty() {
            self.malformed(problem::UNCLOSED, Span::at(self.text.len()));
        }
        self.close_all()
    }

    fn failure(&mut self, kind: &ParseErrorKind, span: Span) -> Progress {
        let problem = match kind {
            ParseErrorKind::String(_) => problem::BAD_STRING,
            ParseErrorKind::UnterminatedCommentBlock => problem::UNCLOSED_COMMENT,
            ParseErrorKind::UnexpectedToken => problem::UNEXPECTED_CHARACTER,
            _ => problem::BAD_NUMBER,
        };
        self.malformed(problem, span);
        self.close_all()
    }

    fn close_all(&mut self) -> Progress {
        while !self.open.is_empty() {
            self.pop(self.text.len());
        }
        Progress::Done(self.text.len())
    }

    fn malformed(&mut self, problem: Bilingual, span: Span) {
        if std::mem::replace(&mut self.astray, true) {
            return;
        }
        let mut diagnostic = Diagnostic::new(Finding::Malformed { problem }).at(span);
        diagnostic.path = self.open.last().map(|open| self.tree.path(open.id));
        self.report(diagnostic);
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.findings.report(|| diagnostic);
    }
}

mod problem {
    use crate::lang::Bilingual;

    pub(super) const BAD_NUMBER: Bilingual =
        Bilingual::new("数字的写法不合法", "a number JSON does not know");
    pub(super) const BAD_STRING: Bilingual = Bilingual::new(
        "字符串没有结束，或含有不合法的转义",
        "a string that does not end or has a wrong escape",
    );
    pub(super) const COLON_EXPECTED: Bilingual =
        Bilingual::new("键和值之间缺少冒号", "no colon between key and value");
    pub(super) const COMMA_EXPECTED: Bilingual =
        Bilingual::new("两项之间缺少逗号", "no comma between two items");
    pub(super) const CONTROL_CHARACTER: Bilingual = Bilingual::new(
        "字符串里有未转义的换行或控制字符",
        "a line break or control character inside a string is not escaped",
    );
    pub(super) const KEY_EXPECTED: Bilingual = Bilingual::new("这里应是键名", "a key was expected here");
    pub(super) const UNCLOSED: Bilingual =
        Bilingual::new("到结尾仍有括号没有闭合", "the text ends while a bracket is still open");
    pub(super) const UNCLOSED_COMMENT: Bilingual =
        Bilingual::new("注释没有以 */ 结束", "a comment without its */");
    pub(super) const UNEXPECTED_CHARACTER: Bilingual =
        Bilingual::new("出现了不该有的字符", "a character that cannot stand here");
    pub(super) const UNEXPECTED_COLON: Bilingual =
        Bilingual::new("多了一个冒号", "a colon that cannot stand here");
    pub(super) const UNEXPECTED_COMMA: Bilingual =
        Bilingual::new("多了一个逗号", "a comma that cannot stand here");
    pub(super) const UNKNOWN_WORD: Bilingual = Bilingual::new(
        "不认识的词；JSON 只有 true、false、null，文字要加双引号",
        "an unknown word; JSON has true, false and null, and text stands in double quotes",
    );
    pub(super) const UNMATCHED_CLOSE: Bilingual =
        Bilingual::new("多了一个右括号", "a closing bracket too many");
    pub(super) const UNQUOTED_KEY: Bilingual =
        Bilingual::new("键名要加双引号", "a key without double quotes");
    pub(super) const VALUE_EXPECTED: Bilingual = Bilingual::new("冒号后面缺少值", "no value behind the key");
    pub(super) const WRONG_CLOSE: Bilingual =
        Bilingual::new("右括号与左括号不匹配", "brackets that do not match");
}
