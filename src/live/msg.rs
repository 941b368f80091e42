//! What can happen on the page, and what it asks of the browser.

use super::proxy::{Failure, Found, Generation, Health, Proxy, Reply, Start, StreamNews};
use super::saved::Saved;
use super::{Delivered, Delivery, Tried};
use crate::shell::Secret;

/// A field that one types into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The address of the proxy.
    Address,
    /// Its key.
    Key,
    /// The draft.
    MediaId,
    /// The handler that callbacks are delivered to.
    Target,
}

/// What the browser knows when the page is opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Visit {
    /// The origin the page came from; the reference proxy serves the page and its interfaces from one.
    pub origin: String,
    /// Address and key that were to be kept as long as the tab.
    pub kept: Option<(String, Secret)>,
    /// The drafts that were submitted before a reload.
    pub saved: Option<Saved>,
    /// The moment, in milliseconds since 1970.
    pub now: i64,
}

/// Something that happened on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Msg {
    /// Connect as a link asked for.
    Accept,
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
    /// Submit: ask first.
    Ask,
    /// The check of a connection is over.
    Checked(Generation, Result<Health, Failure>),
    /// Forget the drafts that were submitted.
    ClearJobs,
    /// Submit: yes.
    Confirm,
    /// Check the address and the key.
    Connect,
    /// Put a text on the clipboard, and say that it is done.
    Copy {
        /// The text.
        text: String,
        /// What to say.
        done: String,
    },
    /// Do not connect as a link asked for.
    Decline,
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
    /// Callbacks from before the connection.
    Earlier(Generation, Found),
    /// What another tab has submitted: its name, and its drafts.
    Elsewhere(String, Vec<Tried>),
    /// That was typed.
    Enter(Field, Secret),
    /// Show callbacks from before.
    LoadEarlier,
    /// See whether there is news of the proxy, at that moment.
    Look(Generation, i64),
    /// Draw more callbacks of other jobs.
    More,
    /// Unfold the form below a callback, or fold it.
    Offer(String),
    /// Read a message on the Inspect page.
    Open(String),
    /// Fill in one of the drafts that the proxy offers, by its `media_id`.
    Pick(String),
    /// WeChat has said what became of a job.
    Queried {
        /// Which job.
        job: usize,
        /// When.
        at: i64,
        /// The answer.
        reply: Reply,
    },
    /// Ask WeChat what became of a job.
    Query {
        /// Which job.
        job: usize,
        /// When.
        at: i64,
    },
    /// Keep address and key as long as the tab, or no longer.
    Remember(bool),
    /// Listen again now.
    Retry(Generation),
    /// News of the stream.
    Stream(Generation, StreamNews),
    /// What the proxy says of itself now.
    Told(Generation, Health),
    /// The page was opened.
    Visit(Visit),
}

/// Something that only this page asks of the browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Own {
    /// Take the key out of the address bar.
    CleanAddress,
    /// See whether there is a proxy.
    Check(Generation, Proxy),
    /// Have a callback delivered.
    Deliver {
        /// Which, and where.
        delivery: Delivery,
        /// By whom.
        proxy: Proxy,
    },
    /// List the callbacks from before the connection.
    ListEarlier(Generation, Proxy),
    /// Listen to the stream.
    Listen {
        /// For which connection.
        generation: Generation,
        /// To whom.
        proxy: Proxy,
        /// Whose callbacks: tabs that name the same share one stream.
        account: Option<String>,
        /// Behind which callback.
        from: Start,
    },
    /// See what the proxy says of itself now.
    Look(Generation, Proxy),
    /// Send [`Msg::Look`] after so many milliseconds.
    LookLater(Generation, u32),
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
    /// Send [`Msg::Retry`] after so many milliseconds.
    RetryLater(Generation, u32),
    /// Keep the drafts as long as the tab; `None` is none.
    Save(Option<Saved>),
    /// Tell other tabs which drafts WeChat may have.
    TellTabs(Vec<Tried>),
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
    /// Send [`Msg::Visit`].
    Visit,
}
