//! One callback: the form, and what comes of it.

use freepublish::catalogue::status::STATUSES;
use freepublish::envelope::seal::PushFormat;
use freepublish::inspection::Mode;
use freepublish::simulate::Callback;
use freepublish::{Options, inspect, verdict};
use yew::prelude::*;

use super::account::account;
use super::field::{Fields, fault_text};
use super::message::{Forms, bytes, tools};
use super::{button, choices, words};
use crate::app::Message;
use crate::components::View;
use crate::components::el::{Attr, El, el};
use crate::components::icon::{Icon, icon};
use crate::facts::{self, BEIJING};
use crate::state::{Action, FormField, SimulateAction};
use crate::ui::Tone;

/// The form.
pub fn form(view: &View<'_>) -> El {
    let words = words(view);
    let page = &view.state.simulation;
    let form = &page.form;
    let fault = form.make(&page.account).err();
    let fields = Fields { view, fault: fault.as_ref() };
    let pushes = [("XML", PushFormat::Xml), ("JSON", PushFormat::Json)]
        .map(|(name, push)| (push, name, SimulateAction::SetPush(push)));
    let modes = [
        (Mode::Plain, words.mode_plain),
        (Mode::Compatible, words.mode_compatible),
        (Mode::Secure, words.mode_secure),
    ]
    .map(|(mode, name)| (mode, name, SimulateAction::SetMode(mode)));
    let fail_idx = form
        .names_articles()
        .then(|| fields.field(FormField::FailIdx, words.fail_idx, &form.fail_idx, Some(words.fail_idx_note)));
    let rows = el("div")
        .class("form-fields")
        .push(outcomes(view))
        .with(fields.field(FormField::Articles, words.articles, &form.articles, None))
        .maybe(fail_idx)
        .with(labelled(words.push, choices(view, words.push, &form.push, pushes)))
        .with(labelled(words.mode, choices(view, words.mode, &form.mode, modes)).class("field long"))
        .with(moment(fields))
        .with(fields.field(FormField::Seed, words.seed, &form.seed, Some(words.seed_note)))
        .with(fields.field(FormField::Url, words.url, &form.url, None).class("field long"));
    view.panel("form", words.form)
        .class("panel script")
        .with(el("p").class("about").text(words.callback_intro))
        .with(rows)
        .with(account(fields, form.mode != Mode::Plain))
}

fn labelled(label: &'static str, choices: El) -> El {
    el("div")
        .class("field")
        .with(el("span").class("label").attr(Attr::AriaHidden, "true").text(label))
        .with(choices)
}

fn outcomes(view: &View<'_>) -> Html {
    let (words, lang) = (words(view), view.state.lang);
    let present = view.state.simulation.form.outcome;
    let chosen = view.link.batch_callback(|event: Event| {
        let select: web_sys::HtmlSelectElement = event.target_unchecked_into();
        let row = STATUSES.get(usize::try_from(select.selected_index()).ok()?)?;
        Some(Message::Act(Action::Simulate(SimulateAction::SetOutcome(row.outcome))))
    });
    let options = STATUSES.iter().map(|row| {
        let name = [&row.code.to_string(), " · ", row.name.get(lang)].concat();
        html! { <option selected={row.outcome == present}>{ name }</option> }
    });
    html! {
        <div class="field long">
            <label for="outcome-choice">{ words.outcome }</label>
            <select id="outcome-choice" onchange={chosen}>{ for options }</select>
        </div>
    }
}

fn moment(fields: Fields<'_>) -> El {
    let view = fields.view;
    let (words, form) = (words(view), &view.state.simulation.form);
    let now = button(view, "btn", SimulateAction::UseNow).id("use-now").text(words.use_now);
    let shown = form.moment().and_then(|at| facts::clock(at, BEIJING)).unwrap_or_default();
    fields
        .field(FormField::At, words.at, &form.at, None)
        .class("field with-button")
        .with(now)
        .with(el("small").text(shown))
}

/// The callback, or what is still missing.
pub fn result(view: &View<'_>) -> El {
    let words = words(view);
    let page = &view.state.simulation;
    let panel = view.panel("result", words.result);
    match page.form.make(&page.account) {
        Ok(callback) => panel.class("panel made").with(made(view, &callback)),
        Err(fault) => {
            let text = fault_text(view, &fault);
            let notice = el("div").class("notice").attr(Attr::Role, "status");
            let notice = notice.with(icon(Icon::Warning)).with(el("p").text(text));
            panel.class("panel made").with(notice)
        }
    }
}

fn made(view: &View<'_>, callback: &Callback) -> El {
    let words = words(view);
    let read = inspect(&callback.document, &Options::default());
    let tone = ["told ", Tone::of(read.outcome).class()].concat();
    let headline = verdict(&read, view.state.lang).headline;
    let told = el("p")
        .attr(Attr::Class, tone)
        .attr(Attr::Role, "status")
        .with(icon(Icon::of_outcome(read.outcome)))
        .with(el("span").class("sr-only").text(words.reads_as).text(" "))
        .text(headline);
    let is_sealed = callback.body() != callback.document;
    let document = is_sealed.then(|| {
        let document = bytes(words.before_sealing, &callback.document);
        el("div").with(el("h3").text(words.before_sealing)).with(document)
    });
    let fixture = callback.fixture();
    let forms = Forms {
        body: callback.body().to_owned(),
        http: callback.http(),
        curl: Some(callback.curl()),
        fixture: Some((fixture.text, fixture.name)),
    };
    el("div")
        .class("message-body")
        .with(told)
        .with(bytes(words.message, &forms.http))
        .with(tools(view, forms))
        .maybe(document)
}
