//! The decoded structure, each field beside what the document says about it.

use std::rc::Rc;

use freepublish::Lang;
use freepublish::catalogue::field::Field;
use freepublish::outline::{Row, outline};
use yew::prelude::*;

use super::press;
use crate::inspect::{Fold, Msg, Words};
use crate::shell::links::Topic;
use crate::shell::share;
use crate::ui::Icon;

/// More than anyone reads.
const MAX_SHOWN: usize = 200;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    /// The document that is taken apart.
    pub(super) text: Rc<str>,
    pub(super) is_open: bool,
    pub(super) lang: Lang,
    pub(super) send: Callback<Msg>,
}

/// The structure, when the text has one.
#[component]
pub(super) fn Structure(Props { text, is_open, lang, send }: &Props) -> Html {
    let words = Words::of(*lang);
    let mut rows = if *is_open { outline(text) } else { vec![] };
    if *is_open && rows.is_empty() {
        return Html::default();
    }
    // The root holds everything and says nothing.
    rows.retain(|row| row.depth > 0 || row.value.is_some());
    let fold = if *is_open { Fold::Closed } else { Fold::Open };
    let mut explained: Vec<&Field> = Vec::new();
    let shown = rows.iter().take(MAX_SHOWN).map(|one| {
        // Once is enough: the second article's fields mean what the first one's do.
        let field = one.field.filter(|field| !explained.contains(field));
        explained.extend(field);
        row(one, field, *lang)
    });
    let shown: Vec<Html> = shown.collect();
    let hidden = rows.len().saturating_sub(MAX_SHOWN);
    html! {
        <section class="panel structure" aria-labelledby="structure">
            <h2 class="bar" id="structure">
                <button type="button" class="fold" aria-expanded={is_open.to_string()}
                    onclick={press(send, Msg::SetStructure(fold))}>
                    { Icon::Down.draw() }{ words.structure }
                </button>
            </h2>
            if *is_open {
                <table>
                    <caption class="sr-only">{ words.structure_caption }</caption>
                    <thead>
                        <tr>
                            <th scope="col">{ words.column_field }</th>
                            <th scope="col">{ words.column_value }</th>
                            <th scope="col">{ words.column_meaning }</th>
                        </tr>
                    </thead>
                    <tbody>{ shown }</tbody>
                </table>
            }
            if hidden > 0 {
                <p class="hint">{ (words.more)(hidden) }</p>
            }
        </section>
    }
}

fn row(row: &Row, explained: Option<&Field>, lang: Lang) -> Html {
    let depth = ["d0", "d0", "d1", "d2", "d3", "d4"].get(row.depth).copied().unwrap_or("d5");
    let name = match row.field {
        Some(field) => html! { <a href={Topic::field(field)}>{ row.name.clone() }</a> },
        None => Html::from(row.name.clone()),
    };
    let value = row.value.as_ref().map(|text| {
        // By its name the value is known to be a secret: `access_token` alone in its element.
        let named = share::without_secrets(&[row.name.as_str(), "=", text].concat()).0;
        named.get(row.name.len() + 1..).unwrap_or_default().to_owned()
    });
    html! {
        <tr>
            <th scope="row" class={depth}>{ name }</th>
            <td class="value">{ value }</td>
            <td>
                if let Some(field) = explained {
                    <span>{ field.meaning.get(lang) }</span>
                    { field.caution.map(|caution| html! { <small>{ caution.get(lang) }</small> }) }
                }
            </td>
        </tr>
    }
}
