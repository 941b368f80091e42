//! Fills facts into texts: `{name}` stands for the fact of that name.

use super::Facts;
use crate::lang::Lang;

/// The text with its placeholders filled in.
pub(super) fn fill(text: &str, facts: &Facts<'_>, lang: Lang) -> String {
    let mut out = String::with_capacity(text.len() + 32);
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('{') {
        out.push_str(before);
        let (name, behind) = behind.split_once('}').unwrap_or((behind, ""));
        if let Some((_, fact)) = facts.iter().find(|(known, _)| *known == name) {
            out.push_str(&fact.show(lang));
        }
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// Stops the compiler at a text with a placeholder that is no fact, or with a brace that is no placeholder.
pub(super) const fn check(text: &str, facts: &[&str]) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        assert!(bytes[at] != b'}', "a closing brace without an opening one");
        if bytes[at] == b'{' {
            let start = at + 1;
            while at < bytes.len() && bytes[at] != b'}' {
                at += 1;
            }
            assert!(at < bytes.len(), "an opening brace without a closing one");
            assert!(is_one_of(bytes, start, at, facts), "a placeholder that is no fact of this rule");
        }
        at += 1;
    }
}

const fn is_one_of(text: &[u8], start: usize, end: usize, facts: &[&str]) -> bool {
    let mut fact = 0;
    while fact < facts.len() {
        if is_same(text, start, end, facts[fact].as_bytes()) {
            return true;
        }
        fact += 1;
    }
    false
}

const fn is_same(text: &[u8], start: usize, end: usize, name: &[u8]) -> bool {
    if end - start != name.len() {
        return false;
    }
    let mut at = 0;
    while at < name.len() {
        if text[start + at] != name[at] {
            return false;
        }
        at += 1;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_filled_in_wherever_they_are_named() {
        let count = 3_usize;
        let facts: Facts<'_> = vec![("count", &count)];
        assert_eq!(fill("{count} of {count}.", &facts, Lang::En), "3 of 3.");
        assert_eq!(fill("none", &facts, Lang::En), "none");
    }

    #[test]
    #[should_panic(expected = "no fact of this rule")]
    fn a_misspelt_placeholder_is_refused() {
        check("{conut}", &["count"]);
    }
}
