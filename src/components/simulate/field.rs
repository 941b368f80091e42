//! Fields that one types into, and what is wrong with what was typed.

use freepublish::envelope::KeyError;
use yew::prelude::*;

use super::words;
use crate::app::Message;
use crate::components::View;
use crate::components::el::{Attr, El, el};
use crate::state::{Action, Fault, FormField, Secret, SimulateAction, Unfit};

/// The fields of a form of which at most one is at fault.
#[derive(Clone, Copy)]
pub struct Fields<'a> {
    /// The page.
    pub view: &'a View<'a>,
    /// What is wrong, if anything is.
    pub fault: Option<&'a Fault>,
}

impl Fields<'_> {
    /// A field with its label, and a note below it.
    pub fn field(
        self,
        field: FormField,
        name: &'static str,
        content: &str,
        hint: Option<&'static str>,
    ) -> El {
        let typed = self.view.link.callback(move |event: InputEvent| {
            let input: web_sys::HtmlInputElement = event.target_unchecked_into();
            Message::Act(Action::Simulate(SimulateAction::Enter(field, Secret::new(input.value()))))
        });
        let fault = self.fault.filter(|fault| fault.field() == Some(field));
        let below = match fault {
            Some(fault) => Some(el("small").class("fault").text(fault_text(self.view, fault))),
            None => hint.map(|hint| el("small").text(hint)),
        };
        let note_id = [field.id(), "-note"].concat();
        let described = below.is_some().then(|| note_id.clone());
        let mode = if matches!(field, FormField::Articles | FormField::At | FormField::Seed) {
            "numeric"
        } else {
            "text"
        };
        let input = html! {
            <input type="text" id={field.id()} value={content.to_owned()} oninput={typed} autocomplete="off"
                spellcheck="false" autocapitalize="off" translate="no" inputmode={mode}
                aria-invalid={fault.is_some().then_some("true")} aria-describedby={described} />
        };
        let label = html! { <label for={field.id()}>{ name }</label> };
        let below = below.map(|below| below.attr(Attr::Id, note_id));
        el("div").class("field").push(label).push(input).maybe(below)
    }
}

/// What is missing, and what to do about it.
pub fn fault_text(view: &View<'_>, fault: &Fault) -> String {
    let (words, lang) = (words(view), view.state.lang);
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
