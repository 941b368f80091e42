//! The way of a text: what is it written in, what is it, what does it say, what is wrong with it.

use std::borrow::Cow;

use crate::MAX_INPUT;
use crate::check::{callback, request, response};
use crate::detect::{
    address, behind, classify, envelope, how, is_call, is_html, is_list, is_push, is_wechat, leading_space,
    unknown, unknown_object,
};
use crate::diagnostic::{Diagnostic, Fix};
use crate::findings::Findings;
use crate::inspection::{Envelope, Format, Inspection, Kind, Mode, Outcome, Request};
use crate::lang::Bilingual;
use crate::read::command::{self, Language};
use crate::read::http::Message;
use crate::read::source::{Source, unescape_entities, unescape_json};
use crate::read::url::Url;
use crate::read::{har, http, http_file, json as read_json, xml as read_xml};
use crate::rule::{Finding, input, json, xml};
use crate::span::Span;
use crate::tree::{NodeId, Shape, Tree};

/// What the caller knows beyond the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// What the text is, where the caller knows better than its shape says.
    pub kind: KindHint,
    /// The address a callback was pushed to, with its query.
    pub url: Option<String>,
    /// When it was received, in seconds since 1970 UTC: [`open`](crate::envelope::open) compares the timestamp of the
    /// push with it. `None` where nobody knows or it does not matter, as when an old log is read.
    pub at: Option<i64>,
}

/// What the text is said to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum KindHint {
    /// Nothing was said: its shape decides.
    #[default]
    Auto,
    /// The call of `freepublish/submit`.
    Request,
    /// The answer to a call.
    Response,
    /// A pushed event.
    Callback,
}

/// Reads a text that has to do with publishing a WeChat draft. Never fails: what cannot be read is said in the
/// diagnostics, whose spans are byte offsets into `text`.
pub fn inspect(text: &str, options: &Options) -> Inspection {
    inspect_before(text, options, &mut ())
}

/// Like [`inspect`], and lets `witness` see what an inspection does not keep.
pub(crate) fn inspect_before<W: Witness>(text: &str, options: &Options, witness: &mut W) -> Inspection {
    let mut result = Inspection::default();
    let findings = Findings::default();
    let mut inspector = Inspector { options, findings, result: &mut result, depth: 0, witness };
    inspector.input(text);
    if let Some(query) = options.url.as_deref() {
        inspector.callback_address(query);
    }
    inspector.finish();
    result
}

/// Like [`inspect`], for bytes of unknown encoding: the text that was read, bytes that are no UTF-8 replaced, and its
/// inspection.
pub fn inspect_bytes<'a>(bytes: &'a [u8], options: &Options) -> (Cow<'a, str>, Inspection) {
    let (text, not_utf8) = decode(bytes);
    let mut inspection = inspect(&text, options);
    if let Some(diagnostic) = not_utf8 {
        inspection.diagnostics.insert(0, diagnostic);
    }
    (text, inspection)
}

/// The text, bytes that are no UTF-8 replaced, and where the first of them stands.
pub(crate) fn decode(bytes: &[u8]) -> (Cow<'_, str>, Option<Diagnostic>) {
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return (Cow::Borrowed(text), None),
        Err(error) => error,
    };
    let offset = error.valid_up_to();
    let text = String::from_utf8_lossy(bytes);
    let replaced = Span::new(offset, (offset + char::REPLACEMENT_CHARACTER.len_utf8()).min(text.len()));
    let diagnostic = Diagnostic::new(input::Finding::NotUtf8 { offset }).at(replaced);
    (text, Some(diagnostic))
}

