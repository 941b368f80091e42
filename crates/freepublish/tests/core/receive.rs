//! Pushes as a server receives them: what WeChat sends is taken, and nothing that was not signed.

use freepublish::envelope::seal::{
    Account, Push, PushFormat, Sealed, SignatureParameters, reply, url_verification,
};
use freepublish::envelope::{
    AesKey, Content, NotOneDocument, Received, Refusal, Secrets, Token, Verified, WhichKey, check_query,
    encrypt, msg_signature, receive, signature,
};
use freepublish::inspection::Mode;
use freepublish::{Options, Outcome, inspect};
use proptest::prelude::*;

use crate::common;
use crate::crypto::vectors;

const KEY: &str = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
const OTHER_KEY: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abcdefg";
const APP_ID: &str = "wxb11529c136998cb6";
const SENT: i64 = 1_714_112_445;
const NONCE: &str = "415670741";
const MODES: [Mode; 3] = [Mode::Plain, Mode::Compatible, Mode::Secure];

/// What a forger would like to be believed.
const FORGED: &str = "<xml><ToUserName>gh_1</ToUserName><FromUserName>o1</FromUserName><CreateTime>1</CreateTime>\
                      <MsgType>event</MsgType><Event>PUBLISHJOBFINISH</Event><PublishEventInfo><publish_id>1</publish_id>\
                      <publish_status>0</publish_status></PublishEventInfo></xml>";

fn key(encoding: &str) -> AesKey {
    AesKey::from_encoding(encoding).expect("a key")
}

fn token() -> Token {
    Token::new("pamtest")
}

fn secrets() -> Secrets {
    Secrets {
        token: Some(token()),
        key: Some(AesKey::from_encoding(KEY)),
        previous_key: None,
        app_id: Some(APP_ID.to_owned()),
    }
}

fn sample(format: PushFormat) -> String {
    let name = match format {
        PushFormat::Xml => "samples/wire-rejected.xml",
        PushFormat::Json => "samples/push-json-rejected.json",
    };
    std::fs::read_to_string(common::folder(name)).expect("the sample is there")
}

fn sealed(mode: Mode, format: PushFormat) -> Sealed {
    seal(mode, format, &sample(format), APP_ID)
}

fn seal(mode: Mode, format: PushFormat, message: &str, app_id: &str) -> Sealed {
    let account = Account { token: &token(), key: &key(KEY), app_id };
    let parameters = SignatureParameters { timestamp: SENT, nonce: NONCE, random: *b"a8eedb185eb2fecf" };
    let push = Push { format, to_user_name: "gh_4976d87f357a", openid: "o9AgO5Kd5ggOC", message };
    push.seal(mode, &account, &parameters)
}

fn take(sealed: &Sealed, secrets: &Secrets, expected: Mode) -> Result<Received, Refusal> {
    receive(&sealed.query_string(), sealed.body.as_bytes(), secrets, expected)
}

fn with_body(sealed: &Sealed, body: &str) -> Sealed {
    Sealed { query: sealed.query.clone(), body: body.to_owned() }
}

fn outcome(received: &Received) -> Outcome {
    received.content.inspection().map(|inspection| inspection.outcome).unwrap_or_default()
}

#[test]
fn a_push_is_taken_where_it_is_as_strong_as_expected() {
    for expected in MODES {
        for mode in MODES {
            for format in [PushFormat::Xml, PushFormat::Json] {
                let case = format!("{mode:?} {format:?}, {expected:?} expected");
                let taken = take(&sealed(mode, format), &secrets(), expected);
                if mode == Mode::Plain && expected != Mode::Plain {
                    assert_eq!(taken, Err(Refusal::Downgrade { expected }), "{case}");
                    continue;
                }
                let received = taken.expect(&case);
                assert_eq!((received.mode, outcome(&received)), (mode, Outcome::Rejected), "{case}");
                assert_eq!((received.timestamp, received.nonce.as_deref()), (Some(SENT), Some(NONCE)));
                assert!(received.fingerprint.is_some());
                let verified = if mode == Mode::Plain { "caller" } else { "ciphertext" };
                assert_eq!(received.verified.name(), verified, "{case}");
                match received.content {
                    Content::Decrypted(inner) => assert_eq!(inner.text, sample(format), "{case}"),
                    content => assert!(mode == Mode::Plain && matches!(content, Content::Plain(_)), "{case}"),
                }
            }
        }
    }
}

