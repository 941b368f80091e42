//! HAR, the JSON that a browser's network panel saves: requests with their answers.
//! Format: <http://www.softwareishard.com/blog/har-12-spec/>.

use crate::span::Span;
use crate::syntax::command::calls::{Calls, IsWanted};
use crate::syntax::http::{Header, Message, Method};
use crate::syntax::source_map::{MappedText, unescape_json};
use crate::syntax::{NodeId, NodeKind, Tree};

/// Reads the request of the entry that is wanted, or of the first, with its answer; `None` where the document is no
/// HAR or holds no request.
pub(crate) fn read<'a>(
    text: &'a str,
    tree: &Tree<'_>,
    root: NodeId,
    wanted: IsWanted,
) -> Option<Message<'a>> {
    let entries = tree.child(tree.child(root, "log")?, "entries")?;
    let mut calls = Calls::new(wanted);
    for entry in tree.children(entries) {
        if let Some(request) = tree.child(entry, "request") {
            let mut message = request_message(text, tree, request);
            message.answer = tree.child(entry, "response").and_then(|response| answer(text, tree, response));
            calls.add(message);
        }
    }
    calls.finish()
}

fn request_message(text: &str, tree: &Tree<'_>, request: NodeId) -> Message<'static> {
    let string = |parent, name| string(text, tree, tree.child(parent, name)?);
    let mut message = Message { url: string(request, "url"), ..Message::default() };
    message.method = string(request, "method")
        .map(|source| Method { name: source.text.to_ascii_uppercase(), source: Some(source) });
    for header in tree.child(request, "headers").into_iter().flat_map(|headers| tree.children(headers)) {
        if let (Some(name), Some(value)) = (string(header, "name"), string(header, "value")) {
            let (name, value) = (name.text.into_owned(), value.text.into_owned());
            message.headers.push(Header { name, value, span: tree[header].span() });
        }
    }
    if let Some(data) = tree.child(request, "postData") {
        message.body = string(data, "text").filter(|body| !body.text.is_empty());
        let is_form =
            string(data, "mimeType").is_some_and(|mime| mime.text.starts_with("multipart/form-data"));
        if is_form {
            message.form = Some(tree[data].span());
            message.body = None;
        }
    } else {
        // Without postData it may be that there was no body, or that the browser did not keep it: its size says which.
        let size = tree.child(request, "bodySize").map_or("", |size| tree[size].trimmed());
        message.body_elsewhere = size.parse::<u64>().is_ok_and(|size| size > 0);
    }
    message
}

/// The text that was answered. One that the browser kept in base64 is no text, or is not kept as one.
fn answer(text: &str, tree: &Tree<'_>, response: NodeId) -> Option<MappedText<'static>> {
    let content = tree.child(response, "content")?;
    let is_encoded = tree.child(content, "encoding").is_some_and(|encoding| !tree[encoding].is_blank());
    let body = string(text, tree, tree.child(content, "text")?)?;
    (!is_encoded && !body.text.trim().is_empty()).then_some(body)
}

fn string(text: &str, tree: &Tree<'_>, node: NodeId) -> Option<MappedText<'static>> {
    let span = tree[node].value_span();
    let inside = Span::new(span.start + 1, span.end.checked_sub(1)?);
    let is_string = tree[node].shape == NodeKind::String && inside.start <= inside.end;
    is_string.then(|| unescape_json(inside.of(text), inside.start))
}
