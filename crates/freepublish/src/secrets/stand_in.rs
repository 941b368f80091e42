//! Tells a secret from what documents, templates and masks put in its place.

use std::borrow::Cow;

use crate::percent;

/// A longer value is no stand-in.
const LONGEST: usize = 64;

/// What stand-ins are made of: `ACCESS_TOKEN`, `your-app-secret`, `<REDACTED>`.
const WORDS: &str = "access actual aes api app auth authorization authorizer basic bearer card change client code \
    component cookie csrf demo empty encoding example false fill filtered hidden here id in insert is jsapi key mask \
    masked me missing mp my name new nil none not null of old omitted pass passwd password placeholder pre proxy put \
    real redacted refresh removed replace sample secret server session set str string sid test the ticket todo token \
    true undefined user value verify wechat weixin with wx your";

/// Whether a value only stands where a secret would: `ACCESS_TOKEN`, `$TOKEN`, `{{token}}`, `***`, `REMOVED`,
/// `<your token>`, nothing at all. Neither capitals nor a short length alone make a stand-in.
pub fn is_stand_in(value: &str) -> bool {
    let value = value.trim();
    let value =
        ["Bearer ", "Basic ", "Token "].iter().find_map(|scheme| value.strip_prefix(scheme)).unwrap_or(value);
    let value = value.trim();
    if value.len() > LONGEST {
        return value.bytes().all(|byte| byte == b'*');
    }
    let value = if value.contains('%') { Cow::Owned(percent::decode(value)) } else { Cow::Borrowed(value) };
    value.is_empty() || is_filler(&value) || is_hole(&value) || is_made_of_words(&value)
}

/// Whether `name:password` tells no password.
pub(super) fn is_login_stand_in(login: &str) -> bool {
    match login.split_once(':') {
        Some((name, "")) => is_stand_in(name),
        Some((_, password)) => is_stand_in(password),
        None => is_stand_in(login),
    }
}

/// Whether `a=$A; b=***` tells no cookie.
pub(super) fn are_cookie_stand_ins(cookies: &str) -> bool {
    const ATTRIBUTES: [&str; 7] = ["domain", "expires", "httponly", "max-age", "path", "samesite", "secure"];
    is_stand_in(cookies)
        || cookies.split(';').all(|cookie| {
            let (name, value) = cookie.split_once('=').unwrap_or((cookie, cookie));
            let is_attribute = ATTRIBUTES.iter().any(|attribute| name.trim().eq_ignore_ascii_case(attribute));
            is_attribute || is_stand_in(value.trim().trim_matches('"'))
        })
}

/// `***`, `xxxx`, `...`, `••••`.
fn is_filler(value: &str) -> bool {
    let all = |of: &[char]| value.chars().all(|c| of.contains(&c));
    all(&['*'])
        || all(&['.', '…', '-', '_', '•', '·', '?', '#'])
        || value.len() >= 2 && all(&['x', 'X', '*', '.'])
}

/// What somebody or some program fills in: `$NAME`, `${name}`, `{{name}}`, `<name>`, `[name]`, `%NAME%`.
fn is_hole(value: &str) -> bool {
    const BRACKETS: [(&str, &str); 8] =
        [("${", "}"), ("$(", ")"), ("#{", "}"), ("@{", "}"), ("{", "}"), ("<", ">"), ("[", "]"), ("%", "%")];
    const BEGINNINGS: [&str; 5] = ["你的", "您的", "填", "替换", "此处"];
    let is_name = |c: char| c.is_alphanumeric() || " _-./:|{}$".contains(c);
    let within =
        |(open, close): &(&str, &str)| value.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
    if let Some(name) = BRACKETS.iter().find_map(within) {
        return name.chars().all(is_name);
    }
    if let Some(name) = value.strip_prefix('$') {
        let is_word = |c: char| c.is_ascii_alphanumeric() || "_:.".contains(c);
        return name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') && name.chars().all(is_word);
    }
    BEGINNINGS.iter().any(|beginning| value.starts_with(beginning))
}

/// Whether nothing but [`WORDS`] stands there, in whatever way they are put together.
fn is_made_of_words(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    let is_between = |c: char| matches!(c, '_' | '-' | ' ' | '.');
    lower.split(is_between).all(|part| {
        // reached[n]: the first n bytes are words.
        let mut reached = vec![false; part.len() + 1];
        reached[0] = true;
        for at in 0..part.len() {
            if !reached[at] || !part.is_char_boundary(at) {
                continue;
            }
            for word in WORDS.split_ascii_whitespace().filter(|word| part[at..].starts_with(word)) {
                reached[at + word.len()] = true;
            }
        }
        reached[part.len()]
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stand_ins_are_known() {
        for value in [
            "",
            "ACCESS_TOKEN",
            "YOUR_ACCESS_TOKEN",
            "yourAppSecret",
            "APPSECRET",
            "***",
            "*",
            "xxxx",
            "...",
            "REMOVED",
            "[REDACTED]",
            "$TOKEN",
            "${TOKEN}",
            "$env:TOKEN",
            "$(get token)",
            "{{token}}",
            "{access_token}",
            "<your token>",
            "%TOKEN%",
            "%3Ctoken%3E",
            "null",
            "Bearer $TOKEN",
            "Bearer <token>",
            "你的 token",
            "<填写 token>",
        ] {
            assert!(is_stand_in(value), "{value}");
        }
    }

    #[test]
    fn neither_capitals_nor_a_short_length_make_a_stand_in() {
        for value in [
            "ABCDEF",
            "A",
            "70",
            "x",
            "XK",
            "70_xyz",
            "$2a$10$abc",
            "PASSW0RD",
            "{\"a\":1}",
            "发布",
            "token1",
        ] {
            assert!(!is_stand_in(value), "{value}");
        }
        assert!(!is_stand_in(&"x".repeat(65)) && is_stand_in(&"*".repeat(65)));
        assert!(is_login_stand_in("name:$PASSWORD") && !is_login_stand_in("name:hunter2"));
        assert!(are_cookie_stand_ins("sid=$SID; Path=/") && !are_cookie_stand_ins("sid=$SID; uid=7"));
    }
}
