//! The decoded structure, each field beside what the document says about it.

use freepublish::catalogue::field::Field;
use freepublish::outline::{Row, outline};

use super::View;
use super::el::{Attr, El, el};
use super::icon::{Icon, icon};
use crate::shell::links::Topic;
use crate::shell::share;
use crate::state::{Action, Fold};

/// More than anyone reads.
const MAX_SHOWN: usize = 200;

/// The structure, when the text has one.
pub fn structure(view: &View<'_>) -> Option<El> {
    let View { state, texts, .. } = *view;
    let is_open = state.shows_structure();
    let mut rows = if is_open { outline(state.document()) } else { vec![] };
    if is_open && rows.is_empty() {
        return None;
    }
    // The root holds everything and says nothing.
    rows.retain(|row| row.depth > 0 || row.value.is_some());
    let fold = if is_open { Fold::Closed } else { Fold::Open };
    let fold = view.button("fold", Action::SetStructure(fold)).attr(Attr::AriaExpanded, is_open.to_string());
    let title = el("h2").class("bar").id("structure");
    let panel = el("section")
        .class("panel structure")
        .attr(Attr::AriaLabelledby, "structure")
        .with(title.with(fold.with(icon(Icon::Down)).text(texts.structure)));
    if !is_open {
        return Some(panel);
    }
    let column = |name| el("th").attr(Attr::Scope, "col").text(name);
    let head = [texts.column_field, texts.column_value, texts.column_meaning].map(column);
    let mut explained: Vec<&Field> = Vec::new();
    let shown = rows.iter().take(MAX_SHOWN).map(|one| {
        // Once is enough: the second article's fields mean what the first one's do.
        let field = one.field.filter(|field| !explained.contains(field));
        explained.extend(field);
        row(view, one, field)
    });
    let table = el("table")
        .with(el("caption").class("sr-only").text(texts.structure_caption))
        .with(el("thead").with(el("tr").all(head)))
        .with(el("tbody").all(shown));
    let hidden = rows.len().saturating_sub(MAX_SHOWN);
    Some(panel.with(table).maybe((hidden > 0).then(|| el("p").class("hint").text((texts.more)(hidden)))))
}

fn row(view: &View<'_>, row: &Row, explained: Option<&Field>) -> El {
    let lang = view.state.lang;
    let depth = ["d0", "d0", "d1", "d2", "d3", "d4"].get(row.depth).copied().unwrap_or("d5");
    let name = el("th").attr(Attr::Scope, "row").class(depth);
    let name = match row.field {
        Some(field) => name.with(el("a").attr(Attr::Href, Topic::field(field)).text(row.name.clone())),
        None => name.text(row.name.clone()),
    };
    let mut value = el("td").class("value");
    if let Some(text) = &row.value {
        // By its name the value is known to be a secret: `access_token` alone in its element.
        let named = share::without_secrets(&[row.name.as_str(), "=", text].concat()).0;
        value = value.text(named.get(row.name.len() + 1..).unwrap_or_default().to_owned());
    }
    let mut meaning = el("td");
    if let Some(field) = explained {
        meaning = meaning.with(el("span").text(field.meaning.get(lang)));
        meaning = meaning.maybe(field.caution.map(|caution| el("small").text(caution.get(lang))));
    }
    el("tr").with(name).with(value).with(meaning)
}
