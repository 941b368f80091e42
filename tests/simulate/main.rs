//! What each message does to the Simulate page, without a browser.

#[cfg(not(target_arch = "wasm32"))]
mod properties;
#[cfg(not(target_arch = "wasm32"))]
#[path = "../support/random.rs"]
mod random;

use std::rc::Rc;

use freepublish::envelope::{AesKey, Secrets, Token, open};
use freepublish::inspection::Mode;
use freepublish::secrets::without_secrets;
use freepublish::simulate::scenario::shipped;
use freepublish::simulate::timeline::{Message, What};
use freepublish::{Lang, Options, Outcome};
use freepublish_lab::shell::{self, Command, Secret};
use freepublish_lab::simulate::{
    FormField, Model, Msg, Own, Place, Speed, Words, arrive, leave, undo, update,
};

fn words() -> &'static Words {
    Words::of(Lang::Zh)
}

/// The page when it is opened by that name of a scenario.
fn at(name: &str) -> Model {
    let mut model = Model::default();
    go(&mut model, name, "");
    model
}

/// The address becomes this: what stands behind `simulate/`, and behind the `?`.
fn go(model: &mut Model, rest: &str, query: &str) -> Vec<Command<Own>> {
    arrive(model, &Place::parse(rest, query), Lang::Zh)
}

fn act(model: &mut Model, msg: Msg) -> Vec<Command<Own>> {
    update(model, msg, Lang::Zh)
}

fn write(model: &mut Model, text: &str) -> Vec<Command<Own>> {
    act(model, Msg::Edit(text.to_owned()))
}

/// The message of the first push.
fn push(model: &Model) -> String {
    let push = model.happened.iter().find(|one| matches!(one.entry.what, What::Push { .. }));
    push.and_then(|push| push.entry.message.as_ref()).map(Message::http).expect("a push")
}

/// The last news of the platform about a publish.
fn last_outcome(model: &Model) -> Option<Outcome> {
    model.happened.iter().filter_map(|one| one.told.as_ref()).next_back().map(|told| told.outcome)
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
        let mut model = at(name);
        assert_eq!(model.shipped().map(|shipped| shipped.name), Some(name));
        act(&mut model, Msg::Finish);
        assert!(model.player.is_over(), "{name}");
        assert_eq!(last_outcome(&model), Some(outcome), "{name}");
    }
}

#[test]
fn no_scenario_has_the_name_of_another_place() {
    assert_eq!(shipped::find("callback"), None);
}

#[test]
fn a_shipped_scenario_has_a_short_link_and_no_secret_in_it() {
    for shipped in shipped::ALL {
        let mut model = at(shipped.name);
        let effects = act(&mut model, Msg::CopyLink);
        let [Command::CopyLink { fragment, .. }] = &effects[..] else { panic!("{effects:?}") };
        assert_eq!(*fragment, format!("#/simulate/{}", shipped.name));
        assert_eq!(without_secrets(shipped.text).1, 0, "{}", shipped.name);
    }
}

#[test]
fn the_form_follows_what_is_entered() {
    let mut model = at("callback");
    act(&mut model, Msg::SetMode(Mode::Secure));
    assert!(model.form.make(&model.account).is_err());
    act(&mut model, Msg::FillAccount);
    act(&mut model, Msg::Enter(FormField::Seed, Secret::new("7")));
    let callback = model.form.make(&model.account).expect("a callback");
    assert!(callback.document.contains("<publish_status>2</publish_status>"), "{}", callback.document);
    assert_eq!(act(&mut model, Msg::UseNow), [Command::Own(Own::TellTime)]);
    act(&mut model, Msg::Time(1_800_000_000));
    let later = model.form.make(&model.account).map(|callback| callback.at);
    assert_eq!(later, Ok(1_800_000_000));
    act(&mut model, Msg::ClearAccount);
    assert!(model.account.is_empty());
}

