//! What each action does to the Simulate page, without a browser.

use freepublish::envelope::{Secrets, Token, open};
use freepublish::inspection::Mode;
use freepublish::simulate::scenario::shipped;
use freepublish::simulate::timeline::{Message, What};
use freepublish::{Lang, Options, Outcome};
use freepublish_lab::i18n::Texts;
use freepublish_lab::route::{Place, Route};
use freepublish_lab::state::{
    Action, Effect, Field as KeyField, FormField, Secret, SimulateAction, SimulateEffect, Simulation, Speed,
    State, Theme,
};

fn at(fragment: &str) -> State {
    State::new(Lang::Zh, Theme::Auto, Route::parse(fragment))
}

fn act(state: &mut State, action: SimulateAction) -> Vec<Effect> {
    state.reduce(Action::Simulate(action))
}

fn toast(state: &State) -> &str {
    state.toast.as_ref().map_or("", |toast| &toast.text)
}

fn write(state: &mut State, text: &str) {
    act(state, SimulateAction::Edit(text.to_owned()));
}

/// The last news of the platform about a publish.
fn last_outcome(page: &Simulation) -> Option<Outcome> {
    page.told.iter().flatten().last().map(|told| told.outcome)
}

#[test]
fn every_shipped_scenario_is_played_to_its_expected_news() {
    let expected = [
        ("happy-path", Outcome::Published),
        ("originality-failed", Outcome::OriginalityFailed),
        ("rejected", Outcome::Refused),
        ("failed", Outcome::Failed),
        ("deleted-later", Outcome::DeletedByUser),
        ("banned-later", Outcome::BannedBySystem),
        ("token-kicked-out", Outcome::Published),
        ("quota-used-up", Outcome::Published),
        ("ip-not-on-whitelist", Outcome::Published),
        ("callback-lost", Outcome::Published),
        ("callback-twice", Outcome::Published),
        ("callbacks-out-of-order", Outcome::Published),
        ("slow-handler", Outcome::Published),
        ("busy-but-accepted", Outcome::Published),
    ];
    assert_eq!(
        expected.map(|(name, _)| name).as_slice(),
        shipped::ALL.iter().map(|it| it.name).collect::<Vec<_>>()
    );
    for (name, outcome) in expected {
        let mut state = at(&format!("#/simulate/{name}"));
        assert_eq!(state.simulation.shipped().map(|shipped| shipped.name), Some(name));
        act(&mut state, SimulateAction::Finish);
        assert!(state.simulation.player.is_over(), "{name}");
        assert_eq!(last_outcome(&state.simulation), Some(outcome), "{name}");
    }
}

#[test]
fn no_scenario_has_the_name_of_another_place() {
    assert_eq!(shipped::find("callback"), None);
}

#[test]
fn ticks_bring_entries_and_steps_bring_one() {
    let mut state = at("#/simulate/happy-path");
    act(&mut state, SimulateAction::SetSpeed(Speed::Real));
    act(&mut state, SimulateAction::Play);
    let effects = act(&mut state, SimulateAction::Tick(100));
    assert_eq!(state.simulation.player.happened().len(), 2, "the call and its answer");
    assert_eq!(effects, [Effect::Simulate(SimulateEffect::ShowEntry(1))]);
    assert_eq!(act(&mut state, SimulateAction::Tick(100)), []);
    act(&mut state, SimulateAction::Step);
    assert_eq!(state.simulation.player.happened().len(), 3);
    assert!(!state.simulation.player.is_playing());
    act(&mut state, SimulateAction::Restart);
    assert_eq!((state.simulation.player.happened().len(), state.simulation.told.len()), (0, 0));
}

#[test]
fn the_clock_stands_while_another_page_is_shown() {
    let mut state = at("#/simulate");
    act(&mut state, SimulateAction::Play);
    state.reduce(Action::Navigate(Route::parse("#/status")));
    assert!(!state.simulation.player.is_playing());
}

#[test]
fn a_text_with_mistakes_keeps_the_timeline_before_it() {
    let mut state = at("#/simulate");
    act(&mut state, SimulateAction::Finish);
    let before = state.simulation.player.clone();
    write(&mut state, "at 0s token\nat soon submit");
    let [mistake] = &*state.simulation.mistakes else { panic!("{:?}", state.simulation.mistakes) };
    let span = mistake.span;
    assert_eq!(mistake.line, 2);
    assert_eq!(state.simulation.player, before);
    let effects = act(&mut state, SimulateAction::Jump(span));
    assert_eq!(effects, [Effect::Simulate(SimulateEffect::Select { start: 15, end: 19, line: 1 })]);

    write(&mut state, "at 0s token\nat 1s submit");
    assert!(state.simulation.mistakes.is_empty());
    assert!(state.simulation.player.is_over(), "who changes a scenario at its end wants to see its end");
    assert_ne!(state.simulation.player.timeline, before.timeline);
}

