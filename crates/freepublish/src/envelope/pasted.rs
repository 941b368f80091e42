//! What signatures are made of and what is encrypted: the parts of a pasted push or reply that an inspection does not
//! keep.

use std::collections::BTreeMap;

use crate::inspect::{KindHint, Observer};
use crate::span::Span;
use crate::syntax::source_map::MappedText;
use crate::syntax::url::Url;
use crate::syntax::{NodeId, Tree};

/// The fields of an event in plain text, all but `ToUserName`, which stays readable in secure mode.
const EVENT_FIELDS: [&str; 5] = ["FromUserName", "CreateTime", "MsgType", "Event", "PublishEventInfo"];

/// Longer paths are left out of diagnostics: a name can be as long as the text.
const LONGEST_PATH: usize = 200;

/// The query and the document of a message, with the place of each value in the pasted text.
#[derive(Debug, Default)]
pub(super) struct PastedMessage {
    parts: Vec<Part>,
    /// The path of the document's root, `/xml`; empty in JSON.
    root: String,
    /// Whether it came with an address: replies have none.
    has_address: bool,
}

/// A query parameter, or a node of the document below its root.
#[derive(Debug)]
pub(super) struct Part {
    place: Place,
    /// The name of a parameter or a field; the number of an item of an array.
    name: String,
    /// Percent encoding, escapes and white space around it undone; `None` for a field that holds other fields.
    value: Option<String>,
    /// `None` for what does not stand in the pasted text.
    pub(super) span: Option<Span>,
}

impl Part {
    pub(super) fn value(&self) -> &str {
        self.value.as_deref().unwrap_or_default()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Query,
    /// A node below the root: where its parent stands in the list, `None` for a child of the root.
    Document(Option<usize>),
}

impl PastedMessage {
    /// A query parameter; empty ones count as absent.
    pub(super) fn parameter(&self, name: &str) -> Option<&Part> {
        self.find(Place::Query, name)
    }

    /// A field right below the root of the document; empty ones count as absent.
    pub(super) fn field(&self, name: &str) -> Option<&Part> {
        self.find(Place::Document(None), name)
    }

    /// Whether there is a document: what a signature of the query alone says nothing about.
    pub(super) fn has_document(&self) -> bool {
        self.parts.iter().any(|part| part.place != Place::Query)
    }

    /// Whether fields of an event stand in the document in plain text.
    pub(super) fn has_event_fields(&self) -> bool {
        let mut names = self.parts.iter().filter(|part| part.place == Place::Document(None));
        names.any(|part| EVENT_FIELDS.contains(&part.name.as_str()))
    }

    /// Whether it is an encrypted reply, which carries its signature in its body. What has an address, or was said to be
    /// a push, is none, whatever fields it has; and a reply holds no fields of an event.
    pub(super) fn is_reply(&self, said: KindHint) -> bool {
        let is_push = self.has_address || said == KindHint::Callback || self.has_event_fields();
        !is_push && self.field("MsgSignature").is_some()
    }

    /// Whether the query says that the message is encrypted.
    pub(super) fn claims_encryption(&self) -> bool {
        let says_aes = self.parameter("encrypt_type").is_some_and(|part| part.value() == "aes");
        says_aes || self.parameter("msg_signature").is_some()
    }

    /// The place of a field in the document, for a diagnostic; `None` where it would be too long to show.
    pub(super) fn path(&self, part: &Part) -> Option<String> {
        let Place::Document(_) = part.place else { return None };
        let below = self.path_below_root(part);
        (self.root.len() + below.len() < LONGEST_PATH).then(|| format!("{}/{below}", self.root))
    }

