//! Submit and get, through the simulator.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use crate::common::{HOST, Lab, post};

#[tokio::test]
async fn a_draft_is_submitted_and_its_callback_comes_in() {
    let lab = Lab::new();
    let body = json!({ "media_id": lab.draft("published") }).to_string();
    let answer = lab.post("/api/freepublish/submit", &body).await;
    // As WeChat has it, not as we would: passed through byte for byte.
    assert_eq!(answer.header("content-type"), "application/json; encoding=utf-8");
    assert!(answer.text().starts_with(r#"{"errcode":0,"errmsg":"ok","publish_id":"#), "{}", answer.text());
    let publish_id = answer.json()["publish_id"].to_string();

    let callbacks = lab.callbacks(1).await;
    assert_eq!(callbacks[0]["publish_id"], publish_id.as_str());
    assert_eq!(callbacks[0]["outcome"], "published");
    assert_eq!((&callbacks[0]["signature"], &callbacks[0]["mode"]), (&json!("valid"), &json!("plain")));

    let answer = lab.post("/api/freepublish/get", &json!({ "publish_id": publish_id }).to_string()).await;
    assert_eq!(answer.json()["publish_status"], 0);
    // The draft is gone now: WeChat's refusal is an answer, not a problem.
    let answer = lab.post("/api/freepublish/submit", &body).await;
    assert_eq!((answer.status.as_u16(), &answer.json()["errcode"]), (200, &json!(40007)));
}

#[tokio::test]
async fn what_is_surely_wrong_is_not_sent() {
    let lab = Lab::new();
    let submit = "/api/freepublish/submit";
    for body in [
        "",
        "{",
        "[]",
        "{}",
        r#"{"media_id":7}"#,
        r#"{"media_id":""}"#,
        r#"{"media_id":"a b"}"#,
        r#"{"media_id":"a","access_token":"t"}"#,
    ] {
        lab.post(submit, body).await.is_problem("invalid-request", 400);
    }
    lab.post("/api/freepublish/get", r#"{"publish_id":1}"#).await.is_problem("invalid-request", 400);
    let long = format!(r#"{{"media_id":"{}"}}"#, "a".repeat(70_000));
    lab.post(submit, &long).await.is_problem("too-large", 413);
    let form = post(submit).header("Content-Type", "text/plain");
    let form = lab.send(form.body(Body::from("{}")).expect("a request")).await;
    assert_ne!(form.status.as_u16(), 200);
    let metrics = lab.get("/metrics").await;
    assert!(!metrics.text().contains("upstream_calls_total{"), "{}", metrics.text());
}

#[tokio::test]
async fn a_body_has_to_say_that_it_is_json() {
    let lab = Lab::new();
    let request = Request::post("/api/freepublish/submit").header("Host", HOST);
    let request = request.header("Authorization", format!("Bearer {}", crate::common::KEY));
    let request = request.body(Body::from(r#"{"media_id":"a"}"#)).expect("a request");
    lab.send(request).await.is_problem("unsupported-media-type", 415);
}

#[tokio::test]
async fn health_says_what_it_is_and_that_it_works() {
    let lab = Lab::new();
    let health = lab.get("/api/health").await.json();
    assert_eq!(health["service"], "freepublish-proxy");
    assert_eq!((&health["contract"], &health["well"]), (&json!(1), &json!(true)));
    assert_eq!(health["upstream"]["kind"], "simulator");
    assert_eq!(health["upstream"]["account"], "wx0000000000000000");
    assert_eq!(health["upstream"]["problem"], Value::Null);
    let callback = json!({
        "signature_checked": true, "decrypts": true, "mode": "plain", "max_age": null, "notices": [],
    });
    assert_eq!(health["callback"], callback);
}

#[tokio::test]
async fn health_lists_the_simulators_drafts_until_they_are_submitted() {
    let lab = Lab::new();
    let listed = async || lab.get("/api/health").await.json()["upstream"]["drafts"].clone();
    let drafts = listed().await;
    let names = |drafts: &Value| -> Vec<Value> {
        drafts.as_array().expect("a list").iter().map(|draft| draft["name"].clone()).collect()
    };
    assert_eq!(names(&drafts), ["published", "originality_failed", "rejected", "failed"]);
    let rejected = json!({ "media_id": lab.draft("rejected"), "outcome": "rejected", "name": "rejected" });
    assert_eq!(drafts[2], rejected);

    for draft in drafts.as_array().expect("a list") {
        assert!(names(&listed().await).contains(&draft["name"]));
        let body = json!({ "media_id": draft["media_id"] }).to_string();
        assert_eq!(lab.post("/api/freepublish/submit", &body).await.json()["errcode"], 0);
        let left = listed().await;
        assert!(left.is_null() || !names(&left).contains(&draft["name"]), "{left}");
    }
    assert_eq!(listed().await, Value::Null, "with none left, the list is left out");
}

#[tokio::test]
async fn an_sdk_finds_wechats_interfaces_and_only_with_the_simulator() {
    let lab = Lab::new();
    let answer = lab.get("/cgi-bin/token?grant_type=client_credential&appid=a&secret=b").await;
    let token = answer.json()["access_token"].as_str().expect("a token").to_owned();
    let body = json!({ "media_id": lab.draft("rejected") }).to_string();
    let answer = lab.post(&format!("/cgi-bin/freepublish/submit?access_token={token}"), &body).await;
    assert_eq!(answer.json()["errcode"], 0);
    assert_eq!(lab.callbacks(1).await[0]["outcome"], "rejected");
}

#[tokio::test]
async fn metrics_count_what_happened() {
    let lab = Lab::new();
    lab.post("/api/freepublish/submit", &json!({ "media_id": lab.draft("failed") }).to_string()).await;
    lab.callbacks(1).await;
    let metrics = lab.get("/metrics").await;
    assert!(metrics.header("content-type").starts_with("text/plain; version=0.0.4"));
    for line in [
        r#"freepublish_upstream_calls_total{call="submit",result="answered"} 1"#,
        r#"freepublish_callbacks_total{result="kept"} 1"#,
        r#"freepublish_requests_total{route="/api/freepublish/submit",status="200"} 1"#,
    ] {
        assert!(metrics.text().lines().any(|known| known == line), "{line}\n{}", metrics.text());
    }
}
