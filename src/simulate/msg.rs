//! What can happen on the page, and what it asks of the browser.

use freepublish::envelope::seal::PushFormat;
use freepublish::inspection::Mode;
use freepublish::simulate::Millis;
use freepublish::{Outcome, Span};

use super::{FormField, Speed};
use crate::shell::Secret;

/// Something that happened on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Msg {
    /// Take that shipped scenario.
    Choose(&'static str),
    /// Forget the secrets.
    ClearAccount,
    /// Put a text on the clipboard, and say that it is done.
    Copy {
        /// The text.
        text: String,
        /// What to say.
        done: String,
    },
    /// Copy a link to the scenario.
    CopyLink,
    /// The editor holds this text now.
    Edit(String),
    /// That was typed into a field.
    Enter(FormField, Secret),
    /// Take made-up secrets.
    FillAccount,
    /// Go to the end.
    Finish,
    /// Go to an entry of the timeline.
    GoTo(usize),
    /// Show a place in the editor.
    Jump(Span),
    /// Read a message on the Inspect page.
    Open(String),
    /// Stop the clock.
    Pause,
    /// Start the clock.
    Play,
    /// Go back to the beginning.
    Restart,
    /// Take that mode.
    SetMode(Mode),
    /// Take that outcome.
    SetOutcome(Outcome),
    /// Take that format.
    SetPush(PushFormat),
    /// Let the clock run like that.
    SetSpeed(Speed),
    /// Go to the next entry.
    Step,
    /// So many milliseconds have passed.
    Tick(Millis),
    /// It is that moment, in seconds since 1970.
    Time(i64),
    /// Fold or unfold an entry.
    Toggle(usize),
    /// Take the present moment.
    UseNow,
}

/// What only this page asks of the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Own {
    /// Bring an entry of the timeline into view, and leave the focus where it is.
    ShowEntry(usize),
    /// Select a place in the editor of the scenario.
    Select {
        /// Where it begins, in UTF-16 units.
        start: u32,
        /// Where it ends.
        end: u32,
        /// The line, from 0.
        line: usize,
    },
    /// Send [`Msg::Tick`] again and again.
    StartClock,
    /// No longer.
    StopClock,
    /// Send [`Msg::Time`].
    TellTime,
}
