//! The only module that talks to the network, and the only one that knows how a proxy writes what it says
//! (`docs/proxy.md`). Absent fields are no failure: anybody may write a proxy.

use freepublish::escape_json;
use gloo_net::http::{Request, RequestBuilder, Response};
use js_sys::{Date, JSON, Reflect, Uint8Array};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, ReadableStreamDefaultReader, RequestCache, RequestMode};

use crate::sse::{Event, Reader};
use crate::state::live::{Failure, Health, Kept, Place, Problem, Proxy, Reply, StreamNews, Upstream, Words};

/// How long a check may take, in milliseconds.
const CHECK_TIME: u32 = 10_000;

/// How long a call may take that goes on to WeChat: longer than any proxy waits.
const CALL_TIME: u32 = 60_000;

/// How many callbacks are asked for at once, and how often: an inbox may hold a hundred thousand.
const PART: u32 = 200;
const PARTS: u32 = 50;

/// How many of them are shown.
const SHOWN: usize = 200;

/// What the types of problems begin with.
const PROBLEM: &str = "urn:freepublish:problem:";

/// Sees whether there is a proxy, and what it says of itself.
pub async fn check(proxy: &Proxy) -> Result<Health, Failure> {
    let Some(response) = send(get(proxy, "/api/health"), CHECK_TIME).await else {
        return Err(if is_there(proxy).await { Failure::Cors } else { Failure::Unreachable });
    };
    let status = response.status();
    let text = response.text().await.unwrap_or_default();
    health(status, read(&text), || read(&text))
}

/// Has WeChat publish a draft.
pub async fn submit(proxy: &Proxy, body: &str) -> Reply {
    call(proxy, "/api/freepublish/submit", body).await
}

/// Asks WeChat what became of a job.
pub async fn query(proxy: &Proxy, publish_id: &str) -> Reply {
    let body = ["{\"publish_id\":\"", &escape_json(publish_id), "\"}"].concat();
    call(proxy, "/api/freepublish/get", &body).await
}

/// The latest of the callbacks that the proxy has kept.
pub async fn earlier(proxy: &Proxy) -> Option<Vec<Kept>> {
    let mut all = Vec::new();
    let mut after = String::new();
    for _ in 0..PARTS {
        let path = format!("/api/callbacks?limit={PART}{after}");
        let response = send(get(proxy, &path), CHECK_TIME).await.filter(Response::ok)?;
        let page: CallbacksWire = read(&response.text().await.ok()?)?;
        all.extend(page.callbacks.unwrap_or_default().into_iter().map(|wire| wire.kept("")));
        all.drain(..all.len().saturating_sub(SHOWN));
        match page.next {
            Some(next) if page.more == Some(true) => after = ["&after=", &encoded(&next)].concat(),
            _ => break,
        }
    }
    Some(all)
}

/// Listens until the stream is cut.
pub async fn listen(proxy: &Proxy, from: &Place, signal: &AbortSignal, tell: impl Fn(StreamNews)) {
    let began = now();
    let refused = hear(proxy, from, signal, &tell).await.err();
    tell(refused.map_or(StreamNews::Cut { lasted: now() - began }, StreamNews::Refused));
}

