//! Callbacks delivered to a handler.

use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Uri};
use axum::response::Redirect;
use axum::routing::post;
use freepublish::envelope::Secrets;
use freepublish_proxy::{Config, Limits};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::common::{Lab, config};

/// A handler on some port of this machine; returns its origin.
async fn handler() -> String {
    let router = Router::new()
        .route("/echo", post(|uri: Uri, body: String| async move { format!("{uri} {body}") }))
        .route("/good", post(|| async { "success" }))
        .route("/quoted", post(|| async { "\"success\"" }))
        .route("/moved", post(|| async { Redirect::temporary("/good") }))
        .route("/slow", post(|| async { tokio::time::sleep(Duration::from_secs(60)).await }));
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let origin = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move { axum::serve(listener, router).await });
    origin
}

fn lab(targets: Vec<String>) -> Lab {
    let limits = Limits { delivery: Duration::from_millis(300), ..Limits::default() };
    Lab::with(Config { targets, limits, secrets: Secrets::default(), ..config() })
}

async fn deliver(lab: &Lab, target: &str) -> Value {
    let body = json!({ "target": target, "callback": { "query": "nonce=1", "body": "<xml/>" } });
    let answer = lab.post("/api/deliveries", &body.to_string()).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

#[tokio::test]
async fn a_delivery_says_what_wechat_would_make_of_the_reply() {
    let origin = handler().await;
    let lab = lab(vec![origin.clone(), "http://127.0.0.1:1".to_owned()]);
    for (path, findings, status) in [
        ("/good", json!([]), json!(200)),
        ("/quoted", json!(["delivery/reply-quoted-success"]), json!(200)),
        ("/echo", json!(["delivery/reply-not-success"]), json!(200)),
        ("/nothing", json!(["delivery/status-not-200"]), json!(404)),
        ("/moved", json!(["delivery/redirect"]), json!(307)),
        ("/slow", json!(["delivery/too-slow"]), Value::Null),
    ] {
        let delivered = deliver(&lab, &format!("{origin}{path}")).await;
        assert_eq!((&delivered["findings"], &delivered["status"]), (&findings, &status), "{path}");
        assert_eq!(delivered["accepted"], path == "/good", "{path}");
    }
    assert_eq!(deliver(&lab, "http://127.0.0.1:1/").await["findings"], json!(["delivery/unreachable"]));
    assert_eq!(deliver(&lab, &format!("{origin}/echo?a=1")).await["reply"], "/echo?a=1&nonce=1 <xml/>");
}

#[tokio::test]
async fn a_kept_callback_is_delivered_as_it_came() {
    let origin = handler().await;
    let lab = lab(vec![origin.clone()]);
    let push =
        Request::post("/callback?signature=s&nonce=%2B").body(Body::from("a  b\n")).expect("a request");
    lab.send(push).await;
    let cursor = lab.callbacks(1).await[0]["cursor"].clone();
    let body = json!({ "target": format!("{origin}/echo"), "cursor": cursor }).to_string();
    let delivered = lab.post("/api/deliveries", &body).await.json();
    assert_eq!(delivered["reply"], "/echo?signature=s&nonce=%2B a  b\n");
    let gone = json!({ "target": format!("{origin}/echo"), "cursor": "00000000.9" }).to_string();
    lab.post("/api/deliveries", &gone).await.is_problem("not-found", 404);
}

#[tokio::test]
async fn nothing_goes_where_it_is_not_allowed() {
    let origin = handler().await;
    let lab = lab(vec!["http://10.0.0.1".to_owned(), origin.clone()]);
    let ask = |target: &str| json!({ "target": target, "callback": { "body": "x" } }).to_string();
    for target in ["http://127.0.0.1:22/", "http://10.0.0.1/", "http://169.254.169.254/latest", "ftp://a/"] {
        lab.post("/api/deliveries", &ask(target)).await.is_problem("target-not-allowed", 403);
    }
    for body in [ask("no address"), json!({ "target": format!("{origin}/good") }).to_string()] {
        lab.post("/api/deliveries", &body).await.is_problem("invalid-request", 400);
    }
}

#[tokio::test]
async fn health_says_where_deliveries_may_go() {
    let lab = lab(vec!["http://127.0.0.1:3000".to_owned()]);
    let health = lab.get("/api/health").await.json();
    assert_eq!(health["deliveries"], json!({ "targets": ["http://127.0.0.1:3000"] }));
}
