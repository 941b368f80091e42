//! A callback delivered to the reader's handler: the form below the callback, and what came of it.

use std::rc::Rc;

use freepublish::Lang;
use freepublish::rule::{self, Rule};
use yew::prelude::*;

use super::field::{TARGETS, TextField};
use super::message::moment;
use super::trouble::{of, of_problem};
use super::{disabled_unless, press};
use crate::live::{Delivered, Delivery, Field, Judged, Model, Msg, Words};
use crate::shell::Secret;
use crate::shell::links::Topic;
use crate::ui::legible::{size, unseen};
use crate::ui::{Icon, Tone};

/// What the form shows.
#[derive(Clone, PartialEq)]
pub(super) struct FormState {
    target: String,
    /// The origins that the proxy delivers to; `None` where it does not say.
    targets: Option<Vec<String>>,
    is_wrong: bool,
    is_delivering: bool,
    can_deliver: bool,
}

impl FormState {
    pub(super) fn of(model: &Model) -> Self {
        Self {
            target: model.target.clone(),
            targets: model.up().and_then(|(_, health)| health.targets.clone()),
            is_wrong: model.is_target_wrong(),
            is_delivering: model.is_delivering(),
            can_deliver: model.can_deliver(),
        }
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) form: Option<FormState>,
    pub(super) sent: Vec<Rc<Delivery>>,
    pub(super) lang: Lang,
    pub(super) send: Callback<Msg>,
}

/// The form, when it is unfolded, and the latest deliveries.
#[component]
pub(super) fn Deliveries(Props { form, sent, lang, send }: &Props) -> Html {
    let rows = sent.iter().map(|delivery| {
        html! {
            <Row key={delivery.number} delivery={delivery.clone()} lang={*lang} send={send.clone()} />
        }
    });
    html! {
        <div class="delivery">
            { form.as_ref().map(|form| draw_form(form, *lang, send)) }
            <ol class="deliveries" aria-label={Words::of(*lang).deliveries}>{ for rows }</ol>
        </div>
    }
}

fn draw_form(form: &FormState, lang: Lang, send: &Callback<Msg>) -> Html {
    let FormState { target, targets, is_wrong, is_delivering, can_deliver } = form;
    let words = Words::of(lang);
    let hint = match targets.as_deref() {
        Some([]) => words.target_none,
        _ => words.target_note,
    };
    let fault = is_wrong.then(|| words.target_wrong.to_owned());
    let options = targets.iter().flatten().map(|origin| {
        let value = [origin.trim_end_matches('/'), "/"].concat();
        html! { <option key={value.clone()} {value} /> }
    });
    html! {
        <TextField field={Field::Target} name={words.target} content={Secret::new(target.clone())} note={hint} {fault}
            class="field long with-button" send={send.clone()}>
            <datalist id={TARGETS}>{ for options }</datalist>
            <button type="button" class="btn primary" id="deliver" onclick={press(send, Msg::Deliver)}
                aria-disabled={disabled_unless(*can_deliver)}>
                { if *is_delivering { words.delivering } else { words.deliver_now } }
            </button>
        </TextField>
    }
}

#[derive(Properties, PartialEq)]
struct RowProps {
    delivery: Rc<Delivery>,
    lang: Lang,
    send: Callback<Msg>,
}

#[component]
fn Row(RowProps { delivery, lang, send }: &RowProps) -> Html {
    let words = Words::of(*lang);
    let (tone, at, facts, said) = match &delivery.result {
        None => (Tone::Wait, None, String::new(), html! { <p>{ words.delivering }</p> }),
        Some((at, Delivered::Judged(judged))) => {
            let tone = if judged.is_accepted { Tone::Good } else { Tone::Bad };
            (tone, Some(*at), facts(judged), verdict(judged, *lang, send))
        }
        Some((at, Delivered::Problem(problem))) => {
            let could_be = problem.kind == "target-not-allowed" && !Model::is_never_allowed(&delivery.target);
            let origin = Model::origin_of(&delivery.target).filter(|_| could_be);
            let said = html! {
                <>
                    { of_problem(words.not_delivered, problem, *lang) }
                    { origin.map(|origin| html! { <pre class="command">{ (words.allow)(&origin) }</pre> }) }
                    if problem.kind == "not-found" {
                        <p>{ words.deliveries_unknown }</p>
                    }
                </>
            };
            (Tone::Warn, Some(*at), String::new(), said)
        }
        Some((at, Delivered::Lost)) => (Tone::Warn, Some(*at), String::new(), of(words.delivery_lost)),
    };
    html! {
        <li class={tone.class()}>
            <p class="meta">{ at.map(moment) }<code>{ delivery.target.clone() }</code><b>{ facts }</b></p>
            <div class="said" role="status">{ said }</div>
        </li>
    }
}

