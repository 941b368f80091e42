//! The connection: where the proxy is, what opens it, and what it says of itself.

use freepublish::Lang;
use yew::prelude::*;

use super::field::TextField;
use super::message::moment;
use super::trouble::{alert, failure, of_problem};
use super::{disabled_unless, fact, panel, press};
use crate::live::proxy::{Health, Notice, Upstream};
use crate::live::{Connection, Field, Model, Msg, Words};
use crate::shell::Secret;
use crate::ui::{self, Icon};

#[derive(Clone, Properties, PartialEq)]
pub(super) struct Props {
    address: String,
    key: Secret,
    remember: bool,
    connection: Connection,
    /// Where a link asks to connect to.
    invited: Option<String>,
    /// The origin of the page.
    origin: String,
    /// Whether a draft is on its way.
    is_sending: bool,
    lang: Lang,
    send: Callback<Msg>,
}

impl Props {
    pub(super) fn of(model: &Model, lang: Lang, send: &Callback<Msg>) -> Self {
        Self {
            address: model.address.clone(),
            key: model.key.clone(),
            remember: model.remember,
            connection: model.connection.clone(),
            invited: model.invited.as_ref().map(|proxy| proxy.address.as_str().to_owned()),
            origin: model.origin().to_owned(),
            is_sending: model.is_sending(),
            lang,
            send: send.clone(),
        }
    }
}

#[component]
pub(super) fn Connecting(props: &Props) -> Html {
    let words = Words::of(props.lang);
    let content = match &props.connection {
        Connection::Up(proxy, health) => up(props, proxy.address.as_str(), health),
        other => form(props, other),
    };
    let content = html! { <>{ invited(props) }{ content }</> };
    panel("panel", "connection", words.connection, Html::default(), content)
}

/// What a link asks for. It is the reader who decides whether another origin is called.
fn invited(Props { invited, is_sending, lang, send, .. }: &Props) -> Option<Html> {
    let words = Words::of(*lang);
    let address = invited.as_ref()?;
    let text = html! {
        <div>
            <p><b>{ (words.invited)(address) }</b></p>
            <p>{ words.invited_note }</p>
            <div class="controls">
                <button type="button" class="btn" id="accept" onclick={press(send, Msg::Accept)}
                    aria-disabled={disabled_unless(!is_sending)}>{ words.invited_accept }</button>
                <button type="button" class="btn" id="decline" onclick={press(send, Msg::Decline)}>
                    { words.invited_decline }
                </button>
            </div>
        </div>
    };
    Some(html! { <div class="invitation">{ alert(text) }</div> })
}

fn form(props: &Props, connection: &Connection) -> Html {
    let Props { address, key, origin, lang, send, .. } = props;
    let words = Words::of(*lang);
    let is_checking = matches!(connection, Connection::Checking(_));
    html! {
        <>
            <div class="live-form">
                <TextField field={Field::Address} name={words.address} content={Secret::new(address.clone())}
                    note={words.address_note} send={send.clone()} />
                <TextField field={Field::Key} name={words.key} content={key.clone()} note={words.key_note}
                    send={send.clone()} />
                { remember(props) }
                <div class="controls">
                    <button type="button" class="btn primary" id="connect" onclick={press(send, Msg::Connect)}
                        aria-disabled={disabled_unless(!is_checking)}>
                        { if is_checking { words.checking } else { words.connect } }
                    </button>
                </div>
            </div>
            if let Connection::Failed(why) = connection {
                { failure(why, origin, *lang) }
            }
        </>
    }
}

fn remember(Props { remember, lang, send, .. }: &Props) -> Html {
    let changed = send.reform(|event: Event| {
        let input: web_sys::HtmlInputElement = event.target_unchecked_into();
        Msg::Remember(input.checked())
    });
    html! {
        <label class="check">
            <input id="remember" type="checkbox" checked={*remember} onchange={changed} />
            <span>{ Words::of(*lang).remember }</span>
        </label>
    }
}

