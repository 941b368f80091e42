//! `JSON.stringify({ media_id: "…" })`: the JSON that an object written in JavaScript becomes.

use super::token::{Kind, Token, Tokens};
use crate::span::Span;
use crate::syntax::source_map::{MappedText, MappedTextBuilder, Quoting, StandIn, escape_json};

/// JavaScript and JSON write names and strings differently: no repair of the one is a repair of the other.
static NOT_WRITABLE: Quoting = Quoting { escape: |_| None, empty: "" };

/// Reads an object or a list and the bracket that closes the call. `None` where its members cannot be told, as
/// with `...rest`.
pub(super) fn as_json(text: &str, tokens: &mut Tokens<'_>) -> Option<MappedText<'static>> {
    let start = tokens.next_start();
    if !tokens.next_is('{') && !tokens.next_is('[') {
        return None;
    }
    let mut out = MappedTextBuilder::new(&NOT_WRITABLE, start);
    // The brackets that are open, and whether a name is expected.
    let mut open: Vec<char> = Vec::new();
    let mut wants_name = false;
    let mut comma: Option<Token> = None;
    loop {
        let token = tokens.peek()?;
        let closes = matches!(token.kind, Kind::Sign('}' | ']'));
        if let Some(comma) = comma.take().filter(|_| !closes) {
            out.copy(",", comma.span.start);
        }
        match token.kind {
            Kind::Sign(sign @ ('{' | '[')) if !(wants_name && sign == '[') => {
                tokens.next();
                open.push(if sign == '{' { '}' } else { ']' });
                out.character(sign, token.span.start);
                wants_name = sign == '{';
            }
            Kind::Sign(sign @ ('}' | ']')) => {
                tokens.next();
                if open.pop() != Some(sign) {
                    return None;
                }
                out.character(sign, token.span.start);
                wants_name = false;
                if open.is_empty() {
                    let end = tokens.end();
                    // `JSON.stringify(value, null, 2)` says how it is laid out.
                    while !tokens.next_is(')') {
                        tokens.next()?;
                    }
                    tokens.take(')');
                    return Some(out.finish(end));
                }
            }
            Kind::Sign(',') => {
                comma = tokens.next();
                wants_name = open.last() == Some(&'}');
            }
            Kind::Word | Kind::String if wants_name => {
                tokens.next();
                let name = format!("\"{}\"", escape_json(&token.string(text).text));
                out.stand_in(&name, token.span, StandIn::Given);
                wants_name = false;
                if tokens.take(':') {
                    out.copy(":", tokens.end() - 1);
                } else if tokens.next_is(',') || tokens.next_is('}') {
                    // `{ media_id }`
                    let place = Span::at(token.span.end);
                    out.stand_in(&format!(":{name}"), place, StandIn::NotGiven);
                } else {
                    return None;
                }
            }
            _ if wants_name => return None,
            _ => value(text, tokens, &mut out)?,
        }
    }
}

fn value(text: &str, tokens: &mut Tokens<'_>, out: &mut MappedTextBuilder) -> Option<()> {
    let start = tokens.next_start();
    let first = tokens.peek()?;
    loop {
        let before = tokens.next_start();
        tokens.skip_operand();
        // `+` goes on with the same value; a colon or a semicolon has no place here.
        if !tokens.take('+') || tokens.next_start() == before {
            break;
        }
    }
    let span = Span::new(start, tokens.end().max(start));
    let shown = span.of(text).trim_end();
    let next_is_good = tokens.next_is(',') || tokens.next_is('}') || tokens.next_is(']');
    if shown.is_empty() || !next_is_good {
        return None;
    }
    let is_plain =
        matches!(shown, "true" | "false" | "null") || shown.parse::<f64>().is_ok_and(f64::is_finite);
    if is_plain {
        out.copy(shown, start);
    } else if first.kind == Kind::String && first.span.end == start + shown.len() {
        let string = first.string(text);
        let kind = if string.has_unknown() { StandIn::NotGiven } else { StandIn::Given };
        out.stand_in(&format!("\"{}\"", escape_json(&string.text)), span, kind);
    } else {
        out.stand_in(&format!("\"{}\"", escape_json(shown)), span, StandIn::NotGiven);
    }
    Some(())
}
