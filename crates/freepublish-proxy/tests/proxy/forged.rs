//! What somebody tries who knows neither Token nor EncodingAESKey, and has seen a push or two.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::Request;
use freepublish::Outcome;
use freepublish::envelope::seal::{Account, Push, PushFormat, SignatureParameters};
use freepublish::envelope::{AesKey, Secrets, Token, signature};
use freepublish::inspection::Mode;
use freepublish::simulate::{Credentials, HttpRequest};
use freepublish_proxy::Config;
use freepublish_proxy::config::InboxConfig;
use serde_json::{Value, json};

use crate::callback::{callback, callback_of_seed, push};
use crate::common::{Lab, config};
use crate::tokens::Mute;

/// The outcome that a forger would like to be believed.
const FORGED: &str = "<ToUserName>gh_1</ToUserName><FromUserName>o1</FromUserName><CreateTime>1</CreateTime>\
                      <MsgType>event</MsgType><Event>PUBLISHJOBFINISH</Event><PublishEventInfo><publish_id>1</publish_id>\
                      <publish_status>0</publish_status></PublishEventInfo>";

/// A proxy of an account in secure mode: what a proxy with a key expects.
fn secure() -> Lab {
    in_mode(None)
}

fn in_mode(mode: Option<Mode>) -> Lab {
    Lab::before(Config { mode, ..config() }, Arc::new(Mute))
}

fn captured() -> HttpRequest {
    callback(Mode::Secure, PushFormat::Xml, Outcome::Rejected)
}

fn encrypt_element(request: &HttpRequest) -> &str {
    let start = request.body.find("<Encrypt>").expect("a ciphertext");
    let end = request.body.find("</Encrypt>").expect("its end") + "</Encrypt>".len();
    &request.body[start..end]
}

fn parameter<'r>(request: &'r HttpRequest, name: &str) -> &'r str {
    let (_, query) = request.target.split_once('?').expect("a query");
    let found = query.split('&').filter_map(|pair| pair.split_once('=')).find(|(known, _)| *known == name);
    found.expect("a parameter").1
}

async fn kept(lab: &Lab) -> Vec<Value> {
    lab.get("/api/callbacks").await.json()["callbacks"].as_array().expect("a list").clone()
}

async fn notice(lab: &Lab, name: &str) -> Value {
    let health = lab.get("/api/health").await.json();
    let notices = health["callback"]["notices"].as_array().expect("a list");
    notices
        .iter()
        .find(|notice| notice["name"] == name)
        .unwrap_or_else(|| panic!("no {name}: {health}"))
        .clone()
}

#[tokio::test]
async fn the_query_of_a_captured_push_carries_no_other_body() {
    for mode in [None, Some(Mode::Compatible), Some(Mode::Plain)] {
        let lab = in_mode(mode);
        let forged = HttpRequest { body: format!("<xml>{FORGED}</xml>"), ..captured() };
        push(&lab, &forged).await.is_problem("signature-invalid", 403);
        // Without saying that it is encrypted, it is a plain push to a proxy that expects none; in plaintext mode WeChat
        // signs nothing else.
        let plain = forged.target.split("&encrypt_type=").next().expect("a query").to_owned();
        let answer = push(&lab, &HttpRequest { target: plain, ..forged }).await;
        if mode == Some(Mode::Plain) {
            assert_eq!(answer.text(), "success");
            let kept = &kept(&lab).await[0];
            assert_eq!((&kept["mode"], &kept["verified"]), (&json!("plain"), &json!("caller")));
        } else {
            answer.is_problem("mode-downgraded", 403);
            assert_eq!(kept(&lab).await, Vec::<Value>::new());
        }
    }
}

#[tokio::test]
async fn the_shape_of_a_reply_with_a_forged_event_beside_it_is_no_push() {
    let captured = captured();
    let (timestamp, nonce) = (parameter(&captured, "timestamp"), parameter(&captured, "nonce"));
    let body = format!(
        "<xml>{FORGED}{}<MsgSignature>{}</MsgSignature><TimeStamp>{timestamp}</TimeStamp><Nonce>{nonce}</Nonce></xml>",
        encrypt_element(&captured),
        parameter(&captured, "msg_signature"),
    );
    let signed = parameter(&captured, "signature");
    for mode in [None, Some(Mode::Compatible), Some(Mode::Plain)] {
        let lab = in_mode(mode);
        for query in [
            "encrypt_type=aes".to_owned(),
            format!("timestamp={timestamp}&nonce={nonce}&encrypt_type=aes"),
            format!("signature={signed}&timestamp={timestamp}&nonce={nonce}&encrypt_type=aes"),
            format!("msg_signature={signed}&timestamp={timestamp}&nonce={nonce}"),
        ] {
            let target = format!("/callback?{query}");
            let forged = HttpRequest { target, body: body.clone(), ..captured.clone() };
            push(&lab, &forged).await.is_problem("signature-invalid", 403);
        }
        assert_eq!(kept(&lab).await, Vec::<Value>::new());
    }
}

