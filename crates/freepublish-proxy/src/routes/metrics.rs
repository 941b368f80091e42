//! `GET /metrics`: numbers for Prometheus.

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};

use crate::proxy::Proxy;

/// Numbers for Prometheus, in its text format.
#[utoipa::path(
    get, path = "/metrics", tag = "proxy", security(("key" = [])),
    responses((status = 200, body = String, content_type = "text/plain"))
)]
pub(crate) async fn metrics(State(proxy): State<Proxy>) -> Response {
    let page = proxy.inbox.list(i64::MAX, 0).await.unwrap_or_default();
    let streams = proxy.config.limits.streams.saturating_sub(proxy.streams.available_permits());
    let gauge = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let text = proxy.metrics.text(&[
        ("freepublish_connections", "Open connections.", gauge(proxy.metrics.connections())),
        ("freepublish_streams", "Open streams of callbacks.", gauge(streams)),
        ("freepublish_inbox_callbacks", "Callbacks that are kept now.", page.latest - page.removed),
    ]);
    ([(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response()
}
