//! What can happen on the Simulate page, and what the browser is asked to do about it.

use freepublish::envelope::seal::PushFormat;
use freepublish::inspection::Mode;
use freepublish::simulate::Millis;
use freepublish::{Outcome, Span};

use super::super::Secret;
use super::{FormField, Speed};

/// Something the reader did on the Simulate page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SimulateAction {
    /// Take that shipped scenario.
    Choose(&'static str),
    /// Forget the secrets.
    ClearAccount,
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

/// Something the browser has to do for the Simulate page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SimulateEffect {
    /// Move the focus to an entry of the timeline.
    FocusEntry(usize),
    /// Bring the last entry of the timeline into view.
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
    /// Send [`SimulateAction::Time`].
    TellTime,
}
