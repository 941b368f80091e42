//! How tests tell what was read of a message.

use super::Message;

impl Message<'_> {
    /// Everything that is told of a message: what it says, and where in `text`.
    pub(crate) fn shown(&self, text: &str) -> Vec<String> {
        let mut lines = Vec::new();
        if let Some(method) = &self.method {
            let source = method.source.as_ref().map(|source| format!(" by {}", source.places(text)));
            lines.push(method.name.clone() + &source.unwrap_or_default());
        }
        lines.extend(self.url.iter().map(|url| url.places(text)));
        for header in &self.headers {
            lines.push(format!("{}: {} by {}", header.name, header.value, header.span.of(text)));
        }
        lines.extend(self.body.iter().map(|body| format!("body {}", body.places(text))));
        lines.extend(self.body_elsewhere.then(|| "body elsewhere".to_owned()));
        lines.extend(self.form.iter().map(|form| format!("form {}", form.of(text))));
        lines.extend(self.not_given.iter().map(|span| format!("not given {}", span.of(text))));
        lines.extend(self.answer.iter().map(|answer| format!("answer {}", answer.places(text))));
        if let Some(others) = &self.others {
            lines.push(format!("{} more: {}", others.count, others.names.join(", ")));
        }
        lines
    }

    /// The text with the method for POST written where none is.
    pub(crate) fn with_method(&self, text: &str) -> Option<String> {
        let slot = self.method_slot?;
        Some([&text[..slot.at], slot.text, &text[slot.at..]].concat())
    }
}
