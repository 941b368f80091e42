//! What the page shows, and what each message changes. No browser in here.

use std::rc::Rc;

use freepublish::Lang;

use super::entries::{Entry, entries};
use super::{Place, Reference};
use crate::shell::Command;
use crate::shell::feature::Commands;
use crate::shell::links::Topic;

/// What the page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The words in the search box.
    pub query: Rc<str>,
    /// Every catalogue with its entries, in the order of the page.
    pub catalogues: Rc<[(Topic, Entries)]>,
}

/// Entries in the order of the page. They never change, so that one is drawn anew only when its language does.
pub(super) type Entries = Vec<Rc<Entry>>;

/// What can happen on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Msg {
    /// The search box holds this now.
    Search(String),
}

impl Default for Model {
    fn default() -> Self {
        let of = |topic| (topic, entries(topic).into_iter().map(Rc::new).collect());
        Self { query: "".into(), catalogues: Topic::ALL.map(of).into() }
    }
}

impl Model {
    /// Whether something is searched for.
    pub fn is_search(&self) -> bool {
        !self.query.trim().is_empty()
    }

    /// The catalogues with what the search leaves of each.
    pub fn found(&self) -> Vec<(Topic, Entries)> {
        let left =
            |entries: &Entries| entries.iter().filter(|entry| entry.matches(&self.query)).cloned().collect();
        self.catalogues.iter().map(|(topic, entries)| (*topic, left(entries))).collect()
    }

    /// Whether there is what that place points at: all of a catalogue, a group of entries, or an entry.
    pub fn knows(&self, place: &Place) -> bool {
        let Some(anchor) = &place.anchor else { return true };
        let is_it = |entry: &Rc<Entry>| {
            entry.anchor.strip_prefix(anchor).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.catalogues.iter().any(|(topic, entries)| *topic == place.topic && entries.iter().any(is_it))
    }
}

/// The address has become one of the page.
pub(super) fn arrive(model: &mut Model, place: &Place, _: Lang) -> Commands<Reference> {
    let Some(target) = place.target() else { return vec![] };
    // A search could hide what the link points at.
    model.query = "".into();
    vec![Command::Show(target)]
}

/// What a message changes.
pub fn update(model: &mut Model, msg: Msg, _: Lang) -> Commands<Reference> {
    match msg {
        Msg::Search(query) => model.query = query.into(),
    }
    vec![]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(head: &str, rest: &str) -> Place {
        Place::parse(head, rest).expect("a place")
    }

    fn search(model: &mut Model, query: &str) {
        assert_eq!(update(model, Msg::Search(query.to_owned()), Lang::En), []);
    }

    #[test]
    fn a_search_looks_through_every_catalogue() {
        let mut model = Model::default();
        let all: usize = model.found().iter().map(|(_, entries)| entries.len()).sum();
        search(&mut model, " fail_idx ");
        let found = model.found();
        assert_eq!(found.iter().map(|(topic, _)| *topic).collect::<Vec<_>>(), Topic::ALL);
        let count: usize = found.iter().map(|(_, entries)| entries.len()).sum();
        assert!(0 < count && count < all && model.is_search());
        assert!(found.iter().filter(|(_, entries)| !entries.is_empty()).count() >= 2);
    }

    #[test]
    fn a_link_to_an_entry_ends_a_search_that_could_hide_it_and_shows_it() {
        let mut model = Model::default();
        search(&mut model, "40164");
        let commands = arrive(&mut model, &place("status", "4"), Lang::En);
        assert_eq!(commands, [Command::Show("/status/4".to_owned())]);
        assert!(!model.is_search());
    }

    #[test]
    fn a_link_to_a_catalogue_leaves_the_search_alone() {
        let mut model = Model::default();
        search(&mut model, "40164");
        assert_eq!(arrive(&mut model, &place("errors", ""), Lang::En), []);
        assert_eq!(&*model.query, "40164");
    }

    #[test]
    fn entries_and_groups_are_known_and_others_are_not() {
        let model = Model::default();
        for (head, rest) in
            [("status", ""), ("status", "4"), ("rules", "callback"), ("rules", "callback/fail-idx-missing")]
        {
            assert!(model.knows(&place(head, rest)), "{head} {rest}");
        }
        for (head, rest) in [("errors", "99999"), ("rules", "call"), ("status", "53503")] {
            assert!(!model.knows(&place(head, rest)), "{head} {rest}");
        }
    }

    #[test]
    fn an_entry_that_stays_is_the_same_one() {
        let mut model = Model::default();
        let before = model.found()[1].1[0].clone();
        search(&mut model, &before.anchor);
        let after = model.found()[1].1[0].clone();
        assert!(Rc::ptr_eq(&before, &after));
    }
}
