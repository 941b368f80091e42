//! Whatever happens on the Simulate page, in whatever order: nothing panics, no text is lost, and the clock of the browser
//! runs exactly as long as the page says that it plays.

use std::rc::Rc;

use freepublish::catalogue::status::STATUSES;
use freepublish::envelope::seal::PushFormat;
use freepublish::inspection::Mode;
use freepublish::simulate::Callback;
use freepublish::simulate::scenario::shipped;
use freepublish::{Lang, Span};
use freepublish_lab::shell::{Command, Secret};
use freepublish_lab::simulate::{FormField, Model, Msg, Own, Place, Speed, arrive, leave, undo, update};
use proptest::prelude::*;
use proptest::sample::select;

use crate::random::config;

/// Something that happens.
#[derive(Clone, Debug)]
enum Step {
    Arrive(Place),
    Leave,
    /// A message.
    Send(Msg),
    /// The message of an entry is opened on the Inspect page, if there is one.
    Open(usize),
    Undo,
}

/// Lines of scenarios, most of them in order.
const LINES: [&str; 18] = [
    "at 0s token",
    "at 0s token",
    "at 1s submit",
    "at 1s submit main by cron",
    "at 1m get every 30s times 3",
    "at 10d get",
    "at soon token",
    "draft main articles 3",
    "draft main outcome rejected fail-idx 2 takes 3m",
    "draft main callback twice",
    "draft main callback lost",
    "errcode submit 53503 times 1",
    "handler slow 6s, quoted, success",
    "mode compatible",
    "mode secure",
    "server cron ip 203.0.113.8",
    "title zh 试试",
    "# 😀",
];

fn text() -> impl Strategy<Value = String> {
    let lines = || prop::collection::vec(select(&LINES[..]), 0..8).prop_map(|lines| lines.join("\n"));
    let one = select(shipped::ALL).prop_map(|shipped| shipped.text);
    prop_oneof![
        2 => lines(),
        2 => (one.clone(), lines()).prop_map(|(text, lines)| [text, &lines].concat()),
        // As it is while somebody deletes it.
        2 => (one.clone(), any::<prop::sample::Index>()).prop_map(|(text, end)| {
            text.chars().take(end.index(text.chars().count())).collect()
        }),
        1 => one.prop_map(str::to_owned),
        1 => ".{0,40}",
    ]
}

fn place() -> impl Strategy<Value = Place> {
    prop_oneof![
        Just(Place::Callback),
        Just(Place::Scenario(None)),
        Just(Place::Scenario(Some("nothing-like-it".to_owned()))),
        select(shipped::ALL).prop_map(|shipped| Place::Scenario(Some(shipped.name.to_owned()))),
        text().prop_map(|text| Place::Shared(freepublish_lab::shell::share::encode(&text))),
        "[a-zA-Z0-9_*-]{0,12}".prop_map(Place::Shared),
    ]
}

fn enter() -> impl Strategy<Value = Msg> {
    let fields = [
        FormField::AppId,
        FormField::AesKey,
        FormField::Articles,
        FormField::At,
        FormField::FailIdx,
        FormField::Seed,
        FormField::Token,
        FormField::Url,
    ];
    let content = prop_oneof![
        "[0-9]{0,20}",
        any::<i64>().prop_map(|number| number.to_string()),
        "[a-zA-Z0-9]{43}",
        select(&["1,3", "1，2", "http://localhost:3000/wechat", "https://h.example/?x#y", " "][..])
            .prop_map(str::to_owned),
        ".{0,20}",
    ];
    (select(fields.to_vec()), content).prop_map(|(field, content)| Msg::Enter(field, Secret::new(content)))
}

