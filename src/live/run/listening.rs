//! An open stream and who looks after it: a connection can be dead without anybody having closed it.
//!
//! Browsers open few connections to one host, and tabs may be many: one tab has the stream, by a lock, and passes on what
//! it hears. The others wait for the lock meanwhile; when the one that has it is closed, or leaves the page, the next goes
//! on behind the last event that it knows. Where there are no locks (a page over plain HTTP), each tab has a stream.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::callback::Interval;
use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::{JsFuture, future_to_promise, spawn_local};
use web_sys::AbortController;
use yew::Callback;

use super::locks;
use super::tabs::{Channel, Word};
use crate::live::Msg;
use crate::live::proxy::client::{self, Heard};
use crate::live::proxy::{Generation, Proxy, Pulse, Start, StreamNews};
use crate::platform::{document, now, window};

/// How often somebody looks, in milliseconds. Tabs in the background look less often.
const ROUND: u32 = 5_000;

/// For whom is listened, and where from.
#[derive(Debug)]
pub(super) struct Wish {
    pub(super) generation: Generation,
    pub(super) proxy: Proxy,
    pub(super) from: Start,
    /// Tabs with the same name share one stream.
    pub(super) name: String,
}

/// A stream that is cut when this is dropped.
#[derive(Debug)]
pub(super) struct Listening {
    shared: Rc<Shared>,
    _rounds: Interval,
    _wakers: Vec<EventListener>,
    _granted: Option<Closure<dyn FnMut(JsValue) -> Promise>>,
}

/// What the parts of it share.
#[derive(Debug)]
struct Shared {
    wish: Wish,
    /// Where to go on: behind the last event, whoever heard it.
    from: RefCell<Start>,
    controller: AbortController,
    pulse: Cell<Pulse>,
    role: Cell<Role>,
    channel: RefCell<Option<Channel>>,
    /// What came over the channel while this tab catches up.
    waiting: RefCell<Vec<StreamNews>>,
    /// Whether the tab that has the stream does not seem to live: then the next attempt takes it away.
    doubt: Rc<Cell<bool>>,
    send: Callback<Msg>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// Another tab has the stream, or nobody has yet.
    Waits,
    /// Another tab has it; what came before is being asked for.
    CatchesUp,
    /// Another tab has it, and passes everything on.
    Follows,
    /// This one has it.
    Leads,
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.shared.end();
    }
}

impl Listening {
    pub(super) fn begin(wish: Wish, doubt: &Rc<Cell<bool>>, send: &Callback<Msg>) -> Option<Self> {
        let shared = Rc::new(Shared {
            from: RefCell::new(wish.from.clone()),
            wish,
            controller: AbortController::new().ok()?,
            pulse: Cell::new(Pulse::new(now())),
            role: Cell::new(Role::Waits),
            channel: RefCell::new(None),
            waiting: RefCell::new(Vec::new()),
            doubt: doubt.clone(),
            send: send.clone(),
        });
        let granted = shared.clone().share();
        if granted.is_none() {
            let shared = shared.clone();
            spawn_local(async move { shared.lead().await });
        }
        let rounds = {
            let shared = shared.clone();
            Interval::new(ROUND, move || shared.look(false))
        };
        Some(Self { _wakers: wakers(&shared), shared, _rounds: rounds, _granted: granted })
    }
}

impl Shared {
    /// Takes part in what the tabs share; `None` where a browser has not what it takes.
    fn share(self: Rc<Self>) -> Option<Closure<dyn FnMut(JsValue) -> Promise>> {
        let manager = locks::manager()?;
        let channel = {
            // The channel belongs to what it tells.
            let shared = Rc::downgrade(&self);
            Channel::open(&self.wish.name, move |word| {
                if let Some(shared) = shared.upgrade() {
                    shared.told(word);
                }
            })?
        };
        channel.say(&Word::Hello);
        *self.channel.borrow_mut() = Some(channel);
        let granted = {
            let shared = self.clone();
            Closure::once(move |_: JsValue| {
                future_to_promise(async move {
                    shared.lead().await;
                    Ok(JsValue::UNDEFINED)
                })
            })
        };
        let doubts = self.doubt.take();
        let signal = (!doubts).then(|| self.controller.signal());
        let request = manager.request(&self.wish.name, signal.as_ref(), &granted)?;
        spawn_local(async move {
            let is_lost = JsFuture::from(request).await.is_err();
            // Another tab has taken it away, as this one did not seem to live.
            if is_lost && !self.controller.signal().aborted() {
                self.end();
                self.tell(StreamNews::Cut { lasted: i64::MAX });
            }
        });
        Some(granted)
    }

