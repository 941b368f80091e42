//! `freepublish inspect`, and what every command has in common.

use std::io::Write as _;
use std::process::Stdio;

use serde_json::Value;

use crate::run::{Answer, command, freepublish, samples, with_bytes};

#[test]
fn every_sample_reads_as_recorded() {
    for (name, text) in samples() {
        for (suffix, args) in
            [("zh", ["--lang", "zh"]), ("en", ["--lang", "en"]), ("json", ["--format", "json"])]
        {
            let answer = freepublish(&["inspect", &name, args[0], args[1]], "");
            assert_eq!(answer.stderr, "", "{name}");
            assert!(!answer.stdout.contains('\u{1b}'), "{name}: an escape code in a pipe");
            insta::assert_snapshot!(format!("{name}.{suffix}"), answer.stdout);

            let from_stdin = freepublish(&["inspect", args[0], args[1]], &text);
            assert_eq!(from_stdin.stdout.replace("<stdin>", &name), answer.stdout, "{name}");
            assert_eq!(from_stdin.status, answer.status, "{name}");
        }
    }
}

#[test]
fn the_status_says_whether_there_is_an_error() {
    let status = |args: &[&str], stdin: &str| freepublish(args, stdin).status;
    assert_eq!(status(&["inspect", "document-success.xml"], ""), 0);
    assert_eq!(status(&["inspect", "response-40007.json"], ""), 1);
    assert_eq!(status(&["inspect", "response-40007.json", "--format", "json"], ""), 1);
    assert_eq!(status(&["inspect", "-"], "{\"media_id\":\"abcdefgh\"}"), 0);
    assert_eq!(status(&["inspect", "--kind", "request"], "{}"), 1);
    assert_eq!(status(&["inspect", "--kind", "reply"], "{}"), 2);
    assert_eq!(status(&["inspect", "--tokn", "T"], "{}"), 2);
    assert_eq!(status(&["inspect", "no-such-file.xml"], ""), 2);
    assert_eq!(status(&[], ""), 2);
    assert_eq!(status(&["explain"], ""), 2);
    assert_eq!(status(&["--version"], ""), 0);
    assert_eq!(status(&["--help"], ""), 0);
}

#[test]
fn what_cannot_be_read_is_said_in_the_readers_language() {
    insta::assert_snapshot!(
        "no-such-file",
        freepublish(&["inspect", "no-such-file.xml", "--lang", "zh"], "").stderr
    );
    insta::assert_snapshot!("a-directory", freepublish(&["inspect", ".", "--lang", "en"], "").stderr);
}

#[test]
fn bytes_that_are_no_utf8_are_shown_where_they_stand() {
    let gbk = b"{\"media_id\":\"\xb7\xa2\xb2\xbc\"}";
    let answer = with_bytes(&["inspect", "--lang", "en"], gbk);
    assert_eq!(answer.status, 1);
    assert!(
        answer.stdout.contains("error[input/not-utf8]: The bytes are not UTF-8: decoding stops at byte 13")
    );
    assert!(answer.stdout.contains("  |              ^^\n"), "{}", answer.stdout);
    assert!(
        answer.stdout.contains("recognised as GBK") && answer.stdout.contains("发布"),
        "{}",
        answer.stdout
    );
    let json = with_bytes(&["inspect", "--format", "json"], gbk).json();
    assert_eq!(json["diagnostics"][0]["code"], "input/not-utf8");
    assert_eq!(json["request"]["media_id"], "发布");
}

