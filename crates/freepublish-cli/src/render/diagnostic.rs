//! One finding: what, where, why and what to do, and how it can be mended.

use std::borrow::Cow;

use freepublish::Diagnostic;

use crate::mask;
use crate::render::style::{BOLD, FRAME, Lines as _, paint, severity_style};
use crate::render::wrap::{brief, hanging, printable};
use crate::render::{Page, Source, repair, snippet};
use unicode_width::UnicodeWidthStr as _;

pub(super) fn render(diagnostic: &Diagnostic, source: &Source<'_>, page: &Page<'_>, out: &mut String) {
    let (lang, texts) = (page.lang, page.texts);
    let severity = diagnostic.severity();
    let style = severity_style(severity);
    let word = texts.severity(severity);
    let message = mask::masked(&diagnostic.message(lang));
    let head = format!("{word}[{}]", diagnostic.code());
    out.line(&format!("{}: {}", paint(style, &head), paint(BOLD, &printable(&brief(&message)))));
    let gutter = diagnostic.span.map_or(1, |span| snippet::gutter(source, span));
    if let Some(span) = diagnostic.span {
        snippet::render(source, span, diagnostic.path.as_deref().filter(|path| path.len() > 1), style, out);
    }
    note(gutter, texts.help, &brief(&mask::masked(&diagnostic.advice(lang))), source.columns, out);
    if let Some(fix) = &diagnostic.fix {
        note(gutter, texts.fix, &diagnostic.fix_label(lang), source.columns, out);
        repair::render(source, fix, gutter, out);
    }
}

/// ` = 建议: …`
fn note(gutter: usize, label: &str, text: &str, columns: usize, out: &mut String) {
    let label: Cow<'_, str> = format!("{label}: ").into();
    let indent = gutter + 3 + label.width();
    let text = hanging(text, indent, columns);
    let sign = paint(FRAME, &format!("{:gutter$} =", ""));
    out.line(&format!("{sign} {}{text}", paint(BOLD, &label)));
}
