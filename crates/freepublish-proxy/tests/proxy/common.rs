//! A proxy in front of the simulator, and short words to call it.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use freepublish::envelope::Secrets;
use freepublish::inspection::Mode;
use freepublish::simulate::Credentials;
use freepublish_proxy::log::Redactor;
use freepublish_proxy::simulator::{Clock, Handler, Settings, Simulated};
use freepublish_proxy::{Config, Key, Proxy, Upstream, app};
use serde_json::Value;
use tower::ServiceExt as _;

pub(crate) const KEY: &str = "a-key-for-the-tests";
pub(crate) const HOST: &str = "127.0.0.1:8080";

/// 2026-01-01 10:00 in Beijing, in milliseconds.
const START: i64 = 1_767_232_800_000;

pub(crate) struct Lab {
    pub(crate) router: Router,
    pub(crate) proxy: Proxy,
    /// The drafts, by name.
    pub(crate) drafts: Vec<(String, String)>,
}

impl Lab {
    pub(crate) fn new() -> Self {
        Self::with(config())
    }

    /// In front of a simulator that decides a publish after 0.2 s.
    pub(crate) fn with(config: Config) -> Self {
        let settings = Settings::demo(Credentials::demo(), Clock::new(START, 40), 7);
        let (upstream, machine) = Simulated::new(settings, Redactor::default()).expect("a simulator");
        let drafts =
            upstream.drafts().iter().map(|draft| (draft.name.clone(), draft.media_id.clone())).collect();
        let lab = Self { drafts, ..Self::before(config, Arc::new(upstream)) };
        tokio::spawn(machine.run(Handler::router(lab.router.clone())));
        lab
    }

    pub(crate) fn before(config: Config, upstream: Arc<dyn Upstream>) -> Self {
        let proxy = Proxy::new(config, upstream).expect("a proxy");
        Self { router: app(&proxy), proxy, drafts: Vec::new() }
    }

    /// As after a restart: waits until the one before has let go of the inbox, which its thread does a moment after it was
    /// dropped.
    pub(crate) async fn again(config: Config, upstream: Arc<dyn Upstream>) -> Self {
        for _ in 0..500 {
            if let Ok(proxy) = Proxy::new(config.clone(), upstream.clone()) {
                return Self { router: app(&proxy), proxy, drafts: Vec::new() };
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("the inbox is still in use")
    }

    pub(crate) fn draft(&self, name: &str) -> &str {
        &self.drafts.iter().find(|(known, _)| known == name).expect("a draft").1
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let (head, body) = response.into_parts();
        let body = tokio::time::timeout(Duration::from_secs(20), to_bytes(body, usize::MAX));
        let body = body.await.expect("an end").expect("a body").to_vec();
        Answer { status: head.status, headers: head.headers, body }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(get(path).body(Body::empty()).expect("a request")).await
    }

    pub(crate) async fn post(&self, path: &str, body: &str) -> Answer {
        self.send(post(path).body(Body::from(body.to_owned())).expect("a request")).await
    }

    /// Asks for callbacks until there are so many.
    pub(crate) async fn callbacks(&self, count: usize) -> Vec<Value> {
        for _ in 0..200 {
            let listed = self.get("/api/callbacks").await.json();
            let callbacks = listed["callbacks"].as_array().expect("a list").clone();
            if callbacks.len() >= count {
                return callbacks;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("no {count} callbacks")
    }
}

/// Takes pushes in every mode, as the simulated account is in plaintext mode.
pub(crate) fn config() -> Config {
    let demo = Credentials::demo();
    let secrets = Secrets {
        token: Some(demo.token),
        key: Some(Ok(demo.key)),
        previous_key: None,
        app_id: Some(demo.app_id),
    };
    Config {
        keys: vec![Key::new(KEY).expect("a key")],
        hosts: vec![HOST.to_owned(), "localhost:8080".to_owned()],
        secrets,
        mode: Some(Mode::Plain),
        ..Config::default()
    }
}

pub(crate) fn get(path: &str) -> axum::http::request::Builder {
    keyed("GET", path)
}

pub(crate) fn post(path: &str) -> axum::http::request::Builder {
    keyed("POST", path).header("Content-Type", "application/json")
}

fn keyed(method: &str, path: &str) -> axum::http::request::Builder {
    let bearer = format!("Bearer {KEY}");
    Request::builder().method(method).uri(path).header("Host", HOST).header("Authorization", bearer)
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("ASCII"))
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("UTF-8")
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("JSON")
    }

    /// Asserts that it is a problem document of that name, whole and in both languages.
    #[track_caller]
    pub(crate) fn is_problem(&self, name: &str, status: u16) {
        assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.text());
        let document = self.json();
        assert_eq!(document["type"], format!("urn:freepublish:problem:{name}"), "{document}");
        assert_eq!((document["status"].as_u64(), self.status.as_u16()), (Some(u64::from(status)), status));
        for words in [&document["zh"], &document["en"], &document] {
            for word in ["title", "detail", "remedy"] {
                assert!(words[word].as_str().is_some_and(|text| !text.is_empty()), "{word}: {document}");
            }
        }
        let id = self.header("x-request-id");
        assert_eq!(document["instance"], format!("urn:freepublish:request:{id}"));
    }
}
