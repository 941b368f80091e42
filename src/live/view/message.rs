//! One line of a timeline: when, what kind of message, what it says, and the message itself.

use std::rc::Rc;

use freepublish::time::{clock, machine_time};
use freepublish::{Inspection, Lang, verdict};
use yew::prelude::*;

use crate::live::{Msg, Words};
use crate::platform;
use crate::ui::{self, Icon, Tone};

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
pub(super) fn line(key: String, at: Option<i64>, look: &Look, content: Html) -> Html {
    line_with(key, at, look, None, content)
}

/// The same with a note beside its moment.
pub(super) fn line_with(
    key: String,
    at: Option<i64>,
    Look { side, tone, picture, name }: &Look,
    beside: Option<String>,
    content: Html,
) -> Html {
    html! {
        <li {key} class={classes!("entry-line", *side, tone.class())}>
            <p class="meta">
                { at.map(moment) }
                <span class={classes!("badge", tone.class())}>{ picture.draw() }{ *name }</span>
                { beside.map(|beside| html! { <span>{ beside }</span> }) }
            </p>
            { content }
        </li>
    }
}

/// The moment on the reader's clock, without the year.
pub(super) fn moment(at: i64) -> Html {
    let seconds = at.div_euclid(1_000);
    let shown = clock(seconds, platform::clock_offset(seconds)).unwrap_or_default();
    let short = shown.get(5..19).unwrap_or_default().to_owned();
    html! { <time datetime={machine_time(seconds).unwrap_or_default()} title={shown}>{ short }</time> }
}

/// What a message says, in a sentence, and what to do next.
pub(super) fn says(read: &Inspection, with_advice: bool, lang: Lang) -> Html {
    let said = verdict(read, lang);
    let advice = said.advice.into_iter().filter(|_| with_advice).map(|advice| html! { <li>{ advice }</li> });
    html! {
        <div>
            <p class={classes!("told", Tone::of(read.outcome).class())}>
                { Icon::of_outcome(read.outcome).draw() }<span>{ said.headline }</span>
            </p>
            <ul class="advice">{ for advice }</ul>
        </div>
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    /// What is read.
    pub(super) shown: Rc<str>,
    /// What came.
    pub(super) received: Rc<str>,
    pub(super) lang: Lang,
    pub(super) send: Callback<Msg>,
    /// More that can be done with it.
    #[prop_or_default]
    pub(super) children: Html,
}

/// The message itself, folded, with what can be done with it.
#[component]
pub(super) fn MessageBody(Props { shown, received, lang, send, children }: &Props) -> Html {
    let words = Words::of(*lang);
    // Folded, its text is not in the document: there may be hundreds.
    let is_open = use_state_eq(|| false);
    let fold = {
        let is_open = is_open.clone();
        move |event: Event| {
            let details: web_sys::Element = event.target_unchecked_into();
            is_open.set(details.has_attribute("open"));
        }
    };
    let open = {
        let shown = shown.clone();
        send.reform(move |_| Msg::Open(shown.to_string()))
    };
    let copy = {
        let (received, done) = (received.clone(), (ui::Words::of(*lang).copied)(words.message));
        send.reform(move |_| Msg::Copy { text: received.to_string(), done: done.clone() })
    };
    html! {
        <div class="message-body">
            <details ontoggle={fold}>
                <summary>{ words.message }</summary>
                if *is_open {
                    <pre class="wire bytes" tabindex="0" role="group" aria-label={words.message}>
                        { AttrValue::from(shown.clone()) }
                    </pre>
                }
            </details>
            <div class="tools">
                <button type="button" class="btn" onclick={open}>
                    { Icon::Out.draw() }{ words.open_in_inspect }
                </button>
                <button type="button" class="btn" onclick={copy}>
                    { Icon::Copy.draw() }{ words.copy_message }
                </button>
                { children.clone() }
            </div>
        </div>
    }
}
