//! What the browser does for the Live page: it carries the calls out, keeps the stream open, and cleans the address bar.

use gloo_timers::callback::Timeout;
use js_sys::JSON;
use serde::Serialize as _;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::Storage;

use self::listening::Listening;
use crate::proxy_client::{self, now};
use crate::route::Route;
use crate::state::live::{Page, Saved};
use crate::state::{LiveAction, LiveEffect, Secret};

mod listening;

/// Where the address of the proxy is kept as long as the tab, if the reader wishes so.
const ADDRESS: &str = "freepublish-lab.proxy";

/// The same for its key.
const KEY: &str = "freepublish-lab.proxy-key";

/// Where the drafts that were submitted are kept as long as the tab. Nothing among them opens anything.
const JOBS: &str = "freepublish-lab.jobs";

/// What goes on while the page is open.
#[derive(Debug, Default)]
pub struct Runner {
    listening: Option<Listening>,
    retry: Option<Timeout>,
}

impl Runner {
    /// Does what the page asks for; `tell` takes what comes of it.
    pub fn run(&mut self, effect: LiveEffect, tell: impl Fn(LiveAction) + 'static) {
        match effect {
            LiveEffect::CleanAddress => clean_address(),
            LiveEffect::CloseDialog => super::close_dialog(),
            LiveEffect::Check(generation, proxy) => {
                spawn_local(async move {
                    tell(LiveAction::Checked(generation, proxy_client::check(&proxy).await));
                });
            }
            LiveEffect::Deliver { delivery, proxy } => {
                spawn_local(async move {
                    let result = proxy_client::deliver(&proxy, &delivery.cursor, &delivery.target).await;
                    tell(delivery.over(now(), result));
                });
            }
            LiveEffect::FocusSubmit => super::after_drawing(|| super::focus(super::id::SUBMIT)),
            LiveEffect::FocusTarget => super::after_drawing(|| super::focus(super::id::TARGET)),
            LiveEffect::ListDrafts(generation, proxy) => {
                spawn_local(async move {
                    if let Some(drafts) = proxy_client::drafts(&proxy).await {
                        tell(LiveAction::Drafts(generation, drafts));
                    }
                });
            }
            LiveEffect::ListEarlier(generation, proxy) => {
                spawn_local(async move {
                    tell(LiveAction::Earlier(generation, proxy_client::earlier(&proxy).await));
                });
            }
            LiveEffect::Listen { generation, proxy, from } => {
                self.retry = None;
                self.listening = Listening::begin(generation, proxy, from, tell);
            }
            LiveEffect::Query { job, publish_id, proxy } => {
                spawn_local(async move {
                    let reply = proxy_client::query(&proxy, &publish_id).await;
                    tell(LiveAction::Queried { job, at: now(), reply });
                });
            }
            LiveEffect::Remember(kept) => remember(kept),
            LiveEffect::Save(saved) => save(saved.as_ref()),
            LiveEffect::RetryLater(generation, pause) => {
                self.retry = Some(Timeout::new(pause, move || tell(LiveAction::Retry(generation))));
            }
            LiveEffect::StopListening => *self = Self::default(),
            LiveEffect::Submit { job, body, proxy } => {
                spawn_local(async move {
                    let sent_at = now();
                    let reply = proxy_client::submit(&proxy, &body).await;
                    tell(LiveAction::Answered { job, sent_at, at: now(), reply });
                });
            }
            LiveEffect::TellPage => tell(LiveAction::Arrive(page())),
        }
    }
}

/// The key of a link is in memory by now, and nobody is to read it over a shoulder, from the history or in a bookmark.
fn clean_address() {
    let Some(window) = super::window() else { return };
    let clean = Route::Live { invitation: None }.href();
    if super::fragment() != clean
        && let Ok(history) = window.history()
    {
        drop(history.replace_state_with_url(&JsValue::NULL, "", Some(&clean)));
    }
}

fn page() -> Page {
    let origin = super::window().and_then(|window| window.location().origin().ok()).unwrap_or_default();
    let kept = storage().and_then(|storage| {
        let address = storage.get_item(ADDRESS).ok()??;
        Some((address, Secret::new(storage.get_item(KEY).ok()??)))
    });
    Page { origin, kept, saved: saved(), now: now() }
}

fn saved() -> Option<Saved> {
    let text = storage()?.get_item(JOBS).ok()??;
    serde_wasm_bindgen::from_value(JSON::parse(&text).ok()?).ok()
}

fn save(saved: Option<&Saved>) {
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

fn remember(kept: Option<(String, Secret)>) {
    let Some(storage) = storage() else { return };
    if let Some((address, key)) = kept {
        drop(storage.set_item(ADDRESS, &address));
        drop(storage.set_item(KEY, key.reveal()));
    } else {
        drop(storage.remove_item(ADDRESS));
        drop(storage.remove_item(KEY));
    }
}

/// `sessionStorage`: gone with the tab.
fn storage() -> Option<Storage> {
    super::window()?.session_storage().ok()?
}
