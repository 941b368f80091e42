//! JSON, with single quotes and comments tolerated: they are what people paste.

use super::{Kind, run};

pub(super) fn token(rest: &str) -> (Kind, usize) {
    match rest.as_bytes()[0] {
        quote @ (b'"' | b'\'') => {
            let end = quoted(rest, quote);
            let is_key = rest[end..].trim_start().starts_with(':');
            (if is_key { Kind::Name } else { Kind::String }, end)
        }
        b'-' | b'0'..=b'9' => (
            Kind::Number,
            run(rest, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.')),
        ),
        byte if byte.is_ascii_alphabetic() => (Kind::Literal, run(rest, |byte| byte.is_ascii_alphanumeric())),
        byte if is_punct(byte) => (Kind::Punct, run(rest, is_punct)),
        b'/' if rest.starts_with("//") => (Kind::Comment, run(rest, |byte| byte != b'\n')),
        b'/' if rest.starts_with("/*") => (Kind::Comment, rest.find("*/").map_or(rest.len(), |end| end + 2)),
        _ => (Kind::Text, run(rest, |byte| byte.is_ascii_whitespace() || byte >= 0x80).max(1)),
    }
}

fn is_punct(byte: u8) -> bool {
    matches!(byte, b'{' | b'}' | b'[' | b']' | b':' | b',')
}

/// The length of a quoted string; one that is never closed ends with its line.
fn quoted(rest: &str, quote: u8) -> usize {
    let mut escaped = false;
    for (at, byte) in rest.bytes().enumerate().skip(1) {
        match byte {
            b'\n' => return at,
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            _ if byte == quote => return at + 1,
            _ => {}
        }
    }
    rest.len()
}
