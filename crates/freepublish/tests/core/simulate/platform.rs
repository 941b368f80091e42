//! The state machine on its own, as a server with a real clock uses it.

use freepublish::simulate::config::Plan;
use freepublish::simulate::platform::{DEADLINE, Judgement, TRIES};
use freepublish::simulate::{
    Credentials, Effect, Event, HttpRequest, HttpResponse, Platform, PlatformConfig,
};
use freepublish::{Kind, Lang, Options, Outcome, inspect};

const NOW: i64 = 1_767_232_800_000;

fn call(request: HttpRequest) -> Event {
    Event::Call { ip: "192.0.2.7".to_owned(), request }
}

/// The body of the one answer.
fn answer(effects: &[Effect]) -> String {
    let [Effect::Respond(response)] = effects else { panic!("one answer: {effects:?}") };
    response.body.clone()
}

/// A platform with one draft that was just submitted.
fn submitted(plan: Plan) -> Platform {
    let mut platform = Platform::new(PlatformConfig::default(), Credentials::demo(), NOW);
    let media_id = platform.add_draft("main", plan).expect("a plan");
    let url = "https://api.weixin.qq.com/cgi-bin/token?grant_type=client_credential&appid=a&secret=b";
    let token = answer(&platform.step(NOW, call(HttpRequest::new("GET", url))));
    let token = token.split('"').nth(3).expect("a token");
    let url = format!("https://api.weixin.qq.com/cgi-bin/freepublish/submit?access_token={token}");
    let submit = HttpRequest::new("POST", &url).body(format!("{{\"media_id\":\"{media_id}\"}}"));
    let accepted = inspect(&answer(&platform.step(NOW, call(submit))), &Options::default());
    assert_eq!((accepted.kind, accepted.outcome), (Kind::Response, Outcome::Accepted));
    platform
}

fn pushes(effects: &[Effect]) -> Vec<(usize, u32)> {
    let push = |effect: &Effect| match effect {
        Effect::Push { delivery, attempt, .. } => Some((*delivery, *attempt)),
        _ => None,
    };
    effects.iter().filter_map(push).collect()
}

fn reply(attempt: u32, response: Option<HttpResponse>) -> Event {
    Event::Reply { delivery: 0, attempt, response }
}

fn judgement(effects: &[Effect]) -> Option<Judgement> {
    effects.iter().find_map(|effect| match effect {
        Effect::Judged { judgement, .. } => Some(*judgement),
        _ => None,
    })
}

#[test]
fn a_reply_counts_before_the_deadline_and_not_at_it() {
    for (wait, expect) in [(DEADLINE - 1, Judgement::Accepted), (DEADLINE, Judgement::Late)] {
        let mut platform = submitted(Plan::default());
        let pushed = platform.next_due().expect("an outcome");
        assert_eq!(pushes(&platform.step(pushed, Event::Time)), [(0, 1)]);
        let success = HttpResponse::new(200, "text/plain", "success");
        let effects = platform.step(pushed + wait, reply(1, Some(success)));
        assert_eq!(judgement(&effects), Some(expect));
        assert_eq!(platform.next_due().is_none(), expect == Judgement::Accepted);
    }
}

#[test]
fn only_success_or_nothing_is_accepted() {
    let judged = |response: Option<HttpResponse>| {
        let mut platform = submitted(Plan::default());
        let pushed = platform.next_due().expect("an outcome");
        platform.step(pushed, Event::Time);
        judgement(&platform.step(pushed + 1, reply(1, response)))
    };
    let said = |status, body: &str| judged(Some(HttpResponse::new(status, "text/plain", body)));
    assert_eq!(said(200, "success"), Some(Judgement::Accepted));
    assert_eq!(said(200, ""), Some(Judgement::Accepted));
    assert_eq!(said(200, "\"success\""), Some(Judgement::Wrong));
    assert_eq!(said(200, "ok"), Some(Judgement::Wrong));
    assert_eq!(said(200, "<xml><Encrypt>in plaintext mode</Encrypt></xml>"), Some(Judgement::Wrong));
    assert_eq!(said(302, ""), Some(Judgement::Wrong));
    assert_eq!(said(500, "success"), Some(Judgement::Wrong));
    assert_eq!(judged(None), Some(Judgement::Unreachable));
}

#[test]
fn whoever_comes_back_late_finds_everything_done() {
    let mut platform = submitted(Plan::default());
    let effects = platform.step(NOW + 3_600_000, Event::Time);
    assert_eq!(pushes(&effects), (1..=TRIES).map(|attempt| (0, attempt)).collect::<Vec<_>>());
    assert_eq!(effects.last(), Some(&Effect::GaveUp { delivery: 0 }));
    assert_eq!(platform.next_due(), None);
}

#[test]
fn replies_to_nothing_change_nothing() {
    let mut platform = submitted(Plan::default());
    let due = platform.next_due();
    for (delivery, attempt) in [(0, 1), (7, 1), (usize::MAX, u32::MAX)] {
        let effects = platform.step(NOW, Event::Reply { delivery, attempt, response: None });
        assert_eq!(pushes(&effects), []);
        assert_eq!(platform.next_due(), due);
    }
}

#[test]
fn any_moment_and_any_length_is_answered() {
    for now in [i64::MIN, -1, 0, i64::MAX] {
        let mut platform = submitted(Plan { takes: i64::MAX, ..Plan::default() });
        platform.step(now, Event::Time);
        platform.step(now, call(HttpRequest::new("GET", "https://api.weixin.qq.com/cgi-bin/token")));
        platform.step(now, call(HttpRequest::new("GET", "")));
    }
}

#[test]
fn drafts_are_listed_as_long_as_they_can_be_submitted() {
    let mut platform = submitted(Plan::default());
    assert_eq!(platform.drafts().count(), 0, "it is used up");
    let foreign = Plan { foreign: true, ..Plan::default() };
    platform.add_draft("theirs", foreign).expect("a plan");
    let media_id = platform.add_draft("ours", Plan::default()).expect("a plan");
    let listed: Vec<_> = platform.drafts().map(|(name, media_id, _)| (name, media_id)).collect();
    assert_eq!(listed, [("ours", media_id.as_str())]);
}

#[test]
fn drafts_of_one_name_are_several_and_impossible_plans_are_none() {
    let mut platform = Platform::new(PlatformConfig::default(), Credentials::demo(), NOW);
    let first = platform.add_draft("main", Plan::default()).expect("a plan");
    assert_ne!(platform.add_draft("main", Plan::default()), Ok(first));
    let problem = platform.add_draft("main", Plan { outcome: Outcome::Accepted, ..Plan::default() });
    assert!(problem.expect_err("no outcome").reason(Lang::En).contains("accepted"));
    let unknown = call(HttpRequest::new("POST", "https://api.weixin.qq.com/cgi-bin/unknown"));
    let effects = platform.step(NOW, unknown);
    assert!(matches!(&effects[..], [Effect::Respond(response)] if response.status == 404), "{effects:?}");
}
