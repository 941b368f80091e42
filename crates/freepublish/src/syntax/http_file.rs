//! `.http` files, as editors run them: requests between lines of `###`, with variables.

use std::collections::BTreeMap;

use crate::span::Span;
use crate::syntax::command::calls::{Calls, IsWanted};
use crate::syntax::http::{Header, METHODS, Message, Method, line_at, next_line};
use crate::syntax::source_map::{MappedText, MappedTextBuilder, StandIn, VERBATIM};

/// Reads the requests of a file; `None` where nothing tells it from a raw message or where there is no request.
pub(crate) fn read(text: &str, start: usize, wanted: IsWanted) -> Option<Message<'_>> {
    let first = line_at(text, start).of(text);
    let begins = first.starts_with("###")
        || first.starts_with('@')
        || first.starts_with("//")
        || first.starts_with("# ");
    let is_request = is_request_line(first);
    let is_template = is_request && first.contains("{{");
    if !(begins || is_template || is_request && text[start..].contains("\n###")) {
        return None;
    }
    let mut file = File { text, variables: BTreeMap::new(), budget: text.len().saturating_mul(4) };
    let mut calls = Calls::new(wanted);
    let mut at = start;
    while at < text.len() {
        let end = block_end(text, at);
        if let Some(message) = file.block(Span::new(at, end)) {
            calls.add(message);
        }
        at = next_line(text, line_at(text, end)).max(end + 1);
    }
    calls.finish()
}

fn block_end(text: &str, start: usize) -> usize {
    match text[start..].find("\n###") {
        _ if text[start..].starts_with("###") => start,
        Some(found) => start + found + 1,
        None => text.len(),
    }
}

/// `POST https://…`, or an address alone.
fn is_request_line(line: &str) -> bool {
    let target = match line.split_once([' ', '\t']) {
        Some((method, rest)) if METHODS.contains(&method.to_ascii_uppercase().as_str()) => rest.trim_start(),
        _ => line,
    };
    ["http://", "https://", "{{", "/"].iter().any(|sign| target.starts_with(sign)) && !line.starts_with("//")
}

struct File<'a> {
    text: &'a str,
    /// `@name = value`
    variables: BTreeMap<&'a str, &'a str>,
    /// How much of their values may be copied.
    budget: usize,
}

impl<'a> File<'a> {
    /// Reads what stands between two separators.
    fn block(&mut self, block: Span) -> Option<Message<'a>> {
        let mut at = block.start;
        let mut message = loop {
            if at >= block.end {
                return None;
            }
            let line = line_at(self.text, at);
            at = next_line(self.text, line);
            let content = line.of(self.text);
            if let Some((name, value)) = content.strip_prefix('@').and_then(|rest| rest.split_once('=')) {
                self.variables.insert(name.trim(), value.trim());
            } else if is_request_line(content) {
                break self.request_line(line, &mut at);
            } else if !(content.trim().is_empty() || content.starts_with(['#', '/', '@'])) {
                return None;
            }
        };
        while at < block.end {
            let line = line_at(self.text, at);
            let content = line.of(self.text);
            if content.trim().is_empty() {
                at = next_line(self.text, line);
                break;
            }
            if !content.starts_with(['#', '/']) {
                let source = self.template(line);
                let Some(header) = Header::parse(&source.text, line) else { break };
                if !source.has_unknown() {
                    message.headers.push(header);
                }
            }
            at = next_line(self.text, line);
        }
        self.body(Span::new(at.min(block.end), block.end), &mut message);
        message.note_not_given();
        Some(message)
    }

    fn request_line(&mut self, line: Span, behind: &mut usize) -> Message<'a> {
        let content = line.of(self.text);
        let mut message = Message::default();
        let mut start = line.start;
        if let Some((method, rest)) = content.split_once([' ', '\t'])
            && METHODS.contains(&method.to_ascii_uppercase().as_str())
        {
            let place = Span::new(line.start, line.start + method.len());
            let source = Some(MappedText::slice(self.text, place));
            message.method = Some(Method { name: method.to_ascii_uppercase(), source });
            start = line.end - rest.trim_start().len();
        } else {
            message.method = Some(Method { name: "GET".to_owned(), source: None });
        }
        let mut url = self.template(Span::new(start, self.target_end(start, line.end)));
        // The query may go on in lines of its own.
        loop {
            let next = line_at(self.text, *behind);
            let trimmed = next.of(self.text).trim_start();
            if trimmed.len() == next.of(self.text).len() || !trimmed.starts_with(['?', '&']) {
                break;
            }
            let start = next.end - trimmed.len();
            url.push(self.template(Span::new(start, self.target_end(start, next.end))));
            *behind = next_line(self.text, next);
        }
        message.url = Some(url);
        message
    }

    /// Where the target ends that begins at `start`; the version of HTTP may stand behind it.
    fn target_end(&self, start: usize, end: usize) -> usize {
        let target = Span::new(start, end).of(self.text).trim_end();
        let target = match target.rsplit_once([' ', '\t']) {
            Some((target, version)) if version.starts_with("HTTP/") => target.trim_end(),
            _ => target,
        };
        start + target.len()
    }

    fn body(&mut self, span: Span, message: &mut Message<'a>) {
        let mut end = span.end;
        let mut at = span.start;
        while at < span.end {
            let line = line_at(self.text, at);
            let content = line.of(self.text);
            if content.starts_with("> ") || content.starts_with(">> ") || content.starts_with("<> ") {
                // What the editor does with the answer.
                end = at;
                break;
            }
            if content.starts_with("< ") || content.starts_with("<@ ") {
                message.body_elsewhere = true;
                message.not_given.push(line);
            }
            at = next_line(self.text, line);
        }
        let span = Span::new(span.start, end);
        if message.body_elsewhere || span.of(self.text).trim().is_empty() {
            return;
        }
        let length = span.of(self.text).trim_end().len();
        let body = self.template(Span::new(span.start, span.start + length)).into_json();
        if body.is_unknown() {
            message.body_elsewhere = true;
            message.not_given.extend(body.unknown_outer());
        } else {
            message.body = Some(body);
        }
    }

    /// The text with its variables: the values of those that the file sets, the names of the others.
    fn template(&mut self, span: Span) -> MappedText<'a> {
        let all = span.of(self.text);
        if !all.contains("{{") {
            return MappedText::slice(self.text, span);
        }
        let mut out = MappedTextBuilder::new(&VERBATIM, span.start);
        let mut at = 0;
        while let Some(found) = all[at..].find("{{") {
            let open = at + found;
            let name = variable(&all[open..]);
            out.copy(&all[at..open], span.start + at);
            let Some(name) = name else {
                out.copy(&all[open..=open], span.start + open);
                at = open + 1;
                continue;
            };
            let end = open + name.len() + 4;
            let place = Span::new(span.start + open, span.start + end);
            match self.variables.get(name.trim()) {
                Some(value) if value.len() < self.budget && !value.contains("{{") => {
                    self.budget -= value.len() + 1;
                    out.stand_in(value, place, StandIn::Given);
                }
                _ => out.stand_in(&all[open..end], place, StandIn::NotGiven),
            }
            at = end;
        }
        out.copy(&all[at..], span.start + at);
        out.finish(span.end)
    }
}

/// What stands between the braces of `{{name}}`.
fn variable(text: &str) -> Option<&str> {
    const LONGEST: usize = 200;
    let inside = text.strip_prefix("{{")?;
    let end = inside.bytes().take(LONGEST).position(|byte| matches!(byte, b'{' | b'}' | b'\n' | b'"'))?;
    inside[end..].starts_with("}}").then(|| &inside[..end])
}
