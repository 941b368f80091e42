//! One entry of a catalogue.

use std::rc::Rc;

use freepublish::catalogue::interface::Parameter;
use freepublish::{Bilingual, Lang};
use yew::prelude::*;

use crate::reference::place::entry_id;
use crate::reference::{Badge, Entry, Fields, Holder, Part, Words};
use crate::shell::links::Topic;
use crate::ui::{Icon, Tone, outcome, severity};

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) entry: Rc<Entry>,
    /// Whether the address points at it.
    pub(super) is_target: bool,
    pub(super) lang: Lang,
}

#[component]
pub(super) fn OneEntry(Props { entry, is_target, lang }: &Props) -> Html {
    let words = Words::of(*lang);
    let name = if entry.topic == Topic::Fields { entry.name } else { &entry.anchor };
    let source = entry.source.map(|page| {
        html! {
            <div>
                <dt>{ words.part_source }</dt>
                <dd><a href={page.url} rel="noreferrer">{ page.title.get(*lang) }</a></dd>
            </div>
        }
    });
    html! {
        <article class={classes!("panel", "entry", is_target.then_some("target"))}
            id={entry_id(entry.topic, &entry.anchor)} tabindex="-1">
            <div class="entry-head">
                <h3>
                    <a href={entry.topic.entry(&entry.anchor)}><code>{ name }</code></a>
                    { " " }
                    <span>{ entry.title.get(*lang) }</span>
                </h3>
                <p class="badges">{ for entry.badges.iter().map(|one| badge(*one, *lang)) }</p>
            </div>
            if !entry.wire.is_empty() {
                <p class="on-wire"><code>{ &*entry.wire }</code></p>
            }
            <dl>
                { for entry.parts.chunk_by(|a, b| a.0 == b.0).map(|same| part(same, *lang)) }
                { for entry.fields.iter().map(|same| fields(same, *lang)) }
                { errcodes(entry.errcodes, words) }
                { source }
            </dl>
        </article>
    }
}

/// Texts about the same thing share one label.
fn part(texts: &[(Part, Bilingual)], lang: Lang) -> Html {
    html! {
        <div>
            <dt>{ texts[0].0.name(Words::of(lang)) }</dt>
            { for texts.iter().map(|(_, text)| html! { <dd>{ text.get(lang) }</dd> }) }
        </div>
    }
}

/// What a call or an answer holds.
fn fields(Fields { of, list }: &Fields, lang: Lang) -> Html {
    let field = |(path, parameter): &(String, &'static Parameter)| {
        let facts = parameter.facts(*of == Holder::Answer, lang);
        html! {
            <dd class="field">
                <p><code>{ path }</code>{ " " }<small>{ facts }</small></p>
                <p>{ parameter.meaning.get(lang) }</p>
            </dd>
        }
    };
    html! {
        <div>
            <dt>{ of.name(Words::of(lang)) }</dt>
            { for list.iter().map(field) }
        </div>
    }
}

fn errcodes(codes: &[i64], words: &Words) -> Option<Html> {
    let link = |code: &i64| {
        html! { <><a href={Topic::Errors.entry(&code.to_string())}><code>{ *code }</code></a>{ " " }</> }
    };
    (!codes.is_empty()).then(|| {
        html! {
            <div>
                <dt>{ words.errcodes }</dt>
                <dd>{ for codes.iter().map(link) }</dd>
            </div>
        }
    })
}

fn badge(badge: Badge, lang: Lang) -> Html {
    let words = Words::of(lang);
    let (class, picture, text): (_, _, AttrValue) = match badge {
        Badge::Documented => ("", None, words.badge_documented.into()),
        Badge::Fixable => ("", None, words.badge_fixable.into()),
        Badge::Quota(calls) => ("", None, (words.badge_quota)(calls).into()),
        Badge::Outcome(of) => (
            Tone::of(of).class(),
            Some(Icon::of_outcome(of)),
            outcome::finality(of, lang).unwrap_or_default().into(),
        ),
        Badge::Severity(of) => (of.name(), Some(Icon::of_severity(of)), severity::name(of, lang).into()),
        Badge::Unverified => ("warning", Some(Icon::Question), words.badge_unverified.into()),
    };
    html! {
        <span class={classes!("badge", class)}>{ picture.map(Icon::draw) }{ text }</span>
    }
}
