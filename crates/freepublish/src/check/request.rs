//! Judges a call: which interface it is for, its method, address and headers. What is in the body is judged in
//! [`super::body`].

use super::placeholder::{is_placeholder, is_taken_out, stands_for};
use super::recognise::{Fit, called_with, fits};
use crate::catalogue::interface::{self, Interface, Limit, Need};
use crate::diagnostic::{Diagnostic, Fix};
use crate::excerpt::Excerpt;
use crate::findings::{Findings, lift};
use crate::inspection::{AccessToken, Request};
use crate::rule::input;
use crate::rule::request::Finding;
use crate::secrets::{replaced, without_secrets};
use crate::span::Span;
use crate::syntax::http::{Message, Method};
use crate::syntax::json;
use crate::syntax::source_map::MappedText;
use crate::syntax::url::Url;

/// The main domain and its documented regional and spare ones.
const HOSTS: &[&str] = &[
    "api.weixin.qq.com",
    "api2.weixin.qq.com",
    "sh.api.weixin.qq.com",
    "sz.api.weixin.qq.com",
    "hk.api.weixin.qq.com",
];

/// The interface a call is for: the one at its path, unless the body is plainly another one's; where there is none, the
/// one that was probably meant.
pub(crate) fn called(message: &Message<'_>) -> Interface {
    let address = message.url.as_ref().map_or("", |url| url.text.as_ref());
    let url = Url::split(address, Span::new(0, address.len()));
    let path = url.path.of(address);
    let body = message.body.as_ref().map(|body| json::read(&body.text).tree);
    let root = body.as_ref().and_then(|tree| Some((tree, tree.root()?)));
    let by_body = root.and_then(|(tree, root)| called_with(tree, root));
    let Some(at_path) = Interface::at(path) else {
        return Interface::near(path).or(by_body).unwrap_or(Interface::Submit);
    };
    let (Some((tree, root)), Some(other)) = (root, by_body) else { return at_path };
    // What a mass-send takes is not known here; a draft's `media_id` on the top level it does not.
    let fits_here = if at_path.is_mass_send() {
        other.is_mass_send()
    } else {
        at_path.row().body.is_empty() || fits(tree, root, at_path) != Fit::None
    };
    if !fits_here && fits(tree, root, other) == Fit::Complete { other } else { at_path }
}

/// Judges method, address and headers of a call that stands in `text`.
pub(crate) fn check_call(
    text: &str,
    message: &Message<'_>,
    interface: Interface,
    findings: &mut Findings,
) -> Request {
    let mut request = Request::default();
    if let Some(method) = &message.method {
        check_method(method, message, interface, findings);
        request.method = Some(method.name.clone());
    }
    if let Some(source) = &message.url {
        let before = findings.len();
        let url = Url::split(&source.text, Span::new(0, source.text.len()));
        check_address(source, &url, message.assumes_http, interface, findings);
        if interface.is_token() {
            check_query(source, &url, interface, findings);
        } else {
            request.access_token = check_access_token(source, &url, findings);
        }
        request.url = Some(masked(source, &url));
        findings.since_mut(before).iter_mut().for_each(|diagnostic| lift(diagnostic, source));
        if url.host.is_none() {
            check_host_header(message, findings);
        }
    }
    check_headers(message, interface, findings);
    tell_what_is_not_judged(text, message, findings);
    request
}

fn check_method(method: &Method<'_>, message: &Message<'_>, interface: Interface, findings: &mut Findings) {
    let wanted = interface.row().method;
    if method.name == wanted.name() {
        return;
    }
    let found = method.name.as_str().into();
    let diagnostic = Diagnostic::new(match wanted {
        interface::Method::Get => Finding::MethodNotGet { method: found },
        interface::Method::Post => Finding::MethodNotPost { method: found },
    });
    findings.report(|| match (&method.source, message.method_slot) {
        (Some(source), _) => {
            let mut diagnostic = diagnostic.fix(Fix::replace(Span::new(0, source.text.len()), wanted.name()));
            lift(&mut diagnostic, source);
            diagnostic
        }
        (None, Some(slot)) => {
            let written = slot.text.replace("POST", wanted.name());
            diagnostic.at(slot.program).fix(Fix::replace(Span::at(slot.at), written))
        }
        (None, None) => {
            let place = message.url.as_ref().map_or_else(Span::default, MappedText::whole);
            diagnostic.at(place)
        }
    });
}

