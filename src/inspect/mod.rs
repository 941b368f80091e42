//! The Inspect page: a text is pasted, and what it is, what it means and what is wrong with it is read from it.

use yew::prelude::*;

mod area;
mod export;
mod facts;
mod keys;
mod model;
mod msg;
mod place;
mod run;
mod samples;
mod update;
mod view;
mod words;

pub use export::{json, markdown};
pub use keys::{Field, KeyPanel};
pub use model::Model;
pub use msg::{Fold, Msg, Own};
pub use place::Place;
pub use run::Runner;
pub use samples::{SAMPLES, Sample};
pub use update::{arrive, leave, undo, update};
pub use words::Words;

use crate::platform::id::SOURCE;
use crate::shell::feature::{self, Feature, Table, View};

/// The types of the page.
#[derive(Debug)]
pub enum Inspect {}

impl Feature for Inspect {
    type Model = Model;
    type Msg = Msg;
    type Place = Place;
    type Own = Own;
    type Runner = Runner;
}

/// The functions of the page.
pub const TABLE: Table<Inspect> = Table {
    model: Model::default,
    arrive,
    leave,
    update,
    undo,
    press: update::press,
    run: Runner::run,
    view: |view| html! { <view::Page ..view /> },
    dialog: feature::no_dialog,
    title: |_, lang| Words::of(lang).title.to_owned(),
    field: SOURCE,
};

/// What the page gets to see.
pub type Seen = View<Inspect>;

/// What a message leads to.
type Commands = feature::Commands<Inspect>;

/// Ids of the elements that the page moves the focus to.
mod id {
    /// The decrypted document.
    pub(super) const DECRYPTED: &str = "decrypted-text";
    /// The head of the diagnostics.
    pub(super) const DIAGNOSTICS: &str = "diagnostics";
    /// The coloured text under the text area.
    pub(super) const LAYER: &str = "layer";
    /// What unfolds the key panel.
    pub(super) const OPEN_KEYS: &str = "open-keys";
    /// The headline of the outcome.
    pub(super) const OUTCOME: &str = "outcome";
    /// What scrolls around the text area.
    pub(super) const SCROLLER: &str = "scroller";
    /// The text area. It is there before the page is.
    pub(super) use crate::platform::id::SOURCE;
    /// The first field of the key panel.
    pub(super) const TOKEN: &str = "key-token";
}
