//! JavaScript's `fetch("…", {…})`, as browsers copy it for the browser and for Node, and as people write it.

mod literal;
mod token;

use std::collections::BTreeMap;

use crate::span::Span;
use crate::syntax::command::calls::{Calls, IsWanted};
use crate::syntax::http::{Header, Message, Method, MethodSlot};
use crate::syntax::source_map::{MappedText, MappedTextBuilder, StandIn, VERBATIM};
use token::{Kind, Tokens};

/// Words a script that calls `fetch` begins with.
const BEGINNINGS: [&str; 11] =
    ["async", "await", "const", "fetch", "globalThis", "import", "let", "return", "self", "var", "window"];

/// Reads the calls of a script that begins at `start`; `None` when there is none.
pub(crate) fn read(text: &str, start: usize, wanted: IsWanted) -> Option<Message<'_>> {
    let mut tokens = Tokens::new(text, start);
    let first = tokens.next()?;
    if !BEGINNINGS.contains(&first.span.of(text)) {
        return None;
    }
    let mut calls = Calls::new(wanted);
    let mut script =
        Script { text, tokens: Tokens::new(text, start), strings: BTreeMap::new(), budget: text.len() * 4 };
    let mut name = "";
    while let Some(token) = script.tokens.next() {
        match token.kind {
            Kind::Word if token.span.of(text) == "fetch" && script.tokens.next_is('(') => {
                script.tokens.next();
                let message = script.call(token.span, &mut calls);
                calls.add(message);
            }
            Kind::Word => name = token.span.of(text),
            // `const url = "…"`
            Kind::Sign('=') if script.tokens.next_is_string() && !name.is_empty() => {
                if let Operand::Text(value) = script.value() {
                    script.strings.insert(name, value);
                }
            }
            _ => name = "",
        }
    }
    calls.finish()
}

struct Script<'a> {
    text: &'a str,
    tokens: Tokens<'a>,
    strings: BTreeMap<&'a str, MappedText<'static>>,
    /// How much may be copied out of `strings`.
    budget: usize,
}

