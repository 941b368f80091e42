//! The virtual clock and what can be done with it.

use freepublish::Lang;
use freepublish::simulate::Millis;
use freepublish::simulate::timeline::since;
use freepublish::time::{BEIJING, clock};
use yew::prelude::*;

use super::{choices, press};
use crate::simulate::{Model, Msg, Speed, Words};
use crate::ui::Icon;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    /// When the timeline begins, in milliseconds since 1970.
    start: Millis,
    /// The virtual time since then.
    now: Millis,
    /// How many entries have happened, and of how many.
    entries: (usize, usize),
    /// How long it is until something happens.
    wait: Option<Millis>,
    /// How much was left out just now.
    skipped: Option<Millis>,
    can: Can,
    speed: Speed,
    lang: Lang,
    send: Callback<Msg>,
}

impl Props {
    pub(super) fn of(model: &Model, lang: Lang, send: &Callback<Msg>) -> Self {
        let player = &model.player;
        let entries = (player.happened().len(), player.timeline.entries.len());
        Self {
            start: player.timeline.start,
            now: player.now(),
            entries,
            // Before the first entry and behind the last there is nothing to wait for.
            wait: player.until_next().filter(|wait| *wait > 0),
            skipped: player.skipped(),
            can: Can {
                is_playing: player.is_playing(),
                is_over: player.is_over(),
                is_begun: player.now() > 0 || entries.0 > 0,
            },
            speed: player.speed,
            lang,
            send: send.clone(),
        }
    }

    /// Those of the buttons, which stay as they are while the clock ticks.
    pub(super) fn buttons(&self) -> ButtonsProps {
        ButtonsProps { can: self.can, lang: self.lang, send: self.send.clone() }
    }
}

/// The clock with its buttons.
#[component]
pub(super) fn Clock(props: &Props) -> Html {
    let Props { start, now, entries, wait, skipped, speed, lang, send, .. } = props;
    let words = Words::of(*lang);
    let moment = start.saturating_add(*now).div_euclid(1_000);
    html! {
        <section class="panel clock" aria-label={words.clock_label}>
            <div class="clock-row">
                <Buttons ..props.buttons() />
                <Speeds speed={*speed} lang={*lang} send={send.clone()} />
            </div>
            <div class="clock-row">
                <p class="time">
                    <b>{ since(*now) }</b>{ " " }<span>{ clock(moment, BEIJING).unwrap_or_default() }</span>
                </p>
                <p class="progress">
                    { (words.progress)(entries.0, entries.1) }
                    if let Some(wait) = wait {
                        { " · " }{ (words.next_in)(&length(*wait, words)) }
                    }
                    if let Some(skipped) = skipped {
                        { " · " }<b>{ (words.skipped)(&length(*skipped, words)) }</b>
                    }
                </p>
            </div>
        </section>
    }
}

/// What there is to do for the buttons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Can {
    is_playing: bool,
    is_over: bool,
    is_begun: bool,
}

#[derive(Properties, PartialEq)]
pub(super) struct ButtonsProps {
    can: Can,
    lang: Lang,
    send: Callback<Msg>,
}

/// Buttons that have nothing to do say so and stay: one that vanished would take the focus with it.
#[component]
fn Buttons(ButtonsProps { can, lang, send }: &ButtonsProps) -> Html {
    let words = Words::of(*lang);
    let Can { is_playing, is_over, is_begun } = *can;
    let (msg, picture, name) = if is_playing {
        (Msg::Pause, Icon::Pause, words.pause)
    } else if is_over && is_begun {
        (Msg::Play, Icon::Play, words.replay)
    } else {
        (Msg::Play, Icon::Play, words.play)
    };
    let other = |id: &'static str, msg, picture: Icon, name: &'static str, is_idle: bool| {
        html! {
            <button type="button" class="btn" {id} title={name} onclick={press(send, msg)}
                aria-disabled={is_idle.then_some("true")}>
                { picture.draw() }<span>{ name }</span>
            </button>
        }
    };
    html! {
        <div class="controls">
            <button type="button" class="btn primary" id="play" onclick={press(send, msg)}>
                { picture.draw() }{ name }
            </button>
            { other("step", Msg::Step, Icon::Step, words.step, is_over) }
            { other("finish", Msg::Finish, Icon::End, words.finish, is_over) }
            { other("restart", Msg::Restart, Icon::Restart, words.restart, !is_begun) }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct SpeedsProps {
    speed: Speed,
    lang: Lang,
    send: Callback<Msg>,
}

#[component]
fn Speeds(SpeedsProps { speed, lang, send }: &SpeedsProps) -> Html {
    let words = Words::of(*lang);
    let speeds = Speed::ALL.map(|speed| {
        let name = match speed {
            Speed::Real => "1×",
            Speed::Brisk => "10×",
            Speed::Fast => "60×",
        };
        (speed, name, Msg::SetSpeed(speed))
    });
    choices(words.speed, Some(words.speed_note), speed, speeds, send)
}

/// A length of time in its two largest units: `5 小时 59 分`. Anything below a second is a second.
pub(super) fn length(length: Millis, words: &Words) -> String {
    let seconds = length.saturating_add(999) / 1_000;
    let parts = [seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60];
    let first = parts.iter().position(|part| *part > 0).unwrap_or(parts.len() - 1);
    let parts = parts.iter().zip(words.units).skip(first).take(2);
    let parts =
        parts.filter(|(part, _)| **part > 0).map(|(part, unit)| [&part.to_string(), " ", unit].concat());
    parts.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_short() {
        let check = |millis, zh, en| {
            assert_eq!(length(millis, Words::of(Lang::Zh)), zh);
            assert_eq!(length(millis, Words::of(Lang::En)), en);
        };
        check(120, "1 秒", "1 s");
        check(60_000, "1 分钟", "1 min");
        check(21_570_000, "5 小时 59 分钟", "5 h 59 min");
        check(2 * 86_400_000 + 5_000, "2 天", "2 d");
    }
}
