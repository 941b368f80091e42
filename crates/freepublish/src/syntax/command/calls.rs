//! Several calls in one text: which one is read, and what the others are.

use crate::span::Span;
use crate::syntax::http::{Message, Others};
use crate::syntax::source_map::MappedText;
use crate::syntax::url::Url;

/// Whether a call to this address is one that the reader of the text is interested in.
pub(crate) type IsWanted = fn(&str) -> bool;

/// How many of the other calls are named.
const MOST_NAMED: usize = 5;

/// The calls of a text, of which one is kept.
pub(crate) struct Calls<'a> {
    wanted: IsWanted,
    chosen: Option<Message<'a>>,
    chosen_is_wanted: bool,
    count: usize,
    names: Vec<String>,
}

impl<'a> Calls<'a> {
    pub(crate) fn new(wanted: IsWanted) -> Self {
        Self { wanted, chosen: None, chosen_is_wanted: false, count: 0, names: Vec::new() }
    }

    /// The first address that is wanted, or else the first; the others are calls of their own.
    pub(crate) fn choose_address(
        &mut self,
        method: &str,
        urls: Vec<MappedText<'a>>,
    ) -> Option<MappedText<'a>> {
        let best = urls.iter().position(|url| (self.wanted)(&url.text)).unwrap_or(0);
        let mut chosen = None;
        for (at, url) in urls.into_iter().enumerate() {
            if at == best {
                chosen = Some(url);
            } else {
                self.count += 1;
                self.name(method, &url.text);
            }
        }
        chosen
    }

    pub(crate) fn add(&mut self, message: Message<'a>) {
        let address = message.url.as_ref().map_or("", |url| url.text.as_ref());
        let is_wanted = (self.wanted)(address);
        self.count += 1;
        let is_better = self.chosen.is_none() || is_wanted && !self.chosen_is_wanted;
        let other = if is_better { self.chosen.replace(message) } else { Some(message) };
        self.chosen_is_wanted |= is_better && is_wanted;
        if let Some(other) = other {
            let method = other.method.as_ref().map_or("", |method| method.name.as_str());
            self.name(method, other.url.as_ref().map_or("", |url| url.text.as_ref()));
        }
    }

    pub(crate) fn finish(self) -> Option<Message<'a>> {
        let mut message = self.chosen?;
        if self.count > 1 {
            message.others = Some(Others { count: self.count - 1, names: self.names });
        }
        Some(message)
    }

    /// Notes a call that is not read. Its query may hold a token and is left out.
    fn name(&mut self, method: &str, address: &str) {
        if self.names.len() < MOST_NAMED {
            let url = Url::split_head(address);
            let part = |span: Option<Span>| span.map_or("", |span| span.of(address));
            let name = [method, " ", part(url.host), url.path.of(address)].concat();
            self.names.push(name.trim().chars().take(100).collect());
        }
    }
}