/// What an expression comes to, as far as that can be seen.
enum Operand {
    Text(MappedText<'static>),
    /// It is computed, or named and said elsewhere.
    Other(Span),
    /// `null` or `undefined`.
    Nothing,
}

impl<'a> Script<'a> {
    /// Reads the arguments of a call.
    fn call(&mut self, program: Span, calls: &mut Calls<'a>) -> Message<'a> {
        let mut message = Message::default();
        let url = match self.value() {
            Operand::Text(url) if !url.is_unknown() => Some(url),
            Operand::Text(url) => {
                message.not_given.push(url.whole());
                None
            }
            Operand::Other(span) => {
                message.not_given.push(span);
                None
            }
            Operand::Nothing => None,
        };
        let mut slot = MethodSlot { program, at: self.tokens.end(), text: ", {\"method\": \"POST\"}" };
        let mut are_options_known = true;
        // Of a call that does not end nobody knows where its next argument belongs.
        let mut is_slot_known = true;
        if self.tokens.take(',') {
            if self.tokens.take('{') {
                slot = MethodSlot { at: self.tokens.end(), text: " \"method\": \"POST\",", ..slot };
                self.options(&mut message);
            } else if !self.tokens.next_is(')') {
                are_options_known = false;
                if let Operand::Other(span) = self.value() {
                    message.not_given.push(span);
                }
            }
        } else {
            is_slot_known = self.tokens.next_is(')');
        }
        if are_options_known {
            message.method_slot = is_slot_known.then_some(slot);
            if message.method.is_none() && message.not_given.iter().all(|span| span.start < slot.at) {
                message.method = Some(Method { name: "GET".to_owned(), source: None });
            }
        } else {
            message.body_elsewhere = true;
        }
        let method = message.method.as_ref().map_or("", |method| method.name.as_str()).to_owned();
        message.url = calls.choose_address(&method, url.into_iter().collect());
        message.note_not_given();
        message
    }

    /// Reads `"method": "POST", "headers": {…}, …}`.
    fn options(&mut self, message: &mut Message<'a>) {
        let mut is_spread = false;
        while let Some(key) = self.tokens.next() {
            match key.kind {
                Kind::Sign('}') => return,
                Kind::Sign('.') => {
                    is_spread = true;
                    continue;
                }
                Kind::Sign(_) => continue,
                Kind::Word | Kind::String => {}
            }
            let name = key.string(self.text).text.into_owned();
            if !self.tokens.take(':') {
                // `{ method, ...options }`
                if std::mem::take(&mut is_spread) || matches!(name.as_str(), "body" | "headers" | "method") {
                    message.not_given.push(key.span);
                    message.body_elsewhere = true;
                }
                continue;
            }
            match name.as_str() {
                "headers" => self.headers(message),
                "body" => match self.body() {
                    Operand::Text(body) if !body.is_unknown() => message.body = Some(body),
                    Operand::Text(body) => {
                        message.not_given.push(body.whole());
                        message.body_elsewhere = true;
                    }
                    Operand::Other(span) => {
                        message.not_given.push(span);
                        message.body_elsewhere = true;
                    }
                    Operand::Nothing => {}
                },
                "method" => match self.value() {
                    Operand::Text(source) if !source.has_unknown() => {
                        let name = source.text.to_ascii_uppercase();
                        message.method = Some(Method { name, source: Some(source) });
                    }
                    Operand::Text(source) => message.not_given.push(source.whole()),
                    Operand::Other(span) => message.not_given.push(span),
                    Operand::Nothing => {}
                },
                // The browser sends it as a header.
                "referrer" => {
                    if let Operand::Text(value) = self.value()
                        && value.text.starts_with("http")
                    {
                        let span = Span::new(key.span.start, self.tokens.end());
                        let (name, value) = ("Referer".to_owned(), value.text.into_owned());
                        message.headers.push(Header { name, value, span });
                    }
                }
                _ => {
                    self.value();
                }
            }
        }
    }

    fn headers(&mut self, message: &mut Message<'a>) {
        // `new Headers({…})`
        let is_wrapped = self.tokens.take_words(&["new", "Headers"]) && self.tokens.take('(');
        if !self.tokens.take('{') {
            if let Operand::Other(span) = self.value() {
                message.not_given.push(span);
            }
            return;
        }
        while let Some(key) = self.tokens.next() {
            match key.kind {
                Kind::Sign('}') => break,
                Kind::Sign(',') => continue,
                _ => {}
            }
            let name = key.string(self.text).text.into_owned();
            if !self.tokens.take(':') {
                continue;
            }
            if let Operand::Text(value) = self.value()
                && !value.has_unknown()
            {
                let span = Span::new(key.span.start, self.tokens.end());
                message.headers.push(Header { name, value: value.text.into_owned(), span });
            }
        }
        if is_wrapped {
            self.tokens.take(')');
        }
    }

    /// A text, or `JSON.stringify({…})` of what is written there.
    fn body(&mut self) -> Operand {
        let before = self.tokens.clone();
        if self.tokens.take_words(&["JSON", ".", "stringify"]) && self.tokens.take('(') {
            if let Some(body) = literal::as_json(self.text, &mut self.tokens) {
                return Operand::Text(body);
            }
            self.tokens = before;
        }
        match self.value() {
            Operand::Text(body) => Operand::Text(body.into_json()),
            other => other,
        }
    }

    /// Reads an expression: strings that are added up, with what is not known between them.
    fn value(&mut self) -> Operand {
        let start = self.tokens.next_start();
        let mut sum: Option<MappedText<'static>> = None;
        let mut is_text = false;
        loop {
            let operand = self.operand();
            let part = match operand {
                Operand::Nothing if sum.is_none() && !self.tokens.next_is('+') => return Operand::Nothing,
                Operand::Nothing => None,
                Operand::Text(text) => {
                    is_text = true;
                    Some(text)
                }
                Operand::Other(span) => Some(not_given(self.text, span)),
            };
            match (&mut sum, part) {
                (Some(sum), Some(part)) => sum.push(part),
                (sum, part) => *sum = sum.take().or(part),
            }
            if !self.tokens.take('+') {
                break;
            }
        }
        match sum {
            Some(sum) if is_text => Operand::Text(sum),
            _ => Operand::Other(Span::new(start, self.tokens.end().max(start))),
        }
    }

    /// Reads up to the next `+`, comma or closing bracket.
    fn operand(&mut self) -> Operand {
        let start = self.tokens.next_start();
        let first = self.tokens.peek();
        if let Some(token) = &first
            && token.kind == Kind::String
        {
            self.tokens.next();
            if self.tokens.at_end_of_operand() {
                return Operand::Text(token.string(self.text));
            }
        }
        self.tokens.skip_operand();
        let span = Span::new(start, self.tokens.end().max(start));
        match span.of(self.text).trim() {
            "null" | "undefined" => Operand::Nothing,
            name => match self.strings.get(name) {
                Some(text) if text.text.len() < self.budget => {
                    self.budget -= text.text.len() + 1;
                    Operand::Text(text.clone())
                }
                _ => Operand::Other(span),
            },
        }
    }
}

/// An expression whose value is not in the text.
fn not_given(text: &str, span: Span) -> MappedText<'static> {
    let mut out = MappedTextBuilder::new(&VERBATIM, span.start);
    out.stand_in(&format!("${{{}}}", span.of(text)), span, StandIn::NotGiven);
    out.finish(span.end)
}

#[cfg(test)]
mod tests;
