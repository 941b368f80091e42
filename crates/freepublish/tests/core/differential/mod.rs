//! The readers against other parsers: what `serde_json` and roxmltree accept has no error here, what they refuse has one,
//! and where both read a document they read the same.
//!
//! Where they differ on purpose stands in `is_known` of `compare/json.rs` and `compare/xml.rs`, and nowhere else. To look further:
//! `PROPTEST_RNG_SEED=7 PROPTEST_CASES=100000 cargo test --release -p freepublish --test core differential`.

mod compare;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::common;

fn seeds(begins: fn(&str) -> bool) -> Vec<String> {
    let files = ["rules", "samples"].into_iter().flat_map(common::files);
    let texts = files.map(|(_, bytes)| String::from_utf8_lossy(&bytes).into_owned());
    texts.filter(|text| begins(text)).collect()
}

#[derive(Clone, Debug)]
enum Change {
    Delete(Index, Index),
    Insert(Index, &'static str),
    Replace(Index, &'static str),
    Double(Index, Index),
}

impl Change {
    fn make(&self, text: &str) -> String {
        let boundaries: Vec<usize> = (0..=text.len()).filter(|at| text.is_char_boundary(*at)).collect();
        let place = |index: &Index| *index.get(&boundaries);
        // Near each other, so that most of the text stays what it was.
        let near = |start: usize, length: &Index| {
            let end = (start + length.index(24)).min(text.len());
            (end..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
        };
        match self {
            Self::Delete(at, length) => {
                let start = place(at);
                format!("{}{}", &text[..start], &text[near(start, length)..])
            }
            Self::Insert(at, piece) => {
                let start = place(at);
                format!("{}{piece}{}", &text[..start], &text[start..])
            }
            Self::Replace(at, piece) => {
                let start = place(at);
                let next = text[start..].chars().next().map_or(start, |c| start + c.len_utf8());
                format!("{}{piece}{}", &text[..start], &text[next..])
            }
            Self::Double(at, length) => {
                let start = place(at);
                let end = near(start, length);
                format!("{}{}", &text[..end], &text[start..])
            }
        }
    }
}

/// One of the texts, with up to four changes.
fn mutated(texts: Vec<String>, pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
    let index = any::<Index>;
    let change = prop_oneof![
        (index(), index()).prop_map(|(a, b)| Change::Delete(a, b)),
        (index(), select(pieces)).prop_map(|(at, piece)| Change::Insert(at, piece)),
        (index(), select(pieces)).prop_map(|(at, piece)| Change::Replace(at, piece)),
        (index(), index()).prop_map(|(a, b)| Change::Double(a, b)),
    ];
    (select(texts), vec(change, 0..5))
        .prop_map(|(text, changes)| changes.iter().fold(text, |text, change| change.make(&text)))
}

/// Texts made of pieces alone.
fn made(
    open: &'static str,
    close: &'static str,
    pieces: &'static [&'static str],
) -> impl Strategy<Value = String> {
    vec(select(pieces), 0..14).prop_map(move |pieces| format!("{open}{}{close}", pieces.concat()))
}

const JSON_PIECES: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\"",
    "'",
    "\\",
    "\\\"",
    "\\n",
    "\\q",
    "\\u",
    "\\u0041",
    "\\u+041",
    "\\u12",
    "\\ud800",
    "\\udc00",
    "\\ud83d\\ude00",
    "\"a\"",
    "\"b\":1",
    "\"\":",
    "a",
    "true",
    "false",
    "null",
    "None",
    "NaN",
    "0",
    "1",
    "01",
    "-",
    "-0",
    "+1",
    ".5",
    "1.",
    "1.5",
    "1e5",
    "1E+2",
    "1e",
    "0x1",
    " ",
    "\n",
    "\t",
    "\r\n",
    "\u{b}",
    "\u{c}",
    "\u{a0}",
    "\u{3000}",
    "\u{feff}",
    "\u{2028}",
    "\u{200b}",
    "\u{85}",
    "\0",
    "\u{1}",
    "\u{7f}",
    "“",
    "”",
    "‘",
    "’",
    "＂",
    "：",
    "，",
    "｛",
    "｝",
    "［",
    "］",
    "「",
    "」",
    "发",
    "😀",
    "//",
    "/*",
    "*/",
    "/",
    ";",
    "#",
    "1e999",
    ",\"a\":",
];

const XML_PIECES: &[&str] = &[
    "<",
    ">",
    "</",
    "/>",
    "<a>",
    "</a>",
    "<a/>",
    "<b>",
    "</b>",
    "<b x='1'>",
    "<b x=\"1\" y='2'/>",
    "<b x='1'x='2'/>",
    "<b x=1>",
    "<b x>",
    "<1>",
    "<发>",
    "</发>",
    "<a:b/>",
    "<![CDATA[",
    "]]>",
    "<![CDATA[x]]>",
    "]]",
    "<!--",
    "-->",
    "<!-- x -->",
    "--",
    "-",
    "<?",
    "?>",
    "<?a b?>",
    "<?xml version='1.0'?>",
    "<?XML ?>",
    "<!DOCTYPE x>",
    "<!",
    "&",
    ";",
    "&amp;",
    "&lt;",
    "&nbsp;",
    "&#65;",
    "&#x53d1;",
    "&#1;",
    "&#xD800;",
    "&#xFFFE;",
    "&#;",
    "&#x;",
    "#",
    "\u{1}",
    "\u{b}",
    "\u{c}",
    "\u{7f}",
    "\u{fffe}",
    "\u{ffff}",
    "\u{feff}",
    "\u{a0}",
    "\u{3000}",
    " ",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "\"",
    "'",
    "=",
    "x",
    "1",
    ".",
    ":",
    "发",
    "😀",
    "·",
    "xmlns='u'",
    " x='<'",
    " x='&'",
    " x='&amp;'",
];

fn json_text() -> impl Strategy<Value = String> {
    let seeds = seeds(|text| text.starts_with('{'));
    // `{\"` is the inside of a string, and read as such.
    prop_oneof![3 => mutated(seeds, JSON_PIECES), 1 => made("{\"a\":", "}", JSON_PIECES), 1 => made("[1,", "]", JSON_PIECES)]
        .prop_filter("an object or a list", |text| {
            let payload = text.trim_start();
            payload.starts_with(['{', '[']) && !payload.starts_with("{\\")
        })
}

/// White space of every kind around a payload, each time one kind in front and one behind.
#[test]
fn white_space_around_json_is_what_serde_json_allows() {
    let spaces = [
        "",
        " ",
        "\n",
        "\r\n",
        "\t",
        "\u{b}",
        "\u{c}",
        "\u{85}",
        "\u{a0}",
        "\u{2003}",
        "\u{2028}",
        "\u{3000}",
        "\u{3000} \u{3000}",
    ];
    for before in spaces {
        for behind in spaces {
            let text = format!("{before}{{\"media_id\":\"a\"}}{behind}");
            assert_eq!(compare::json::difference(&text), None);
        }
    }
}

fn xml_text() -> impl Strategy<Value = String> {
    let seeds = seeds(|text| text.starts_with('<'));
    let html = ["<html", "<head", "<body", "<!doctype html"];
    prop_oneof![3 => mutated(seeds, XML_PIECES), 2 => made("<xml>", "</xml>", XML_PIECES), 1 => made("<", "<xml/>", XML_PIECES)]
        .prop_filter("markup, and no page", move |text| {
            text.starts_with('<') && !html.iter().any(|html| text.to_ascii_lowercase().starts_with(html))
        })
}

fn config() -> ProptestConfig {
    let config = common::proptest_config();
    ProptestConfig { cases: config.cases.max(4000), ..config }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn json_is_what_serde_json_reads(text in json_text()) {
        prop_assert_eq!(compare::json::difference(&text), None);
    }

    #[test]
    fn xml_is_what_roxmltree_reads(text in xml_text()) {
        prop_assert_eq!(compare::xml::difference(&text), None);
    }
}
