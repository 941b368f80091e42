//! The answer for people: what happened first, then every diagnostic at its place, as good compilers show theirs.
//!
//! The source lines are drawn here and not by `annotate-snippets`, the library of rustc: payloads usually come as one
//! line of thousands of characters, which that library shows whole where a span or a repair covers much of it; and
//! a masked access token is narrower than the token, while the column that is printed has to stay the real one.

mod decrypted;
mod diagnostic;
mod line;
mod outcome;
mod repair;
mod snippet;
pub(crate) mod style;
pub(crate) mod wrap;

use freepublish::envelope::Opened;
use freepublish::{Diagnostic, Inspection, Lang, LineIndex, Span};

use crate::mask;
use crate::render::style::{DIM, paint, severity_style};
use crate::texts::Texts;

/// What is shown.
pub(crate) struct Page<'a> {
    /// Where the text came from.
    pub(crate) name: &'a str,
    /// The text that was inspected.
    pub(crate) text: &'a str,
    pub(crate) opened: &'a Opened,
    pub(crate) lang: Lang,
    pub(crate) texts: &'static Texts,
}

impl Page<'_> {
    fn inspection(&self) -> &Inspection {
        &self.opened.inspection
    }
}

/// A text that findings are shown in, where its lines begin, and what in it is not to be seen.
struct Source<'a> {
    name: &'a str,
    text: &'a str,
    index: LineIndex<'a>,
    secrets: Vec<Span>,
    columns: usize,
}

/// Everything that is known, for a terminal of that many columns. What was found in a decrypted message is shown in
/// that message, behind what was found in the pasted text.
pub(crate) fn report(page: &Page<'_>, columns: usize) -> String {
    let mut out = outcome::render(page, columns);
    out.push('\n');
    findings(page, page.name, page.text, page.opened.outer_diagnostics(), columns, &mut out);
    if let Some(inner) = &page.opened.inner {
        let name = page.texts.decrypted_from(page.name);
        out.push_str(&decrypted::render(&name, &inner.text));
        findings(page, &name, &inner.text, page.opened.inner_diagnostics(), columns, &mut out);
    }
    out.push_str(&summary(page));
    out
}

fn findings<'d>(
    page: &Page<'_>,
    name: &str,
    text: &str,
    diagnostics: impl Iterator<Item = &'d Diagnostic>,
    columns: usize,
    out: &mut String,
) {
    let diagnostics: Vec<&Diagnostic> = diagnostics.collect();
    let secrets = mask::secrets(text, &diagnostics);
    let source = Source { name, text, index: LineIndex::new(text), secrets, columns };
    for diagnostic in diagnostics {
        diagnostic::render(diagnostic, &source, page.lang, out);
        out.push('\n');
    }
}

/// A handler's reply that something was found in.
pub(crate) struct Reply<'a> {
    /// What to call it.
    pub(crate) name: &'a str,
    pub(crate) text: &'a str,
    pub(crate) lang: Lang,
    pub(crate) columns: usize,
}

impl Reply<'_> {
    /// What was found, where, and what to do.
    pub(crate) fn finding(&self, diagnostic: &Diagnostic) -> String {
        let Self { name, text, lang, columns } = *self;
        let secrets = mask::secrets(text, &[diagnostic]);
        let source = Source { name, text, index: LineIndex::new(text), secrets, columns };
        let mut out = String::new();
        diagnostic::render(diagnostic, &source, lang, &mut out);
        out
    }

    /// What was found, for those who have read the rest.
    pub(crate) fn headline(&self, diagnostic: &Diagnostic) -> String {
        let mut out = String::new();
        let secrets = mask::secrets(self.text, &[diagnostic]);
        let message = diagnostic.message(self.lang);
        let message = mask::brief_about(&message, self.text, &secrets, diagnostic.span);
        diagnostic::headline(diagnostic, &message, self.lang, &mut out);
        out
    }
}

/// `1 个错误 · 2 个警告 · 1 条提示`.
fn summary(page: &Page<'_>) -> String {
    use freepublish::Severity::{Error, Info, Warning};
    let diagnostics = &page.inspection().diagnostics;
    let mut parts: Vec<String> = [Error, Warning, Info]
        .into_iter()
        .filter_map(|severity| {
            let count = diagnostics.iter().filter(|diagnostic| diagnostic.severity() == severity).count();
            (count > 0).then(|| paint(severity_style(severity), &page.texts.count(severity, count)))
        })
        .collect();
    if let Some(omitted) = page.texts.omitted(page.inspection().omitted.count) {
        parts.push(omitted);
    }
    let line = if parts.is_empty() { paint(DIM, page.texts.nothing_found) } else { parts.join(" · ") };
    format!("{line}\n")
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use freepublish::Options;
    use freepublish::envelope::{Secrets, open};

    use super::*;

    /// 500 repairs on one line of 100 kB took 25 seconds when each of them copied and masked the whole line; now they take
    /// some hundredths of that, in the same debug build.
    #[test]
    fn a_long_line_with_many_repairs_is_shown_at_once() {
        const PATIENCE: Duration = Duration::from_secs(8);
        let text = format!("<xml>{}</xml>", "发&布 access_token=70_aB ".repeat(3_000));
        let opened = open(&text, &Options::default(), &Secrets::default());
        assert!(opened.inspection.diagnostics.len() >= 400, "{}", opened.inspection.diagnostics.len());
        let page =
            Page { name: "x", text: &text, opened: &opened, lang: Lang::Zh, texts: Texts::of(Lang::Zh) };
        let begun = Instant::now();
        let shown = report(&page, 80);
        assert!(begun.elapsed() < PATIENCE, "{:?}", begun.elapsed());
        assert!(shown.len() < 1000 * opened.inspection.diagnostics.len(), "{}", shown.len());
        assert!(!shown.contains("70_aB"), "a secret is shown");
    }
}
