//! Values as people read them.

use freepublish::unseen::is_unseen;

/// The size of a text for people: `421 B`, `12.3 kB`.
pub fn size(bytes: usize) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{}.{} kB", bytes / 1_000, bytes / 100 % 10),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10),
    }
}

/// A character that nobody sees, written so that one does; `None` for all others.
pub fn unseen(c: char) -> Option<String> {
    match c {
        '\n' | '\r' | '\t' => Some(c.escape_default().to_string()),
        // It has a picture, that of a blank.
        '\u{a0}' => Some("U+00A0".to_owned()),
        _ if is_unseen(c) => Some(format!("U+{:04X}", u32::from(c))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_sees_is_written_out() {
        let shown: Vec<_> = "\u{feff}发\r\n".chars().map(unseen).collect();
        let expect = [Some("U+FEFF"), None, Some("\\r"), Some("\\n")].map(|it| it.map(str::to_owned));
        assert_eq!(shown, expect);
    }

    #[test]
    fn sizes_are_short() {
        assert_eq!(
            [size(0), size(999), size(12_345), size(8_388_608)],
            ["0 B", "999 B", "12.3 kB", "8.3 MB"]
        );
    }
}
