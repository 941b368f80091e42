//! One character at a time, as it was before someone escaped it: `%5F`, `\u005f`, `&#95;` and `_` are the same.

/// What a character beyond ASCII is read as.
pub(super) const BEYOND_ASCII: u8 = 0x80;

/// More levels of `%2525…` or `&amp;amp;…` than this are taken for text.
const DEEPEST: u8 = 4;

/// One character, and how it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    /// The character itself; [`BEYOND_ASCII`] stands for all others. A run of backslashes that escapes nothing known
    /// is one backslash.
    pub(super) byte: u8,
    /// The bytes it takes in the text.
    pub(super) len: usize,
    /// The backslashes before a quote or in a `\n`.
    pub(super) backslashes: usize,
    /// How many times it was encoded: 1 for `%22`, `&quot;` and `\u0022`, 2 for `%2522`.
    pub(super) depth: u8,
    /// Whether it was encoded as in an address.
    pub(super) percent: bool,
}

impl Unit {
    /// A character that stands as it is.
    pub(super) const fn plain(byte: u8, len: usize) -> Self {
        Self { byte, len, backslashes: 0, depth: 0, percent: false }
    }

    const fn encoded(byte: u8, len: usize, depth: u8) -> Self {
        // What was encoded beyond ASCII is a part of such a character.
        let byte = if byte < BEYOND_ASCII { byte } else { BEYOND_ASCII };
        Self { byte, len, backslashes: 0, depth, percent: false }
    }

    pub(super) const fn is_quote(self) -> bool {
        matches!(self.byte, b'"' | b'\'' | b'`')
    }

    pub(super) const fn is_blank(self) -> bool {
        matches!(self.byte, b' ' | b'\t')
    }

    pub(super) const fn is_newline(self) -> bool {
        matches!(self.byte, b'\n' | b'\r')
    }

    /// What a name is made of.
    pub(super) const fn is_of_name(self) -> bool {
        self.byte.is_ascii_alphanumeric() || matches!(self.byte, b'_' | b'-')
    }

    /// Whether this quote ends what `opener` began: written in the same way, or in fewer escapes, as then it ends what
    /// stands around.
    pub(super) const fn closes(self, opener: Self) -> bool {
        if self.byte != opener.byte || self.depth > opener.depth {
            return false;
        }
        // In a text escaped k times a quote has 2^k - 1 backslashes, and every backslash before it twice as many.
        let own = opener.backslashes;
        self.depth < opener.depth || self.backslashes <= own || self.backslashes % (2 * (own + 1)) == own
    }
}

/// The character at `at`; `None` at the end. Looks no further than a run of backslashes goes.
pub(super) fn unit(text: &str, at: usize) -> Option<Unit> {
    #[cfg(test)]
    tests::READ.with(|read| read.set(read.get() + 1));
    let rest = text.as_bytes().get(at..)?;
    let first = *rest.first()?;
    Some(match first {
        b'%' => percent(rest).unwrap_or(Unit::plain(first, 1)),
        b'&' => entity(rest),
        b'\\' | b'^' => escape(rest),
        // How PowerShell escapes a quote.
        b'`' if rest.get(1) == Some(&b'"') => Unit { backslashes: 1, ..Unit::plain(b'"', 2) },
        0..BEYOND_ASCII => Unit::plain(first, 1),
        _ => Unit::plain(BEYOND_ASCII, text[at..].chars().next().map_or(1, char::len_utf8)),
    })
}

/// `%5F`, `%255F`, …
fn percent(rest: &[u8]) -> Option<Unit> {
    let (mut at, mut depth) = (1, 1);
    while depth < DEEPEST && rest[at..].starts_with(b"25") && hex(rest, at + 2, 2).is_some() {
        (at, depth) = (at + 2, depth + 1);
    }
    let byte = u8::try_from(hex(rest, at, 2)?).ok()?;
    Some(Unit { percent: true, ..Unit::encoded(byte, at + 2, depth) })
}

/// `&quot;`, `&#34;`, `&#x22;`, `&amp;quot;` …, or an ampersand, written `&`, `&amp;`, `&amp;amp;` …
fn entity(rest: &[u8]) -> Unit {
    const NAMES: [(&[u8], u8); 4] = [(b"quot;", b'"'), (b"apos;", b'\''), (b"lt;", b'<'), (b"gt;", b'>')];
    let (mut at, mut depth) = (1, 0);
    while depth < DEEPEST && rest[at..].starts_with(b"amp;") {
        (at, depth) = (at + 4, depth + 1);
    }
    let behind = &rest[at..];
    if let Some((name, byte)) = NAMES.iter().find(|(name, _)| behind.starts_with(name)) {
        return Unit::encoded(*byte, at + name.len(), depth + 1);
    }
    numbered(behind)
        .map_or(Unit::encoded(b'&', at, depth), |(byte, len)| Unit::encoded(byte, at + len, depth + 1))
}

