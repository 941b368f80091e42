//! What a server takes: of a stranger nothing, in whatever mode; of WeChat everything.

use freepublish::envelope::{Secrets, Token, check_query, encrypt, msg_signature, receive, signature};
use freepublish::inspection::Mode;

use super::open::{APP_ID, TOKEN, key, secrets};

const MODES: [Mode; 3] = [Mode::Plain, Mode::Compatible, Mode::Secure];

/// The parameters of a push that somebody has seen, and the ciphertext it carried.
const TIMESTAMP: &str = "1714112445";
const NONCE: &str = "415670741";

pub(super) fn check(bytes: &[u8]) {
    let secrets = secrets();
    forged(bytes, &secrets);
    replayed(bytes, &secrets);
    let text = String::from_utf8_lossy(bytes);
    let body = format!("<xml><ToUserName>gh_1</ToUserName><Encrypt>{}</Encrypt></xml>", ciphertext(&text));
    for mode in MODES {
        let query = query(&ciphertext(&text));
        let taken = receive(&query, body.as_bytes(), &secrets, mode);
        // In compatible mode the plain field beside it has to be in it as well.
        assert!(taken.is_ok() || mode == Mode::Compatible, "{mode:?}: {taken:?}: {text:?}");
        if let Ok(received) = taken {
            assert_eq!(received.mode, Mode::Secure, "{text:?}");
        }
    }
}

/// The first line is the query, the rest the body.
fn forged(bytes: &[u8], secrets: &Secrets) {
    let end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
    let query = String::from_utf8_lossy(&bytes[..end]);
    let body = bytes.get(end + 1..).unwrap_or_default();
    for mode in MODES {
        assert!(receive(&query, body, secrets, mode).is_err(), "{query:?}");
        assert!(check_query(&query, secrets, mode).is_err(), "{query:?}");
        // Without secrets nothing is verified, and whatever comes is judged.
        let _ = receive(&query, body, &Secrets::default(), mode);
    }
}

/// The query of a push that was seen, with another body. An account in plain mode cannot tell.
fn replayed(body: &[u8], secrets: &Secrets) {
    let seen = ciphertext("<xml><Event>seen</Event></xml>");
    for mode in [Mode::Compatible, Mode::Secure] {
        let Ok(received) = receive(&query(&seen), body, secrets, mode) else { continue };
        let inspection = received.content.inspection();
        let event = inspection.and_then(|read| read.header.as_ref()?.event.as_deref());
        assert!(event.is_none_or(|event| event == "seen"), "{:?}", String::from_utf8_lossy(body));
    }
}

fn ciphertext(message: &str) -> String {
    encrypt(&key(), [b'0'; 16], message, APP_ID)
}

fn query(encrypted: &str) -> String {
    let token = Token::new(TOKEN);
    let plain = signature(&token, TIMESTAMP, NONCE);
    let whole = msg_signature(&token, TIMESTAMP, NONCE, encrypted);
    format!("signature={plain}&timestamp={TIMESTAMP}&nonce={NONCE}&encrypt_type=aes&msg_signature={whole}")
}
