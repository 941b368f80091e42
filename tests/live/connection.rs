//! Connecting: links, checks, failures.

use freepublish_lab::live::proxy::{Address, Failure, Problem, Upstream};
use freepublish_lab::live::{Connection, Field, Msg, Own, Visit};
use freepublish_lab::shell::{Command, Secret};

use crate::common::{
    LINK, ORIGIN, PUBLISHED, act, at, callback, checked, enter, go, health, submit, up, visit,
};

#[test]
fn the_link_of_a_proxy_connects_and_its_key_leaves_the_address() {
    let mut model = at("#/live");
    let commands = go(&mut model, LINK);
    assert_eq!(commands, [Command::Own(Own::CleanAddress), Command::Own(Own::Visit)]);
    let (_, proxy) = checked(&act(&mut model, Msg::Visit(visit()))).expect("a check");
    assert_eq!(proxy.address.as_str(), "http://127.0.0.1:8080");
    assert_eq!(proxy.key.reveal(), "pam-test-key");
    assert!(matches!(model.connection, Connection::Checking(_)));
}

#[test]
fn a_link_to_a_stranger_connects_only_when_the_button_is_pressed() {
    let mut model = at("#/live?proxy=https%3A%2F%2Felsewhere.example&key=k");
    assert_eq!(act(&mut model, Msg::Visit(visit())), []);
    assert_eq!(model.address, "https://elsewhere.example");
    assert!(checked(&act(&mut model, Msg::Connect)).is_some());
}

#[test]
fn the_key_is_told_to_nobody() {
    let (mut model, _) = up();
    let commands = submit(&mut model);
    let msg = Msg::Enter(Field::Key, Secret::new("pam-test-key"));
    for told in [format!("{model:?}"), format!("{commands:?}"), format!("{msg:?}")] {
        assert!(!told.contains("pam-test-key"), "{told}");
    }
}

#[test]
fn the_page_begins_with_its_own_origin_and_calls_nobody() {
    let mut model = at("#/live");
    assert_eq!(act(&mut model, Msg::Visit(visit())), []);
    assert_eq!(model.address, ORIGIN);
}

#[test]
fn what_was_to_be_kept_is_there_after_a_reload() {
    let mut model = at("#/live");
    let kept = Some(("https://mine.example".to_owned(), Secret::new("k")));
    let commands = act(&mut model, Msg::Visit(Visit { kept, ..visit() }));
    assert!(model.remember && checked(&commands).is_some());
    let commands = act(&mut model, Msg::Remember(false));
    assert_eq!(commands, [Command::Own(Own::Remember(None))]);
}

#[test]
fn a_whole_link_may_be_put_into_a_field() {
    let mut model = at("#/live");
    enter(&mut model, Field::Address, &["http://127.0.0.1:8080/", LINK].concat());
    assert_eq!((model.address.as_str(), model.key.reveal()), ("http://127.0.0.1:8080", "pam-test-key"));
}

#[test]
fn every_failure_is_shown_and_can_be_tried_again() {
    let mut model = at("#/live");
    act(&mut model, Msg::Visit(visit()));
    for (address, expect) in [
        ("nowhere at all", Failure::BadAddress),
        ("http://10.0.0.5:8080", Failure::Insecure { by_browser: true }),
    ] {
        enter(&mut model, Field::Address, address);
        assert!(checked(&act(&mut model, Msg::Connect)).is_none());
        assert_eq!(model.connection, Connection::Failed(expect));
    }
    enter(&mut model, Field::Address, "https://proxy.example");
    for failure in [
        Failure::Unreachable,
        Failure::Cors,
        Failure::WrongKey,
        Failure::NotProxy { status: 404 },
        Failure::Problem(Problem::default()),
    ] {
        let (generation, _) = checked(&act(&mut model, Msg::Connect)).expect("a check");
        act(&mut model, Msg::Checked(generation, Err(failure.clone())));
        assert_eq!(model.connection, Connection::Failed(failure));
    }
}

#[test]
fn the_answer_to_an_earlier_check_comes_too_late() {
    let mut model = at("#/live");
    act(&mut model, Msg::Visit(visit()));
    let (first, _) = checked(&act(&mut model, Msg::Connect)).expect("a check");
    let (second, _) = checked(&act(&mut model, Msg::Connect)).expect("a check");
    act(&mut model, Msg::Checked(first, Err(Failure::Unreachable)));
    assert!(matches!(model.connection, Connection::Checking(_)));
    act(&mut model, Msg::Checked(second, Ok(health(Upstream::Simulator))));
    assert!(model.up().is_some());
}

#[test]
fn to_check_again_keeps_what_the_same_proxy_said_and_another_one_begins_anew() {
    let (mut model, generation) = up();
    act(&mut model, Msg::Stream(generation, callback("a.4", 3_000, PUBLISHED)));
    let (generation, _) = checked(&act(&mut model, Msg::Connect)).expect("a check");
    act(&mut model, Msg::Checked(generation, Ok(health(Upstream::WeChat))));
    assert_eq!(model.inbox.len(), 1);
    act(&mut model, Msg::Disconnect);
    assert_eq!(model.key.reveal(), "");
    enter(&mut model, Field::Key, "another");
    let (generation, _) = checked(&act(&mut model, Msg::Connect)).expect("a check");
    act(&mut model, Msg::Checked(generation, Ok(health(Upstream::WeChat))));
    assert_eq!(model.inbox.len(), 0);
}

#[test]
fn an_address_is_shown_as_it_is_called() {
    assert_eq!(
        Address::parse("localhost:1/x/").map(|address| address.url("/api")),
        Some("http://localhost:1/x/api".to_owned())
    );
}
