//! What the page shows: a scenario and how far it was played, and the form for one callback.

use std::collections::BTreeSet;
use std::rc::Rc;

use freepublish::envelope::{Secrets, open};
use freepublish::inspection::Mode;
use freepublish::simulate::scenario::shipped::{self, Shipped};
use freepublish::simulate::timeline::{Entry, Party};
use freepublish::simulate::{Mistake, Scenario};
use freepublish::{Inspection, Kind, LineIndex, Options, Outcome, Span};

use super::account::{self, Account};
use super::{Form, FormField, Own, Place, Player};
use crate::shell::{Secret, share};
use crate::ui::editor::utf16;

/// What the page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The scenario in the editor. Line feeds only, as in a text area.
    pub text: Rc<str>,
    /// What is wrong with the text.
    pub mistakes: Rc<[Mistake]>,
    /// What is played: the text, or what it was when it was last in order.
    pub scenario: Option<Rc<Scenario>>,
    /// How far it was played.
    pub player: Player,
    /// What has happened so far. An entry that stays is the same one, so that it is not drawn anew.
    pub happened: Rc<Vec<Rc<Happened>>>,
    /// The entries that are unfolded.
    pub open: Rc<BTreeSet<usize>>,
    /// The secrets of the account.
    pub account: Rc<Account>,
    /// The form for one callback.
    pub form: Rc<Form>,
    /// The address the text came from. To come back to it is no wish for the same text again.
    pub(super) from: Option<Place>,
    /// What the text was before it was replaced, as long as it can be had back.
    pub(super) before: Option<Rc<str>>,
}

/// An entry of the timeline that has happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Happened {
    /// The entry.
    pub entry: Entry,
    /// What its message says about a publish, if it is one of WeChat's and says something.
    pub told: Option<Inspection>,
}

impl Eq for Happened {}

impl Default for Model {
    fn default() -> Self {
        let mut new = Self {
            text: "".into(),
            mistakes: [].into(),
            scenario: None,
            player: Player::default(),
            happened: Rc::default(),
            open: Rc::default(),
            account: Rc::default(),
            form: Rc::default(),
            from: None,
            before: None,
        };
        new.set_text(shipped::ALL.first().map_or("", |first| first.text).into());
        new
    }
}

impl Model {
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

    pub(super) fn set_text(&mut self, text: Rc<str>) {
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
        let credentials = self.account.credentials_or_demo(scenario.config().mode);
        self.player = self.player.with(freepublish::simulate::run(scenario, &credentials));
        // What happened as before stays as it is, up to the first difference.
        let pairs = self.happened.iter().zip(self.player.happened());
        let same = pairs.take_while(|(one, entry)| one.entry == **entry).count();
        self.forget(same);
        self.listen();
    }

    /// Of what has happened, only so many entries have.
    fn forget(&mut self, left: usize) {
        if left < self.happened.len() {
            Rc::make_mut(&mut self.happened).truncate(left);
            drop(Rc::make_mut(&mut self.open).split_off(&left));
        }
    }

    /// Reads the messages that are new.
    fn listen(&mut self) {
        self.forget(self.player.happened().len());
        let shown = self.player.happened();
        if shown.len() == self.happened.len() {
            return;
        }
        let secrets = account::secrets(self.account.credentials_or_demo(self.mode()));
        let happened = Rc::make_mut(&mut self.happened);
        for entry in &shown[happened.len()..] {
            happened.push(Rc::new(Happened { entry: entry.clone(), told: told(entry, &secrets) }));
        }
    }

    /// Turns the player's clock. The entry that is the newest by that, if one is new.
    pub(super) fn play(&mut self, how: impl FnOnce(&mut Player)) -> Option<usize> {
        let before = self.happened.len();
        how(&mut self.player);
        self.listen();
        let shown = self.happened.len();
        (shown > before).then(|| shown - 1)
    }

    pub(super) fn enter(&mut self, field: FormField, entered: Secret) {
        let mut account = (*self.account).clone();
        match field {
            FormField::AppId => account.app_id = entered,
            FormField::AesKey => account.aes_key = entered,
            FormField::Token => account.token = entered,
            _ => return Rc::make_mut(&mut self.form).enter(field, entered.reveal()),
        }
        self.set_account(account);
    }

    pub(super) fn toggle(&mut self, at: usize) {
        let open = Rc::make_mut(&mut self.open);
        if !open.remove(&at) && at < self.happened.len() {
            open.insert(at);
        }
    }

    /// What selects a place of the text in the editor.
    pub(super) fn select(&self, span: Span) -> Own {
        let (start, end) = utf16(&self.text, span);
        let line = LineIndex::new(&self.text).line_of(span.start);
        Own::Select { start, end, line }
    }

    pub(super) fn set_account(&mut self, account: Account) {
        self.account = account.into();
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
