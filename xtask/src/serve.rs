//! A small static server for `dist/`, reachable from this machine only.

use std::hash::{DefaultHasher, Hasher};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use std::{fs, io, thread};

use crate::failure::{Doing, Failure, Result};
use crate::{files, setup};

pub(crate) const DEFAULT_PORT: u16 = 8080;

/// A request head longer than this is none of ours.
const LONGEST_HEAD: u64 = 16 * 1024;

/// Takes the port.
pub(crate) fn listen(port: u16) -> Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| {
        Failure::new(format!("cannot serve on port {port}")).why(&error).remedy(match error.kind() {
            io::ErrorKind::AddrInUse => {
                "another program uses it, perhaps an earlier `cargo xtask serve`: end that one,\n\
                 or choose another port: cargo xtask serve --port 8081"
            }
            _ => "choose another port: cargo xtask serve --port 8081",
        })
    })
}

/// Serves until the process is ended.
pub(crate) fn run(listener: &TcpListener, open: bool) -> Result<()> {
    let port = listener.local_addr().doing(|| "ask for the port".to_owned())?.port();
    let address = format!("http://127.0.0.1:{port}/");
    println!("serving dist/ at {address}  (Ctrl+C ends)");
    if open {
        open_browser(&address);
    }
    for connection in listener.incoming() {
        // A browser that hangs up, or keeps a connection open without a word, costs a thread and nothing else.
        let Ok(stream) = connection else { continue };
        thread::spawn(move || answer(&stream, &files::dist()).ok());
    }
    Ok(())
}

fn open_browser(address: &str) {
    let (program, args): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("cmd", &["/c", "start", ""])
    } else {
        ("xdg-open", &[])
    };
    if Command::new(program).args(args).arg(address).spawn().is_err() {
        setup::say(&format!("could not open a browser ({program} did not start); open {address} yourself"));
    }
}

/// One request, one answer, connection closed.
fn answer(mut stream: &TcpStream, site: &Path) -> io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut head = BufReader::new(stream.take(LONGEST_HEAD)).lines();
    let request = head.next().transpose()?.unwrap_or_default();
    let mut known = None;
    while let Some(line) = head.next().transpose()?.filter(|line| !line.is_empty()) {
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("if-none-match")
        {
            known = Some(value.trim().to_owned());
        }
    }
    let response = respond(&request, known.as_deref(), site);
    stream.write_all(response.head().as_bytes())?;
    if !request.starts_with("HEAD ") {
        stream.write_all(&response.body)?;
    }
    stream.flush()
}

#[derive(Debug)]
struct Response {
    status: &'static str,
    content_type: &'static str,
    etag: Option<String>,
    body: Vec<u8>,
}

impl Response {
    fn text(status: &'static str) -> Self {
        Self { status, content_type: "text/plain; charset=utf-8", etag: None, body: status.into() }
    }

    fn head(&self) -> String {
        // `no-cache`: the browser may keep it, but asks; a rebuilt page shows up on the next reload.
        let etag = self.etag.as_ref().map_or_else(String::new, |etag| format!("ETag: {etag}\r\n"));
        format!(
            "HTTP/1.1 {}\r\nContent-Type: {}\r\nContent-Length: {}\r\n{etag}Cache-Control: no-cache\r\n\
             X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n",
            self.status,
            self.content_type,
            self.body.len(),
        )
    }
}

fn respond(request: &str, known_etag: Option<&str>, site: &Path) -> Response {
    let mut words = request.split(' ');
    let (Some(method), Some(target)) = (words.next(), words.next()) else {
        return Response::text("400 Bad Request");
    };
    if !matches!(method, "GET" | "HEAD") {
        return Response::text("405 Method Not Allowed");
    }
    let Some(path) = file_for(target, site) else { return Response::text("404 Not Found") };
    let Ok(body) = fs::read(&path) else { return Response::text("404 Not Found") };
    let mut hasher = DefaultHasher::new();
    hasher.write(&body);
    let etag = format!("\"{:016x}\"", hasher.finish());
    let content_type = content_type(&path);
    if known_etag == Some(etag.as_str()) {
        return Response { status: "304 Not Modified", content_type, etag: Some(etag), body: Vec::new() };
    }
    Response { status: "200 OK", content_type, etag: Some(etag), body }
}

/// The file a URL names. Names a step upwards, a drive or a hidden file never get through: every part has to be a
/// plain file name.
fn file_for(target: &str, site: &Path) -> Option<PathBuf> {
    let path = target.split(['?', '#']).next()?.strip_prefix('/')?;
    let path =
        if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
    let mut file = site.to_owned();
    for part in path.split('/') {
        // Our files have plain names: what needs %-escapes is none of them.
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        if part.is_empty() || part.starts_with('.') || !part.chars().all(plain) {
            return None;
        }
        file.push(part);
    }
    Some(file)
}

fn content_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("css") => "text/css; charset=utf-8",
        Some("html") => "text/html; charset=utf-8",
        Some("ico") => "image/x-icon",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("png") => "image/png",
        Some("svg") => "image/svg+xml",
        Some("txt" | "xml") => "text/plain; charset=utf-8",
        // Browsers compile while it arrives only if it is called by its name.
        Some("wasm") => "application/wasm",
        Some("webmanifest") => "application/manifest+json",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_of_the_site_are_served() {
        let site = Path::new("dist");
        assert_eq!(file_for("/", site), Some(site.join("index.html")));
        assert_eq!(file_for("/a/app-1.js?x=/../y", site), Some(site.join("a").join("app-1.js")));
        for outside in
            ["/../Cargo.toml", "/a/../../x", "//etc/passwd", "/%2e%2e/x", "/..\\x", "/C:/x", "/.stage/x", "x"]
        {
            assert_eq!(file_for(outside, site), None, "{outside}");
        }
    }

    #[test]
    fn an_unchanged_file_is_not_sent_again() {
        let site = files::root();
        let first = respond("GET /Cargo.toml HTTP/1.1", None, site);
        assert_eq!((first.status, first.body.is_empty()), ("200 OK", false));
        let again = respond("GET /Cargo.toml HTTP/1.1", first.etag.as_deref(), site);
        assert_eq!((again.status, again.body.len()), ("304 Not Modified", 0));
    }

    #[test]
    fn what_is_not_there_or_not_a_read_is_refused() {
        assert_eq!(respond("GET /no-such-file HTTP/1.1", None, files::root()).status, "404 Not Found");
        assert_eq!(
            respond("POST /Cargo.toml HTTP/1.1", None, files::root()).status,
            "405 Method Not Allowed"
        );
        assert_eq!(respond("", None, files::root()).status, "400 Bad Request");
    }
}
