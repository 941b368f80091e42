//! Submitting a draft, and asking what became of it.

use freepublish::Outcome;
use freepublish_lab::live::proxy::{Draft, Failure, Health, Problem, Reply, StreamNews, Upstream};
use freepublish_lab::live::{Answer, Before, Field, Model, Msg, Own, QUERIES_A_DAY};
use freepublish_lab::shell::Command;

use crate::common::{
    MEDIA_ID, PUBLISHED, accepted, act, answer, callback, checked, enter, health, job_of, submit, submits, up,
};

#[test]
fn only_a_draft_without_errors_is_asked_about() {
    let (mut model, _) = up();
    for media_id in ["", " x", "MEDIA_ID"] {
        enter(&mut model, Field::MediaId, media_id);
        assert!(!model.can_submit(), "{media_id}");
        assert_eq!(act(&mut model, Msg::Ask), []);
    }
    enter(&mut model, Field::MediaId, MEDIA_ID);
    assert_eq!(act(&mut model, Msg::Ask), [Command::OpenDialog]);
}

#[test]
fn nothing_is_submitted_while_the_upstream_is_down() {
    let (mut model, _) = up();
    let (generation, _) = checked(&act(&mut model, Msg::Connect)).expect("a check");
    let down = Health { down: Some(Problem::default()), ..health(Upstream::WeChat) };
    act(&mut model, Msg::Checked(generation, Ok(down)));
    enter(&mut model, Field::MediaId, MEDIA_ID);
    assert!(!model.can_submit());
}

#[test]
fn two_presses_submit_once() {
    let (mut model, _) = up();
    assert_eq!(act(&mut model, Msg::Confirm), [], "nobody was asked");
    assert_eq!(submits(&submit(&mut model)), 1);
    assert_eq!(act(&mut model, Msg::Confirm), []);
    assert_eq!(act(&mut model, Msg::Ask), []);
    assert_eq!(act(&mut model, Msg::Confirm), []);
    assert_eq!(model.jobs.len(), 1);
    assert_eq!(act(&mut model, Msg::Disconnect), [], "the answer is waited for");
}

#[test]
fn an_accepted_draft_is_used_up_and_its_callback_finds_it() {
    let (mut model, generation) = up();
    submit(&mut model);
    answer(&mut model, accepted(&job_of(PUBLISHED)));
    assert_eq!(model.media_id, "");
    act(&mut model, Msg::Stream(generation, callback("a.4", 3_000, PUBLISHED)));
    let page = &model;
    assert_eq!(page.others().count(), 0);
    let latest = page.latest_of(&page.jobs[0]).expect("news");
    assert_eq!(latest.read.outcome, Outcome::Published);
}

#[test]
fn a_draft_that_the_proxy_offers_is_filled_in_and_looked_for_again_once_it_was_submitted() {
    let (mut model, _) = up();
    let (generation, _) = checked(&act(&mut model, Msg::Connect)).expect("a check");
    let draft = |media_id: &str| Draft { media_id: media_id.to_owned(), ..Draft::default() };
    let offers = vec![draft(MEDIA_ID), draft("other")];
    let rehearsal = Health { drafts: offers, ..health(Upstream::Simulator) };
    act(&mut model, Msg::Checked(generation, Ok(rehearsal)));

    let commands = act(&mut model, Msg::Pick(MEDIA_ID.to_owned()));
    assert_eq!(commands, [Command::Focus("submit".to_owned())]);
    assert!(model.can_submit());
    submit(&mut model);
    let commands = answer(&mut model, accepted("100000001"));
    let asks = |commands: &[Command<Own>]| {
        commands.iter().any(|effect| matches!(effect, Command::Own(Own::Look(..))))
    };
    assert!(asks(&commands), "{commands:?}");

    let left = |drafts| Health { drafts, ..health(Upstream::Simulator) };
    let offered = |model: &Model| model.up().expect("a proxy").1.drafts.clone();
    act(&mut model, Msg::Told(generation - 1, left(vec![])));
    assert_eq!(offered(&model).len(), 2, "that was another connection's");
    act(&mut model, Msg::Told(generation, left(vec![draft("other")])));
    assert_eq!(offered(&model), [draft("other")]);

    act(&mut model, Msg::Told(generation, left(vec![])));
    submit(&mut model);
    assert!(!asks(&answer(&mut model, accepted("100000002"))), "whoever offers none is not asked");
}

