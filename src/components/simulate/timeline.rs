//! What has happened so far, message by message: the developer's side on the left, WeChat's on the right.

use freepublish::catalogue::status;
use freepublish::simulate::Millis;
use freepublish::simulate::platform::Judgement;
use freepublish::simulate::timeline::{Entry, Message, Party, What, since};
use freepublish::time::machine_time;
use freepublish::{Outcome, verdict};

use super::clock::length;
use super::message::{Forms, bytes, tools};
use super::{button, words};
use crate::components::View;
use crate::components::el::{Attr, El, el};
use crate::components::icon::{Icon, icon};
use crate::i18n::SimulateTexts;
use crate::pages::simulate::entry_id;
use crate::state::SimulateAction;
use crate::ui::Tone;

/// Between entries further apart than this stands how far.
const IDLE: Millis = 60_000;

/// The timeline.
pub fn timeline(view: &View<'_>) -> El {
    let (words, player) = (words(view), &view.state.simulation.player);
    let happened = player.happened();
    // The newest entry is read out when it appears; all of them would be a speech at every tick.
    let news = happened.last().map(|entry| said(view, entry)).unwrap_or_default();
    let news = el("p").class("sr-only").attr(Attr::Role, "status").text(news);
    let panel = view.panel("timeline", words.timeline).class("panel timeline").with(news);
    if happened.is_empty() {
        let text = if player.is_over() { words.no_entries } else { words.not_begun };
        let note = (!player.is_over()).then(|| el("p").class("hint").text(words.speed_note));
        return panel.with(el("p").class("fine").text(text)).maybe(note);
    }
    let sides = el("div")
        .class("sides")
        .attr(Attr::AriaHidden, "true")
        .with(el("span").text(words.ours))
        .with(el("span").text(words.theirs));
    let mut rows = Vec::new();
    let mut before = player.timeline.start;
    for (at, one) in happened.iter().enumerate() {
        if one.at - before >= IDLE {
            let idle = (words.idle)(&length(one.at - before, words));
            rows.push(el("li").class("idle").text(idle));
        }
        before = one.at;
        rows.push(entry(view, at, one));
    }
    let end = player.is_over().then(|| end(view));
    panel.with(sides).with(el("ol").class("entries").all(rows)).maybe(end)
}

fn said(view: &View<'_>, entry: &Entry) -> String {
    let lang = view.state.lang;
    [entry.from.name(lang), " ", &entry.title(lang)].concat()
}

fn entry(view: &View<'_>, at: usize, entry: &Entry) -> El {
    let page = &view.state.simulation;
    let is_open = page.open.contains(&at);
    let side = if entry.from == Party::Platform { "theirs" } else { "ours" };
    let look = Look::of(entry, words(view));
    // What a message says counts for more than that it came.
    let told = page.told.get(at).and_then(Option::as_ref);
    let tone = told.map_or(look.tone, |told| Tone::of(told.outcome));
    let told = told.map(|told| {
        let headline = verdict(told, view.state.lang).headline;
        el("p").class("told").with(icon(Icon::of_outcome(told.outcome))).text(headline)
    });
    let body = entry.message.as_ref().filter(|_| is_open).map(|message| body(view, message));
    el("li")
        .attr(Attr::Id, entry_id(at))
        .attr(Attr::Class, ["entry-line ", side, " ", tone.class()].concat())
        .attr(Attr::TabIndex, "-1")
        .with(head(view, at, entry, &look, is_open))
        .maybe(told)
        .maybe(body)
}

fn head(view: &View<'_>, at: usize, entry: &Entry, look: &Look, is_open: bool) -> El {
    let (words, lang) = (words(view), view.state.lang);
    let start = view.state.simulation.player.timeline.start;
    let time = el("time")
        .attr(Attr::DateTime, machine_time(entry.at.div_euclid(1_000)).unwrap_or_default())
        .text(since(entry.at - start));
    let badge = el("span")
        .attr(Attr::Class, ["badge ", look.tone.class()].concat())
        .with(icon(look.picture))
        .text(look.name);
    let what = el("span")
        .class("what")
        .with(el("b").text(entry.from.name(lang).to_owned()))
        .text(" ")
        .text(entry.title(lang));
    let back = entry.answers.map(|earlier| {
        let is_answer = matches!(entry.what, What::Answer { .. } | What::Reply { .. });
        let text = if is_answer { (words.answers)(earlier + 1) } else { (words.follows)(earlier + 1) };
        button(view, "place", SimulateAction::GoTo(earlier)).text(text)
    });
    let number = el("span").class("entry-number").text(format!("#{}", at + 1));
    let meta = el("p").class("meta").with(number).with(time).with(badge).maybe(back);
    let line = if entry.message.is_some() {
        button(view, "unfold", SimulateAction::Toggle(at))
            .attr(Attr::AriaExpanded, is_open.to_string())
            .with(what)
            .with(icon(Icon::Down))
    } else {
        el("p").class("unfold").with(what)
    };
    el("div").with(meta).with(line)
}

fn body(view: &View<'_>, message: &Message) -> El {
    let curl = match message {
        Message::Request(request) => Some(request.to_curl()),
        Message::Response(_) => None,
    };
    let forms = Forms { body: message.body().to_owned(), http: message.http(), curl, fixture: None };
    el("div").class("message-body").with(bytes(words(view).message, &forms.http)).with(tools(view, forms))
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

    fn of(entry: &Entry, words: &SimulateTexts) -> Self {
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

fn outcome_of(code: i64) -> Outcome {
    status::find(code).map_or(Outcome::Unknown, |row| row.outcome)
}

/// What became of every job.
fn end(view: &View<'_>) -> El {
    let (words, lang) = (words(view), view.state.lang);
    let mut jobs: Vec<(u64, i64)> = Vec::new();
    for entry in view.state.simulation.player.happened() {
        let What::Job { publish_id, status } = entry.what else { continue };
        match jobs.iter_mut().find(|(known, _)| *known == publish_id) {
            Some(job) => job.1 = status,
            None => jobs.push((publish_id, status)),
        }
    }
    // Those that were accepted first have the smaller numbers.
    jobs.sort_unstable();
    let none = jobs.is_empty().then(|| el("p").text(words.over_no_job));
    let rows = jobs.iter().map(|(publish_id, code)| {
        let outcome = outcome_of(*code);
        let name = status::find(*code).map_or("", |row| row.name.get(lang));
        let badge = el("span")
            .attr(Attr::Class, ["badge ", Tone::of(outcome).class()].concat())
            .with(icon(Icon::of_outcome(outcome)))
            .text(["publish_status ", &code.to_string(), " · ", name].concat());
        el("li").text((words.job)(&publish_id.to_string())).text(" ").with(badge)
    });
    el("div")
        .class("the-end")
        .id("the-end")
        .with(el("h3").text(words.over))
        .maybe(none)
        .with(el("ul").all(rows))
}
