//! XML 1.0 to a [`Tree`], on quick-xml's events. Ill-formed input is the normal case here: what is wrong is reported at
//! its place, what can be read is read. quick-xml finds where markup ends; what it does not check is checked here, in
//! the same pass.

mod leaf;
mod markup;

use std::borrow::Cow;
use std::io::BufRead;

use quick_xml::Reader as Events;
use quick_xml::errors::{Error, SyntaxError as QuickError};
use quick_xml::events::Event;

use self::markup::{
    Reference, begins_name, check_attributes, is_allowed, is_declaration, is_instruction, is_space,
    name_length, trim_start,
};
use super::tree::{Node, NodeId, NodeKind, Tree};
use super::{Document, Errors, Progress, SyntaxError, SyntaxErrorKind};
use crate::MAX_DEPTH;
use crate::span::Span;

/// What an XML document can have wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum XmlError {
    /// No white space between two attributes.
    AttributeSpace,
    /// Something in a tag that is no attribute.
    BadAttribute,
    /// A character that XML does not allow, as it is.
    BadCharacter,
    /// `<?xml … ?>` that does not read as production 23 says.
    BadDeclaration,
    /// An end tag that holds more than a name.
    BadEndTag,
    /// A processing instruction whose target is no name, or is reserved.
    BadInstruction,
    /// What follows `<` is no markup.
    BadMarkup,
    /// A name with a character that names do not have.
    BadName,
    /// `&#1;`
    BadReference,
    /// `]]>` in a text.
    CdataEnd,
    /// Text or CDATA in front of the root.
    ContentOutside,
    Doctype,
    /// `--` in a comment.
    DoubleHyphen,
    DuplicateAttribute,
    /// An end tag that ends an element further out.
    MismatchedEnd,
    /// `<?xml … ?>` that does not begin the document.
    MisplacedDeclaration,
    /// There is no element.
    NoElement,
    /// `&` that begins no reference.
    RawAmpersand,
    /// `<` in a text or in the value of an attribute.
    RawLessThan,
    TooDeep,
    UnclosedCdata,
    UnclosedComment,
    UnclosedElement,
    UnclosedTag,
    /// `&nbsp;`: the span covers it all.
    UndeclaredEntity,
    /// An end tag without a start tag.
    UnmatchedEnd,
    UnquotedAttribute,
}

/// Reads the first element of `text` and everything in it.
pub(crate) fn read(text: &str) -> Document<'_> {
    let (has_forbidden, has_returns) = survey(text);
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut reader = Reader {
        text,
        start,
        has_forbidden,
        has_returns,
        tree: Tree::new(),
        open: None,
        depth: 0,
        too_deep: 0,
        is_content_outside: false,
        errors: Errors::default(),
    };
    let mut at = start;
    loop {
        match reader.events(at) {
            Step::Again(from) => at = from,
            Step::Done(end) => return Document { tree: reader.tree, end, errors: reader.errors },
        }
    }
}

/// Whether a text holds characters that XML forbids, and carriage returns. One fast pass that nearly always says no
/// spares the others from looking.
fn survey(text: &str) -> (bool, bool) {
    let bytes = text.as_bytes();
    // Numbers and no short cuts, so that many bytes are looked at at once.
    let is_not = |byte: u8, other: u8| u8::from(byte != other);
    let is_control =
        |byte: u8| u8::from(byte < b' ') & is_not(byte, b'\t') & is_not(byte, b'\n') & is_not(byte, b'\r');
    let controls = bytes.iter().fold(0, |found, byte| found | is_control(*byte));
    let returns = bytes.iter().fold(0, |found, byte| found | u8::from(*byte == b'\r'));
    let has_nonchars = || text.contains(['\u{fffe}', '\u{ffff}']);
    (controls != 0 || bytes.contains(&0xEF) && has_nonchars(), returns != 0)
}

/// What has become of a run of events.
enum Step {
    /// Go on at this offset, with events of their own.
    Again(usize),
    /// The document ends at this offset.
    Done(usize),
}

struct Reader<'a> {
    text: &'a str,
    /// Where the document begins: behind a byte order mark.
    start: usize,
    /// See [`survey`].
    has_forbidden: bool,
    has_returns: bool,
    tree: Tree<'a>,
    /// The innermost open element; those around it are its parents.
    open: Option<NodeId>,
    depth: usize,
    /// How many elements are open below the deepest level that is kept.
    too_deep: usize,
    is_content_outside: bool,
    errors: Errors,
}

