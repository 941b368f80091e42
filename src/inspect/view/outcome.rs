//! The outcome: what happened, what it means, what to do next.

use freepublish::{Lang, Verdict, verdict};
use yew::prelude::*;

use super::{Reading, copy, press};
use crate::inspect::facts::{self, BEIJING, Fact};
use crate::inspect::{Msg, Words, id};
use crate::platform;
use crate::shell::share;
use crate::ui::{Icon, Tone, outcome as look};

/// The outcome card.
#[component]
pub(super) fn Outcome(seen: &Reading) -> Html {
    let Reading { inspection, lang, send } = seen;
    let words = Words::of(*lang);
    let Verdict { label, headline, meaning, advice, .. } = verdict(inspection, *lang);
    // A mark of success on a payload that WeChat would not send like this would be believed.
    let sign = if inspection.is_doubtful() { freepublish::Outcome::Unknown } else { inspection.outcome };
    let pill = look::finality(sign, *lang).map(|text| html! { <span class="pill">{ text }</span> });
    let facts = facts::facts(inspection, *lang);
    let tools = [
        (Msg::CopyMarkdown, words.copy_markdown),
        (Msg::CopyJson, words.copy_json),
        (Msg::CopyLink, words.copy_link),
    ];
    let tools = tools.map(|(msg, name)| {
        html! { <button type="button" class="btn" onclick={press(send, msg)}>{ name }</button> }
    });
    html! {
        <section class={classes!("panel", "outcome", Tone::of(sign).class())} aria-labelledby={id::OUTCOME}>
            <p class="eyebrow">{ Icon::of_outcome(sign).draw() }<span>{ label }</span>{ pill }</p>
            <h1 id={id::OUTCOME} tabindex="-1">{ headline }</h1>
            if !meaning.is_empty() {
                <p class="meaning">{ meaning }</p>
            }
            <ol class="next" aria-label={words.next_label}>
                { for advice.into_iter().map(|advice| html! { <li><span>{ advice }</span></li> }) }
            </ol>
            if !facts.is_empty() {
                <dl class="facts" aria-label={words.facts_label}>
                    { for facts.iter().map(|fact| row(seen, fact)) }
                </dl>
            }
            <div class="tools">{ for tools }</div>
        </section>
    }
}

fn row(seen: &Reading, fact: &Fact) -> Html {
    let value = share::without_secrets(&fact.value).0;
    let shown = match (&fact.href, fact.moment.and_then(facts::machine_time)) {
        (Some(href), _) => html! { <a href={href.clone()}>{ value.clone() }</a> },
        (None, Some(datetime)) => html! { <time {datetime}>{ value.clone() }</time> },
        (None, None) => html! { <span>{ value.clone() }</span> },
    };
    let clocks = fact.moment.and_then(|at| other_clocks(at, seen.lang));
    let class = (value.len() > 40).then_some("wide");
    html! {
        <div {class}>
            <dt>{ fact.label }</dt>
            <dd>
                { shown }
                if !fact.is_remark {
                    { copy(fact.label, value, seen.lang, &seen.send) }
                }
                if let Some(clocks) = clocks {
                    <small>{ clocks }</small>
                }
            </dd>
        </div>
    }
}

/// The moment in UTC, and on the reader's clock where that is neither Beijing's nor UTC.
fn other_clocks(at: i64, lang: Lang) -> Option<String> {
    let utc = facts::clock(at, 0)?;
    let offset = platform::clock_offset(at);
    let local = (offset != BEIJING && offset != 0).then(|| facts::clock(at, offset)).flatten();
    Some(match local {
        Some(local) => [utc.as_str(), " · ", &(Words::of(lang).local_time)(&local)].concat(),
        None => utc,
    })
}
