//! What the browser does for the Simulate page: the clock that ticks, the editor of the scenario, the way to an entry.

use std::cell::Cell;

use freepublish::simulate::Millis;
use gloo_timers::callback::Interval;
use web_sys::{Element, HtmlTextAreaElement, ScrollIntoViewOptions, ScrollLogicalPosition};

use super::{after_drawing, id};
use crate::pages::simulate::entry_id;
use crate::state::{SimulateAction, SimulateEffect};

/// Time between two ticks, in milliseconds.
const TICK: u32 = 100;

/// The same for readers who asked for less motion: the clock jumps from second to second.
const CALM_TICK: u32 = 1_000;

/// A clock that runs as long as it is kept.
#[derive(Debug)]
pub struct Ticker(#[expect(dead_code, reason = "it stops when it is dropped")] Interval);

impl Ticker {
    /// Tells, again and again, how many milliseconds have passed since it last told. Browsers hold timers up in tabs that
    /// nobody sees, so the number is measured.
    pub fn new(tell: impl Fn(Millis) + 'static) -> Self {
        let last = Cell::new(js_sys::Date::now());
        let tick = move || {
            let now = js_sys::Date::now();
            tell(whole(now - last.replace(now)));
        };
        Self(Interval::new(if wants_calm() { CALM_TICK } else { TICK }, tick))
    }
}

/// Does what the page asks for; `tell` takes what it asked to be told.
pub fn run(effect: SimulateEffect, tell: impl Fn(SimulateAction)) {
    match effect {
        SimulateEffect::FocusEntry(at) => drop(super::go_to(&entry_id(at))),
        SimulateEffect::Select { start, end, line } => select(start, end, line),
        SimulateEffect::ShowEntry(at) => after_drawing(move || show(&entry_id(at))),
        SimulateEffect::TellTime => tell(SimulateAction::Time(now())),
    }
}

/// The present moment, in seconds since 1970.
fn now() -> i64 {
    whole(js_sys::Date::now() / 1_000.0)
}

#[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit for a long time")]
fn whole(number: f64) -> i64 {
    number as i64
}

fn wants_calm() -> bool {
    let query = super::window().and_then(|window| window.match_media("(prefers-reduced-motion)").ok()?);
    query.is_some_and(|query| query.matches())
}

/// Brings an element into view if it is not, and leaves the focus where it is.
fn show(id: &str) {
    if let Some(element) = super::by_id::<Element>(id) {
        show_element(&element);
    }
}

/// Selects a place in the editor of the scenario, given in UTF-16 units, and brings its line, counted from 0, into view.
fn select(start: u32, end: u32, line: usize) {
    let Some(area) = super::by_id::<HtmlTextAreaElement>(id::SCENARIO) else { return };
    drop(area.focus());
    drop(area.set_selection_range(start, end));
    let lines = super::by_id::<Element>(id::SCENARIO_LINES).map(|layer| layer.children());
    if let Some(line) = lines.and_then(|lines| lines.item(u32::try_from(line).unwrap_or(u32::MAX))) {
        show_element(&line);
    }
}

fn show_element(element: &Element) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}
