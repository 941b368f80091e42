//! HTTP messages as they stand in logs and in copied requests.

use crate::span::Span;
use crate::syntax::source_map::MappedText;

/// A request or an answer, from a raw message, a command or an address.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(crate) struct Message<'a> {
    /// The method; `None` when nothing says it.
    pub(crate) method: Option<Method<'a>>,
    /// Where a method could be written when none is.
    pub(crate) method_slot: Option<MethodSlot>,
    /// The address.
    pub(crate) url: Option<MappedText<'a>>,
    pub(crate) headers: Vec<Header>,
    pub(crate) body: Option<MappedText<'a>>,
    /// Whether the body comes from somewhere else, such as a file, and cannot be looked at.
    pub(crate) body_elsewhere: bool,
    /// Where the parts of a form stand that is sent in place of a body.
    pub(crate) form: Option<Span>,
    /// Whether this is an answer.
    pub(crate) is_response: bool,
    /// Whether this is a raw message, whose headers are lines.
    pub(crate) is_raw: bool,
    /// Whether an address without a scheme is taken for `http://`.
    pub(crate) assumes_http: bool,
    /// What the text names and does not hold: variables, files.
    pub(crate) not_given: Vec<Span>,
    /// What was answered, where the text holds that too.
    pub(crate) answer: Option<MappedText<'a>>,
    /// Calls that stand in the same text and are not read.
    pub(crate) others: Option<Others>,
}

/// The method of a request.
#[derive(Clone, Debug)]
pub(crate) struct Method<'a> {
    pub(crate) name: String,
    /// Where it is written; `None` when it follows from something else.
    pub(crate) source: Option<MappedText<'a>>,
}

/// How a method is put into a call that has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct MethodSlot {
    /// The name of the program or function that makes the call.
    pub(crate) program: Span,
    /// Where to write it.
    pub(crate) at: usize,
    /// What to write, for POST.
    pub(crate) text: &'static str,
}

/// Calls that are not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Others {
    pub(crate) count: usize,
    /// Method and address of the first few, without queries.
    pub(crate) names: Vec<String>,
}

/// A header line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Header {
    pub(crate) name: String,
    pub(crate) value: String,
    /// The whole line, or the curl argument.
    pub(crate) span: Span,
}

impl Header {
    /// Reads `Name: value`.
    pub(crate) fn parse(line: &str, span: Span) -> Option<Self> {
        let (name, value) = line.split_once(':')?;
        let is_name =
            !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
        is_name.then(|| Self { name: name.to_owned(), value: value.trim().to_owned(), span })
    }
}

impl Message<'_> {
    /// The first header of that name, case ignored.
    pub(crate) fn header(&self, name: &str) -> Option<&Header> {
        self.headers.iter().find(|header| header.name.eq_ignore_ascii_case(name))
    }

    /// Notes what address and body name without giving its value.
    pub(crate) fn note_not_given(&mut self) {
        let sources = [&self.url, &self.body];
        self.not_given.extend(sources.into_iter().flatten().flat_map(MappedText::unknown_outer));
        self.not_given.sort_unstable();
        self.not_given.dedup();
    }
}

pub(crate) const METHODS: [&str; 9] =
    ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "CONNECT", "TRACE"];

/// Reads a raw message that begins at the first character of `text[start..]`; `None` when it does not begin like one.
pub(crate) fn read(text: &str, start: usize) -> Option<Message<'_>> {
    let line = line_at(text, start);
    let first = line.of(text);
    let mut message = Message { is_raw: true, ..Message::default() };
    if first.starts_with("HTTP/") {
        message.is_response = true;
    } else {
        let (method, rest) = first.split_once(' ')?;
        if !METHODS.contains(&method.to_ascii_uppercase().as_str()) {
            return None;
        }
        let target = rest.trim_start();
        if !(target.starts_with('/') || target.starts_with("http://") || target.starts_with("https://")) {
            return None;
        }
        let place = Span::new(line.start, line.start + method.len());
        message.method =
            Some(Method { name: method.to_ascii_uppercase(), source: Some(MappedText::slice(text, place)) });
        let target_start = line.end - target.len();
        let length = target.find(char::is_whitespace).unwrap_or(target.len());
        message.url = Some(MappedText::slice(text, Span::new(target_start, target_start + length)));
    }
    let body = read_headers(text, next_line(text, line), &mut message.headers);
    message.body = (!body.of(text).trim().is_empty()).then(|| MappedText::slice(text, body));
    Some(message)
}

/// Reads header lines from `at` on and returns the span of what follows them.
fn read_headers(text: &str, mut at: usize, headers: &mut Vec<Header>) -> Span {
    while at < text.len() {
        let line = line_at(text, at);
        let content = line.of(text);
        if content.is_empty() {
            at = next_line(text, line);
            break;
        }
        // A copied message often lacks the empty line; a body is told from a header by its first character.
        let Some(header) = Header::parse(content, line) else { break };
        headers.push(header);
        at = next_line(text, line);
    }
    Span::new(at, text.len())
}

/// The line that begins at `start`, its end of line left out.
pub(crate) fn line_at(text: &str, start: usize) -> Span {
    let end = text[start..].find('\n').map_or(text.len(), |found| start + found);
    Span::new(start, start + text[start..end].trim_end_matches('\r').len())
}

pub(crate) fn next_line(text: &str, line: Span) -> usize {
    text[line.end..].find('\n').map_or(text.len(), |found| line.end + found + 1)
}

#[cfg(test)]
mod shown;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_taken_apart() {
        let text =
            "POST /wx?nonce=1 HTTP/1.1\r\nHost: a.example\r\nContent-Type: text/xml\r\n\r\n<xml></xml>";
        let message = read(text, 0).expect("a request line");
        let method = message.method.expect("a method");
        assert_eq!(
            (method.name.as_str(), method.source.map(|source| source.whole())),
            ("POST", Some(Span::new(0, 4)))
        );
        assert_eq!(message.url.map(|url| url.text.into_owned()).as_deref(), Some("/wx?nonce=1"));
        assert_eq!(message.headers.len(), 2);
        let body = message.body.expect("a body");
        assert_eq!(body.text, "<xml></xml>");
        assert_eq!(body.whole().of(text), "<xml></xml>");
    }

    #[test]
    fn the_empty_line_may_be_missing() {
        let message = read("HTTP/1.1 200 OK\nServer: nginx\n{\"errcode\":0}", 0).expect("a status line");
        assert!(message.is_response);
        assert_eq!(message.body.expect("a body").text, "{\"errcode\":0}");
    }

    #[test]
    fn prose_is_no_request() {
        assert!(read("Get the draft first", 0).is_none());
        assert!(read("POST it", 0).is_none());
    }
}
