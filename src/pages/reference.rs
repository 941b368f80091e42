//! Statuses, error codes, fields and diagnostics, to look up and to link to.

use freepublish::Bilingual;
use freepublish::catalogue::source::Source;
use yew::prelude::*;

use crate::app::Message;
use crate::components::View;
use crate::components::el::{Attr, El, el};
use crate::components::icon::{Icon, icon};
use crate::components::outcome::class;
use crate::facts;
use crate::i18n::MoreTexts;
use crate::platform::id;
use crate::reference::{Badge, Entry, Part, entries};
use crate::route::{Route, Topic};
use crate::state::Action;

/// The id of an entry's element.
pub fn entry_id(topic: Topic, anchor: &str) -> String {
    topic.entry(anchor).trim_start_matches('#').to_owned()
}

/// The page. A search looks through all catalogues; without one, the chosen catalogue is shown.
pub fn page(view: &View<'_>, topic: Topic, anchor: Option<&str>) -> El {
    let View { state, texts, .. } = *view;
    let words = words(view);
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
        let notice = el("p").class("panel notice").attr(Attr::Role, "alert");
        notice.with(icon(Icon::Warning)).text((words.unknown_entry)(anchor))
    });
    let result = match (is_search, total) {
        (false, _) => String::new(),
        (true, 0) => words.found_nothing.to_owned(),
        (true, _) => (words.found)(total),
    };
    el("div")
        .class("column")
        .with(el("h1").text(texts.nav_reference))
        .with(el("p").class("lead").text(words.reference_intro))
        .push(search(view, result))
        .with(el("nav").class("tabs").attr(Attr::AriaLabel, words.topics).all(tabs))
        .maybe(unknown)
        .all(shown.flat_map(|(topic, entries)| groups(view, *topic, entries, is_search, anchor)))
}

/// The words of this page.
fn words(view: &View<'_>) -> &'static MoreTexts {
    MoreTexts::of(view.state.lang)
}

fn search(view: &View<'_>, result: String) -> Html {
    let words = words(view);
    let search = view.link.callback(|event: InputEvent| {
        let input: web_sys::HtmlInputElement = event.target_unchecked_into();
        Message::Act(Action::Search(input.value()))
    });
    html! {
        <form class="search" role="search" onsubmit={Callback::from(|event: SubmitEvent| event.prevent_default())}>
            <label for={id::SEARCH}>{ words.search }</label>
            <input type="search" id={id::SEARCH} placeholder={words.search_placeholder} autocomplete="off"
                spellcheck="false" value={view.state.query.clone()} oninput={search} />
            <span role="status">{ result }</span>
        </form>
    }
}

fn tab(view: &View<'_>, topic: Topic, count: usize, is_here: bool) -> El {
    let href = Route::Reference { topic, anchor: None }.href();
    let leave_search = view.press(Action::Search(String::new()));
    let count = el("span").class("count").text(count.to_string());
    let tab = el("a")
        .attr(Attr::Href, href)
        .on_press(leave_search)
        .text(topic.name(view.state.lang))
        .text(" ")
        .with(count);
    if is_here { tab.attr(Attr::AriaCurrent, "true") } else { tab }
}

fn groups(view: &View<'_>, topic: Topic, entries: &[Entry], is_named: bool, anchor: Option<&str>) -> Vec<El> {
    let same = |a: &Entry, b: &Entry| a.group == b.group;
    let draw = |group: &[Entry]| {
        let first = &group[0];
        let mut title = el("h2").attr(Attr::TabIndex, "-1");
        if let Some((head, _)) = first.anchor.split_once('/') {
            title = title.attr(Attr::Id, entry_id(topic, head));
        }
        if is_named {
            title = title.text(topic.name(view.state.lang)).text(" · ");
        }
        let title = title.text(first.group.get(view.state.lang));
        el("section")
            .class("group")
            .with(title)
            .all(group.iter().map(|entry| draw_entry(view, entry, anchor)))
    };
    entries.chunk_by(same).map(draw).collect()
}

fn draw_entry(view: &View<'_>, entry: &Entry, anchor: Option<&str>) -> El {
    let is_target = anchor == Some(entry.anchor.as_str());
    let name = if entry.topic == Topic::Fields { entry.name } else { &entry.anchor };
    let link =
        el("a").attr(Attr::Href, entry.topic.entry(&entry.anchor)).with(el("code").text(name.to_owned()));
    let title = el("h3").with(link).text(" ").with(el("span").text(entry.title.get(view.state.lang)));
    let badges = entry.badges.iter().map(|badge| draw_badge(view, *badge));
    let head = el("div").class("entry-head").with(title).with(el("p").class("badges").all(badges));
    let wire = (!entry.wire.is_empty()).then(|| el("p").class("on-wire").with(el("code").text(entry.wire)));
    el("article")
        .class(if is_target { "panel entry target" } else { "panel entry" })
        .attr(Attr::Id, entry_id(entry.topic, &entry.anchor))
        .attr(Attr::TabIndex, "-1")
        .with(head)
        .maybe(wire)
        .with(el("dl").all(parts(view, &entry.parts)).maybe(entry.source.map(|page| source(view, page))))
}

fn source(view: &View<'_>, page: Source) -> El {
    let title = el("a")
        .attr(Attr::Href, page.url)
        .attr(Attr::Rel, "noreferrer")
        .text(page.title.get(view.state.lang));
    el("div").with(el("dt").text(words(view).part_source)).with(el("dd").with(title))
}

/// Texts about the same thing share one label.
fn parts(view: &View<'_>, parts: &[(Part, Bilingual)]) -> Vec<El> {
    let draw = |group: &[(Part, Bilingual)]| {
        let texts = group.iter().map(|(_, text)| el("dd").text(text.get(view.state.lang)));
        el("div").with(el("dt").text(group[0].0.name(words(view)))).all(texts)
    };
    parts.chunk_by(|a, b| a.0 == b.0).map(draw).collect()
}

fn draw_badge(view: &View<'_>, badge: Badge) -> El {
    let (texts, words) = (view.texts, words(view));
    let (class, picture, text) = match badge {
        Badge::Documented => ("", None, words.badge_documented),
        Badge::Fixable => ("", None, words.badge_fixable),
        Badge::Outcome(outcome) => {
            let word = facts::finality(outcome, texts).unwrap_or_default();
            (class(facts::tone(outcome)), Some(Icon::of_outcome(outcome)), word)
        }
        Badge::Severity(severity) => {
            (severity.name(), Some(Icon::of_severity(severity)), facts::severity(severity, texts))
        }
        Badge::Unverified => ("warning", Some(Icon::Question), words.badge_unverified),
    };
    el("span").attr(Attr::Class, ["badge ", class].concat()).maybe(picture.map(icon)).text(text)
}
