//! The only module that talks to the network. How a proxy writes what it says is in `wire`.

use std::cell::Cell;

use freepublish::{escape_json, percent};
use gloo_net::http::{Request, RequestBuilder, Response};
use js_sys::{JSON, Reflect, Uint8Array};
use serde::de::DeserializeOwned;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, ReadableStreamDefaultReader, RequestCache, RequestMode};

use super::sse::{Event, Reader};
use super::wire::{CallbackWire, CallbacksWire, DeliveredWire, ProblemWire, health};
use super::{Failure, Health, Kept, Proxy, Pulse, Reply, Start, StreamNews};
use crate::live::Delivered;
use crate::platform::now;

/// How long a check may take, in milliseconds.
const CHECK_TIME: u32 = 10_000;

/// How long a call may take that goes on to WeChat: longer than any proxy waits.
const CALL_TIME: u32 = 60_000;

/// How many callbacks are asked for at once, and how often: an inbox may hold a hundred thousand.
const PART: u32 = 200;
const PARTS: u32 = 50;

/// How many of them are shown.
const SHOWN: usize = 200;

/// Sees whether there is a proxy, and what it says of itself.
pub(in crate::live) async fn check(proxy: &Proxy) -> Result<Health, Failure> {
    let Some(response) = send(get(proxy, "/api/health"), CHECK_TIME).await else {
        return Err(if is_there(proxy).await { Failure::Cors } else { Failure::Unreachable });
    };
    let mut health = introduced(response).await?;
    // Without a place to begin at, a stream that is opened again would skip what came meanwhile.
    if health.latest.is_none() {
        health.latest = list(proxy).await.and_then(|(_, next)| next);
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
pub(in crate::live) async fn earlier(proxy: &Proxy) -> Option<Vec<Kept>> {
    list(proxy).await.map(|(all, _)| all)
}

/// The same, and where the list goes on.
async fn list(proxy: &Proxy) -> Option<(Vec<Kept>, Option<String>)> {
    let mut all = Vec::new();
    let mut after = String::new();
    let mut behind = None;
    for _ in 0..PARTS {
        let path = format!("/api/callbacks?limit={PART}{after}");
        let response = send(get(proxy, &path), CHECK_TIME).await.filter(Response::ok)?;
        let page: CallbacksWire = read(&response.text().await.ok()?)?;
        all.extend(page.callbacks.unwrap_or_default().into_iter().map(|wire| wire.kept("")));
        all.drain(..all.len().saturating_sub(SHOWN));
        behind = page.next.or(behind);
        match &behind {
            Some(next) if page.more == Some(true) => after = ["&after=", &percent::encode(next)].concat(),
            _ => break,
        }
    }
    Some((all, behind))
}

/// Listens until the stream is cut. Whoever cuts it by `signal` knows already.
pub(in crate::live) async fn listen(
    proxy: &Proxy,
    from: &Start,
    signal: &AbortSignal,
    pulse: &Cell<Pulse>,
    tell: impl Fn(StreamNews),
) {
    let began = now();
    let refused = hear(proxy, from, signal, pulse, &tell).await.err();
    if signal.aborted() {
        return;
    }
    pulse.set(pulse.get().over());
    tell(refused.map_or(StreamNews::Cut { lasted: now() - began }, StreamNews::Refused));
}

async fn hear(
    proxy: &Proxy,
    from: &Start,
    signal: &AbortSignal,
    pulse: &Cell<Pulse>,
    tell: &impl Fn(StreamNews),
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
    tell(StreamNews::Open);
    let stream: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
    let mut reader = Reader::default();
    while let Ok(piece) = JsFuture::from(stream.read()).await {
        let Ok(bytes) = Reflect::get(&piece, &"value".into()) else { break };
        let Ok(bytes) = bytes.dyn_into::<Uint8Array>() else { break };
        let events = reader.read(&bytes.to_vec());
        pulse.set(pulse.get().heard(now(), !events.is_empty()));
        events.into_iter().filter_map(news).for_each(tell);
    }
    Ok(())
}

fn news(event: Event) -> Option<StreamNews> {
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