fn check_address(
    source: &MappedText<'_>,
    url: &Url,
    assumes_http: bool,
    interface: Interface,
    findings: &mut Findings,
) {
    let text = source.text.as_ref();
    let given = |span: &Span| source.is_given(*span);
    if let Some(scheme) = url.scheme.filter(given).filter(|s| !s.of(text).eq_ignore_ascii_case("https")) {
        findings.report(|| Diagnostic::new(Finding::NotHttps).at(scheme).fix(Fix::replace(scheme, "https")));
    } else if let Some(host) = url.host.filter(given).filter(|_| url.scheme.is_none() && assumes_http) {
        let start = Span::at(host.start);
        findings.report(|| Diagnostic::new(Finding::NotHttps).at(host).fix(Fix::replace(start, "https://")));
    }
    if let Some(host) = url.host.filter(given).filter(|host| !is_known_host(host.of(text))) {
        let finding = Finding::WrongHost { host: host.of(text).into() };
        findings.report(|| Diagnostic::new(finding).at(host).fix(Fix::replace(host, HOSTS[0])));
    }
    let path = url.path.of(text);
    if path == interface.path() {
        if interface.is_mass_send() {
            let finding = Finding::MassSend { interface: interface.name() };
            findings.report(|| Diagnostic::new(finding).at(url.path));
        }
    } else if given(&url.path) {
        let shown = if path.is_empty() { "/" } else { path };
        let finding = Finding::WrongPath { path: shown.into(), expected: interface.path() };
        let fix = Fix::replace(url.path, interface.path());
        findings.report(|| Diagnostic::new(finding).at(url.path).fix(fix));
    }
}

/// Judges the parameters in the query of a call that gets a token.
fn check_query(source: &MappedText<'_>, url: &Url, interface: Interface, findings: &mut Findings) {
    let text = source.text.as_ref();
    let mut missing = Vec::new();
    for field in interface.row().query {
        let given = url.each(text, field.name).next().filter(|given| !given.value.of(text).is_empty());
        let Some(given) = given else {
            missing.extend((field.need == Need::Always).then_some(field.name));
            continue;
        };
        let value = given.value.of(text);
        if !source.is_given(given.value) || value.starts_with('$') || is_taken_out(value) {
            continue;
        }
        if let [Limit::OneOf(known), ..] = field.limits
            && !known.contains(&value)
        {
            let known = known.to_vec();
            let finding = Finding::FieldValue { name: field.name, value: value.into(), known: known.clone() };
            findings.report(|| match known[..] {
                [only] => Diagnostic::new(finding).at(given.value).fix(Fix::replace(given.value, only)),
                _ => Diagnostic::new(finding).at(given.value),
            });
        } else if stands_for(value, field.name) {
            let finding = Finding::FieldPlaceholder { name: field.name, value: value.into() };
            findings.report(|| Diagnostic::new(finding).at(given.value));
        }
    }
    // They may be in what is not given: `…/token?$QUERY`.
    let start = if url.host.is_some() { url.path.start } else { url.span.start };
    if !missing.is_empty() && source.is_given(Span::new(start, url.span.end)) {
        let finding = Finding::FieldMissing { interface: interface.name(), names: missing };
        findings.report(|| Diagnostic::new(finding).at(url.span));
    }
}

fn is_known_host(host: &str) -> bool {
    let name = host.strip_suffix(":443").unwrap_or(host);
    HOSTS.iter().any(|known| known.eq_ignore_ascii_case(name))
}

fn check_host_header(message: &Message<'_>, findings: &mut Findings) {
    let Some(header) = message.header("host").filter(|header| !is_known_host(&header.value)) else { return };
    let finding = Finding::WrongHost { host: header.value.as_str().into() };
    findings.report(|| {
        let diagnostic = Diagnostic::new(finding).at(header.span);
        if !message.is_raw {
            return diagnostic;
        }
        diagnostic.fix(Fix::replace(header.span, format!("{}: {}", header.name, HOSTS[0])))
    });
}

