//! One shape for what was read from XML or JSON, so that one decoder serves both: "decode by shape".
//!
//! Nodes live in one vector in document order and borrow from the text. Each knows where it stands.

use std::borrow::Cow;

use crate::diagnostic::Diagnostic;
use crate::findings::Findings;
use crate::rule::{json, xml};
use crate::span::Span;

/// The number of a node in its [`Tree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NodeId(u32);

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// An XML element.
    Element,
    /// A JSON object.
    Object,
    /// A JSON array.
    Array,
    /// A JSON string.
    String,
    /// A JSON number; its text is what was written.
    Number,
    /// `true` or `false`.
    Bool,
    /// `null`.
    Null,
}

/// An element, a member of an object, or an item of an array.
#[derive(Clone, Debug)]
pub(crate) struct Node<'a> {
    pub(crate) shape: Shape,
    /// Element name or object key; empty for the JSON root and for array items.
    pub(crate) name: Cow<'a, str>,
    /// The whole: from `<name>` to `</name>`, or from the key to the end of the value.
    pub(crate) span: Span,
    /// The name alone: inside the start tag, or the key with its quotes.
    pub(crate) name_span: Span,
    /// The content between the tags, or the JSON value with its quotes.
    pub(crate) value_span: Span,
    /// The text of an element without its children's, or of a scalar.
    pub(crate) text: Cow<'a, str>,
    parent: Option<NodeId>,
    first_child: Option<NodeId>,
    last_child: Option<NodeId>,
    next_sibling: Option<NodeId>,
    /// How many elder siblings there are.
    index: u32,
}

impl<'a> Node<'a> {
    pub(crate) fn new(shape: Shape, name: impl Into<Cow<'a, str>>, name_span: Span) -> Self {
        Self {
            shape,
            name: name.into(),
            span: name_span,
            name_span,
            value_span: Span::at(name_span.end),
            text: Cow::Borrowed(""),
            parent: None,
            first_child: None,
            last_child: None,
            next_sibling: None,
            index: 0,
        }
    }

    /// The text without white space around it: SDKs put blanks around CDATA sections.
    pub(crate) fn trimmed(&self) -> &str {
        self.text.trim()
    }

    /// What to call it: its name, or its number in an array.
    pub(crate) fn label(&self) -> String {
        if self.name.is_empty() && self.parent.is_some() {
            self.index.to_string()
        } else {
            self.name.to_string()
        }
    }

    pub(crate) fn has_children(&self) -> bool {
        self.first_child.is_some()
    }

    /// Whether it is empty in the way an absent value is: `<fail_idx/>`, `""`, `null`, `[]`.
    pub(crate) fn is_blank(&self) -> bool {
        self.first_child.is_none() && self.trimmed().is_empty()
    }
}

/// A document: its nodes in document order, the root first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tree<'a> {
    nodes: Vec<Node<'a>>,
}

impl<'a> Tree<'a> {
    /// An empty tree with room for a callback of usual size.
    pub(crate) fn new() -> Self {
        Self { nodes: Vec::with_capacity(24) }
    }

    pub(crate) fn root(&self) -> Option<NodeId> {
        (!self.nodes.is_empty()).then_some(NodeId(0))
    }

    /// Adds a node as the last child of `parent`.
    pub(crate) fn push(&mut self, parent: Option<NodeId>, mut node: Node<'a>) -> NodeId {
        // Inputs are bounded at 8 MiB, far below what a u32 counts.
        let id = NodeId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        node.parent = parent;
        self.nodes.push(node);
        if let Some(parent) = parent {
            let elder = self[parent].last_child.replace(id);
            match elder {
                Some(elder) => {
                    self[elder].next_sibling = Some(id);
                    self[id].index = self[elder].index + 1;
                }
                None => self[parent].first_child = Some(id),
            }
        }
        id
    }

    pub(crate) fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + use<'_, 'a> {
        std::iter::successors(self[id].first_child, |child| self[*child].next_sibling)
    }

    pub(crate) fn next_sibling(&self, id: NodeId) -> Option<NodeId> {
        self[id].next_sibling
    }

    /// The first child of that name.
    pub(crate) fn child(&self, id: NodeId, name: &str) -> Option<NodeId> {
        self.children(id).find(|child| self[*child].name == name)
    }

    /// Every value called `name` below `id`: repeated elements, the items of an array, or the one value that JSON
    /// makes of a list of one.
    pub(crate) fn each(&self, id: NodeId, name: &str) -> Vec<NodeId> {
        let mut found = Vec::new();
        for child in self.children(id).filter(|child| self[*child].name == name) {
            if self[child].shape == Shape::Array {
                found.extend(self.children(child));
            } else {
                found.push(child);
            }
        }
        found
    }

    /// The place of a node: `/xml/PublishEventInfo/fail_idx`; items of an array by their number, as in a JSON pointer.
    pub(crate) fn path(&self, id: NodeId) -> String {
        let Some(parent) = self[id].parent else {
            return if self[id].name.is_empty() { String::new() } else { format!("/{}", self[id].name) };
        };
        let mut path = self.path(parent);
        path.push('/');
        if self[parent].shape == Shape::Array {
            path.push_str(&self[id].index.to_string());
        } else {
            path.push_str(&self[id].name);
        }
        path
    }

    /// Every node with its depth, in document order.
    pub(crate) fn walk(&self) -> impl Iterator<Item = (usize, &Node<'a>)> {
        self.nodes.iter().map(|node| {
            let depth = std::iter::successors(node.parent, |parent| self[*parent].parent).count();
            (depth, node)
        })
    }
}

impl<'a> std::ops::Index<NodeId> for Tree<'a> {
    type Output = Node<'a>;

    fn index(&self, id: NodeId) -> &Node<'a> {
        &self.nodes[id.0 as usize]
    }
}

impl std::ops::IndexMut<NodeId> for Tree<'_> {
    fn index_mut(&mut self, id: NodeId) -> &mut Self::Output {
        &mut self.nodes[id.0 as usize]
    }
}

impl Tree<'_> {
    /// The first child of each of `names`, in one pass. A second one is reported: which of the two counts is a guess
    /// that parsers make differently.
    pub(crate) fn pick<const N: usize>(
        &self,
        id: NodeId,
        names: [&str; N],
        findings: &mut Findings,
    ) -> [Option<NodeId>; N] {
        let mut found = [None; N];
        for child in self.children(id) {
            let Some(at) = names.iter().position(|name| self[child].name == *name) else { continue };
            if found[at].is_none() {
                found[at] = Some(child);
                continue;
            }
            let name = names[at].to_owned();
            let diagnostic = if self[child].shape == Shape::Element {
                Diagnostic::new(xml::Finding::DuplicateField { name })
            } else {
                Diagnostic::new(json::Finding::DuplicateKey { name })
            };
            findings.report(diagnostic.at(self[child].span).path(self.path(child)));
        }
        found
    }
}
