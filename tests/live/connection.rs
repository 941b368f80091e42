//! Connecting: links, checks, failures.

use freepublish_lab::route::Route;
use freepublish_lab::state::live::{Address, Connection, Failure, LiveField, Page, Problem, Upstream};
use freepublish_lab::state::{Action, Effect, LiveAction, LiveEffect, Secret};

use crate::common::{LINK, ORIGIN, PUBLISHED, act, at, callback, checked, enter, health, page, submit, up};

#[test]
fn the_link_of_a_proxy_connects_and_its_key_leaves_the_address() {
    let mut state = at(LINK);
    assert_eq!(state.route, Route::Live { invitation: None });
    assert_eq!(state.begin(), [Effect::Live(LiveEffect::CleanAddress), Effect::Live(LiveEffect::TellPage)]);
    let (_, proxy) = checked(&act(&mut state, LiveAction::Arrive(page()))).expect("a check");
    assert_eq!(proxy.address.as_str(), "http://127.0.0.1:8080");
    assert_eq!(proxy.key.reveal(), "pam-test-key");
    assert!(matches!(state.live.connection, Connection::Checking(_)));

    let mut open = at("#/inspect");
    let effects = open.reduce(Action::Navigate(Route::parse(LINK)));
    assert_eq!(effects, state.begin());
}

#[test]
fn a_link_to_a_stranger_connects_only_when_the_button_is_pressed() {
    let mut state = at("#/live?proxy=https%3A%2F%2Felsewhere.example&key=k");
    assert_eq!(act(&mut state, LiveAction::Arrive(page())), []);
    assert_eq!(state.live.address, "https://elsewhere.example");
    assert!(checked(&act(&mut state, LiveAction::Connect)).is_some());
}

#[test]
fn the_key_is_told_to_nobody() {
    let (mut state, _) = up();
    let effects = submit(&mut state);
    let actions = [
        Action::Navigate(Route::parse(LINK)),
        Action::live(LiveAction::Enter(LiveField::Key, Secret::new("pam-test-key"))),
    ];
    for told in [format!("{state:?}"), format!("{effects:?}"), format!("{actions:?}")] {
        assert!(!told.contains("pam-test-key"), "{told}");
    }
    assert!(!state.route.href().contains("pam-test-key"));
}

#[test]
fn the_page_begins_with_its_own_origin_and_calls_nobody() {
    let mut state = at("#/live");
    assert_eq!(act(&mut state, LiveAction::Arrive(page())), []);
    assert_eq!(state.live.address, ORIGIN);
}

#[test]
fn what_was_to_be_kept_is_there_after_a_reload() {
    let mut state = at("#/live");
    let kept = Some(("https://mine.example".to_owned(), Secret::new("k")));
    let effects = act(&mut state, LiveAction::Arrive(Page { kept, ..page() }));
    assert!(state.live.remember && checked(&effects).is_some());
    let effects = act(&mut state, LiveAction::Remember(false));
    assert_eq!(effects, [Effect::Live(LiveEffect::Remember(None))]);
}

#[test]
fn a_whole_link_may_be_put_into_a_field() {
    let mut state = at("#/live");
    enter(&mut state, LiveField::Address, &["http://127.0.0.1:8080/", LINK].concat());
    assert_eq!(
        (state.live.address.as_str(), state.live.key.reveal()),
        ("http://127.0.0.1:8080", "pam-test-key")
    );
}

#[test]
fn every_failure_is_shown_and_can_be_tried_again() {
    let mut state = at("#/live");
    act(&mut state, LiveAction::Arrive(page()));
    for (address, expect) in [
        ("nowhere at all", Failure::BadAddress),
        ("http://10.0.0.5:8080", Failure::Insecure { by_browser: true }),
    ] {
        enter(&mut state, LiveField::Address, address);
        assert!(checked(&act(&mut state, LiveAction::Connect)).is_none());
        assert_eq!(state.live.connection, Connection::Failed(expect));
    }
    enter(&mut state, LiveField::Address, "https://proxy.example");
    for failure in [
        Failure::Unreachable,
        Failure::Cors,
        Failure::WrongKey,
        Failure::NotProxy { status: 404 },
        Failure::Problem(Problem::default()),
    ] {
        let (generation, _) = checked(&act(&mut state, LiveAction::Connect)).expect("a check");
        act(&mut state, LiveAction::Checked(generation, Err(failure.clone())));
        assert_eq!(state.live.connection, Connection::Failed(failure));
    }
}

#[test]
fn the_answer_to_an_earlier_check_comes_too_late() {
    let mut state = at("#/live");
    act(&mut state, LiveAction::Arrive(page()));
    let (first, _) = checked(&act(&mut state, LiveAction::Connect)).expect("a check");
    let (second, _) = checked(&act(&mut state, LiveAction::Connect)).expect("a check");
    act(&mut state, LiveAction::Checked(first, Err(Failure::Unreachable)));
    assert!(matches!(state.live.connection, Connection::Checking(_)));
    act(&mut state, LiveAction::Checked(second, Ok(health(Upstream::Simulator))));
    assert!(state.live.up().is_some());
}

#[test]
fn to_check_again_keeps_what_the_same_proxy_said_and_another_one_begins_anew() {
    let (mut state, generation) = up();
    act(&mut state, LiveAction::Stream(generation, callback("a.4", 3_000, PUBLISHED)));
    let (generation, _) = checked(&act(&mut state, LiveAction::Connect)).expect("a check");
    act(&mut state, LiveAction::Checked(generation, Ok(health(Upstream::WeChat))));
    assert_eq!(state.live.inbox.len(), 1);
    act(&mut state, LiveAction::Disconnect);
    assert_eq!(state.live.key.reveal(), "");
    enter(&mut state, LiveField::Key, "another");
    let (generation, _) = checked(&act(&mut state, LiveAction::Connect)).expect("a check");
    act(&mut state, LiveAction::Checked(generation, Ok(health(Upstream::WeChat))));
    assert_eq!(state.live.inbox.len(), 0);
}

#[test]
fn an_address_is_shown_as_it_is_called() {
    assert_eq!(
        Address::parse("localhost:1/x/").map(|address| address.url("/api")),
        Some("http://localhost:1/x/api".to_owned())
    );
}
