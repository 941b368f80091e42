//! The grammar of XML 1.0 (fifth edition) inside of markup: what quick-xml does not check.

use std::collections::BTreeSet;

use super::XmlError;
use crate::span::Span;

/// White space, production 3.
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

pub(super) fn trim_start(text: &str) -> &str {
    &text[text.bytes().take_while(|byte| is_space(*byte)).count()..]
}

/// `Char`, production 2.
pub(super) fn is_allowed(character: char) -> bool {
    match character {
        '\t' | '\n' | '\r' => true,
        other => other >= ' ' && !matches!(other, '\u{fffe}' | '\u{ffff}'),
    }
}

/// `NameStartChar`, production 4.
pub(super) fn begins_name(character: char) -> bool {
    matches!(character,
        ':' | '_' | 'A'..='Z' | 'a'..='z'
        | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{2ff}' | '\u{370}'..='\u{37d}'
        | '\u{37f}'..='\u{1fff}' | '\u{200c}'..='\u{200d}' | '\u{2070}'..='\u{218f}' | '\u{2c00}'..='\u{2fef}'
        | '\u{3001}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}' | '\u{10000}'..='\u{effff}')
}

/// `NameChar`, production 4a.
fn is_in_name(character: char) -> bool {
    begins_name(character)
        || matches!(character,
            '-' | '.' | '0'..='9' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}')
}

/// How much of the beginning of a text is a name; 0 where none begins.
pub(super) fn name_length(text: &str) -> usize {
    if !text.starts_with(begins_name) {
        return 0;
    }
    // Nearly all names are letters and `_`.
    let plain = text.bytes().take_while(|byte| byte.is_ascii_alphabetic() || *byte == b'_').count();
    plain + text[plain..].find(|c| !is_in_name(c)).unwrap_or(text.len() - plain)
}

/// What a character reference stands for; `name` is what stands between `&` and `;`, `#x53d1`. `None` for what is no
/// character of XML's.
pub(super) fn character(name: &str) -> Option<char> {
    let number = name.strip_prefix('#')?;
    let (digits, radix) = number.strip_prefix('x').map_or((number, 10), |digits| (digits, 16));
    let is_number = !digits.is_empty() && digits.chars().all(|digit| digit.is_digit(radix));
    let code = is_number.then(|| u32::from_str_radix(digits, radix).ok()).flatten()?;
    char::from_u32(code).filter(|character| is_allowed(*character))
}

/// What stands between `&` and `;`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reference {
    Character(char),
    /// `&#1;`, `&#xD800;`
    NoCharacter,
    Undeclared,
    /// It begins no reference at all: an address whose `&` nobody escaped.
    Neither,
}

impl Reference {
    pub(super) fn read(name: &str) -> Self {
        let predefined = match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            _ => return Self::other(name),
        };
        Self::Character(predefined)
    }

    fn other(name: &str) -> Self {
        if let Some(number) = name.strip_prefix('#') {
            let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_alphanumeric());
            return character(name)
                .map_or(if is_number { Self::NoCharacter } else { Self::Neither }, Self::Character);
        }
        if !name.is_empty() && name_length(name) == name.len() { Self::Undeclared } else { Self::Neither }
    }

    /// What is wrong with it; the span is that of the whole, or of its `&` alone.
    pub(super) fn error(self, whole: Span) -> Option<(XmlError, Span)> {
        match self {
            Self::Character(_) => None,
            Self::NoCharacter => Some((XmlError::BadReference, whole)),
            Self::Undeclared => Some((XmlError::UndeclaredEntity, whole)),
            Self::Neither => Some((XmlError::RawAmpersand, Span::new(whole.start, whole.start + 1))),
        }
    }
}

