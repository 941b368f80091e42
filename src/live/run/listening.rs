//! An open stream and who looks after it: a connection can be dead without anybody having closed it.

use std::cell::Cell;
use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::callback::Interval;
use wasm_bindgen_futures::spawn_local;
use web_sys::AbortController;
use yew::Callback;

use crate::live::Msg;
use crate::live::proxy::{Generation, Proxy, Pulse, Start, client};
use crate::platform::{document, now, window};

/// How often somebody looks, in milliseconds. Tabs in the background look less often.
const ROUND: u32 = 5_000;

/// A stream that is cut when this is dropped.
#[derive(Debug)]
pub(super) struct Listening {
    controller: AbortController,
    _rounds: Interval,
    _wakers: Vec<EventListener>,
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.controller.abort();
    }
}

impl Listening {
    pub(super) fn begin(
        generation: Generation,
        proxy: Proxy,
        from: Start,
        send: &Callback<Msg>,
    ) -> Option<Self> {
        let controller = AbortController::new().ok()?;
        let signal = controller.signal();
        let pulse = Rc::new(Cell::new(Pulse::new(now())));
        let tell = send.clone();
        let look = {
            let (pulse, controller, tell) = (pulse.clone(), controller.clone(), tell.clone());
            Rc::new(move |is_awoken: bool| {
                if let Some(news) = pulse.get().check(now(), is_awoken) {
                    // Whoever is still listening says nothing more.
                    controller.abort();
                    pulse.set(pulse.get().over());
                    tell.emit(Msg::Stream(generation, news));
                } else if is_awoken {
                    tell.emit(Msg::Retry(generation));
                }
            })
        };
        spawn_local(async move {
            let tell = |news| tell.emit(Msg::Stream(generation, news));
            client::listen(&proxy, &from, &signal, &pulse, tell).await;
        });
        Some(Self { controller, _wakers: wakers(&look), _rounds: Interval::new(ROUND, move || look(false)) })
    }
}

/// The network is back, or the reader is: neither waits for the next round.
fn wakers(look: &Rc<impl Fn(bool) + 'static>) -> Vec<EventListener> {
    let online = window().map(|window| {
        let look = look.clone();
        EventListener::new(&window, "online", move |_| look(true))
    });
    let shown = document().map(|document| {
        let look = look.clone();
        EventListener::new(&document, "visibilitychange", move |_| {
            if self::document().is_some_and(|document| !document.hidden()) {
                look(true);
            }
        })
    });
    online.into_iter().chain(shown).collect()
}
