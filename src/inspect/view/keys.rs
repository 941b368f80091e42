//! The key panel: the secrets of an account, to check signatures and to decrypt with.

use freepublish::Lang;
use yew::prelude::*;

use super::press;
use crate::inspect::{Field, KeyPanel, Msg, Words, id};
use crate::shell::Secret;
use crate::ui::panel;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) keys: KeyPanel,
    pub(super) lang: Lang,
    pub(super) send: Callback<Msg>,
}

/// The panel.
#[component]
pub(super) fn Keys(Props { keys, lang, send }: &Props) -> Html {
    let words = Words::of(*lang);
    let clear = html! {
        if !keys.is_empty() {
            <button type="button" class="btn" id="clear-keys" onclick={press(send, Msg::ClearKeys)}>
                { words.keys_clear }
            </button>
        }
    };
    let fields = Field::ALL.into_iter().zip(words.keys_fields).map(|(field, (name, hint))| {
        let content = Secret::new(keys.value(field));
        html! { <KeyField {field} {name} {hint} {content} send={send.clone()} /> }
    });
    let content = html! { <div class="fields"><p>{ words.keys_promise }</p>{ for fields }</div> };
    panel("panel", "keys", words.keys_title, clear, content)
}

#[derive(Properties, PartialEq)]
struct FieldProps {
    field: Field,
    name: &'static str,
    hint: &'static str,
    content: Secret,
    send: Callback<Msg>,
}

#[component]
fn KeyField(FieldProps { field, name, hint, content, send }: &FieldProps) -> Html {
    let field = *field;
    let (id, kind) = match field {
        Field::Token => (id::TOKEN, "password"),
        Field::Key => ("key-aes", "password"),
        Field::AppId => ("key-app-id", "text"),
        Field::PreviousKey => ("key-previous", "password"),
        Field::Address => ("key-address", "text"),
    };
    let typed = send.reform(move |event: InputEvent| {
        let input: web_sys::HtmlInputElement = event.target_unchecked_into();
        Msg::SetKey(field, Secret::new(input.value()))
    });
    let hint_id = [id, "-hint"].concat();
    // A password manager has no business here: these are the account's secrets, for this visit only.
    html! {
        <div>
            <label for={id}>{ *name }</label>
            <input {id} type={kind} value={content.reveal().to_owned()} oninput={typed}
                aria-describedby={hint_id.clone()} autocomplete="off" autocapitalize="off" spellcheck="false"
                translate="no" />
            <small id={hint_id}>{ *hint }</small>
        </div>
    }
}
