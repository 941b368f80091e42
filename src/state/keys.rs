//! Which key does what.

use super::Action;

/// A key, as the browser reports it.
#[derive(Clone, Copy, Debug)]
pub struct Key<'a> {
    /// `KeyboardEvent.key`.
    pub key: &'a str,
    /// Control, or Command on a Mac.
    pub command: bool,
    /// Alt, or Option on a Mac: it types characters there.
    pub alt: bool,
    /// Whether the focus is where one types.
    pub in_field: bool,
}

/// What a key asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// An action.
    Act(Action),
    /// Go to the search box, or to the editor where there is none.
    Search,
}

/// What a key does; `None` leaves it to the browser. `can_restore`: the last change of the text was the page's own.
pub fn command(key: Key<'_>, on_inspect: bool, can_restore: bool) -> Option<Command> {
    match (key.key, key.command) {
        _ if key.alt => None,
        ("Enter", true) if on_inspect => Some(Command::Act(Action::Reanalyse)),
        // What was typed the browser undoes by itself.
        ("z", true) if on_inspect && (can_restore || !key.in_field) => Some(Command::Act(Action::Undo)),
        ("/", false) if !key.in_field => Some(Command::Search),
        ("?", false) if !key.in_field => Some(Command::Act(Action::Help)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(key: &str, command: bool, in_field: bool) -> Key<'_> {
        Key { key, command, alt: false, in_field }
    }

    #[test]
    fn signs_are_typed_in_a_field_and_act_elsewhere() {
        assert_eq!(command(key("/", false, true), true, false), None);
        assert_eq!(command(key("?", false, true), true, false), None);
        assert_eq!(command(key("/", false, false), false, false), Some(Command::Search));
        assert_eq!(command(key("?", false, false), true, false), Some(Command::Act(Action::Help)));
    }

    #[test]
    fn undo_of_what_was_typed_is_the_browsers() {
        let undo = Some(Command::Act(Action::Undo));
        assert_eq!(command(key("z", true, true), true, false), None);
        assert_eq!(command(key("z", true, true), true, true), undo);
        assert_eq!(command(key("z", true, false), true, false), undo);
        assert_eq!(command(key("Z", true, false), true, true), None, "with shift it is redo");
    }

    #[test]
    fn analysing_works_from_anywhere_on_its_page() {
        assert_eq!(command(key("Enter", true, true), true, false), Some(Command::Act(Action::Reanalyse)));
        assert_eq!(command(key("Enter", true, false), false, false), None);
        assert_eq!(command(key("Enter", false, false), true, false), None);
    }
}
