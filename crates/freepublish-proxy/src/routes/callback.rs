//! `GET|POST /callback`: WeChat's side. What is answered with `success` is on disk.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{Response, Uri};
use axum::response::IntoResponse as _;
use freepublish::envelope::{Opened, Token, open_bytes, verify_signature};
use freepublish::inspection::{Mode, Signature};
use freepublish::{Bilingual, KindHint, Options};

use super::read::{body, parameter};
use crate::inbox::News;
use crate::problem::{Document, Kind, Problem};
use crate::proxy::{Proxy, now_ms};

const TEXT: (axum::http::HeaderName, &str) = (CONTENT_TYPE, "text/plain; charset=utf-8");

/// URL verification: answers `echostr` when the signature is right.
///
/// Without a token in the configuration there is nothing to check it with, and it is answered all the same.
#[utoipa::path(
    get, path = "/callback", tag = "wechat",
    params(
        ("signature" = String, Query), ("timestamp" = String, Query), ("nonce" = String, Query),
        ("echostr" = String, Query),
    ),
    responses(
        (status = 200, description = "`echostr`, as it came", body = String, content_type = "text/plain"),
        (status = 403, body = Document, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn verify(State(proxy): State<Proxy>, uri: Uri) -> Result<Response<Body>, Problem> {
    let Some(echo) = parameter(&uri, "echostr") else {
        return Err(Problem::new(Kind::InvalidRequest).detail(NO_ECHOSTR, ""));
    };
    if let Some(token) = &proxy.config.secrets.token
        && !is_signed(&uri, token)
    {
        return Err(Kind::SignatureInvalid.into());
    }
    Ok(([TEXT], echo).into_response())
}

/// A push, in plain, compatible or secure mode: kept as it came and answered with `success`.
///
/// It may be any message of the account, not only the outcome of a publish.
#[utoipa::path(
    post, path = "/callback", tag = "wechat",
    params(
        ("signature" = Option<String>, Query), ("timestamp" = Option<String>, Query), ("nonce" = Option<String>, Query),
        ("openid" = Option<String>, Query), ("encrypt_type" = Option<String>, Query),
        ("msg_signature" = Option<String>, Query),
    ),
    request_body(content = String, content_type = "text/xml"),
    responses(
        (status = 200, description = "`success`: it is on disk", body = String, content_type = "text/plain"),
        (status = 403, body = Document, content_type = "application/problem+json"),
        (status = 413, body = Document, content_type = "application/problem+json"),
        (status = 503, description = "Not kept; WeChat sends it again", body = Document, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn push(State(proxy): State<Proxy>, request: Request) -> Result<Response<Body>, Problem> {
    let received = receive(&proxy, request).await;
    proxy.metrics.callback(match &received {
        Ok(None) => "kept",
        Ok(Some(_)) => "duplicate",
        Err(problem) if problem.kind() == Kind::InboxFailed => "failed",
        Err(_) => "refused",
    });
    received.map(|_| ([TEXT], "success").into_response())
}

/// Keeps a push; says which callback it repeats, if any.
async fn receive(proxy: &Proxy, request: Request) -> Result<Option<i64>, Problem> {
    let (head, sent) = request.into_parts();
    let content_type = head.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let content_type = content_type.map(str::to_owned);
    // A body that comes slowly is dropped by the sender's own deadline, or by ours.
    let bytes =
        tokio::time::timeout(proxy.config.limits.delivery, body(sent, proxy.config.limits.callback_body));
    let bytes = bytes.await.unwrap_or_else(|_| Err(Kind::TimedOut.into()))?;
    if bytes.is_empty() {
        return Err(Problem::new(Kind::InvalidRequest).detail(NO_BODY, ""));
    }
    let opened = open(proxy, &head.uri, &bytes);
    let signature = check_signature(proxy, &head.uri, &opened)?;
    let query = head.uri.query().unwrap_or_default().to_owned();
    let kept = proxy.inbox.keep(News {
        query,
        content_type,
        body: bytes.to_vec(),
        signature: signature.name().to_owned(),
        ..news(opened)
    });
    let kept = kept.await.map_err(|error| {
        tracing::error!(%error, "a callback was not kept");
        Problem::new(Kind::InboxFailed)
    })?;
    tracing::info!(cursor = kept.cursor, duplicate_of = kept.duplicate_of, "callback kept");
    Ok(kept.duplicate_of)
}

fn open(proxy: &Proxy, uri: &Uri, bytes: &[u8]) -> Opened {
    let (url, at) = (Some(uri.to_string()), Some(now_ms() / 1000));
    let options = Options { kind: KindHint::Callback, url, at, ..Options::default() };
    open_bytes(bytes, &options, &proxy.config.secrets).1
}

/// In plaintext mode `signature` says who calls. Where something is encrypted, only `msg_signature` counts: the other
/// says nothing about the content.
fn check_signature(proxy: &Proxy, uri: &Uri, opened: &Opened) -> Result<Signature, Problem> {
    let Some(token) = &proxy.config.secrets.token else { return Ok(Signature::Unchecked) };
    let envelope = opened.inspection.envelope.as_ref();
    let mode = envelope.map_or(Mode::Plain, |envelope| envelope.mode);
    let said = |name| parameter(uri, name).is_some();
    let is_valid = if mode == Mode::Plain && !said("msg_signature") && !said("encrypt_type") {
        is_signed(uri, token)
    } else {
        envelope.is_some_and(|envelope| envelope.signature == Signature::Valid)
    };
    if is_valid { Ok(Signature::Valid) } else { Err(Kind::SignatureInvalid.into()) }
}

fn is_signed(uri: &Uri, token: &Token) -> bool {
    let part = |name| parameter(uri, name).unwrap_or_default();
    verify_signature(token, &part("timestamp"), &part("nonce"), &part("signature"))
}

/// What the inbox wants to know of a push.
fn news(opened: Opened) -> News {
    let inspection = opened.inspection;
    let header = inspection.header.unwrap_or_default();
    let publish = inspection.publish.unwrap_or_default();
    News {
        received_at: now_ms(),
        mode: inspection.envelope.unwrap_or_default().mode.name().to_owned(),
        document: opened.inner.map(|inner| inner.text),
        outcome: inspection.outcome.name().to_owned(),
        from_user_name: header.from_user_name,
        create_time: header.create_time,
        event: header.event.map(std::borrow::Cow::into_owned),
        publish_id: publish.publish_id,
        publish_status: publish.publish_status,
        ..News::default()
    }
}

const NO_ECHOSTR: Bilingual = Bilingual::new(
    "没有 echostr：这个地址只接受微信的验证请求和推送",
    "There is no echostr: this address takes WeChat's verification and its pushes only",
);
const NO_BODY: Bilingual = Bilingual::new("推送没有内容", "The push is empty");
