//! Bodies of calls: JSON, read as strictly as an interface reads it. Errors are errcodes.

use crate::simulate::article::{self, Article};
use crate::syntax::{Document, NodeId, Shape, Tree, json};

/// The body of a call.
pub(super) struct Body<'a> {
    text: &'a str,
    tree: Tree<'a>,
    root: NodeId,
}

impl<'a> Body<'a> {
    /// Reads it: an object and nothing else.
    pub(super) fn read(text: &'a str) -> Result<Self, i64> {
        if text.trim().is_empty() {
            return Err(44002);
        }
        let Document { tree, errors, .. } = json::read(text);
        let root = tree.root().filter(|root| tree[*root].shape == Shape::Object && errors.is_empty());
        let root = root.ok_or(47001_i64)?;
        Ok(Self { text, tree, root })
    }

    /// A text; `missing` is what is answered where there is none.
    pub(super) fn text(&self, name: &str, missing: i64) -> Result<String, i64> {
        self.field(name, missing, &[Shape::String])
    }

    /// An id that WeChat itself writes as a number.
    pub(super) fn id(&self, name: &str, missing: i64) -> Result<String, i64> {
        self.field(name, missing, &[Shape::String, Shape::Number])
    }

    /// A whole number; without a usual one it has to be there.
    pub(super) fn number(&self, name: &str, usual: Option<u32>) -> Result<u32, i64> {
        if let (None, Some(usual)) = (self.tree.child(self.root, name), usual) {
            return Ok(usual);
        }
        self.field(name, 40097, &[Shape::Number])?.parse().map_err(|_| 40097)
    }

    /// The articles of a draft.
    pub(super) fn articles(&self) -> Result<Vec<Article>, i64> {
        article::read(self.text, &self.tree, self.root)
    }

    fn field(&self, name: &str, missing: i64, shapes: &[Shape]) -> Result<String, i64> {
        let field = self.tree.child(self.root, name).map(|id| &self.tree[id]);
        let field = field.filter(|field| !field.is_blank()).ok_or(missing)?;
        if shapes.contains(&field.shape) { Ok(field.text.to_string()) } else { Err(40097) }
    }
}
