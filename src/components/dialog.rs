//! The dialog: help, or a text to copy by hand.

use yew::prelude::*;

use super::View;
use super::el::{Attr, El, el};
use super::icon::{Icon, icon};
use crate::app::Message;
use crate::i18n::MoreTexts;
use crate::platform::{self, id};
use crate::state::{Action, Dialog};

/// The dialog; `of_page` is the title and the content of the one that the page at hand has. It is always there and opened by the browser, which keeps the focus inside and closes it on Escape.
pub fn dialog(view: &View<'_>, of_page: Option<(&'static str, Html)>) -> Html {
    let texts = view.texts;
    let (title, content) = match &view.state.dialog {
        None => ("", Html::default()),
        Some(Dialog::Page(_)) => of_page.unwrap_or_default(),
        Some(Dialog::Help) => (MoreTexts::of(view.state.lang).help_title, help(view).into()),
        Some(Dialog::CopyByHand(text)) => (texts.by_hand_title, by_hand(view, text).into()),
    };
    let close = el("button")
        .attr(Attr::Type, "button")
        .class("quiet")
        .attr(Attr::AriaLabel, texts.close)
        .on_press(Callback::from(|_| platform::close_dialog()))
        .with(icon(Icon::Close));
    let bar = el("div").class("bar").with(el("h2").id("dialog-title").text(title)).with(close);
    let closed = view.link.callback(|_: Event| Message::Act(Action::CloseDialog));
    html! {
        <dialog id={id::DIALOG} aria-labelledby="dialog-title" onclose={closed}>
            { Html::from(bar) }
            { content }
        </dialog>
    }
}

fn help(view: &View<'_>) -> El {
    let texts = MoreTexts::of(view.state.lang);
    let keys = texts.help_keys.iter().map(|(keys, what)| {
        let keys = keys.split(' ').map(|key| el("kbd").text(key));
        el("div").with(el("dt").all(keys)).with(el("dd").text(*what))
    });
    el("div").class("help").with(el("dl").all(keys)).with(el("p").text(texts.help_about))
}

fn by_hand(view: &View<'_>, text: &str) -> El {
    let area = html! {
        <textarea id={id::BY_HAND} readonly=true rows="8" aria-labelledby="dialog-title" value={text.to_owned()} />
    };
    el("div").class("help").with(el("p").text(view.texts.by_hand)).push(area)
}
