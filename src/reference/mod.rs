//! The Reference page: statuses, error codes, fields and diagnostics, to look up and to link to.

use freepublish::Lang;
use yew::prelude::*;

mod entries;
mod model;
mod place;
mod view;
mod words;

pub use entries::{Badge, Entry, Fields, Holder, Part, entries};
pub use model::{Model, Msg, update};
pub use place::Place;
pub use words::Words;

use crate::platform::id;
use crate::shell::feature::{self, Feature, Table, View};

/// The types of the page.
#[derive(Debug)]
pub enum Reference {}

impl Feature for Reference {
    type Model = Model;
    type Msg = Msg;
    type Place = Place;
    type Own = std::convert::Infallible;
    type Runner = ();
}

/// The functions of the page.
pub const TABLE: Table<Reference> = Table {
    model: Model::default,
    arrive: model::arrive,
    leave: feature::nothing::<Reference>,
    update,
    undo: feature::nothing::<Reference>,
    press: feature::no_keys::<Reference>,
    run: |(), own, _| match own {},
    view: |view| html! { <view::Page ..view /> },
    dialog: feature::no_dialog,
    title,
    field: id::SEARCH,
};

fn title(place: &Place, lang: Lang) -> String {
    let words = Words::of(lang);
    let entry = place.anchor.as_deref().unwrap_or(words.topic(place.topic));
    [entry, " · ", words.title].concat()
}

/// What the page gets to see.
pub type Seen = View<Reference>;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::links::Topic;

    #[test]
    fn the_title_names_place_and_entry() {
        let title = |anchor: Option<&str>| {
            (TABLE.title)(&Place { topic: Topic::Errors, anchor: anchor.map(str::to_owned) }, Lang::Zh)
        };
        assert_eq!(title(Some("53503")), "53503 · 参考");
        assert_eq!(title(None), [Words::of(Lang::Zh).topic(Topic::Errors), " · 参考"].concat());
    }
}
