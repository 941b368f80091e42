//! HTTP messages, command lines and addresses: a call of WeChat's interfaces, or a push to a developer's server.

use super::detect::{classify, envelope, is_call, is_push, leading_space, unknown};
use super::{Inspector, KindHint, Observer};
use crate::check::{request, syntax};
use crate::inspection::{Envelope, Kind, Mode};
use crate::span::Span;
use crate::syntax::NodeKind;
use crate::syntax::http::Message;
use crate::syntax::json as read_json;
use crate::syntax::source_map::MappedText;
use crate::syntax::url::Url;

impl<O: Observer> Inspector<'_, O> {
    pub(super) fn message(&mut self, text: &str, message: &Message<'_>) {
        if message.is_response {
            return self.message_body(message);
        }
        let address = message.url.as_ref().map_or("", |url| url.text.as_ref());
        let url = Url::split(address, Span::new(0, address.len()));
        let is_push = match self.options.kind {
            KindHint::Auto => is_push(address, &url, message),
            KindHint::Callback => true,
            KindHint::Request | KindHint::Response => false,
        };
        if is_push {
            self.result.kind = Kind::Callback;
            self.result.envelope = Some(envelope(address, &url));
            self.observer.address(address, &url, message.url.as_ref());
            return self.message_body(message);
        }
        if !is_call(address, &url, message) && self.options.kind == KindHint::Auto {
            let span = message.url.as_ref().map_or(Span::new(0, text.len()), MappedText::whole);
            self.unrecognized(span, unknown::ADDRESS);
            return;
        }
        self.result.kind = Kind::Request;
        let interface = self.options.interface.unwrap_or_else(|| request::called(message));
        self.result.interface = Some(interface);
        self.result.request = Some(request::check_call(text, message, interface, &mut self.findings));
        if let Some(body) = &message.body {
            self.within(body, Self::request_body);
        }
        if let Some(answer) = &message.answer {
            self.answer(answer);
        }
    }

    /// The answer that stands beside its call: what came of the call is then what the text is about.
    fn answer(&mut self, answer: &MappedText<'_>) {
        let document = read_json::read(&answer.text);
        let kind = document.tree.root().map_or(Kind::Unknown, |root| classify(&document.tree, root));
        if matches!(kind, Kind::Response | Kind::PublishResult) {
            self.within(answer, Self::json);
        }
    }

    fn message_body(&mut self, message: &Message<'_>) {
        let Some(body) = &message.body else { return };
        let format = self.result.format;
        // A message in a message in a message: each would be one more call of ours.
        if !self.goes_deeper(body) {
            return;
        }
        self.within(body, |inspector, text| inspector.payload(text, leading_space(text)));
        self.result.format = format;
    }

    /// The body of a call: an object, whatever its fields look like.
    pub(super) fn request_body(&mut self, text: &str) {
        let body = text.trim();
        let start = leading_space(text);
        if body.is_empty() {
            return;
        }
        if !body.starts_with(['{', '[', '"', '｛']) {
            let found = if body.contains('=') && !body.contains(char::is_whitespace) {
                unknown::FORM
            } else {
                unknown::TEXT
            };
            return self.not_an_object(found, Span::new(start, start + body.len()));
        }
        let document = read_json::read(text);
        syntax::report(text, &document, &mut self.findings);
        let tree = &document.tree;
        let Some(root) = tree.root() else { return };
        self.behind_call(text, document.end);
        match tree[root].shape {
            NodeKind::Object => self.call(text, tree, root),
            NodeKind::String => self.json_string(text, tree, root),
            shape => {
                self.not_an_object(syntax::describe(shape), tree[root].span());
            }
        }
    }

    /// The query of the address a callback was pushed to, given beside the text.
    pub(super) fn callback_address(&mut self, address: &str) {
        if self.result.kind != Kind::Callback {
            return;
        }
        let url = Url::split(address, Span::new(0, address.len()));
        self.observer.address(address, &url, None);
        let said = envelope(address, &url);
        let known = self.result.envelope.get_or_insert_with(Envelope::default);
        known.timestamp = said.timestamp;
        known.nonce = said.nonce;
        if known.mode == Mode::Plain {
            known.mode = said.mode;
        }
    }
}
