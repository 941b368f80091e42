//! Judges a call of `freepublish/submit`: method, address, headers and body.
//! Document: POST <https://api.weixin.qq.com/cgi-bin/freepublish/submit?access_token=ACCESS_TOKEN>, body `{"media_id"}`.

use crate::check::syntax::pick;
use crate::diagnostic::{Diagnostic, Fix};
use crate::excerpt::Excerpt;
use crate::findings::Findings;
use crate::inspection::{AccessToken, Request};
use crate::read::http::{Message, Method};
use crate::read::source::{Source, escape_json};
use crate::read::url::Url;
use crate::rule;
use crate::rule::input;
use crate::rule::json::{self, describe};
use crate::rule::request::{Finding, Guess, repair};
use crate::secrets::{REMOVED, replaced, without_secrets};
use crate::span::Span;
use crate::syntax::{NodeId, Shape, Tree};

/// The main domain and its documented regional and spare ones.
const HOSTS: &[&str] = &[
    "api.weixin.qq.com",
    "api2.weixin.qq.com",
    "sh.api.weixin.qq.com",
    "sz.api.weixin.qq.com",
    "hk.api.weixin.qq.com",
];
const PATH: &str = "/cgi-bin/freepublish/submit";

/// Judges method, address and headers of a call that stands in `text`.
pub(crate) fn check_call(text: &str, message: &Message<'_>, findings: &mut Findings) -> Request {
    let mut request = Request::default();
    if let Some(method) = &message.method {
        check_method(method, message, findings);
        request.method = Some(method.name.clone());
    }
    if let Some(source) = &message.url {
        let before = findings.len();
        let url = Url::split(&source.text, Span::new(0, source.text.len()));
        check_address(source, &url, message.assumes_http, findings);
        request.access_token = check_access_token(source, &url, findings);
        request.url = Some(masked(source, &url));
        findings.since_mut(before).iter_mut().for_each(|diagnostic| source.lift(diagnostic));
        if url.host.is_none() {
            check_host_header(message, findings);
        }
    }
    check_headers(message, findings);
    tell_what_is_not_judged(text, message, findings);
    request
}

fn check_method(method: &Method<'_>, message: &Message<'_>, findings: &mut Findings) {
    if method.name == "POST" {
        return;
    }
    let diagnostic = Diagnostic::new(Finding::MethodNotPost { method: method.name.as_str().into() });
    findings.report(|| match (&method.source, message.method_slot) {
        (Some(source), _) => {
            let mut diagnostic = diagnostic.fix(Fix::replace(Span::new(0, source.text.len()), "POST"));
            source.lift(&mut diagnostic);
            diagnostic
        }
        (None, Some(slot)) => diagnostic.at(slot.program).fix(Fix::replace(Span::at(slot.at), slot.text)),
        (None, None) => {
            let place = message.url.as_ref().map_or_else(Span::default, Source::whole);
            diagnostic.at(place)
        }
    });
}

