//! Articles: what a draft holds, and what is told of it once it is published.

use std::fmt::Write as _;

use super::ids::Ids;
use super::object::{Object, Scalar};
use crate::catalogue::interface::MOST_ARTICLES;
use crate::syntax::source_map::escape_json;

/// One article of a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Article {
    title: String,
    author: String,
    digest: String,
    content: String,
    content_source_url: String,
    thumb_media_id: String,
    comments: bool,
    only_fans: bool,
}

/// The document says 32 characters; developers report that 64 pass.
const LONGEST_TITLE: usize = 64;
const LONGEST_DIGEST: usize = 128;
/// The document also says 2 kB, which nearly every article exceeds.
const LONGEST_CONTENT: usize = 20_000;

/// What a digest that nobody wrote is made of: so many characters of the text.
const MADE_DIGEST: usize = 54;

/// Reads the body of `draft/add`, or says with which errcode it is refused.
///
/// The document says which fields are required, not what is answered without them. 44003 for a list that is empty or is
/// none, 40007 without a cover and 45004 were posted by developers, 44004 without a title too, from the sibling for
/// materials; 44004 without a text, 45008, 45003 and 45002 are what the codes say of themselves. No material is kept
/// here, so every cover is taken.
pub(super) fn read(body: &Object<'_>) -> Result<Vec<Article>, i64> {
    let items = body.objects("articles").filter(|items| !items.is_empty()).ok_or(44003_i64)?;
    if items.len() > MOST_ARTICLES as usize {
        return Err(45008);
    }
    let alone = items.len() == 1;
    items.into_iter().map(|item| Fields(item).article(alone)).collect()
}

/// The fields of one article in the body of `draft/add`.
struct Fields<'a>(Object<'a>);

impl Fields<'_> {
    fn article(&self, alone: bool) -> Result<Article, i64> {
        let mut article = Article {
            title: self.text("title"),
            author: self.text("author"),
            digest: self.text("digest"),
            content: self.text("content"),
            content_source_url: self.text("content_source_url"),
            thumb_media_id: self.text("thumb_media_id"),
            comments: self.is_set("need_open_comment"),
            only_fans: self.is_set("only_fans_can_comment"),
        };
        self.check(&article)?;
        // Documented: only an article that is alone has a digest.
        if !alone {
            article.digest.clear();
        } else if article.digest.is_empty() {
            article.digest = made_digest(&article.content);
        }
        Ok(article)
    }

    fn check(&self, article: &Article) -> Result<(), i64> {
        let longer = |text: &str, most: usize| text.chars().nth(most).is_some();
        // Pictures with a text have a list of pictures instead of a cover.
        let pictures = self.text("article_type") == "newspic";
        let covered = !article.thumb_media_id.trim().is_empty() || (pictures && self.0.has("image_info"));
        if article.title.trim().is_empty() || article.content.trim().is_empty() {
            Err(44004)
        } else if longer(&article.title, LONGEST_TITLE) {
            Err(45003)
        } else if longer(&article.digest, LONGEST_DIGEST) {
            Err(45004)
        } else if longer(&article.content, LONGEST_CONTENT) {
            Err(45002)
        } else if covered {
            Ok(())
        } else {
            Err(40007)
        }
    }

    fn text(&self, name: &str) -> String {
        match (self.0.scalar(name), self.0.raw(name)) {
            (Some(Scalar::Text(text)), Some(raw)) => as_kept(&text, raw),
            _ => String::new(),
        }
    }

    fn is_set(&self, name: &str) -> bool {
        self.0.scalar(name).is_some_and(|value| value.into_text() == "1")
    }
}