/// Sees what goes by while a text is read. [`inspect`] has none, `()`, which compiles to nothing;
/// [`open`](crate::envelope::open) keeps what signatures are made of.
pub(crate) trait Witness {
    /// The address of a push. `source` leads from it into the text; `None` for the one given in the options, which
    /// replaces any other.
    fn address(&mut self, address: &str, url: &Url, source: Option<&Source<'_>>);
    /// The document of a push.
    fn document(&mut self, tree: &Tree<'_>, root: NodeId);
    /// How much was seen so far.
    fn seen(&self) -> usize;
    /// What was seen since there was `seen` of it stood in an inner text: carries its places to the outer one.
    fn lift(&mut self, seen: usize, source: &Source<'_>);
}

impl Witness for () {
    fn address(&mut self, _: &str, _: &Url, _: Option<&Source<'_>>) {}
    fn document(&mut self, _: &Tree<'_>, _: NodeId) {}
    fn seen(&self) -> usize {
        0
    }
    fn lift(&mut self, _: usize, _: &Source<'_>) {}
}

struct Inspector<'o, W> {
    options: &'o Options,
    findings: Findings,
    result: &'o mut Inspection,
    /// How many texts inside texts were opened.
    depth: usize,
    witness: &'o mut W,
}

impl<W: Witness> Inspector<'_, W> {
    fn input(&mut self, text: &str) {
        if text.len() > MAX_INPUT {
            self.findings.report(|| Diagnostic::new(input::Finding::TooLarge));
            return;
        }
        let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        if mark > 0 {
            let span = Span::new(0, mark);
            self.findings
                .report(|| Diagnostic::new(input::Finding::ByteOrderMark).at(span).fix(Fix::delete(span)));
        }
        let start = mark + leading_space(&text[mark..]);
        if start == text.len() {
            self.findings.report(|| Diagnostic::new(input::Finding::Empty));
            return;
        }
        self.payload(text, start);
    }

    /// Reads what begins at `start`, told by how it begins.
    fn payload(&mut self, text: &str, start: usize) {
        let rest = &text[start..];
        let whole = Source::slice(text, Span::new(start, text.len()));
        match rest.as_bytes().first() {
            Some(b'<') if is_html(rest) => self.html(Span::new(start, text.len())),
            Some(b'<') => self.format(Format::Xml).within(&whole, Self::xml),
            Some(b'{') if rest.starts_with("{\\\"") => {
                self.escaped(text, Span::new(start, text.trim_end().len()));
            }
            Some(b'[') if !is_list(rest) => self.words(text, start),
            Some(b'{' | b'[' | b'"') => self.format(Format::Json).within(&whole, Self::json),
            Some(b'&') if rest.starts_with("&lt;") => self.escaped_entities(text, start),
            _ => self.words(text, start),
        }
    }

    /// Reads what begins with neither a bracket nor a quote.
    fn words(&mut self, text: &str, start: usize) {
        if let Some((language, message)) = command::read(text, start, is_wechat) {
            let format = match language {
                Language::Curl => Format::Curl,
                Language::Fetch => Format::Fetch,
                Language::PowerShell => Format::Powershell,
            };
            return self.format(format).message(text, &message);
        }
        if let Some(message) = http_file::read(text, start, is_wechat) {
            return self.format(Format::Http).message(text, &message);
        }
        if let Some(message) = http::read(text, start) {
            return self.format(Format::Http).message(text, &message);
        }
        if let Some(message) = address(text, start) {
            let format = if message.body.is_some() { Format::Http } else { Format::Url };
            return self.format(format).message(text, &message);
        }
        if self.options.kind == KindHint::Request {
            let whole = Source::slice(text, Span::new(start, text.len()));
            return self.format(Format::Text).within(&whole, Self::request_body);
        }
        self.somewhere_inside(text, start);
    }

    /// Finds the payload in a line of a log.
    fn somewhere_inside(&mut self, text: &str, start: usize) {
        let rest = &text[start..];
        let markup =
            ["<xml>", "<xml ", "&lt;xml&gt;", "\"<xml>"].iter().filter_map(|sign| rest.find(sign)).min();
        let object = rest.find('{').filter(|at| {
            let document = read_json::read(&rest[*at..], &mut Findings::default());
            document.tree.root().is_some_and(|root| classify(&document.tree, root) != Kind::Unknown)
        });
        let found = match (markup, object) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (found, None) | (None, found) => found,
        };
        let Some(at) = found.map(|at| start + at) else {
            self.unrecognized(Span::new(start, text.trim_end().len()), unknown::TEXT);
            return;
        };
        let around = Diagnostic::new(input::Finding::SurroundingText).at(Span::new(start, at));
        self.findings.report(|| around);
        let before = self.findings.len();
        self.payload(text, at);
        // What surrounds the payload may be escaped as well: only whoever wrote the log knows how far.
        for diagnostic in self.findings.since_mut(before) {
            if matches!(
                diagnostic.finding,
                Finding::Input(input::Finding::EscapedTwice { .. })
                    | Finding::Json(json::Finding::DoubleEncoded)
            ) {
                diagnostic.fix = None;
            }
        }
    }

    fn html(&mut self, span: Span) {
        self.format(Format::Text);
        self.findings.report(|| Diagnostic::new(input::Finding::HtmlInstead).at(span));
    }

    /// `{\"media_id\":…}`: the inside of a JSON string.
    fn escaped(&mut self, text: &str, span: Span) {
        let source = unescape_json(span.of(text), span.start);
        self.open_escaped(span, &source, how::BACKSLASHES);
    }

    fn escaped_entities(&mut self, text: &str, start: usize) {
        let span = Span::new(start, text.trim_end().len());
        let source = unescape_entities(span.of(text), span.start);
        self.open_escaped(span, &source, how::ENTITIES);
    }

    fn open_escaped(&mut self, span: Span, source: &Source<'_>, how: Bilingual) {
        let fix = Fix::replace(span, source.text.as_ref());
        self.findings.report(|| Diagnostic::new(input::Finding::EscapedTwice { how }).at(span).fix(fix));
        self.open(source);
    }

    /// Reads the text inside a text. What is found there keeps no repair of its own while the outer one is open: it
    /// would have to be written in the outer text's escapes, only to be undone by the next press.
    fn open(&mut self, source: &Source<'_>) {
        self.depth += 1;
        if self.depth > 4 {
            self.unrecognized(source.whole(), unknown::TEXT);
            return;
        }
        self.within(source, |inspector, inner| {
            let before = inspector.findings.len();
            inspector.payload(inner, leading_space(inner));
            for diagnostic in inspector.findings.since_mut(before) {
                diagnostic.fix = None;
            }
        });
    }

    fn xml(&mut self, text: &str) {
        let document = read_xml::read(text, &mut self.findings);
        self.behind_xml(text, document.end);
        let tree = &document.tree;
        let Some(root) = tree.root() else { return };
        let name = tree[root].name.as_ref();
        if name != "xml" {
            let finding = xml::Finding::RootNotXml { root: name.into() };
            self.findings
                .report(|| Diagnostic::new(finding).at(tree[root].name_span()).path(tree.path(root)));
        }
        self.callback(text, tree, root, unknown::XML);
    }

    fn behind_xml(&mut self, text: &str, end: usize) {
        let Some(rest) = behind(text, end) else { return };
        let more = rest.of(text).matches("<xml>").count();
        let finding: Finding = if more > 0 {
            input::Finding::SeveralDocuments { count: more + 1 }.into()
        } else {
            xml::Finding::TrailingContent.into()
        };
        self.findings.report(|| Diagnostic::new(finding).at(rest));
    }

    fn json(&mut self, text: &str) {
        let document = read_json::read(text, &mut self.findings);
        let tree = &document.tree;
        let Some(root) = tree.root() else { return };
        self.behind_json(text, document.end);
        if let Some(message) = har::read(text, tree, root, is_wechat) {
            self.result.format = Format::Har;
            return self.message(text, &message);
        }
        match tree[root].shape {
            Shape::Object => self.object(text, tree, root),
            Shape::String => self.json_string(text, tree, root),
            shape => {
                self.not_an_object(json::describe(shape), tree[root].span());
                if let Some(first) = tree.children(root).next().filter(|id| tree[*id].shape == Shape::Object)
                {
                    let count = tree.children(root).count();
                    if count > 1 {
                        let several = Diagnostic::new(input::Finding::SeveralDocuments { count });
                        self.findings.report(|| several.at(tree[root].span()));
                    }
                    self.object(text, tree, first);
                }
            }
        }
    }

    fn behind_json(&mut self, text: &str, end: usize) {
        let Some(rest) = behind(text, end) else { return };
        let more = rest.of(text).split('\n').filter(|line| line.trim_start().starts_with('{')).count();
        let finding: Finding = if more > 0 {
            input::Finding::SeveralDocuments { count: more + 1 }.into()
        } else {
            json::Finding::Malformed { problem: json::CONTENT_BEHIND }.into()
        };
        self.findings.report(|| Diagnostic::new(finding).at(rest));
    }

    /// A string on top: JSON that was encoded twice, or a payload quoted by a log.
    fn json_string(&mut self, text: &str, tree: &Tree<'_>, root: NodeId) {
        let span = tree[root].value_span();
        let inside = Span::new(span.start + 1, span.end.saturating_sub(1).max(span.start + 1));
        let source = unescape_json(inside.of(text), inside.start);
        let content = source.text.trim_start();
        if content.starts_with('<') {
            return self.open_escaped(span, &source, how::JSON_STRING);
        }
        if content.starts_with('{') {
            let fix = Fix::replace(span, source.text.as_ref());
            self.findings.report(|| Diagnostic::new(json::Finding::DoubleEncoded).at(span).fix(fix));
            return self.open(&source);
        }
        self.not_an_object(json::describe(Shape::String), span);
    }

    fn object(&mut self, text: &str, tree: &Tree<'_>, root: NodeId) {
        let kind = match (self.options.kind, classify(tree, root)) {
            (KindHint::Auto, kind) => kind,
            (KindHint::Response, Kind::PublishResult) => Kind::PublishResult,
            (KindHint::Request, _) => Kind::Request,
            (KindHint::Response, _) => Kind::Response,
            (KindHint::Callback, _) => Kind::Callback,
        };
        match kind {
            Kind::Callback => self.callback(text, tree, root, unknown::OBJECT),
            Kind::PublishResult => {
                self.result.kind = kind;
                self.result.publish = Some(callback::job::check(text, tree, root, &mut self.findings));
            }
            Kind::Response => {
                self.result.kind = kind;
                self.result.response = Some(response::check(tree, root, &mut self.findings));
            }
            Kind::Request => {
                self.result.kind = kind;
                let media_id = request::check_body(tree, root, &mut self.findings);
                self.result.request.get_or_insert_with(Request::default).media_id = media_id;
            }
            Kind::Unknown => self.unrecognized(tree[root].span(), unknown_object(tree, root)),
        }
    }

    fn callback(&mut self, text: &str, tree: &Tree<'_>, root: NodeId, otherwise: Bilingual) {
        if callback::event::check(text, tree, root, self.result, &mut self.findings) {
            self.result.kind = Kind::Callback;
            self.witness.document(tree, root);
        } else {
            self.unrecognized(tree[root].span(), otherwise);
        }
    }

    fn message(&mut self, text: &str, message: &Message<'_>) {
        if message.is_response {
            return self.message_body(message);
        }
        let address = message.url.as_ref().map_or("", |url| url.text.as_ref());
        let url = Url::split(address, Span::new(0, address.len()));
        let is_push = match self.options.kind {
            KindHint::Auto => is_push(address, &url, message),
            KindHint::Callback => true,
            KindHint::Request | KindHint::Response => false,
        };
        if is_push {
            self.result.kind = Kind::Callback;
            self.result.envelope = Some(envelope(address, &url));
            self.witness.address(address, &url, message.url.as_ref());
            return self.message_body(message);
        }
        if !is_call(address, &url, message) && self.options.kind == KindHint::Auto {
            let span = message.url.as_ref().map_or(Span::new(0, text.len()), Source::whole);
            self.unrecognized(span, unknown::ADDRESS);
            return;
        }
        self.result.kind = Kind::Request;
        self.result.request = Some(request::check_call(text, message, &mut self.findings));
        if let Some(body) = &message.body {
            self.within(body, Self::request_body);
        }
        if let Some(answer) = &message.answer {
            self.answer(answer);
        }
    }

    /// The answer that stands beside its call: what came of the call is then what the text is about.
    fn answer(&mut self, answer: &Source<'_>) {
        let document = read_json::read(&answer.text, &mut Findings::default());
        let kind = document.tree.root().map_or(Kind::Unknown, |root| classify(&document.tree, root));
        if matches!(kind, Kind::Response | Kind::PublishResult) {
            self.within(answer, Self::json);
        }
    }

    fn message_body(&mut self, message: &Message<'_>) {
        let Some(body) = &message.body else { return };
        let format = self.result.format;
        self.within(body, |inspector, text| inspector.payload(text, leading_space(text)));
        self.result.format = format;
    }

    /// The body of a call: an object with `media_id`, whatever else its fields look like.
    fn request_body(&mut self, text: &str) {
        let body = text.trim();
        let start = leading_space(text);
        if body.is_empty() {
            return;
        }
        if !body.starts_with(['{', '[', '"']) {
            let found = if body.contains('=') && !body.contains(char::is_whitespace) {
                unknown::FORM
            } else {
                unknown::TEXT
            };
            return self.not_an_object(found, Span::new(start, start + body.len()));
        }
        let document = read_json::read(text, &mut self.findings);
        let tree = &document.tree;
        let Some(root) = tree.root() else { return };
        self.behind_json(text, document.end);
        match tree[root].shape {
            Shape::Object => {
                let media_id = request::check_body(tree, root, &mut self.findings);
                self.result.request.get_or_insert_with(Request::default).media_id = media_id;
            }
            Shape::String => self.json_string(text, tree, root),
            shape => {
                self.not_an_object(json::describe(shape), tree[root].span());
            }
        }
    }

    /// The query of the address a callback was pushed to, given beside the text.
    fn callback_address(&mut self, address: &str) {
        if self.result.kind != Kind::Callback {
            return;
        }
        let url = Url::split(address, Span::new(0, address.len()));
        self.witness.address(address, &url, None);
        let said = envelope(address, &url);
        let known = self.result.envelope.get_or_insert_with(Envelope::default);
        known.timestamp = said.timestamp;
        known.nonce = said.nonce;
        if known.mode == Mode::Plain {
            known.mode = said.mode;
        }
    }

    fn not_an_object(&mut self, found: Bilingual, span: Span) {
        self.findings.report(|| Diagnostic::new(json::Finding::NotAnObject { found }).at(span));
    }

    fn unrecognized(&mut self, span: Span, found: Bilingual) {
        self.findings.report(|| Diagnostic::new(input::Finding::Unrecognized { found }).at(span));
    }

    fn format(&mut self, format: Format) -> &mut Self {
        if self.result.format == Format::Text {
            self.result.format = format;
        }
        self
    }

    /// Reads an inner text; what is found in it is carried to the outer one.
    fn within(&mut self, source: &Source<'_>, read: impl FnOnce(&mut Self, &str)) {
        let before = self.findings.len();
        let seen = self.witness.seen();
        read(self, &source.text);
        self.witness.lift(seen, source);
        // A value that is not given cannot be wrong, unless what is written beside it can be mended without it.
        self.findings.retain_since(before, |diagnostic| {
            let can_judge = source.can_judge(diagnostic.span);
            source.lift(diagnostic);
            can_judge || diagnostic.fix.is_some()
        });
    }

    fn finish(self) {
        let Self { result, findings, .. } = self;
        (result.diagnostics, result.omitted) = findings.into_sorted();
        result.outcome = match (result.kind, &result.publish, &result.response) {
            (Kind::Callback | Kind::PublishResult, Some(publish), _) => callback::job::outcome(publish),
            (Kind::Response, _, Some(answer)) => response::outcome(answer),
            (Kind::Request, ..) if result.has_errors() => Outcome::Invalid,
            (Kind::Request, ..) => Outcome::Valid,
            _ => Outcome::Unknown,
        };
    }
}