async fn hear(
    proxy: &Proxy,
    from: &Place,
    signal: &AbortSignal,
    tell: &impl Fn(StreamNews),
) -> Result<(), Failure> {
    let path = "/api/callbacks/stream";
    let request = match from {
        Place::Now => get(proxy, path),
        Place::After(cursor) => get(proxy, &[path, "?after=", &encoded(cursor)].concat()),
        Place::LastEvent(id) => get(proxy, path).header("Last-Event-ID", id),
    };
    let request = request.header("Accept", "text/event-stream").abort_signal(Some(signal));
    let Ok(response) = request.send().await else { return Ok(()) };
    match response.status() {
        200 => {}
        401 => return Err(Failure::WrongKey),
        _ => return Ok(()),
    }
    let Some(body) = response.body() else { return Ok(()) };
    tell(StreamNews::Open);
    let stream: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
    let mut reader = Reader::default();
    while let Ok(piece) = JsFuture::from(stream.read()).await {
        let Ok(bytes) = Reflect::get(&piece, &"value".into()) else { break };
        let Ok(bytes) = bytes.dyn_into::<Uint8Array>() else { break };
        reader.read(&bytes.to_vec()).into_iter().filter_map(news).for_each(tell);
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
    let request = Request::post(&proxy.address.url(path)).header("Content-Type", "application/json");
    let request = with_key(request, proxy).abort_signal(Some(&AbortSignal::timeout_with_u32(CALL_TIME)));
    let Ok(request) = request.body(body) else { return Reply::Lost };
    let Ok(response) = request.send().await else { return Reply::Lost };
    let status = response.status();
    let Ok(text) = response.text().await else { return Reply::Lost };
    match read::<ProblemWire>(&text).and_then(|wire| wire.problem(status)) {
        Some(problem) => Reply::Problem(problem),
        None => Reply::Answer(text),
    }
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

fn encoded(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}

/// The present moment, in milliseconds since 1970.
#[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit for a long time")]
pub fn now() -> i64 {
    Date::now() as i64
}

/// With the browser's own reader of JSON: it is there already.
fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_wasm_bindgen::from_value(JSON::parse(text).ok()?).ok()
}

fn health(
    status: u16,
    wire: Option<HealthWire>,
    problem: impl FnOnce() -> Option<ProblemWire>,
) -> Result<Health, Failure> {
    if status == 401 {
        return Err(Failure::WrongKey);
    }
    if let Some(problem) = problem().and_then(|wire| wire.problem(status)) {
        return Err(Failure::Problem(problem));
    }
    let wire = wire.filter(|_| (200..300).contains(&status)).filter(HealthWire::is_of_a_proxy);
    let wire = wire.ok_or(Failure::NotProxy { status })?;
    let upstream = wire.upstream.unwrap_or_default();
    let problem = upstream.problem.and_then(|wire| wire.problem(0));
    Ok(Health {
        upstream: match upstream.kind.unwrap_or_default().as_str() {
            "wechat" => Upstream::WeChat,
            "simulator" => Upstream::Simulator,
            other => Upstream::Other(other.to_owned()),
        },
        account: upstream.account.filter(|account| !account.is_empty()),
        version: wire.version,
        down: problem.or_else(|| (upstream.well == Some(false)).then(Problem::default)),
        latest: wire.inbox.and_then(|inbox| inbox.latest),
    })
}

#[derive(Deserialize)]
struct HealthWire {
    service: Option<String>,
    version: Option<String>,
    upstream: Option<UpstreamWire>,
    inbox: Option<InboxWire>,
}

impl HealthWire {
    fn is_of_a_proxy(&self) -> bool {
        self.service.as_deref() == Some("freepublish-proxy")
    }
}

#[derive(Default, Deserialize)]
struct UpstreamWire {
    kind: Option<String>,
    account: Option<String>,
    well: Option<bool>,
    problem: Option<ProblemWire>,
}

#[derive(Deserialize)]
struct InboxWire {
    latest: Option<String>,
}

#[derive(Deserialize)]
struct ProblemWire {
    #[serde(rename = "type")]
    name: Option<String>,
    title: Option<String>,
    detail: Option<String>,
    remedy: Option<String>,
    zh: Option<WordsWire>,
    en: Option<WordsWire>,
}

#[derive(Clone, Deserialize)]
struct WordsWire {
    title: Option<String>,
    detail: Option<String>,
    remedy: Option<String>,
}

impl ProblemWire {
    /// The failure; `None` where this is something else. A proxy that speaks one language is shown in it.
    fn problem(self, status: u16) -> Option<Problem> {
        let kind = self.name?.strip_prefix(PROBLEM)?.to_owned();
        let kind = if status == 401 { "unauthorized".to_owned() } else { kind };
        let spoken = WordsWire { title: self.title, detail: self.detail, remedy: self.remedy };
        let words = |own: Option<WordsWire>| {
            let WordsWire { title, detail, remedy } = own.unwrap_or_else(|| spoken.clone());
            Words { detail: detail.or(title).unwrap_or_default(), remedy: remedy.unwrap_or_default() }
        };
        Some(Problem { kind, zh: words(self.zh), en: words(self.en) })
    }
}

#[derive(Deserialize)]
struct CallbacksWire {
    callbacks: Option<Vec<CallbackWire>>,
    next: Option<String>,
    more: Option<bool>,
}

#[derive(Deserialize)]
struct CallbackWire {
    cursor: Option<String>,
    received_at: Option<i64>,
    body: Option<String>,
    body_base64: Option<String>,
    signature: Option<String>,
    document: Option<String>,
    publish_id: Option<String>,
    duplicate_of: Option<String>,
}

impl CallbackWire {
    /// `id` is its place where it does not say so itself.
    fn kept(self, id: &str) -> Kept {
        Kept {
            cursor: self.cursor.unwrap_or_else(|| id.to_owned()),
            received_at: self.received_at.unwrap_or_else(now),
            body: self.body.or(self.body_base64).unwrap_or_default(),
            document: self.document,
            publish_id: self.publish_id,
            is_signed: self.signature.as_deref() == Some("valid"),
            is_duplicate: self.duplicate_of.is_some(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(status: u16, text: &str) -> Result<Health, Failure> {
        health(status, serde_json::from_str(text).ok(), || serde_json::from_str(text).ok())
    }

    #[test]
    fn a_proxy_introduces_itself() {
        let text = r#"{"service":"freepublish-proxy","contract":1,"version":"0.1.0","well":true,
            "upstream":{"kind":"simulator","account":"wx1","well":true,"problem":null},
            "inbox":{"well":true,"latest":"9f3c.17"}}"#;
        let expect = Health {
            upstream: Upstream::Simulator,
            account: Some("wx1".to_owned()),
            version: Some("0.1.0".to_owned()),
            down: None,
            latest: Some("9f3c.17".to_owned()),
        };
        assert_eq!(checked(200, text), Ok(expect));
        let short = checked(200, r#"{"service":"freepublish-proxy"}"#).expect("enough");
        assert_eq!(short.upstream, Upstream::Other(String::new()), "to be on the safe side, it is for real");
    }

    #[test]
    fn an_upstream_that_is_down_says_why() {
        let text = r#"{"service":"freepublish-proxy","upstream":{"kind":"wechat","well":false,"problem":
            {"type":"urn:freepublish:problem:upstream-no-token","title":"t","detail":"d","remedy":"r",
             "zh":{"title":"题","detail":"因","remedy":"法"}}}}"#;
        let down = checked(200, text).expect("a proxy").down.expect("down");
        assert_eq!((down.kind.as_str(), down.zh.detail.as_str()), ("upstream-no-token", "因"));
        assert_eq!(down.en, Words { detail: "d".to_owned(), remedy: "r".to_owned() });
        let silent = r#"{"service":"freepublish-proxy","upstream":{"well":false}}"#;
        assert_eq!(checked(200, silent).map(|health| health.down), Ok(Some(Problem::default())));
    }

    #[test]
    fn what_is_no_proxy_is_told_apart() {
        assert_eq!(checked(401, "{}"), Err(Failure::WrongKey));
        for (status, text) in [(200, "<html>"), (200, "{}"), (404, "Not found"), (500, "{\"service\":1}")] {
            assert_eq!(checked(status, text), Err(Failure::NotProxy { status }), "{text}");
        }
        let problem = r#"{"type":"urn:freepublish:problem:too-many-requests","title":"t"}"#;
        assert!(matches!(checked(429, problem), Err(Failure::Problem(_))));
    }

    #[test]
    fn a_callback_is_read_with_whatever_it_says() {
        let text = r#"{"cursor":"a.1","received_at":5,"query":"q","body":"<xml>","mode":"plain",
            "signature":"valid","document":null,"publish_id":"7","publish_status":0,"duplicate_of":null}"#;
        let wire: CallbackWire = serde_json::from_str(text).expect("a callback");
        let expect = Kept {
            cursor: "a.1".to_owned(),
            received_at: 5,
            body: "<xml>".to_owned(),
            publish_id: Some("7".to_owned()),
            is_signed: true,
            ..Kept::default()
        };
        assert_eq!(wire.kept("b"), expect);
        let bare: CallbackWire = serde_json::from_str(r#"{"received_at":5}"#).expect("a callback");
        assert_eq!(bare.kept("b").cursor, "b");
    }
}
