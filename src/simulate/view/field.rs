//! Fields that one types into, and what is wrong with what was typed.

use freepublish::Lang;
use freepublish::envelope::KeyError;
use yew::prelude::*;

use crate::shell::Secret;
use crate::simulate::{Fault, FormField, Msg, Unfit, Words};

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
    let typed = send.reform(move |event: InputEvent| {
        let input: web_sys::HtmlInputElement = event.target_unchecked_into();
        Msg::Enter(field, Secret::new(input.value()))
    });
    let fault = fault.as_ref().filter(|fault| fault.field() == Some(field));
    let note_id = [field.id(), "-note"].concat();
    let described = (fault.is_some() || hint.is_some()).then(|| note_id.clone());
    let mode = match field {
        FormField::Articles | FormField::At | FormField::Seed => "numeric",
        _ => "text",
    };
    html! {
        <div class={*class}>
            <label for={field.id()}>{ *name }</label>
            <input type="text" id={field.id()} value={content.reveal().to_owned()} oninput={typed}
                autocomplete="off" spellcheck="false" autocapitalize="off" translate="no" inputmode={mode}
                aria-invalid={fault.is_some().then_some("true")} aria-describedby={described} />
            if let Some(fault) = fault {
                <small class="fault" id={note_id}>{ fault_text(fault, *lang) }</small>
            } else if let Some(hint) = hint {
                <small id={note_id}>{ *hint }</small>
            }
            { children.clone() }
        </div>
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
