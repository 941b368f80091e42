//! What was found: each with its place, its reason and its remedy.

use std::rc::Rc;

use freepublish::{Diagnostic, Inspection, Lang, LineIndex, Position, Severity};
use yew::prelude::*;

use super::press;
use crate::inspect::{Model, Msg, Words, id};
use crate::shell::links::Topic;
use crate::ui::Icon;
use crate::ui::severity as severities;

/// More than anyone reads; a text with thousands of findings must not freeze the page.
const MAX_SHOWN: usize = 100;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    inspection: Rc<Inspection>,
    /// Where each of the findings is that are shown.
    places: Vec<Place>,
    lang: Lang,
    send: Callback<Msg>,
}

/// Where a finding is, as far as that can be told.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Place {
    Nowhere,
    /// In the text of the editor.
    Here(Position),
    /// In the decrypted document.
    Inside(Position),
}

impl Props {
    pub(super) fn of(model: &Model, lang: Lang, send: &Callback<Msg>) -> Self {
        let outer = LineIndex::new(&model.text);
        let inside = model.opened.as_ref().filter(|opened| opened.inner.is_some());
        let inside = inside.map(|opened| (opened, LineIndex::new(&model.document)));
        let place = |(at, found): (usize, &Diagnostic)| {
            let inner = inside.as_ref().and_then(|(opened, index)| Some((index, opened.inside(at)?.span?)));
            match (inner, found.span) {
                (Some((index, span)), _) => Place::Inside(index.position(span.start)),
                (None, Some(span)) => Place::Here(outer.position(span.start)),
                (None, None) => Place::Nowhere,
            }
        };
        let places = model.inspection.diagnostics.iter().take(MAX_SHOWN).enumerate().map(place).collect();
        Self { inspection: model.inspection.clone(), places, lang, send: send.clone() }
    }
}

/// The diagnostics.
#[component]
pub(super) fn Diagnostics(Props { inspection, places, lang, send }: &Props) -> Html {
    let words = Words::of(*lang);
    let found = &inspection.diagnostics;
    let count = |severity| found.iter().filter(|found| found.severity() == severity).count();
    let counts = [
        (count(Severity::Error), words.errors),
        (count(Severity::Warning), words.warnings),
        (count(Severity::Info), words.infos),
    ];
    let counts: Vec<_> = counts.iter().filter(|(n, _)| *n > 0).map(|(n, say)| say(*n)).collect();
    let fixable = found.iter().filter(|found| found.fix.is_some()).count();
    let rows = places.iter().enumerate().map(|(at, place)| {
        let found = Found { inspection: inspection.clone(), at };
        html! { <Finding {found} place={*place} lang={*lang} send={send.clone()} /> }
    });
    let hidden = found.len().saturating_sub(MAX_SHOWN);
    html! {
        <section class="panel" aria-labelledby={id::DIAGNOSTICS}>
            <div class="bar">
                <h2 id={id::DIAGNOSTICS} tabindex="-1">{ words.diagnostics }</h2>
                if !counts.is_empty() {
                    <span class="pill">{ counts.join(" · ") }</span>
                }
                if fixable > 1 {
                    <button type="button" class="btn primary" id="fix-all" onclick={press(send, Msg::FixAll)}>
                        { words.fix_all }
                    </button>
                }
            </div>
            if found.is_empty() {
                <p class="fine">{ Icon::Check.draw() }{ words.diagnostics_none }</p>
            } else {
                <ul class="diagnostics">{ for rows }</ul>
            }
            if hidden > 0 {
                <p class="hint">{ (words.more)(hidden) }</p>
            }
        </section>
    }
}

/// One finding of an inspection; the same where that finding is.
#[derive(Clone)]
struct Found {
    inspection: Rc<Inspection>,
    at: usize,
}

impl Found {
    fn get(&self) -> Option<&Diagnostic> {
        self.inspection.diagnostics.get(self.at)
    }
}

impl PartialEq for Found {
    fn eq(&self, other: &Self) -> bool {
        self.at == other.at && self.get() == other.get()
    }
}

#[derive(Properties, PartialEq)]
struct FindingProps {
    found: Found,
    place: Place,
    lang: Lang,
    send: Callback<Msg>,
}

#[component]
fn Finding(FindingProps { found: one, place, lang, send }: &FindingProps) -> Html {
    let Some(found) = one.get() else { return Html::default() };
    let words = Words::of(*lang);
    let severity = found.severity();
    let jump = match (place, found.span) {
        (Place::Here(_), Some(span)) => Some(press(send, Msg::Jump(span))),
        _ => None,
    };
    let place = match place {
        Place::Nowhere => None,
        Place::Here(at) => Some(((words.position)(at.line, at.column), jump.clone())),
        Place::Inside(at) => {
            let show = press(send, Msg::ShowDecrypted);
            Some(((words.position_inside)(at.line, at.column), Some(show)))
        }
    };
    html! {
        <li class={severity.name()}>
            { Icon::of_severity(severity).draw() }
            <div>
                // The place is the button for keys and screen readers; the sentence is a larger target for a mouse.
                <p class="message" onclick={jump}>
                    <span class="sr-only">{ severities::name(severity, *lang) }{ ": " }</span>
                    { found.message(*lang) }
                </p>
                <p class="why">{ found.advice(*lang) }</p>
                <p class="at">
                    if let Some((place, onclick)) = place {
                        <button type="button" class="place" {onclick}>{ place }</button>
                        { " · " }
                    }
                    <a href={Topic::Rules.entry(found.code())}>{ found.code() }</a>
                </p>
            </div>
            if found.fix.is_some() {
                <button type="button" class="btn fix" onclick={press(send, Msg::Fix(one.at))}>
                    { found.fix_label(*lang) }
                </button>
            }
        </li>
    }
}
