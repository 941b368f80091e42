//! What other tabs have submitted: the warning against submitting a draft twice counts over all of them.

use serde::{Deserialize, Serialize};

use super::{Answer, Job, Model};

/// A draft that WeChat has, or may have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tried {
    /// The draft.
    pub media_id: String,
    /// Whether nothing is published by it.
    pub is_rehearsal: bool,
}

/// Where a draft was submitted before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Before {
    /// On this page.
    Here,
    /// In another tab.
    OtherTab,
}

impl Job {
    /// What other tabs have to know of it; `None` once WeChat has refused it.
    pub(super) fn tried(&self) -> Option<Tried> {
        let may_be_there = |answer: &Answer| answer.is_accepted() || answer.leaves_open();
        let is_open = self.answer.as_ref().is_none_or(may_be_there);
        is_open.then(|| Tried { media_id: self.media_id.clone(), is_rehearsal: self.is_rehearsal })
    }
}

impl Model {
    /// What other tabs have to know of the drafts submitted here.
    pub(super) fn tried_here(&self) -> Vec<Tried> {
        self.jobs.iter().filter_map(|job| job.tried()).collect()
    }

    /// Where the same draft was submitted before, if WeChat may have it already.
    pub fn tried(&self) -> Option<Before> {
        let is_rehearsal = self.up().is_some_and(|(_, health)| health.upstream.is_rehearsal());
        let is_it = |tried: &Tried| tried.media_id == self.media_id && tried.is_rehearsal == is_rehearsal;
        if self.jobs.iter().filter_map(|job| job.tried()).any(|tried| is_it(&tried)) {
            return Some(Before::Here);
        }
        self.elsewhere.values().flatten().any(is_it).then_some(Before::OtherTab)
    }
}
