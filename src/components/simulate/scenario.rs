//! The scenario: which one, its text, and what is wrong with it.

use std::rc::Rc;

use freepublish::Severity;
use freepublish::simulate::Mistake;
use freepublish::simulate::scenario::shipped;
use yew::prelude::*;

use super::{button, words};
use crate::app::Message;
use crate::components::View;
use crate::components::el::{Attr, El, el};
use crate::components::icon::{Icon, icon};
use crate::platform::{self, id};
use crate::state::{Action, SimulateAction};
use crate::ui::editor::{Lines, Syntax};

/// The scenario with everything about it.
pub fn scenario(view: &View<'_>) -> El {
    let (words, lang) = (words(view), view.state.lang);
    let page = &view.state.simulation;
    let said = page.scenario.as_ref().map_or(("", ""), |it| (it.title(lang), it.about(lang)));
    let title = if said.0.is_empty() { words.untitled } else { said.0 };
    let link = button(view, "btn", SimulateAction::CopyLink).id("copy-scenario-link");
    let actions = el("div").class("actions").push(menu(view)).with(link.text(words.copy_scenario_link));
    let title = el("h2").id("scenario-title").text(title.to_owned());
    let about = (!said.1.is_empty()).then(|| el("p").class("about").text(said.1.to_owned()));
    el("section")
        .class("panel script")
        .attr(Attr::AriaLabelledby, "scenario-title")
        .with(el("div").class("bar").with(title).with(actions))
        .maybe(about)
        .push(editor(view))
        .maybe(mistakes(view))
        .push(syntax(view))
}

/// The shipped scenarios, in a menu that closes when the focus leaves it.
fn menu(view: &View<'_>) -> Html {
    let lang = view.state.lang;
    let present = view.state.simulation.shipped();
    let rows = shipped::ALL.iter().filter_map(|shipped| {
        let scenario = shipped.scenario().ok()?;
        let choose = view.link.callback(move |event: MouseEvent| {
            platform::close_menu(&event);
            Message::Act(Action::Simulate(SimulateAction::Choose(shipped.name)))
        });
        let is_here = present.is_some_and(|present| present.name == shipped.name);
        let row = el("button")
            .attr(Attr::Type, "button")
            .on_press(choose)
            .with(el("b").text(scenario.title(lang).to_owned()))
            .with(el("small").text(scenario.about(lang).to_owned()));
        Some(el("li").with(if is_here { row.attr(Attr::AriaCurrent, "true") } else { row }))
    });
    let name = words(view).scenarios;
    let summary = el("summary").class("btn").id("scenarios").text(name).with(icon(Icon::Down));
    let list = el("ul").attr(Attr::AriaLabel, name).all(rows);
    html! {
        <details class="menu wide" onfocusout={Callback::from(|event: FocusEvent| platform::close_left_menu(&event))}
            onkeydown={Callback::from(|event: KeyboardEvent| platform::close_menu_on_escape(&event))}>
            { Html::from(summary) }
            { Html::from(el("div").with(list)) }
        </details>
    }
}

/// A text area over a coloured copy of its text, as on the Inspect page.
fn editor(view: &View<'_>) -> Html {
    let page = &view.state.simulation;
    let found: Rc<[_]> = page.mistakes.iter().map(|mistake| (mistake.span, Severity::Error)).collect();
    let typed = view.link.callback(|event: InputEvent| {
        let area: web_sys::HtmlTextAreaElement = event.target_unchecked_into();
        Message::Act(Action::Simulate(SimulateAction::Edit(area.value())))
    });
    let is_wrong = !page.mistakes.is_empty();
    html! {
        <div class="editor wrapped">
            <div id={id::SCENARIO_LINES} class="layer wrapped" aria-hidden="true">
                <Lines text={page.text.clone()} syntax={Syntax::Scenario} found={found} />
            </div>
            <textarea id={id::SCENARIO} aria-label={words(view).script_label} value={page.text.to_string()}
                oninput={typed} spellcheck="false" autocomplete="off" autocapitalize="off" rows="1" cols="1"
                translate="no" aria-invalid={is_wrong.then_some("true")}
                aria-describedby={is_wrong.then_some("mistakes")} />
        </div>
    }
}

/// What cannot be understood, line by line.
fn mistakes(view: &View<'_>) -> Option<El> {
    let (words, mistakes) = (words(view), &view.state.simulation.mistakes);
    let head = el("p").class("hint").attr(Attr::Role, "status");
    if mistakes.is_empty() {
        return None;
    }
    let head = head.id("mistakes").with(el("b").text((words.mistakes)(mistakes.len())));
    let head = head.text(" ").text(words.mistakes_note);
    let rows = mistakes.iter().map(|found| mistake(view, found));
    Some(el("div").class("mistakes").with(head).with(el("ul").class("diagnostics").all(rows)))
}

fn mistake(view: &View<'_>, mistake: &Mistake) -> El {
    let lang = view.state.lang;
    let jump = button(view, "place", SimulateAction::Jump(mistake.span));
    let place = el("p").class("at").with(jump.text((words(view).mistake_at)(mistake.line)));
    let text = el("div")
        .with(el("p").class("message").text(mistake.reason(lang)))
        .with(el("p").class("why").text(mistake.remedy(lang)))
        .with(place);
    el("li").class("error").with(icon(Icon::Cross)).with(text)
}

/// The language of scenarios, in ten lines.
fn syntax(view: &View<'_>) -> Html {
    let words = words(view);
    let rows = words
        .syntax_rows
        .iter()
        .map(|(line, what)| el("div").with(el("dt").with(el("code").text(*line))).with(el("dd").text(*what)));
    let rows = el("dl").all(rows);
    html! {
        <details class="syntax">
            <summary>{ words.syntax }</summary>
            { Html::from(rows) }
            <p class="hint">{ words.syntax_note }</p>
        </details>
    }
}
