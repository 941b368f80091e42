//! Where a node stands, as a JSON Pointer.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::{NodeId, NodeKind, Tree, narrow};

/// Of an element that has no sibling of its name.
const ALONE: u32 = u32::MAX;

/// Among so few siblings an element is counted when its path is asked for.
const FEW: u32 = 16;

/// So many characters of a name are told in a path.
const NAME_IN_PATH: usize = 40;

impl Tree<'_> {
    /// The place of a node as a JSON Pointer (RFC 6901): `/xml/PublishEventInfo/publish_id`. Items of an array, and
    /// elements among whose siblings are others of their name, carry their number: `/xml/PublishEventInfo/fail_idx/0`.
    /// Long names are cut.
    pub(crate) fn path(&self, id: NodeId) -> String {
        let mut steps: Vec<NodeId> = std::iter::successors(Some(id), |id| self.parent(*id)).collect();
        steps.reverse();
        let mut path = String::with_capacity(64);
        for step in steps {
            self.write_step(step, &mut path);
        }
        path
    }

    fn write_step(&self, id: NodeId, path: &mut String) {
        let node = &self[id];
        match self.parent(id) {
            None if node.shape != NodeKind::Element => return,
            Some(parent) if self[parent].shape == NodeKind::Array => {
                path.push('/');
                path.push_str(&node.index.to_string());
                return;
            }
            _ => {}
        }
        path.push('/');
        for (at, character) in node.name.chars().enumerate() {
            match character {
                _ if at == NAME_IN_PATH => {
                    path.push('…');
                    break;
                }
                '~' => path.push_str("~0"),
                '/' => path.push_str("~1"),
                other => path.push(other),
            }
        }
        if let Some(number) = self.number(id) {
            path.push('/');
            path.push_str(&number.to_string());
        }
    }

    /// The number of an element among its siblings of the same name, from 0; `None` when it has none.
    fn number(&self, id: NodeId) -> Option<u32> {
        let parent = self.parent(id).filter(|_| self[id].shape == NodeKind::Element)?;
        let siblings = self[parent].last_child.get().map_or(0, |last| self[last].index + 1);
        if siblings > FEW {
            let number = self.numbers.get_or_init(|| self.numbers())[id.0 as usize];
            return (number != ALONE).then_some(number);
        }
        let of_its_name = || self.children(parent).filter(|sibling| self[*sibling].name == self[id].name);
        let elder = of_its_name().take_while(|sibling| *sibling != id).count();
        (elder > 0 || of_its_name().nth(1).is_some()).then_some(narrow(elder))
    }

    /// [`Self::number`] of every node, in one pass: a path for each of a million siblings must not count them each time.
    fn numbers(&self) -> Vec<u32> {
        let mut numbers = vec![ALONE; self.nodes.len()];
        let mut seen: BTreeMap<(u32, &str), (usize, u32)> = BTreeMap::new();
        for (at, node) in self.nodes.iter().enumerate() {
            match seen.entry((node.parent.0, &node.name)) {
                Entry::Vacant(entry) => {
                    entry.insert((at, 1));
                }
                Entry::Occupied(mut entry) => {
                    let (first, count) = entry.get_mut();
                    numbers[*first] = 0;
                    numbers[at] = *count;
                    *count += 1;
                }
            }
        }
        numbers
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;
    use crate::syntax::tree::Node;

    fn element<'a>(tree: &mut Tree<'a>, parent: Option<NodeId>, name: &'a str) -> NodeId {
        tree.push(parent, Node::new(NodeKind::Element, name, Span::at(0)))
    }

    #[test]
    fn a_path_is_a_json_pointer() {
        let long = "发".repeat(NAME_IN_PATH + 1);
        let mut tree = Tree::new();
        let root = element(&mut tree, None, "xml");
        let slash = element(&mut tree, Some(root), "a/b~c");
        assert_eq!(tree.path(root), "/xml");
        assert_eq!(tree.path(slash), "/xml/a~1b~0c");
        let long = element(&mut tree, Some(root), &long);
        assert_eq!(tree.path(long), format!("/xml/{}…", "发".repeat(NAME_IN_PATH)));
    }

    #[test]
    fn the_items_of_an_array_carry_their_number_and_members_their_key() {
        let mut tree = Tree::new();
        let root = tree.push(None, Node::new(NodeKind::Object, "", Span::at(0)));
        let list = tree.push(Some(root), Node::new(NodeKind::Array, "", Span::at(0)));
        tree.push(Some(list), Node::new(NodeKind::Null, "", Span::at(0)));
        let item = tree.push(Some(list), Node::new(NodeKind::Null, "", Span::at(0)));
        assert_eq!(tree.path(root), "");
        assert_eq!(tree.path(list), "/");
        assert_eq!(tree.path(item), "//1");
    }

    #[test]
    fn elements_of_one_name_carry_their_number_among_few_and_among_many() {
        for others in [0, FEW + 1] {
            let mut tree = Tree::new();
            let root = element(&mut tree, None, "xml");
            let first = element(&mut tree, Some(root), "item");
            let alone = element(&mut tree, Some(root), "count");
            let second = element(&mut tree, Some(root), "item");
            let below = element(&mut tree, Some(second), "item");
            for _ in 0..others {
                element(&mut tree, Some(root), "other");
            }
            let paths = [first, alone, second, below].map(|id| tree.path(id));
            assert_eq!(paths, ["/xml/item/0", "/xml/count", "/xml/item/1", "/xml/item/1/item"]);
        }
    }
}
