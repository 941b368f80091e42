//! The only module that talks to the network. How a proxy writes what it says is in `wire`.

use std::cell::Cell;

use freepublish::{escape_json, percent};
use gloo_net::http::{Request, RequestBuilder, Response};
use js_sys::{JSON, Reflect, Uint8Array};
use serde::de::DeserializeOwned;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, ReadableStreamDefaultReader, RequestCache, RequestMode};

use super::sse::Reader;
use super::wire::{CallbackWire, CallbacksWire, DeliveredWire, ProblemWire, health};
use super::{Event, Failure, Found, Health, Kept, Proxy, Pulse, Reply, Start, StreamNews};
use crate::live::Delivered;
use crate::platform::now;

/// How long a check may take, in milliseconds.
const CHECK_TIME: u32 = 10_000;

/// How long a call may take that goes on to WeChat: longer than any proxy waits.
const CALL_TIME: u32 = 60_000;

/// How many callbacks are asked for at once, and how often at most: an inbox may hold a hundred thousand.
const PART: u32 = 200;
const PARTS: u32 = 500;

/// How many of those from before the connection are shown.
const SHOWN: usize = 200;

/// Sees whether there is a proxy, and what it says of itself.
pub(in crate::live) async fn check(proxy: &Proxy) -> Result<Health, Failure> {
    let Some(response) = send(get(proxy, "/api/health"), CHECK_TIME).await else {
        return Err(if is_there(proxy).await { Failure::Cors } else { Failure::Unreachable });
    };
    let mut health = introduced(response).await?;
    // Without a place to begin at, a stream that is opened again would skip what came meanwhile.
    if health.latest.is_none() {
        health.latest = end(proxy).await.and_then(|(_, next)| next);
    }
    Ok(health)
}

/// What the proxy says of itself now.
pub(in crate::live) async fn look(proxy: &Proxy) -> Option<Health> {
    introduced(send(get(proxy, "/api/health"), CHECK_TIME).await?).await.ok()
}

async fn introduced(response: Response) -> Result<Health, Failure> {
    let status = response.status();
    let text = response.text().await.unwrap_or_default();
    health(status, read(&text), || read(&text))
}

/// Has WeChat publish a draft.
pub(in crate::live) async fn submit(proxy: &Proxy, body: &str) -> Reply {
    call(proxy, "/api/freepublish/submit", body).await
}

/// Asks WeChat what became of a job.
pub(in crate::live) async fn query(proxy: &Proxy, publish_id: &str) -> Reply {
    let body = ["{\"publish_id\":\"", &escape_json(publish_id), "\"}"].concat();
    call(proxy, "/api/freepublish/get", &body).await
}

/// Delivers a callback of the proxy's to a handler.
pub(in crate::live) async fn deliver(proxy: &Proxy, cursor: &str, target: &str) -> Delivered {
    let fields = ["{\"target\":\"", &escape_json(target), "\",\"cursor\":\"", &escape_json(cursor), "\"}"];
    let Some((status, text)) = post(proxy, "/api/deliveries", &fields.concat()).await else {
        return Delivered::Lost;
    };
    if let Some(problem) = read::<ProblemWire>(&text).and_then(|wire| wire.problem(status)) {
        return Delivered::Problem(problem);
    }
    read::<DeliveredWire>(&text).and_then(DeliveredWire::judged).map_or(Delivered::Lost, Delivered::Judged)
}

/// The latest of the callbacks that the proxy has kept.
pub(in crate::live) async fn earlier(proxy: &Proxy) -> Found {
    match end(proxy).await {
        Some((_, None)) => Found::TooMany,
        Some((latest, Some(_))) => Found::Latest(latest),
        None => Found::Nothing,
    }
}

/// The end of the list, and where it goes on; the second is `None` where the end could not be reached. A proxy that reads
/// its list from the end says so (`earlier`); any other has to be asked for all of it.
async fn end(proxy: &Proxy) -> Option<(Vec<Kept>, Option<String>)> {
    let mut page = list(proxy, &format!("before=&limit={PART}")).await?;
    let is_from_end = page.earlier.is_some();
    let mut latest = Vec::new();
    for _ in 0..PARTS {
        latest.extend(page.callbacks.into_iter().flatten().map(|wire| wire.kept("")));
        latest.drain(..latest.len().saturating_sub(SHOWN));
        let next = page.next?;
        if is_from_end || page.more != Some(true) {
            return Some((latest, Some(next)));
        }
        page = list(proxy, &format!("after={}&limit={PART}", percent::encode(&next))).await?;
    }
    Some((Vec::new(), None))
}

/// What has come behind a callback, part by part, in order.
pub(in crate::live) async fn behind(proxy: &Proxy, cursor: &str, tell: impl Fn(StreamNews)) {
    let mut after = cursor.to_owned();
    for _ in 0..PARTS {
        let query = format!("after={}&limit={PART}", percent::encode(&after));
        let Some(CallbacksWire { callbacks, next, more, missed, .. }) = list(proxy, &query).await else {
            return;
        };
        if missed == Some(true) {
            tell(StreamNews::Missed);
        }
        for wire in callbacks.into_iter().flatten() {
            let kept = wire.kept("");
            tell(StreamNews::Callback { id: kept.cursor.clone(), kept });
        }
        match next.filter(|next| more == Some(true) && *next != after) {
            Some(next) => after = next,
            None => return,
        }
    }
}

