//! The publish job: the content of `PublishEventInfo`, and the answer of `freepublish/get`.

use std::collections::BTreeSet;

use super::missing;
use crate::catalogue::interface::MOST_ARTICLES;
use crate::catalogue::status;
use crate::check::syntax::pick;
use crate::diagnostic::{Diagnostic, Fix};
use crate::findings::Findings;
use crate::inspection::{Article, Outcome, Publish};
use crate::rule::callback::{Articles, Finding};
use crate::span::Span;
use crate::syntax::{NodeId, NodeKind, Tree};

/// Judges the fields of a job that stand directly below `info`.
pub(crate) fn check(text: &str, tree: &Tree<'_>, info: NodeId, findings: &mut Findings) -> Publish {
    let [publish_id, status, article_id, detail] =
        pick(tree, info, ["publish_id", "publish_status", "article_id", "article_detail"], findings);
    let mut publish = Publish {
        publish_id: check_publish_id(tree, info, publish_id, findings),
        publish_status: check_status(tree, info, status, findings),
        ..Publish::default()
    };
    let state = publish.publish_status;
    publish.article_id = check_article_id(text, tree, info, article_id, state, findings);
    match detail.filter(|id| !tree[*id].is_blank()) {
        Some(detail) => check_detail(tree, detail, &mut publish, findings),
        None if state == Some(0) => missing(tree, info, vec!["article_detail"], findings),
        None => {}
    }
    check_fail_idx(tree, info, &mut publish, findings);
    if let (Some(3), Some(id)) = (state, status) {
        findings.report(|| place(tree, id, Finding::ReasonAbsent));
    }
    publish
}

/// What the status comes to.
pub(crate) fn outcome(publish: &Publish) -> Outcome {
    publish.publish_status.and_then(status::find).map_or(Outcome::Unknown, |row| row.outcome)
}

fn place(tree: &Tree<'_>, id: NodeId, finding: Finding) -> Diagnostic {
    Diagnostic::new(finding).at(tree[id].value_span()).path(tree.path(id))
}

fn check_publish_id(
    tree: &Tree<'_>,
    info: NodeId,
    id: Option<NodeId>,
    findings: &mut Findings,
) -> Option<String> {
    let Some(id) = id.filter(|id| !tree[*id].is_blank()) else {
        missing(tree, info, vec!["publish_id"], findings);
        return None;
    };
    let value = tree[id].trimmed();
    if !value.bytes().all(|b| b.is_ascii_digit()) {
        findings.report(|| place(tree, id, Finding::PublishIdNotDigits { value: value.into() }));
    }
    Some(value.to_owned())
}

fn check_status(tree: &Tree<'_>, info: NodeId, id: Option<NodeId>, findings: &mut Findings) -> Option<i64> {
    let Some(id) = id.filter(|id| !tree[*id].is_blank()) else {
        missing(tree, info, vec!["publish_status"], findings);
        return None;
    };
    let value = tree[id].trimmed();
    let Ok(number) = value.parse::<i64>() else {
        findings.report(|| place(tree, id, Finding::StatusNotNumber { value: value.into() }));
        return None;
    };
    if status::find(number).is_none() {
        findings.report(|| place(tree, id, Finding::StatusUnknown { status: number }));
    }
    Some(number)
}

fn check_article_id(
    text: &str,
    tree: &Tree<'_>,
    info: NodeId,
    id: Option<NodeId>,
    state: Option<i64>,
    findings: &mut Findings,
) -> Option<String> {
    let Some(id) = id.filter(|id| !tree[*id].is_blank()) else {
        if state == Some(0) {
            let span = id.map_or(tree[info].name_span(), |id| tree[id].span());
            let diagnostic = Diagnostic::new(Finding::ArticleIdMissing).path(tree.path(info));
            findings.report(|| diagnostic.at(span));
        }
        return None;
    };
    let value = tree[id].trimmed();
    if let Some(status) = state.filter(|status| *status != 0) {
        findings.report(|| place(tree, id, Finding::ArticleIdUnexpected { status }));
    }
    if !has_space(value) {
        return Some(value.to_owned());
    }
    let whole: String = value.split_whitespace().collect();
    let span = tree[id].value_span();
    let mended = match tree[id].shape {
        NodeKind::Element if span.of(text).contains("<![CDATA[") => ["<![CDATA[", &whole, "]]>"].concat(),
        NodeKind::Element => whole.clone(),
        _ => format!("\"{}\"", crate::syntax::source_map::escape_json(&whole)),
    };
    let diagnostic = place(tree, id, Finding::ArticleIdWrapped);
    // With markup in it, it is no id, and taking out blanks would change what the markup says.
    let is_plain =
        tree[id].shape != NodeKind::Element || !whole.bytes().any(|byte| matches!(byte, b'<' | b'>' | b'&'));
    findings.report(|| if is_plain { diagnostic.fix(Fix::replace(span, mended)) } else { diagnostic });
    Some(whole)
}

/// Bytes where they will do: an id is ASCII, and this runs for every callback of a log.
fn has_space(value: &str) -> bool {
    if value.is_ascii() {
        value.bytes().any(|byte| byte.is_ascii_whitespace())
    } else {
        value.contains(char::is_whitespace)
    }
}

