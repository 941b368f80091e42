//! XML to a [`Tree`], on quick-xml's events. Ill-formed input is the normal case here: what is wrong is reported at its
//! place, what can be read is read.

use std::borrow::Cow;
use std::io::BufRead;

use quick_xml::Reader as Events;
use quick_xml::errors::{Error, SyntaxError as QuickError};
use quick_xml::events::{BytesRef, Event};

use super::tree::{Node, NodeId, Shape, Tree};
use super::{Document, Errors, Progress, SyntaxError, SyntaxErrorKind};
use crate::MAX_DEPTH;
use crate::span::Span;

/// What an XML document can have wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum XmlError {
    /// What follows `<` is no markup.
    BadMarkup,
    Doctype,
    /// An end tag that ends an element further out.
    MismatchedEnd,
    /// `&` that begins no reference.
    RawAmpersand,
    TooDeep,
    UnclosedCdata,
    UnclosedComment,
    UnclosedElement,
    UnclosedTag,
    /// `&nbsp;`: the span covers it all.
    UndeclaredEntity,
    /// An end tag without a start tag.
    UnmatchedEnd,
}

/// Reads the first element of `text` and everything in it.
pub(crate) fn read(text: &str) -> Document<'_> {
    let mut events = Events::from_str(text);
    let config = events.config_mut();
    // All three are checked below, where the open elements are known and reading can go on.
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    // A third of the events of a callback as WeChat lays it out would be line feeds between elements.
    config.trim_text_start = true;

    let mut reader =
        Reader { text, tree: Tree::new(), open: None, depth: 0, too_deep: 0, errors: Errors::default() };
    loop {
        let before = offset(events.buffer_position());
        let event = events.read_event();
        let end = offset(events.buffer_position());
        let span = Span::new(reader.behind_space(before, end), end);
        let is_tag = matches!(event, Ok(Event::Start(_) | Event::Empty(_) | Event::End(_)));
        let done = match event {
            Ok(Event::Start(tag)) => reader.start(span, tag.name().as_ref().len()),
            Ok(Event::Empty(tag)) => reader.empty(span, tag.name().as_ref().len()),
            Ok(Event::End(_)) => reader.end(span),
            Ok(Event::Text(_)) => reader.text(span),
            Ok(Event::CData(content)) => reader.append_text(content.into_inner()),
            Ok(Event::GeneralRef(reference)) => reader.reference(span, &reference),
            Ok(Event::DocType(_)) => reader.report(XmlError::Doctype, span),
            Ok(Event::Comment(_) | Event::PI(_) | Event::Decl(_)) => Progress::Reading,
            Ok(Event::Eof) => reader.end_of_text(text.len()),
            Err(error) => reader.failure(&error, offset(events.error_position()), span.end),
        };
        if let Progress::Done(end) = done {
            return Document { tree: reader.tree, end, errors: reader.errors };
        }
        if is_tag {
            events.stream().consume(reader.leaves(end) - end);
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    tree: Tree<'a>,
    /// The innermost open element; those around it are its parents.
    open: Option<NodeId>,
    depth: usize,
    /// How many elements are open below the deepest level that is kept.
    too_deep: usize,
    errors: Errors,
}

impl<'a> Reader<'a> {
    fn start(&mut self, tag: Span, name_length: usize) -> Progress {
        if self.depth >= MAX_DEPTH {
            if self.too_deep == 0 {
                self.report(XmlError::TooDeep, tag);
            }
            self.too_deep += 1;
            return Progress::Reading;
        }
        let id = self.push(tag, name_length);
        self.open = Some(id);
        self.depth += 1;
        Progress::Reading
    }

    /// Reads the elements from `at` on that hold nothing but one CDATA section or one text without entities, and says
    /// where they end. quick-xml's events would say the same; but nearly every element of a callback is such a one, and
    /// its three events take longer than all that is done with them.
    fn leaves(&mut self, mut at: usize) -> usize {
        while let Some(end) = self.leaf(at) {
            at = end;
        }
        at
    }

    fn leaf(&mut self, at: usize) -> Option<usize> {
        // Behind a text white space counts, and too deep down nothing is kept.
        self.open.filter(|id| self.tree[*id].text.is_empty() && self.depth < MAX_DEPTH)?;
        let place = |rest: &str| self.text.len() - rest.len();
        let rest = self.text[at..].trim_ascii_start();
        let tag = rest.strip_prefix('<')?;
        let is_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
        let (name, behind) = tag.split_at(tag.bytes().position(|byte| !is_name(byte)).filter(|at| *at > 0)?);
        let inside = behind.strip_prefix('>')?;
        let (content, end_tag) = if let Some(data) = inside.strip_prefix("<![CDATA[") {
            data.split_once("]]>")?
        } else if inside.starts_with(|first: char| first.is_ascii_whitespace()) {
            // Not a part of the text: the reader knows how much of it to skip.
            return None;
        } else {
            inside.split_at(inside.bytes().position(|byte| matches!(byte, b'<' | b'&'))?)
        };
        let behind = end_tag.strip_prefix("</")?.strip_prefix(name)?.strip_prefix('>')?;
        let (end, value_end) = (place(behind), place(end_tag));
        let id = self.push(Span::new(place(rest), place(inside)), name.len());
        let node = &mut self.tree[id];
        node.text = Cow::Borrowed(content);
        node.set_end(end);
        node.set_value_end(value_end);
        Some(end)
    }

    fn empty(&mut self, tag: Span, name_length: usize) -> Progress {
        if self.depth >= MAX_DEPTH {
            return Progress::Reading;
        }
        self.push(tag, name_length);
        self.done_at(tag.end)
    }

    #[inline]
    fn push(&mut self, tag: Span, name_length: usize) -> NodeId {
        let name_span = Span::new(tag.start + 1, tag.start + 1 + name_length);
        let mut node = Node::new(Shape::Element, name_span.of(self.text), name_span);
        node.set_start(tag.start);
        node.set_end(tag.end);
        node.set_value(Span::at(tag.end));
        self.tree.push(self.open, node)
    }

    fn end(&mut self, tag: Span) -> Progress {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return Progress::Reading;
        }
        let name = Span::new(tag.start + 2, tag.end - 1).of(self.text);
        if self.open.is_some_and(|id| self.tree[id].name == name) {
            self.close(tag);
            return self.done_at(tag.end);
        }
        let name = name.trim_end();
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
        let skipped =
            self.text.as_bytes()[before..end].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        let start = before + skipped;
        if skipped > 0 && self.open.is_some_and(|id| !self.tree[id].text.is_empty()) {
            self.append(Span::new(before, start));
        }
        start
    }

    fn text(&mut self, span: Span) -> Progress {
        if span.of(self.text).starts_with('&') {
            return self.raw_ampersand(span);
        }
        self.append(span)
    }

    fn append(&mut self, span: Span) -> Progress {
        self.append_text(Cow::Borrowed(span.of(self.text)))
    }

    #[inline]
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

    fn reference(&mut self, span: Span, reference: &BytesRef<'_>) -> Progress {
        let name = Span::new(span.start + 1, span.end - 1).of(self.text);
        let known = match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => reference.resolve_char_ref().ok().flatten(),
        };
        if let Some(character) = known {
            return self.append_text(Cow::Owned(character.to_string()));
        }
        let is_name = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ':' | '#'));
        if name.is_empty() || !is_name {
            // `&mid=1&idx=2;` is no entity but an address whose & nobody escaped.
            return self.raw_ampersand(span);
        }
        self.report(XmlError::UndeclaredEntity, span);
        self.append(span)
    }

    fn raw_ampersand(&mut self, span: Span) -> Progress {
        let ampersand = Span::new(span.start, span.start + 1);
        self.report(XmlError::RawAmpersand, ampersand);
        self.append(span)
    }

    fn end_of_text(&mut self, length: usize) -> Progress {
        if self.open.is_some() {
            self.report(XmlError::UnclosedElement, Span::at(length));
        }
        self.close_all(length)
    }

    fn failure(&mut self, error: &Error, at: usize, reached: usize) -> Progress {
        let error_kind = match error {
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
        self.report(error_kind, Span::new(at, end));
        if matches!(error, Error::IllFormed(_)) { Progress::Reading } else { self.close_all(self.text.len()) }
    }

    fn close_all(&mut self, at: usize) -> Progress {
        while self.open.is_some() {
            self.close(Span::at(at));
        }
        Progress::Done(at)
    }

    fn report(&mut self, error: XmlError, span: Span) -> Progress {
        self.errors.report(SyntaxError { kind: SyntaxErrorKind::Xml(error), span, node: self.open });
        Progress::Reading
    }
}

