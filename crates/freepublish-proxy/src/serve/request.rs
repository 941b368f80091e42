//! The requests of a connection: each tells the table when it begins, has been read, and ends.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::Router;
use axum::body::{Body, Bytes, HttpBody};
use axum::http::{Request, Response};
use hyper::body::{Frame, Incoming, SizeHint};
use hyper::service::Service;
use tower::ServiceExt as _;

use super::table::{Kind, Place, Refused};
use crate::guard::NoPlace;

/// The router, for one connection.
pub(super) struct Requests {
    router: Router,
    place: Arc<Place>,
}

impl Requests {
    pub(super) fn new(router: Router, place: Arc<Place>) -> Self {
        Self { router, place }
    }
}

type Answer = Pin<Box<dyn Future<Output = io::Result<Response<Body>>> + Send>>;

impl Service<Request<Incoming>> for Requests {
    type Response = Response<Body>;
    type Error = io::Error;
    type Future = Answer;

    fn call(&self, mut request: Request<Incoming>) -> Answer {
        let kind = if request.uri().path() == "/callback" { Kind::Callback } else { Kind::Other };
        match self.place.begin(kind, !request.body().is_end_stream()) {
            Ok(()) => {}
            Err(Refused::Busy) => {
                request.extensions_mut().insert(NoPlace);
            }
            Err(Refused::Dropped) => {
                return Box::pin(async { Err(io::ErrorKind::ConnectionAborted.into()) });
            }
        }
        let (read, written) = (Reading(Arc::clone(&self.place)), Writing(Arc::clone(&self.place)));
        let request = request.map(|body| Body::new(Held { body: Body::new(body), _until: read }));
        let router = self.router.clone();
        Box::pin(async move {
            let response = match router.oneshot(request).await {
                Ok(response) => response,
                Err(never) => match never {},
            };
            Ok(response.map(|body| Body::new(Held { body, _until: written })))
        })
    }
}

/// A body that is still read.
struct Reading(Arc<Place>);

impl Drop for Reading {
    fn drop(&mut self) {
        self.0.has_read();
    }
}

/// A request that is not answered to its end.
struct Writing(Arc<Place>);

impl Drop for Writing {
    fn drop(&mut self) {
        self.0.end();
    }
}

/// A body, and what ends with it.
struct Held<T> {
    body: Body,
    _until: T,
}

impl<T: Unpin> HttpBody for Held<T> {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
