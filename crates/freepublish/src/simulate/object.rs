//! JSON objects, read as strictly as an interface reads them: through `serde_json`, an object and nothing behind it. Of
//! two members of one name, the last counts.

use std::collections::BTreeMap;

use serde_json::Value;
use serde_json::value::RawValue;

/// An object; its values are kept as they were written.
#[derive(Clone, Debug)]
pub(super) struct Object<'a>(BTreeMap<String, &'a RawValue>);

/// A value that holds no others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Scalar {
    /// A string, its escapes undone.
    Text(String),
    /// A number, digits as written.
    Number(String),
    /// `true` or `false`.
    Bool(bool),
}

impl<'a> Object<'a> {
    /// Reads an object; `None` where the text is anything else.
    pub(super) fn read(text: &'a str) -> Option<Self> {
        // What is kept as written is not looked into, so strings would pass whose escapes stand for no character.
        let _: Value = serde_json::from_str(text).ok()?;
        serde_json::from_str(text).ok().map(Self)
    }

    /// Whether there is a member of that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// A value as it was written.
    pub(super) fn raw(&self, name: &str) -> Option<&'a str> {
        self.0.get(name).map(|value| value.get())
    }

    /// Whether a member is there and holds something: not null, and no string, list or object without content.
    pub(super) fn is_given(&self, name: &str) -> bool {
        self.raw(name).is_some_and(|raw| match serde_json::from_str(raw) {
            Ok(Value::String(text)) => !text.trim().is_empty(),
            Ok(Value::Array(items)) => !items.is_empty(),
            Ok(Value::Object(members)) => !members.is_empty(),
            Ok(value) => !value.is_null(),
            Err(_) => false,
        })
    }

    /// A value that holds no others.
    pub(super) fn scalar(&self, name: &str) -> Option<Scalar> {
        let raw = self.raw(name)?;
        match raw.as_bytes().first()? {
            b'"' => serde_json::from_str(raw).ok().map(Scalar::Text),
            b't' | b'f' => Some(Scalar::Bool(raw == "true")),
            b'-' | b'0'..=b'9' => Some(Scalar::Number(raw.to_owned())),
            _ => None,
        }
    }

    /// The objects of a list; `None` where it is no list or holds anything else.
    pub(super) fn objects(&self, name: &str) -> Option<Vec<Object<'a>>> {
        let items: Vec<&'a RawValue> = serde_json::from_str(self.raw(name)?).ok()?;
        items.into_iter().map(|item| serde_json::from_str(item.get()).ok().map(Object)).collect()
    }
}

impl Scalar {
    /// The text, or how the number or the truth value is written.
    pub(super) fn into_text(self) -> String {
        match self {
            Self::Text(text) | Self::Number(text) => text,
            Self::Bool(value) => value.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_and_nothing_else_is_read() {
        for text in [
            "{\"a\":1} x",
            "{\"a\":1}{}",
            "[1]",
            "{'a':1}",
            "{\"a\":1,}",
            "{\"a\":\"\\ud800\"}",
            "\u{feff}{}",
            "{\u{3000}}",
            "",
        ] {
            assert!(Object::read(text).is_none(), "{text:?}");
        }
        let text = "{\"a\":\"\\u53d1\",\"b\":18446744073709551617,\"a\":\"last\",\"c\":[{\"d\":true},{}]}\n";
        let object = Object::read(text).expect("an object");
        assert_eq!(object.scalar("a"), Some(Scalar::Text("last".to_owned())));
        assert_eq!(object.scalar("b"), Some(Scalar::Number("18446744073709551617".to_owned())));
        assert_eq!(object.scalar("c"), None);
        let items = object.objects("c").expect("objects");
        assert_eq!(items[0].scalar("d"), Some(Scalar::Bool(true)));
    }
}
