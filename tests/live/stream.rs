//! The stream of callbacks, and those from before.

use std::rc::Rc;

use freepublish_lab::live::proxy::{Failure, Found, Health, Kept, Start, StreamNews, Upstream};
use freepublish_lab::live::{Connection, Earlier, MOST_CALLBACKS, Msg, Own, Stream};
use freepublish_lab::shell::Command;

use crate::common::{
    PUBLISHED, PUBLISHING, accepted, act, answer, callback, checked, go, health, job_of, leave, listens,
    submit, up,
};

#[test]
fn callbacks_of_others_are_listed_and_repeated_ones_told_apart() {
    let (mut model, generation) = up();
    for (cursor, body) in [("a.4", PUBLISHING), ("a.5", PUBLISHED), ("a.6", PUBLISHED), ("a.6", PUBLISHED)] {
        act(&mut model, Msg::Stream(generation, callback(cursor, 3_000, body)));
    }
    let repeated: Vec<_> = model.others().map(|callback| callback.is_duplicate).collect();
    assert_eq!(repeated, [false, false, true]);
}

#[test]
fn earlier_callbacks_stand_before_the_others() {
    let (mut model, generation) = up();
    act(&mut model, Msg::Stream(generation, callback("a.4", 3_000, PUBLISHED)));
    act(&mut model, Msg::LoadEarlier);
    assert_eq!(act(&mut model, Msg::LoadEarlier), []);
    let kept = |cursor: &str, received_at| Kept { cursor: cursor.to_owned(), received_at, ..Kept::default() };
    let found = Found::Latest(vec![kept("a.1", 1_000), kept("a.3", 2_000), kept("a.4", 3_000)]);
    act(&mut model, Msg::Earlier(generation, found));
    let cursors: Vec<_> = model.inbox.iter().map(|callback| callback.kept.cursor.as_str()).collect();
    assert_eq!((cursors, model.earlier), (vec!["a.1", "a.3", "a.4"], Earlier::Here));
}

#[test]
fn a_cut_stream_is_opened_again_behind_the_last_event_after_growing_pauses() {
    let (mut model, generation) = up();
    act(&mut model, Msg::Stream(generation, callback("a.4", 3_000, PUBLISHED)));
    let mut pauses = Vec::new();
    for _ in 0..7 {
        let cut = StreamNews::Cut { lasted: 0 };
        let commands = act(&mut model, Msg::Stream(generation, cut));
        let [Command::Own(Own::RetryLater(_, pause))] = commands[..] else { panic!("{commands:?}") };
        pauses.push(pause / 1_000);
        let commands = act(&mut model, Msg::Retry(generation));
        let [Command::Own(Own::Listen { from, .. })] = &commands[..] else { panic!("{commands:?}") };
        assert_eq!(*from, Start::LastEvent("a.4".to_owned()));
    }
    assert_eq!(pauses, [1, 2, 4, 8, 15, 30, 30]);
    act(&mut model, Msg::Stream(generation, StreamNews::Open));
    act(&mut model, Msg::Stream(generation, StreamNews::Cut { lasted: 60_000 }));
    assert_eq!(model.stream, Stream::Waiting { tries: 1, seconds: 1 });
}

#[test]
fn a_stream_that_has_brought_nothing_begins_where_the_connection_did() {
    let (mut model, generation) = up();
    act(&mut model, Msg::Stream(generation, StreamNews::Cut { lasted: 0 }));
    let commands = act(&mut model, Msg::Retry(generation));
    let [Command::Own(Own::Listen { from, .. })] = &commands[..] else { panic!("{commands:?}") };
    assert_eq!(*from, Start::After("a.3".to_owned()));
}

#[test]
fn a_stream_that_fell_silent_is_opened_again_at_once_behind_the_last_event() {
    for (is_usual, shown) in [(false, Stream::Opening { tries: 0 }), (true, Stream::Open { tries: 0 })] {
        let (mut model, generation) = up();
        act(&mut model, Msg::Stream(generation, callback("a.4", 3_000, PUBLISHED)));
        let commands = act(&mut model, Msg::Stream(generation, StreamNews::Silent { is_usual }));
        assert_eq!(listens(&commands), Some(Start::LastEvent("a.4".to_owned())));
        assert_eq!(model.stream, shown);
        // What comes of it may be that nobody answers.
        act(&mut model, Msg::Stream(generation, StreamNews::Cut { lasted: 0 }));
        assert_eq!(model.stream, Stream::Waiting { tries: 1, seconds: 1 });
    }
}

