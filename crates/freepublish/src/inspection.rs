//! The answer to "what is this?": facts only, in the shape of the report. Words are derived from it by [`verdict()`](crate::verdict::verdict),
//! JSON by [`crate::report`].

use std::borrow::Cow;

use crate::catalogue::interface::Interface;
use crate::diagnostic::{Diagnostic, Omitted, Severity};
pub use crate::outcome::Outcome;

/// What the text is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A call of one of the interfaces.
    Request,
    /// WeChat's answer to a call.
    Response,
    /// An event pushed to the developer's server.
    Callback,
    /// The answer of `freepublish/get`.
    PublishResult,
    /// Nothing this library knows.
    #[default]
    Unknown,
}

impl Kind {
    /// The name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Response => "response",
            Self::Callback => "callback",
            Self::PublishResult => "publish_result",
            Self::Unknown => "unknown",
        }
    }
}

/// What the text is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// An XML document.
    Xml,
    /// A JSON value.
    Json,
    /// A raw HTTP message, head and body, or a `.http` file of them.
    Http,
    /// A curl command line.
    Curl,
    /// A command of PowerShell's own: `Invoke-WebRequest`, `Invoke-RestMethod`.
    Powershell,
    /// A call of JavaScript's `fetch`.
    Fetch,
    /// A HAR document, as a browser's network panel saves it.
    Har,
    /// An address alone.
    Url,
    /// Anything else.
    #[default]
    Text,
}

impl Format {
    /// The name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Xml => "xml",
            Self::Json => "json",
            Self::Http => "http",
            Self::Curl => "curl",
            Self::Powershell => "powershell",
            Self::Fetch => "fetch",
            Self::Har => "har",
            Self::Url => "url",
            Self::Text => "text",
        }
    }
}

/// Everything that was read from a text, and everything that was found wrong with it.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Inspection {
    /// What it is.
    pub kind: Kind,
    /// The interface that a call or an answer belongs to, where that can be told.
    pub interface: Option<Interface>,
    /// What it is written in.
    pub format: Format,
    /// What came of it.
    pub outcome: Outcome,
    /// The call, when the text holds one.
    pub request: Option<Request>,
    /// The answer to a call, when the text holds one.
    pub response: Option<Response>,
    /// What else an answer tells, when it tells more than an error code.
    pub answer: Option<Answer>,
    /// The head of an event, when the text holds one.
    pub header: Option<Header>,
    /// The publish job, from a callback or from `freepublish/get`.
    pub publish: Option<Publish>,
    /// How an event was transported, when the text says so.
    pub envelope: Option<Envelope>,
    /// What was found, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
    /// What was found beyond the number that is kept.
    pub omitted: Omitted,
}

impl Inspection {
    /// Whether any diagnostic is an error.
    pub fn has_errors(&self) -> bool {
        self.omitted.has_errors
            || self.diagnostics.iter().any(|diagnostic| diagnostic.severity() == Severity::Error)
    }

    /// Adds what was found before the text was read. A call with an error is not valid.
    pub fn tell_first(&mut self, diagnostic: Diagnostic) {
        if self.outcome == Outcome::Valid && diagnostic.severity() == Severity::Error {
            self.outcome = Outcome::Invalid;
        }
        self.diagnostics.insert(0, diagnostic);
    }

    /// Whether there is a publish job whose outcome rests on a payload that WeChat would not send like this.
    pub fn is_doubtful(&self) -> bool {
        self.publish.is_some()
            && (self.omitted.has_errors || self.diagnostics.iter().any(Diagnostic::is_error_of_text))
    }
}

/// A call of one of the interfaces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Request {
    /// The method, in capitals; `None` when only an address or a body was given.
    pub method: Option<String>,
    /// The address, its access token masked.
    pub url: Option<String>,
    /// What became of the access token. The token itself is not kept.
    pub access_token: AccessToken,
    /// The draft it is about, as it was written.
    pub media_id: Option<String>,
}

/// What is known of the `access_token` parameter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum AccessToken {
    /// A value is there.
    Present,
    /// The address has none.
    Missing,
    /// A stand-in such as `ACCESS_TOKEN`.
    Placeholder,
    /// Only a body was given, so nothing can be said.
    #[default]
    NotGiven,
}

impl AccessToken {
    /// The name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::Missing => "missing",
            Self::Placeholder => "placeholder",
            Self::NotGiven => "not_given",
        }
    }
}

/// WeChat's answer to a call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Response {
    /// The error code; absent means success.
    pub errcode: Option<i64>,
    /// The error text, as sent.
    pub errmsg: Option<String>,
    /// The publish job, digits as sent.
    pub publish_id: Option<String>,
    /// The data id of the message, digits as sent.
    pub msg_data_id: Option<String>,
    /// WeChat's request id, out of `errmsg`.
    pub rid: Option<String>,
}

/// What an answer tells besides its error code: of articles, drafts or a token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Answer {
    /// How many there are in all, as the answer states.
    pub total: Option<u64>,
    /// How many are listed in it.
    pub listed: Option<usize>,
}

/// The head every pushed event has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Header {
    /// `ToUserName`: the account's `gh_…` id.
    pub to_user_name: Option<String>,
    /// `FromUserName`: an openid.
    pub from_user_name: Option<String>,
    /// `CreateTime`, seconds since 1970 UTC; `None` when it is no such number.
    pub create_time: Option<i64>,
    /// `MsgType`, `event` for events. (Borrowed where it is the usual one: no copy is made of what is always the same.)
    pub msg_type: Option<Cow<'static, str>>,
    /// `Event`, the name as sent.
    pub event: Option<Cow<'static, str>>,
}

/// A publish job.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Publish {
    /// The job, digits as sent.
    pub publish_id: Option<String>,
    /// The status number as sent, known or not.
    pub publish_status: Option<i64>,
    /// The id of the published message, all white space removed.
    pub article_id: Option<String>,
    /// The number of articles the payload states.
    pub count: Option<u32>,
    /// The published articles in the order given.
    pub articles: Vec<Article>,
    /// The articles that did not pass, counted from 1, as sent.
    pub fail_idx: Vec<u32>,
}

/// One published article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Article {
    /// Its number in the message, from 1.
    pub idx: Option<u32>,
    /// Its permanent link, as sent.
    pub article_url: Option<String>,
}

/// How an event was transported.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Envelope {
    /// Which of WeChat's three message modes.
    pub mode: Mode,
    /// What is known of the signature.
    pub signature: Signature,
    /// Whether the body was decrypted.
    pub decrypted: bool,
    /// The app id inside the decrypted message.
    pub app_id: Option<String>,
    /// The `timestamp` parameter, seconds since 1970 UTC.
    pub timestamp: Option<i64>,
    /// The `nonce` parameter, as sent.
    pub nonce: Option<String>,
}

/// WeChat's three message modes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Mode {
    /// 明文模式: nothing is encrypted.
    #[default]
    Plain,
    /// 兼容模式: plain fields and the encrypted message beside them.
    Compatible,
    /// 安全模式: the encrypted message only.
    Secure,
}

impl Mode {
    /// The name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Compatible => "compatible",
            Self::Secure => "secure",
        }
    }
}

/// What is known of a signature.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Signature {
    /// It was computed and agrees.
    Valid,
    /// It was computed and differs.
    Invalid,
    /// It was not computed.
    #[default]
    Unchecked,
}

impl Signature {
    /// The name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Invalid => "invalid",
            Self::Unchecked => "unchecked",
        }
    }
}