#[test]
fn a_refused_draft_stays_in_its_field() {
    let (mut model, _) = up();
    submit(&mut model);
    answer(&mut model, Reply::Answer(r#"{"errcode":40007,"errmsg":"invalid media_id"}"#.to_owned()));
    assert_eq!(model.media_id, MEDIA_ID);
    assert!(model.tried().is_none() && model.can_submit());
    let Some(Answer::Read(message)) = &model.jobs[0].answer else { panic!("{:?}", model.jobs) };
    assert_eq!(message.read.outcome, Outcome::Refused);
}

#[test]
fn a_draft_whose_fate_is_unknown_is_warned_of() {
    let unknown = Problem { kind: "upstream-outcome-unknown".to_owned(), ..Problem::default() };
    let not_sent = Problem { kind: "upstream-unreachable".to_owned(), ..Problem::default() };
    for (reply, warns) in
        [(Reply::Lost, true), (Reply::Problem(unknown), true), (Reply::Problem(not_sent), false)]
    {
        let (mut model, _) = up();
        submit(&mut model);
        answer(&mut model, reply);
        assert_eq!(model.tried().is_some(), warns);
    }
}

/// 23:00 in Beijing, in milliseconds since 1970.
const EVENING: i64 = 1_795_532_400_000;
const HOUR: i64 = 3_600_000;

fn ask(model: &mut Model, at: i64) -> bool {
    let Some(job) = model.jobs.last().map(|job| job.number) else { return false };
    let is_asked = act(model, Msg::Query { job, at }).len() == 1;
    let text = r#"{"publish_id":"100000001","publish_status":1}"#;
    act(model, Msg::Queried { job, at, reply: Reply::Answer(text.to_owned()) });
    is_asked
}

#[test]
fn wechat_is_asked_one_question_at_a_time_and_a_hundred_a_day() {
    let (mut model, _) = up();
    submit(&mut model);
    answer(&mut model, accepted("100000001"));
    assert_eq!(act(&mut model, Msg::Query { job: 0, at: EVENING }).len(), 1);
    assert_eq!(act(&mut model, Msg::Query { job: 0, at: EVENING }), []);
    act(&mut model, Msg::Queried { job: 0, at: EVENING, reply: Reply::Lost });
    for asked in 1..QUERIES_A_DAY {
        assert!(ask(&mut model, EVENING), "{asked}");
    }
    assert!(!ask(&mut model, EVENING + HOUR - 1));
    assert_eq!(model.asked(), QUERIES_A_DAY);
    assert!(ask(&mut model, EVENING + HOUR), "a new day in Beijing");
    assert_eq!(model.asked(), 1);
    let latest = model.latest_of(&model.jobs[0]).expect("news");
    assert_eq!(latest.read.outcome, Outcome::Publishing);
}

#[test]
fn each_account_has_a_hundred_questions_of_its_own() {
    let (mut model, _) = up();
    submit(&mut model);
    answer(&mut model, accepted("100000001"));
    for _ in 0..QUERIES_A_DAY {
        ask(&mut model, EVENING);
    }
    let (generation, _) = checked(&act(&mut model, Msg::Connect)).expect("a check");
    let other = Health { account: Some("wx2".to_owned()), ..health(Upstream::WeChat) };
    act(&mut model, Msg::Checked(generation, Ok(other)));
    submit(&mut model);
    let job = model.jobs[1].number;
    act(&mut model, Msg::Answered { job, sent_at: EVENING, at: EVENING, reply: accepted("100000002") });
    assert!(ask(&mut model, EVENING));
    assert_eq!(model.asked(), 1);
}

#[test]
fn a_question_whose_connection_is_gone_cannot_be_answered_and_is_still_what_it_was() {
    for upstream in [Upstream::Simulator, Upstream::WeChat] {
        let (mut model, _) = up();
        let (generation, _) = checked(&act(&mut model, Msg::Connect)).expect("a check");
        act(&mut model, Msg::Checked(generation, Ok(health(upstream.clone()))));
        enter(&mut model, Field::MediaId, MEDIA_ID);
        act(&mut model, Msg::Ask);
        assert!(model.can_confirm());
        act(&mut model, Msg::Stream(generation, StreamNews::Refused(Failure::WrongKey)));
        let question = model.question.clone().expect("it is not empty");
        assert_eq!(question.health.upstream, upstream, "nobody takes a simulator for WeChat");
        assert!(!model.can_confirm());
        assert_eq!(act(&mut model, Msg::Confirm), []);
    }
}

#[test]
fn what_is_behind_the_proxy_may_not_change_between_question_and_answer() {
    let (mut model, _) = up();
    let (generation, _) = checked(&act(&mut model, Msg::Connect)).expect("a check");
    act(&mut model, Msg::Checked(generation, Ok(health(Upstream::Simulator))));
    enter(&mut model, Field::MediaId, MEDIA_ID);
    act(&mut model, Msg::Ask);
    let (generation, _) = checked(&act(&mut model, Msg::Connect)).expect("a check");
    act(&mut model, Msg::Checked(generation, Ok(health(Upstream::WeChat))));
    assert_eq!(act(&mut model, Msg::Confirm), []);
    assert_eq!(submits(&submit(&mut model)), 1, "asked anew, it can");
}

#[test]
fn the_warning_counts_over_tabs() {
    let (mut model, _) = up();
    let commands = submit(&mut model);
    let told = commands.iter().find_map(|command| match command {
        Command::Own(Own::TellTabs(drafts)) => Some(drafts.clone()),
        _ => None,
    });
    let (mut other, _) = up();
    act(&mut other, Msg::Elsewhere("tab".to_owned(), told.expect("word for the other tabs")));
    enter(&mut other, Field::MediaId, MEDIA_ID);
    assert_eq!(other.tried(), Some(Before::OtherTab));
    assert!(other.can_submit(), "it is a warning");

    let refused = Reply::Answer(r#"{"errcode":40007,"errmsg":"invalid media_id"}"#.to_owned());
    assert!(answer(&mut model, refused).contains(&Command::Own(Own::TellTabs(vec![]))));
}

#[test]
fn a_message_is_read_on_the_inspect_visit() {
    let (mut model, _) = up();
    let commands = act(&mut model, Msg::Open(PUBLISHED.to_owned()));
    assert!(matches!(&commands[..], [Command::OpenInInspect { text, .. }] if text == PUBLISHED));
    assert!(model.up().is_some(), "the connection stays");
}
