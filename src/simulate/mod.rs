//! The Simulate page: a rehearsal without WeChat. Whole scenarios on a virtual clock, or one callback.

use yew::prelude::*;

mod account;
mod callback;
mod model;
mod msg;
mod place;
mod player;
mod run;
mod update;
mod view;
mod words;

pub use account::{Account, Unfit};
pub use callback::{Fault, Form, FormField};
pub use model::{Happened, Model};
pub use msg::{Msg, Own};
pub use place::Place;
pub use player::{Player, Speed};
pub use run::Runner;
pub use update::{arrive, leave, undo, update};
pub use words::Words;

use crate::shell::feature::{self, Feature, Table, View};

/// The types of the page.
#[derive(Debug)]
pub enum Simulate {}

impl Feature for Simulate {
    type Model = Model;
    type Msg = Msg;
    type Place = Place;
    type Own = Own;
    type Runner = Runner;
}

/// The functions of the page.
pub const TABLE: Table<Simulate> = Table {
    model: Model::default,
    arrive,
    leave,
    update,
    undo,
    press: feature::no_keys::<Simulate>,
    run: Runner::run,
    view: |view| html! { <view::Page ..view /> },
    dialog: feature::no_dialog,
    title: |_, lang| Words::of(lang).title.to_owned(),
    field: id::SCENARIO,
};

/// What the page gets to see.
pub type Seen = View<Simulate>;

/// What a message leads to.
type Commands = feature::Commands<Simulate>;

/// Ids of the elements that the focus is moved to.
mod id {
    /// The editor of the scenario.
    pub(super) const SCENARIO: &str = "scenario";
    /// The coloured text under it.
    pub(super) const SCENARIO_LINES: &str = "scenario-lines";

    /// An entry of the timeline, counted from 0.
    pub(super) fn entry(at: usize) -> String {
        format!("entry-{}", at.saturating_add(1))
    }
}
