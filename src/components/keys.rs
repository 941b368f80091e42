//! The key panel: the secrets of an account, to check signatures and to decrypt with.

use yew::prelude::*;

use super::View;
use super::el::{Attr, El, el};
use crate::app::Message;
use crate::i18n::MoreTexts;
use crate::platform::id;
use crate::state::{Action, Field, Secret};

/// The panel, when it is unfolded.
pub fn keys(view: &View<'_>) -> Option<El> {
    if !view.state.keys.is_open {
        return None;
    }
    let texts = MoreTexts::of(view.state.lang);
    let clear = (!view.state.keys.is_empty())
        .then(|| view.button("btn", Action::ClearKeys).id("clear-keys").text(texts.keys_clear));
    let fields = Field::ALL.into_iter().zip(texts.keys_fields).map(|(at, words)| field(view, at, words));
    Some(
        view.panel_with("keys", texts.keys_title, clear)
            .with(el("div").class("fields").with(el("p").text(texts.keys_promise)).all(fields)),
    )
}

fn field(view: &View<'_>, field: Field, (name, hint): (&'static str, &'static str)) -> El {
    let (id, kind) = match field {
        Field::Token => (id::TOKEN, "password"),
        Field::Key => ("key-aes", "password"),
        Field::AppId => ("key-app-id", "text"),
        Field::PreviousKey => ("key-previous", "password"),
        Field::Address => ("key-address", "text"),
    };
    let typed = view.link.callback(move |event: InputEvent| {
        let input: web_sys::HtmlInputElement = event.target_unchecked_into();
        Message::Act(Action::SetKey(field, Secret::new(input.value())))
    });
    let hint_id = [id, "-hint"].concat();
    // A password manager has no business here: these are the account's secrets, for this visit only.
    let input = html! {
        <input {id} type={kind} value={view.state.keys.value(field).to_owned()} oninput={typed}
            aria-describedby={hint_id.clone()} autocomplete="off" autocapitalize="off" spellcheck="false"
            translate="no" />
    };
    let label = html! { <label for={id}>{ name }</label> };
    el("div").push(label).push(input).with(el("small").attr(Attr::Id, hint_id).text(hint))
}