#[test]
fn ticks_bring_entries_and_steps_bring_one() {
    let mut model = at("happy-path");
    act(&mut model, Msg::SetSpeed(Speed::Real));
    assert_eq!(act(&mut model, Msg::Play), [Command::Own(Own::StartClock)]);
    let commands = act(&mut model, Msg::Tick(100));
    assert_eq!(model.happened.len(), 2, "the call and its answer");
    assert_eq!(commands, [Command::Own(Own::ShowEntry(1))]);
    assert_eq!(act(&mut model, Msg::Tick(100)), []);
    let commands = act(&mut model, Msg::Step);
    assert_eq!(commands, [Command::Own(Own::ShowEntry(2)), Command::Own(Own::StopClock)]);
    assert_eq!(model.happened.len(), 3);
    assert!(!model.player.is_playing());
    act(&mut model, Msg::Restart);
    assert_eq!((model.player.happened().len(), model.happened.len()), (0, 0));
}

#[test]
fn the_clock_stands_while_another_page_is_shown() {
    let mut model = at("");
    act(&mut model, Msg::Play);
    assert_eq!(leave(&mut model, Lang::Zh), [Command::Own(Own::StopClock)]);
    assert!(!model.player.is_playing());
    assert_eq!(go(&mut model, "", ""), []);
}

#[test]
fn a_text_with_mistakes_keeps_the_timeline_before_it() {
    let mut model = at("");
    act(&mut model, Msg::Finish);
    let before = model.player.clone();
    write(&mut model, "at 0s token\nat soon submit");
    let [mistake] = &*model.mistakes else { panic!("{:?}", model.mistakes) };
    let span = mistake.span;
    assert_eq!(mistake.line, 2);
    assert_eq!(model.player, before);
    let commands = act(&mut model, Msg::Jump(span));
    assert_eq!(commands, [Command::Own(Own::Select { start: 15, end: 19, line: 1 })]);

    write(&mut model, "at 0s token\nat 1s submit");
    assert!(model.mistakes.is_empty());
    assert!(model.player.is_over(), "who changes a scenario at its end wants to see its end");
    assert_ne!(model.player.timeline, before.timeline);
}

#[test]
fn a_scenario_written_by_hand_can_be_had_back() {
    let mut model = at("");
    write(&mut model, "at 0s token");
    let commands = act(&mut model, Msg::Choose("rejected"));
    let go_to = Command::GoTo("#/simulate/rejected".to_owned());
    assert_eq!(commands, [Command::Offer(words().replaced.to_owned()), go_to]);
    assert_eq!(model.shipped().map(|shipped| shipped.name), Some("rejected"));
    assert_eq!(go(&mut model, "rejected", ""), [], "the address that follows is no wish of its own");
    assert_eq!(undo(&mut model, Lang::Zh), [Command::Say(shell::Words::of(Lang::Zh).undone.to_owned())]);
    assert_eq!(&*model.text, "at 0s token");
    assert_eq!(undo(&mut model, Lang::Zh), [], "once");
}

#[test]
fn only_what_was_written_by_hand_is_a_loss_and_it_can_be_had_back_past_a_second_choice() {
    let mut model = at("");
    write(&mut model, "at 0s token");
    assert!(act(&mut model, Msg::Choose("failed")).contains(&Command::Offer(words().replaced.to_owned())));
    assert_eq!(act(&mut model, Msg::Choose("rejected")), [Command::GoTo("#/simulate/rejected".to_owned())]);
    undo(&mut model, Lang::Zh);
    assert_eq!(&*model.text, "at 0s token");
}

#[test]
fn what_can_be_had_back_is_no_longer_offered_when_the_reader_goes_on() {
    let replaced = || {
        let mut model = at("");
        write(&mut model, "at 0s token");
        act(&mut model, Msg::Choose("rejected"));
        model
    };
    let mut model = replaced();
    assert_eq!(leave(&mut model, Lang::Zh), [Command::Withdraw]);
    assert_eq!(undo(&mut model, Lang::Zh), []);
    let mut model = replaced();
    assert_eq!(write(&mut model, "at 1s token"), [Command::Withdraw]);
    assert_eq!(undo(&mut model, Lang::Zh), []);
}

