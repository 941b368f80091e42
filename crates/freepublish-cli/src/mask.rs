//! Finds what must not be shown: access tokens and app secrets, in whatever they were pasted in.

pub(crate) use freepublish::secrets::{MASK, masked};

use freepublish::rule::request;
use freepublish::{Diagnostic, Span, rule};

/// The secrets in a text, ascending: those that are known by their names, and the access tokens that findings are about.
pub(crate) fn secrets(text: &str, findings: &[&Diagnostic]) -> Vec<Span> {
    let visible = |finding: &&&Diagnostic| {
        matches!(finding.finding, rule::Finding::Request(request::Finding::AccessTokenVisible))
    };
    let mut spans = freepublish::secrets::secrets(text);
    spans.extend(findings.iter().filter(visible).filter_map(|finding| finding.span));
    merge(spans)
}

fn merge(mut spans: Vec<Span>) -> Vec<Span> {
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
