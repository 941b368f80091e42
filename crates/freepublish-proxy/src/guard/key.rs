//! The key, and how often it may be used.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::Response;
use axum::http::header::{AUTHORIZATION, HeaderMap};
use axum::middleware::Next;
use axum::response::IntoResponse as _;

use crate::problem::{Kind, Problem};
use crate::proxy::Proxy;

pub(crate) async fn check_key(State(proxy): State<Proxy>, request: Request, next: Next) -> Response<Body> {
    let bucket = holder(&proxy, request.headers());
    match proxy.rates.take(bucket) {
        Err(seconds) => Problem::new(Kind::TooManyRequests).retry_after(seconds).into_response(),
        Ok(()) if bucket.is_none() => Problem::new(Kind::Unauthorized).into_response(),
        Ok(()) => next.run(request).await,
    }
}

/// Which key was sent; `None` when it is none of ours. All are compared, so that time does not tell which it is.
fn holder(proxy: &Proxy, headers: &HeaderMap) -> Option<usize> {
    let said = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let (scheme, given) = said.split_once(' ').unwrap_or_default();
    let given = if scheme.eq_ignore_ascii_case("bearer") { given.trim() } else { "" };
    let mut found = None;
    for (number, key) in proxy.config.keys.iter().enumerate() {
        if key.is(given) {
            found = Some(number);
        }
    }
    found
}
