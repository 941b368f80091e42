//! The two downloads: a part of the page in the reader's language is there first, and all of it takes over when
//! more is asked for. The other half of this is `www/start.js`, which sets `freepublishLab` up before either starts.
//! Under `trunk serve` there is one download, no such object, and nothing to take over.

use std::rc::Rc;

use freepublish::Lang;
use wasm_bindgen::prelude::*;

use crate::state::{Errand, Handover, Theme};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = freepublishLab, catch, js_name = onLeave)]
    fn set_on_leave(leave: JsValue) -> Result<(), JsValue>;

    #[wasm_bindgen(js_namespace = freepublishLab, catch, js_name = fetchMore)]
    fn fetch_more(
        text: &str,
        before: Option<&str>,
        errand: Option<usize>,
        lang: &str,
        theme: &str,
        failed: JsValue,
    ) -> Result<(), JsValue>;

    type HandedOver;
    #[wasm_bindgen(method, getter)]
    fn text(this: &HandedOver) -> String;
    #[wasm_bindgen(method, getter)]
    fn before(this: &HandedOver) -> Option<String>;
    #[wasm_bindgen(method, getter)]
    fn errand(this: &HandedOver) -> Option<usize>;
    #[wasm_bindgen(method, getter)]
    fn lang(this: &HandedOver) -> String;
    #[wasm_bindgen(method, getter)]
    fn theme(this: &HandedOver) -> String;

    #[wasm_bindgen(js_namespace = freepublishLab, catch, js_name = takeHandover)]
    fn take_handover() -> Result<Option<HandedOver>, JsValue>;
}

/// Says how to end this page, so that another can take its place.
pub fn on_leave(leave: impl FnOnce() + 'static) {
    drop(set_on_leave(Closure::once_into_js(leave)));
}

/// Fetches the rest, and lets it take over. `failed` is called when it cannot be had.
pub fn fetch(handover: &Handover, failed: impl FnOnce() + 'static) {
    let Handover { text, before, errand, lang, theme } = handover;
    let errand = errand.map(Errand::number);
    let failed = Closure::once_into_js(failed);
    drop(fetch_more(text, before.as_deref(), errand, lang.tag(), theme.name(), failed));
}

/// What there is to go on with.
pub fn taken_over() -> Option<Handover> {
    let from = take_handover().ok()??;
    Some(Handover {
        text: from.text().into(),
        before: from.before().map(Rc::from),
        errand: from.errand().map(Errand::from_number),
        lang: Lang::from_tag(&from.lang()).unwrap_or_default(),
        theme: Theme::from_name(&from.theme()),
    })
}
