//! Who is let in.

use axum::body::Body;
use axum::http::Request;
use freepublish_proxy::{Config, Limits};

use crate::common::{HOST, KEY, Lab, config, get};

fn bare(method: &str, path: &str) -> axum::http::request::Builder {
    Request::builder().method(method).uri(path)
}

async fn answer(lab: &Lab, request: axum::http::request::Builder) -> crate::common::Answer {
    lab.send(request.body(Body::empty()).expect("a request")).await
}

#[tokio::test]
async fn every_api_route_wants_the_key() {
    let lab = Lab::new();
    let wrong = ["", "Bearer", "Bearer ", "Bearer wrong", "Basic a-key-for-the-tests", KEY];
    for path in ["/api/health", "/api/callbacks", "/api/callbacks/stream", "/metrics", "/api/nothing"] {
        for said in wrong {
            let answer =
                answer(&lab, bare("GET", path).header("Host", HOST).header("Authorization", said)).await;
            if answer.status != 429 {
                answer.is_problem("unauthorized", 401);
                assert!(answer.header("www-authenticate").starts_with("Bearer"));
            }
        }
    }
    let lowercase = get("/api/health").header("Host", "x");
    answer(&lab, lowercase).await.is_problem("host-not-allowed", 421);
}

#[tokio::test]
async fn a_key_in_the_address_is_no_key() {
    let lab = Lab::new();
    let path = format!("/api/health?key={KEY}&access_token={KEY}");
    answer(&lab, bare("GET", &path).header("Host", HOST)).await.is_problem("unauthorized", 401);
}

#[tokio::test]
async fn with_no_keys_nobody_gets_in() {
    let lab = Lab::with(Config { keys: Vec::new(), ..config() });
    lab.get("/api/health").await.is_problem("unauthorized", 401);
    let empty = bare("GET", "/api/health").header("Host", HOST).header("Authorization", "Bearer ");
    answer(&lab, empty).await.is_problem("unauthorized", 401);
}

#[tokio::test]
async fn another_host_name_gets_nothing_but_may_push() {
    let lab = Lab::new();
    for host in ["evil.example", "127.0.0.1", "127.0.0.1:80800", "127.0.0.1:8080.evil.example", ""] {
        for path in ["/api/health", "/", "/cgi-bin/token", "/metrics"] {
            let request =
                bare("GET", path).header("Host", host).header("Authorization", format!("Bearer {KEY}"));
            answer(&lab, request).await.is_problem("host-not-allowed", 421);
        }
    }
    answer(&lab, bare("GET", "/api/health")).await.is_problem("host-not-allowed", 421);
    let pushed = answer(&lab, bare("GET", "/callback?echostr=1").header("Host", "evil.example")).await;
    pushed.is_problem("signature-invalid", 403);
    let upper = bare("GET", "/api/health").header("Host", "LOCALHOST:8080");
    let upper = answer(&lab, upper.header("Authorization", format!("bearer {KEY}"))).await;
    assert_eq!(upper.status, 200);
}

#[tokio::test]
async fn pages_of_listed_origins_may_call_and_no_others() {
    let lab = Lab::with(Config { origins: vec!["https://page.example".to_owned()], ..config() });
    for origin in ["https://page.example", "http://127.0.0.1:8080", "http://localhost:8080"] {
        let answer = answer(&lab, get("/api/health").header("Origin", origin)).await;
        assert_eq!((answer.status.as_u16(), answer.header("access-control-allow-origin")), (200, origin));
        assert!(answer.header("vary").contains("Origin"));
    }
    for origin in ["https://evil.example", "null", "https://page.example.evil.example", "http://page.example"]
    {
        let answer = answer(&lab, get("/api/health").header("Origin", origin)).await;
        answer.is_problem("origin-not-allowed", 403);
        assert_eq!(answer.header("access-control-allow-origin"), "");
    }
}

