//! Inspection with secrets, in every way a message comes into someone's hands.

use std::fmt::Write as _;

use crate::common;
use crate::crypto::{Vector, vectors};
use freepublish::envelope::seal::{
    Account, Push, PushFormat, Sealed, SignatureParameters, encrypted_url_verification, reply,
    url_verification,
};
use freepublish::envelope::{AesKey, Opened, Secrets, Token, Verified, WhichKey, encrypt, open};
use freepublish::inspection::{Mode, Signature};
use freepublish::{
    Diagnostic, Kind, KindHint, Lang, MAX_INPUT, OffsetUnit, Options, Outcome, Report, Severity, inspect,
    verdict,
};
use proptest::prelude::*;

const KEY: &str = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
const OTHER_KEY: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abcdefg";
const APP_ID: &str = "wxb11529c136998cb6";
const SENT: i64 = 1_714_112_445;
const MODES: [Mode; 3] = [Mode::Plain, Mode::Compatible, Mode::Secure];

fn key(encoding: &str) -> AesKey {
    AesKey::from_encoding(encoding).expect("a key")
}

fn secrets() -> Secrets {
    Secrets {
        token: Some(Token::new("pamtest")),
        key: Some(AesKey::from_encoding(KEY)),
        previous_key: None,
        app_id: Some(APP_ID.to_owned()),
    }
}

/// The callback of a sample as it is in plaintext mode, and as WeChat would push it.
fn sealed(mode: Mode, format: PushFormat) -> Sealed {
    let name = match format {
        PushFormat::Xml => "samples/wire-rejected.xml",
        PushFormat::Json => "samples/push-json-rejected.json",
    };
    let message = std::fs::read_to_string(common::folder(name)).expect("the sample is there");
    seal(mode, format, &message)
}

fn seal(mode: Mode, format: PushFormat, message: &str) -> Sealed {
    let (key, token) = (key(KEY), Token::new("pamtest"));
    let account = Account { token: &token, key: &key, app_id: APP_ID };
    let parameters =
        SignatureParameters { timestamp: SENT, nonce: "415670741", random: *b"a8eedb185eb2fecf" };
    Push { format, to_user_name: "gh_4976d87f357a", openid: "o9AgO5Kd5ggOC", message }.seal(
        mode,
        &account,
        &parameters,
    )
}

/// The ways a push is pasted: its text, and the address that is known beside it.
fn pasted(sealed: &Sealed) -> Vec<(&'static str, String, Option<String>)> {
    let (query, body) = (sealed.query_string(), &sealed.body);
    let http =
        format!("POST /wx?{query} HTTP/1.1\r\nHost: a.example\r\nContent-Type: text/xml\r\n\r\n{body}");
    let quoted = body.replace('\'', "'\\''");
    vec![
        ("http", http, None),
        ("curl", format!("curl 'https://a.example/wx?{query}' -d '{quoted}'"), None),
        ("address and body", format!("https://a.example/wx?{query}\n{body}"), None),
        ("path and body", format!("/wx?{query}\n{body}"), None),
        ("body beside its address", body.clone(), Some(format!("https://a.example/wx?{query}"))),
    ]
}

fn open_with(text: &str, url: Option<String>, secrets: &Secrets) -> Opened {
    open(text, &Options { url, ..Options::default() }, secrets)
}

fn codes(opened: &Opened) -> Vec<&'static str> {
    opened.inspection.diagnostics.iter().map(Diagnostic::code).collect()
}

fn envelope_codes(opened: &Opened) -> Vec<&'static str> {
    codes(opened).into_iter().filter(|code| code.starts_with("envelope/")).collect()
}

fn signature_of(opened: &Opened) -> Signature {
    opened.inspection.envelope.as_ref().map(|envelope| envelope.signature).unwrap_or_default()
}

#[test]
fn a_push_is_read_in_every_mode_format_and_way_of_pasting() {
    for mode in MODES {
        for format in [PushFormat::Xml, PushFormat::Json] {
            let sealed = sealed(mode, format);
            for (way, text, url) in pasted(&sealed) {
                let opened = open_with(&text, url, &secrets());
                let inspection = &opened.inspection;
                let case = format!("{mode:?} {format:?} {way}:\n{}", common::describe(&text, inspection));
                assert_eq!(inspection.kind, Kind::Callback, "{case}");
                assert_eq!(inspection.outcome, Outcome::Rejected, "{case}");
                assert!(inspection.publish.is_some(), "{case}");
                assert_eq!(
                    inspection.header.as_ref().and_then(|header| header.event.as_deref()),
                    Some("PUBLISHJOBFINISH"),
                    "{case}"
                );
                // What a signature does not cover is said.
                let expect =
                    if mode == Mode::Plain { &["envelope/signature-covers-caller-only"][..] } else { &[] };
                assert_eq!(envelope_codes(&opened), expect, "{case}");
                assert_eq!(
                    opened.verified.name(),
                    if mode == Mode::Plain { "caller" } else { "ciphertext" },
                    "{case}"
                );
                let envelope = inspection.envelope.as_ref().expect("an envelope");
                assert_eq!(envelope.mode, mode, "{case}");
                assert_eq!(envelope.signature, Signature::Valid, "{case}");
                assert_eq!(envelope.decrypted, mode != Mode::Plain, "{case}");
                assert_eq!(envelope.timestamp, Some(SENT), "{case}");
                assert_eq!(envelope.nonce.as_deref(), Some("415670741"), "{case}");
                assert_eq!(envelope.app_id.as_deref(), (mode != Mode::Plain).then_some(APP_ID), "{case}");
                assert_eq!(opened.inner.is_some(), mode != Mode::Plain, "{case}");
            }
        }
    }
}

