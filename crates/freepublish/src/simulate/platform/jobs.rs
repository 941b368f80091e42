//! Drafts and publish jobs.

use std::collections::BTreeSet;

use crate::inspection::Outcome;
use crate::simulate::article::Article;
use crate::simulate::callback::{links, status_of};
use crate::simulate::config::{Millis, Plan};
use crate::simulate::ids::Ids;
use crate::simulate::wire::News;

/// A draft in the box.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) name: String,
    pub(super) media_id: String,
    pub(super) plan: Plan,
    pub(super) articles: Vec<Article>,
    pub(super) consumed: bool,
}

impl Draft {
    /// Whether it can be submitted: it is there, and of this account.
    pub(super) const fn is_usable(&self) -> bool {
        !self.consumed && !self.plan.foreign
    }
}

/// A publish job.
#[derive(Clone, Debug)]
pub(super) struct Job {
    pub(super) publish_id: u64,
    pub(super) draft: usize,
    pub(super) plan: Plan,
    pub(super) outcome: Outcome,
    /// When it was published.
    pub(super) published: Millis,
    /// The articles that were deleted, from 1.
    pub(super) deleted: BTreeSet<u32>,
}

impl Job {
    /// What there is to say of it now. A published one has all its links, also those of deleted articles: what becomes
    /// of these in `freepublish/get` is not documented.
    pub(super) fn news(&self, ids: Ids) -> News {
        let published = self.outcome == Outcome::Published;
        let failed = matches!(self.outcome, Outcome::OriginalityFailed | Outcome::Failed | Outcome::Rejected);
        News {
            publish_id: self.publish_id,
            // Plans with any other outcome are not taken: see `Platform::add_draft`.
            status: status_of(self.outcome).unwrap_or(1),
            article_id: published.then(|| ids.article_id(self.publish_id)),
            urls: links(ids, self.publish_id, if published { self.plan.articles } else { 0 }),
            fail_idx: if failed { self.plan.fail_idx.clone() } else { Vec::new() },
        }
    }

    /// Whether readers see any of it.
    pub(super) fn is_readable(&self) -> bool {
        self.outcome == Outcome::Published && (1..=self.plan.articles).any(|idx| !self.deleted.contains(&idx))
    }

    /// The next outcome and how long it takes to get there; `None` when nothing more will happen by itself.
    pub(super) fn next(&self) -> Option<(Millis, Outcome)> {
        let gone = matches!(self.plan.outcome, Outcome::DeletedByUser | Outcome::BannedBySystem);
        match (self.outcome, self.plan.outcome) {
            (Outcome::Publishing, Outcome::Publishing) => None,
            (Outcome::Publishing, _) if gone => Some((self.plan.takes, Outcome::Published)),
            (Outcome::Publishing, end) => Some((self.plan.takes, end)),
            (Outcome::Published, end) if gone => Some((self.plan.later, end)),
            _ => None,
        }
    }
}
