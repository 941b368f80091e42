//! Prose in lines: Chinese breaks between characters, but no line begins with a full stop; Latin words stay whole.

use std::borrow::Cow;

use freepublish::unseen::is_unseen;
use textwrap::{Options, WordSeparator, WordSplitter};

/// `text` broken to `columns`, each line behind `indent` blanks. The first line's indent is left to the caller.
pub(crate) fn hanging(text: &str, indent: usize, columns: usize) -> String {
    let options = Options::new(columns.saturating_sub(indent).max(20))
        .word_separator(WordSeparator::UnicodeBreakProperties)
        .word_splitter(WordSplitter::NoHyphenation)
        .break_words(false);
    textwrap::wrap(&printable(text), options).join(&format!("\n{:indent$}", ""))
}

/// The text with what a terminal would obey, or not show, made visible: a pasted text must not paint the screen.
pub(crate) fn printable(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| stand_in(c).is_none()) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match stand_in(c) {
            Some(visible) => out.push_str(&visible),
            None => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// The text, or as much of it as anyone wants to read here: what was pasted may put megabytes into a field.
pub(crate) fn brief(text: &str) -> Cow<'_, str> {
    const LONGEST: usize = 500;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
    }
}

/// What is shown for a character that is not shown as it is: a control character, a change of the direction of
/// writing, something without width.
pub(crate) fn stand_in(c: char) -> Option<String> {
    match c {
        '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).map(String::from),
        '\u{7f}' => Some('\u{2421}'.to_string()),
        _ if is_unseen(c) => Some(format!("<U+{:04X}>", u32::from(c))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_where_both_languages_allow_it() {
        let text = "登录公众平台，或用 freepublish_get，看这次发布的实际情况。Unknown is not failed.";
        let wrapped = hanging(text, 2, 24);
        for line in wrapped.lines() {
            assert!(unicode_width::UnicodeWidthStr::width(line.trim_start()) <= 22, "{line}");
            assert!(!line.trim_start().starts_with(['，', '。']), "{line}");
        }
        assert!(wrapped.contains("freepublish_get"));
        assert!(wrapped.lines().skip(1).all(|line| line.starts_with("  ")));
    }

    #[test]
    fn a_terminal_is_told_nothing_by_the_text() {
        assert_eq!(printable("a\u{1b}[31m\u{202e}b\u{feff}"), "a␛[31m<U+202E>b<U+FEFF>");
        assert!(matches!(printable("发布 a😀"), Cow::Borrowed(_)));
    }
}
