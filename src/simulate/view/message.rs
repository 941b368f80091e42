//! A message: its exact bytes, and what can be done with them.

use freepublish::Lang;
use yew::prelude::*;

use super::press;
use crate::simulate::{Msg, Words};
use crate::ui::{self, Icon};

/// The forms a message can be copied in.
#[derive(Debug)]
pub(super) struct Forms {
    pub(super) body: String,
    pub(super) http: String,
    /// Of requests only.
    pub(super) curl: Option<String>,
    /// Of callbacks only: the text of a file for test suites, and its name.
    pub(super) fixture: Option<(String, String)>,
}

/// What a screen reader calls the text: every scrolling text needs a name.
pub(super) fn bytes(label: &'static str, text: &str) -> Html {
    html! { <pre class="wire bytes" tabindex="0" role="group" aria-label={label}>{ text.to_owned() }</pre> }
}

/// Buttons that copy the message, and one that reads it on the Inspect page.
pub(super) fn tools(forms: Forms, lang: Lang, send: &Callback<Msg>) -> Html {
    let words = Words::of(lang);
    let copy = |label: &'static str, what: &str, text: String, hint: Option<String>| {
        let done = (ui::Words::of(lang).copied)(what);
        html! {
            <button type="button" class="btn" title={hint} onclick={press(send, Msg::Copy { text, done })}>
                { label }
            </button>
        }
    };
    let Forms { body, http, curl, fixture } = forms;
    html! {
        <div class="tools">
            <button type="button" class="btn" onclick={press(send, Msg::Open(http.clone()))}>
                { Icon::Out.draw() }{ words.open_in_inspect }
            </button>
            if !body.is_empty() {
                { copy(words.copy_body, words.body, body, None) }
            }
            { copy(words.copy_http, words.http, http, None) }
            { curl.map(|curl| copy(words.copy_curl, "curl", curl, None)) }
            { fixture.map(|(text, name)| copy(words.copy_fixture, &name, text, Some((words.fixture_name)(&name)))) }
        </div>
    }
}
