//! `GET /api/callbacks`: what came in, in order.

use axum::body::Body;
use axum::extract::State;
use axum::http::{Response, Uri};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use freepublish::Bilingual;
use serde::Serialize;
use utoipa::ToSchema;

use super::publish::answer_json;
use super::read::parameter;
use crate::inbox::{Entry, Inbox, News, Position};
use crate::problem::{Document, Kind, Problem};
use crate::proxy::Proxy;

/// How many callbacks are listed when nobody says, and at most.
const USUAL: u32 = 50;
const MOST: u32 = 200;

/// A part of the list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Callbacks {
    /// Oldest first.
    callbacks: Vec<Callback>,
    /// What `after` has to be for the next part, and where a stream goes on.
    next: String,
    /// Whether there is more now.
    more: bool,
    /// Whether callbacks behind `after` are gone: removed for their age or number, or the inbox is another one.
    missed: bool,
    /// Whether there are others before the first of these; only where `before` was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    earlier: Option<bool>,
}

/// A callback, as it came.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Callback {
    /// Its place in the list; opaque.
    #[schema(example = "9f3c2a10.17")]
    pub(crate) cursor: String,
    /// When it came, in milliseconds since 1970 UTC.
    received_at: i64,
    /// The query it was pushed with, as sent.
    query: String,
    /// `Content-Type`, as sent.
    content_type: Option<String>,
    /// The body, as sent; null when it is no UTF-8.
    body: Option<String>,
    /// The body in base64 when it is no UTF-8.
    body_base64: Option<String>,
    /// How it came: `plain`, `compatible` or `secure`. Where signatures are checked, the last two stand for a verified
    /// ciphertext.
    mode: String,
    /// `valid`, or `unchecked` when the proxy has no token. What is invalid is not kept.
    signature: String,
    /// What the signature covers. `ciphertext`: the message, decrypted from what was signed. `caller`: timestamp and nonce
    /// only; it says nothing about the body. `nothing`: it was not checked. Null for what an older program kept.
    #[schema(required = false, example = "ciphertext")]
    verified: Option<String>,
    /// Whether its timestamp was more than 5 minutes old when it came: sent again by somebody, or a clock is wrong. Absent
    /// where it was not.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[schema(required = false)]
    stale: bool,
    /// The decrypted message, when there was one and the proxy has its key.
    document: Option<String>,
    /// What became of the publish: `published`, `rejected` …; `unknown` for other messages.
    outcome: String,
    /// The publish job.
    publish_id: Option<String>,
    /// Its status, as sent.
    publish_status: Option<i64>,
    /// The first callback with the same news: the same job and status; for other events, the same sender and time.
    duplicate_of: Option<String>,
}

impl Callback {
    pub(crate) fn new(entry: Entry, inbox: &Inbox) -> Self {
        let Entry { cursor, news, duplicate_of } = entry;
        let News { received_at, query, content_type, mode, signature, verified, stale, .. } = news;
        let (document, outcome) = (news.document, news.outcome);
        let (body, body_base64) = match String::from_utf8(news.body) {
            Ok(text) => (Some(text), None),
            Err(error) => (None, Some(STANDARD.encode(error.as_bytes()))),
        };
        Self {
            cursor: inbox.show(cursor),
            received_at,
            query,
            content_type,
            body,
            body_base64,
            mode,
            signature,
            verified,
            stale,
            document,
            outcome,
            publish_id: news.publish_id,
            publish_status: news.publish_status,
            duplicate_of: duplicate_of.map(|first| inbox.show(first)),
        }
    }
}

