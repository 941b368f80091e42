//! `POST /api/deliveries`: a callback sent to a handler as WeChat sends it, for a page that may not do so itself.

use std::time::Duration;

use axum::body::Body;
use axum::extract::State;
use axum::http::Response;
use freepublish::Bilingual;
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
    /// `accepted`, or why WeChat would not be content: `reply-quoted-success`, `reply-not-success`, `status-not-200`,
    /// `redirect`, `too-slow`, `unreachable`.
    #[schema(example = "accepted")]
    result: &'static str,
    /// The HTTP status; null without an answer.
    status: Option<u16>,
    /// The reply; null without an answer, and when it is longer than 4096 bytes.
    reply: Option<String>,
    /// From connecting to the whole reply, in milliseconds.
    elapsed_ms: u64,
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
            Push { query, content_type, body: body.into_bytes() }
        }
        _ => return Err(Problem::new(Kind::InvalidRequest).detail(ONE_OF_TWO, "")),
    };
    let delivered = send(target, push, proxy.config.limits.delivery).await?;
    tracing::info!(result = delivered.result, elapsed_ms = delivered.elapsed_ms, "delivered");
    proxy.metrics.delivery(delivered.result);
    Ok(answer_json(&delivered))
}

struct Push {
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
    Ok(Push { query: news.query, content_type, body: news.body })
}

async fn send(target: Target, push: Push, deadline: Duration) -> Result<Delivered, Problem> {
    let Target { mut url, address } = target;
    let host = url.host_str().unwrap_or_default().to_owned();
    if !push.query.is_empty() {
        let query = url.query().map_or_else(|| push.query.clone(), |own| format!("{own}&{}", push.query));
        url.set_query(Some(&query));
    }
    let client = web::builder().no_proxy().resolve(&host, address).timeout(deadline).build();
    let client = client.map_err(|_| Problem::new(Kind::Internal))?;
    let request = client.post(url).header("Content-Type", push.content_type).body(push.body);
    let began = Instant::now();
    let answered = request.send().await;
    let answered = match answered {
        Ok(response) => {
            let status = response.status().as_u16();
            web::read(response, LONGEST_REPLY).await.map(|reply| (status, reply))
        }
        Err(error) => Err(web::lost(&error)),
    };
    let elapsed = began.elapsed();
    let elapsed_ms = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX);
    let answer = answered.as_ref().ok().map(|(status, reply)| (*status, String::from_utf8_lossy(reply)));
    let result = match &answer {
        Some((status, reply)) => judge(*status, reply),
        None if elapsed >= deadline => "too-slow",
        None if answered.as_ref().err() == Some(&Lost::Broken) => "reply-not-success",
        None => "unreachable",
    };
    let (status, reply) = answer.map(|(status, reply)| (status, reply.into_owned())).unzip();
    Ok(Delivered { result, status, reply, elapsed_ms })
}

fn judge(status: u16, reply: &str) -> &'static str {
    let reply = reply.trim();
    let encrypted = reply.contains("<Encrypt>") || reply.contains("\"Encrypt\"");
    match status {
        300..=399 => "redirect",
        200 if reply.is_empty() || reply == "success" || encrypted => "accepted",
        200 if reply == "\"success\"" => "reply-quoted-success",
        200 => "reply-not-success",
        _ => "status-not-200",
    }
}

const ONE_OF_TWO: Bilingual =
    Bilingual::new("cursor 和 callback 要写且只写一个", "Give either cursor or callback, and not both");
const GONE: Bilingual =
    Bilingual::new("收件箱里没有这条回调，可能已被清理", "There is no such callback in the inbox (any more)");
