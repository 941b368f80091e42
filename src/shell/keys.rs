//! Keys as the browser reports them, and what they do on every page.

/// A key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key<'a> {
    /// `KeyboardEvent.key`.
    pub key: &'a str,
    /// Control, or Command on a Mac.
    pub command: bool,
    /// Where the focus is.
    pub focus: Focus,
}

/// Where the focus is when a key is pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// In the field that the page is about: its [`Table::field`](super::Table).
    PageField,
    /// In another field.
    OtherField,
    /// Where one does not type.
    Elsewhere,
}

/// What a key asks for, whatever the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Open the help.
    Help,
    /// Go to the field that the page is about.
    Search,
}

/// What a key does on every page; `None` leaves it to the browser.
pub fn everywhere(key: Key<'_>) -> Option<Asked> {
    match (key.key, key.command, key.focus) {
        ("/", false, Focus::Elsewhere) => Some(Asked::Search),
        ("?", false, Focus::Elsewhere) => Some(Asked::Help),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_typed_in_a_field_and_act_elsewhere() {
        let key = |key, focus| everywhere(Key { key, command: false, focus });
        for focus in [Focus::PageField, Focus::OtherField] {
            assert_eq!([key("/", focus), key("?", focus)], [None; 2]);
        }
        assert_eq!(key("/", Focus::Elsewhere), Some(Asked::Search));
        assert_eq!(key("?", Focus::Elsewhere), Some(Asked::Help));
    }
}
