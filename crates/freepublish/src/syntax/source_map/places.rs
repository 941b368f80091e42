//! How tests tell where the characters of an inner text stand.

use super::MappedText;
use crate::span::Span;

impl MappedText<'_> {
    /// The outer text of each character of the inner one: as it is where both are the same, `[so]` where it is written
    /// otherwise, `{so}` where its value is not given.
    pub(crate) fn places(&self, outer: &str) -> String {
        let mut shown = String::new();
        let mut last = None;
        for (at, c) in self.text.char_indices() {
            let inner = Span::new(at, at + c.len_utf8());
            let place = self.outer(inner);
            let written = place.of(outer);
            match self.is_given(inner) {
                _ if last == Some(place) => {}
                true if written.chars().eq([c]) => shown.push(c),
                true => shown.extend(["[", written, "]"]),
                false => shown.extend(["{", written, "}"]),
            }
            last = Some(place);
        }
        shown
    }
}
