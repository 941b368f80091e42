//! `freepublish simulate`: what it prints, `inspect` reads back as what was asked for.

use std::process::Stdio;

use freepublish::catalogue::errcode::{Class, ERROR_CODES};
use freepublish::catalogue::status::STATUSES;
use freepublish::simulate::Credentials;
use freepublish::simulate::scenario::shipped;

use crate::run::{Answer, command, freepublish};

const TOKEN: &str = "LabSampleToken";
const KEY: &str = "LabSampleKeyLabSampleKeyLabSampleKeyLabSamp";
const APP_ID: &str = "wxba5fad812f8e6fb9";
const SECRETS: [&str; 6] = ["--token", TOKEN, "--aes-key", KEY, "--app-id", APP_ID];

fn simulate(args: &[&str]) -> Answer {
    freepublish(&[&["simulate", "--lang", "en"], args].concat(), "")
}

#[test]
fn every_outcome_in_every_format_and_mode_reads_back() {
    for row in STATUSES {
        for push in ["xml", "json"] {
            for mode in ["plain", "compatible", "secure"] {
                let mut args =
                    vec!["--outcome", row.outcome.name(), "--push", push, "--mode", mode, "--print", "http"];
                if matches!(row.code, 2 | 4) {
                    args.extend(["--fail-idx", "1,3"]);
                } else {
                    args.extend(["--articles", "3"]);
                }
                args.extend(SECRETS);
                check(&args, row.outcome.name(), mode, row.code);
            }
        }
    }
}

