//! The virtual clock and what can be done with it.

use freepublish::simulate::Millis;
use freepublish::simulate::timeline::since;

use super::{button, choices, words};
use crate::components::View;
use crate::components::el::{Attr, El, el};
use crate::components::icon::{Icon, icon};
use crate::facts::{BEIJING, clock as clock_of};
use crate::i18n::SimulateTexts;
use crate::state::{SimulateAction, Speed};

/// The clock with its buttons.
pub fn clock(view: &View<'_>) -> El {
    let words = words(view);
    let player = &view.state.simulation.player;
    let moment = (player.timeline.start + player.now()).div_euclid(1_000);
    let time = el("p")
        .class("time")
        .with(el("b").text(since(player.now())))
        .text(" ")
        .with(el("span").text(clock_of(moment, BEIJING).unwrap_or_default()));
    el("section")
        .class("panel clock")
        .attr(Attr::AriaLabel, words.clock_label)
        .with(el("div").class("clock-row").with(buttons(view)).with(speeds(view)))
        .with(el("div").class("clock-row").with(time).with(progress(view)))
}

/// Buttons that have nothing to do say so and stay: one that vanished would take the focus with it.
fn buttons(view: &View<'_>) -> El {
    let words = words(view);
    let player = &view.state.simulation.player;
    let (action, picture, name) = if player.is_playing() {
        (SimulateAction::Pause, Icon::Pause, words.pause)
    } else if player.is_over() && player.now() > 0 {
        (SimulateAction::Play, Icon::Play, words.replay)
    } else {
        (SimulateAction::Play, Icon::Play, words.play)
    };
    let play = button(view, "btn primary", action).id("play").with(icon(picture)).text(name);
    let other = |id, action, picture, name, is_idle: bool| {
        let button = button(view, "btn", action).id(id).attr(Attr::Title, name);
        let button = button.with(icon(picture)).with(el("span").text(name));
        if is_idle { button.attr(Attr::AriaDisabled, "true") } else { button }
    };
    let is_at_start = player.now() == 0 && player.happened().is_empty();
    el("div")
        .class("controls")
        .with(play)
        .with(other("step", SimulateAction::Step, Icon::Step, words.step, player.is_over()))
        .with(other("finish", SimulateAction::Finish, Icon::End, words.finish, player.is_over()))
        .with(other("restart", SimulateAction::Restart, Icon::Restart, words.restart, is_at_start))
}

fn speeds(view: &View<'_>) -> El {
    let speeds = Speed::ALL.map(|speed| {
        let name = match speed {
            Speed::Real => "1×",
            Speed::Brisk => "10×",
            Speed::Fast => "60×",
        };
        (speed, name, SimulateAction::SetSpeed(speed))
    });
    let words = words(view);
    choices(view, words.speed, &view.state.simulation.player.speed, speeds)
        .attr(Attr::Title, words.speed_note)
}

fn progress(view: &View<'_>) -> El {
    let words = words(view);
    let player = &view.state.simulation.player;
    let (shown, all) = (player.happened().len(), player.timeline.entries.len());
    let mut line = el("p").class("progress").text((words.progress)(shown, all));
    // Before the first entry and behind the last there is nothing to wait for.
    if let Some(wait) = player.until_next().filter(|wait| *wait > 0) {
        line = line.text(" · ").text((words.next_in)(&length(wait, words)));
    }
    if let Some(skipped) = player.skipped() {
        line = line.text(" · ").with(el("b").text((words.skipped)(&length(skipped, words))));
    }
    line
}

/// A length of time in its two largest units: `5 小时 59 分`. Anything below a second is a second.
pub(super) fn length(length: Millis, words: &SimulateTexts) -> String {
    let seconds = (length + 999) / 1_000;
    let parts = [seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60];
    let first = parts.iter().position(|part| *part > 0).unwrap_or(parts.len() - 1);
    let parts = parts.iter().zip(words.units).skip(first).take(2);
    let parts =
        parts.filter(|(part, _)| **part > 0).map(|(part, unit)| [&part.to_string(), " ", unit].concat());
    parts.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use freepublish::Lang;

    use super::*;

    #[test]
    fn lengths_are_short() {
        let check = |millis, zh, en| {
            assert_eq!(length(millis, SimulateTexts::of(Lang::Zh)), zh);
            assert_eq!(length(millis, SimulateTexts::of(Lang::En)), en);
        };
        check(120, "1 秒", "1 s");
        check(60_000, "1 分钟", "1 min");
        check(21_570_000, "5 小时 59 分钟", "5 h 59 min");
        check(2 * 86_400_000 + 5_000, "2 天", "2 d");
    }
}
