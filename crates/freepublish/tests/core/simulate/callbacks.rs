//! One callback on demand: its layout on the wire, and that it reads back as what was asked for.

use freepublish::catalogue::status::STATUSES;
use freepublish::envelope::decrypt;
use freepublish::envelope::seal::PushFormat;
use freepublish::inspection::Mode;
use freepublish::simulate::{CallbackSpec, Credentials, IdForm};
use freepublish::{Diagnostic, Kind, Lang, Options, Outcome, Severity, inspect};

use crate::common;

const AT: i64 = 1_649_681_285;

fn specs() -> Vec<CallbackSpec> {
    let mut specs = Vec::new();
    for row in STATUSES {
        for push in [PushFormat::Xml, PushFormat::Json] {
            for articles in [1, 3] {
                let mut spec = CallbackSpec { push, articles, ..CallbackSpec::new(row.outcome, AT) };
                spec.publish_id = if articles == 1 { IdForm::Number } else { IdForm::Text };
                if articles == 3 && !spec.fail_idx.is_empty() {
                    spec.fail_idx = vec![1, 3];
                }
                specs.push(spec);
            }
        }
    }
    specs
}

/// What is an error or a warning in a text that WeChat is known to send like this: nothing.
#[track_caller]
fn check(text: &str, spec: &CallbackSpec, publish_id: &str) {
    let inspection = inspect(text, &Options::default());
    let complaints: Vec<_> = inspection
        .diagnostics
        .iter()
        .filter(|found| found.severity() != Severity::Info)
        .map(Diagnostic::code)
        .collect();
    assert_eq!(complaints, [""; 0], "{text}");
    assert_eq!((inspection.kind, inspection.outcome), (Kind::Callback, spec.outcome), "{text}");
    let header = inspection.header.expect("a head");
    assert_eq!((header.create_time, header.event.as_deref()), (Some(AT), Some("PUBLISHJOBFINISH")));
    let publish = inspection.publish.expect("a job");
    assert_eq!(publish.publish_id.as_deref(), Some(publish_id));
    assert_eq!(publish.fail_idx, spec.fail_idx);
    let expected = if spec.outcome == Outcome::Published { spec.articles as usize } else { 0 };
    assert_eq!(publish.articles.len(), expected, "{text}");
}

#[test]
fn each_outcome_in_each_format_reads_back() {
    for spec in specs() {
        let callback = spec.make(&Credentials::demo()).expect("a callback");
        check(callback.body(), &spec, &callback.publish_id);
        check(&callback.http(), &spec, &callback.publish_id);
    }
}

#[test]
fn each_mode_holds_the_same_document() {
    let credentials = Credentials::demo();
    for spec in specs() {
        for mode in [Mode::Compatible, Mode::Secure] {
            let callback = CallbackSpec { mode, ..spec.clone() }.make(&credentials).expect("a callback");
            let encrypted = encrypted(callback.body());
            let plain = decrypt(&credentials.key, &encrypted).expect("the demo key opens it");
            assert_eq!(
                (&plain.message, plain.app_id.as_str()),
                (&callback.document, Credentials::DEMO_APP_ID)
            );
            check(&plain.message, &spec, &callback.publish_id);
            let inspection = inspect(&callback.http(), &Options::default());
            assert_eq!(inspection.kind, Kind::Callback);
            assert_eq!(inspection.envelope.map(|envelope| envelope.mode), Some(mode), "{}", callback.http());
        }
    }
}

/// What stands in `Encrypt`, in either format.
fn encrypted(body: &str) -> String {
    let after = body.split("<Encrypt><![CDATA[").nth(1).or_else(|| body.split("\"Encrypt\":\"").nth(1));
    after.and_then(|rest| rest.split([']', '"']).next()).expect("an encrypted text").to_owned()
}

/// The text with everything replaced that differs from account to account and from job to job.
fn layout(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("<![CDATA[") {
        let (before, value) = rest.split_at(at + "<![CDATA[".len());
        let end = value.find("]]>").expect("an end");
        let value = &value[..end];
        out += before;
        out += match value.split(['_', ':']).next() {
            Some("gh") => "gh",
            Some("http") => "http",
            _ if value.len() == 28 => "openid",
            _ if matches!(value.len(), 43 | 64) => "article_id",
            _ => value,
        };
        rest = &rest[at + "<![CDATA[".len() + end..];
    }
    out += rest;
    digits_of("publish_id", &digits_of("CreateTime", &out))
}