/// A text as WeChat keeps it. `\uXXXX` stays as it was written, which is how titles get garbled: the document of
/// `draft/add` warns of it.
fn as_kept(text: &str, raw: &str) -> String {
    if !raw.contains("\\u") {
        return text.to_owned();
    }
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw.trim_matches('"').chars();
    while let Some(character) = rest.next() {
        match (character, if character == '\\' { rest.next() } else { None }) {
            (_, Some('n')) => out.push('\n'),
            (_, Some('r')) => out.push('\r'),
            (_, Some('t')) => out.push('\t'),
            (_, Some('b' | 'f')) => out.push(' '),
            (_, Some('u')) => out.push_str("\\u"),
            (_, Some(escaped)) => out.push(escaped),
            (plain, None) => out.push(plain),
        }
    }
    out
}

/// The beginning of a text, without its tags.
fn made_digest(content: &str) -> String {
    let mut in_tag = false;
    let text = content.chars().filter(|character| {
        let shown = !in_tag && *character != '<';
        in_tag = *character == '<' || (in_tag && *character != '>');
        shown
    });
    text.take(MADE_DIGEST).collect()
}

/// The articles of a draft that is there without a call having told what is in it.
pub(super) fn made_up(articles: u32, ids: Ids) -> Vec<Article> {
    let alone = articles == 1;
    let article = |idx: u32| {
        let content = format!("<p>模拟的第 {idx} 篇文章。</p>");
        Article {
            title: format!("模拟文章 {idx}"),
            digest: if alone { made_digest(&content) } else { String::new() },
            content,
            thumb_media_id: ids.thumb_media_id(idx),
            ..Article::default()
        }
    };
    (1..=articles).map(article).collect()
}

/// The body of a `draft/add` call that makes such a draft.
pub(super) fn draft_add_body(articles: u32, ids: Ids) -> String {
    let fields = |article: Article| {
        let Article { title, content, thumb_media_id, .. } = article;
        format!("{{\"title\":\"{title}\",\"content\":\"{content}\",\"thumb_media_id\":\"{thumb_media_id}\"}}")
    };
    let list: Vec<String> = made_up(articles, ids).into_iter().map(fields).collect();
    format!("{{\"articles\":[{}]}}", list.join(","))
}

/// A published article, as `getarticle` and `batchget` tell it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Published<'a> {
    pub(super) article: &'a Article,
    pub(super) url: &'a str,
    pub(super) thumb_url: &'a str,
    /// Whether it was deleted. Real answers have this flag, so such articles are listed; what is told of them is not
    /// documented. Here only the flag is.
    pub(super) deleted: bool,
    /// Whether `content` is told.
    pub(super) content: bool,
}

impl Published<'_> {
    /// An item of `news_item`.
    pub(super) fn json(&self) -> String {
        let gone = Article::default();
        let (article, url, thumb_url) =
            if self.deleted { (&gone, "", "") } else { (self.article, self.url, self.thumb_url) };
        let mut out = "{".to_owned();
        let mut text = |name: &str, value: &str| {
            let _ = write!(out, "\"{name}\":\"{}\",", escape_json(value));
        };
        text("title", &article.title);
        text("author", &article.author);
        text("digest", &article.digest);
        if self.content {
            text("content", &article.content);
        }
        text("content_source_url", &article.content_source_url);
        text("thumb_media_id", &article.thumb_media_id);
        text("thumb_url", thumb_url);
        let (comments, only_fans) = (u8::from(article.comments), u8::from(article.only_fans));
        let _ = write!(
            out,
            "\"show_cover_pic\":0,\"need_open_comment\":{comments},\"only_fans_can_comment\":{only_fans},\
             \"url\":\"{url}\",\"is_deleted\":{}}}",
            self.deleted
        );
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_the_beginning_of_the_text() {
        assert_eq!(made_digest("<p>发<b class='x'>布</b></p>2 > 1"), "发布2 > 1");
        assert_eq!(made_digest(&"字".repeat(60)).chars().count(), MADE_DIGEST);
    }

    #[test]
    fn escapes_of_characters_are_kept_and_others_undone() {
        let kept = |raw: &str| as_kept("", raw);
        assert_eq!(kept(r#""\u53d1\"\\u\n/""#), "\\u53d1\"\\u\n/");
    }
}
