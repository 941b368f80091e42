//! The text area. Changes made for the reader go through the browser's own editing, so that its undo takes them back.

use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlDocument, HtmlElement, HtmlTextAreaElement};

use super::id;
use crate::platform::{self, by_id};

/// Longer changes would keep the browser's editing busy for seconds; the page's own undo has to do.
const MAX_INSERTED: usize = 64 * 1024;

fn area() -> Option<HtmlTextAreaElement> {
    by_id(id::SOURCE)
}

/// Whether the text area is in sight, so that it can have the focus.
pub(super) fn is_shown() -> bool {
    area().is_some_and(|area| area.offset_parent().is_some())
}

/// What the editor holds.
pub(super) fn text() -> String {
    area().map(|area| area.value()).unwrap_or_default()
}

/// The length of that in UTF-16 units, without fetching it.
pub(super) fn length() -> u32 {
    area().map(|area| area.text_length()).unwrap_or_default()
}

/// Makes the editor hold `text`. The focus stays where it was.
pub(super) fn replace(text: &str) {
    let Some(area) = area() else { return };
    let before = area.value();
    if before == text {
        return;
    }
    let Change { start, end, inserted } = Change::between(&before, text);
    if inserted.len() <= MAX_INSERTED {
        keep_focus(&area, || {
            drop(area.set_selection_range(start, end));
            let command = if inserted.is_empty() { "delete" } else { "insertText" };
            exec(command, inserted);
        });
    }
    if area.value() != text {
        area.set_value(text);
    }
}

/// What was between two texts that begin and end alike. Offsets in UTF-16 units.
#[derive(Debug, PartialEq, Eq)]
struct Change<'a> {
    start: u32,
    end: u32,
    inserted: &'a str,
}

impl<'a> Change<'a> {
    fn between(before: &str, after: &'a str) -> Self {
        let alike = |(a, b): &(char, char)| a == b;
        let head: usize =
            before.chars().zip(after.chars()).take_while(alike).map(|(c, _)| c.len_utf8()).sum();
        let (before_rest, after_rest) = (&before[head..], &after[head..]);
        let ends = before_rest.chars().rev().zip(after_rest.chars().rev());
        let tail: usize = ends.take_while(alike).map(|(c, _)| c.len_utf8()).sum();
        let units = |text: &str| u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX);
        let start = units(&before[..head]);
        let end = start + units(&before_rest[..before_rest.len() - tail]);
        Self { start, end, inserted: &after_rest[..after_rest.len() - tail] }
    }
}

/// Takes back a change made by [`replace`]: by the browser's own undo, so that its history stays true, or else by
/// putting the text before it back.
pub(super) fn restore(text: &str) {
    undo();
    replace(text);
}

/// Lets the browser take back the last change.
pub(super) fn undo() {
    if let Some(area) = area() {
        keep_focus(&area, || exec("undo", ""));
    }
}

fn exec(command: &str, value: &str) {
    if let Some(document) = platform::document() {
        drop(
            document
                .unchecked_ref::<HtmlDocument>()
                .exec_command_with_show_ui_and_value(command, false, value),
        );
    }
}

/// Editing commands go where the focus is: where it cannot be had, as while another page is shown, nothing is done.
fn keep_focus(area: &HtmlTextAreaElement, work: impl FnOnce()) {
    let focused = || platform::document().and_then(|document| document.active_element());
    let before = focused();
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    drop(area.focus_with_options(&options));
    if focused().is_some_and(|element| element.id() == id::SOURCE) {
        work();
    }
    match before.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        Some(before) if before.id() != id::SOURCE => drop(before.focus_with_options(&options)),
        _ => {}
    }
}

/// Selects a place, given in UTF-16 units, and brings its line, counted from 0, into view.
pub(super) fn select(start: u32, end: u32, line: u32) {
    let Some(area) = area() else { return };
    drop(area.focus());
    drop(area.set_selection_range(start, end));
    if let (Some(scroller), Some(top)) = (by_id::<Element>(id::SCROLLER), line_top(line)) {
        scroller.scroll_into_view_with_scroll_into_view_options(&{
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            options
        });
        scroller.set_scroll_top(top - scroller.client_height() / 3);
    }
    // On getting the focus a browser brings the selection into view, sideways too.
    drop(area.blur());
    let options = FocusOptions::new();
    options.set_prevent_scroll(by_id::<Element>(id::LAYER).is_some());
    drop(area.focus_with_options(&options));
}

/// Where a line begins in the scrolled text, in pixels; `None` where lines are not laid out by us.
fn line_top(line: u32) -> Option<i32> {
    let layer = by_id::<HtmlElement>(id::LAYER)?;
    if layer.class_name().contains("windowed") {
        let row = row_height(&layer)?;
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a page of more than 2^31 pixels does not scroll"
        )]
        return Some((f64::from(line) * row) as i32);
    }
    let row: HtmlElement = layer.children().item(line)?.dyn_into().ok()?;
    Some(row.offset_top())
}

fn row_height(layer: &HtmlElement) -> Option<f64> {
    Some(layer.first_element_child()?.get_bounding_client_rect().height())
}

/// The first line in view of a layer that holds only lines in view, and how many fit.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small positive numbers")]
pub(super) fn view() -> Option<(usize, usize)> {
    let scroller = by_id::<Element>(id::SCROLLER)?;
    let row = row_height(&by_id(id::LAYER)?).filter(|row| *row > 0.0)?;
    let rows = |pixels: i32| (f64::from(pixels) / row).max(0.0) as usize;
    Some((rows(scroller.scroll_top()), rows(scroller.client_height()) + 1))
}

/// Tells the layer how large the whole text is and where its window begins. The policy of the page forbids style
/// attributes; setting properties is allowed.
pub(super) fn lay_out(lines: usize, columns: usize, first: usize) {
    let Some(scroller) = by_id::<HtmlElement>(id::SCROLLER) else { return };
    let style = scroller.style();
    for (name, value) in [("--lines", lines), ("--columns", columns), ("--first", first)] {
        drop(style.set_property(name, &value.to_string()));
    }
    let digits = lines.to_string().len();
    drop(style.set_property("--digits", &digits.max(2).to_string()));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(before: &str, after: &str, start: u32, end: u32, inserted: &str) {
        assert_eq!(Change::between(before, after), Change { start, end, inserted });
    }

    #[test]
    fn only_what_differs_is_replaced() {
        check("abc", "aXc", 1, 2, "X");
        check("😀发b", "😀布b", 2, 3, "布");
        check("aaa", "aa", 2, 3, "");
        check("", "a", 0, 0, "a");
        check("aba", "ababa", 3, 3, "ba");
    }
}
