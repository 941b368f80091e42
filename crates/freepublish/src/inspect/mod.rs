//! The way of a text: what is it written in, what is it, what does it say, what is wrong with it.

mod detect;
mod embedded;
mod message;
mod observer;

use std::borrow::Cow;

pub(crate) use self::detect::is_wechat;
use self::detect::{address, behind, classify, documents_in, how, is_html, is_list, leading_space, unknown};
pub(crate) use self::observer::Observer;
use crate::MAX_INPUT;
use crate::catalogue::interface::Interface;
use crate::check::recognise::{answered_by, called_with};
use crate::check::{answer, body, callback, response, syntax};
use crate::diagnostic::{Diagnostic, Fix};
use crate::encoding::{self, Decoded, Encoding};
use crate::findings::{Findings, lift};
use crate::inspection::{Format, Inspection, Kind, Outcome, Request};
use crate::lang::Bilingual;
use crate::rule::{input, json, xml};
use crate::span::Span;
use crate::syntax::command::{self, Language};
use crate::syntax::source_map::{MappedText, unescape_entities, unescape_json};
use crate::syntax::{NodeId, NodeKind, Tree, json as read_json, xml as read_xml};
use crate::syntax::{har, http, http_file};

/// What the caller knows beyond the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// What the text is, where the caller knows better than its shape says.
    pub kind: KindHint,
    /// The interface that a call or an answer belongs to, where the caller knows: `{"errcode":0,"errmsg":"ok"}` does not
    /// tell.
    pub interface: Option<Interface>,
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
    /// A call of one of the interfaces.
    Request,
    /// The answer to a call.
    Response,
    /// A pushed event.
    Callback,
}

/// Reads a text that has to do with publishing a WeChat draft. Never fails: what cannot be read is said in the
/// diagnostics, whose spans are byte offsets into `text`.
pub fn inspect(text: &str, options: &Options) -> Inspection {
    inspect_with(text, options, &mut ())
}

/// Like [`inspect`], and lets `observer` see what an inspection does not keep.
pub(crate) fn inspect_with<O: Observer>(text: &str, options: &Options, observer: &mut O) -> Inspection {
    let mut result = Inspection::default();
    let findings = Findings::default();
    let mut inspector =
        Inspector { options, findings, result: &mut result, depth: 0, is_surrounded: false, observer };
    inspector.input(text);
    if let Some(query) = options.url.as_deref() {
        inspector.callback_address(query);
    }
    inspector.finish();
    result
}

/// Like [`inspect`], for bytes of unknown encoding: the text that was read and its inspection. UTF-8 is taken as it is. Of
/// other encodings GBK and UTF-16 are recognised, without a byte order mark too, which is left out of the text; what
/// is none of them is read as UTF-8 with U+FFFD in the place of what is not. `input/not-utf8` says which it was. All
/// places count in the text that was read, not in `bytes`.
pub fn inspect_bytes<'a>(bytes: &'a [u8], options: &Options) -> (Cow<'a, str>, Inspection) {
    inspect_bytes_with(bytes, options, encoding::from_gb18030)
}

/// Like [`inspect_bytes`], for those who have a decoder of GB 18030 of their own and do without the feature `gbk`, as a
/// browser does. It is asked for bytes that look like GBK, and says `None` where they are none.
pub fn inspect_bytes_with<'a>(
    bytes: &'a [u8],
    options: &Options,
    gb18030: impl FnOnce(&[u8]) -> Option<String>,
) -> (Cow<'a, str>, Inspection) {
    let (text, not_utf8) = read_bytes(bytes, gb18030);
    let mut inspection = inspect(&text, options);
    if let Some(diagnostic) = not_utf8 {
        inspection.tell_first(diagnostic);
    }
    (text, inspection)
}

