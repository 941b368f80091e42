//! The articles of a publish job, in people's words.

use freepublish::Outcome;
use freepublish::inspection::Article;
use yew::prelude::*;

use super::{Reading, copy};
use crate::inspect::{Words, facts};
use crate::ui::{Icon, panel};

/// The articles, when the text names any.
#[component]
pub(super) fn Articles(seen: &Reading) -> Html {
    let words = Words::of(seen.lang);
    let failed = facts::failed_articles(&seen.inspection);
    let published = seen.inspection.publish.as_ref().map(|publish| &*publish.articles).unwrap_or_default();
    if failed.is_empty() && published.is_empty() {
        return Html::default();
    }
    let why = facts::failure(seen.inspection.outcome, words);
    let chips = failed.iter().map(|number| {
        html! { <li>{ Icon::Cross.draw() }<b>{ (words.article)(*number) }</b>{ " " }{ why }</li> }
    });
    let content = html! {
        <>
            if !failed.is_empty() {
                <ul class="chips">{ for chips }</ul>
                <p class="hint">{ words.articles_note }</p>
            }
            if !published.is_empty() {
                <ol class="links">{ for published.iter().map(|article| row(seen, article)) }</ol>
            }
        </>
    };
    panel("panel", "articles", words.articles, Html::default(), content)
}

fn row(seen: &Reading, article: &Article) -> Html {
    let words = Words::of(seen.lang);
    let number = article.idx.map_or(words.article_unnumbered.to_owned(), words.article);
    let (picture, word) = match seen.inspection.outcome {
        Outcome::Published => (Some(Icon::Check), words.article_published),
        Outcome::DeletedByUser | Outcome::BannedBySystem => (Some(Icon::Gone), words.article_gone),
        _ => (None, ""),
    };
    let link = match &article.article_url {
        None => html! { <div class="hint">{ words.article_no_link }</div> },
        Some(url) => html! {
            <div>
                <code>{ url.clone() }</code>
                { copy(&number, url.clone(), seen.lang, &seen.send) }
                if facts::is_article_link(url) {
                    <a class="btn" href={url.clone()} target="_blank" rel="noreferrer noopener"
                        aria-label={[words.article_open, " ", &number].concat()}>
                        { words.article_open }{ Icon::Out.draw() }
                    </a>
                }
            </div>
        },
    };
    html! {
        <li>
            <p>{ picture.map(Icon::draw) }<b>{ number }</b>{ " " }{ word }</p>
            { link }
        </li>
    }
}
