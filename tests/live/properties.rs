//! Whatever happens on the Live page, in whatever order: nothing panics, a draft is submitted once for each answer to a
//! question, what was typed or submitted is not lost, and no link has another origin called.

use std::collections::BTreeSet;

use freepublish_lab::live::proxy::{
    Failure, Found, Generation, Kept, Problem, Proxy, Reply, StreamNews, Upstream,
};
use freepublish_lab::live::{Delivered, Field, MOST_CALLBACKS, Model, Msg, Own, TABLE, Tried};
use freepublish_lab::shell::{Command, Secret};
use proptest::prelude::*;
use proptest::sample::select;

use crate::common::{LINK, MEDIA_ID, ORIGIN, PUBLISHED, PUBLISHING, act, go, health, leave, visit};
use crate::random::config;

/// Something that happens.
#[derive(Clone, Debug)]
enum Step {
    Arrive(&'static str),
    Leave,
    /// A message.
    Send(Msg),
    /// News of a connection: the one that is waited for, or one from before.
    News(usize, News),
    /// The answer to something that was asked for, if anything was.
    Answer(usize, Reply),
}

#[derive(Clone, Debug)]
enum News {
    Checked(Result<Upstream, Failure>),
    Earlier(Found),
    Look(i64),
    Retry,
    Stream(StreamNews),
    Told(Upstream),
}

const LINKS: [&str; 4] =
    ["#/live", LINK, "#/live?proxy=https%3A%2F%2Felsewhere.example&key=pam-test-key", "#/live?key=k"];

fn text() -> impl Strategy<Value = String> {
    const KNOWN: [&str; 7] = [
        "",
        MEDIA_ID,
        "MEDIA_ID",
        "http://127.0.0.1:8080",
        "https://elsewhere.example/",
        ORIGIN,
        "pam-test-key",
    ];
    prop_oneof![4 => select(&KNOWN[..]).prop_map(str::to_owned), 1 => ".{0,30}"]
}

fn reply() -> impl Strategy<Value = Reply> {
    const ANSWERS: [&str; 6] = [
        r#"{"errcode":0,"errmsg":"ok","publish_id":2247503051}"#,
        r#"{"errcode":0,"errmsg":"ok"}"#,
        r#"{"errcode":53503,"errmsg":"x"}"#,
        r#"{"publish_id":"2247503051","publish_status":1}"#,
        "<html>502</html>",
        "",
    ];
    let problem = |kind: &str| Problem { kind: kind.to_owned(), ..Problem::default() };
    prop_oneof![
        4 => select(&ANSWERS[..]).prop_map(|answer| Reply::Answer(answer.to_owned())),
        1 => select(&["upstream-timeout", "upstream-no-token", ""][..]).prop_map(move |kind| Reply::Problem(problem(kind))),
        1 => Just(Reply::Lost),
    ]
}

fn kept() -> impl Strategy<Value = Kept> {
    const BODIES: [&str; 5] = [PUBLISHED, PUBLISHING, "<xml><Encrypt>x</Encrypt></xml>", "{}", ""];
    (0_u32..700, any::<i64>(), select(&BODIES[..]), any::<bool>()).prop_map(
        |(number, at, body, is_duplicate)| Kept {
            cursor: format!("a.{number}"),
            received_at: at,
            body: body.into(),
            is_duplicate,
            ..Kept::default()
        },
    )
}

fn failure() -> impl Strategy<Value = Failure> {
    select(vec![
        Failure::BadAddress,
        Failure::Unreachable,
        Failure::Cors,
        Failure::WrongKey,
        Failure::NotProxy { status: 404 },
    ])
}

fn upstream() -> impl Strategy<Value = Upstream> {
    select(vec![Upstream::WeChat, Upstream::Simulator, Upstream::Other("another".to_owned())])
}

fn news() -> impl Strategy<Value = News> {
    let stream = prop_oneof![
        3 => Just(StreamNews::Open),
        6 => kept().prop_map(|kept| StreamNews::Callback { id: kept.cursor.clone(), kept }),
        1 => Just(StreamNews::Missed),
        2 => any::<i64>().prop_map(|lasted| StreamNews::Cut { lasted }),
        1 => any::<bool>().prop_map(|is_usual| StreamNews::Silent { is_usual }),
        1 => failure().prop_map(StreamNews::Refused),
    ];
    prop_oneof![
        4 => upstream().prop_map(|upstream| News::Checked(Ok(upstream))),
        1 => failure().prop_map(|failure| News::Checked(Err(failure))),
        1 => prop::collection::vec(kept(), 0..600).prop_map(|list| News::Earlier(Found::Latest(list))),
        1 => select(vec![News::Earlier(Found::TooMany), News::Earlier(Found::Nothing), News::Retry]),
        1 => any::<i64>().prop_map(News::Look),
        6 => stream.prop_map(News::Stream),
        1 => upstream().prop_map(News::Told),
    ]
}

fn message() -> impl Strategy<Value = Msg> {
    let field = select(vec![Field::Address, Field::Key, Field::MediaId, Field::Target]);
    let plain = [
        Msg::Accept,
        Msg::Ask,
        Msg::ClearJobs,
        Msg::Confirm,
        Msg::Connect,
        Msg::Decline,
        Msg::Deliver,
        Msg::Disconnect,
        Msg::LoadEarlier,
        Msg::More,
        Msg::Remember(true),
        Msg::Remember(false),
        Msg::Visit(visit()),
    ];
    let tried = Tried { media_id: MEDIA_ID.to_owned(), is_rehearsal: false };
    prop_oneof![
        8 => select(plain.to_vec()),
        3 => (field, text()).prop_map(|(field, text)| Msg::Enter(field, Secret::new(&text))),
        1 => text().prop_map(Msg::Pick),
        1 => (0_u32..700).prop_map(|number| Msg::Offer(format!("a.{number}"))),
        1 => (0_usize..4, any::<i64>()).prop_map(|(job, at)| Msg::Query { job, at }),
        1 => (0_usize..4, any::<i64>(), reply()).prop_map(|(job, at, reply)| Msg::Queried { job, at, reply }),
        1 => "[a-c]".prop_map(move |tab| Msg::Elsewhere(tab, vec![tried.clone()])),
        1 => (0_usize..4, any::<i64>()).prop_map(|(number, at)| Msg::Delivered { number, at, result: Delivered::Lost }),
    ]
}

/// How many connections or submits before the latest one something is about.
fn back() -> impl Strategy<Value = usize> {
    prop_oneof![4 => Just(0_usize), 1 => 1_usize..4]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        2 => select(&LINKS[..]).prop_map(Step::Arrive),
        1 => Just(Step::Leave),
        8 => message().prop_map(Step::Send),
        6 => (back(), news()).prop_map(|(of, news)| Step::News(of, news)),
        3 => (back(), reply()).prop_map(|(of, reply)| Step::Answer(of, reply)),
    ]
}

