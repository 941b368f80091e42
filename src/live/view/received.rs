//! A callback, among those of its job or of others.

use std::rc::Rc;

use freepublish::Lang;
use yew::prelude::*;

use super::delivery::{Deliveries, FormState};
use super::message::{Look, MessageBody, line_with, says};
use super::press;
use crate::live::{Callback as Received, Delivery, Model, Msg, Words};
use crate::ui::{Icon, Tone};

#[derive(Clone, Properties, PartialEq)]
pub(super) struct Props {
    pub(super) callback: Rc<Received>,
    /// Whether its job has to be named.
    pub(super) names_job: bool,
    /// The form, where it is unfolded below this callback.
    pub(super) form: Option<FormState>,
    /// What was delivered of it, the latest first.
    pub(super) sent: Vec<Rc<Delivery>>,
    pub(super) lang: Lang,
    pub(super) send: Callback<Msg>,
}

impl Props {
    pub(super) fn of(
        model: &Model,
        callback: &Rc<Received>,
        names_job: bool,
        lang: Lang,
        send: &Callback<Msg>,
    ) -> Self {
        let cursor = &callback.kept.cursor;
        let is_open = model.offered.as_ref() == Some(cursor);
        Self {
            callback: callback.clone(),
            names_job,
            form: is_open.then(|| FormState::of(model)),
            sent: model.deliveries_of(cursor).cloned().collect(),
            lang,
            send: send.clone(),
        }
    }

    pub(super) fn key(&self) -> String {
        ["callback-", &self.callback.kept.cursor].concat()
    }
}

#[component]
pub(super) fn ReceivedLine(Props { callback, names_job, form, sent, lang, send }: &Props) -> Html {
    let words = Words::of(*lang);
    let Received { kept, message, is_duplicate } = &**callback;
    let outcome = message.read.outcome;
    let look = if *is_duplicate {
        Look { side: "theirs", tone: Tone::Unknown, picture: Icon::Copy, name: words.kind_duplicate }
    } else {
        let (tone, picture) = (Tone::of(outcome), Icon::of_outcome(outcome));
        Look { side: "theirs", tone, picture, name: words.kind_callback }
    };
    let told = if *is_duplicate {
        html! { <p class="repeated">{ words.duplicate_note }</p> }
    } else {
        says(&message.read, true, *lang)
    };
    let job = callback.publish_id().map_or_else(|| words.no_publish.to_owned(), |id| (words.job)(id));
    let signed = if kept.is_signed { words.signed } else { words.unsigned };
    let note = if *names_job { [job.as_str(), " · ", signed].concat() } else { signed.to_owned() };
    let is_open = if form.is_some() { "true" } else { "false" };
    let content = html! {
        <>
            { told }
            <MessageBody shown={message.text.clone()} received={kept.body.clone()} lang={*lang} send={send.clone()}>
                <button type="button" class="btn" aria-expanded={is_open}
                    onclick={press(send, Msg::Offer(kept.cursor.clone()))}>
                    { Icon::Step.draw() }{ words.deliver }
                </button>
            </MessageBody>
            if form.is_some() || !sent.is_empty() {
                <Deliveries form={form.clone()} sent={sent.clone()} lang={*lang} send={send.clone()} />
            }
        </>
    };
    line_with(callback.kept.cursor.clone(), Some(message.at), &look, Some(note), content)
}
