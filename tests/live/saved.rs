//! What outlives a reload.

use freepublish_lab::live::proxy::{Health, Problem, Reply, Start, Upstream};
use freepublish_lab::live::{Answer, Field, Model, Msg, Own, Saved, Visit};
use freepublish_lab::shell::Command;

use crate::common::{
    MEDIA_ID, PUBLISHED, accepted, act, answer, at, callback, checked, enter, health, job_of, listens,
    submit, up, visit,
};

/// What is kept over a reload, through the text it is stored as.
fn saved(commands: &[Command<Own>]) -> Option<Saved> {
    let saved = commands.iter().rev().find_map(|effect| match effect {
        Command::Own(Own::Save(saved)) => Some(saved.clone()),
        _ => None,
    });
    let text = serde_json::to_string(&saved.expect("something to do about it")?).expect("JSON");
    assert!(!text.contains("pam-test-key"), "{text}");
    Some(serde_json::from_str(&text).expect("the same"))
}

/// The page after a reload, before it is connected.
fn reloaded(saved: Option<Saved>) -> Model {
    let mut model = at("#/live");
    act(&mut model, Msg::Visit(Visit { saved, ..visit() }));
    model
}

fn connect(model: &mut Model, health: Health) -> Vec<Command<Own>> {
    enter(model, Field::Key, "pam-test-key");
    let (generation, _) = checked(&act(model, Msg::Connect)).expect("a check");
    act(model, Msg::Checked(generation, Ok(health)))
}

#[test]
fn drafts_outlive_a_reload_and_their_callbacks_are_asked_for_again() {
    let (mut model, generation) = up();
    submit(&mut model);
    let job = job_of(PUBLISHED);
    let commands =
        act(&mut model, Msg::Answered { job: 0, sent_at: 1_000, at: 2_000, reply: accepted(&job) });
    let kept = saved(&commands);
    act(&mut model, Msg::Stream(generation, callback("a.4", 3_000, PUBLISHED)));

    let mut model = reloaded(kept);
    assert_eq!(model.jobs[0].publish_id(), Some(job.as_str()));
    assert_eq!(model.jobs[0].sent_at, Some(1_000));
    assert_eq!(model.address, "http://127.0.0.1:8080");
    let known = model.waits_at().expect("a proxy");
    assert_eq!((known.address.as_str(), known.account.as_deref()), ("http://127.0.0.1:8080", Some("wx1")));
    assert_eq!(act(&mut model, Msg::Query { job: 0, at: 5_000 }), [], "nobody is connected");
    let later = Health { latest: Some("a.9".to_owned()), ..health(Upstream::WeChat) };
    let commands = connect(&mut model, later);
    assert_eq!(listens(&commands), Some(Start::After("a.3".to_owned())), "from before the first draft");
    assert_eq!(model.jobs.len(), 1);
    submit(&mut model);
    assert_eq!(model.jobs[1].number, 1);
}

#[test]
fn a_draft_on_its_way_during_a_reload_may_be_with_wechat() {
    let (mut model, _) = up();
    let kept = saved(&submit(&mut model));
    let mut model = reloaded(kept);
    assert_eq!(model.jobs[0].answer, Some(Answer::Lost(9_000)));
    connect(&mut model, health(Upstream::WeChat));
    enter(&mut model, Field::MediaId, MEDIA_ID);
    assert!(model.tried().is_some(), "the next question warns");
}

#[test]
fn answers_of_all_kinds_outlive_a_reload() {
    let problem = Problem { kind: "upstream-no-token".to_owned(), ..Problem::default() };
    for reply in [Reply::Lost, Reply::Problem(problem), accepted("100000001")] {
        let (mut model, _) = up();
        submit(&mut model);
        let commands = act(&mut model, Msg::Answered { job: 0, sent_at: 1_000, at: 2_000, reply });
        let after = reloaded(saved(&commands));
        assert_eq!((&after.jobs[0].answer, after.jobs[0].sent_at), (&model.jobs[0].answer, Some(1_000)));
    }
}