/// quick-xml counts in u64; a text in memory is never longer than a usize says.
fn offset(position: u64) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::sample::select;
    use proptest::test_runner::{Config, RngSeed};
    use proptest::{prop_assert_eq, proptest};

    use super::*;

    /// What a text comes to: of each node its depth and what stands at its places.
    fn read_as(text: &str) -> (Vec<(usize, [String; 5])>, Vec<SyntaxErrorKind>) {
        let document = read(text);
        let without_blank = |text: &str| text.replace("</a >", "</a>").replace("</b >", "</b>");
        let nodes = document.tree.walk().map(|(depth, node)| {
            let places = [node.span(), node.name_span(), node.value_span()].map(|span| span.of(text));
            let [whole, name_place, value] = places;
            (depth, [&node.name, &*node.text, whole, name_place, value].map(without_blank))
        });
        (nodes.collect(), document.errors.iter().map(|error| error.kind).collect())
    }

    #[test]
    fn an_element_that_is_too_deep_is_not_read_at_once() {
        let text = format!("{}<b>1</b>{}", "<a>".repeat(MAX_DEPTH), "</a>".repeat(MAX_DEPTH));
        let (nodes, codes) = read_as(&text);
        assert_eq!((nodes.len(), codes), (MAX_DEPTH, vec![SyntaxErrorKind::Xml(XmlError::TooDeep)]));
    }

    proptest! {
        #![proptest_config(Config {
            cases: 20_000,
            failure_persistence: None,
            rng_seed: RngSeed::Fixed(2_247_503_051),
            ..Config::default()
        })]

        /// With a blank in its end tag an element is left to quick-xml's events.
        #[test]
        fn an_element_read_at_once_is_what_its_events_say(
            pieces in vec(select(vec![
                "<a>", "<b>", "<b x='1'>", "</a>", "</b>", "<c/>", "<a><![CDATA[", "<![CDATA[", "]]></a>", "]]>", "]", ">", " ",
                "\n", "\u{c}", "x", "1", "文", "&amp;", "&", "<",
            ]), 0..16)
        ) {
            let text = format!("<a>{}", pieces.concat());
            let by_events = text.replace("</a>", "</a >").replace("</b>", "</b >");
            prop_assert_eq!(read_as(&text), read_as(&by_events));
        }
    }
}
