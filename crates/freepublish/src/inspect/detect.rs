//! What is this? The questions that are asked of a text before it is read, and the words for what is none of
//! the known things.

use crate::check::recognise::recognise;
use crate::inspection::{Envelope, Kind, Mode};
use crate::span::Span;
use crate::syntax::http::Message;
use crate::syntax::source_map::MappedText;
use crate::syntax::url::Url;
use crate::syntax::{NodeId, Tree};

/// What a JSON object is, by the names of its members.
pub(super) fn classify(tree: &Tree<'_>, root: NodeId) -> Kind {
    recognise(tree, root).0
}

/// Whether a message goes to a developer's server: WeChat signs what it pushes.
pub(super) fn is_push(address: &str, url: &Url, message: &Message<'_>) -> bool {
    let has = |name| url.each(address, name).next().is_some();
    if has("timestamp") && has("nonce") && (has("signature") || has("msg_signature")) {
        return true;
    }
    let body = message.body.as_ref().map_or("", |body| body.text.trim_start());
    body.starts_with("<xml") || body.starts_with('{') && body.contains("\"ToUserName\"")
}

/// Whether a message is meant for WeChat's interfaces, however wrong its address.
pub(super) fn is_call(address: &str, url: &Url, message: &Message<'_>) -> bool {
    let host = url.host.map_or("", |host| host.of(address));
    message.body.is_some()
        || message.body_elsewhere
        || message.form.is_some()
        || host.contains("weixin.qq.com") && !host.starts_with("mp.")
        || url.path.of(address).contains("/cgi-bin/")
        || url.path.of(address).contains("freepublish")
        || url.each(address, "access_token").next().is_some()
}

pub(super) fn envelope(address: &str, url: &Url) -> Envelope {
    let encrypted = url.value(address, "encrypt_type").is_some_and(|value| value == "aes");
    Envelope {
        mode: if encrypted { Mode::Secure } else { Mode::Plain },
        timestamp: url.value(address, "timestamp").and_then(|value| value.parse().ok()),
        nonce: url.value(address, "nonce"),
        ..Envelope::default()
    }
}

/// Whether an address is one of WeChat's interfaces; of several calls in one text, these count.
pub(crate) fn is_wechat(address: &str) -> bool {
    let url = Url::split_head(address);
    let host = url.host.map_or("", |host| host.of(address));
    host.contains("weixin.qq.com") && !host.starts_with("mp.") || url.path.of(address).contains("/cgi-bin/")
}

/// An address, perhaps with a body on the lines below it.
pub(super) fn address(text: &str, start: usize) -> Option<Message<'_>> {
    let rest = &text[start..];
    let begins =
        ["https://", "http://", "/cgi-bin/", "api.weixin.qq.com"].iter().any(|sign| rest.starts_with(sign));
    let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
    // A web server's log names what was called without its host.
    let is_signed = rest.starts_with(['/', '?']) && rest[..length].contains("timestamp=");
    if !begins && !is_signed {
        return None;
    }
    let behind = start + length + leading_space(&rest[length..]);
    let has_body = text[behind..].starts_with(['{', '<', '[']);
    Some(Message {
        url: Some(MappedText::slice(text, Span::new(start, start + length))),
        body: has_body.then(|| MappedText::slice(text, Span::new(behind, text.len()))),
        ..Message::default()
    })
}

pub(super) fn is_html(text: &str) -> bool {
    let begins = |sign: &str| text.get(..sign.len()).is_some_and(|start| start.eq_ignore_ascii_case(sign));
    begins("<!doctype html") || begins("<html") || begins("<head") || begins("<body")
}

/// Whether a bracket opens a JSON list of payloads; in a log it opens a time or a level: `[2026-04-11 20:48:05] …`.
pub(super) fn is_list(text: &str) -> bool {
    text[1..].trim_start().starts_with(['{', '[', '"', ']'])
}

/// What stands behind a document that ends at `end`, white space aside.
pub(super) fn behind(text: &str, end: usize) -> Option<Span> {
    let rest = Span::new(end + leading_space(&text[end..]), text.trim_end().len());
    (rest.start < rest.end).then_some(rest)
}

/// How many further JSON documents a text holds, one a line.
pub(super) fn documents_in(text: &str) -> usize {
    text.split('\n').filter(|line| line.trim_start().starts_with('{')).count()
}

pub(super) fn leading_space(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// What an input is that is none of the known ones.
pub(super) mod unknown {
    use crate::lang::Bilingual;

    pub(crate) const ADDRESS: Bilingual = Bilingual::new(
        "一个与发布接口无关的网址",
        "an address that has nothing to do with the publish interface",
    );
    pub(crate) const FORM: Bilingual = Bilingual::new("表单编码的文本", "form-encoded text");
    pub(crate) const OBJECT: Bilingual =
        Bilingual::new("一个没有任何已知字段的 JSON 对象", "a JSON object without any known field");
    pub(crate) const TEXT: Bilingual = Bilingual::new("一段普通文本", "plain text");
    pub(crate) const XML: Bilingual =
        Bilingual::new("一段没有任何已知字段的 XML", "XML without any known field");
}

/// How a text came to be escaped.
pub(super) mod how {
    use crate::lang::Bilingual;

    pub(crate) const BACKSLASHES: Bilingual =
        Bilingual::new("引号前带反斜杠", "backslashes before the quotes");
    pub(crate) const ENTITIES: Bilingual =
        Bilingual::new("尖括号成了 &lt; 和 &gt;", "angle brackets became &lt; and &gt;");
    pub(crate) const JSON_STRING: Bilingual =
        Bilingual::new("整段放进了一个 JSON 字符串", "the whole stands inside a JSON string");
}