#[test]
fn a_body_alone_is_decrypted_and_its_signature_missed() {
    for mode in MODES {
        let opened = open_with(&sealed(mode, PushFormat::Xml).body, None, &secrets());
        assert_eq!(opened.inspection.outcome, Outcome::Rejected);
        assert_eq!(envelope_codes(&opened), ["envelope/signature-absent"]);
        assert_eq!(signature_of(&opened), Signature::Unchecked);
    }
}

#[test]
fn without_a_token_no_signature_is_asked_for() {
    let without = Secrets { token: None, ..secrets() };
    let opened = open_with(&sealed(Mode::Secure, PushFormat::Xml).body, None, &without);
    assert_eq!(envelope_codes(&opened), Vec::<&str>::new());
    assert_eq!(opened.inspection.outcome, Outcome::Rejected);
}

#[test]
fn without_secrets_it_is_a_plain_inspection() {
    for (name, bytes) in common::files("samples").into_iter().chain(common::files("rules")) {
        let text = String::from_utf8_lossy(&bytes);
        let opened = open(&text, &Options::default(), &Secrets::default());
        assert_eq!(opened.inspection, inspect(&text, &Options::default()), "{name}");
        assert_eq!(opened.inner, None, "{name}");
    }
}

#[test]
fn the_previous_key_opens_what_was_under_way() {
    let changed = Secrets {
        key: Some(AesKey::from_encoding(OTHER_KEY)),
        previous_key: Some(AesKey::from_encoding(KEY)),
        ..secrets()
    };
    let body = sealed(Mode::Secure, PushFormat::Xml).body;
    let opened = open_with(&body, None, &changed);
    assert_eq!(opened.inner.expect("it opens").key, WhichKey::Previous);
    let opened = open_with(&body, None, &secrets());
    assert_eq!(opened.inner.expect("it opens").key, WhichKey::Current);
}

#[test]
fn findings_of_the_decrypted_document_stand_at_the_encrypted_value() {
    let message = "<xml><ToUserName>gh_1</ToUserName><FromUserName>o1</FromUserName><CreateTime>1</CreateTime>\
                   <MsgType>event</MsgType><Event>PUBLISHJOBFINISH</Event><PublishEventInfo>\
                   <publish_id>1</publish_id><publish_status>0</publish_status><article_id>a b</article_id>\
                   <article_detail><count>2</count><item><idx>1</idx>\
                   <article_url>http://mp.weixin.qq.com/s?a=1&amp;b=2</article_url></item></article_detail>\
                   </PublishEventInfo></xml>";
    let body = seal(Mode::Secure, PushFormat::Xml, message).body;
    let opened = open_with(&body, None, &Secrets { token: None, ..secrets() });
    assert_eq!(codes(&opened), ["callback/article-id-wrapped", "callback/count-mismatch"]);
    for diagnostic in &opened.inspection.diagnostics {
        let value = diagnostic.span.expect("a place").of(&body);
        assert!(value.starts_with("<![CDATA[") && value.ends_with("]]>"), "{value}");
        assert_eq!(diagnostic.fix, None);
    }
    assert_eq!(
        opened.inspection.diagnostics[1].path.as_deref(),
        Some("/xml/Encrypt/xml/PublishEventInfo/article_detail/count")
    );
    assert_eq!(opened.outer_diagnostics().count(), 0);
    let inside = opened.inside(1).expect("a finding of the decrypted document");
    assert_eq!((inside.code(), inside.span.expect("a place").of(message)), ("callback/count-mismatch", "2"));
    assert_eq!(opened.inside(2), None);
    assert_eq!(opened.inner_diagnostics().map(Diagnostic::code).collect::<Vec<_>>(), codes(&opened));
    let inner = opened.inner.expect("a decrypted document");
    assert_eq!(inner.text, message);
    assert_eq!(inner.inspection.diagnostics[0].span.expect("a place").of(message), "a b");
    assert!(inner.inspection.diagnostics[0].fix.is_some());
}

#[test]
fn in_compatible_mode_a_finding_is_told_once_at_its_own_place() {
    let message = "<xml><ToUserName>gh_1</ToUserName><FromUserName>o1</FromUserName><CreateTime>1</CreateTime>\
                   <MsgType>event</MsgType><Event>FREEPUBLISHJOBFINISH</Event><PublishEventInfo>\
                   <publish_id>1</publish_id><publish_status>1</publish_status></PublishEventInfo></xml>";
    let body = seal(Mode::Compatible, PushFormat::Xml, message).body;
    let opened = open_with(&body, None, &Secrets { token: None, ..secrets() });
    assert_eq!(codes(&opened), ["callback/event-alias"]);
    assert_eq!((opened.outer_diagnostics().count(), opened.inner_diagnostics().count()), (1, 0));
    assert_eq!(opened.inside(0), None);
    let told = &opened.inspection.diagnostics[0];
    assert_eq!(told.span.expect("a place").of(&body), "FREEPUBLISHJOBFINISH");
    // What the plain fields do not tell, as somebody changed them, the decrypted ones do.
    let changed = body.replacen("FREEPUBLISHJOBFINISH", "PUBLISHJOBFINISH", 1);
    let opened = open_with(&changed, None, &Secrets { token: None, ..secrets() });
    assert_eq!(codes(&opened), ["envelope/plaintext-differs", "callback/event-alias"]);
    let told = &opened.inspection.diagnostics[0];
    assert_eq!(
        (told.path.as_deref(), told.span.expect("a place").of(&changed)),
        (Some("/xml/Event"), "PUBLISHJOBFINISH")
    );
    assert!(opened.inside(1).is_some());
}

