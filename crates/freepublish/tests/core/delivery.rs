//! Answers to a push. Which findings they raise is in the examples of the rules; here is what cannot be an example.

use std::borrow::Cow;

use freepublish::delivery::{
    Answer, DEADLINE, Exchange, Failure, Reply, Sent, is_accepted, judge as judge_push, judge_verification,
};
use freepublish::envelope::seal::{Account, PushFormat, SignatureParameters, reply};
use freepublish::envelope::{Secrets, Token, encrypt};
use freepublish::inspection::Mode;
use freepublish::simulate::{CallbackSpec, Credentials, Repost, verification};
use freepublish::{Diagnostic, Inspection, Lang, Outcome, Span};
use proptest::prelude::*;

use crate::common;

/// Judges the example of a rule: a raw response, and the rest of its case in lines such as `elapsed: 6200 ms`.
pub(crate) fn judge(case: &str, response: &[u8], secrets: &Secrets) -> (Cow<'static, str>, Inspection) {
    let (status, headers, body) = response_parts(response);
    let reply = Reply { status, headers: &headers, body };
    let mut exchange = Exchange { answer: Answer::Reply(reply), elapsed: 20, deadline: DEADLINE };
    let mut sent = Sent { mode: Mode::Plain, secrets, accepted_before: 0 };
    let mut expected = None;
    for line in case.lines() {
        let (key, value) = line.split_once(": ").expect("key: value");
        match key {
            "accepted before" => sent.accepted_before = value.parse().expect("a number"),
            "echostr" => expected = Some(value),
            "elapsed" => exchange.elapsed = value.trim_end_matches(" ms").parse().expect("milliseconds"),
            "failure" => exchange.answer = Answer::Failure(failure(value)),
            "mode" => sent.mode = mode(value),
            _ => panic!("{key} is no part of a case"),
        }
    }
    let diagnostics = match expected {
        Some(echostr) => judge_verification(&exchange, echostr),
        None => judge_push(&exchange, &sent),
    };
    (reply.text().into_owned().into(), inspection_of(diagnostics))
}

fn inspection_of(diagnostics: Vec<Diagnostic>) -> Inspection {
    let mut inspection = Inspection::default();
    inspection.diagnostics = diagnostics;
    inspection
}

/// Status, headers and body; the body ends where the file does, without the line feed that editors add.
fn response_parts(response: &[u8]) -> (u16, Vec<(String, String)>, &[u8]) {
    let Some(end) = response.windows(2).position(|pair| pair == b"\n\n") else { return (0, Vec::new(), b"") };
    let head = std::str::from_utf8(&response[..end]).expect("UTF-8");
    let body = &response[end + 2..];
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).expect("a status line");
    let headers = lines.map(|line| line.split_once(": ").expect("a header"));
    let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    (status.parse().expect("a status"), headers, body.strip_suffix(b"\n").unwrap_or(body))
}

fn failure(name: &str) -> Failure {
    match name {
        "refused" => Failure::Refused,
        "tls" => Failure::Tls,
        "closed" => Failure::Closed,
        "not http" => Failure::NotHttp,
        _ => panic!("{name} is no failure"),
    }
}

fn mode(name: &str) -> Mode {
    let modes = [Mode::Plain, Mode::Compatible, Mode::Secure];
    modes.into_iter().find(|mode| mode.name() == name).expect("a mode")
}

fn codes(found: &[Diagnostic]) -> Vec<&'static str> {
    found.iter().map(Diagnostic::code).collect()
}

fn judged(body: &[u8], mode: Mode, secrets: &Secrets) -> Vec<Diagnostic> {
    let answer = Answer::Reply(Reply { status: 200, headers: &[], body });
    let exchange = Exchange { answer, elapsed: DEADLINE, deadline: DEADLINE };
    judge_push(&exchange, &Sent { mode, secrets, accepted_before: 0 })
}

fn replied(body: &[u8], mode: Mode) -> Vec<&'static str> {
    codes(&judged(body, mode, &Credentials::demo().secrets()))
}

#[test]
fn success_and_nothing_are_accepted_in_every_mode() {
    for mode in [Mode::Plain, Mode::Compatible, Mode::Secure] {
        for body in ["success", ""] {
            assert_eq!(replied(body.as_bytes(), mode), [""; 0], "{body} {mode:?}");
        }
    }
}

