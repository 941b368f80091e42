//! The secrets of the account, as fields.

use super::field::Fields;
use super::{button, words};
use crate::components::el::{Attr, El, el};
use crate::components::icon::{Icon, icon};
use crate::state::{FormField, SimulateAction};

/// The fields. The key and the app id are asked for where messages are encrypted.
pub fn account(fields: Fields<'_>, is_encrypted: bool) -> El {
    let view = fields.view;
    let words = words(view);
    let account = &view.state.simulation.account;
    let secret = |which, label, value: &str| fields.field(which, label, value, None);
    let key = is_encrypted.then(|| secret(FormField::AesKey, "EncodingAESKey", account.aes_key.reveal()));
    let app_id = is_encrypted.then(|| secret(FormField::AppId, "AppID", account.app_id.reveal()));
    let fill = button(view, "btn", SimulateAction::FillAccount).id("fill-account").text(words.fill);
    let clear = button(view, "btn", SimulateAction::ClearAccount).id("clear-account").text(words.forget);
    let clear = if account.is_empty() { clear.attr(Attr::AriaDisabled, "true") } else { clear };
    el("div")
        .class("account")
        .attr(Attr::Role, "group")
        .attr(Attr::AriaLabelledby, "account")
        .with(el("h3").id("account").text(words.account))
        .with(secret(FormField::Token, "Token", account.token.reveal()))
        .maybe(key)
        .maybe(app_id)
        .with(el("div").class("controls").with(fill).with(clear))
        .with(el("p").class("note").with(icon(Icon::Lock)).with(el("span").text(words.account_note)))
}
