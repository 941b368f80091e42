//! A push in the shape that WeChat gives it, and in no other: its query, and one XML or JSON document. Read before
//! anything is verified, so in one pass that keeps nothing but the ciphertext.

use std::borrow::Cow;
use std::fmt;

use quick_xml::Reader;
use quick_xml::events::Event;
use serde::de::{Deserialize, Deserializer, Error as _, IgnoredAny, MapAccess, Visitor};

use super::refusal::NotOneDocument;
use crate::MAX_DEPTH;

/// What stands beside the ciphertext in compatible mode, and never in secure mode.
const EVENT_FIELDS: [&str; 3] = ["MsgType", "Event", "PublishEventInfo"];

/// The parameters that signatures are made of, percent encoding undone. Of each the first that is not empty counts.
#[derive(Debug, Default)]
pub(super) struct PushQuery {
    pub(super) timestamp: Option<String>,
    pub(super) nonce: Option<String>,
    pub(super) signature: Option<String>,
    pub(super) msg_signature: Option<String>,
    encrypt_type: Option<String>,
}

impl PushQuery {
    /// Reads `signature=…&timestamp=…`.
    pub(super) fn read(query: &str) -> Self {
        let mut read = Self::default();
        for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
            let parameter = match name {
                "timestamp" => &mut read.timestamp,
                "nonce" => &mut read.nonce,
                "signature" => &mut read.signature,
                "msg_signature" => &mut read.msg_signature,
                "encrypt_type" => &mut read.encrypt_type,
                _ => continue,
            };
            if parameter.is_none() && !value.is_empty() {
                *parameter = Some(crate::percent::decode(value));
            }
        }
        read
    }

    /// Whether the query is that of an encrypted push.
    pub(super) fn claims_encryption(&self) -> bool {
        let says_so = self.encrypt_type.as_deref().is_some_and(|value| value != "raw");
        says_so || self.msg_signature.is_some()
    }
}

/// What the envelope has to know of a document.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct PushDocument<'t> {
    /// The value of `Encrypt`, right below the root.
    pub(super) encrypt: Option<Cow<'t, str>>,
    /// Whether fields of an event stand beside it.
    pub(super) has_event_fields: bool,
}

impl<'t> PushDocument<'t> {
    /// Reads exactly one `<xml>` element or one JSON object, with nothing around it but white space. What is inside its
    /// fields is not looked at.
    pub(super) fn read(text: &'t str) -> Result<Self, NotOneDocument> {
        match text.trim_ascii_start().as_bytes().first() {
            Some(b'<') => xml(text.trim_ascii()),
            Some(b'{') => json(text),
            _ => Err(NotOneDocument::AnotherFormat),
        }
    }

    fn see(&mut self, name: &str) {
        self.has_event_fields |= EVENT_FIELDS.contains(&name);
    }
}

/// `text` has no white space around it.
fn xml(text: &str) -> Result<PushDocument<'_>, NotOneDocument> {
    let mut reader = Reader::from_str(text);
    // A raw `&` in a text is WeChat's to send: no mistake of structure.
    reader.config_mut().allow_dangling_amp = true;
    let mut document = PushDocument::default();
    let mut encrypt = Encrypt::default();
    let mut depth = 0;
    let mut is_over = false;
    loop {
        let at_start = reader.buffer_position() == 0;
        let event = reader.read_event().map_err(|_| NotOneDocument::Malformed)?;
        if is_over && !matches!(event, Event::Eof) {
            return Err(NotOneDocument::ContentBehind);
        }
        match event {
            Event::Start(tag) => {
                let name = tag.name();
                begin(depth, name.as_ref(), &mut document, &mut encrypt)?;
                depth += 1;
            }
            Event::Empty(tag) => {
                let name = tag.name();
                begin(depth, name.as_ref(), &mut document, &mut encrypt)?;
                encrypt.end(depth + 1)?;
                is_over = depth == 0;
            }
            Event::End(_) => {
                encrypt.end(depth)?;
                depth -= 1;
                is_over = depth == 0;
            }
            Event::Text(content) if depth > 0 => encrypt.text(content.into_inner())?,
            Event::CData(content) if depth > 0 => encrypt.text(content.into_inner())?,
            Event::Comment(_) | Event::PI(_) | Event::GeneralRef(_) if depth > 0 => encrypt.other()?,
            Event::Decl(_) if at_start => {}
            Event::Text(content) if content.trim_ascii().is_empty() => {}
            Event::Comment(_) | Event::PI(_) => {}
            Event::Eof if is_over => break,
            _ => return Err(NotOneDocument::Malformed),
        }
    }
    document.encrypt = encrypt.value;
    Ok(document)
}

