//! A handler on loopback, as a developer would have one: it ends with the test.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

/// A request as it came.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seen {
    /// `POST /wx?… HTTP/1.1`, and the header lines.
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Seen {
    pub(crate) fn target(&self) -> &str {
        self.head.split(' ').nth(1).expect("a request line")
    }

    /// A query parameter. WeChat's need no percent encoding.
    pub(crate) fn parameter(&self, name: &str) -> &str {
        let query = self.target().split_once('?').map_or("", |(_, query)| query);
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.find(|(found, _)| *found == name).map_or("", |(_, value)| value)
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// The whole request, to be read by someone else.
    pub(crate) fn http(&self) -> String {
        format!("{}\r\n\r\n{}", self.head, String::from_utf8_lossy(&self.body))
    }
}

/// What a handler does with a connection.
pub(crate) enum Act {
    /// Writes this, whatever it is, and closes.
    Write(Vec<u8>),
    /// Writes this and waits until the other side has left.
    WriteAndHang(Vec<u8>),
    /// Answers `success` when the other side has left.
    TooLate,
}

/// A whole answer.
pub(crate) fn answer(status: &str, body: impl AsRef<[u8]>) -> Act {
    let body = body.as_ref();
    let head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
    Act::Write([head.as_bytes(), body].concat())
}

pub(crate) struct Handler {
    address: SocketAddr,
    seen: Arc<Mutex<Vec<Seen>>>,
    over: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Handler {
    /// Starts a handler. `act` is told the request and how many came before it.
    pub(crate) fn new(act: impl Fn(&Seen, usize) -> Act + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("its address");
        let (seen, over) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicBool::new(false)));
        let (noted, is_over) = (Arc::clone(&seen), Arc::clone(&over));
        let thread = thread::spawn(move || {
            // One after the other, as the command sends them.
            for stream in listener.incoming() {
                let was_request = serve(stream.expect("a connection"), &noted, &act);
                if !was_request && is_over.load(Ordering::SeqCst) {
                    return;
                }
            }
        });
        Self { address, seen, over, thread: Some(thread) }
    }

    /// A handler that always answers the same.
    pub(crate) fn answering(status: &'static str, body: &'static str) -> Self {
        Self::new(move |_, _| answer(status, body))
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}/wx", self.address)
    }

    /// Everything that came so far.
    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.wait();
        self.seen.lock().expect("no panic").clone()
    }

    /// Stands in the queue behind all that came, until it is its turn: who was hung up on has not been read by then.
    fn wait(&self) {
        let Ok(mut stream) = TcpStream::connect(self.address) else { return };
        let _ = stream.shutdown(Shutdown::Write);
        until_left(&mut stream);
    }
}

impl Drop for Handler {
    fn drop(&mut self) {
        self.over.store(true, Ordering::SeqCst);
        self.wait();
        let ended = self.thread.take().map(JoinHandle::join);
        assert!(thread::panicking() || matches!(ended, Some(Ok(()))), "the handler panicked");
    }
}

/// Whether it was a request.
fn serve(mut stream: TcpStream, seen: &Mutex<Vec<Seen>>, act: &impl Fn(&Seen, usize) -> Act) -> bool {
    let Some(request) = read(&mut stream) else { return false };
    let before = {
        let mut seen = seen.lock().expect("no panic");
        seen.push(request.clone());
        seen.len() - 1
    };
    // The other side may have left, which is its right.
    let _ = match act(&request, before) {
        Act::Write(bytes) => stream.write_all(&bytes),
        Act::WriteAndHang(bytes) => stream.write_all(&bytes).map(|()| until_left(&mut stream)),
        Act::TooLate => {
            until_left(&mut stream);
            stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nsuccess")
        }
    };
    true
}

fn until_left(stream: &mut TcpStream) {
    let _ = stream.read(&mut [0]);
}

/// `None` for what ends before it is a request: someone who tries TLS, or who only waits.
fn read(stream: &mut TcpStream) -> Option<Seen> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break end;
        }
        // No request of HTTP begins like the handshake of TLS.
        if bytes.first() == Some(&0x16) {
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
            return None;
        }
        more(stream, &mut bytes)?;
    };
    let head = String::from_utf8(bytes[..end].to_vec()).expect("UTF-8");
    let mut request = Seen { head, body: bytes.split_off(end + 4) };
    let length = request.header("Content-Length").map_or(0, |length| length.parse().expect("a length"));
    while request.body.len() < length {
        more(stream, &mut request.body)?;
    }
    Some(request)
}

fn more(stream: &mut TcpStream, bytes: &mut Vec<u8>) -> Option<()> {
    let mut buffer = [0; 4096];
    let count = stream.read(&mut buffer).ok().filter(|count| *count > 0)?;
    bytes.extend_from_slice(&buffer[..count]);
    Some(())
}