/// The text that bytes are read as, and the finding that they are no UTF-8, at the first character read otherwise: what
/// [`inspect_bytes_with`] begins with, for those who read the text again later. [`Inspection::tell_first`] adds the finding.
pub fn read_bytes(
    bytes: &[u8],
    gb18030: impl FnOnce(&[u8]) -> Option<String>,
) -> (Cow<'_, str>, Option<Diagnostic>) {
    let Decoded { text, encoding, offset, first } = match encoding::decode(bytes, gb18030) {
        Ok(text) => return (text, None),
        Err(decoded) => decoded,
    };
    let read_as = match encoding {
        Encoding::Gbk => input::read_as::GBK,
        Encoding::Utf16Be => input::read_as::UTF16_BE,
        Encoding::Utf16Le => input::read_as::UTF16_LE,
        Encoding::Unknown => input::read_as::UNKNOWN,
    };
    let length = text[first..].chars().next().map_or(0, char::len_utf8);
    let diagnostic =
        Diagnostic::new(input::Finding::NotUtf8 { offset, read_as }).at(Span::new(first, first + length));
    (Cow::Owned(text), Some(diagnostic))
}

/// How many texts inside texts are opened: a log that quotes a log that quotes a message, and one more.
const MOST_INSIDE: usize = 4;

struct Inspector<'o, O> {
    options: &'o Options,
    findings: Findings,
    result: &'o mut Inspection,
    /// How many texts inside texts were opened.
    depth: usize,
    /// Whether there is text around the payload, as in a log.
    is_surrounded: bool,
    observer: &'o mut O,
}

