//! One callback on demand: any outcome, in any format and mode, as body, raw HTTP, curl or test fixture.

use super::credentials::Credentials;
use super::http::HttpRequest;
use super::ids::Ids;
use super::problem::Problem;
use super::wire::{Head, IdForm, News, event_json, event_xml};
use crate::catalogue::status;
use crate::envelope::seal::{Account, Push, PushFormat, Sealed, SignatureParameters};
use crate::inspection::{Mode, Outcome};
use crate::lang::Bilingual;
use crate::time::machine_time;

/// More articles than anybody puts into one draft. WeChat's own limit is not in the interface document.
pub const MAX_ARTICLES: u32 = 100;

/// Where callbacks go when nobody says where.
pub const HANDLER_URL: &str = "https://handler.example/wechat";

/// How WeChat's pushes call their sender.
pub(super) const USER_AGENT: &str = "Mozilla/4.0";

/// Which callback is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallbackSpec {
    /// What became of the publish: one of the outcomes that have a `publish_status`.
    pub outcome: Outcome,
    /// How many articles the draft has, 1 to [`MAX_ARTICLES`]. Only a success tells it.
    pub articles: u32,
    /// The articles that did not pass, from 1. Sent with statuses 2 and 4, and seen with 3.
    pub fail_idx: Vec<u32>,
    /// XML or JSON.
    pub push: PushFormat,
    /// How `publish_id` is written in JSON; XML knows no difference.
    pub publish_id: IdForm,
    /// Plain, compatible or secure.
    pub mode: Mode,
    /// Everything that looks random is made from it.
    pub seed: u64,
    /// `CreateTime` and the `timestamp` of the query, in seconds since 1970 UTC.
    pub at: i64,
    /// The address it is pushed to, without WeChat's parameters.
    pub url: String,
}

impl CallbackSpec {
    /// The usual callback of an outcome: one article, XML, plain. With outcomes that name failing articles it is the
    /// first one that fails.
    pub fn new(outcome: Outcome, at: i64) -> Self {
        Self {
            outcome,
            articles: 1,
            fail_idx: usual_fail_idx(outcome),
            push: PushFormat::Xml,
            publish_id: IdForm::Number,
            mode: Mode::Plain,
            seed: 0,
            at,
            url: HANDLER_URL.to_owned(),
        }
    }

    /// Makes the callback.
    ///
    /// # Errors
    ///
    /// The first wish that contradicts another or the document.
    pub fn make(&self, credentials: &Credentials) -> Result<Callback, Problem> {
        let status = status_of(self.outcome)?;
        check_articles(self.articles, &self.fail_idx, self.outcome)?;
        let ids = Ids { seed: self.seed };
        let publish_id = ids.first_publish_id();
        let published = self.outcome == Outcome::Published;
        let news = News {
            publish_id,
            status,
            article_id: published.then(|| ids.article_id(publish_id)),
            urls: links(ids, publish_id, if published { self.articles } else { 0 }),
            fail_idx: self.fail_idx.clone(),
        };
        let pusher =
            Pusher { ids, push: self.push, mode: self.mode, id_form: self.publish_id, url: &self.url };
        Ok(Callback {
            publish_id: publish_id.to_string(),
            status,
            at: self.at,
            document: pusher.document(&news, self.at),
            request: pusher.push(&news, self.at, self.at, 0, credentials),
        })
    }
}

/// A callback, ready to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Callback {
    /// The publish job it is about.
    pub publish_id: String,
    /// Its `publish_status`.
    pub status: i64,
    /// `CreateTime`, in seconds since 1970 UTC.
    pub at: i64,
    /// The event as it is before any encryption.
    pub document: String,
    /// The request that carries it.
    pub request: HttpRequest,
}

impl Callback {
    /// The body alone.
    pub fn body(&self) -> &str {
        &self.request.body
    }

    /// The whole request as it goes over the wire.
    pub fn http(&self) -> String {
        self.request.to_http()
    }

    /// A curl command that sends it.
    pub fn curl(&self) -> String {
        self.request.to_curl()
    }

    /// A test fixture: the raw request, which test suites of any language and the HTTP clients of editors read.
    pub fn fixture(&self) -> Fixture {
        let name = status::find(self.status).map_or("unknown", |row| row.outcome.name());
        let when = machine_time(self.at).unwrap_or_default();
        let Self { publish_id, status, .. } = self;
        let text = format!(
            "# publish_id {publish_id}, publish_status {status} ({name}), CreateTime {when}\n{}",
            self.request.to_http_file()
        );
        Fixture { name: format!("{}-{publish_id}.http", name.replace('_', "-")), text }
    }
}

/// A file for a test suite.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixture {
    /// A name for the file.
    pub name: String,
    /// What is in it.
    pub text: String,
}

/// Puts news into pushes, the same way for one callback and for the whole platform.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pusher<'a> {
    pub(super) ids: Ids,
    pub(super) push: PushFormat,
    pub(super) mode: Mode,
    pub(super) id_form: IdForm,
    pub(super) url: &'a str,
}

