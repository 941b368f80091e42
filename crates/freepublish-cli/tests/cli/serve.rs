//! `freepublish serve`, as a process: what only a process can show.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use freepublish::Outcome;
use freepublish::envelope::seal::PushFormat;
use freepublish::inspection::Mode;
use freepublish::simulate::{CallbackSpec, Credentials};
use serde_json::{Value, json};

use crate::run::{Answer, command, freepublish};

const KEY: &str = "a-key-for-the-serve-tests";

/// A running proxy; it is killed when it is dropped.
struct Served {
    child: Child,
    said: BufReader<ChildStdout>,
    /// The first line it said: where to go.
    first: String,
    /// `127.0.0.1:port`.
    address: String,
}

impl Served {
    fn start(args: &[&str], more: impl Fn(&mut Command)) -> Self {
        let mut command = command(&[&["serve", "--listen", "127.0.0.1:0", "--lang", "en"], args].concat());
        command.env("FREEPUBLISH_PROXY_KEY", KEY).stdout(Stdio::piped()).stderr(Stdio::null());
        more(&mut command);
        let mut child = command.spawn().expect("the command starts");
        let mut said = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut line = String::new();
        said.read_line(&mut line).expect("a line");
        let (_, address) = line.trim().split_once("http://").expect("an address");
        let address = address.split('/').next().unwrap_or_default().to_owned();
        Self { child, said, first: line, address }
    }

    /// The next line of what it says at the start that holds a word.
    fn line_with(&mut self, word: &str) -> String {
        loop {
            let mut line = String::new();
            assert_ne!(self.said.read_line(&mut line).expect("a line"), 0, "no line with {word}");
            if line.contains(word) {
                return line;
            }
        }
    }

    fn get(&self, path: &str) -> Value {
        let (_, body) = request(&self.address, "GET", path, "").expect("an answer");
        serde_json::from_str(&body).expect("JSON")
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        let (_, body) = request(&self.address, "POST", path, &body.to_string()).expect("an answer");
        serde_json::from_str(&body).expect("JSON")
    }

    /// All callbacks, page by page.
    fn callbacks(&self) -> Vec<Value> {
        let mut all = Vec::new();
        let mut path = "/api/callbacks?limit=200".to_owned();
        loop {
            let page = self.get(&path);
            all.extend(page["callbacks"].as_array().expect("a list").iter().cloned());
            if page["more"] == false {
                return all;
            }
            path = format!("/api/callbacks?limit=200&after={}", page["next"].as_str().expect("a cursor"));
        }
    }

    fn wait_for_callback(&self) -> Value {
        for _ in 0..300 {
            if let Some(callback) = self.callbacks().into_iter().next() {
                return callback;
            }
            std::thread::sleep(Duration::from_millis(30));
        }
        panic!("no callback")
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// One request on a connection of its own: status and body.
fn request(address: &str, method: &str, path: &str, body: &str) -> std::io::Result<(u16, String)> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {KEY}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes())?;
    stream.write_all(body.as_bytes())?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_default();
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default();
    Ok((status, body.to_owned()))
}

