//! `freepublish deliver` against real handlers on loopback.

use std::net::TcpListener;

use freepublish::envelope::seal::{Account, PushFormat, SignatureParameters, reply};
use freepublish::envelope::{AesKey, Opened, Secrets, Token, open};
use freepublish::inspection::{Mode, Signature};
use freepublish::{Options, Outcome};
use serde_json::Value;

use crate::handler::{Act, Handler, Seen, answer};
use crate::run::{Answer, freepublish};

const TOKEN: &str = "LabSampleToken";
const KEY: &str = "LabSampleKeyLabSampleKeyLabSampleKeyLabSamp";
const APP_ID: &str = "wxba5fad812f8e6fb9";
const SECRETS: [&str; 6] = ["--token", TOKEN, "--aes-key", KEY, "--app-id", APP_ID];

/// For handlers that do not answer: nobody wants to wait five seconds for that.
const IMPATIENT: [&str; 2] = ["--deadline", "400"];

fn deliver(url: &str, args: &[&str]) -> Answer {
    freepublish(&[&["deliver", url, "--lang", "en"], &SECRETS[..], args].concat(), "")
}

/// The report of a run that has to end with that status.
#[track_caller]
fn report(url: &str, args: &[&str], status: i32) -> Value {
    let answer = deliver(url, &[&["--format", "json"], args].concat());
    assert_eq!((answer.status, answer.stderr.as_str()), (status, ""), "{}", answer.stdout);
    let report = answer.json();
    assert_eq!(report["passed"], status == 0, "{report:#}");
    report
}

/// For each try of the first delivery, the codes of its findings.
fn codes(report: &Value) -> Vec<Vec<&str>> {
    let list = |value: &'_ Value| value.as_array().expect("a list").len();
    let tries = &report["deliveries"][0]["tries"];
    (0..list(tries))
        .map(|at| {
            let found = &tries[at]["diagnostics"];
            (0..list(found)).map(|at| found[at]["code"].as_str().expect("a code")).collect()
        })
        .collect()
}

/// Three tries, each with that one finding.
#[track_caller]
fn check_fails(handler: &Handler, args: &[&str], code: &str) {
    let report = report(&handler.url(), args, 1);
    assert_eq!(codes(&report), [[code]; 3], "{report:#}");
    assert_eq!(handler.seen().len(), 3, "three tries in all");
}

fn opened(seen: &Seen) -> Opened {
    let secrets = Secrets {
        token: Some(Token::new(TOKEN)),
        key: Some(AesKey::from_encoding(KEY)),
        previous_key: None,
        app_id: Some(APP_ID.to_owned()),
    };
    open(&seen.http(), &Options::default(), &secrets)
}

#[test]
fn a_handler_that_answers_success_or_nothing_passes_at_the_first_try() {
    for body in ["success", ""] {
        let handler = Handler::answering("200 OK", body);
        let report = report(&handler.url(), &["--outcome", "rejected"], 0);
        assert_eq!(codes(&report), [[""; 0]]);
        assert_eq!(report["deliveries"][0]["tries"][0]["body"], body);
        let seen = handler.seen();
        let [seen] = &seen[..] else { panic!("one try: {seen:?}") };
        assert!(seen.target().starts_with("/wx?signature="), "{}", seen.target());
        assert_eq!(seen.header("Content-Type"), Some("text/xml"));
        assert_eq!(seen.header("Host"), handler.url().split('/').nth(2));
        let opened = opened(seen).inspection;
        assert_eq!(opened.outcome, Outcome::Rejected);
        assert_eq!(opened.envelope.map(|envelope| envelope.signature), Some(Signature::Valid));
    }
}

#[test]
fn encrypted_callbacks_in_every_format_are_decrypted_by_the_handler() {
    for mode in ["compatible", "secure"] {
        for (push, content_type) in [("xml", "text/xml"), ("json", "application/json")] {
            let handler = Handler::answering("200 OK", "success");
            report(&handler.url(), &["--mode", mode, "--push", push, "--outcome", "failed"], 0);
            let seen = &handler.seen()[0];
            assert_eq!(seen.header("Content-Type"), Some(content_type));
            assert_eq!(seen.parameter("encrypt_type"), "aes");
            let opened = opened(seen).inspection;
            assert_eq!((opened.outcome, opened.has_errors()), (Outcome::Failed, false), "{opened:?}");
            let envelope = opened.envelope.expect("an envelope");
            assert_eq!((envelope.mode.name(), envelope.decrypted), (mode, true));
            assert_eq!(envelope.signature, Signature::Valid);
        }
    }
}

