//! Submitting a draft, and asking what became of it.

use freepublish::Outcome;
use freepublish_lab::route::Route;
use freepublish_lab::state::live::{
    Answer, Draft, Health, LiveField, Problem, QUERIES_A_DAY, Reply, Upstream,
};
use freepublish_lab::state::{Dialog, Effect, LiveAction, LiveEffect, State};

use crate::common::{
    MEDIA_ID, PUBLISHED, accepted, act, answer, callback, checked, enter, health, job_of, submit, submits, up,
};

#[test]
fn only_a_draft_without_errors_is_asked_about() {
    let (mut state, _) = up();
    for media_id in ["", " x", "MEDIA_ID"] {
        enter(&mut state, LiveField::MediaId, media_id);
        assert!(!state.live.can_submit(), "{media_id}");
        act(&mut state, LiveAction::Ask);
        assert_eq!(state.dialog, None);
    }
    enter(&mut state, LiveField::MediaId, MEDIA_ID);
    act(&mut state, LiveAction::Ask);
    assert_eq!(state.dialog, Some(Dialog::Submit));
}

#[test]
fn nothing_is_submitted_while_the_upstream_is_down() {
    let (mut state, _) = up();
    let (generation, _) = checked(&act(&mut state, LiveAction::Connect)).expect("a check");
    let down = Health { down: Some(Problem::default()), ..health(Upstream::WeChat) };
    act(&mut state, LiveAction::Checked(generation, Ok(down)));
    enter(&mut state, LiveField::MediaId, MEDIA_ID);
    assert!(!state.live.can_submit());
}

#[test]
fn two_presses_submit_once() {
    let (mut state, _) = up();
    assert_eq!(act(&mut state, LiveAction::Confirm), [], "nobody was asked");
    assert_eq!(submits(&submit(&mut state)), 1);
    assert_eq!(act(&mut state, LiveAction::Confirm), []);
    act(&mut state, LiveAction::Ask);
    assert_eq!((state.dialog.clone(), act(&mut state, LiveAction::Confirm)), (None, vec![]));
    assert_eq!(state.live.jobs.len(), 1);
    assert_eq!(act(&mut state, LiveAction::Disconnect), [], "the answer is waited for");
}

#[test]
fn an_accepted_draft_is_used_up_and_its_callback_finds_it() {
    let (mut state, generation) = up();
    submit(&mut state);
    answer(&mut state, accepted(&job_of(PUBLISHED)));
    assert_eq!(state.live.media_id, "");
    act(&mut state, LiveAction::Stream(generation, callback("a.4", 3_000, PUBLISHED)));
    let page = &state.live;
    assert_eq!(page.others().count(), 0);
    let latest = page.jobs[0].latest(&page.inbox).expect("news");
    assert_eq!(latest.read.outcome, Outcome::Published);
}

#[test]
fn a_draft_that_the_proxy_offers_is_filled_in_and_looked_for_again_once_it_was_submitted() {
    let (mut state, _) = up();
    let (generation, _) = checked(&act(&mut state, LiveAction::Connect)).expect("a check");
    let draft = |media_id: &str| Draft { media_id: media_id.to_owned(), ..Draft::default() };
    let offers = vec![draft(MEDIA_ID), draft("other")];
    let rehearsal = Health { drafts: offers, ..health(Upstream::Simulator) };
    act(&mut state, LiveAction::Checked(generation, Ok(rehearsal)));

    let effects = act(&mut state, LiveAction::Pick(MEDIA_ID.to_owned()));
    assert_eq!(effects, [Effect::Live(LiveEffect::FocusSubmit)]);
    assert!(state.live.can_submit());
    submit(&mut state);
    let effects = answer(&mut state, accepted("100000001"));
    let asks = |effects: &[Effect]| {
        effects.iter().any(|effect| matches!(effect, Effect::Live(LiveEffect::ListDrafts(..))))
    };
    assert!(asks(&effects), "{effects:?}");

    let offered = |state: &State| state.live.up().expect("a proxy").1.drafts.clone();
    act(&mut state, LiveAction::Drafts(generation - 1, Vec::new()));
    assert_eq!(offered(&state).len(), 2, "that was another connection's");
    act(&mut state, LiveAction::Drafts(generation, vec![draft("other")]));
    assert_eq!(offered(&state), [draft("other")]);

    act(&mut state, LiveAction::Drafts(generation, Vec::new()));
    submit(&mut state);
    assert!(!asks(&answer(&mut state, accepted("100000002"))), "whoever offers none is not asked");
}

#[test]
fn a_refused_draft_stays_in_its_field() {
    let (mut state, _) = up();
    submit(&mut state);
    answer(&mut state, Reply::Answer(r#"{"errcode":40007,"errmsg":"invalid media_id"}"#.to_owned()));
    assert_eq!(state.live.media_id, MEDIA_ID);
    assert!(state.live.tried().is_none() && state.live.can_submit());
    let Some(Answer::Read(message)) = &state.live.jobs[0].answer else { panic!("{:?}", state.live.jobs) };
    assert_eq!(message.read.outcome, Outcome::Refused);
}

#[test]
fn a_draft_whose_fate_is_unknown_is_warned_of() {
    let unknown = Problem { kind: "upstream-outcome-unknown".to_owned(), ..Problem::default() };
    let not_sent = Problem { kind: "upstream-unreachable".to_owned(), ..Problem::default() };
    for (reply, warns) in
        [(Reply::Lost, true), (Reply::Problem(unknown), true), (Reply::Problem(not_sent), false)]
    {
        let (mut state, _) = up();
        submit(&mut state);
        answer(&mut state, reply);
        assert_eq!(state.live.tried().is_some(), warns);
    }
}

#[test]
fn wechat_is_asked_one_question_at_a_time_and_a_hundred_in_all() {
    let (mut state, _) = up();
    submit(&mut state);
    answer(&mut state, accepted("100000001"));
    let reply = || Reply::Answer(r#"{"publish_id":"100000001","publish_status":1}"#.to_owned());
    for asked in 0..QUERIES_A_DAY {
        assert_eq!(act(&mut state, LiveAction::Query(0)).len(), 1, "{asked}");
        assert_eq!(act(&mut state, LiveAction::Query(0)), []);
        act(&mut state, LiveAction::Queried { job: 0, at: 5_000, reply: reply() });
    }
    assert_eq!(act(&mut state, LiveAction::Query(0)), []);
    let latest = state.live.jobs[0].latest(&[]).expect("news");
    assert_eq!(latest.read.outcome, Outcome::Publishing);
}

#[test]
fn a_message_is_read_on_the_inspect_page() {
    let (mut state, _) = up();
    let effects = act(&mut state, LiveAction::Open(PUBLISHED.to_owned()));
    assert_eq!(state.route, Route::default());
    assert_eq!(state.inspection.outcome, Outcome::Published);
    assert!(effects.contains(&Effect::FocusOutcome));
    assert!(state.live.up().is_some(), "the connection stays");
}
