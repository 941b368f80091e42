//! `POST /api/freepublish/submit` and `/get`: WeChat's interfaces, without their token.

use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CONTENT_TYPE, HeaderValue};
use axum::http::{Response, StatusCode};
use axum::response::IntoResponse as _;
use freepublish::Bilingual;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::read::Json;
use crate::problem::{Document, Kind, Problem};
use crate::proxy::Proxy;
use crate::upstream::{Answer, Call};

/// Longer ids are none, in bytes. Real ones have up to 64 characters.
const LONGEST_ID: usize = 512;

/// Which draft is to be published.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Submit {
    /// The `media_id` of the draft, a string.
    #[schema(min_length = 1, max_length = 512)]
    media_id: String,
}

/// Which job is asked for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Get {
    /// The `publish_id` that submit answered, a string of digits.
    #[schema(min_length = 1, max_length = 512)]
    publish_id: String,
}

/// Publishes a draft: the answer is WeChat's, byte for byte, and says only that the job was accepted.
///
/// The outcome comes as a callback. A submit is never repeated by the proxy, except when WeChat refused its token.
#[utoipa::path(
    post, path = "/api/freepublish/submit", tag = "publish", security(("key" = [])), request_body = Submit,
    responses(
        (status = 200, description = "WeChat's answer, byte for byte", content_type = "application/json"),
        (status = 400, body = Document, content_type = "application/problem+json"),
        (status = 401, body = Document, content_type = "application/problem+json"),
        (status = 429, body = Document, content_type = "application/problem+json"),
        (status = 502, description = "Nothing was sent", body = Document, content_type = "application/problem+json"),
        (status = 504, description = "Sent, outcome unknown", body = Document, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn submit(
    State(proxy): State<Proxy>,
    Json(asked): Json<Submit>,
) -> Result<Response<Body>, Problem> {
    let media_id = checked("media_id", asked.media_id)?;
    call(&proxy, Call::Submit { media_id }).await
}

/// Asks what became of a job: WeChat allows 100 a day, so callbacks are the better way.
#[utoipa::path(
    post, path = "/api/freepublish/get", tag = "publish", security(("key" = [])), request_body = Get,
    responses(
        (status = 200, description = "WeChat's answer, byte for byte", content_type = "application/json"),
        (status = 400, body = Document, content_type = "application/problem+json"),
        (status = 401, body = Document, content_type = "application/problem+json"),
        (status = 502, body = Document, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn get(
    State(proxy): State<Proxy>,
    Json(asked): Json<Get>,
) -> Result<Response<Body>, Problem> {
    let publish_id = checked("publish_id", asked.publish_id)?;
    call(&proxy, Call::Get { publish_id }).await
}

/// What is surely wrong does not cost a call of the day's hundred.
fn checked(name: &str, id: String) -> Result<String, Problem> {
    let invalid = |text| Err(Problem::new(Kind::InvalidRequest).detail(text, name));
    if id.trim().is_empty() {
        return invalid(EMPTY);
    }
    if id.len() > LONGEST_ID || id.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return invalid(NO_ID);
    }
    Ok(id)
}

async fn call(proxy: &Proxy, call: Call) -> Result<Response<Body>, Problem> {
    let (name, upstream) = (call.name(), proxy.upstream.clone());
    // A task of its own: when the caller hangs up, a call that was sent still has its answer logged.
    let made = tokio::spawn(async move {
        let answer = upstream.call(call).await;
        match &answer {
            Ok(answer) => tracing::info!(call = name, status = answer.status, "WeChat answered"),
            Err(problem) => {
                let problem = problem.kind().name();
                tracing::warn!(call = name, problem, "no answer of WeChat's");
            }
        }
        answer
    });
    let answer = made.await.unwrap_or_else(|_| Err(Kind::Internal.into()));
    proxy
        .metrics
        .upstream(name, answer.as_ref().map_or_else(|problem| problem.kind().name(), |_| "answered"));
    answer.map(pass_through)
}

/// WeChat's answer, untouched.
fn pass_through(answer: Answer) -> Response<Body> {
    let mut response = Response::new(Body::from(answer.body));
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::BAD_GATEWAY);
    let content_type = answer.content_type.and_then(|value| HeaderValue::from_str(&value).ok());
    if let Some(content_type) = content_type {
        response.headers_mut().insert(CONTENT_TYPE, content_type);
    }
    response
}

/// An answer of the proxy's own.
pub(super) fn answer_json(value: &impl Serialize) -> Response<Body> {
    match serde_json::to_vec(value) {
        Ok(body) => ([(CONTENT_TYPE, "application/json")], body).into_response(),
        Err(_) => Problem::new(Kind::Internal).into_response(),
    }
}

const EMPTY: Bilingual = Bilingual::new("{} 是空的", "{} is empty");
const NO_ID: Bilingual = Bilingual::new(
    "{} 里有空白或控制字符，或者太长：多半是复制时带进来的",
    "{} holds white space or control characters, or is too long: they often come from copying",
);
