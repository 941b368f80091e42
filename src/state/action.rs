//! What can happen, and what the browser is asked to do about it.

use std::rc::Rc;

use freepublish::{Lang, Span};

use super::Theme;
use crate::route::Route;
use crate::shell::{Lent, Page};

/// Something the reader, or the browser, did.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Empty the editor.
    Clear,
    /// Forget the secrets.
    ClearKeys,
    /// A dialog was closed.
    CloseDialog,
    /// The browser has copied something, or could not.
    Copied {
        /// Whether it could.
        done: bool,
        /// What to say when it could; the text itself when it could not.
        what: String,
    },
    /// Copy a text.
    Copy {
        /// The text.
        text: String,
        /// What to say when it is done.
        done: String,
    },
    /// Copy the report as JSON.
    CopyJson,
    /// Copy a share link.
    CopyLink,
    /// Copy the report as Markdown.
    CopyMarkdown,
    /// Put the message away.
    Dismiss,
    /// The editor holds this text now.
    Edit(String),
    /// A message has been there long enough.
    Expire(u32),
    /// Make the repair of that diagnostic.
    Fix(usize),
    /// Make every repair.
    FixAll,
    /// Open the help.
    Help,
    /// Show a place in the editor.
    Jump(Span),
    /// The address has changed.
    Navigate(Route),
    /// A file was read.
    Open {
        /// The bytes.
        bytes: Vec<u8>,
        /// What the browser reads them as in GB 18030, where they are no UTF-8 and it can.
        gb18030: Option<String>,
    },
    /// Put the decrypted document into the editor.
    OpenDecrypted,
    /// A page has something to say, and offers to take back what it reports.
    Offer(Page, String),
    /// Open the dialog of a page.
    OpenDialog(Page),
    /// Read a text of another page on the Inspect page.
    OpenText {
        /// The text.
        text: String,
        /// What opens it. Keys that the reader has entered stay.
        secrets: Option<Lent>,
        /// What to say about it.
        said: String,
    },
    /// Look again, and go to the outcome.
    Reanalyse,
    /// A file is too large, with its size in bytes.
    Refuse(usize),
    /// Take that sample.
    Sample(usize),
    /// A page has something to say.
    Say(String),
    /// A field of the key panel holds this now.
    SetKey(super::Field, super::Secret),
    /// Bring the decrypted document into view.
    ShowDecrypted,
    /// Unfold or fold the key panel.
    ShowKeys(bool),
    /// Speak that language.
    SetLang(Lang),
    /// Fold or unfold the structure.
    SetStructure(Fold),
    /// Take those colours.
    SetTheme(Theme),
    /// Take back the last change of the text.
    Undo,
    /// A file could not be read.
    Unreadable,
    /// What that page has offered to take back is no longer there.
    Withdraw(Page),
}

/// Something the browser has to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Put a text on the clipboard.
    Copy {
        /// The text.
        text: String,
        /// What to say when it is done.
        done: String,
    },
    /// Put the report on the clipboard.
    CopyJson {
        /// What to say when it is done.
        done: String,
    },
    /// Put this page's address with that fragment on the clipboard.
    CopyLink {
        /// The fragment.
        fragment: String,
        /// What to say when it is done.
        done: String,
    },
    /// Send [`Action::Expire`] in a while.
    ExpireLater(u32),
    /// Move the focus to the first field of the key panel, or, when it is folded, to what unfolds it.
    FocusKeys {
        /// Whether it is unfolded.
        is_open: bool,
    },
    /// Move the focus to the head of the diagnostics.
    FocusDiagnostics,
    /// Bring the decrypted document into view.
    FocusDecrypted,
    /// Move the focus to the editor.
    FocusEditor,
    /// Move the focus to the outcome.
    FocusOutcome,
    /// Go to another fragment.
    GoTo(String),
    /// Keep a setting for the next visit.
    Remember(Setting, &'static str),
    /// Make the editor hold this text, so that its own undo can take it back.
    Replace(Rc<str>),
    /// Make the editor hold this text, once its page is shown.
    ReplaceLater(Rc<str>),
    /// Take back the page's last change of the text, which was this before.
    Restore(Rc<str>),
    /// Select a place in the editor and bring it into view.
    Select(Span),
    /// Show the open dialog.
    ShowDialog,
    /// Let the editor take back its last change.
    UndoTyping,
}

/// A short message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    /// Tells it from the one before.
    pub id: u32,
    /// What it says.
    pub text: String,
    /// Who takes back what it reports, if that can be taken back.
    pub undo: Option<Page>,
}

/// A dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// Keys and what the page does.
    Help,
    /// The page's own.
    Page(Page),
    /// A text to copy by hand, as the browser lets nobody do it for the reader.
    CopyByHand(String),
}

/// Whether a section is unfolded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    /// As its length suggests.
    Auto,
    /// Unfolded by the reader.
    Open,
    /// Folded by the reader.
    Closed,
}

/// A setting that outlives the visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// The language.
    Lang,
    /// The colours.
    Theme,
}

impl Setting {
    /// The key it is stored under. `www/theme.js` reads the second one before the page is painted.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Lang => "freepublish-lab.lang",
            Self::Theme => "freepublish-lab.theme",
        }
    }
}
