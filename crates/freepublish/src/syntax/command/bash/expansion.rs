//! What bash replaces: variables and the output of commands. Their values are not in the text.

use crate::span::Span;
use crate::syntax::source_map::{MappedTextBuilder, StandIn};

/// Reads what stands in double quotes, up to the closing one, or in a here-document, up to `end`.
pub(super) fn expand(
    text: &str,
    mut at: usize,
    end: usize,
    out: &mut MappedTextBuilder,
    has_quotes: bool,
) -> usize {
    loop {
        let next =
            find(text, at, end, |byte| matches!(byte, b'\\' | b'$' | b'`') || has_quotes && byte == b'"');
        out.copy(&text[at..next], at);
        at = next;
        if at >= end {
            return end;
        }
        match text.as_bytes()[at] {
            b'"' => return at,
            b'\\' => match &text.as_bytes()[at + 1..end] {
                [b'\n', ..] => at += 2,
                [b'\r', b'\n', ..] => at += 3,
                [c @ (b'\\' | b'$' | b'`'), ..] => {
                    out.character(char::from(*c), at);
                    at += 2;
                }
                [b'"', ..] if has_quotes => {
                    out.character('"', at);
                    at += 2;
                }
                _ => {
                    out.character('\\', at);
                    at += 1;
                }
            },
            _ => {
                if let Some((behind, kind)) = expansion(&text[..end], at) {
                    out.stand_in(&text[at..behind], Span::new(at, behind), kind);
                    at = behind;
                } else {
                    out.character('$', at);
                    at += 1;
                }
            }
        }
    }
}

/// The end of the expansion that begins at `at`; `None` where a dollar sign is only that.
pub(super) fn expansion(text: &str, at: usize) -> Option<(usize, StandIn)> {
    let rest = &text.as_bytes()[at..];
    if rest[0] == b'`' {
        return Some((backticks_end(text, at + 1), StandIn::NotGiven));
    }
    match rest.get(1)? {
        b'{' | b'(' => Some((balanced(text, at + 1), StandIn::NotGiven)),
        b'a'..=b'z' | b'A'..=b'Z' | b'_' => {
            let end = find(text, at + 1, text.len(), |byte| !byte.is_ascii_alphanumeric() && byte != b'_');
            Some((end, StandIn::NotGivenName))
        }
        b'0'..=b'9' | b'@' | b'*' | b'#' | b'?' | b'-' | b'$' | b'!' => Some((at + 2, StandIn::NotGiven)),
        _ => None,
    }
}

fn backticks_end(text: &str, mut at: usize) -> usize {
    loop {
        at = find(text, at, text.len(), |byte| matches!(byte, b'`' | b'\\'));
        match text.as_bytes().get(at) {
            None => return at,
            Some(b'`') => return at + 1,
            Some(_) => at = skip_escaped(text, at),
        }
    }
}

/// Steps over a backslash and the character behind it.
fn skip_escaped(text: &str, at: usize) -> usize {
    at + 1 + text[at + 1..].chars().next().map_or(0, char::len_utf8)
}

/// The offset behind the bracket that closes the one at `at`; the end of the text where it is never closed.
pub(super) fn balanced(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let mut open = Vec::new();
    let mut at = at;
    loop {
        at = find(text, at, text.len(), |byte| b"(){}\"'`\\".contains(&byte));
        let Some(byte) = bytes.get(at) else { return at };
        let in_quotes = open.last() == Some(&b'"');
        match byte {
            b'\\' => {
                at = skip_escaped(text, at);
                continue;
            }
            b'"' if in_quotes => {
                open.pop();
            }
            b'"' => open.push(b'"'),
            b'\'' if !in_quotes => {
                at = find(text, at + 1, text.len(), |byte| byte == b'\'');
            }
            b'`' => {
                at = backticks_end(text, at + 1);
                continue;
            }
            b'(' | b'{' => {
                let begins = !in_quotes || at > 0 && bytes[at - 1] == b'$';
                if begins {
                    open.push(if *byte == b'(' { b')' } else { b'}' });
                }
            }
            b')' | b'}' if open.last() == Some(byte) => {
                open.pop();
            }
            _ => {}
        }
        at = (at + 1).min(text.len());
        if open.is_empty() {
            return at;
        }
    }
}

/// The first offset from `at` on, below `end`, whose byte is wanted; `end` where there is none.
pub(super) fn find(text: &str, at: usize, end: usize, is_wanted: impl Fn(u8) -> bool) -> usize {
    text.as_bytes()[at..end].iter().position(|byte| is_wanted(*byte)).map_or(end, |found| at + found)
}
