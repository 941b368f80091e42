//! CORS: which pages may call the API. Never `*`, and what is not allowed is refused, not only left without headers.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_METHOD, HeaderMap,
    HeaderValue, ORIGIN, VARY,
};
use axum::http::{Method, Response, StatusCode};
use axum::middleware::Next;
use axum::response::IntoResponse as _;

use crate::config::Config;
use crate::problem::{Kind, Problem};
use crate::proxy::Proxy;

const METHODS: HeaderValue = HeaderValue::from_static("GET, POST");
const HEADERS: HeaderValue =
    HeaderValue::from_static("authorization, content-type, accept-language, last-event-id");
const EXPOSED: HeaderValue = HeaderValue::from_static("x-request-id, retry-after");

/// A browser asks again after ten minutes.
const MAX_AGE: HeaderValue = HeaderValue::from_static("600");

pub(crate) async fn check_origin(State(proxy): State<Proxy>, request: Request, next: Next) -> Response<Body> {
    let Some(origin) = request.headers().get(ORIGIN).cloned() else {
        let mut response = next.run(request).await;
        response.headers_mut().append(VARY, HeaderValue::from_static("Origin"));
        return response;
    };
    let mut response = if !is_allowed(&proxy.config, &origin) {
        Problem::new(Kind::OriginNotAllowed).into_response()
    } else if is_preflight(&request) {
        allow(preflight(request.headers()), origin)
    } else {
        allow(next.run(request).await, origin)
    };
    response.headers_mut().append(VARY, HeaderValue::from_static("Origin"));
    response
}

fn is_preflight(request: &Request) -> bool {
    request.method() == Method::OPTIONS && request.headers().contains_key(ACCESS_CONTROL_REQUEST_METHOD)
}

fn is_allowed(config: &Config, origin: &HeaderValue) -> bool {
    let Ok(origin) = origin.to_str() else { return false };
    let own = |host: &String| {
        let said = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
        said.is_some_and(|said| said.eq_ignore_ascii_case(host))
    };
    config.origins.iter().any(|known| known == origin) || config.hosts.iter().any(own)
}

fn preflight(asked: &HeaderMap) -> Response<Body> {
    let mut response = StatusCode::NO_CONTENT.into_response();
    let headers = response.headers_mut();
    headers.insert(ACCESS_CONTROL_ALLOW_METHODS, METHODS);
    headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, HEADERS);
    headers.insert(ACCESS_CONTROL_MAX_AGE, MAX_AGE);
    // A page on the web that calls a machine in a private network has to be let in by name.
    if asked.contains_key("access-control-request-private-network") {
        headers.insert("access-control-allow-private-network", HeaderValue::from_static("true"));
    }
    response
}

fn allow(mut response: Response<Body>, origin: HeaderValue) -> Response<Body> {
    let headers = response.headers_mut();
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
    response
}
