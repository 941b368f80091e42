//! What the browser does for the page: the clock that ticks, the editor of the scenario, the way to an entry.

use std::cell::Cell;

use gloo_timers::callback::Interval;
use web_sys::{Element, HtmlTextAreaElement, ScrollIntoViewOptions, ScrollLogicalPosition};
use yew::Callback;

use super::{Msg, Own, id};
use crate::platform::{self, after_drawing};

/// Time between two ticks, in milliseconds.
const TICK: u32 = 100;

/// The same for readers who asked for less motion: the clock jumps from second to second.
const CALM_TICK: u32 = 1_000;

/// What goes on while the page is open.
#[derive(Debug, Default)]
pub struct Runner {
    clock: Option<Ticker>,
}

impl Runner {
    /// Does what the page asks for; `send` takes what comes of it.
    pub(super) fn run(&mut self, own: Own, send: &Callback<Msg>) {
        match own {
            Own::Select { start, end, line } => select(start, end, line),
            Own::ShowEntry(at) => after_drawing(move || show(&id::entry(at))),
            Own::StartClock => self.clock = Some(Ticker::new(send.clone())),
            Own::StopClock => self.clock = None,
            Own::TellTime => send.emit(Msg::Time(platform::now().div_euclid(1_000))),
        }
    }
}

/// A clock that runs as long as it is kept.
#[derive(Debug)]
struct Ticker(#[expect(dead_code, reason = "it stops when it is dropped")] Interval);

impl Ticker {
    /// Tells, again and again, how many milliseconds have passed since it last told. Browsers hold timers up in tabs that
    /// nobody sees, so the number is measured.
    fn new(send: Callback<Msg>) -> Self {
        let last = Cell::new(platform::now());
        let tick = move || {
            let now = platform::now();
            send.emit(Msg::Tick(now - last.replace(now)));
        };
        Self(Interval::new(if wants_calm() { CALM_TICK } else { TICK }, tick))
    }
}

fn wants_calm() -> bool {
    let query = platform::window().and_then(|window| window.match_media("(prefers-reduced-motion)").ok()?);
    query.is_some_and(|query| query.matches())
}

/// Brings an element into view if it is not, and leaves the focus where it is.
fn show(id: &str) {
    if let Some(element) = platform::by_id::<Element>(id) {
        show_element(&element);
    }
}

/// Selects a place in the editor of the scenario, given in UTF-16 units, and brings its line, counted from 0, into view.
fn select(start: u32, end: u32, line: usize) {
    let Some(area) = platform::by_id::<HtmlTextAreaElement>(id::SCENARIO) else { return };
    drop(area.focus());
    drop(area.set_selection_range(start, end));
    let lines = platform::by_id::<Element>(id::SCENARIO_LINES).map(|layer| layer.children());
    if let Some(line) = lines.and_then(|lines| lines.item(u32::try_from(line).unwrap_or(u32::MAX))) {
        show_element(&line);
    }
}

fn show_element(element: &Element) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}
