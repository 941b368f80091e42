//! The readers against other parsers: what `serde_json` and roxmltree accept has no error here, what they refuse has one,
//! and where both read a document they read the same.
//!
//! Where they differ on purpose stands in [`is_known_of_json`] and [`is_known_of_xml`], and nowhere else. To look further:
//! `PROPTEST_RNG_SEED=7 PROPTEST_CASES=100000 cargo test --release -p freepublish --test core differential`.

use std::fmt;

use freepublish::{Diagnostic, Inspection, KindHint, Options, Severity, inspect, outline};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::common;

/// A field of a document: its depth, its name or number, and its value where it holds no other fields.
type Field = (usize, String, Option<String>);

/// The error-level codes of a group.
fn errors(inspection: &Inspection, group: &str) -> Vec<&'static str> {
    let of_group = inspection.diagnostics.iter().filter(|diagnostic| diagnostic.rule().group() == group);
    of_group.filter(|diagnostic| diagnostic.severity() == Severity::Error).map(Diagnostic::code).collect()
}

fn fields(text: &str) -> Vec<Field> {
    outline(text).into_iter().map(|row| (row.depth, row.name, row.value)).collect()
}

// JSON

/// Differences that are meant: the text, what is found here and what `serde_json` says.
fn is_known_of_json(text: &str, inspection: &Inspection, theirs: Option<&serde_json::Error>) -> bool {
    let ours = errors(inspection, "json");
    let Some(theirs) = theirs else {
        // Here 64 levels are read, there 128.
        return ours.iter().all(|code| *code == "json/too-deep");
    };
    // Several documents in a text, or one in a log: told as such, and read each for itself.
    let several = ["input/several-documents", "input/surrounding-text"];
    theirs.to_string().contains("trailing characters")
        && inspection.diagnostics.iter().any(|found| several.contains(&found.code()))
        // 1e999 is JSON. That it fits no double is another matter.
        || theirs.to_string().contains("number out of range")
        // White space around what was pasted, in front of it: the reader begins behind it.
        || text.starts_with(|first: char| first.is_whitespace() && !first.is_ascii())
}

fn check_json(text: &str) -> Result<(), TestCaseError> {
    // As a call: what WeChat itself sends is read whatever a log puts around it.
    let options = Options { kind: KindHint::Request, ..Options::default() };
    let inspection = inspect(text, &options);
    let shapes = ["json/not-an-object", "json/double-encoded"];
    let is_refused = errors(&inspection, "json").iter().any(|code| !shapes.contains(code));
    let theirs = json_fields(text);
    if is_refused != theirs.is_err() {
        let known = is_known_of_json(text, &inspection, theirs.as_ref().err());
        let shown = || common::describe(text, &inspection);
        prop_assert!(known, "serde_json: {:?}\n{text:?}\n{}", theirs.as_ref().err(), shown());
        return Ok(());
    }
    if let Ok(theirs) = theirs {
        prop_assert_eq!(numbers_alike(fields(text)), theirs, "{:?}", text);
    }
    Ok(())
}

/// Numbers as `serde_json` hands them out.
fn numbers_alike(fields: Vec<Field>) -> Vec<Field> {
    let alike =
        |value: String| value.parse::<f64>().ok().filter(|_| is_plain_number(&value)).map_or(value, number);
    fields.into_iter().map(|(depth, name, value)| (depth, name, value.map(alike))).collect()
}

/// A string may read like a number too; then both sides rewrite it.
fn is_plain_number(value: &str) -> bool {
    value.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E'))
}

fn number(value: f64) -> String {
    format!("{value:?}")
}

/// What `serde_json` reads, duplicate keys included.
fn json_fields(text: &str) -> Result<Vec<Field>, serde_json::Error> {
    let mut fields = Vec::new();
    let mut deserializer = serde_json::Deserializer::from_str(text);
    Value { depth: 0, name: String::new(), fields: &mut fields }.deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(numbers_alike(fields))
}

struct Value<'f> {
    depth: usize,
    name: String,
    fields: &'f mut Vec<Field>,
}

impl Value<'_> {
    fn add(self, value: Option<String>) {
        self.fields.push((self.depth, self.name, value));
    }
}

