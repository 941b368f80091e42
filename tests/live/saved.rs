//! What outlives a reload.

use freepublish_lab::state::live::{Answer, Health, LiveField, Page, Place, Problem, Reply, Saved, Upstream};
use freepublish_lab::state::{Effect, LiveAction, LiveEffect, State};

use crate::common::{
    MEDIA_ID, PUBLISHED, accepted, act, answer, at, callback, checked, enter, health, job_of, listens, page,
    submit, up,
};

/// What is kept over a reload, through the text it is stored as.
fn saved(effects: &[Effect]) -> Option<Saved> {
    let saved = effects.iter().rev().find_map(|effect| match effect {
        Effect::Live(LiveEffect::Save(saved)) => Some(saved.clone()),
        _ => None,
    });
    let text = serde_json::to_string(&saved.expect("something to do about it")?).expect("JSON");
    assert!(!text.contains("pam-test-key"), "{text}");
    Some(serde_json::from_str(&text).expect("the same"))
}

/// The page after a reload, before it is connected.
fn reloaded(saved: Option<Saved>) -> State {
    let mut state = at("#/live");
    act(&mut state, LiveAction::Arrive(Page { saved, ..page() }));
    state
}

fn connect(state: &mut State, health: Health) -> Vec<Effect> {
    enter(state, LiveField::Key, "pam-test-key");
    let (generation, _) = checked(&act(state, LiveAction::Connect)).expect("a check");
    act(state, LiveAction::Checked(generation, Ok(health)))
}

#[test]
fn drafts_outlive_a_reload_and_their_callbacks_are_asked_for_again() {
    let (mut state, generation) = up();
    submit(&mut state);
    let job = job_of(PUBLISHED);
    let effects =
        act(&mut state, LiveAction::Answered { job: 0, sent_at: 1_000, at: 2_000, reply: accepted(&job) });
    let kept = saved(&effects);
    act(&mut state, LiveAction::Stream(generation, callback("a.4", 3_000, PUBLISHED)));

    let mut state = reloaded(kept);
    assert_eq!(state.live.jobs[0].publish_id(), Some(job.as_str()));
    assert_eq!(state.live.jobs[0].sent_at, Some(1_000));
    assert_eq!(state.live.address, "http://127.0.0.1:8080");
    assert_eq!(state.live.known(), Some(("http://127.0.0.1:8080", Some("wx1"))));
    assert_eq!(act(&mut state, LiveAction::Query(0)), [], "nobody is connected");
    let later = Health { latest: Some("a.9".to_owned()), ..health(Upstream::WeChat) };
    let effects = connect(&mut state, later);
    assert_eq!(listens(&effects), Some(Place::After("a.3".to_owned())), "from before the first draft");
    assert_eq!(state.live.jobs.len(), 1);
    submit(&mut state);
    assert_eq!(state.live.jobs[1].number, 1);
}

#[test]
fn a_draft_on_its_way_during_a_reload_may_be_with_wechat() {
    let (mut state, _) = up();
    let kept = saved(&submit(&mut state));
    let mut state = reloaded(kept);
    assert_eq!(state.live.jobs[0].answer, Some(Answer::Lost(9_000)));
    connect(&mut state, health(Upstream::WeChat));
    enter(&mut state, LiveField::MediaId, MEDIA_ID);
    assert!(state.live.tried().is_some(), "the next question warns");
}

#[test]
fn answers_of_all_kinds_outlive_a_reload() {
    let problem = Problem { kind: "upstream-no-token".to_owned(), ..Problem::default() };
    for reply in [Reply::Lost, Reply::Problem(problem), accepted("100000001")] {
        let (mut state, _) = up();
        submit(&mut state);
        let effects = act(&mut state, LiveAction::Answered { job: 0, sent_at: 1_000, at: 2_000, reply });
        assert_eq!(reloaded(saved(&effects)).live.jobs, state.live.jobs);
    }
}

#[test]
fn drafts_of_another_account_or_proxy_are_forgotten() {
    for (address, account) in [("http://127.0.0.1:8080", "wx2"), ("http://127.0.0.1:9090", "wx1")] {
        let (mut state, _) = up();
        let mut state = reloaded(saved(&submit(&mut state)));
        enter(&mut state, LiveField::Address, address);
        let account = Some(account.to_owned());
        let effects = connect(&mut state, Health { account, ..health(Upstream::WeChat) });
        assert_eq!((state.live.jobs.len(), saved(&effects)), (0, None));
    }
}

#[test]
fn a_proxy_that_names_no_latest_callback_is_asked_for_the_earlier_ones() {
    let mut state = at("#/live");
    act(&mut state, LiveAction::Arrive(page()));
    enter(&mut state, LiveField::Address, "http://127.0.0.1:8080");
    let silent = || Health { latest: None, ..health(Upstream::WeChat) };
    connect(&mut state, silent());
    let mut state = reloaded(saved(&submit(&mut state)));
    let effects = connect(&mut state, silent());
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Live(LiveEffect::ListEarlier(..)))));
}

#[test]
fn the_list_of_drafts_can_be_cleared_but_not_while_one_is_on_its_way() {
    let (mut state, _) = up();
    submit(&mut state);
    assert_eq!(act(&mut state, LiveAction::ClearJobs), []);
    answer(&mut state, accepted("100000001"));
    act(&mut state, LiveAction::Query(0));
    let effects = act(&mut state, LiveAction::ClearJobs);
    assert_eq!((state.live.jobs.len(), saved(&effects)), (0, None));
    submit(&mut state);
    act(&mut state, LiveAction::Queried { job: 0, at: 5_000, reply: Reply::Lost });
    assert_eq!(state.live.jobs[0].queries, [], "the answer is about a job that is gone");
}