#[test]
fn coming_back_to_an_address_keeps_what_was_changed_since() {
    let mut model = at("rejected");
    write(&mut model, "at 0s token");
    leave(&mut model, Lang::Zh);
    go(&mut model, "rejected", "");
    assert_eq!(&*model.text, "at 0s token");
    act(&mut model, Msg::Choose("rejected"));
    assert!(model.shipped().is_some(), "choosing it again takes it as it was");
}

#[test]
fn a_link_brings_an_edited_scenario_back_without_secrets() {
    let mut model = at("");
    act(&mut model, Msg::FillAccount);
    write(
        &mut model,
        "title zh 试试\nmode secure\nurl https://h.example/?access_token=70_abc\nat 0s token\nat 1s submit\n",
    );
    let commands = act(&mut model, Msg::CopyLink);
    let [Command::CopyLink { fragment, .. }] = &commands[..] else { panic!("{commands:?}") };
    let query = fragment.strip_prefix("#/simulate?").expect("an address of the page");

    let mut opened = Model::default();
    go(&mut opened, "", query);
    assert_eq!(&*opened.text, model.text.replace("70_abc", "REMOVED"));
    assert!(opened.mistakes.is_empty());
    assert!(opened.account.is_empty(), "secrets stay where they were entered");
}

#[test]
fn a_broken_link_keeps_the_scenario_and_an_unknown_name_too() {
    let mut model = at("failed");
    assert_eq!(
        go(&mut model, "", "s=**"),
        [Command::Say(shell::Words::of(Lang::Zh).link_unreadable.to_owned())]
    );
    assert_eq!(go(&mut model, "nothing-like-it", ""), []);
    assert_eq!(model.shipped().map(|shipped| shipped.name), Some("failed"));
}

#[test]
fn a_scenario_too_long_for_a_link_is_said_to_be() {
    let mut model = at("");
    write(&mut model, &"# x\n".repeat(4_000));
    assert_eq!(act(&mut model, Msg::CopyLink), [Command::Say(words().link_too_long.to_owned())]);
}

#[test]
fn a_message_is_read_on_the_inspect_page() {
    let mut model = at("originality-failed");
    act(&mut model, Msg::Finish);
    let text = push(&model);
    let said = words().loaded_message.to_owned();
    let commands = act(&mut model, Msg::Open(text.clone()));
    assert_eq!(commands, [Command::OpenInInspect { text, secrets: None, said }]);
}

#[test]
fn what_was_encrypted_here_goes_to_the_inspect_page_with_the_keys_it_was_made_with() {
    let mut model = at("");
    let lent = |model: &mut Model, http: String| {
        let commands = act(model, Msg::Open(http));
        let [Command::OpenInInspect { text, secrets: Some(lent), .. }] = &commands[..] else {
            panic!("{commands:?}")
        };
        let secrets = Secrets {
            token: Some(Token::new(lent.token.reveal())),
            key: Some(AesKey::from_encoding(lent.aes_key.reveal())),
            app_id: Some(lent.app_id.reveal().to_owned()),
            ..Secrets::default()
        };
        open(text, &Options::default(), &secrets).inspection.outcome
    };
    act(&mut model, Msg::SetMode(Mode::Secure));
    act(&mut model, Msg::FillAccount);
    act(&mut model, Msg::Enter(FormField::AppId, Secret::new("wx1")));
    let callback = model.form.make(&model.account).expect("a callback");
    assert_eq!(lent(&mut model, callback.http()), Outcome::OriginalityFailed);

    act(&mut model, Msg::ClearAccount);
    write(&mut model, "mode secure\nat 0s token\nat 1s submit\n");
    act(&mut model, Msg::Finish);
    let http = push(&model);
    assert_eq!(lent(&mut model, http), Outcome::Published, "made with the values that everybody knows");
}

