//! The articles of a publish job, in people's words.

use freepublish::Outcome;
use freepublish::inspection::Article;
use yew::prelude::*;

use super::View;
use super::icon::{Icon, icon};
use crate::facts;

/// The articles, when the text names any.
pub fn articles(view: &View<'_>) -> Html {
    let View { state, texts, .. } = *view;
    let failed = facts::failed_articles(&state.inspection);
    let published = state.inspection.publish.iter().flat_map(|publish| &publish.articles);
    let published: Vec<_> = published.map(|article| row(view, article)).collect();
    if failed.is_empty() && published.is_empty() {
        return Html::default();
    }
    let why = facts::failure(state.inspection.outcome, texts);
    let chips = failed.iter().map(|number| {
        html! { <li>{ icon(Icon::Cross) }<b>{ (texts.article)(*number) }</b>{ " " }{ why }</li> }
    });
    html! {
        <section class="panel" aria-labelledby="articles">
            <div class="bar"><h2 id="articles">{ texts.articles }</h2></div>
            if !failed.is_empty() {
                <ul class="chips">{ for chips }</ul>
                <p class="hint">{ texts.articles_note }</p>
            }
            if !published.is_empty() {
                <ol class="links">{ for published }</ol>
            }
        </section>
    }
}

fn row(view: &View<'_>, article: &Article) -> Html {
    let View { state, texts, .. } = *view;
    let number = article.idx.map_or(texts.article_unnumbered.to_owned(), texts.article);
    let (picture, word) = match state.inspection.outcome {
        Outcome::Published => (Some(Icon::Check), texts.article_published),
        Outcome::DeletedByUser | Outcome::BannedBySystem => (Some(Icon::Gone), texts.article_gone),
        _ => (None, ""),
    };
    let link = match &article.article_url {
        None => html! { <span class="hint">{ texts.article_no_link }</span> },
        Some(url) => {
            let open = facts::is_article_link(url).then(|| {
                html! {
                    <a class="btn" href={url.clone()} target="_blank" rel="noreferrer noopener"
                        aria-label={[texts.article_open, " ", &number].concat()}>
                        { texts.article_open }{ icon(Icon::Out) }
                    </a>
                }
            });
            html! {
                <><code>{ url.clone() }</code>{ view.copy_button(&number, url.clone()) }{ open }</>
            }
        }
    };
    html! {
        <li>
            <p>{ picture.map(icon) }<b>{ number }</b>{ " " }{ word }</p>
            <div>{ link }</div>
        </li>
    }
}
