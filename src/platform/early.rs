//! The time before the page stands: the text area of `index.html`, whose text, focus and caret the page takes along, and
//! the banner of `www/early.js`, which has to know what a panic said.

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::HtmlTextAreaElement;

use super::id;

/// What was done before the page stood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Early {
    /// What was typed or pasted.
    pub text: String,
    /// The selection in it, in UTF-16 units, if the focus was there.
    pub selection: Option<(u32, u32)>,
}

impl Early {
    /// Reads it. To be called before the page replaces what `index.html` shows.
    pub fn read() -> Option<Self> {
        let area = area()?;
        let has_focus = super::document()?.active_element().is_some_and(|element| element.id() == id::SOURCE);
        let selection = || {
            Some((
                area.selection_start().ok()?.unwrap_or_default(),
                area.selection_end().ok()?.unwrap_or_default(),
            ))
        };
        Some(Self { text: area.value(), selection: if has_focus { selection() } else { None } })
    }

    /// Puts the focus and the caret where they were.
    pub fn go_on(&self) {
        let Some((start, end)) = self.selection else { return };
        if let Some(area) = super::by_id::<HtmlTextAreaElement>(id::SOURCE) {
            drop(area.focus());
            drop(area.set_selection_range(start, end));
        }
    }
}

/// Starts the page: at once, or when the word is finished that is being composed in the early text area.
pub fn start(start: impl FnOnce() + 'static) {
    let Some(area) = area().filter(|area| area.has_attribute("data-composing")) else { return start() };
    EventListener::once(&area, "compositionend", move |_| super::after_drawing(start)).forget();
}

/// Tells `www/early.js` what a panic says. The trap that follows is all that the browser hears of it.
pub fn tell_panics() {
    std::panic::set_hook(Box::new(|info| {
        // With nobody to tell, the trap itself is told.
        drop(js_sys::Reflect::set(&js_sys::global(), &"freepublishPanic".into(), &info.to_string().into()));
    }));
}

fn area() -> Option<HtmlTextAreaElement> {
    super::document()?.query_selector("#early #source").ok()??.dyn_into().ok()
}