    /// Has the stream, until it is cut.
    async fn lead(&self) {
        if self.controller.signal().aborted() {
            return;
        }
        self.role.set(Role::Leads);
        self.pulse.set(Pulse::new(now()));
        let from = self.from.borrow().clone();
        let tell = |heard: Heard| match heard {
            Heard::Open => {
                self.say(&Word::Open);
                self.tell(StreamNews::Open);
            }
            Heard::Comment => self.say(&Word::Open),
            Heard::Event(event) => {
                self.say(&Word::Event(event.clone()));
                if let Some(news) = client::news(event) {
                    self.tell(news);
                }
            }
        };
        if let Some(news) =
            client::listen(&self.wish.proxy, &from, &self.controller.signal(), &self.pulse, tell).await
        {
            self.end();
            self.tell(news);
        }
    }

    /// What another tab says.
    fn told(self: Rc<Self>, word: Word) {
        let is_open = self.pulse.get().is_open();
        match (self.role.get(), word) {
            (Role::Leads, Word::Hello) if is_open => self.say(&Word::Open),
            (Role::Leads, _) | (_, Word::Hello | Word::Drafts { .. }) => {}
            (Role::Waits, _) => {
                self.role.set(Role::CatchesUp);
                self.pulse.set(self.pulse.get().open(now()));
                spawn_local(async move { self.catch_up().await });
            }
            (_, Word::Open) => self.pulse.set(self.pulse.get().heard(now(), false)),
            (role, Word::Event(event)) => {
                self.pulse.set(self.pulse.get().heard(now(), true));
                let Some(news) = client::news(event) else { return };
                if role == Role::Follows { self.tell(news) } else { self.waiting.borrow_mut().push(news) }
            }
        }
    }

    /// Asks for what came before another tab told of its stream.
    async fn catch_up(&self) {
        let Wish { proxy, from, .. } = &self.wish;
        self.tell(StreamNews::Open);
        if let Start::After(cursor) | Start::LastEvent(cursor) = from {
            client::behind(proxy, cursor, |news| self.tell(news)).await;
        }
        if self.role.get() == Role::CatchesUp {
            self.role.set(Role::Follows);
        }
        for news in self.waiting.take() {
            self.tell(news);
        }
    }

    /// Sees whether the stream is alive, wherever it is. `is_awoken`: the network or the reader was away.
    fn look(&self, is_awoken: bool) {
        let is_leading = self.role.get() == Role::Leads;
        if let Some(news) = self.pulse.get().check(now(), is_awoken) {
            self.doubt.set(!is_leading);
            // Whoever is still listening says nothing more.
            self.end();
            self.send.emit(Msg::Stream(self.wish.generation, news));
        } else if is_awoken {
            self.send.emit(Msg::Retry(self.wish.generation));
        } else if is_leading && self.pulse.get().is_open() {
            self.say(&Word::Open);
        }
    }

    /// Cuts the stream, and lets go of the lock.
    fn end(&self) {
        self.pulse.set(self.pulse.get().over());
        self.controller.abort();
        // Not dropped in the middle of what it says.
        if let Some(channel) = &*self.channel.borrow() {
            channel.close();
        }
    }

    fn say(&self, word: &Word) {
        if let Some(channel) = &*self.channel.borrow() {
            channel.say(word);
        }
    }

    fn tell(&self, news: StreamNews) {
        if let StreamNews::Callback { id, .. } = &news
            && !id.is_empty()
        {
            *self.from.borrow_mut() = Start::LastEvent(id.clone());
        }
        self.send.emit(Msg::Stream(self.wish.generation, news));
    }
}

/// The network is back, or the reader is: neither waits for the next round.
fn wakers(shared: &Rc<Shared>) -> Vec<EventListener> {
    let online = window().map(|window| {
        let shared = shared.clone();
        EventListener::new(&window, "online", move |_| shared.look(true))
    });
    let shown = document().map(|document| {
        let shared = shared.clone();
        EventListener::new(&document, "visibilitychange", move |_| {
            if self::document().is_some_and(|document| !document.hidden()) {
                shared.look(true);
            }
        })
    });
    online.into_iter().chain(shown).collect()
}