    /// What vouches for an encrypted message of that origin, or for a push that is not encrypted.
    pub(super) fn signature_fields(&self, encrypted: Option<Origin>) -> SignatureFields<'_> {
        let parameter = |name| Named { name, part: self.parameter(name) };
        let field = |name| Named { name, part: self.field(name) };
        match encrypted {
            Some(Origin::Reply) => SignatureFields {
                signature: field("MsgSignature"),
                timestamp: field("TimeStamp"),
                nonce: field("Nonce"),
            },
            encrypted => SignatureFields {
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

    /// The plain fields, `Encrypt` aside, whose values are not those that the decrypted document has under the same path:
    /// the first of each path. Fields that only the decrypted document has are let pass: whether WeChat
    /// repeats all of them is not documented.
    pub(super) fn differences<'m>(&'m self, decrypted: &'m Self) -> Vec<&'m Part> {
        let mut paths = Paths::default();
        let mut values: Vec<(Vec<&Part>, Vec<&Part>)> = Vec::new();
        for (path, part) in paths.leaves(self) {
            if part.place != Place::Document(None) || part.name != "Encrypt" {
                values.resize_with(values.len().max(path + 1), Default::default);
                values[path].0.push(part);
            }
        }
        for (path, part) in paths.leaves(decrypted) {
            values.resize_with(values.len().max(path + 1), Default::default);
            values[path].1.push(part);
        }
        let mut found = Vec::new();
        for (plain, encrypted) in values {
            let Some(first) = plain.first() else { continue };
            let is_same = plain.iter().map(|part| part.value()).eq(encrypted.iter().map(|part| part.value()));
            if !is_same {
                found.push(*first);
            }
        }
        found
    }

    /// `PublishEventInfo/publish_status`, cut where it is too long to show.
    pub(super) fn path_below_root(&self, part: &Part) -> String {
        let mut names = vec![part.name.as_str()];
        let mut place = part.place;
        while let Place::Document(Some(parent)) = place {
            names.push(&self.parts[parent].name);
            place = self.parts[parent].place;
        }
        let mut path = String::new();
        for name in names.into_iter().rev() {
            if !path.is_empty() {
                path.push('/');
            }
            path.extend(name.chars().take(LONGEST_PATH));
            if path.len() >= LONGEST_PATH {
                break;
            }
        }
        path
    }

    fn find(&self, place: Place, name: &str) -> Option<&Part> {
        self.parts.iter().find(|part| part.place == place && part.name == name && !part.value().is_empty())
    }
}

/// Numbers for the paths of documents: equal paths have equal numbers, also in different documents. Numbers, because the
/// texts of all paths together can be far longer than the document.
#[derive(Default)]
struct Paths<'m> {
    known: BTreeMap<(Option<usize>, &'m str), usize>,
}

impl<'m> Paths<'m> {
    /// The fields that hold no other fields, with the numbers of their paths.
    fn leaves(&mut self, message: &'m PastedMessage) -> Vec<(usize, &'m Part)> {
        let mut numbers: Vec<usize> = Vec::with_capacity(message.parts.len());
        let mut leaves = Vec::new();
        for part in &message.parts {
            let Place::Document(parent) = part.place else {
                numbers.push(0);
                continue;
            };
            let next = self.known.len();
            // A parent stands before its children.
            let key = (parent.map(|parent| numbers[parent]), part.name.as_str());
            let number = *self.known.entry(key).or_insert(next);
            numbers.push(number);
            if part.value.is_some() {
                leaves.push((number, part));
            }
        }
        leaves
    }
}

/// Where an encrypted message was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// Pasted alone.
    Alone,
    /// `echostr`, when an address is verified.
    Echostr,
    /// `Encrypt` in the body of a push.
    Push,
    /// `Encrypt` in the reply to a push, which has its signature beside it.
    Reply,
}

/// What vouches for a message: where it is a reply, fields of the document; else parameters of the query.
pub(super) struct SignatureFields<'m> {
    pub(super) signature: Named<'m>,
    pub(super) timestamp: Named<'m>,
    pub(super) nonce: Named<'m>,
}

/// A part by the name it has or should have.
#[derive(Clone, Copy)]
pub(super) struct Named<'m> {
    pub(super) name: &'static str,
    pub(super) part: Option<&'m Part>,
}

impl SignatureFields<'_> {
    /// The names of what is not there.
    pub(super) fn missing(&self) -> Vec<&'static str> {
        let parts = [self.signature, self.timestamp, self.nonce];
        parts.into_iter().filter(|named| named.part.is_none()).map(|named| named.name).collect()
    }
}

impl Observer for PastedMessage {
    fn address(&mut self, address: &str, url: &Url, source: Option<&MappedText<'_>>) {
        self.has_address |= !address.is_empty();
        if source.is_none() {
            // It replaces any other. Those are kept by place, as the document's nodes know each other by theirs.
            for part in self.parts.iter_mut().filter(|part| part.place == Place::Query) {
                part.value = None;
            }
        }
        for parameter in &url.query {
            self.parts.push(Part {
                place: Place::Query,
                name: parameter.name.of(address).to_owned(),
                value: Some(crate::percent::decode(parameter.value.of(address))),
                span: source.map(|source| source.outer(parameter.value)),
            });
        }
    }

    fn document(&mut self, tree: &Tree<'_>, root: NodeId) {
        self.root = tree.path(root);
        let mut waiting: Vec<(NodeId, Option<usize>)> = tree.children(root).map(|id| (id, None)).collect();
        waiting.reverse();
        // From parents to children, each in its order.
        while let Some((id, parent)) = waiting.pop() {
            let node = &tree[id];
            let has_children = node.has_children();
            if has_children {
                let at = self.parts.len();
                let children: Vec<_> = tree.children(id).map(|child| (child, Some(at))).collect();
                waiting.extend(children.into_iter().rev());
            }
            self.parts.push(Part {
                place: Place::Document(parent),
                name: node.label(),
                value: (!has_children).then(|| node.trimmed().to_owned()),
                span: Some(node.value_span()),
            });
        }
    }

    fn seen(&self) -> usize {
        self.parts.len()
    }

    fn lift(&mut self, seen: usize, source: &MappedText<'_>) {
        for part in self.parts.iter_mut().skip(seen) {
            part.span = part.span.map(|span| source.outer(span));
        }
    }
}