#[test]
fn a_scenario_written_by_hand_can_be_had_back() {
    let mut state = at("#/simulate");
    write(&mut state, "at 0s token");
    let effects = act(&mut state, SimulateAction::Choose("rejected"));
    assert!(effects.contains(&Effect::GoTo("#/simulate/rejected".to_owned())));
    assert_eq!(state.simulation.shipped().map(|shipped| shipped.name), Some("rejected"));
    assert!(state.toast.as_ref().is_some_and(|toast| toast.undo.is_some()));
    state.reduce(Action::Navigate(Route::parse("#/simulate/rejected")));
    assert!(state.toast.is_some(), "the address that follows is no wish of its own");
    state.reduce(Action::Undo);
    assert_eq!(&*state.simulation.text, "at 0s token");

    act(&mut state, SimulateAction::Choose("failed"));
    act(&mut state, SimulateAction::Choose("rejected"));
    assert_eq!(
        toast(&state),
        freepublish_lab::i18n::SimulateTexts::of(Lang::Zh).replaced,
        "only the first was a loss"
    );
}

#[test]
fn coming_back_to_an_address_keeps_what_was_changed_since() {
    let mut state = at("#/simulate/rejected");
    write(&mut state, "at 0s token");
    state.reduce(Action::Navigate(Route::default()));
    state.reduce(Action::Navigate(Route::parse("#/simulate/rejected")));
    assert_eq!(&*state.simulation.text, "at 0s token");
    act(&mut state, SimulateAction::Choose("rejected"));
    assert!(state.simulation.shipped().is_some(), "choosing it again takes it as it was");
}

#[test]
fn a_link_brings_an_edited_scenario_back_without_secrets() {
    let mut state = at("#/simulate");
    act(&mut state, SimulateAction::FillAccount);
    write(
        &mut state,
        "title zh 试试\nmode secure\nurl https://h.example/?access_token=70_abc\nat 0s token\nat 1s submit\n",
    );
    let effects = act(&mut state, SimulateAction::CopyLink);
    let [Effect::CopyLink { fragment, .. }] = &effects[..] else { panic!("{effects:?}") };
    assert!(fragment.starts_with("#/simulate?s="), "{fragment}");

    let opened = at(fragment);
    assert_eq!(&*opened.simulation.text, state.simulation.text.replace("70_abc", "REMOVED"));
    assert!(opened.simulation.mistakes.is_empty());
    assert!(opened.simulation.account.is_empty(), "secrets stay where they were entered");
}

#[test]
fn a_shipped_scenario_has_a_short_link_and_no_secret_in_it() {
    for shipped in shipped::ALL {
        let mut state = at(&format!("#/simulate/{}", shipped.name));
        let effects = act(&mut state, SimulateAction::CopyLink);
        let [Effect::CopyLink { fragment, .. }] = &effects[..] else { panic!("{effects:?}") };
        assert_eq!(*fragment, format!("#/simulate/{}", shipped.name));
        assert_eq!(freepublish_lab::shell::share::without_secrets(shipped.text).1, 0, "{}", shipped.name);
    }
}

#[test]
fn a_broken_link_keeps_the_scenario_and_an_unknown_name_too() {
    let mut state = at("#/simulate/failed");
    state.reduce(Action::Navigate(Route::parse("#/simulate?s=**")));
    assert_eq!(toast(&state), Texts::of(Lang::Zh).link_unreadable);
    state.reduce(Action::Navigate(Route::parse("#/simulate/nothing-like-it")));
    assert_eq!(state.simulation.shipped().map(|shipped| shipped.name), Some("failed"));
    assert_eq!(state.route, Route::Simulate { place: Place::Scenario(Some("nothing-like-it".to_owned())) });
}

#[test]
fn a_scenario_too_long_for_a_link_is_said_to_be() {
    let mut state = at("#/simulate");
    write(&mut state, &"# x\n".repeat(4_000));
    act(&mut state, SimulateAction::CopyLink);
    assert_eq!(toast(&state), Texts::of(Lang::Zh).link_too_long);
}

