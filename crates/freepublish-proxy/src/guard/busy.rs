//! Requests that the server has no place for, refused here like any other.

use axum::body::Body;
use axum::extract::Request;
use axum::http::Response;
use axum::middleware::Next;
use axum::response::IntoResponse as _;

use crate::problem::Problem;

/// Marks a request that came when too many others were busy.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NoPlace;

pub(crate) async fn check_place(request: Request, next: Next) -> Response<Body> {
    if request.extensions().get::<NoPlace>().is_some() {
        return Problem::busy().into_response();
    }
    next.run(request).await
}
