//! What each action does to the Live page, without a browser.

use freepublish::{Lang, Outcome};
use freepublish_lab::route::Route;
use freepublish_lab::state::live::{
    Address, Answer, Connection, Delivered, Delivery, Earlier, Failure, Generation, Health, Judged, Kept,
    LiveField, Page, Place, Problem, Proxy, QUERIES_A_DAY, Reply, Saved, Stream, StreamNews, Upstream,
};
use freepublish_lab::state::{Action, Dialog, Effect, LiveAction, LiveEffect, Secret, State, Theme};

const LINK: &str = "#/live?proxy=http%3A%2F%2F127.0.0.1%3A8080&key=pam-test-key";
const ORIGIN: &str = "https://lab.example";
const MEDIA_ID: &str = "Zmzu8pPZcmrFVeHBEAQKIk2FjXVWJ2c7dcQTWbQ5zK8";
const PUBLISHED: &str = include_str!("../crates/freepublish/tests/samples/wire-success-one-article.xml");
const PUBLISHING: &str = include_str!("../crates/freepublish/tests/samples/wire-publishing.xml");

fn act(state: &mut State, action: LiveAction) -> Vec<Effect> {
    state.reduce(Action::live(action))
}

fn enter(state: &mut State, field: LiveField, text: &str) {
    act(state, LiveAction::Enter(field, Secret::new(text)));
}

fn page() -> Page {
    Page { origin: ORIGIN.to_owned(), kept: None, saved: None, now: 9_000 }
}

fn at(fragment: &str) -> State {
    State::new(Lang::Zh, Theme::Auto, Route::parse(fragment))
}

/// The connection that an effect asks for.
fn checked(effects: &[Effect]) -> Option<(Generation, Proxy)> {
    effects.iter().find_map(|effect| match effect {
        Effect::Live(LiveEffect::Check(generation, proxy)) => Some((*generation, proxy.clone())),
        _ => None,
    })
}

fn health(upstream: Upstream) -> Health {
    Health {
        upstream,
        account: Some("wx1".to_owned()),
        version: None,
        down: None,
        latest: Some("a.3".to_owned()),
        targets: None,
    }
}

/// A page that is connected.
fn up() -> (State, Generation) {
    let mut state = at(LINK);
    let (generation, _) = checked(&act(&mut state, LiveAction::Arrive(page()))).expect("a check");
    act(&mut state, LiveAction::Checked(generation, Ok(health(Upstream::WeChat))));
    act(&mut state, LiveAction::Stream(generation, StreamNews::Open));
    (state, generation)
}

fn submits(effects: &[Effect]) -> usize {
    effects.iter().filter(|effect| matches!(effect, Effect::Live(LiveEffect::Submit { .. }))).count()
}

fn submit(state: &mut State) -> Vec<Effect> {
    enter(state, LiveField::MediaId, MEDIA_ID);
    act(state, LiveAction::Ask);
    act(state, LiveAction::Confirm)
}

fn answer(state: &mut State, reply: Reply) {
    let job = state.live.jobs.len() - 1;
    act(state, LiveAction::Answered { job, sent_at: 1_000, at: 2_000, reply });
}

