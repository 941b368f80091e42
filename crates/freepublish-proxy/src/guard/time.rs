//! Nobody holds a call for ever, by sending slowly or by waiting.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::Response;
use axum::middleware::Next;
use axum::response::IntoResponse as _;
use tokio::time::timeout;

use crate::problem::{Kind, Problem};
use crate::proxy::Proxy;

/// Limits the time to the head of the answer: a stream is answered at once and goes on.
pub(crate) async fn limit_time(State(proxy): State<Proxy>, request: Request, next: Next) -> Response<Body> {
    let answered = timeout(proxy.config.limits.api_time, next.run(request)).await;
    answered.unwrap_or_else(|_| Problem::new(Kind::TimedOut).into_response())
}
