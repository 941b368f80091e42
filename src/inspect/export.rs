//! The result as Markdown, for an issue or a chat, and as JSON, for a program. It holds what was read and found, not what
//! was pasted.

use freepublish::secrets::{masked_about, secrets};
use freepublish::{Inspection, Lang, LineIndex, OffsetUnit, Report, verdict};

use super::{Words, facts};
use crate::shell::share;
use crate::ui::severity;

/// The result as Markdown.
pub fn markdown(text: &str, inspection: &Inspection, lang: Lang) -> String {
    let words = Words::of(lang);
    let verdict = verdict(inspection, lang);
    let mut out = String::new();
    let mut line = |parts: &[&str]| {
        out.push_str(&parts.concat());
        out.push('\n');
    };
    line(&["## ", &inline(&verdict.headline)]);
    line(&[]);
    if !verdict.label.is_empty() {
        line(&["**", &inline(&verdict.label), "**"]);
        line(&[]);
    }
    if !verdict.meaning.is_empty() {
        line(&[&inline(&verdict.meaning)]);
        line(&[]);
    }
    for (at, advice) in verdict.advice.iter().enumerate() {
        line(&[&(at + 1).to_string(), ". ", &inline(advice)]);
    }
    let facts = facts::facts(inspection, lang);
    if !facts.is_empty() {
        line(&[]);
    }
    for fact in facts {
        line(&["- ", fact.label, ": ", &code(&fact.value)]);
    }
    let failed = facts::failed_articles(inspection);
    let articles = inspection.publish.iter().flat_map(|publish| &publish.articles);
    if !failed.is_empty() || articles.clone().next().is_some() {
        line(&["\n### ", words.articles, "\n"]);
    }
    for number in failed {
        line(&["- ", &(words.article)(number), " ", facts::failure(inspection.outcome, words)]);
    }
    for article in articles {
        let number = article.idx.map_or(words.article_unnumbered.to_owned(), words.article);
        let url = article.article_url.as_deref().map_or(words.article_no_link.to_owned(), code);
        line(&["- ", &number, " ", &url]);
    }
    if !inspection.diagnostics.is_empty() {
        line(&["\n### ", words.diagnostics, "\n"]);
    }
    let index = LineIndex::new(text);
    let hidden = secrets(text);
    for found in &inspection.diagnostics {
        let told = |sentence: &str| inline(&masked_about(sentence, text, &hidden, found.span));
        let place = found.span.map(|span| index.position(span.start));
        let place = place.map_or(String::new(), |at| format!(" ({})", (words.position)(at.line, at.column)));
        let name = severity::name(found.severity(), lang);
        line(&["- **", name, "** ", &told(&found.message(lang)), &place, " `", found.code(), "`"]);
        line(&["  ", &told(&found.advice(lang))]);
    }
    share::without_secrets(&out).0
}

/// The result as JSON, byte for byte as the command line's `--format json` prints it for the same text.
pub fn json(text: &str, inspection: &Inspection, lang: Lang) -> String {
    let report = Report::new(inspection, text, lang, OffsetUnit::Utf8);
    // Nothing in a report can fail to become JSON: its keys are strings, and it reads nothing.
    let mut json = serde_json::to_string_pretty(&report).unwrap_or_default();
    json.push('\n');
    json
}

/// A text that cannot start a heading, a link or a tag of its own.
fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' => out.push(' '),
            '\\' | '`' | '*' | '[' | ']' | '<' | '|' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}

/// A value in backticks, in as many as it takes.
fn code(text: &str) -> String {
    let text = text.replace(['\n', '\r'], " ");
    let ticks = if text.contains('`') { "``" } else { "`" };
    let space = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    [ticks, space, &text, space, ticks].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use freepublish::{Options, inspect};

    #[test]
    fn what_was_pasted_cannot_break_out_of_its_line() {
        assert_eq!(inline("a\n# b <img> [x](y) `c`"), "a # b \\<img> \\[x\\](y) \\`c\\`");
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("`"), "`` ` ``");
    }

    #[test]
    fn the_result_says_outcome_articles_and_findings() {
        let text = include_str!("../../crates/freepublish/tests/samples/wire-rejected.xml");
        let out = markdown(text, &inspect(text, &Options::default()), Lang::Zh);
        assert!(out.starts_with("## 发布未成功"), "{out}");
        for part in ["publish_id: `2247483704`", "- 第 2 篇 审核未通过", "2022-04-11 20:48:05 UTC+8"] {
            assert!(out.contains(part), "{part} is missing in\n{out}");
        }
    }

    #[test]
    fn no_token_gets_into_the_result() {
        let text = include_str!("../../crates/freepublish/tests/samples/request-curl-from-server.txt");
        let out = markdown(text, &inspect(text, &Options::default()), Lang::En);
        assert!(!out.contains("70_BIuKfVwS9MR"), "{out}");
    }
}