#[test]
fn findings_beyond_the_limit_are_counted_wherever_they_are() {
    // Of a thousand items none has what an item needs.
    let items = "<item><idx>x</idx></item>".repeat(1000);
    let message = format!(
        "<xml><ToUserName>gh_1</ToUserName><FromUserName>o1</FromUserName><CreateTime>1</CreateTime>\
         <MsgType>event</MsgType><Event>PUBLISHJOBFINISH</Event><PublishEventInfo><publish_id>1</publish_id>\
         <publish_status>0</publish_status><article_id>a</article_id><article_detail><count>1</count>{items}\
         </article_detail></PublishEventInfo></xml>"
    );
    let without_token = Secrets { token: None, ..secrets() };
    let opened = open_with(&seal(Mode::Secure, PushFormat::Xml, &message).body, None, &without_token);
    let inside = opened.inner.as_ref().expect("a decrypted document").inspection.omitted;
    assert!(inside.count > 0 && inside.has_errors, "{inside:?}");
    assert_eq!(opened.inspection.omitted, inside);
    // As many plain fields that differ.
    let mut message = "<xml><Event>x</Event>".to_owned();
    for number in 0..600 {
        let _ = write!(message, "<a{number}>1</a{number}>");
    }
    message.push_str("</xml>");
    let body = seal(Mode::Compatible, PushFormat::Xml, &message).body.replace(">1<", ">2<");
    let opened = open_with(&body, None, &without_token);
    let told = codes(&opened).into_iter().filter(|code| *code == "envelope/plaintext-differs").count();
    let omitted = opened.inspection.omitted;
    assert_eq!((told, omitted.count), (500, 100));
    assert!(omitted.has_errors);
}

#[test]
fn a_path_is_told_where_it_can_be_shown() {
    for (length, is_told) in [(1, true), (195, true), (196, false), (1000, false)] {
        let name = "a".repeat(length);
        let message = format!("<xml><Event>x</Event><{name}>1</{name}></xml>");
        let body = seal(Mode::Compatible, PushFormat::Xml, &message).body.replace(">1<", ">2<");
        let opened = open_with(&body, None, &Secrets { token: None, ..secrets() });
        let told = opened.inspection.diagnostics.iter().find(|d| d.code() == "envelope/plaintext-differs");
        let path = told.expect("a difference").path.clone();
        assert_eq!(path, is_told.then(|| format!("/xml/{name}")), "{length}");
    }
}

#[test]
fn every_plain_field_counts_but_the_ciphertext() {
    let message =
        "<xml><Event>x</Event><FromUserName>o1</FromUserName><a><Encrypt>1</Encrypt><b>2</b></a></xml>";
    let body = seal(Mode::Compatible, PushFormat::Xml, message).body;
    for (field, changed, path) in [
        (">x<", ">y<", "/xml/Event"),
        (">o1<", ">o2<", "/xml/FromUserName"),
        (">1<", ">2<", "/xml/a/Encrypt"),
        (">2<", ">3<", "/xml/a/b"),
    ] {
        let changed = body.replacen(field, changed, 1);
        let opened = open_with(&changed, None, &Secrets { token: None, ..secrets() });
        let told = opened.inspection.diagnostics.iter().filter(|d| d.code() == "envelope/plaintext-differs");
        let paths: Vec<_> = told.filter_map(|told| told.path.as_deref()).collect();
        assert_eq!(paths, [path]);
    }
}

#[test]
fn places_lie_in_what_was_pasted_however_it_was_quoted() {
    let sealed = sealed(Mode::Compatible, PushFormat::Json);
    let body = sealed.body.replacen("\"publish_status\": 4", "\"publish_status\": 0", 1);
    let mut query = sealed.query.clone();
    for (name, value) in &mut query {
        if *name == "msg_signature" {
            value.replace_range(..1, "x");
        }
    }
    let changed = Sealed { query, body };
    let signature = value_of(&changed, "msg_signature");
    let escaped = changed.body.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    let mut ways = pasted(&changed);
    ways.push(("a log", format!("2026-04-11 POST body=\"{escaped}\" status=200"), None));
    ways.push(("a file", format!("POST /wx?{} HTTP/1.1\n\n\"{escaped}\"", changed.query_string()), None));
    for (way, text, url) in ways {
        let is_beside = url.is_some();
        let opened = open_with(&text, url, &secrets());
        let case = format!("{way}:\n{}", common::describe(&text, &opened.inspection));
        let place = |code: &str| {
            let found = opened.inspection.diagnostics.iter().find(|found| found.code() == code);
            found.map(|found| found.span.map(|span| span.of(&text)))
        };
        assert_eq!(place("envelope/plaintext-differs"), Some(Some("0")), "{case}");
        if way != "a log" {
            let signature = (!is_beside).then_some(&*signature);
            assert_eq!(place("envelope/signature-mismatch"), Some(signature), "{case}");
        }
    }
}

