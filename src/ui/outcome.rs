//! How an outcome looks and what it is called.

use freepublish::{Lang, Outcome};

use super::Words;

/// How an outcome is coloured. Never the only sign: an icon and a word stand beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// It worked.
    Good,
    /// It did not.
    Bad,
    /// It did, and is gone.
    Warn,
    /// It is not over.
    Wait,
    /// Nobody knows.
    Unknown,
}

impl Tone {
    /// The colour of an outcome.
    pub const fn of(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Answered | Outcome::Published | Outcome::Valid => Self::Good,
            Outcome::BannedBySystem
            | Outcome::Failed
            | Outcome::Invalid
            | Outcome::OriginalityFailed
            | Outcome::Refused
            | Outcome::Rejected => Self::Bad,
            Outcome::DeletedByUser => Self::Warn,
            Outcome::Accepted | Outcome::Publishing => Self::Wait,
            Outcome::Unknown => Self::Unknown,
        }
    }

    /// The class that carries the colour.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Bad => "bad",
            Self::Good => "good",
            Self::Unknown => "unknown",
            Self::Wait => "wait",
            Self::Warn => "warn",
        }
    }
}

/// Whether this is the end of the story; `None` where there is no story.
pub const fn finality(outcome: Outcome, lang: Lang) -> Option<&'static str> {
    let words = Words::of(lang);
    match outcome {
        Outcome::Accepted | Outcome::Publishing => Some(words.not_final),
        Outcome::Published
        | Outcome::OriginalityFailed
        | Outcome::Failed
        | Outcome::Rejected
        | Outcome::DeletedByUser
        | Outcome::BannedBySystem => Some(words.is_final),
        Outcome::Answered | Outcome::Refused | Outcome::Valid | Outcome::Invalid | Outcome::Unknown => None,
    }
}