#[test]
fn the_query_of_a_captured_push_carries_no_other_body() {
    for format in [PushFormat::Xml, PushFormat::Json] {
        let captured = sealed(Mode::Secure, format);
        for expected in MODES {
            let taken = take(&with_body(&captured, FORGED), &secrets(), expected);
            assert_eq!(taken, Err(Refusal::CiphertextMissing));
        }
    }
    // Nor does its ciphertext carry what stands beside it.
    let captured = sealed(Mode::Secure, PushFormat::Xml);
    let (_, encrypt) = captured.body.split_once("<Encrypt>").expect("a ciphertext");
    let body = FORGED.replace("</xml>", &format!("<Encrypt>{encrypt}"));
    for expected in [Mode::Plain, Mode::Secure] {
        let received = take(&with_body(&captured, &body), &secrets(), expected).expect("by its ciphertext");
        assert_eq!(outcome(&received), Outcome::Rejected, "what was decrypted");
    }
    let refused = take(&with_body(&captured, &body), &secrets(), Mode::Compatible);
    let Err(Refusal::PlaintextDiffers { fields }) = refused else { panic!("{refused:?}") };
    assert!(fields.contains(&"PublishEventInfo/publish_status".to_owned()), "{fields:?}");
}

#[test]
fn a_compatible_push_with_changed_fields_is_refused_where_they_count() {
    for format in [PushFormat::Xml, PushFormat::Json] {
        let push = sealed(Mode::Compatible, format);
        let body = push.body.replacen("<publish_status>4<", "<publish_status>0<", 1);
        let body = body.replacen("\"publish_status\": 4", "\"publish_status\": 0", 1);
        assert_ne!(body, push.body);
        let push = with_body(&push, &body);
        let fields = vec!["PublishEventInfo/publish_status".to_owned()];
        assert_eq!(take(&push, &secrets(), Mode::Compatible), Err(Refusal::PlaintextDiffers { fields }));
        let received = take(&push, &secrets(), Mode::Secure).expect("by its ciphertext");
        assert_eq!(outcome(&received), Outcome::Rejected);
    }
}

#[test]
fn the_shape_of_a_reply_is_no_push() {
    let account = Account { token: &token(), key: &key(KEY), app_id: APP_ID };
    let parameters = SignatureParameters { timestamp: SENT, nonce: NONCE, random: *b"a8eedb185eb2fecf" };
    for format in [PushFormat::Xml, PushFormat::Json] {
        let body = reply(format, &sample(format), &account, &parameters);
        for query in ["encrypt_type=aes", "", &format!("timestamp={SENT}&nonce={NONCE}")] {
            for expected in MODES {
                let taken = receive(query, body.as_bytes(), &secrets(), expected);
                assert!(matches!(taken, Err(Refusal::ParametersMissing { .. })), "{query}: {taken:?}");
            }
        }
        // With a right `signature` beside it: that is not the one that counts.
        let signed = signature(&token(), &SENT.to_string(), NONCE);
        let query = format!("timestamp={SENT}&nonce={NONCE}&signature={signed}");
        let taken = receive(&query, body.as_bytes(), &secrets(), Mode::Plain);
        assert_eq!(taken, Err(Refusal::ParametersMissing { names: vec!["msg_signature"] }));
        let taken =
            receive(&format!("{query}&msg_signature={signed}"), body.as_bytes(), &secrets(), Mode::Plain);
        assert_eq!(taken, Err(Refusal::SignatureMismatch { name: "msg_signature" }));
    }
}

