//! `/`: the built page.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{Method, Response};
use axum::response::IntoResponse as _;
use freepublish::Bilingual;

use crate::problem::{Kind, Problem};
use crate::proxy::Proxy;

pub(crate) async fn site(State(proxy): State<Proxy>, request: Request) -> Response<Body> {
    let Some(site) = &proxy.site else {
        return Problem::new(Kind::NotFound).detail(NO_SITE, "").into_response();
    };
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Problem::new(Kind::MethodNotAllowed).allow("GET, HEAD").into_response();
    }
    let found = site.answer(request).await;
    found.unwrap_or_else(|| Problem::new(Kind::NotFound).into_response())
}

const NO_SITE: Bilingual = Bilingual::new(
    "代理启动时没有带网页（--site 目录）",
    "The proxy was started without the page (--site DIR)",
);
