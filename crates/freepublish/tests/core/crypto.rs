//! The vectors of WeChat's documentation and sample programs, both ways, and what holds for every message.

use crate::common;
use freepublish::envelope::seal::{Account, Push, PushFormat, SignatureParameters, reply};
use freepublish::envelope::{
    AesKey, Token, decrypt, encrypt, msg_signature, signature, verify_msg_signature, verify_signature,
};
use freepublish::inspection::Mode;
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
pub(crate) struct Vector {
    pub(crate) name: String,
    pub(crate) token: String,
    pub(crate) encoding_aes_key: Option<String>,
    pub(crate) appid: Option<String>,
    pub(crate) timestamp: String,
    pub(crate) nonce: String,
    pub(crate) signature: Option<String>,
    pub(crate) msg_signature: Option<String>,
    pub(crate) echostr: Option<String>,
    pub(crate) body: Option<String>,
    pub(crate) ciphertext: Option<String>,
    pub(crate) plaintext: Option<String>,
    pub(crate) decrypted: Option<Decrypted>,
}

#[derive(Deserialize)]
pub(crate) struct Decrypted {
    random: String,
    pub(crate) message: String,
    app_id: String,
    pad: usize,
}

impl Vector {
    pub(crate) fn key(&self) -> Option<AesKey> {
        self.encoding_aes_key.as_deref().map(|key| AesKey::from_encoding(key).expect("a key"))
    }
}

pub(crate) fn vectors() -> Vec<Vector> {
    #[derive(Deserialize)]
    struct File {
        vectors: Vec<Vector>,
    }
    let text = std::fs::read(common::folder("crypto/vectors.json")).expect("the vectors are there");
    serde_json::from_slice::<File>(&text).expect("vectors").vectors
}

#[test]
fn the_signatures_of_the_vectors_are_computed_and_verified() {
    let mut checked = 0;
    for vector in vectors() {
        let Vector { name, timestamp, nonce, .. } = &vector;
        let token = Token::new(&vector.token);
        if let Some(expected) = &vector.signature {
            assert_eq!(&signature(&token, timestamp, nonce), expected, "{name}");
            assert!(verify_signature(&token, timestamp, nonce, expected), "{name}");
            checked += 1;
        }
        if let (Some(expected), Some(encrypted)) = (&vector.msg_signature, &vector.ciphertext) {
            assert_eq!(&msg_signature(&token, timestamp, nonce, encrypted), expected, "{name}");
            assert!(verify_msg_signature(&token, timestamp, nonce, encrypted, expected), "{name}");
            checked += 1;
        }
    }
    assert_eq!(checked, 9);
}

#[test]
fn the_ciphertexts_of_the_vectors_are_read_and_made() {
    let mut pads = Vec::new();
    for vector in vectors() {
        let (Some(key), Some(ciphertext), Some(expected)) =
            (vector.key(), &vector.ciphertext, &vector.decrypted)
        else {
            continue;
        };
        let plain = decrypt(&key, ciphertext).expect("it decrypts");
        assert_eq!(plain.message, expected.message, "{}", vector.name);
        assert_eq!(plain.app_id, expected.app_id, "{}", vector.name);
        assert_eq!(Some(&plain.app_id), vector.appid.as_ref(), "{}", vector.name);
        assert_eq!(plain.random, expected.random.as_bytes(), "{}", vector.name);
        if let Some(plaintext) = &vector.plaintext {
            assert_eq!(&plain.message, plaintext, "{}", vector.name);
        }
        assert_eq!(
            &encrypt(&key, plain.random, &plain.message, &plain.app_id),
            ciphertext,
            "{}",
            vector.name
        );
        pads.push(expected.pad);
    }
    assert_eq!(pads.len(), 7);
    assert!(pads.iter().any(|pad| *pad > 16), "a pad that AES's own unpadders refuse");
}

