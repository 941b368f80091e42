//! The colours of a scenario: what a line is about, and comments.

use super::{Kind, Token};

/// The tokens of a scenario, one behind the other from its first byte to its last.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = Token> + '_ {
    let mut at = 0;
    text.split_inclusive('\n').flat_map(move |line| {
        let start = at;
        at += line.len();
        let blank = line.len() - line.trim_start_matches([' ', '\t']).len();
        let word = &line[blank..];
        let length = word.find(char::is_whitespace).unwrap_or(word.len());
        let is_comment = word.starts_with('#');
        let (kind, end) = if is_comment { (Kind::Comment, line.len()) } else { (Kind::Name, blank + length) };
        [(Kind::Text, 0, blank), (kind, blank, end), (Kind::Text, end, line.len())]
            .into_iter()
            .filter(|(_, from, to)| from < to)
            .map(move |(kind, from, to)| Token { kind, start: start + from, end: start + to })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_word_says_what_a_line_is_about() {
        let text = "# 注释\n  at 0s token\n\nmode\n";
        let found: Vec<_> =
            tokens(text).filter(|token| token.kind != Kind::Text).map(|it| &text[it.start..it.end]).collect();
        assert_eq!(found, ["# 注释\n", "at", "mode"]);
    }

    #[test]
    fn tokens_cover_the_text() {
        let text = "at 0s\n\n \t\n发布 x";
        let mut end = 0;
        for token in tokens(text) {
            assert_eq!(token.start, end);
            end = token.end;
        }
        assert_eq!(end, text.len());
    }
}
