//! The parts of the pages. Plain functions of the state: the shell is the only component with a life of its own.

use yew::html::Scope;
use yew::prelude::*;

use crate::app::{App, Message};
use crate::i18n::Texts;
use crate::state::{Action, State};

pub mod articles;
pub mod diagnostics;
pub mod dialog;
pub mod empty;
pub mod header;
pub mod icon;
pub mod outcome;
pub mod request;
pub mod source;
pub mod structure;
pub mod toast;

/// What every part gets to see.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The state of the page.
    pub state: &'a State,
    /// Its words.
    pub texts: &'static Texts,
    /// Where messages go.
    pub link: &'a Scope<App>,
}

impl<'a> View<'a> {
    /// The view of a state.
    pub fn new(state: &'a State, link: &'a Scope<App>) -> Self {
        Self { state, texts: Texts::of(state.lang), link }
    }

    /// What a press of a button does.
    pub fn press(&self, action: Action) -> Callback<MouseEvent> {
        self.link.callback(move |_| Message::Act(action.clone()))
    }

    /// A button that copies a value.
    pub fn copy_button(&self, name: &str, value: String) -> Html {
        let label = (self.texts.copy_value)(name);
        let action = Action::Copy { text: value, done: (self.texts.copied)(name) };
        html! {
            <button type="button" class="copy" aria-label={label.clone()} title={label} onclick={self.press(action)}>
                { icon::icon(icon::Icon::Copy) }
            </button>
        }
    }
}