#[test]
fn plain_fields_that_were_changed_are_named_at_their_place() {
    for format in [PushFormat::Xml, PushFormat::Json] {
        let sealed = sealed(Mode::Compatible, format);
        let body = match format {
            PushFormat::Xml => sealed.body.replace("<publish_status>4<", "<publish_status>0<"),
            PushFormat::Json => sealed.body.replacen("\"publish_status\": 4", "\"publish_status\": 0", 1),
        };
        assert_ne!(body, sealed.body);
        let url = Some(format!("https://a.example/?{}", sealed.query_string()));
        let opened = open_with(&body, url, &secrets());
        assert_eq!(envelope_codes(&opened), ["envelope/plaintext-differs"], "{format:?}");
        let found = opened.inspection.diagnostics.iter().find(|d| d.code() == "envelope/plaintext-differs");
        assert_eq!(found.and_then(|d| d.span).expect("a place").of(&body), "0");
        assert_eq!(opened.inspection.outcome, Outcome::Rejected, "what was decrypted counts");
        assert_eq!(signature_of(&opened), Signature::Valid, "it covers the encrypted part only");
    }
}

#[test]
fn an_address_is_verified_plain_and_encrypted() {
    let plain = url_verification(&Token::new("pamtest"), SENT, "1", "4375120948345356249");
    let text = format!("GET /wx?{} HTTP/1.1\nHost: a.example\n\n", plain.query_string());
    let opened = open_with(&text, None, &secrets());
    assert_eq!(codes(&opened), Vec::<&str>::new());
    assert_eq!(signature_of(&opened), Signature::Valid);
    assert_eq!(opened.inner, None);
    // Neither encrypted nor said to be, whatever other signature stands beside it.
    let text = format!("GET /wx?{}&msg_signature=1 HTTP/1.1\n\n", plain.query_string());
    assert_eq!(
        (codes(&open_with(&text, None, &secrets())), signature_of(&opened)),
        (vec![], Signature::Valid)
    );

    let (key, token) = (key(KEY), Token::new("pamtest"));
    let account = Account { token: &token, key: &key, app_id: APP_ID };
    let parameters = SignatureParameters { timestamp: SENT, nonce: "1", random: *b"a8eedb185eb2fecf" };
    let sealed = encrypted_url_verification(&account, &parameters, "1616140317555161061");
    // In logs the echostr often stands with its + and / as they are.
    for query in [sealed.query_string(), sealed.query_string().replace("%2B", "+").replace("%2F", "/")] {
        let opened = open_with(&format!("https://a.example/wx?{query}"), None, &secrets());
        assert_eq!(codes(&opened), Vec::<&str>::new());
        assert_eq!(signature_of(&opened), Signature::Valid);
        assert_eq!(opened.inner.expect("it opens").text, "1616140317555161061");
        // With both signatures, what is encrypted is the one that is asked for.
        let both = format!("https://a.example/wx?{query}&signature=1");
        let opened = open_with(&both, None, &secrets());
        assert_eq!((codes(&opened), signature_of(&opened)), (vec![], Signature::Valid));
    }
    // Signed as an encrypted one, and cut: it is none that looks so.
    let query = sealed.query_string();
    let (head, _) = query.split_at(query.len() - 30);
    let opened = open_with(&format!("https://a.example/wx?{head}"), None, &secrets());
    assert_eq!(codes(&opened), ["envelope/signature-mismatch", "envelope/base64"]);
}

#[test]
fn a_reply_is_verified_and_not_taken_for_a_push() {
    let (key, token) = (key(KEY), Token::new("pamtest"));
    let account = Account { token: &token, key: &key, app_id: APP_ID };
    let parameters = SignatureParameters { timestamp: SENT, nonce: "n1", random: *b"a8eedb185eb2fecf" };
    let message = "<xml><ToUserName>o1</ToUserName><MsgType>text</MsgType><Content>hi</Content></xml>";
    for format in [PushFormat::Xml, PushFormat::Json] {
        let body = reply(format, message, &account, &parameters);
        for text in [body.clone(), format!("HTTP/1.1 200 OK\nContent-Type: text/xml\n\n{body}")] {
            let opened = open_with(&text, None, &secrets());
            assert_eq!(codes(&opened), Vec::<&str>::new(), "{text}");
            assert_eq!(signature_of(&opened), Signature::Valid, "{text}");
            let envelope = opened.inspection.envelope.as_ref().expect("an envelope");
            assert_eq!((envelope.timestamp, envelope.nonce.as_deref()), (Some(SENT), Some("n1")));
            assert_eq!(opened.inner.as_ref().map(|inner| inner.text.as_str()), Some(message));
            assert_eq!(opened.inspection.outcome, Outcome::Unknown);
            // Either secret is a reason to say when it was sent.
            for (secrets, expect) in [
                (Secrets { token: None, ..secrets() }, Some(SENT)),
                (Secrets { key: None, ..secrets() }, Some(SENT)),
                (Secrets::default(), None),
            ] {
                let envelope = open_with(&text, None, &secrets).inspection.envelope;
                assert_eq!(envelope.and_then(|envelope| envelope.timestamp), expect, "{secrets:?}");
            }
        }
        let other = Secrets { token: Some(Token::new("other")), ..secrets() };
        let opened = open_with(&body, None, &other);
        assert_eq!(codes(&opened), ["envelope/signature-mismatch"]);
        assert_eq!(signature_of(&opened), Signature::Invalid);
    }
}

