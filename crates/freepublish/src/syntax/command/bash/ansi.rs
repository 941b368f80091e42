//! `$'…'`, whose escapes are those of C; bytes are put together to UTF-8.

use super::expansion::find;
use crate::span::Span;
use crate::syntax::source_map::{MappedTextBuilder, StandIn};

/// Reads up to the closing quote and returns its offset.
pub(super) fn read(text: &str, mut at: usize, out: &mut MappedTextBuilder) -> usize {
    let mut bytes = Vec::new();
    loop {
        let next = find(text, at, text.len(), |byte| matches!(byte, b'\\' | b'\''));
        if next > at || text.as_bytes().get(next) != Some(&b'\\') {
            flush(&mut bytes, at, out);
        }
        out.copy(&text[at..next], at);
        at = next;
        match text.as_bytes().get(at) {
            None | Some(b'\'') => return at,
            Some(_) => {}
        }
        let (value, length) = escape(&text[at..]);
        match value {
            Value::Byte(byte) => bytes.push((byte, at)),
            Value::Char(c) => {
                flush(&mut bytes, at, out);
                out.character(c, at);
            }
            Value::Literal => {
                flush(&mut bytes, at, out);
                out.character('\\', at);
            }
        }
        at += length;
    }
}

enum Value {
    Byte(u8),
    Char(char),
    /// A backslash that escapes nothing.
    Literal,
}

/// What the escape stands for that `text` begins with, and its length.
fn escape(text: &str) -> (Value, usize) {
    let bytes = text.as_bytes();
    let digits = |from: usize, most: usize, radix: u32| {
        let is_digit = |byte: &&u8| char::from(**byte).is_digit(radix);
        let length = bytes[from.min(bytes.len())..].iter().take(most).take_while(is_digit).count();
        u32::from_str_radix(&text[from..from + length], radix).ok().map(|value| (value, from + length))
    };
    let simple = |c: char| (Value::Char(c), 2);
    let literal = (Value::Literal, 1);
    let Some(next) = bytes.get(1) else { return literal };
    let low_byte = |value: u32| Value::Byte(value.to_le_bytes()[0]);
    match next {
        b'a' => simple('\u{7}'),
        b'b' => simple('\u{8}'),
        b'e' | b'E' => simple('\u{1b}'),
        b'f' => simple('\u{c}'),
        b'n' => simple('\n'),
        b'r' => simple('\r'),
        b't' => simple('\t'),
        b'v' => simple('\u{b}'),
        b'\\' | b'\'' | b'"' | b'?' => simple(char::from(*next)),
        b'0'..=b'7' => digits(1, 3, 8).map_or(literal, |(value, end)| (low_byte(value), end)),
        b'x' => digits(2, 2, 16).map_or((Value::Literal, 1), |(value, end)| (low_byte(value), end)),
        b'u' | b'U' => {
            let most = if *next == b'u' { 4 } else { 8 };
            let found = digits(2, most, 16);
            let found = found.and_then(|(value, end)| Some((Value::Char(char::from_u32(value)?), end)));
            found.unwrap_or((Value::Literal, 1))
        }
        b'c' => match bytes.get(2) {
            Some(control @ 0x40..=0x7f) => (Value::Byte(control & 0x1f), 3),
            _ => (Value::Literal, 1),
        },
        _ => literal,
    }
}

/// Writes the characters that the gathered bytes are; what is no UTF-8 cannot be written as text.
fn flush(bytes: &mut Vec<(u8, usize)>, end: usize, out: &mut MappedTextBuilder) {
    let raw: Vec<u8> = bytes.iter().map(|(byte, _)| *byte).collect();
    let mut at = 0;
    for chunk in raw.utf8_chunks() {
        for c in chunk.valid().chars() {
            out.character(c, bytes[at].1);
            at += c.len_utf8();
        }
        if !chunk.invalid().is_empty() {
            let start = bytes[at].1;
            at += chunk.invalid().len();
            let stop = bytes.get(at).map_or(end, |(_, place)| *place);
            out.stand_in("\u{fffd}", Span::new(start, stop), StandIn::Given);
        }
    }
    bytes.clear();
}
