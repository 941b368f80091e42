//! The answer for people: what happened first, then every diagnostic at its place, as good compilers show theirs.
//!
//! The source lines are drawn here and not by `annotate-snippets`, the library of rustc: payloads usually come as one
//! line of thousands of characters, which that library shows whole where a span or a repair covers much of it; and
//! a masked access token is narrower than the token, while the column that is printed has to stay the real one.

mod diagnostic;
mod line;
mod outcome;
mod repair;
mod snippet;
pub(crate) mod style;
pub(crate) mod wrap;

use freepublish::{Inspection, Lang, LineIndex, Span};

use crate::mask;
use crate::render::style::{DIM, paint, severity_style};
use crate::texts::Texts;

/// What is shown.
pub(crate) struct Page<'a> {
    /// Where the text came from.
    pub(crate) name: &'a str,
    /// The text that was inspected; spans count in it.
    pub(crate) text: &'a str,
    pub(crate) inspection: &'a Inspection,
    pub(crate) lang: Lang,
    pub(crate) texts: &'static Texts,
}

/// The text, where its lines begin, and what in it is not to be seen.
struct Source<'a> {
    name: &'a str,
    text: &'a str,
    index: LineIndex<'a>,
    secrets: Vec<Span>,
    columns: usize,
}

/// Everything that is known, for a terminal of that many columns.
pub(crate) fn report(page: &Page<'_>, columns: usize) -> String {
    let diagnostics = &page.inspection.diagnostics;
    let source = Source {
        name: page.name,
        text: page.text,
        index: LineIndex::new(page.text),
        secrets: mask::secrets(page.text, diagnostics),
        columns,
    };
    let mut out = outcome::render(page, columns);
    out.push('\n');
    for diagnostic in diagnostics {
        diagnostic::render(diagnostic, &source, page, &mut out);
        out.push('\n');
    }
    out.push_str(&summary(page));
    out
}

/// `1 个错误 · 2 个警告 · 1 条提示`.
fn summary(page: &Page<'_>) -> String {
    use freepublish::Severity::{Error, Info, Warning};
    let diagnostics = &page.inspection.diagnostics;
    let parts: Vec<String> = [Error, Warning, Info]
        .into_iter()
        .filter_map(|severity| {
            let count = diagnostics.iter().filter(|diagnostic| diagnostic.severity() == severity).count();
            (count > 0).then(|| paint(severity_style(severity), &page.texts.count(severity, count)))
        })
        .collect();
    let line = if parts.is_empty() { paint(DIM, page.texts.nothing_found) } else { parts.join(" · ") };
    format!("{line}\n")
}
