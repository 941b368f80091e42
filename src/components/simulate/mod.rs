//! The parts of the Simulate page.

use super::View;
use super::el::{Attr, El, el};
use crate::i18n::SimulateTexts;
use crate::state::{Action, SimulateAction};

pub mod account;
pub mod callback;
pub mod clock;
pub mod field;
pub mod message;
pub mod scenario;
pub mod timeline;

/// The words of this page.
pub(crate) fn words(view: &View<'_>) -> &'static SimulateTexts {
    SimulateTexts::of(view.state.lang)
}

/// A button that does something on this page.
fn button(view: &View<'_>, class: &'static str, action: SimulateAction) -> El {
    view.button(class, Action::Simulate(action))
}

/// One of several choices, as a row of buttons of which one is pressed in.
fn choices<T: PartialEq>(
    view: &View<'_>,
    label: &'static str,
    present: &T,
    choices: impl IntoIterator<Item = (T, &'static str, SimulateAction)>,
) -> El {
    let buttons = choices.into_iter().map(|(choice, name, action)| {
        let pressed = if choice == *present { "true" } else { "false" };
        button(view, "", action).attr(Attr::AriaPressed, pressed).text(name)
    });
    el("div").class("choices").attr(Attr::Role, "group").attr(Attr::AriaLabel, label).all(buttons)
}
