//! As much of a text as a sentence can hold.

use std::fmt;

/// The most characters that are kept.
const LONGEST: usize = 80;

/// A piece of the text that was read, for a message: its first 80 characters, and `…` where there are more. Messages
/// hold nothing longer, so that a hostile name of a megabyte is not copied into each of five hundred findings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Excerpt(String);

impl Excerpt {
    /// What is kept of the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Excerpt {
    fn from(text: &str) -> Self {
        match text.char_indices().nth(LONGEST) {
            Some((end, _)) => Self(format!("{}…", &text[..end])),
            None => Self(text.to_owned()),
        }
    }
}

impl fmt::Display for Excerpt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_between_characters() {
        assert_eq!(Excerpt::from(&*"文".repeat(LONGEST)).as_str(), "文".repeat(LONGEST));
        assert_eq!(Excerpt::from(&*"文".repeat(LONGEST + 1)).as_str(), format!("{}…", "文".repeat(LONGEST)));
    }
}
