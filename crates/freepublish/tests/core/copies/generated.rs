//! Calls with random mistakes, written as every kind of copy in random quotes.

use crate::common;
use freepublish::{Options, inspect};
use proptest::prelude::*;

/// A call, as it would be sent.
#[derive(Clone, Debug)]
pub(super) struct Call {
    pub(super) method: Option<&'static str>,
    pub(super) url: String,
    pub(super) body: Vec<Part>,
}

/// A piece of a text in a command.
#[derive(Clone, Debug)]
pub(super) enum Part {
    Text(String),
    /// `$ID` or `${TOKEN}`.
    Variable(&'static str),
}

impl Part {
    pub(super) fn any() -> impl Strategy<Value = Self> {
        "[a-zA-Z0-9'\"\\\\$`!#~{}\\[\\]()*?&|;<>=%^ 发布😀\t-]{0,6}".prop_map(Self::Text)
    }

    pub(super) fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Variable(name) => name,
        }
    }
}

impl Call {
    pub(super) fn any() -> impl Strategy<Value = Self> {
        let method = prop_oneof![3 => Just(None), 2 => Just(Some("GET")), 1 => Just(Some("PUT"))];
        let scheme = prop_oneof![Just("http"), Just("https")];
        let host = prop_oneof![3 => Just("api.weixin.qq.com"), 1 => Just("api.example.com"), 1 => Just("it's.example")];
        let path = prop_oneof![
            Just("/cgi-bin/freepublish/submit"),
            Just("/cgi-bin/freepublish/submt"),
            Just("/cgi'bin/\"x\""),
            Just("")
        ];
        let query = prop_oneof![
            Just("?access_token=REMOVED"),
            Just("?access_token=${TOKEN}"),
            Just("?a=1&access_token=$ID"),
            Just("")
        ];
        let url = (scheme, host, path, query)
            .prop_map(|(scheme, host, path, query)| format!("{scheme}://{host}{path}{query}"));
        (method, url, body()).prop_map(|(method, url, body)| Self { method, url, body })
    }

    /// The body with its variables spelled out.
    fn body_text(&self) -> String {
        self.body.iter().map(Part::text).collect()
    }
}

fn body() -> impl Strategy<Value = Vec<Part>> {
    let text = |text: &'static str| Just(vec![Part::Text(text.to_owned())]);
    let id = prop_oneof![
        2 => text("\"O8bVWzi8JYWOWlizUF7fg46yHC7br_WWnB8RgqBKPB6\""),
        2 => text("2247503051"),
        1 => text("\" a b \""),
        1 => text("'x'"),
        1 => text("\"it's\\\\\\n\""),
        1 => text("null"),
        2 => Just(vec![Part::Text("\" ".to_owned()), Part::Variable("$ID"), Part::Text(" \"".to_owned())]),
        1 => Just(vec![Part::Text("\"a".to_owned()), Part::Variable("$ID"), Part::Text("-\t9\"".to_owned())]),
    ];
    let name = prop_oneof![Just("\"media_id\""), Just("'media_id'"), Just("\"mediaId\""), Just("\"id\"")];
    let more = prop_oneof![
        3 => Just(""),
        1 => Just(","),
        1 => Just(",\"a\":\"$`\\\\!\""),
        1 => Just("/* a 'b' \"c\" */"),
        1 => Just(", 'x y': \"发布\""),
    ];
    (name, id, more).prop_map(|(name, id, more)| {
        let mut parts = vec![Part::Text(format!("{{{name}: "))];
        parts.extend(id);
        parts.push(Part::Text(format!("{more}}}")));
        parts
    })
}

/// Small numbers from a seed, so that how a text is quoted shrinks apart from the text.
struct Choices(u64);

impl Choices {
    fn next(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }
}

/// A command that bash makes those words of, in quotes of all kinds.
pub(super) fn bash_command(call: &Call, seed: u64) -> String {
    let mut choices = Choices(seed);
    let mut out = "curl".to_owned();
    if let Some(method) = call.method {
        out.push_str(" -X ");
        quote(method, &mut choices, &mut out);
    }
    out.push(' ');
    for (at, piece) in call.url.split_inclusive("access_token=").enumerate() {
        if at > 0 && piece.starts_with('$') {
            variable(piece, &mut choices, &mut out);
        } else {
            quote(piece, &mut choices, &mut out);
        }
    }
    out.push_str(
        [" -d ", " --data-raw ", " \\\n  --data=", " \\\r\n -sd"]
            [usize::try_from(choices.next(4)).unwrap_or(0)],
    );
    for part in &call.body {
        match part {
            Part::Text(text) => quote(text, &mut choices, &mut out),
            Part::Variable(name) => variable(name, &mut choices, &mut out),
        }
    }
    out
}

pub(super) fn quoted(text: &str, seed: u64) -> String {
    let mut out = String::new();
    quote(text, &mut Choices(seed), &mut out);
    if text.is_empty() {
        out.push_str("''");
    }
    out
}

