//! The outermost layer: a number for the request, a line in the log, security headers, and problems in the reader's
//! language.

use axum::body::Body;
use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{ACCEPT_LANGUAGE, CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, HeaderValue};
use axum::http::{HeaderMap, Response};
use axum::middleware::Next;
use freepublish::Lang;
use tokio::time::Instant;
use tracing::Instrument as _;

use crate::problem::Problem;
use crate::proxy::Proxy;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// On every answer.
const ALWAYS: [(&str, &str); 5] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("x-frame-options", "DENY"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
    ("cross-origin-opener-policy", "same-origin"),
];

/// What is no page may load nothing at all.
const NO_PAGE: &str = "default-src 'none'; frame-ancestors 'none'";
/// For files that state no policy of their own.
const PAGE: &str = "frame-ancestors 'none'";

pub(crate) async fn answer(State(proxy): State<Proxy>, request: Request, next: Next) -> Response<Body> {
    let began = Instant::now();
    let id = request_id();
    let lang = language(request.headers());
    let route = request.extensions().get::<MatchedPath>().map_or("site", MatchedPath::as_str).to_owned();
    // The path of the page's files says nothing about anybody. Queries hold signatures and tokens: never logged.
    let span = tracing::info_span!("request", id, method = %request.method(), route);
    let mut response = next.run(request).instrument(span.clone()).await;
    if let Some(problem) = response.extensions().get::<Problem>().cloned() {
        let written = problem.response(lang, Some(&id));
        for (name, value) in written.headers() {
            if name != axum::http::header::VARY {
                response.headers_mut().insert(name, value.clone());
            }
        }
        response.headers_mut().remove(axum::http::header::CONTENT_LENGTH);
        *response.body_mut() = written.into_body();
        span.in_scope(|| tracing::info!(problem = problem.kind().name(), "refused"));
    }
    set_headers(&mut response, &route, &id);
    let status = response.status().as_u16();
    let elapsed = began.elapsed();
    proxy.metrics.request(&route, status, elapsed);
    let elapsed_ms = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX);
    if route == "site" {
        span.in_scope(|| tracing::debug!(status, elapsed_ms, "answered"));
    } else {
        span.in_scope(|| tracing::info!(status, elapsed_ms, "answered"));
    }
    response
}

fn set_headers(response: &mut Response<Body>, route: &str, id: &str) {
    let is_page = route == "site";
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    // A page elsewhere finds out with an opaque request whether there is a proxy at all, before it complains of CORS.
    let resource = if is_page { "same-origin" } else { "cross-origin" };
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static(resource));
    if is_page {
        // A rebuilt page shows up on the next reload, unless its name tells its content, which is said already.
        headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-cache"));
        headers.entry(CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(PAGE));
    } else {
        // An answer of the API belongs to nobody else.
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(NO_PAGE));
    }
    if let Ok(id) = HeaderValue::from_str(id) {
        headers.insert(REQUEST_ID, id);
    }
}

/// 16 hex digits. Without randomness all are 0, which costs the log its thread and nothing else.
fn request_id() -> String {
    let mut bytes = [0; 8];
    let _ = getrandom::fill(&mut bytes);
    format!("{:016x}", u64::from_be_bytes(bytes))
}

/// The first of our languages in `Accept-Language`; weights are not looked at, as browsers write the best first.
pub(crate) fn language(headers: &HeaderMap) -> Lang {
    let accepted = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut tags = accepted.split(',').map(|part| part.split(';').next().unwrap_or_default().trim());
    tags.find_map(Lang::from_tag).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_language_that_is_ours_counts() {
        let check = |accepted: &'static str, expect| {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_LANGUAGE, HeaderValue::from_static(accepted));
            assert_eq!(language(&headers), expect, "{accepted}");
        };
        check("en-GB,en;q=0.9", Lang::En);
        check("fr, en;q=0.5, zh;q=0.4", Lang::En);
        check("*", Lang::Zh);
        assert_eq!(language(&HeaderMap::new()), Lang::Zh);
    }
}
