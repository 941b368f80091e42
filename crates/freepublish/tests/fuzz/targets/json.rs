//! JSON as `serde_json` reads it.

use super::compare::json::difference;

pub(super) fn check(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    // `{\"` is the inside of a string, and read as such.
    if text.starts_with(['{', '[']) && !text.starts_with("{\\") {
        assert_eq!(difference(text), None);
    }
}