impl<'de> DeserializeSeed<'de> for Value<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        self.add(Some(value.to_string()));
        Ok(())
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.add(Some(value.to_string()));
        Ok(())
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        self.add(Some(value.to_string()));
        Ok(())
    }

    fn visit_f64<E>(self, value: f64) -> Result<(), E> {
        self.add(Some(number(value)));
        Ok(())
    }

    fn visit_str<E>(self, value: &str) -> Result<(), E> {
        self.add(Some(value.trim().to_owned()));
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.add(Some(String::new()));
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let Self { depth, name, fields } = self;
        fields.push((depth, name, None));
        let mut at = 0_usize;
        while items.next_element_seed(Value { depth: depth + 1, name: at.to_string(), fields })?.is_some() {
            at += 1;
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let Self { depth, name, fields } = self;
        fields.push((depth, name, None));
        while let Some(name) = members.next_key::<String>()? {
            members.next_value_seed(Value { depth: depth + 1, name, fields })?;
        }
        Ok(())
    }
}

// XML

/// Differences that are meant.
fn is_known_of_xml(text: &str, inspection: &Inspection, theirs: Option<&roxmltree::Error>) -> bool {
    use roxmltree::Error as E;
    let ours = errors(inspection, "xml");
    match theirs {
        // WeChat's root is <xml>; a document type is refused; 64 levels are read.
        None => {
            let stricter = ["xml/root-not-xml", "xml/doctype-forbidden", "xml/too-deep"];
            ours.iter().all(|code| stricter.contains(code)) || is_taken_by_mistake(text)
        }
        // Well-formed, and WeChat sends no namespaces. Parsers that are not asked to look at them read it.
        Some(
            E::UnknownNamespace(..)
            | E::DuplicatedNamespace(..)
            | E::InvalidElementNamePrefix(..)
            | E::InvalidXmlPrefixUri(..)
            | E::UnexpectedXmlUri(..)
            | E::UnexpectedXmlnsUri(..),
        ) => true,
        // What stands behind the root is told as a warning, and not read.
        // White space of any kind there was pasted along.
        Some(_) => reads_to_its_root(text),
    }
}

/// What roxmltree 0.21 takes although XML 1.0 forbids it, and libxml2 and expat refuse it: an instruction `<?XML ?>`, a
/// reference to half a character, `</:a>` for `<a>`.
fn is_taken_by_mistake(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    ["<?xml ", "&#xd8", "<:", "</:"].iter().any(|mistake| text.contains(mistake))
}

/// Whether roxmltree takes the text up to the end of its root element.
fn reads_to_its_root(text: &str) -> bool {
    let end = outline(text).first().map_or(0, |root| root.span.end);
    roxmltree::Document::parse(&text[..end]).is_ok()
}

fn check_xml(text: &str) -> Result<(), TestCaseError> {
    let inspection = inspect(text, &Options::default());
    let is_refused = !errors(&inspection, "xml").is_empty();
    let theirs = roxmltree::Document::parse(text);
    if is_refused != theirs.is_err() {
        let known = is_known_of_xml(text, &inspection, theirs.as_ref().err());
        let shown = || common::describe(text, &inspection);
        prop_assert!(known, "roxmltree: {:?}\n{text:?}\n{}", theirs.as_ref().err(), shown());
        return Ok(());
    }
    if let Ok(theirs) = theirs {
        prop_assert_eq!(fields(text), xml_fields(&theirs), "{:?}", text);
    }
    Ok(())
}

fn xml_fields(document: &roxmltree::Document<'_>) -> Vec<Field> {
    let elements = document.descendants().filter(roxmltree::Node::is_element);
    let field = |node: roxmltree::Node<'_, '_>| {
        let depth = node.ancestors().filter(roxmltree::Node::is_element).count() - 1;
        let source = &document.input_text()[node.range().start + 1..];
        let name = source.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next();
        let texts = node.children().filter(roxmltree::Node::is_text).filter_map(|text| text.text());
        // In front of an entity or a CDATA section roxmltree 0.21 leaves a carriage return as it is.
        let value = texts.collect::<String>().replace('\r', "\n").trim().to_owned();
        let is_leaf = !node.children().any(|child| child.is_element());
        (depth, name.unwrap_or_default().to_owned(), is_leaf.then_some(value))
    };
    elements.map(field).collect()
}

// Texts

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
        .prop_filter("an object or a list", |text| text.starts_with(['{', '[']) && !text.starts_with("{\\"))
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
        check_json(&text)?;
    }

    #[test]
    fn xml_is_what_roxmltree_reads(text in xml_text()) {
        check_xml(&text)?;
    }
}
