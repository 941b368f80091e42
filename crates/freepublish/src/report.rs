//! The report: an inspection in one language, as the command line's `--format json` and the JavaScript interface give
//! it. This module decides once how offsets count, that what is absent is `null`, and that no secret gets out.

use std::borrow::Cow;

use serde::Serialize;

use crate::catalogue::interface::Interface;
use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::inspection::{self, Inspection};
use crate::lang::Lang;
use crate::secrets::{masked, masked_about, secrets};
use crate::span::{LineIndex, OffsetUnit, Span};
use crate::verdict::verdict;

/// An inspection, told in one language. Keys that have no value are `null`, lists that have none are empty.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Inspection"))]
#[non_exhaustive]
pub struct Report {
    /// What the text is.
    #[cfg_attr(feature = "schema", schemars(schema_with = "names::kind"))]
    pub kind: &'static str,
    /// The interface that a call or an answer belongs to, `freepublish/submit`; `null` where that cannot be told.
    pub interface: Option<&'static str>,
    /// What the text is written in.
    #[cfg_attr(feature = "schema", schemars(schema_with = "names::format"))]
    pub format: &'static str,
    /// What happened and what to do next.
    pub verdict: Verdict,
    /// The call.
    pub request: Option<Request>,
    /// The answer to a call.
    pub response: Option<Response>,
    /// The head of an event.
    pub header: Option<Header>,
    /// The publish job, of a callback or of `freepublish/get`.
    pub publish: Option<Publish>,
    /// How an event was transported.
    pub envelope: Option<Envelope>,
    /// What was found, in the order of the text.
    pub diagnostics: Vec<ReportedDiagnostic>,
    /// How many more there were.
    pub omitted_diagnostics: usize,
}

/// What happened and what to do next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Verdict {
    /// What came of it, in one word.
    #[cfg_attr(feature = "schema", schemars(schema_with = "names::outcome"))]
    pub outcome: &'static str,
    /// No further news is to be expected for this `publish_id`.
    pub settled: bool,
    /// One sentence that stands alone.
    pub headline: String,
    /// What to do next, most useful first.
    pub advice: Vec<String>,
}

/// A call of one of the interfaces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Request {
    /// The method, in capitals.
    pub method: Option<String>,
    /// The address, its secrets masked.
    pub url: Option<String>,
    /// What became of the access token; `not_given` when only a body was pasted.
    #[cfg_attr(feature = "schema", schemars(schema_with = "names::access_token"))]
    pub access_token: &'static str,
    /// The draft it is about, as written.
    pub media_id: Option<String>,
}

/// The answer to a call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Response {
    /// The error code; absent means success.
    pub errcode: Option<i64>,
    /// The error text, as sent.
    pub errmsg: Option<String>,
    /// The publish job, digits as sent.
    pub publish_id: Option<String>,
    /// The data id of the message, digits as sent.
    pub msg_data_id: Option<String>,
    /// WeChat's request id.
    pub rid: Option<String>,
}

/// The head of an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Header {
    /// The account's `gh_…` id.
    pub to_user_name: Option<String>,
    /// An openid, or `mphelper`.
    pub from_user_name: Option<String>,
    /// Seconds since 1970 UTC.
    pub create_time: Option<i64>,
    /// `event` for events.
    pub msg_type: Option<String>,
    /// The name of the event.
    pub event: Option<String>,
}

/// A publish job.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Publish {
    /// The job, digits as sent.
    pub publish_id: Option<String>,
    /// The status as sent, known or not.
    pub publish_status: Option<i64>,
    /// The published message, white space removed.
    pub article_id: Option<String>,
    /// How many articles the payload states.
    pub count: Option<u32>,
    /// The published articles.
    pub articles: Vec<Article>,
    /// The articles that did not pass, counted from 1.
    pub fail_idx: Vec<u32>,
}

/// A published article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Article {
    /// Its number, from 1.
    pub idx: Option<u32>,
    /// Its permanent link.
    pub article_url: Option<String>,
}

/// How an event was transported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Envelope {
    /// Which of WeChat's three message modes.
    #[cfg_attr(feature = "schema", schemars(schema_with = "names::mode"))]
    pub mode: &'static str,
    /// What is known of the signature.
    #[cfg_attr(feature = "schema", schemars(schema_with = "names::signature"))]
    pub signature: &'static str,
    /// Whether the body was decrypted.
    pub decrypted: bool,
    /// The app id inside the message.
    pub app_id: Option<String>,
    /// Seconds since 1970 UTC.
    pub timestamp: Option<i64>,
    /// As sent.
    pub nonce: Option<String>,
}

