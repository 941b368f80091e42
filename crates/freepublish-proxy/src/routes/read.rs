//! Reading requests, with problems for what cannot be read.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, HttpBody as _, to_bytes};
use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, Uri};
use bytes::Bytes;
use freepublish::{Bilingual, percent};
use serde::de::DeserializeOwned;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use crate::problem::{Kind, Problem};
use crate::proxy::Proxy;

/// The body of a call of `/api`.
pub(crate) struct Json<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<Proxy> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, proxy: &Proxy) -> Result<Self, Problem> {
        // Pages of strangers can send a form without asking, but not this type.
        if !is_json(request.headers()) {
            return Err(Kind::UnsupportedMediaType.into());
        }
        let limits = &proxy.config.limits;
        let bytes = body(request.into_body(), limits.api_body, limits.api_time).await?;
        let read = serde_json::from_slice(&bytes);
        read.map(Self)
            .map_err(|error| Problem::new(Kind::InvalidRequest).detail(NO_SUCH_JSON, &error.to_string()))
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let said = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    said.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/json")
}

/// The whole body, unless it is longer than `longest` bytes or takes longer than `time`. What says that it is too long is
/// not read at all.
pub(super) async fn body(body: Body, longest: usize, time: Duration) -> Result<Bytes, Problem> {
    let too_large = || Problem::new(Kind::TooLarge).detail(LONGEST, &longest.to_string());
    if body.size_hint().lower() > longest as u64 {
        return Err(too_large());
    }
    match timeout(time, to_bytes(body, longest)).await {
        Ok(read) => read.map_err(|_| too_large()),
        Err(_) => Err(Kind::TimedOut.into()),
    }
}

/// Takes one of so many places, or says that the proxy is busy when none gets free in `time`.
pub(super) async fn turn(places: &Arc<Semaphore>, time: Duration) -> Result<OwnedSemaphorePermit, Problem> {
    let turn = timeout(time, Arc::clone(places).acquire_owned()).await;
    turn.ok().and_then(Result::ok).ok_or_else(Problem::busy)
}

/// Does what may take long on a thread that may block. The turn is over when the work is done, also when whoever wanted
/// it has left.
pub(super) async fn work<T: Send + 'static>(
    turn: OwnedSemaphorePermit,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Problem> {
    let done = spawn_blocking(move || {
        let done = work();
        drop(turn);
        done
    });
    done.await.map_err(|_| Problem::new(Kind::Internal))
}

/// The value of a query parameter, percent encoding undone.
pub(super) fn parameter(uri: &Uri, name: &str) -> Option<String> {
    let pairs = uri.query()?.split('&');
    let value = pairs.filter_map(|pair| pair.split_once('=')).find(|(said, _)| *said == name)?.1;
    Some(percent::decode(value))
}

const LONGEST: Bilingual = Bilingual::new("请求体最长 {} 字节", "The body may have {} bytes at most");
const NO_SUCH_JSON: Bilingual = Bilingual::new("请求体读不懂：{}", "The body cannot be read: {}");

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    #[tokio::test]
    async fn work_has_its_turn_until_it_is_done_and_others_are_told_to_come_again() {
        let places = Arc::new(Semaphore::new(1));
        let (begun, has_begun) = channel();
        let (end, ends) = channel();
        let first = turn(&places, Duration::ZERO).await.expect("a turn");
        let wanted = tokio::spawn(work(first, move || {
            begun.send(()).expect("wanted");
            ends.recv().expect("an end");
        }));
        // The runtime has one thread, which is free: the work has one of its own.
        tokio::time::sleep(Duration::from_millis(1)).await;
        has_begun.recv().expect("it began");
        let second = turn(&places, Duration::from_millis(1)).await;
        assert_eq!(second.err().map(|problem| problem.kind()), Some(Kind::Busy));
        wanted.abort();
        assert!(turn(&places, Duration::from_millis(1)).await.is_err(), "the work goes on");
        end.send(()).expect("it waits");
        drop(turn(&places, Duration::from_secs(20)).await.expect("it is done"));
        let panicked = work(places.acquire_owned().await.expect("a turn"), || panic!("as a test")).await;
        assert_eq!(panicked.err().map(|problem| problem.kind()), Some(Kind::Internal));
    }

    #[test]
    fn parameters_are_decoded() {
        let uri: Uri = "/x?a=1%2B1+%E5%8F%91%&b=%zz".parse().expect("an address");
        assert_eq!(parameter(&uri, "a").as_deref(), Some("1+1 发%"));
        assert_eq!(parameter(&uri, "b").as_deref(), Some("%zz"));
        assert_eq!(parameter(&uri, "c"), None);
    }
}
