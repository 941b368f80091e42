//! A message: its exact bytes, and what can be done with them.

use super::{button, words};
use crate::components::View;
use crate::components::el::{Attr, El, el};
use crate::components::icon::{Icon, icon};
use crate::state::{Action, SimulateAction};

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
pub(super) fn bytes(label: &'static str, text: &str) -> El {
    el("pre")
        .class("wire bytes")
        .attr(Attr::TabIndex, "0")
        .attr(Attr::Role, "group")
        .attr(Attr::AriaLabel, label)
        .text(text.to_owned())
}

/// Buttons that copy the message, and one that reads it on the Inspect page.
pub(super) fn tools(view: &View<'_>, forms: Forms) -> El {
    let (texts, words) = (view.texts, words(view));
    let open = button(view, "btn", SimulateAction::Open(forms.http.clone()));
    let open = open.with(icon(Icon::Out)).text(words.open_in_inspect);
    let copy = |label: &'static str, what: &str, text: String| {
        view.button("btn", Action::Copy { text, done: (texts.copied)(what) }).text(label)
    };
    let body = (!forms.body.is_empty()).then(|| copy(words.copy_body, words.body, forms.body));
    let fixture = forms.fixture.map(|(text, name)| {
        let hint = (words.fixture_name)(&name);
        copy(words.copy_fixture, &name, text).attr(Attr::Title, hint)
    });
    el("div")
        .class("tools")
        .with(open)
        .maybe(body)
        .with(copy(words.copy_http, words.http, forms.http))
        .maybe(forms.curl.map(|curl| copy(words.copy_curl, "curl", curl)))
        .maybe(fixture)
}
