//! WeChat's side: URL verification, and pushes in every mode.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::Request;
use freepublish::Outcome;
use freepublish::envelope::seal::PushFormat;
use freepublish::envelope::{Secrets, Token, signature};
use freepublish::inspection::Mode;
use freepublish::simulate::{CallbackSpec, Credentials, HttpRequest};
use freepublish_proxy::config::InboxConfig;
use freepublish_proxy::{Config, Limits, Proxy};
use serde_json::{Value, json};

use crate::common::{Answer, Lab, config};
use crate::tokens::Mute;

pub(crate) fn callback(mode: Mode, push: PushFormat, outcome: Outcome) -> HttpRequest {
    callback_of_seed(0, mode, push, outcome)
}

/// Another seed makes another nonce, as every push of WeChat has one of its own.
pub(crate) fn callback_of_seed(seed: u64, mode: Mode, push: PushFormat, outcome: Outcome) -> HttpRequest {
    let now = i64::try_from(std::time::UNIX_EPOCH.elapsed().expect("after 1970").as_secs())
        .expect("before 292277026596");
    let spec = CallbackSpec {
        mode,
        push,
        seed,
        url: "http://wx.example/callback".to_owned(),
        ..CallbackSpec::new(outcome, now)
    };
    spec.make(&Credentials::demo()).expect("a callback").request
}

pub(crate) async fn push(lab: &Lab, request: &HttpRequest) -> Answer {
    let mut builder = Request::post(&request.target).header("Host", &request.host);
    for (name, value) in &request.headers {
        builder = builder.header(name, value);
    }
    lab.send(builder.body(Body::from(request.body.clone())).expect("a request")).await
}

#[tokio::test]
async fn pushes_of_every_mode_and_format_are_kept_as_they_came() {
    for mode in [Mode::Plain, Mode::Compatible, Mode::Secure] {
        for format in [PushFormat::Xml, PushFormat::Json] {
            let lab = Lab::new();
            let request = callback(mode, format, Outcome::Rejected);
            let answer = push(&lab, &request).await;
            assert_eq!((answer.status.as_u16(), answer.text()), (200, "success"), "{mode:?} {format:?}");
            assert!(answer.header("content-type").starts_with("text/plain"));
            let kept = &lab.callbacks(1).await[0];
            assert_eq!(kept["body"], request.body.as_str());
            assert_eq!(request.target, format!("/callback?{}", kept["query"].as_str().expect("a query")));
            let sent_type =
                request.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
            assert_eq!(kept["content_type"].as_str(), sent_type.map(|(_, value)| value.as_str()));
            assert!(sent_type.is_some());
            assert_eq!((&kept["mode"], &kept["signature"]), (&json!(mode.name()), &json!("valid")));
            let covered = if mode == Mode::Plain { "caller" } else { "ciphertext" };
            assert_eq!((&kept["verified"], kept.get("stale")), (&json!(covered), None));
            assert_eq!((&kept["outcome"], &kept["publish_status"]), (&json!("rejected"), &json!(4)));
            assert_eq!(kept["document"].is_string(), mode != Mode::Plain, "{kept}");
        }
    }
}

#[tokio::test]
async fn without_secrets_pushes_are_kept_unchecked() {
    let lab = Lab::with(Config { secrets: Secrets::default(), ..config() });
    push(&lab, &callback(Mode::Secure, PushFormat::Xml, Outcome::Published)).await;
    let kept = &lab.callbacks(1).await[0];
    assert_eq!((&kept["signature"], &kept["document"]), (&json!("unchecked"), &Value::Null));
    assert_eq!((&kept["mode"], &kept["outcome"]), (&json!("secure"), &json!("unknown")));
    assert_eq!(kept["verified"], json!("nothing"));
}