#[test]
fn what_looks_like_success_is_told_by_how_it_differs() {
    for (body, code) in [
        ("\"success\"", "delivery/reply-quoted-success"),
        ("'success'\n", "delivery/reply-quoted-success"),
        ("\"\\\"success\\\"\"", "delivery/reply-quoted-success"),
        ("success\r\n", "delivery/reply-not-exact"),
        ("\u{feff}success", "delivery/reply-not-exact"),
        ("\n", "delivery/reply-not-exact"),
        ("SUCCESS", "delivery/reply-not-success"),
        ("{\"errcode\":0}", "delivery/reply-not-success"),
        ("<html>", "delivery/reply-not-success"),
        ("\"\"", "delivery/reply-not-success"),
    ] {
        assert_eq!(replied(body.as_bytes(), Mode::Plain), [code], "{body:?}");
        let found = judged(body.as_bytes(), Mode::Plain, &Secrets::default());
        assert_eq!(found[0].span, Some(Span::new(0, body.len())), "{body:?}");
    }
    assert_eq!(replied(b"\xff\xfe", Mode::Plain), ["delivery/reply-not-success"]);
}

#[test]
fn an_encrypted_reply_is_verified_and_what_it_holds_is_judged() {
    let demo = Credentials::demo();
    let account = Account { token: &demo.token, key: &demo.key, app_id: &demo.app_id };
    let parameters = SignatureParameters { timestamp: 1_649_681_286, nonce: "1", random: [b'0'; 16] };
    let secrets = demo.secrets();
    let other_token = Secrets { token: Some(Token::new("other")), ..demo.secrets() };
    let message =
        "<xml><ToUserName>o1</ToUserName><FromUserName>gh_1</FromUserName><MsgType>text</MsgType></xml>";
    for format in [PushFormat::Xml, PushFormat::Json] {
        for (inside, code) in [
            ("success", None),
            ("", None),
            ("success\n", Some("delivery/reply-not-exact")),
            ("\"success\"", Some("delivery/reply-quoted-success")),
            (message, Some("delivery/reply-message")),
            ("ok", Some("delivery/reply-not-success")),
        ] {
            let sealed = reply(format, inside, &account, &parameters);
            let ciphertext = encrypt(&demo.key, parameters.random, inside, &demo.app_id);
            // White space around it moves its places.
            for body in [sealed.clone(), format!("\r\n {sealed}\n")] {
                let found = judged(body.as_bytes(), Mode::Secure, &secrets);
                assert_eq!(codes(&found), Vec::from_iter(code), "{inside:?} {body}");
                for diagnostic in found {
                    let place = diagnostic.span.expect("a place").of(&body);
                    assert!(place.contains(&ciphertext), "{inside:?}: {place}");
                }
                let mut expect = vec!["envelope/signature-mismatch"];
                expect.extend(code);
                assert_eq!(codes(&judged(body.as_bytes(), Mode::Secure, &other_token)), expect, "{inside:?}");
            }
        }
        let sealed = reply(format, "success", &account, &parameters);
        assert_eq!(replied(sealed.as_bytes(), Mode::Plain), ["delivery/reply-encrypted"]);
        let incomplete = sealed.replace("Nonce", "Other");
        let found = judged(incomplete.as_bytes(), Mode::Secure, &secrets);
        assert_eq!(codes(&found), ["delivery/reply-incomplete"]);
        assert_eq!(found[0].span, Some(Span::new(0, incomplete.len())));
    }
}

#[test]
fn a_reply_that_is_late_is_judged_all_the_same() {
    let answer = Answer::Reply(Reply { status: 200, headers: &[], body: b"ok" });
    let exchange = Exchange { answer, elapsed: DEADLINE + 1, deadline: DEADLINE };
    let sent = Sent { mode: Mode::Plain, secrets: &Secrets::default(), accepted_before: 1 };
    let found = judge_push(&exchange, &sent);
    assert_eq!(codes(&found), ["delivery/too-slow", "delivery/reply-not-success"]);
    assert!(!is_accepted(&found));
    let exchange = Exchange { answer: Answer::Silence, ..exchange };
    assert_eq!(codes(&judge_push(&exchange, &sent)), ["delivery/too-slow"]);
    assert_eq!(codes(&judge_verification(&exchange, "1")), ["delivery/too-slow"]);
}

