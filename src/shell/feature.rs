//! What the shell knows of a page: five types, and one table of functions.

use std::fmt;
use std::rc::Rc;

use freepublish::Lang;
use yew::prelude::*;

use super::Command;
use super::keys::Key;

/// The types of a page. They are all that has to be there before its code is: the functions in its [`Table`] may come
/// later over the network.
pub trait Feature: 'static {
    /// What the page shows. Cheap to clone: what is large in it stands behind an `Rc`.
    type Model: Clone + PartialEq + 'static;
    /// What can happen on it.
    type Msg: 'static;
    /// Where on it the reader is: its part of the address.
    type Place: Clone + PartialEq + 'static;
    /// What it asks of the browser that no other page does.
    type Own: 'static;
    /// What goes on for it in the browser, such as timers and streams.
    type Runner: Default + 'static;
}

/// The functions of a page. The shell calls nothing else of it.
pub struct Table<F: Feature> {
    /// The page before anything happened. Called when it is opened for the first time.
    pub model: fn() -> F::Model,
    /// The address has become one of this page.
    pub arrive: fn(&mut F::Model, &F::Place, Lang) -> Commands<F>,
    /// The address is no longer one of this page.
    pub leave: fn(&mut F::Model, Lang) -> Commands<F>,
    /// What a message changes. No browser in it.
    pub update: fn(&mut F::Model, F::Msg, Lang) -> Commands<F>,
    /// Takes back what [`Command::Offer`] offered to.
    pub undo: fn(&mut F::Model, Lang) -> Commands<F>,
    /// What a key asks for on this page; `None` leaves it to the browser.
    pub press: fn(&F::Model, Key<'_>) -> Option<F::Msg>,
    /// Carries out what only this page asks of the browser.
    pub run: fn(&mut F::Runner, F::Own, &Callback<F::Msg>),
    /// The page.
    pub view: fn(View<F>) -> Html,
    /// The title and the content of the dialog that the page has opened.
    pub dialog: fn(View<F>) -> (&'static str, Html),
    /// What the browser's tab says, before the name of the site.
    pub title: fn(&F::Place, Lang) -> String,
    /// The id of the field that `/` leads to.
    pub field: &'static str,
}

/// What a page's message leads to.
pub type Commands<F> = Vec<Command<<F as Feature>::Own>>;

/// What a page gets to see: the properties of its outermost component.
#[derive(Properties)]
pub struct View<F: Feature> {
    /// What it shows.
    pub model: Rc<F::Model>,
    /// Where the reader is.
    pub place: F::Place,
    /// In which language.
    pub lang: Lang,
    /// Where its messages go.
    pub send: Callback<F::Msg>,
}

impl<F: Feature> Clone for View<F> {
    fn clone(&self) -> Self {
        let Self { model, place, lang, send } = self;
        Self { model: model.clone(), place: place.clone(), lang: *lang, send: send.clone() }
    }
}

impl<F: Feature> PartialEq for View<F> {
    fn eq(&self, other: &Self) -> bool {
        // A model that was not touched is the same one: no need to look into it.
        let same_model = Rc::ptr_eq(&self.model, &other.model) || self.model == other.model;
        same_model && self.place == other.place && self.lang == other.lang && self.send == other.send
    }
}

impl<F: Feature> Clone for Table<F> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<F: Feature> Copy for Table<F> {}

impl<F: Feature> fmt::Debug for Table<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Table").field("field", &self.field).finish_non_exhaustive()
    }
}

/// A page as the shell holds it. It has an address before it has its functions: those may come later.
pub struct Slot<F: Feature> {
    table: Option<Table<F>>,
    model: Option<Rc<F::Model>>,
    place: Option<F::Place>,
    /// Where the reader was last.
    last: Option<F::Place>,
    runner: F::Runner,
    send: Callback<F::Msg>,
}

impl<F: Feature> fmt::Debug for Slot<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Slot").field("table", &self.table).finish_non_exhaustive()
    }
}

impl<F: Feature> Slot<F> {
    /// The page of that table, whose messages go there.
    pub fn new(table: Table<F>, send: Callback<F::Msg>) -> Self {
        Self { table: Some(table), ..Self::later(send) }
    }