#[test]
fn a_handler_that_answers_wrongly_gets_three_tries() {
    for (status, body, code) in [
        ("200 OK", "\"success\"", "delivery/reply-quoted-success"),
        ("200 OK", "{\"errcode\":0}", "delivery/reply-not-success"),
        ("500 Internal Server Error", "success", "delivery/status-not-200"),
        ("204 No Content", "", "delivery/status-not-200"),
    ] {
        check_fails(&Handler::answering(status, body), &[], code);
    }
}

#[test]
fn a_redirect_is_told_and_not_followed() {
    let handler = Handler::new(|_, _| answer("302 Found\r\nLocation: /elsewhere", ""));
    check_fails(&handler, &[], "delivery/redirect");
    assert!(handler.seen().iter().all(|seen| seen.target().starts_with("/wx?")));
}

#[test]
fn a_handler_that_is_late_or_hangs_is_left_at_the_deadline() {
    check_fails(&Handler::new(|_, _| Act::TooLate), &IMPATIENT, "delivery/too-slow");
    let hangs = |bytes: &'static [u8]| Handler::new(move |_, _| Act::WriteAndHang(bytes.to_vec()));
    check_fails(&hangs(b""), &IMPATIENT, "delivery/too-slow");
    check_fails(&hangs(b"HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nsucc"), &IMPATIENT, "delivery/too-slow");
}

#[test]
fn a_handler_that_breaks_off_is_told_from_one_that_speaks_something_else() {
    let writes = |bytes: &'static [u8]| Handler::new(move |_, _| Act::Write(bytes.to_vec()));
    check_fails(&writes(b""), &[], "delivery/closed-early");
    check_fails(&writes(b"HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nsucc"), &[], "delivery/closed-early");
    check_fails(&writes(b"220 mail.example ESMTP\r\n\r\n"), &[], "delivery/not-http");
    let handler = Handler::answering("200 OK", "success");
    let report = report(&handler.url().replace("http:", "https:"), &[], 1);
    assert_eq!(codes(&report), [["delivery/tls"]; 3]);
}

#[test]
fn a_port_where_nothing_listens_is_tried_three_times() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("its address");
    drop(listener);
    let report = report(&format!("http://{address}/wx"), &[], 1);
    assert_eq!(codes(&report), [["delivery/unreachable"]; 3]);
}

#[test]
fn tries_end_when_one_is_accepted_and_each_has_a_nonce_of_its_own() {
    let handler = Handler::new(|_, before| match before {
        0 => answer("503 Service Unavailable", ""),
        _ => answer("200 OK", "success"),
    });
    let report = report(&handler.url(), &["--mode", "secure", "--at", "1649681285"], 0);
    assert_eq!(codes(&report), [vec!["delivery/status-not-200"], vec![]]);
    let seen = handler.seen();
    assert_eq!(seen.len(), 2);
    assert_ne!(seen[0].parameter("nonce"), seen[1].parameter("nonce"));
    let inner = |seen: &Seen| opened(seen).inner.expect("decrypted").text;
    assert_eq!(inner(&seen[0]), inner(&seen[1]), "the event is the same");
}

#[test]
fn the_same_seed_and_time_send_what_simulate_prints() {
    let made = ["--seed", "7", "--at", "1649681285", "--mode", "secure", "--push", "json"];
    let handler = Handler::answering("200 OK", "");
    report(&handler.url(), &made, 0);
    let printed = freepublish(
        &[&["simulate", "--print", "http", "--url", &handler.url()], &made[..], &SECRETS].concat(),
        "",
    );
    let seen = &handler.seen()[0];
    let (head, body) = printed.stdout.split_once("\r\n\r\n").expect("a head and a body");
    assert_eq!(head.lines().next(), seen.head.lines().next());
    assert_eq!(body.as_bytes(), seen.body);
}

#[test]
fn a_callback_that_comes_again_asks_for_deduplication() {
    let handler = Handler::answering("200 OK", "success");
    let report = report(&handler.url(), &["--times", "3"], 0);
    let seen = handler.seen();
    assert_eq!(seen.len(), 3);
    assert!(seen.iter().all(|it| it.body == seen[0].body));
    let found = |at: usize| &report["deliveries"][at]["tries"][0]["diagnostics"];
    assert_eq!(found(0).as_array().map(Vec::len), Some(0));
    assert_eq!(found(2)[0]["code"], "delivery/duplicate");
    assert!(found(2)[0]["message"].as_str().is_some_and(|message| message.contains("3 times")));
}

