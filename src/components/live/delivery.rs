//! A callback delivered to the reader's handler: the form below the callback, and what came of it.

use freepublish::rule::{self, Rule};
use yew::prelude::*;

use super::field::{About, TARGETS, field};
use super::message::moment;
use super::trouble::{of, of_problem};
use super::{button, button_if, words};
use crate::components::View;
use crate::components::el::{Attr, El, el, text};
use crate::components::icon::{Icon, icon};
use crate::facts::{size, unseen};
use crate::shell::links::Topic;
use crate::state::LiveAction;
use crate::state::live::{Callback, Delivered, Delivery, Judged, Live, LiveField};
use crate::ui::Tone;

/// Unfolds the form.
pub(super) fn opener(view: &View<'_>, callback: &Callback) -> El {
    let cursor = &callback.kept.cursor;
    let is_open = view.state.live.offered.as_ref() == Some(cursor);
    button(view, "btn", LiveAction::Offer(cursor.clone()))
        .attr(Attr::AriaExpanded, if is_open { "true" } else { "false" })
        .with(icon(Icon::Step))
        .text(words(view).deliver)
}

/// The form, when it is unfolded, and the latest deliveries.
pub(super) fn deliveries(view: &View<'_>, callback: &Callback) -> Option<El> {
    let (page, cursor) = (&view.state.live, callback.kept.cursor.as_str());
    let is_open = page.offered.as_deref() == Some(cursor);
    let mut sent = page.deliveries_of(cursor).peekable();
    if !is_open && sent.peek().is_none() {
        return None;
    }
    let list = el("ol").class("deliveries").attr(Attr::AriaLabel, words(view).deliveries);
    let list = list.all(sent.map(|delivery| row(view, delivery)));
    Some(el("div").class("delivery").maybe(is_open.then(|| form(view))).with(list))
}

fn form(view: &View<'_>) -> El {
    let (words, page) = (words(view), &view.state.live);
    let targets = page.up().and_then(|(_, health)| health.targets.as_deref());
    let hint = match targets {
        Some([]) => words.target_none,
        _ => words.target_note,
    };
    let fault = page.is_target_wrong().then(|| words.target_wrong.to_owned());
    let name = if page.is_delivering() { words.delivering } else { words.deliver_now };
    let send =
        button_if(view, page.can_deliver(), "btn primary", LiveAction::Deliver).id("deliver").text(name);
    let options = targets.unwrap_or_default().iter().map(|origin| {
        let value = [origin.trim_end_matches('/'), "/"].concat();
        html! { <option {value} /> }
    });
    let known = html! { <datalist id={TARGETS}>{ for options }</datalist> };
    let about = About { name: words.target, note: hint, fault };
    field(view, LiveField::Target, &page.target, about).class("field long with-button").push(known).with(send)
}

fn row(view: &View<'_>, delivery: &Delivery) -> El {
    let words = words(view);
    let (tone, at, said) = match &delivery.result {
        None => (Tone::Wait, None, el("p").text(words.delivering)),
        Some((at, Delivered::Judged(judged))) => {
            let tone = if judged.is_accepted { Tone::Good } else { Tone::Bad };
            (tone, Some(*at), verdict(view, judged))
        }
        Some((at, Delivered::Problem(problem))) => {
            let said = of_problem(view, words.not_delivered, problem);
            let could_be = problem.kind == "target-not-allowed" && !Live::is_never_allowed(&delivery.target);
            let origin = Live::origin_of(&delivery.target).filter(|_| could_be);
            let allow = origin.map(|origin| el("pre").class("command").text((words.allow)(&origin)));
            let unknown = (problem.kind == "not-found").then(|| el("p").text(words.deliveries_unknown));
            (Tone::Warn, Some(*at), said.maybe(allow).maybe(unknown))
        }
        Some((at, Delivered::Lost)) => (Tone::Warn, Some(*at), of(words.delivery_lost)),
    };
    let facts = match &delivery.result {
        Some((_, Delivered::Judged(judged))) => facts(judged),
        _ => String::new(),
    };
    let meta = el("p")
        .class("meta")
        .maybe(at.map(moment))
        .with(el("code").text(delivery.target.clone()))
        .with(el("b").text(facts));
    el("li")
        .attr(Attr::Class, tone.class())
        .key(format!("delivery-{}", delivery.number))
        .with(meta)
        .with(el("div").class("said").attr(Attr::Role, "status").with(said))
}

