//! What can happen on the page, and what it asks of the browser.

use std::rc::Rc;

use freepublish::Span;
use web_sys::File;

use super::{Field, Place};
use crate::shell::{Lent, Secret};

/// Something the reader, or the browser, did.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// The address has become one of this page.
    Arrive(Place),
    /// Empty the editor.
    Clear,
    /// Forget the secrets.
    ClearKeys,
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
    /// Make the repair of that diagnostic.
    Fix(usize),
    /// Make every repair.
    FixAll,
    /// A file was read.
    File {
        /// The bytes.
        bytes: Vec<u8>,
        /// What the browser reads them as in GB 18030, where they are no UTF-8 and it can.
        gb18030: Option<String>,
    },
    /// Show a place in the editor.
    Jump(Span),
    /// Read a text of another page.
    Open {
        /// The text.
        text: String,
        /// What opens it. Keys that the reader has entered stay.
        secrets: Option<Lent>,
        /// What to say about it.
        said: String,
    },
    /// Put the decrypted document into the editor.
    OpenDecrypted,
    /// Read that file.
    Read(File),
    /// Look again, and go to the outcome.
    Reanalyse,
    /// Take that sample.
    Sample(usize),
    /// A field of the key panel holds this now.
    SetKey(Field, Secret),
    /// Bring the decrypted document into view.
    ShowDecrypted,
    /// Unfold or fold the key panel.
    ShowKeys(bool),
    /// Fold or unfold the structure.
    SetStructure(Fold),
    /// A file is too large, with its size in bytes.
    TooLarge(usize),
    /// The editor holds this text now.
    Type(String),
    /// The editor holds another text, one so long that it is read when typing rests.
    TypeOn,
    /// Take back the last change of the text.
    Undo,
    /// A file could not be read.
    Unreadable,
}

/// What the browser has to do for this page.
#[derive(Clone, Debug, PartialEq)]
pub enum Own {
    /// Send what the editor holds, and then that message, which was sent before it was known.
    ReadBefore(Box<Msg>),
    /// Read a file.
    ReadFile(File),
    /// Send what the editor holds as soon as typing rests.
    ReadLater,
    /// Make the editor hold this text, so that its own undo can take it back.
    Replace(Rc<str>),
    /// Take back the page's last change of the text, which was this before.
    Restore(Rc<str>),
    /// Select a place in the editor, in UTF-16 units, and bring it into view.
    Select {
        /// Where it begins.
        start: u32,
        /// Where it ends.
        end: u32,
        /// The line, counted from 0.
        line: usize,
    },
    /// Let the editor take back its last change.
    UndoTyping,
}

/// Whether a section is unfolded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fold {
    /// As its length suggests.
    #[default]
    Auto,
    /// Unfolded by the reader.
    Open,
    /// Folded by the reader.
    Closed,
}
