//! The Live page: a draft is submitted for real, through a proxy of the reader's own, and the callback is seen to arrive.

use yew::prelude::*;

mod delivery;
mod inbox;
mod job;
mod model;
mod msg;
mod place;
pub mod proxy;
mod quota;
mod run;
mod saved;
mod tabs;
mod update;
mod view;
mod words;

pub use delivery::{Delivered, Delivery, Judged};
pub use inbox::{MOST_CALLBACKS, ROWS};
pub use job::{Answer, Callback, Job, Message};
pub use model::{Connection, Earlier, Model, Question, Stream};
pub use msg::{Field, Msg, Own, Visit};
pub use place::{Invitation, Place};
pub use quota::QUERIES_A_DAY;
pub use run::Runner;
pub use saved::Saved;
pub use tabs::{Before, Tried};
pub use update::update;
pub use words::Words;

use crate::shell::feature::{self, Feature, Table, View};

/// The types of the page.
#[derive(Debug)]
pub enum Live {}

impl Feature for Live {
    type Model = Model;
    type Msg = Msg;
    type Place = Place;
    type Own = Own;
    type Runner = Runner;
}

/// The functions of the page.
pub const TABLE: Table<Live> = Table {
    model: Model::default,
    arrive: update::arrive,
    leave: update::leave,
    update,
    undo: feature::nothing::<Live>,
    press: feature::no_keys::<Live>,
    run: Runner::run,
    view: |view| html! { <view::Page ..view /> },
    dialog: view::dialog,
    title: |_, lang| Words::of(lang).title.to_owned(),
    field: id::MEDIA_ID,
};

/// What the page gets to see.
pub type Seen = View<Live>;

/// What a message leads to.
type Commands = feature::Commands<Live>;

/// Ids of the elements that the focus is moved to.
mod id {
    /// The draft to be submitted.
    pub(super) const MEDIA_ID: &str = "media-id";
    /// What submits it.
    pub(super) const SUBMIT: &str = "submit";
    /// The handler that callbacks are delivered to.
    pub(super) const TARGET: &str = "target";
}
