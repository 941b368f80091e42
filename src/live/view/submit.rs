//! Submitting a draft: the field, and the question before it is sent.

use std::rc::Rc;

use freepublish::{Inspection, Lang, Outcome, Severity};
use yew::prelude::*;

use super::connection::{account, upstream};
use super::field::TextField;
use super::trouble::{alert, failure, of};
use super::{disabled_unless, fact, panel, press};
use crate::live::proxy::{Draft, Health};
use crate::live::{Before, Connection, Field, Model, Msg, Question, Seen, Words, id};
use crate::platform;
use crate::shell::Secret;
use crate::ui::{Icon, Tone};

#[derive(Clone, Properties, PartialEq)]
pub(super) struct Props {
    media_id: String,
    /// What is to be said of it.
    draft: Rc<Inspection>,
    /// What the proxy says of itself.
    health: Option<Rc<Health>>,
    is_sending: bool,
    can_submit: bool,
    lang: Lang,
    send: Callback<Msg>,
}

impl Props {
    pub(super) fn of(model: &Model, lang: Lang, send: &Callback<Msg>) -> Self {
        Self {
            media_id: model.media_id.clone(),
            draft: model.draft.clone(),
            health: model.up().map(|(_, health)| health.clone()),
            is_sending: model.is_sending(),
            can_submit: model.can_submit(),
            lang,
            send: send.clone(),
        }
    }
}

#[component]
pub(super) fn Submit(props: &Props) -> Html {
    let Props { media_id, health, is_sending, can_submit, lang, send, .. } = props;
    let words = Words::of(*lang);
    let note = match health {
        Some(health) if !health.drafts.is_empty() => words.media_id_offered,
        Some(health) if health.upstream.is_rehearsal() => words.media_id_rehearsal,
        _ => words.media_id_note,
    };
    let why = match health {
        None => Some(words.need_connection),
        Some(health) if health.down.is_some() => Some(words.need_upstream),
        Some(_) => None,
    };
    let content = html! {
        <>
            <div class="live-form">
                <TextField field={Field::MediaId} name={words.media_id} content={Secret::new(media_id.clone())} {note}
                    fault={fault(props)} send={send.clone()} />
                { drafts(props) }
                { remarks(props) }
                <div class="controls">
                    <button type="button" class="btn primary" id={id::SUBMIT} onclick={press(send, Msg::Ask)}
                        aria-disabled={disabled_unless(*can_submit)}>
                        { if *is_sending { words.sending } else { words.submit_button } }
                    </button>
                    { why.map(|why| html! { <small>{ why }</small> }) }
                </div>
            </div>
            <p class="hint">{ words.submit_note }</p>
        </>
    };
    panel("panel", "submit-panel", words.submit, Html::default(), content)
}

/// A button for each draft that the proxy offers: nobody has to carry a `media_id` over from a terminal.
fn drafts(props: &Props) -> Option<Html> {
    let health = props.health.as_ref().filter(|health| !health.drafts.is_empty())?;
    let offers = health.drafts.iter().map(|draft| offer(props, draft));
    Some(html! {
        <div class="drafts" role="group" aria-label={Words::of(props.lang).drafts}>{ for offers }</div>
    })
}

fn offer(Props { media_id: picked, lang, send, .. }: &Props, draft: &Draft) -> Html {
    let Draft { media_id, outcome, name } = draft;
    let status = draft.status();
    let sign = status.map_or(Outcome::Unknown, |status| status.outcome);
    let title = status.map_or(outcome.as_str(), |status| status.name.get(*lang)).to_owned();
    // The scenario has a name of its own for it: it tells drafts of one outcome apart.
    let own = Some(name).filter(|name| *name != outcome && !name.is_empty());
    let is_picked = if picked == media_id { "true" } else { "false" };
    html! {
        <button key={media_id.clone()} type="button" class={classes!("btn", Tone::of(sign).class())}
            aria-pressed={is_picked} title={media_id.clone()} onclick={press(send, Msg::Pick(media_id.clone()))}>
            { Icon::of_outcome(sign).draw() }
            <span>{ title }</span>
            { own.map(|name| html! { <code>{ name.clone() }</code> }) }
        </button>
    }
}

/// The first error, while there is something to be wrong.
fn fault(props: &Props) -> Option<String> {
    let lang = props.lang;
    let mut found = props.draft.diagnostics.iter().filter(|_| !props.media_id.is_empty());
    let error = found.find(|found| found.severity() == Severity::Error)?;
    Some([error.message(lang).as_str(), Words::of(lang).full_stop, &error.advice(lang)].concat())
}

/// What does not hinder a submit, but should be read before.
fn remarks(props: &Props) -> Option<Html> {
    let lang = props.lang;
    let found = props.draft.diagnostics.iter().filter(|_| !props.media_id.is_empty());
    let mut warnings = found.filter(|found| found.severity() == Severity::Warning).peekable();
    warnings.peek()?;
    let rows = warnings.map(|found| {
        let text = [found.message(lang).as_str(), Words::of(lang).full_stop, &found.advice(lang)].concat();
        html! { <li>{ Icon::Warning.draw() }{ text }</li> }
    });
    Some(html! { <ul class="remarks">{ for rows }</ul> })
}

/// The question: who publishes what where, and what follows from it. Where that can no longer be done, as the connection
/// is gone, it says so, and there is nothing to press but what closes it.
pub(in crate::live) fn dialog(Seen { model, lang, send, .. }: Seen) -> (&'static str, Html) {
    let words = Words::of(lang);
    let Some(Question { proxy, health, media_id }) = &model.question else { return ("", Html::default()) };
    let is_rehearsal = health.upstream.is_rehearsal();
    let (title, class, name) = if is_rehearsal {
        (words.confirm_rehearsal, "btn primary", words.rehearse)
    } else {
        (words.confirm_public, "btn danger", words.publish)
    };
    let can = model.can_confirm();
    let what = if !can {
        let why = match &model.connection {
            Connection::Failed(why) => failure(why, model.origin(), lang),
            _ => Html::default(),
        };
        html! { <>{ alert(of(words.question_over)) }{ why }</> }
    } else if is_rehearsal {
        html! { <p>{ words.rehearsal }</p> }
    } else {
        html! { <div class="trouble">{ Icon::Warning.draw() }<p><b>{ words.public }</b></p></div> }
    };
    let tried = model.tried().filter(|_| can).map(|before| match before {
        Before::Here => words.tried,
        Before::OtherTab => words.tried_elsewhere,
    });
    let content = html! {
        <div class="help">
            <dl class="live-facts">
                { fact(words.account, account(health.account.as_deref(), words), None) }
                { fact(words.upstream, upstream(&health.upstream, words), None) }
                { fact(words.proxy, proxy.address.as_str().to_owned(), None) }
                { fact("media_id", media_id.clone(), Some("id")) }
            </dl>
            { what }
            { tried.map(|tried| alert(html! { <p>{ tried }</p> })) }
            <div class="controls end">
                <button type="button" class="btn" id="cancel" onclick={|_| platform::close_dialog()}>
                    { if can { words.cancel } else { words.close } }
                </button>
                if can {
                    <button type="button" {class} id="confirm" onclick={press(&send, Msg::Confirm)}>
                        { name }
                    </button>
                }
            </div>
        </div>
    };
    (title, content)
}
