//! `freepublish inspect` with the token and the key of the account.

use std::process::Stdio;

use crate::run::{Answer, command, freepublish};

const TOKEN: &str = "LabSampleToken";
const KEY: &str = "LabSampleKeyLabSampleKeyLabSampleKeyLabSamp";
const APP_ID: &str = "wxba5fad812f8e6fb9";
const OTHER_KEY: &str = "Another0Key0Another0Key0Another0Key0Another";

/// Examples of the rules, which the secrets above fit.
const SECURE: &str = "../rules/envelope/app-id-mismatch.good.http";
const BODY_ALONE: &str = "../rules/envelope/signature-absent.good.xml";
const PLAINTEXT_DIFFERS: &str = "../rules/envelope/plaintext-differs.bad.http";

fn inspect(args: &[&str]) -> Answer {
    freepublish(&[&["inspect", "--lang", "en"], args].concat(), "")
}

#[test]
fn a_push_is_verified_and_decrypted() {
    for lang in ["zh", "en"] {
        let args =
            ["inspect", SECURE, "--token", TOKEN, "--aes-key", KEY, "--app-id", APP_ID, "--lang", lang];
        let answer = freepublish(&args, "");
        assert_eq!(answer.status, 0);
        insta::assert_snapshot!(format!("opened.{lang}"), answer.stdout);
    }
    let args = ["inspect", SECURE, "--token", TOKEN, "--aes-key", KEY, "--format", "json"];
    let report = freepublish(&args, "").json();
    assert_eq!(report["verdict"]["outcome"], "publishing");
    assert_eq!(report["envelope"]["mode"], "secure");
    assert_eq!(report["envelope"]["signature"], "valid");
    assert_eq!(report["envelope"]["decrypted"], true);
    assert_eq!(report["envelope"]["app_id"], APP_ID);
    assert_eq!(report["diagnostics"].as_array().map(Vec::len), Some(0));
}

#[test]
fn secrets_may_come_from_the_environment() {
    let variables = [
        ("FREEPUBLISH_TOKEN", TOKEN),
        ("FREEPUBLISH_AES_KEY", OTHER_KEY),
        ("FREEPUBLISH_PREVIOUS_AES_KEY", KEY),
        ("FREEPUBLISH_APP_ID", APP_ID),
    ];
    let run = |args: &[&str]| {
        let mut command = command(args);
        Answer::from(command.envs(variables).stdin(Stdio::null()).output().expect("the command runs"))
    };
    let answer = run(&["inspect", SECURE, "--lang", "en"]);
    assert_eq!(answer.status, 0);
    for fact in ["signature       valid", "decrypted with  the previous EncodingAESKey", APP_ID] {
        assert!(answer.stdout.contains(fact), "{}", answer.stdout);
    }
    // What stands on the command line counts more.
    assert!(run(&["inspect", SECURE, "--lang", "en", "--token", "x"]).stdout.contains("not valid"));
    let help = run(&["inspect", "--help"]);
    assert!(!help.stdout.contains(TOKEN) && !help.stdout.contains(KEY), "{}", help.stdout);
}

#[test]
fn findings_show_which_text_they_are_from() {
    // publish_status 3 outside, 1 inside: the finding about the plain field is in the file.
    let args = [PLAINTEXT_DIFFERS, "--token", TOKEN, "--aes-key", KEY];
    let answer = inspect(&args);
    assert_eq!(answer.status, 1);
    insta::assert_snapshot!("plaintext-differs", answer.stdout);
}

#[test]
fn a_finding_inside_is_shown_in_the_decrypted_text() {
    let encrypted = "\
<xml><ToUserName><![CDATA[gh_4976d87f357a]]></ToUserName>
<Encrypt><![CDATA[ITm0PliWr7mI0WPSNyy/y3fpy/PGz26F1g68ZGAKA0kM5oqgjUVXMoDLyy7IeukddOLUxtpIJffiaDCRz9rZjIpA251rruW+WRO0gm1wr4oUSmuuDKttYB3w7lvMO/mtZg1VnARLKeFOIW3ITlKuHqybpb4roPomIBklsJ5HkFXIiRYeBfH4TBapU7J6qJs4EAa1fVUi+7wUiIEfaiW3fe/ZFrz+RJxyDnTf4nmhLHo3Mf7VpU4DNFMmC75Pr4b+2LcZPUx8VeFwJ9dcGIHCIsxoFBkuu0jrQcNNeF2fzRXO1XZUCn6hEzg8RC+6N2rjHJJDvQW45eezE5uwkKKbH3tJ+Mfyud1TFMgG3EW/NfIBCZtAfzJpe2ONjzBGHFIfVBJpNzBtrgi0+HcaftYzg4xyBPOLZgtZ4rd2X2bJpXexSEz+GMTxE2efgHx96eibVE2KqejrUidzzAxnGnAtMdby1MWtluPcjlJKZBd5jrwIKpqM5lqB6VM4/XkvORB9p4t11ZJaGVg8nQIXGW/CuOLclXa3cMqYsjFr4Aic0LCKxnvTD8VAqyPmTHJi+9SRA84w4rBFnkHShq8p61rgyq3oJHrTYRndHNdTeYTaXuW/gtzwq5F4KuRZ+vmj0xnG]]></Encrypt>
</xml>";
    let answer = freepublish(&["inspect", "--lang", "en", "--aes-key", KEY], encrypted);
    assert_eq!(answer.status, 1);
    insta::assert_snapshot!("decrypted-finding", answer.stdout);
    let report = freepublish(&["inspect", "--format", "json", "--aes-key", KEY], encrypted).json();
    let found = &report["diagnostics"][0];
    assert_eq!(found["code"], "callback/wrong-event");
    assert_eq!((&found["span"]["line"], &found["span"]["column"]), (&2.into(), &10.into()));
    assert_eq!(found["path"], "/xml/Encrypt/xml/Event");
}

