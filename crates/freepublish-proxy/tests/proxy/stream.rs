//! Server-sent events: nothing is missed, whatever breaks.

use std::time::Duration;

use axum::body::Body;
use axum::http::Request;
use freepublish::envelope::Secrets;
use freepublish_proxy::{Config, Limits};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

use crate::common::{Lab, config, get};

/// An open stream.
struct Stream {
    body: Body,
    text: String,
}

impl Stream {
    async fn open(lab: &Lab, path: &str, last: Option<&str>) -> Self {
        let mut request = get(path);
        if let Some(last) = last {
            request = request.header("Last-Event-ID", last);
        }
        let request = request.body(Body::empty()).expect("a request");
        let response = lab.router.clone().oneshot(request).await.expect("an answer");
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        let mut stream = Self { body: response.into_body(), text: String::new() };
        assert_eq!(
            stream.next().await.as_deref(),
            Some(": open"),
            "what makes every browser hand the answer over"
        );
        stream
    }

    /// The next event or comment; `None` at the end.
    async fn next(&mut self) -> Option<String> {
        loop {
            if let Some((event, rest)) = self.text.split_once("\n\n") {
                let (event, rest) = (event.to_owned(), rest.to_owned());
                self.text = rest;
                return Some(event);
            }
            let frame = tokio::time::timeout(Duration::from_secs(10), self.body.frame());
            let data = frame.await.expect("something comes")?.expect("a frame").into_data().expect("data");
            self.text.push_str(std::str::from_utf8(&data).expect("UTF-8"));
        }
    }

    /// The cursor and the body of the next callback.
    async fn callback(&mut self) -> (String, String) {
        let event = self.next().await.expect("an event");
        let field = |name: &str| event.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
        assert_eq!(field("event:"), Some("callback"), "{event}");
        let data: serde_json::Value = serde_json::from_str(field("data:").expect("data")).expect("JSON");
        let id = field("id:").expect("an id").to_owned();
        assert_eq!(data["cursor"], id.as_str());
        (id, data["body"].as_str().expect("a body").to_owned())
    }
}

async fn push(lab: &Lab, body: &str) {
    let request = Request::post("/callback").body(Body::from(body.to_owned())).expect("a request");
    assert_eq!(lab.send(request).await.text(), "success");
}

fn unchecked() -> Config {
    Config { secrets: Secrets::default(), ..config() }
}

#[tokio::test]
async fn a_stream_without_a_place_tells_what_comes_from_now_on() {
    let lab = Lab::with(unchecked());
    push(&lab, "before").await;
    let mut stream = Stream::open(&lab, "/api/callbacks/stream", None).await;
    push(&lab, "after").await;
    assert_eq!(stream.callback().await.1, "after");
}

#[tokio::test]
async fn a_stream_goes_on_where_the_last_one_broke() {
    let lab = Lab::with(unchecked());
    let mut stream = Stream::open(&lab, "/api/callbacks/stream", None).await;
    push(&lab, "1").await;
    let (last, _) = stream.callback().await;
    drop(stream);
    for body in ["2", "3"] {
        push(&lab, body).await;
    }
    let mut stream = Stream::open(&lab, "/api/callbacks/stream", Some(&last)).await;
    push(&lab, "4").await;
    let mut bodies = Vec::new();
    for _ in 0..3 {
        bodies.push(stream.callback().await.1);
    }
    assert_eq!(bodies, ["2", "3", "4"]);
    // Last-Event-ID is newer than the address, which stays the same when a browser connects again.
    let mut stream = Stream::open(&lab, "/api/callbacks/stream?after=00000000.0", Some(&last)).await;
    assert_eq!(stream.callback().await.1, "2");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_callbacks_arrive_once_and_in_order() {
    let lab = Lab::with(unchecked());
    let latest =
        lab.get("/api/health").await.json()["inbox"]["latest"].as_str().expect("a cursor").to_owned();
    let mut stream = Stream::open(&lab, &format!("/api/callbacks/stream?after={latest}"), None).await;
    let pushes: Vec<_> = (0..300)
        .map(|number| {
            let router = lab.router.clone();
            let request =
                Request::post("/callback").body(Body::from(format!("{number}"))).expect("a request");
            tokio::spawn(router.oneshot(request))
        })
        .collect();
    let mut seen = Vec::new();
    let mut places = Vec::new();
    for _ in 0..300 {
        let (place, body) = stream.callback().await;
        places.push(place.rsplit('.').next().expect("a number").parse::<u64>().expect("a number"));
        seen.push(body.parse::<u32>().expect("a number"));
    }
    for push in pushes {
        assert_eq!(push.await.expect("no panic").expect("an answer").status(), 200);
    }
    assert!(places.is_sorted_by(|a, b| a < b));
    seen.sort_unstable();
    assert!(seen.into_iter().eq(0..300));
}

#[tokio::test]
async fn a_place_in_another_inbox_is_told_and_everything_sent() {
    let lab = Lab::with(unchecked());
    push(&lab, "1").await;
    let mut stream = Stream::open(&lab, "/api/callbacks/stream", Some("00000000.7")).await;
    assert!(stream.next().await.expect("an event").contains("event: missed"));
    assert_eq!(stream.callback().await.1, "1");
    let wrong = get("/api/callbacks/stream").header("Last-Event-ID", "x").body(Body::empty());
    lab.send(wrong.expect("a request")).await.is_problem("invalid-request", 400);
}

#[tokio::test]
async fn a_quiet_stream_is_kept_alive_and_ends_when_the_proxy_closes() {
    let limits = Limits { keep_alive: Duration::from_millis(20), ..Limits::default() };
    let lab = Lab::with(Config { limits, ..unchecked() });
    let mut stream = Stream::open(&lab, "/api/callbacks/stream", None).await;
    assert!(stream.next().await.expect("a comment").starts_with(':'));
    lab.proxy.close();
    while let Some(event) = stream.next().await {
        assert!(event.starts_with(':'), "{event}");
    }
}

#[tokio::test]
async fn there_are_only_so_many_streams() {
    let lab = Lab::with(Config { limits: Limits { streams: 1, ..Limits::default() }, ..unchecked() });
    let stream = Stream::open(&lab, "/api/callbacks/stream", None).await;
    lab.get("/api/callbacks/stream").await.is_problem("too-many-streams", 503);
    drop(stream);
    for _ in 0..100 {
        tokio::time::sleep(Duration::from_millis(10)).await;
        let request = get("/api/callbacks/stream").body(Body::empty()).expect("a request");
        if lab.router.clone().oneshot(request).await.expect("an answer").status() == 200 {
            return;
        }
    }
    panic!("the place is not given back");
}
