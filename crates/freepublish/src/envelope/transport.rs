//! What signatures are made of and what is encrypted: the parts of a push that an inspection does not keep.

use crate::inspect::Observer;
use crate::read::source::Source;
use crate::read::url::Url;
use crate::span::Span;
use crate::syntax::{NodeId, Tree};

/// The query and the document of a push, with the place of each value in the pasted text.
#[derive(Debug, Default)]
pub(super) struct Transport {
    parts: Vec<Part>,
}

/// A query parameter, or a field of the document that holds no other fields.
#[derive(Clone, Debug)]
pub(super) struct Part {
    place: Place,
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
enum Place {
    Query,
    Document,
}

impl Transport {
    /// A query parameter; empty ones count as absent.
    pub(super) fn parameter(&self, name: &str) -> Option<&Part> {
        self.find(Place::Query, name)
    }

    /// A field of the document by its path below the root; empty ones count as absent.
    pub(super) fn field(&self, path: &str) -> Option<&Part> {
        self.find(Place::Document, path)
    }

    /// The fields of the document in their order.
    pub(super) fn fields(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(|part| part.place == Place::Document)
    }

    /// What vouches for an encrypted message of that origin, or for a push that is not encrypted.
    pub(super) fn stamp(&self, encrypted: Option<Origin>) -> Stamp<'_> {
        let parameter = |name| Named { name, part: self.parameter(name) };
        let field = |path: &'static str| Named { name: &path[1..], part: self.field(path) };
        match encrypted {
            Some(Origin::Reply) => Stamp {
                signature: field("/MsgSignature"),
                timestamp: field("/TimeStamp"),
                nonce: field("/Nonce"),
            },
            encrypted => Stamp {
                signature: parameter(if encrypted.is_some() { "msg_signature" } else { "signature" }),
                timestamp: parameter("timestamp"),
                nonce: parameter("nonce"),
            },
        }
    }

    /// Notes the parameters of an address that does not stand in the pasted text.
    pub(super) fn address_beside(&mut self, address: &str) {
        let url = Url::split(address, Span::new(0, address.len()));
        self.address(address, &url, None);
    }

    fn find(&self, place: Place, name: &str) -> Option<&Part> {
        self.parts.iter().find(|part| part.place == place && part.name == name && !part.value.is_empty())
    }
}

/// Where an encrypted message was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// Pasted alone.
    Bare,
    /// `echostr`, when an address is verified.
    Query,
    /// `Encrypt` in the body of a push.
    Push,
    /// `Encrypt` in the reply to a push, which has its signature beside it.
    Reply,
}

/// What vouches for a message: where it is a reply, fields of the document; else parameters of the query.
pub(super) struct Stamp<'t> {
    pub(super) signature: Named<'t>,
    pub(super) timestamp: Named<'t>,
    pub(super) nonce: Named<'t>,
}

/// A part by the name it has or should have.
#[derive(Clone, Copy)]
pub(super) struct Named<'t> {
    pub(super) name: &'static str,
    pub(super) part: Option<&'t Part>,
}

impl Stamp<'_> {
    /// The names of what is not there.
    pub(super) fn missing(&self) -> Vec<&'static str> {
        let parts = [self.signature, self.timestamp, self.nonce];
        parts.into_iter().filter(|named| named.part.is_none()).map(|named| named.name).collect()
    }
}

impl Observer for Transport {
    fn address(&mut self, address: &str, url: &Url, source: Option<&Source<'_>>) {
        if source.is_none() {
            self.parts.retain(|part| part.place != Place::Query);
        }
        for parameter in &url.query {
            self.parts.push(Part {
                place: Place::Query,
                name: parameter.name.of(address).to_owned(),
                value: crate::percent::decode(parameter.value.of(address)),
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
                place: Place::Document,
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
