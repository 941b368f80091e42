//! Command lines and addresses.

use super::{Kind, run};

pub(super) fn command(rest: &str, is_first: bool) -> (Kind, usize) {
    let bytes = rest.as_bytes();
    let is_word = |byte: u8| !byte.is_ascii_whitespace() && byte != b'\'' && byte != b'"';
    match bytes[0] {
        _ if is_first && rest.starts_with("curl") => (Kind::Keyword, run(rest, is_word)),
        b'\'' => (Kind::String, quoted(rest, 1, b'\'', false)),
        b'"' => (Kind::String, quoted(rest, 1, b'"', true)),
        b'$' if bytes.get(1) == Some(&b'\'') => (Kind::String, quoted(rest, 2, b'\'', true)),
        b'-' => (Kind::Name, run(rest, is_word)),
        _ => {
            // Up to the next quote, or the next option behind white space.
            let mut spaced = false;
            for (at, byte) in rest.bytes().enumerate() {
                let is_option = byte == b'-' && spaced;
                let is_quote = matches!(byte, b'\'' | b'"') || bytes[at..].starts_with(b"$'");
                if at > 0 && (is_option || is_quote) {
                    return (Kind::Text, at);
                }
                spaced = byte.is_ascii_whitespace();
            }
            (Kind::Text, rest.len())
        }
    }
}

/// The length of a quoted string that begins with `head` bytes of opening.
fn quoted(rest: &str, head: usize, quote: u8, backslash: bool) -> usize {
    let mut escaped = false;
    for (at, byte) in rest.bytes().enumerate().skip(head) {
        if escaped {
            escaped = false;
        } else if backslash && byte == b'\\' {
            escaped = true;
        } else if byte == quote {
            return at + 1;
        }
    }
    rest.len()
}

pub(super) fn address(rest: &str) -> (Kind, usize) {
    let is_sign = |byte: u8| matches!(byte, b'?' | b'&' | b'=' | b'#');
    match rest.as_bytes()[0] {
        byte if is_sign(byte) => (Kind::Punct, 1),
        _ => {
            let length = run(rest, |byte| !is_sign(byte));
            let is_name = rest.as_bytes().get(length) == Some(&b'=');
            (if is_name { Kind::Name } else { Kind::Text }, length)
        }
    }
}