fn check_address(source: &Source<'_>, url: &Url, assumes_http: bool, findings: &mut Findings) {
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
    if url.path.of(text) != PATH && given(&url.path) {
        let shown = if url.path.of(text).is_empty() { "/" } else { url.path.of(text) };
        let finding = Finding::WrongPath { path: shown.into() };
        findings.report(|| Diagnostic::new(finding).at(url.path).fix(Fix::replace(url.path, PATH)));
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

fn check_access_token(source: &Source<'_>, url: &Url, findings: &mut Findings) -> AccessToken {
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
    if !source.is_given(first.value)
        || value.starts_with('$')
        || value == REMOVED
        || value.bytes().all(|byte| byte == b'*')
    {
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

fn check_headers(message: &Message<'_>, findings: &mut Findings) {
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
    if let Some(header) =
        message.header("content-type").filter(|h| !h.value.to_ascii_lowercase().contains("json"))
    {
        let finding = Finding::ContentTypeNotJson { value: header.value.as_str().into() };
        findings.report(|| Diagnostic::new(finding).at(header.span));
    }
    if message.body.is_none() && !message.body_elsewhere && message.method.is_some() {
        let place = message.url.as_ref().map(Source::whole);
        let mut diagnostic = Diagnostic::new(Finding::BodyMissing);
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
        let place = message.url.as_ref().map_or_else(|| Span::new(0, text.len()), Source::whole);
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

/// The address with the values of its access tokens hidden.
fn masked(source: &Source<'_>, url: &Url) -> String {
    let text = source.text.as_ref();
    let is_secret =
        |value: &str| !value.is_empty() && !value.starts_with('$') && !is_token_placeholder(value);
    let tokens = url.each(text, "access_token").map(|token| token.value);
    let is_shown = |token: &Span| source.is_given(*token) && is_secret(token.of(text));
    let tokens: Vec<Span> = tokens.filter(is_shown).collect();
    replaced(text, &tokens, "***")
}

/// Judges the body of a call and returns the `media_id` as it was written.
pub(crate) fn check_body(tree: &Tree<'_>, root: NodeId, findings: &mut Findings) -> Option<String> {
    let [media_id] = pick(tree, root, ["media_id"], findings);
    let mut meant = media_id;
    let mut elder = None;
    // Where brackets and commas are in doubt, so is what belongs to a member.
    let sound = !findings.has(|finding| {
        use json::Finding::{Malformed, TrailingComma};
        matches!(finding, rule::Finding::Json(Malformed { .. } | TrailingComma))
    });
    for child in tree.children(root) {
        let name = tree[child].name.as_ref();
        let before = elder.replace(child);
        if name == "media_id" || name.is_empty() {
            continue;
        }
        let at = |finding| Diagnostic::new(finding).at(tree[child].name_span()).path(tree.path(child));
        if name == "access_token" {
            findings.report(|| at(Finding::AccessTokenInBody));
            continue;
        }
        let guessed = media_id.is_none() && meant.is_none() && is_nearly_media_id(name);
        let guess = Guess(guessed.then_some("media_id"));
        let repair = if guessed { repair::RENAME } else { repair::DELETE };
        let mut diagnostic = at(Finding::UnknownField { name: name.into(), guess, repair });
        if guessed {
            meant = Some(child);
            diagnostic = diagnostic.fix(Fix::replace(tree[child].name_span(), "\"media_id\""));
        } else if sound {
            diagnostic = diagnostic.fix(Fix::delete(member_with_comma(tree, child, before)));
        }
        findings.report(|| diagnostic);
    }
    if media_id.is_none() {
        findings.report(|| Diagnostic::new(Finding::MediaIdMissing).at(tree[root].span()).path("/"));
    }
    let id = meant?;
    check_media_id(tree, id, findings);
    Some(tree[id].text.to_string())
}

fn check_media_id(tree: &Tree<'_>, id: NodeId, findings: &mut Findings) {
    let node = &tree[id];
    let at = |finding| Diagnostic::new(finding).at(node.value_span()).path(tree.path(id));
    let text = node.text.as_ref();
    if node.shape != Shape::String {
        let diagnostic = at(Finding::MediaIdNotString { found: describe(node.shape) });
        if node.shape != Shape::Number {
            findings.report(|| diagnostic);
            return;
        }
        findings.report(|| diagnostic.fix(Fix::replace(node.value_span(), format!("\"{text}\""))));
    }
    let value: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if value.is_empty() {
        findings.report(|| at(Finding::MediaIdEmpty));
        return;
    }
    if value.len() < text.len() {
        let mended = format!("\"{}\"", escape_json(&value));
        findings.report(|| at(Finding::MediaIdWhitespace).fix(Fix::replace(node.value_span(), mended)));
    }
    if is_placeholder(&value) || value.to_ascii_uppercase().replace('-', "_").contains("MEDIA_ID") {
        findings.report(|| at(Finding::MediaIdPlaceholder { value: value.as_str().into() }));
        return;
    }
    if let Some(character) = value.chars().find(|c| !c.is_ascii_alphanumeric() && *c != '-' && *c != '_') {
        findings.report(|| at(Finding::MediaIdCharset { character }));
    }
    if value.bytes().all(|b| b.is_ascii_digit()) {
        findings.report(|| at(Finding::MediaIdLooksLikePublishId));
    }
}

fn is_token_placeholder(value: &str) -> bool {
    is_placeholder(value) || value.to_ascii_uppercase().contains("ACCESS_TOKEN")
}

/// Whether a value is what documentation and templates put in place of a value.
fn is_placeholder(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    let wrapped = [('<', '>'), ('{', '}'), ('[', ']')];
    wrapped.iter().any(|(open, close)| lower.starts_with(*open) && lower.ends_with(*close))
        || ["your_", "your-", "yourtoken"].iter().any(|start| lower.starts_with(start))
        || lower.len() >= 2 && lower.bytes().all(|b| b == b'x' || b == b'*' || b == b'.')
        || ["token", "media_id", "test", "todo", "null", "undefined", "none"].contains(&lower.as_str())
}

/// `mediaId`, `MediaID`, `media-id`, `meida_id` …
pub(crate) fn is_nearly_media_id(name: &str) -> bool {
    let plain: String =
        name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).take(16).collect();
    plain == "mediaid" || plain.starts_with('m') && plain.len() >= 6 && distance(&plain, "mediaid") <= 2
}

/// The number of insertions, deletions, replacements and swaps of neighbours that lead from one word to the other.
fn distance(a: &str, b: &str) -> usize {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let replaced = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = replaced.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

/// The member and the comma that would be left over without it.
fn member_with_comma(tree: &Tree<'_>, member: NodeId, before: Option<NodeId>) -> Span {
    let span = tree[member].span();
    match (before, tree.next_sibling(member)) {
        (Some(before), _) => Span::new(tree[before].span().end, span.end),
        (None, Some(behind)) => Span::new(span.start, tree[behind].span().start),
        (None, None) => span,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_pen_are_recognised_and_other_words_are_not() {
        for name in ["mediaId", "MediaID", "media-id", "meida_id", "media_ids", "medai_id"] {
            assert!(is_nearly_media_id(name), "{name}");
        }
        for name in ["publish_id", "id", "title", "media", "articles"] {
            assert!(!is_nearly_media_id(name), "{name}");
        }
    }

    #[test]
    fn placeholders_are_told_from_ids() {
        for value in ["<token>", "{{media_id}}", "xxxx", "YOUR_TOKEN", "undefined"] {
            assert!(is_placeholder(value), "{value}");
        }
        assert!(!is_placeholder("lr1QVk_Sw157DUBZk-X9qtp-3YoIXshnmhq2X2C4jK-"));
    }
}
