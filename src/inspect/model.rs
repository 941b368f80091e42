//! What the page knows.

use std::rc::Rc;

use freepublish::envelope::Opened;
use freepublish::{Inspection, Options, inspect};

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
    /// What the text was before the last change the page made itself.
    pub(super) before: Option<Rc<str>>,
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

    pub(super) fn set_text(&mut self, text: Rc<str>) {
        self.text = text;
        self.read();
    }

    /// Reads the text, with the keys.
    pub(super) fn read(&mut self) {
        self.opened = self.keys.open(&self.text);
        self.inspection = Rc::new(match &self.opened {
            Some(opened) => opened.inspection.clone(),
            None => inspect(&self.text, &Options::default()),
        });
        self.document = match self.opened.as_ref().and_then(|opened| opened.inner.as_ref()) {
            Some(inner) => inner.text.as_str().into(),
            None => Rc::clone(&self.text),
        };
    }
}