fn any_key() -> impl Strategy<Value = String> {
    "[a-zA-Z0-9]{43}"
}

fn any_random() -> impl Strategy<Value = [u8; 16]> {
    any::<[u8; 16]>()
}

fn any_mode() -> impl Strategy<Value = Mode> {
    prop_oneof![Just(Mode::Plain), Just(Mode::Compatible), Just(Mode::Secure)]
}

fn any_format() -> impl Strategy<Value = PushFormat> {
    prop_oneof![Just(PushFormat::Xml), Just(PushFormat::Json)]
}

proptest! {
    #![proptest_config(common::proptest_config())]

    #[test]
    fn what_was_encrypted_is_decrypted(
        key in any_key(), random in any_random(), message in ".{0,80}", app_id in "(wx[0-9a-f]{16})?",
    ) {
        let key = AesKey::from_encoding(&key).expect("a key");
        let plain = decrypt(&key, &encrypt(&key, random, &message, &app_id));
        prop_assert_eq!(plain.as_ref().map(|plain| plain.message.as_str()), Ok(message.as_str()));
        prop_assert_eq!(plain.as_ref().map(|plain| plain.app_id.as_str()), Ok(app_id.as_str()));
        prop_assert_eq!(plain.map(|plain| plain.random), Ok(random));
    }

    #[test]
    fn any_ciphertext_and_any_key_are_answered(
        key in prop_oneof![any_key(), ".{0,50}"],
        bytes in prop_oneof![
            "[A-Za-z0-9+/]{0,200}={0,2}".boxed(),
            ".{0,100}".boxed(),
            prop::collection::vec("[A-Za-z0-9+/]{64}", 0..8).prop_map(|parts| parts.concat()).boxed(),
        ],
    ) {
        if let Ok(key) = AesKey::from_encoding(&key) {
            let _ = decrypt(&key, &bytes);
        }
    }

    #[test]
    fn a_changed_byte_is_noticed_by_the_signature(
        message in ".{0,60}", at in any::<prop::sample::Index>(), by in "[A-Za-z0-9+/]",
    ) {
        let key = AesKey::from_encoding(&"A".repeat(43)).expect("a key");
        let token = Token::new("t");
        let encrypted = encrypt(&key, *b"aaaabbbbccccdddd", &message, "wx1");
        let signed = msg_signature(&token, "1", "2", &encrypted);
        let at = at.index(encrypted.len());
        let changed = format!("{}{by}{}", &encrypted[..at], &encrypted[at + 1..]);
        prop_assert_eq!(verify_msg_signature(&token, "1", "2", &changed, &signed), changed == encrypted);
    }

    #[test]
    fn any_message_is_sealed(
        message in ".{0,60}", name in ".{0,10}", nonce in ".{0,10}", timestamp in any::<i64>(),
        mode in any_mode(), format in any_format(),
    ) {
        let key = AesKey::from_encoding(&"A".repeat(43)).expect("a key");
        let account = Account { token: &Token::new("t"), key: &key, app_id: "wx1" };
        let stamp = SignatureParameters { timestamp, nonce: &nonce, random: [7; 16] };
        let push = Push { format, to_user_name: &name, openid: &name, message: &message };
        prop_assert!(push.seal(mode, &account, &stamp).query_string().is_ascii());
        prop_assert!(!reply(format, &message, &account, &stamp).is_empty());
    }
}

#[test]
fn every_length_of_padding_is_made_and_undone() {
    let key = AesKey::from_encoding("abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG").expect("a key");
    for length in 0..96 {
        for letter in ["a", "发", "😀"] {
            let message = letter.repeat(length);
            let encrypted = encrypt(&key, *b"aaaabbbbccccdddd", &message, "wxb11529c136998cb6");
            let plain = decrypt(&key, &encrypted).expect("it decrypts");
            assert_eq!(plain.message, message);
            assert_eq!(plain.app_id, "wxb11529c136998cb6");
        }
    }
}
