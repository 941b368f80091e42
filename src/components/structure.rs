//! The decoded structure, each field beside what the document says about it.

use freepublish::catalogue::field::Field;
use freepublish::outline::{Row, outline};
use yew::prelude::*;

use super::View;
use super::icon::{Icon, icon};
use crate::reference;
use crate::route::Topic;
use crate::share;
use crate::state::{Action, Fold};

/// More than anyone reads.
const MAX_SHOWN: usize = 200;

/// The structure, when the text has one.
pub fn structure(view: &View<'_>) -> Html {
    let View { state, texts, .. } = *view;
    let is_open = state.shows_structure();
    let rows = if is_open { outline(&state.text) } else { vec![] };
    if is_open && rows.is_empty() {
        return Html::default();
    }
    let fold = Action::SetStructure(if is_open { Fold::Closed } else { Fold::Open });
    // The root holds everything and says nothing.
    let rows: Vec<_> = rows.into_iter().filter(|row| row.depth > 0 || row.value.is_some()).collect();
    let mut explained = Vec::new();
    let shown = rows.iter().take(MAX_SHOWN).map(|one| {
        // Once is enough: the second article's fields mean what the first one's do.
        let field = one.field.filter(|field| !explained.contains(field));
        explained.extend(field);
        row(view, one, field)
    });
    html! {
        <section class="panel structure" aria-labelledby="structure">
            <h2 class="bar" id="structure">
                <button type="button" class="fold" aria-expanded={is_open.to_string()} onclick={view.press(fold)}>
                    { icon(Icon::Down) }{ texts.structure }
                </button>
            </h2>
            if is_open {
                <table>
                    <caption class="sr-only">{ texts.structure_caption }</caption>
                    <thead>
                        <tr>
                            <th scope="col">{ texts.column_field }</th>
                            <th scope="col">{ texts.column_value }</th>
                            <th scope="col">{ texts.column_meaning }</th>
                        </tr>
                    </thead>
                    <tbody>{ for shown }</tbody>
                </table>
                if rows.len() > MAX_SHOWN {
                    <p class="hint">{ (texts.more)(rows.len() - MAX_SHOWN) }</p>
                }
            }
        </section>
    }
}

fn row(view: &View<'_>, row: &Row, explained: Option<&Field>) -> Html {
    let lang = view.state.lang;
    let depth = ["d0", "d0", "d1", "d2", "d3", "d4"].get(row.depth).copied().unwrap_or("d5");
    let value = row.value.as_ref().map(|value| {
        // By its name the value is known to be one: `access_token` alone in its element.
        let named = share::without_secrets(&[row.name.as_str(), "=", value].concat()).0;
        named.get(row.name.len() + 1..).unwrap_or_default().to_owned()
    });
    let meaning = explained.map(|field| {
        let caution = field.caution.map(|caution| html! { <small>{ caution.get(lang) }</small> });
        html! {
            <><span>{ field.meaning.get(lang) }</span>{ caution }</>
        }
    });
    let name = match row.field {
        Some(field) => {
            let href = Topic::Fields.entry(&reference::field_anchor(field));
            html! { <a {href}>{ row.name.clone() }</a> }
        }
        None => html! { { row.name.clone() } },
    };
    html! {
        <tr>
            <th scope="row" class={depth}>{ name }</th>
            <td class="value">{ value }</td>
            <td>{ meaning }</td>
        </tr>
    }
}
