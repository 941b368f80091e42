//! Fields that one types into, and what is wrong with what was typed.

use freepublish::Lang;
use freepublish::envelope::KeyError;
use yew::prelude::*;

use crate::shell::Secret;
use crate::simulate::{Fault, FormField, Msg, Unfit, Words};
use crate::ui;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) field: FormField,
    pub(super) name: &'static str,
    pub(super) content: Secret,
    /// What stands below it.
    #[prop_or_default]
    pub(super) hint: Option<&'static str>,
    /// What is wrong with the form. Where it is this field, it takes the place of the hint.
    pub(super) fault: Option<Fault>,
    #[prop_or("field")]
    pub(super) class: &'static str,
    pub(super) lang: Lang,
    pub(super) send: Callback<Msg>,
    /// What stands beside it.
    #[prop_or_default]
    pub(super) children: Html,
}

/// A field with its label, and a note below it.
#[component]
pub(super) fn TextField(props: &Props) -> Html {
    let Props { field, name, content, hint, fault, class, lang, send, children } = props;
    let field = *field;
    let typed = send.reform(move |text: String| Msg::Enter(field, Secret::new(text)));
    let fault = fault.as_ref().filter(|fault| fault.field() == Some(field));
    let inputmode = match field {
        FormField::Articles | FormField::At | FormField::Seed => "numeric",
        _ => "text",
    };
    let is_secret = matches!(field, FormField::AesKey | FormField::Token);
    html! {
        <ui::Field id={field.id()} name={*name} content={content.reveal().to_owned()} {is_secret} note={*hint}
            fault={fault.map(|fault| fault_text(fault, *lang))} class={*class} {inputmode} {typed}>
            { children.clone() }
        </ui::Field>
    }
}

/// What is missing, and what to do about it.
pub(super) fn fault_text(fault: &Fault, lang: Lang) -> String {
    let words = Words::of(lang);
    let text = match fault {
        Fault::Wish(problem) => {
            return [problem.reason(lang).as_str(), " ", &problem.remedy(lang)].concat();
        }
        Fault::Account(Unfit::Key(KeyError::Length { count })) => return (words.key_length)(*count),
        Fault::Account(Unfit::Key(KeyError::Charset { position })) => return (words.key_charset)(*position),
        Fault::Account(Unfit::NoAppId) => words.need_app_id,
        Fault::Account(Unfit::NoKey) => words.need_key,
        Fault::Account(Unfit::NoToken) => words.need_token,
        Fault::Entered(FormField::FailIdx) => words.need_list,
        Fault::Entered(FormField::At) => words.need_moment,
        Fault::Entered(FormField::Seed) => words.need_seed,
        Fault::Entered(FormField::Url) => words.need_url,
        Fault::Entered(_) => words.need_number,
    };
    text.to_owned()
}
