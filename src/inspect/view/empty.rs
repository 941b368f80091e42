//! What a newcomer sees: what to paste, and three samples.

use freepublish::Lang;
use yew::prelude::*;

use super::{new_look, press};
use crate::inspect::samples::{FIRST, SAMPLES};
use crate::inspect::{Msg, Words, id};
use crate::shell;
use crate::ui::Icon;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) lang: Lang,
    pub(super) send: Callback<Msg>,
}

/// The empty state.
#[component]
pub(super) fn Empty(Props { lang, send }: &Props) -> Html {
    let words = Words::of(*lang);
    let items = words.empty_items.iter().map(|(name, what)| {
        html! { <div><dt>{ *name }</dt><dd>{ *what }</dd></div> }
    });
    let samples = FIRST.iter().filter_map(|at| {
        let name = SAMPLES.get(*at)?.name.get(*lang);
        let onclick = press(send, Msg::Sample(*at));
        Some(html! { <button type="button" class="btn" {onclick}>{ name }</button> })
    });
    html! {
        <section class="panel empty-state" aria-labelledby={id::OUTCOME}>
            <h1 id={id::OUTCOME} tabindex="-1">{ words.empty_title }</h1>
            <p class="lead">{ words.empty_intro }</p>
            <h2>{ words.empty_what }</h2>
            <dl class="kinds">{ for items }</dl>
            <h2>{ words.empty_samples }</h2>
            <div class="samples">{ for samples }</div>
            <p class="note">{ Icon::Lock.draw() }<span>{ shell::Words::of(*lang).promise_long }</span></p>
            <p class="note keys">{ new_look(words.empty_keys) }</p>
        </section>
    }
}
