//! The parts of the Live page.

use super::View;
use super::el::{Attr, El};
use crate::i18n::LiveTexts;
use crate::state::{Action, LiveAction};

pub mod connection;
mod delivery;
pub mod field;
pub mod inbox;
pub mod jobs;
pub mod message;
pub mod submit;
pub mod trouble;

/// The words of this page.
pub(crate) fn words(view: &View<'_>) -> &'static LiveTexts {
    LiveTexts::of(view.state.lang)
}

/// A button that does something on this page.
fn button(view: &View<'_>, class: &'static str, action: LiveAction) -> El {
    view.button(class, Action::live(action))
}

/// A button that cannot be pressed at times. It keeps its place among what the keyboard reaches, and so its reason can
/// be read.
fn button_if(view: &View<'_>, can: bool, class: &'static str, action: LiveAction) -> El {
    let button = button(view, class, action);
    if can { button } else { button.attr(Attr::AriaDisabled, "true") }
}
