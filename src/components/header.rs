//! The head of the page: where one is, and how the page looks.

use yew::prelude::*;

use super::View;
use super::icon::{Icon, icon};
use crate::state::{Action, Theme};
use freepublish::Lang;

/// The head of the page.
pub fn header(view: &View<'_>) -> Html {
    let View { state, texts, .. } = *view;
    let place = |name: &'static str, href: &'static str, here: bool| {
        html! { <a {href} aria-current={here.then_some("page")}>{ name }</a> }
    };
    let other = match state.lang {
        Lang::Zh => Lang::En,
        Lang::En => Lang::Zh,
    };
    let (picture, name) = match state.theme {
        Theme::Auto => (Icon::Auto, texts.theme_auto),
        Theme::Light => (Icon::Sun, texts.theme_light),
        Theme::Dark => (Icon::Moon, texts.theme_dark),
    };
    let theme = (texts.theme_label)(name);
    html! {
        <header class="head">
            <a class="mark" href="#/inspect">{ "freepublish" }<span>{ "·lab" }</span></a>
            <nav aria-label={texts.nav_label}>
                { place(texts.nav_inspect, "#/inspect", state.route.is_inspect()) }
                { place(texts.nav_reference, "#/reference", state.route.is_reference()) }
            </nav>
            <p class="promise" title={texts.promise_long}>{ icon(Icon::Lock) }<span>{ texts.promise }</span></p>
            <div class="switches">
                <button type="button" class="quiet" lang={other.tag()} id="switch-lang"
                    onclick={view.press(Action::SetLang(other))}>
                    { texts.other_lang }
                </button>
                <button type="button" class="quiet" id="switch-theme" aria-label={theme.clone()} title={theme}
                    onclick={view.press(Action::SetTheme(state.theme.next()))}>{ icon(picture) }</button>
                <button type="button" class="quiet" id="open-help" aria-label={texts.help} title={texts.help}
                    onclick={view.press(Action::Help)}>{ icon(Icon::Question) }</button>
            </div>
        </header>
    }
}