#[test]
fn what_is_not_one_document_is_no_push() {
    let plain = sealed(Mode::Plain, PushFormat::Xml);
    let xml = sample(PushFormat::Xml);
    for body in [
        format!("curl -d '{xml}' https://a.example/wx"),
        format!("POST /wx HTTP/1.1\r\n\r\n{xml}"),
        format!("HTTP/1.1 200 OK\r\n\r\n{xml}"),
        format!("2026-04-11 body={xml}"),
        format!("{xml} cost=3ms"),
        format!("{xml}{xml}"),
        xml.replace('<', "&lt;").replace('>', "&gt;"),
        format!("\"{}\"", xml.replace('"', "\\\"").replace('\n', "\\n")),
        format!("[{}]", sample(PushFormat::Json)),
        sample(PushFormat::Json).replace('"', "\\\""),
        String::new(),
    ] {
        let taken = take(&with_body(&plain, &body), &secrets(), Mode::Plain);
        assert!(matches!(taken, Err(Refusal::NotOneDocument(_))), "{body}: {taken:?}");
    }
    let bytes = [xml.as_bytes(), b"\xff"].concat();
    let taken = receive(&plain.query_string(), &bytes, &secrets(), Mode::Plain);
    assert_eq!(taken, Err(Refusal::NotOneDocument(NotOneDocument::NotUtf8)));
}

#[test]
fn each_part_of_the_signature_counts() {
    for mode in MODES {
        let push = sealed(mode, PushFormat::Xml);
        let name = if mode == Mode::Plain { "signature" } else { "msg_signature" };
        let change = |name: &str, value: &str| {
            let mut changed = push.clone();
            for (known, kept) in &mut changed.query {
                if *known == name {
                    value.clone_into(kept);
                }
            }
            take(&changed, &secrets(), Mode::Plain)
        };
        let missing = |name| Err(Refusal::ParametersMissing { names: vec![name] });
        for (part, wrong) in [("timestamp", "1714112446"), ("nonce", "415670742"), ("signature", "0")] {
            assert_eq!(change(part, wrong), Err(Refusal::SignatureMismatch { name: "signature" }), "{part}");
        }
        assert_eq!(change(name, "0"), Err(Refusal::SignatureMismatch { name }));
        assert_eq!(change("timestamp", ""), missing("timestamp"));
        assert_eq!(change("nonce", ""), missing("nonce"));
        assert_eq!(change(name, ""), missing(name));
        let other = Secrets { token: Some(Token::new("other")), ..secrets() };
        assert_eq!(take(&push, &other, Mode::Plain), Err(Refusal::SignatureMismatch { name: "signature" }));
    }
    // A caller that leaves `signature` out, which proves nothing about a ciphertext, is as good as one that has it.
    let mut push = sealed(Mode::Secure, PushFormat::Xml);
    push.query.retain(|(name, _)| *name != "signature");
    assert_eq!(
        take(&push, &secrets(), Mode::Secure).map(|received| received.verified.name()),
        Ok("ciphertext")
    );
    push.query.clear();
    let names = vec!["signature", "timestamp", "nonce"];
    assert_eq!(take(&push, &secrets(), Mode::Plain), Err(Refusal::ParametersMissing { names }));
}

#[test]
fn the_query_alone_is_checked_before_a_body_is_read() {
    let secure = sealed(Mode::Secure, PushFormat::Xml).query_string();
    let plain = sealed(Mode::Plain, PushFormat::Xml).query_string();
    let forged = plain.replace("signature=", "signature=0");
    let check = |query: &str, expected| check_query(query, &secrets(), expected);
    assert_eq!(check(&secure, Mode::Secure), Ok(()));
    assert_eq!(check(&plain, Mode::Plain), Ok(()));
    assert_eq!(check(&plain, Mode::Secure), Err(Refusal::Downgrade { expected: Mode::Secure }));
    // Nobody who knows no signature learns what mode is expected, or is counted as a downgrade.
    assert_eq!(check(&forged, Mode::Secure), Err(Refusal::SignatureMismatch { name: "signature" }));
    assert_eq!(check_query("", &Secrets::default(), Mode::Secure), Ok(()));
    // `signature` vouches for no ciphertext.
    let claimed = format!("{plain}&encrypt_type=aes");
    let missing = Refusal::ParametersMissing { names: vec!["msg_signature"] };
    assert_eq!(check(&claimed, Mode::Secure), Err(missing));
    // What only a body could prove is not read for those who prove nothing.
    let unsigned: Vec<&str> = secure.split('&').filter(|pair| !pair.starts_with("signature=")).collect();
    let missing = Refusal::ParametersMissing { names: vec!["signature"] };
    assert_eq!(check(&unsigned.join("&"), Mode::Secure), Err(missing));
}

