//! The inside of a JSON string.

use std::borrow::Cow;

use super::JsonError;
use super::lexer::Quote;
use crate::span::Span;

/// What the text between the quotes stands for; `start` is its place. An escape sequence that JSON does not know is
/// reported and kept as it is written.
pub(super) fn decode(
    raw: &str,
    start: usize,
    quote: Quote,
    mut report: impl FnMut(JsonError, Span),
) -> Cow<'_, str> {
    // One such character is enough: what follows is the rest of the same line break, or of the same broken string.
    if let Some(control) = raw.bytes().position(|byte| byte < b' ') {
        report(JsonError::ControlCharacter, Span::new(start + control, start + control + 1));
    }
    let Some(first) = raw.find('\\') else { return Cow::Borrowed(raw) };
    let mut text = String::with_capacity(raw.len());
    text.push_str(&raw[..first]);
    let mut at = first;
    while let Some(rest) = raw.get(at..).filter(|rest| !rest.is_empty()) {
        let (length, decoded) = escape(rest, quote);
        match decoded {
            Ok(character) => text.push(character),
            Err(error) => {
                text.push_str(&rest[..length]);
                report(error, Span::new(start + at, start + at + length));
            }
        }
        let plain = &rest[length..];
        let plain = &plain[..plain.find('\\').unwrap_or(plain.len())];
        text.push_str(plain);
        at += length + plain.len();
    }
    Cow::Owned(text)
}

/// The same string in double quotes. `raw` is what stands between its own.
pub(crate) fn in_double_quotes(raw: &str, quote: Quote) -> String {
    let mut text = String::with_capacity(raw.len() + 2);
    text.push('"');
    let mut characters = raw.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => text.push_str("\\\""),
            '\\' => match characters.next() {
                Some('\'') if quote.is_single() => text.push('\''),
                escaped => {
                    text.push('\\');
                    text.extend(escaped);
                }
            },
            other => text.push(other),
        }
    }
    text.push('"');
    text
}

/// How long the escape sequence is that `text` begins with, and the character it stands for.
fn escape(text: &str, quote: Quote) -> (usize, Result<char, JsonError>) {
    let Some(kind) = text[1..].chars().next() else { return (1, Err(JsonError::BadEscape)) };
    let character = match kind {
        '"' | '\\' | '/' => kind,
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'u' => return unicode(text),
        '\'' if quote.is_single() => kind,
        _ => return (1 + kind.len_utf8(), Err(JsonError::BadEscape)),
    };
    (2, Ok(character))
}

fn unicode(text: &str) -> (usize, Result<char, JsonError>) {
    let digits = text[2..].bytes().take(4).take_while(u8::is_ascii_hexdigit).count();
    let Some(first) = unit(text) else { return (2 + digits, Err(JsonError::BadEscape)) };
    if let Some(character) = char::from_u32(first) {
        return (6, Ok(character));
    }
    let second = text.get(6..).filter(|rest| rest.starts_with("\\u")).and_then(unit);
    let pair = second.and_then(|second| {
        let (high, low) = (first.checked_sub(0xD800)?, second.checked_sub(0xDC00)?);
        (high < 0x400 && low < 0x400).then(|| char::from_u32(0x10000 + (high << 10) + low)).flatten()
    });
    match pair {
        Some(character) => (12, Ok(character)),
        None => (6, Err(JsonError::LoneSurrogate)),
    }
}

/// The number behind `\u`: four digits, no sign.
fn unit(text: &str) -> Option<u32> {
    let digits = text.get(2..6).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    u32::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(raw: &str) -> (String, Vec<(JsonError, &str)>) {
        let mut errors = Vec::new();
        let text = decode(raw, 0, Quote::Double, |error, span| errors.push((error, span.of(raw))));
        (text.into_owned(), errors)
    }

    #[test]
    fn escapes_are_undone() {
        assert_eq!(decoded(r#"a\n\"\/\u53d1\ud83d\ude00"#), ("a\n\"/发\u{1f600}".to_owned(), vec![]));
    }

    #[test]
    fn a_wrong_escape_is_kept_and_told_and_reading_goes_on() {
        use JsonError::{BadEscape, LoneSurrogate};
        assert_eq!(decoded(r"\qa"), (r"\qa".to_owned(), vec![(BadEscape, r"\q")]));
        assert_eq!(decoded(r"\u+041\n"), ("\\u+041\n".to_owned(), vec![(BadEscape, r"\u")]));
        assert_eq!(decoded(r"\u12发"), (r"\u12发".to_owned(), vec![(BadEscape, r"\u12")]));
        assert_eq!(decoded(r"\ud800x"), (r"\ud800x".to_owned(), vec![(LoneSurrogate, r"\ud800")]));
        let pair = (r"\udc00\udc00".to_owned(), vec![(LoneSurrogate, r"\udc00"), (LoneSurrogate, r"\udc00")]);
        assert_eq!(decoded(r"\udc00\udc00"), pair);
    }

    #[test]
    fn other_quotes_become_double_ones() {
        assert_eq!(in_double_quotes(r#"it\'s "so"\n"#, Quote::Single), r#""it's \"so\"\n""#);
        assert_eq!(in_double_quotes("标题", Quote::WideDouble), "\"标题\"");
    }
}
