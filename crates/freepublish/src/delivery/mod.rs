//! What WeChat makes of a handler's answer: one exchange goes in, findings come out.
//!
//! The facts rest on WeChat's page <https://developers.weixin.qq.com/doc/offiaccount/Message_Management/Passive_user_reply_message.html>:
//! reply within five seconds with `success`, an empty body or a message; otherwise the connection is dropped and the push
//! sent again, three times in all.
//!
//! ```
//! use freepublish::delivery::{Answer, DEADLINE, Exchange, Reply, Sent, judge};
//! use freepublish::envelope::Secrets;
//! use freepublish::inspection::Mode;
//!
//! let reply = Reply { status: 200, headers: &[], body: br#""success""# };
//! let exchange = Exchange { answer: Answer::Reply(reply), elapsed: 12, deadline: DEADLINE };
//! let sent = Sent { mode: Mode::Plain, secrets: &Secrets::default(), accepted_before: 0 };
//! assert_eq!(judge(&exchange, &sent)[0].code(), "delivery/reply-quoted-success");
//! ```

mod reply;

use std::borrow::Cow;

use crate::diagnostic::{Diagnostic, Severity};
use crate::envelope::Secrets;
use crate::excerpt::Excerpt;
use crate::inspection::Mode;
use crate::lang::Bilingual;
use crate::percent::decode;
use crate::rule::delivery::{Finding, Location, Waited, how, why};
use crate::span::Span;
use crate::time::Millis;

/// How long WeChat waits for a reply, in milliseconds: 5 s. (The page named above: 五秒内收不到响应会断掉连接.)
pub const DEADLINE: Millis = 5_000;

/// How often WeChat pushes an event until it is accepted. (The same page: 总共重试三次. Whether the first push is one of
/// the three is not said; here it is.)
pub const TRIES: u32 = 3;

/// What was sent, as far as the judgement depends on it.
#[derive(Clone, Copy, Debug)]
pub struct Sent<'a> {
    /// The mode the push was sent in.
    pub mode: Mode,
    /// What an encrypted reply is verified with. Whatever is absent is not checked.
    pub secrets: &'a Secrets,
    /// How often the handler accepted the same event before.
    pub accepted_before: u32,
}

/// What came of sending it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exchange<'a> {
    /// What came back.
    pub answer: Answer<'a>,
    /// From the beginning of the connection to the end of the reply, in milliseconds.
    pub elapsed: Millis,
    /// How long it may take, in milliseconds: [`DEADLINE`], unless someone is in a hurry.
    pub deadline: Millis,
}

/// What came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer<'a> {
    /// A whole reply, be it late.
    Reply(Reply<'a>),
    /// Nothing whole until the sender hung up at the deadline.
    Silence,
    /// No reply for another reason.
    Failure(Failure),
}

/// An HTTP response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reply<'a> {
    /// The status code.
    pub status: u16,
    /// The headers, names in any case.
    pub headers: &'a [(String, String)],
    /// The body, transfer coding undone. It may be cut where no reply that is accepted can be so long.
    pub body: &'a [u8],
}

impl<'a> Reply<'a> {
    /// The body as the text that places in findings count in; bytes that are no UTF-8 replaced.
    pub fn text(&self) -> Cow<'a, str> {
        String::from_utf8_lossy(self.body)
    }

    fn header(&self, name: &str) -> Option<&'a str> {
        let found = self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

/// Why there was no reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Failure {
    /// The host is there and refuses the connection.
    Refused,
    /// The host cannot be reached.
    NoRoute,
    /// There was a connection, and TLS on it failed.
    Tls,
    /// The connection ended before the reply was whole.
    Closed,
    /// What came is no HTTP.
    NotHttp,
}

/// Judges the answer to a push. Places are in [`Reply::text`]. Without a finding of [`Severity::Error`] the push counts as
/// accepted: see [`is_accepted`].
pub fn judge(exchange: &Exchange<'_>, sent: &Sent<'_>) -> Vec<Diagnostic> {
    let mut found = before_content(exchange);
    if let Answer::Reply(reply) = &exchange.answer
        && reply.status == 200
    {
        reply::judge(&reply.text(), sent, &mut found);
    }
    if sent.accepted_before > 0 && is_accepted(&found) {
        found.push(Diagnostic::new(Finding::Duplicate { times: sent.accepted_before.saturating_add(1) }));
    }
    found
}

/// Judges the answer to the GET that verifies an address: the body has to be `echostr` to the byte, percent encoding
/// undone.
pub fn judge_verification(exchange: &Exchange<'_>, echostr: &str) -> Vec<Diagnostic> {
    let mut found = before_content(exchange);
    if let Answer::Reply(reply) = &exchange.answer
        && reply.status == 200
        && reply.body != echostr.as_bytes()
    {
        let text = reply.text();
        let finding = Finding::EchostrWrong { how: difference(&text, echostr) };
        found.push(Diagnostic { span: whole(&text), ..Diagnostic::new(finding) });
    }
    found
}

/// Whether WeChat would be content: no finding is an error.
pub fn is_accepted(found: &[Diagnostic]) -> bool {
    found.iter().all(|diagnostic| diagnostic.severity() != Severity::Error)
}

/// What can be said without looking at the body.
fn before_content(exchange: &Exchange<'_>) -> Vec<Diagnostic> {
    let Exchange { elapsed, deadline, .. } = *exchange;
    let mut found = Vec::new();
    let mut report = |finding: Finding| found.push(Diagnostic::new(finding));
    match &exchange.answer {
        Answer::Failure(failure) => report(failed(*failure)),
        Answer::Silence => report(Finding::TooSlow { waited: Waited { elapsed: None, deadline } }),
        Answer::Reply(reply) => {
            if elapsed > deadline {
                report(Finding::TooSlow { waited: Waited { elapsed: Some(elapsed), deadline } });
            }
            match reply.status {
                200 => {}
                301 | 302 | 303 | 307 | 308 => {
                    let location = Location(reply.header("location").map(Excerpt::from));
                    report(Finding::Redirect { status: reply.status.into(), location });
                }
                status => report(Finding::StatusNot200 { status: status.into() }),
            }
        }
    }
    found
}

fn failed(failure: Failure) -> Finding {
    match failure {
        Failure::Refused => Finding::Unreachable { why: why::REFUSED },
        Failure::NoRoute => Finding::Unreachable { why: why::NO_ROUTE },
        Failure::Tls => Finding::Tls,
        Failure::Closed => Finding::ClosedEarly,
        Failure::NotHttp => Finding::NotHttp,
    }
}

fn difference(answer: &str, echostr: &str) -> Bilingual {
    let bare = trimmed(answer);
    if bare == echostr {
        how::PADDED
    } else if bare.is_empty() {
        how::EMPTY
    } else if unquoted(bare) == Some(echostr) {
        how::QUOTED
    } else if decode(bare) == echostr {
        how::ENCODED
    } else if bare == SUCCESS {
        how::SUCCESS
    } else {
        how::OTHER
    }
}

/// What WeChat wants to read.
const SUCCESS: &str = "success";

/// Without what cannot be seen at its ends.
fn trimmed(text: &str) -> &str {
    text.trim_matches(is_unseen)
}

fn is_unseen(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}

/// What stands in quotes, however many; `None` where there are none.
fn unquoted(text: &str) -> Option<&str> {
    let inside = text.trim_matches(['"', '\'', '\\', '“', '”', '`']);
    (inside.len() < text.len()).then_some(inside)
}

/// The whole text, if there is any.
fn whole(text: &str) -> Option<Span> {
    (!text.is_empty()).then(|| Span::new(0, text.len()))
}