#[test]
fn too_much_is_refused_without_reading_it_all() {
    let mut child = command(&["inspect", "--format", "json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    // Endless: it stops when the command has had enough.
    let chunk = vec![b' '; 1 << 20];
    while stdin.write_all(&chunk).is_ok() {}
    let output = child.wait_with_output().expect("the command ends");
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(report["diagnostics"][0]["code"], "input/too-large");
    assert_eq!(report["diagnostics"][0]["span"], Value::Null);
}

#[test]
fn a_reader_that_leaves_early_is_no_failure() {
    let mut child = command(&["explain", "publish_status"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the command ends");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn colour_comes_when_it_is_asked_for() {
    let escapes = |args: &[&str]| freepublish(args, "").stdout.contains('\u{1b}');
    assert!(!escapes(&["inspect", "wire-failed.xml"]));
    assert!(escapes(&["inspect", "wire-failed.xml", "--color", "always"]));
    assert!(!escapes(&["inspect", "wire-failed.xml", "--color", "never"]));
    assert!(!escapes(&["inspect", "wire-failed.xml", "--format", "json", "--color", "always"]));
}

#[test]
fn what_was_pasted_does_not_steer_the_terminal() {
    let text = "<xml><Event>\u{1b}[31mX\u{202e}</Event><MsgType>event</MsgType></xml>";
    let answer = freepublish(&["inspect", "--lang", "en"], text);
    assert!(!answer.stdout.contains(['\u{1b}', '\u{202e}']), "{}", answer.stdout);
    assert!(answer.stdout.contains("␛[31mX<U+202E>"), "{}", answer.stdout);
}

#[test]
fn a_token_is_seen_nowhere() {
    let token = "70_aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789-aBcDeFgHiJkLmNoPqRsTuVwXyZ";
    let url = format!("https://api.weixin.qq.com/cgi-bin/freepublish/submit?access_token={token}");
    for text in [
        url.clone(),
        format!("curl '{url}' -H 'origin: https://a.example' -d '{{\"media_id\": 5}}'"),
        format!("GET {url} HTTP/1.1\nHost: api.weixin.qq.com\n\n{{\"media_id\":\"MEDIA_ID\"}}"),
        format!("{{\"media_id\":\"abcdefgh\",\"access_token\":\"{token}\"}}"),
        format!("{{\"access_token\":\"{token}\",\"expires_in\":7200}}"),
        format!("\"{{\\\"media_id\\\":\\\"abcdefgh\\\",\\\"access_token\\\":\\\"{token}\\\"}}\""),
        format!("2024-01-01 00:00:00 POST {url} failed"),
    ] {
        for lang in ["zh", "en"] {
            let answer = freepublish(&["inspect", "--lang", lang], &text);
            assert!(!answer.stdout.contains(&token[..12]), "{}", answer.stdout);
        }
    }
    let report = freepublish(&["inspect", "--format", "json"], &url);
    assert!(!report.stdout.contains(token), "{}", report.stdout);
}

#[test]
fn a_masked_token_moves_no_caret_and_no_column() {
    let text =
        "https://api.weixin.qq.com/cgi-bin/freepublish/submit?access_token=70_aBcDeFgHi&access_token=70_x";
    let answer = freepublish(&["inspect", "--lang", "en"], text);
    insta::assert_snapshot!("masked-token", answer.diagnostic("access-token-duplicated"));
}

#[test]
fn offsets_count_bytes_and_columns_count_characters() {
    let text = "{\n  \"标题\": \"发布😀\", \"mediaId\": \"abcdefgh\"\n}";
    let report = freepublish(&["inspect", "--format", "json", "--lang", "en"], text).json();
    let diagnostics = report["diagnostics"].as_array().expect("a list");
    let at = diagnostics
        .iter()
        .filter(|one| one["code"] == "request/unknown-field")
        .map(|one| &one["span"])
        .find(|span| span["start"] == text.find("\"mediaId\"").unwrap_or_default())
        .expect("mediaId is an unknown field");
    assert_eq!(at["end"], at["start"].as_u64().unwrap_or_default() + 9);
    assert_eq!((at["line"].as_u64(), at["column"].as_u64()), (Some(2), Some(16)));
}

#[test]
fn the_address_beside_a_callback_is_read() {
    let args = ["inspect", "wire-failed.xml", "--format", "json", "--url"];
    let url = "https://example.com/wx?signature=x&timestamp=1714112445&nonce=n1";
    let report = freepublish(&[&args[..], &[url]].concat(), "").json();
    assert_eq!(report["envelope"]["timestamp"], 1_714_112_445);
    assert_eq!(report["envelope"]["nonce"], "n1");
}

#[test]
fn the_environment_chooses_the_language() {
    let first = |variables: &[(&str, &str)]| {
        let output = command(&["explain", "status/4"])
            .env_remove("FREEPUBLISH_LANG")
            .envs(variables.iter().copied())
            .output()
            .expect("the command runs");
        Answer::from(output).stdout.lines().next().unwrap_or_default().to_owned()
    };
    let (zh, en) = ("publish_status 4 · 平台审核不通过", "publish_status 4 · rejected by the platform");
    assert_eq!(first(&[("LC_ALL", "zh_CN.UTF-8")]), zh);
    assert_eq!(first(&[("LC_ALL", "C")]), en);
    assert_eq!(first(&[("LC_ALL", "C"), ("FREEPUBLISH_LANG", "zh-CN")]), zh);
}
