//! Entries that stand together, with their heading.

use std::rc::Rc;

use freepublish::Lang;
use yew::prelude::*;

use super::entry::OneEntry;
use crate::reference::Entry;
use crate::reference::place::entry_id;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    /// At least one.
    pub(super) entries: Vec<Rc<Entry>>,
    /// The name of the catalogue, where several are shown.
    pub(super) name: Option<&'static str>,
    /// What the address points at.
    pub(super) anchor: Option<String>,
    pub(super) lang: Lang,
}

#[component]
pub(super) fn Group(Props { entries, name, anchor, lang }: &Props) -> Html {
    let Some(first) = entries.first() else { return Html::default() };
    let id = first.anchor.split_once('/').map(|(head, _)| entry_id(first.topic, head));
    let entries = entries.iter().map(|entry| {
        let is_target = anchor.as_ref() == Some(&entry.anchor);
        html! { <OneEntry key={entry.anchor.clone()} entry={entry.clone()} {is_target} lang={*lang} /> }
    });
    html! {
        <section class="group">
            <h2 tabindex="-1" {id}>
                if let Some(name) = name {
                    { name }{ " · " }
                }
                { first.group.get(*lang) }
            </h2>
            { for entries }
        </section>
    }
}
