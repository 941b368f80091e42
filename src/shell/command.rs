//! What a page asks for.

use std::convert::Infallible;

use super::Secret;

/// What a page asks for after a message: of the shell, or, with an effect of its own, of the browser. A value and no
/// deed, so that tests read what a message leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command<Own = Infallible> {
    /// Close the dialog, whoever opened it.
    CloseDialog,
    /// Put a text on the clipboard.
    Copy {
        /// The text.
        text: String,
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
    /// Move the focus to the element of that id.
    Focus(String),
    /// Go to an address of the page, which is a fragment with its `#`.
    GoTo(String),
    /// Say something, and offer to take back what it reports: the page's `undo`.
    Offer(String),
    /// Read a text on the Inspect page.
    OpenInInspect {
        /// The text.
        text: String,
        /// What opens it, where it is encrypted.
        secrets: Option<Lent>,
        /// What to say about it.
        said: String,
    },
    /// Something that only this page has: its own `run` carries it out.
    Own(Own),
    /// Open this page's dialog.
    OpenDialog,
    /// Say something in a short message.
    Say(String),
    /// Bring the element of that id into view, and move the focus to it.
    Show(String),
    /// Take an offer away: what it would take back is no longer there.
    Withdraw,
}

/// Secrets that go with a text from one page to another. They stay in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lent {
    /// The token.
    pub token: Secret,
    /// The `EncodingAESKey`.
    pub aes_key: Secret,
    /// The id of the app.
    pub app_id: Secret,
}
