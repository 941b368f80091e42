//! What the browser does for the page: it carries the calls out, keeps the stream open, and cleans the address bar.

use gloo_timers::callback::Timeout;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

mod listening;
mod storage;

use self::listening::Listening;
use super::proxy::client;
use super::{Msg, Own, Place, Visit};
use crate::platform::{self, now};

/// What goes on while the page is open.
#[derive(Debug, Default)]
pub struct Runner {
    listening: Option<Listening>,
    retry: Option<Timeout>,
}

impl Runner {
    /// Does what the page asks for; `send` takes what comes of it.
    pub(super) fn run(&mut self, own: Own, send: &Callback<Msg>) {
        let send = send.clone();
        match own {
            Own::CleanAddress => clean_address(),
            Own::Check(generation, proxy) => {
                spawn_local(async move { send.emit(Msg::Checked(generation, client::check(&proxy).await)) });
            }
            Own::Deliver { delivery, proxy } => {
                spawn_local(async move {
                    let result = client::deliver(&proxy, &delivery.cursor, &delivery.target).await;
                    send.emit(delivery.over(now(), result));
                });
            }
            Own::ListEarlier(generation, proxy) => {
                spawn_local(
                    async move { send.emit(Msg::Earlier(generation, client::earlier(&proxy).await)) },
                );
            }
            Own::Listen { generation, proxy, from } => {
                self.retry = None;
                self.listening = Listening::begin(generation, proxy, from, &send);
            }
            Own::Look(generation, proxy) => {
                spawn_local(async move {
                    if let Some(health) = client::look(&proxy).await {
                        send.emit(Msg::Told(generation, health));
                    }
                });
            }
            Own::Query { job, publish_id, proxy } => {
                spawn_local(async move {
                    let reply = client::query(&proxy, &publish_id).await;
                    send.emit(Msg::Queried { job, at: now(), reply });
                });
            }
            Own::Remember(kept) => storage::remember(kept),
            Own::RetryLater(generation, pause) => {
                self.retry = Some(Timeout::new(pause, move || send.emit(Msg::Retry(generation))));
            }
            Own::Save(saved) => storage::save(saved.as_ref()),
            Own::StopListening => *self = Self::default(),
            Own::Submit { job, body, proxy } => {
                spawn_local(async move {
                    let sent_at = now();
                    let reply = client::submit(&proxy, &body).await;
                    send.emit(Msg::Answered { job, sent_at, at: now(), reply });
                });
            }
            Own::Visit => send.emit(Msg::Visit(visit())),
        }
    }
}

/// The key of a link is in memory by now, and nobody is to read it over a shoulder, from the history or in a bookmark.
fn clean_address() {
    let Some(window) = platform::window() else { return };
    let clean = Place::href();
    if platform::fragment() != clean
        && let Ok(history) = window.history()
    {
        drop(history.replace_state_with_url(&JsValue::NULL, "", Some(clean)));
    }
}

fn visit() -> Visit {
    let origin = platform::window().and_then(|window| window.location().origin().ok()).unwrap_or_default();
    Visit { origin, kept: storage::kept(), saved: storage::saved(), now: now() }
}