/// A finding, in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Diagnostic"))]
#[non_exhaustive]
pub struct ReportedDiagnostic {
    /// The stable code: `callback/fail-idx-missing`.
    pub code: &'static str,
    /// How bad it is.
    #[cfg_attr(feature = "schema", schemars(schema_with = "names::severity"))]
    pub severity: &'static str,
    /// What was found.
    pub message: String,
    /// Why it matters and what to do.
    pub advice: String,
    /// The place in the document.
    pub path: Option<String>,
    /// The place in the text; `null` only when it is about the whole input.
    pub span: Option<ReportedSpan>,
    /// A mechanical repair. What it puts in holds no secret: one that stays is left where it stands, between two edits;
    /// a repair that would have to rewrite a secret is left out.
    pub fix: Option<ReportedFix>,
}

/// A place in the text that was read. Offsets count bytes of UTF-8 in the library and on the command line, UTF-16 code
/// units in the JavaScript interface; in bytes of another encoding (`input/not-utf8`) they do not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Span"))]
#[non_exhaustive]
pub struct ReportedSpan {
    /// Offset of the beginning.
    pub start: usize,
    /// Offset behind the end.
    pub end: usize,
    /// Line of the beginning, from 1.
    pub line: u32,
    /// Column of the beginning in Unicode scalar values, from 1.
    pub column: u32,
}

/// A repair.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Fix"))]
#[non_exhaustive]
pub struct ReportedFix {
    /// What it does.
    pub label: String,
    /// Replacements in ascending order.
    pub edits: Vec<ReportedEdit>,
}

/// A replacement. Offsets count as those of a span.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Edit"))]
#[non_exhaustive]
pub struct ReportedEdit {
    /// Offset of the beginning.
    pub start: usize,
    /// Offset behind the end.
    pub end: usize,
    /// What comes there.
    pub text: String,
}

impl Report {
    /// Tells `inspection` of `text` in `lang`, its offsets counted in `unit`.
    pub fn new(inspection: &Inspection, text: &str, lang: Lang, unit: OffsetUnit) -> Self {
        let words = verdict(inspection, lang);
        let index = LineIndex::new(text);
        let hidden = secrets(text);
        Self {
            kind: inspection.kind.name(),
            interface: inspection.interface.map(Interface::name),
            format: inspection.format.name(),
            verdict: Verdict {
                outcome: inspection.outcome.name(),
                settled: inspection.outcome.is_settled(),
                headline: masked(&words.headline),
                advice: words.advice.iter().map(|advice| masked(advice)).collect(),
            },
            request: inspection.request.as_ref().map(Request::from),
            response: inspection.response.as_ref().map(Response::from),
            header: inspection.header.as_ref().map(Header::from),
            publish: inspection.publish.as_ref().map(Publish::from),
            envelope: inspection.envelope.as_ref().map(Envelope::from),
            diagnostics: inspection
                .diagnostics
                .iter()
                .map(|d| diagnostic(d, text, &hidden, &index, lang, unit))
                .collect(),
            omitted_diagnostics: inspection.omitted.count,
        }
    }
}

fn diagnostic(
    diagnostic: &Diagnostic,
    text: &str,
    hidden: &[Span],
    index: &LineIndex<'_>,
    lang: Lang,
    unit: OffsetUnit,
) -> ReportedDiagnostic {
    let place = |span: Span| (index.offset(span.start, unit), index.offset(span.end, unit));
    let told = |sentence: &str| masked_about(sentence, text, hidden, diagnostic.span);
    ReportedDiagnostic {
        code: diagnostic.code(),
        severity: diagnostic.severity().name(),
        message: told(&diagnostic.message(lang)),
        advice: told(&diagnostic.advice(lang)),
        path: diagnostic.path.as_deref().map(told),
        span: diagnostic.span.map(|span| {
            let (start, end) = place(span);
            let position = index.position(span.start);
            ReportedSpan { start, end, line: position.line, column: position.column }
        }),
        fix: diagnostic.fix.as_ref().and_then(|fix| edits_without_secrets(fix, text, hidden)).map(|edits| {
            ReportedFix {
                label: told(&diagnostic.fix_label(lang)),
                edits: edits
                    .into_iter()
                    .map(|Edit { span, text }| {
                        let (start, end) = place(span);
                        ReportedEdit { start, end, text }
                    })
                    .collect(),
            }
        }),
    }
}

