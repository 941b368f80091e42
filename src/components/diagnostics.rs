//! What was found: each with its place, its reason and its remedy.

use freepublish::{Diagnostic, LineIndex, Severity};

use super::View;
use super::el::{Attr, El, el};
use super::icon::{Icon, icon};
use crate::platform::id;
use crate::shell::links::Topic;
use crate::state::Action;
use crate::ui::severity as severities;

/// More than anyone reads; a text with thousands of findings must not freeze the page.
const MAX_SHOWN: usize = 100;

/// The diagnostics.
pub fn diagnostics(view: &View<'_>) -> El {
    let View { state, texts, .. } = *view;
    let found = &state.inspection.diagnostics;
    let count = |severity| found.iter().filter(|found| found.severity() == severity).count();
    let counts = [
        (count(Severity::Error), texts.errors),
        (count(Severity::Warning), texts.warnings),
        (count(Severity::Info), texts.infos),
    ];
    let counts: Vec<_> = counts.iter().filter(|(n, _)| *n > 0).map(|(n, say)| say(*n)).collect();
    let fixable = found.iter().filter(|found| found.fix.is_some()).count();
    let title = el("h2").id(id::DIAGNOSTICS).attr(Attr::TabIndex, "-1").text(texts.diagnostics);
    let pill = (!counts.is_empty()).then(|| el("span").class("pill").text(counts.join(" · ")));
    let fix_all =
        (fixable > 1).then(|| view.button("btn primary", Action::FixAll).id("fix-all").text(texts.fix_all));
    let list = if found.is_empty() {
        el("p").class("fine").with(icon(Icon::Check)).text(texts.diagnostics_none)
    } else {
        let index = LineIndex::new(&state.text);
        let rows = found.iter().take(MAX_SHOWN).enumerate();
        el("ul").class("diagnostics").all(rows.map(|(at, found)| row(view, &index, at, found)))
    };
    let hidden = found.len().saturating_sub(MAX_SHOWN);
    el("section")
        .class("panel")
        .attr(Attr::AriaLabelledby, id::DIAGNOSTICS)
        .with(el("div").class("bar").with(title).maybe(pill).maybe(fix_all))
        .with(list)
        .maybe((hidden > 0).then(|| el("p").class("hint").text((texts.more)(hidden))))
}

fn row(view: &View<'_>, index: &LineIndex<'_>, at: usize, found: &Diagnostic) -> El {
    let View { state, texts, .. } = *view;
    let severity = found.severity();
    let mut message = el("p")
        .class("message")
        .with(el("span").class("sr-only").text(severities::name(severity, state.lang)).text(": "))
        .text(found.message(state.lang));
    let mut place = el("p").class("at");
    let inside = inside(view, at);
    if let Some(inside) = inside {
        place = place.with(inside).text(" · ");
    } else if let Some(span) = found.span {
        let position = index.position(span.start);
        let jump = view.button("place", Action::Jump(span));
        place = place.with(jump.text((texts.position)(position.line, position.column))).text(" · ");
        // The place is the button for keys and screen readers; the sentence is a larger target for a mouse.
        message = message.on_press(view.press(Action::Jump(span)));
    }
    let code = el("a").attr(Attr::Href, Topic::Rules.entry(found.code())).text(found.code());
    let fix = found.fix.is_some();
    let fix = fix.then(|| view.button("btn fix", Action::Fix(at)).text(found.fix_label(state.lang)));
    el("li")
        .class(severity.name())
        .with(icon(Icon::of_severity(severity)))
        .with(
            el("div")
                .with(message)
                .with(el("p").class("why").text(found.advice(state.lang)))
                .with(place.with(code)),
        )
        .maybe(fix)
}

/// The place of a finding in the decrypted document, if it is about that.
fn inside(view: &View<'_>, at: usize) -> Option<El> {
    let opened = view.state.opened.as_ref()?;
    let (found, inner) = (opened.inside(at)?, opened.inner.as_ref()?);
    let position = LineIndex::new(&inner.text).position(found.span?.start);
    let texts = crate::i18n::MoreTexts::of(view.state.lang);
    let place = view.button("place", Action::ShowDecrypted);
    Some(place.text((texts.position_inside)(position.line, position.column)))
}