#[tokio::test]
async fn what_stands_beside_a_captured_ciphertext_is_not_believed() {
    let captured = captured();
    let body = format!("<xml>{FORGED}{}</xml>", encrypt_element(&captured));
    let forged = HttpRequest { body, ..captured };
    for mode in [None, Some(Mode::Plain)] {
        let lab = in_mode(mode);
        assert_eq!(push(&lab, &forged).await.text(), "success", "the ciphertext is WeChat's");
        let kept = &kept(&lab).await[0];
        assert_eq!((&kept["outcome"], &kept["verified"]), (&json!("rejected"), &json!("ciphertext")));
    }
    let lab = in_mode(Some(Mode::Compatible));
    push(&lab, &forged).await.is_problem("plaintext-differs", 403);
    assert!(
        notice(&lab, "plaintext-differs").await["en"].as_str().expect("a text").contains("--mode secure")
    );
}

#[tokio::test]
async fn a_compatible_push_is_taken_by_its_ciphertext() {
    let compatible = callback(Mode::Compatible, PushFormat::Json, Outcome::Rejected);
    let lab = in_mode(Some(Mode::Compatible));
    assert_eq!(push(&lab, &compatible).await.text(), "success");
    let changed = HttpRequest {
        body: compatible.body.replacen("\"publish_status\":4", "\"publish_status\":0", 1),
        ..compatible.clone()
    };
    assert_ne!(changed.body, compatible.body);
    push(&lab, &changed).await.is_problem("plaintext-differs", 403);
    let lab = secure();
    assert_eq!(push(&lab, &changed).await.text(), "success");
    let kept = &kept(&lab).await[0];
    assert_eq!((&kept["outcome"], &kept["mode"]), (&json!("rejected"), &json!("compatible")));
}

#[tokio::test]
async fn a_plain_push_in_secure_mode_is_refused_and_told_loudly() {
    let lab = secure();
    let plain = callback(Mode::Plain, PushFormat::Xml, Outcome::Published);
    for _ in 0..3 {
        push(&lab, &plain).await.is_problem("mode-downgraded", 403);
    }
    assert_eq!(kept(&lab).await, Vec::<Value>::new());
    let told = notice(&lab, "mode-downgraded").await;
    assert_eq!(told["count"], 3);
    for lang in ["zh", "en", "text"] {
        assert!(told[lang].as_str().expect("a text").contains("--mode plain"), "{told}");
    }
    let metrics = lab.get("/metrics").await;
    let counted = "freepublish_callbacks_refused_total{reason=\"mode-downgraded\"} 3";
    assert!(metrics.text().contains(counted), "{}", metrics.text());
    assert!(metrics.text().contains("freepublish_callbacks_total{result=\"refused\"} 3"));
    let health = lab.get("/api/health").await.json();
    assert_eq!(
        (&health["callback"]["mode"], &health["callback"]["max_age"]),
        (&json!("secure"), &Value::Null)
    );
    // Where the account is set so, it is what is expected.
    let lab = in_mode(Some(Mode::Plain));
    assert_eq!(push(&lab, &plain).await.text(), "success");
    // Without a key nothing else could be.
    let secrets = Secrets { token: config().secrets.token, ..Secrets::default() };
    let lab = Lab::before(Config { secrets, mode: None, ..config() }, Arc::new(Mute));
    assert_eq!(push(&lab, &plain).await.text(), "success");
    assert_eq!(lab.get("/api/health").await.json()["callback"]["mode"], "plain");
    // A stranger who has seen nothing is not counted as a downgrade.
    let lab = secure();
    let unsigned = HttpRequest { target: plain.target.replace("signature=", "signature=0"), ..plain };
    push(&lab, &unsigned).await.is_problem("signature-invalid", 403);
    assert_eq!(notice(&lab, "signature-invalid").await["count"], 1);
}