fn accepted(publish_id: &str) -> Reply {
    Reply::Answer(format!(r#"{{"errcode":0,"errmsg":"ok","publish_id":{publish_id}}}"#))
}

fn callback(cursor: &str, received_at: i64, body: &str) -> StreamNews {
    let kept = Kept { cursor: cursor.to_owned(), received_at, body: body.to_owned(), ..Kept::default() };
    StreamNews::Callback { id: cursor.to_owned(), kept }
}

/// The job that the sample is about.
fn job_of(sample: &str) -> String {
    let (_, rest) = sample.split_once("<publish_id>").expect("a publish_id");
    rest.split('<').next().expect("its end").to_owned()
}

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

/// From where an effect listens.
fn listens(effects: &[Effect]) -> Option<Place> {
    effects.iter().find_map(|effect| match effect {
        Effect::Live(LiveEffect::Listen { from, .. }) => Some(from.clone()),
        _ => None,
    })
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

fn delivery(effects: &[Effect]) -> Option<Delivery> {
    effects.iter().find_map(|effect| match effect {
        Effect::Live(LiveEffect::Deliver { delivery, .. }) => Some(delivery.clone()),
        _ => None,
    })
}

#[test]
fn a_callback_is_delivered_again_and_again_to_the_same_handler() {
    let (mut state, generation) = up();
    for cursor in ["a.4", "a.5"] {
        act(&mut state, LiveAction::Stream(generation, callback(cursor, 3_000, PUBLISHED)));
    }
    assert_eq!(act(&mut state, LiveAction::Deliver), [], "no form is open");
    act(&mut state, LiveAction::Offer("a.4".to_owned()));
    assert_eq!(act(&mut state, LiveAction::Deliver), [], "nowhere to deliver to");
    enter(&mut state, LiveField::Target, "127.0.0.1:3000/wechat");
    for at in 0..7 {
        let sent = delivery(&act(&mut state, LiveAction::Deliver)).expect("a delivery");
        assert_eq!((sent.cursor.as_str(), sent.target.as_str()), ("a.4", "http://127.0.0.1:3000/wechat"));
        assert_eq!(act(&mut state, LiveAction::Deliver), [], "one after the other");
        act(&mut state, sent.over(at, Delivered::Judged(Judged::default())));
    }
    let moments: Vec<_> =
        state.live.deliveries_of("a.4").filter_map(|it| it.result.as_ref()).map(|(at, _)| *at).collect();
    assert_eq!(moments, [6, 5, 4, 3, 2], "the latest first, and not all of them");
    act(&mut state, LiveAction::Offer("a.5".to_owned()));
    let sent = delivery(&act(&mut state, LiveAction::Deliver)).expect("the address is still there");
    assert_eq!(sent.cursor, "a.5");
    act(&mut state, LiveAction::Offer("a.5".to_owned()));
    assert_eq!(state.live.offered, None);
}

#[test]
fn what_the_proxy_delivers_to_is_offered() {
    let mut state = at(LINK);
    let (generation, _) = checked(&act(&mut state, LiveAction::Arrive(page()))).expect("a check");
    let targets = Some(vec!["http://127.0.0.1:3000".to_owned()]);
    act(&mut state, LiveAction::Checked(generation, Ok(Health { targets, ..health(Upstream::WeChat) })));
    act(&mut state, LiveAction::Offer("a.4".to_owned()));
    assert_eq!(state.live.target, "http://127.0.0.1:3000/");
    enter(&mut state, LiveField::Target, "http://127.0.0.1:3000/wx");
    act(&mut state, LiveAction::Offer("a.5".to_owned()));
    assert_eq!(state.live.target, "http://127.0.0.1:3000/wx", "what was entered stays");
}

#[test]
fn a_delivery_of_another_proxys_callback_is_forgotten() {
    let (mut state, generation) = up();
    act(&mut state, LiveAction::Stream(generation, callback("a.4", 3_000, PUBLISHED)));
    act(&mut state, LiveAction::Offer("a.4".to_owned()));
    enter(&mut state, LiveField::Target, "http://127.0.0.1:3000/");
    let sent = delivery(&act(&mut state, LiveAction::Deliver)).expect("a delivery");
    enter(&mut state, LiveField::Key, "another");
    let (generation, _) = checked(&act(&mut state, LiveAction::Connect)).expect("a check");
    act(&mut state, LiveAction::Checked(generation, Ok(health(Upstream::WeChat))));
    act(&mut state, sent.over(5, Delivered::Lost));
    assert_eq!((state.live.deliveries.len(), state.live.offered.clone()), (0, None));
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

#[test]
fn an_address_is_shown_as_it_is_called() {
    assert_eq!(
        Address::parse("localhost:1/x/").map(|address| address.url("/api")),
        Some("http://localhost:1/x/api".to_owned())
    );
}
