//! The proxy behind real sockets: what strangers send, or leave out, holds up nobody.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use freepublish::Outcome;
use freepublish::simulate::{CallbackSpec, Credentials, HttpRequest};
use freepublish_proxy::{Config, Limits, serve};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep, timeout};

use crate::common::{HOST, KEY, Lab, config};

/// Far more than anything takes here that is not held up, on any machine.
const SOON: Duration = Duration::from_secs(20);

struct Server {
    lab: Lab,
    address: SocketAddr,
    task: JoinHandle<()>,
}

impl Server {
    async fn start(config: Config) -> Self {
        let lab = Lab::with(config);
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let (router, proxy) = (lab.router.clone(), lab.proxy.clone());
        let task = tokio::spawn(async move {
            serve(listener, router, &proxy, std::future::pending()).await.expect("no error");
        });
        Self { lab, address, task }
    }

    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.expect("a connection")
    }

    /// Sends a head and what follows it, and leaves the connection open.
    async fn send(&self, head: &str, rest: &[u8]) -> TcpStream {
        let mut stream = self.connect().await;
        stream.write_all(head.as_bytes()).await.expect("sent");
        // The proxy may refuse and close before it has everything.
        let _ = stream.write_all(rest).await;
        stream
    }

    /// The status of the answer.
    async fn status(&self, head: &str, body: &[u8]) -> u16 {
        let mut stream = self.send(head, body).await;
        status(&mut stream).await.expect("an answer")
    }

    async fn health(&self) -> u16 {
        let head = format!("GET /api/health HTTP/1.1\r\nHost: {HOST}\r\nAuthorization: Bearer {KEY}\r\n\r\n");
        timeout(SOON, self.status(&head, b"")).await.expect("health answers")
    }

    /// Pushes a callback as WeChat does.
    async fn push(&self) -> u16 {
        let request = callback();
        let head = head("POST", &request.target, request.body.len());
        let pushed = self.status(&head, request.body.as_bytes());
        timeout(SOON, pushed).await.expect("a callback is answered")
    }

    /// The number behind a name in the metrics.
    async fn metric(&self, name: &str) -> usize {
        let text = self.lab.get("/metrics").await.text().to_owned();
        let value = text.lines().find_map(|line| line.strip_prefix(name)?.trim().parse().ok());
        value.unwrap_or_default()
    }

    /// Waits until there are so many open connections.
    async fn has_open(&self, count: usize) {
        timeout(SOON, async {
            while self.metric("freepublish_connections ").await != count {
                sleep(Duration::from_millis(5)).await;
            }
        })
        .await
        .expect("so many connections");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn callback() -> HttpRequest {
    let spec = CallbackSpec {
        url: format!("http://{HOST}/callback"),
        ..CallbackSpec::new(Outcome::Published, 1_767_232_800)
    };
    spec.make(&Credentials::demo()).expect("a callback").request
}

fn head(method: &str, target: &str, length: usize) -> String {
    format!("{method} {target} HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: {length}\r\n\r\n")
}

/// The status of an answer; `None` when the connection ends before one.
async fn status(stream: &mut TcpStream) -> Option<u16> {
    let mut start = [0; 12];
    stream.read_exact(&mut start).await.ok()?;
    std::str::from_utf8(&start).ok()?.strip_prefix("HTTP/1.1 ")?.parse().ok()
}

/// Waits until the other side has closed the connection, reading nothing more than is there at the end.
async fn is_closed(stream: &TcpStream) {
    let mut rest = [0; 1024];
    loop {
        stream.readable().await.expect("a socket");
        match stream.try_read(&mut rest) {
            Ok(0) => return,
            Err(error) if error.kind() != std::io::ErrorKind::WouldBlock => return,
            _ => {}
        }
    }
}

/// One that its reader takes much longer for than for others of its length.
fn hostile(length: usize) -> Vec<u8> {
    let mut body = b"{\"Encrypt\":[".to_vec();
    body.resize(length, b'A');
    for at in (13..length).step_by(2) {
        body[at] = b',';
    }
    body
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn health_answers_while_hostile_bodies_are_sent() {
    // Long enough bodies to be refused, and the longest that are read.
    for (callback_length, stand_in_length) in [(1 << 20, 1 << 20), (8 << 10, 8 << 10)] {
        let server = Server::start(config()).await;
        let push = callback();
        let mut outstanding = Vec::new();
        for number in 0..8 {
            // The last of a body is held back: so they are outstanding for sure, if they were not refused.
            let (target, length) = if number % 2 == 0 {
                (push.target.as_str(), callback_length)
            } else {
                ("/cgi-bin/stable_token", stand_in_length)
            };
            let body = hostile(length);
            outstanding.push(server.send(&head("POST", target, length), &body[..length - 1]).await);
        }
        assert_eq!(server.health().await, 200);
        assert_eq!(server.push().await, 200);
        // Now all are read at once.
        for stream in &mut outstanding {
            let _ = stream.write_all(b"A").await;
        }
        let began = Instant::now();
        assert_eq!(server.health().await, 200);
        assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_body_is_not_read_when_the_query_or_its_length_refuses_it() {
    let server = Server::start(config()).await;
    let push = callback();
    let too_long = 128 * 1024 + 1;
    for (target, length, expect) in [
        ("/callback", 10, 403),
        ("/callback?timestamp=1&nonce=1", 10, 403),
        ("/callback?timestamp=1&nonce=1&msg_signature=0", 10, 403),
        ("/callback?signature=0&timestamp=1&nonce=1", 10, 403),
        (push.target.as_str(), too_long, 413),
        ("/cgi-bin/stable_token", 64 * 1024 + 1, 413),
        ("/cgi-bin/draft/add", 512 * 1024 + 1, 413),
    ] {
        // No body is sent at all.
        let answered = timeout(SOON, server.status(&head("POST", target, length), b"")).await;
        assert_eq!(answered.expect("an answer without the body"), expect, "{target}");
    }
    // The longest that is read.
    let mut body = push.body.clone().into_bytes();
    body.resize(too_long - 1, b' ');
    assert_eq!(server.status(&head("POST", &push.target, body.len()), &body).await, 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn callbacks_are_accepted_while_silent_connections_are_held() {
    // Both ends are in this process. Where it may not have so many descriptors, everything is smaller.
    let descriptors = descriptors(6000);
    let (connections, silent_connections) =
        if descriptors == 6000 { (1024, 2000) } else { (descriptors / 10, descriptors / 3) };
    let limits = Limits {
        connections,
        for_callbacks: connections / 4,
        head: SOON * 10,
        api_time: SOON * 10,
        delivery: SOON * 10,
        ..Limits::default()
    };
    let heads = [
        String::new(),
        "GET /api/health HTTP/1.1\r\n".to_owned(),
        head("POST", "/cgi-bin/x", 10),
        head("POST", &callback().target, 10),
    ];
    for silent in heads {
        let server = Server::start(Config { limits, ..config() }).await;
        let mut held = Vec::new();
        for _ in 0..silent_connections {
            let mut stream = server.connect().await;
            // One that was dropped already takes nothing.
            let _ = stream.write_all(silent.as_bytes()).await;
            held.push(stream);
        }
        assert_eq!(server.push().await, 200, "{silent:?}");
        assert_eq!(server.health().await, 200, "{silent:?}");
        let dropped = server.metric("freepublish_connections_ended_total{result=\"dropped\"}").await;
        assert!(dropped >= silent_connections - connections, "{dropped}");
    }
}

/// Raises the limit of file descriptors to `wanted`, or as far as may be, and says how many there may be of these.
#[cfg(unix)]
fn descriptors(wanted: usize) -> usize {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Nofile);
    let most =
        |limit: Option<u64>| limit.and_then(|it| usize::try_from(it).ok()).unwrap_or(wanted).min(wanted);
    if most(limit.current) < wanted {
        let _ = setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, maximum: limit.maximum });
    }
    most(getrlimit(Resource::Nofile).current)
}

#[cfg(not(unix))]
fn descriptors(wanted: usize) -> usize {
    wanted
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_connection_that_has_waited_longest_makes_place() {
    let limits = Limits { connections: 4, for_callbacks: 2, ..Limits::default() };
    let server = Server::start(Config { limits, ..config() }).await;
    let mut first = server.connect().await;
    let mut held = Vec::new();
    for count in 1..4 {
        server.has_open(count).await;
        held.push(server.connect().await);
    }
    server.has_open(4).await;
    // It asks for something, and so is not the one that has waited longest any more.
    let health = format!("GET /api/health HTTP/1.1\r\nHost: {HOST}\r\nAuthorization: Bearer {KEY}\r\n\r\n");
    first.write_all(health.as_bytes()).await.expect("sent");
    assert_eq!(status(&mut first).await, Some(200));
    let newest = server.connect().await;
    timeout(SOON, is_closed(&held[0])).await.expect("the second is dropped");
    for open in [&first, &held[1], &held[2], &newest] {
        let waits = timeout(Duration::from_millis(20), is_closed(open)).await;
        assert!(waits.is_err(), "the others are not");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_share_of_the_connections_is_kept_for_callbacks() {
    let limits = Limits { connections: 6, for_callbacks: 4, ..Limits::default() };
    let server = Server::start(Config { limits, ..config() }).await;
    // Streams are busy for as long as they are open: nobody waits for the reader.
    let stream =
        format!("GET /api/callbacks/stream HTTP/1.1\r\nHost: {HOST}\r\nAuthorization: Bearer {KEY}\r\n\r\n");
    let mut open = Vec::new();
    for _ in 0..2 {
        let mut stream = server.send(&stream, b"").await;
        assert_eq!(status(&mut stream).await, Some(200));
        open.push(stream);
    }
    let mut refused = server.send(&stream, b"").await;
    let mut answer = vec![0; 4096];
    let length = timeout(SOON, refused.read(&mut answer)).await.expect("an answer").expect("bytes");
    let answer = String::from_utf8_lossy(&answer[..length]);
    assert!(answer.starts_with("HTTP/1.1 503") && answer.contains("retry-after: 5"), "{answer}");
    assert!(answer.contains("x-request-id") && answer.contains("problem+json"), "{answer}");
    assert_eq!(server.push().await, 200);
    drop(open.pop());
    timeout(SOON, async {
        while server.health().await != 200 {
            sleep(Duration::from_millis(10)).await;
        }
    })
    .await
    .expect("a place is given back");
}

/// A page with a large file.
struct Large(PathBuf);

impl Large {
    fn new(name: &str) -> Self {
        let directory = std::env::temp_dir().join(format!("freepublish-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&directory).expect("a directory");
        std::fs::write(directory.join("large.bin"), vec![0; 8 << 20]).expect("a file");
        Self(directory)
    }
}

impl Drop for Large {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

impl Server {
    /// Asks for the large file with a small window, and reads nothing.
    async fn fetch_unread(&self) -> TcpStream {
        let socket = TcpSocket::new_v4().expect("a socket");
        socket.set_recv_buffer_size(4096).expect("a size");
        let mut stream = socket.connect(self.address).await.expect("a connection");
        let asked = stream.write_all(head("GET", "/large.bin", 0).as_bytes()).await;
        asked.expect("sent");
        stream
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_does_not_take_what_is_sent_loses_the_connection() {
    let site = Large::new("stalled");
    let limits = Limits { stalled: Duration::from_millis(500), ..Limits::default() };
    let server = Server::start(Config { limits, site: Some(site.0.clone()), ..config() }).await;
    let unread = server.fetch_unread().await;
    // Takes a few bytes now and then: too few.
    let mut trickle = server.fetch_unread().await;
    let trickled = tokio::spawn(async move {
        let mut part = [0; 16];
        while trickle.read(&mut part).await.is_ok_and(|length| length > 0) {
            sleep(Duration::from_millis(50)).await;
        }
    });
    let given_up = async {
        while server.metric("freepublish_connections_ended_total{result=\"stalled\"}").await < 2 {
            sleep(Duration::from_millis(20)).await;
        }
    };
    timeout(SOON, given_up).await.expect("both are given up");
    server.has_open(0).await;
    trickled.abort();
    drop(unread);
    // A reader that takes its time but goes on gets everything.
    let mut steady = server.fetch_unread().await;
    let mut part = vec![0; 256 * 1024];
    let mut taken = 0;
    while taken < 8 << 20 {
        let length = steady.read(&mut part).await.expect("a part");
        assert_ne!(length, 0, "after {taken} bytes");
        taken += length;
        sleep(Duration::from_micros(200)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn readers_who_do_not_read_hold_up_nobody() {
    let site = Large::new("unread");
    let limits = Limits { connections: 64, for_callbacks: 16, stalled: SOON * 10, ..Limits::default() };
    let server = Server::start(Config { limits, site: Some(site.0.clone()), ..config() }).await;
    let mut held = Vec::new();
    for _ in 0..130 {
        held.push(server.fetch_unread().await);
    }
    assert_eq!(server.push().await, 200);
    // Others may be told to come again while those that do not read are only being found out.
    timeout(SOON, async {
        while server.health().await != 200 || server.status(&head("GET", "/large.bin", 0), b"").await != 200 {
            sleep(Duration::from_millis(20)).await;
        }
    })
    .await
    .expect("one that does not read makes place");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_body_that_does_not_come_is_not_waited_for() {
    let time = Duration::from_millis(200);
    let limits = Limits { api_time: time, delivery: time, head: time, ..Limits::default() };
    let server = Server::start(Config { limits, ..config() }).await;
    let json = format!("Content-Type: application/json\r\nAuthorization: Bearer {KEY}\r\n");
    let api = head("POST", "/api/freepublish/submit", 10)
        .replace("Content-Length", &format!("{json}Content-Length"));
    for head in [head("POST", &callback().target, 10), head("POST", "/cgi-bin/stable_token", 10), api] {
        let answered = timeout(SOON, server.status(&head, b"{")).await;
        assert_eq!(answered.expect("an answer"), 408, "{head}");
    }
    // Nor is a head, and a connection that is done is closed some time.
    for begun in ["", "GET / HTTP/1.1\r\nHost:"] {
        let stream = server.send(begun, b"").await;
        timeout(SOON, is_closed(&stream)).await.expect("closed");
    }
    server.has_open(0).await;
    let mut stream = server.send(&head("GET", "/nothing", 0), b"").await;
    assert_eq!(status(&mut stream).await, Some(404));
    timeout(SOON, is_closed(&stream)).await.expect("closed");
}