fn check_access_token(source: &MappedText<'_>, url: &Url, findings: &mut Findings) -> AccessToken {
    let text = source.text.as_ref();
    let mut tokens = url.each(text, "access_token");
    let Some(first) = tokens.next().filter(|token| !token.value.of(text).trim().is_empty()) else {
        // It may be in what is not given: `$URL`, `…/submit?$QUERY`.
        let start = if url.host.is_some() { url.path.start } else { url.span.start };
        if !source.is_given(Span::new(start, url.span.end)) {
            return AccessToken::Placeholder;
        }
        findings.report(|| Diagnostic::new(Finding::AccessTokenMissing).at(url.span));
        return AccessToken::Missing;
    };
    if let Some(second) = tokens.next() {
        let span = Span::new(second.name.start, second.value.end);
        findings.report(|| Diagnostic::new(Finding::AccessTokenDuplicated).at(span));
    }
    let value = first.value.of(text);
    if !source.is_given(first.value) || value.starts_with('$') || is_taken_out(value) {
        // A shell variable, which whoever runs the command fills in; or a token that was taken out on purpose.
        return AccessToken::Placeholder;
    }
    if is_token_placeholder(value) {
        let finding = Finding::AccessTokenPlaceholder { value: value.into() };
        findings.report(|| Diagnostic::new(finding).at(first.value));
        return AccessToken::Placeholder;
    }
    findings.report(|| Diagnostic::new(Finding::AccessTokenVisible).at(first.value));
    AccessToken::Present
}

/// How many headers a message names.
const MOST_NAMED: usize = 8;

fn check_headers(message: &Message<'_>, interface: Interface, findings: &mut Findings) {
    let is_browsers = |name: &str| {
        let name = name.to_ascii_lowercase();
        name == "origin" || name == "referer" || name.starts_with("sec-fetch-")
    };
    let mut browsers = message.headers.iter().filter(|header| is_browsers(&header.name)).peekable();
    if let Some(span) = browsers.peek().map(|first| first.span) {
        let headers = browsers.take(MOST_NAMED).map(|header| header.name.as_str().into()).collect();
        findings.report(|| Diagnostic::new(Finding::CalledFromFrontend { headers }).at(span));
    }
    if let Some(form) = message.form {
        findings.report(|| Diagnostic::new(Finding::FormBody).at(form));
        return;
    }
    let takes_a_body = interface.row().method == interface::Method::Post;
    let is_other = |value: &str| takes_a_body && !value.to_ascii_lowercase().contains("json");
    if let Some(header) = message.header("content-type").filter(|header| is_other(&header.value)) {
        let finding = Finding::ContentTypeNotJson { value: header.value.as_str().into() };
        findings.report(|| Diagnostic::new(finding).at(header.span));
    }
    let has_body = message.body.is_some() || message.body_elsewhere;
    if takes_a_body && !has_body && message.method.is_some() {
        let place = message.url.as_ref().map(MappedText::whole);
        let needed = interface.row().body.iter().filter(|field| field.need == Need::Always);
        let needed = needed.map(|field| field.name).collect();
        let mut diagnostic = Diagnostic::new(Finding::BodyMissing { needed });
        diagnostic.span = place;
        findings.report(|| diagnostic);
    }
}

/// How many things that are not given a message names.
const MOST_NOT_GIVEN: usize = 5;

/// Says what a call names and does not hold, and which other calls stand beside it.
fn tell_what_is_not_judged(text: &str, message: &Message<'_>, findings: &mut Findings) {
    if let Some(first) = message.not_given.first() {
        let names = message.not_given.iter().take(MOST_NOT_GIVEN).map(|span| named(span.of(text)));
        let names = names.collect();
        findings.report(|| Diagnostic::new(Finding::NotGiven { names }).at(*first));
    }
    if let Some(others) = &message.others {
        let names = others.names.iter().map(|name| name.as_str().into()).collect();
        let finding = input::Finding::SeveralCalls { count: others.count, names };
        let place = message.url.as_ref().map_or_else(|| Span::new(0, text.len()), MappedText::whole);
        findings.report(|| Diagnostic::new(finding).at(place));
    }
}

/// What to call what is not given. A command that computes it may hold a secret.
fn named(text: &str) -> Excerpt {
    if text.starts_with("$(") {
        return "$(…)".into();
    }
    let start: String = text.chars().take(40).collect();
    if start.starts_with('`') { "`…`".into() } else { without_secrets(&start).0.as_str().into() }
}

/// The address with the values of its access tokens and secrets hidden.
fn masked(source: &MappedText<'_>, url: &Url) -> String {
    let text = source.text.as_ref();
    let is_secret =
        |value: &str| !value.is_empty() && !value.starts_with('$') && !is_token_placeholder(value);
    let is_shown = |value: &Span| source.is_given(*value) && is_secret(value.of(text));
    let secrets = url.query.iter().filter(|one| matches!(one.name.of(text), "access_token" | "secret"));
    let secrets: Vec<Span> = secrets.map(|parameter| parameter.value).filter(is_shown).collect();
    replaced(text, &secrets, "***")
}

fn is_token_placeholder(value: &str) -> bool {
    is_placeholder(value) || value.to_ascii_uppercase().contains("ACCESS_TOKEN")
}
