//! XML as roxmltree reads it.

use super::compare::xml::difference;

pub(super) fn check(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let lower = text.to_ascii_lowercase();
    let is_page = ["<html", "<head", "<body", "<!doctype html"].iter().any(|begin| lower.starts_with(begin));
    if text.starts_with('<') && !is_page {
        assert_eq!(difference(text), None);
    }
}
