//! The text of the scenario: a text area over a coloured copy of it, as on the Inspect page.

use std::rc::Rc;

use freepublish::simulate::Mistake;
use freepublish::{Lang, Severity};
use yew::prelude::*;

use crate::simulate::{Msg, Words, id};
use crate::ui::editor::{Lines, Syntax};

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) text: Rc<str>,
    pub(super) mistakes: Rc<[Mistake]>,
    pub(super) lang: Lang,
    pub(super) send: Callback<Msg>,
}

#[component]
pub(super) fn Editor(Props { text, mistakes, lang, send }: &Props) -> Html {
    let found: Rc<[_]> = mistakes.iter().map(|mistake| (mistake.span, Severity::Error)).collect();
    let typed = send.reform(|event: InputEvent| {
        let area: web_sys::HtmlTextAreaElement = event.target_unchecked_into();
        Msg::Edit(area.value())
    });
    let is_wrong = !mistakes.is_empty();
    html! {
        <div class="editor wrapped">
            <div id={id::SCENARIO_LINES} class="layer wrapped" aria-hidden="true">
                <Lines text={text.clone()} syntax={Syntax::Scenario} {found} />
            </div>
            <textarea id={id::SCENARIO} aria-label={Words::of(*lang).script_label} value={text.to_string()}
                oninput={typed} spellcheck="false" autocomplete="off" autocapitalize="off" rows="1" cols="1"
                translate="no" aria-invalid={is_wrong.then_some("true")}
                aria-describedby={is_wrong.then_some("mistakes")} />
        </div>
    }
}
