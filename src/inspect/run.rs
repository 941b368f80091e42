//! What the browser does for the page: its text area, and files that are read.

use gloo_timers::callback::Timeout;
use web_sys::File;
use yew::Callback;

use super::{Msg, Own, area};
use crate::platform::after_drawing;
use crate::platform::file::{self, FileRead};

/// How long typing has to rest before a text that takes longer than a frame is looked at, in milliseconds.
const REST: u32 = 250;

/// What goes on while the page is open.
#[derive(Debug, Default)]
pub struct Runner {
    resting: Option<Timeout>,
}

impl Runner {
    /// Does what the page asks for; `send` takes what comes of it.
    pub(super) fn run(&mut self, own: Own, send: &Callback<Msg>) {
        match own {
            Own::ReadBefore(msg) => {
                self.resting = None;
                send.emit(Msg::Type(area::text()));
                send.emit(*msg);
            }
            Own::ReadFile(file) => read(file, send.clone()),
            Own::ReadLater => {
                let send = send.clone();
                self.resting = Some(Timeout::new(REST, move || send.emit(Msg::Type(area::text()))));
            }
            Own::Replace(text) => when_shown(move || area::replace(&text)),
            Own::Restore(text) => when_shown(move || area::restore(&text)),
            Own::Select { start, end, line } => {
                area::select(start, end, u32::try_from(line).unwrap_or(u32::MAX));
            }
            Own::UndoTyping => area::undo(),
        }
    }
}

/// At once, or, when another page is about to make room for this one, behind that.
fn when_shown(work: impl FnOnce() + 'static) {
    if area::is_shown() { work() } else { after_drawing(work) }
}

fn read(file: File, send: Callback<Msg>) {
    file::read(file, move |read| {
        send.emit(match read {
            FileRead::Bytes { bytes, gb18030 } => Msg::File { bytes, gb18030 },
            FileRead::TooLarge(size) => Msg::TooLarge(size),
            FileRead::Failed => Msg::Unreadable,
        });
    });
}
