//! Finds what opens doors: access tokens, app secrets, keys, cookies, in whatever text they stand. What is shown, shared
//! or logged goes through here first.

use crate::span::Span;

/// What stands for a secret that was taken out before a text was passed on.
pub const REMOVED: &str = "REMOVED";

/// The values that are nobody else's business: access tokens, app secrets, keys, cookies and authorization headers, in
/// the order of the text. Stand-ins such as `ACCESS_TOKEN` or `$TOKEN` are none.
pub fn secrets(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(secret) = next_secret(text, at) {
        at = secret.end;
        found.push(secret);
    }
    found
}

/// The text with its secrets replaced by [`REMOVED`], and how many there were.
pub fn without_secrets(text: &str) -> (String, usize) {
    let secrets = secrets(text);
    (replaced(text, &secrets, REMOVED), secrets.len())
}

/// The text with those places, ascending and apart, replaced.
pub fn replaced(text: &str, places: &[Span], by: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for place in places {
        out.push_str(Span::new(done, place.start).of(text));
        out.push_str(by);
        done = place.end;
    }
    out.push_str(Span::new(done, text.len()).of(text));
    out
}

/// How the value behind a name ends.
#[derive(Clone, Copy)]
enum Ends {
    /// Where a token could not go on.
    Token,
    /// With the line or the quote: header values hold blanks and semicolons.
    Header,
}

/// Names, in lower case, whose values are nobody else's business.
const SECRETS: [(&str, Ends); 7] = [
    ("access_token", Ends::Token),
    ("refresh_token", Ends::Token),
    ("secret", Ends::Token),
    ("encodingaeskey", Ends::Token),
    ("verify_ticket", Ends::Token),
    ("cookie", Ends::Header),
    ("authorization", Ends::Header),
];

/// Flags of curl that send cookies or credentials without naming them.
const FLAGS: [&str; 4] = ["-b ", "--cookie ", "-u ", "--user "];

/// The next value to take out, from `from` on.
fn next_secret(text: &str, from: usize) -> Option<Span> {
    let starts = |at: usize, name: &str| {
        let found = text.as_bytes().get(at..at + name.len());
        found.is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
    };
    let secret = |start: usize, ends: Ends| {
        // `$TOKEN` and `{token}` are names of values.
        let length =
            if text[start..].starts_with(['$', '{']) { 0 } else { value_length(&text[start..], ends) };
        (length > 0 && !is_stand_in(&text[start..start + length])).then(|| Span::new(start, start + length))
    };
    (from..text.len()).find_map(|at| {
        let named = SECRETS.iter().filter(|(name, _)| starts(at, name)).find_map(|(name, ends)| {
            let start = value_start(text, at + name.len())?;
            secret(start, *ends)
        });
        named.or_else(|| {
            let flag = FLAGS.iter().find(|flag| starts(at, flag))?;
            let value = text[at + flag.len()..].strip_prefix('$').unwrap_or(&text[at + flag.len()..]);
            let quoted = value.strip_prefix(['\'', '"'])?;
            secret(text.len() - quoted.len(), Ends::Header)
        })
    })
}

/// The offset behind what separates a name from its value; `None` when nothing does.
fn value_start(text: &str, from: usize) -> Option<usize> {
    const SIGNS: [&str; 8] = ["%3d", "%3a", "\\u003d", "<![cdata[", "=", ":", ">", "%3e"];
    const FILLERS: [&str; 6] = ["%22", "%20", "\\", "\"", "'", " "];
    let mut at = from;
    let mut signed = false;
    loop {
        let rest = text.as_bytes().get(at..)?;
        let starts = |part: &&&str| {
            rest.get(..part.len()).is_some_and(|head| head.eq_ignore_ascii_case(part.as_bytes()))
        };
        if let Some(sign) = SIGNS.iter().find(starts) {
            signed = true;
            at += sign.len();
        } else if let Some(filler) = FILLERS.iter().find(starts) {
            at += filler.len();
        } else {
            // `access_token is missing` are words, not a value.
            return signed.then_some(at);
        }
    }
}

fn value_length(value: &str, ends: Ends) -> usize {
    let goes_on = |c: char| match ends {
        Ends::Token => !c.is_whitespace() && !"&\"'`<>\\,;}])^#%".contains(c),
        Ends::Header => !matches!(c, '\'' | '"' | '\n' | '\r'),
    };
    value.find(|c| !goes_on(c)).unwrap_or(value.len())
}

/// `ACCESS_TOKEN`, as documents print it, opens nothing and says something.
fn is_stand_in(value: &str) -> bool {
    value.len() < 24 && value.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &str) {
        let (out, _) = without_secrets(text);
        assert_eq!(out, expect);
        assert_eq!(without_secrets(&out), (out.clone(), 0), "a second round finds nothing");
    }

    #[test]
    fn access_tokens_are_taken_out_wherever_they_stand() {
        check("https://x/submit?access_token=70_ab-C_d!&a=1", "https://x/submit?access_token=REMOVED&a=1");
        check(
            "{\"access_token\": \"70_abc\", \"expires_in\": 7200}",
            "{\"access_token\": \"REMOVED\", \"expires_in\": 7200}",
        );
        check("{\"authorizer_access_token\":\"70_abc\"}", "{\"authorizer_access_token\":\"REMOVED\"}");
        check("{\\\"access_token\\\":\\\"70_abc\\\"}", "{\\\"access_token\\\":\\\"REMOVED\\\"}");
        check("redirect=%3FACCESS_TOKEN%3D70_abc%26x", "redirect=%3FACCESS_TOKEN%3DREMOVED%26x");
        check(
            "<access_token><![CDATA[70_abc]]></access_token>",
            "<access_token><![CDATA[REMOVED]]></access_token>",
        );
        check("access_token=70_a access_token=70_b", "access_token=REMOVED access_token=REMOVED");
    }

    #[test]
    fn other_secrets_go_too() {
        check("appsecret=0123abcd&x", "appsecret=REMOVED&x");
        check("-b 'sid=3' -H 'cookie: sid=1; uid=2'", "-b 'REMOVED' -H 'cookie: REMOVED'");
        check("Authorization: Bearer abc.def\nHost: x", "Authorization: REMOVED\nHost: x");
    }

    #[test]
    fn words_and_stand_ins_stay() {
        check("errmsg: access_token missing", "errmsg: access_token missing");
        check("submit?access_token=ACCESS_TOKEN", "submit?access_token=ACCESS_TOKEN");
        check("access_token 不能为空", "access_token 不能为空");
        check("{\"access_token\":\"\"}", "{\"access_token\":\"\"}");
    }
}