impl<O: Observer> Inspector<'_, O> {
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
        let whole = MappedText::slice(text, Span::new(start, text.len()));
        // The white space in front belongs to a JSON text that begins there: JSON does not allow every kind.
        let front = text[..start].strip_prefix('\u{feff}').unwrap_or(&text[..start]);
        let before = if front.trim_start().is_empty() { start - front.len() } else { start };
        let json = MappedText::slice(text, Span::new(before, text.len()));
        match rest.as_bytes().first() {
            Some(b'<') if is_html(rest) => self.html(Span::new(start, text.len())),
            Some(b'<') => self.format(Format::Xml).within(&whole, Self::xml),
            Some(b'{') if rest.starts_with("{\\\"") => {
                self.escaped(text, Span::new(start, text.trim_end().len()));
            }
            Some(b'[') if !is_list(rest) => self.words(text, start),
            Some(b'"') if rest.starts_with("\"\"\"") => self.words(text, start),
            Some(b'{' | b'[' | b'"') => self.format(Format::Json).within(&json, Self::json),
            Some(b'&') if rest.starts_with("&lt;") => self.escaped_entities(text, start),
            _ if rest.starts_with('｛') => self.format(Format::Json).within(&json, Self::json),
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
            let whole = MappedText::slice(text, Span::new(start, text.len()));
            return self.format(Format::Text).within(&whole, Self::request_body);
        }
        self.embedded(text, start);
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

    fn open_escaped(&mut self, span: Span, source: &MappedText<'_>, how: Bilingual) {
        let fix = Fix::replace(span, source.text.as_ref());
        self.findings.report(|| Diagnostic::new(input::Finding::EscapedTwice { how }).at(span).fix(fix));
        self.open(source);
    }

    /// Reads the text inside a text. What is found there keeps no repair of its own while the outer one is open: it
    /// would have to be written in the outer text's escapes, only to be undone by the next press.
    fn open(&mut self, source: &MappedText<'_>) {
        self.open_with(source, |inspector, inner| inspector.payload(inner, leading_space(inner)));
    }

    /// Whether one more text inside a text is opened; if not, that is said.
    fn goes_deeper(&mut self, source: &MappedText<'_>) -> bool {
        self.depth += 1;
        let goes = self.depth <= MOST_INSIDE;
        if !goes {
            self.unrecognized(source.whole(), unknown::TEXT);
        }
        goes
    }

    fn open_with(&mut self, source: &MappedText<'_>, read: impl FnOnce(&mut Self, &str)) {
        if !self.goes_deeper(source) {
            return;
        }
        self.within(source, |inspector, inner| {
            let before = inspector.findings.len();
            read(inspector, inner);
            for diagnostic in inspector.findings.since_mut(before) {
                diagnostic.fix = None;
            }
        });
    }

    fn xml(&mut self, text: &str) {
        let document = read_xml::read(text);
        syntax::report(text, &document, &mut self.findings);
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
        if more > 0 {
            self.several_documents(more + 1, rest);
        } else if !self.is_surrounded {
            self.findings.report(|| Diagnostic::new(xml::Finding::TrailingContent).at(rest));
        }
    }

    fn json(&mut self, text: &str) {
        let before = self.findings.mark();
        let document = read_json::read(text);
        syntax::report(text, &document, &mut self.findings);
        let tree = &document.tree;
        let Some(root) = tree.root() else { return };
        if let Some(message) = har::read(text, tree, root, is_wechat) {
            self.result.format = Format::Har;
            return self.message(text, &message);
        }
        match tree[root].shape {
            NodeKind::Object => {
                if self.kind_of(tree, root) == Kind::Unknown
                    && self.is_log_line(text, tree, root, document.end, before)
                {
                    return;
                }
                self.object(text, tree, root);
                self.behind_json(text, document.end);
            }
            // A quote that a log has opened.
            NodeKind::String if behind(text, document.end).is_some() => {
                self.findings.rewind(before);
                self.embedded(text, leading_space(text));
            }
            NodeKind::String => self.json_string(text, tree, root),
            shape => {
                self.behind_json(text, document.end);
                self.not_an_object(syntax::describe(shape), tree[root].span());
                if let Some(first) =
                    tree.children(root).next().filter(|id| tree[*id].shape == NodeKind::Object)
                {
                    let count = tree.children(root).count();
                    if count > 1 {
                        self.several_documents(count, tree[root].span());
                    }
                    self.object(text, tree, first);
                }
            }
        }
    }

    /// What stands behind a JSON value. Behind a message of WeChat's it is what a log wrote there; behind a call it
    /// would be sent along, and WeChat refuses that.
    fn behind_json(&mut self, text: &str, end: usize) {
        match self.result.kind {
            Kind::Request => self.behind_call(text, end),
            Kind::Unknown if !self.is_surrounded => self.behind_call(text, end),
            _ => {
                let Some(rest) = behind(text, end) else { return };
                match documents_in(rest.of(text)) {
                    0 => self.surrounded_by(rest),
                    more => self.several_documents(more + 1, rest),
                }
            }
        }
    }

    fn behind_call(&mut self, text: &str, end: usize) {
        let Some(rest) = behind(text, end) else { return };
        match documents_in(rest.of(text)) {
            0 => {
                let problem = json::CONTENT_BEHIND;
                self.findings.report(|| Diagnostic::new(json::Finding::Malformed { problem }).at(rest));
            }
            more => self.several_documents(more + 1, rest),
        }
    }

    fn several_documents(&mut self, count: usize, span: Span) {
        self.findings.report(|| Diagnostic::new(input::Finding::SeveralDocuments { count }).at(span));
    }

    /// There is text around the payload. One place is enough to say so.
    fn surrounded_by(&mut self, span: Span) {
        if !std::mem::replace(&mut self.is_surrounded, true) {
            self.findings.report(|| Diagnostic::new(input::Finding::SurroundingText).at(span));
        }
    }

    /// A string on top: JSON that was encoded twice, or a payload quoted by a log.
    fn json_string(&mut self, text: &str, tree: &Tree<'_>, root: NodeId) {
        let span = tree[root].value_span();
        let source = read_json::content(span, text);
        let content = source.text.trim_start();
        if content.starts_with('<') {
            return self.open_escaped(span, &source, how::JSON_STRING);
        }
        if content.starts_with('{') {
            let fix = Fix::replace(span, source.text.as_ref());
            self.findings.report(|| Diagnostic::new(json::Finding::DoubleEncoded).at(span).fix(fix));
            return self.open(&source);
        }
        self.not_an_object(syntax::describe(NodeKind::String), span);
    }

    /// What an object is: by what was said of it, else by its members.
    fn kind_of(&self, tree: &Tree<'_>, object: NodeId) -> Kind {
        match (self.options.kind, classify(tree, object)) {
            (KindHint::Auto, kind) => kind,
            (KindHint::Response, Kind::PublishResult) => Kind::PublishResult,
            (KindHint::Request, _) => Kind::Request,
            (KindHint::Response, _) => Kind::Response,
            (KindHint::Callback, _) => Kind::Callback,
        }
    }

    fn object(&mut self, text: &str, tree: &Tree<'_>, root: NodeId) {
        let kind = self.kind_of(tree, root);
        match kind {
            Kind::Callback => self.callback(text, tree, root, unknown::OBJECT),
            Kind::PublishResult => {
                self.result.kind = kind;
                self.result.interface = Some(Interface::Get);
                self.result.publish = Some(callback::job::check(text, tree, root, &mut self.findings));
            }
            Kind::Response => {
                self.result.kind = kind;
                // Beside its call it is known what an answer answers.
                let known = self.options.interface.or(self.result.interface);
                let interface = known.or_else(|| answered_by(tree, root));
                self.result.interface = interface;
                self.result.response = Some(response::check(tree, root, interface, &mut self.findings));
                self.result.answer = answer::check(tree, root, interface, &mut self.findings);
            }
            Kind::Request => {
                self.result.kind = kind;
                self.call(text, tree, root);
            }
            Kind::Unknown => self.unrecognized(tree[root].span(), unknown::OBJECT),
        }
    }

    /// The body of a call, of the interface its address names or else its members.
    fn call(&mut self, text: &str, tree: &Tree<'_>, root: NodeId) {
        let known = self.result.interface.or(self.options.interface);
        let interface = known.or_else(|| called_with(tree, root)).unwrap_or(Interface::Submit);
        self.result.interface = Some(interface);
        let media_id = body::check(text, tree, root, interface, &mut self.findings);
        self.result.request.get_or_insert_with(Request::default).media_id = media_id;
    }

    fn callback(&mut self, text: &str, tree: &Tree<'_>, root: NodeId, otherwise: Bilingual) {
        if callback::event::check(text, tree, root, self.result, &mut self.findings) {
            self.result.kind = Kind::Callback;
            self.observer.document(tree, root);
        } else {
            self.unrecognized(tree[root].span(), otherwise);
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
    fn within(&mut self, source: &MappedText<'_>, read: impl FnOnce(&mut Self, &str)) {
        let before = self.findings.len();
        let seen = self.observer.seen();
        read(self, &source.text);
        self.observer.lift(seen, source);
        // A value that is not given cannot be wrong, unless what is written beside it can be mended without it.
        self.findings.retain_since(before, |diagnostic| {
            let can_judge = source.can_judge(diagnostic.span);
            lift(diagnostic, source);
            can_judge || diagnostic.fix.is_some()
        });
    }

    fn finish(self) {
        let Self { result, findings, .. } = self;
        (result.diagnostics, result.omitted) = findings.into_sorted();
        result.outcome = match (result.kind, &result.publish, &result.response) {
            (Kind::Callback | Kind::PublishResult, Some(publish), _) => callback::job::outcome(publish),
            (Kind::Response, _, Some(response)) => response::outcome(response, result),
            (Kind::Request, ..) if result.has_errors() => Outcome::Invalid,
            (Kind::Request, ..) => Outcome::Valid,
            _ => Outcome::Unknown,
        };
    }
}
