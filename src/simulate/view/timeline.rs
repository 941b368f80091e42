//! What has happened so far, message by message: the developer's side on the left, WeChat's on the right.

use std::collections::BTreeSet;
use std::rc::Rc;

use freepublish::Lang;
use freepublish::catalogue::status;
use freepublish::simulate::Millis;
use freepublish::simulate::timeline::What;
use yew::prelude::*;

use super::clock::length;
use super::entry::{self, OneEntry, outcome_of};
use crate::simulate::{Happened, Model, Msg, Words};
use crate::ui::{Icon, Tone};

/// Between entries further apart than this stands how far.
const IDLE: Millis = 60_000;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    /// When the timeline begins, in milliseconds since 1970.
    start: Millis,
    happened: Rc<Vec<Rc<Happened>>>,
    /// The entries that are unfolded.
    open: Rc<BTreeSet<usize>>,
    /// Whether nothing more will happen.
    is_over: bool,
    lang: Lang,
    send: Callback<Msg>,
}

impl Props {
    pub(super) fn of(model: &Model, lang: Lang, send: &Callback<Msg>) -> Self {
        Self {
            start: model.player.timeline.start,
            happened: model.happened.clone(),
            open: model.open.clone(),
            is_over: model.player.is_over(),
            lang,
            send: send.clone(),
        }
    }

    /// The entries, each with what passed before it where that is long.
    pub(super) fn rows(&self) -> impl Iterator<Item = (Option<Millis>, entry::Props)> + '_ {
        let mut before = self.start;
        self.happened.iter().enumerate().map(move |(at, one)| {
            let idle = one.entry.at - std::mem::replace(&mut before, one.entry.at);
            let row = entry::Props {
                at,
                one: one.clone(),
                start: self.start,
                is_open: self.open.contains(&at),
                lang: self.lang,
                send: self.send.clone(),
            };
            ((idle >= IDLE).then_some(idle), row)
        })
    }
}

/// The timeline.
#[component]
pub(super) fn TimelinePanel(props: &Props) -> Html {
    let Props { happened, is_over, lang, .. } = props;
    let words = Words::of(*lang);
    // The newest entry is read out when it appears; all of them would be a speech at every tick.
    let news = happened.last().map(|one| entry::said(&one.entry, *lang)).unwrap_or_default();
    html! {
        <section class="panel timeline" aria-labelledby="timeline">
            <div class="bar"><h2 id="timeline">{ words.timeline }</h2></div>
            <p class="sr-only" role="status">{ news }</p>
            if happened.is_empty() {
                <p class="fine">{ if *is_over { words.no_entries } else { words.not_begun } }</p>
                if !is_over {
                    <p class="hint">{ words.speed_note }</p>
                }
            } else {
                <div class="sides" aria-hidden="true">
                    <span>{ words.ours }</span>
                    <span>{ words.theirs }</span>
                </div>
                <ol class="entries">{ for props.rows().flat_map(|(idle, row)| lines(idle, row, words)) }</ol>
                if *is_over {
                    { end(happened, *lang) }
                }
            }
        </section>
    }
}

/// An entry, and the line before it where there is one. Their keys keep them apart: whoever has the focus in one, or has
/// selected a text there, keeps it while others arrive.
fn lines(idle: Option<Millis>, row: entry::Props, words: &Words) -> impl Iterator<Item = Html> {
    let at = row.at;
    let idle = idle.map(|idle| {
        html! { <li key={format!("before-{at}")} class="idle">{ (words.idle)(&length(idle, words)) }</li> }
    });
    idle.into_iter().chain([html! { <OneEntry key={at} ..row /> }])
}

/// What became of every job.
fn end(happened: &[Rc<Happened>], lang: Lang) -> Html {
    let words = Words::of(lang);
    let mut jobs: Vec<(u64, i64)> = Vec::new();
    for one in happened {
        let What::Job { publish_id, status } = one.entry.what else { continue };
        match jobs.iter_mut().find(|(known, _)| *known == publish_id) {
            Some(job) => job.1 = status,
            None => jobs.push((publish_id, status)),
        }
    }
    // Those that were accepted first have the smaller numbers.
    jobs.sort_unstable();
    let rows = jobs.iter().map(|(publish_id, code)| {
        let outcome = outcome_of(*code);
        let name = status::find(*code).map_or("", |row| row.name.get(lang));
        html! {
            <li>
                { (words.job)(&publish_id.to_string()) }{ " " }
                <span class={classes!("badge", Tone::of(outcome).class())}>
                    { Icon::of_outcome(outcome).draw() }
                    { ["publish_status ", &code.to_string(), " · ", name].concat() }
                </span>
            </li>
        }
    });
    html! {
        <div class="the-end" id="the-end">
            <h3>{ words.over }</h3>
            if jobs.is_empty() {
                <p>{ words.over_no_job }</p>
            }
            <ul>{ for rows }</ul>
        </div>
    }
}
