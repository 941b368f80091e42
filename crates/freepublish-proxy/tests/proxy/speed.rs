//! `--speed`: WeChat's own waiting is shorter, a handler's time and the life of a token are not.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::routing::post;
use freepublish::simulate::{Credentials, HttpRequest};
use freepublish_proxy::Upstream;
use freepublish_proxy::log::Redactor;
use freepublish_proxy::simulator::{Clock, Handler, Settings, Simulated};
use freepublish_proxy::upstream::Call;
use serde_json::Value;
use tokio::time::{Instant, sleep};

/// The simulator at ×60, and when its pushes came to a handler that takes so long for its reply.
fn simulated(reply_after: Duration) -> (Simulated, Arc<Mutex<Vec<Duration>>>) {
    let settings = Settings::demo(Credentials::demo(), Clock::new(1_767_232_800_000, 60), 7);
    let (upstream, machine) = Simulated::new(settings, Redactor::default()).expect("a simulator");
    let (pushes, began) = (Arc::new(Mutex::new(Vec::new())), Instant::now());
    let seen = Arc::clone(&pushes);
    let handler = post(move || async move {
        seen.lock().expect("a list").push(began.elapsed());
        sleep(reply_after).await;
        "success"
    });
    tokio::spawn(machine.run(Handler::router(Router::new().route("/callback", handler))));
    (upstream, pushes)
}

async fn publish(upstream: &Simulated) {
    let media_id = upstream.drafts()[0].media_id.clone();
    let answer = upstream.call(Call::Submit { media_id }).await.expect("an answer");
    assert!(answer.body.starts_with(br#"{"errcode":0"#), "{answer:?}");
}

#[tokio::test(start_paused = true)]
async fn a_handler_that_answers_after_a_second_is_in_time_at_any_speed() {
    let (upstream, pushes) = simulated(Duration::from_secs(1));
    publish(&upstream).await;
    sleep(Duration::from_secs(60)).await;
    let pushes = pushes.lock().expect("a list").clone();
    assert_eq!(pushes.len(), 1, "accepted at the first try");
    assert!(pushes[0] < Duration::from_secs(1), "the publish takes 8 s / 60, not {:?}", pushes[0]);
}

#[tokio::test(start_paused = true)]
async fn a_handler_that_is_too_slow_is_given_up_after_three_times_five_real_seconds() {
    let (upstream, pushes) = simulated(Duration::from_secs(6));
    publish(&upstream).await;
    sleep(Duration::from_secs(60)).await;
    let pushes = pushes.lock().expect("a list").clone();
    assert_eq!(pushes.len(), 3);
    for pair in pushes.windows(2) {
        let apart = pair[1].saturating_sub(pair[0]);
        assert!(apart >= Duration::from_secs(5) && apart < Duration::from_secs(6), "{apart:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_token_is_valid_for_7200_real_seconds() {
    let (upstream, _) = simulated(Duration::ZERO);
    let call = async |path: &str, body: &str| -> Value {
        let request = HttpRequest::new("POST", &format!("https://api.weixin.qq.com{path}"));
        let answer = upstream.stand_in(request.body(body.to_owned())).expect("a stand-in").await;
        serde_json::from_str(&answer.body).expect("JSON")
    };
    let fetch = r#"{"grant_type":"client_credential","appid":"wx1","secret":"s"}"#;
    let token = call("/cgi-bin/stable_token", fetch).await;
    assert_eq!(token["expires_in"], 7200);
    let path =
        format!("/cgi-bin/freepublish/get?access_token={}", token["access_token"].as_str().expect("a token"));
    for (wait, errcode) in [(7200 / 60 + 1, 53502), (7200 - 7200 / 60 - 2, 53502), (2, 42001)] {
        sleep(Duration::from_secs(wait)).await;
        let answer = call(&path, r#"{"publish_id":"1"}"#).await;
        assert_eq!(answer["errcode"], errcode, "{answer}");
    }
}
