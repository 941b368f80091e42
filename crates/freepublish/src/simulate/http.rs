//! HTTP messages that are to be sent, each with its exact bytes.

use std::fmt::Write as _;

use super::api::API_HOST;

/// A request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpRequest {
    /// The method, in capitals.
    pub method: String,
    /// `http` or `https`. Not part of the bytes. Whoever stands in for WeChat behind a socket without TLS says `https`
    /// here, as the platform refuses anything else.
    pub scheme: String,
    /// Host, and port where it is not the usual one.
    pub host: String,
    /// Path and query.
    pub target: String,
    /// The other headers, in the order they are sent. `Host` and `Content-Length` are added when the message is
    /// written.
    pub headers: Vec<(String, String)>,
    /// The body; may be empty.
    pub body: String,
}

impl HttpRequest {
    /// A request to an address such as `https://api.weixin.qq.com/cgi-bin/token?…`. One without a scheme is taken as
    /// https.
    pub fn new(method: &str, url: &str) -> Self {
        let (scheme, rest) = url.split_once("://").unwrap_or(("https", url));
        let host_end = rest.find(['/', '?']).unwrap_or(rest.len());
        let (host, target) = rest.split_at(host_end);
        let slash = if target.starts_with('/') { "" } else { "/" };
        Self {
            method: method.to_owned(),
            scheme: scheme.to_owned(),
            host: host.to_owned(),
            target: format!("{slash}{target}"),
            headers: Vec::new(),
            body: String::new(),
        }
    }

    /// A request as a server received it: the method, the request target and the body, as its HTTP library hands them
    /// over. Host and https are assumed to be WeChat's: whoever stands in for WeChat on this machine speaks plain HTTP at
    /// an address of its own, and the platform refuses what did not come over TLS. To have it refuse, set
    /// [`Self::scheme`]. A body that is no UTF-8 is read with replacement characters, as none of the interfaces takes one.
    pub fn received(method: &str, target: &str, body: &[u8]) -> Self {
        // A client that believes to speak to a proxy sends the whole address: RFC 9112, section 3.2.2.
        let whole = target.split_once("://").filter(|_| !target.starts_with('/'));
        let path = whole.map_or(target, |(_, rest)| &rest[rest.find('/').unwrap_or(rest.len())..]);
        let mut request = Self::new(&method.to_ascii_uppercase(), &format!("https://{API_HOST}{path}"));
        request.body = String::from_utf8_lossy(body).into_owned();
        request
    }

    /// The same with one more header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The same with a body.
    #[must_use]
    pub fn body(mut self, body: String) -> Self {
        self.body = body;
        self
    }

    /// The whole address.
    pub fn url(&self) -> String {
        format!("{}://{}{}", self.scheme, self.host, self.target)
    }

    /// The message as HTTP/1.1 puts it on the wire: CRLF after every line of the head, `Content-Length` in bytes.
    pub fn to_http(&self) -> String {
        let Self { method, target, host, headers, body, .. } = self;
        let mut out = format!("{method} {target} HTTP/1.1\r\nHost: {host}\r\n");
        let length = (!body.is_empty() || method == "POST").then_some(body.len());
        rest_of_message(&mut out, headers, length, body);
        out
    }

    /// The message for a `.http` file, as the HTTP clients of editors read it: the whole address in the first line, and
    /// no length, which the client counts. The body is the exact one, up to the end of the file.
    pub fn to_http_file(&self) -> String {
        let mut out = format!("{} {} HTTP/1.1\n", self.method, self.url());
        for (name, value) in &self.headers {
            let _ = writeln!(out, "{name}: {value}");
        }
        out.push('\n');
        out.push_str(&self.body);
        out
    }

