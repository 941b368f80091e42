//! Where a value ends. Each reader begins where the value does and returns the value and where to read on.

use super::stand_in::is_stand_in;
use super::unit::{BEYOND_ASCII, Unit, unit};
use crate::span::Span;

/// A value, and the offset behind what belongs to it.
pub(super) type Read = (Span, usize);

/// Up to the quote that closes `opener`, or to the end of the line.
pub(super) fn quoted(text: &str, start: usize, opener: Unit) -> Read {
    let mut at = start;
    while let Some(unit) = unit(text, at) {
        if unit.is_quote() && unit.closes(opener) {
            return (Span::new(start, at), at + unit.len);
        }
        if is_raw_newline(unit) {
            break;
        }
        at += unit.len;
    }
    (Span::new(start, at), at)
}

/// The content of an element, up to its end tag, or of a CDATA section. `None` when neither follows: `<secret>` may be
/// a word.
pub(super) fn content(text: &str, start: usize, is_section: bool) -> Option<Read> {
    let mut at = start;
    loop {
        let found = unit(text, at)?;
        let behind = at + found.len;
        let is_end = if is_section {
            found.byte == b']' && byte_at(text, behind) == Some(b']')
        } else {
            found.byte == b'<' && unit(text, behind).is_some_and(|unit| unit.byte == b'/')
        };
        if is_end {
            return Some((trimmed(text, start, at), at));
        }
        if matches!(found.byte, b'<' | b'>') {
            return None;
        }
        at = behind;
    }
}

/// One word, as tokens are. `sign` is what stands before it: in an address, what was encoded more often than that is
/// a part of the word.
pub(super) fn token(text: &str, start: usize, sign: Unit) -> Read {
    if let Some(end) = hole(text, start).filter(|end| is_stand_in(&text[start..*end])) {
        return (Span::new(start, end), end);
    }
    let ends = |at: usize, unit: Unit| {
        let is_inner = unit.percent && unit.depth > sign.depth;
        !is_inner
            && match unit.byte {
                BEYOND_ASCII => unit.depth == 0 && text[at..].starts_with(is_foreign_punctuation),
                byte => byte <= b' ' || unit.is_quote() || b"&<>\\,;{}[])|#".contains(&byte),
            }
    };
    let mut at = start;
    while let Some(unit) = unit(text, at).filter(|unit| !ends(at, *unit)) {
        at += unit.len;
    }
    (Span::new(start, at), at)
}

/// The end of `${…}`, `{{…}}`, `<…>` or `[…]`, where a word begins with one: brackets otherwise end a word.
fn hole(text: &str, start: usize) -> Option<usize> {
    const LONGEST: usize = 64;
    let rest = &text.as_bytes()[start..];
    let (skipped, open) = match *rest {
        [b'$', open @ (b'{' | b'('), ..] => (1, open),
        [open @ (b'{' | b'<' | b'['), ..] => (0, open),
        _ => return None,
    };
    let close = match open {
        b'(' => b')',
        b'<' => b'>',
        _ => open + 2,
    };
    let mut depth = 0_usize;
    for (at, byte) in rest.iter().enumerate().skip(skipped).take(LONGEST) {
        if *byte == open {
            depth += 1;
        } else if *byte == close {
            depth -= 1;
            if depth == 0 {
                return Some(start + at + 1);
            }
        } else if matches!(*byte, b'"' | b'\'' | b'\n' | b'=' | b'/') {
            return None;
        }
    }
    None
}

/// The value of a header, `before` being what stands before its name.
pub(super) fn header(text: &str, start: usize, before: Unit) -> Read {
    if before.is_quote() {
        return quoted(text, start, before);
    }
    let begins_line = is_raw_newline(before);
    let ends_at_quote = |unit: Unit| {
        // Behind a `\n` the header stands in a string, whose own quotes have fewer backslashes than those inside.
        let is_outer = unit.depth <= before.depth && unit.backslashes + 1 < 2 * before.backslashes.max(1);
        !begins_line && (is_outer || !before.is_newline())
    };
    let mut at = start;
    while let Some(found) = unit(text, at) {
        if is_raw_newline(found) || !begins_line && found.is_newline() {
            break;
        }
        if found.is_quote() && ends_at_quote(found) {
            break;
        }
        at += found.len;
        let is_quoted_cookie = found.byte == b'=' && byte_at(text, at) == Some(b'"');
        if is_quoted_cookie && !begins_line {
            at = quoted(text, at + 1, Unit::plain(b'"', 1)).1;
        }
    }
    (trimmed(text, start, at), at)
}