impl Pusher<'_> {
    fn document(&self, news: &News, created: i64) -> String {
        let head = Head {
            to_user_name: self.ids.account(),
            from_user_name: self.ids.openid(),
            create_time: created,
        };
        match self.push {
            PushFormat::Xml => event_xml(&head, news),
            PushFormat::Json => event_json(&head, news, self.id_form),
        }
    }

    /// The request that tells the news. `created` stays the same when it is sent again, `sent` and `number` do not.
    pub(super) fn push(
        &self,
        news: &News,
        created: i64,
        sent: i64,
        number: u64,
        credentials: &Credentials,
    ) -> HttpRequest {
        let Credentials { token, key, app_id } = credentials;
        let (to_user_name, openid) = (self.ids.account(), self.ids.openid());
        let message = self.document(news, created);
        let push =
            Push { format: self.push, to_user_name: &to_user_name, openid: &openid, message: &message };
        let nonce = self.ids.nonce(number);
        let stamp = SignatureParameters { timestamp: sent, nonce: &nonce, random: self.ids.random(number) };
        let sealed = push.seal(self.mode, &Account { token, key, app_id }, &stamp);
        request(self.url, self.push, sealed)
    }
}

/// The request that carries a sealed push to an address, with the headers WeChat sends.
pub(super) fn request(url: &str, push: PushFormat, sealed: Sealed) -> HttpRequest {
    let between = if url.contains('?') { '&' } else { '?' };
    let content_type = match push {
        PushFormat::Xml => "text/xml",
        PushFormat::Json => "application/json",
    };
    HttpRequest::new("POST", &format!("{url}{between}{}", sealed.query_string()))
        .header("User-Agent", USER_AGENT)
        .header("Accept", "*/*")
        .header("Content-Type", content_type)
        .body(sealed.body)
}

/// The `publish_status` of an outcome.
pub(super) fn status_of(outcome: Outcome) -> Result<i64, Problem> {
    status::of(outcome.name()).map(|row| row.code).ok_or_else(|| {
        Problem::new(
            outcome.name(),
            Bilingual::new("{} 不是发布结果，没有对应的 publish_status", "{} is not an outcome of publishing: it has no publish_status"),
            Bilingual::new(
                "换成 published、publishing、originality_failed、failed、rejected、deleted_by_user、banned_by_system 之一",
                "Use published, publishing, originality_failed, failed, rejected, deleted_by_user or banned_by_system",
            ),
        )
    })
}

/// Whether so many articles can fail like this.
pub(super) fn check_articles(articles: u32, fail_idx: &[u32], outcome: Outcome) -> Result<(), Problem> {
    if articles == 0 || articles > MAX_ARTICLES {
        return Err(Problem::new(
            articles.to_string(),
            Bilingual::new("一份草稿不能有 {} 篇文章", "A draft cannot have {} articles"),
            Bilingual::new("填 1 到 100", "Use 1 to 100"),
        ));
    }
    if let Some(idx) = fail_idx.iter().find(|idx| **idx == 0 || **idx > articles) {
        return Err(Problem::new(
            idx.to_string(),
            Bilingual::new(
                "fail_idx 里的 {} 不是这份草稿里的文章",
                "{} in fail_idx is no article of the draft",
            ),
            Bilingual::new(
                "fail_idx 从 1 数起，不超过文章篇数；先核对篇数",
                "fail_idx counts from 1 up to the number of articles; check that number first",
            ),
        ));
    }
    if !fail_idx.is_sorted_by(|a, b| a < b) {
        let list: Vec<String> = fail_idx.iter().map(u32::to_string).collect();
        return Err(Problem::new(
            list.join(","),
            Bilingual::new(
                "fail_idx 的 {} 有重复，或没有从小到大",
                "{} in fail_idx repeats a number or does not ascend",
            ),
            Bilingual::new("从小到大，每篇只写一次", "Write each article once, in ascending order"),
        ));
    }
    let can_fail = matches!(outcome, Outcome::OriginalityFailed | Outcome::Failed | Outcome::Rejected);
    if !fail_idx.is_empty() && !can_fail {
        return Err(Problem::new(
            outcome.name(),
            Bilingual::new("结果是 {} 时没有不通过的文章", "With the outcome {} no article fails"),
            Bilingual::new(
                "去掉 fail_idx，或把结果改成 originality_failed、rejected 或 failed",
                "Leave fail_idx out, or use originality_failed, rejected or failed as the outcome",
            ),
        ));
    }
    Ok(())
}

/// Statuses 2 and 4 name the articles that did not pass.
pub(super) fn usual_fail_idx(outcome: Outcome) -> Vec<u32> {
    let names = matches!(outcome, Outcome::OriginalityFailed | Outcome::Rejected);
    if names { vec![1] } else { Vec::new() }
}

/// The links of a published draft.
pub(super) fn links(ids: Ids, publish_id: u64, articles: u32) -> Vec<String> {
    (1..=articles).map(|idx| ids.article_url(publish_id, idx)).collect()
}
