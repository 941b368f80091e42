//! What signatures are made of and what is encrypted: the parts of a push that an inspection does not keep.

use crate::inspect::Witness;
use crate::read::source::Source;
use crate::read::url::Url;
use crate::span::Span;
use crate::tree::{NodeId, Tree};

/// The query and the document of a push, with the place of each value in the pasted text.
#[derive(Debug, Default)]
pub(super) struct Transport {
    parts: Vec<Part>,
}

/// A query parameter, or a field of the document that holds no other fields.
#[derive(Clone, Debug)]
pub(super) struct Part {
    origin: Origin,
    /// The name of a parameter, or the path of a field below the root: `/Encrypt`.
    pub(super) name: String,
    /// Percent encoding, escapes and white space around it undone.
    pub(super) value: String,
    /// `None` for what does not stand in the pasted text.
    pub(super) span: Option<Span>,
    /// The place in the document: `/xml/Encrypt`.
    pub(super) path: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Origin {
    Query,
    Document,
}

impl Transport {
    /// A query parameter; empty ones count as absent.
    pub(super) fn parameter(&self, name: &str) -> Option<&Part> {
        self.find(Origin::Query, name)
    }

    /// A field of the document by its path below the root; empty ones count as absent.
    pub(super) fn field(&self, path: &str) -> Option<&Part> {
        self.find(Origin::Document, path)
    }

    /// The fields of the document in their order.
    pub(super) fn fields(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(|part| part.origin == Origin::Document)
    }

    /// Notes the parameters of an address that does not stand in the pasted text.
    pub(super) fn address_beside(&mut self, address: &str) {
        let url = Url::split(address, Span::new(0, address.len()));
        self.address(address, &url, None);
    }

    fn find(&self, origin: Origin, name: &str) -> Option<&Part> {
        self.parts.iter().find(|part| part.origin == origin && part.name == name && !part.value.is_empty())
    }
}

impl Witness for Transport {
    fn address(&mut self, address: &str, url: &Url, source: Option<&Source<'_>>) {
        if source.is_none() {
            self.parts.retain(|part| part.origin != Origin::Query);
        }
        for parameter in &url.query {
            self.parts.push(Part {
                origin: Origin::Query,
                name: parameter.name.of(address).to_owned(),
                value: crate::read::url::decode(parameter.value.of(address)),
                span: source.map(|source| source.outer(parameter.value)),
                path: None,
            });
        }
    }

    fn document(&mut self, tree: &Tree<'_>, root: NodeId) {
        let above = tree.path(root).len();
        // From parents to children, each in its order.
        let mut waiting: Vec<NodeId> = tree.children(root).collect();
        waiting.reverse();
        while let Some(id) = waiting.pop() {
            let node = &tree[id];
            if node.has_children() {
                let children: Vec<NodeId> = tree.children(id).collect();
                waiting.extend(children.into_iter().rev());
                continue;
            }
            let path = tree.path(id);
            self.parts.push(Part {
                origin: Origin::Document,
                name: path[above..].to_owned(),
                value: node.trimmed().to_owned(),
                span: Some(node.value_span()),
                path: Some(path),
            });
        }
    }

    fn seen(&self) -> usize {
        self.parts.len()
    }

    fn lift(&mut self, seen: usize, source: &Source<'_>) {
        for part in self.parts.iter_mut().skip(seen) {
            part.span = part.span.map(|span| source.outer(span));
        }
    }
}
