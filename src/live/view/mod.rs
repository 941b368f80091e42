//! The page: on the left the connection and the draft, on the right what comes of it.

use yew::prelude::*;

mod connection;
mod delivery;
mod field;
mod inbox;
mod jobs;
mod message;
mod received;
mod stream;
mod submit;
mod trouble;

use self::connection::{Begin, Connecting};
use self::inbox::Inbox;
use self::jobs::Jobs;
use self::stream::StreamLine;
use self::submit::Submit;
pub(super) use self::submit::dialog;
use super::{Msg, Seen, Words};

/// The page.
#[component]
pub(super) fn Page(seen: &Seen) -> Html {
    let Seen { model, lang, send, .. } = seen;
    let words = Words::of(*lang);
    let is_up = model.up().is_some();
    // What was submitted stays in sight when the connection is lost.
    let is_begun = is_up || !model.jobs.is_empty() || !model.inbox.is_empty();
    html! {
        <div class="simulate live">
            <div class="simulate-head">
                <h1>{ words.title }</h1>
                <p class="lead">{ words.intro }</p>
            </div>
            <div class="pair">
                <div class="result aside">
                    <Connecting ..connection::Props::of(model, *lang, send) />
                    <Submit ..submit::Props::of(model, *lang, send) />
                </div>
                <div class="result played">
                    if is_begun {
                        <StreamLine ..stream::Props::of(model, *lang, send) />
                        <Jobs ..jobs::Props::of(model, *lang, send) />
                        if is_up || !model.inbox.is_empty() {
                            <Inbox ..inbox::Props::of(model, *lang, send) />
                        }
                    } else {
                        <Begin lang={*lang} send={send.clone()} />
                    }
                </div>
            </div>
        </div>
    }
}

/// What a press of a button does.
fn press(send: &Callback<Msg>, msg: Msg) -> Callback<MouseEvent> {
    send.reform(move |_| msg.clone())
}

/// For buttons that cannot be pressed at times: such a one keeps its place among what the keyboard reaches, so that its
/// reason can be read.
fn disabled_unless(can: bool) -> Option<&'static str> {
    (!can).then_some("true")
}

/// A part of the page with its heading, and something beside that.
fn panel(class: &'static str, id: &'static str, title: &'static str, beside: Html, content: Html) -> Html {
    html! {
        <section class={class} aria-labelledby={id}>
            <div class="bar"><h2 {id}>{ title }</h2>{ beside }</div>
            { content }
        </section>
    }
}

/// A line of a list of facts.
fn fact(name: &'static str, value: impl Into<AttrValue>, class: Option<&'static str>) -> Html {
    html! { <div {class}><dt>{ name }</dt><dd>{ value.into() }</dd></div> }
}