#[tokio::test]
async fn what_is_not_signed_with_the_token_is_refused_and_not_kept() {
    let lab = Lab::new();
    let plain = callback(Mode::Plain, PushFormat::Xml, Outcome::Published);
    let secure = callback(Mode::Secure, PushFormat::Xml, Outcome::Published);
    let unsigned = HttpRequest { target: "/callback".to_owned(), ..plain.clone() };
    let forged = HttpRequest { target: plain.target.replace("signature=", "signature=0"), ..plain.clone() };
    let changed = HttpRequest {
        body: secure.body.replace("<Encrypt><![CDATA[", "<Encrypt><![CDATA[A"),
        ..secure.clone()
    };
    let no_msg_signature = secure.target.split("&msg_signature=").next().expect("a query").to_owned();
    let downgraded = HttpRequest { target: no_msg_signature.clone(), ..secure.clone() };
    // A valid `signature` of another push does not make an encrypted one valid.
    let swapped = HttpRequest { target: format!("{no_msg_signature}&msg_signature=0"), ..secure };
    for request in [unsigned, forged, changed, downgraded, swapped] {
        push(&lab, &request).await.is_problem("signature-invalid", 403);
    }
    assert_eq!(lab.get("/api/callbacks").await.json()["callbacks"], json!([]));
}

#[tokio::test]
async fn what_is_sent_again_is_recognised() {
    let lab = Lab::new();
    let (first, other) = (
        callback(Mode::Plain, PushFormat::Xml, Outcome::Published),
        callback_of_seed(1, Mode::Plain, PushFormat::Xml, Outcome::DeletedByUser),
    );
    for request in [&first, &first, &other] {
        assert_eq!(push(&lab, request).await.text(), "success");
    }
    let kept = lab.callbacks(3).await;
    assert_eq!(kept[0]["duplicate_of"], Value::Null);
    assert_eq!(kept[1]["duplicate_of"], kept[0]["cursor"]);
    assert_eq!(kept[2]["duplicate_of"], Value::Null);
}

#[tokio::test]
async fn other_messages_of_the_account_are_kept_and_bytes_that_are_no_text_too() {
    let lab = Lab::with(Config { secrets: Secrets::default(), ..config() });
    let text = "<xml><ToUserName>a</ToUserName><MsgType>text</MsgType><Content>hi</Content></xml>";
    for body in [text.as_bytes(), b"\xff\xfe", b"nonsense"] {
        let request = Request::post("/callback").body(Body::from(body.to_vec())).expect("a request");
        assert_eq!(lab.send(request).await.text(), "success");
    }
    let kept = lab.callbacks(3).await;
    assert_eq!((&kept[0]["body"], &kept[0]["outcome"]), (&json!(text), &json!("unknown")));
    assert_eq!((&kept[1]["body"], &kept[1]["body_base64"]), (&Value::Null, &json!("//4=")));
    assert!(kept.iter().all(|kept| kept["mode"] == "plain"), "{kept:?}");
}

#[tokio::test]
async fn other_messages_that_are_sent_again_are_told_apart_by_sender_time_and_event() {
    let lab = Lab::with(Config { secrets: Secrets::default(), ..config() });
    let event = |sender: &str, time: u32, event: &str| {
        format!(
            "<xml><ToUserName>a</ToUserName><FromUserName>{sender}</FromUserName><CreateTime>{time}</CreateTime>\
             <MsgType>event</MsgType><Event>{event}</Event></xml>"
        )
    };
    let first = event("o1", 1_714_112_445, "subscribe");
    let others = [
        event("o2", 1_714_112_445, "subscribe"),
        event("o1", 1_714_112_446, "subscribe"),
        event("o1", 1_714_112_445, "SCAN"),
    ];
    for body in [&first, &others[0], &others[1], &others[2], &first] {
        let request = Request::post("/callback").body(Body::from(body.clone())).expect("a request");
        assert_eq!(lab.send(request).await.text(), "success");
    }
    let kept = lab.callbacks(5).await;
    let again: Vec<_> = kept.iter().map(|kept| kept["duplicate_of"].clone()).collect();
    assert_eq!(again[..4], [const { Value::Null }; 4]);
    assert_eq!(again[4], kept[0]["cursor"]);
}