/// A directory that is removed at the end.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("freepublish-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a directory");
        Self(path)
    }

    fn file(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn what_was_acknowledged_survives_being_killed() {
    let scratch = Scratch::new("killed");
    let inbox = scratch.file("inbox.sqlite");
    let args = ["--inbox", inbox.as_str()];
    let mut acknowledged: Vec<String> = Vec::new();
    for round in 0..3 {
        let served = Served::start(&args, |_| {});
        let done = Arc::new(Mutex::new(Vec::new()));
        let pushers: Vec<_> = (0..4)
            .map(|pusher| {
                let (address, done) = (served.address.clone(), done.clone());
                std::thread::spawn(move || push_to_the_end(&address, &done, round * 10 + pusher))
            })
            .collect();
        while done.lock().expect("a list").len() < 12 {
            assert!(!pushers.iter().all(JoinHandle::is_finished), "nobody pushes any more");
            std::thread::yield_now();
        }
        // SIGKILL, in the middle of it.
        drop(served);
        for pusher in pushers {
            pusher.join().expect("no panic");
        }
        acknowledged.append(&mut done.lock().expect("a list"));
    }
    let kept = Served::start(&args, |_| {}).callbacks();
    let kept: Vec<&str> = kept.iter().filter_map(|callback| callback["body"].as_str()).collect();
    for body in &acknowledged {
        assert!(kept.contains(&body.as_str()), "lost, though acknowledged: {body}");
    }
}

/// Pushes signed callbacks until there is nobody any more, and notes those that were acknowledged.
fn push_to_the_end(address: &str, done: &Mutex<Vec<String>>, pusher: u64) {
    for number in 0.. {
        let spec = CallbackSpec {
            seed: pusher * 100_000 + number,
            url: "http://x/callback".to_owned(),
            ..CallbackSpec::new(Outcome::Published, 1_767_232_800)
        };
        let push = spec.make(&Credentials::demo()).expect("a callback").request;
        match request(address, "POST", &push.target, &push.body) {
            Ok((200, body)) if body == "success" => done.lock().expect("a list").push(push.body),
            _ => return,
        }
    }
}

#[test]
fn a_proxy_for_wechat_publishes_through_a_stand_in_and_logs_no_secret() {
    const SECRET: &str = "app-secret-for-the-tests-0123456789";
    let scratch = Scratch::new("logs");
    let log = scratch.file("log");
    for format in ["text", "json"] {
        let mut stand_in = Served::start(&["--speed", "20", "--scenario", "happy-path"], |_| {});
        let api = format!("http://{}", stand_in.address);
        let args = ["--log", format, "--log-level", "trace", "--upstream", "wechat", "--inbox", ":memory:"];
        let wechat = Served::start(&[&args[..], &["--api", &api]].concat(), |command| {
            command.stderr(std::fs::File::create(&log).expect("a file"));
            command.env("FREEPUBLISH_APP_SECRET", SECRET);
            command.env("FREEPUBLISH_TOKEN", Credentials::DEMO_TOKEN);
            command.env("FREEPUBLISH_AES_KEY", Credentials::DEMO_AES_KEY);
            command.env("FREEPUBLISH_APP_ID", Credentials::DEMO_APP_ID);
        });
        let media_id = stand_in.line_with("→ published").split_whitespace().next().expect("an id").to_owned();
        let health = wechat.get("/api/health");
        assert_eq!(
            (&health["well"], &health["upstream"]["kind"]),
            (&json!(true), &json!("wechat")),
            "{health}"
        );
        let answer = wechat.post("/api/freepublish/submit", &json!({ "media_id": media_id }));
        assert_eq!(answer["errcode"], 0, "{answer}");
        // A push in secure mode, as WeChat would send it.
        let spec = CallbackSpec {
            mode: Mode::Secure,
            push: PushFormat::Xml,
            url: "http://x/callback".to_owned(),
            ..CallbackSpec::new(Outcome::Published, 1_767_232_800)
        };
        let push = spec.make(&Credentials::demo()).expect("a callback").request;
        assert_eq!(
            request(&wechat.address, "POST", &push.target, &push.body).expect("an answer").1,
            "success"
        );
        assert_eq!(wechat.wait_for_callback()["outcome"], "published");
        let token = stand_in.post(
            "/cgi-bin/stable_token",
            &json!({
                "grant_type": "client_credential", "appid": Credentials::DEMO_APP_ID, "secret": SECRET,
            }),
        );
        let token = token["access_token"].as_str().expect("a token").to_owned();
        drop(wechat);
        let logged = std::fs::read_to_string(&log).expect("a log");
        assert!(logged.contains("callback kept") && logged.contains("TRACE"), "{logged}");
        for secret in [SECRET, KEY, Credentials::DEMO_TOKEN, Credentials::DEMO_AES_KEY, &token] {
            assert!(!logged.contains(secret), "{format}: {secret}");
        }
        // Nor what a stranger could replay.
        let signature = push.target.split("msg_signature=").nth(1).expect("a signature");
        assert!(!logged.contains(signature), "{format}");
        if format == "json" {
            assert!(logged.lines().all(|line| serde_json::from_str::<Value>(line).is_ok()), "{logged}");
        }
    }
}

#[test]
fn with_a_key_plain_pushes_are_refused_unless_the_account_is_said_to_be_set_so() {
    let start = |more: &[&str]| {
        let args = ["--upstream", "wechat", "--inbox", ":memory:", "--api", "http://127.0.0.1:1"];
        Served::start(&[&args, more].concat(), |command| {
            command.env("FREEPUBLISH_APP_SECRET", "0123456789abcdef");
            command.env("FREEPUBLISH_TOKEN", Credentials::DEMO_TOKEN);
            command.env("FREEPUBLISH_AES_KEY", Credentials::DEMO_AES_KEY);
            command.env("FREEPUBLISH_APP_ID", Credentials::DEMO_APP_ID);
        })
    };
    let push = |served: &Served, mode| {
        let spec = CallbackSpec {
            mode,
            url: "http://x/callback".to_owned(),
            ..CallbackSpec::new(Outcome::Published, 1_767_232_800)
        };
        let push = spec.make(&Credentials::demo()).expect("a callback").request;
        request(&served.address, "POST", &push.target, &push.body).expect("an answer")
    };
    let mut served = start(&[]);
    served.line_with("Secure mode");
    assert_eq!(push(&served, Mode::Secure), (200, "success".to_owned()));
    let (status, problem) = push(&served, Mode::Plain);
    assert!(status == 403 && problem.contains("urn:freepublish:problem:mode-downgraded"), "{problem}");
    let callback = served.get("/api/health")["callback"].clone();
    assert_eq!((&callback["mode"], &callback["max_age"]), (&json!("secure"), &Value::Null));
    assert!(callback["notices"].to_string().contains("--mode plain"), "{callback}");
    let mut served = start(&["--mode", "plain", "--max-age", "600"]);
    served.line_with("Plain mode");
    let (status, problem) = push(&served, Mode::Plain);
    assert!(status == 403 && problem.contains("urn:freepublish:problem:push-too-old"), "{problem}");
    let served = start(&["--mode", "plain"]);
    assert_eq!(push(&served, Mode::Plain), (200, "success".to_owned()));
    assert_eq!(served.wait_for_callback()["stale"], true);
}

#[test]
fn a_simulated_account_pushes_in_the_mode_that_is_expected_of_it() {
    for mode in ["plain", "compatible", "secure"] {
        let mut served = Served::start(&["--mode", mode, "--speed", "20"], |_| {});
        let media_id = served.line_with("rejected").split_whitespace().next().expect("an id").to_owned();
        served.post("/api/freepublish/submit", &json!({ "media_id": media_id }));
        let callback = served.wait_for_callback();
        assert_eq!((&callback["mode"], &callback["outcome"]), (&json!(mode), &json!("rejected")));
    }
}

#[test]
fn a_key_of_ones_own_makes_the_simulated_account_secure() {
    let mut served = Served::start(&["--speed", "20"], |command| {
        command.env("FREEPUBLISH_TOKEN", Credentials::DEMO_TOKEN);
        command.env("FREEPUBLISH_AES_KEY", Credentials::DEMO_AES_KEY);
    });
    let media_id = served.line_with("rejected").split_whitespace().next().expect("an id").to_owned();
    served.line_with("Secure mode");
    let spec = CallbackSpec {
        url: "http://x/callback".to_owned(),
        ..CallbackSpec::new(Outcome::Published, 1_767_232_800)
    };
    let push = spec.make(&Credentials::demo()).expect("a plain callback").request;
    let (status, problem) = request(&served.address, "POST", &push.target, &push.body).expect("an answer");
    assert!(status == 403 && problem.contains("urn:freepublish:problem:mode-downgraded"), "{problem}");
    served.post("/api/freepublish/submit", &json!({ "media_id": media_id }));
    let callback = served.wait_for_callback();
    assert_eq!((&callback["mode"], &callback["outcome"]), (&json!("secure"), &json!("rejected")));
}

#[test]
fn simulated_callbacks_go_to_the_handler_that_was_named() {
    let handler = Served::start(&[], |_| {});
    let url = format!("http://{}/callback", handler.address);
    let mut simulator = Served::start(&["--handler", &url, "--speed", "20"], |_| {});
    let media_id = simulator.line_with("rejected").split_whitespace().next().expect("an id").to_owned();
    simulator.post("/api/freepublish/submit", &json!({ "media_id": media_id }));
    let callback = handler.wait_for_callback();
    assert_eq!((&callback["outcome"], &callback["signature"]), (&json!("rejected"), &json!("valid")));
    assert_eq!(simulator.callbacks(), Vec::<Value>::new());
}

#[test]
fn a_new_key_is_shown_once_in_the_fragment_of_a_link() {
    let served = Served::start(&["--site", "."], |command| {
        command.env_remove("FREEPUBLISH_PROXY_KEY");
    });
    // The first thing that is said: nobody should have to look for it, or take another address for it.
    let origin = format!("Open http://{}/", served.address);
    let fragment = served.first.trim().strip_prefix(&origin).expect("the link comes first");
    let fragment = fragment.strip_prefix("#/live?proxy=").expect("a link");
    let (proxy, key) = fragment.split_once("&key=").expect("a key");
    assert_eq!(proxy, format!("http://{}", served.address).replace(':', "%3A").replace('/', "%2F"));
    assert_eq!(key.len(), 43);
    assert_eq!(request(&served.address, "GET", "/api/health", "").expect("an answer").0, 401);
}

#[test]
fn the_reference_keeps_the_contract_and_says_what_another_key_breaks() {
    let served = Served::start(&["--origin", "https://page.example"], |_| {});
    let url = format!("http://{}/", served.address);
    let check = |key| {
        let args =
            ["proxy-check", url.as_str(), "--key", key, "--origin", "https://page.example", "--lang", "en"];
        freepublish(&args, "")
    };
    let answer = check(KEY);
    assert_eq!(answer.status, 0, "{}{}", answer.stdout, answer.stderr);
    assert!(answer.stdout.contains("checks, 0 failed"), "{}", answer.stdout);
    assert_eq!(served.callbacks(), Vec::<Value>::new(), "nothing is left behind");
    let answer = check("another-key-than-it-has");
    assert_eq!(answer.status, 1);
    assert!(answer.stdout.contains("✗ health says that it is a proxy"), "{}", answer.stdout);
    let url = "http://127.0.0.1:1";
    let nobody = freepublish(&["proxy-check", url, "--key", KEY, "--lang", "en"], "");
    assert!(nobody.status == 2 && nobody.stderr.contains("cannot be reached"), "{}", nobody.stderr);
}

#[cfg(unix)]
#[test]
fn it_ends_in_order_when_told_to() {
    let mut served = Served::start(&[], |_| {});
    // A stream is open: it must not hold up the end.
    let mut stream = TcpStream::connect(&served.address).expect("a connection");
    let head = format!(
        "GET /api/callbacks/stream HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {KEY}\r\n\r\n",
        served.address
    );
    stream.write_all(head.as_bytes()).expect("sent");
    let mut first = [0; 15];
    stream.read_exact(&mut first).expect("an answer");
    assert_eq!(&first, b"HTTP/1.1 200 OK");
    let id = served.child.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &id]).status().expect("kill").success());
    assert!(served.child.wait().expect("an end").success());
}

