//! The articles of a publish job, in people's words.

use freepublish::Outcome;
use freepublish::inspection::Article;

use super::View;
use super::el::{Attr, El, el};
use super::icon::{Icon, icon};
use crate::facts;

/// The articles, when the text names any.
pub fn articles(view: &View<'_>) -> Option<El> {
    let View { state, texts, .. } = *view;
    let failed = facts::failed_articles(&state.inspection);
    let published = state.inspection.publish.as_ref().map(|publish| &*publish.articles).unwrap_or_default();
    if failed.is_empty() && published.is_empty() {
        return None;
    }
    let mut panel = view.panel("articles", texts.articles);
    if !failed.is_empty() {
        let why = facts::failure(state.inspection.outcome, texts);
        let chips = failed.iter().map(|number| {
            el("li").with(icon(Icon::Cross)).with(el("b").text((texts.article)(*number))).text(" ").text(why)
        });
        panel = panel.with(el("ul").class("chips").all(chips));
        panel = panel.with(el("p").class("hint").text(texts.articles_note));
    }
    if !published.is_empty() {
        panel = panel.with(el("ol").class("links").all(published.iter().map(|article| row(view, article))));
    }
    Some(panel)
}

fn row(view: &View<'_>, article: &Article) -> El {
    let View { state, texts, .. } = *view;
    let number = article.idx.map_or(texts.article_unnumbered.to_owned(), texts.article);
    let (picture, word) = match state.inspection.outcome {
        Outcome::Published => (Some(Icon::Check), texts.article_published),
        Outcome::DeletedByUser | Outcome::BannedBySystem => (Some(Icon::Gone), texts.article_gone),
        _ => (None, ""),
    };
    let name = el("p").maybe(picture.map(icon)).with(el("b").text(number.clone())).text(" ").text(word);
    let link = match &article.article_url {
        None => el("div").class("hint").text(texts.article_no_link),
        Some(url) => {
            let open = facts::is_article_link(url).then(|| {
                el("a")
                    .class("btn")
                    .attr(Attr::Href, url.clone())
                    .attr(Attr::Target, "_blank")
                    .attr(Attr::Rel, "noreferrer noopener")
                    .attr(Attr::AriaLabel, [texts.article_open, " ", &number].concat())
                    .text(texts.article_open)
                    .with(icon(Icon::Out))
            });
            let copy = view.copy_button(&number, url.clone());
            el("div").with(el("code").text(url.clone())).with(copy).maybe(open)
        }
    };
    el("li").with(name).with(link)
}
