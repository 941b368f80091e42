//! What a proxy says, as the page knows it. How it is written is known to `wire` alone, and only `client` talks to the
//! network.

use std::rc::Rc;

use freepublish::Lang;
use freepublish::catalogue::status::{self, Status};
use serde::{Deserialize, Serialize};

mod address;
pub(super) mod client;
mod pulse;
mod sse;
mod wire;

pub use address::Address;
pub(super) use pulse::Pulse;
pub(super) use sse::Event;

use crate::shell::Secret;

/// Which connection a message belongs to. What comes from an earlier one is too late.
pub type Generation = u32;

/// A proxy and the key that opens it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proxy {
    /// Where it is.
    pub address: Address,
    /// What opens it.
    pub key: Secret,
}

/// The proxy that jobs and callbacks are of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Its address.
    pub address: String,
    /// The account behind it.
    pub account: Option<String>,
    /// Its key, which no reload outlives.
    pub(in crate::live) key: Option<Secret>,
}

impl Known {
    pub(in crate::live) fn new(proxy: &Proxy, health: &Health) -> Self {
        Self {
            address: proxy.address.as_str().to_owned(),
            account: health.account.clone(),
            key: Some(proxy.key.clone()),
        }
    }

    /// Whether that is the same one: what it said before still means something. A proxy that was started anew has another
    /// key as a rule.
    pub(in crate::live) fn is_same(&self, other: &Self) -> bool {
        let has_same_key = self.key.is_none() || self.key == other.key;
        self.address == other.address && self.account == other.account && has_same_key
    }
}

/// What stands behind a proxy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Upstream {
    /// WeChat: a submit is public.
    WeChat,
    /// The simulator: a submit publishes nothing.
    Simulator,
    /// Something else. It is to be treated as if it were WeChat.
    Other(String),
}

impl Default for Upstream {
    fn default() -> Self {
        Self::Other(String::new())
    }
}

impl Upstream {
    /// Whether nothing is published.
    pub const fn is_rehearsal(&self) -> bool {
        matches!(self, Self::Simulator)
    }
}

/// What a proxy says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Health {
    /// What stands behind it.
    pub upstream: Upstream,
    /// The app id of the account.
    pub account: Option<String>,
    /// The version of the program.
    pub version: Option<String>,
    /// Why nothing can be submitted now.
    pub down: Option<Problem>,
    /// The cursor of the latest callback: the stream begins behind it.
    pub latest: Option<String>,
    /// The origins that it delivers callbacks to; `None` where it does not say.
    pub targets: Option<Vec<String>>,
    /// The drafts that it has to offer.
    pub drafts: Vec<Draft>,
    /// The mode that it expects pushes in: `plain`, `compatible` or `secure`.
    pub mode: Option<String>,
    /// What is to be known of the pushes since it was started.
    pub notices: Vec<Notice>,
}

/// A sentence of the proxy's about the pushes that it got: why some were refused, or that a clock differs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notice {
    /// Its name, which never changes: `mode-downgraded`, `clock-differs` …
    pub name: String,
    /// How many pushes it is about.
    pub count: u32,
    /// When the last of them came, in milliseconds since 1970.
    pub last_at: Option<i64>,
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

impl Notice {
    /// In that language.
    pub fn text(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

/// A draft of the simulator's, whose end is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// What to submit.
    pub media_id: String,
    /// What will become of it, as the proxy has written it.
    pub outcome: String,
    /// Its name in the scenario.
    pub name: String,
}

impl Draft {
    /// The status it will come to; `None` where this page does not know it.
    pub fn status(&self) -> Option<&'static Status> {
        status::of(&self.outcome)
    }
}

/// A failure of the proxy's own, in its own words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The end of its type: `upstream-no-token`.
    pub kind: String,
    /// In Chinese.
    pub zh: Words,
    /// In English.
    pub en: Words,
}

/// What went wrong and what to do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// What went wrong.
    pub detail: String,
    /// What to do.
    pub remedy: String,
}

impl Problem {
    /// In that language.
    pub const fn words(&self, lang: Lang) -> &Words {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }

    /// Whether WeChat may have got the call all the same.
    pub fn leaves_open(&self) -> bool {
        matches!(self.kind.as_str(), "upstream-outcome-unknown" | "timed-out" | "internal")
    }
}

/// Why a proxy cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// What was entered is no address.
    BadAddress,
    /// HTTP to another machine.
    Insecure {
        /// Whether it is the browser that forbids it, because the page came over HTTPS.
        by_browser: bool,
    },
    /// Nobody answers.
    Unreachable,
    /// It answers, and does not let this page see it.
    Cors,
    /// It does not know the key.
    WrongKey,
    /// It is something else.
    NotProxy {
        /// The HTTP status it answered with.
        status: u16,
    },
    /// It refuses, in its own words.
    Problem(Problem),
}

/// What came of a call that goes on to WeChat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// WeChat's answer, as it came.
    Answer(String),
    /// The proxy's own failure.
    Problem(Problem),
    /// No answer, or half of one: nobody knows what became of it.
    Lost,
}

/// A callback that the proxy has kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Its place in the list; opaque.
    pub cursor: String,
    /// When it came, in milliseconds since 1970.
    pub received_at: i64,
    /// The body, as it came.
    pub body: Rc<str>,
    /// The decrypted message, if it was encrypted.
    pub document: Option<Rc<str>>,
    /// The publish job, as the proxy has read it.
    pub publish_id: Option<String>,
    /// Whether the proxy has checked the signature.
    pub is_signed: bool,
    /// Whether the proxy had it before.
    pub is_duplicate: bool,
}

/// Callbacks from before the connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// The latest of them.
    Latest(Vec<Kept>),
    /// The proxy lists from the beginning only, and its list is too long to be read to its end.
    TooMany,
    /// They could not be had.
    Nothing,
}

/// Where a stream begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Start {
    /// With what comes from now on.
    Now,
    /// Behind the latest callback when the connection was made.
    After(String),
    /// Behind the last event that arrived.
    LastEvent(String),
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
