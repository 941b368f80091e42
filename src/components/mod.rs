//! The parts of the pages. Plain functions of the state: the shell is the only component with a life of its own.

use yew::html::Scope;
use yew::prelude::*;

use self::el::{Attr, El, el};
use self::icon::{Icon, icon};
use crate::app::{App, Message};
use crate::i18n::Texts;
use crate::state::{Action, State};

pub mod articles;
pub mod decrypted;
pub mod diagnostics;
pub mod dialog;
pub mod el;
pub mod empty;
pub mod header;
pub mod icon;
pub mod keys;
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

    /// A button.
    pub fn button(&self, class: &'static str, action: Action) -> El {
        el("button").attr(Attr::Type, "button").class(class).on_press(self.press(action))
    }

    /// A button with a picture on it.
    pub fn icon_button(&self, picture: Icon, label: impl Into<AttrValue>, action: Action) -> El {
        let label = label.into();
        let button =
            self.button("quiet", action).attr(Attr::AriaLabel, label.clone()).attr(Attr::Title, label);
        button.with(icon(picture))
    }

    /// A button that copies a value.
    pub fn copy_button(&self, name: &str, value: String) -> El {
        let action = Action::Copy { text: value, done: (self.texts.copied)(name) };
        self.icon_button(Icon::Copy, (self.texts.copy_value)(name), action).class("copy")
    }

    /// A part of the result with its heading.
    pub fn panel(&self, id: &'static str, title: &'static str) -> El {
        self.panel_with(id, title, None)
    }

    /// A part of the result with its heading and something beside it.
    pub fn panel_with(&self, id: &'static str, title: &'static str, beside: Option<El>) -> El {
        let bar = el("div").class("bar").with(el("h2").id(id).text(title)).maybe(beside);
        el("section").class("panel").attr(Attr::AriaLabelledby, id).with(bar)
    }

    /// What the keys for a new look do.
    pub fn keys(&self, what: &'static str) -> El {
        el("span").with(el("kbd").text("Ctrl")).text(" ").with(el("kbd").text("Enter")).text(" ").text(what)
    }
}