/// `HTTP 200 · 35 ms`, as far as it is known.
fn facts(judged: &Judged) -> String {
    let status = judged.status.map(|status| format!("HTTP {status}"));
    let elapsed = judged.elapsed.map(|elapsed| format!("{elapsed} ms"));
    status.into_iter().chain(elapsed).collect::<Vec<_>>().join(" · ")
}

fn verdict(view: &View<'_>, judged: &Judged) -> El {
    let words = words(view);
    let (tone, picture, said) = if judged.is_accepted {
        (Tone::Good, Icon::Check, words.accepted)
    } else {
        (Tone::Bad, Icon::Cross, words.not_accepted)
    };
    let told = el("p")
        .attr(Attr::Class, ["told ", tone.class()].concat())
        .with(icon(picture))
        .with(el("span").text(said));
    let found = judged.findings.iter().map(|code| finding(view, code));
    let found = el("ul").class("diagnostics").all(found);
    el("div").with(told).with(found).maybe(judged.reply.as_ref().map(|text| reply(view, text)))
}

/// The words of the catalogue. A proxy may be newer than this page: then its code has to do.
fn finding(view: &View<'_>, code: &str) -> El {
    let link = el("a").attr(Attr::Href, Topic::Rules.entry(code)).text(code.to_owned());
    let link = el("p").class("at").with(link);
    let Some(Rule { severity, title, advice, .. }) = rule::find(code) else {
        return el("li").class("info").with(icon(Icon::Info)).with(link);
    };
    let lang = view.state.lang;
    el("li").class(severity.name()).with(icon(Icon::of_severity(*severity))).with(
        el("div")
            .with(el("p").class("message").text(title.get(lang)))
            .with(el("p").class("why").text(advice.get(lang)))
            .with(link),
    )
}

/// The reply, with what one cannot see made visible: a line feed behind `success` makes a difference.
fn reply(view: &View<'_>, reply: &str) -> El {
    let words = words(view);
    let name = [words.reply, " ", &size(reply.len())].concat();
    if reply.is_empty() {
        return el("p").class("meta").with(el("span").text(name));
    }
    let bytes = el("pre")
        .class("wire bytes")
        .attr(Attr::TabIndex, "0")
        .attr(Attr::Role, "group")
        .attr(Attr::AriaLabel, words.reply)
        .all(legible(reply));
    // What is no message has nothing that could be read from it.
    let is_message = reply.trim_start().starts_with(['<', '{']);
    let open = is_message.then(|| {
        let open = button(view, "btn", LiveAction::Open(reply.to_owned())).with(icon(Icon::Out));
        el("div").class("tools").with(open.text(words.open_in_inspect))
    });
    el("div").with(el("p").class("meta").push(text(name))).with(bytes).maybe(open)
}

/// Line by line, with what nobody sees set apart from the same characters as text.
fn legible(reply: &str) -> impl Iterator<Item = El> {
    reply.split_inclusive('\n').map(|line| {
        let mut shown = el("span");
        let mut seen = String::new();
        for c in line.chars() {
            match unseen(c) {
                None => seen.push(c),
                Some(name) => {
                    shown = shown.text(std::mem::take(&mut seen)).with(el("i").class("unseen").text(name));
                }
            }
        }
        // The line feed itself, behind its name.
        shown.text(seen).text(if line.ends_with('\n') { "\n" } else { "" })
    })
}
