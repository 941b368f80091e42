//! The dialog: help, a text to copy by hand, or what a page asks.

use freepublish::Lang;
use yew::prelude::*;

use super::{Page, Words};
use crate::platform::{self, id};
use crate::ui::Icon;

/// A dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// A text to copy by hand, as the browser lets nobody do it for the reader.
    CopyByHand(String),
    /// Keys and what the page does.
    Help,
    /// The page's own.
    Page(Page),
}

#[derive(Debug, Properties, PartialEq)]
pub struct Props {
    /// The dialog that is open.
    pub dialog: Option<Dialog>,
    /// The title and the content of the page's own.
    pub of_page: Option<(&'static str, Html)>,
    /// In which language.
    pub lang: Lang,
    /// It was closed.
    pub closed: Callback<Event>,
}

/// The dialog. It is always there and opened by the browser, which keeps the focus inside and closes it on Escape.
#[component]
pub fn ShownDialog(Props { dialog, of_page, lang, closed }: &Props) -> Html {
    let words = Words::of(*lang);
    let (title, content) = match dialog {
        None => ("", Html::default()),
        Some(Dialog::Page(_)) => of_page.clone().unwrap_or_default(),
        Some(Dialog::Help) => (words.help_title, help(words)),
        Some(Dialog::CopyByHand(text)) => (words.by_hand_title, by_hand(words, text)),
    };
    html! {
        <dialog id={id::DIALOG} aria-labelledby="dialog-title" onclose={closed}>
            <div class="bar">
                <h2 id="dialog-title">{ title }</h2>
                <button type="button" class="quiet" aria-label={words.close}
                    onclick={|_| platform::close_dialog()}>
                    { Icon::Close.draw() }
                </button>
            </div>
            { content }
        </dialog>
    }
}

fn help(words: &Words) -> Html {
    let keys = words.help_keys.iter().map(|(keys, what)| {
        let keys = keys.split(' ').map(|key| html! { <kbd>{ key }</kbd> });
        html! { <div><dt>{ for keys }</dt><dd>{ *what }</dd></div> }
    });
    html! { <div class="help"><dl>{ for keys }</dl><p>{ words.help_about }</p></div> }
}

fn by_hand(words: &Words, text: &str) -> Html {
    html! {
        <div class="help">
            <p>{ words.by_hand }</p>
            <textarea id={id::BY_HAND} readonly=true rows="8" aria-labelledby="dialog-title"
                value={text.to_owned()} />
        </div>
    }
}
