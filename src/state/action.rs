//! What can happen, and what the browser is asked to do about it.

use std::rc::Rc;

use freepublish::{Lang, Span};

use super::Theme;
#[cfg(feature = "more")]
use super::{LiveAction, LiveEffect, SimulateAction, SimulateEffect};
use crate::route::Route;

/// Something the reader, or the browser, did.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Empty the editor.
    Clear,
    /// Forget the secrets.
    #[cfg(feature = "more")]
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
    /// Something on the Live page.
    #[cfg(feature = "more")]
    Live(Box<LiveAction>),
    /// The address has changed.
    Navigate(Route),
    /// The second download could not be had.
    NotLoaded,
    /// A file was read.
    Open(Vec<u8>),
    /// Put the decrypted document into the editor.
    #[cfg(feature = "more")]
    OpenDecrypted,
    /// Look again, and go to the outcome.
    Reanalyse,
    /// A file is too large, with its size in bytes.
    Refuse(usize),
    /// Take that sample.
    Sample(usize),
    /// Filter the reference.
    Search(String),
    /// A field of the key panel holds this now.
    #[cfg(feature = "more")]
    SetKey(super::Field, super::Secret),
    /// Bring the decrypted document into view.
    #[cfg(feature = "more")]
    ShowDecrypted,
    /// Unfold or fold the key panel.
    ShowKeys(bool),
    /// Speak that language.
    SetLang(Lang),
    /// Fold or unfold the structure.
    SetStructure(Fold),
    /// Take those colours.
    SetTheme(Theme),
    /// Something on the Simulate page.
    #[cfg(feature = "more")]
    Simulate(SimulateAction),
    /// Take back the last change of the text.
    Undo,
    /// A file could not be read.
    Unreadable,
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
    /// Fetch the second download, and let it take over from here.
    FetchMore(Handover),
    /// Move the focus to the first field of the key panel, or, when it is folded, to what unfolds it.
    #[cfg(feature = "more")]
    FocusKeys {
        /// Whether it is unfolded.
        is_open: bool,
    },
    /// Move the focus to the head of the diagnostics.
    FocusDiagnostics,
    /// Bring the decrypted document into view.
    #[cfg(feature = "more")]
    FocusDecrypted,
    /// Move the focus to the editor.
    FocusEditor,
    /// Move the focus to the outcome.
    FocusOutcome,
    /// Go to another fragment.
    #[cfg(feature = "more")]
    GoTo(String),
    /// Keep a setting for the next visit.
    Remember(Setting, &'static str),
    /// Make the editor hold this text, so that its own undo can take it back.
    Replace(Rc<str>),
    /// Make the editor hold this text, once its page is shown.
    #[cfg(feature = "more")]
    ReplaceLater(Rc<str>),
    /// Take back the page's last change of the text, which was this before.
    Restore(Rc<str>),
    /// Bring the entry that the address names into view.
    ScrollToEntry,
    /// Select a place in the editor and bring it into view.
    Select(Span),
    /// Show the open dialog.
    ShowDialog,
    /// Something for the Live page.
    #[cfg(feature = "more")]
    Live(LiveEffect),
    /// Something for the Simulate page.
    #[cfg(feature = "more")]
    Simulate(SimulateEffect),
    /// Let the editor take back its last change.
    UndoTyping,
}

/// What the second download is told by the first. The route it finds in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Handover {
    /// What is in the editor.
    pub text: Rc<str>,
    /// What it was before the last change the page made itself.
    pub before: Option<Rc<str>>,
    /// What the reader asked for.
    pub errand: Option<Errand>,
    /// The language to go on in. It may not be stored anywhere: a browser can deny that.
    pub lang: Lang,
    /// The colours to go on in.
    pub theme: Theme,
}

/// Something that only the second download can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Errand {
    /// Copy the report as JSON.
    CopyJson,
    /// Copy a share link.
    CopyLink,
    /// Copy the report as Markdown.
    CopyMarkdown,
    /// Open the help.
    Help,
    /// Take that sample.
    Sample(usize),
    /// Unfold the key panel.
    ShowKeys,
}

impl Errand {
    /// As a number, for the way between the downloads.
    pub const fn number(self) -> usize {
        match self {
            Self::CopyJson => 0,
            Self::CopyLink => 1,
            Self::CopyMarkdown => 2,
            Self::Help => 3,
            Self::ShowKeys => 4,
            Self::Sample(at) => 5 + at,
        }
    }

    /// Reads what [`Self::number`] wrote.
    pub const fn from_number(number: usize) -> Self {
        match number {
            0 => Self::CopyJson,
            1 => Self::CopyLink,
            2 => Self::CopyMarkdown,
            3 => Self::Help,
            4 => Self::ShowKeys,
            at => Self::Sample(at - 5),
        }
    }
}

#[cfg(feature = "more")]
impl Action {
    /// Something on the Live page. Boxed: it can carry whole answers, and every message of the page is as large as the
    /// largest.
    pub fn live(action: LiveAction) -> Self {
        Self::Live(Box::new(action))
    }
}

impl From<Errand> for Action {
    fn from(errand: Errand) -> Self {
        match errand {
            Errand::CopyJson => Self::CopyJson,
            Errand::CopyLink => Self::CopyLink,
            Errand::CopyMarkdown => Self::CopyMarkdown,
            Errand::Help => Self::Help,
            Errand::Sample(at) => Self::Sample(at),
            Errand::ShowKeys => Self::ShowKeys(true),
        }
    }
}

/// A short message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    /// Tells it from the one before.
    pub id: u32,
    /// What it says.
    pub text: String,
    /// Whether it offers to take back what it reports.
    pub undo: bool,
}

/// A dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// Keys and what the page does.
    #[cfg(feature = "more")]
    Help,
    /// Whether a draft is really to be submitted.
    #[cfg(feature = "more")]
    Submit,
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