fn up(props: &Props, address: &str, health: &Health) -> Html {
    let Props { is_sending, lang, send, .. } = props;
    let words = Words::of(*lang);
    let can = disabled_unless(!is_sending);
    let (tone, icon) = match health.down {
        Some(_) => ("warn", Icon::Warning),
        None => ("good", Icon::Check),
    };
    let down = health.down.as_ref().map(|problem| alert(of_problem(words.down, problem, *lang)));
    html! {
        <div class="live-form">
            <p class={classes!("told", tone)} role="status">
                { icon.draw() }<b>{ (words.connected_to)(address) }</b>
            </p>
            <dl class="live-facts">
                { fact(words.upstream, upstream(&health.upstream, words), None) }
                { fact(words.account, account(health.account.as_deref(), words), None) }
                { health.mode.as_deref().map(|mode| fact(words.mode, words.mode_name(mode).to_owned(), None)) }
                { health.version.clone().map(|version| fact(words.version, version, None)) }
            </dl>
            { down }
            { notices(health, *lang) }
            { remember(props) }
            <div class="controls">
                <button type="button" class="btn" id="recheck" onclick={press(send, Msg::Connect)}
                    aria-disabled={can}>{ words.recheck }</button>
                <button type="button" class="btn" id="disconnect" onclick={press(send, Msg::Disconnect)}
                    aria-disabled={can}>{ words.disconnect }</button>
            </div>
        </div>
    }
}

/// What the proxy has to say of the pushes that it got: of those in a weaker mode, of a clock that differs.
fn notices(health: &Health, lang: Lang) -> Option<Html> {
    if health.notices.is_empty() {
        return None;
    }
    let rows = health.notices.iter().map(|notice| {
        let Notice { name, count, last_at, .. } = notice;
        html! {
            <li key={name.clone()}>
                <p>{ notice.text(lang).to_owned() }</p>
                <p class="meta">{ (Words::of(lang).notice_count)(*count) }{ last_at.map(moment) }</p>
            </li>
        }
    });
    let text = html! {
        <div>
            <p><b>{ Words::of(lang).notices }</b></p>
            <ul class="notices">{ for rows }</ul>
        </div>
    };
    Some(html! { <div class="trouble" role="status">{ Icon::Warning.draw() }{ text }</div> })
}

/// What stands behind the proxy, in words.
pub(super) fn upstream(upstream: &Upstream, words: &Words) -> String {
    match upstream {
        Upstream::WeChat => words.wechat.to_owned(),
        Upstream::Simulator => words.simulator.to_owned(),
        Upstream::Other(name) if name.is_empty() => words.no_account.to_owned(),
        Upstream::Other(name) => name.clone(),
    }
}

/// The account, in words.
pub(super) fn account(account: Option<&str>, words: &Words) -> String {
    account.unwrap_or(words.no_account).to_owned()
}

#[derive(Properties, PartialEq)]
pub(super) struct BeginProps {
    pub(super) lang: Lang,
    pub(super) send: Callback<Msg>,
}

/// For whom there is no proxy yet: one command starts one.
#[component]
pub(super) fn Begin(BeginProps { lang, send }: &BeginProps) -> Html {
    const COMMAND: &str = "cargo xtask serve";
    let (words, ui) = (Words::of(*lang), ui::Words::of(*lang));
    let [run, open, submit] = words.begin_steps;
    let label = (ui.copy_value)(COMMAND);
    let copy = Msg::Copy { text: COMMAND.to_owned(), done: (ui.copied)(COMMAND) };
    let content = html! {
        <>
            <ol class="steps">
                <li>
                    <p>{ run }</p>
                    <div class="command">
                        <code>{ COMMAND }</code>
                        <button type="button" class="copy" onclick={press(send, copy)} aria-label={label.clone()}
                            title={label}>{ Icon::Copy.draw() }</button>
                    </div>
                </li>
                <li><p>{ open }</p></li>
                <li><p>{ submit }</p></li>
            </ol>
            <p class="hint">{ words.begin_own }{ " " }<a href="#/simulate">{ words.begin_simulate }</a></p>
        </>
    };
    panel("panel", "begin", words.begin, Html::default(), content)
}
