//! The fields of a document in the order they stand in it, each beside its row of the catalogue.

use crate::catalogue::field::{self, Document, Field};
use crate::inspect::is_wechat;
use crate::span::Span;
use crate::syntax::http::Message;
use crate::syntax::source_map::MappedText;
use crate::syntax::{NodeKind, Tree, json, xml};
use crate::syntax::{command, http, http_file};

/// One field of a document.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Row {
    /// How deep it lies; the root has 0.
    pub depth: usize,
    /// Its name; for an item of an array, its number.
    pub name: String,
    /// Its value; `None` for what only holds other fields.
    pub value: Option<String>,
    /// Where it stands in the text.
    pub span: Span,
    /// What is known of it.
    pub field: Option<&'static Field>,
}

/// The fields of the XML or JSON document in `text`: alone, or as the body of an HTTP message or curl command. Empty
/// when there is none.
pub fn outline(text: &str) -> Vec<Row> {
    if text.len() > crate::MAX_INPUT {
        return Vec::new();
    }
    let start = text.find(|c: char| !c.is_whitespace() && c != '\u{feff}').unwrap_or(text.len());
    let body = match text.as_bytes().get(start) {
        Some(b'<' | b'{' | b'[') => Some(MappedText::slice(text, Span::new(start, text.len()))),
        _ => call(text, start).and_then(|message| message.body),
    };
    body.map(|body| rows(&body)).unwrap_or_default()
}

/// The call or message that a text begins with.
fn call(text: &str, start: usize) -> Option<Message<'_>> {
    let command = command::read(text, start, is_wechat).map(|(_, message)| message);
    command.or_else(|| http_file::read(text, start, is_wechat)).or_else(|| http::read(text, start))
}

fn rows(body: &MappedText<'_>) -> Vec<Row> {
    let text = body.text.as_ref();
    let tree = if text.trim_start().starts_with('<') { xml::read(text).tree } else { json::read(text).tree };
    let document = document_of(&tree);
    tree.walk()
        .map(|(depth, node)| {
            let scalar = !matches!(node.shape, NodeKind::Object | NodeKind::Array) && !node.has_children();
            Row {
                depth,
                name: node.label(),
                value: scalar.then(|| node.trimmed().to_owned()),
                span: body.outer(node.span()),
                field: find(document, &node.name),
            }
        })
        .collect()
}

fn document_of(tree: &Tree<'_>) -> Document {
    let Some(root) = tree.root() else { return Document::Callback };
    let has = |name| tree.child(root, name).is_some();
    if tree[root].shape == NodeKind::Element
        || has("publish_status")
        || has("PublishEventInfo")
        || has("ToUserName")
    {
        Document::Callback
    } else if has("errcode") || has("errmsg") || has("publish_id") {
        Document::Response
    } else {
        Document::Request
    }
}

fn find(document: Document, name: &str) -> Option<&'static Field> {
    field::find(document, name).or_else(|| field::find(Document::Envelope, name))
}
