//! One shape for what was read from XML or JSON, so that one decoder serves both: "decode by shape".
//!
//! Nodes live in one vector in document order and borrow from the text. Each knows where it stands.

mod path;

use std::borrow::Cow;
use std::cell::OnceCell;

use crate::span::Span;

/// The number of a node in its [`Tree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct NodeId(u32);

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NodeKind {
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
///
/// Small on purpose: a document is mostly nodes, and making them is a good part of the time it takes to read one.
#[derive(Clone, Debug)]
pub(crate) struct Node<'a> {
    pub(crate) shape: NodeKind,
    /// Element name or object key; empty for the JSON root and for array items.
    pub(crate) name: Cow<'a, str>,
    /// The text of an element without its children's, or of a scalar.
    pub(crate) text: Cow<'a, str>,
    name_start: u32,
    name_end: u32,
    value_start: u32,
    value_end: u32,
    start: u32,
    end: u32,
    parent: Link,
    first_child: Link,
    last_child: Link,
    next_sibling: Link,
    /// How many elder siblings there are.
    index: u32,
}

/// A node or none, in four bytes.
#[derive(Clone, Copy, Debug)]
struct Link(u32);

impl Link {
    const NONE: Self = Self(u32::MAX);

    fn get(self) -> Option<NodeId> {
        (self.0 != u32::MAX).then_some(NodeId(self.0))
    }

    fn to(id: NodeId) -> Self {
        Self(id.0)
    }
}

/// Inputs are bounded at 8 MiB, far below what a u32 counts.
fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX - 1)
}

fn wide(start: u32, end: u32) -> Span {
    Span::new(start as usize, end as usize)
}

impl<'a> Node<'a> {
    #[inline]
    pub(crate) fn new(shape: NodeKind, name: impl Into<Cow<'a, str>>, name_span: Span) -> Self {
        let (start, end) = (narrow(name_span.start), narrow(name_span.end));
        Self {
            shape,
            name: name.into(),
            text: Cow::Borrowed(""),
            name_start: start,
            name_end: end,
            value_start: end,
            value_end: end,
            start,
            end,
            parent: Link::NONE,
            first_child: Link::NONE,
            last_child: Link::NONE,
            next_sibling: Link::NONE,
            index: 0,
        }
    }

    /// The whole: from `<name>` to `</name>`, or from the key to the end of the value.
    pub(crate) fn span(&self) -> Span {
        wide(self.start, self.end)
    }

    /// The name alone: inside the start tag, or the key with its quotes.
    pub(crate) fn name_span(&self) -> Span {
        wide(self.name_start, self.name_end)
    }

    /// The content between the tags, or the JSON value with its quotes.
    pub(crate) fn value_span(&self) -> Span {
        wide(self.value_start, self.value_end)
    }

    pub(crate) fn set_start(&mut self, start: usize) {
        self.start = narrow(start);
    }

    pub(crate) fn set_end(&mut self, end: usize) {
        self.end = narrow(end);
    }

    pub(crate) fn set_value(&mut self, span: Span) {
        self.value_start = narrow(span.start);
        self.value_end = narrow(span.end);
    }

    pub(crate) fn set_value_end(&mut self, end: usize) {
        self.value_end = narrow(end);
    }

    /// The text without white space around it: SDKs put blanks around CDATA sections.
    pub(crate) fn trimmed(&self) -> &str {
        trim(&self.text)
    }

    /// What to call it: its name, or its number in an array.
    pub(crate) fn label(&self) -> String {
        // A key has its quotes, even an empty one.
        if self.name_start == self.name_end && self.parent.get().is_some() {
            self.index.to_string()
        } else {
            self.name.to_string()
        }
    }

    pub(crate) fn has_children(&self) -> bool {
        self.first_child.get().is_some()
    }

    /// Whether it is empty in the way an absent value is: `<fail_idx/>`, `""`, `null`, `[]`.
    pub(crate) fn is_blank(&self) -> bool {
        self.first_child.get().is_none() && self.trimmed().is_empty()
    }
}

/// A document: its nodes in document order, the root first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tree<'a> {
    nodes: Vec<Node<'a>>,
    /// See [`Tree::numbers`].
    numbers: OnceCell<Vec<u32>>,
}

impl<'a> Tree<'a> {
    /// An empty tree with room for a callback of usual size.
    pub(crate) fn new() -> Self {
        Self { nodes: Vec::with_capacity(16), numbers: OnceCell::new() }
    }

    pub(crate) fn root(&self) -> Option<NodeId> {
        (!self.nodes.is_empty()).then_some(NodeId(0))
    }

