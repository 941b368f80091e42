//! JSON, against `serde_json`.

use std::fmt;

use freepublish::inspection::Format;
use freepublish::{Inspection, KindHint, Options, inspect};
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::{Field, errors, fields};

/// Differences that are meant: what is found here and what `serde_json` says.
fn is_known(inspection: &Inspection, theirs: Option<&serde_json::Error>) -> bool {
    let ours = errors(inspection, "json");
    let Some(theirs) = theirs else {
        // Here 64 levels are read, there 128.
        return ours.iter().all(|code| *code == "json/too-deep");
    };
    // A bracket that opens no list: the beginning of a log line, and what it holds is read as what it is.
    if inspection.format != Format::Json {
        return true;
    }
    // Several documents in a text, or one in a log: told as such, and read each for itself.
    let several = ["input/several-documents", "input/surrounding-text"];
    theirs.to_string().contains("trailing characters")
        && inspection.diagnostics.iter().any(|found| several.contains(&found.code()))
        // 1e999 is JSON. That it fits no double is another matter.
        || theirs.to_string().contains("number out of range")
}

/// How `serde_json` and this library differ on the text, unless that is meant.
pub(crate) fn difference(text: &str) -> Option<String> {
    // As a call: what WeChat itself sends is read whatever a log puts around it.
    let options = Options { kind: KindHint::Request, ..Options::default() };
    let inspection = inspect(text, &options);
    let shapes = ["json/not-an-object", "json/double-encoded"];
    let is_refused = errors(&inspection, "json").iter().any(|code| !shapes.contains(code));
    let theirs = json_fields(text);
    if is_refused != theirs.is_err() {
        let theirs = theirs.as_ref().err();
        let differs = !is_known(&inspection, theirs);
        return differs
            .then(|| format!("{text:?}: serde_json: {theirs:?}, here: {:?}", inspection.diagnostics));
    }
    let (ours, theirs) = (numbers_alike(fields(text)), theirs.ok()?);
    (ours != theirs).then(|| format!("{text:?}: serde_json: {theirs:?}, here: {ours:?}"))
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

/// The last digit aside: without its feature `float_roundtrip` `serde_json` does not always find the nearest double.
fn number(value: f64) -> String {
    format!("{value:.12e}")
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
