//! What the page knows.

use std::rc::Rc;

use freepublish::envelope::Opened;
use freepublish::{Diagnostic, Inspection, Options, inspect};

use super::{Fold, KeyPanel};

/// Texts longer than this are taken apart for the structure table only when asked.
const LONG_TEXT: usize = 64 * 1024;

/// What the page shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Model {
    /// What is in the editor. Line feeds only, as in a text area, so that offsets mean the same in both.
    pub text: Rc<str>,
    /// What was read from it.
    pub inspection: Rc<Inspection>,
    /// The same read with the secrets in the key panel, when there are any.
    pub opened: Option<Rc<Opened>>,
    /// The document that says what happened: the decrypted one, when there is one, else the text.
    pub document: Rc<str>,
    /// The key panel.
    pub keys: KeyPanel,
    /// Whether the decoded structure is unfolded.
    pub structure: Fold,
    /// Whether the address is one of this page.
    pub is_shown: bool,
    /// Whether the editor holds a text that was not read yet.
    pub(super) is_behind: bool,
    /// What the bytes of a file told that its text does not: that they are no UTF-8.
    pub(super) not_utf8: Option<Diagnostic>,
    /// What there was before the last change that the page made itself.
    pub(super) before: Option<Before>,
    /// The share link that the text came from. To come back to it is no wish for the same text again.
    pub(super) from: Option<String>,
}

/// A text that can be had back.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Before {
    text: Rc<str>,
    not_utf8: Option<Diagnostic>,
}

impl Model {
    /// Whether there is nothing to say about the text because there is none.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Whether the last change of the text was made by the page, and can be taken back by it.
    pub fn can_restore(&self) -> bool {
        self.before.is_some()
    }

    /// Whether the rows of the decoded structure are shown.
    pub fn shows_structure(&self) -> bool {
        match self.structure {
            Fold::Auto => self.text.len() <= LONG_TEXT,
            Fold::Open => true,
            Fold::Closed => false,
        }
    }

    /// Puts another text in the place of the present one, and gives that one back.
    pub(super) fn replace(&mut self, text: Rc<str>, not_utf8: Option<Diagnostic>) -> Before {
        let before = Before {
            text: std::mem::replace(&mut self.text, text),
            not_utf8: std::mem::replace(&mut self.not_utf8, not_utf8),
        };
        self.read();
        before
    }

    /// Takes back the last change that the page made itself, if it was the last.
    pub(super) fn restore(&mut self) -> bool {
        let Some(Before { text, not_utf8 }) = self.before.take() else { return false };
        self.replace(text, not_utf8);
        true
    }

    /// Reads the text, with the keys.
    pub(super) fn read(&mut self) {
        let not_utf8 = self.not_utf8.clone();
        if let Some(mut opened) = self.keys.open(&self.text) {
            if let Some(found) = not_utf8 {
                opened.tell_first(found);
            }
            self.inspection = Rc::new(opened.inspection.clone());
            self.opened = Some(Rc::new(opened));
        } else {
            let mut inspection = inspect(&self.text, &Options::default());
            if let Some(found) = not_utf8 {
                inspection.tell_first(found);
            }
            self.inspection = Rc::new(inspection);
            self.opened = None;
        }
        self.document = match self.opened.as_ref().and_then(|opened| opened.inner.as_ref()) {
            Some(inner) => inner.text.as_str().into(),
            None => Rc::clone(&self.text),
        };
    }
}

impl Before {
    pub(super) fn text(&self) -> &Rc<str> {
        &self.text
    }
}