#[tokio::test]
async fn a_message_for_another_app_id_is_refused() {
    let demo = Credentials::demo();
    let now = std::time::UNIX_EPOCH.elapsed().expect("after 1970").as_secs();
    let account = Account { token: &demo.token, key: &demo.key, app_id: "wxsomebodyelse00" };
    let parameters = SignatureParameters {
        timestamp: i64::try_from(now).expect("before 292277026596"),
        nonce: "1",
        random: [b'0'; 16],
    };
    let message = format!("<xml>{FORGED}</xml>");
    let sealed = Push { format: PushFormat::Xml, to_user_name: "gh_1", openid: "o1", message: &message }
        .seal(Mode::Secure, &account, &parameters);
    let target = format!("/callback?{}", sealed.query_string());
    let request = HttpRequest { target, body: sealed.body, ..captured() };
    for mode in [None, Some(Mode::Plain)] {
        let lab = in_mode(mode);
        push(&lab, &request).await.is_problem("app-id-mismatch", 403);
        assert_eq!(kept(&lab).await, Vec::<Value>::new());
        assert_eq!(notice(&lab, "app-id-mismatch").await["count"], 1);
    }
}

#[tokio::test]
async fn a_body_that_is_not_one_document_is_no_push() {
    let lab = in_mode(Some(Mode::Plain));
    let plain = callback(Mode::Plain, PushFormat::Xml, Outcome::Published);
    let xml = &plain.body;
    for body in [
        format!("curl -d '{xml}' https://a.example/wx"),
        format!("POST /wx HTTP/1.1\r\n\r\n{xml}"),
        format!("{xml} cost=3ms"),
        xml.replace('<', "&lt;").replace('>', "&gt;"),
    ] {
        push(&lab, &HttpRequest { body, ..plain.clone() }).await.is_problem("not-a-push", 400);
    }
    assert_eq!(kept(&lab).await, Vec::<Value>::new());
    // Where nothing is verified, nothing is refused, and nothing believed.
    let lab = Lab::before(Config { secrets: Secrets::default(), ..config() }, Arc::new(Mute));
    let body = format!("curl -d '{xml}' https://a.example/wx");
    assert_eq!(push(&lab, &HttpRequest { body, ..plain }).await.text(), "success");
    let kept = &kept(&lab).await[0];
    assert_eq!((&kept["outcome"], &kept["publish_id"]), (&json!("unknown"), &Value::Null));
    assert_eq!((&kept["signature"], &kept["verified"]), (&json!("unchecked"), &json!("nothing")));
}

#[tokio::test]
async fn a_body_that_is_not_one_document_is_told_by_what_it_is() {
    let lab = in_mode(Some(Mode::Plain));
    let plain = callback(Mode::Plain, PushFormat::Xml, Outcome::Published);
    let secure = callback(Mode::Secure, PushFormat::Xml, Outcome::Published);
    let twice = secure.body.replace("<Encrypt>", &format!("{}<Encrypt>", encrypt_element(&secure)));
    let deep = format!("<xml>{}{}</xml>", "<a>".repeat(100), "</a>".repeat(100));
    for (target, body, zh, en) in [
        (&plain.target, b"<xml>\xff</xml>".to_vec(), "不是 UTF-8", "not UTF-8"),
        (&plain.target, b"a=1&b=2".to_vec(), "既不是 <xml> 元素", "neither an <xml> element"),
        (&plain.target, b"<xml></xml> 200".to_vec(), "后面还有", "behind the document"),
        (&plain.target, b"<xml><a></xml>".to_vec(), "不是完整的", "not well-formed"),
        (&plain.target, deep.into_bytes(), "嵌套太深", "nested too deeply"),
        (&secure.target, twice.into_bytes(), "不是单独的一段文本", "not one text"),
    ] {
        let request = Request::post(target).body(Body::from(body)).expect("a request");
        let answer = lab.send(request).await;
        answer.is_problem("not-a-push", 400);
        let document = answer.json();
        for (lang, told) in [("zh", zh), ("en", en)] {
            let detail = document[lang]["detail"].as_str().expect("a detail");
            assert!(detail.contains(told), "{told}: {detail}");
        }
    }
}

#[tokio::test]
async fn the_same_timestamp_and_nonce_with_another_body_is_refused() {
    let directory = std::env::temp_dir().join(format!("freepublish-forged-{}", std::process::id()));
    std::fs::create_dir_all(&directory).expect("a directory");
    let inbox = InboxConfig { file: Some(directory.join("inbox.sqlite")), ..InboxConfig::default() };
    let config = || Config { inbox: inbox.clone(), ..config() };
    let plain = callback(Mode::Plain, PushFormat::Xml, Outcome::Rejected);
    let forged = HttpRequest { body: format!("<xml>{FORGED}</xml>"), ..plain.clone() };
    let lab = Lab::before(config(), Arc::new(Mute));
    assert_eq!(push(&lab, &plain).await.text(), "success");
    push(&lab, &forged).await.is_problem("nonce-reused", 403);
    assert_eq!(push(&lab, &plain).await.text(), "success", "WeChat may send it again");
    let other = callback_of_seed(1, Mode::Plain, PushFormat::Xml, Outcome::Published);
    assert_eq!(push(&lab, &other).await.text(), "success");
    let all = kept(&lab).await;
    assert_eq!(all.len(), 3);
    assert_eq!(all[1]["duplicate_of"], all[0]["cursor"]);
    assert_eq!(notice(&lab, "nonce-reused").await["count"], 1);
    drop(lab);
    // Also after a restart, as the inbox remembers.
    let lab = Lab::again(config(), Arc::new(Mute)).await;
    push(&lab, &forged).await.is_problem("nonce-reused", 403);
    assert_eq!(kept(&lab).await.len(), 3);
    drop(lab);
    let _ = std::fs::remove_dir_all(directory);
}

