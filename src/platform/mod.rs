//! The only modules that touch the browser. Whatever it denies (storage in a private window, the clipboard without
//! HTTPS) is an ordinary answer here.

use freepublish::Lang;
use gloo_timers::callback::Timeout;
use js_sys::Function;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Document, Element, EventTarget, FocusEvent, FocusOptions, HtmlDialogElement, HtmlElement,
    HtmlTextAreaElement, KeyboardEvent, MouseEvent, ScrollIntoViewOptions, Window,
};

pub mod clipboard;
pub mod early;
pub mod file;

/// Ids of the elements that the page moves the focus to.
pub mod id {
    /// The dialog.
    pub const DIALOG: &str = "dialog";
    /// The text to copy by hand.
    pub const BY_HAND: &str = "by-hand";
    /// What reads the title out when another page is opened.
    pub const TITLE: &str = "page-title";
    /// What stands in the place of a page whose code is on its way.
    pub const COMING: &str = "coming";
    /// What the skip link leads to.
    pub const MAIN: &str = "main";
    /// The search box of the reference.
    pub const SEARCH: &str = "search";
    /// The text area of the Inspect page, which `index.html` has too.
    pub const SOURCE: &str = "source";
}

/// The window.
pub fn window() -> Option<Window> {
    web_sys::window()
}

/// The document.
pub fn document() -> Option<Document> {
    window()?.document()
}

/// The element of that id, where there is one and it is such a one.
pub fn by_id<T: JsCast>(id: &str) -> Option<T> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// A setting from the last visit.
pub fn remembered(key: &str) -> Option<String> {
    window()?.local_storage().ok()??.get_item(key).ok()?
}

/// Keeps a setting for the next visit. Where there is no storage, it lasts as long as the page.
pub fn remember(key: &str, value: &str) {
    if let Some(Ok(Some(storage))) = window().map(|window| window.local_storage()) {
        // A full or forbidden storage is no reason to stop.
        drop(storage.set_item(key, value));
    }
}

/// The first of the reader's languages that there are texts in.
pub fn language() -> Lang {
    let languages = window().map(|window| window.navigator().languages()).unwrap_or_default();
    languages.iter().find_map(|tag| Lang::from_tag(&tag.as_string()?)).unwrap_or(Lang::En)
}

/// The part of the address behind the `#`.
pub fn fragment() -> String {
    window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

/// This page's address with another fragment.
pub fn address_with(fragment: &str) -> String {
    let address = window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    let page = address.split('#').next().unwrap_or_default();
    [page, fragment].concat()
}

/// Tells the document its language, its colours and its title.
pub fn dress(lang: Lang, theme: &str, title: &str) {
    let Some(document) = document() else { return };
    document.set_title(title);
    if let Some(root) = document.document_element() {
        drop(root.set_attribute("lang", lang.tag()));
        drop(root.set_attribute("data-theme", theme));
    }
}

/// The present moment, in milliseconds since 1970.
#[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit for a long time")]
pub fn now() -> i64 {
    js_sys::Date::now() as i64
}

/// Minutes that the reader's clock was ahead of UTC at that moment.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "years up to 9999, offsets of hours"
)]
pub fn clock_offset(seconds: i64) -> i64 {
    let date = js_sys::Date::new(&JsValue::from_f64(seconds as f64 * 1000.0));
    -(date.get_timezone_offset() as i64)
}

/// The id of an element that an event is about, if it has one.
pub fn id_of(target: Option<EventTarget>) -> Option<String> {
    let element = target?.dyn_into::<Element>().ok()?;
    Some(element.id()).filter(|id| !id.is_empty())
}

/// Whether the focus is somewhere one types.
pub fn is_typing(target: Option<EventTarget>) -> bool {
    let element = target.and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| matches!(element.tag_name().as_str(), "TEXTAREA" | "INPUT" | "SELECT"))
}

/// What an effect points at may be about to be drawn.
pub fn after_drawing(work: impl FnOnce() + 'static) {
    Timeout::new(0, work).forget();
}

