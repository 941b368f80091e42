//! What was found: each with its place, its reason and its remedy.

use freepublish::{Diagnostic, LineIndex, Severity};
use yew::prelude::*;

use super::View;
use super::icon::{Icon, icon};
use crate::browser::id;
use crate::facts;
use crate::route::Topic;
use crate::state::Action;

/// More than anyone reads; a text with thousands of findings must not freeze the page.
const MAX_SHOWN: usize = 100;

/// The diagnostics.
pub fn diagnostics(view: &View<'_>) -> Html {
    let View { state, texts, .. } = *view;
    let found = &state.inspection.diagnostics;
    let index = LineIndex::new(&state.text);
    let rows = found.iter().take(MAX_SHOWN).enumerate().map(|(at, found)| row(view, &index, at, found));
    let count = |severity| found.iter().filter(|found| found.severity() == severity).count();
    let counts = [
        (count(Severity::Error), texts.errors),
        (count(Severity::Warning), texts.warnings),
        (count(Severity::Info), texts.infos),
    ];
    let counts: Vec<_> = counts.iter().filter(|(n, _)| *n > 0).map(|(n, say)| say(*n)).collect();
    let fixable = found.iter().filter(|found| found.fix.is_some()).count();
    html! {
        <section class="panel" aria-labelledby={id::DIAGNOSTICS}>
            <div class="bar">
                <h2 id={id::DIAGNOSTICS} tabindex="-1">{ texts.diagnostics }</h2>
                if !counts.is_empty() {
                    <span class="pill">{ counts.join(" · ") }</span>
                }
                if fixable > 1 {
                    <button type="button" class="btn primary" id="fix-all" onclick={view.press(Action::FixAll)}>
                        { texts.fix_all }
                    </button>
                }
            </div>
            if found.is_empty() {
                <p class="fine">{ icon(Icon::Check) }{ texts.diagnostics_none }</p>
            } else {
                <ul class="diagnostics">{ for rows }</ul>
            }
            if found.len() > MAX_SHOWN {
                <p class="hint">{ (texts.more)(found.len() - MAX_SHOWN) }</p>
            }
        </section>
    }
}

fn row(view: &View<'_>, index: &LineIndex<'_>, at: usize, found: &Diagnostic) -> Html {
    let View { state, texts, .. } = *view;
    let severity = found.severity();
    let message = found.message(state.lang);
    let place = found.span.map(|span| {
        let position = index.position(span.start);
        html! {
            <><button type="button" class="place" onclick={view.press(Action::Jump(span))}>
                { (texts.position)(position.line, position.column) }
            </button>{ " · " }</>
        }
    });
    let fix = found.fix.is_some().then(|| {
        html! {
            <button type="button" class="btn fix" onclick={view.press(Action::Fix(at))}>
                { found.fix_label(state.lang) }
            </button>
        }
    });
    let jump = found.span.map(|span| view.press(Action::Jump(span)));
    html! {
        <li class={severity.name()}>
            { icon(Icon::of_severity(severity)) }
            <div>
                // The place below is the button for keys and screen readers; the sentence is a larger target for a mouse.
                <p class="message" onclick={jump}>
                    <span class="sr-only">{ facts::severity(severity, texts) }{ ": " }</span>{ message }
                </p>
                <p class="why">{ found.advice(state.lang) }</p>
                <p class="at">
                    { place }
                    <a href={Topic::Rules.entry(found.code())}>{ found.code() }</a>
                </p>
            </div>
            { fix }
        </li>
    }
}
