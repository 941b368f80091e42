//! `GET|POST /callback`: WeChat's side. What is answered with `success` is on disk.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{Response, Uri};
use axum::response::IntoResponse as _;
use bytes::Bytes;
use freepublish::envelope::{
    Content, NotOneDocument, Received, Refusal, TIMESTAMP_TOLERANCE, Token, Verified, check_query,
    receive as receive_push, verify_signature,
};
use freepublish::inspection::{Mode, Signature};
use freepublish::{Bilingual, Outcome};

use super::read::{body, parameter, turn, work};
use crate::inbox::{Keeping, Kept, News, QueryId};
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

/// A push, in the account's mode or a stronger one: kept as it came and answered with `success`.
///
/// It may be any message of the account, not only the outcome of a publish. In secure mode only what was decrypted from the
/// signed ciphertext is read; what stands beside it is not.
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
        (status = 400, description = "`not-a-push`: the body is not one XML or JSON document", body = Document, content_type = "application/problem+json"),
        (status = 403, description = "Not signed (`signature-invalid`), weaker than the account's mode (`mode-downgraded`), for another account (`app-id-mismatch`), with plain fields that differ (`plaintext-differs`), with the query of another push (`nonce-reused`), or too old (`push-too-old`)", body = Document, content_type = "application/problem+json"),
        (status = 408, description = "The body took longer than 5 seconds to arrive", body = Document, content_type = "application/problem+json"),
        (status = 413, description = "The body is longer than 128 kB (131,072 bytes)", body = Document, content_type = "application/problem+json"),
        (status = 503, description = "Not kept; WeChat sends it again", body = Document, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn push(State(proxy): State<Proxy>, request: Request) -> Result<Response<Body>, Problem> {
    let received = receive(&proxy, request).await;
    proxy.metrics.callback(match &received {
        Ok(None) => "kept",
        Ok(Some(_)) => "duplicate",
        Err(problem) if matches!(problem.kind(), Kind::InboxFailed | Kind::Busy | Kind::Internal) => "failed",
        Err(problem) => {
            proxy.metrics.refused(problem.kind().name());
            proxy.notices.refused(problem.kind(), now_ms());
            "refused"
        }
    });
    received.map(|_| ([TEXT], "success").into_response())
}

/// Keeps a push; says which callback it repeats, if any. What the query can prove is checked before the body is read.
async fn receive(proxy: &Proxy, request: Request) -> Result<Option<i64>, Problem> {
    let (head, sent) = request.into_parts();
    let query = head.uri.query().unwrap_or_default();
    let config = &proxy.config;
    check_query(query, &config.secrets, config.expected_mode()).map_err(|refusal| problem(&refusal))?;
    let content_type = head.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let content_type = content_type.map(str::to_owned);
    // A body that comes slowly is dropped by the sender's own deadline, or by ours.
    let bytes = body(sent, config.limits.callback_body, config.limits.delivery).await?;
    if bytes.is_empty() {
        return Err(Problem::new(Kind::InvalidRequest).detail(NO_BODY, ""));
    }
    let now = now_ms();
    let news = open(proxy, query, &bytes, now).await?;
    let (query, body) = (query.to_owned(), bytes.to_vec());
    keep(proxy, News { received_at: now, query, content_type, body, ..news }).await
}

/// Pushes up to this length, in bytes, are read where they came: that takes less than handing them to another thread.
/// Real ones have one or two kB.
const SHORT: usize = 4 * 1024;

/// Opens a push. A long one waits for its turn on a thread that may block: whatever it holds, others are answered
/// meanwhile.
async fn open(proxy: &Proxy, query: &str, body: &Bytes, now: i64) -> Result<News, Problem> {
    if body.len() <= SHORT {
        return read(proxy, query, body, now);
    }
    let turn = turn(&proxy.readers, proxy.config.limits.delivery).await?;
    let (proxy, query, body) = (proxy.clone(), query.to_owned(), body.clone());
    work(turn, move || read(&proxy, &query, &body, now)).await?
}

/// What the inbox wants to know of a push, or why it is not taken.
fn read(proxy: &Proxy, query: &str, body: &[u8], now: i64) -> Result<News, Problem> {
    let config = &proxy.config;
    let received = match receive_push(query, body, &config.secrets, config.expected_mode()) {
        Ok(received) => received,
        // Nothing is verified, so nothing can be told from what WeChat sends. It is kept, and nothing read from it.
        Err(Refusal::NotOneDocument(_) | Refusal::CiphertextMissing) if config.secrets.token.is_none() => {
            return Ok(unread());
        }
        Err(refusal) => return Err(problem(&refusal)),
    };
    let age = received.timestamp.map_or(0, |sent| now.div_euclid(1000).saturating_sub(sent));
    if config.max_age.is_some_and(|most| is_older(age, most.as_secs())) {
        return Err(Problem::new(Kind::PushTooOld).detail(TOO_OLD, &age.to_string()));
    }
    if let Content::Sealed(Some(error)) = &received.content {
        tracing::debug!(%error, "a push could not be decrypted");
        proxy.notices.not_decrypted(now);
    }
    Ok(News { stale: is_older(age, TIMESTAMP_TOLERANCE), ..news(received) })
}

/// Whether a push is older than that, both in seconds. One that comes from the future is not old.
fn is_older(age: i64, seconds: u64) -> bool {
    u64::try_from(age).is_ok_and(|age| age > seconds)
}

async fn keep(proxy: &Proxy, news: News) -> Result<Option<i64>, Problem> {
    let (sent, now) = (news.query_id.as_ref().map(|id| id.timestamp), news.received_at);
    let keeping = proxy.inbox.keep(news).await.map_err(|error| {
        tracing::error!(%error, "a callback was not kept");
        Problem::new(Kind::InboxFailed)
    })?;
    let Keeping::Kept(Kept { cursor, duplicate_of }) = keeping else {
        return Err(Kind::NonceReused.into());
    };
    if let (Some(sent), None) = (sent, duplicate_of) {
        proxy.notices.sent(sent, now);
    }
    tracing::info!(cursor, duplicate_of, "callback kept");
    Ok(duplicate_of)
}

/// What a caller is told. Nothing of it helps to forge: whoever gets further than the signature knows the token, or sends
/// again what somebody who knows it has sent.
fn problem(refusal: &Refusal) -> Problem {
    match refusal {
        Refusal::Downgrade { .. } => Kind::ModeDowngraded.into(),
        Refusal::NotOneDocument(error) => Problem::new(Kind::NotAPush)
            .detail(Bilingual::new(not_one_document(*error), "{}"), &error.to_string()),
        Refusal::OtherAppId { found, .. } => Problem::new(Kind::AppIdMismatch).detail(OTHER_APP_ID, found),
        Refusal::PlaintextDiffers { fields } => {
            Problem::new(Kind::PlaintextDiffers).detail(DIFFERENT_FIELDS, &fields.join(", "))
        }
        Refusal::CiphertextMissing => Problem::new(Kind::SignatureInvalid).detail(NO_CIPHERTEXT, ""),
        Refusal::ParametersMissing { names } => {
            Problem::new(Kind::SignatureInvalid).detail(NO_PARAMETERS, &names.join(", "))
        }
        Refusal::ParameterMalformed { name } => {
            Problem::new(Kind::SignatureInvalid).detail(BAD_PARAMETER, name)
        }
        Refusal::SignatureMismatch { name } => {
            Problem::new(Kind::SignatureInvalid).detail(OTHER_SIGNATURE, name)
        }
        _ => Kind::SignatureInvalid.into(),
    }
}

fn is_signed(uri: &Uri, token: &Token) -> bool {
    let part = |name| parameter(uri, name).unwrap_or_default();
    verify_signature(token, &part("timestamp"), &part("nonce"), &part("signature"))
}

/// What the inbox wants to know of a push.
fn news(received: Received) -> News {
    let Received { verified, mode, timestamp, nonce, content, fingerprint, .. } = received;
    let signature = if verified == Verified::Nothing { Signature::Unchecked } else { Signature::Valid };
    let is_verified = signature == Signature::Valid;
    let query_id = timestamp.zip(nonce).zip(fingerprint).filter(|_| is_verified);
    let inspection = content.inspection().cloned().unwrap_or_default();
    let header = inspection.header.unwrap_or_default();
    let publish = inspection.publish.unwrap_or_default();
    News {
        mode: mode.name().to_owned(),
        signature: signature.name().to_owned(),
        verified: Some(verified.name().to_owned()),
        query_id: query_id.map(|((timestamp, nonce), fingerprint)| QueryId { timestamp, nonce, fingerprint }),
        document: match content {
            Content::Decrypted(inner) => Some(inner.text),
            _ => None,
        },
        outcome: inspection.outcome.name().to_owned(),
        from_user_name: header.from_user_name,
        create_time: header.create_time,
        event: header.event.map(std::borrow::Cow::into_owned),
        publish_id: publish.publish_id,
        publish_status: publish.publish_status,
        ..News::default()
    }
}

/// What is known of a push that nothing was read from.
fn unread() -> News {
    News {
        mode: Mode::Plain.name().to_owned(),
        signature: Signature::Unchecked.name().to_owned(),
        verified: Some(Verified::Nothing.name().to_owned()),
        outcome: Outcome::Unknown.name().to_owned(),
        ..News::default()
    }
}

const fn not_one_document(error: NotOneDocument) -> &'static str {
    match error {
        NotOneDocument::NotUtf8 => "请求体不是 UTF-8",
        NotOneDocument::AnotherFormat => "请求体既不是 <xml> 元素，也不是 JSON 对象",
        NotOneDocument::ContentBehind => "文档后面还有别的内容",
        NotOneDocument::Ciphertext => "Encrypt 不是单独的一段文本",
        NotOneDocument::TooDeep => "文档嵌套太深",
        _ => "请求体不是完整的 XML 或 JSON",
    }
}

