//! A demonstration: the simulated platform behind real HTTP, in as little as that takes.
//!
//! `cargo run -p freepublish --example stand_in -- rehearsal.scenario` prints an address on this machine and credentials
//! that everybody knows. An SDK whose API address is changed to it publishes there, and callbacks go to the scenario's
//! `url`. Of the scenario, the settings and the drafts count; its steps are for whoever calls.
//!
//! It is what the tests in `tests/sdk` speak to. It is no server to be kept running: it trusts everybody on this machine,
//! bounds nothing, and reads of HTTP what the clients of those tests send.

#![expect(clippy::print_stdout, reason = "a demonstration says where it is, and what there is")]
#![expect(
    clippy::disallowed_methods,
    reason = "the core has no clock, files or threads so that a server can bring its own: this is the server"
)]

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use freepublish::simulate::platform::DEADLINE;
use freepublish::simulate::{
    Credentials, Effect, Event, HttpRequest, HttpResponse, Millis, Platform, Scenario,
};

/// How often the clock is looked at.
const TICK: Duration = Duration::from_millis(20);

fn main() -> io::Result<()> {
    let text = std::env::args().nth(1).map(std::fs::read_to_string).transpose()?.unwrap_or_default();
    let scenario = Scenario::parse(&text).map_err(|mistakes| {
        let told: Vec<String> = mistakes
            .iter()
            .map(|mistake| format!("line {}: {}", mistake.line, mistake.reason(freepublish::Lang::En)))
            .collect();
        io::Error::other(told.join("\n"))
    })?;
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let platform = Shared::new(&scenario);
    println!("STAND_IN_BASE=http://{}", listener.local_addr()?);
    println!("STAND_IN_APP_ID={}", Credentials::DEMO_APP_ID);
    println!("STAND_IN_SECRET=any");
    println!("STAND_IN_TOKEN={}", Credentials::DEMO_TOKEN);
    println!("STAND_IN_AES_KEY={}", Credentials::DEMO_AES_KEY);
    let clock = platform.clone();
    thread::spawn(move || {
        loop {
            thread::sleep(TICK);
            clock.pass_time();
        }
    });
    for stream in listener.incoming() {
        let (platform, stream) = (platform.clone(), stream?);
        // A client that hangs up or sends nonsense gets no answer; nobody else is concerned.
        thread::spawn(move || platform.serve(stream));
    }
    Ok(())
}

/// The platform, for several threads.
#[derive(Clone)]
struct Shared(Arc<Mutex<Platform>>);

impl Shared {
    fn new(scenario: &Scenario) -> Self {
        let mut platform = Platform::new(scenario.world().clone(), Credentials::demo(), now());
        for (name, plan) in scenario.drafts() {
            if let Ok(media_id) = platform.add_draft(name, plan.clone()) {
                println!("draft {name}={media_id}");
            }
        }
        Self(Arc::new(Mutex::new(platform)))
    }

    /// Steps, sends what is to be pushed, and returns the answer if there is one.
    fn step(&self, event: Event) -> Option<HttpResponse> {
        let effects = self.0.lock().unwrap_or_else(PoisonError::into_inner).step(now(), event);
        let mut answer = None;
        for effect in effects {
            match effect {
                Effect::Respond(response) => answer = Some(response),
                Effect::Push { delivery, attempt, request, .. } => {
                    let platform = self.clone();
                    thread::spawn(move || {
                        let response = deliver(request).ok();
                        platform.step(Event::Reply { delivery, attempt, response });
                    });
                }
                _ => {}
            }
        }
        answer
    }

    fn pass_time(&self) {
        let due = self.0.lock().unwrap_or_else(PoisonError::into_inner).next_due();
        if due.is_some_and(|due| due <= now()) {
            self.step(Event::Time);
        }
    }

    /// Answers one request.
    fn serve(&self, mut stream: TcpStream) -> io::Result<()> {
        let ip = stream.peer_addr()?.ip().to_string();
        let (first, body) = message(&mut BufReader::new(&stream))?;
        let mut words = first.split_whitespace();
        let (Some(method), Some(target)) = (words.next(), words.next()) else { return Ok(()) };
        let request = HttpRequest::received(method, target, &body);
        let Some(mut response) = self.step(Event::Call { ip, request }) else { return Ok(()) };
        response.headers.push(("Connection".to_owned(), "close".to_owned()));
        stream.write_all(response.to_http().as_bytes())
    }
}

/// Pushes a callback and waits for the reply, as long as WeChat does.
fn deliver(request: HttpRequest) -> io::Result<HttpResponse> {
    let mut stream = TcpStream::connect(&request.host)?;
    stream.set_read_timeout(Some(Duration::from_millis(DEADLINE.unsigned_abs())))?;
    stream.write_all(request.header("Connection", "close").to_http().as_bytes())?;
    let (first, body) = message(&mut BufReader::new(stream))?;
    let status = first.split_whitespace().nth(1).and_then(|status| status.parse().ok());
    let status = status.ok_or_else(|| io::Error::other("the reply has no status"))?;
    Ok(HttpResponse { status, headers: Vec::new(), body: String::from_utf8_lossy(&body).into_owned() })
}

/// The first line of a message, and its body as long as `Content-Length` says. Replies without one end with the
/// connection.
fn message(reader: &mut BufReader<impl io::Read>) -> io::Result<(String, Vec<u8>)> {
    let mut first = String::new();
    reader.read_line(&mut first)?;
    let mut length = None;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let Some((name, value)) = line.split_once(':') else { break };
        if name.eq_ignore_ascii_case("content-length") {
            length = value.trim().parse().ok();
        }
    }
    let is_reply = first.starts_with("HTTP/");
    let mut body = Vec::new();
    reader.take(length.unwrap_or(if is_reply { u64::MAX } else { 0 })).read_to_end(&mut body)?;
    Ok((first, body))
}

fn now() -> Millis {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Millis::try_from(since.as_millis()).unwrap_or(Millis::MAX)
}
