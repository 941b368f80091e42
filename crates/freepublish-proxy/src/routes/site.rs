//! `/`: the built page.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_TYPE, HeaderValue};
use axum::http::{Method, Response, StatusCode};
use axum::response::IntoResponse as _;
use freepublish::Bilingual;
use tower::ServiceExt as _;
use tower_http::services::ServeDir;

use crate::problem::{Kind, Problem};
use crate::proxy::Proxy;

pub(crate) async fn site(State(proxy): State<Proxy>, request: Request) -> Response<Body> {
    let Some(directory) = &proxy.config.site else {
        return Problem::new(Kind::NotFound).detail(NO_SITE, "").into_response();
    };
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Problem::new(Kind::MethodNotAllowed).allow("GET, HEAD").into_response();
    }
    if !is_plain(request.uri().path()) {
        return Problem::new(Kind::NotFound).into_response();
    }
    match ServeDir::new(directory).oneshot(request).await {
        Ok(found) if found.status() != StatusCode::NOT_FOUND => with_charset(found.map(Body::new)),
        Ok(_) => Problem::new(Kind::NotFound).into_response(),
        Err(never) => match never {},
    }
}

/// All texts of ours are UTF-8. One that is opened by itself would else be read as whatever the browser guesses.
fn with_charset(mut response: Response<Body>) -> Response<Body> {
    let said = response.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let Some(text) = said.filter(|said| said.starts_with("text/") && !said.contains(';')) else {
        return response;
    };
    if let Ok(full) = HeaderValue::from_str(&format!("{text}; charset=utf-8")) {
        response.headers_mut().insert(CONTENT_TYPE, full);
    }
    response
}

/// Our files have plain names: a step upwards, a drive, a hidden file or a name with %-escapes is none of them.
fn is_plain(path: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    path.trim_start_matches('/').split('/').all(|part| !part.starts_with('.') && part.chars().all(plain))
}

const NO_SITE: Bilingual = Bilingual::new(
    "代理启动时没有带网页（--site 目录）",
    "The proxy was started without the page (--site DIR)",
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_names_are_looked_for() {
        for inside in ["/", "/a/app-1.js", "/index.html"] {
            assert!(is_plain(inside), "{inside}");
        }
        for outside in ["/../x", "/a/../x", "/%2e%2e/x", "/..\\x", "/C:/x", "/.stage/x"] {
            assert!(!is_plain(outside), "{outside}");
        }
    }
}