/// The callbacks behind a cursor, oldest first; from the beginning without one. With `before` the latest ones before a
/// cursor, or, where it is empty, the latest of all.
#[utoipa::path(
    get, path = "/api/callbacks", tag = "callbacks", security(("key" = [])),
    params(
        ("after" = Option<String>, Query, description = "A cursor"),
        ("before" = Option<String>, Query, description = "A cursor, or nothing: the end of the list. Not with after"),
        ("limit" = Option<u32>, Query, description = "How many at most", minimum = 1, maximum = 200),
    ),
    responses(
        (status = 200, body = Callbacks),
        (status = 400, body = Document, content_type = "application/problem+json"),
        (status = 401, body = Document, content_type = "application/problem+json"),
        (status = 503, body = Document, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn list(State(proxy): State<Proxy>, uri: Uri) -> Result<Response<Body>, Problem> {
    let inbox = &proxy.inbox;
    let limit = limit(&uri)?;
    let after = parameter(&uri, "after").map(|text| position(inbox, &text)).transpose()?;
    if let Some(before) = parameter(&uri, "before") {
        return match after {
            None => list_before(inbox, &before, limit).await,
            Some(_) => Err(Problem::new(Kind::InvalidRequest).detail(BOTH_WAYS, "")),
        };
    }
    let (from, elsewhere) = match after {
        Some(Position::Behind(cursor)) => (cursor, false),
        Some(_) => (0, true),
        None => (0, false),
    };
    let page = inbox.list(from, limit).await.map_err(|_| Problem::new(Kind::InboxFailed))?;
    let last = page.entries.last().map_or(from.max(page.removed), |entry| entry.cursor);
    Ok(answer_json(&Callbacks {
        next: inbox.show(last),
        more: last < page.latest,
        missed: elsewhere || (after.is_some() && from < page.removed),
        callbacks: page.entries.into_iter().map(|entry| Callback::new(entry, inbox)).collect(),
        earlier: None,
    }))
}

/// The same from the other end: whoever wants the latest need not read all that came before.
async fn list_before(inbox: &Inbox, before: &str, limit: u32) -> Result<Response<Body>, Problem> {
    let end = Some(before).filter(|text| !text.is_empty()).map(|text| position(inbox, text)).transpose()?;
    let (before, elsewhere) = match end {
        Some(Position::Behind(cursor)) => (cursor, false),
        Some(_) => (i64::MAX, true),
        None => (i64::MAX, false),
    };
    let page = inbox.list_before(before, limit).await.map_err(|_| Problem::new(Kind::InboxFailed))?;
    let last = page.entries.last().map_or(page.latest.min(before.saturating_sub(1)), |entry| entry.cursor);
    let first = page.entries.first().map(|entry| entry.cursor);
    Ok(answer_json(&Callbacks {
        next: inbox.show(last.max(0)),
        more: last < page.latest,
        missed: elsewhere || before <= page.removed,
        earlier: Some(first.is_some_and(|first| first > page.removed + 1)),
        callbacks: page.entries.into_iter().map(|entry| Callback::new(entry, inbox)).collect(),
    }))
}

/// Reads a cursor; what is none is the caller's mistake.
pub(super) fn position(inbox: &Inbox, text: &str) -> Result<Position, Problem> {
    match inbox.read(text) {
        Position::Malformed => Err(Problem::new(Kind::InvalidRequest).detail(NO_CURSOR, "")),
        position => Ok(position),
    }
}

fn limit(uri: &Uri) -> Result<u32, Problem> {
    let Some(text) = parameter(uri, "limit") else { return Ok(USUAL) };
    let limit = text.parse().ok().filter(|limit| (1..=MOST).contains(limit));
    limit.ok_or_else(|| Problem::new(Kind::InvalidRequest).detail(NO_LIMIT, &MOST.to_string()))
}

const NO_CURSOR: Bilingual = Bilingual::new(
    "after 或 Last-Event-ID 不是游标：原样用返回里的 next 或 cursor",
    "after or Last-Event-ID is no cursor: use next or cursor of an answer, as it is",
);
const BOTH_WAYS: Bilingual =
    Bilingual::new("after 和 before 不能同时用", "after and before cannot be used together");
const NO_LIMIT: Bilingual = Bilingual::new("limit 要在 1 到 {} 之间", "limit has to be from 1 to {}");