async fn list(proxy: &Proxy, query: &str) -> Option<CallbacksWire> {
    let path = ["/api/callbacks?", query].concat();
    let response = send(get(proxy, &path), CHECK_TIME).await.filter(Response::ok)?;
    read(&response.text().await.ok()?)
}

/// What is heard on a stream.
#[derive(Debug)]
pub(in crate::live) enum Heard {
    /// It is open.
    Open,
    /// A comment, which keeps it alive.
    Comment,
    /// An event.
    Event(Event),
}

/// Listens until the stream is cut, and says how long it was open, in milliseconds. Whoever cuts it by `signal` knows
/// already: `None`.
pub(in crate::live) async fn listen(
    proxy: &Proxy,
    from: &Start,
    signal: &AbortSignal,
    pulse: &Cell<Pulse>,
    tell: impl Fn(Heard),
) -> Option<StreamNews> {
    let began = now();
    let refused = hear(proxy, from, signal, pulse, &tell).await.err();
    if signal.aborted() {
        return None;
    }
    pulse.set(pulse.get().over());
    Some(refused.map_or(StreamNews::Cut { lasted: now() - began }, StreamNews::Refused))
}

async fn hear(
    proxy: &Proxy,
    from: &Start,
    signal: &AbortSignal,
    pulse: &Cell<Pulse>,
    tell: &impl Fn(Heard),
) -> Result<(), Failure> {
    let path = "/api/callbacks/stream";
    let request = match from {
        Start::Now => get(proxy, path),
        Start::After(cursor) => get(proxy, &[path, "?after=", &percent::encode(cursor)].concat()),
        Start::LastEvent(id) => get(proxy, path).header("Last-Event-ID", id),
    };
    let request = request.header("Accept", "text/event-stream").abort_signal(Some(signal));
    let Ok(response) = request.send().await else { return Ok(()) };
    match response.status() {
        200 => {}
        401 => return Err(Failure::WrongKey),
        _ => return Ok(()),
    }
    let Some(body) = response.body() else { return Ok(()) };
    pulse.set(pulse.get().open(now()));
    tell(Heard::Open);
    let stream: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
    let mut reader = Reader::default();
    while let Ok(piece) = JsFuture::from(stream.read()).await {
        let Ok(bytes) = Reflect::get(&piece, &"value".into()) else { break };
        let Ok(bytes) = bytes.dyn_into::<Uint8Array>() else { break };
        let events = reader.read(&bytes.to_vec());
        pulse.set(pulse.get().heard(now(), !events.is_empty()));
        if events.is_empty() {
            tell(Heard::Comment);
        }
        events.into_iter().map(Heard::Event).for_each(tell);
    }
    Ok(())
}

/// What an event tells.
pub(in crate::live) fn news(event: Event) -> Option<StreamNews> {
    match event.kind.as_str() {
        "missed" => Some(StreamNews::Missed),
        "callback" | "message" => {
            let wire: CallbackWire = read(&event.data)?;
            Some(StreamNews::Callback { kept: wire.kept(&event.id), id: event.id })
        }
        _ => None,
    }
}

async fn call(proxy: &Proxy, path: &str, body: &str) -> Reply {
    let Some((status, text)) = post(proxy, path, body).await else { return Reply::Lost };
    match read::<ProblemWire>(&text).and_then(|wire| wire.problem(status)) {
        Some(problem) => Reply::Problem(problem),
        None => Reply::Answer(text),
    }
}

/// Status and body of the answer, if all of it came.
async fn post(proxy: &Proxy, path: &str, body: &str) -> Option<(u16, String)> {
    let request = Request::post(&proxy.address.url(path)).header("Content-Type", "application/json");
    let request = with_key(request, proxy).abort_signal(Some(&AbortSignal::timeout_with_u32(CALL_TIME)));
    let response = request.body(body).ok()?.send().await.ok()?;
    Some((response.status(), response.text().await.ok()?))
}

/// Whether anybody answers at all: the browser sends this for every page, and shows the answer to none.
async fn is_there(proxy: &Proxy) -> bool {
    let request = Request::get(&proxy.address.url("/api/health")).mode(RequestMode::NoCors);
    send(request, CHECK_TIME).await.is_some()
}

async fn send(request: RequestBuilder, time: u32) -> Option<Response> {
    let request = request.abort_signal(Some(&AbortSignal::timeout_with_u32(time)));
    request.cache(RequestCache::NoStore).send().await.ok()
}

fn get(proxy: &Proxy, path: &str) -> RequestBuilder {
    with_key(Request::get(&proxy.address.url(path)), proxy)
}

fn with_key(request: RequestBuilder, proxy: &Proxy) -> RequestBuilder {
    // What cannot stand in a header is no key; the browser would refuse it with an exception.
    let key = proxy.key.reveal();
    if key.is_empty() || !key.chars().all(|c| c.is_ascii_graphic()) {
        return request;
    }
    request.header("Authorization", &["Bearer ", key].concat())
}

/// With the browser's own reader of JSON: it is there already.
fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_wasm_bindgen::from_value(JSON::parse(text).ok()?).ok()
}