/// When the browser has nothing better to do. Where it cannot tell (Safari), soon.
pub fn when_idle(work: impl FnOnce() + 'static) {
    let work = Closure::once_into_js(work);
    let asked = window().map(|window| window.request_idle_callback(work.unchecked_ref()));
    if !matches!(asked, Some(Ok(_))) {
        after_drawing(move || drop(work.unchecked_ref::<Function>().call0(&JsValue::NULL)));
    }
}

/// Whether the reader has asked the browser to load no more than is needed.
pub fn saves_data() -> bool {
    let property = |of: &JsValue, name: &str| js_sys::Reflect::get(of, &name.into()).ok();
    let connection = window().and_then(|window| property(&window.navigator(), "connection"));
    let saves = connection.and_then(|connection| property(&connection, "saveData"));
    saves.is_some_and(|saves| saves.is_truthy())
}

/// Loads the page anew.
pub fn reload() {
    if let Some(window) = window() {
        drop(window.location().reload());
    }
}

/// Whether the focus is in the element of that id.
pub fn holds_focus(id: &str) -> bool {
    let focused = document().and_then(|document| document.active_element());
    let holder = focused.and_then(|focused| focused.closest(&["#", id].concat()).ok()?);
    holder.is_some()
}

/// Moves the focus.
pub fn focus(id: &str) {
    if let Some(element) = by_id::<HtmlElement>(id) {
        drop(element.focus());
    }
}

/// Brings an element into view and moves the focus to it. `false` when there is none.
pub fn go_to(id: &str) -> bool {
    let Some(element) = by_id::<HtmlElement>(id) else { return false };
    element.scroll_into_view_with_scroll_into_view_options(&ScrollIntoViewOptions::new());
    drop(element.focus());
    true
}

/// Begins at the top of the page that is shown: its heading takes the focus, so that screen readers read on from there.
pub fn begin_page() {
    let headings = document().and_then(|document| document.query_selector_all("main h1").ok());
    let shown = headings.into_iter().flat_map(|list| (0..list.length()).filter_map(move |at| list.item(at)));
    let shown = shown.filter_map(|node| node.dyn_into::<HtmlElement>().ok());
    if let Some(heading) = shown.into_iter().find(|heading| heading.offset_parent().is_some()) {
        drop(heading.set_attribute("tabindex", "-1"));
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        drop(heading.focus_with_options(&options));
    }
    if let Some(window) = window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// Goes to another fragment, as a link would.
pub fn set_fragment(fragment: &str) {
    if let Some(window) = window() {
        drop(window.location().set_hash(fragment));
    }
}

/// Opens the dialog and selects what is to be copied by hand in it, if anything is.
pub fn show_dialog() {
    if let Some(dialog) = by_id::<HtmlDialogElement>(id::DIALOG) {
        if !dialog.open() {
            drop(dialog.show_modal());
        }
        if let Some(text) = by_id::<HtmlTextAreaElement>(id::BY_HAND) {
            text.select();
        }
    }
}

/// Closes the dialog.
pub fn close_dialog() {
    if let Some(dialog) = by_id::<HtmlDialogElement>(id::DIALOG) {
        dialog.close();
    }
}

/// Closes the menu that a button inside it was pressed of.
pub fn close_menu(event: &MouseEvent) {
    close_around(event.target());
}

/// Closes a menu when Escape is pressed inside it, and gives the focus back to its button.
pub fn close_menu_on_escape(event: &KeyboardEvent) {
    if event.key() == "Escape"
        && let Some(menu) = close_around(event.target())
        && let Some(button) =
            menu.first_element_child().and_then(|button| button.dyn_into::<HtmlElement>().ok())
    {
        drop(button.focus());
    }
}

/// Closes a menu when the focus goes elsewhere.
pub fn close_left_menu(event: &FocusEvent) {
    let menu = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let menu = menu.and_then(|target| target.closest("details").ok()?);
    let next = event.related_target().and_then(|target| target.dyn_into::<Element>().ok());
    if let Some(menu) = menu
        && !menu.contains(next.as_deref())
    {
        drop(menu.remove_attribute("open"));
    }
}

fn close_around(target: Option<EventTarget>) -> Option<Element> {
    let menu = target?.dyn_into::<Element>().ok()?.closest("details").ok()??;
    drop(menu.remove_attribute("open"));
    Some(menu)
}