    /// A page whose functions come later.
    pub fn later(send: Callback<F::Msg>) -> Self {
        Self { table: None, model: None, place: None, last: None, runner: F::Runner::default(), send }
    }

    /// The functions of the page have come. It learns its address now, if it has one.
    pub fn come(&mut self, table: Table<F>, lang: Lang) -> Commands<F> {
        self.table = Some(table);
        self.place.clone().map_or_else(Vec::new, |place| self.arrive(place, lang))
    }

    /// The address has become one of this page.
    pub fn arrive(&mut self, place: F::Place, lang: Lang) -> Commands<F> {
        let commands = self.with_model(|table, model| (table.arrive)(model, &place, lang));
        self.place = Some(place.clone());
        self.last = Some(place);
        commands
    }

    /// The address is no longer one of this page. What it shows is kept.
    pub fn leave(&mut self, lang: Lang) -> Commands<F> {
        match self.place.take() {
            Some(_) => self.with_model(|table, model| (table.leave)(model, lang)),
            None => vec![],
        }
    }

    /// What a message changes.
    pub fn update(&mut self, msg: F::Msg, lang: Lang) -> Commands<F> {
        self.with_model(|table, model| (table.update)(model, msg, lang))
    }

    /// Takes back what the page has offered to.
    pub fn undo(&mut self, lang: Lang) -> Commands<F> {
        self.with_model(|table, model| (table.undo)(model, lang))
    }

    /// What a key asks for on the page, where the address is one of it.
    pub fn press(&self, key: Key<'_>) -> Option<F::Msg> {
        self.place.as_ref()?;
        (self.table?.press)(self.model.as_ref()?, key)
    }

    /// Carries out what only this page asks of the browser.
    pub fn run(&mut self, own: F::Own) {
        if let Some(table) = &self.table {
            (table.run)(&mut self.runner, own, &self.send);
        }
    }

    /// The page, where the address is one of it and its functions are there.
    pub fn view(&self, lang: Lang) -> Option<Html> {
        self.table.and_then(|table| self.seen(lang).map(table.view))
    }

    /// The page, also while another one is open: for one that hides itself and stays as it is. Nothing before it was
    /// opened for the first time.
    pub fn kept_view(&self, lang: Lang) -> Option<Html> {
        let (model, place) = (self.model.clone()?, self.last.clone()?);
        Some((self.table?.view)(View { model, place, lang, send: self.send.clone() }))
    }

    /// The title and the content of the page's dialog, where the address is one of it.
    pub fn dialog(&self, lang: Lang) -> Option<(&'static str, Html)> {
        self.table.and_then(|table| self.seen(lang).map(table.dialog))
    }

    /// What the browser's tab says at that place, where its functions are there.
    pub fn title(&self, place: &F::Place, lang: Lang) -> Option<String> {
        self.table.map(|table| (table.title)(place, lang))
    }

    /// The id of the field that `/` leads to.
    pub fn field(&self) -> Option<&'static str> {
        self.table.map(|table| table.field)
    }

    fn seen(&self, lang: Lang) -> Option<View<F>> {
        let (model, place) = (self.model.clone()?, self.place.clone()?);
        Some(View { model, place, lang, send: self.send.clone() })
    }

    fn with_model(&mut self, change: impl FnOnce(&Table<F>, &mut F::Model) -> Commands<F>) -> Commands<F> {
        // Nothing can have happened on a page that has no functions yet.
        let Some(table) = &self.table else { return vec![] };
        let model = self.model.get_or_insert_with(|| Rc::new((table.model)()));
        change(table, Rc::make_mut(model))
    }
}

/// For tables: nothing happens when the page is left, and nothing can be taken back.
pub fn nothing<F: Feature>(_: &mut F::Model, _: Lang) -> Commands<F> {
    vec![]
}

/// For tables: no key does anything that it does not do everywhere.
pub fn no_keys<F: Feature>(_: &F::Model, _: Key<'_>) -> Option<F::Msg> {
    None
}

/// For tables: the page opens no dialog.
pub fn no_dialog<F: Feature>(_: View<F>) -> (&'static str, Html) {
    ("", Html::default())
}
