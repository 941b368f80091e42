//! Texts in colours: the copy that lies under a text area, and texts that are only shown.

use std::borrow::Cow;

use freepublish::Span;

pub mod highlight;
pub mod layer;
mod lines;

pub use highlight::Syntax;
pub use lines::Lines;

/// A text as a text area holds it: it knows line feeds only.
pub fn with_line_feeds(text: &str) -> Cow<'_, str> {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n").into() } else { text.into() }
}

/// Where a byte range of a text begins and ends in UTF-16 units, as the browser's text areas count.
pub fn utf16(text: &str, span: Span) -> (u32, u32) {
    let units = |text: &str| u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX);
    let start = units(Span::new(0, span.start).of(text));
    (start, start.saturating_add(units(span.of(text))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_told_in_the_units_of_the_browser() {
        assert_eq!(utf16("发😀<a>", Span::new("发😀".len(), "发😀<a>".len())), (3, 6));
    }

    #[test]
    fn every_line_end_becomes_a_line_feed() {
        assert_eq!(with_line_feeds("<a>\r\n1\r</a>\n"), "<a>\n1\n</a>\n");
    }
}