/// `HTTP 200 · 35 ms`, as far as it is known.
fn facts(judged: &Judged) -> String {
    let status = judged.status.map(|status| format!("HTTP {status}"));
    let elapsed = judged.elapsed.map(|elapsed| format!("{elapsed} ms"));
    status.into_iter().chain(elapsed).collect::<Vec<_>>().join(" · ")
}

fn verdict(judged: &Judged, lang: Lang, send: &Callback<Msg>) -> Html {
    let words = Words::of(lang);
    let (tone, picture, said) = if judged.is_accepted {
        (Tone::Good, Icon::Check, words.accepted)
    } else {
        (Tone::Bad, Icon::Cross, words.not_accepted)
    };
    html! {
        <div>
            <p class={classes!("told", tone.class())}>{ picture.draw() }<span>{ said }</span></p>
            <ul class="diagnostics">{ for judged.findings.iter().map(|code| finding(code, lang)) }</ul>
            { judged.reply.as_ref().map(|text| reply(text, lang, send)) }
        </div>
    }
}

/// The words of the catalogue. A proxy may be newer than this page: then its code has to do.
fn finding(code: &str, lang: Lang) -> Html {
    let link = html! { <p class="at"><a href={Topic::Rules.entry(code)}>{ code.to_owned() }</a></p> };
    let Some(Rule { severity, title, advice, .. }) = rule::find(code) else {
        return html! { <li class="info">{ Icon::Info.draw() }{ link }</li> };
    };
    html! {
        <li class={severity.name()}>
            { Icon::of_severity(*severity).draw() }
            <div>
                <p class="message">{ title.get(lang) }</p>
                <p class="why">{ advice.get(lang) }</p>
                { link }
            </div>
        </li>
    }
}

/// The reply, with what one cannot see made visible: a line feed behind `success` makes a difference.
fn reply(reply: &str, lang: Lang, send: &Callback<Msg>) -> Html {
    let words = Words::of(lang);
    let name = [words.reply, " ", &size(reply.len())].concat();
    if reply.is_empty() {
        return html! { <p class="meta"><span>{ name }</span></p> };
    }
    // What is no message has nothing that could be read from it.
    let is_message = reply.trim_start().starts_with(['<', '{']);
    html! {
        <div>
            <p class="meta">{ name }</p>
            <pre class="wire bytes" tabindex="0" role="group" aria-label={words.reply}>{ for legible(reply) }</pre>
            if is_message {
                <div class="tools">
                    <button type="button" class="btn" onclick={press(send, Msg::Open(reply.to_owned()))}>
                        { Icon::Out.draw() }{ words.open_in_inspect }
                    </button>
                </div>
            }
        </div>
    }
}

/// Line by line, with what nobody sees set apart from the same characters as text.
fn legible(reply: &str) -> impl Iterator<Item = Html> {
    reply.split_inclusive('\n').map(|line| {
        let mut shown = Vec::new();
        let mut seen = String::new();
        for c in line.chars() {
            match unseen(c) {
                None => seen.push(c),
                Some(name) => {
                    let before = std::mem::take(&mut seen);
                    shown.push(html! { <>{ before }<i class="unseen">{ name }</i></> });
                }
            }
        }
        // The line feed itself, behind its name.
        let end = if line.ends_with('\n') { "\n" } else { "" };
        html! { <span>{ for shown }{ seen }{ end }</span> }
    })
}