#[test]
fn no_byte_is_moved_between_the_parts_of_a_signature() {
    // The parts are joined without anything between them: these have the same signature.
    let signed = signature(&token(), "1714112445", "415670741");
    for (timestamp, nonce) in [("171411244", "5415670741"), ("17141124454156", "70741")] {
        assert_eq!(signed, signature(&token(), timestamp, nonce));
        let query = format!("signature={signed}&timestamp={timestamp}&nonce={nonce}");
        let taken = receive(&query, FORGED.as_bytes(), &secrets(), Mode::Plain);
        assert_eq!(taken, Err(Refusal::ParameterMalformed { name: "timestamp" }));
    }
    let query = |nonce: &str| {
        let signed = signature(&token(), "1714112445", nonce);
        format!("signature={signed}&timestamp=1714112445&nonce={nonce}")
    };
    let check = |nonce: &str| check_query(&query(nonce), &secrets(), Mode::Plain);
    assert_eq!(check(&"1".repeat(32)), Ok(()));
    assert_eq!(check(&"1".repeat(33)), Err(Refusal::ParameterMalformed { name: "nonce" }));
    let signed = signature(&token(), "171411244x", NONCE);
    let query = format!("signature={signed}&timestamp=171411244x&nonce={NONCE}");
    let taken = check_query(&query, &secrets(), Mode::Plain);
    assert_eq!(taken, Err(Refusal::ParameterMalformed { name: "timestamp" }));
}

#[test]
fn a_message_for_another_app_id_is_refused() {
    let push = seal(Mode::Secure, PushFormat::Xml, &sample(PushFormat::Xml), "wxother");
    let refusal = Refusal::OtherAppId { found: "wxother".to_owned(), expected: APP_ID.to_owned() };
    assert_eq!(take(&push, &secrets(), Mode::Secure), Err(refusal));
    let anybody = Secrets { app_id: None, ..secrets() };
    assert!(take(&push, &anybody, Mode::Secure).is_ok());
}

#[test]
fn the_key_is_whichever_opens_it_and_what_none_opens_is_kept_sealed() {
    let push = sealed(Mode::Secure, PushFormat::Xml);
    let which = |key: Option<&str>, previous: Option<&str>| {
        let secrets = Secrets {
            key: key.map(AesKey::from_encoding),
            previous_key: previous.map(AesKey::from_encoding),
            ..secrets()
        };
        let received = take(&push, &secrets, Mode::Secure).expect("a verified ciphertext");
        assert_eq!((received.verified.name(), received.mode), ("ciphertext", Mode::Secure));
        assert_eq!(received.fingerprint.is_some(), matches!(received.content, Content::Decrypted(_)));
        match received.content {
            Content::Decrypted(inner) => Ok(inner.key),
            Content::Sealed(error) => Err(error.map(|error| error.to_string())),
            content => panic!("{content:?}"),
        }
    };
    assert_eq!(which(Some(KEY), None), Ok(WhichKey::Current));
    assert_eq!(which(Some(KEY), Some(OTHER_KEY)), Ok(WhichKey::Current));
    assert_eq!(which(Some(OTHER_KEY), Some(KEY)), Ok(WhichKey::Previous));
    assert_eq!(which(None, Some(KEY)), Ok(WhichKey::Previous));
    assert_eq!(which(Some("short"), Some(KEY)), Ok(WhichKey::Previous));
    assert_eq!(which(None, None), Err(None));
    assert!(which(Some(OTHER_KEY), None).is_err_and(|error| error.is_some()));
}

