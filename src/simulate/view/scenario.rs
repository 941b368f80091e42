//! The scenario: which one, its text, and what is wrong with it.

use std::rc::Rc;

use freepublish::Lang;
use freepublish::simulate::scenario::shipped;
use freepublish::simulate::{Mistake, Scenario};
use yew::prelude::*;

use super::editor::Editor;
use super::press;
use crate::platform;
use crate::simulate::{Model, Msg, Words};
use crate::ui::{Icon, Menu};

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    text: Rc<str>,
    mistakes: Rc<[Mistake]>,
    scenario: Option<Rc<Scenario>>,
    /// The name of the shipped scenario whose text it is.
    shipped: Option<&'static str>,
    lang: Lang,
    send: Callback<Msg>,
}

impl Props {
    pub(super) fn of(model: &Model, lang: Lang, send: &Callback<Msg>) -> Self {
        Self {
            text: model.text.clone(),
            mistakes: model.mistakes.clone(),
            scenario: model.scenario.clone(),
            shipped: model.shipped().map(|shipped| shipped.name),
            lang,
            send: send.clone(),
        }
    }
}

/// The scenario with everything about it.
#[component]
pub(super) fn Script(Props { text, mistakes, scenario, shipped, lang, send }: &Props) -> Html {
    let words = Words::of(*lang);
    let (title, about) = scenario.as_ref().map_or(("", ""), |it| (it.title(*lang), it.about(*lang)));
    let title = if title.is_empty() { words.untitled } else { title };
    html! {
        <section class="panel script" aria-labelledby="scenario-title">
            <div class="bar">
                <h2 id="scenario-title">{ title.to_owned() }</h2>
                <div class="actions">
                    <Scenarios present={*shipped} lang={*lang} send={send.clone()} />
                    <button type="button" class="btn" id="copy-scenario-link" onclick={press(send, Msg::CopyLink)}>
                        { words.copy_scenario_link }
                    </button>
                </div>
            </div>
            if !about.is_empty() {
                <p class="about">{ about.to_owned() }</p>
            }
            <Editor text={text.clone()} mistakes={mistakes.clone()} lang={*lang} send={send.clone()} />
            if !mistakes.is_empty() {
                <div class="mistakes">
                    <p class="hint" role="status" id="mistakes">
                        <b>{ (words.mistakes)(mistakes.len()) }</b>{ " " }{ words.mistakes_note }
                    </p>
                    <ul class="diagnostics">{ for mistakes.iter().map(|found| mistake(found, *lang, send)) }</ul>
                </div>
            }
            { syntax(words) }
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct ScenariosProps {
    /// The name of the one that is there.
    present: Option<&'static str>,
    lang: Lang,
    send: Callback<Msg>,
}

/// The shipped scenarios, in a menu.
#[component]
fn Scenarios(ScenariosProps { present, lang, send }: &ScenariosProps) -> Html {
    let words = Words::of(*lang);
    let rows = shipped::ALL.iter().filter_map(|shipped| {
        let scenario = shipped.scenario().ok()?;
        let choose = send.reform(move |event: MouseEvent| {
            platform::close_menu(&event);
            Msg::Choose(shipped.name)
        });
        let is_here = *present == Some(shipped.name);
        Some(html! {
            <li>
                <button type="button" onclick={choose} aria-current={is_here.then_some("true")}>
                    <b>{ scenario.title(*lang).to_owned() }</b>
                    <small>{ scenario.about(*lang).to_owned() }</small>
                </button>
            </li>
        })
    });
    html! {
        <Menu id="scenarios" label={words.scenarios} class="menu wide">
            <ul aria-label={words.scenarios}>{ for rows }</ul>
        </Menu>
    }
}

/// A line that cannot be understood.
fn mistake(mistake: &Mistake, lang: Lang, send: &Callback<Msg>) -> Html {
    html! {
        <li class="error">
            { Icon::Cross.draw() }
            <div>
                <p class="message">{ mistake.reason(lang) }</p>
                <p class="why">{ mistake.remedy(lang) }</p>
                <p class="at">
                    <button type="button" class="place" onclick={press(send, Msg::Jump(mistake.span))}>
                        { (Words::of(lang).mistake_at)(mistake.line) }
                    </button>
                </p>
            </div>
        </li>
    }
}

/// The language of scenarios, in ten lines.
fn syntax(words: &Words) -> Html {
    let row = |(line, what): &(&'static str, &'static str)| {
        html! { <div><dt><code>{ *line }</code></dt><dd>{ *what }</dd></div> }
    };
    html! {
        <details class="syntax">
            <summary>{ words.syntax }</summary>
            <dl>{ for words.syntax_rows.iter().map(row) }</dl>
            <p class="hint">{ words.syntax_note }</p>
        </details>
    }
}
