//! What is kept as long as the tab.

use js_sys::JSON;
use serde::Serialize as _;
use serde_wasm_bindgen::Serializer;
use web_sys::Storage;

use crate::live::Saved;
use crate::platform;
use crate::shell::Secret;

/// Where the address of the proxy is kept, if the reader wishes so.
const ADDRESS: &str = "freepublish-lab.proxy";

/// The same for its key.
const KEY: &str = "freepublish-lab.proxy-key";

/// Where the drafts that were submitted are kept. Nothing among them opens anything.
const JOBS: &str = "freepublish-lab.jobs";

/// Address and key of the proxy.
pub(super) fn kept() -> Option<(String, Secret)> {
    let storage = storage()?;
    let address = storage.get_item(ADDRESS).ok()??;
    Some((address, Secret::new(storage.get_item(KEY).ok()??)))
}

/// Keeps address and key; `None` keeps nothing.
pub(super) fn remember(kept: Option<(String, Secret)>) {
    let Some(storage) = storage() else { return };
    if let Some((address, key)) = kept {
        drop(storage.set_item(ADDRESS, &address));
        drop(storage.set_item(KEY, key.reveal()));
    } else {
        drop(storage.remove_item(ADDRESS));
        drop(storage.remove_item(KEY));
    }
}

/// The drafts.
pub(super) fn saved() -> Option<Saved> {
    let text = storage()?.get_item(JOBS).ok()??;
    serde_wasm_bindgen::from_value(JSON::parse(&text).ok()?).ok()
}

/// Keeps the drafts; `None` keeps none.
pub(super) fn save(saved: Option<&Saved>) {
    let Some(storage) = storage() else { return };
    let text = saved.and_then(|saved| {
        let value = saved.serialize(&Serializer::json_compatible()).ok()?;
        JSON::stringify(&value).ok()
    });
    drop(match text {
        Some(text) => storage.set_item(JOBS, &String::from(text)),
        None => storage.remove_item(JOBS),
    });
}

/// `sessionStorage`: gone with the tab.
fn storage() -> Option<Storage> {
    platform::window()?.session_storage().ok()?
}