/// Checks the attributes of a start tag. `text` is what stands between the name and the end of the tag, at `start`.
pub(super) fn check_attributes(text: &str, start: usize, mut report: impl FnMut(XmlError, Span)) {
    let mut seen = Seen::default();
    let mut rest = text;
    loop {
        let place = |rest: &str| start + (text.len() - rest.len());
        let attribute = trim_start(rest);
        if attribute.is_empty() {
            return;
        }
        let at = place(attribute);
        let is_apart = attribute.len() < rest.len();
        let (name, behind) = attribute.split_at(name_length(attribute));
        let Some(value) = trim_start(behind).strip_prefix('=').filter(|_| !name.is_empty()) else {
            return report(XmlError::BadAttribute, Span::new(at, start + text.len()));
        };
        let value = trim_start(value);
        let quote = value.chars().next().filter(|first| matches!(first, '"' | '\''));
        let Some((inside, behind)) = quote.and_then(|quote| value[1..].split_once(quote)) else {
            return report(XmlError::UnquotedAttribute, Span::new(place(value), start + text.len()));
        };
        let name_span = Span::new(at, at + name.len());
        if !is_apart {
            report(XmlError::AttributeSpace, name_span);
        }
        if !seen.insert(name) {
            report(XmlError::DuplicateAttribute, name_span);
        }
        check_value(inside, place(value) + 1, &mut report);
        rest = behind;
    }
}

/// The names of the attributes of a tag: a few in a list, many in a set.
#[derive(Default)]
struct Seen<'a> {
    few: Vec<&'a str>,
    many: BTreeSet<&'a str>,
}

impl<'a> Seen<'a> {
    const FEW: usize = 8;

    /// Whether the name is new.
    fn insert(&mut self, name: &'a str) -> bool {
        if self.few.contains(&name) {
            return false;
        }
        if self.few.len() < Self::FEW {
            self.few.push(name);
            return true;
        }
        self.many.insert(name)
    }
}

fn check_value(value: &str, start: usize, report: &mut impl FnMut(XmlError, Span)) {
    for (at, sign) in value.match_indices(['<', '&']) {
        let here = start + at;
        if sign == "<" {
            report(XmlError::RawLessThan, Span::new(here, here + 1));
            continue;
        }
        let behind = &value[at + 1..];
        let name = &behind
            [..name_length(behind.strip_prefix('#').map_or(behind, |_| "")).max(number_length(behind))];
        let is_closed = behind[name.len()..].starts_with(';');
        let whole = Span::new(here, here + 1 + name.len() + usize::from(is_closed));
        let reference = if is_closed { Reference::read(name) } else { Reference::Neither };
        if let Some((error, span)) = reference.error(whole) {
            report(error, span);
        }
    }
}

/// How long `#x53d1` is at the beginning of a text.
fn number_length(text: &str) -> usize {
    text.strip_prefix('#')
        .map_or(0, |number| 1 + number.bytes().take_while(u8::is_ascii_alphanumeric).count())
}

/// Whether `<?` … `?>` around such a text is an XML declaration, production 23.
pub(super) fn is_declaration(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("xml") else { return false };
    let Some((version, rest)) = pseudo_attribute(rest, "version") else { return false };
    let (encoding, rest) =
        pseudo_attribute(rest, "encoding").map_or((None, rest), |(value, rest)| (Some(value), rest));
    let (standalone, rest) =
        pseudo_attribute(rest, "standalone").map_or((None, rest), |(value, rest)| (Some(value), rest));
    let minor = version.strip_prefix("1.");
    minor.is_some_and(|minor| !minor.is_empty() && minor.bytes().all(|byte| byte.is_ascii_digit()))
        && encoding.is_none_or(is_encoding_name)
        && standalone.is_none_or(|value| matches!(value, "yes" | "no"))
        && trim_start(rest).is_empty()
}

fn is_encoding_name(value: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
    value.starts_with(|first: char| first.is_ascii_alphabetic()) && value.bytes().all(is_part)
}

/// ` name = "value"` at the beginning of a text: the value, and what stands behind it.
fn pseudo_attribute<'a>(text: &'a str, name: &str) -> Option<(&'a str, &'a str)> {
    let rest = trim_start(text);
    if rest.len() == text.len() {
        return None;
    }
    let value = trim_start(trim_start(rest.strip_prefix(name)?).strip_prefix('=')?);
    let quote = value.chars().next().filter(|first| matches!(first, '"' | '\''))?;
    value[1..].split_once(quote)
}

