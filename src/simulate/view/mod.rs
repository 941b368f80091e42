//! The page: on the left what is asked for, on the right what comes of it.

use freepublish::Lang;
use freepublish::inspection::Mode;
use freepublish::simulate::scenario::shipped;
use yew::prelude::*;

mod account;
mod clock;
mod editor;
mod entry;
mod field;
mod form;
mod message;
mod result;
mod scenario;
mod timeline;

use self::account::AccountFields;
use self::clock::Clock;
use self::form::CallbackForm;
use self::result::Made;
use self::scenario::Script;
use self::timeline::TimelinePanel;
use super::{Fault, Model, Msg, Place, Seen, Words};
use crate::ui::Icon;

/// The page.
#[component]
pub(super) fn Page(seen: &Seen) -> Html {
    let Seen { model, place, lang, send } = seen;
    let (words, lang) = (Words::of(*lang), *lang);
    let is_callback = *place == Place::Callback;
    let tab = |place: Place, name: &'static str, is_here: bool| {
        html! { <a href={place.href()} aria-current={is_here.then_some("true")}>{ name }</a> }
    };
    html! {
        <div class="simulate">
            <div class="simulate-head">
                <h1>{ words.title }</h1>
                <p class="lead">{ words.intro }</p>
                <nav class="tabs" aria-label={words.tabs}>
                    { tab(Place::Scenario(None), words.tab_scenario, !is_callback) }
                    { tab(Place::Callback, words.tab_callback, is_callback) }
                </nav>
                { unknown(place, words) }
            </div>
            if is_callback {
                <div class="pair" key="callback">
                    <div><CallbackForm ..form::Props::of(model, lang, send) /></div>
                    <div class="result"><Made ..result::Props::of(model, lang, send) /></div>
                </div>
            } else {
                <div class="pair" key="scenario">
                    <div class="result aside">
                        <Script ..scenario::Props::of(model, lang, send) />
                        { secrets(model, lang, send) }
                    </div>
                    <div class="played">
                        <Clock ..clock::Props::of(model, lang, send) />
                        <TimelinePanel ..timeline::Props::of(model, lang, send) />
                    </div>
                </div>
            }
        </div>
    }
}

/// The secrets of the account, where the scenario needs some. What is missing is made up, and only that is said.
fn secrets(model: &Model, lang: Lang, send: &Callback<Msg>) -> Html {
    let mode = model.mode();
    if mode == Mode::Plain {
        return Html::default();
    }
    let fault = model.account.credentials(mode).err().filter(|_| !model.account.is_empty());
    html! {
        <section class="panel script">
            <p class="about">{ Words::of(lang).account_demo }</p>
            <AccountFields account={model.account.clone()} fault={fault.map(Fault::Account)} is_encrypted=true
                {lang} send={send.clone()} />
        </section>
    }
}

/// A link to a scenario that does not exist.
fn unknown(place: &Place, words: &Words) -> Html {
    match place {
        Place::Scenario(Some(name)) if shipped::find(name).is_none() => html! {
            <p class="panel notice" role="alert">{ Icon::Warning.draw() }{ (words.unknown_scenario)(name) }</p>
        },
        _ => Html::default(),
    }
}

/// What a press of a button does.
fn press(send: &Callback<Msg>, msg: Msg) -> Callback<MouseEvent> {
    send.reform(move |_| msg.clone())
}