impl<'a> Reader<'a> {
    fn events(&mut self, from: usize) -> Step {
        let mut events = Events::from_str(&self.text[from..]);
        let config = events.config_mut();
        // All three are checked below, where the open elements are known and reading can go on.
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        // A third of the events of a callback as WeChat lays it out would be line feeds between elements.
        config.trim_text_start = true;

        loop {
            let before = from + offset(events.buffer_position());
            if let Some(again) = self.no_markup(before) {
                return Step::Again(again);
            }
            let event = events.read_event();
            let end = from + offset(events.buffer_position());
            let span = Span::new(self.behind_space(before, end), end);
            if self.has_forbidden {
                self.check_characters(span);
            }
            let is_tag = matches!(event, Ok(Event::Start(_) | Event::Empty(_) | Event::End(_)));
            let progress = match event {
                Ok(Event::Start(_)) => self.start(span),
                Ok(Event::Empty(_)) => self.empty(span),
                Ok(Event::End(_)) => self.end(span),
                Ok(Event::Text(_)) => self.text(span),
                Ok(Event::CData(_)) => self.cdata(span),
                Ok(Event::GeneralRef(_)) => self.reference(span),
                Ok(Event::DocType(_)) => self.report(XmlError::Doctype, span),
                Ok(Event::Comment(_)) => self.comment(span),
                Ok(Event::Decl(_)) => self.declaration(span),
                Ok(Event::PI(_)) => self.instruction(span),
                Ok(Event::Eof) => self.end_of_text(),
                Err(error) => self.failure(&error, from + offset(events.error_position()), span.end),
            };
            if let Progress::Done(end) = progress {
                return Step::Done(end);
            }
            if is_tag && !self.has_forbidden {
                events.stream().consume(self.leaves(end) - end);
            }
        }
    }

    /// Reads a `<` at `at` that begins no markup as the text it was meant to be, and a tag that ends in the next `<`.
    /// Says where to go on.
    fn no_markup(&mut self, at: usize) -> Option<usize> {
        let rest = trim_start(&self.text[at..]);
        let behind = rest.strip_prefix('<')?;
        let start = self.text.len() - rest.len();
        let length = match behind.chars().next()? {
            '/' | '?' => return None,
            '!' if begins_declaration(&behind[1..]) => return None,
            first if begins_name(first) => {
                let length = name_length(behind);
                let next = behind.as_bytes().get(length);
                return (next == Some(&b'<')).then(|| self.unclosed_tag(at, start, start + 1 + length));
            }
            '!' => {
                self.behind_space(at, start);
                self.report(XmlError::BadMarkup, Span::new(start, start + 2));
                2
            }
            _ => {
                self.behind_space(at, start);
                let error = if self.open.is_some() { XmlError::RawLessThan } else { XmlError::BadMarkup };
                self.report(error, Span::new(start, start + 1));
                1
            }
        };
        let end = start + length;
        self.append(Span::new(start, end));
        Some(self.behind_mark(end))
    }

    /// quick-xml drops a byte order mark at the beginning of what it reads.
    fn behind_mark(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        let end = at + (rest.len() - rest.trim_start_matches('\u{feff}').len());
        self.append(Span::new(at, end));
        end
    }

    fn unclosed_tag(&mut self, before: usize, start: usize, end: usize) -> usize {
        self.behind_space(before, start);
        let tag = Span::new(start, end);
        if self.has_forbidden {
            self.check_characters(tag);
        }
        self.report(XmlError::UnclosedTag, tag);
        self.open_element(tag, end - start - 1);
        end
    }

    fn start(&mut self, tag: Span) -> Progress {
        let name_length = self.check_tag(Span::new(tag.start + 1, tag.end - 1));
        self.open_element(tag, name_length);
        Progress::Reading
    }

    fn open_element(&mut self, tag: Span, name_length: usize) {
        if self.depth >= MAX_DEPTH {
            if self.too_deep == 0 {
                self.report(XmlError::TooDeep, tag);
            }
            self.too_deep += 1;
            return;
        }
        let id = self.push(tag, name_length);
        self.open = Some(id);
        self.depth += 1;
    }

