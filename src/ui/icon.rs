//! Icons: strokes on a grid of 18, drawn in the colour of the text beside them.

use freepublish::{Outcome, Severity};

use yew::prelude::*;

/// What there is a picture of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// Half light, half dark.
    Auto,
    /// A tick.
    Check,
    /// A clock.
    Clock,
    /// A cross, to close.
    Close,
    /// Two sheets.
    Copy,
    /// A cross in a circle.
    Cross,
    /// A triangle that points down.
    Down,
    /// Two triangles that point to a line.
    End,
    /// A circle struck through.
    Gone,
    /// An i in a circle.
    Info,
    /// A padlock.
    Lock,
    /// A moon.
    Moon,
    /// An arrow out of a box.
    Out,
    /// A question mark in a circle.
    Question,
    /// Two bars.
    Pause,
    /// A triangle that points to the right.
    Play,
    /// An arrow that goes round.
    Restart,
    /// An arrow to a line.
    Step,
    /// A sun.
    Sun,
    /// An exclamation mark in a triangle.
    Warning,
}

impl Icon {
    /// The picture. It says nothing to a screen reader; the word beside it does.
    pub fn draw(self) -> Html {
        html! { <svg class="icon" viewBox="0 0 18 18" aria-hidden="true"><path d={self.path()} /></svg> }
    }

    /// The strokes.
    pub(crate) const fn path(self) -> &'static str {
        match self {
            Self::Auto => "M9 2a7 7 0 1 0 0 14zM9 2a7 7 0 0 1 0 14",
            Self::Check => "M9 2a7 7 0 1 0 .01 0M5.8 9.2l2.2 2.2 4.2-4.6",
            Self::Clock => "M9 2a7 7 0 1 0 .01 0M9 5.2V9l2.6 1.8",
            Self::Close => "m4.5 4.5 9 9m0-9-9 9",
            Self::Copy => "M6.5 6.5h8v8h-8zM11.5 6.5v-3h-8v8h3",
            Self::Cross => "M9 2a7 7 0 1 0 .01 0M6.4 6.4l5.2 5.2m0-5.2-5.2 5.2",
            Self::Down => "m5 7 4 4.5L13 7",
            Self::End => "M3 4.5v9L8.5 9zM8.5 4.5v9L14 9zM15 4.5v9",
            Self::Gone => "M9 2a7 7 0 1 0 .01 0M4.2 4.2l9.6 9.6",
            Self::Info => "M9 2a7 7 0 1 0 .01 0M9 8.2v4.2M9 5.4v.3",
            Self::Lock => "M4 8h10v7H4zM6 8V5.8a3 3 0 0 1 6 0V8",
            Self::Moon => "M14.8 11A6.4 6.4 0 0 1 7 3.2 6.4 6.4 0 1 0 14.8 11z",
            Self::Out => "M7.5 4H4v10h10v-3.5M10 3.5h4.5V8M14 4 8.5 9.5",
            Self::Question => "M9 2a7 7 0 1 0 .01 0M7 7.2a2 2 0 1 1 2.8 1.8c-.6.3-.8.7-.8 1.4M9 12.6v.2",
            Self::Pause => "M6.5 4v10M11.5 4v10",
            Self::Play => "M6 3.8v10.4L14 9z",
            Self::Restart => "M4.2 9a5 5 0 1 0 1.6-3.7L4 7M4 3.6V7h3.4",
            Self::Step => "M3.5 9h9M9 5.5 12.5 9 9 12.5M15 4v10",
            Self::Sun => {
                "M9 6a3 3 0 1 0 .01 0M9 1.5v1.6m0 11.8v1.6M1.5 9h1.6m11.8 0h1.6M3.7 3.7l1.1 1.1m8.4 8.4 1.1 1.1m0-10.6-1.1 1.1m-8.4 8.4-1.1 1.1"
            }
            Self::Warning => "M9 2.5 16.5 15.5h-15zM9 7.4v3.8M9 13.2v.2",
        }
    }

    /// The picture of a severity.
    pub const fn of_severity(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::Cross,
            Severity::Warning => Self::Warning,
            Severity::Info => Self::Info,
        }
    }

    /// The picture of an outcome.
    pub const fn of_outcome(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Accepted | Outcome::Publishing => Self::Clock,
            Outcome::BannedBySystem | Outcome::DeletedByUser => Self::Gone,
            Outcome::Failed
            | Outcome::Invalid
            | Outcome::OriginalityFailed
            | Outcome::Refused
            | Outcome::Rejected => Self::Cross,
            Outcome::Answered | Outcome::Published | Outcome::Valid => Self::Check,
            Outcome::Unknown => Self::Question,
        }
    }
}
