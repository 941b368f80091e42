//! Drafts and published articles: `draft/add`, `getarticle`, `batchget` and `delete`.

use super::answer::{Answer, Call};
use super::body::Body;
use super::jobs::{Draft, Job};
use super::{Due, Platform};
use crate::inspection::Outcome;
use crate::simulate::api::Api;
use crate::simulate::article::{Article, Published};
use crate::simulate::config::{Plan, SECOND};
use crate::simulate::wire;

/// Jobs that `batchget` tells at a time, at most.
const MOST_ITEMS: u32 = 20;

impl Platform {
    /// The interface does not belong to the publishing ones, which an account may lack.
    pub(super) fn draft_add(&mut self, call: &Call<'_>) -> Answer {
        self.count_call(call, Api::DraftAdd)?;
        let articles = Body::read(call.body)?.articles()?;
        let plan = self.config.publish.for_articles(u32::try_from(articles.len()).unwrap_or(u32::MAX));
        Ok(wire::draft_added(&self.keep_draft(Api::DraftAdd.path(), plan, articles)))
    }

    pub(super) fn get_article(&mut self, call: &Call<'_>) -> Answer {
        self.may_publish()?;
        self.count_call(call, Api::GetArticle)?;
        let article_id = Body::read(call.body)?.text("article_id", 53600)?;
        let job = self.jobs.get(self.find_published(&article_id)?).ok_or(53600_i64)?;
        Ok(wire::news_items(&self.news_items(job, true)))
    }

    /// The newest first. Whether a job is listed of which all articles were deleted is not documented; here it is not.
    pub(super) fn batch_get(&mut self, call: &Call<'_>) -> Answer {
        self.may_publish()?;
        self.count_call(call, Api::BatchGet)?;
        let body = Body::read(call.body)?;
        let (offset, count) = (body.number("offset", None)?, body.number("count", None)?);
        let content = body.number("no_content", Some(0))? != 1;
        if !(1..=MOST_ITEMS).contains(&count) {
            return Err(40097);
        }
        let published: Vec<&Job> = self.jobs.iter().rev().filter(|job| job.is_readable()).collect();
        let wanted = published.iter().skip(offset as usize).take(count as usize);
        let items: Vec<String> = wanted
            .map(|job| {
                let article_id = self.ids.article_id(job.publish_id);
                wire::batch_item(&article_id, &self.news_items(job, content), job.published / SECOND)
            })
            .collect();
        Ok(wire::batch(published.len(), &items))
    }

    /// Deletes one article, or with `index` 0 or none all of them. When the last one is gone, the job comes to status 5,
    /// in the same moment and as an event of its own: how long that takes is not documented.
    pub(super) fn delete(&mut self, call: &Call<'_>) -> Answer {
        self.may_publish()?;
        self.count_call(call, Api::Delete)?;
        let body = Body::read(call.body)?;
        let article_id = body.text("article_id", 53600)?;
        let index = body.number("index", Some(0))?;
        let number = self.find_published(&article_id)?;
        let job = self.jobs.get_mut(number).ok_or(53600_i64)?;
        if index > job.plan.articles {
            return Err(40097);
        }
        if index == 0 {
            job.deleted.extend(1..=job.plan.articles);
        } else if !job.deleted.insert(index) {
            return Err(53600);
        }
        if !job.is_readable() {
            self.plans.push((call.now, Due::Turn { job: number, outcome: Outcome::DeletedByUser }));
        }
        Ok(wire::done())
    }

    /// The `article_id` of a job, as its callback and `freepublish/get` tell it; `None` unless it is published now.
    pub fn article_id(&self, publish_id: u64) -> Option<String> {
        let job = self.jobs.iter().find(|job| job.publish_id == publish_id)?;
        job.is_readable().then(|| self.ids.article_id(publish_id))
    }

    /// Puts a draft into the box and returns its `media_id`.
    pub(super) fn keep_draft(&mut self, name: &str, plan: Plan, articles: Vec<Article>) -> String {
        let namesakes = self.drafts.iter().filter(|draft| draft.name == name).count();
        let media_id = self.ids.media_id(name, namesakes as u64);
        let media = media_id.clone();
        self.drafts.push(Draft { name: name.to_owned(), media_id: media, plan, articles, consumed: false });
        media_id
    }

    fn find_published(&self, article_id: &str) -> Result<usize, i64> {
        let found = self
            .jobs
            .iter()
            .position(|job| job.is_readable() && self.ids.article_id(job.publish_id) == article_id);
        found.ok_or(53600)
    }

    fn news_items(&self, job: &Job, content: bool) -> Vec<String> {
        let articles = self.drafts.get(job.draft).map_or(&[][..], |draft| &draft.articles);
        let item = |(idx, article): (u32, &Article)| {
            let url = self.ids.article_url(job.publish_id, idx);
            let thumb_url = self.ids.thumb_url(job.publish_id, idx);
            let deleted = job.deleted.contains(&idx);
            Published { article, url: &url, thumb_url: &thumb_url, deleted, content }.json()
        };
        (1..).zip(articles).map(item).collect()
    }
}
