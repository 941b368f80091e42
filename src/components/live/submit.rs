//! Submitting a draft: the field, and the question before it is sent.

use freepublish::{Outcome, Severity};
use yew::prelude::*;

use super::connection::{account, fact, upstream};
use super::field::{About, field};
use super::trouble::alert;
use super::{button, button_if, words};
use crate::components::View;
use crate::components::el::{Attr, El, el};
use crate::components::icon::{Icon, icon};
use crate::platform::{self, id};
use crate::state::LiveAction;
use crate::state::live::{Draft, LiveField};
use crate::ui::Tone;

/// The panel.
pub fn submit(view: &View<'_>) -> El {
    let (words, page) = (words(view), &view.state.live);
    let note = match page.up() {
        Some((_, health)) if !health.drafts.is_empty() => words.media_id_offered,
        Some((_, health)) if health.upstream.is_rehearsal() => words.media_id_rehearsal,
        _ => words.media_id_note,
    };
    let about = About { name: words.media_id, note, fault: fault(view) };
    let name = if page.is_sending() { words.sending } else { words.submit_button };
    let send = button_if(view, page.can_submit(), "btn primary", LiveAction::Ask).id(id::SUBMIT).text(name);
    let why = match page.up() {
        None => Some(words.need_connection),
        Some((_, health)) if health.down.is_some() => Some(words.need_upstream),
        Some(_) => None,
    };
    let form = el("div")
        .class("live-form")
        .with(field(view, LiveField::MediaId, &page.media_id, about))
        .maybe(drafts(view))
        .maybe(remarks(view))
        .with(el("div").class("controls").with(send).maybe(why.map(|why| el("small").text(why))));
    view.panel("submit-panel", words.submit).with(form).with(el("p").class("hint").text(words.submit_note))
}

/// A button for each draft that the proxy offers: nobody has to carry a `media_id` over from a terminal.
fn drafts(view: &View<'_>) -> Option<El> {
    let (_, health) = view.state.live.up().filter(|(_, health)| !health.drafts.is_empty())?;
    let offers = health.drafts.iter().map(|draft| offer(view, draft));
    let label = words(view).drafts;
    Some(el("div").class("drafts").attr(Attr::Role, "group").attr(Attr::AriaLabel, label).all(offers))
}

fn offer(view: &View<'_>, draft: &Draft) -> El {
    let Draft { media_id, outcome, name } = draft;
    let status = draft.status();
    let sign = status.map_or(Outcome::Unknown, |status| status.outcome);
    let title = status.map_or(outcome.as_str(), |status| status.name.get(view.state.lang));
    // The scenario has a name of its own for it: it tells drafts of one outcome apart.
    let own = Some(name).filter(|name| *name != outcome && !name.is_empty());
    let is_picked = view.state.live.media_id == *media_id;
    button(view, "", LiveAction::Pick(media_id.clone()))
        .attr(Attr::Class, ["btn ", Tone::of(sign).class()].concat())
        .attr(Attr::AriaPressed, if is_picked { "true" } else { "false" })
        .attr(Attr::Title, media_id.clone())
        .with(icon(Icon::of_outcome(sign)))
        .with(el("span").text(title.to_owned()))
        .maybe(own.map(|name| el("code").text(name.clone())))
}

/// The first error, while there is something to be wrong.
fn fault(view: &View<'_>) -> Option<String> {
    let page = &view.state.live;
    let mut found = page.draft.diagnostics.iter().filter(|_| !page.media_id.is_empty());
    let lang = view.state.lang;
    let error = found.find(|found| found.severity() == Severity::Error)?;
    Some([error.message(lang).as_str(), words(view).full_stop, &error.advice(lang)].concat())
}

/// What does not hinder a submit, but should be read before.
fn remarks(view: &View<'_>) -> Option<El> {
    let (page, lang) = (&view.state.live, view.state.lang);
    let found = page.draft.diagnostics.iter().filter(|_| !page.media_id.is_empty());
    let mut warnings = found.filter(|found| found.severity() == Severity::Warning).peekable();
    warnings.peek()?;
    let rows = warnings.map(|found| {
        el("li")
            .with(icon(Icon::Warning))
            .text([found.message(lang).as_str(), words(view).full_stop, &found.advice(lang)].concat())
    });
    Some(el("ul").class("remarks").all(rows))
}

/// What the dialog is called.
pub fn title(view: &View<'_>) -> &'static str {
    let is_rehearsal = view.state.live.up().is_some_and(|(_, health)| health.upstream.is_rehearsal());
    if is_rehearsal { words(view).confirm_rehearsal } else { words(view).confirm_public }
}

/// What the dialog says: who publishes what where, and what follows from it.
pub fn confirmation(view: &View<'_>) -> El {
    let (words, page) = (words(view), &view.state.live);
    let Some((proxy, health)) = page.up() else { return el("div").class("help") };
    let is_rehearsal = health.upstream.is_rehearsal();
    let facts = el("dl")
        .class("live-facts")
        .with(fact(words.account, account(words, health)))
        .with(fact(words.upstream, upstream(words, health)))
        .with(fact(words.proxy, proxy.address.as_str().to_owned()))
        .with(fact("media_id", page.media_id.clone()).class("id"));
    let what = if is_rehearsal {
        el("p").text(words.rehearsal)
    } else {
        let text = el("p").with(el("b").text(words.public));
        el("div").class("trouble").with(icon(Icon::Warning)).with(text)
    };
    let tried = page.tried().map(|_| alert(el("p").text(words.tried)));
    let (class, name) =
        if is_rehearsal { ("btn primary", words.rehearse) } else { ("btn danger", words.publish) };
    let cancel = el("button")
        .attr(Attr::Type, "button")
        .class("btn")
        .id("cancel")
        .on_press(Callback::from(|_| platform::close_dialog()))
        .text(words.cancel);
    let confirm = button(view, class, LiveAction::Confirm).id("confirm").text(name);
    el("div")
        .class("help")
        .with(facts)
        .with(what)
        .maybe(tried)
        .with(el("div").class("controls end").with(cancel).with(confirm))
}
