//! Judges a call: which interface it is for, its method, address and headers. What is in the body is judged in
//! [`super::body`].

use super::placeholder::{is_placeholder, is_taken_out, stands_for};
use super::recognise::{Fit, called_with, fits};
use crate::catalogue::interface::{Interface, Limit, Method, Need};
use crate::diagnostic::{Diagnostic, Fix};
use crate::findings::Findings;
use crate::inspection::{AccessToken, Request};
use crate::read::http::{Message, MethodSlot};
use crate::read::json;
use crate::read::source::Source;
use crate::read::url::Url;
use crate::rule::request::Finding;
use crate::secrets::replaced;
use crate::span::Span;

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
    let ignored = &mut Findings::default();
    let body = message.body.as_ref().map(|body| json::read(&body.text, ignored).tree);
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

/// Judges method, address and headers of a call.
pub(crate) fn check_call(message: &Message<'_>, interface: Interface, findings: &mut Findings) -> Request {
    let mut request = Request::default();
    if let Some((method, span)) = &message.method {
        check_method(method, *span, message.method_slot, interface, findings);
        request.method = Some(method.clone());
    }
    if let Some(source) = &message.url {
        let before = findings.len();
        let url = Url::split(&source.text, Span::new(0, source.text.len()));
        check_address(&source.text, &url, message.method_slot.is_some(), interface, findings);
        if interface.is_token() {
            check_query(&source.text, &url, interface, findings);
        } else {
            request.access_token = check_access_token(&source.text, &url, findings);
        }
        request.url = Some(masked(&source.text, &url));
        findings.since_mut(before).iter_mut().for_each(|diagnostic| source.lift(diagnostic));
        if url.host.is_none() {
            check_host_header(message, findings);
        }
    }
    check_headers(message, interface, findings);
    request
}

fn check_method(
    method: &str,
    span: Span,
    slot: Option<MethodSlot>,
    interface: Interface,
    findings: &mut Findings,
) {
    let wanted = interface.row().method;
    if method == wanted.name() {
        return;
    }
    let diagnostic = Diagnostic::new(match wanted {
        Method::Get => Finding::MethodNotGet { method: method.into() },
        Method::Post => Finding::MethodNotPost { method: method.into() },
    });
    let name = wanted.name();
    findings.report(|| match slot {
        Some(MethodSlot::BehindCurl(curl)) => {
            diagnostic.at(curl).fix(Fix::replace(Span::at(curl.end), format!(" -X {name}")))
        }
        None => diagnostic.at(span).fix(Fix::replace(span, name)),
    });
}

fn check_address(text: &str, url: &Url, is_curl: bool, interface: Interface, findings: &mut Findings) {
    if let Some(scheme) = url.scheme.filter(|scheme| !scheme.of(text).eq_ignore_ascii_case("https")) {
        findings.report(|| Diagnostic::new(Finding::NotHttps).at(scheme).fix(Fix::replace(scheme, "https")));
    } else if let Some(host) = url.host.filter(|_| url.scheme.is_none() && is_curl) {
        // curl takes an address without a scheme for http.
        let start = Span::at(host.start);
        findings.report(|| Diagnostic::new(Finding::NotHttps).at(host).fix(Fix::replace(start, "https://")));
    }
    if let Some(host) = url.host.filter(|host| !is_known_host(host.of(text))) {
        let finding = Finding::WrongHost { host: host.of(text).into() };
        findings.report(|| Diagnostic::new(finding).at(host).fix(Fix::replace(host, HOSTS[0])));
    }
    let path = url.path.of(text);
    if path != interface.path() {
        let shown = if path.is_empty() { "/" } else { path };
        let finding = Finding::WrongPath { path: shown.into(), expected: interface.path() };
        let fix = Fix::replace(url.path, interface.path());
        findings.report(|| Diagnostic::new(finding).at(url.path).fix(fix));
    } else if interface.is_mass_send() {
        let finding = Finding::MassSend { interface: interface.name() };
        findings.report(|| Diagnostic::new(finding).at(url.path));
    }
}

/// Judges the parameters in the query of a call that gets a token.
fn check_query(text: &str, url: &Url, interface: Interface, findings: &mut Findings) {
    let mut missing = Vec::new();
    for field in interface.row().query {
        let given = url.each(text, field.name).next().filter(|given| !given.value.of(text).is_empty());
        let Some(given) = given else {
            missing.extend((field.need == Need::Always).then_some(field.name));
            continue;
        };
        let value = given.value.of(text);
        if value.starts_with('$') || is_taken_out(value) {
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
    if !missing.is_empty() {
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
    let fix = Fix::replace(header.span, format!("{}: {}", header.name, HOSTS[0]));
    findings.report(|| Diagnostic::new(finding).at(header.span).fix(fix));
}

fn check_access_token(text: &str, url: &Url, findings: &mut Findings) -> AccessToken {
    let mut tokens = url.each(text, "access_token");
    let Some(first) = tokens.next().filter(|token| !token.value.of(text).trim().is_empty()) else {
        findings.report(|| Diagnostic::new(Finding::AccessTokenMissing).at(url.span));
        return AccessToken::Missing;
    };
    if let Some(second) = tokens.next() {
        let span = Span::new(second.name.start, second.value.end);
        findings.report(|| Diagnostic::new(Finding::AccessTokenDuplicated).at(span));
    }
    let value = first.value.of(text);
    if value.starts_with('$') || is_taken_out(value) {
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
    let takes_a_body = interface.row().method == Method::Post;
    let is_other = |value: &str| takes_a_body && !value.to_ascii_lowercase().contains("json");
    if let Some(header) = message.header("content-type").filter(|header| is_other(&header.value)) {
        let finding = Finding::ContentTypeNotJson { value: header.value.as_str().into() };
        findings.report(|| Diagnostic::new(finding).at(header.span));
    }
    let has_body = message.body.is_some() || message.body_elsewhere;
    if takes_a_body && !has_body && message.method.is_some() {
        let place = message.url.as_ref().map(Source::whole);
        let needed = interface.row().body.iter().filter(|field| field.need == Need::Always);
        let needed = needed.map(|field| field.name).collect();
        let mut diagnostic = Diagnostic::new(Finding::BodyMissing { needed });
        diagnostic.span = place;
        findings.report(|| diagnostic);
    }
}

/// The address with the values of its access tokens and secrets hidden.
fn masked(text: &str, url: &Url) -> String {
    let is_secret =
        |value: &str| !value.is_empty() && !value.starts_with('$') && !is_token_placeholder(value);
    let secrets = url.query.iter().filter(|parameter| {
        matches!(parameter.name.of(text), "access_token" | "secret") && is_secret(parameter.value.of(text))
    });
    let secrets: Vec<Span> = secrets.map(|parameter| parameter.value).collect();
    replaced(text, &secrets, "***")
}

fn is_token_placeholder(value: &str) -> bool {
    is_placeholder(value) || value.to_ascii_uppercase().contains("ACCESS_TOKEN")
}
