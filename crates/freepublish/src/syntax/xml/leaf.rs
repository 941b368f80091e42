//! A fast way past what callbacks are made of: elements that hold one text.

use std::borrow::Cow;

use super::Reader;
use crate::MAX_DEPTH;
use crate::span::Span;

impl Reader<'_> {
    /// Reads the elements from `at` on that hold nothing but one CDATA section or one text without entities, and says
    /// where they end. quick-xml's events would say the same; but nearly every element of a callback is such a one, and
    /// its three events take longer than all that is done with them.
    pub(super) fn leaves(&mut self, mut at: usize) -> usize {
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
        let tag =
            rest.strip_prefix('<').filter(|tag| !tag.starts_with(|first: char| first.is_ascii_digit()))?;
        let is_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
        let (name, behind) = tag.split_at(tag.bytes().position(|byte| !is_name(byte)).filter(|at| *at > 0)?);
        let inside = behind.strip_prefix('>')?;
        let (content, end_tag) = if let Some(data) = inside.strip_prefix("<![CDATA[") {
            data.split_once("]]>").filter(|(content, _)| !(self.has_returns && content.contains('\r')))?
        } else if inside.starts_with(|first: char| first.is_ascii_whitespace()) {
            // Not a part of the text: the reader knows how much of it to skip.
            return None;
        } else {
            // A `>` may end a `]]>`, and a carriage return is read as a line feed.
            inside.split_at(inside.bytes().position(|byte| matches!(byte, b'<' | b'&' | b'>' | b'\r'))?)
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
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::sample::select;
    use proptest::test_runner::{Config, RngSeed};
    use proptest::{prop_assert_eq, proptest};

    use crate::MAX_DEPTH;
    use crate::syntax::SyntaxErrorKind;
    use crate::syntax::xml::{XmlError, read};

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
