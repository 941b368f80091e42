//! What is told to those who need more of a push than an inspection keeps.

use crate::syntax::source_map::MappedText;
use crate::syntax::url::Url;
use crate::syntax::{NodeId, Tree};

/// Is told what goes by while a text is read. [`inspect`](crate::inspect::inspect) has none, `()`, which compiles to nothing;
/// [`open`](crate::envelope::open) keeps what signatures are made of.
pub(crate) trait Observer {
    /// The address of a push. `source` leads from it into the text; `None` for the one given in the options, which
    /// replaces any other.
    fn address(&mut self, address: &str, url: &Url, source: Option<&MappedText<'_>>);
    /// The document of a push.
    fn document(&mut self, tree: &Tree<'_>, root: NodeId);
    /// How much was seen so far.
    fn seen(&self) -> usize;
    /// What was seen since there was `seen` of it stood in an inner text: carries its places to the outer one.
    fn lift(&mut self, seen: usize, source: &MappedText<'_>);
}

impl Observer for () {
    fn address(&mut self, _: &str, _: &Url, _: Option<&MappedText<'_>>) {}
    fn document(&mut self, _: &Tree<'_>, _: NodeId) {}
    fn seen(&self) -> usize {
        0
    }
    fn lift(&mut self, _: usize, _: &MappedText<'_>) {}
}
