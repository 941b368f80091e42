//! Callbacks of jobs that were not submitted here.

use freepublish::Lang;
use yew::prelude::*;

use super::received::{self, ReceivedLine};
use super::{disabled_unless, panel, press};
use crate::live::{Earlier, Model, Msg, Words};
use crate::ui::Icon;

#[derive(Clone, Properties, PartialEq)]
pub(super) struct Props {
    /// The latest first.
    pub(super) rows: Vec<received::Props>,
    is_up: bool,
    earlier: Earlier,
    has_missed: bool,
    /// How many more there are to draw.
    more: usize,
    /// How many are no longer kept here.
    let_go: usize,
    lang: Lang,
    send: Callback<Msg>,
}

impl Props {
    pub(super) fn of(model: &Model, lang: Lang, send: &Callback<Msg>) -> Self {
        let rows: Vec<_> = (model.others().rev().take(model.rows))
            .map(|callback| received::Props::of(model, callback, true, lang, send))
            .collect();
        Self {
            more: model.others().count() - rows.len(),
            let_go: model.let_go,
            rows,
            is_up: model.up().is_some(),
            earlier: model.earlier,
            has_missed: model.has_missed,
            lang,
            send: send.clone(),
        }
    }
}

#[component]
pub(super) fn Inbox(Props { rows, is_up, earlier, has_missed, more, let_go, lang, send }: &Props) -> Html {
    let words = Words::of(*lang);
    let (can, name) = match earlier {
        Earlier::Unknown => (true, words.earlier),
        Earlier::Loading => (false, words.earlier_loading),
        Earlier::Here => (false, words.earlier_here),
        Earlier::Failed => (true, words.earlier_failed),
        Earlier::TooMany => (false, words.earlier_too_many),
    };
    let beside = if matches!(earlier, Earlier::Here | Earlier::TooMany) {
        html! { <span class="pill" role="status">{ name }</span> }
    } else {
        html! {
            <button type="button" class="btn" id="earlier" onclick={press(send, Msg::LoadEarlier)}
                aria-disabled={disabled_unless(can && *is_up)}>{ name }</button>
        }
    };
    let lines = rows.iter().map(|row| html! { <ReceivedLine key={row.key()} ..row.clone() /> });
    let content = html! {
        <>
            if *has_missed {
                <p class="trouble" role="alert">{ Icon::Warning.draw() }<span>{ words.missed }</span></p>
            }
            if rows.is_empty() {
                <p class="fine">{ words.others_none }</p>
            }
            <ol class="entries">{ for lines }</ol>
            if *more > 0 {
                <p class="fine">
                    <button type="button" class="btn" id="more" onclick={press(send, Msg::More)}>
                        { (words.more)(*more) }
                    </button>
                </p>
            }
            if *let_go > 0 {
                <p class="fine" role="status">{ (words.let_go)(*let_go) }</p>
            }
        </>
    };
    panel("panel timeline", "others", words.others, beside, content)
}