#[test]
fn a_redirect_is_told_with_where_it_leads() {
    let location = [("LOCATION".to_owned(), "https://b.example/wx/".to_owned())];
    for (headers, told) in [(&location[..], "Location: https://b.example/wx/"), (&[], "without Location")] {
        let answer = Answer::Reply(Reply { status: 301, headers, body: b"" });
        let exchange = Exchange { answer, elapsed: 1, deadline: DEADLINE };
        let found = judge_verification(&exchange, "1");
        assert_eq!(codes(&found), ["delivery/redirect"]);
        assert!(found[0].message(Lang::En).ends_with(told), "{}", found[0].message(Lang::En));
    }
}

#[test]
fn an_answer_to_a_verification_is_told_by_how_it_differs() {
    let echostr = "%37+1234";
    for (body, told) in [
        ("", "the body is empty"),
        (" \n", "the body is empty"),
        ("%37+1234\n", "white space or a byte order mark is around it"),
        ("\u{feff}%37+1234", "white space or a byte order mark is around it"),
        ("\"%37+1234\"", "it is in quotes"),
        ("%2537%2B1234", "it was not percent-decoded"),
        ("success", "success is the reply to a push"),
        ("\"success\"", "something else came"),
        ("%37+12345", "something else came"),
    ] {
        let answer = Answer::Reply(Reply { status: 200, headers: &[], body: body.as_bytes() });
        let exchange = Exchange { answer, elapsed: 1, deadline: DEADLINE };
        let found = judge_verification(&exchange, echostr);
        assert_eq!(codes(&found), ["delivery/echostr-wrong"], "{body:?}");
        assert!(found[0].message(Lang::En).contains(told), "{body:?}: {}", found[0].message(Lang::En));
        let whole = (!body.is_empty()).then(|| Span::new(0, body.len()));
        assert_eq!(found[0].span, whole, "{body:?}");
    }
    let answer = Answer::Reply(Reply { status: 200, headers: &[], body: echostr.as_bytes() });
    let exchange = Exchange { answer, elapsed: DEADLINE, deadline: DEADLINE };
    assert_eq!(judge_verification(&exchange, echostr), []);
}

#[test]
fn a_document_is_pushed_as_the_callback_it_came_from() {
    let credentials = Credentials::demo();
    for mode in [Mode::Plain, Mode::Compatible, Mode::Secure] {
        let spec = CallbackSpec { mode, seed: 7, ..CallbackSpec::new(Outcome::Published, 1_649_681_285) };
        let callback = spec.make(&credentials).expect("a callback");
        let mut repost = Repost { document: callback.document.clone(), mode, seed: 7, url: spec.url };
        assert_eq!(repost.push(0, callback.at, &credentials), callback.request, "{mode:?}");
        let again = repost.push(1, callback.at, &credentials);
        assert_ne!(again.target, callback.request.target, "the nonce is another one");
        // What is encrypted already is signed and otherwise left as it is.
        repost.document = callback.request.body.clone();
        assert_eq!(repost.push(0, callback.at, &credentials), callback.request, "{mode:?}");
    }
}

#[test]
fn a_verification_asks_for_an_answer_that_is_in_its_address() {
    let (request, echostr) = verification("http://a.example/wx?x=1", 7, 1, &Credentials::demo());
    assert!(request.target.starts_with("/wx?x=1&signature="), "{}", request.target);
    assert!(request.target.contains(&format!("&echostr={echostr}&")), "{}", request.target);
    assert_eq!((request.method.as_str(), request.body.as_str(), echostr.len()), ("GET", "", 19));
}

proptest! {
    #![proptest_config(common::proptest_config())]

    #[test]
    fn every_reply_is_answered_and_every_place_lies_in_it(
        body in prop_oneof![
            proptest::collection::vec(any::<u8>(), 0..64),
            "[\"' \u{feff}]{0,2}(success|<xml>|<Encrypt>|</Encrypt>|\\{\"Encrypt\":\"|MsgSignature|发布){0,6}[\"'} ]{0,2}"
                .prop_map(String::into_bytes),
        ],
        secure in any::<bool>(),
    ) {
        let reply = Reply { status: 200, headers: &[], body: &body };
        let exchange = Exchange { answer: Answer::Reply(reply), elapsed: 0, deadline: DEADLINE };
        let secrets = Credentials::demo().secrets();
        let mode = if secure { Mode::Secure } else { Mode::Plain };
        let diagnostics = judge_push(&exchange, &Sent { mode, secrets: &secrets, accepted_before: 0 });
        common::check_places(&reply.text(), &inspection_of(diagnostics))?;
        let diagnostics = judge_verification(&exchange, "1");
        common::check_places(&reply.text(), &inspection_of(diagnostics))?;
    }
}