#[tokio::test]
async fn the_query_of_a_secure_push_is_not_used_for_a_plain_one_where_both_are_taken() {
    let lab = in_mode(Some(Mode::Plain));
    let captured = captured();
    assert_eq!(push(&lab, &captured).await.text(), "success");
    let target = captured.target.split("&encrypt_type=").next().expect("a query").to_owned();
    let forged = HttpRequest { target, body: format!("<xml>{FORGED}</xml>"), ..captured.clone() };
    push(&lab, &forged).await.is_problem("nonce-reused", 403);
    // What was decrypted is the message: encrypted again, or in plain text, it is the same one.
    assert_eq!(push(&lab, &captured).await.text(), "success");
}

/// A push as it was signed some seconds ago.
fn signed_before(seconds: u64) -> HttpRequest {
    let now = std::time::UNIX_EPOCH.elapsed().expect("after 1970").as_secs();
    let timestamp = (now - seconds).to_string();
    let signed = signature(&Token::new(Credentials::DEMO_TOKEN), &timestamp, "1");
    let target = format!("/callback?signature={signed}&timestamp={timestamp}&nonce=1");
    HttpRequest { target, ..callback(Mode::Plain, PushFormat::Xml, Outcome::Published) }
}

#[tokio::test]
async fn an_old_push_is_marked_and_refused_only_where_that_was_asked_for() {
    let lab = in_mode(Some(Mode::Plain));
    for (seconds, is_stale) in [(0, false), (290, false), (310, true), (86_400, true)] {
        assert_eq!(push(&lab, &signed_before(seconds)).await.text(), "success");
        let kept = kept(&lab).await;
        assert_eq!(kept.last().expect("a callback").get("stale").is_some(), is_stale, "{seconds}");
    }
    let max_age = Some(Duration::from_secs(600));
    let lab = Lab::before(Config { max_age, ..config() }, Arc::new(Mute));
    assert_eq!(push(&lab, &signed_before(310)).await.text(), "success");
    push(&lab, &signed_before(610)).await.is_problem("push-too-old", 403);
    assert_eq!(kept(&lab).await.len(), 1);
    assert_eq!(notice(&lab, "push-too-old").await["count"], 1);
    assert_eq!(lab.get("/api/health").await.json()["callback"]["max_age"], 600);
}

#[tokio::test]
async fn a_clock_that_differs_is_told_and_loses_nothing() {
    let lab = in_mode(Some(Mode::Plain));
    assert_eq!(push(&lab, &signed_before(3600)).await.text(), "success");
    let told = notice(&lab, "clock-differs").await;
    assert!(told["en"].as_str().expect("a text").contains("36"), "{told}");
}

#[tokio::test]
async fn a_push_that_no_key_opens_is_kept_and_told() {
    let wrong = AesKey::from_encoding("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abcdefg");
    let secrets = Secrets { key: Some(wrong), ..config().secrets };
    let lab = Lab::before(Config { secrets, mode: None, ..config() }, Arc::new(Mute));
    assert_eq!(push(&lab, &captured()).await.text(), "success");
    let kept = &kept(&lab).await[0];
    assert_eq!((&kept["verified"], &kept["document"]), (&json!("ciphertext"), &Value::Null));
    assert_eq!((&kept["mode"], &kept["outcome"]), (&json!("secure"), &json!("unknown")));
    assert!(notice(&lab, "cannot-decrypt").await["zh"].as_str().expect("a text").contains("EncodingAESKey"));
}

/// A body that never comes to an end.
struct Endless;

impl axum::body::HttpBody for Endless {
    type Data = bytes::Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<hyper::body::Frame<Self::Data>, Self::Error>>> {
        std::task::Poll::Pending
    }
}

#[tokio::test]
async fn the_body_of_a_stranger_is_not_waited_for() {
    let lab = secure();
    let request = Request::post("/callback?signature=0&timestamp=1714112445&nonce=1");
    let request = request.body(Body::new(Endless)).expect("a request");
    let answer = tokio::time::timeout(Duration::from_secs(2), lab.send(request)).await.expect("at once");
    answer.is_problem("signature-invalid", 403);
}
