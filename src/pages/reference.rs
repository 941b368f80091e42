//! Statuses, error codes, fields and diagnostics, to look up and to link to.

use freepublish::Bilingual;
use yew::prelude::*;

use crate::app::Message;
use crate::browser::id;
use crate::components::View;
use crate::components::icon::{Icon, icon};
use crate::components::outcome::class;
use crate::facts;
use crate::reference::{Badge, Entry, Part, entries};
use crate::route::{Route, Topic};
use crate::state::Action;

/// The id of an entry's element.
pub fn entry_id(topic: Topic, anchor: &str) -> String {
    topic.entry(anchor).trim_start_matches('#').to_owned()
}

/// The page. A search looks through all catalogues; without one, the chosen catalogue is shown.
pub fn page(view: &View<'_>, topic: Topic, anchor: Option<&str>) -> Html {
    let View { state, texts, .. } = *view;
    let is_search = !state.query.trim().is_empty();
    let found = Topic::ALL.map(|topic| {
        let mut entries = entries(topic);
        entries.retain(|entry| entry.matches(&state.query));
        (topic, entries)
    });
    let total: usize = found.iter().map(|(_, entries)| entries.len()).sum();
    let tabs =
        found.iter().map(|(each, entries)| tab(view, *each, entries.len(), !is_search && *each == topic));
    let shown = found.iter().filter(|(each, _)| is_search || *each == topic);
    let is_known = |anchor: &str| {
        let group =
            |entry: &Entry| entry.anchor.strip_prefix(anchor).is_some_and(|rest| rest.starts_with('/'));
        entries(topic).iter().any(|entry| entry.anchor == anchor || group(entry))
    };
    let unknown = anchor.filter(|anchor| !is_known(anchor)).map(|anchor| {
        html! { <p class="panel notice" role="alert">{ icon(Icon::Warning) }{ (texts.unknown_entry)(anchor) }</p> }
    });
    let search = view.link.callback(|event: InputEvent| {
        let input: web_sys::HtmlInputElement = event.target_unchecked_into();
        Message::Act(Action::Search(input.value()))
    });
    html! {
        <div class="column">
            <h1>{ texts.nav_reference }</h1>
            <p class="lead">{ texts.reference_intro }</p>
            <form class="search" role="search" onsubmit={Callback::from(|event: SubmitEvent| event.prevent_default())}>
                <label for={id::SEARCH}>{ texts.search }</label>
                <input type="search" id={id::SEARCH} placeholder={texts.search_placeholder} autocomplete="off"
                    spellcheck="false" value={state.query.clone()} oninput={search} />
                <span role="status">
                    if is_search && total > 0 {
                        { (texts.found)(total) }
                    } else if is_search {
                        { texts.found_nothing }
                    }
                </span>
            </form>
            <nav class="tabs" aria-label={texts.topics}>{ for tabs }</nav>
            { unknown }
            { for shown.flat_map(|(topic, entries)| groups(view, *topic, entries, is_search, anchor)) }
        </div>
    }
}

fn tab(view: &View<'_>, topic: Topic, count: usize, here: bool) -> Html {
    let href = Route::Reference { topic, anchor: None }.href();
    let leave_search = view.press(Action::Search(String::new()));
    html! {
        <a {href} aria-current={here.then_some("true")} onclick={leave_search}>
            { topic.name(view.texts) }{ " " }<span class="count">{ count }</span>
        </a>
    }
}

fn groups(view: &View<'_>, topic: Topic, entries: &[Entry], named: bool, anchor: Option<&str>) -> Vec<Html> {
    let same = |a: &Entry, b: &Entry| a.group == b.group;
    let draw = |group: &[Entry]| {
        let first = &group[0];
        let id = first.anchor.split_once('/').map(|(head, _)| entry_id(topic, head));
        let title = first.group.get(view.state.lang);
        html! {
            <section class="group">
                <h2 {id} tabindex="-1">
                    if named {
                        { topic.name(view.texts) }{ " · " }
                    }
                    { title }
                </h2>
                { for group.iter().map(|entry| draw_entry(view, entry, anchor)) }
            </section>
        }
    };
    entries.chunk_by(same).map(draw).collect()
}

fn draw_entry(view: &View<'_>, entry: &Entry, anchor: Option<&str>) -> Html {
    let lang = view.state.lang;
    let href = entry.topic.entry(&entry.anchor);
    let is_target = anchor == Some(entry.anchor.as_str());
    let name = if entry.topic == Topic::Fields { entry.name } else { &entry.anchor };
    let badges = entry.badges.iter().map(|badge| draw_badge(view, *badge));
    html! {
        <article class={classes!("panel", "entry", is_target.then_some("target"))}
            id={entry_id(entry.topic, &entry.anchor)} tabindex="-1">
            <div class="entry-head">
                <h3>
                    <a {href}><code>{ name.to_owned() }</code></a>{ " " }<span>{ entry.title.get(lang) }</span>
                </h3>
                if !entry.badges.is_empty() {
                    <p class="badges">{ for badges }</p>
                }
            </div>
            if !entry.wire.is_empty() {
                <p class="on-wire"><code>{ entry.wire }</code></p>
            }
            <dl>{ for parts(view, &entry.parts) }</dl>
        </article>
    }
}

/// Texts about the same thing share one label.
fn parts(view: &View<'_>, parts: &[(Part, Bilingual)]) -> Vec<Html> {
    let draw = |group: &[(Part, Bilingual)]| {
        let texts = group.iter().map(|(_, text)| html! { <dd>{ text.get(view.state.lang) }</dd> });
        html! { <div><dt>{ group[0].0.name(view.texts) }</dt>{ for texts }</div> }
    };
    parts.chunk_by(|a, b| a.0 == b.0).map(draw).collect()
}

fn draw_badge(view: &View<'_>, badge: Badge) -> Html {
    let texts = view.texts;
    let (class, picture, text) = match badge {
        Badge::Documented => ("", None, texts.badge_documented),
        Badge::Fixable => ("", None, texts.badge_fixable),
        Badge::Outcome(outcome) => {
            let word = facts::finality(outcome, texts).unwrap_or_default();
            (class(facts::tone(outcome)), Some(Icon::of_outcome(outcome)), word)
        }
        Badge::Severity(severity) => {
            (severity.name(), Some(Icon::of_severity(severity)), facts::severity(severity, texts))
        }
        Badge::Unverified => ("warning", Some(Icon::Question), texts.badge_unverified),
    };
    html! { <span class={classes!("badge", class)}>{ picture.map(icon) }{ text }</span> }
}
