//! What is sent: a new callback, a document signed anew, or a request exactly as it was kept.

use std::path::Path;

use freepublish::envelope::Secrets;
use freepublish::inspection::Mode;
use freepublish::simulate::{Credentials, HttpRequest, Repost};
use freepublish::{Lang, Options, inspect_bytes};

use super::target::Target;
use super::{DeliverArgs, words};
use crate::failure::Failure;
use crate::input;
use crate::output::Output;
use crate::texts::Texts;

/// Something that can be sent more than once.
pub(super) struct Push {
    /// What to call it.
    pub(super) name: String,
    pub(super) mode: Mode,
    /// What an encrypted reply is verified with.
    pub(super) secrets: Secrets,
    /// Of a verification, what has to come back.
    pub(super) echostr: Option<String>,
    content: Content,
}

enum Content {
    /// Signed anew each time.
    Document { repost: Repost, credentials: Credentials },
    /// The same bytes each time.
    Kept(Message),
}

/// A request, ready to be sent.
#[derive(Clone)]
pub(super) struct Message {
    pub(super) method: &'static str,
    pub(super) url: String,
    /// Host and length are the client's.
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

impl Push {
    /// The GET that verifies an address.
    pub(super) fn verification(request: &HttpRequest, echostr: String) -> Self {
        Self {
            name: String::new(),
            mode: Mode::Plain,
            secrets: Secrets::default(),
            echostr: Some(echostr),
            content: Content::Kept(Message { method: "GET", ..message(request) }),
        }
    }

    /// The `number`th request that is sent, `at` seconds since 1970 UTC.
    pub(super) fn message(&self, number: u64, at: i64) -> Message {
        match &self.content {
            Content::Document { repost, credentials } => message(&repost.push(number, at, credentials)),
            Content::Kept(message) => message.clone(),
        }
    }
}

fn message(request: &HttpRequest) -> Message {
    Message {
        method: "POST",
        url: request.url(),
        headers: request.headers.clone(),
        body: request.body.clone().into_bytes(),
    }
}

/// Writes pushes as the arguments say.
pub(super) struct Writer<'a> {
    pub(super) args: &'a DeliverArgs,
    pub(super) target: &'a Target,
    pub(super) lang: Lang,
    pub(super) output: &'a Output,
}

impl Writer<'_> {
    /// A callback as `simulate` makes it.
    pub(super) fn generated(&self) -> Result<Push, Failure> {
        let spec = self.args.callback.spec();
        let credentials = self.args.callback.credentials(spec.mode, self.lang, self.output)?;
        let callback = spec.make(&credentials).map_err(|problem| Failure::wish(&problem, self.lang))?;
        let name = format!("{} · publish_id {}", spec.outcome.name(), callback.publish_id);
        Ok(self.signed(name, callback.document, spec.mode, spec.seed, credentials))
    }

    /// The body or the raw request in a file.
    pub(super) fn of_file(&self, file: &Path) -> Result<Push, Failure> {
        let input = input::read(Some(file), Texts::of(self.lang), self.output)?;
        let raw = Raw::read(&input.bytes);
        if raw.as_ref().is_some_and(|raw| raw.method != "POST") {
            let reason = format!("{}: {}", words::NOT_POST.get(self.lang), input.name);
            return Err(Failure::Wish { reason, remedy: words::NOT_POST_HELP.get(self.lang).to_owned() });
        }
        let (_, inspection) = inspect_bytes(&input.bytes, &Options::default());
        let mode = inspection.envelope.map_or(Mode::Plain, |envelope| envelope.mode);
        if let Some(raw) = raw.as_ref().filter(|raw| raw.is_signed()) {
            return Ok(self.kept(input.name, raw, mode));
        }
        let body = raw.map_or(input.bytes.as_slice(), |raw| raw.body);
        let mode = if mode == Mode::Plain { self.args.callback.mode() } else { mode };
        let document = String::from_utf8(body.to_vec());
        let document = document.map_err(|_| Failure::NotUtf8 { name: input.name.clone() })?;
        let (seed, _) = self.args.callback.seed_and_time();
        let credentials = self.args.callback.credentials(mode, self.lang, self.output)?;
        Ok(self.signed(input.name, document, mode, seed, credentials))
    }

    fn signed(
        &self,
        name: String,
        document: String,
        mode: Mode,
        seed: u64,
        credentials: Credentials,
    ) -> Push {
        let secrets = credentials.secrets();
        let repost = Repost { document, mode, seed, url: self.target.url.clone() };
        Push { name, mode, secrets, echostr: None, content: Content::Document { repost, credentials } }
    }

    fn kept(&self, name: String, raw: &Raw<'_>, mode: Mode) -> Push {
        let message = Message {
            method: "POST",
            url: with_query(&self.target.url, raw.query),
            headers: raw.headers.clone(),
            body: raw.body.to_vec(),
        };
        let secrets = self.args.callback.account.secrets();
        Push { name, mode, secrets, echostr: None, content: Content::Kept(message) }
    }
}

