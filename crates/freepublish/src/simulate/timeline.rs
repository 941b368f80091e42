//! What happened between both sides, message by message.

use std::fmt::{self, Write as _};

use super::api::Api;
use super::config::{DAY, HOUR, MINUTE, Millis, SECOND};
use super::http::{HttpRequest, HttpResponse};
use super::platform::Judgement;
use crate::catalogue::{errcode, status};
use crate::lang::{Bilingual, Lang};

/// Everything that happened, in the order of time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    /// When it began, in milliseconds since 1970 UTC.
    pub start: Millis,
    /// What happened.
    pub entries: Vec<Entry>,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// When, in milliseconds since 1970 UTC.
    pub at: Millis,
    /// Who did it.
    pub from: Party,
    /// What it was.
    pub what: What,
    /// Which entry it answers or follows from, as a number in [`Timeline::entries`].
    pub answers: Option<usize>,
    /// What went over the wire, if anything did.
    pub message: Option<Message>,
}

/// The two sides; the developer's has two parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Party {
    /// A server of the developer's that calls WeChat.
    Server(String),
    /// WeChat.
    Platform,
    /// The developer's handler, which receives callbacks.
    Handler,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A server calls an interface.
    Call {
        /// Which one.
        api: Api,
    },
    /// The platform answers the call.
    Answer {
        /// The error code; `None` when the answer has none, which means success.
        errcode: Option<i64>,
    },
    /// A publish job has a new status. No message tells it yet.
    Job {
        /// The job.
        publish_id: u64,
        /// Its `publish_status`.
        status: i64,
    },
    /// The platform pushes a callback.
    Push {
        /// Which try, from 1.
        attempt: u32,
        /// Whether the same news were accepted before.
        duplicate: bool,
    },
    /// A callback that gets lost on its way.
    Lost {
        /// The job it is about.
        publish_id: u64,
    },
    /// The handler replies, or cannot be reached.
    Reply {
        /// What the platform makes of it.
        judgement: Judgement,
    },
    /// The platform drops the connection after five seconds.
    Dropped,
    /// The platform stops trying.
    GaveUp,
}

/// What went over the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// A request.
    Request(HttpRequest),
    /// An answer.
    Response(HttpResponse),
}

impl Message {
    /// The whole message, byte for byte.
    pub fn http(&self) -> String {
        match self {
            Self::Request(request) => request.to_http(),
            Self::Response(response) => response.to_http(),
        }
    }

    /// The body alone.
    pub fn body(&self) -> &str {
        match self {
            Self::Request(request) => &request.body,
            Self::Response(response) => &response.body,
        }
    }
}

impl Party {
    /// What to call it.
    pub fn name(&self, lang: Lang) -> &str {
        match self {
            Self::Server(name) => name,
            Self::Platform => Bilingual::new("微信", "WeChat").get(lang),
            Self::Handler => Bilingual::new("回调接口", "handler").get(lang),
        }
    }
}

impl Entry {
    /// What happened, in one line.
    pub fn title(&self, lang: Lang) -> String {
        let say = |text: Bilingual, facts: &[&dyn fmt::Display]| say(text.get(lang), facts);
        match &self.what {
            What::Call { api } => say(words::CALL, &[&short(*api)]),
            What::Answer { errcode: None | Some(0) } => say(words::OK, &[]),
            What::Answer { errcode: Some(code) } => {
                let meaning = errcode::find(*code).map_or("", |row| row.meaning.get(lang));
                say(words::REFUSED, &[code, &meaning]).trim_end().to_owned()
            }
            What::Job { publish_id, status } => {
                let name = status::find(*status).map_or("", |row| row.name.get(lang));
                say(words::JOB, &[publish_id, status, &name])
            }
            What::Push { attempt, duplicate: false } => say(words::PUSH, &[attempt]),
            What::Push { attempt, duplicate: true } => say(words::PUSH_AGAIN, &[attempt]),
            What::Lost { publish_id } => say(words::LOST, &[publish_id]),
            What::Reply { judgement } => say(words::reply(*judgement), &[]),
            What::Dropped => say(words::DROPPED, &[]),
            What::GaveUp => say(words::GAVE_UP, &[]),
        }
    }
}

/// Fills facts into a text, one for each `{}`.
fn say(text: &str, facts: &[&dyn fmt::Display]) -> String {
    let mut parts = text.split("{}");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for (fact, part) in facts.iter().zip(parts) {
        let _ = write!(out, "{fact}{part}");
    }
    out
}

mod words {
    use crate::lang::Bilingual;
    use crate::simulate::platform::Judgement;

    pub(super) const CALL: Bilingual = Bilingual::new("调用 {}", "calls {}");
    pub(super) const OK: Bilingual = Bilingual::new("返回成功", "answers: ok");
    pub(super) const REFUSED: Bilingual = Bilingual::new("返回 errcode {} {}", "answers errcode {} {}");
    pub(super) const JOB: Bilingual =
        Bilingual::new("任务 {} 变为 publish_status {}（{}）", "job {} comes to publish_status {} ({})");
    pub(super) const PUSH: Bilingual = Bilingual::new("推送回调（第 {} 次）", "pushes the callback (try {})");
    pub(super) const PUSH_AGAIN: Bilingual =
        Bilingual::new("重复推送同一个回调（第 {} 次）", "pushes the same callback again (try {})");
    pub(super) const LOST: Bilingual =
        Bilingual::new("任务 {} 的回调发出后丢失", "the callback of job {} gets lost");
    pub(super) const DROPPED: Bilingual = Bilingual::new("等满 5 秒，断开连接", "hangs up after 5 seconds");
    pub(super) const GAVE_UP: Bilingual =
        Bilingual::new("三次都没有成功，不再推送", "gives up after three tries");

    pub(super) const fn reply(judgement: Judgement) -> Bilingual {
        match judgement {
            Judgement::Accepted => Bilingual::new("回复，微信接受", "replies; WeChat accepts it"),
            Judgement::Wrong => Bilingual::new("回复，微信不接受", "replies; WeChat does not accept it"),
            Judgement::Late => {
                Bilingual::new("回复太晚，连接已断开", "replies too late: the connection is closed")
            }
            Judgement::Unreachable => Bilingual::new("连不上", "cannot be reached"),
        }
    }
}

impl Timeline {
    /// All of it as text: for each entry the time since the beginning, who, what, and the message.
    pub fn text(&self, lang: Lang) -> String {
        let mut out = String::new();
        for entry in &self.entries {
            let _ = writeln!(
                out,
                "{}  {}  {}",
                since(entry.at - self.start),
                entry.from.name(lang),
                entry.title(lang)
            );
            let message = entry.message.as_ref().map(Message::http).unwrap_or_default();
            for line in message.lines() {
                let _ = writeln!(out, "{}", format!("    {line}").trim_end());
            }
            out.push('\n');
        }
        out
    }
}

/// A time since the beginning: `+00:00:40.120`, after a day `+2d 00:00:40.120`.
pub fn since(length: Millis) -> String {
    let days = if length >= DAY { format!("{}d ", length / DAY) } else { String::new() };
    let part = |unit: Millis, many: Millis| length.div_euclid(unit).rem_euclid(many);
    let (hours, minutes, seconds) = (part(HOUR, 24), part(MINUTE, 60), part(SECOND, 60));
    format!("+{days}{hours:02}:{minutes:02}:{seconds:02}.{:03}", part(1, 1000))
}

/// Without the part that all paths share.
fn short(api: Api) -> &'static str {
    api.path().trim_start_matches("/cgi-bin/")
}
