//! `POST /api/deliveries`: a callback sent to a handler as WeChat sends it, for a page that may not do so itself.

use std::time::Duration;

use axum::body::Body;
use axum::extract::State;
use axum::http::Response;
use bytes::Bytes;
use freepublish::Bilingual;
use freepublish::delivery::{Answer as Judged, Exchange, Failure, Reply, Sent, is_accepted, judge};
use freepublish::inspection::Mode;
use serde::{Deserialize, Serialize};
use tokio::time::Instant;
use utoipa::ToSchema;

use super::callbacks::position;
use super::publish::answer_json;
use super::read::Json;
use crate::inbox::Position;
use crate::problem::{Document, Kind, Problem};
use crate::proxy::Proxy;
use crate::target::Target;
use crate::upstream::{Lost, web};

/// Longer replies are not read to their end, in bytes: WeChat wants seven.
const LONGEST_REPLY: usize = 4096;

/// What is to be delivered, and where. Either `cursor` or `callback`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Delivery {
    /// The address of the handler; its origin has to be on the proxy's list.
    #[schema(example = "http://127.0.0.1:3000/wechat")]
    target: String,
    /// A callback of the inbox, as it came.
    cursor: Option<String>,
    /// A callback that is given.
    callback: Option<Given>,
}

/// A callback that is not in the inbox.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Given {
    /// WeChat's parameters: `signature=…&timestamp=…`.
    #[serde(default)]
    query: String,
    /// `Content-Type`.
    #[serde(default = "xml")]
    content_type: String,
    /// The exact body.
    body: String,
}

fn xml() -> String {
    "text/xml".to_owned()
}

/// What came of a delivery.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Delivered {
    /// Whether WeChat would be content; if not, it would send the callback again.
    accepted: bool,
    /// What there is to say of the reply: codes of diagnostics, such as `delivery/reply-quoted-success`.
    #[schema(example = json!(["delivery/too-slow"]))]
    findings: Vec<&'static str>,
    /// The HTTP status; null without an answer.
    status: Option<u16>,
    /// The reply; null without an answer, and when it is longer than 4096 bytes.
    reply: Option<String>,
    /// From connecting to the whole reply, in milliseconds.
    elapsed_ms: i64,
}

/// Delivers a callback once, as WeChat does: five seconds for the reply, no redirect followed.
#[utoipa::path(
    post, path = "/api/deliveries", tag = "callbacks", security(("key" = [])), request_body = Delivery,
    responses(
        (status = 200, description = "It was sent, or the handler could not be reached", body = Delivered),
        (status = 400, body = Document, content_type = "application/problem+json"),
        (status = 401, body = Document, content_type = "application/problem+json"),
        (status = 403, body = Document, content_type = "application/problem+json"),
        (status = 404, body = Document, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn deliver(
    State(proxy): State<Proxy>,
    Json(asked): Json<Delivery>,
) -> Result<Response<Body>, Problem> {
    let Delivery { target, cursor, callback } = asked;
    let target = Target::check(&target, &proxy.config.targets).await?;
    let push = match (cursor, callback) {
        (Some(cursor), None) => stored(&proxy, &cursor).await?,
        (None, Some(Given { query, content_type, body })) => {
            // Only whether a reply may be encrypted depends on it.
            let mode = if query.contains("encrypt_type=aes") { Mode::Secure } else { Mode::Plain };
            Push { mode, query, content_type, body: body.into_bytes() }
        }
        _ => return Err(Problem::new(Kind::InvalidRequest).detail(ONE_OF_TWO, "")),
    };
    let delivered = send(target, push, &proxy).await?;
    tracing::info!(accepted = delivered.accepted, elapsed_ms = delivered.elapsed_ms, "delivered");
    proxy.metrics.delivery(if delivered.accepted { "accepted" } else { "not_accepted" });
    Ok(answer_json(&delivered))
}

struct Push {
    mode: Mode,
    query: String,
    content_type: String,
    body: Vec<u8>,
}

async fn stored(proxy: &Proxy, cursor: &str) -> Result<Push, Problem> {
    let gone = || Problem::new(Kind::NotFound).detail(GONE, "");
    let Position::Behind(cursor) = position(&proxy.inbox, cursor)? else { return Err(gone()) };
    let entry = proxy.inbox.find(cursor).await.map_err(|_| Problem::new(Kind::InboxFailed))?;
    let news = entry.ok_or_else(gone)?.news;
    let content_type = news.content_type.unwrap_or_else(xml);
    let modes = [Mode::Plain, Mode::Compatible, Mode::Secure];
    let mode = modes.into_iter().find(|mode| mode.name() == news.mode).unwrap_or_default();
    Ok(Push { mode, query: news.query, content_type, body: news.body })
}

async fn send(target: Target, push: Push, proxy: &Proxy) -> Result<Delivered, Problem> {
    let Target { mut url, address } = target;
    let (deadline, secrets) = (proxy.config.limits.delivery, &proxy.config.secrets);
    let host = url.host_str().unwrap_or_default().to_owned();
    if !push.query.is_empty() {
        let query = url.query().map_or_else(|| push.query.clone(), |own| format!("{own}&{}", push.query));
        url.set_query(Some(&query));
    }
    let client = web::builder().no_proxy().resolve(&host, address).timeout(deadline).build();
    let client = client.map_err(|_| Problem::new(Kind::Internal))?;
    let request = client.post(url).header("Content-Type", push.content_type).body(push.body);
    let began = Instant::now();
    let answered = exchange(request).await;
    let elapsed = began.elapsed();
    let answer = match &answered {
        Ok((status, headers, reply)) => Judged::Reply(Reply { status: *status, headers, body: reply }),
        Err(_) if elapsed >= deadline => Judged::Silence,
        Err(Lost::Unreachable) => Judged::Failure(Failure::Refused),
        Err(Lost::Broken) => Judged::Failure(Failure::Closed),
    };
    let exchange = Exchange { answer, elapsed: millis(elapsed), deadline: millis(deadline) };
    let found = judge(&exchange, &Sent { mode: push.mode, secrets, accepted_before: 0 });
    let (status, reply) = answered
        .ok()
        .map(|(status, _, reply)| (status, String::from_utf8_lossy(&reply).into_owned()))
        .unzip();
    Ok(Delivered {
        accepted: is_accepted(&found),
        findings: found.iter().map(freepublish::Diagnostic::code).collect(),
        status,
        reply,
        elapsed_ms: millis(elapsed),
    })
}

type Answered = (u16, Vec<(String, String)>, Bytes);

async fn exchange(request: reqwest::RequestBuilder) -> Result<Answered, Lost> {
    let response = request.send().await.map_err(|error| web::lost(&error))?;
    let text = |value: &reqwest::header::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let headers = response.headers().iter().map(|(name, value)| (name.to_string(), text(value))).collect();
    let status = response.status().as_u16();
    Ok((status, headers, web::read(response, LONGEST_REPLY).await?))
}

fn millis(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX)
}

const ONE_OF_TWO: Bilingual =
    Bilingual::new("cursor 和 callback 要写且只写一个", "Give either cursor or callback, and not both");
const GONE: Bilingual =
    Bilingual::new("收件箱里没有这条回调，可能已被清理", "There is no such callback in the inbox (any more)");