/// One of several choices, as a row of buttons of which one is pressed in.
fn choices<T: PartialEq>(
    label: &'static str,
    hint: Option<&'static str>,
    present: &T,
    choices: impl IntoIterator<Item = (T, &'static str, Msg)>,
    send: &Callback<Msg>,
) -> Html {
    let buttons = choices.into_iter().map(|(choice, name, msg)| {
        let pressed = if choice == *present { "true" } else { "false" };
        html! { <button type="button" aria-pressed={pressed} onclick={press(send, msg)}>{ name }</button> }
    });
    html! { <div class="choices" role="group" aria-label={label} title={hint}>{ for buttons }</div> }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::shell::Secret;
    use crate::simulate::{FormField, Speed, update};

    /// The properties of every part, by its name: a part whose properties are equal is not drawn.
    struct Drawn {
        script: scenario::Props,
        clock: clock::Props,
        timeline: timeline::Props,
        form: form::Props,
        result: result::Props,
    }

    impl Drawn {
        fn of(model: &Model, send: &Callback<Msg>) -> Self {
            Self {
                script: scenario::Props::of(model, Lang::En, send),
                clock: clock::Props::of(model, Lang::En, send),
                timeline: timeline::Props::of(model, Lang::En, send),
                form: form::Props::of(model, Lang::En, send),
                result: result::Props::of(model, Lang::En, send),
            }
        }

        /// The parts that are drawn anew when this comes behind that.
        fn anew(&self, before: &Self) -> Vec<String> {
            let parts = [
                ("script", self.script != before.script),
                ("clock", self.clock != before.clock),
                ("buttons", self.clock.buttons() != before.clock.buttons()),
                ("timeline", self.timeline != before.timeline),
                ("form", self.form != before.form),
                ("result", self.result != before.result),
            ];
            let parts = parts.into_iter().filter(|(_, is_anew)| *is_anew).map(|(name, _)| name.to_owned());
            let old: Vec<_> = before.timeline.rows().map(|(_, row)| row).collect();
            let rows = self.timeline.rows().map(|(_, row)| row).filter(|row| !old.contains(row));
            parts.chain(rows.map(|row| format!("entry {}", row.at + 1))).collect()
        }
    }

    fn act(model: &mut Model, msg: Msg) {
        update(model, msg, Lang::En);
    }

    #[test]
    fn only_what_has_changed_is_drawn_anew() {
        let send = Callback::noop();
        let mut model = Model::default();
        let mut before = Drawn::of(&model, &send);
        let mut anew = |model: &Model| {
            let now = Drawn::of(model, &send);
            let anew = now.anew(&before);
            before = now;
            anew
        };
        act(&mut model, Msg::SetSpeed(Speed::Real));
        assert_eq!(anew(&model), ["clock"]);
        act(&mut model, Msg::Play);
        assert_eq!(anew(&model), ["clock", "buttons"]);
        act(&mut model, Msg::Tick(0));
        assert_eq!(
            anew(&model),
            ["clock", "buttons", "timeline", "entry 1", "entry 2"],
            "a call and its answer"
        );
        act(&mut model, Msg::Tick(1));
        assert_eq!(anew(&model), ["clock"], "a tick without news");
        let wait = model.player.until_next().unwrap_or_default();
        act(&mut model, Msg::Tick(wait));
        assert_eq!(anew(&model), ["clock", "timeline", "entry 3", "entry 4"], "what arrives draws itself");
        act(&mut model, Msg::Toggle(0));
        assert_eq!(anew(&model), ["timeline", "entry 1"], "a message is unfolded");

        let text = model.text.to_string();
        act(&mut model, Msg::Edit(format!("{text}at so")));
        assert_eq!(anew(&model), ["script"], "half a line");
        act(&mut model, Msg::Edit(format!("{text}at 9h token\n")));
        assert_eq!(anew(&model), ["script", "clock"], "what happens later is none of what has happened");
        act(&mut model, Msg::Enter(FormField::Seed, Secret::new("7")));
        assert_eq!(anew(&model), ["form", "result"], "a keystroke in the form");
        act(&mut model, Msg::UseNow);
        assert_eq!(anew(&model), [""; 0]);
    }

    #[test]
    fn a_model_that_was_copied_shares_what_is_large_in_it() {
        let mut model = Model::default();
        act(&mut model, Msg::Finish);
        let copy = model.clone();
        assert!(Rc::ptr_eq(&model.happened, &copy.happened) && Rc::ptr_eq(&model.text, &copy.text));
        assert!(Rc::ptr_eq(&model.player.timeline, &copy.player.timeline));
    }
}
