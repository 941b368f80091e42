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
    lang: Lang,
    send: Callback<Msg>,
}

impl Props {
    pub(super) fn of(model: &Model, lang: Lang, send: &Callback<Msg>) -> Self {
        let mut rows: Vec<_> =
            model.others().map(|callback| received::Props::of(model, callback, true, lang, send)).collect();
        rows.reverse();
        Self {
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
pub(super) fn Inbox(Props { rows, is_up, earlier, has_missed, lang, send }: &Props) -> Html {
    let words = Words::of(*lang);
    let (can, name) = match earlier {
        Earlier::Unknown => (true, words.earlier),
        Earlier::Loading => (false, words.earlier_loading),
        Earlier::Here => (false, words.earlier_here),
        Earlier::Failed => (true, words.earlier_failed),
    };
    let beside = if *earlier == Earlier::Here {
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
        </>
    };
    panel("panel timeline", "others", words.others, beside, content)
}