fn digits_of(name: &str, text: &str) -> String {
    let open = format!("<{name}>");
    let at = text.find(&open).expect("the element") + open.len();
    let end = at + text[at..].find('<').expect("an end");
    assert!(text[at..end].bytes().all(|byte| byte.is_ascii_digit()));
    format!("{}{}", &text[..at], &text[end..])
}

#[test]
fn xml_is_laid_out_like_what_developers_received() {
    let samples = [
        ("wire-success-one-article.xml", Outcome::Published, 1, vec![]),
        ("wire-success-three-articles.xml", Outcome::Published, 3, vec![]),
        ("wire-publishing.xml", Outcome::Publishing, 1, vec![]),
        ("wire-originality-failed.xml", Outcome::OriginalityFailed, 3, vec![1, 3]),
        ("wire-failed.xml", Outcome::Failed, 1, vec![]),
        ("wire-status3-with-fail-idx.xml", Outcome::Failed, 1, vec![1]),
        ("wire-rejected.xml", Outcome::Rejected, 2, vec![2]),
        ("wire-deleted-by-user.xml", Outcome::DeletedByUser, 1, vec![]),
        ("wire-banned-by-system.xml", Outcome::BannedBySystem, 1, vec![]),
    ];
    for (name, outcome, articles, fail_idx) in samples {
        let sample = std::fs::read_to_string(common::folder("samples").join(name)).expect("the sample");
        let spec = CallbackSpec { articles, fail_idx, ..CallbackSpec::new(outcome, AT) };
        let made = spec.make(&Credentials::demo()).expect("a callback");
        assert_eq!(layout(made.body()), layout(&sample), "{name}");
    }
}

#[test]
fn a_link_names_its_job_and_its_article() {
    let spec = CallbackSpec { articles: 2, ..CallbackSpec::new(Outcome::Published, AT) };
    let callback = spec.make(&Credentials::demo()).expect("a callback");
    for idx in [1, 2] {
        assert!(callback.body().contains(&format!("&mid={}&idx={idx}&sn=", callback.publish_id)));
    }
}

#[test]
fn the_same_wish_gives_the_same_bytes_and_another_seed_others() {
    let make = |seed| {
        let spec = CallbackSpec { seed, mode: Mode::Secure, ..CallbackSpec::new(Outcome::Published, AT) };
        spec.make(&Credentials::demo()).expect("a callback").http()
    };
    assert_eq!(make(1), make(1));
    assert_ne!(make(1), make(2));
    let spec = CallbackSpec { seed: 7, mode: Mode::Secure, ..CallbackSpec::new(Outcome::Rejected, AT) };
    // Whoever keeps a fixture made by an older version has to get these bytes from every later one.
    let callback = spec.make(&Credentials::demo()).expect("a callback");
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("bytes-of-seed-7", callback.http());
        insta::assert_snapshot!("fixture-of-seed-7", callback.fixture().text);
    });
    assert_eq!(callback.fixture().name, format!("rejected-{}.http", callback.publish_id));
}

#[test]
fn wishes_that_contradict_themselves_are_refused_in_words() {
    let usual = CallbackSpec::new(Outcome::Rejected, AT);
    for (spec, expect) in [
        (
            CallbackSpec { outcome: Outcome::Accepted, ..usual.clone() },
            "accepted is not an outcome of publishing: it has no publish_status",
        ),
        (CallbackSpec { articles: 0, ..usual.clone() }, "A draft cannot have 0 articles"),
        (CallbackSpec { fail_idx: vec![2], ..usual.clone() }, "2 in fail_idx is no article of the draft"),
        (CallbackSpec { fail_idx: vec![0], ..usual.clone() }, "0 in fail_idx is no article of the draft"),
        (
            CallbackSpec { articles: 3, fail_idx: vec![3, 1], ..usual.clone() },
            "3,1 in fail_idx repeats a number or does not ascend",
        ),
        (
            CallbackSpec { outcome: Outcome::Published, ..usual },
            "With the outcome published no article fails",
        ),
    ] {
        let problem = spec.make(&Credentials::demo()).expect_err("a contradiction");
        assert_eq!(problem.reason(Lang::En), expect);
        for lang in Lang::ALL {
            assert!(!problem.remedy(lang).is_empty() && !problem.reason(lang).contains("{}"));
        }
    }
}
