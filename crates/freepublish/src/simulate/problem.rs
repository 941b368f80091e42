//! What keeps something from being simulated: what, why, and what to do, in both languages.

use crate::lang::{Bilingual, Lang};

/// A wish that cannot be met as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    reason: Bilingual,
    remedy: Bilingual,
    /// What stands for `{}` in the texts.
    word: String,
}

impl Problem {
    /// `{}` in the texts stands for `word`.
    pub(super) fn new(word: impl Into<String>, reason: Bilingual, remedy: Bilingual) -> Self {
        Self { reason, remedy, word: word.into() }
    }

    /// What is wrong, and why.
    pub fn reason(&self, lang: Lang) -> String {
        self.reason.get(lang).replace("{}", &self.word)
    }

    /// What to do about it.
    pub fn remedy(&self, lang: Lang) -> String {
        self.remedy.get(lang).replace("{}", &self.word)
    }
}
