//! One HTTP request, with a deadline, to an address that was checked before.

use std::io::{ErrorKind, Read as _};
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use freepublish::delivery::{Answer, Failure, Reply};
use freepublish::time::Millis;
use ureq::config::Config;
use ureq::http::{HeaderValue, Request, Response, Uri};
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Body, Error};

use super::push::Message;
use super::target::Target;

/// Longer replies are cut: WeChat's longest is a message of some kilobytes.
const LONGEST_REPLY: u64 = 64 * 1024;

/// What came of a request.
pub(super) struct Outcome {
    kept: Kept,
    /// From the beginning of the connection to the end of the reply, in milliseconds.
    pub(super) elapsed: Millis,
}

enum Kept {
    Reply { status: u16, headers: Vec<(String, String)>, body: Vec<u8>, is_cut: bool },
    Silence,
    Failure(Failure),
}

impl Outcome {
    /// What came back, for judging.
    pub(super) fn answer(&self) -> Answer<'_> {
        match &self.kept {
            Kept::Reply { status, headers, body, .. } => {
                Answer::Reply(Reply { status: *status, headers, body })
            }
            Kept::Silence => Answer::Silence,
            Kept::Failure(failure) => Answer::Failure(*failure),
        }
    }

    /// Whether there was more of the body.
    pub(super) fn is_cut(&self) -> bool {
        matches!(self.kept, Kept::Reply { is_cut: true, .. })
    }
}

/// Sends requests, each on a connection of its own.
pub(super) struct Client(Agent);

impl Client {
    /// A client for one target, which waits `deadline` milliseconds.
    pub(super) fn new(target: &Target, deadline: u32) -> Self {
        let config = Agent::config_builder()
            .timeout_global(Some(Duration::from_millis(deadline.into())))
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .max_idle_connections(0)
            // A proxy of the environment would look the name up again, and connect to whatever it finds.
            .proxy(None)
            .accept_encoding("")
            .build();
        let resolver = Pinned(target.addresses.clone());
        Self(Agent::with_parts(config, DefaultConnector::default(), resolver))
    }

    /// Sends one request and waits for the whole reply.
    pub(super) fn send(&self, message: &Message) -> Outcome {
        let begun = Instant::now();
        let kept = self.exchange(message).unwrap_or_else(|error| kept_of(&error, message));
        Outcome { kept, elapsed: Millis::try_from(begun.elapsed().as_millis()).unwrap_or(Millis::MAX) }
    }

    fn exchange(&self, message: &Message) -> Result<Kept, Error> {
        let mut request = Request::builder().method(message.method).uri(&message.url);
        for (name, value) in &message.headers {
            // What no header can hold comes from a file, and is left out.
            if let Ok(value) = HeaderValue::from_str(value) {
                request = request.header(name, value);
            }
        }
        let response = if message.method == "GET" {
            self.0.run(request.body(())?)?
        } else {
            self.0.run(request.body(message.body.as_slice())?)?
        };
        read(response)
    }
}

fn read(mut response: Response<Body>) -> Result<Kept, Error> {
    let status = response.status().as_u16();
    let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let headers = response.headers().iter().map(|(name, value)| (name.to_string(), text(value))).collect();
    let mut body = Vec::new();
    response.body_mut().as_reader().take(LONGEST_REPLY + 1).read_to_end(&mut body)?;
    let is_cut = body.len() as u64 > LONGEST_REPLY;
    body.truncate(usize::try_from(LONGEST_REPLY).unwrap_or(usize::MAX));
    Ok(Kept::Reply { status, headers, body, is_cut })
}

/// Names are not looked up again.
#[derive(Debug)]
struct Pinned(Vec<SocketAddr>);

impl Resolver for Pinned {
    fn resolve(&self, _: &Uri, _: &Config, _: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
        let mut addresses = self.empty();
        for address in self.0.iter().take(MOST_ADDRESSES) {
            addresses.push(*address);
        }
        Ok(addresses)
    }
}

/// What a list of addresses holds.
const MOST_ADDRESSES: usize = 16;

fn kept_of(error: &Error, message: &Message) -> Kept {
    let is_tls = message.url.starts_with("https:");
    match error {
        Error::Timeout(_) => Kept::Silence,
        Error::Io(error) => match error.kind() {
            ErrorKind::TimedOut | ErrorKind::WouldBlock => Kept::Silence,
            ErrorKind::ConnectionRefused => Kept::Failure(Failure::Refused),
            ErrorKind::UnexpectedEof
            | ErrorKind::ConnectionReset
            | ErrorKind::ConnectionAborted
            | ErrorKind::BrokenPipe => Kept::Failure(Failure::Closed),
            // What rustls cannot make sense of.
            ErrorKind::InvalidData if is_tls => Kept::Failure(Failure::Tls),
            ErrorKind::InvalidData => Kept::Failure(Failure::NotHttp),
            _ => Kept::Failure(Failure::NoRoute),
        },
        Error::Tls(_) | Error::Rustls(_) | Error::TlsRequired => Kept::Failure(Failure::Tls),
        Error::ConnectionFailed | Error::HostNotFound => Kept::Failure(Failure::NoRoute),
        _ => Kept::Failure(Failure::NotHttp),
    }
}