#[test]
fn without_a_key_the_plain_fields_of_a_compatible_push_count_as_a_plain_push() {
    let without = Secrets { key: None, ..secrets() };
    let push = sealed(Mode::Compatible, PushFormat::Xml);
    let received = take(&push, &without, Mode::Plain).expect("a plain push");
    assert_eq!((received.verified.name(), received.mode), ("caller", Mode::Plain));
    assert_eq!(outcome(&received), Outcome::Rejected);
    // Where more is expected, they are not read.
    for expected in [Mode::Compatible, Mode::Secure] {
        let received = take(&push, &without, expected).expect("a verified ciphertext");
        assert_eq!(received.content, Content::Sealed(None));
        assert_eq!((received.verified.name(), received.mode), ("ciphertext", Mode::Compatible));
    }
    // Nor where nobody knows who sent them.
    let mut push = push;
    push.query.retain(|(name, _)| *name != "signature");
    let received = take(&push, &without, Mode::Plain).expect("a verified ciphertext");
    assert_eq!(received.content, Content::Sealed(None));
    // With a wrong key they would be as good, yet the mistake is to be told.
    let wrong = Secrets { key: Some(AesKey::from_encoding(OTHER_KEY)), ..secrets() };
    let received = take(&sealed(Mode::Compatible, PushFormat::Xml), &wrong, Mode::Plain);
    assert!(matches!(received.map(|received| received.content), Ok(Content::Sealed(Some(_)))));
}

#[test]
fn without_a_token_nothing_is_verified() {
    let nothing = Secrets { token: None, ..secrets() };
    for mode in MODES {
        for query in [sealed(mode, PushFormat::Xml).query_string(), String::new()] {
            let body = sealed(mode, PushFormat::Xml).body;
            let received = receive(&query, body.as_bytes(), &nothing, Mode::Plain).expect("a push");
            assert_eq!(received.verified, Verified::Nothing);
            assert_eq!((received.mode, outcome(&received)), (mode, Outcome::Rejected));
        }
    }
    let plain = sealed(Mode::Plain, PushFormat::Xml);
    let taken = take(&plain, &nothing, Mode::Secure);
    assert_eq!(taken, Err(Refusal::Downgrade { expected: Mode::Secure }));
}

#[test]
fn what_was_encrypted_is_kept_whatever_it_is() {
    for (message, is_read) in [("<xml><Event>x</Event></xml>", true), ("<a>", false), ("curl -d 1 a", false)]
    {
        let push = seal(Mode::Secure, PushFormat::Xml, message, APP_ID);
        let received = take(&push, &secrets(), Mode::Secure).expect("a verified ciphertext");
        let Content::Decrypted(inner) = received.content else { panic!("{message}") };
        assert_eq!((inner.text.as_str(), inner.inspection.header.is_some()), (message, is_read));
    }
}

#[test]
fn a_fingerprint_is_that_of_the_message() {
    let fingerprint = |sealed: &Sealed| {
        take(sealed, &secrets(), Mode::Plain).expect("a push").fingerprint.expect("a fingerprint")
    };
    let plain = sealed(Mode::Plain, PushFormat::Xml);
    assert_eq!(fingerprint(&plain), fingerprint(&sealed(Mode::Secure, PushFormat::Xml)));
    assert_eq!(fingerprint(&plain), fingerprint(&sealed(Mode::Compatible, PushFormat::Xml)));
    assert_ne!(fingerprint(&plain), fingerprint(&with_body(&plain, FORGED)));
}

