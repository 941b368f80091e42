//! Requests to the proxy, and what a check asks of their answers.

use std::io::Read as _;
use std::time::Duration;

use serde_json::Value;
use ureq::Agent;
use ureq::http::{HeaderMap, Request};

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// No check reads more, in bytes.
const LONGEST: u64 = 4 * 1024 * 1024;

pub(super) struct Client {
    agent: Agent,
    base: String,
    key: String,
    /// An origin that may call the proxy.
    pub(super) origin: Option<String>,
}

/// An answer. The body of a stream is not read.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    pub(super) body: String,
}

/// A check that failed says what it found instead.
pub(super) type Checked<T = ()> = Result<T, String>;

impl Client {
    pub(super) fn new(base: &str, key: &str, origin: Option<&str>) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(Some(PATIENCE))
            .build();
        let base = base.trim_end_matches('/').to_owned();
        Self { agent: config.into(), base, key: key.to_owned(), origin: origin.map(str::to_owned) }
    }

    pub(super) fn is_there(&self) -> bool {
        self.send("GET", "/api/health", &[], "").is_ok()
    }

    /// With the key.
    pub(super) fn get(&self, path: &str) -> Checked<Answer> {
        self.send("GET", path, &[("Authorization", &self.bearer())], "")
    }

    /// With the key.
    pub(super) fn post(&self, path: &str, body: &str) -> Checked<Answer> {
        let headers = [("Authorization", self.bearer()), ("Content-Type", "application/json".to_owned())];
        let headers: Vec<(&str, &str)> =
            headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.send("POST", path, &headers, body)
    }

    pub(super) fn bearer(&self) -> String {
        format!("Bearer {}", self.key)
    }

    pub(super) fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Checked<Answer> {
        let mut request = Request::builder().method(method).uri(format!("{}{path}", self.base));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        // What is read and what asks for permission have no body, not even an empty one.
        let response = if method == "POST" {
            self.agent.run(request.body(body.to_owned()).map_err(|error| error.to_string())?)
        } else {
            self.agent.run(request.body(()).map_err(|error| error.to_string())?)
        };
        let response = response.map_err(|error| error.to_string())?;
        let (head, body) = response.into_parts();
        let mut text = String::new();
        let is_stream = is(&head.headers, "content-type", "text/event-stream");
        if !is_stream {
            let read = body.into_reader().take(LONGEST).read_to_string(&mut text);
            read.map_err(|error| error.to_string())?;
        }
        Ok(Answer { status: head.status.as_u16(), headers: head.headers, body: text })
    }
}

impl Answer {
    pub(super) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    pub(super) fn is_type(&self, content_type: &str) -> bool {
        is(&self.headers, "content-type", content_type)
    }

    /// The JSON of a 200.
    pub(super) fn json(&self) -> Checked<Value> {
        self.expect(self.status == 200 && self.is_type("application/json"), "200 application/json")?;
        serde_json::from_str(&self.body).map_err(|error| format!("{error}: {}", self.shown()))
    }

    /// A problem document of that name.
    pub(super) fn is_problem(&self, status: u16, name: &str) -> Checked {
        let document: Value = serde_json::from_str(&self.body).unwrap_or_default();
        let named = document["type"] == format!("urn:freepublish:problem:{name}");
        let whole =
            document["status"] == status && document["title"].is_string() && document["detail"].is_string();
        let is_problem = self.status == status && self.is_type("application/problem+json") && named && whole;
        self.expect(is_problem, &format!("{status} application/problem+json urn:freepublish:problem:{name}"))
    }

    /// Fails unless it is as the contract says.
    pub(super) fn expect(&self, is_kept: bool, expected: &str) -> Checked {
        if is_kept { Ok(()) } else { Err(format!("{expected} ≠ {}", self.shown())) }
    }

    fn shown(&self) -> String {
        let body: String = self.body.chars().take(200).collect();
        format!("{} {} {body}", self.status, self.header("content-type"))
    }
}

fn is(headers: &HeaderMap, name: &str, value: &str) -> bool {
    let said = headers.get(name).and_then(|said| said.to_str().ok()).unwrap_or_default();
    said.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case(value)
}
