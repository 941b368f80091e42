//! What the tests are written with.

use freepublish::Lang;
use freepublish_lab::route::Route;
use freepublish_lab::state::live::{
    Generation, Health, Kept, LiveField, Page, Place, Proxy, Reply, StreamNews, Upstream,
};
use freepublish_lab::state::{Action, Effect, LiveAction, LiveEffect, Secret, State, Theme};

pub(crate) const LINK: &str = "#/live?proxy=http%3A%2F%2F127.0.0.1%3A8080&key=pam-test-key";
pub(crate) const ORIGIN: &str = "https://lab.example";
pub(crate) const MEDIA_ID: &str = "Zmzu8pPZcmrFVeHBEAQKIk2FjXVWJ2c7dcQTWbQ5zK8";
pub(crate) const PUBLISHED: &str =
    include_str!("../../crates/freepublish/tests/samples/wire-success-one-article.xml");
pub(crate) const PUBLISHING: &str =
    include_str!("../../crates/freepublish/tests/samples/wire-publishing.xml");

pub(crate) fn act(state: &mut State, action: LiveAction) -> Vec<Effect> {
    state.reduce(Action::live(action))
}

pub(crate) fn enter(state: &mut State, field: LiveField, text: &str) {
    act(state, LiveAction::Enter(field, Secret::new(text)));
}

pub(crate) fn page() -> Page {
    Page { origin: ORIGIN.to_owned(), kept: None, saved: None, now: 9_000 }
}

pub(crate) fn at(fragment: &str) -> State {
    State::new(Lang::Zh, Theme::Auto, Route::parse(fragment))
}

/// The connection that an effect asks for.
pub(crate) fn checked(effects: &[Effect]) -> Option<(Generation, Proxy)> {
    effects.iter().find_map(|effect| match effect {
        Effect::Live(LiveEffect::Check(generation, proxy)) => Some((*generation, proxy.clone())),
        _ => None,
    })
}

pub(crate) fn health(upstream: Upstream) -> Health {
    Health {
        upstream,
        account: Some("wx1".to_owned()),
        version: None,
        down: None,
        latest: Some("a.3".to_owned()),
        targets: None,
        drafts: Vec::new(),
    }
}

/// A page that is connected.
pub(crate) fn up() -> (State, Generation) {
    let mut state = at(LINK);
    let (generation, _) = checked(&act(&mut state, LiveAction::Arrive(page()))).expect("a check");
    act(&mut state, LiveAction::Checked(generation, Ok(health(Upstream::WeChat))));
    act(&mut state, LiveAction::Stream(generation, StreamNews::Open));
    (state, generation)
}

pub(crate) fn submits(effects: &[Effect]) -> usize {
    effects.iter().filter(|effect| matches!(effect, Effect::Live(LiveEffect::Submit { .. }))).count()
}

pub(crate) fn submit(state: &mut State) -> Vec<Effect> {
    enter(state, LiveField::MediaId, MEDIA_ID);
    act(state, LiveAction::Ask);
    act(state, LiveAction::Confirm)
}

pub(crate) fn answer(state: &mut State, reply: Reply) -> Vec<Effect> {
    let job = state.live.jobs.len() - 1;
    act(state, LiveAction::Answered { job, sent_at: 1_000, at: 2_000, reply })
}

pub(crate) fn accepted(publish_id: &str) -> Reply {
    Reply::Answer(format!(r#"{{"errcode":0,"errmsg":"ok","publish_id":{publish_id}}}"#))
}

pub(crate) fn callback(cursor: &str, received_at: i64, body: &str) -> StreamNews {
    let kept = Kept { cursor: cursor.to_owned(), received_at, body: body.to_owned(), ..Kept::default() };
    StreamNews::Callback { id: cursor.to_owned(), kept }
}

/// The job that the sample is about.
pub(crate) fn job_of(sample: &str) -> String {
    let (_, rest) = sample.split_once("<publish_id>").expect("a publish_id");
    rest.split('<').next().expect("its end").to_owned()
}

/// From where an effect listens.
pub(crate) fn listens(effects: &[Effect]) -> Option<Place> {
    effects.iter().find_map(|effect| match effect {
        Effect::Live(LiveEffect::Listen { from, .. }) => Some(from.clone()),
        _ => None,
    })
}
