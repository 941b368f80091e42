//! The text of the scenario: a text area over a coloured copy of it, as on the Inspect page.

use std::rc::Rc;

use freepublish::simulate::Mistake;
use freepublish::{Lang, LineIndex, Severity};
use yew::prelude::*;

use crate::components::source::line;
use crate::highlight::{layer, scenario};
use crate::simulate::{Msg, Words, id};

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) text: Rc<str>,
    pub(super) mistakes: Rc<[Mistake]>,
    pub(super) lang: Lang,
    pub(super) send: Callback<Msg>,
}

#[component]
pub(super) fn Editor(Props { text, mistakes, lang, send }: &Props) -> Html {
    let index = LineIndex::new(text);
    let found = mistakes.iter().map(|mistake| (mistake.span, Severity::Error));
    let marks = layer::marks(text, &index, found);
    let lines = layer::lines(text, &index, scenario::tokens(text), &marks, 0..index.lines());
    let typed = send.reform(|event: InputEvent| {
        let area: web_sys::HtmlTextAreaElement = event.target_unchecked_into();
        Msg::Edit(area.value())
    });
    let is_wrong = !mistakes.is_empty();
    html! {
        <div class="editor wrapped">
            <div id={id::SCENARIO_LINES} class="layer wrapped" aria-hidden="true">
                { for lines.iter().map(|one| Html::from(line(one))) }
            </div>
            <textarea id={id::SCENARIO} aria-label={Words::of(*lang).script_label} value={text.to_string()}
                oninput={typed} spellcheck="false" autocomplete="off" autocapitalize="off" rows="1" cols="1"
                translate="no" aria-invalid={is_wrong.then_some("true")}
                aria-describedby={is_wrong.then_some("mistakes")} />
        </div>
    }
}