fn refused(args: &[&str]) -> Answer {
    freepublish(&[&["serve", "--lang", "en"], args].concat(), "")
}

#[test]
fn what_would_be_unsafe_is_refused() {
    let free = ["--listen", "127.0.0.1:0"];
    for (args, why) in [
        (&["--listen", "0.0.0.0:0"][..], "--allow-remote"),
        (&[free[0], free[1], "--upstream", "wechat", "--app-id", "wx1"], "FREEPUBLISH_APP_SECRET"),
        (&[free[0], free[1], "--upstream", "wechat"], "AppID"),
        (&[free[0], free[1], "--upstream", "wechat", "--api", "http://10.0.0.1"], "in clear"),
        (&[free[0], free[1], "--handler", "ftp://x"], "address to push to"),
        (&[free[0], free[1], "--inbox", "/nonexistent/inbox.sqlite"], "cannot start"),
        (&[free[0], free[1], "--scenario", "no-such-scenario"], "no-such-scenario"),
    ] {
        let answer = refused(args);
        assert_eq!(answer.status, 2, "{args:?}");
        assert!(answer.stderr.contains(why), "{args:?}: {}", answer.stderr);
    }
    assert_ne!(refused(&["--app-secret", "x"]).status, 0, "no secret on the command line");
}

#[cfg(unix)]
#[test]
fn a_secret_that_others_can_read_is_not_taken() {
    use std::os::unix::fs::PermissionsExt as _;
    let scratch = Scratch::new("secret");
    let file = scratch.file("secret");
    std::fs::write(&file, "a-secret-in-a-file").expect("a file");
    let set = |mode| std::fs::set_permissions(&file, std::fs::Permissions::from_mode(mode));
    set(0o640).expect("set");
    let args = ["--listen", "127.0.0.1:0", "--key-file", file.as_str()];
    let answer = refused(&args);
    assert_eq!(answer.status, 2);
    assert!(answer.stderr.contains("chmod 600") && !answer.stderr.contains("a-secret"), "{}", answer.stderr);
    set(0o600).expect("set");
    let mut served = Served::start(&args[2..], |_| {});
    served.line_with("the one you gave");
    assert_eq!(request(&served.address, "GET", "/api/health", "").expect("an answer").0, 401);
}
