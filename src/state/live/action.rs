//! What can happen on the Live page, and what the browser is asked to do about it.

use super::{Delivered, Delivery, Draft, Failure, Health, Kept, Proxy, Reply, Saved};
use crate::state::Secret;

/// A field that one types into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LiveField {
    /// The address of the proxy.
    Address,
    /// Its key.
    Key,
    /// The draft.
    MediaId,
    /// The handler that callbacks are delivered to.
    Target,
}

/// Which connection a message belongs to. What comes from an earlier one is too late.
pub type Generation = u32;

/// What the browser knows of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The origin it came from; the reference proxy serves the page and its interfaces from one.
    pub origin: String,
    /// Address and key that were to be kept as long as the tab.
    pub kept: Option<(String, Secret)>,
    /// The drafts that were submitted before a reload.
    pub saved: Option<Saved>,
    /// The moment, in milliseconds since 1970.
    pub now: i64,
}

/// News of the stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StreamNews {
    /// It is open.
    Open,
    /// A callback.
    Callback {
        /// Where to go on from.
        id: String,
        /// The callback.
        kept: Kept,
    },
    /// Callbacks behind our place are gone.
    Missed,
    /// It is cut.
    Cut {
        /// How long it was open, in milliseconds.
        lasted: i64,
    },
    /// Nothing has come for so long that it must be dead.
    Silent {
        /// Whether this proxy is always silent when there is nothing to tell.
        is_usual: bool,
    },
    /// The proxy does not let us listen any more.
    Refused(Failure),
}

/// Something that happened on the Live page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LiveAction {
    /// WeChat has answered a submit, or nobody has.
    Answered {
        /// Which job.
        job: usize,
        /// When it was sent, in milliseconds since 1970.
        sent_at: i64,
        /// When the answer came.
        at: i64,
        /// The answer.
        reply: Reply,
    },
    /// The page was opened.
    Arrive(Page),
    /// Submit: ask first.
    Ask,
    /// Forget the drafts that were submitted.
    ClearJobs,
    /// The check of a connection is over.
    Checked(Generation, Result<Health, Failure>),
    /// Submit: yes.
    Confirm,
    /// Check the address and the key.
    Connect,
    /// Deliver the callback whose form is unfolded.
    Deliver,
    /// A delivery is over.
    Delivered {
        /// Which.
        number: usize,
        /// When.
        at: i64,
        /// What came of it.
        result: Delivered,
    },
    /// Forget the connection.
    Disconnect,
    /// The drafts that the proxy has to offer now.
    Drafts(Generation, Vec<Draft>),
    /// Callbacks from before the connection.
    Earlier(Generation, Option<Vec<Kept>>),
    /// That was typed.
    Enter(LiveField, Secret),
    /// Show callbacks from before.
    LoadEarlier,
    /// Unfold the form below a callback, or fold it.
    Offer(String),
    /// Read a message on the Inspect page.
    Open(String),
    /// Fill in one of the drafts that the proxy offers, by its `media_id`.
    Pick(String),
    /// Ask WeChat what became of a job.
    Query(usize),
    /// WeChat has said what became of it.
    Queried {
        /// Which job.
        job: usize,
        /// When.
        at: i64,
        /// The answer.
        reply: Reply,
    },
    /// Keep address and key as long as the tab, or no longer.
    Remember(bool),
    /// Listen again now.
    Retry(Generation),
    /// News of the stream.
    Stream(Generation, StreamNews),
}

/// Something the browser has to do for the Live page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LiveEffect {
    /// Take the key out of the address bar.
    CleanAddress,
    /// Close the dialog.
    CloseDialog,
    /// See whether there is a proxy.
    Check(Generation, Proxy),
    /// Have a callback delivered.
    Deliver {
        /// Which, and where.
        delivery: Delivery,
        /// By whom.
        proxy: Proxy,
    },
    /// Move the focus to the button that submits.
    FocusSubmit,
    /// Move the focus to the address of the handler.
    FocusTarget,
    /// See which drafts the proxy has to offer.
    ListDrafts(Generation, Proxy),
    /// List callbacks from the beginning.
    ListEarlier(Generation, Proxy),
    /// Listen to the stream.
    Listen {
        /// For which connection.
        generation: Generation,
        /// To whom.
        proxy: Proxy,
        /// Behind which callback.
        from: Place,
    },
    /// Ask WeChat what became of a job.
    Query {
        /// Which job.
        job: usize,
        /// Its number.
        publish_id: String,
        /// By whom.
        proxy: Proxy,
    },
    /// Keep this as long as the tab; `None` is nothing.
    Remember(Option<(String, Secret)>),
    /// Keep the drafts as long as the tab; `None` is none.
    Save(Option<Saved>),
    /// Send [`LiveAction::Retry`] after so many milliseconds.
    RetryLater(Generation, u32),
    /// Stop listening, and forget to listen again.
    StopListening,
    /// Submit a draft.
    Submit {
        /// Which job.
        job: usize,
        /// The request's body.
        body: String,
        /// By whom.
        proxy: Proxy,
    },
    /// Send [`LiveAction::Arrive`].
    TellPage,
}

/// Where a stream begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// With what comes from now on.
    Now,
    /// Behind the latest callback when the connection was made.
    After(String),
    /// Behind the last event that arrived.
    LastEvent(String),
}