/// `#95;`, `#x5f;`.
fn numbered(rest: &[u8]) -> Option<(u8, usize)> {
    const LONGEST: usize = 8;
    let digits = rest.strip_prefix(b"#")?;
    let end = digits.iter().take(LONGEST).position(|byte| *byte == b';')?;
    let number = std::str::from_utf8(&digits[..end]).ok()?;
    let code = match number.strip_prefix(['x', 'X']) {
        Some(number) => u32::from_str_radix(number, 16).ok()?,
        None => number.parse().ok()?,
    };
    Some((u8::try_from(code).unwrap_or(BEYOND_ASCII), end + 2))
}

/// A run of backslashes, or of the carets of Windows, and what it escapes.
fn escape(rest: &[u8]) -> Unit {
    let run = rest.iter().position(|byte| !matches!(byte, b'\\' | b'^')).unwrap_or(rest.len());
    let backslashes = rest[..run].iter().map(|byte| usize::from(*byte == b'\\')).sum();
    let escapes = rest[run - 1] == b'\\';
    let simple = |byte| Unit { backslashes, ..Unit::plain(byte, run + 1) };
    match rest.get(run) {
        Some(quote @ (b'"' | b'\'')) => simple(*quote),
        Some(b'n') if escapes => simple(b'\n'),
        Some(b'r') if escapes => simple(b'\r'),
        Some(b't') if escapes => simple(b'\t'),
        Some(b'/') if escapes => simple(b'/'),
        Some(b'u') if escapes => coded(rest, run, 4),
        Some(b'x') if escapes => coded(rest, run, 2),
        _ => Unit::plain(b'\\', run),
    }
}

/// `\u005f`, `\x5f`.
fn coded(rest: &[u8], run: usize, digits: usize) -> Unit {
    match hex(rest, run + 1, digits) {
        Some(code) => Unit::encoded(u8::try_from(code).unwrap_or(BEYOND_ASCII), run + 1 + digits, 1),
        None => Unit::plain(b'\\', run),
    }
}

fn hex(rest: &[u8], at: usize, digits: usize) -> Option<u32> {
    let digits = rest.get(at..at + digits)?;
    digits.iter().try_fold(0, |code, digit| Some(code << 4 | char::from(*digit).to_digit(16)?))
}

#[cfg(test)]
pub(super) mod tests {
    use std::cell::Cell;

    use super::*;

    thread_local! {
        /// How many characters were read, for the test that this grows with the text and no faster.
        pub(in super::super) static READ: Cell<usize> = const { Cell::new(0) };
    }

    #[test]
    fn a_character_is_the_same_however_it_was_escaped() {
        for (text, byte, depth) in [
            ("_", b'_', 0),
            ("%5F", b'_', 1),
            ("%5f", b'_', 1),
            ("%25255F", b'_', 3),
            ("\\u005f", b'_', 1),
            ("\\\\\\\\u005F", b'_', 1),
            ("\\x5f", b'_', 1),
            ("&#95;", b'_', 1),
            ("&#x5F;", b'_', 1),
            ("&amp;#95;", b'_', 2),
            ("&quot;", b'"', 1),
            ("&amp;", b'&', 1),
            ("&", b'&', 0),
            ("%E5", BEYOND_ASCII, 1),
            ("发", BEYOND_ASCII, 0),
        ] {
            let read = unit(text, 0).expect("a character");
            assert_eq!((read.byte, read.depth, read.len), (byte, depth, text.len()), "{text}");
        }
    }

    #[test]
    fn quotes_know_what_they_close() {
        let quote = |text| unit(text, 0).expect("a quote");
        let (plain, once, twice) = (quote("\""), quote("\\\""), quote("\\\\\\\""));
        assert!(plain.closes(plain) && once.closes(once) && twice.closes(twice));
        assert!(!once.closes(plain) && !twice.closes(once) && !quote("%22").closes(plain));
        assert!(plain.closes(once), "it ends what stands around");
        assert!(quote("\\\\\"").closes(plain), "a backslash is the last character");
        assert!(quote("^\\^\"").closes(once), "carets do not count");
    }

    #[test]
    fn what_is_no_escape_stands_for_itself() {
        for (text, byte, len) in
            [("%", b'%', 1), ("%2", b'%', 1), ("%25", b'%', 3), ("\\q", b'\\', 1), ("&x", b'&', 1)]
        {
            let read = unit(text, 0).expect("a character");
            assert_eq!((read.byte, read.len), (byte, len), "{text}");
        }
    }
}
