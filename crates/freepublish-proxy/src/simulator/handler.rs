//! Where the simulator's callbacks go.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use freepublish::simulate::{HttpRequest, HttpResponse};
use tower::ServiceExt as _;

use crate::upstream::Later;
use crate::upstream::web;

/// Longer replies are cut, in bytes: no handler says that much to WeChat.
const LONGEST_REPLY: usize = 64 * 1024;

/// Takes a push and says what the handler replied; `None` when there was no connection.
#[derive(Clone)]
pub struct Handler(Arc<dyn Fn(HttpRequest) -> Later<'static, Option<HttpResponse>> + Send + Sync>);

impl Handler {
    /// The proxy itself, without a socket in between.
    pub fn router(router: Router) -> Self {
        Self(Arc::new(move |request| {
            let router = router.clone();
            Box::pin(async move { through(router, request).await })
        }))
    }

    /// A handler over HTTP. The address was chosen by whoever runs the proxy, so it may be anywhere. The connection is
    /// held for `deadline`, even if the simulated platform stops waiting before.
    ///
    /// # Errors
    ///
    /// When the system's certificates cannot be read.
    pub fn http(deadline: Duration) -> Result<Self, reqwest::Error> {
        let client = web::builder().timeout(deadline).build()?;
        Ok(Self(Arc::new(move |request| {
            let client = client.clone();
            Box::pin(async move { over_http(client, request).await })
        })))
    }

    pub(super) fn push(&self, request: HttpRequest) -> Later<'static, Option<HttpResponse>> {
        (self.0)(request)
    }
}

impl std::fmt::Debug for Handler {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Handler")
    }
}

async fn through(router: Router, request: HttpRequest) -> Option<HttpResponse> {
    let mut builder = Request::builder().method(request.method.as_str()).uri(&request.target);
    builder = builder.header("Host", &request.host);
    for (name, value) in &request.headers {
        builder = builder.header(name, value);
    }
    let response = router.oneshot(builder.body(Body::from(request.body)).ok()?).await.ok()?;
    let status = response.status().as_u16();
    let body = to_bytes(response.into_body(), LONGEST_REPLY).await.ok()?;
    Some(HttpResponse::new(status, "text/plain", String::from_utf8_lossy(&body)))
}

async fn over_http(client: reqwest::Client, request: HttpRequest) -> Option<HttpResponse> {
    let mut builder = client.post(request.url());
    for (name, value) in request.headers {
        builder = builder.header(name, value);
    }
    let response = builder.body(request.body).send().await.ok()?;
    let status = response.status().as_u16();
    let body = web::read(response, LONGEST_REPLY).await.ok()?;
    Some(HttpResponse::new(status, "text/plain", String::from_utf8_lossy(&body)))
}
