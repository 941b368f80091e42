//! What happened, what it means, what to do, and the facts it rests on.

use freepublish::envelope::WhichKey;
use freepublish::inspection::{Article, Publish};
use freepublish::time::{BEIJING, clock};
use freepublish::verdict::{failing_articles, read_as};
use freepublish::{Kind, Outcome, verdict};
use unicode_width::UnicodeWidthStr as _;

use crate::mask;
use crate::render::Page;
use crate::render::style::{BOLD, DIM, Lines as _, outcome_sign, paint};
use crate::render::wrap::{hanging, printable};
use crate::texts::Texts;

pub(super) fn render(page: &Page<'_>, columns: usize) -> String {
    let words = verdict(page.inspection(), page.lang);
    let outcome = if page.inspection().is_doubtful() { Outcome::Unknown } else { page.inspection().outcome };
    let (sign, style) = outcome_sign(outcome);
    let headline = hanging(&mask::brief(&words.headline), 2, columns);
    let mut out = format!("{} {}\n", paint(style, sign), paint(BOLD, &headline));
    let below = below(page, &words.label);
    out.line(&format!("  {}", paint(DIM, &printable(&mask::brief(&below)))));

    // What is not recognised has one diagnostic, which says the same at its place.
    if page.inspection().kind != Kind::Unknown {
        if !words.meaning.is_empty() {
            out.line(&format!("\n  {}", hanging(&mask::brief(&words.meaning), 2, columns)));
        }
        out.push_str(&advice(&words.advice, columns));
    }
    out.push_str(&table(&facts(page)));
    out
}

/// `publish_status 2 · 原创失败 · 最终结果`.
fn below(page: &Page<'_>, label: &str) -> String {
    let settled = match (page.inspection().kind, page.inspection().outcome) {
        _ if page.inspection().is_doubtful() => return label.to_owned(),
        (Kind::Callback | Kind::PublishResult, outcome) if outcome.is_settled() => page.texts.is_final,
        (_, Outcome::Accepted | Outcome::Publishing) => page.texts.not_final,
        _ => return label.to_owned(),
    };
    format!("{label} · {settled}")
}

fn advice(steps: &[String], columns: usize) -> String {
    let mut out = String::new();
    for (at, step) in steps.iter().enumerate() {
        if at == 0 {
            out.push('\n');
        }
        out.line(&format!("  {}. {}", at + 1, hanging(&mask::brief(step), 5, columns)));
    }
    out
}

/// A label and its value.
type Fact = (String, String);

fn table(facts: &[Fact]) -> String {
    let widest = facts.iter().map(|(label, _)| label.width()).max().unwrap_or_default();
    let mut out = String::new();
    for (at, (label, value)) in facts.iter().enumerate() {
        if at == 0 {
            out.push('\n');
        }
        let blanks = " ".repeat(widest - label.width() + 2);
        out.line(&format!("  {}{blanks}{}", paint(DIM, label), printable(&mask::brief(value))));
    }
    out
}

fn facts(page: &Page<'_>) -> Vec<Fact> {
    let (inspection, texts) = (page.inspection(), page.texts);
    let mut facts = vec![(texts.read_as.to_owned(), read_as(inspection, page.lang).join(" · "))];
    let mut add = |label: &str, value: Option<&str>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            facts.push((label.to_owned(), value.to_owned()));
        }
    };
    if let Some(request) = &inspection.request {
        add(texts.method, request.method.as_deref());
        add("URL", request.url.as_deref());
        add("media_id", request.media_id.as_deref());
    }
    if let Some(response) = &inspection.response {
        add("errcode", response.errcode.map(|code| code.to_string()).as_deref());
        add("errmsg", response.errmsg.as_deref());
        add("publish_id", response.publish_id.as_deref());
        add("msg_data_id", response.msg_data_id.as_deref());
        add("rid", response.rid.as_deref());
    }
    add("publish_id", inspection.publish.as_ref().and_then(|publish| publish.publish_id.as_deref()));
    if let Some(header) = &inspection.header {
        if inspection.publish.is_none() {
            add(texts.event, header.event.as_deref());
        }
        let time = header.create_time.map(|time| clock(time, BEIJING).unwrap_or_else(|| time.to_string()));
        add(texts.event_time, time.as_deref());
        add(texts.account, header.to_user_name.as_deref());
    }
    if let Some(envelope) = &inspection.envelope {
        let time = envelope.timestamp.map(|time| clock(time, BEIJING).unwrap_or_else(|| time.to_string()));
        add(texts.push_time, time.as_deref());
        add(texts.signature, texts.signed(envelope.signature));
        add("AppID", envelope.app_id.as_deref());
        let previous = page.opened.inner.as_ref().filter(|inner| inner.key == WhichKey::Previous);
        add(texts.decrypted_with, previous.map(|_| texts.previous_key));
    }
    if let Some(publish) = &inspection.publish {
        add("article_id", publish.article_id.as_deref());
        articles(publish, inspection.outcome, texts, &mut facts);
    }
    facts
}

/// The published articles with their links, then those that did not pass.
fn articles(publish: &Publish, outcome: Outcome, texts: &Texts, facts: &mut Vec<Fact>) {
    for Article { idx, article_url, .. } in &publish.articles {
        let label = idx.map_or_else(|| texts.article.to_owned(), |idx| texts.nth_article(idx));
        facts.push((label, article_url.clone().unwrap_or_else(|| texts.no_link.to_owned())));
    }
    let why = match outcome {
        Outcome::OriginalityFailed => texts.not_original,
        Outcome::Rejected => texts.not_approved,
        _ => texts.in_fail_idx,
    };
    for idx in failing_articles(publish) {
        facts.push((texts.nth_article(idx), format!("✗ {why}")));
    }
}
