//! How text is written in each of bash's quotes.

use crate::syntax::source_map::Quoting;

pub(super) static BARE: Quoting = Quoting {
    escape: |text| {
        // A backslash before a line feed joins lines.
        (!text.contains('\n')).then(|| backslashed(text, |c| " \t\r\"'\\$`&|;<>()*?[]{}#~!=^%".contains(c)))
    },
    empty: "''",
};

pub(super) static SINGLE: Quoting = Quoting { escape: |text| Some(text.replace('\'', r"'\''")), empty: "" };

pub(super) static DOUBLE: Quoting =
    Quoting { escape: |text| Some(backslashed(text, |c| "\"\\$`".contains(c))), empty: "" };

/// A here-document whose delimiter is not quoted.
pub(super) static HERE: Quoting =
    Quoting { escape: |text| Some(backslashed(text, |c| "\\$`".contains(c))), empty: "" };

/// `$'…'`.
pub(super) static ANSI: Quoting = Quoting {
    escape: |text| {
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '\n' => out.push_str("\\n"),
                '\r' => out.push_str("\\r"),
                '\t' => out.push_str("\\t"),
                '\\' | '\'' => out.extend(['\\', c]),
                control if control < ' ' || control == '\u{7f}' => return None,
                other => out.push(other),
            }
        }
        Some(out)
    },
    empty: "",
};

fn backslashed(text: &str, is_special: impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_special(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
