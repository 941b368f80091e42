//! Finds what must not be shown: access tokens and app secrets, in whatever they were pasted in.

pub(crate) use freepublish::secrets::{MASK, masked};

use freepublish::rule::request;
use freepublish::secrets::masked_about;
use freepublish::{Diagnostic, Span, rule};

use crate::render::wrap;

/// The secrets in a text, ascending: those that are known by their names, and the access tokens that findings are about.
pub(crate) fn secrets(text: &str, findings: &[&Diagnostic]) -> Vec<Span> {
    let visible = |finding: &&&Diagnostic| {
        matches!(finding.finding, rule::Finding::Request(request::Finding::AccessTokenVisible))
    };
    let mut spans = freepublish::secrets::secrets(text);
    spans.extend(findings.iter().filter(visible).filter_map(|finding| finding.span));
    merge(spans)
}

/// The text without its secrets, or as much of it as anyone wants to read at one place.
pub(crate) fn brief(text: &str) -> String {
    shortened(text, masked)
}

/// The same for what is told of a place in a text whose secrets are known.
pub(crate) fn brief_about(told: &str, text: &str, secrets: &[Span], place: Option<Span>) -> String {
    shortened(told, |told| masked_about(told, text, secrets, place))
}

fn shortened(text: &str, masked: impl Fn(&str) -> String) -> String {
    const READ: usize = 4096;
    let end = (0..=READ.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
    // A secret that is cut off still stands behind its name.
    let shown = wrap::brief(&masked(&text[..end])).into_owned();
    if end < text.len() && !shown.ends_with('…') { shown + "…" } else { shown }
}

/// The same places, ascending and apart.
pub(crate) fn merge(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut merged: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => merged.push(span),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use freepublish::{Options, inspect};

    use super::*;

    #[test]
    fn a_stand_in_is_no_secret() {
        let text = "https://api.weixin.qq.com/cgi-bin/freepublish/submit?access_token=xxxx";
        let findings = inspect(text, &Options::default()).diagnostics;
        let findings: Vec<_> = findings.iter().collect();
        assert_eq!(secrets(text, &findings), []);
    }
}
