//! Web Locks. They are missing on pages over plain HTTP, and in the bindings: `web-sys` counts them as unstable.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::AbortSignal;

use crate::platform;

/// `navigator.locks`.
#[derive(Debug)]
pub(super) struct Manager {
    locks: JsValue,
    request: Function,
}

/// The browser's locks, if it has any.
pub(super) fn manager() -> Option<Manager> {
    let navigator = platform::window()?.navigator();
    let locks = Reflect::get(&navigator, &"locks".into()).ok()?;
    let request = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
    Some(Manager { locks, request })
}

impl Manager {
    /// Asks for a lock. It is held as long as the promise that `granted` returns is open; `signal` takes the question
    /// back. Without a signal the lock is taken away from whoever has it.
    pub(super) fn request(
        &self,
        name: &str,
        signal: Option<&AbortSignal>,
        granted: &Closure<dyn FnMut(JsValue) -> Promise>,
    ) -> Option<Promise> {
        let options = Object::new();
        match signal {
            Some(signal) => Reflect::set(&options, &"signal".into(), signal),
            None => Reflect::set(&options, &"steal".into(), &JsValue::TRUE),
        }
        .ok()?;
        let asked = self.request.call3(&self.locks, &name.into(), &options, granted.as_ref());
        asked.ok()?.dyn_into().ok()
    }
}