/// A scheme and what belongs to it, within a line: `Bearer abc`. Without a scheme one word.
pub(super) fn authorization(text: &str, start: usize, sign: Unit) -> Read {
    const SCHEMES: [&str; 6] = ["apikey ", "basic ", "bearer ", "negotiate ", "ntlm ", "token "];
    let begins = |scheme: &&&str| {
        text.get(start..start + scheme.len()).is_some_and(|word| word.eq_ignore_ascii_case(scheme))
    };
    let scheme = SCHEMES.iter().find(begins).map_or(0, |scheme| scheme.len());
    let (word, end) = token(text, start + scheme, sign);
    (Span::new(start, word.end), end)
}

/// One argument of a command line, in any quoting or none: what is inside of its quotes, or all of it where it has
/// several kinds of them.
pub(super) fn argument(text: &str, start: usize) -> Option<Read> {
    let start = behind_blanks(text, start);
    let mut pieces = 0;
    let mut inside = None;
    let mut escapes = None;
    let mut at = start;
    while let Some(found) = unit(text, at) {
        let next = at + found.len;
        // An escaped quote is a character of the word, unless all quotes of the command line are escaped.
        if found.is_quote() && (found.backslashes == 0 || pieces == 0 || escapes == Some(found.backslashes)) {
            escapes = Some(found.backslashes);
            if pieces > 0 && !goes_on(text, next) {
                // The end of the string that the command line stands in.
                break;
            }
            let literal = found.byte == b'\'' && byte_at(text, at.wrapping_sub(1)) != Some(b'$');
            let (value, end) = if literal { in_single_quotes(text, next) } else { quoted(text, next, found) };
            (inside, at) = (Some(value), end);
            pieces += 1;
            continue;
        }
        if found.is_blank()
            || found.is_newline()
            || matches!(found.byte, b';' | b'|' | b'&' | b')' | b'<' | b'>')
        {
            break;
        }
        // What a backslash escapes is a part of the word, unless that is the line break.
        let behind =
            if found.byte == b'\\' { unit(text, next).filter(|unit| !unit.is_newline()) } else { None };
        if found.byte == b'\\' && behind.is_none() {
            break;
        }
        let is_dollar = found.byte == b'$' && unit(text, next).is_some_and(Unit::is_quote);
        at = next + behind.map_or(0, |unit| unit.len);
        pieces += usize::from(!is_dollar) * 2;
    }
    let whole = Span::new(start, at);
    (at > start).then_some((if pieces == 1 { inside.unwrap_or(whole) } else { whole }, at))
}

/// Behind blanks and the line breaks that a command line continues over.
fn behind_blanks(text: &str, start: usize) -> usize {
    let mut at = start;
    while let Some(found) = unit(text, at) {
        let continues =
            matches!(found.byte, b'\\' | b'`') && unit(text, at + found.len).is_some_and(Unit::is_newline);
        let is_escaped_break = found.is_newline() && found.backslashes > 2;
        let ends_continuation = at > start && is_raw_newline(found);
        if !(found.is_blank() || continues || is_escaped_break || ends_continuation) {
            break;
        }
        at += found.len;
    }
    at
}

/// Whether the word goes on at `at`.
fn goes_on(text: &str, at: usize) -> bool {
    unit(text, at).is_some_and(|next| !(next.is_blank() || next.is_newline() || b",]})".contains(&next.byte)))
}

/// Nothing is escaped between the single quotes of a shell.
fn in_single_quotes(text: &str, start: usize) -> Read {
    match text[start..].find('\'') {
        Some(length) => (Span::new(start, start + length), start + length + 1),
        None => (Span::new(start, text.len()), text.len()),
    }
}

/// The login in an address, from behind `//` on: `sign` is the colon before.
pub(super) fn login(text: &str, start: usize, sign: Unit) -> Option<Read> {
    let mut found = None;
    let mut at = start;
    while let Some(unit) = unit(text, at) {
        let is_inner = unit.percent && unit.depth > sign.depth;
        if !is_inner && (unit.byte <= b' ' || unit.is_quote() || b"/?#<>\\".contains(&unit.byte)) {
            break;
        }
        if !is_inner && unit.byte == b'@' {
            found = Some((Span::new(start, at), at));
        }
        at += unit.len;
    }
    found
}

pub(super) fn is_raw_newline(unit: Unit) -> bool {
    unit.is_newline() && unit.backslashes == 0 && unit.depth == 0
}

pub(super) fn byte_at(text: &str, at: usize) -> Option<u8> {
    text.as_bytes().get(at).copied()
}

/// `，`, `。`, `”` and their like.
fn is_foreign_punctuation(c: char) -> bool {
    matches!(c, '\u{2018}'..='\u{201d}' | '\u{3000}'..='\u{3011}' | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff1f}')
}

fn trimmed(text: &str, start: usize, end: usize) -> Span {
    let value = Span::new(start, end).of(text);
    let start = start + (value.len() - value.trim_start().len());
    Span::new(start, start + value.trim().len())
}
