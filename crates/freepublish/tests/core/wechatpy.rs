//! The envelope against an implementation that has nothing in common with ours: wechatpy's.
//!
//! `cargo xtask test --only sdk` installs it and names its Python in `FREEPUBLISH_SDK_PYTHON`. Elsewhere `python3` is
//! tried, and without wechatpy there the test says so and passes.

#![expect(clippy::print_stderr, reason = "whoever looks for a skipped test finds it in its output")]

use std::io::Write as _;
use std::process::{Command, Stdio};

use freepublish::envelope::seal::{Account, Push, PushFormat, SignatureParameters};
use freepublish::envelope::{AesKey, Secrets, Token, WhichKey, open};
use freepublish::inspection::Mode;
use freepublish::{Options, Severity};
use serde_json::{Value, json};

use crate::common;

/// One of the keys whose last character has bits set that 32 bytes have no room for.
const KEY: &str = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
const TOKEN: &str = "pamtest";
const APP_ID: &str = "wxb11529c136998cb6";
const SENT: i64 = 1_714_112_445;
const NONCE: &str = "415670741";

#[test]
fn wechatpy_reads_what_we_seal_and_we_read_what_it_encrypts() {
    let Some(python) = python_with_wechatpy() else { return };
    let messages = messages();
    let pushes: Vec<Value> = messages.iter().flat_map(|message| pushes(message)).collect();
    let asked = json!({
        "token": TOKEN, "aes_key": KEY, "app_id": APP_ID, "nonce": NONCE, "timestamp": SENT.to_string(),
        "pushes": pushes, "messages": messages,
    });
    let answer = ask(&python, &asked);
    let texts = |name: &str| -> Vec<String> {
        let list = answer[name].as_array().expect("a list");
        list.iter().map(|text| text.as_str().expect("a text").to_owned()).collect()
    };
    let each_read = texts("opened");
    assert_eq!(each_read.len(), pushes.len());
    for (read, message) in each_read.chunks(pushes.len() / messages.len()).zip(&messages) {
        assert!(read.iter().all(|read| read == message), "{message}: {read:?}");
    }
    let sealed = texts("sealed");
    assert_eq!(sealed.len(), messages.len());
    for (sealed, message) in sealed.iter().zip(&messages) {
        check_opened(sealed, message);
    }
}

/// Every length of padding, with characters of more than one byte among them.
fn messages() -> Vec<String> {
    (0..33).map(|length| format!("<xml><Content>发布{}</Content></xml>", "x".repeat(length))).collect()
}

/// A message as we push it, encrypted: in both modes and both formats.
fn pushes(message: &str) -> Vec<Value> {
    let (token, key) = (Token::new(TOKEN), AesKey::from_encoding(KEY).expect("a key"));
    let account = Account { token: &token, key: &key, app_id: APP_ID };
    let stamp = SignatureParameters { timestamp: SENT, nonce: NONCE, random: *b"a8eedb185eb2fecf" };
    // The plain fields of compatible mode are those of the message: JSON cannot stand beside XML.
    let kinds = [
        (Mode::Secure, PushFormat::Xml),
        (Mode::Secure, PushFormat::Json),
        (Mode::Compatible, PushFormat::Xml),
    ];
    let push = |(mode, format)| {
        let push = Push { format, to_user_name: "gh_4976d87f357a", openid: "o9AgO5Kd5ggOC", message };
        let sealed = push.seal(mode, &account, &stamp);
        let query: serde_json::Map<String, Value> =
            sealed.query.into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect();
        json!({ "query": query, "body": sealed.body })
    };
    kinds.map(push).to_vec()
}

#[track_caller]
fn check_opened(sealed: &str, message: &str) {
    let secrets = Secrets {
        token: Some(Token::new(TOKEN)),
        key: Some(AesKey::from_encoding(KEY)),
        previous_key: None,
        app_id: Some(APP_ID.to_owned()),
    };
    let opened = open(sealed, &Options::default(), &secrets);
    let complaints: Vec<_> = opened
        .outer_diagnostics()
        .filter(|found| found.severity() != Severity::Info)
        .map(freepublish::Diagnostic::code)
        .collect();
    assert_eq!(complaints, [""; 0], "{sealed}");
    let inner = opened.inner.expect("a decrypted message");
    assert_eq!((inner.text.as_str(), inner.key), (message, WhichKey::Current));
}

fn python_with_wechatpy() -> Option<String> {
    let named = std::env::var("FREEPUBLISH_SDK_PYTHON").ok();
    let python = named.clone().unwrap_or_else(|| "python3".to_owned());
    let found = Command::new(&python).args(["-c", "import wechatpy.crypto"]).stderr(Stdio::null()).status();
    if found.is_ok_and(|status| status.success()) {
        return Some(python);
    }
    assert_eq!(named, None, "FREEPUBLISH_SDK_PYTHON has no wechatpy");
    eprintln!("skipped: {python} has no wechatpy; `cargo xtask test --only sdk` installs it");
    None
}

fn ask(python: &str, asked: &Value) -> Value {
    let script = common::folder("../../../tests/sdk/wechatpy_crypto.py");
    let mut child = Command::new(python)
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Python starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all(asked.to_string().as_bytes()).expect("Python reads");
    drop(stdin);
    let output = child.wait_with_output().expect("Python ends");
    assert!(output.status.success(), "wechatpy refused something; its own words are above");
    serde_json::from_slice(&output.stdout).expect("JSON")
}
