//! The key panel: the secrets of an account, to check signatures and to decrypt with.

use freepublish::Lang;
use yew::prelude::*;

use super::press;
use crate::inspect::{Field, KeyPanel, Msg, Words, id};
use crate::shell::Secret;
use crate::ui::{self, panel};

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
    let (id, is_secret) = match field {
        Field::Token => (id::TOKEN, true),
        Field::Key => ("key-aes", true),
        Field::AppId => ("key-app-id", false),
        Field::PreviousKey => ("key-previous", true),
        Field::Address => ("key-address", false),
    };
    let typed = send.reform(move |text: String| Msg::SetKey(field, Secret::new(text)));
    html! {
        <ui::Field {id} name={*name} content={content.reveal().to_owned()} {is_secret} note={*hint} class="key" {typed} />
    }
}
