//! The menu of samples.

use freepublish::Lang;
use yew::prelude::*;

use crate::inspect::samples::{Group, SAMPLES};
use crate::inspect::{Msg, Words};
use crate::platform;
use crate::ui::Menu;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) lang: Lang,
    pub(super) send: Callback<Msg>,
}

/// The samples, in a menu.
#[component]
pub(super) fn Samples(Props { lang, send }: &Props) -> Html {
    let words = Words::of(*lang);
    let groups = Group::ALL.map(|group| {
        let samples = SAMPLES.iter().enumerate().filter(|(_, sample)| sample.group == group);
        let samples = samples.map(|(at, sample)| {
            let pick = send.reform(move |event: MouseEvent| {
                platform::close_menu(&event);
                Msg::Sample(at)
            });
            html! { <li><button type="button" onclick={pick}>{ sample.name.get(*lang) }</button></li> }
        });
        let name = group.name(words);
        html! { <div><p>{ name }</p><ul aria-label={name}>{ for samples }</ul></div> }
    });
    html! { <Menu id="samples" label={words.samples}>{ for groups }</Menu> }
}