/// Whether a processing instruction, what stands between `<?` and `?>`, has a target that it may have.
pub(super) fn is_instruction(text: &str) -> bool {
    let (target, rest) = text.split_at(name_length(text));
    let is_apart = rest.is_empty() || trim_start(rest).len() < rest.len();
    !target.is_empty() && is_apart && !target.eq_ignore_ascii_case("xml")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attributes(text: &str) -> Vec<(XmlError, &str)> {
        let mut errors = Vec::new();
        check_attributes(text, 0, |error, span| errors.push((error, span.of(text))));
        errors
    }

    #[test]
    fn attributes_are_checked() {
        use XmlError::{
            AttributeSpace, BadAttribute, BadReference, DuplicateAttribute, RawAmpersand, RawLessThan,
            UndeclaredEntity, UnquotedAttribute,
        };
        assert_eq!(attributes(" a=\"1\" b = '&lt;&#x53d1;>' "), []);
        assert_eq!(attributes(" a='1'b='2'"), [(AttributeSpace, "b")]);
        assert_eq!(attributes(" a='1' b='' a='2'"), [(DuplicateAttribute, "a")]);
        assert_eq!(attributes(" a=1 b='2'"), [(UnquotedAttribute, "1 b='2'")]);
        assert_eq!(attributes(" a='1"), [(UnquotedAttribute, "'1")]);
        assert_eq!(attributes(" a"), [(BadAttribute, "a")]);
        assert_eq!(attributes("！"), [(BadAttribute, "！")]);
        assert_eq!(
            attributes(" a='<&b&c;&#1;'"),
            [(RawLessThan, "<"), (RawAmpersand, "&"), (UndeclaredEntity, "&c;"), (BadReference, "&#1;"),]
        );
    }

    #[test]
    fn many_attributes_are_compared_as_well() {
        let text: Vec<String> = (0..40).map(|at| format!(" a{}=''", at % 20)).collect();
        let text = text.concat();
        assert_eq!(attributes(&text).len(), 20);
    }

    #[test]
    fn declarations_and_instructions() {
        for text in [
            "xml version=\"1.0\"",
            "xml version='1.1' encoding='UTF-8' standalone=\"no\" ",
            "xml\nversion = '1.0'\tstandalone='yes'",
        ] {
            assert!(is_declaration(text), "{text}");
        }
        for text in [
            "xml",
            "xml ",
            "xml version='2.0'",
            "xml version=1.0",
            "xml encoding='UTF-8' version='1.0'",
            "xml version='1.0'encoding='UTF-8'",
            "xml version='1.0' standalone='maybe'",
            "xml version='1.0' encoding='8'",
            "xml version='1.0' x",
        ] {
            assert!(!is_declaration(text), "{text}");
        }
        assert!(is_instruction("php echo ?"));
        assert!(is_instruction("target"));
        for text in ["", " a", "1", "XML", "xml version='1.0'", "a!"] {
            assert!(!is_instruction(text), "{text}");
        }
    }

    #[test]
    fn references() {
        for (name, reference) in [
            ("amp", Reference::Character('&')),
            ("#65", Reference::Character('A')),
            ("#x53d1", Reference::Character('发')),
            ("nbsp", Reference::Undeclared),
            ("#1", Reference::NoCharacter),
            ("#xD800", Reference::NoCharacter),
            ("#xFFFE", Reference::NoCharacter),
            ("#X41", Reference::NoCharacter),
            ("#99999999999", Reference::NoCharacter),
            ("#", Reference::Neither),
            ("#+5", Reference::Neither),
            ("", Reference::Neither),
            ("1a", Reference::Neither),
            ("mid=1", Reference::Neither),
        ] {
            assert_eq!(Reference::read(name), reference, "{name}");
        }
    }
}
