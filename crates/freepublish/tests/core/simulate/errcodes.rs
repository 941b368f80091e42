//! Error codes: each that submit can answer is reachable, the modelled ones by what really causes them.

use freepublish::catalogue::errcode::{Class, ERROR_CODES};
use freepublish::simulate::timeline::What;
use freepublish::simulate::{Credentials, Scenario, run};
use freepublish::{Kind, Options, Outcome, inspect};

/// The answers of a scenario: errcode and body.
fn answers(text: &str) -> Vec<(i64, String)> {
    let scenario = Scenario::parse(text).expect("no mistakes");
    let timeline = run(&scenario, &Credentials::demo());
    let answers = timeline.entries.iter().filter_map(|entry| match entry.what {
        What::Answer { errcode } => {
            let body = entry.message.as_ref().expect("a message").body().to_owned();
            Some((errcode.unwrap_or(0), body))
        }
        _ => None,
    });
    answers.collect()
}

/// The last answer of a scenario has this errcode.
#[track_caller]
fn check(text: &str, errcode: i64) {
    let answers = answers(text);
    let (last, body) = answers.last().expect("an answer");
    assert_eq!(*last, errcode, "{text}\n{answers:?}");
    let inspection = inspect(body, &Options::default());
    // After -1 nobody knows.
    let outcome = if errcode == -1 { Outcome::Unknown } else { Outcome::Refused };
    assert_eq!((inspection.kind, inspection.outcome), (Kind::Response, outcome), "{body}");
    let response = inspection.response.expect("an answer");
    assert_eq!(response.errcode, Some(errcode));
    assert!(response.rid.is_some(), "{body}");
}

#[test]
fn what_is_modelled_comes_from_its_cause() {
    let flaw = |flaw: &str| format!("at 0s token\nat 1s submit flaw {flaw}");
    check(&flaw("get-method"), 43002);
    check(&flaw("http"), 43003);
    check(&flaw("no-token"), 41001);
    check(&flaw("bad-token"), 40014);
    check(&flaw("no-body"), 44002);
    check(&flaw("bad-json"), 47001);
    check(&flaw("no-media-id"), 41006);
    check(&flaw("number-media-id"), 40097);
    check("at 0s submit", 41001);
    check("at 0s token\nat 2h submit", 42001);
    check("server a\nserver b\nat 0s token by a\nat 1m token by b\nat 7m submit by a", 40001);
    check("at 0s token\nat 1s submit media-id AbC-123", 40007);
    check("draft other foreign\nat 0s token\nat 1s submit", 40007);
    check("at 0s token\nat 1s submit\nat 2s submit", 40007);
    check("draft a outcome failed\nat 0s token\nat 1s submit\nat 5m submit", 40007);
    check("permission no\nat 0s token\nat 1s submit", 48001);
    check("permission no\nat 0s token\nat 1s get", 48001);
    check("used submit 100\nat 0s token\nat 1s submit", 45009);
    check("at 0s token\nat 1s submit\nat 2s getarticle", 53600);
    check("at 0s token\nat 1s submit\nat 1m delete\nat 2m getarticle", 53600);
    check("at 0s token\nat 1s submit\nat 1m delete index 2", 40097);
    check("at 0s token\nat 1s submit\nat 1m delete every 1s times 11", 45009);
    check("at 0s token\nat 1s draft-add a articles 9", 45008);
    check("used draft-add 1000\nat 0s token\nat 1s draft-add a", 45009);
    check("used get 100\nat 0s token\nat 1s submit\nat 2s get", 45009);
    check("at 0s token\nat 1s get", 53502);
    check("whitelist 192.0.2.1\nat 0s token", 40164);
    check("whitelist 192.0.2.1\nat 0s stable-token", 40164);
    check("at 0s stable-token force\nat 10s stable-token force", 45011);
    check("at 0s stable-token force every 1m times 21", 45009);
}

#[test]
fn what_should_succeed_succeeds() {
    let last = |text: &str| answers(text).last().map(|answer| answer.0);
    for text in [
        "at 0s token\nat 1s submit",
        "at 0s stable-token\nat 1s submit",
        "at 0s token\nat 7199s submit",
        "server a\nserver b\nat 0s token by a\nat 1m token by b\nat 359s submit by a",
        "failed-draft kept\ndraft a outcome failed\nat 0s token\nat 1s submit\nat 5m submit",
        "used submit 99\nat 0s token\nat 1s submit",
        // The quota comes back the next day in Beijing: 14 hours after the usual beginning.
        "used submit 100\nat 14h token\nat 14h submit",
        "at 0s token\nat 1s submit\nat 2s get",
        "at 0s token\nat 1s draft-add a articles 8\nat 2s submit a",
        "at 0s token\nat 1s submit\nat 1m getarticle",
        "at 0s token\nat 1s batchget",
        "draft a articles 2\nat 0s token\nat 1s submit\nat 1m delete index 1\nat 2m delete 1 index 2",
        "publish-id string\nat 0s token\nat 1s submit\nat 2s get",
        "at 0s stable-token force\nat 30s stable-token force",
    ] {
        assert_eq!(last(text), Some(0), "{text}");
    }
}

#[test]
fn the_stable_token_stays_until_it_is_renewed() {
    let answers = answers("at 0s stable-token\nat 1h stable-token\nat 116m stable-token");
    let token = |at: usize| answers[at].1.split('"').nth(3).expect("a token").to_owned();
    assert_eq!(token(0), token(1));
    assert_ne!(token(0), token(2));
    assert!(answers[1].1.ends_with("\"expires_in\":3600}"), "{}", answers[1].1);
}

#[test]
fn every_code_of_the_catalogue_that_travels_can_be_forced() {
    for row in ERROR_CODES {
        let text = format!("errcode submit {}\nat 0s token\nat 1s submit", row.code);
        if row.code == 0 || row.class == Class::CryptoSdk {
            Scenario::parse(&text).expect_err("no interface answers it");
        } else {
            check(&text, row.code);
        }
    }
    check("errcode submit 99999\nat 0s token\nat 1s submit", 99999);
}

#[test]
fn errmsg_is_what_is_known_and_nothing_else() {
    let errmsg = |code: i64| {
        let text = format!("errcode submit {code}\nat 0s token\nat 1s submit");
        answers(&text).pop().expect("an answer").1
    };
    assert!(errmsg(48001).contains("\"errmsg\":\"api unauthorized rid: "));
    assert!(errmsg(53503).contains("\"errmsg\":\"该草稿未通过发布检查 rid: "));
    assert!(errmsg(41006).contains("(simulated: the wording is not known) rid: "));
    let whitelist = answers("whitelist 192.0.2.1\nserver a ip 198.51.100.9\nat 0s token");
    assert!(
        whitelist[0].1.contains("invalid ip 198.51.100.9 ipv6 ::ffff:198.51.100.9, not in whitelist rid: ")
    );
}

#[test]
fn a_forced_answer_may_hide_that_the_call_took_effect() {
    let text = |accepted: &str| {
        format!("errcode submit -1 times 1{accepted}\nat 0s token\nat 1s submit\nat 2s submit")
    };
    let codes = |text: &str| answers(text).into_iter().map(|answer| answer.0).collect::<Vec<_>>();
    assert_eq!(codes(&text("")), [0, -1, 0]);
    assert_eq!(codes(&text(" accepted")), [0, -1, 40007]);
}
