//! What a newcomer sees: what to paste, and three samples.

use yew::prelude::*;

use super::View;
use super::icon::{Icon, icon};
use crate::browser::id;
use crate::samples::{FIRST, SAMPLES};
use crate::state::Action;

/// The empty state.
pub fn empty(view: &View<'_>) -> Html {
    let texts = view.texts;
    let items = texts.empty_items.iter().map(|(name, what)| {
        html! { <div><dt>{ *name }</dt><dd>{ *what }</dd></div> }
    });
    let samples = FIRST.iter().filter_map(|at| Some((*at, SAMPLES.get(*at)?))).map(|(at, sample)| {
        html! {
            <button type="button" class="btn" onclick={view.press(Action::Sample(at))}>
                { sample.name.get(view.state.lang) }
            </button>
        }
    });
    html! {
        <section class="panel empty-state" aria-labelledby={id::OUTCOME}>
            <h1 id={id::OUTCOME} tabindex="-1">{ texts.empty_title }</h1>
            <p class="lead">{ texts.empty_intro }</p>
            <h2>{ texts.empty_what }</h2>
            <dl class="kinds">{ for items }</dl>
            <h2>{ texts.empty_samples }</h2>
            <div class="samples">{ for samples }</div>
            <p class="note">{ icon(Icon::Lock) }<span>{ texts.promise_long }</span></p>
            <p class="note keys"><span><kbd>{ "Ctrl" }</kbd>{ " " }<kbd>{ "Enter" }</kbd>{ " " }{ texts.empty_keys }</span></p>
        </section>
    }
}