    /// A curl command for a POSIX shell that sends the same bytes as the body.
    pub fn to_curl(&self) -> String {
        let mut out = "curl".to_owned();
        let usual = if self.body.is_empty() { "GET" } else { "POST" };
        if self.method != usual {
            let _ = write!(out, " -X {}", self.method);
        }
        let _ = write!(out, " {}", quoted(&self.url()));
        for (name, value) in &self.headers {
            let _ = write!(out, " \\\n  -H {}", quoted(&format!("{name}: {value}")));
        }
        if !self.body.is_empty() {
            // --data-raw keeps line feeds, and a body that begins with @ stays a body.
            let _ = write!(out, " \\\n  --data-raw {}", quoted(&self.body));
        }
        out.push('\n');
        out
    }
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpResponse {
    /// The status code.
    pub status: u16,
    /// The headers, in the order they are sent. `Content-Length` is added when the message is written.
    pub headers: Vec<(String, String)>,
    /// The body; may be empty.
    pub body: String,
}

impl HttpResponse {
    /// An answer with a body of some type.
    pub fn new(status: u16, content_type: &str, body: impl Into<String>) -> Self {
        let headers = vec![("Content-Type".to_owned(), content_type.to_owned())];
        Self { status, headers, body: body.into() }
    }

    /// The message as HTTP/1.1 puts it on the wire.
    pub fn to_http(&self) -> String {
        let mut out = format!("HTTP/1.1 {} {}\r\n", self.status, reason(self.status));
        rest_of_message(&mut out, &self.headers, Some(self.body.len()), &self.body);
        out
    }
}

fn rest_of_message(out: &mut String, headers: &[(String, String)], length: Option<usize>, body: &str) {
    for (name, value) in headers {
        let _ = write!(out, "{name}: {value}\r\n");
    }
    if let Some(length) = length {
        let _ = write!(out, "Content-Length: {length}\r\n");
    }
    out.push_str("\r\n");
    out.push_str(body);
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        204 => "No Content",
        301 => "Moved Permanently",
        302 => "Found",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        500 => "Internal Server Error",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        // The phrase may be empty: RFC 9112, section 4.
        _ => "",
    }
}

/// A word for a POSIX shell: only the quote itself has to be taken out of the quotes.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_written_as_it_goes_over_the_wire() {
        let request = HttpRequest::new("POST", "https://a.example:8443?x=1")
            .header("Content-Type", "text/xml")
            .body("<xml>发</xml>".to_owned());
        assert_eq!(
            request.to_http(),
            "POST /?x=1 HTTP/1.1\r\nHost: a.example:8443\r\nContent-Type: text/xml\r\nContent-Length: 14\r\n\r\n<xml>发</xml>"
        );
        assert_eq!(request.url(), "https://a.example:8443/?x=1");
    }

    #[test]
    fn what_a_server_received_is_taken_as_sent_to_wechat() {
        let request = HttpRequest::received("post", "/cgi-bin/x?a=https://b", "发".as_bytes());
        assert_eq!(request.url(), "https://api.weixin.qq.com/cgi-bin/x?a=https://b");
        assert_eq!((request.method.as_str(), request.body.as_str()), ("POST", "发"));
        let whole = HttpRequest::received("GET", "http://127.0.0.1:8080/cgi-bin/x?a", b"\xff");
        assert_eq!((whole.target.as_str(), whole.body.as_str()), ("/cgi-bin/x?a", "\u{fffd}"));
    }

    #[test]
    fn a_shell_reads_back_what_was_quoted() {
        let request = HttpRequest::new("POST", "https://a.example/").body("it's\n".to_owned());
        assert_eq!(request.to_curl(), "curl 'https://a.example/' \\\n  --data-raw 'it'\\''s\n'\n");
        assert_eq!(HttpRequest::new("DELETE", "http://a/").to_curl(), "curl -X DELETE 'http://a/'\n");
    }

    #[test]
    fn an_answer_without_a_body_says_so() {
        let answer = HttpResponse { status: 418, headers: Vec::new(), body: String::new() };
        assert_eq!(answer.to_http(), "HTTP/1.1 418 \r\nContent-Length: 0\r\n\r\n");
    }
}