fn begin(
    depth: usize,
    name: &str,
    document: &mut PushDocument<'_>,
    encrypt: &mut Encrypt<'_>,
) -> Result<(), NotOneDocument> {
    encrypt.other()?;
    match depth {
        0 if name != "xml" => return Err(NotOneDocument::AnotherFormat),
        1 if name == "Encrypt" => encrypt.begin()?,
        1 => document.see(name),
        MAX_DEPTH.. => return Err(NotOneDocument::TooDeep),
        _ => {}
    }
    Ok(())
}

/// The one element `Encrypt`, which holds one text and nothing else: of anything else two readers could make two things.
#[derive(Default)]
struct Encrypt<'t> {
    value: Option<Cow<'t, str>>,
    is_open: bool,
    is_known: bool,
}

impl<'t> Encrypt<'t> {
    fn begin(&mut self) -> Result<(), NotOneDocument> {
        if self.is_known {
            return Err(NotOneDocument::Ciphertext);
        }
        (self.is_open, self.is_known) = (true, true);
        Ok(())
    }

    fn text(&mut self, text: Cow<'t, str>) -> Result<(), NotOneDocument> {
        let is_blank = text.trim_ascii().is_empty();
        if !self.is_open || is_blank {
            return Ok(());
        }
        if self.value.is_some() {
            return Err(NotOneDocument::Ciphertext);
        }
        self.value = Some(match text {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim_ascii()),
            Cow::Owned(text) => Cow::Owned(text.trim_ascii().to_owned()),
        });
        Ok(())
    }

    /// Something that is no text.
    fn other(&self) -> Result<(), NotOneDocument> {
        if self.is_open { Err(NotOneDocument::Ciphertext) } else { Ok(()) }
    }

    /// The end of an element of that depth.
    fn end(&mut self, depth: usize) -> Result<(), NotOneDocument> {
        if depth == 2 && std::mem::take(&mut self.is_open) && self.value.is_none() {
            return Err(NotOneDocument::Ciphertext);
        }
        Ok(())
    }
}

fn json(text: &str) -> Result<PushDocument<'_>, NotOneDocument> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let fields = Fields::deserialize(&mut reader).map_err(|error| match error.classify() {
        serde_json::error::Category::Data => NotOneDocument::Ciphertext,
        _ => NotOneDocument::Malformed,
    })?;
    reader.end().map_err(|_| NotOneDocument::ContentBehind)?;
    Ok(fields.0)
}

struct Fields<'t>(PushDocument<'t>);

impl<'de> Deserialize<'de> for Fields<'de> {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        reader.deserialize_map(FieldsVisitor)
    }
}

struct FieldsVisitor;

impl<'de> Visitor<'de> for FieldsVisitor {
    type Value = Fields<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
        let mut document = PushDocument::default();
        while let Some(Text(name)) = map.next_key()? {
            if name != "Encrypt" {
                document.see(&name);
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            let Text(value) = map.next_value()?;
            if value.is_empty() || document.encrypt.replace(value).is_some() {
                return Err(M::Error::custom("one Encrypt"));
            }
        }
        Ok(Fields(document))
    }
}

/// A string, which stays where it is unless it has escapes.
struct Text<'t>(Cow<'t, str>);

