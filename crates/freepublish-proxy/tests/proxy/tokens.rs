//! Access tokens: fetched once for all, renewed when refused, and never a submit too many.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use freepublish::simulate::HttpRequest;
use freepublish_proxy::Upstream;
use freepublish_proxy::log::Redactor;
use freepublish_proxy::problem::{Kind, Problem};
use freepublish_proxy::upstream::{
    API, Account, Answer, AppSecret, Call, Health, Later, Lost, Transport, WeChat,
};
use serde_json::{Value, json};
use tokio::task::JoinHandle;

use crate::common::{Lab, config};

/// An upstream that is never asked.
#[derive(Debug)]
pub(crate) struct Mute;

impl Upstream for Mute {
    fn kind(&self) -> &'static str {
        "mute"
    }

    fn account(&self) -> Option<&str> {
        None
    }

    fn call(&self, _: Call) -> Later<'_, Result<Answer, Problem>> {
        Box::pin(async { Err(Kind::Internal.into()) })
    }

    fn health(&self) -> Later<'_, Health> {
        Box::pin(async { Health { problem: None } })
    }
}

/// WeChat, as far as a test needs it: gives out tokens `T1`, `T2` …, and refuses what it is told to.
#[derive(Clone, Default)]
struct Mock(Arc<MockState>);

#[derive(Default)]
struct MockState {
    fetched: AtomicUsize,
    forced: AtomicUsize,
    submitted: AtomicUsize,
    /// What submits are answered with, one after the other; then with success.
    answers: Mutex<Vec<Result<Value, Lost>>>,
    /// What a fetch is answered with instead of a token.
    no_token: Mutex<Option<Result<Value, Lost>>>,
    /// The same token is given until it is forced.
    stable: bool,
    tokens_seen: Mutex<Vec<String>>,
}

impl Transport for Mock {
    fn send(&self, request: HttpRequest) -> Later<'_, Result<Answer, Lost>> {
        Box::pin(async move {
            tokio::time::sleep(Duration::from_millis(20)).await;
            let answer = |value: Value| Answer {
                status: 200,
                content_type: Some("application/json; encoding=utf-8".to_owned()),
                body: value.to_string().into(),
            };
            if request.target.starts_with("/cgi-bin/stable_token") {
                return self.fetch(&request).map(answer);
            }
            self.0.submitted.fetch_add(1, Ordering::SeqCst);
            let token = request.target.split("access_token=").nth(1).unwrap_or_default().to_owned();
            self.0.tokens_seen.lock().expect("a list").push(token);
            let next = self.0.answers.lock().expect("a list").pop();
            next.unwrap_or_else(|| Ok(json!({ "errcode": 0, "publish_id": 1 }))).map(answer)
        })
    }
}

impl Mock {
    fn fetch(&self, request: &HttpRequest) -> Result<Value, Lost> {
        let body: Value = serde_json::from_str(&request.body).expect("JSON");
        assert_eq!((&body["grant_type"], &body["appid"]), (&json!("client_credential"), &json!("wx1")));
        let number = self.0.fetched.fetch_add(1, Ordering::SeqCst) + 1;
        let force = body["force_refresh"] == true;
        self.0.forced.fetch_add(usize::from(force), Ordering::SeqCst);
        if let Some(answer) = self.0.no_token.lock().expect("a value").clone() {
            return answer;
        }
        let number = if self.0.stable && !force { 1 } else { number };
        Ok(json!({ "access_token": format!("T{number}"), "expires_in": 7200 }))
    }

    fn upstream(&self) -> WeChat<Self> {
        let secret = AppSecret::new("an-app-secret");
        let account = Account::App { app_id: "wx1".to_owned(), secret };
        WeChat::new(self.clone(), API, account, Redactor::default())
    }

    fn counts(&self) -> (usize, usize, usize) {
        let count = |counter: &AtomicUsize| counter.load(Ordering::SeqCst);
        (count(&self.0.fetched), count(&self.0.forced), count(&self.0.submitted))
    }
}

fn mock(state: MockState) -> Mock {
    Mock(Arc::new(state))
}

