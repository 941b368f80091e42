//! What stands behind the proxy: WeChat, or something that answers as WeChat does.

mod tokens;
pub(crate) mod web;
mod wechat;

use std::fmt;
use std::pin::Pin;

use bytes::Bytes;
use freepublish::Outcome;
use freepublish::simulate::{HttpRequest, HttpResponse};

pub use self::tokens::{Account, AppSecret};
pub use self::web::Web;
pub use self::wechat::{API, WeChat};
use crate::problem::Problem;

/// What will be there later.
pub type Later<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// The calls that go upstream. There is no other way through the proxy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Call {
    /// `freepublish/submit`: publishes a draft.
    Submit {
        /// The draft.
        media_id: String,
    },
    /// `freepublish/get`: asks what became of a job.
    Get {
        /// The job.
        publish_id: String,
    },
}

impl Call {
    /// A name for logs and metrics.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Submit { .. } => "submit",
            Self::Get { .. } => "get",
        }
    }

    /// The path of WeChat's interface.
    pub const fn path(&self) -> &'static str {
        match self {
            Self::Submit { .. } => "/cgi-bin/freepublish/submit",
            Self::Get { .. } => "/cgi-bin/freepublish/get",
        }
    }

    /// The body, as WeChat wants it.
    pub fn body(&self) -> String {
        match self {
            Self::Submit { media_id } => serde_json::json!({ "media_id": media_id }),
            Self::Get { publish_id } => serde_json::json!({ "publish_id": publish_id }),
        }
        .to_string()
    }
}

/// An answer, byte for byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// `Content-Type`, as sent.
    pub content_type: Option<String>,
    /// The body, as sent.
    pub body: Bytes,
}

impl From<HttpResponse> for Answer {
    fn from(response: HttpResponse) -> Self {
        let is_type = |header: &&(String, String)| header.0.eq_ignore_ascii_case("content-type");
        let content_type = response.headers.iter().find(is_type).map(|header| header.1.clone());
        Self { status: response.status, content_type, body: Bytes::from(response.body) }
    }
}

/// Whether the upstream can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Health {
    /// What keeps it from being used; `None` when it is well.
    pub problem: Option<Problem>,
}

/// A draft whose end is known before it is submitted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Its name in the scenario.
    pub name: String,
    /// Its `media_id`.
    pub media_id: String,
    /// What will become of it.
    pub outcome: Outcome,
}

/// What the proxy passes calls to.
pub trait Upstream: Send + Sync + 'static {
    /// What it is: `wechat`, `simulator`.
    fn kind(&self) -> &'static str;

    /// The app id of the account that drafts are published from, where it is known.
    fn account(&self) -> Option<&str>;

    /// Makes a call. An `Ok` is what WeChat answered, refusals included; an `Err` is the proxy's own failure.
    fn call(&self, call: Call) -> Later<'_, Result<Answer, Problem>>;

    /// Whether calls can be made: that there is an access token or one can be got. It uses up no quota of publishing.
    fn health(&self) -> Later<'_, Health>;

    /// The drafts that can be submitted now, for upstreams that make them up. None where there is a real WeChat: the
    /// proxy does not look into anybody's box.
    fn drafts_left(&self) -> Later<'_, Vec<Draft>> {
        Box::pin(async { Vec::new() })
    }

    /// Whether [`Self::stand_in`] answers: where it does not, a request is refused unread.
    fn stands_in(&self) -> bool {
        false
    }

    /// Answers a request as WeChat's own host would, for upstreams that stand in for it. `None` where there is a real
    /// WeChat: nothing but [`Self::call`] gets through to that.
    fn stand_in(&self, request: HttpRequest) -> Option<Later<'_, HttpResponse>> {
        drop(request);
        None
    }
}

/// How requests get to WeChat's host.
pub trait Transport: Send + Sync + 'static {
    /// Sends a request and waits for the whole answer.
    fn send(&self, request: HttpRequest) -> Later<'_, Result<Answer, Lost>>;
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lost {
    /// There was no connection: nothing was sent.
    Unreachable,
    /// The connection broke, or time was up, after the request was sent: nobody knows whether it took effect.
    Broken,
}

impl fmt::Display for Lost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unreachable => "no connection",
            Self::Broken => "the connection broke before the answer",
        })
    }
}

impl std::error::Error for Lost {}