/// The address with the parameters of a kept request, as they are written there. What the address has itself stays.
fn with_query(url: &str, query: &str) -> String {
    let name = |parameter: &str| parameter.split('=').next().unwrap_or_default().to_owned();
    let own: Vec<String> = url.split_once('?').map_or("", |(_, own)| own).split('&').map(name).collect();
    let mut out = url.to_owned();
    for parameter in query.split('&').filter(|parameter| !own.contains(&name(parameter))) {
        out.push(if out.contains('?') { '&' } else { '?' });
        out.push_str(parameter);
    }
    out
}

/// A raw HTTP request in a file. Lines that begin with # before it are remarks, as in the files of HTTP clients.
struct Raw<'a> {
    method: &'a str,
    query: &'a str,
    /// Those that belong to the message and not to the connection.
    headers: Vec<(String, String)>,
    body: &'a [u8],
}

impl<'a> Raw<'a> {
    /// `None` for what does not begin like a request.
    fn read(bytes: &'a [u8]) -> Option<Self> {
        let mut rest = bytes;
        let mut first = line(&mut rest)?;
        while first.starts_with('#') || first.is_empty() {
            first = line(&mut rest)?;
        }
        let (method, target) = first.split_once(' ')?;
        let target = target.trim_start().split(' ').next().unwrap_or_default();
        let is_request = !method.is_empty()
            && method.bytes().all(|byte| byte.is_ascii_uppercase())
            && (target.starts_with('/') || target.starts_with("http://") || target.starts_with("https://"));
        if !is_request {
            return None;
        }
        let query = target.split_once('?').map_or("", |(_, query)| query);
        let mut raw = Self { method, query, headers: Vec::new(), body: &[] };
        let mut length = usize::MAX;
        while let Some(header) = line(&mut rest).filter(|line| !line.is_empty()) {
            let Some((name, value)) = header.split_once(':') else { continue };
            let value = value.trim();
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.parse().unwrap_or(length),
                "content-type" | "user-agent" | "accept" => {
                    raw.headers.push((name.to_owned(), value.to_owned()));
                }
                _ => {}
            }
        }
        // An editor may have added a line feed at the end of the file; the length tells.
        raw.body = &rest[..rest.len().min(length)];
        Some(raw)
    }

    fn is_signed(&self) -> bool {
        let has = |name: &str| {
            self.query.split('&').any(|parameter| parameter.split_once('=').is_some_and(|(it, _)| it == name))
        };
        has("signature") || has("msg_signature")
    }
}

/// Takes the next line off, its end left out; `None` at the end of the bytes, or when it is no text.
fn line<'a>(rest: &mut &'a [u8]) -> Option<&'a str> {
    if rest.is_empty() {
        return None;
    }
    let end = rest.iter().position(|byte| *byte == b'\n');
    let (line, behind) = rest.split_at(end.unwrap_or(rest.len()));
    *rest = behind.get(1..).unwrap_or_default();
    std::str::from_utf8(line).ok().map(|line| line.trim_end_matches('\r'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_raw_request_keeps_its_query_and_its_exact_body() {
        let text = b"# a remark\nPOST https://a.example/wx?signature=1&nonce=%2B HTTP/1.1\r\nHost: a\r\n\
                     Content-Type: text/xml\r\nContent-Length: 5\r\n\r\n<\xff>\r\n\n";
        let raw = Raw::read(text).expect("a request");
        assert_eq!((raw.method, raw.query, raw.body), ("POST", "signature=1&nonce=%2B", &b"<\xff>\r\n"[..]));
        assert_eq!(raw.headers, [("Content-Type".to_owned(), "text/xml".to_owned())]);
        assert!(raw.is_signed());
        assert!(Raw::read(b"<xml></xml>").is_none() && Raw::read(b"").is_none());
        assert!(Raw::read(b"POST it, please").is_none());
    }

    #[test]
    fn parameters_of_the_address_stay() {
        assert_eq!(with_query("http://a/wx?x=1", "x=2&nonce=3"), "http://a/wx?x=1&nonce=3");
        assert_eq!(with_query("http://a/wx", "nonce=3&y"), "http://a/wx?nonce=3&y");
    }
}
