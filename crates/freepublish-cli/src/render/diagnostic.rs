//! One finding: what, where, why and what to do, and how it can be mended.

use std::borrow::Cow;

use freepublish::{Diagnostic, Lang};

use crate::mask;
use crate::render::style::{BOLD, FRAME, Lines as _, paint, severity_style};
use crate::render::wrap::{hanging, printable};
use crate::render::{Source, repair, snippet};
use crate::texts::Texts;
use unicode_width::UnicodeWidthStr as _;

pub(super) fn render(diagnostic: &Diagnostic, source: &Source<'_>, lang: Lang, out: &mut String) {
    let texts = Texts::of(lang);
    let style = severity_style(diagnostic.severity());
    let told = |text: &str| mask::brief_about(text, source.text, &source.secrets, diagnostic.span);
    headline(diagnostic, &told(&diagnostic.message(lang)), lang, out);
    let gutter = diagnostic.span.map_or(1, |span| snippet::gutter(source, span));
    if let Some(span) = diagnostic.span {
        let path = diagnostic.path.as_deref().filter(|path| path.len() > 1).map(told);
        snippet::render(source, span, path.as_deref(), style, out);
    }
    note(gutter, texts.help, &told(&diagnostic.advice(lang)), source.columns, out);
    if let Some(fix) = &diagnostic.fix {
        note(gutter, texts.fix, &told(&diagnostic.fix_label(lang)), source.columns, out);
        repair::render(source, fix, gutter, out);
    }
}

/// `error[group/name]: what was found`.
pub(super) fn headline(diagnostic: &Diagnostic, message: &str, lang: Lang, out: &mut String) {
    let severity = diagnostic.severity();
    let head = format!("{}[{}]", Texts::of(lang).severity(severity), diagnostic.code());
    let style = severity_style(severity);
    out.line(&format!("{}: {}", paint(style, &head), paint(BOLD, &printable(message))));
}

/// ` = 建议: …`
fn note(gutter: usize, label: &str, text: &str, columns: usize, out: &mut String) {
    let label: Cow<'_, str> = format!("{label}: ").into();
    let indent = gutter + 3 + label.width();
    let text = hanging(text, indent, columns);
    let sign = paint(FRAME, &format!("{:gutter$} =", ""));
    out.line(&format!("{sign} {}{text}", paint(BOLD, &label)));
}
