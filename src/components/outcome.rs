//! The outcome: what happened, what it means, what to do next.

use freepublish::{Outcome, Verdict, verdict};

use super::View;
use super::el::{Attr, El, el};
use super::icon::{Icon, icon};
use crate::facts::{self, BEIJING, Fact};
use crate::platform::{self, id};
use crate::shell::share;
use crate::state::Action;
use crate::ui::{Tone, outcome as look};

/// The outcome card.
pub fn outcome(view: &View<'_>) -> El {
    let View { state, texts, .. } = *view;
    let inspection = &state.inspection;
    let Verdict { label, headline, meaning, advice, .. } = verdict(inspection, state.lang);
    let advice = advice.into_iter().map(|advice| el("li").with(el("span").text(advice)));
    // A mark of success on a payload that WeChat would not send like this would be believed.
    let sign = if inspection.is_doubtful() { Outcome::Unknown } else { inspection.outcome };
    let pill = look::finality(sign, state.lang).map(|text| el("span").class("pill").text(text));
    let picture = icon(Icon::of_outcome(sign));
    let eyebrow = el("p").class("eyebrow").with(picture).with(el("span").text(label)).maybe(pill);
    let facts = facts::facts(inspection, state.lang);
    let facts = (!facts.is_empty()).then(|| {
        let rows = facts.iter().map(|fact| row(view, fact));
        el("dl").class("facts").attr(Attr::AriaLabel, texts.facts_label).all(rows)
    });
    let tools = [
        (Action::CopyMarkdown, texts.copy_markdown),
        (Action::CopyJson, texts.copy_json),
        (Action::CopyLink, texts.copy_link),
    ];
    let tools = tools.map(|(action, name)| view.button("btn", action).text(name));
    el("section")
        .attr(Attr::Class, ["panel outcome ", Tone::of(sign).class()].concat())
        .attr(Attr::AriaLabelledby, id::OUTCOME)
        .with(eyebrow)
        .with(el("h1").id(id::OUTCOME).attr(Attr::TabIndex, "-1").text(headline))
        .maybe((!meaning.is_empty()).then(|| el("p").class("meaning").text(meaning)))
        .with(el("ol").class("next").attr(Attr::AriaLabel, texts.next_label).all(advice))
        .maybe(facts)
        .with(el("div").class("tools").all(tools))
}

fn row(view: &View<'_>, fact: &Fact) -> El {
    let value = share::without_secrets(&fact.value).0;
    let shown = match (&fact.href, fact.moment.and_then(facts::machine_time)) {
        (Some(href), _) => el("a").attr(Attr::Href, href.clone()),
        (None, Some(datetime)) => el("time").attr(Attr::DateTime, datetime),
        (None, None) => el("span"),
    };
    let clocks = fact.moment.and_then(|at| other_clocks(view, at)).map(|clocks| el("small").text(clocks));
    let class = if value.len() > 40 { "wide" } else { "" };
    let copy = (!fact.is_remark).then(|| view.copy_button(fact.label, value.clone()));
    el("div")
        .class(class)
        .with(el("dt").text(fact.label))
        .with(el("dd").with(shown.text(value)).maybe(copy).maybe(clocks))
}

/// The moment in UTC, and on the reader's clock where that is neither Beijing's nor UTC.
fn other_clocks(view: &View<'_>, at: i64) -> Option<String> {
    let utc = facts::clock(at, 0)?;
    let offset = platform::clock_offset(at);
    let local = (offset != BEIJING && offset != 0).then(|| facts::clock(at, offset)).flatten();
    Some(match local {
        Some(local) => [utc.as_str(), " · ", &(view.texts.local_time)(&local)].concat(),
        None => utc,
    })
}
