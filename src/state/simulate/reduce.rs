//! How each action changes the Simulate page.

use std::rc::Rc;

use freepublish::inspection::Mode;
use freepublish::simulate::scenario::shipped;
use freepublish::{Options, inspect};

use super::super::{Effect, Field, State};
use super::{Account, FormField, Player, SimulateAction, SimulateEffect};
use crate::i18n::SimulateTexts;
use crate::route::{Place, Route};
use crate::shell::{Page, share};
use crate::ui::editor::with_line_feeds;

impl State {
    pub(in crate::state) fn simulate(&mut self, action: SimulateAction) -> Vec<Effect> {
        let page = &mut self.simulation;
        match action {
            SimulateAction::Choose(name) => return self.choose(name),
            SimulateAction::ClearAccount => page.set_account(|account| *account = Account::default()),
            SimulateAction::CopyLink => return self.copy_scenario_link(),
            SimulateAction::Edit(text) => {
                if *text != *page.text {
                    page.set_text(text.into());
                    page.before = None;
                }
            }
            SimulateAction::Enter(
                field @ (FormField::AppId | FormField::AesKey | FormField::Token),
                entered,
            ) => {
                page.enter(field, entered);
                page.set_account(|_| {});
            }
            SimulateAction::Enter(field, entered) => page.enter(field, entered),
            SimulateAction::FillAccount => page.set_account(|account| *account = Account::demo()),
            SimulateAction::Finish => return show(page.play(Player::finish)),
            SimulateAction::GoTo(at) => return vec![Effect::Simulate(SimulateEffect::FocusEntry(at))],
            SimulateAction::Jump(span) => return vec![page.select(span)],
            SimulateAction::Open(text) => return self.open_message(&text),
            SimulateAction::Pause => page.player.pause(),
            SimulateAction::Play => return show(page.play(Player::play)),
            SimulateAction::Restart => return show(page.play(Player::restart)),
            SimulateAction::SetMode(mode) => page.form.mode = mode,
            SimulateAction::SetOutcome(outcome) => page.form.outcome = outcome,
            SimulateAction::SetPush(push) => page.form.push = push,
            SimulateAction::SetSpeed(speed) => page.player.speed = speed,
            SimulateAction::Step => return show(page.play(Player::step)),
            SimulateAction::Tick(passed) => return show(page.play(|player| player.tick(passed))),
            SimulateAction::Time(at) => page.form.at = at.to_string(),
            SimulateAction::Toggle(at) => page.toggle(at),
            SimulateAction::UseNow => return vec![Effect::Simulate(SimulateEffect::TellTime)],
        }
        vec![]
    }

    fn choose(&mut self, name: &'static str) -> Vec<Effect> {
        // What was changed since is taken back by choosing the same again.
        self.simulation.from = None;
        let route = Route::Simulate { place: Place::Scenario(Some(name.to_owned())) };
        let address = route.href();
        let mut effects = self.navigate(route);
        effects.push(Effect::GoTo(address));
        effects
    }

    /// The address has become one of this page.
    pub(in crate::state) fn arrive(&mut self, place: &Place) -> Vec<Effect> {
        let texts = SimulateTexts::of(self.lang);
        let text = match place {
            Place::Callback | Place::Scenario(None) => return vec![],
            _ if self.simulation.from.as_ref() == Some(place) => return vec![],
            Place::Scenario(Some(name)) => shipped::find(name).map(|shipped| shipped.text.to_owned()),
            Place::Shared(shared) => share::decode(shared),
        };
        let Some(text) = text else {
            // That a name is unknown stands on the page, as long as the address does.
            let is_link = matches!(place, Place::Shared(_));
            return if is_link { self.say(self.texts().link_unreadable.to_owned()) } else { vec![] };
        };
        self.simulation.from = Some(place.clone());
        self.replace_scenario(with_line_feeds(&text).as_ref().into(), texts.replaced)
    }

    /// Puts another scenario in the place of the present one. One that was written by hand stays a click away.
    fn replace_scenario(&mut self, text: Rc<str>, message: &str) -> Vec<Effect> {
        let page = &mut self.simulation;
        let is_loss = page.shipped().is_none() && page.text != text;
        let before = Rc::clone(&page.text);
        page.player.restart();
        page.set_text(text);
        page.before = None;
        if !is_loss {
            return vec![];
        }
        let effects = self.say(message.to_owned());
        if let Some(toast) = &mut self.toast {
            toast.undo = Some(Page::Inspect);
            self.simulation.before = Some((before, toast.id));
        }
        effects
    }

    /// Takes back [`Self::replace_scenario`], if that is what the message offers.
    pub(in crate::state) fn undo_scenario(&mut self) -> Option<Vec<Effect>> {
        let shown = self.toast.as_ref().map(|toast| toast.id);
        let (text, _) = self.simulation.before.take_if(|(_, toast)| shown == Some(*toast))?;
        self.simulation.set_text(text);
        Some(self.say(self.texts().undone.to_owned()))
    }

    /// Another page is shown: nobody watches the clock, and what can be taken back here is not there.
    pub(in crate::state) fn leave_simulation(&mut self) {
        self.simulation.player.pause();
        if let Some((_, offered)) = self.simulation.before.take() {
            self.toast.take_if(|toast| toast.id == offered);
        }
    }

    fn copy_scenario_link(&mut self) -> Vec<Effect> {
        let texts = SimulateTexts::of(self.lang);
        let Some(place) = self.simulation.place() else {
            return self.say(self.texts().link_too_long.to_owned());
        };
        let fragment = Route::Simulate { place }.href();
        vec![Effect::CopyLink { fragment, done: texts.copied_scenario_link.to_owned() }]
    }

    /// What was encrypted here can be opened there. Keys that the reader has entered there stay.
    fn lend_keys(&mut self, text: &str) {
        let envelope = inspect(text, &Options::default()).envelope;
        let Some(mode) = envelope.map(|envelope| envelope.mode).filter(|mode| *mode != Mode::Plain) else {
            return;
        };
        if self.keys.is_empty() {
            let Account { token, aes_key, app_id } = self.simulation.account.or_demo(mode);
            for (field, value) in [(Field::Token, token), (Field::Key, aes_key), (Field::AppId, app_id)] {
                self.keys.set(field, value);
            }
            self.keys.is_open = true;
        }
    }

    fn open_message(&mut self, text: &str) -> Vec<Effect> {
        self.lend_keys(text);
        self.leave_simulation();
        self.open_in_inspect(text, SimulateTexts::of(self.lang).loaded_message.to_owned())
    }
}

fn show(entry: Option<usize>) -> Vec<Effect> {
    entry.map(|entry| Effect::Simulate(SimulateEffect::ShowEntry(entry))).into_iter().collect()
}
