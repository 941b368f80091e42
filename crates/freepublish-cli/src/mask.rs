//! Finds what must not be shown: access tokens and app secrets, in whatever they were pasted in.

use freepublish::rule::request;
use freepublish::secrets::replaced;
use freepublish::{Diagnostic, Span, rule};

/// What is shown in place of a secret.
pub(crate) const MASK: &str = "***";

/// The secrets in a text, ascending. What the findings call a stand-in is none.
pub(crate) fn secrets(text: &str, findings: &[&Diagnostic]) -> Vec<Span> {
    let mut spans = freepublish::secrets::secrets(text);
    for finding in findings {
        let Some(span) = finding.span else { continue };
        match finding.finding {
            rule::Finding::Request(request::Finding::AccessTokenVisible) => spans.push(span),
            rule::Finding::Request(request::Finding::AccessTokenPlaceholder { .. }) => {
                spans.retain(|secret| secret.end <= span.start || span.end <= secret.start);
            }
            _ => {}
        }
    }
    merge(spans)
}

/// The same text without its secrets, for texts that no place is counted in.
pub(crate) fn masked(text: &str) -> String {
    replaced(text, &secrets(text, &[]), MASK)
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
    fn secrets_are_hidden_however_they_are_written() {
        for (text, shown) in [
            ("?access_token=70_aB-c&x=1", "?access_token=***&x=1"),
            ("ACCESS_TOKEN=70_aB", "ACCESS_TOKEN=***"),
            (
                r#"{"access_token": "70_aB", "expires_in": 7200}"#,
                r#"{"access_token": "***", "expires_in": 7200}"#,
            ),
            (r#""{\"access_token\":\"70_aB\"}""#, r#""{\"access_token\":\"***\"}""#),
            ("access_token%3D70_aB", "access_token%3D***"),
            (
                "<access_token><![CDATA[70_aB]]></access_token>",
                "<access_token><![CDATA[***]]></access_token>",
            ),
            (
                "authorizer_access_token=a&authorizer_refresh_token=b",
                "authorizer_access_token=***&authorizer_refresh_token=***",
            ),
            ("appid=wx1&secret=0123abcd&x", "appid=wx1&secret=***&x"),
            ("access_token=发布 x", "access_token=*** x"),
            ("access_token=$TOKEN ${access_token}", "access_token=$TOKEN ${access_token}"),
            ("access_token=ACCESS_TOKEN&secret=APPSECRET", "access_token=ACCESS_TOKEN&secret=APPSECRET"),
            ("缺少 access_token，请补上", "缺少 access_token，请补上"),
            ("grant_type=refresh_token&x=1", "grant_type=refresh_token&x=1"),
        ] {
            assert_eq!(masked(text), shown);
        }
    }

    #[test]
    fn a_stand_in_is_no_secret() {
        let text = "https://api.weixin.qq.com/cgi-bin/freepublish/submit?access_token=xxxx";
        let findings = inspect(text, &Options::default()).diagnostics;
        let findings: Vec<_> = findings.iter().collect();
        assert_eq!(secrets(text, &findings), []);
    }
}
