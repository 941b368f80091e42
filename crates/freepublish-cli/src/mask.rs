//! Finds what must not be shown: access tokens and app secrets, in whatever they were pasted in.

use freepublish::rule::request;
use freepublish::{Diagnostic, Span, rule};

/// What is shown in place of a secret.
pub(crate) const MASK: &str = "***";

/// Ends of the names whose values are secret: `access_token`, `authorizer_access_token`, `appsecret` …
const NAMES: [&str; 3] = ["access_token", "refresh_token", "secret"];

/// The secrets in a text, ascending. What the findings call a stand-in is none.
pub(crate) fn secrets(text: &str, findings: &[&Diagnostic]) -> Vec<Span> {
    let mut spans = Vec::new();
    // Lower case in ASCII only, so that places in the two texts agree.
    let lower = text.to_ascii_lowercase();
    for name in NAMES {
        let mut done = 0;
        for (at, _) in lower.match_indices(name) {
            if at < done {
                continue;
            }
            if let Some(span) = value(text, at + name.len()) {
                done = span.end;
                spans.push(span);
            }
        }
    }
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
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for span in secrets(text, &[]) {
        out.push_str(&text[done..span.start]);
        out.push_str(MASK);
        done = span.end;
    }
    out.push_str(&text[done..]);
    out
}

/// The value behind a name that ends at `start`: `=v`, `":"v"`, `\":\"v\"`, `%3Dv`, `></`.
fn value(text: &str, start: usize) -> Option<Span> {
    let quotes = |c: char| matches!(c, '"' | '\'' | '\\' | ' ');
    let rest = text[start..].trim_start_matches(quotes);
    let rest =
        ["=", ":", ">", "%3D", "%3d", "u003d", "u003D"].iter().find_map(|sign| rest.strip_prefix(sign))?;
    let rest = rest.trim_start_matches(quotes);
    let rest = rest.strip_prefix("<![CDATA[").unwrap_or(rest);
    if rest.starts_with(['$', '{']) {
        return None; // `$TOKEN` is the name of a value.
    }
    let ends = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '&' | '"' | '\'' | '`' | '<' | '>' | '\\' | ',' | ';' | '}' | ']' | ')' | '^' | '#'
            )
    };
    let length = rest.find(ends).unwrap_or(rest.len());
    let start = text.len() - rest.len();
    let is_secret = length > 0 && !is_stand_in(&rest[..length]);
    is_secret.then(|| Span::new(start, start + length))
}

/// `ACCESS_TOKEN`, `your-token`. Real ones are longer and spell no words.
fn is_stand_in(value: &str) -> bool {
    let names_itself = |value: &str| value.contains("token") || value.contains("secret");
    value.len() < 32 && names_itself(&value.to_ascii_lowercase())
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