impl<'de> Deserialize<'de> for Text<'de> {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        reader.deserialize_str(TextVisitor)
    }
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Text<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Text(Cow::Owned(text.to_owned())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encrypt(text: &str) -> Result<Option<String>, NotOneDocument> {
        Ok(PushDocument::read(text)?.encrypt.map(Cow::into_owned))
    }

    #[test]
    fn the_ciphertext_is_found_in_every_way_it_is_written() {
        for text in [
            "<xml><ToUserName><![CDATA[gh_1]]></ToUserName>\n<Encrypt><![CDATA[a+/=]]></Encrypt>\n</xml>",
            "<xml><Encrypt>a+/=</Encrypt></xml>",
            " <xml>\n<Encrypt>\n <![CDATA[a+/=]]>\n</Encrypt></xml>\r\n",
            "<?xml version=\"1.0\"?><!-- a --><xml><Encrypt> a+/= </Encrypt></xml>",
            "<?xml version=\"1.0\"?>\r\n<!-- a -->\n<xml><Encrypt>a+/=</Encrypt></xml>",
            r#"{"ToUserName":"gh_1","Encrypt":"a+/="}"#,
            " {\"Encrypt\" : \"a+\\/=\", \"x\": [{\"Encrypt\": \"b\"}]}\n",
        ] {
            assert_eq!(encrypt(text), Ok(Some("a+/=".to_owned())), "{text}");
        }
        for text in ["<xml></xml>", "<xml/>", "<xml><a><Encrypt>b</Encrypt></a></xml>", "{}"] {
            assert_eq!(encrypt(text), Ok(None), "{text}");
        }
    }

    #[test]
    fn fields_of_an_event_beside_it_are_seen() {
        let has = |text: &str| PushDocument::read(text).expect("a document").has_event_fields;
        assert!(!has("<xml><ToUserName>a</ToUserName><Encrypt>b</Encrypt><a><Event>c</Event></a></xml>"));
        assert!(!has(r#"{"ToUserName":"a","Encrypt":"b","a":{"Event":1}}"#));
        for name in EVENT_FIELDS {
            assert!(has(&format!("<xml><Encrypt>b</Encrypt><{name}>c</{name}></xml>")), "{name}");
            assert!(has(&format!("<xml><{name}/></xml>")), "{name}");
            assert!(has(&format!(r#"{{"Encrypt":"b","{name}":1}}"#)), "{name}");
        }
    }

    #[test]
    fn what_is_not_one_document_is_named() {
        use NotOneDocument::{AnotherFormat, Ciphertext, ContentBehind, Malformed, TooDeep};
        for (text, expect) in [
            ("", AnotherFormat),
            ("\u{feff}<xml></xml>", AnotherFormat),
            ("curl -d '<xml></xml>' http://a/", AnotherFormat),
            ("POST / HTTP/1.1\n\n<xml></xml>", AnotherFormat),
            ("&lt;xml&gt;&lt;/xml&gt;", AnotherFormat),
            ("\"<xml></xml>\"", AnotherFormat),
            ("[{}]", AnotherFormat),
            ("<html></html>", AnotherFormat),
            ("<xml></xml><xml></xml>", ContentBehind),
            ("<xml></xml> cost=3ms", ContentBehind),
            ("<xml></xml><!-- a -->", ContentBehind),
            ("<xml/><a/>", ContentBehind),
            ("{} {}", ContentBehind),
            ("{},", ContentBehind),
            ("<xml><a></xml>", Malformed),
            ("<xml>", Malformed),
            ("<xml><a></b></xml>", Malformed),
            ("<xml></a>", Malformed),
            ("<!DOCTYPE xml><xml></xml>", Malformed),
            ("<!-- a -->text<xml></xml>", Malformed),
            ("<!-- a -->&amp;<xml></xml>", Malformed),
            ("<![CDATA[a]]><xml></xml>", Malformed),
            ("<!-- a --><?xml version=\"1.0\"?><xml></xml>", Malformed),
            ("{\\\"Encrypt\\\":\\\"a\\\"}", Malformed),
            ("{\"a\":1,}", Malformed),
            ("{\"a\":None}", Malformed),
            ("{", Malformed),
            ("<xml><Encrypt>a</Encrypt><Encrypt>a</Encrypt></xml>", Ciphertext),
            ("<xml><Encrypt>a</Encrypt><Encrypt/></xml>", Ciphertext),
            ("<xml><Encrypt></Encrypt></xml>", Ciphertext),
            ("<xml><Encrypt/></xml>", Ciphertext),
            ("<xml><Encrypt>a<b/></Encrypt></xml>", Ciphertext),
            ("<xml><Encrypt>a<b></b></Encrypt></xml>", Ciphertext),
            ("<xml><Encrypt>a<!-- b --></Encrypt></xml>", Ciphertext),
            ("<xml><Encrypt>a&#65;</Encrypt></xml>", Ciphertext),
            ("<xml><Encrypt><![CDATA[a]]><![CDATA[b]]></Encrypt></xml>", Ciphertext),
            (r#"{"Encrypt":"a","Encrypt":"a"}"#, Ciphertext),
            (r#"{"Encrypt":1}"#, Ciphertext),
            (r#"{"Encrypt":""}"#, Ciphertext),
        ] {
            assert_eq!(PushDocument::read(text), Err(expect), "{text}");
        }
        let deep = |depth| format!("<xml>{}{}</xml>", "<a>".repeat(depth), "</a>".repeat(depth));
        assert!(PushDocument::read(&deep(MAX_DEPTH - 1)).is_ok());
        assert_eq!(PushDocument::read(&deep(MAX_DEPTH)), Err(TooDeep));
        assert!(PushDocument::read(&format!("{{\"a\":{}", "[".repeat(100_000))).is_err());
    }

    #[test]
    fn of_a_parameter_the_first_that_is_not_empty_counts() {
        let query = PushQuery::read("nonce=&nonce=a%2Bb&nonce=c&timestamp&signature=1&openid=o");
        assert_eq!((query.nonce.as_deref(), query.timestamp.as_deref()), (Some("a+b"), None));
        assert_eq!(query.signature.as_deref(), Some("1"));
        for (query, expect) in [
            ("", false),
            ("encrypt_type=raw", false),
            ("encrypt_type=", false),
            ("encrypt_type=aes", true),
            ("msg_signature=1", true),
            ("encrypt_type=raw&msg_signature=1", true),
        ] {
            assert_eq!(PushQuery::read(query).claims_encryption(), expect, "{query}");
        }
    }
}