fn msg() -> impl Strategy<Value = Msg> {
    let number = || prop_oneof![0..20_usize, any::<usize>()];
    prop_oneof![
        4 => text().prop_map(Msg::Edit),
        3 => prop_oneof![0..100_000_i64, any::<i64>()].prop_map(Msg::Tick),
        3 => enter(),
        2 => select(shipped::ALL).prop_map(|shipped| Msg::Choose(shipped.name)),
        2 => select(vec![Msg::Play, Msg::Pause, Msg::Step, Msg::Finish, Msg::Restart]),
        2 => Just(Msg::Play),
        1 => select(Speed::ALL.to_vec()).prop_map(Msg::SetSpeed),
        1 => select(vec![Msg::ClearAccount, Msg::FillAccount, Msg::CopyLink, Msg::UseNow]),
        1 => select(vec![Mode::Plain, Mode::Compatible, Mode::Secure]).prop_map(Msg::SetMode),
        1 => select(vec![PushFormat::Xml, PushFormat::Json]).prop_map(Msg::SetPush),
        1 => select(STATUSES).prop_map(|row| Msg::SetOutcome(row.outcome)),
        1 => any::<i64>().prop_map(Msg::Time),
        1 => number().prop_map(Msg::GoTo),
        2 => number().prop_map(Msg::Toggle),
        1 => (number(), number()).prop_map(|(a, b)| Msg::Jump(Span::new(a.min(b), a.max(b)))),
        1 => text().prop_map(Msg::Open),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        20 => msg().prop_map(Step::Send),
        3 => place().prop_map(Step::Arrive),
        1 => Just(Step::Leave),
        1 => (0..20_usize).prop_map(Step::Open),
        2 => Just(Step::Undo),
    ]
}

fn take(model: &mut Model, step: &Step) -> Vec<Command<Own>> {
    match step {
        Step::Arrive(place) => arrive(model, place, Lang::En),
        Step::Leave => leave(model, Lang::En),
        Step::Send(msg) => update(model, msg.clone(), Lang::En),
        Step::Open(at) => {
            let message = model.happened.get(*at).and_then(|one| one.entry.message.clone());
            message.map_or(vec![], |message| update(model, Msg::Open(message.http()), Lang::En))
        }
        Step::Undo => undo(model, Lang::En),
    }
}

/// What is known from the outside.
#[derive(Debug, Default)]
struct Seen {
    /// Whether the clock of the browser runs.
    is_ticking: bool,
    /// The text that is offered to be put back.
    offered: Option<Rc<str>>,
}

impl Seen {
    fn hear(&mut self, before: &Model, step: &Step, commands: &[Command<Own>]) {
        if matches!(step, Step::Undo) {
            self.offered = None;
        }
        for command in commands {
            match command {
                Command::Offer(_) => self.offered = Some(before.text.clone()),
                Command::Withdraw => self.offered = None,
                Command::Own(Own::StartClock) => {
                    assert!(!std::mem::replace(&mut self.is_ticking, true), "it runs already");
                }
                Command::Own(Own::StopClock) => {
                    assert!(std::mem::replace(&mut self.is_ticking, false), "it stands already");
                }
                _ => {}
            }
        }
    }
}

fn check(before: &Model, step: &Step, model: &Model, seen: &Seen) {
    assert_eq!(seen.is_ticking, model.player.is_playing());

    // What is shown is what has happened.
    let entries: Vec<_> = model.happened.iter().map(|one| &one.entry).collect();
    assert_eq!(entries, model.player.happened().iter().collect::<Vec<_>>());
    assert!(model.open.iter().all(|at| *at < entries.len()), "{:?}", model.open);
    assert!(model.player.now() >= 0);
    assert!(model.player.until_next().is_none_or(|wait| wait >= 0));

    // Only the reader changes a text for good.
    match step {
        Step::Send(Msg::Edit(text)) => assert_eq!(&*model.text, text.as_str()),
        Step::Undo => {}
        _ if before.text == model.text || before.shipped().is_some() => {}
        _ => assert_eq!(seen.offered.as_ref(), Some(&before.text), "a text is gone"),
    }
    if !model.mistakes.is_empty() && matches!(step, Step::Send(Msg::Edit(_))) {
        assert!(Rc::ptr_eq(&before.player.timeline, &model.player.timeline), "the last that could be read");
    }

    // What is offered is what comes back, and nothing else does.
    let mut undone = model.clone();
    undo(&mut undone, Lang::En);
    assert_eq!(&undone.text, seen.offered.as_ref().unwrap_or(&model.text));

    // The form makes a callback or says why not.
    drop(model.form.make(&model.account).as_ref().map(Callback::http));
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn no_message_panics_or_loses_a_text(steps in prop::collection::vec(step(), 1..40)) {
        let mut model = Model::default();
        let mut seen = Seen::default();
        for step in &steps {
            let before = model.clone();
            let commands = take(&mut model, step);
            seen.hear(&before, step, &commands);
            check(&before, step, &model, &seen);
        }
    }
}