/// Answers an encrypted push with an encrypted reply of that content.
fn replying(message: &'static str, key: &'static str, app_id: &'static str) -> Handler {
    Handler::new(move |seen, _| {
        let key = AesKey::from_encoding(key).expect("a key");
        let account = Account { token: &Token::new(TOKEN), key: &key, app_id };
        let stamp = SignatureParameters {
            timestamp: 1_649_681_286,
            nonce: "415670741",
            random: *b"a8eedb185eb2fecf",
        };
        let is_json = seen.header("Content-Type") == Some("application/json");
        let format = if is_json { PushFormat::Json } else { PushFormat::Xml };
        answer("200 OK", reply(format, message, &account, &stamp))
    })
}

#[test]
fn an_encrypted_reply_is_verified_and_decrypted() {
    const OTHER_KEY: &str = "Another0Key0Another0Key0Another0Key0Another";
    for push in ["xml", "json"] {
        let secure = ["--mode", "secure", "--push", push];
        for message in ["success", ""] {
            assert_eq!(codes(&report(&replying(message, KEY, APP_ID).url(), &secure, 0)), [[""; 0]]);
        }
        check_fails(&replying("\"success\"", KEY, APP_ID), &secure, "delivery/reply-quoted-success");
        check_fails(&replying("success", OTHER_KEY, APP_ID), &secure, "envelope/padding");
        check_fails(&replying("success", KEY, "wx1"), &secure, "envelope/app-id-mismatch");
        let plain = ["--mode", "plain", "--push", push];
        check_fails(&replying("success", KEY, APP_ID), &plain, "delivery/reply-encrypted");
    }
    // Signed with another token than the push.
    let handler = replying("success", KEY, APP_ID);
    let args = ["deliver", &handler.url(), "--format", "json", "--mode", "secure"];
    let answer =
        freepublish(&[&args[..], &["--token", "another", "--aes-key", KEY, "--app-id", APP_ID]].concat(), "");
    assert_eq!(codes(&answer.json()), [["envelope/signature-mismatch"]; 3]);
}

#[test]
fn an_address_is_verified_by_the_exact_echostr() {
    let echo = |around: &'static str| {
        Handler::new(move |seen, _| {
            answer("200 OK", format!("{around}{}{around}", seen.parameter("echostr")))
        })
    };
    let handler = echo("");
    assert_eq!(codes(&report(&handler.url(), &["--verify"], 0)), [[""; 0]]);
    let seen = &handler.seen()[0];
    assert!(seen.head.starts_with("GET /wx?signature="), "{}", seen.head);
    let token = Token::new(TOKEN);
    let (timestamp, nonce) = (seen.parameter("timestamp"), seen.parameter("nonce"));
    assert_eq!(seen.parameter("signature"), freepublish::envelope::signature(&token, timestamp, nonce));
    for wrong in ["\"", "\n", "\u{feff}", "x"] {
        let handler = echo(wrong);
        assert_eq!(codes(&report(&handler.url(), &["--verify"], 1)), [["delivery/echostr-wrong"]]);
        assert_eq!(handler.seen().len(), 1, "a verification is not repeated");
    }
    let handler = Handler::answering("200 OK", "success");
    assert_eq!(codes(&report(&handler.url(), &["--verify"], 1)), [["delivery/echostr-wrong"]]);
    let handler = Handler::answering("404 Not Found", "");
    assert_eq!(codes(&report(&handler.url(), &["--verify"], 1)), [["delivery/status-not-200"]]);
}

#[test]
fn a_body_from_a_file_is_sent_byte_for_byte_and_signed_anew() {
    let handler = Handler::answering("200 OK", "success");
    // Both in one run, then the second again, encrypted.
    let files = ["wire-rejected.xml", "push-json-success.json"];
    report(&handler.url(), &files, 0);
    report(&handler.url(), &["push-json-success.json", "--mode", "secure"], 0);
    let samples = crate::run::samples();
    let sample = |name: &str| &samples.iter().find(|(known, _)| known == name).expect("a sample").1;
    let seen = handler.seen();
    for (seen, (name, content_type)) in
        seen.iter().zip([(files[0], "text/xml"), (files[1], "application/json")])
    {
        assert_eq!(seen.body, sample(name).as_bytes());
        assert_eq!(seen.header("Content-Type"), Some(content_type));
        let envelope = opened(seen).inspection.envelope.expect("an envelope");
        assert_eq!((envelope.mode, envelope.signature), (Mode::Plain, Signature::Valid));
    }
    let opened = opened(&seen[2]);
    assert_eq!(opened.inner.expect("decrypted").text, *sample(files[1]));
}

