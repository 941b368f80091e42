//! The head of the page: where one is, and how the page looks.

use freepublish::Lang;
use yew::prelude::*;

use super::{Page, Theme, Words};
use crate::ui::{Icon, icon_button};

/// What can be asked for in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// The help.
    Help,
    /// Another language.
    Lang(Lang),
    /// Other colours.
    Theme(Theme),
}

#[derive(Debug, Properties, PartialEq)]
pub struct Props {
    /// Which page is shown, if any.
    pub page: Option<Page>,
    /// In which language.
    pub lang: Lang,
    /// In which colours.
    pub theme: Theme,
    /// Where wishes go.
    pub wish: Callback<Wish>,
}

/// The head of the page.
#[component]
pub fn Header(Props { page, lang, theme, wish }: &Props) -> Html {
    let words = Words::of(*lang);
    let places = [
        (Page::Inspect, "#/inspect", words.nav_inspect),
        (Page::Simulate, "#/simulate", words.nav_simulate),
        (Page::Live, "#/live", words.nav_live),
        (Page::Reference, "#/reference", words.nav_reference),
    ];
    let places = places.map(|(place, href, name)| {
        html! { <a {href} aria-current={(*page == Some(place)).then_some("page")}>{ name }</a> }
    });
    let other = match lang {
        Lang::Zh => Lang::En,
        Lang::En => Lang::Zh,
    };
    let (picture, name) = match theme {
        Theme::Auto => (Icon::Auto, words.theme_auto),
        Theme::Light => (Icon::Sun, words.theme_light),
        Theme::Dark => (Icon::Moon, words.theme_dark),
    };
    let press = |wanted: Wish| wish.reform(move |_| wanted);
    html! {
        <header class="head">
            <a class="mark" href="#/inspect">{ "freepublish" }<span>{ "·lab" }</span></a>
            <nav aria-label={words.nav_label}>{ for places }</nav>
            <p class="promise" title={words.promise_long}>
                { Icon::Lock.draw() }<span>{ words.promise }</span>
            </p>
            <div class="switches">
                <button type="button" class="quiet" id="switch-lang" lang={other.tag()}
                    onclick={press(Wish::Lang(other))}>
                    { words.other_lang }
                </button>
                { icon_button("quiet", Some("switch-theme"), picture, (words.theme_label)(name),
                    press(Wish::Theme(theme.next()))) }
                { icon_button("quiet", Some("open-help"), Icon::Question, words.help, press(Wish::Help)) }
            </div>
        </header>
    }
}