/// What people do in one go, beside what happens in any order: they connect, and they submit a draft.
fn steps() -> impl Strategy<Value = Vec<Step>> {
    let enter = |field, text| Step::Send(Msg::Enter(field, Secret::new(text)));
    let connect = [
        enter(Field::Key, "pam-test-key"),
        Step::Send(Msg::Connect),
        Step::News(0, News::Checked(Ok(Upstream::WeChat))),
    ];
    let submit = [enter(Field::MediaId, MEDIA_ID), Step::Send(Msg::Ask), Step::Send(Msg::Confirm)];
    let few = prop_oneof![
        10 => step().prop_map(|step| vec![step]),
        1 => Just(connect.to_vec()),
        2 => Just(submit.to_vec()),
    ];
    prop::collection::vec(few, 1..40).prop_map(|steps| steps.concat())
}

/// What the page has asked of the browser so far.
#[derive(Debug, Default)]
struct Asked {
    checks: Vec<Generation>,
    submits: Vec<usize>,
}

/// The latest most of the time, as it is out there.
fn pick<T: Copy>(list: &[T], back: usize) -> Option<T> {
    list.iter().rev().nth(back).or(list.last()).copied()
}

fn take(model: &mut Model, step: &Step, asked: &Asked) -> Vec<Command<Own>> {
    match step {
        Step::Arrive(link) => go(model, link),
        Step::Leave => leave(model),
        Step::Send(msg) => act(model, msg.clone()),
        Step::News(of, news) => {
            let Some(of) = pick(&asked.checks, *of) else { return vec![] };
            let msg = match news.clone() {
                News::Checked(result) => Msg::Checked(of, result.map(health)),
                News::Earlier(found) => Msg::Earlier(of, found),
                News::Look(at) => Msg::Look(of, at),
                News::Retry => Msg::Retry(of),
                News::Stream(news) => Msg::Stream(of, news),
                News::Told(upstream) => Msg::Told(of, health(upstream)),
            };
            act(model, msg)
        }
        Step::Answer(of, reply) => {
            let Some(job) = pick(&asked.submits, *of) else { return vec![] };
            act(model, Msg::Answered { job, sent_at: 1_000, at: 2_000, reply: reply.clone() })
        }
    }
}