/// The same repair in edits that put in no secret. One that stood there before stays where it stands: the edit is divided
/// around it. `None` when a secret would have to be written anew, as its escapes change. `hidden` are the secrets of the
/// text.
fn edits_without_secrets(fix: &Fix, text: &str, hidden: &[Span]) -> Option<Vec<Edit>> {
    let mut edits = Vec::with_capacity(fix.edits.len());
    for Edit { span, text: new } in &fix.edits {
        let first = hidden.partition_point(|secret| secret.end <= span.start);
        let overlapping = hidden[first..].iter().take_while(|secret| secret.start < span.end);
        let (mut start, mut done) = (span.start, 0);
        let mut kept: Vec<Span> = Vec::new();
        for secret in overlapping.filter(|_| !new.is_empty()) {
            let is_inside = span.start <= secret.start && secret.end <= span.end;
            let value = secret.of(text);
            let at = done + new[done..].find(value).filter(|_| is_inside)?;
            edits.push(Edit { span: Span::new(start, secret.start), text: new[done..at].to_owned() });
            (start, done) = (secret.end, at + value.len());
            kept.push(Span::new(at, done));
        }
        edits.push(Edit { span: Span::new(start, span.end), text: new[done..].to_owned() });
        let is_kept = |secret: &Span| {
            let at = kept.partition_point(|kept| kept.end < secret.end);
            kept.get(at).is_some_and(|kept| kept.start <= secret.start)
        };
        if !secrets(new).iter().all(is_kept) {
            return None;
        }
    }
    Some(edits)
}

impl From<&inspection::Request> for Request {
    fn from(from: &inspection::Request) -> Self {
        let inspection::Request { method, url, access_token, media_id } = from.clone();
        Self { method, url: url.as_deref().map(masked), access_token: access_token.name(), media_id }
    }
}

impl From<&inspection::Response> for Response {
    fn from(from: &inspection::Response) -> Self {
        let inspection::Response { errcode, errmsg, publish_id, msg_data_id, rid } = from.clone();
        Self { errcode, errmsg: errmsg.as_deref().map(masked), publish_id, msg_data_id, rid }
    }
}

impl From<&inspection::Header> for Header {
    fn from(from: &inspection::Header) -> Self {
        let inspection::Header { to_user_name, from_user_name, create_time, msg_type, event } = from.clone();
        Self {
            to_user_name,
            from_user_name,
            create_time,
            msg_type: msg_type.map(Cow::into_owned),
            event: event.map(Cow::into_owned),
        }
    }
}

impl From<&inspection::Publish> for Publish {
    fn from(from: &inspection::Publish) -> Self {
        let inspection::Publish { publish_id, publish_status, article_id, count, articles, fail_idx } =
            from.clone();
        let articles = articles
            .into_iter()
            .map(|inspection::Article { idx, article_url }| Article {
                idx,
                article_url: article_url.as_deref().map(masked),
            })
            .collect();
        Self { publish_id, publish_status, article_id, count, articles, fail_idx }
    }
}

impl From<&inspection::Envelope> for Envelope {
    fn from(from: &inspection::Envelope) -> Self {
        let inspection::Envelope { mode, signature, decrypted, app_id, timestamp, nonce } = from.clone();
        Self { mode: mode.name(), signature: signature.name(), decrypted, app_id, timestamp, nonce }
    }
}

/// The names of the enumerations, for the schema.
#[cfg(feature = "schema")]
mod names {
    use schemars::{Schema, SchemaGenerator, json_schema};

    use crate::diagnostic::Severity;
    use crate::inspection::{AccessToken, Format, Kind, Mode, Outcome, Signature};

    /// Lists the names of every variant. The match makes sure that none is left out.
    macro_rules! names {
        ($($function:ident: $Enum:ident { $($Variant:ident),+ $(,)? })+) => { $(
            pub(super) fn $function(_: &mut SchemaGenerator) -> Schema {
                const fn listed(one: $Enum) -> &'static str {
                    match one { $( $Enum::$Variant )|+ => one.name() }
                }
                json_schema!({ "type": "string", "enum": [$( listed($Enum::$Variant) ),+] })
            }
        )+ };
    }

    names! {
        access_token: AccessToken { Present, Missing, Placeholder, NotGiven }
        format: Format { Xml, Json, Http, Curl, Powershell, Fetch, Har, Url, Text }
        kind: Kind { Request, Response, Callback, PublishResult, Unknown }
        mode: Mode { Plain, Compatible, Secure }
        outcome: Outcome {
            Published, Publishing, OriginalityFailed, Failed, Rejected, DeletedByUser, BannedBySystem,
            Accepted, Answered, Refused, Valid, Invalid, Unknown,
        }
        severity: Severity { Error, Warning, Info }
        signature: Signature { Valid, Invalid, Unchecked }
    }
}
