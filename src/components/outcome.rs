//! The outcome: what happened, what it means, what to do next.

use freepublish::{Verdict, verdict};
use yew::prelude::*;

use super::View;
use super::icon::{Icon, icon};
use crate::browser::{self, id};
use crate::facts::{self, BEIJING, Fact, Tone};
use crate::share;
use crate::state::Action;

/// The class that carries the colour of a tone.
pub const fn class(tone: Tone) -> &'static str {
    match tone {
        Tone::Bad => "bad",
        Tone::Good => "good",
        Tone::Unknown => "unknown",
        Tone::Wait => "wait",
        Tone::Warn => "warn",
    }
}

/// The outcome card.
pub fn outcome(view: &View<'_>) -> Html {
    let View { state, texts, .. } = *view;
    let inspection = &state.inspection;
    let Verdict { label, headline, meaning, advice } = verdict(inspection, state.lang);
    let advice = advice.into_iter().map(|advice| html! { <li><span>{ advice }</span></li> });
    let pill =
        facts::finality(inspection.outcome, texts).map(|text| html! { <span class="pill">{ text }</span> });
    let facts: Vec<_> = facts::facts(inspection, texts).iter().map(|fact| row(view, fact)).collect();
    html! {
        <section class={classes!("panel", "outcome", class(facts::tone(inspection.outcome)))}
            aria-labelledby={id::OUTCOME}>
            <p class="eyebrow">
                { icon(Icon::of_outcome(inspection.outcome)) }<span>{ label }</span>{ pill }
            </p>
            <h1 id={id::OUTCOME} tabindex="-1">{ headline }</h1>
            if !meaning.is_empty() {
                <p class="meaning">{ meaning }</p>
            }
            <ol class="next" aria-label={texts.next_label}>{ for advice }</ol>
            if !facts.is_empty() {
                <dl class="facts" aria-label={texts.facts_label}>{ for facts }</dl>
            }
            <div class="tools">
                <button type="button" class="btn" onclick={view.press(Action::CopyMarkdown)}>{ texts.copy_markdown }</button>
                <button type="button" class="btn" onclick={view.press(Action::CopyJson)}>{ texts.copy_json }</button>
                <button type="button" class="btn" onclick={view.press(Action::CopyLink)}>{ texts.copy_link }</button>
            </div>
        </section>
    }
}

fn row(view: &View<'_>, fact: &Fact) -> Html {
    let value = share::without_secrets(&fact.value).0;
    let long = value.len() > 40;
    let shown = match (&fact.href, fact.moment.and_then(facts::machine_time)) {
        (Some(href), _) => html! { <a href={href.clone()}>{ value.clone() }</a> },
        (None, Some(datetime)) => html! { <time {datetime}>{ value.clone() }</time> },
        (None, None) => html! { { value.clone() } },
    };
    let elsewhere = fact.moment.and_then(|at| other_clocks(view, at));
    html! {
        <div class={long.then_some("wide")}>
            <dt>{ fact.label }</dt>
            <dd>
                <span>{ shown }</span>{ view.copy_button(fact.label, value) }
                { elsewhere.map(|clocks| html! { <small>{ clocks }</small> }) }
            </dd>
        </div>
    }
}

/// The moment in UTC, and on the reader's clock where that is neither Beijing's nor UTC.
fn other_clocks(view: &View<'_>, at: i64) -> Option<String> {
    let utc = facts::clock(at, 0)?;
    let offset = browser::clock_offset(at);
    let local = (offset != BEIJING && offset != 0).then(|| facts::clock(at, offset)).flatten();
    Some(match local {
        Some(local) => [utc.as_str(), " · ", &(view.texts.local_time)(&local)].concat(),
        None => utc,
    })
}