#[tokio::test]
async fn a_preflight_is_answered_without_a_key() {
    let lab = Lab::with(Config { origins: vec!["https://page.example".to_owned()], ..config() });
    let preflight = |origin: &str| {
        bare("OPTIONS", "/api/freepublish/submit")
            .header("Host", HOST)
            .header("Origin", origin)
            .header("Access-Control-Request-Method", "POST")
            .header("Access-Control-Request-Headers", "authorization,content-type")
            .header("Access-Control-Request-Private-Network", "true")
    };
    let allowed = answer(&lab, preflight("https://page.example")).await;
    assert_eq!(allowed.status, 204);
    assert_eq!(allowed.header("access-control-allow-origin"), "https://page.example");
    assert!(allowed.header("access-control-allow-headers").contains("authorization"));
    assert!(allowed.header("access-control-allow-methods").contains("POST"));
    assert_eq!(allowed.header("access-control-allow-private-network"), "true");
    answer(&lab, preflight("https://evil.example")).await.is_problem("origin-not-allowed", 403);
}

#[tokio::test]
async fn only_a_preflight_is_answered_as_one() {
    let lab = Lab::new();
    let origin = "http://localhost:8080";
    let call = get("/api/health").header("Origin", origin).header("Access-Control-Request-Method", "POST");
    let call = answer(&lab, call).await;
    assert_eq!((call.status.as_u16(), call.header("access-control-allow-methods")), (200, ""));
    let options = bare("OPTIONS", "/api/health").header("Host", HOST).header("Origin", origin);
    answer(&lab, options).await.is_problem("method-not-allowed", 405);
}

#[tokio::test]
async fn too_many_calls_have_to_wait() {
    let limits = Limits { rate: 3, wrong_keys: 2, ..Limits::default() };
    let lab = Lab::with(Config { limits, ..config() });
    for _ in 0..3 {
        assert_eq!(lab.get("/api/health").await.status, 200);
    }
    let answer = lab.get("/api/health").await;
    answer.is_problem("too-many-requests", 429);
    assert_eq!(answer.header("retry-after"), "20");
    for expected in ["unauthorized", "unauthorized", "too-many-requests"] {
        let stranger =
            bare("GET", "/api/health").header("Host", HOST).header("Authorization", "Bearer guess");
        let answer = self::answer(&lab, stranger).await;
        assert!(answer.text().contains(expected), "{}", answer.text());
    }
}

#[tokio::test]
async fn unknown_addresses_and_methods_are_problems_too() {
    let lab = Lab::new();
    lab.get("/api/nothing").await.is_problem("not-found", 404);
    lab.get("/api/freepublish/delete").await.is_problem("not-found", 404);
    let answer = lab.get("/api/freepublish/submit").await;
    answer.is_problem("method-not-allowed", 405);
    assert_eq!(answer.header("allow"), "POST");
}

#[tokio::test]
async fn problems_speak_the_language_that_was_asked_for() {
    let lab = Lab::new();
    let english = answer(&lab, get("/api/nothing").header("Accept-Language", "en-US,zh;q=0.1")).await;
    assert_eq!(english.json()["title"], "There is nothing at this address");
    assert_eq!(english.header("content-language"), "en");
    let chinese = answer(&lab, get("/api/nothing").header("Accept-Language", "zh-CN")).await;
    assert_eq!(chinese.json()["title"], "没有这个地址");
    assert_eq!(chinese.json()["en"]["title"], "There is nothing at this address");
}

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let lab = Lab::new();
    for path in ["/", "/api/health", "/api/nothing", "/callback", "/metrics"] {
        let answer = lab.get(path).await;
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
        assert_eq!(answer.header("x-frame-options"), "DENY", "{path}");
        assert!(answer.header("content-security-policy").contains("frame-ancestors 'none'"), "{path}");
        assert_eq!(answer.header("x-request-id").len(), 16, "{path}");
    }
    assert_eq!(lab.get("/api/health").await.header("cache-control"), "no-store");
}