fn variable(name: &str, choices: &mut Choices, out: &mut String) {
    // Bare, it would be split where its value holds blanks; it holds none.
    match choices.next(3) {
        0 => out.push_str(name),
        _ => out.extend(["\"", name, "\""]),
    }
}

/// Writes a text in stretches of random length, each in another quoting.
fn quote(text: &str, choices: &mut Choices, out: &mut String) {
    let chars: Vec<char> = text.chars().collect();
    let mut at = 0;
    while at < chars.len() {
        let length = if choices.next(3) == 0 {
            chars.len()
        } else {
            1 + usize::try_from(choices.next(9)).unwrap_or(0)
        };
        let end = (at + length).min(chars.len());
        let piece: String = chars[at..end].iter().collect();
        match choices.next(5) {
            0 => {
                for c in piece.chars() {
                    match c {
                        '\n' => out.push_str("'\n'"),
                        c if c.is_ascii_alphanumeric() || !c.is_ascii() || "./:-_".contains(c) => out.push(c),
                        c => out.extend(['\\', c]),
                    }
                }
            }
            1 => out.extend(["'", &piece.replace('\'', r"'\''"), "'"]),
            2 => {
                out.push_str("$'");
                for c in piece.chars() {
                    match (c, choices.next(5)) {
                        ('\\' | '\'', _) => out.extend(['\\', c]),
                        (c, 0) => {
                            c.to_string()
                                .bytes()
                                .for_each(|byte| out.extend(["\\x", &format!("{byte:02x}")]));
                        }
                        (c, 1) if c.is_ascii() => out.extend(["\\", &format!("{:03o}", u32::from(c))]),
                        (c, 2) => out.extend(["\\U", &format!("{:08x}", u32::from(c))]),
                        (c, _) => out.push(c),
                    }
                }
                out.push('\'');
            }
            _ => {
                out.push('"');
                for c in piece.chars() {
                    if "\"\\$`".contains(c) {
                        out.push('\\');
                    }
                    out.push(c);
                    if choices.next(20) == 0 {
                        out.push_str("\\\n");
                    }
                }
                out.push('"');
            }
        }
        at = end;
    }
}

/// The same call in one of the other kinds of copies.
fn copy(call: &Call, kind: u8) -> String {
    let (url, body) = (call.url.as_str(), call.body_text());
    let method = call.method.unwrap_or("POST");
    let json = |text: &str| serde_json::to_string(text).expect("a string");
    match kind {
        0 => {
            let quote = |text: &str| text.replace('`', "``").replace('"', "`\"").replace('$', "`$");
            format!(
                "Invoke-WebRequest -Uri \"{}\" `\n-Method {method} `\n-Body \"{}\"",
                quote(url),
                quote(&body)
            )
        }
        1 => {
            let quote = |text: &str| text.replace('\'', "''");
            format!("irm '{}' -Method '{method}' -Body '{}'", quote(url), quote(&body))
        }
        2 => {
            format!("fetch({}, {{\n  \"method\": \"{method}\",\n  \"body\": {}\n}});", json(url), json(&body))
        }
        3 => {
            let quote = |text: &str| text.replace('\\', "\\\\").replace('\'', "\\'");
            format!("await fetch('{}', {{ body: '{}', method: '{method}' }})", quote(url), quote(&body))
        }
        4 => format!(
            "{{\"log\":{{\"entries\":[{{\"request\":{{\"method\":\"{method}\",\"url\":{},\"headers\":[],\"postData\":{{\"text\":{}}}}}}}]}}}}",
            json(url),
            json(&body)
        ),
        5 => format!("### a\n{method} {}\n\n{body}\n\n###\n", url.replace(' ', "%20")),
        6 => {
            let quote = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"");
            format!("curl -X {method} \"{}\" ^\n -d \"{}\"", quote(url), quote(&body))
        }
        _ => {
            let quote = |text: &str| {
                let text = text.replace('\\', "\\\\").replace('"', "\\\"");
                let special = |c: char| !(c.is_ascii_alphanumeric() || " _-:=+~'/.,?;()*`".contains(c));
                text.chars()
                    .map(|c| if special(c) { format!("^{c}") } else { c.to_string() })
                    .collect::<String>()
            };
            format!("curl ^\"{}^\" ^\n  -X ^\"{method}^\" ^\n  --data-raw ^\"{}^\"", quote(url), quote(&body))
        }
    }
}

proptest! {
    #![proptest_config(common::proptest_config())]

    #[test]
    fn a_repair_of_a_copy_removes_its_finding_and_brings_no_other(call in Call::any(), kind in 0..16_u8, seed in any::<u64>()) {
        let text = if kind < 8 { copy(&call, kind) } else { bash_command(&call, seed) };
        let before = inspect(&text, &Options::default());
        common::check_places(&text, &before)?;
        prop_assert!(before.request.is_some(), "{text}");
        common::check_repairs(&text, |before, after| {
            prop_assert_eq!(before.format, after.format, "{}", text);
            Ok(())
        })?;
    }
}
