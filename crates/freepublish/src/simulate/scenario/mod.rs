//! Scenarios: a rehearsal as a text that a person can read and write.
//!
//! ```text
//! title en The handler is slow
//! about en The first reply takes 6 seconds, so WeChat drops the connection and sends the callback again.
//! draft main articles 3 outcome originality_failed fail-idx 1,3
//! handler slow 6s, success
//! at 0s token
//! at 1s submit
//! ```
//!
//! A line is a setting, or a step that begins with `at`; words are separated by spaces. `#` begins a comment, except in
//! titles and explanations. A format of its own, because TOML would say each step in five lines of brackets and quotes.

mod line;
mod parse;
mod print;
mod setting;
pub mod shipped;
mod words;

pub use self::line::{Mistake, Mistakes};
use super::config::{Millis, Plan, PlatformConfig};
use crate::envelope::seal::PushFormat;
use crate::inspection::Mode;
use crate::lang::Lang;

/// A script for both sides: what the platform is like, what the developer does, how the handler replies.
///
/// It is made by [`Scenario::parse`] and can be written out again by [`Scenario::print`]; what is in it has been checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    pub(super) title: Words,
    pub(super) about: Words,
    /// When it begins, in seconds since 1970 UTC.
    pub(super) start: i64,
    pub(super) config: PlatformConfig,
    pub(super) drafts: Vec<(String, Plan)>,
    pub(super) servers: Vec<Server>,
    pub(super) handler: Vec<Reply>,
    pub(super) script: Vec<Step>,
}

/// The moment a scenario begins at when it does not say: 2026-01-01 10:00 in Beijing.
pub const START: i64 = 1_767_232_800;

/// The last moment a scenario may begin at: far enough from the end of numbers for everything that follows.
pub(super) const LATEST: i64 = 9_999_999_999;

/// The developer's server when a scenario names none.
pub(super) const SERVER: &str = "app";

/// The IP of a server when a scenario does not say: one of those that are reserved for documentation.
pub(super) const IP: &str = "203.0.113.7";

/// The draft when a scenario names none.
pub(super) const DRAFT: &str = "main";

impl Scenario {
    /// Reads a scenario.
    ///
    /// # Errors
    ///
    /// [`Mistakes`]: every line that cannot be understood.
    pub fn parse(text: &str) -> Result<Self, Mistakes> {
        parse::parse(text)
    }

    /// Writes it out so that [`Scenario::parse`] reads the same again. What is as usual is left out, and so are comments.
    pub fn print(&self) -> String {
        print::print(self)
    }

    /// What it is called.
    pub fn title(&self, lang: Lang) -> &str {
        self.title.get(lang)
    }

    /// What it shows, in a sentence.
    pub fn about(&self, lang: Lang) -> &str {
        self.about.get(lang)
    }

    /// When it begins, in seconds since 1970 UTC.
    pub fn start(&self) -> i64 {
        self.start
    }

    /// What the platform is like.
    pub fn config(&self) -> &PlatformConfig {
        &self.config
    }

    /// The drafts: names and what will become of them.
    pub fn drafts(&self) -> &[(String, Plan)] {
        &self.drafts
    }

    /// The same with other ids.
    #[must_use]
    pub fn with_seed(mut self, seed: u64) -> Self {
        self.config.seed = seed;
        self
    }

    /// The same with pushes in another format.
    #[must_use]
    pub fn with_push(mut self, push: PushFormat) -> Self {
        self.config.push = push;
        self
    }

    /// The same in another message mode.
    #[must_use]
    pub fn with_mode(mut self, mode: Mode) -> Self {
        self.config.mode = mode;
        self
    }

    /// The same with another handler; without WeChat's parameters.
    #[must_use]
    pub fn with_handler_url(mut self, url: &str) -> Self {
        url.clone_into(&mut self.config.handler_url);
        self
    }

    /// The same at another time, in seconds since 1970 UTC. What lies before that or after the year 2286 is moved there.
    #[must_use]
    pub fn with_start(mut self, start: i64) -> Self {
        self.start = start.clamp(0, LATEST);
        self
    }
}

/// A text that may be given in one language or in both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Words {
    pub(super) zh: String,
    pub(super) en: String,
}

impl Words {
    /// The text in a language, else in the other.
    fn get(&self, lang: Lang) -> &str {
        let (wanted, other) = match lang {
            Lang::Zh => (&self.zh, &self.en),
            Lang::En => (&self.en, &self.zh),
        };
        if wanted.is_empty() { other } else { wanted }
    }
}

/// A server of the developer's, which fetches tokens of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Server {
    pub(super) name: String,
    pub(super) ip: String,
}

/// How the handler replies to a push. The last reply of a scenario is repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reply {
    /// `success`, at once.
    Success,
    /// An empty body, at once.
    Empty,
    /// `"success"` in quotes: what a JSON serializer makes of it.
    Quoted,
    /// Another status, with an empty body.
    Status(u16),
    /// `success` after a while.
    Slow(Millis),
    /// Never, with the connection open.
    Silent,
    /// There is no server at that address.
    Unreachable,
}

/// Something the developer does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Step {
    /// Since the beginning.
    pub(super) at: Millis,
    pub(super) action: Action,
    /// Which server does it.
    pub(super) by: String,
    /// How far apart and how often.
    pub(super) every: Option<(Millis, u32)>,
}

/// What the developer does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Action {
    /// Fetch a token from `/cgi-bin/token`.
    Token,
    /// Fetch a token from `/cgi-bin/stable_token`, perhaps by force.
    StableToken { force: bool },
    /// Make a draft; from then on its name means that draft.
    DraftAdd { name: String, articles: u32 },
    /// Submit a draft.
    Submit { draft: Target, flaw: Option<RequestFault> },
    /// Ask for the nth job that was accepted, counted from 1; `None` is the latest.
    Get { job: Option<u32> },
    /// Read what such a job published. The `article_id` is known as soon as there is one, whatever became of callbacks.
    GetArticle { job: Option<u32> },
    /// List the newest publications.
    BatchGet,
    /// Delete all that such a job published, or one article of it.
    Delete { job: Option<u32>, index: Option<u32> },
}

/// What is submitted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// A draft of the scenario.
    Draft(String),
    /// A text that is no draft's `media_id`.
    MediaId(String),
}

/// A mistake in a submit call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RequestFault {
    /// GET instead of POST.
    Get,
    /// http instead of https.
    Http,
    /// No access token.
    NoToken,
    /// A token that is none.
    BadToken,
    /// An empty body.
    NoBody,
    /// A body that is no JSON.
    BadJson,
    /// A body without `media_id`.
    NoMediaId,
    /// A `media_id` that is a number.
    NumberMediaId,
}
