//! With the secrets of an account: nothing that was not signed is called valid, and what was encrypted is read.

use freepublish::delivery::{Answer, DEADLINE, Exchange, Reply, Sent, judge};
use freepublish::envelope::{AesKey, Secrets, Token, decrypt, encrypt, msg_signature, open, open_bytes};
use freepublish::inspection::{Format, Mode, Signature};
use freepublish::{Kind, Options, inspect};

use super::inspect::check_answer;

/// No fixture is signed with it.
pub(super) const TOKEN: &str = "the token of the fuzzer";
pub(super) const APP_ID: &str = "wx00000000000000ff";

pub(super) fn check(bytes: &[u8]) {
    let secrets = secrets();
    forged(bytes, &secrets);
    sealed(&String::from_utf8_lossy(bytes), &secrets);
    let reply = Reply { status: 200, headers: &[], body: bytes };
    for mode in [Mode::Plain, Mode::Compatible, Mode::Secure] {
        let exchange = Exchange { answer: Answer::Reply(reply), elapsed: 1, deadline: DEADLINE };
        judge(&exchange, &Sent { mode, secrets: &secrets, accepted_before: 0 });
    }
}

pub(super) fn secrets() -> Secrets {
    Secrets {
        token: Some(Token::new(TOKEN)),
        key: Some(Ok(key())),
        previous_key: None,
        app_id: Some(APP_ID.to_owned()),
    }
}

/// What somebody sends who knows no secret.
fn forged(bytes: &[u8], secrets: &Secrets) {
    let address = "/wx?signature=0&timestamp=1714112445&nonce=1&encrypt_type=aes&msg_signature=0";
    for url in [None, Some(address.to_owned())] {
        let options = Options { url, at: Some(1_714_112_445), ..Options::default() };
        let (text, opened) = open_bytes(bytes, &options, secrets);
        check_answer(&text, &opened.inspection);
        let envelope = opened.inspection.envelope.as_ref();
        assert!(envelope.is_none_or(|envelope| envelope.signature != Signature::Valid), "{text:?}");
        assert!(envelope.is_none_or(|envelope| !envelope.decrypted), "{text:?}");
        assert!(decrypt(&key(), &text).is_err(), "{text:?}");
    }
}

/// What WeChat sends, with this text in it.
fn sealed(text: &str, secrets: &Secrets) {
    let encrypted = encrypt(&key(), [b'0'; 16], text, APP_ID);
    assert_eq!(decrypt(&key(), &encrypted).map(|plain| plain.message).as_deref(), Ok(text));
    let signature = msg_signature(&Token::new(TOKEN), "1714112445", "1", &encrypted);
    let url =
        format!("/wx?signature=0&timestamp=1714112445&nonce=1&encrypt_type=aes&msg_signature={signature}");
    let message = format!("<xml><ToUserName>gh_1</ToUserName><Encrypt>{encrypted}</Encrypt></xml>");
    let opened = open(&message, &Options { url: Some(url), ..Options::default() }, secrets);
    check_answer(&message, &opened.inspection);
    let envelope = opened.inspection.envelope.as_ref().expect("there is an envelope");
    assert_eq!(envelope.signature, Signature::Valid, "{text:?}");
    assert!(envelope.decrypted, "{text:?}");
    let inner = opened.inner.as_ref().expect("it was decrypted");
    assert_eq!(inner.text, text);
    // The secrets tell of the transport. What an event says it says without them.
    let plain = inspect(text, &Options::default());
    if plain.kind == Kind::Callback && matches!(plain.format, Format::Xml | Format::Json) {
        assert_eq!(opened.inspection.publish, plain.publish, "{text:?}");
    }
}

pub(super) fn key() -> AesKey {
    AesKey::from_bytes(*b"the key of the fuzzer, 32 bytes.")
}