#[test]
fn a_message_is_read_on_the_inspect_page_and_the_text_there_can_be_had_back() {
    let mut state = at("#/simulate/originality-failed");
    state.reduce(Action::Edit("{\"errcode\":0}".to_owned()));
    act(&mut state, SimulateAction::Finish);
    let push =
        state.simulation.player.happened().iter().find(|entry| matches!(entry.what, What::Push { .. }));
    let Some(Message::Request(request)) = push.and_then(|push| push.message.clone()) else {
        panic!("a push")
    };
    let effects = act(&mut state, SimulateAction::Open(request.to_http()));
    assert!(effects.contains(&Effect::GoTo("#/inspect".to_owned())), "{effects:?}");
    assert!(state.route.is_inspect());
    assert_eq!(state.inspection.outcome, Outcome::OriginalityFailed);
    state.reduce(Action::Navigate(Route::parse("#/inspect")));
    assert!(state.toast.as_ref().is_some_and(|toast| toast.undo.is_some()));
    state.reduce(Action::Undo);
    assert_eq!(&*state.text, "{\"errcode\":0}");
}

#[test]
fn what_can_be_taken_back_on_one_page_is_not_offered_on_another() {
    let mut state = at("#/simulate");
    write(&mut state, "at 0s token");
    act(&mut state, SimulateAction::Choose("rejected"));
    state.reduce(Action::Navigate(Route::default()));
    assert_eq!(state.toast, None);
    assert_eq!(state.reduce(Action::Undo), [Effect::UndoTyping]);
}

#[test]
fn entered_secrets_encrypt_the_scenario_and_are_not_told() {
    let mut state = at("#/simulate");
    write(&mut state, "mode secure\nat 0s token\nat 1s submit\n");
    act(&mut state, SimulateAction::FillAccount);
    let action = SimulateAction::Enter(FormField::Token, Secret::new("my own token"));
    assert!(!format!("{action:?}").contains("my own"), "{action:?}");
    act(&mut state, action);
    act(&mut state, SimulateAction::Finish);
    assert_eq!(
        last_outcome(&state.simulation),
        Some(Outcome::Published),
        "the page opens what it has sealed"
    );
    let push =
        state.simulation.player.happened().iter().find(|entry| matches!(entry.what, What::Push { .. }));
    let http = push.and_then(|push| push.message.as_ref()).map(Message::http).unwrap_or_default();
    let secrets = Secrets { token: Some(Token::new("my own token")), ..Secrets::default() };
    let codes: Vec<_> = open(&http, &Options::default(), &secrets)
        .inspection
        .diagnostics
        .iter()
        .map(freepublish::Diagnostic::code)
        .collect();
    assert!(!codes.contains(&"envelope/signature-mismatch"), "{codes:?}");
    assert!(!format!("{state:?}").contains("my own"));
}

#[test]
fn the_form_follows_what_is_entered() {
    let mut state = at("#/simulate/callback");
    act(&mut state, SimulateAction::SetMode(Mode::Secure));
    assert!(state.simulation.form.make(&state.simulation.account).is_err());
    act(&mut state, SimulateAction::FillAccount);
    act(&mut state, SimulateAction::Enter(FormField::Seed, Secret::new("7")));
    let callback = state.simulation.form.make(&state.simulation.account).expect("a callback");
    assert!(callback.document.contains("<publish_status>2</publish_status>"), "{}", callback.document);
    assert_eq!(act(&mut state, SimulateAction::UseNow), [Effect::Simulate(SimulateEffect::TellTime)]);
    act(&mut state, SimulateAction::Time(1_800_000_000));
    let later = state.simulation.form.make(&state.simulation.account).map(|callback| callback.at);
    assert_eq!(later, Ok(1_800_000_000));
    act(&mut state, SimulateAction::ClearAccount);
    assert!(state.simulation.account.is_empty());
}

#[test]
fn what_was_encrypted_here_is_opened_on_the_inspect_page_with_the_keys_it_was_made_with() {
    let mut state = at("#/simulate/callback");
    act(&mut state, SimulateAction::SetMode(Mode::Secure));
    act(&mut state, SimulateAction::FillAccount);
    let callback = state.simulation.form.make(&state.simulation.account).expect("a callback");
    act(&mut state, SimulateAction::Open(callback.http()));
    let opened = state.opened.as_ref().map(|opened| opened.inspection.outcome);
    assert_eq!(opened, Some(Outcome::OriginalityFailed));
    assert!(state.keys.is_open, "what was filled in is seen");

    let mut state = at("#/simulate/callback");
    state.reduce(Action::SetKey(KeyField::Token, Secret::new("mine")));
    act(&mut state, SimulateAction::Open(callback.http()));
    assert_eq!(state.keys.value(KeyField::Token), "mine", "keys that were entered there stay");
}