    /// Checks what stands between `<` and `>`, and says how long the name is.
    fn check_tag(&mut self, inside: Span) -> usize {
        let text = inside.of(self.text);
        let length = name_length(text);
        let behind = &text[length..];
        let start = inside.start + length;
        if behind.bytes().next().is_some_and(|byte| !is_space(byte) && byte != b'/') {
            self.report(XmlError::BadName, Span::new(inside.start, inside.end));
        } else if !behind.is_empty() {
            check_attributes(behind, start, |error, span| {
                self.report(error, span);
            });
        }
        length
    }

    fn empty(&mut self, tag: Span) -> Progress {
        let name_length = self.check_tag(Span::new(tag.start + 1, tag.end - 2));
        if self.depth >= MAX_DEPTH {
            if self.too_deep == 0 {
                self.report(XmlError::TooDeep, tag);
            }
            return Progress::Reading;
        }
        self.push(tag, name_length);
        self.done_at(tag.end)
    }

    fn push(&mut self, tag: Span, name_length: usize) -> NodeId {
        let name_span = Span::new(tag.start + 1, tag.start + 1 + name_length);
        let mut node = Node::new(NodeKind::Element, name_span.of(self.text), name_span);
        node.set_start(tag.start);
        node.set_end(tag.end);
        node.set_value(Span::at(tag.end));
        self.tree.push(self.open, node)
    }

