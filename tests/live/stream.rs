//! The stream of callbacks, and those from before.

use freepublish_lab::state::live::{
    Connection, Earlier, Failure, Health, Kept, Place, Stream, StreamNews, Upstream,
};
use freepublish_lab::state::{Effect, LiveAction, LiveEffect};

use crate::common::{PUBLISHED, PUBLISHING, act, callback, checked, health, listens, up};

#[test]
fn callbacks_of_others_are_listed_and_repeated_ones_told_apart() {
    let (mut state, generation) = up();
    for (cursor, body) in [("a.4", PUBLISHING), ("a.5", PUBLISHED), ("a.6", PUBLISHED), ("a.6", PUBLISHED)] {
        act(&mut state, LiveAction::Stream(generation, callback(cursor, 3_000, body)));
    }
    let repeated: Vec<_> = state.live.others().map(|callback| callback.is_duplicate).collect();
    assert_eq!(repeated, [false, false, true]);
}

#[test]
fn earlier_callbacks_stand_before_the_others() {
    let (mut state, generation) = up();
    act(&mut state, LiveAction::Stream(generation, callback("a.4", 3_000, PUBLISHED)));
    act(&mut state, LiveAction::LoadEarlier);
    assert_eq!(act(&mut state, LiveAction::LoadEarlier), []);
    let kept = |cursor: &str, received_at| Kept { cursor: cursor.to_owned(), received_at, ..Kept::default() };
    let found = Some(vec![kept("a.1", 1_000), kept("a.3", 2_000), kept("a.4", 3_000)]);
    act(&mut state, LiveAction::Earlier(generation, found));
    let cursors: Vec<_> = state.live.inbox.iter().map(|callback| callback.kept.cursor.as_str()).collect();
    assert_eq!((cursors, state.live.earlier), (vec!["a.1", "a.3", "a.4"], Earlier::Here));
}

#[test]
fn a_cut_stream_is_opened_again_behind_the_last_event_after_growing_pauses() {
    let (mut state, generation) = up();
    act(&mut state, LiveAction::Stream(generation, callback("a.4", 3_000, PUBLISHED)));
    let mut pauses = Vec::new();
    for _ in 0..7 {
        let cut = StreamNews::Cut { lasted: 0 };
        let effects = act(&mut state, LiveAction::Stream(generation, cut));
        let [Effect::Live(LiveEffect::RetryLater(_, pause))] = effects[..] else { panic!("{effects:?}") };
        pauses.push(pause / 1_000);
        let effects = act(&mut state, LiveAction::Retry(generation));
        let [Effect::Live(LiveEffect::Listen { from, .. })] = &effects[..] else { panic!("{effects:?}") };
        assert_eq!(*from, Place::LastEvent("a.4".to_owned()));
    }
    assert_eq!(pauses, [1, 2, 4, 8, 15, 30, 30]);
    act(&mut state, LiveAction::Stream(generation, StreamNews::Open));
    act(&mut state, LiveAction::Stream(generation, StreamNews::Cut { lasted: 60_000 }));
    assert_eq!(state.live.stream, Stream::Waiting { tries: 1, seconds: 1 });
}

#[test]
fn a_stream_that_has_brought_nothing_begins_where_the_connection_did() {
    let (mut state, generation) = up();
    act(&mut state, LiveAction::Stream(generation, StreamNews::Cut { lasted: 0 }));
    let effects = act(&mut state, LiveAction::Retry(generation));
    let [Effect::Live(LiveEffect::Listen { from, .. })] = &effects[..] else { panic!("{effects:?}") };
    assert_eq!(*from, Place::After("a.3".to_owned()));
}

#[test]
fn a_stream_that_fell_silent_is_opened_again_at_once_behind_the_last_event() {
    for (is_usual, shown) in [(false, Stream::Opening { tries: 0 }), (true, Stream::Open { tries: 0 })] {
        let (mut state, generation) = up();
        act(&mut state, LiveAction::Stream(generation, callback("a.4", 3_000, PUBLISHED)));
        let effects = act(&mut state, LiveAction::Stream(generation, StreamNews::Silent { is_usual }));
        assert_eq!(listens(&effects), Some(Place::LastEvent("a.4".to_owned())));
        assert_eq!(state.live.stream, shown);
        // What comes of it may be that nobody answers.
        act(&mut state, LiveAction::Stream(generation, StreamNews::Cut { lasted: 0 }));
        assert_eq!(state.live.stream, Stream::Waiting { tries: 1, seconds: 1 });
    }
}

#[test]
fn what_came_between_a_cut_and_a_new_check_is_not_missed() {
    let (mut state, generation) = up();
    act(&mut state, LiveAction::Stream(generation, StreamNews::Cut { lasted: 0 }));
    let (generation, _) = checked(&act(&mut state, LiveAction::Connect)).expect("a check");
    let later = Health { latest: Some("a.9".to_owned()), ..health(Upstream::WeChat) };
    let effects = act(&mut state, LiveAction::Checked(generation, Ok(later)));
    assert_eq!(listens(&effects), Some(Place::After("a.3".to_owned())));
}

#[test]
fn a_stream_that_is_refused_ends_the_connection() {
    let (mut state, generation) = up();
    act(&mut state, LiveAction::Stream(generation, StreamNews::Refused(Failure::WrongKey)));
    assert_eq!(state.live.connection, Connection::Failed(Failure::WrongKey));
    assert_eq!(act(&mut state, LiveAction::Retry(generation)), []);
}
