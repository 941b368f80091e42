//! A rehearsal without WeChat: whole scenarios on a virtual clock, or one callback.

use freepublish::inspection::Mode;
use freepublish::simulate::scenario::shipped;

use crate::components::View;
use crate::components::el::{Attr, El, el};
use crate::components::icon::{Icon, icon};
use crate::components::simulate::account::account;
use crate::components::simulate::callback::{form, result};
use crate::components::simulate::clock::clock;
use crate::components::simulate::field::Fields;
use crate::components::simulate::scenario::scenario;
use crate::components::simulate::timeline::timeline;
use crate::components::simulate::words;
use crate::route::{Place, Route};
use crate::state::Fault;

/// The id of an entry's element.
pub fn entry_id(at: usize) -> String {
    format!("entry-{}", at + 1)
}

/// The page.
pub fn page(view: &View<'_>, place: &Place) -> El {
    let words = words(view);
    let is_callback = *place == Place::Callback;
    let tab = |place: Place, name, is_here: bool| {
        let tab = el("a").attr(Attr::Href, Route::Simulate { place }.href()).text(name);
        if is_here { tab.attr(Attr::AriaCurrent, "true") } else { tab }
    };
    let tabs = el("nav")
        .class("tabs")
        .attr(Attr::AriaLabel, words.tabs)
        .with(tab(Place::Scenario(None), words.tab_scenario, !is_callback))
        .with(tab(Place::Callback, words.tab_callback, is_callback));
    let head = el("div")
        .class("simulate-head")
        .with(el("h1").text(view.texts.nav_simulate))
        .with(el("p").class("lead").text(words.intro))
        .with(tabs)
        .maybe(unknown(view, place));
    let (left, right) = if is_callback {
        (el("div").with(form(view)), el("div").class("result").with(result(view)))
    } else {
        let played = el("div").class("played").with(clock(view)).with(timeline(view));
        (el("div").class("result aside").with(scenario(view)).maybe(secrets(view)), played)
    };
    el("div").class("simulate").with(head).with(el("div").class("pair").with(left).with(right))
}

/// The secrets of the account, where the scenario needs some. What is missing is made up, and only that is said.
fn secrets(view: &View<'_>) -> Option<El> {
    let page = &view.state.simulation;
    let mode = page.mode();
    if mode == Mode::Plain {
        return None;
    }
    let fault = page.account.credentials(mode).err().map(Fault::Account);
    let fields = Fields { view, fault: fault.as_ref().filter(|_| !page.account.is_empty()) };
    let note = el("p").class("about").text(words(view).account_demo);
    Some(el("section").class("panel script").with(note).with(account(fields, true)))
}

/// A link to a scenario that does not exist.
fn unknown(view: &View<'_>, place: &Place) -> Option<El> {
    let Place::Scenario(Some(name)) = place else { return None };
    if shipped::find(name).is_some() {
        return None;
    }
    let notice = el("p").class("panel notice").attr(Attr::Role, "alert");
    Some(notice.with(icon(Icon::Warning)).text((words(view).unknown_scenario)(name)))
}
