//! The Content-Security-Policy that a page states in its `<meta>`, for the header. It holds the hash of a script that
//! changes with each build, so it is read from the page that is served.

use axum::http::HeaderValue;

/// What a `<meta>` cannot say.
const NO_FRAMES: &str = "frame-ancestors 'none'";

/// The policies of a page, with one more rule: that nobody frames it. `None` where it states none.
pub(super) fn of(html: &str) -> Option<HeaderValue> {
    let mut policies = Vec::new();
    let mut rest = html;
    while let Some(tag) = rest.find('<').and_then(|start| rest.get(start..)) {
        rest = if let Some(comment) = tag.strip_prefix("<!--") {
            comment.split_once("-->").map_or("", |(_, rest)| rest)
        } else if tag.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("<meta")) {
            let (attributes, rest) = attributes(tag.get(5..).unwrap_or_default());
            policies.extend(policy(&attributes));
            rest
        } else {
            tag.get(1..).unwrap_or_default()
        };
    }
    if policies.is_empty() {
        return None;
    }
    // Of several in one header each holds, as of several elements.
    HeaderValue::from_str(&policies.join(", ")).ok()
}

fn policy(attributes: &[(&str, String)]) -> Option<String> {
    let value = |name: &str| {
        let found = attributes.iter().find(|(said, _)| said.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    };
    let is_policy = value("http-equiv")?.eq_ignore_ascii_case("Content-Security-Policy");
    let stated = value("content").filter(|_| is_policy)?;
    let directives = stated.split(';').map(|it| it.split_whitespace().collect::<Vec<_>>().join(" "));
    let kept = directives.filter(|it| !it.is_empty() && !it.starts_with("frame-ancestors"));
    Some(kept.chain([NO_FRAMES.to_owned()]).collect::<Vec<_>>().join("; "))
}

/// The attributes of an element and what stands behind it.
fn attributes(text: &str) -> (Vec<(&str, String)>, &str) {
    let mut found = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if let Some(behind) = rest.strip_prefix('>') {
            return (found, behind);
        }
        let end = rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '>' | '/'));
        let Some(end) = end.map(|end| if rest.starts_with('=') { 1 } else { end }) else {
            return (found, "");
        };
        let (name, behind) = rest.split_at(end);
        let behind_space = behind.trim_start_matches(|c: char| c.is_ascii_whitespace());
        let Some(said) = behind_space.strip_prefix('=') else {
            found.push((name, String::new()));
            rest = behind;
            continue;
        };
        let said = said.trim_start_matches(|c: char| c.is_ascii_whitespace());
        let quote = said.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, behind) = match quote {
            Some(quote) => said.get(1..).unwrap_or_default().split_once(quote).unwrap_or((said, "")),
            None => {
                said.split_at(said.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(said.len()))
            }
        };
        found.push((name, unescaped(value)));
        rest = behind;
    }
}

/// The references that a policy in an attribute needs.
fn unescaped(value: &str) -> String {
    let marks = [("&#39;", "'"), ("&#x27;", "'"), ("&apos;", "'"), ("&quot;", "\""), ("&amp;", "&")];
    marks.iter().fold(value.to_owned(), |text, (reference, mark)| text.replace(reference, mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_of_a_page_is_read_and_frames_are_forbidden() {
        let check = |html: &str, expect: Option<&str>| {
            let policy = of(html);
            let policy = policy.as_ref().map(|policy| policy.to_str().expect("ASCII"));
            assert_eq!(policy, expect, "{html}");
        };
        let both = Some("default-src 'none'; script-src 'self' 'sha256-a+b='; frame-ancestors 'none'");
        check(
            "<head><meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" \
             content=\"default-src 'none'; script-src 'self' 'sha256-a+b='\"><title>a</title>",
            both,
        );
        check(
            "<META content='default-src &#39;none&#39;;\n script-src &#x27;self&#x27;  &apos;sha256-a+b=&apos;;' \
             HTTP-EQUIV=content-security-policy />",
            both,
        );
        let one = Some("default-src 'none'; frame-ancestors 'none'");
        let meta = |policy| format!("<meta content=\"{policy}\" http-equiv = \"Content-Security-Policy\" x>");
        check(&meta("default-src 'none'; frame-ancestors *"), one);
        check(&format!("<!-- {} -->", meta("default-src *")), None);
        check(&format!("<!-- <meta --> {}", meta("default-src 'none'")), one);
        let two = format!("{}{}", meta("default-src 'none'"), meta("img-src *"));
        check(&two, Some("default-src 'none'; frame-ancestors 'none', img-src *; frame-ancestors 'none'"));
        for none in [
            "",
            "<",
            "<meta",
            "<meta =",
            "<meta ==>",
            "<meta a='",
            "<metä>",
            "<meta name=a content=b>",
            "<!--",
        ] {
            check(none, None);
        }
    }
}