fn check(before: &Model, step: &Step, model: &Model, commands: &[Command<Own>]) {
    // A draft is submitted when the reader says so, once, and it is the one that was asked about.
    let submitted: Vec<usize> = commands.iter().filter_map(submitted).collect();
    if let [job] = submitted[..] {
        assert!(matches!(step, Step::Send(Msg::Confirm)), "{step:?} submits");
        let question = before.question.as_ref().expect("a question");
        let new = model.jobs.iter().find(|known| known.number == job).expect("a job");
        assert_eq!(new.media_id, question.media_id);
    } else {
        assert!(submitted.is_empty(), "submitted several times");
    }

    // No link has another origin called: the reader connects, or agrees to it.
    for proxy in commands.iter().filter_map(checked) {
        let is_wished = matches!(step, Step::Send(Msg::Accept | Msg::Connect));
        assert!(is_wished || proxy.address.is_of(ORIGIN), "{step:?} calls {}", proxy.address.as_str());
    }

    // What was submitted stays until the reader clears it, and what was typed until it is replaced or accepted.
    let numbers = |model: &Model| model.jobs.iter().map(|job| job.number).collect::<BTreeSet<_>>();
    if !matches!(step, Step::Send(Msg::ClearJobs)) {
        assert!(numbers(before).is_subset(&numbers(model)), "{step:?} loses a draft");
    }
    let may_change = matches!(
        step,
        Step::Send(Msg::Enter(Field::MediaId, _) | Msg::Pick(_) | Msg::Confirm) | Step::Answer(..)
    );
    assert!(may_change || before.media_id == model.media_id, "{step:?} changes the draft that was typed");

    // However much comes, the page keeps so much of it, each once.
    let cursors: BTreeSet<&str> = model.inbox.iter().map(|callback| callback.kept.cursor.as_str()).collect();
    assert!(model.inbox.len() <= MOST_CALLBACKS && cursors.len() == model.inbox.len());
}

fn submitted(command: &Command<Own>) -> Option<usize> {
    match command {
        Command::Own(Own::Submit { job, .. }) => Some(*job),
        _ => None,
    }
}

fn checked(command: &Command<Own>) -> Option<&Proxy> {
    match command {
        Command::Own(Own::Check(_, proxy)) => Some(proxy),
        _ => None,
    }
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn no_message_panics_submits_unasked_or_loses_a_draft(steps in steps()) {
        let mut model = (TABLE.model)();
        let mut asked = Asked::default();
        go(&mut model, "#/live");
        act(&mut model, Msg::Visit(visit()));
        for step in &steps {
            let before = model.clone();
            let commands = take(&mut model, step, &asked);
            check(&before, step, &model, &commands);
            for command in &commands {
                if let Command::Own(Own::Check(generation, _)) = command {
                    asked.checks.push(*generation);
                }
                asked.submits.extend(submitted(command));
            }
        }
    }
}
