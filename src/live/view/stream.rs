//! The state of the stream, and what can be done about it.

use freepublish::Lang;
use yew::prelude::*;

use super::press;
use crate::live::{Model, Msg, Stream, Words};

#[derive(Clone, Properties, PartialEq)]
pub(super) struct Props {
    stream: Stream,
    /// Who has drafts that wait for their callback: its address and account.
    waiting_at: Option<(String, Option<String>)>,
    retry: Msg,
    lang: Lang,
    send: Callback<Msg>,
}

impl Props {
    pub(super) fn of(model: &Model, lang: Lang, send: &Callback<Msg>) -> Self {
        let waiting_at = model.waits_at().map(|known| (known.address.clone(), known.account.clone()));
        Self { stream: model.stream, waiting_at, retry: model.retry(), lang, send: send.clone() }
    }
}

#[component]
pub(super) fn StreamLine(Props { stream, waiting_at, retry, lang, send }: &Props) -> Html {
    let words = Words::of(*lang);
    let (tone, text) = match stream {
        // Nobody listens; whoever has submitted something has to know how to go on.
        Stream::Off => (
            "unknown",
            match waiting_at {
                Some((address, account)) => {
                    (words.resume)(address, account.as_deref().unwrap_or(words.no_account))
                }
                None => words.stream_off.to_owned(),
            },
        ),
        Stream::Opening { .. } => ("wait", words.stream_opening.to_owned()),
        Stream::Open { .. } => ("good", words.stream_open.to_owned()),
        Stream::Waiting { seconds, .. } => ("warn", (words.stream_waiting)(*seconds)),
    };
    html! {
        <p class={classes!("stream", tone)}>
            <i aria-hidden="true"></i>
            <span role="status">{ text }</span>
            if matches!(stream, Stream::Waiting { .. }) {
                <button type="button" class="btn" id="retry" onclick={press(send, retry.clone())}>
                    { words.retry }
                </button>
            }
        </p>
    }
}