fn check_detail(tree: &Tree<'_>, detail: NodeId, publish: &mut Publish, findings: &mut Findings) {
    let [count] = pick(tree, detail, ["count"], findings);
    let items: Vec<NodeId> = tree.each(detail, "item").collect();
    if let Some(id) = count.filter(|id| !tree[*id].is_blank()) {
        let value = tree[id].trimmed();
        publish.count = value.parse().ok();
        if publish.count.and_then(|count| usize::try_from(count).ok()) != Some(items.len()) {
            let finding = Finding::CountMismatch { count: value.into(), found: items.len() };
            findings.report(|| place(tree, id, finding));
        }
    }
    publish.articles = items.iter().map(|item| check_item(tree, *item, findings)).collect();
    check_numbers(tree, detail, &items, &publish.articles, findings);
}

fn check_item(tree: &Tree<'_>, item: NodeId, findings: &mut Findings) -> Article {
    let [idx, url] = pick(tree, item, ["idx", "article_url"], findings);
    let article = Article {
        idx: idx.and_then(|id| tree[id].trimmed().parse().ok()),
        article_url: url.filter(|id| !tree[*id].is_blank()).map(|id| tree[id].trimmed().to_owned()),
    };
    if article.idx.is_none() {
        missing(tree, item, vec!["idx"], findings);
    }
    match (&article.article_url, url) {
        (Some(link), Some(id)) if !is_article_link(link) => {
            findings.report(|| place(tree, id, Finding::ArticleUrlInvalid));
        }
        (None, _) => {
            let diagnostic = Diagnostic::new(Finding::ArticleUrlMissing);
            findings.report(|| diagnostic.at(tree[item].span()).path(tree.path(item)));
        }
        _ => {}
    }
    article
}

fn is_article_link(link: &str) -> bool {
    let rest = link.strip_prefix("http://").or_else(|| link.strip_prefix("https://"));
    rest.and_then(|rest| rest.strip_prefix("mp.weixin.qq.com/")).is_some_and(|rest| !rest.is_empty())
}

/// The items' numbers count up from 1 without gap or repetition.
fn check_numbers(
    tree: &Tree<'_>,
    detail: NodeId,
    items: &[NodeId],
    articles: &[Article],
    findings: &mut Findings,
) {
    if articles.iter().zip(1..).all(|(article, number)| article.idx == Some(number)) {
        return;
    }
    let mut numbers = BTreeSet::new();
    for (number, item) in articles.iter().zip(items).filter_map(|(article, item)| Some((article.idx?, *item)))
    {
        if !numbers.insert(number) {
            let finding = Finding::ItemIdxDuplicate { idx: number };
            findings.report(|| Diagnostic::new(finding).at(tree[item].span()).path(tree.path(item)));
        }
    }
    let gap = (1..).zip(&numbers).find(|(expected, number)| expected != *number);
    if let Some((idx, _)) = gap {
        let finding = Finding::ItemIdxGap { idx };
        findings.report(|| Diagnostic::new(finding).at(tree[detail].name_span()).path(tree.path(detail)));
    }
}

fn check_fail_idx(tree: &Tree<'_>, info: NodeId, publish: &mut Publish, findings: &mut Findings) {
    let mut first = None;
    for id in tree.each(info, "fail_idx").filter(|id| !tree[*id].is_blank()) {
        first = first.or(Some(id));
        let Ok(idx) = tree[id].trimmed().parse::<u32>() else {
            let value = tree[id].trimmed();
            findings.report(|| place(tree, id, Finding::FailIdxNotNumber { value: value.into() }));
            continue;
        };
        if idx == 0 {
            findings.report(|| place(tree, id, Finding::FailIdxZero));
        }
        let stated = publish.count.map(Articles::Stated);
        if idx > publish.count.unwrap_or(MOST_ARTICLES).min(MOST_ARTICLES) {
            let there =
                stated.filter(|_| publish.count < Some(idx)).unwrap_or(Articles::AtMost(MOST_ARTICLES));
            findings.report(|| place(tree, id, Finding::FailIdxOutOfRange { idx, there }));
        }
        publish.fail_idx.push(idx);
    }
    if !publish.fail_idx.is_sorted_by(|a, b| a < b) {
        check_repetitions(tree, info, findings);
    }
    let Some(status) = publish.publish_status else { return };
    let expected = matches!(status, 2 | 4);
    match first {
        None if expected => {
            let node = &tree[info];
            let span = if node.name.is_empty() { Span::at(node.span().start) } else { node.name_span() };
            let diagnostic = Diagnostic::new(Finding::FailIdxMissing { status });
            findings.report(|| diagnostic.at(span).path(tree.path(info)));
        }
        Some(id) if !expected => findings.report(|| place(tree, id, Finding::FailIdxUnexpected { status })),
        _ => {}
    }
}

fn check_repetitions(tree: &Tree<'_>, info: NodeId, findings: &mut Findings) {
    let mut seen = BTreeSet::new();
    for id in tree.each(info, "fail_idx") {
        let idx = tree[id].trimmed().parse::<u32>();
        if let Some(idx) = idx.ok().filter(|idx| !seen.insert(*idx)) {
            findings.report(|| place(tree, id, Finding::FailIdxDuplicate { idx }));
        }
    }
}
