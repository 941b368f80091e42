//! One line of a timeline: when, what kind of message, what it says, and the message itself.

use freepublish::time::{clock, machine_time};
use freepublish::{Inspection, verdict};

use super::{button, words};
use crate::components::View;
use crate::components::el::{Attr, El, el};
use crate::components::icon::{Icon, icon};
use crate::platform;
use crate::state::{Action, LiveAction};
use crate::ui::Tone;

/// How a line looks.
pub(super) struct Look {
    /// `ours`: what we did; `theirs`: what WeChat did.
    pub(super) side: &'static str,
    pub(super) tone: Tone,
    pub(super) picture: Icon,
    /// The kind of the message.
    pub(super) name: &'static str,
}

/// A line. `key` tells it from all others, so that an unfolded message stays unfolded.
pub(super) fn line(key: String, at: Option<i64>, look: &Look) -> El {
    line_with(key, at, look, None)
}

/// The same with a note beside its moment.
pub(super) fn line_with(key: String, at: Option<i64>, look: &Look, note: Option<String>) -> El {
    let badge = el("span")
        .attr(Attr::Class, ["badge ", look.tone.class()].concat())
        .with(icon(look.picture))
        .text(look.name);
    let meta =
        el("p").class("meta").maybe(at.map(moment)).with(badge).maybe(note.map(|note| el("span").text(note)));
    el("li")
        .attr(Attr::Class, ["entry-line ", look.side, " ", look.tone.class()].concat())
        .key(key)
        .with(meta)
}

/// The moment on the reader's clock, without the year.
pub(super) fn moment(at: i64) -> El {
    let seconds = at.div_euclid(1_000);
    let shown = clock(seconds, platform::clock_offset(seconds)).unwrap_or_default();
    let short = shown.get(5..19).unwrap_or_default().to_owned();
    el("time")
        .attr(Attr::DateTime, machine_time(seconds).unwrap_or_default())
        .attr(Attr::Title, shown)
        .text(short)
}

/// What a message says, in a sentence, and what to do next.
pub(super) fn says(view: &View<'_>, read: &Inspection, with_advice: bool) -> El {
    let said = verdict(read, view.state.lang);
    let advice = said.advice.into_iter().filter(|_| with_advice).map(|advice| el("li").text(advice));
    let headline = el("p")
        .attr(Attr::Class, ["told ", Tone::of(read.outcome).class()].concat())
        .with(icon(Icon::of_outcome(read.outcome)))
        .with(el("span").text(said.headline));
    el("div").with(headline).with(el("ul").class("advice").all(advice))
}

/// The message itself, folded, with what can be done with it: `more` of what every message offers. `shown` is what is
/// read, `received` what came.
pub(super) fn message(view: &View<'_>, shown: &str, received: &str, more: Option<El>) -> El {
    let words = words(view);
    let done = (view.texts.copied)(words.message);
    let copy = Action::Copy { text: received.to_owned(), done };
    let text = el("pre")
        .class("wire bytes")
        .attr(Attr::TabIndex, "0")
        .attr(Attr::Role, "group")
        .attr(Attr::AriaLabel, words.message)
        .text(shown.to_owned());
    let open = button(view, "btn", LiveAction::Open(shown.to_owned()));
    let tools = el("div")
        .class("tools")
        .with(open.with(icon(Icon::Out)).text(words.open_in_inspect))
        .with(view.button("btn", copy).with(icon(Icon::Copy)).text(words.copy_message))
        .maybe(more);
    el("div")
        .class("message-body")
        .with(el("details").with(el("summary").text(words.message)).with(text))
        .with(tools)
}
