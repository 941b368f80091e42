//! The head of the page: where one is, and how the page looks.

use freepublish::Lang;

use super::View;
use super::el::{Attr, El, el};
use super::icon::{Icon, icon};
use crate::state::{Action, Theme};

/// The head of the page.
pub fn header(view: &View<'_>) -> El {
    let View { state, texts, .. } = *view;
    let place = |name, href, is_here| {
        let link = el("a").attr(Attr::Href, href).text(name);
        if is_here { link.attr(Attr::AriaCurrent, "page") } else { link }
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
    let mark =
        el("a").class("mark").attr(Attr::Href, "#/inspect").text("freepublish").with(el("span").text("·lab"));
    let nav = el("nav")
        .attr(Attr::AriaLabel, texts.nav_label)
        .with(place(texts.nav_inspect, "#/inspect", state.route.is_inspect()))
        .with(place(texts.nav_simulate, "#/simulate", state.route.is_simulate()))
        .with(place(texts.nav_live, "#/live", state.route.is_live()))
        .with(place(texts.nav_reference, "#/reference", state.route.is_reference()));
    let promise = el("p").class("promise").attr(Attr::Title, texts.promise_long);
    let switches = el("div")
        .class("switches")
        .with(
            view.button("quiet", Action::SetLang(other))
                .id("switch-lang")
                .attr(Attr::Lang, other.tag())
                .text(texts.other_lang),
        )
        .with(view.icon_button(picture, theme, Action::SetTheme(state.theme.next())).id("switch-theme"))
        .with(view.icon_button(Icon::Question, texts.help, Action::Help).id("open-help"));
    el("header")
        .class("head")
        .with(mark)
        .with(nav)
        .with(promise.with(icon(Icon::Lock)).with(el("span").text(texts.promise)))
        .with(switches)
}
