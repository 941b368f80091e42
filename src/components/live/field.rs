//! Fields that one types into.

use yew::prelude::*;

use crate::app::Message;
use crate::components::View;
use crate::components::el::{Attr, El, el};
use crate::platform::id;
use crate::state::live::LiveField;
use crate::state::{Action, LiveAction, Secret};

/// The id of the list of targets that are offered.
pub(super) const TARGETS: &str = "targets";

/// What a field is and what stands below it.
pub(super) struct About {
    pub(super) name: &'static str,
    pub(super) note: &'static str,
    /// What is wrong with the content.
    pub(super) fault: Option<String>,
}

/// A field with its label, and a note or what is wrong below it. Enter does what its button does.
pub(super) fn field(view: &View<'_>, field: LiveField, content: &str, about: About) -> El {
    let list = (field == LiveField::Target).then_some(TARGETS);
    let (id, kind, done) = match field {
        LiveField::Address => ("proxy-address", "text", LiveAction::Connect),
        LiveField::Key => ("proxy-key", "password", LiveAction::Connect),
        LiveField::MediaId => (id::MEDIA_ID, "text", LiveAction::Ask),
        LiveField::Target => (id::TARGET, "text", LiveAction::Deliver),
    };
    let typed = view.link.callback(move |event: InputEvent| {
        let input: web_sys::HtmlInputElement = event.target_unchecked_into();
        Message::Act(Action::live(LiveAction::Enter(field, Secret::new(input.value()))))
    });
    let pressed = view.link.batch_callback(move |event: KeyboardEvent| {
        let is_done = event.key() == "Enter" && !event.is_composing();
        is_done.then(|| Message::Act(Action::live(done.clone())))
    });
    let note_id = [id, "-note"].concat();
    let is_wrong = about.fault.is_some();
    let below = match about.fault {
        Some(fault) => el("small").class("fault").text(fault),
        None => el("small").text(about.note),
    };
    let input = html! {
        <input {id} type={kind} value={content.to_owned()} oninput={typed} onkeydown={pressed} autocomplete="off"
            {list} spellcheck="false" autocapitalize="off" translate="no" aria-invalid={is_wrong.then_some("true")}
            aria-describedby={note_id.clone()} />
    };
    let label = html! { <label for={id}>{ about.name }</label> };
    el("div").class("field long").push(label).push(input).with(below.attr(Attr::Id, note_id))
}
