//! What the tests are written with.

use freepublish::Lang;
use freepublish_lab::live::proxy::{Generation, Health, Kept, Proxy, Reply, Start, StreamNews, Upstream};
use freepublish_lab::live::{Field, Model, Msg, Own, TABLE, Visit};
use freepublish_lab::route::Route;
use freepublish_lab::shell::{Command, Secret};

pub(crate) const LINK: &str = "#/live?proxy=http%3A%2F%2F127.0.0.1%3A8080&key=pam-test-key";
pub(crate) const ORIGIN: &str = "https://lab.example";
pub(crate) const MEDIA_ID: &str = "Zmzu8pPZcmrFVeHBEAQKIk2FjXVWJ2c7dcQTWbQ5zK8";
pub(crate) const PUBLISHED: &str =
    include_str!("../../crates/freepublish/tests/samples/wire-success-one-article.xml");
pub(crate) const PUBLISHING: &str =
    include_str!("../../crates/freepublish/tests/samples/wire-publishing.xml");

pub(crate) fn act(model: &mut Model, msg: Msg) -> Vec<Command<Own>> {
    (TABLE.update)(model, msg, Lang::Zh)
}

pub(crate) fn enter(model: &mut Model, field: Field, text: &str) {
    act(model, Msg::Enter(field, Secret::new(text)));
}

pub(crate) fn visit() -> Visit {
    Visit { origin: ORIGIN.to_owned(), kept: None, saved: None, now: 9_000 }
}

/// Goes to an address of the page.
pub(crate) fn go(model: &mut Model, fragment: &str) -> Vec<Command<Own>> {
    let Route::Live(place) = Route::parse(fragment) else { panic!("{fragment} is elsewhere") };
    (TABLE.arrive)(model, &place, Lang::Zh)
}

/// Goes to another page.
pub(crate) fn leave(model: &mut Model) -> Vec<Command<Own>> {
    (TABLE.leave)(model, Lang::Zh)
}

/// The page, opened at that address.
pub(crate) fn at(fragment: &str) -> Model {
    let mut model = (TABLE.model)();
    go(&mut model, fragment);
    model
}

/// The connection that an effect asks for.
pub(crate) fn checked(commands: &[Command<Own>]) -> Option<(Generation, Proxy)> {
    commands.iter().find_map(|effect| match effect {
        Command::Own(Own::Check(generation, proxy)) => Some((*generation, proxy.clone())),
        _ => None,
    })
}

pub(crate) fn health(upstream: Upstream) -> Health {
    Health { upstream, account: Some("wx1".to_owned()), latest: Some("a.3".to_owned()), ..Health::default() }
}

/// A page that is connected.
pub(crate) fn up() -> (Model, Generation) {
    let mut model = at(LINK);
    act(&mut model, Msg::Visit(visit()));
    let (generation, _) = checked(&act(&mut model, Msg::Accept)).expect("a check");
    act(&mut model, Msg::Checked(generation, Ok(health(Upstream::WeChat))));
    act(&mut model, Msg::Stream(generation, StreamNews::Open));
    (model, generation)
}

pub(crate) fn submits(commands: &[Command<Own>]) -> usize {
    commands.iter().filter(|effect| matches!(effect, Command::Own(Own::Submit { .. }))).count()
}

pub(crate) fn submit(model: &mut Model) -> Vec<Command<Own>> {
    enter(model, Field::MediaId, MEDIA_ID);
    act(model, Msg::Ask);
    act(model, Msg::Confirm)
}

pub(crate) fn answer(model: &mut Model, reply: Reply) -> Vec<Command<Own>> {
    let job = model.jobs.len() - 1;
    act(model, Msg::Answered { job, sent_at: 1_000, at: 2_000, reply })
}

pub(crate) fn accepted(publish_id: &str) -> Reply {
    Reply::Answer(format!(r#"{{"errcode":0,"errmsg":"ok","publish_id":{publish_id}}}"#))
}

pub(crate) fn callback(cursor: &str, received_at: i64, body: &str) -> StreamNews {
    let kept = Kept { cursor: cursor.to_owned(), received_at, body: body.into(), ..Kept::default() };
    StreamNews::Callback { id: cursor.to_owned(), kept }
}

/// The job that the sample is about.
pub(crate) fn job_of(sample: &str) -> String {
    let (_, rest) = sample.split_once("<publish_id>").expect("a publish_id");
    rest.split('<').next().expect("its end").to_owned()
}

/// From where an effect listens.
pub(crate) fn listens(commands: &[Command<Own>]) -> Option<Start> {
    commands.iter().find_map(|effect| match effect {
        Command::Own(Own::Listen { from, .. }) => Some(from.clone()),
        _ => None,
    })
}
