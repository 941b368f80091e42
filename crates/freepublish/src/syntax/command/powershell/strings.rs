//! PowerShell's strings: quotes, backticks, what is replaced in them, and how text is written there.

use crate::span::Span;
use crate::syntax::source_map::{MappedTextBuilder, Quoting, StandIn};

/// Reads up to the closing quote and returns its offset. A quote inside is doubled.
pub(super) fn single_quoted(text: &str, mut at: usize, out: &mut MappedTextBuilder) -> usize {
    loop {
        let end = text[at..].find('\'').map_or(text.len(), |found| at + found);
        out.copy(&text[at..end], at);
        if !text[end..].starts_with("''") {
            return end;
        }
        out.character('\'', end);
        at = end + 2;
    }
}

/// Reads what stands in double quotes, up to the closing one, or in a here-string, up to `end`.
pub(super) fn expand(
    text: &str,
    mut at: usize,
    end: usize,
    out: &mut MappedTextBuilder,
    has_quotes: bool,
) -> usize {
    while at < end {
        let is_special = |byte: &u8| matches!(byte, b'`' | b'$') || has_quotes && *byte == b'"';
        let next = text.as_bytes()[at..end].iter().position(is_special).map_or(end, |found| at + found);
        out.copy(&text[at..next], at);
        at = next;
        if has_quotes && text[at..end].starts_with("\"\"") {
            out.character('"', at);
            at += 2;
        } else if at == end || text[at..].starts_with('"') && has_quotes {
            return at;
        } else {
            at = special(text, at, end, out);
        }
    }
    end
}

/// Reads one character, escape or expansion at `at` and returns the offset behind it.
pub(super) fn special(text: &str, at: usize, end: usize, out: &mut MappedTextBuilder) -> usize {
    let rest = &text[at..end];
    let mut chars = rest.chars();
    let first = chars.next().unwrap_or_default();
    let second = chars.next();
    match (first, second) {
        ('`', Some('u')) if rest[2..].starts_with('{') => {
            let digits = rest[3..].bytes().take(6).take_while(u8::is_ascii_hexdigit).count();
            let code = u32::from_str_radix(&rest[3..3 + digits], 16).ok().and_then(char::from_u32);
            match code.filter(|_| rest[3 + digits..].starts_with('}')) {
                Some(c) => out.character(c, at),
                None => out.character('u', at),
            }
            if code.is_some() && rest[3 + digits..].starts_with('}') { at + digits + 4 } else { at + 2 }
        }
        ('`', Some(escaped)) => {
            let c = match escaped {
                '0' => '\0',
                'a' => '\u{7}',
                'b' => '\u{8}',
                'e' => '\u{1b}',
                'f' => '\u{c}',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'v' => '\u{b}',
                other => other,
            };
            out.character(c, at);
            at + 1 + escaped.len_utf8()
        }
        ('$', Some('(')) => {
            if let Some((c, length)) = char_expression(rest) {
                out.character(c, at);
                return at + length;
            }
            let behind = balanced(text, at + 1, end);
            out.stand_in(&text[at..behind], Span::new(at, behind), StandIn::NotGiven);
            behind
        }
        ('$', Some('{')) => {
            let behind = rest.find('}').map_or(end, |found| at + found + 1);
            out.stand_in(&text[at..behind], Span::new(at, behind), StandIn::NotGiven);
            behind
        }
        ('$', Some(c)) if c.is_ascii_alphabetic() || c == '_' => {
            let is_part = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b':');
            let length = rest.bytes().skip(1).take_while(is_part).count();
            let behind = at + 1 + length;
            out.stand_in(&text[at..behind], Span::new(at, behind), StandIn::NotGivenName);
            behind
        }
        _ => {
            out.copy(&rest[..first.len_utf8()], at);
            at + first.len_utf8()
        }
    }
}

/// `$([char]21457)`, as browsers write what is not ASCII; two of them where a character needs two units.
fn char_expression(text: &str) -> Option<(char, usize)> {
    let unit = |from: usize| {
        let rest = text.get(from..)?.strip_prefix("$([char]")?;
        let (digits, radix) = match rest.strip_prefix("0x") {
            Some(digits) => (digits, 16),
            None => (rest, 10),
        };
        let length = digits.bytes().take(6).take_while(u8::is_ascii_hexdigit).count();
        let value = u32::from_str_radix(&digits[..length], radix).ok()?;
        digits[length..].starts_with(')').then(|| {
            let end = text.len() - digits.len() + length + 1;
            (value, end)
        })
    };
    let (first, end) = unit(0)?;
    if let Some(c) = char::from_u32(first) {
        return Some((c, end));
    }
    let (second, end) = unit(end)?;
    let units = [u16::try_from(first).ok()?, u16::try_from(second).ok()?];
    let c = char::decode_utf16(units).next()?.ok()?;
    Some((c, end))
}

/// The offset behind the bracket that closes the one at `at`.
fn balanced(text: &str, at: usize, end: usize) -> usize {
    let mut depth = 0_usize;
    let mut quote = None;
    for (offset, byte) in text.as_bytes()[at..end].iter().enumerate() {
        match (quote, byte) {
            (Some(open), byte) => quote = (open != byte).then_some(open),
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'(') => depth += 1,
            (None, b')') => {
                depth -= 1;
                if depth == 0 {
                    return at + offset + 1;
                }
            }
            (None, _) => {}
        }
    }
    end
}

/// Typographic quotes end a string as plain ones do.
fn has_foreign_quotes(text: &str) -> bool {
    text.contains(['‘', '’', '‚', '‛', '“', '”', '„'])
}

fn backticked(text: &str, special: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if special.contains(c) {
            out.push('`');
        }
        out.push(c);
    }
    out
}

pub(super) static DOUBLE: Quoting =
    Quoting { escape: |text| (!has_foreign_quotes(text)).then(|| backticked(text, "`\"$")), empty: "" };

pub(super) static SINGLE: Quoting =
    Quoting { escape: |text| (!has_foreign_quotes(text)).then(|| text.replace('\'', "''")), empty: "" };

pub(super) static BARE: Quoting = Quoting {
    escape: |text| {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/?=%+!*".contains(c);
        text.chars().all(is_plain).then(|| text.to_owned())
    },
    empty: "''",
};

pub(super) static HERE_SINGLE: Quoting =
    Quoting { escape: |text| (!text.contains("'@")).then(|| text.to_owned()), empty: "" };

pub(super) static HERE_DOUBLE: Quoting =
    Quoting { escape: |text| (!text.contains("\"@")).then(|| backticked(text, "`$")), empty: "" };
