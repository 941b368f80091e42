//! The page. A search looks through all catalogues; without one, the chosen catalogue is shown.

use yew::prelude::*;

mod entry;
mod group;
mod search;

use self::group::Group;
use self::search::Search;
use super::{Msg, Place, Seen, Words};
use crate::shell::links::Topic;
use crate::ui::Icon;

/// The page.
#[component]
pub(super) fn Page(seen: &Seen) -> Html {
    let Seen { model, place, lang, send } = seen;
    let words = Words::of(*lang);
    let is_search = model.is_search();
    let found = model.found();
    let total: usize = found.iter().map(|(_, entries)| entries.len()).sum();
    let result = match (is_search, total) {
        (false, _) => String::new(),
        (true, 0) => words.found_nothing.to_owned(),
        (true, _) => (words.found)(total),
    };
    let tabs = found.iter().map(|(topic, entries)| {
        let is_here = !is_search && *topic == place.topic;
        tab(*topic, entries.len(), is_here, words, send)
    });
    let shown = found.iter().filter(|(topic, _)| is_search || *topic == place.topic);
    let groups = shown.flat_map(|(topic, entries)| {
        let same_group = entries.chunk_by(|a, b| a.group == b.group);
        same_group.map(|entries| {
            let name = is_search.then(|| words.topic(*topic));
            let key = format!("{}/{}", topic.slug(), entries[0].group.get(*lang));
            html! {
                <Group {key} entries={entries.to_vec()} {name} anchor={place.anchor.clone()} lang={*lang} />
            }
        })
    });
    let unknown = place.anchor.as_deref().filter(|_| !model.knows(place)).map(|anchor| {
        html! {
            <p class="panel notice" role="alert">{ Icon::Warning.draw() }{ (words.unknown_entry)(anchor) }</p>
        }
    });
    html! {
        <div class="column">
            <h1>{ words.title }</h1>
            <p class="lead">{ words.intro }</p>
            <Search query={model.query.clone()} {result} lang={*lang} send={send.clone()} />
            <nav class="tabs" aria-label={words.topics}>{ for tabs }</nav>
            { unknown }
            { for groups }
        </div>
    }
}

fn tab(topic: Topic, count: usize, is_here: bool, words: &Words, send: &Callback<Msg>) -> Html {
    let href = Place { topic, anchor: None }.href();
    let leave_search = send.reform(|_| Msg::Search(String::new()));
    html! {
        <a key={topic.slug()} {href} aria-current={is_here.then_some("true")} onclick={leave_search}>
            { words.topic(topic) }{ " " }<span class="count">{ count }</span>
        </a>
    }
}
