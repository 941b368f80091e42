//! The connection: where the proxy is, what opens it, and what it says of itself.

use yew::prelude::*;

use super::field::{About, field};
use super::trouble::{alert, failure, of_problem};
use super::{button, button_if, words};
use crate::app::Message;
use crate::components::View;
use crate::components::el::{Attr, El, el};
use crate::components::icon::{Icon, icon};
use crate::i18n::LiveTexts;
use crate::state::live::{Connection, Health, LiveField, Stream, Upstream};
use crate::state::{Action, LiveAction};

/// The panel.
pub fn connection(view: &View<'_>) -> El {
    let words = words(view);
    let panel = view.panel("connection", words.connection);
    let page = &view.state.live;
    if let Some((proxy, health)) = page.up() {
        return panel.with(up(view, proxy.address.as_str(), health));
    }
    let is_checking = matches!(page.connection, Connection::Checking(_));
    let name = if is_checking { words.checking } else { words.connect };
    let connect = button_if(view, !is_checking, "btn primary", LiveAction::Connect).id("connect").text(name);
    let failed = match &page.connection {
        Connection::Failed(why) => Some(failure(view, why)),
        _ => None,
    };
    let about = |name, note| About { name, note, fault: None };
    let fields = el("div")
        .class("live-form")
        .with(field(view, LiveField::Address, &page.address, about(words.address, words.address_note)))
        .with(field(view, LiveField::Key, page.key.reveal(), about(words.key, words.key_note)))
        .push(remember(view))
        .with(el("div").class("controls").with(connect));
    panel.with(fields).maybe(failed)
}

fn remember(view: &View<'_>) -> Html {
    let changed = view.link.callback(|event: Event| {
        let input: web_sys::HtmlInputElement = event.target_unchecked_into();
        Message::Act(Action::live(LiveAction::Remember(input.checked())))
    });
    html! {
        <label class="check">
            <input id="remember" type="checkbox" checked={view.state.live.remember} onchange={changed} />
            <span>{ words(view).remember }</span>
        </label>
    }
}

fn up(view: &View<'_>, address: &str, health: &Health) -> El {
    let words = words(view);
    let can = !view.state.live.is_sending();
    let tone = if health.down.is_some() { "warn" } else { "good" };
    let head = el("p")
        .attr(Attr::Class, ["told ", tone].concat())
        .attr(Attr::Role, "status")
        .with(icon(if health.down.is_some() { Icon::Warning } else { Icon::Check }))
        .with(el("b").text((words.connected_to)(address)));
    let down = health.down.as_ref().map(|problem| alert(of_problem(view, words.down, problem)));
    let controls = el("div")
        .class("controls")
        .with(button_if(view, can, "btn", LiveAction::Connect).id("recheck").text(words.recheck))
        .with(button_if(view, can, "btn", LiveAction::Disconnect).id("disconnect").text(words.disconnect));
    let version = health.version.clone().map(|version| fact(words.version, version));
    let facts = el("dl")
        .class("live-facts")
        .with(fact(words.upstream, upstream(words, health)))
        .with(fact(words.account, account(words, health)))
        .maybe(version);
    el("div").class("live-form").with(head).with(facts).maybe(down).push(remember(view)).with(controls)
}

/// A line of a list of facts.
pub(super) fn fact(name: &'static str, value: impl Into<AttrValue>) -> El {
    el("div").with(el("dt").text(name)).with(el("dd").text(value))
}

/// What stands behind the proxy, in words.
pub(super) fn upstream(words: &LiveTexts, health: &Health) -> String {
    match &health.upstream {
        Upstream::WeChat => words.wechat.to_owned(),
        Upstream::Simulator => words.simulator.to_owned(),
        Upstream::Other(name) if name.is_empty() => words.no_account.to_owned(),
        Upstream::Other(name) => name.clone(),
    }
}

/// The account, in words.
pub(super) fn account(words: &LiveTexts, health: &Health) -> String {
    health.account.clone().unwrap_or_else(|| words.no_account.to_owned())
}

/// For whom there is no proxy yet: one command starts one.
pub fn begin(view: &View<'_>) -> El {
    let words = words(view);
    let [run, open, submit] = words.begin_steps;
    let command = "cargo xtask serve";
    let copy = view.copy_button(command, command.to_owned());
    let command = el("div").class("command").with(el("code").text(command)).with(copy);
    let steps = el("ol")
        .class("steps")
        .with(el("li").with(el("p").text(run)).with(command))
        .with(el("li").with(el("p").text(open)))
        .with(el("li").with(el("p").text(submit)));
    let simulate = el("a").attr(Attr::Href, "#/simulate").text(view.texts.nav_simulate);
    view.panel("begin", words.begin)
        .with(steps)
        .with(el("p").class("hint").text(words.begin_own).text(" ").with(simulate))
}

/// Nobody listens; whoever has submitted something has to know how to go on.
fn off(view: &View<'_>) -> String {
    let (words, page) = (words(view), &view.state.live);
    match page.known().filter(|_| !page.jobs.is_empty()) {
        Some((address, account)) => (words.resume)(address, account.unwrap_or(words.no_account)),
        None => words.stream_off.to_owned(),
    }
}

/// The state of the stream, and what can be done about it.
pub fn stream(view: &View<'_>) -> El {
    let (words, page) = (words(view), &view.state.live);
    let (tone, text) = match page.stream {
        Stream::Off => ("unknown", off(view)),
        Stream::Opening { .. } => ("wait", words.stream_opening.to_owned()),
        Stream::Open { .. } => ("good", words.stream_open.to_owned()),
        Stream::Waiting { seconds, .. } => ("warn", (words.stream_waiting)(seconds)),
    };
    let is_waiting = matches!(page.stream, Stream::Waiting { .. });
    let retry = is_waiting.then(|| button(view, "btn", page.retry()).id("retry").text(words.retry));
    let said = el("span").attr(Attr::Role, "status").text(text);
    el("p")
        .attr(Attr::Class, ["stream ", tone].concat())
        .with(el("i").attr(Attr::AriaHidden, "true"))
        .with(said)
        .maybe(retry)
}