#[test]
fn a_raw_request_keeps_its_query_and_an_encrypted_body_is_signed_anew() {
    let kept = "../rules/envelope/app-id-mismatch.good.http";
    let body = "../rules/envelope/signature-absent.good.xml";
    let handler = Handler::answering("200 OK", "success");
    report(&format!("{}?app=1", handler.url()), &[kept, body], 0);
    let seen = handler.seen();
    assert!(seen[0].target().starts_with("/wx?app=1&signature="), "{}", seen[0].target());
    for seen in &seen {
        let envelope = opened(seen).inspection.envelope.expect("an envelope");
        assert_eq!((envelope.mode, envelope.signature), (Mode::Secure, Signature::Valid));
        assert_eq!(seen.parameter("app"), "1");
    }
    // The examples are old.
    assert_ne!(seen[0].parameter("timestamp"), seen[1].parameter("timestamp"));
}

#[test]
fn addresses_that_are_no_handlers_are_refused_before_anything_is_sent() {
    let mut told = String::new();
    for lang in ["zh", "en"] {
        for url in [
            "http://169.254.0.23/",
            "http://[fe80::1]/",
            "http://169.254.169.254/latest/meta-data",
            "http://[::ffff:100.100.100.200]/",
            "http://0.0.0.0:8080/",
            "http://224.0.0.1/",
            "http://user:password@127.0.0.1/",
            "ftp://127.0.0.1/",
            "127.0.0.1:8080/wx",
            "wechat",
        ] {
            let answer = freepublish(&["deliver", url, "--lang", lang], "");
            assert_eq!((answer.status, answer.stdout.as_str()), (2, ""), "{url}");
            told += &answer.stderr;
        }
    }
    insta::assert_snapshot!("deliver-refused", told);
    // Names that end in .invalid belong to nobody: RFC 2606.
    let answer = freepublish(&["deliver", "http://handler.invalid/", "--lang", "en"], "");
    assert_eq!(answer.status, 2);
    assert!(answer.stderr.contains("no such host: handler.invalid"), "{}", answer.stderr);
    // Who insists is not refused: there is a port, where nothing listens.
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = listener.local_addr().expect("its address").port();
    drop(listener);
    let url = format!("http://0.0.0.0:{port}/");
    let answer = freepublish(&["deliver", &url, "--allow-any-address", "--deadline", "250"], "");
    assert_eq!(answer.status, 1, "{}", answer.stderr);
}

#[test]
fn wrong_usage_ends_with_2() {
    let handler = Handler::answering("200 OK", "success");
    let url = handler.url();
    for args in [
        &["no-such-file.xml"][..],
        &["wire-rejected.xml", "--outcome", "failed"],
        &["--verify", "--times", "2"],
        &["--deadline", "0"],
        &["--times", "0"],
        &["--mode", "secure", "--aes-key", "short"],
        &["--outcome", "published", "--fail-idx", "1"],
    ] {
        let answer = freepublish(&[&["deliver", &url], args].concat(), "");
        assert_eq!((answer.status, answer.stdout.as_str()), (2, ""), "{args:?}");
    }
    assert_eq!(handler.seen().len(), 0, "nothing is sent");
}

#[test]
fn what_is_said_reads_well_and_holds_no_secret() {
    let debugging = || {
        Handler::new(|_, before| match before {
            0 => {
                let body = format!("<pre>token {TOKEN}, key {KEY}\naccess_token=70_ab</pre>");
                answer("500 Internal Server Error", body)
            }
            1 | 2 => answer("200 OK", "\"success\""),
            _ => answer("200 OK", "success\n"),
        })
    };
    for lang in ["zh", "en"] {
        let handler = debugging();
        let args = ["deliver", &handler.url(), "wire-rejected.xml", "--times", "2", "--lang", lang];
        let answer = freepublish(&[&args[..], &SECRETS].concat(), "");
        assert_eq!((answer.status, answer.stderr.as_str()), (1, ""));
        assert!(!answer.stdout.contains(TOKEN) && !answer.stdout.contains(KEY), "{}", answer.stdout);
        insta::assert_snapshot!(format!("delivered.{lang}"), steady(&answer.stdout, &handler.url()));
    }
    let printed = deliver(&debugging().url(), &["--format", "json"]).stdout;
    assert!(printed.contains("***"), "{printed}");
    assert!(!printed.contains(TOKEN) && !printed.contains(KEY) && !printed.contains("70_ab"), "{printed}");
}

/// What was said without ports and times, which differ.
fn steady(told: &str, url: &str) -> String {
    let port = url.rsplit([':', '/']).nth(1).expect("a port");
    let told = told.replace(port, "PORT");
    let time = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let lines = told.lines().map(|line| {
        let parts = line.split(" · ").map(|part| match part.strip_suffix(" ms") {
            Some(number) if time(number) => "N ms",
            _ => part,
        });
        parts.collect::<Vec<_>>().join(" · ")
    });
    lines.collect::<Vec<_>>().join("\n")
}
