//! One entry of the timeline.

use std::rc::Rc;

use freepublish::catalogue::status;
use freepublish::simulate::Millis;
use freepublish::simulate::platform::Judgement;
use freepublish::simulate::timeline::{Entry, Message, Party, What, since};
use freepublish::time::machine_time;
use freepublish::{Lang, Outcome, verdict};
use yew::prelude::*;

use super::message::{Forms, bytes, tools};
use super::press;
use crate::simulate::{Happened, Msg, Words, id};
use crate::ui::{Icon, Tone};

#[derive(Clone, Debug, Properties, PartialEq)]
pub(super) struct Props {
    /// Its place in the timeline, from 0.
    pub(super) at: usize,
    pub(super) one: Rc<Happened>,
    /// When the timeline begins, in milliseconds since 1970.
    pub(super) start: Millis,
    /// Whether its message is shown.
    pub(super) is_open: bool,
    pub(super) lang: Lang,
    pub(super) send: Callback<Msg>,
}

/// An entry.
#[component]
pub(super) fn OneEntry(props: &Props) -> Html {
    let Props { at, one, is_open, lang, send, .. } = props;
    let Happened { entry, told } = &**one;
    let side = if entry.from == Party::Platform { "theirs" } else { "ours" };
    let look = Look::of(entry, Words::of(*lang));
    // What a message says counts for more than that it came.
    let tone = told.as_ref().map_or(look.tone, |told| Tone::of(told.outcome));
    let told = told.as_ref().map(|told| {
        let headline = verdict(told, *lang).headline;
        html! { <p class="told">{ Icon::of_outcome(told.outcome).draw() }{ headline }</p> }
    });
    let message = entry.message.as_ref().filter(|_| *is_open);
    html! {
        <li id={id::entry(*at)} class={classes!("entry-line", side, tone.class())} tabindex="-1">
            <div>
                { meta(props, &look) }
                { line(props) }
            </div>
            { told }
            { message.map(|message| body(message, *lang, send)) }
        </li>
    }
}

/// What is read out of an entry.
pub(super) fn said(entry: &Entry, lang: Lang) -> String {
    [entry.from.name(lang), " ", &entry.title(lang)].concat()
}

fn meta(Props { at, one, start, lang, send, .. }: &Props, look: &Look) -> Html {
    let (words, entry) = (Words::of(*lang), &one.entry);
    let back = entry.answers.map(|earlier| {
        let is_answer = matches!(entry.what, What::Answer { .. } | What::Reply { .. });
        let text = if is_answer { (words.answers)(earlier + 1) } else { (words.follows)(earlier + 1) };
        html! {
            <button type="button" class="place" onclick={press(send, Msg::GoTo(earlier))}>{ text }</button>
        }
    });
    let moment = machine_time(entry.at.div_euclid(1_000)).unwrap_or_default();
    html! {
        <p class="meta">
            <span class="entry-number">{ format!("#{}", at + 1) }</span>
            <time datetime={moment}>{ since(entry.at - start) }</time>
            <span class={classes!("badge", look.tone.class())}>{ look.picture.draw() }{ look.name }</span>
            { back }
        </p>
    }
}

/// What happened, in a sentence, which unfolds the message where there is one.
fn line(Props { at, one, is_open, lang, send, .. }: &Props) -> Html {
    let entry = &one.entry;
    let what = html! {
        <span class="what"><b>{ entry.from.name(*lang).to_owned() }</b>{ " " }{ entry.title(*lang) }</span>
    };
    if entry.message.is_none() {
        return html! { <p class="unfold">{ what }</p> };
    }
    html! {
        <button type="button" class="unfold" aria-expanded={is_open.to_string()}
            onclick={press(send, Msg::Toggle(*at))}>
            { what }{ Icon::Down.draw() }
        </button>
    }
}

fn body(message: &Message, lang: Lang, send: &Callback<Msg>) -> Html {
    let curl = match message {
        Message::Request(request) => Some(request.to_curl()),
        Message::Response(_) => None,
    };
    let forms = Forms { body: message.body().to_owned(), http: message.http(), curl, fixture: None };
    html! {
        <div class="message-body">
            { bytes(Words::of(lang).message, &forms.http) }
            { tools(forms, lang, send) }
        </div>
    }
}

/// How an entry looks: a colour, a picture and a word.
struct Look {
    tone: Tone,
    picture: Icon,
    name: &'static str,
}

impl Look {
    const fn new(tone: Tone, picture: Icon, name: &'static str) -> Self {
        Self { tone, picture, name }
    }

    fn of(entry: &Entry, words: &Words) -> Self {
        match entry.what {
            What::Call { .. } => Self::new(Tone::Unknown, Icon::Out, words.kind_call),
            What::Answer { errcode: None | Some(0) } => {
                Self::new(Tone::Unknown, Icon::Check, words.kind_answer)
            }
            What::Answer { .. } => Self::new(Tone::Bad, Icon::Cross, words.kind_answer),
            What::Job { status, .. } => {
                let outcome = outcome_of(status);
                Self::new(Tone::of(outcome), Icon::of_outcome(outcome), words.kind_job)
            }
            What::Push { duplicate: true, .. } => Self::new(Tone::Warn, Icon::Copy, words.kind_duplicate),
            What::Push { attempt: 1, .. } => Self::new(Tone::Unknown, Icon::Down, words.kind_push),
            What::Push { .. } => Self::new(Tone::Warn, Icon::Restart, words.kind_retry),
            What::Lost { .. } => Self::new(Tone::Bad, Icon::Gone, words.kind_lost),
            What::Reply { judgement: Judgement::Accepted } => {
                Self::new(Tone::Good, Icon::Check, words.kind_reply)
            }
            What::Reply { .. } => Self::new(Tone::Bad, Icon::Cross, words.kind_reply),
            What::Dropped => Self::new(Tone::Warn, Icon::Clock, words.kind_dropped),
            What::GaveUp => Self::new(Tone::Bad, Icon::Gone, words.kind_gave_up),
        }
    }
}

/// The outcome that a `publish_status` stands for.
pub(super) fn outcome_of(code: i64) -> Outcome {
    status::find(code).map_or(Outcome::Unknown, |row| row.outcome)
}