#[test]
fn the_vectors_of_others_are_taken() {
    let mut taken = 0;
    for vector in vectors() {
        let secrets = Secrets {
            token: Some(Token::new(&vector.token)),
            key: vector.encoding_aes_key.as_deref().map(AesKey::from_encoding),
            previous_key: None,
            app_id: vector.appid.clone(),
        };
        let query = format!("timestamp={}&nonce={}", vector.timestamp, vector.nonce);
        let received = match (&vector.ciphertext, &vector.msg_signature, &vector.signature, &vector.body) {
            (Some(ciphertext), Some(signature), ..) => {
                let body = format!("<xml><Encrypt>{ciphertext}</Encrypt></xml>");
                receive(
                    &format!("{query}&msg_signature={signature}"),
                    body.as_bytes(),
                    &secrets,
                    Mode::Secure,
                )
            }
            (None, _, Some(signature), Some(body)) => {
                receive(&format!("{query}&signature={signature}"), body.as_bytes(), &secrets, Mode::Plain)
            }
            _ => continue,
        };
        let received = received.unwrap_or_else(|refusal| panic!("{}: {refusal}", vector.name));
        if let Some(expected) = &vector.decrypted {
            let Content::Decrypted(inner) = received.content else { panic!("{}", vector.name) };
            assert_eq!(inner.text, expected.message, "{}", vector.name);
        }
        taken += 1;
    }
    assert!(taken >= 6, "{taken}");
}

#[test]
fn a_verification_of_the_address_is_no_push() {
    let query = url_verification(&token(), SENT, NONCE, "4375120948345356249").query_string();
    let taken = receive(&query, b"", &secrets(), Mode::Plain);
    assert_eq!(taken, Err(Refusal::NotOneDocument(NotOneDocument::AnotherFormat)));
}

#[test]
fn refusals_say_what_is_wrong() {
    for (refusal, expect) in [
        (
            Refusal::ParametersMissing { names: vec!["nonce", "timestamp"] },
            "the query lacks nonce, timestamp",
        ),
        (
            Refusal::Downgrade { expected: Mode::Secure },
            "the push came in plain mode, secure mode is asked for",
        ),
        (NotOneDocument::ContentBehind.into(), "something stands behind the document in the body"),
    ] {
        assert_eq!((&refusal as &dyn std::error::Error).to_string(), expect);
    }
}

#[test]
fn what_is_pushed_is_read_as_a_callback_and_nothing_else() {
    let plain = sealed(Mode::Plain, PushFormat::Xml);
    let answer = r#"{"errcode":0,"errmsg":"ok","publish_id":"1"}"#;
    assert_eq!(inspect(answer, &Options::default()).outcome, Outcome::Accepted, "the answer to a submit");
    let received = take(&with_body(&plain, answer), &secrets(), Mode::Plain).expect("a push");
    assert_eq!(outcome(&received), Outcome::Unknown);
}

proptest! {
    #![proptest_config(common::proptest_config())]

    /// Whatever is done to a secure push: what is taken is the message that was encrypted.
    #[test]
    fn a_changed_secure_push_says_the_same_or_nothing(
        json in any::<bool>(),
        at in any::<prop::sample::Index>(),
        length in 0..30_usize,
        piece in prop_oneof!["[A-Za-z0-9+/=]{0,4}", ".{0,8}", Just("<Event>x</Event>".to_owned())],
        expected in prop::sample::select(&MODES[..]),
    ) {
        let format = if json { PushFormat::Json } else { PushFormat::Xml };
        let push = sealed(Mode::Secure, format);
        let start = at.index(push.body.len());
        let end = (start + length).min(push.body.len());
        let body = format!("{}{piece}{}", &push.body[..start], &push.body[end..]);
        if let Ok(received) = take(&with_body(&push, &body), &secrets(), expected) {
            prop_assert_eq!(received.verified.name(), "ciphertext");
            let Content::Decrypted(inner) = received.content else { panic!("not decrypted: {body}") };
            prop_assert_eq!(inner.text, sample(format));
        }
    }

    /// What is read from a plain push is what `inspect` reads from the same document.
    #[test]
    fn a_plain_push_is_read_as_it_stands(body in prop_oneof![
        ".{0,60}",
        "<xml>(<[a-c]>.{0,5}</[a-c]>){0,4}</xml>.{0,2}",
        "\\{(\"Event\":\"[a-z]\",?){0,2}\\}.{0,2}",
    ]) {
        let query = sealed(Mode::Plain, PushFormat::Xml).query_string();
        if let Ok(received) = receive(&query, body.as_bytes(), &secrets(), Mode::Plain) {
            let Content::Plain(read) = &received.content else { panic!("{body}") };
            let alone = inspect(&body, &freepublish::Options {
                kind: freepublish::KindHint::Callback,
                ..freepublish::Options::default()
            });
            prop_assert_eq!(&**read, &alone);
            let begins_as_one = body.trim().starts_with(['<', '{']);
            prop_assert!(begins_as_one);
        }
    }
}

