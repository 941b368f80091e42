//! What happened between both sides, message by message.

use std::fmt::Write as _;

use super::api::Api;
use super::http::{HttpRequest, HttpResponse};
use super::platform::Judgement;
use super::world::{DAY, HOUR, MINUTE, Millis, SECOND};
use crate::catalogue::{errcode, status};
use crate::lang::Lang;

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
        match (self, lang) {
            (Self::Server(name), _) => name,
            (Self::Platform, Lang::Zh) => "微信",
            (Self::Platform, Lang::En) => "WeChat",
            (Self::Handler, Lang::Zh) => "回调处理程序",
            (Self::Handler, Lang::En) => "handler",
        }
    }
}

impl Entry {
    /// What happened, in one line.
    pub fn title(&self, lang: Lang) -> String {
        match (&self.what, lang) {
            (What::Call { api }, Lang::Zh) => format!("调用 {}", short(*api)),
            (What::Call { api }, Lang::En) => format!("calls {}", short(*api)),
            (What::Answer { errcode }, _) => answer(*errcode, lang),
            (What::Job { publish_id, status }, Lang::Zh) => {
                format!("任务 {publish_id} 变为 publish_status {status}（{}）", status_name(*status, lang))
            }
            (What::Job { publish_id, status }, Lang::En) => {
                format!("job {publish_id} comes to publish_status {status} ({})", status_name(*status, lang))
            }
            (What::Push { attempt, duplicate }, _) => push(*attempt, *duplicate, lang),
            (What::Lost { publish_id }, Lang::Zh) => format!("任务 {publish_id} 的回调发出后丢失"),
            (What::Lost { publish_id }, Lang::En) => format!("the callback of job {publish_id} gets lost"),
            (What::Reply { judgement }, _) => reply(*judgement, lang).to_owned(),
            (What::Dropped, Lang::Zh) => "等满 5 秒，断开连接".to_owned(),
            (What::Dropped, Lang::En) => "hangs up after 5 seconds".to_owned(),
            (What::GaveUp, Lang::Zh) => "三次都没有成功，不再推送".to_owned(),
            (What::GaveUp, Lang::En) => "gives up after three tries".to_owned(),
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
            for line in entry
                .message
                .iter()
                .flat_map(|message| message.http().lines().map(str::to_owned).collect::<Vec<_>>())
            {
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

fn answer(code: Option<i64>, lang: Lang) -> String {
    let meaning = code.filter(|code| *code != 0).map(|code| {
        let meaning = errcode::find(code).map_or("", |row| row.meaning.get(lang));
        format!("errcode {code} {meaning}").trim_end().to_owned()
    });
    match (meaning, lang) {
        (Some(meaning), Lang::Zh) => format!("返回 {meaning}"),
        (Some(meaning), Lang::En) => format!("answers {meaning}"),
        (None, Lang::Zh) => "返回成功".to_owned(),
        (None, Lang::En) => "answers: ok".to_owned(),
    }
}

fn push(attempt: u32, duplicate: bool, lang: Lang) -> String {
    match (lang, duplicate) {
        (Lang::Zh, false) => format!("推送回调（第 {attempt} 次）"),
        (Lang::Zh, true) => format!("重复推送同一个回调（第 {attempt} 次）"),
        (Lang::En, false) => format!("pushes the callback (try {attempt})"),
        (Lang::En, true) => format!("pushes the same callback again (try {attempt})"),
    }
}

fn reply(judgement: Judgement, lang: Lang) -> &'static str {
    match (judgement, lang) {
        (Judgement::Accepted, Lang::Zh) => "回复，微信接受",
        (Judgement::Accepted, Lang::En) => "replies, and WeChat is content",
        (Judgement::Wrong, Lang::Zh) => "回复，微信不接受",
        (Judgement::Wrong, Lang::En) => "replies, and WeChat is not content",
        (Judgement::Late, Lang::Zh) => "回复太晚，连接已断开",
        (Judgement::Late, Lang::En) => "replies too late: nobody listens any more",
        (Judgement::Unreachable, Lang::Zh) => "连不上",
        (Judgement::Unreachable, Lang::En) => "cannot be reached",
    }
}

fn status_name(code: i64, lang: Lang) -> &'static str {
    status::find(code).map_or("", |row| row.name.get(lang))
}