#[test]
fn every_vector_pasted_with_its_key_shows_its_plain_text() {
    let mut shown = 0;
    for vector in vectors() {
        let (Some(ciphertext), Some(expected)) = (&vector.ciphertext, &vector.decrypted) else { continue };
        for text in [
            ciphertext.clone(),
            format!("\n{}\n{}\n", &ciphertext[..40], &ciphertext[40..]),
            format!("<xml><Encrypt><![CDATA[{ciphertext}]]></Encrypt></xml>"),
            format!("{{\"Encrypt\": \"{}\"}}", ciphertext.replace('/', "\\/")),
            as_it_came(&vector, ciphertext),
        ] {
            let secrets = Secrets { token: None, ..secrets_of(&vector) };
            let opened = open_with(&text, None, &secrets);
            let case = format!("{}: {text}\n{}", vector.name, common::describe(&text, &opened.inspection));
            assert_eq!(opened.inner.as_ref().map(|inner| &inner.text), Some(&expected.message), "{case}");
            assert_eq!(envelope_codes(&opened), Vec::<&str>::new(), "{case}");
            for lang in Lang::ALL {
                assert!(!verdict(&opened.inspection, lang).headline.is_empty());
            }
        }
        if vector.msg_signature.is_some() {
            let opened = open_with(&as_it_came(&vector, ciphertext), None, &secrets_of(&vector));
            assert_eq!(signature_of(&opened), Signature::Valid, "{}", vector.name);
        }
        shown += 1;
    }
    assert_eq!(shown, 7);
}

#[test]
fn the_vectors_without_encryption_are_verified() {
    let mut verified = 0;
    for vector in vectors().into_iter().filter(|vector| vector.ciphertext.is_none()) {
        let Vector { timestamp, nonce, signature, body, echostr, .. } = &vector;
        let signature = signature.as_deref().unwrap_or_default();
        let query = format!("signature={signature}&timestamp={timestamp}&nonce={nonce}");
        let text = match (body, echostr) {
            (Some(body), _) => format!("POST /wx?{query} HTTP/1.1\n\n{body}"),
            (_, echostr) => {
                format!("GET /wx?{query}&echostr={} HTTP/1.1\n", echostr.as_deref().unwrap_or_default())
            }
        };
        let opened = open_with(&text, None, &secrets_of(&vector));
        assert_eq!(signature_of(&opened), Signature::Valid, "{}", vector.name);
        let expect = if body.is_some() { &["envelope/signature-covers-caller-only"][..] } else { &[] };
        assert_eq!(envelope_codes(&opened), expect, "{}", vector.name);
        assert_eq!(opened.verified.name(), "caller", "{}", vector.name);
        verified += 1;
    }
    assert_eq!(verified, 2);
}

fn secrets_of(vector: &Vector) -> Secrets {
    Secrets {
        token: Some(Token::new(&vector.token)),
        key: vector.encoding_aes_key.as_deref().map(AesKey::from_encoding),
        previous_key: None,
        app_id: vector.appid.clone(),
    }
}

/// A vector in the message it was taken from.
fn as_it_came(vector: &Vector, ciphertext: &str) -> String {
    let Vector { timestamp, nonce, msg_signature, .. } = vector;
    let signature = msg_signature.as_deref().unwrap_or_default();
    let query = format!("timestamp={timestamp}&nonce={nonce}&msg_signature={signature}");
    if vector.name.contains("reply") {
        return format!(
            "<xml><Encrypt>{ciphertext}</Encrypt><MsgSignature>{signature}</MsgSignature>\
             <TimeStamp>{timestamp}</TimeStamp><Nonce>{nonce}</Nonce></xml>"
        );
    }
    if vector.name.contains("verifyurl") {
        return format!("GET /wx?{query}&echostr={ciphertext} HTTP/1.1\n\n");
    }
    format!(
        "POST /wx?{query}&encrypt_type=aes HTTP/1.1\n\n{{\"ToUserName\":\"gh_1\",\"Encrypt\":\"{ciphertext}\"}}"
    )
}

#[test]
fn a_ciphertext_that_no_key_opens_says_so() {
    let ciphertext = encrypt(&key(OTHER_KEY), *b"a8eedb185eb2fecf", "<xml></xml>", APP_ID);
    let opened = open_with(&ciphertext, None, &secrets());
    assert_eq!(codes(&opened), ["envelope/padding"]);
    assert_eq!(opened.inner, None);
    assert_eq!(opened.inspection.diagnostics[0].span.map(|span| span.of(&ciphertext)), Some(&*ciphertext));
    let body = format!("<xml><Encrypt>{ciphertext}</Encrypt></xml>");
    let opened = open_with(&body, None, &Secrets { token: None, ..secrets() });
    let told = &opened.inspection.diagnostics[0];
    assert_eq!((told.code(), told.path.as_deref()), ("envelope/padding", Some("/xml/Encrypt")));
    assert_eq!(told.span.map(|span| span.of(&body)), Some(&*ciphertext));
    // What is known of its address makes a signature expected.
    let address = Some(format!("/wx?timestamp={SENT}&nonce=1"));
    let opened = open_with(&ciphertext, address, &secrets());
    assert_eq!(codes(&opened), ["envelope/signature-absent", "envelope/padding"]);
    // Without a key it is a text like any other; a media_id has the same letters.
    let without = Secrets { key: None, ..secrets() };
    assert_eq!(codes(&open_with(&ciphertext, None, &without)), ["input/unrecognized"]);
    let malformed = Secrets { key: Some(AesKey::from_encoding("short")), ..secrets() };
    assert_eq!(codes(&open_with(&ciphertext, None, &malformed)), ["envelope/key-length"]);
    let media_id = "O8bVWzi8JYWOWlizUF7fg46yHC7brAWWnB8RgqBKPB6aO8bVWzi8JYWOWlizUF7f";
    assert_eq!(codes(&open_with(media_id, None, &secrets())), ["input/unrecognized"]);
}