#[tokio::test]
async fn who_is_refused_is_told_what_the_signature_lacks() {
    let lab = Lab::before(Config { mode: None, ..config() }, Arc::new(Mute));
    let secure = callback(Mode::Secure, PushFormat::Xml, Outcome::Published);
    let query = secure.target.split_once('?').expect("a query").1;
    let with = |old: &str, new: &str| secure.target.replacen(old, new, 1);
    let no_ciphertext = secure.body.replace("Encrypt>", "Other>");
    for (target, body, told) in [
        ("/callback".to_owned(), &secure.body, "The query lacks"),
        (
            format!("/callback?{}", query.replace("timestamp=", "timestamp=x")),
            &secure.body,
            "timestamp in the query is not",
        ),
        (with("msg_signature=", "msg_signature=0"), &secure.body, "msg_signature"),
        (
            secure.target.clone(),
            &secure.body.replacen("<Encrypt><![CDATA[", "<Encrypt><![CDATA[A", 1),
            "msg_signature is another one",
        ),
        (secure.target.clone(), &no_ciphertext, "the body has no Encrypt"),
    ] {
        let answer = push(&lab, &HttpRequest { target, body: body.clone(), ..secure.clone() }).await;
        answer.is_problem("signature-invalid", 403);
        let detail = answer.json()["en"]["detail"].clone();
        assert!(detail.as_str().is_some_and(|detail| detail.contains(told)), "{told}: {detail}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_push_for_which_there_is_no_time_has_failed_and_is_not_called_refused() {
    let limits = Limits { readers: 1, delivery: Duration::from_millis(1), ..Limits::default() };
    let lab = Arc::new(Lab::before(Config { limits, ..config() }, Arc::new(Mute)));
    let plain = callback(Mode::Plain, PushFormat::Xml, Outcome::Published);
    let long = format!("<xml>{}</xml>", "<a>b</a>".repeat(12_000));
    let request = Arc::new(HttpRequest { body: long, ..plain });
    let pushes: Vec<_> = (0..40)
        .map(|_| {
            let (lab, request) = (lab.clone(), request.clone());
            tokio::spawn(async move { push(&lab, &request).await })
        })
        .collect();
    let mut failed = 0;
    for pushed in pushes {
        let answer = pushed.await.expect("no panic");
        if answer.status != 200 {
            answer.is_problem("busy", 503);
            failed += 1;
        }
    }
    assert!(failed > 0, "40 long pushes, one at a time, each with a millisecond to wait");
    let metrics = lab.get("/metrics").await;
    assert!(metrics.text().contains(&format!("freepublish_callbacks_total{{result=\"failed\"}} {failed}")));
    assert!(!metrics.text().contains("freepublish_callbacks_refused_total{reason=\"busy\"}"));
}

#[tokio::test]
async fn an_address_is_verified_with_the_token() {
    let lab = Lab::new();
    let token = Token::new(Credentials::DEMO_TOKEN);
    let signed = signature(&token, "1714112445", "415670741");
    let query = format!("signature={signed}&timestamp=1714112445&nonce=415670741&echostr=46%2B75");
    let answer = lab.get(&format!("/callback?{query}")).await;
    assert_eq!((answer.status.as_u16(), answer.text()), (200, "46+75"));
    lab.get(&format!("/callback?{}", query.replace("nonce=4", "nonce=5")))
        .await
        .is_problem("signature-invalid", 403);
    lab.get("/callback").await.is_problem("invalid-request", 400);
}

#[tokio::test]
async fn a_push_may_be_too_long_or_empty() {
    let lab = Lab::with(Config { limits: Limits { callback_body: 100, ..Limits::default() }, ..config() });
    push(&lab, &callback(Mode::Plain, PushFormat::Xml, Outcome::Published))
        .await
        .is_problem("too-large", 413);
    let signed = callback(Mode::Plain, PushFormat::Xml, Outcome::Published);
    let empty = HttpRequest { body: String::new(), ..signed };
    push(&lab, &empty).await.is_problem("invalid-request", 400);
}

#[tokio::test]
async fn the_list_goes_on_behind_a_cursor() {
    let lab = Lab::with(Config { secrets: Secrets::default(), ..config() });
    for number in 0..5 {
        let request = Request::post("/callback").body(Body::from(format!("{number}"))).expect("a request");
        lab.send(request).await;
    }
    let bodies = |listed: &Value| {
        let callbacks = listed["callbacks"].as_array().expect("a list").iter();
        callbacks.map(|callback| callback["body"].as_str().unwrap_or_default().to_owned()).collect::<String>()
    };
    let first = lab.get("/api/callbacks?limit=2").await.json();
    assert_eq!((bodies(&first).as_str(), &first["more"]), ("01", &json!(true)));
    let next = first["next"].as_str().expect("a cursor");
    let rest = lab.get(&format!("/api/callbacks?after={next}")).await.json();
    assert_eq!(
        (bodies(&rest).as_str(), &rest["more"], &rest["missed"]),
        ("234", &json!(false), &json!(false))
    );
    let next = rest["next"].as_str().expect("a cursor");
    let none = lab.get(&format!("/api/callbacks?after={next}")).await.json();
    assert_eq!((bodies(&none).as_str(), none["next"].as_str()), ("", Some(next)));
    // A cursor of an inbox that is gone: everything is new, and something may be missing.
    let other = lab.get("/api/callbacks?after=00000000.3").await.json();
    assert_eq!((bodies(&other).as_str(), &other["missed"]), ("01234", &json!(true)));
    for wrong in ["after=x", "after=.1", "after=a.-1", "limit=0", "limit=201", "limit=x"] {
        lab.get(&format!("/api/callbacks?{wrong}")).await.is_problem("invalid-request", 400);
    }
}

#[tokio::test]
async fn the_list_is_read_from_its_end() {
    let lab = Lab::with(Config { secrets: Secrets::default(), ..config() });
    let listed = |answer: &Value| {
        let callbacks = answer["callbacks"].as_array().expect("a list").iter();
        let bodies = callbacks.map(|callback| callback["body"].as_str().unwrap_or_default());
        (bodies.collect::<String>(), answer["earlier"] == json!(true), answer["more"] == json!(true))
    };
    let empty = lab.get("/api/callbacks?before=").await.json();
    assert_eq!((listed(&empty), &empty["earlier"]), ((String::new(), false, false), &json!(false)));
    for number in 0..5 {
        let request = Request::post("/callback").body(Body::from(format!("{number}"))).expect("a request");
        lab.send(request).await;
    }
    let latest = lab.get("/api/callbacks?before=&limit=2").await.json();
    assert_eq!(listed(&latest), ("34".to_owned(), true, false));
    let health = lab.get("/api/health").await.json();
    assert_eq!(latest["next"], health["inbox"]["latest"], "a stream goes on from there");
    let first = latest["callbacks"][0]["cursor"].as_str().expect("a cursor");
    let before = lab.get(&format!("/api/callbacks?before={first}")).await.json();
    assert_eq!(listed(&before), ("012".to_owned(), false, true));
    let other = lab.get("/api/callbacks?before=00000000.3&limit=1").await.json();
    assert_eq!((listed(&other), &other["missed"]), (("4".to_owned(), true, false), &json!(true)));
    let behind = lab.get("/api/callbacks").await.json();
    assert!(behind.get("earlier").is_none(), "{behind}");
    for wrong in ["before=x".to_owned(), format!("before=&after={first}")] {
        lab.get(&format!("/api/callbacks?{wrong}")).await.is_problem("invalid-request", 400);
    }
}

#[tokio::test]
async fn a_file_keeps_callbacks_over_a_restart() {
    let directory = std::env::temp_dir().join(format!("freepublish-proxy-{}", std::process::id()));
    std::fs::create_dir_all(&directory).expect("a directory");
    let file = directory.join("inbox.sqlite");
    let inbox = InboxConfig { file: Some(file.clone()), ..InboxConfig::default() };
    let config = || Config { inbox: inbox.clone(), secrets: Secrets::default(), ..config() };
    let lab = Lab::before(config(), Arc::new(Mute));
    lab.send(Request::post("/callback").body(Body::from("kept")).expect("a request")).await;
    let before = lab.callbacks(1).await;
    // One process at a time: a second one would not hear of what the first keeps.
    assert!(Proxy::new(config(), Arc::new(Mute)).is_err());
    drop(lab);
    let lab = Lab::again(config(), Arc::new(Mute)).await;
    assert_eq!(lab.callbacks(1).await, before);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(&file).expect("a file").permissions().mode() & 0o777, 0o600);
    }
    drop(lab);
    let _ = std::fs::remove_dir_all(directory);
}
