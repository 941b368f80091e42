//! The secrets of the account, as fields.

use std::rc::Rc;

use freepublish::Lang;
use yew::prelude::*;

use super::field::TextField;
use super::press;
use crate::shell::Secret;
use crate::simulate::{Account, Fault, FormField, Msg, Words};
use crate::ui::Icon;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) account: Rc<Account>,
    /// What is wrong, if anything is.
    pub(super) fault: Option<Fault>,
    /// Whether messages are encrypted: only then the key and the app id are asked for.
    pub(super) is_encrypted: bool,
    pub(super) lang: Lang,
    pub(super) send: Callback<Msg>,
}

/// The fields, and what fills and empties them.
#[component]
pub(super) fn AccountFields(Props { account, fault, is_encrypted, lang, send }: &Props) -> Html {
    let words = Words::of(*lang);
    let field = |field: FormField, name: &'static str, content: &Secret| {
        html! {
            <TextField {field} {name} content={content.clone()} fault={fault.clone()} lang={*lang}
                send={send.clone()} />
        }
    };
    html! {
        <div class="account" role="group" aria-labelledby="account">
            <h3 id="account">{ words.account }</h3>
            { field(FormField::Token, "Token", &account.token) }
            if *is_encrypted {
                { field(FormField::AesKey, "EncodingAESKey", &account.aes_key) }
                { field(FormField::AppId, "AppID", &account.app_id) }
            }
            <div class="controls">
                <button type="button" class="btn" id="fill-account" onclick={press(send, Msg::FillAccount)}>
                    { words.fill }
                </button>
                <button type="button" class="btn" id="clear-account" onclick={press(send, Msg::ClearAccount)}
                    aria-disabled={account.is_empty().then_some("true")}>
                    { words.forget }
                </button>
            </div>
            <p class="note">{ Icon::Lock.draw() }<span>{ words.account_note }</span></p>
        </div>
    }
}