    fn end(&mut self, tag: Span) -> Progress {
        let inside = Span::new(tag.start + 2, tag.end - 1).of(self.text);
        let is_open = self.open.is_some_and(|id| self.tree[id].name == inside);
        if is_open && self.too_deep == 0 {
            self.close(tag);
            return self.done_at(tag.end);
        }
        let named = trim_start(inside);
        let name = &named[..name_length(named)];
        if named.len() < inside.len() || !trim_start(&named[name.len()..]).is_empty() {
            self.report(XmlError::BadEndTag, tag);
        }
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return Progress::Reading;
        }
        let mut around = std::iter::successors(self.open, |id| self.tree.parent(*id));
        let Some(above) = around.position(|id| self.tree[id].name == name) else {
            return self.report(XmlError::UnmatchedEnd, tag);
        };
        if above > 0 {
            self.report(XmlError::MismatchedEnd, tag);
        }
        for _ in 0..above {
            self.close(Span::at(tag.start));
        }
        self.close(tag);
        self.done_at(tag.end)
    }

    /// Behind the root there is nothing more to read.
    fn done_at(&self, end: usize) -> Progress {
        if self.open.is_none() { Progress::Done(end) } else { Progress::Reading }
    }

    fn close(&mut self, end_tag: Span) {
        if let Some(id) = self.open {
            self.open = self.tree.parent(id);
            self.depth -= 1;
            let node = &mut self.tree[id];
            node.set_end(end_tag.end);
            node.set_value_end(end_tag.start);
        }
    }

    /// Where the event that ends at `end` begins: behind the white space that the reader skipped. Inside a text, as
    /// between two entities, that space belongs to the text.
    fn behind_space(&mut self, before: usize, end: usize) -> usize {
        let skipped = self.text.as_bytes()[before..end].iter().take_while(|byte| is_space(**byte)).count();
        let start = before + skipped;
        if skipped > 0 && self.open.is_some_and(|id| !self.tree[id].text.is_empty()) {
            self.append(Span::new(before, start));
        }
        start
    }

    fn text(&mut self, span: Span) -> Progress {
        if self.open.is_none() {
            return self.outside(span);
        }
        let text = span.of(self.text);
        if text.starts_with('&') {
            self.report(XmlError::RawAmpersand, Span::new(span.start, span.start + 1));
        }
        for (at, end) in text.match_indices("]]>") {
            self.report(XmlError::CdataEnd, Span::new(span.start + at, span.start + at + end.len()));
        }
        self.append(span)
    }

    /// Content in front of the root, of which the first piece is told.
    fn outside(&mut self, span: Span) -> Progress {
        if !span.of(self.text).is_empty() && !std::mem::replace(&mut self.is_content_outside, true) {
            self.report(XmlError::ContentOutside, span);
        }
        Progress::Reading
    }

    fn cdata(&mut self, span: Span) -> Progress {
        if self.open.is_none() {
            return self.outside(span);
        }
        self.append(Span::new(span.start + "<![CDATA[".len(), span.end - "]]>".len()))
    }

    fn append(&mut self, span: Span) -> Progress {
        let text = span.of(self.text);
        // XML 1.0, 2.11: a handler's parser reads line feeds.
        if self.has_returns && text.contains('\r') {
            return self.append_text(Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")));
        }
        self.append_text(Cow::Borrowed(text))
    }

    fn append_text(&mut self, more: Cow<'a, str>) -> Progress {
        let Some(id) = self.open else { return Progress::Reading };
        if self.too_deep > 0 {
            return Progress::Reading;
        }
        let node = &mut self.tree[id];
        if node.text.is_empty() {
            // The only piece, as everywhere on the wire: nothing is copied.
            node.text = more;
        } else {
            node.text.to_mut().push_str(&more);
        }
        Progress::Reading
    }

    fn reference(&mut self, span: Span) -> Progress {
        if self.open.is_none() {
            return self.outside(span);
        }
        let reference = Reference::read(Span::new(span.start + 1, span.end - 1).of(self.text));
        if let Reference::Character(character) = reference {
            return self.append_text(Cow::Owned(character.to_string()));
        }
        if let Some((error, place)) = reference.error(span) {
            self.report(error, place);
        }
        self.append(span)
    }

    fn comment(&mut self, span: Span) -> Progress {
        let inside = Span::new(span.start + "<!--".len(), span.end - "-->".len());
        let text = inside.of(self.text);
        let hyphens = text.find("--").or_else(|| text.ends_with('-').then(|| text.len() - 1));
        if let Some(at) = hyphens {
            self.report(XmlError::DoubleHyphen, Span::new(inside.start + at, inside.start + at + 2));
        }
        Progress::Reading
    }

    fn declaration(&mut self, span: Span) -> Progress {
        if span.start != self.start {
            self.report(XmlError::MisplacedDeclaration, span);
        } else if !is_declaration(Span::new(span.start + 2, span.end - 2).of(self.text)) {
            self.report(XmlError::BadDeclaration, span);
        }
        Progress::Reading
    }

    fn instruction(&mut self, span: Span) -> Progress {
        if !is_instruction(Span::new(span.start + 2, span.end - 2).of(self.text)) {
            self.report(XmlError::BadInstruction, span);
        }
        Progress::Reading
    }

    fn end_of_text(&mut self) -> Progress {
        let end = self.text.len();
        if self.open.is_some() {
            self.report(XmlError::UnclosedElement, Span::at(end));
        } else if self.errors.is_empty() {
            self.report(XmlError::NoElement, Span::at(end));
        }
        self.close_all(end)
    }

    fn failure(&mut self, error: &Error, at: usize, reached: usize) -> Progress {
        let kind = match error {
            Error::Syntax(QuickError::UnclosedCData) => XmlError::UnclosedCdata,
            Error::Syntax(QuickError::UnclosedComment) => XmlError::UnclosedComment,
            Error::Syntax(
                QuickError::UnclosedTag
                | QuickError::UnclosedSingleQuotedAttributeValue
                | QuickError::UnclosedDoubleQuotedAttributeValue,
            ) => XmlError::UnclosedTag,
            _ => XmlError::BadMarkup,
        };
        let end = if reached > at { reached } else { self.text.len() };
        self.report(kind, Span::new(at, end));
        if matches!(error, Error::IllFormed(_)) { Progress::Reading } else { self.close_all(self.text.len()) }
    }

    fn close_all(&mut self, at: usize) -> Progress {
        while self.open.is_some() {
            self.close(Span::at(at));
        }
        Progress::Done(at)
    }

    /// Reports each run of characters that XML does not allow.
    fn check_characters(&mut self, span: Span) {
        let mut rest = span.of(self.text);
        while let Some(at) = rest.find(|c| !is_allowed(c)) {
            let run = &rest[at..];
            let length = run.find(is_allowed).unwrap_or(run.len());
            let start = span.end - run.len();
            self.report(XmlError::BadCharacter, Span::new(start, start + length));
            rest = &run[length..];
        }
    }

    fn report(&mut self, error: XmlError, span: Span) -> Progress {
        self.errors.report(SyntaxError { kind: SyntaxErrorKind::Xml(error), span, node: self.open });
        Progress::Reading
    }
}

/// Whether `<!` in front of such a text begins a comment, a CDATA section or a document type declaration.
fn begins_declaration(text: &str) -> bool {
    let doctype = "DOCTYPE";
    text.starts_with("--")
        || text.starts_with("[CDATA[")
        || text.get(..doctype.len()).is_some_and(|start| start.eq_ignore_ascii_case(doctype))
}

/// quick-xml counts in u64; a text in memory is never longer than a usize says.
fn offset(position: u64) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}
