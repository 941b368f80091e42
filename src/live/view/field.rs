//! Fields that one types into.

use yew::prelude::*;

use crate::live::{Field, Msg, id};
use crate::shell::Secret;

/// The id of the list of targets that are offered.
pub(super) const TARGETS: &str = "targets";

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) field: Field,
    pub(super) name: &'static str,
    pub(super) content: Secret,
    /// What stands below it.
    pub(super) note: &'static str,
    /// What is wrong with the content; it takes the place of the note.
    #[prop_or_default]
    pub(super) fault: Option<String>,
    #[prop_or("field long")]
    pub(super) class: &'static str,
    pub(super) send: Callback<Msg>,
    /// What stands beside it.
    #[prop_or_default]
    pub(super) children: Html,
}

/// A field with its label, and a note or what is wrong below it. Enter does what its button does.
#[component]
pub(super) fn TextField(props: &Props) -> Html {
    let Props { field, name, content, note, fault, class, send, children } = props;
    let field = *field;
    let (id, kind, done) = match field {
        Field::Address => ("proxy-address", "text", Msg::Connect),
        Field::Key => ("proxy-key", "password", Msg::Connect),
        Field::MediaId => (id::MEDIA_ID, "text", Msg::Ask),
        Field::Target => (id::TARGET, "text", Msg::Deliver),
    };
    let typed = send.reform(move |event: InputEvent| {
        let input: web_sys::HtmlInputElement = event.target_unchecked_into();
        Msg::Enter(field, Secret::new(input.value()))
    });
    let pressed = {
        let send = send.clone();
        move |event: KeyboardEvent| {
            if event.key() == "Enter" && !event.is_composing() {
                send.emit(done.clone());
            }
        }
    };
    let note_id = [id, "-note"].concat();
    html! {
        <div class={*class}>
            <label for={id}>{ *name }</label>
            <input {id} type={kind} value={content.reveal().to_owned()} oninput={typed} onkeydown={pressed}
                autocomplete="off" list={(field == Field::Target).then_some(TARGETS)} spellcheck="false"
                autocapitalize="off" translate="no" aria-invalid={fault.is_some().then_some("true")}
                aria-describedby={note_id.clone()} />
            if let Some(fault) = fault {
                <small class="fault" id={note_id}>{ fault.clone() }</small>
            } else {
                <small id={note_id}>{ *note }</small>
            }
            { children.clone() }
        </div>
    }
}