    /// Adds a node as the last child of `parent`.
    #[inline]
    pub(crate) fn push(&mut self, parent: Option<NodeId>, mut node: Node<'a>) -> NodeId {
        let id = NodeId(narrow(self.nodes.len()));
        if let Some(parent) = parent {
            node.parent = Link::to(parent);
            let elder = std::mem::replace(&mut self[parent].last_child, Link::to(id));
            match elder.get() {
                Some(elder) => {
                    self[elder].next_sibling = Link::to(id);
                    node.index = self[elder].index + 1;
                }
                None => self[parent].first_child = Link::to(id),
            }
        }
        self.nodes.push(node);
        id
    }

    pub(crate) fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + use<'_, 'a> {
        std::iter::successors(self[id].first_child.get(), |child| self[*child].next_sibling.get())
    }

    pub(crate) fn parent(&self, id: NodeId) -> Option<NodeId> {
        self[id].parent.get()
    }

    pub(crate) fn next_sibling(&self, id: NodeId) -> Option<NodeId> {
        self[id].next_sibling.get()
    }

    /// The first child of that name.
    pub(crate) fn child(&self, id: NodeId, name: &str) -> Option<NodeId> {
        self.children(id).find(|child| self[*child].name == name)
    }

    /// Every value called `name` below `id`: repeated elements, the items of an array, or the one value that JSON
    /// makes of a list of one.
    pub(crate) fn each<'t>(&'t self, id: NodeId, name: &'t str) -> Each<'t, 'a> {
        Each { tree: self, name, child: self[id].first_child.get(), item: None }
    }

    /// Every node with its depth, in document order.
    pub(crate) fn walk(&self) -> impl Iterator<Item = (usize, &Node<'a>)> {
        let mut open: Vec<Link> = Vec::new();
        self.nodes.iter().enumerate().map(move |(at, node)| {
            while open.last().is_some_and(|inner| inner.0 != node.parent.0) {
                open.pop();
            }
            let depth = open.len();
            open.push(Link(narrow(at)));
            (depth, node)
        })
    }
}

/// See [`Tree::each`].
#[derive(Clone, Debug)]
pub(crate) struct Each<'t, 'a> {
    tree: &'t Tree<'a>,
    name: &'t str,
    /// The next child to look at.
    child: Option<NodeId>,
    /// The next item of the array that was found.
    item: Option<NodeId>,
}

impl Iterator for Each<'_, '_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        loop {
            if let Some(item) = self.item {
                self.item = self.tree.next_sibling(item);
                return Some(item);
            }
            let child = self.child?;
            self.child = self.tree.next_sibling(child);
            if self.tree[child].name != self.name {
                continue;
            }
            if self.tree[child].shape != NodeKind::Array {
                return Some(child);
            }
            self.item = self.tree[child].first_child.get();
        }
    }
}

/// [`str::trim`], without looking at characters where the first and the last byte say that there is nothing to trim.
fn trim(text: &str) -> &str {
    match text.as_bytes() {
        [] => text,
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => text,
        _ => text.trim(),
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
    /// The first child of each of `names`, in one pass. `again` is told of every further one.
    pub(crate) fn pick<const N: usize>(
        &self,
        id: NodeId,
        names: [&str; N],
        mut again: impl FnMut(NodeId),
    ) -> [Option<NodeId>; N] {
        let mut found = [None; N];
        let mut next = 0;
        for child in self.children(id) {
            let name = self[child].name.as_ref();
            // Fields usually stand in the order of the document, which is the order of `names`.
            let here = names.get(next).filter(|expected| **expected == name).map(|_| next);
            let Some(at) = here.or_else(|| names.iter().position(|known| *known == name)) else { continue };
            next = at + 1;
            if found[at].is_none() {
                found[at] = Some(child);
            } else {
                again(child);
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn element<'a>(tree: &mut Tree<'a>, parent: Option<NodeId>, name: &'a str) -> NodeId {
        tree.push(parent, Node::new(NodeKind::Element, name, Span::at(0)))
    }

    #[test]
    fn a_walk_tells_depths() {
        let mut tree = Tree::new();
        let root = element(&mut tree, None, "xml");
        let first = element(&mut tree, Some(root), "a");
        element(&mut tree, Some(first), "b");
        element(&mut tree, Some(root), "c");
        let depths: Vec<usize> = tree.walk().map(|(depth, _)| depth).collect();
        assert_eq!(depths, [0, 1, 2, 1]);
    }
}
