//! The body of a reply: `success`, nothing, a message, or an encrypted one of these.

use super::{SUCCESS, Sent, is_unseen, trimmed, unquoted, whole};
use crate::diagnostic::Diagnostic;
use crate::envelope::open;
use crate::inspect::Options;
use crate::inspection::Mode;
use crate::rule::delivery::Finding;
use crate::span::Span;
use crate::syntax::{Tree, json, xml};

/// Judges a body that came with status 200.
pub(super) fn judge(text: &str, sent: &Sent<'_>, found: &mut Vec<Diagnostic>) {
    let at_all = |finding: Finding| Diagnostic { span: whole(text), ..Diagnostic::new(finding) };
    match content(text) {
        Content::Exact => {}
        Content::Padded => found.push(at_all(Finding::ReplyNotExact)),
        Content::Quoted => found.push(at_all(Finding::ReplyQuotedSuccess)),
        Content::Message if sent.mode == Mode::Secure => found.push(at_all(Finding::ReplyNotEncrypted)),
        Content::Message => found.push(at_all(Finding::ReplyMessage)),
        Content::Encrypted { .. } if sent.mode == Mode::Plain => found.push(at_all(Finding::ReplyEncrypted)),
        Content::Encrypted { missing, at } => encrypted(text, missing, at, sent, found),
        Content::Other => found.push(at_all(Finding::ReplyNotSuccess { got: trimmed(text).into() })),
    }
}

/// What a body is.
enum Content {
    /// `success` or nothing.
    Exact,
    /// The same with something around it that cannot be seen.
    Padded,
    /// `success` in quotes.
    Quoted,
    /// A passive reply.
    Message,
    /// An encrypted reply, which of its fields are not there, and where the ciphertext stands.
    Encrypted {
        missing: Vec<&'static str>,
        at: Span,
    },
    Other,
}

fn content(text: &str) -> Content {
    let bare = trimmed(text);
    if bare.is_empty() || bare == SUCCESS {
        return if bare.len() == text.len() { Content::Exact } else { Content::Padded };
    }
    if unquoted(bare).is_some_and(|inside| inside.trim().eq_ignore_ascii_case(SUCCESS)) {
        return Content::Quoted;
    }
    let start = text.len() - text.trim_start_matches(is_unseen).len();
    document(bare, start).unwrap_or(Content::Other)
}

/// What an XML or JSON document is as a reply. It stands at `start` of the body.
fn document(text: &str, start: usize) -> Option<Content> {
    let read = match text.as_bytes().first() {
        Some(b'<') => xml::read(text),
        Some(b'{') => json::read(text),
        _ => return None,
    };
    let tree: &Tree<'_> = &read.tree;
    let root = tree.root()?;
    let has = |name: &str| tree.child(root, name).is_some();
    if let Some(encrypt) = tree.child(root, "Encrypt") {
        let fields = ["MsgSignature", "TimeStamp", "Nonce"];
        let missing = fields.into_iter().filter(|name| !has(name)).collect();
        return Some(Content::Encrypted { missing, at: tree[encrypt].value_span().shifted(start) });
    }
    ["ToUserName", "FromUserName", "MsgType"].into_iter().all(has).then_some(Content::Message)
}

/// Verifies and decrypts a reply, as far as there are secrets for it, and judges what was inside.
fn encrypted(text: &str, missing: Vec<&'static str>, at: Span, sent: &Sent<'_>, found: &mut Vec<Diagnostic>) {
    if !missing.is_empty() {
        let finding = Finding::ReplyIncomplete { names: missing };
        found.push(Diagnostic { span: whole(text), ..Diagnostic::new(finding) });
    }
    let opened = open(text, &Options::default(), sent.secrets);
    let of_envelope = |diagnostic: &&Diagnostic| {
        // What lacks has been told, in the words for replies.
        diagnostic.rule().group() == "envelope" && diagnostic.code() != "envelope/signature-absent"
    };
    found.extend(opened.outer_diagnostics().filter(of_envelope).cloned());
    let Some(inner) = opened.inner else { return };
    let at_value = |finding: Finding| Diagnostic::new(finding).at(at);
    found.extend(match content(&inner.text) {
        Content::Exact => None,
        Content::Padded => Some(at_value(Finding::ReplyNotExact)),
        Content::Quoted => Some(at_value(Finding::ReplyQuotedSuccess)),
        Content::Message => Some(at_value(Finding::ReplyMessage)),
        Content::Encrypted { .. } | Content::Other => {
            Some(at_value(Finding::ReplyNotSuccess { got: trimmed(&inner.text).into() }))
        }
    });
}
