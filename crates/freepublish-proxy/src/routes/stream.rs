//! `GET /api/callbacks/stream`: callbacks as they come, as server-sent events.
//!
//! The stream lists what is behind its place, and lists again when the inbox says that there is more. There is no moment
//! between listing and listening in which a callback could slip through.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use futures_core::Stream;
use tokio::sync::{OwnedSemaphorePermit, mpsc, watch};

use super::callbacks::{Callback, position};
use super::read::parameter;
use crate::inbox::{Cursor, Position};
use crate::problem::{Document, Kind, Problem};
use crate::proxy::Proxy;

/// How many callbacks are read at once.
const PART: u32 = 16;

/// How many events wait for a slow reader.
const WAITING: usize = 16;

/// Callbacks as they come, as server-sent events named `callback`, whose data is what the list has, and whose id is the
/// cursor.
///
/// It begins behind `Last-Event-ID`, else behind `after`, else with what comes from now on. An event `missed` says that
/// callbacks behind that place are gone. While there is nothing to tell a comment comes every 15 seconds, so that the
/// reader can tell a quiet stream from a dead one.
#[utoipa::path(
    get, path = "/api/callbacks/stream", tag = "callbacks", security(("key" = [])),
    params(
        ("after" = Option<String>, Query, description = "A cursor"),
        ("last-event-id" = Option<String>, Header, description = "The cursor of the last event that arrived"),
    ),
    responses(
        (status = 200, description = "Events", body = Callback, content_type = "text/event-stream"),
        (status = 400, body = Document, content_type = "application/problem+json"),
        (status = 401, body = Document, content_type = "application/problem+json"),
        (status = 503, body = Document, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn stream(
    State(proxy): State<Proxy>,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let said = headers.get("last-event-id").and_then(|value| value.to_str().ok()).map(str::to_owned);
    let from = said.or_else(|| parameter(&uri, "after"));
    let from = from.map(|text| position(&proxy.inbox, &text)).transpose()?;
    let permit = proxy.streams.clone().try_acquire_owned().map_err(|_| Problem::new(Kind::TooManyStreams))?;
    // Settled before the answer: what comes after the caller has its answer is after "now".
    let mut watch = proxy.inbox.watch();
    let reader = Reader {
        place: match from {
            None => *watch.borrow_and_update(),
            Some(Position::Behind(cursor)) => cursor,
            Some(_) => 0,
        },
        missed: from == Some(Position::Elsewhere),
    };
    let (events, received) = mpsc::channel(WAITING);
    tokio::spawn(send(proxy.clone(), watch, reader, events, permit));
    let keep_alive = KeepAlive::new().interval(proxy.config.limits.keep_alive);
    let mut response = Sse::new(Events(received)).keep_alive(keep_alive).into_response();
    // nginx would hold events back until it has a buffer full of them.
    response.headers_mut().insert("x-accel-buffering", axum::http::HeaderValue::from_static("no"));
    Ok(response)
}

/// How far a reader has come.
struct Reader {
    place: Cursor,
    /// Whether it has to be told that something behind its place is gone.
    missed: bool,
}

async fn send(
    proxy: Proxy,
    mut watch: watch::Receiver<Cursor>,
    mut reader: Reader,
    events: mpsc::Sender<Event>,
    _permit: OwnedSemaphorePermit,
) {
    let mut closing = proxy.closing.subscribe();
    // Firefox hands an answer over with its first bytes, not with its head.
    if events.send(Event::default().comment("open")).await.is_err() {
        return;
    }
    loop {
        // Marked as seen before the list is read: what comes meanwhile wakes us again.
        let latest = *watch.borrow_and_update();
        match reader.part(&proxy, &events).await {
            // The reader has left, or the inbox cannot be read: the client comes back by itself.
            None => return,
            Some(1..) if reader.place < latest => continue,
            Some(_) => {}
        }
        tokio::select! {
            () = events.closed() => return,
            _ = closing.wait_for(|closing| *closing) => return,
            changed = watch.changed() => if changed.is_err() { return },
        }
    }
}

impl Reader {
    /// Sends a part of what is behind its place, and says how many callbacks that were; `None` when it cannot go on.
    async fn part(&mut self, proxy: &Proxy, events: &mpsc::Sender<Event>) -> Option<usize> {
        let page = proxy.inbox.list(self.place, PART).await.ok()?;
        if self.place < page.removed {
            self.missed = true;
            self.place = page.removed;
        }
        if std::mem::take(&mut self.missed) {
            events.send(Event::default().event("missed").data("{}")).await.ok()?;
        }
        let count = page.entries.len();
        for entry in page.entries {
            self.place = entry.cursor;
            let callback = Callback::new(entry, &proxy.inbox);
            let data = serde_json::to_string(&callback).ok()?;
            let event = Event::default().event("callback").id(callback.cursor).data(data);
            events.send(event).await.ok()?;
        }
        Some(count)
    }
}

/// What was sent, as a stream.
struct Events(mpsc::Receiver<Event>);

impl Stream for Events {
    type Item = Result<Event, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(context).map(|event| event.map(Ok))
    }
}
