//! Where in the reference the reader is.

use crate::shell::links::Topic;

/// A catalogue, and perhaps one of its entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The catalogue.
    pub topic: Topic,
    /// The entry a link points at, `53503` or `callback/fail-idx-missing`; the first part of it names a group.
    pub anchor: Option<String>,
}

impl Place {
    /// Reads an address: what stands before its first `/`, and the rest. `None` where it is none of this page's.
    pub fn parse(head: &str, rest: &str) -> Option<Self> {
        let topic = match (head, rest) {
            ("reference", "") => Topic::Statuses,
            _ => Topic::ALL.into_iter().find(|topic| topic.slug() == head)?,
        };
        Some(Self { topic, anchor: (!rest.is_empty()).then(|| rest.to_owned()) })
    }

    /// The address that leads here, with its `#`.
    pub fn href(&self) -> String {
        match &self.anchor {
            None => format!("#/{}", self.topic.slug()),
            Some(anchor) => self.topic.entry(anchor),
        }
    }

    /// The id of the element that the address points at, if it points at one.
    pub fn target(&self) -> Option<String> {
        self.anchor.as_deref().map(|anchor| entry_id(self.topic, anchor))
    }
}

/// The id of an entry's element.
pub(super) fn entry_id(topic: Topic, anchor: &str) -> String {
    topic.entry(anchor).trim_start_matches('#').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_read_back_from_its_own_address() {
        for (head, rest) in
            [("status", ""), ("errors", "-1"), ("fields", "callback/publish_id"), ("rules", "xml")]
        {
            let place = Place::parse(head, rest).expect("a place");
            let address = if rest.is_empty() { format!("#/{head}") } else { format!("#/{head}/{rest}") };
            assert_eq!(place.href(), address);
        }
        assert_eq!(Place::parse("reference", ""), Place::parse("status", ""));
        assert_eq!(Place::parse("reference", "4"), None);
        assert_eq!(Place::parse("nowhere", ""), None);
    }
}