/// One body that costs far more than its length would stop a server: no token is needed to send it.
#[test]
fn hostile_bodies_take_time_and_memory_like_their_length() {
    let long = "a".repeat(500_000);
    let secure = sealed(Mode::Secure, PushFormat::Xml).query_string();
    let began = std::time::Instant::now();
    for body in [
        format!("<{long}><Encrypt>x</Encrypt>{}</{long}>", "<b/>".repeat(20_000)),
        format!("<xml><{long}><Encrypt>x</Encrypt>{}</{long}></xml>", "<b/>".repeat(20_000)),
        format!("<xml>{}", "</wrong>".repeat(100_000)),
        format!("<xml>{}", "<a>".repeat(300_000)),
        format!("{{\"Encrypt\":[{}", "A,".repeat(400_000)),
        format!("{{\"Encrypt\":[{}", "[".repeat(800_000)),
        format!("<xml><Encrypt>{}</Encrypt></xml>", "A".repeat(1_000_000)),
        format!("<xml><Encrypt>{}</Encrypt></xml>", "&amp;".repeat(200_000)),
    ] {
        assert!(receive(&secure, body.as_bytes(), &secrets(), Mode::Secure).is_err());
    }
    // The same beside a ciphertext that is signed.
    let captured = sealed(Mode::Secure, PushFormat::Xml);
    let (_, encrypt) = captured.body.split_once("<Encrypt>").expect("a ciphertext");
    let body = format!("<xml><Event/><{long}>{}</{long}><Encrypt>{encrypt}", "<b/>".repeat(20_000));
    let taken = take(&with_body(&captured, &body), &secrets(), Mode::Compatible);
    assert!(
        matches!(&taken, Err(Refusal::PlaintextDiffers { fields }) if fields.iter().all(|field| field.len() < 1000))
    );
    assert!(began.elapsed().as_secs() < 20, "{:?}", began.elapsed());
}

#[test]
fn no_block_of_the_ciphertext_is_moved_into_the_nonce() {
    let (timestamp, nonce) = ("1000000000", "2");
    let moved = (b'a'..=b'z').find_map(|random| {
        let ciphertext = encrypt(&key(KEY), [random; 16], &sample(PushFormat::Xml), APP_ID);
        let signed = msg_signature(&token(), timestamp, nonce, &ciphertext);
        // Three blocks of AES.
        let (moved, rest) = ciphertext.split_at(64);
        let nonce = format!("{nonce}{moved}");
        let is_same = msg_signature(&token(), timestamp, &nonce, rest) == signed;
        is_same.then(|| (signed, nonce, rest.to_owned()))
    });
    let (signed, nonce, rest) = moved.expect("a ciphertext whose parts sort alike");
    let nonce = freepublish::percent::encode(&nonce);
    let query = format!("msg_signature={signed}&timestamp={timestamp}&nonce={nonce}");
    let taken =
        receive(&query, format!("<xml><Encrypt>{rest}</Encrypt></xml>").as_bytes(), &secrets(), Mode::Secure);
    assert_eq!(taken, Err(Refusal::ParameterMalformed { name: "nonce" }));
}
