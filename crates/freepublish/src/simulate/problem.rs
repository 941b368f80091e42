//! What keeps something from being simulated: what, why, and what to do, in both languages.

use std::fmt;

use crate::lang::{Bilingual, Lang};

/// A wish that cannot be met as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    reason: Bilingual,
    remedy: Bilingual,
    /// What stands for `{}` in the texts.
    word: String,
    /// What stands for `[]` in the texts: what could be written instead.
    choices: String,
}

/// A longer word is cut where it is quoted, in characters.
const LONGEST_WORD: usize = 60;

impl Problem {
    /// `{}` in the texts stands for `word`.
    pub(super) fn new(word: impl Into<String>, reason: Bilingual, remedy: Bilingual) -> Self {
        let mut word = word.into();
        if let Some((end, _)) = word.char_indices().nth(LONGEST_WORD) {
            word.truncate(end);
            word.push('…');
        }
        Self { reason, remedy, word, choices: String::new() }
    }

    /// The same with words that could be written instead; `[]` in the texts stands for them.
    pub(super) fn choices(mut self, choices: &[&str]) -> Self {
        self.choices = choices.join(" | ");
        self
    }

    /// What is wrong, and why.
    pub fn reason(&self, lang: Lang) -> String {
        self.fill(self.reason.get(lang))
    }

    /// What to do about it.
    pub fn remedy(&self, lang: Lang) -> String {
        self.fill(self.remedy.get(lang))
    }

    /// The choices first: the word is the user's and may hold anything.
    fn fill(&self, text: &str) -> String {
        text.replace("[]", &self.choices).replace("{}", &self.word)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}. {}.", self.reason(Lang::En), self.remedy(Lang::En))
    }
}

impl std::error::Error for Problem {}
