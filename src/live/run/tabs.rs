//! What tabs of this page tell each other.

use gloo_events::EventListener;
use js_sys::JSON;
use serde::{Deserialize, Serialize};
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsCast as _;
use web_sys::{BroadcastChannel, MessageEvent};

use crate::live::Tried;
use crate::live::proxy::Event;
use crate::platform;

/// One message.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) enum Word {
    /// A tab is new here: the others may have something to tell.
    Hello,
    /// The stream of this tab is open, and alive.
    Open,
    /// An event of the stream.
    Event(Event),
    /// The drafts that WeChat may have from a tab.
    Drafts {
        /// The name of the tab.
        tab: String,
        /// The drafts.
        drafts: Vec<Tried>,
    },
}

/// A channel to the other tabs. It is closed when this is dropped.
#[derive(Debug)]
pub(super) struct Channel {
    channel: BroadcastChannel,
    _heard: EventListener,
}

impl Channel {
    /// Opens the channel of that name; `tell` takes what others say on it.
    pub(super) fn open(name: &str, tell: impl Fn(Word) + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(name).ok()?;
        let heard = EventListener::new(&channel, "message", move |event| {
            let Some(event) = event.dyn_ref::<MessageEvent>() else { return };
            // Another build of the page may say what this one does not know.
            let word = event.data().as_string().and_then(|text| JSON::parse(&text).ok());
            if let Some(Ok(word)) = word.map(serde_wasm_bindgen::from_value) {
                tell(word);
            }
        });
        Some(Self { channel, _heard: heard })
    }

    /// Says something to all other tabs.
    pub(super) fn say(&self, word: &Word) {
        let value = word.serialize(&Serializer::json_compatible()).ok();
        if let Some(text) = value.and_then(|value| JSON::stringify(&value).ok()) {
            drop(self.channel.post_message(&text));
        }
    }

    /// Says and hears nothing more.
    pub(super) fn close(&self) {
        self.channel.close();
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.close();
    }
}

/// A name that other copies of this page on the same host do not use.
pub(super) fn name(of: &str) -> String {
    let path = platform::window().and_then(|window| window.location().pathname().ok()).unwrap_or_default();
    ["freepublish-lab ", path.trim_end_matches("index.html"), " ", of].concat()
}