#[test]
fn what_is_too_long_to_be_read_is_not_decrypted_either() {
    let opened = open_with(&"A".repeat(MAX_INPUT + 128), None, &secrets());
    assert_eq!((codes(&opened), opened.inspection.kind), (vec!["input/too-large"], Kind::Unknown));
}

#[test]
fn a_key_that_is_none_is_a_finding_and_not_shown() {
    let entered = "LabSampleKey,LabSampleKey";
    let wrong = Secrets {
        key: Some(AesKey::from_encoding(entered)),
        previous_key: Some(AesKey::from_encoding(&format!("{}-", &KEY[..42]))),
        ..Secrets::default()
    };
    let body = sealed(Mode::Secure, PushFormat::Xml).body;
    let opened = open_with(&body, None, &wrong);
    assert_eq!(codes(&opened), ["envelope/key-length", "envelope/key-charset"]);
    let told = format!("{opened:?}{:?}", Report::new(&opened.inspection, &body, Lang::Zh, OffsetUnit::Utf8));
    assert!(!told.contains(entered) && !told.contains(&KEY[..10]), "{told}");
}

#[test]
fn what_is_missing_or_mistaken_about_a_signature_is_named() {
    let sealed = sealed(Mode::Secure, PushFormat::Xml);
    let value = |name| {
        let found = sealed.query.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let (signature, signed) = (value("signature"), value("msg_signature"));
    let told = |query: String| {
        let opened = open_with(&sealed.body, Some(format!("/wx?{query}")), &secrets());
        let messages = opened.inspection.diagnostics.iter().map(|d| d.message(Lang::En)).collect::<Vec<_>>();
        (messages.join("\n"), signature_of(&opened))
    };
    let stamp = format!("timestamp={SENT}&nonce=415670741");
    assert_eq!(told(format!("{stamp}&msg_signature={signed}")), (String::new(), Signature::Valid));
    let (message, state) = told(format!("{stamp}&msg_signature={signature}"));
    assert!(message.ends_with("msg_signature has the value of signature"), "{message}");
    assert_eq!(state, Signature::Invalid);
    let (message, state) = told(format!("{stamp}&signature={signature}"));
    assert!(message.ends_with("there is only signature here"), "{message}");
    assert_eq!(state, Signature::Unchecked);
    let (message, state) = told(format!("timestamp={SENT}&msg_signature={signed}&nonce="));
    assert_eq!(message, "The signature cannot be checked without nonce");
    assert_eq!(state, Signature::Unchecked);
    let (message, state) = told(format!("{stamp}&msg_signature={}", &signed[..39]));
    assert!(message.starts_with("The signature is not valid: msg_signature differs"), "{message}");
    assert_eq!(state, Signature::Invalid);
}

#[test]
fn a_timestamp_is_compared_with_the_time_of_receipt() {
    let text = format!("POST /wx?{} HTTP/1.1\n\n", sealed(Mode::Plain, PushFormat::Xml).query_string());
    let at = |seconds| {
        let options = Options { at: Some(SENT + seconds), ..Options::default() };
        envelope_codes(&open(&text, &options, &secrets()))
    };
    assert_eq!(at(0), Vec::<&str>::new());
    assert_eq!(at(300), Vec::<&str>::new());
    assert_eq!(at(-300), Vec::<&str>::new());
    assert_eq!(at(301), ["envelope/timestamp-stale"]);
    assert_eq!(at(-301), ["envelope/timestamp-stale"]);
    let late = open(&text, &Options { at: Some(SENT + 7250), ..Options::default() }, &secrets());
    let told = late.inspection.diagnostics.last().expect("it is late").message(Lang::En);
    assert!(told.contains("120 minutes"), "{told}");
    let far = Options { at: Some(i64::MIN), ..Options::default() };
    assert_eq!(envelope_codes(&open(&text, &far, &secrets())), ["envelope/timestamp-stale"]);
}

/// An event that nobody signed.
const FORGED: &str = "<ToUserName>gh_1</ToUserName><FromUserName>o1</FromUserName><CreateTime>1</CreateTime>\
                      <MsgType>event</MsgType><Event>PUBLISHJOBFINISH</Event><PublishEventInfo><publish_id>1</publish_id>\
                      <publish_status>0</publish_status></PublishEventInfo>";

fn value_of(sealed: &Sealed, name: &str) -> String {
    let found = sealed.query.iter().find(|(known, _)| *known == name);
    found.map(|(_, value)| value.clone()).unwrap_or_default()
}

fn encrypted_value(sealed: &Sealed) -> String {
    let (_, behind) = sealed.body.split_once("<Encrypt><![CDATA[").expect("a ciphertext");
    behind.split_once("]]>").expect("its end").0.to_owned()
}

#[test]
fn the_query_of_a_captured_push_vouches_for_no_other_body() {
    let sealed = sealed(Mode::Secure, PushFormat::Xml);
    let body = format!("<xml>{FORGED}</xml>");
    for (way, text, url) in pasted(&Sealed { query: sealed.query, body }) {
        let opened = open_with(&text, url, &secrets());
        assert_eq!(envelope_codes(&opened), ["envelope/ciphertext-missing"], "{way}");
        let envelope = opened.inspection.envelope.as_ref().expect("an envelope");
        assert_eq!((envelope.signature, envelope.mode), (Signature::Unchecked, Mode::Plain), "{way}");
        assert_eq!(opened.verified, Verified::Nothing, "{way}");
    }
    // It need not say `encrypt_type`, and may say nothing else.
    for claim in ["encrypt_type=aes", "msg_signature=0"] {
        let query = format!("signature=0&timestamp={SENT}&nonce=1&{claim}");
        let opened = open_with(&format!("<xml>{FORGED}</xml>"), Some(format!("/wx?{query}")), &secrets());
        assert_eq!(envelope_codes(&opened), ["envelope/ciphertext-missing"], "{claim}");
    }
}

#[test]
fn an_encrypted_echostr_vouches_for_no_body() {
    let (key, token) = (key(KEY), Token::new("pamtest"));
    let account = Account { token: &token, key: &key, app_id: APP_ID };
    let parameters = SignatureParameters { timestamp: SENT, nonce: "1", random: *b"a8eedb185eb2fecf" };
    let query = encrypted_url_verification(&account, &parameters, "1616140317555161061").query_string();
    let opened = open_with(&format!("<xml>{FORGED}</xml>"), Some(format!("/wx?{query}")), &secrets());
    assert_eq!(envelope_codes(&opened), ["envelope/ciphertext-missing"]);
    assert_eq!(signature_of(&opened), Signature::Unchecked);
}

#[test]
fn the_fields_of_a_reply_vouch_for_no_push() {
    let captured = sealed(Mode::Secure, PushFormat::Xml);
    let reply_fields = format!(
        "<Encrypt>{}</Encrypt><MsgSignature>{}</MsgSignature><TimeStamp>{SENT}</TimeStamp><Nonce>415670741</Nonce>",
        encrypted_value(&captured),
        value_of(&captured, "msg_signature"),
    );
    let without_key = Secrets { key: None, ..secrets() };
    for secrets in [secrets(), without_key] {
        // Beside an event, wherever it was pasted from.
        let body = format!("<xml>{FORGED}{reply_fields}</xml>");
        for url in [None, Some("https://a.example/wx?encrypt_type=aes".to_owned())] {
            let opened = open_with(&body, url, &secrets);
            assert_eq!(signature_of(&opened), Signature::Unchecked);
            assert_eq!(opened.verified, Verified::Nothing);
            let codes = envelope_codes(&opened);
            assert!(codes.contains(&"envelope/reply-fields-in-push"), "{codes:?}");
            assert!(codes.contains(&"envelope/signature-absent"), "{codes:?}");
        }
        // And without an event, where it is said to be a push.
        let body = format!("<xml>{reply_fields}</xml>");
        let said = Options { kind: KindHint::Callback, ..Options::default() };
        let addressed = Options { url: Some("/wx?encrypt_type=aes".to_owned()), ..Options::default() };
        for options in [said, addressed] {
            let opened = open(&body, &options, &secrets);
            assert_eq!(signature_of(&opened), Signature::Unchecked);
        }
        assert_eq!(signature_of(&open_with(&body, None, &secrets)), Signature::Valid, "a reply");
    }
}

#[test]
fn what_stands_beside_a_signed_ciphertext_is_not_called_valid() {
    let captured = sealed(Mode::Secure, PushFormat::Xml);
    let body = captured
        .body
        .replace("<Encrypt>", &format!("{FORGED}<Encrypt>"))
        .replacen("<ToUserName>", "<x>", 1)
        .replacen("</ToUserName>", "</x>", 1);
    let url = || Some(format!("/wx?{}", captured.query_string()));
    // Decrypted, what was decrypted counts, and the difference is told.
    let opened = open_with(&body, url(), &secrets());
    assert_eq!(opened.inspection.outcome, Outcome::Rejected);
    assert!(codes(&opened).contains(&"envelope/plaintext-differs"));
    // Not decrypted, the forged fields are reported, and not as signed.
    for key in [None, Some(AesKey::from_encoding(OTHER_KEY))] {
        let opened = open_with(&body, url(), &Secrets { key, ..secrets() });
        assert_eq!(opened.inspection.outcome, Outcome::Published);
        assert_eq!(signature_of(&opened), Signature::Unchecked);
        assert!(codes(&opened).contains(&"envelope/signature-covers-ciphertext-only"));
        let expect = encrypted_value(&captured);
        assert!(matches!(&opened.verified, Verified::Ciphertext { encrypt, .. } if *encrypt == expect));
    }
    // A single field is enough.
    let body = captured.body.replace("<Encrypt>", "<FromUserName>o1</FromUserName><Encrypt>");
    let opened = open_with(&body, url(), &Secrets { key: None, ..secrets() });
    assert_eq!(signature_of(&opened), Signature::Unchecked);
}

#[test]
fn a_ciphertext_that_holds_no_event_does_not_vouch_for_the_one_beside_it() {
    let echo = seal(Mode::Secure, PushFormat::Xml, "1616140317555161061");
    let body = format!("<xml>{FORGED}<Encrypt>{}</Encrypt></xml>", encrypted_value(&echo));
    let opened = open_with(&body, Some(format!("/wx?{}", echo.query_string())), &secrets());
    assert_eq!((opened.inspection.outcome, &opened.inspection.publish), (Outcome::Unknown, &None));
    assert_eq!(opened.inspection.header, None);
    assert!(codes(&opened).contains(&"envelope/plaintext-differs"));
}

#[test]
fn a_long_name_costs_no_more_than_its_length() {
    // A path for every field would be 20,000 times 200 kB.
    let name = "a".repeat(200_000);
    let message = format!("<{name}><Encrypt>x</Encrypt>{}</{name}>", "<b/>".repeat(20_000));
    let opened = open_with(&message, Some("/wx?encrypt_type=aes".to_owned()), &secrets());
    assert_eq!(signature_of(&opened), Signature::Unchecked);
    let body = seal(
        Mode::Compatible,
        PushFormat::Xml,
        &format!("<xml><Event>x</Event><{name}>{}</{name}></xml>", "<b/>".repeat(20_000)),
    );
    let changed = body.body.replace("<b/>", "<b>1</b>");
    let opened = open_with(&changed, Some(format!("/wx?{}", body.query_string())), &secrets());
    let told = opened.inspection.diagnostics.iter().find(|d| d.code() == "envelope/plaintext-differs");
    assert!(told.expect("a difference").message(Lang::En).len() < 1000);
}

fn any_secrets() -> impl Strategy<Value = Secrets> {
    let key = || {
        prop_oneof![
            Just(None),
            Just(Some(KEY.to_owned())),
            "[a-zA-Z0-9]{43}".prop_map(Some),
            ".{0,50}".prop_map(Some),
        ]
    };
    let app_id = prop_oneof![Just(None), Just(Some(APP_ID.to_owned())), ".{0,20}".prop_map(Some)];
    (prop::option::of(".{0,10}"), key(), key(), app_id).prop_map(|(token, key, previous_key, app_id)| {
        Secrets {
            token: token.as_deref().map(Token::new),
            key: key.as_deref().map(AesKey::from_encoding),
            previous_key: previous_key.as_deref().map(AesKey::from_encoding),
            app_id,
        }
    })
}

/// A push, pasted in one of the ways, with a piece of it replaced.
fn damaged_push() -> impl Strategy<Value = String> {
    let parts = (0..3_usize, any::<bool>(), 0..5_usize);
    (parts, any::<prop::sample::Index>(), 0..40_usize, ".{0,12}").prop_map(
        |((mode, json, way), at, length, piece)| {
            let format = if json { PushFormat::Json } else { PushFormat::Xml };
            let text = pasted(&sealed(MODES[mode], format)).swap_remove(way).1;
            let boundary = |mut at: usize| {
                while !text.is_char_boundary(at) {
                    at -= 1;
                }
                at
            };
            let start = boundary(at.index(text.len()));
            let end = boundary((start + length).min(text.len())).max(start);
            format!("{}{piece}{}", &text[..start], &text[end..])
        },
    )
}

proptest! {
    #![proptest_config(common::proptest_config())]

    #[test]
    fn any_envelope_and_any_secrets_are_answered(
        text in prop_oneof![
            4 => damaged_push().boxed(),
            1 => "[A-Za-z0-9+/]{0,200}={0,2}".boxed(),
            1 => ".{0,100}".boxed(),
        ],
        url in prop::option::of("/wx\\?(signature=[a-f0-9]{0,4}|&timestamp=[0-9]{0,3}|&nonce=.|&echostr=[A-Za-z+/%=]{0,9}){0,4}"),
        at in prop::option::of(any::<i64>()),
        secrets in any_secrets(),
    ) {
        let opened = open(&text, &Options { url, at, ..Options::default() }, &secrets);
        common::check_places(&text, &opened.inspection)?;
        if let Some(inner) = &opened.inner {
            common::check_places(&inner.text, &inner.inspection)?;
        }
        for lang in Lang::ALL {
            prop_assert!(!verdict(&opened.inspection, lang).headline.is_empty());
        }
    }

    #[test]
    fn a_changed_secure_push_is_noticed(at in any::<prop::sample::Index>(), by in "[A-Za-z0-9+/=]") {
        let sealed = sealed(Mode::Secure, PushFormat::Json);
        let value = sealed.body.find("Encrypt\":\"").map_or(0, |at| at + 10);
        let at = value + at.index(sealed.body.len() - 2 - value);
        let body = format!("{}{by}{}", &sealed.body[..at], &sealed.body[at + 1..]);
        let url = Some(format!("/wx?{}", sealed.query_string()));
        let opened = open_with(&body, url, &secrets());
        let is_noticed = opened.inspection.diagnostics.iter().any(|d| d.severity() == Severity::Error);
        prop_assert_eq!(is_noticed, body != sealed.body);
        prop_assert_eq!(signature_of(&opened) == Signature::Invalid, body != sealed.body);
    }
}
