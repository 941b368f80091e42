//! Share links: the text in the fragment of the address, which browsers do not send to servers, with everything taken
//! out that opens a door.

/// What stands where a secret stood.
pub use freepublish::rule::request::REMOVED;

/// The longest text a link may carry, in bytes. Longer links get cut off by chat programs.
pub const MAX_SHARED: usize = 8 * 1024;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The text as base64url without padding.
pub fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len().div_ceil(3) * 4);
    for chunk in text.as_bytes().chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for digit in 0..=chunk.len() {
            let value = bits >> (18 - 6 * digit) & 63;
            out.push(char::from(ALPHABET[value as usize]));
        }
    }
    out
}

/// Reads what [`encode`] wrote; `None` when it is no base64url or no UTF-8.
pub fn decode(encoded: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(encoded.len() / 4 * 3);
    let mut bits = 0;
    let mut held = 0;
    for digit in encoded.trim_end_matches('=').bytes() {
        let value = ALPHABET.iter().position(|known| *known == digit)?;
        bits = bits << 6 | value;
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from(bits >> held).ok()?);
            bits &= (1 << held) - 1;
        }
    }
    String::from_utf8(bytes).ok()
}

/// The text without access tokens, secrets, keys, cookies and authorization headers, and how many were taken out.
pub fn without_secrets(text: &str) -> (String, usize) {
    let mut out = String::with_capacity(text.len());
    let mut removed = 0;
    let mut rest = text;
    while let Some((value, length)) = next_secret(rest) {
        out.push_str(&rest[..value]);
        out.push_str(REMOVED);
        rest = &rest[value + length..];
        removed += 1;
    }
    out.push_str(rest);
    (out, removed)
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

/// Start and length of the next value to take out.
fn next_secret(text: &str) -> Option<(usize, usize)> {
    let starts = |at: usize, name: &str| {
        let found = text.as_bytes().get(at..at + name.len());
        found.is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
    };
    let secret = |start: usize, ends: Ends| {
        let length = value_length(&text[start..], ends);
        (length > 0 && !is_stand_in(&text[start..start + length])).then_some((start, length))
    };
    (0..text.len()).find_map(|at| {
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
        Ends::Token => c.is_ascii_alphanumeric() || "-_.~+/!*".contains(c),
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

    #[test]
    fn what_was_encoded_is_read_back() {
        for text in ["", "a", "ab", "abc", "发布 😀\n", "{\"media_id\":\"x\"}", "\u{feff}<xml>"] {
            let encoded = encode(text);
            assert!(encoded.bytes().all(|byte| ALPHABET.contains(&byte)), "{encoded}");
            assert_eq!(decode(&encoded).as_deref(), Some(text));
        }
        assert_eq!(encode("<xml>?"), "PHhtbD4_");
    }

    #[test]
    fn padding_is_tolerated_and_rubbish_is_refused() {
        assert_eq!(decode("YQ==").as_deref(), Some("a"));
        assert_eq!(decode("Y*"), None);
        assert_eq!(decode("_w"), None, "0xFF is no UTF-8");
    }

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
