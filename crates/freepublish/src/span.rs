//! Places in a text: byte offsets inside the library, lines, columns and UTF-16 units at its border.

/// A range of bytes in the text that was inspected, both ends on character boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset behind the last byte.
    pub end: usize,
}

impl Span {
    /// The bytes from `start` up to, not including, `end`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// An empty span: a place between two characters.
    pub const fn at(offset: usize) -> Self {
        Self { start: offset, end: offset }
    }

    /// The text the span covers; empty if it does not lie in `text`.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// The same span, `by` bytes further on.
    #[must_use]
    pub const fn shifted(self, by: usize) -> Self {
        Self { start: self.start + by, end: self.end + by }
    }
}

/// A line and a column, both counted from 1; columns count Unicode scalar values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in Unicode scalar values, from 1.
    pub column: u32,
}

/// How the offsets of a report count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OffsetUnit {
    /// Bytes of UTF-8, as Rust and the command line count.
    #[default]
    Utf8,
    /// UTF-16 code units, as JavaScript strings count.
    Utf16,
}

/// Finds lines, columns and UTF-16 offsets. Built once a text, asked as often as wanted: an answer takes the logarithm of
/// the number of lines, however long the lines are.
#[derive(Clone, Debug)]
pub struct LineIndex<'a> {
    text: &'a str,
    line_starts: Vec<usize>,
    /// What was counted up to every [`STEP`] bytes; empty when the text is ASCII, where all counts agree.
    counts: Vec<Count>,
}

/// Bytes between two counts.
const STEP: usize = 1024;

/// Characters and UTF-16 units before an offset.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    chars: usize,
    utf16: usize,
}

impl Count {
    fn add(&mut self, text: &str) {
        self.chars += text.chars().count();
        self.utf16 += text.encode_utf16().count();
    }
}

impl<'a> LineIndex<'a> {
    /// Reads the text once to learn where its lines begin.
    pub fn new(text: &'a str) -> Self {
        let mut line_starts = vec![0];
        line_starts.extend(text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1));
        let mut counts = Vec::new();
        if !text.is_ascii() {
            let mut count = Count::default();
            let mut done = 0;
            for at in (0..=text.len()).step_by(STEP) {
                let at = floor_char_boundary(text, at);
                count.add(&text[done..at]);
                counts.push(count);
                done = at;
            }
        }
        Self { text, line_starts, counts }
    }

    /// Characters and UTF-16 units before an offset on a character boundary.
    fn count(&self, offset: usize) -> Count {
        let Some(count) = self.counts.get(offset / STEP) else {
            return Count { chars: offset, utf16: offset };
        };
        let counted = floor_char_boundary(self.text, offset / STEP * STEP);
        let mut count = *count;
        count.add(&self.text[counted..offset]);
        count
    }

    /// The number of lines, at least 1.
    pub fn lines(&self) -> usize {
        self.line_starts.len()
    }

    /// The bytes of a line counted from 0, its line feed left out.
    pub fn line_span(&self, line: usize) -> Option<Span> {
        let start = *self.line_starts.get(line)?;
        let end = self.line_starts.get(line + 1).map_or(self.text.len(), |next| next - 1);
        Some(Span::new(start, end))
    }

    /// The line, counted from 0, that holds the byte at `offset`.
    pub fn line_of(&self, offset: usize) -> usize {
        self.line_starts.partition_point(|start| *start <= offset).saturating_sub(1)
    }

    /// Line and column of a byte offset; of the end of the text for an offset behind it.
    pub fn position(&self, offset: usize) -> Position {
        let offset = floor_char_boundary(self.text, offset);
        let line = self.line_of(offset);
        let column = self.count(offset).chars - self.count(self.line_starts[line]).chars + 1;
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Position { line: count(line + 1), column: count(column) }
    }

    /// A byte offset counted in `unit`.
    pub fn offset(&self, offset: usize, unit: OffsetUnit) -> usize {
        let offset = floor_char_boundary(self.text, offset);
        match unit {
            OffsetUnit::Utf8 => offset,
            OffsetUnit::Utf16 => self.count(offset).utf16,
        }
    }
}

/// The nearest character boundary at or before `offset`.
pub(crate) fn floor_char_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_offsets_count_what_is_asked() {
        let index = LineIndex::new("发布\n第😀篇");
        let behind_emoji = "发布\n第😀".len();
        assert_eq!(index.position(behind_emoji), Position { line: 2, column: 3 });
        assert_eq!(index.offset(behind_emoji, OffsetUnit::Utf8), behind_emoji);
        assert_eq!(index.offset(behind_emoji, OffsetUnit::Utf16), 6);
    }

    #[test]
    fn long_lines_are_counted_from_the_last_count_on() {
        for shift in 0..4 {
            let text = format!("{}\n{}", "a".repeat(shift), "发😀é".repeat(STEP));
            let index = LineIndex::new(&text);
            for (chars, (offset, _)) in text.char_indices().enumerate().step_by(97) {
                assert_eq!(index.offset(offset, OffsetUnit::Utf16), text[..offset].encode_utf16().count());
                if offset > shift {
                    assert_eq!(index.position(offset).column as usize, chars - shift, "{offset}");
                }
            }
            assert_eq!(index.offset(text.len(), OffsetUnit::Utf16), text.encode_utf16().count());
        }
    }

    #[test]
    fn an_offset_inside_a_character_or_behind_the_end_is_moved_back() {
        let index = LineIndex::new("发");
        assert_eq!(index.position(1), Position { line: 1, column: 1 });
        assert_eq!(index.position(99), Position { line: 1, column: 2 });
    }

    #[test]
    fn a_line_feed_at_the_end_begins_an_empty_line() {
        let index = LineIndex::new("a\n");
        assert_eq!(index.lines(), 2);
        assert_eq!(index.line_span(0), Some(Span::new(0, 1)));
        assert_eq!(index.line_span(1), Some(Span::at(2)));
        assert_eq!(index.line_span(2), None);
    }
}