/// Simulates, inspects, and expects no complaint.
#[track_caller]
fn check(args: &[&str], outcome: &str, mode: &str, status: i64) {
    let answer = simulate(args);
    assert_eq!((answer.status, answer.stderr.as_str()), (0, ""), "{args:?}");
    let read = freepublish(&[&["inspect", "--format", "json"][..], &SECRETS].concat(), &answer.stdout);
    let report = read.json();
    assert_eq!(read.status, 0, "{args:?} {report:#}");
    assert_eq!(report["kind"], "callback");
    assert_eq!(report["verdict"]["outcome"], outcome);
    assert_eq!(report["envelope"]["mode"], mode, "{args:?} {report:#}");
    assert_eq!(report["envelope"]["signature"], "valid", "{args:?} {report:#}");
    assert_eq!(report["envelope"]["decrypted"], mode != "plain");
    assert_eq!(report["publish"]["publish_status"], status);
    let numbers: Vec<i64> = report["publish"]["fail_idx"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(serde_json::Value::as_i64)
        .collect();
    let expected: &[i64] = if matches!(status, 2 | 4) { &[1, 3] } else { &[] };
    assert_eq!(numbers, expected);
    let articles = report["publish"]["articles"].as_array().map_or(0, Vec::len);
    assert_eq!(articles, if status == 0 { 3 } else { 0 }, "{report:#}");
    let serious = report["diagnostics"].as_array().into_iter().flatten();
    let serious: Vec<_> = serious.filter(|found| found["severity"] != "info").collect();
    assert!(serious.is_empty(), "{args:?} {serious:?}");
}

#[test]
fn every_error_code_that_travels_reads_back() {
    for row in ERROR_CODES {
        let code = row.code.to_string();
        let made = simulate(&["--errcode", &code]);
        if row.class == Class::CryptoSdk {
            assert_eq!((made.status, made.stdout.as_str()), (2, ""), "{code}");
            continue;
        }
        let report = freepublish(&["inspect", "--format", "json"], &made.stdout).json();
        let outcome = match row.code {
            0 => "accepted",
            -1 => "unknown",
            _ => "refused",
        };
        assert_eq!(report["verdict"]["outcome"], outcome, "{report:#}");
        assert_eq!(report["response"]["errcode"], row.code);
    }
}

#[test]
fn the_same_seed_and_time_give_the_same_bytes() {
    let base = ["--seed", "7", "--at", "1649681285", "--outcome", "rejected", "--mode", "secure"];
    let make = |more: &[&str]| simulate(&[&base[..], &SECRETS, more].concat()).stdout;
    for print in ["body", "http", "curl", "fixture"] {
        assert_eq!(make(&["--print", print]), make(&["--print", print]));
        insta::assert_snapshot!(format!("made-{print}"), make(&["--print", print]));
    }
    let other = simulate(&[&["--seed", "8"], &base[2..], &SECRETS].concat()).stdout;
    assert_ne!(make(&[]), other);
}

#[test]
fn without_a_seed_no_two_are_of_one_job() {
    let publish_id = || {
        let body = simulate(&["--outcome", "failed"]).stdout;
        body.split("publish_id>").nth(1).expect("a publish_id").to_owned()
    };
    assert_ne!(publish_id(), publish_id());
}

#[test]
fn secrets_come_from_the_environment_and_the_demo_values_are_told() {
    let secure = ["simulate", "--mode", "secure", "--print", "http", "--lang", "en"];
    let run = |variables: &[(&str, &str)]| {
        let mut command = command(&secure);
        let output = command.envs(variables.iter().copied()).stdin(Stdio::null()).output();
        Answer::from(output.expect("the command runs"))
    };
    let all = [("FREEPUBLISH_TOKEN", TOKEN), ("FREEPUBLISH_AES_KEY", KEY), ("FREEPUBLISH_APP_ID", APP_ID)];
    let made = run(&all);
    assert_eq!((made.status, made.stderr.as_str()), (0, ""));
    assert_eq!(freepublish(&[&["inspect"][..], &SECRETS].concat(), &made.stdout).status, 0);

    let made = run(&[]);
    for value in [Credentials::DEMO_TOKEN, Credentials::DEMO_AES_KEY, Credentials::DEMO_APP_ID] {
        assert!(made.stderr.contains(value), "{}", made.stderr);
    }
    // Where nothing is signed, there is nothing to tell.
    assert_eq!(simulate(&[]).stderr, "");
}

#[test]
fn shipped_scenarios_are_listed_and_played() {
    let list = simulate(&["--list"]).stdout;
    for shipped in shipped::ALL {
        assert!(list.contains(&format!("{}\n", shipped.name)), "{list}");
        let played = simulate(&[&["--scenario", shipped.name][..], &SECRETS].concat());
        assert_eq!((played.status, played.stderr.as_str()), (0, ""));
        assert!(played.stdout.starts_with("+00:00:00.000  "), "{}", played.stdout);
    }
    insta::assert_snapshot!("scenarios", list);
    insta::assert_snapshot!(
        "played",
        simulate(
            &[&["--scenario", "callback-lost", "--seed", "3", "--at", "1649681285"][..], &SECRETS].concat()
        )
        .stdout
    );
}

#[test]
fn a_scenario_plays_in_the_mode_and_format_that_is_asked_for() {
    let url = "http://127.0.0.1:9/wx";
    let asked = ["--scenario", "happy-path", "--mode", "secure", "--push", "json", "--url", url];
    let played = simulate(&[&asked[..], &SECRETS].concat()).stdout;
    let push = "    POST /wx?signature=";
    assert!(played.contains(push) && played.contains("    Host: 127.0.0.1:9\n"), "{played}");
    assert!(played.contains("\"Encrypt\":\"") && !played.contains("PublishEventInfo"), "{played}");
}

#[test]
fn what_cannot_be_made_is_told_with_what_to_do() {
    let complaints = [
        &["--outcome", "published", "--fail-idx", "1"][..],
        &["--outcome", "rejected", "--articles", "2", "--fail-idx", "3"],
        &["--errcode", "-40001"],
        &["--errcode", "45009", "--print", "curl"],
        &["--mode", "secure", "--aes-key", "short"],
        &["--scenario", "no-such-scenario"],
        // Any text will do for mistakes.
        &["--scenario", "response-48001.json"],
    ];
    let mut told = String::new();
    for lang in ["zh", "en"] {
        for args in complaints {
            let answer = freepublish(
                &[&["simulate", "--lang", lang, "--token", "t", "--app-id", "a"], args].concat(),
                "",
            );
            assert_eq!((answer.status, answer.stdout.as_str()), (2, ""), "{args:?}");
            told += &answer.stderr;
        }
    }
    insta::assert_snapshot!("complaints", told);
    assert_eq!(simulate(&["--outcome", "accepted"]).status, 2);
    assert_eq!(simulate(&["--errcode", "45009", "--outcome", "failed"]).status, 2);
}
