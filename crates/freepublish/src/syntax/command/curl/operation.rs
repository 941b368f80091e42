//! One operation of curl: what its options add up to.

use crate::span::Span;
use crate::syntax::command::Word;
use crate::syntax::http::{Header, Message, Method, MethodSlot};
use crate::syntax::source_map::MappedText;
use crate::syntax::url::Url;

/// What is sent, and how.
#[expect(clippy::struct_excessive_bools, reason = "switches of a command line are on or off")]
pub(super) struct Operation<'a> {
    pub(super) slot: MethodSlot,
    pub(super) method: Option<MappedText<'a>>,
    pub(super) urls: Vec<MappedText<'a>>,
    /// Words of which it cannot be told whether they are addresses or options: `$OPTIONS`.
    pub(super) unknown_words: Vec<MappedText<'a>>,
    pub(super) headers: Vec<Header>,
    pub(super) data: Vec<MappedText<'a>>,
    pub(super) query: Vec<MappedText<'a>>,
    pub(super) target: Option<MappedText<'a>>,
    pub(super) form: Option<Span>,
    /// Files that hold a part of the call, by what names them.
    pub(super) elsewhere: Vec<Span>,
    /// What `-d @file` and `-T file` name.
    pub(super) files: Vec<MappedText<'a>>,
    /// `-d @-`: the data is given to the command.
    pub(super) data_from_input: bool,
    /// The same where that is not in the text.
    pub(super) input_elsewhere: bool,
    pub(super) options_elsewhere: bool,
    pub(super) get: bool,
    pub(super) head: bool,
    pub(super) json: bool,
    pub(super) upload: bool,
}

impl<'a> Operation<'a> {
    /// `behind` is what the options stand behind: the program's name, or `--next`.
    pub(super) fn new(behind: &Word<'a>) -> Self {
        let program = behind.source.whole();
        Self {
            slot: MethodSlot { program, at: behind.end, text: " -X POST" },
            method: None,
            urls: Vec::new(),
            unknown_words: Vec::new(),
            headers: Vec::new(),
            data: Vec::new(),
            query: Vec::new(),
            target: None,
            form: None,
            elsewhere: Vec::new(),
            files: Vec::new(),
            data_from_input: false,
            input_elsewhere: false,
            options_elsewhere: false,
            get: false,
            head: false,
            json: false,
            upload: false,
        }
    }
}

impl<'a> Operation<'a> {
    /// The method that curl takes when nothing asks for another.
    pub(super) fn chosen_method(&self) -> String {
        if let Some(method) = &self.method {
            return method.text.to_ascii_uppercase();
        }
        let has_data = !self.data.is_empty() || self.has_data_elsewhere() || self.form.is_some() || self.json;
        let name = match () {
            () if self.head => "HEAD",
            () if self.upload => "PUT",
            () if has_data && !self.get => "POST",
            () => "GET",
        };
        name.to_owned()
    }

    fn has_data_elsewhere(&self) -> bool {
        !self.files.is_empty() || self.input_elsewhere
    }

    pub(super) fn message(mut self, url: Option<MappedText<'a>>, method: &str) -> Message<'a> {
        let mut message = Message { assumes_http: true, ..Message::default() };
        message.not_given.append(&mut self.elsewhere);
        message.not_given.extend(self.unknown_words.iter().chain(&self.files).map(MappedText::whole));
        if self.get {
            self.query.append(&mut self.data);
            self.query.append(&mut self.files);
        }
        let is_elsewhere = self.has_data_elsewhere();
        message.url = url.map(|url| self.address(url));
        message.body =
            MappedText::join(self.data, if self.json { "" } else { "&" }).map(MappedText::into_json);
        if is_elsewhere || message.body.as_ref().is_some_and(MappedText::is_unknown) {
            message.not_given.extend(message.body.iter().flat_map(MappedText::unknown_outer));
            message.body = None;
            message.body_elsewhere = true;
        }
        message.body_elsewhere |= self.options_elsewhere && message.body.is_none();
        message.form = self.form;
        message.method_slot = Some(self.slot);
        message.method = match self.method {
            Some(source) if source.has_unknown() => {
                message.not_given.extend(source.unknown_outer());
                None
            }
            None if self.options_elsewhere => None,
            source => Some(Method { name: method.to_owned(), source }),
        };
        message.headers = self.headers;
        if self.json && message.header("content-type").is_none() {
            let span = message.body.as_ref().map(MappedText::whole).unwrap_or_default();
            let (name, value) = ("Content-Type".to_owned(), "application/json".to_owned());
            message.headers.push(Header { name, value, span });
        }
        message
    }

    /// The address with what other options put into it.
    fn address(&mut self, url: MappedText<'a>) -> MappedText<'a> {
        let split = Url::split_head(&url.text);
        let mut url = match self.target.take() {
            Some(target) => {
                let mut address = url.part(Span::new(0, split.path.start));
                address.push(target);
                address
            }
            None => url,
        };
        let mut separator = if url.text.ends_with(['?', '&']) {
            ""
        } else if url.text.contains('?') {
            "&"
        } else {
            "?"
        };
        for part in std::mem::take(&mut self.query) {
            url.push_text(separator);
            url.push(part);
            separator = "&";
        }
        url
    }
}