const NO_ECHOSTR: Bilingual = Bilingual::new(
    "没有 echostr：这个地址只接受微信的验证请求和推送",
    "There is no echostr: this address takes WeChat's verification and its pushes only",
);
const NO_BODY: Bilingual = Bilingual::new("推送没有内容", "The push is empty");
const NO_PARAMETERS: Bilingual =
    Bilingual::new("URL 里缺少 {}，签名无法校验", "The query lacks {}: the signature cannot be checked");
const BAD_PARAMETER: Bilingual =
    Bilingual::new("URL 里的 {} 不是微信的格式", "{} in the query is not as WeChat writes it");
const OTHER_SIGNATURE: Bilingual = Bilingual::new("{} 与算出的不一致", "{} is another one than the computed");
const NO_CIPHERTEXT: Bilingual = Bilingual::new(
    "URL 说推送已加密，请求体里却没有 Encrypt：签名不能证明它",
    "The query says that the push is encrypted, and the body has no Encrypt: the signature does not cover it",
);
const OTHER_APP_ID: Bilingual = Bilingual::new("推送里的 AppID 是 {}", "The app id in the push is {}");
const DIFFERENT_FIELDS: Bilingual =
    Bilingual::new("与密文不一致的明文字段：{}", "These plain fields differ from the encrypted ones: {}");
const TOO_OLD: Bilingual =
    Bilingual::new("推送的 timestamp 是 {} 秒以前的", "The timestamp of the push is {} seconds old");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_push_is_old_behind_the_limit_and_not_at_it() {
        assert_eq!([-301, 0, 300, 301].map(|age| is_older(age, 300)), [false, false, false, true]);
        assert!(!is_older(i64::MIN, 0) && is_older(i64::MAX, 0));
    }
}
