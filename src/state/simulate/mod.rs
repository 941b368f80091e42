//! The Simulate page: a scenario and how far it was played, and the form for one callback.

use std::rc::Rc;

use freepublish::envelope::{Secrets, open};
use freepublish::inspection::Mode;
use freepublish::simulate::scenario::shipped::{self, Shipped};
use freepublish::simulate::timeline::{Entry, Party};
use freepublish::simulate::{Mistake, Scenario};
use freepublish::{Inspection, Kind, LineIndex, Options, Outcome, Span};

use super::Effect;
use crate::route::Place;
use crate::shell::share;
use crate::ui::editor::utf16;

mod account;
mod action;
mod callback;
mod player;
mod reduce;

pub use account::{Account, Unfit};
pub use action::{SimulateAction, SimulateEffect};
pub use callback::{Fault, Form, FormField};
pub use player::{Player, Speed};

/// What the page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Simulation {
    /// The scenario in the editor. Line feeds only, as in a text area.
    pub text: Rc<str>,
    /// What is wrong with the text.
    pub mistakes: Rc<[Mistake]>,
    /// What is played: the text, or what it was when it was last in order.
    pub scenario: Option<Rc<Scenario>>,
    /// How far it was played.
    pub player: Player,
    /// What the messages say that have happened so far, a place for each.
    pub told: Vec<Option<Rc<Inspection>>>,
    /// The entries that are unfolded.
    pub open: Vec<usize>,
    /// The secrets of the account.
    pub account: Account,
    /// The form for one callback.
    pub form: Form,
    /// The address the text came from. To come back to it is no wish for the same text again.
    from: Option<Place>,
    /// What the text was before it was replaced, and the message that offers it back.
    before: Option<(Rc<str>, u32)>,
}

impl Default for Simulation {
    fn default() -> Self {
        let mut new = Self {
            text: "".into(),
            mistakes: [].into(),
            scenario: None,
            player: Player::default(),
            told: Vec::new(),
            open: Vec::new(),
            account: Account::default(),
            form: Form::default(),
            from: None,
            before: None,
        };
        new.set_text(shipped::ALL.first().map_or("", |first| first.text).into());
        new
    }
}

impl Simulation {
    /// The shipped scenario whose text this is.
    pub fn shipped(&self) -> Option<&'static Shipped> {
        shipped::ALL.iter().find(|shipped| *shipped.text == *self.text)
    }

    /// The mode of what is played; plain where nothing is.
    pub fn mode(&self) -> Mode {
        self.scenario.as_ref().map_or(Mode::Plain, |scenario| scenario.config().mode)
    }

    /// Where the scenario can be reached.
    pub fn place(&self) -> Option<Place> {
        if let Some(shipped) = self.shipped() {
            return Some(Place::Scenario(Some(shipped.name.to_owned())));
        }
        let text = share::without_secrets(&self.text).0;
        (text.len() <= share::MAX_SHARED).then(|| Place::Shared(share::encode(&text)))
    }

    fn set_text(&mut self, text: Rc<str>) {
        match Scenario::parse(&text) {
            Ok(scenario) => {
                self.mistakes = [].into();
                self.scenario = Some(Rc::new(scenario));
                self.run();
            }
            Err(mistakes) => self.mistakes = mistakes.list.into(),
        }
        self.text = text;
    }

    /// Plays the scenario, as far as it had been played: whoever changes it after the end wants to see the end.
    fn run(&mut self) {
        let Some(scenario) = &self.scenario else { return };
        let was_over = self.player.is_over() && self.player.now() > 0;
        let credentials = self.account.credentials_or_demo(scenario.config().mode);
        self.player = self.player.with(freepublish::simulate::run(scenario, &credentials));
        self.told.clear();
        self.open.clear();
        if was_over {
            self.player.finish();
            self.listen();
        }
    }

    /// Reads the messages that are new.
    fn listen(&mut self) {
        let secrets = account::secrets(self.account.credentials_or_demo(self.mode()));
        self.told.truncate(self.player.happened().len());
        for entry in &self.player.happened()[self.told.len()..] {
            self.told.push(told(entry, &secrets).map(Rc::new));
        }
    }

    fn play(&mut self, how: impl FnOnce(&mut Player)) -> Option<usize> {
        let before = self.player.happened().len();
        how(&mut self.player);
        self.listen();
        let shown = self.player.happened().len();
        if shown < before {
            self.open.clear();
        }
        (shown > before).then(|| shown - 1)
    }

    fn enter(&mut self, field: FormField, entered: super::Secret) {
        let text = match field {
            FormField::AppId => return self.account.app_id = entered,
            FormField::AesKey => return self.account.aes_key = entered,
            FormField::Token => return self.account.token = entered,
            FormField::Articles => &mut self.form.articles,
            FormField::At => &mut self.form.at,
            FormField::FailIdx => &mut self.form.fail_idx,
            FormField::Seed => &mut self.form.seed,
            FormField::Url => &mut self.form.url,
        };
        entered.reveal().clone_into(text);
    }

    fn toggle(&mut self, at: usize) {
        match self.open.iter().position(|open| *open == at) {
            Some(place) => drop(self.open.swap_remove(place)),
            None => self.open.push(at),
        }
    }

    fn select(&self, span: Span) -> Effect {
        let (start, end) = utf16(&self.text, span);
        let line = LineIndex::new(&self.text).line_of(span.start);
        Effect::Simulate(SimulateEffect::Select { start, end, line })
    }

    fn set_account(&mut self, change: impl FnOnce(&mut Account)) {
        change(&mut self.account);
        if self.mode() != Mode::Plain {
            self.run();
        }
    }
}

/// What a message of WeChat's says about a publish. The answers to token calls are none of ours.
fn told(entry: &Entry, secrets: &Secrets) -> Option<Inspection> {
    let message = entry.message.as_ref().filter(|_| entry.from == Party::Platform)?;
    let inspection = open(&message.http(), &Options::default(), secrets).inspection;
    (inspection.kind != Kind::Unknown && inspection.outcome != Outcome::Unknown).then_some(inspection)
}