#[test]
fn what_came_between_a_cut_and_a_new_check_is_not_missed() {
    let (mut model, generation) = up();
    act(&mut model, Msg::Stream(generation, StreamNews::Cut { lasted: 0 }));
    let (generation, _) = checked(&act(&mut model, Msg::Connect)).expect("a check");
    let later = Health { latest: Some("a.9".to_owned()), ..health(Upstream::WeChat) };
    let commands = act(&mut model, Msg::Checked(generation, Ok(later)));
    assert_eq!(listens(&commands), Some(Start::After("a.3".to_owned())));
}

#[test]
fn a_stream_that_is_refused_ends_the_connection() {
    let (mut model, generation) = up();
    act(&mut model, Msg::Stream(generation, StreamNews::Refused(Failure::WrongKey)));
    assert_eq!(model.connection, Connection::Failed(Failure::WrongKey));
    assert_eq!(act(&mut model, Msg::Retry(generation)), []);
}

#[test]
fn nobody_listens_while_the_page_is_not_in_view_and_nothing_is_missed() {
    let (mut model, generation) = up();
    act(&mut model, Msg::Stream(generation, callback("a.4", 3_000, PUBLISHED)));
    assert_eq!(leave(&mut model), [Command::Own(Own::StopListening)]);
    assert_eq!(model.stream, Stream::Off);
    act(&mut model, Msg::Stream(generation, StreamNews::Cut { lasted: 0 }));
    assert_eq!(act(&mut model, Msg::Retry(generation)), []);
    let commands = go(&mut model, "#/live");
    assert_eq!(listens(&commands), Some(Start::LastEvent("a.4".to_owned())));
}

#[test]
fn a_check_that_ends_when_the_page_was_left_listens_when_it_is_opened_again() {
    let (mut model, _) = up();
    let (generation, _) = checked(&act(&mut model, Msg::Connect)).expect("a check");
    leave(&mut model);
    let commands = act(&mut model, Msg::Checked(generation, Ok(health(Upstream::WeChat))));
    assert_eq!(listens(&commands), None);
    assert!(listens(&go(&mut model, "#/live")).is_some());
}

#[test]
fn an_inbox_has_a_bound_and_lets_go_of_the_oldest_that_nobody_here_waits_for() {
    let (mut model, generation) = up();
    submit(&mut model);
    answer(&mut model, accepted(&job_of(PUBLISHED)));
    act(&mut model, Msg::Stream(generation, callback("a.4", 3_000, PUBLISHED)));
    for number in 0..MOST_CALLBACKS + 100 {
        let body = PUBLISHED.replace(&job_of(PUBLISHED), &(700_000_000 + number).to_string());
        act(&mut model, Msg::Stream(generation, callback(&format!("b.{number}"), 4_000, &body)));
    }
    assert_eq!((model.inbox.len(), model.let_go), (MOST_CALLBACKS, 101));
    assert_eq!(model.callbacks_of(&model.jobs[0]).count(), 1, "the one of the draft is still there");
    let last = model.others().next_back().expect("others");
    assert_eq!(last.kept.cursor, format!("b.{}", MOST_CALLBACKS + 99));
}

#[test]
fn long_callbacks_have_a_bound_together() {
    let (mut model, generation) = up();
    let long = "x".repeat(3 * 1024 * 1024);
    for number in 0..3 {
        act(&mut model, Msg::Stream(generation, callback(&format!("b.{number}"), 4_000, &long)));
    }
    assert_eq!(model.inbox.len(), 2);
}

#[test]
fn a_body_is_kept_once_however_often_it_is_drawn() {
    let (mut model, generation) = up();
    act(&mut model, Msg::Stream(generation, callback("a.4", 3_000, PUBLISHED)));
    let drawn = model.clone();
    act(&mut model, Msg::Stream(generation, callback("a.5", 3_000, PUBLISHED)));
    assert!(Rc::ptr_eq(&drawn.inbox[0], &model.inbox[0]));
    assert!(Rc::ptr_eq(&model.inbox[0].kept.body, &model.inbox[0].message.text));
}
