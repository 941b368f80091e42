//! The page: on the left what is asked for, on the right what comes of it.

use freepublish::Lang;
use freepublish::inspection::Mode;
use freepublish::simulate::scenario::shipped;
use yew::prelude::*;

mod account;
mod clock;
mod editor;
mod entry;
mod field;
mod form;
mod message;
mod result;
mod scenario;
mod timeline;

use self::account::AccountFields;
use self::clock::Clock;
use self::form::CallbackForm;
use self::result::Made;
use self::scenario::Script;
use self::timeline::TimelinePanel;
use super::{Fault, Model, Msg, Place, Seen, Words};
use crate::ui::Icon;

/// The page.
#[component]
pub(super) fn Page(seen: &Seen) -> Html {
    let Seen { model, place, lang, send } = seen;
    let (words, lang) = (Words::of(*lang), *lang);
    let is_callback = *place == Place::Callback;
    let tab = |place: Place, name: &'static str, is_here: bool| {
        html! { <a href={place.href()} aria-current={is_here.then_some("true")}>{ name }</a> }
    };
    html! {
        <div class="simulate">
            <div class="simulate-head">
                <h1>{ words.title }</h1>
                <p class="lead">{ words.intro }</p>
                <nav class="tabs" aria-label={words.tabs}>
                    { tab(Place::Scenario(None), words.tab_scenario, !is_callback) }
                    { tab(Place::Callback, words.tab_callback, is_callback) }
                </nav>
                { unknown(place, words) }
            </div>
            if is_callback {
                <div class="pair" key="callback">
                    <div><CallbackForm ..form::Props::of(model, lang, send) /></div>
                    <div class="result"><Made ..result::Props::of(model, lang, send) /></div>
                </div>
            } else {
                <div class="pair" key="scenario">
                    <div class="result aside">
                        <Script ..scenario::Props::of(model, lang, send) />
                        { secrets(model, lang, send) }
                    </div>
                    <div class="played">
                        <Clock ..clock::Props::of(model, lang, send) />
                        <TimelinePanel ..timeline::Props::of(model, lang, send) />
                    </div>
                </div>
            }
        </div>
    }
}

/// The secrets of the account, where the scenario needs some. What is missing is made up, and only that is said.
fn secrets(model: &Model, lang: Lang, send: &Callback<Msg>) -> Html {
    let mode = model.mode();
    if mode == Mode::Plain {
        return Html::default();
    }
    let fault = model.account.credentials(mode).err().filter(|_| !model.account.is_empty());
    html! {
        <section class="panel script">
            <p class="about">{ Words::of(lang).account_demo }</p>
            <AccountFields account={model.account.clone()} fault={fault.map(Fault::Account)} is_encrypted=true
                {lang} send={send.clone()} />
        </section>
    }
}

/// A link to a scenario that does not exist.
fn unknown(place: &Place, words: &Words) -> Html {
    match place {
        Place::Scenario(Some(name)) if shipped::find(name).is_none() => html! {
            <p class="panel notice" role="alert">{ Icon::Warning.draw() }{ (words.unknown_scenario)(name) }</p>
        },
        _ => Html::default(),
    }
}

/// What a press of a button does.
fn press(send: &Callback<Msg>, msg: Msg) -> Callback<MouseEvent> {
    send.reform(move |_| msg.clone())
}

/// One of several choices, as a row of buttons of which one is pressed in.
fn choices<T: PartialEq>(
    label: &'static str,
    hint: Option<&'static str>,
    present: &T,
    choices: impl IntoIterator<Item = (T, &'static str, Msg)>,
    send: &Callback<Msg>,
) -> Html {
    let buttons = choices.into_iter().map(|(choice, name, msg)| {
        let pressed = if choice == *present { "true" } else { "false" };
        html! { <button type="button" aria-pressed={pressed} onclick={press(send, msg)}>{ name }</button> }
    });
    html! { <div class="choices" role="group" aria-label={label} title={hint}>{ for buttons }</div> }
}
