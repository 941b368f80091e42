//! What each message changes. No browser in here.

use std::rc::Rc;

use freepublish::inspection::Mode;
use freepublish::simulate::scenario::shipped;
use freepublish::{Lang, Options, inspect};

use super::{Account, Commands, Model, Msg, Own, Place, Player, Words};
use crate::shell::{self, Command, share};
use crate::ui::editor::with_line_feeds;

/// What a message changes.
pub fn update(model: &mut Model, msg: Msg, lang: Lang) -> Commands {
    keep_time(model, |model| act(model, msg, lang))
}

/// The address has become one of this page.
pub fn arrive(model: &mut Model, place: &Place, lang: Lang) -> Commands {
    keep_time(model, |model| model.go(place, lang))
}

/// Another page is shown: nobody watches the clock, and what can be taken back here is not there.
pub fn leave(model: &mut Model, _: Lang) -> Commands {
    keep_time(model, |model| {
        model.player.pause();
        model.withdraw()
    })
}

/// Puts the scenario back that another has taken the place of.
pub fn undo(model: &mut Model, lang: Lang) -> Commands {
    keep_time(model, |model| {
        let Some(text) = model.before.take() else { return vec![] };
        model.play(Player::restart);
        model.set_text(text);
        vec![Command::Say(shell::Words::of(lang).undone.to_owned())]
    })
}

/// The clock in the browser runs as long as the player says that it plays.
fn keep_time(model: &mut Model, change: impl FnOnce(&mut Model) -> Commands) -> Commands {
    let was_playing = model.player.is_playing();
    let mut commands = change(model);
    match (was_playing, model.player.is_playing()) {
        (false, true) => commands.push(Command::Own(Own::StartClock)),
        (true, false) => commands.push(Command::Own(Own::StopClock)),
        (false, false) | (true, true) => {}
    }
    commands
}

fn act(model: &mut Model, msg: Msg, lang: Lang) -> Commands {
    let words = Words::of(lang);
    match msg {
        Msg::Choose(name) => return model.choose(name, lang),
        Msg::ClearAccount => model.set_account(Account::default()),
        Msg::Copy { text, done } => return vec![Command::Copy { text, done }],
        Msg::CopyLink => return vec![model.copy_link(words)],
        Msg::Edit(text) => {
            if *text != *model.text {
                model.set_text(text.into());
                return model.withdraw();
            }
        }
        Msg::Enter(field, entered) => model.enter(field, entered),
        Msg::FillAccount => model.set_account(Account::demo()),
        Msg::Finish => return show(model.play(Player::finish)),
        Msg::GoTo(at) => return vec![Command::Show(super::id::entry(at))],
        Msg::Jump(span) => return vec![Command::Own(model.select(span))],
        Msg::Open(text) => return vec![model.open_message(text, words)],
        Msg::Pause => model.player.pause(),
        Msg::Play => return show(model.play(Player::play)),
        Msg::Restart => return show(model.play(Player::restart)),
        Msg::SetMode(mode) => Rc::make_mut(&mut model.form).mode = mode,
        Msg::SetOutcome(outcome) => Rc::make_mut(&mut model.form).outcome = outcome,
        Msg::SetPush(push) => Rc::make_mut(&mut model.form).push = push,
        Msg::SetSpeed(speed) => model.player.speed = speed,
        Msg::Step => return show(model.play(Player::step)),
        Msg::Tick(passed) => return show(model.play(|player| player.tick(passed))),
        Msg::Time(at) => Rc::make_mut(&mut model.form).at = at.to_string(),
        Msg::Toggle(at) => model.toggle(at),
        Msg::UseNow => return vec![Command::Own(Own::TellTime)],
    }
    vec![]
}

impl Model {
    fn choose(&mut self, name: &'static str, lang: Lang) -> Commands {
        // What was changed since is taken back by choosing the same again.
        self.from = None;
        let place = Place::Scenario(Some(name.to_owned()));
        let mut commands = self.go(&place, lang);
        commands.push(Command::GoTo(place.href()));
        commands
    }

    fn go(&mut self, place: &Place, lang: Lang) -> Commands {
        let text = match place {
            Place::Callback | Place::Scenario(None) => return vec![],
            _ if self.from.as_ref() == Some(place) => return vec![],
            Place::Scenario(Some(name)) => shipped::find(name).map(|shipped| shipped.text.to_owned()),
            Place::Shared(shared) => share::decode(shared),
        };
        let Some(text) = text else {
            // That a name is unknown stands on the page, as long as the address does.
            let is_link = matches!(place, Place::Shared(_));
            let said = || Command::Say(shell::Words::of(lang).link_unreadable.to_owned());
            return is_link.then(said).into_iter().collect();
        };
        self.from = Some(place.clone());
        self.replace(with_line_feeds(&text).as_ref().into(), Words::of(lang))
    }

    /// Puts another scenario in the place of the present one. One that was written by hand stays a click away.
    fn replace(&mut self, text: Rc<str>, words: &Words) -> Commands {
        let is_loss = self.shipped().is_none() && self.text != text;
        let before = Rc::clone(&self.text);
        self.play(Player::restart);
        self.set_text(text);
        if !is_loss {
            return vec![];
        }
        self.before = Some(before);
        vec![Command::Offer(words.replaced.to_owned())]
    }

    /// What was replaced cannot be had back any more.
    fn withdraw(&mut self) -> Commands {
        self.before.take().map(|_| Command::Withdraw).into_iter().collect()
    }

    fn copy_link(&self, words: &Words) -> Command<Own> {
        match self.place() {
            Some(place) => {
                let done = words.copied_scenario_link.to_owned();
                Command::CopyLink { fragment: place.href(), done }
            }
            None => Command::Say(words.link_too_long.to_owned()),
        }
    }

    /// What was encrypted here can be opened there, with the secrets it was made with.
    fn open_message(&self, text: String, words: &Words) -> Command<Own> {
        let envelope = inspect(&text, &Options::default()).envelope;
        let mode = envelope.map(|envelope| envelope.mode).filter(|mode| *mode != Mode::Plain);
        let secrets = mode.map(|mode| self.account.lend(mode));
        Command::OpenInInspect { text, secrets, said: words.loaded_message.to_owned() }
    }
}

fn show(entry: Option<usize>) -> Commands {
    entry.map(|entry| Command::Own(Own::ShowEntry(entry))).into_iter().collect()
}
