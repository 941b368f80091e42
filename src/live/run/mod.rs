//! What the browser does for the page: it carries the calls out, keeps the stream open, and cleans the address bar.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use gloo_timers::callback::Timeout;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

mod listening;
mod locks;
mod storage;
mod tabs;

use self::listening::{Listening, Wish};
use self::tabs::{Channel, Word};
use super::proxy::client;
use super::{Msg, Own, Place, Tried, Visit};
use crate::platform::{self, now};

/// What goes on while the page is open.
#[derive(Debug, Default)]
pub struct Runner {
    listening: Option<Listening>,
    retry: Option<Timeout>,
    look: Option<Timeout>,
    /// Whether the tab that has the stream does not seem to live.
    doubt: Rc<Cell<bool>>,
    /// Where tabs tell each other of their drafts.
    drafts: Option<Drafts>,
}

/// The drafts that WeChat may have, over all tabs.
#[derive(Debug)]
struct Drafts {
    channel: Rc<Option<Channel>>,
    /// What this tab has said last, for those that are new.
    said: Rc<RefCell<Word>>,
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
            Own::Listen { generation, proxy, account, from } => {
                self.retry = None;
                // The stream before it lets go of the lock first.
                self.listening = None;
                let of = [proxy.address.as_str(), " ", account.as_deref().unwrap_or_default()].concat();
                let wish = Wish { generation, proxy, from, name: tabs::name(&of) };
                self.listening = Listening::begin(wish, &self.doubt, &send);
            }
            Own::Look(generation, proxy) => {
                spawn_local(async move {
                    if let Some(health) = client::look(&proxy).await {
                        send.emit(Msg::Told(generation, health));
                    }
                });
            }
            Own::LookLater(generation, pause) => {
                self.look = Some(Timeout::new(pause, move || send.emit(Msg::Look(generation, now()))));
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
            Own::StopListening => (self.listening, self.retry, self.look) = (None, None, None),
            Own::Submit { job, body, proxy } => {
                spawn_local(async move {
                    let sent_at = now();
                    let reply = client::submit(&proxy, &body).await;
                    send.emit(Msg::Answered { job, sent_at, at: now(), reply });
                });
            }
            Own::TellTabs(tried) => self.tell_tabs(tried),
            Own::Visit => {
                if self.drafts.is_none() {
                    self.drafts = Drafts::open(&send);
                }
                send.emit(Msg::Visit(visit()));
            }
        }
    }
}

impl Runner {
    fn tell_tabs(&self, tried: Vec<Tried>) {
        let Some(Drafts { channel, said }) = &self.drafts else { return };
        if let Word::Drafts { drafts, .. } = &mut *said.borrow_mut() {
            *drafts = tried;
        }
        if let Some(channel) = &**channel {
            channel.say(&said.borrow());
        }
    }
}

impl Drafts {
    fn open(send: &Callback<Msg>) -> Option<Self> {
        // Nobody else's name: the moment, and a number.
        let tab = [now().to_string(), js_sys::Math::random().to_string()].join(" ");
        let said = Rc::new(RefCell::new(Word::Drafts { tab, drafts: Vec::new() }));
        let channel = {
            let (said, send) = (said.clone(), send.clone());
            Rc::new_cyclic(|channel: &Weak<Option<Channel>>| {
                let channel = channel.clone();
                Channel::open(&tabs::name("drafts"), move |word| match word {
                    Word::Hello => {
                        if let Some(Some(channel)) = channel.upgrade().as_deref() {
                            channel.say(&said.borrow());
                        }
                    }
                    Word::Drafts { tab, drafts } => send.emit(Msg::Elsewhere(tab, drafts)),
                    Word::Open | Word::Event(_) => {}
                })
            })
        };
        channel.as_ref().as_ref()?.say(&Word::Hello);
        Some(Self { channel, said })
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
