//! The dialog: help, or a text to copy by hand.

use yew::prelude::*;

use super::View;
use super::icon::{Icon, icon};
use crate::app::Message;
use crate::browser::{self, id};
use crate::state::{Action, Dialog};

/// The dialog. It is always there and opened by the browser, which keeps the focus inside and closes it on Escape.
pub fn dialog(view: &View<'_>) -> Html {
    let texts = view.texts;
    let (title, content) = match &view.state.dialog {
        None => ("", Html::default()),
        Some(Dialog::Help) => (texts.help_title, help(view)),
        Some(Dialog::CopyByHand(text)) => (texts.by_hand_title, by_hand(view, text)),
    };
    let closed = view.link.callback(|_: Event| Message::Act(Action::CloseDialog));
    html! {
        <dialog id={id::DIALOG} aria-labelledby="dialog-title" onclose={closed}>
            <div class="bar">
                <h2 id="dialog-title">{ title }</h2>
                <button type="button" class="quiet" aria-label={texts.close}
                    onclick={Callback::from(|_| browser::close_dialog())}>{ icon(Icon::Close) }</button>
            </div>
            { content }
        </dialog>
    }
}

fn help(view: &View<'_>) -> Html {
    let keys = view.texts.help_keys.iter().map(|(keys, what)| {
        let keys = keys.split(' ').map(|key| html! { <kbd>{ key }</kbd> });
        html! { <div><dt>{ for keys }</dt><dd>{ *what }</dd></div> }
    });
    html! {
        <div class="help">
            <dl>{ for keys }</dl>
            <p>{ view.texts.help_about }</p>
        </div>
    }
}

fn by_hand(view: &View<'_>, text: &str) -> Html {
    html! {
        <div class="help">
            <p>{ view.texts.by_hand }</p>
            <textarea id={id::BY_HAND} readonly=true rows="8" aria-labelledby="dialog-title"
                value={text.to_owned()} />
        </div>
    }
}