fn submit() -> Call {
    Call::Submit { media_id: "m".to_owned() }
}

fn two_hundred_submitters(mock: &Mock) -> Vec<JoinHandle<Result<Answer, Problem>>> {
    let upstream = Arc::new(mock.upstream());
    let submitter = |_| {
        let upstream = upstream.clone();
        tokio::spawn(async move { upstream.call(submit()).await })
    };
    (0..200).map(submitter).collect()
}

fn refusal(errcode: i64) -> Value {
    json!({ "errcode": errcode, "errmsg": "no" })
}

fn errcode(answer: &Answer) -> i64 {
    serde_json::from_slice::<Value>(&answer.body).expect("JSON")["errcode"].as_i64().expect("a number")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_hundred_submitters_fetch_one_token() {
    let mock = Mock::default();
    let lab = Arc::new(Lab::before(config(), Arc::new(mock.upstream())));
    let submitters: Vec<_> = (0..200)
        .map(|_| {
            let lab = lab.clone();
            tokio::spawn(async move { lab.post("/api/freepublish/submit", r#"{"media_id":"m"}"#).await })
        })
        .collect();
    for submitter in submitters {
        assert_eq!(submitter.await.expect("no panic").json()["errcode"], 0);
    }
    assert_eq!(mock.counts(), (1, 0, 200));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_hundred_refused_submitters_fetch_one_more() {
    let answers = Mutex::new((0..200).map(|_| Ok(refusal(40001))).collect());
    let mock = mock(MockState { answers, ..MockState::default() });
    for submitter in two_hundred_submitters(&mock) {
        submitter.await.expect("no panic").expect("an answer");
    }
    let (fetched, forced, submitted) = mock.counts();
    // A few may begin after the second token came; none fetches a third.
    assert_eq!((fetched, forced), (2, 0));
    assert!((200..=400).contains(&submitted), "{submitted}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_hundred_who_wait_share_a_failure() {
    let no_token = Mutex::new(Some(Ok(refusal(40164))));
    let mock = mock(MockState { no_token, ..MockState::default() });
    for submitter in two_hundred_submitters(&mock) {
        let problem = submitter.await.expect("no panic").expect_err("no token");
        assert_eq!(problem.kind(), Kind::UpstreamNoToken);
    }
    let (fetched, _, submitted) = mock.counts();
    assert!(fetched <= 3, "{fetched} fetches");
    assert_eq!(submitted, 0);
}

#[tokio::test]
async fn a_refused_token_is_replaced_and_the_call_repeated_once() {
    for code in [40001, 40014, 42001] {
        let answers = Mutex::new(vec![Ok(refusal(code))]);
        let mock = mock(MockState { answers, ..MockState::default() });
        let answer = mock.upstream().call(submit()).await.expect("an answer");
        assert_eq!((errcode(&answer), mock.counts()), (0, (2, 0, 2)), "{code}");
        assert_eq!(*mock.0.tokens_seen.lock().expect("a list"), ["T1", "T2"]);
    }
    // Refused twice: WeChat's answer is passed on, and that is it.
    let answers = Mutex::new(vec![Ok(refusal(40001)), Ok(refusal(40001)), Ok(refusal(40001))]);
    let mock = mock(MockState { answers, ..MockState::default() });
    let answer = mock.upstream().call(submit()).await.expect("an answer");
    assert_eq!((errcode(&answer), mock.counts().2), (40001, 2));
}

#[tokio::test]
async fn a_refresh_is_forced_only_when_the_refused_token_comes_again() {
    let answers = Mutex::new(vec![Ok(refusal(40001))]);
    let mock = mock(MockState { answers, stable: true, ..MockState::default() });
    mock.upstream().call(submit()).await.expect("an answer");
    assert_eq!(mock.counts(), (3, 1, 2));
    assert_eq!(*mock.0.tokens_seen.lock().expect("a list"), ["T1", "T3"]);
}

#[tokio::test]
async fn what_may_have_taken_effect_is_never_repeated() {
    for code in [-1, 45009, 48001, 53503] {
        let answers = Mutex::new(vec![Ok(refusal(code))]);
        let mock = mock(MockState { answers, ..MockState::default() });
        let answer = mock.upstream().call(submit()).await.expect("an answer");
        assert_eq!((errcode(&answer), mock.counts().2), (code, 1));
    }
    for (lost, kind) in
        [(Lost::Broken, Kind::UpstreamOutcomeUnknown), (Lost::Unreachable, Kind::UpstreamUnreachable)]
    {
        let answers = Mutex::new(vec![Err(lost)]);
        let mock = mock(MockState { answers, ..MockState::default() });
        let problem = mock.upstream().call(submit()).await.expect_err("no answer");
        assert_eq!((problem.kind(), mock.counts().2), (kind, 1));
    }
}

#[tokio::test]
async fn no_token_is_a_problem_with_wechats_reason() {
    let no_token = Mutex::new(Some(Ok(json!({ "errcode": 40164, "errmsg": "invalid ip 203.0.113.7" }))));
    let mock = mock(MockState { no_token, ..MockState::default() });
    let lab = Lab::before(config(), Arc::new(mock.upstream()));
    let answer = lab.post("/api/freepublish/submit", r#"{"media_id":"m"}"#).await;
    answer.is_problem("upstream-no-token", 502);
    assert_eq!(answer.json()["errcode"], 40164);
    assert!(answer.text().contains("203.0.113.7"));
    let health = lab.get("/api/health").await.json();
    assert_eq!((&health["well"], &health["upstream"]["well"]), (&json!(false), &json!(false)));
    assert_eq!(health["upstream"]["problem"]["errcode"], 40164);
    assert_eq!(health["upstream"]["drafts"], Value::Null, "nobody looks into the box of an account");
    // Questions about health don't use up the day's tokens.
    let before = mock.counts().0;
    for _ in 0..10 {
        lab.get("/api/health").await;
    }
    assert_eq!(mock.counts().0, before);
    lab.get("/cgi-bin/token?appid=a").await.is_problem("not-found", 404);
}

#[tokio::test(start_paused = true)]
async fn a_token_is_renewed_five_minutes_before_its_end() {
    let mock = Mock::default();
    let upstream = mock.upstream();
    for (wait, fetched) in [(0, 1), (6890, 1), (20, 2)] {
        tokio::time::advance(Duration::from_secs(wait)).await;
        upstream.call(submit()).await.expect("an answer");
        assert_eq!(mock.counts().0, fetched, "after {wait} s");
    }
}

#[tokio::test]
async fn an_authorizers_token_comes_from_its_file_and_is_read_again_when_refused() {
    let file = std::env::temp_dir().join(format!("freepublish-token-{}", std::process::id()));
    std::fs::write(&file, "FROM-FILE-1\n").expect("a file");
    let answers = Mutex::new(vec![Ok(refusal(42001))]);
    let mock = mock(MockState { answers, ..MockState::default() });
    let account = Account::Authorizer { app_id: "wx1".to_owned(), token_file: file.clone() };
    let upstream = WeChat::new(mock.clone(), API, account, Redactor::default());
    // Refused, and the file is as it was: WeChat's answer is passed on.
    let answer = upstream.call(submit()).await.expect("an answer");
    assert_eq!((errcode(&answer), mock.counts()), (42001, (0, 0, 1)));
    std::fs::write(&file, "FROM-FILE-2").expect("a file");
    upstream.call(submit()).await.expect("an answer");
    assert_eq!(*mock.0.tokens_seen.lock().expect("a list"), ["FROM-FILE-1", "FROM-FILE-2"]);
    let longest = "x".repeat(1024);
    for wrong in ["two words", "", " \n", &format!("{longest}x")] {
        std::fs::write(&file, wrong).expect("a file");
        let problem = upstream.call(submit()).await.expect_err("no token");
        assert_eq!(problem.kind(), Kind::UpstreamNoToken, "{wrong}");
    }
    std::fs::write(&file, &longest).expect("a file");
    upstream.call(submit()).await.expect("an answer");
    let _ = std::fs::remove_file(file);
}
