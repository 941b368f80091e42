//! Fields that one types into.

use yew::prelude::*;

use crate::live::{Field, Msg, id};
use crate::shell::Secret;
use crate::ui;

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

/// A field of this page. Enter does what its button does.
#[component]
pub(super) fn TextField(props: &Props) -> Html {
    let Props { field, name, content, note, fault, class, send, children } = props;
    let field = *field;
    let (id, done) = match field {
        Field::Address => ("proxy-address", Msg::Connect),
        Field::Key => ("proxy-key", Msg::Connect),
        Field::MediaId => (id::MEDIA_ID, Msg::Ask),
        Field::Target => (id::TARGET, Msg::Deliver),
    };
    let typed = send.reform(move |text: String| Msg::Enter(field, Secret::new(text)));
    let entered = send.reform(move |()| done.clone());
    html! {
        <ui::Field {id} name={*name} content={content.reveal().to_owned()} is_secret={field == Field::Key}
            note={*note} fault={fault.clone()} class={*class} list={(field == Field::Target).then_some(TARGETS)}
            {typed} {entered}>
            { children.clone() }
        </ui::Field>
    }
}
