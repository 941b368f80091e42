//! The clipboard: by the modern way, by the old way, or not at all.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{HtmlDocument, HtmlTextAreaElement};

/// Copies a text and says whether that worked.
pub fn copy(text: String, done: impl FnOnce(bool, String) + 'static) {
    // Without HTTPS there is no `navigator.clipboard` at all, whatever the bindings promise.
    let clipboard = super::window().map(|window| window.navigator().clipboard());
    let clipboard = clipboard.filter(|clipboard| !JsValue::from(clipboard).is_undefined());
    spawn_local(async move {
        let written = match clipboard {
            Some(clipboard) => JsFuture::from(clipboard.write_text(&text)).await.is_ok(),
            None => false,
        };
        let done_by = written || copy_by_command(&text).unwrap_or(false);
        done(done_by, text);
    });
}

/// `execCommand("copy")` copies what is selected in the document.
fn copy_by_command(text: &str) -> Option<bool> {
    let document = super::document()?;
    let focused = document.active_element();
    let holder: HtmlTextAreaElement = document.create_element("textarea").ok()?.dyn_into().ok()?;
    holder.set_value(text);
    holder.set_class_name("sr-only");
    document.body()?.append_child(&holder).ok()?;
    holder.select();
    let copied = document.unchecked_ref::<HtmlDocument>().exec_command("copy").ok();
    holder.remove();
    if let Some(focused) = focused.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        drop(focused.focus());
    }
    copied
}
