//! Connecting: links, checks, failures.

use freepublish_lab::live::proxy::{Address, Failure, Health, Notice, Problem, Reply, Upstream};
use freepublish_lab::live::{Before, Connection, Field, Msg, Own, Visit};
use freepublish_lab::shell::{Command, Secret};

use crate::common::{
    LINK, MEDIA_ID, ORIGIN, PUBLISHED, accepted, act, answer, at, callback, checked, enter, go, health,
    job_of, submit, up, visit,
};

/// The page as the proxy of [`LINK`] serves it.
fn own() -> Visit {
    Visit { origin: "http://127.0.0.1:8080".to_owned(), ..visit() }
}

const ELSEWHERE: &str = "#/live?proxy=https%3A%2F%2Felsewhere.example&key=k";

#[test]
fn the_link_of_a_proxy_connects_its_own_page_and_its_key_leaves_the_address() {
    let mut model = at("#/live");
    let commands = go(&mut model, LINK);
    assert_eq!(commands, [Command::Own(Own::CleanAddress), Command::Own(Own::Visit)]);
    let (_, proxy) = checked(&act(&mut model, Msg::Visit(own()))).expect("a check");
    assert_eq!(proxy.address.as_str(), "http://127.0.0.1:8080");
    assert_eq!(proxy.key.reveal(), "pam-test-key");
    assert!(matches!(model.connection, Connection::Checking(_)));
}

#[test]
fn a_link_to_another_origin_connects_only_when_the_reader_agrees() {
    for link in [ELSEWHERE, LINK] {
        let mut model = at(link);
        assert_eq!(act(&mut model, Msg::Visit(visit())), []);
        assert_eq!((model.address.as_str(), model.key.reveal()), (ORIGIN, ""), "nothing is filled in");
        let wished = model.invited.clone().expect("a question");
        let (_, proxy) = checked(&act(&mut model, Msg::Accept)).expect("a check");
        assert_eq!((&proxy, &model.invited), (&wished, &None));
        assert_eq!(act(&mut model, Msg::Accept), [], "once");

        let mut model = at(link);
        act(&mut model, Msg::Visit(visit()));
        assert_eq!(act(&mut model, Msg::Decline), []);
        assert_eq!((model.invited.clone(), model.address.as_str()), (None, ORIGIN));
    }
}

#[test]
fn a_link_asks_whatever_was_remembered_and_leaves_connection_and_drafts_alone() {
    let (mut model, generation) = up();
    act(&mut model, Msg::Remember(true));
    submit(&mut model);
    answer(&mut model, Reply::Lost);
    act(&mut model, Msg::Stream(generation, callback("a.4", 3_000, PUBLISHED)));
    let before = model.clone();
    go(&mut model, ELSEWHERE);
    let kept = Some(("http://127.0.0.1:8080".to_owned(), Secret::new("pam-test-key")));
    let commands = act(&mut model, Msg::Visit(Visit { kept, ..visit() }));
    assert!(checked(&commands).is_none());
    assert_eq!((&model.connection, model.jobs.len()), (&before.connection, 1));
    assert_eq!(model.inbox, before.inbox);

    // Whoever agrees loses no draft either: WeChat may have it.
    let (generation, _) = checked(&act(&mut model, Msg::Accept)).expect("a check");
    act(&mut model, Msg::Checked(generation, Ok(health(Upstream::WeChat))));
    assert_eq!((model.jobs.len(), model.inbox.len()), (1, 0));
    assert!(!model.is_here(&model.jobs[0]));
    enter(&mut model, Field::MediaId, MEDIA_ID);
    assert_eq!(model.tried(), Some(Before::Here));
}

#[test]
fn a_reload_with_a_link_goes_on_with_what_was_remembered_and_asks() {
    let mut model = at(ELSEWHERE);
    let kept = Some(("https://mine.example".to_owned(), Secret::new("k")));
    let (_, proxy) = checked(&act(&mut model, Msg::Visit(Visit { kept, ..visit() }))).expect("a check");
    assert_eq!(proxy.address.as_str(), "https://mine.example");
    assert_eq!(model.invited.expect("a question").address.as_str(), "https://elsewhere.example");
}

#[test]
fn only_a_proxy_that_was_connected_is_remembered() {
    let mut model = at("#/live");
    act(&mut model, Msg::Visit(visit()));
    enter(&mut model, Field::Address, "https://elsewhere.example");
    assert_eq!(act(&mut model, Msg::Remember(true)), [Command::Own(Own::Remember(None))]);
    let (generation, _) = checked(&act(&mut model, Msg::Connect)).expect("a check");
    enter(&mut model, Field::Address, "https://another.example");
    let commands = act(&mut model, Msg::Checked(generation, Ok(health(Upstream::WeChat))));
    let kept = commands.iter().find_map(|command| match command {
        Command::Own(Own::Remember(kept)) => kept.clone(),
        _ => None,
    });
    assert_eq!(kept.map(|(address, _)| address).as_deref(), Some("https://elsewhere.example"));
}

#[test]
fn nobody_agrees_while_a_draft_is_on_its_way() {
    let (mut model, _) = up();
    submit(&mut model);
    go(&mut model, ELSEWHERE);
    act(&mut model, Msg::Visit(visit()));
    assert_eq!(act(&mut model, Msg::Accept), []);
    assert!(model.invited.is_some(), "it can be done later");
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

#[test]
fn the_proxy_is_asked_for_news_of_itself_while_a_callback_is_waited_for() {
    let (mut model, generation) = up();
    assert_eq!(act(&mut model, Msg::Look(generation, 1_000)), [], "nothing is waited for");
    submit(&mut model);
    let commands = answer(&mut model, accepted(&job_of(PUBLISHED)));
    assert!(commands.iter().any(|it| matches!(it, Command::Own(Own::LookLater(..)))), "{commands:?}");
    let commands = act(&mut model, Msg::Look(generation, 1_000));
    assert!(matches!(&commands[..], [Command::Own(Own::Look(..)), Command::Own(Own::LookLater(..))]));
    let notice = Notice { name: "mode-downgraded".to_owned(), count: 1, ..Notice::default() };
    let told = Health { notices: vec![notice.clone()], latest: None, ..health(Upstream::WeChat) };
    act(&mut model, Msg::Told(generation, told));
    let (_, health) = model.up().expect("a proxy");
    assert_eq!((&health.notices[..], health.latest.as_deref()), (&[notice][..], Some("a.3")));
    act(&mut model, Msg::Stream(generation, callback("a.4", 3_000, PUBLISHED)));
    assert_eq!(act(&mut model, Msg::Look(generation, 2_000)), [], "it has come");
}
