//! WeChat's message crypto once more, on nothing but the `openssl` command: what `simulate` encrypts it decrypts, and
//! what it encrypts `inspect` decrypts. Where the command is missing the tests say so and pass.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};

use crate::run::freepublish;

const TOKEN: &str = "LabSampleToken";
const KEY: &str = "LabSampleKeyLabSampleKeyLabSampleKeyLabSamp";
const APP_ID: &str = "wxba5fad812f8e6fb9";
const SECRETS: [&str; 6] = ["--token", TOKEN, "--aes-key", KEY, "--app-id", APP_ID];

/// What `openssl` makes of the input.
fn openssl(args: &[&str], input: &[u8]) -> Vec<u8> {
    let piped = || Stdio::piped();
    let mut child =
        Command::new("openssl").args(args).stdin(piped()).stdout(piped()).spawn().expect("openssl");
    child.stdin.take().expect("a pipe").write_all(input).expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success(), "openssl {args:?}");
    output.stdout
}

/// Whether there is an openssl; says so where there is none.
fn is_there() -> bool {
    let quiet = || Stdio::null();
    let run = Command::new("openssl").arg("version").stdout(quiet()).stderr(quiet()).status();
    let is_there = run.is_ok_and(|status| status.success());
    if !is_there {
        #[expect(
            clippy::print_stderr,
            reason = "a test that did nothing should not look like one that passed"
        )]
        {
            eprintln!("skipped: the openssl command is not there");
        }
    }
    is_there
}

fn hex(bytes: &[u8]) -> String {
    let mut out = String::new();
    for byte in bytes {
        let _ = write!(out, "{byte:02x}");
    }
    out
}

/// AES-256-CBC with the key's first half as vector, no padding of its own.
fn aes(direction: &str, input: &[u8]) -> Vec<u8> {
    let key = openssl(&["base64", "-d", "-A"], format!("{KEY}=").as_bytes());
    assert_eq!(key.len(), 32);
    let (key, vector) = (hex(&key), hex(&key[..16]));
    openssl(&["enc", direction, "-aes-256-cbc", "-nopad", "-K", &key, "-iv", &vector], input)
}

fn decrypt(ciphertext: &str) -> (String, String) {
    let mut plain = aes("-d", &openssl(&["base64", "-d", "-A"], ciphertext.as_bytes()));
    let padding = usize::from(*plain.last().expect("not empty"));
    assert!((1..=32).contains(&padding), "{padding}");
    plain.truncate(plain.len() - padding);
    let length: [u8; 4] = plain[16..20].try_into().expect("four bytes");
    let (message, app_id) = plain[20..].split_at(u32::from_be_bytes(length) as usize);
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
    (text(message), text(app_id))
}

fn encrypt(message: &str) -> String {
    let length = u32::try_from(message.len()).expect("short").to_be_bytes();
    let mut plain = [b"0123456789abcdef", &length[..], message.as_bytes(), APP_ID.as_bytes()].concat();
    let padding = 32 - plain.len() % 32;
    plain.resize(plain.len() + padding, u8::try_from(padding).expect("at most 32"));
    String::from_utf8(openssl(&["base64", "-A"], &aes("-e", &plain))).expect("ASCII").trim().to_owned()
}

fn signature(parts: &[&str]) -> String {
    let mut parts = parts.to_vec();
    parts.sort_unstable();
    let hash = openssl(&["dgst", "-sha1", "-binary"], parts.concat().as_bytes());
    hex(&hash)
}

/// What stands between two texts.
fn between<'a>(text: &'a str, before: &str, behind: &str) -> &'a str {
    let (_, rest) = text.split_once(before).expect(before);
    rest.split_once(behind).expect(behind).0
}

#[test]
fn openssl_decrypts_what_simulate_encrypts() {
    if !is_there() {
        return;
    }
    for push in ["xml", "json"] {
        for mode in ["compatible", "secure"] {
            let same = ["--seed", "7", "--at", "1649681285", "--push", push];
            let simulate =
                |args: &[&str]| freepublish(&[&["simulate"][..], &same, args, &SECRETS].concat(), "").stdout;
            let sent = simulate(&["--mode", mode, "--print", "http"]);
            let ciphertext = match push {
                "xml" => between(&sent, "<Encrypt><![CDATA[", "]]>"),
                _ => between(&sent, "\"Encrypt\":\"", "\""),
            };
            let plain = simulate(&["--mode", "plain"]);
            assert_eq!(decrypt(ciphertext), (plain, APP_ID.to_owned()), "{push} {mode}");
            let (timestamp, nonce) = (between(&sent, "&timestamp=", "&"), between(&sent, "&nonce=", "&"));
            assert_eq!(between(&sent, "?signature=", "&"), signature(&[TOKEN, timestamp, nonce]));
            let expected = signature(&[TOKEN, timestamp, nonce, ciphertext]);
            assert_eq!(between(&sent, "&msg_signature=", " "), expected);
        }
    }
}

#[test]
fn inspect_decrypts_what_openssl_encrypts_whatever_the_padding() {
    if !is_there() {
        return;
    }
    let plain =
        freepublish(&["simulate", "--outcome", "failed", "--seed", "7", "--at", "1649681285"], "").stdout;
    for more in 0..32 {
        let message = format!("{plain}{}", "\n".repeat(more));
        let ciphertext = encrypt(&message);
        let signed = signature(&[TOKEN, "1649681285", "415670741", &ciphertext]);
        let push = format!(
            "POST /wx?timestamp=1649681285&nonce=415670741&encrypt_type=aes&msg_signature={signed} HTTP/1.1\r\n\
             Content-Type: text/xml\r\n\r\n<xml><Encrypt><![CDATA[{ciphertext}]]></Encrypt>\n</xml>"
        );
        let report = freepublish(&[&["inspect", "--format", "json"][..], &SECRETS].concat(), &push).json();
        assert_eq!(report["envelope"]["signature"], "valid", "{more} {report:#}");
        assert_eq!(report["envelope"]["decrypted"], true);
        assert_eq!(report["envelope"]["app_id"], APP_ID);
        assert_eq!(report["verdict"]["outcome"], "failed");
    }
}