#[test]
fn a_wrong_key_is_a_finding_and_no_wrong_usage() {
    let answer = inspect(&[BODY_ALONE, "--aes-key", "too-short-a-key"]);
    assert_eq!(answer.status, 1);
    assert!(answer.stdout.contains("error[envelope/key-length]: The length of the EncodingAESKey is 15"));
    let answer = inspect(&[BODY_ALONE, "--aes-key", OTHER_KEY]);
    assert_eq!(answer.status, 1);
    assert!(answer.stdout.contains("error[envelope/padding]"), "{}", answer.stdout);
    // A text that needs no key is told of it all the same.
    let answer = inspect(&["wire-failed.xml", "--previous-aes-key", "钥"]);
    assert_eq!(answer.status, 1);
    assert!(answer.stdout.contains("The length of the previous EncodingAESKey is 1"), "{}", answer.stdout);
    assert!(
        answer.stdout.starts_with("✗ Not published"),
        "the payload is as good as it was: {}",
        answer.stdout
    );
    // What is no push has no use for a key.
    assert_eq!(inspect(&["request.json", "--aes-key", "short"]).status, 0);
}

#[test]
fn a_timestamp_is_compared_with_the_time_that_is_given() {
    let at = |seconds: &str| inspect(&[SECURE, "--token", TOKEN, "--aes-key", KEY, "--at", seconds]);
    assert!(!at("1714112449").stdout.contains("timestamp-stale"));
    let answer = at("1714116045");
    assert_eq!(answer.status, 0, "a warning");
    assert!(answer.stdout.contains("warning[envelope/timestamp-stale]"), "{}", answer.stdout);
}

#[test]
fn secrets_are_seen_nowhere() {
    for file in [SECURE, BODY_ALONE, PLAINTEXT_DIFFERS, "wire-failed.xml", "no-such-file"] {
        for (format, key) in
            [("text", KEY), ("json", KEY), ("text", OTHER_KEY), ("text", &KEY[..42]), ("json", "ab-c?de")]
        {
            let args =
                [file, "--format", format, "--token", TOKEN, "--aes-key", key, "--previous-aes-key", key];
            let Answer { stdout, stderr, .. } = inspect(&args);
            for secret in [TOKEN, key] {
                assert!(!stdout.contains(secret) && !stderr.contains(secret), "{stdout}{stderr}");
            }
        }
    }
}

#[test]
fn what_is_pasted_is_shown_and_reported_without_its_secrets() {
    let secrets = ["hunter2", "70_aBcD", "5ecret", "s1d"];
    let url = "https://me:hunter2@api.weixin.qq.com/cgi-bin/freepublish/submit?access_token=70_aBcD&appsecret=5ecret";
    let call =
        format!("curl -X GET '{url}' -u me:hunter2 -b sid=s1d -x me:hunter2@h -d '{{\"mediaId\":\"x\"}}'");
    let texts = [
        call.clone(),
        format!(
            "POST {url} HTTP/1.1\r\nHost: h\r\nCookie: a=\"s1d\"\r\nAuthorization: Bearer 5ecret\r\n\r\n{{}}"
        ),
        r#""{\"media_id\":\"abcdefgh\",\"access_token\":\"70_aBcD\",\"secret\":\"5ecret\"}""#.to_owned(),
        r#"{\"media_id\":\"abcdefgh\",\"access_token\":\"70_aBcD\"}"#.to_owned(),
        "&lt;xml&gt;&lt;AppSecret&gt;5ecret&lt;/AppSecret&gt;&lt;/xml&gt;".to_owned(),
        r#"{"errcode":40001,"errmsg":"invalid access_token=70_aBcD https://me:hunter2@h"}"#.to_owned(),
        format!("{{\"url\":\"{url}\",\"session_key\":\"s1d\"}}"),
        format!("<xml><a>{url}</a>&<b>secret=5ecret</b><c></xml>"),
        r#"{"cookies":[{"name":"a","value":"s1d"}],"secret":"5ecret",}"#.to_owned(),
    ];
    for text in texts {
        for args in [["--lang", "zh"], ["--lang", "en"], ["--format", "json"]] {
            let answer = freepublish(&[&["inspect"], args.as_slice()].concat(), &text);
            for secret in secrets {
                assert!(!answer.stdout.contains(secret), "{secret} of {text}\n{}", answer.stdout);
            }
        }
    }
}