#[test]
fn entered_secrets_encrypt_the_scenario_and_are_not_told() {
    let mut model = at("");
    write(&mut model, "mode secure\nat 0s token\nat 1s submit\n");
    act(&mut model, Msg::FillAccount);
    let msg = Msg::Enter(FormField::Token, Secret::new("my own token"));
    assert!(!format!("{msg:?}").contains("my own"), "{msg:?}");
    act(&mut model, msg);
    act(&mut model, Msg::Finish);
    assert_eq!(last_outcome(&model), Some(Outcome::Published), "the page opens what it has sealed");
    let secrets = Secrets { token: Some(Token::new("my own token")), ..Secrets::default() };
    let opened = open(&push(&model), &Options::default(), &secrets);
    let codes: Vec<_> = opened.inspection.diagnostics.iter().map(freepublish::Diagnostic::code).collect();
    assert!(!codes.contains(&"envelope/signature-mismatch"), "{codes:?}");
    assert!(!format!("{model:?}").contains("my own"));
}

#[test]
fn a_run_goes_on_where_it_was_when_the_scenario_is_changed() {
    let mut model = at("happy-path");
    act(&mut model, Msg::SetSpeed(Speed::Real));
    act(&mut model, Msg::Play);
    act(&mut model, Msg::Tick(45_000));
    act(&mut model, Msg::Toggle(1));
    let before = model.clone();
    assert!(!before.happened.is_empty() && !before.player.is_over());

    assert_eq!(write(&mut model, &format!("{}at 2h token\n", before.text)), [], "the clock goes on");
    assert!(model.player.is_playing());
    assert_eq!(model.player.now(), 45_000);
    assert_eq!(model.player.timeline.entries.len(), before.player.timeline.entries.len() + 2);
    assert_eq!(model.happened.len(), before.happened.len());
    assert!(Rc::ptr_eq(&model.happened[1], &before.happened[1]), "what is the same is not read again");
    assert_eq!(model.open, before.open);

    write(&mut model, &format!("{}at 10s token\n", before.text));
    assert_eq!((model.player.now(), model.happened.len()), (45_000, before.happened.len() + 2));

    act(&mut model, Msg::Pause);
    act(&mut model, Msg::Enter(FormField::Token, Secret::new("t")));
    write(&mut model, &format!("{}mode secure\n", before.text));
    assert_eq!((model.player.now(), model.player.is_playing()), (45_000, false));
    act(&mut model, Msg::FillAccount);
    assert_eq!(model.player.now(), 45_000, "neither do other secrets begin it again");
}

#[test]
fn a_run_is_not_over_because_the_scenario_was_short_for_a_moment() {
    let mut model = at("happy-path");
    act(&mut model, Msg::SetSpeed(Speed::Real));
    act(&mut model, Msg::Play);
    act(&mut model, Msg::Tick(45_000));
    let text = model.text.clone();
    let happened = model.happened.len();
    write(&mut model, "at 0s token\n");
    assert!(model.player.is_over() && !model.player.is_playing());
    write(&mut model, &text);
    assert_eq!((model.player.now(), model.happened.len()), (45_000, happened));
    assert!(!model.player.is_over());
}

#[test]
fn another_scenario_begins_at_its_beginning() {
    let mut model = at("happy-path");
    act(&mut model, Msg::Step);
    act(&mut model, Msg::Choose("rejected"));
    assert_eq!((model.player.now(), model.happened.len()), (0, 0));
    write(&mut model, "at 0s token");
    act(&mut model, Msg::Choose("failed"));
    act(&mut model, Msg::Step);
    undo(&mut model, Lang::Zh);
    assert_eq!((model.player.now(), model.happened.len()), (0, 0));
}