#[test]
fn drafts_of_another_account_or_proxy_stay_and_belong_to_it() {
    for (address, account) in [("http://127.0.0.1:8080", "wx2"), ("http://127.0.0.1:9090", "wx1")] {
        let (mut model, _) = up();
        submit(&mut model);
        let mut model = reloaded(saved(&answer(&mut model, accepted(&job_of(PUBLISHED)))));
        enter(&mut model, Field::Address, address);
        let account = Some(account.to_owned());
        let commands = connect(&mut model, Health { account, ..health(Upstream::WeChat) });
        assert_eq!(listens(&commands), Some(Start::After("a.3".to_owned())));
        let generation = model.retry();
        let Msg::Retry(generation) = generation else { panic!("{generation:?}") };
        act(&mut model, Msg::Stream(generation, callback("b.4", 3_000, PUBLISHED)));
        let job = model.jobs[0].clone();
        assert!(saved(&commands).is_some() && !model.is_here(&job));
        assert_eq!((model.callbacks_of(&job).count(), model.others().count()), (0, 1), "of another account");
        assert_eq!(act(&mut model, Msg::Query { job: 0, at: 5_000 }), []);
    }
}

#[test]
fn a_proxy_that_names_no_latest_callback_is_asked_for_the_earlier_ones() {
    let mut model = at("#/live");
    act(&mut model, Msg::Visit(visit()));
    enter(&mut model, Field::Address, "http://127.0.0.1:8080");
    let silent = || Health { latest: None, ..health(Upstream::WeChat) };
    connect(&mut model, silent());
    let mut model = reloaded(saved(&submit(&mut model)));
    let commands = connect(&mut model, silent());
    assert!(commands.iter().any(|effect| matches!(effect, Command::Own(Own::ListEarlier(..)))));
}

#[test]
fn the_list_of_drafts_can_be_cleared_but_not_while_one_is_on_its_way() {
    let (mut model, _) = up();
    submit(&mut model);
    assert_eq!(act(&mut model, Msg::ClearJobs), []);
    answer(&mut model, accepted("100000001"));
    act(&mut model, Msg::Query { job: 0, at: 5_000 });
    let commands = act(&mut model, Msg::ClearJobs);
    assert_eq!(model.jobs.len(), 0);
    assert_eq!(reloaded(saved(&commands)).jobs.len(), 0);
    submit(&mut model);
    act(&mut model, Msg::Queried { job: 0, at: 5_000, reply: Reply::Lost });
    assert_eq!(model.jobs[0].queries, [], "the answer is about a job that is gone");
}

fn read(text: &str) -> Model {
    reloaded(Some(serde_json::from_str(text).expect("what can be read of it")))
}

#[test]
fn what_an_older_page_has_kept_is_read() {
    let mut model = read(
        r#"{"address":"http://127.0.0.1:8080","account":"wx1","since":"a.3","jobs":[{"media_id":"m1",
            "is_rehearsal":false,"sent_at":1,"answer":{"at":2,"text":"{\"errcode\":0,\"publish_id\":\"7\"}",
            "problem":null},"queries":[]}]}"#,
    );
    assert_eq!((model.jobs[0].publish_id(), model.jobs[0].via.account.as_deref()), (Some("7"), Some("wx1")));
    let later = Health { latest: Some("a.9".to_owned()), ..health(Upstream::WeChat) };
    assert_eq!(listens(&connect(&mut model, later)), Some(Start::After("a.3".to_owned())));
    assert!(model.is_here(&model.jobs[0]));
}

#[test]
fn a_shape_that_is_not_known_keeps_its_drafts() {
    for text in [
        r#"{"version":9,"jobs":[{"media_id":"MEDIA","state":{"of":"tomorrow"}},7],"asked":"often","since":[]}"#,
        r#"{"version":9,"jobs":[{"media_id":"MEDIA","is_rehearsal":"no","address":4,"answer":true}]}"#,
    ] {
        let text = text.replace("MEDIA", MEDIA_ID);
        let mut model = read(&text);
        assert_eq!((model.jobs.len(), &model.jobs[0].answer), (1, &Some(Answer::Lost(9_000))), "{text}");
        enter(&mut model, Field::Address, "http://127.0.0.1:8080");
        connect(&mut model, health(Upstream::WeChat));
        enter(&mut model, Field::MediaId, MEDIA_ID);
        assert!(model.tried().is_some(), "the next question warns");
    }
    assert_eq!(read("{}").jobs.len(), 0);
}

#[test]
fn what_is_kept_names_its_version() {
    let (mut model, _) = up();
    let text = serde_json::to_string(&saved(&submit(&mut model))).expect("JSON");
    assert!(text.contains(r#""version":2"#), "{text}");
}
