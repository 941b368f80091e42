//! The escapes of JSON strings and the entities of markup.

use super::{ENTITY, JSON_STRING, MappedText, MappedTextBuilder};

/// Undoes JSON's backslashes; `raw` is what stands between the quotes, at `start` in the outer text.
/// Sequences that JSON does not know are kept as they are.
pub(crate) fn unescape_json(raw: &str, start: usize) -> MappedText<'static> {
    let mut out = MappedTextBuilder::new(&JSON_STRING, start);
    let mut at = 0;
    while let Some(found) = raw[at..].find('\\') {
        let backslash = at + found;
        if backslash > at {
            out.copy(&raw[at..backslash], start + at);
        }
        let (character, length) = json_escape(&raw[backslash..]);
        out.character(character, start + backslash);
        at = backslash + length;
    }
    if at < raw.len() {
        out.copy(&raw[at..], start + at);
    }
    out.finish(start + raw.len())
}

/// The character of the escape sequence `text` begins with, and the sequence's length.
pub(crate) fn json_escape(text: &str) -> (char, usize) {
    let simple = match text.as_bytes().get(1) {
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'"') => '"',
        Some(b'/') => '/',
        Some(b'\\') => '\\',
        Some(b'u') => return unicode_escape(text).unwrap_or(('\\', 1)),
        _ => return ('\\', 1),
    };
    (simple, 2)
}

fn unicode_escape(text: &str) -> Option<(char, usize)> {
    let unit = |at: usize| u32::from_str_radix(text.get(at..at + 4)?, 16).ok();
    let first = unit(2)?;
    if let Some(character) = char::from_u32(first) {
        return Some((character, 6));
    }
    let second = (text.get(6..8)? == "\\u").then(|| unit(8))??;
    let code = 0x10000 + ((first.checked_sub(0xD800)? & 0x3FF) << 10) + second.checked_sub(0xDC00)?;
    char::from_u32(code).map(|character| (character, 12))
}

/// Writes text for the inside of a JSON string.
pub fn escape_json(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            control if control < ' ' => {
                const HEX: &[u8; 16] = b"0123456789abcdef";
                let code = control as usize;
                out.push_str("\\u00");
                out.push(char::from(HEX[code >> 4]));
                out.push(char::from(HEX[code & 15]));
            }
            other => out.push(other),
        }
    }
    out
}

/// Undoes `&lt;` and its like once.
pub(crate) fn unescape_entities(raw: &str, start: usize) -> MappedText<'static> {
    let mut out = MappedTextBuilder::new(&ENTITY, start);
    let mut at = 0;
    while let Some(found) = raw[at..].find('&') {
        let ampersand = at + found;
        if ampersand > at {
            out.copy(&raw[at..ampersand], start + at);
        }
        let known = ENTITIES.iter().find(|(name, _)| raw[ampersand..].starts_with(name));
        let (character, length) = known.map_or(('&', 1), |(name, character)| (*character, name.len()));
        out.character(character, start + ampersand);
        at = ampersand + length;
    }
    if at < raw.len() {
        out.copy(&raw[at..], start + at);
    }
    out.finish(start + raw.len())
}

const ENTITIES: &[(&str, char)] = &[
    ("&lt;", '<'),
    ("&gt;", '>'),
    ("&amp;", '&'),
    ("&quot;", '"'),
    ("&apos;", '\''),
    ("&#39;", '\''),
    ("&#34;", '"'),
];
