//! What outlives a reload: the drafts that were submitted, and where to go on. It is no secret, but nobody else's business:
//! it is kept as long as the tab, and the callbacks are asked for again, as the proxy has them.

use serde::{Deserialize, Serialize};

use super::proxy::{Known, Problem, Reply, Start};
use super::{Answer, Commands, Job, Model, Own};
use crate::shell::Command;

/// The drafts submitted through one proxy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    /// Its address.
    address: String,
    /// The account behind it.
    account: Option<String>,
    /// The latest callback before the first draft.
    since: Option<String>,
    jobs: Vec<SavedJob>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct SavedJob {
    media_id: String,
    is_rehearsal: bool,
    sent_at: Option<i64>,
    answer: Option<SavedAnswer>,
    queries: Vec<SavedAnswer>,
}

/// What WeChat said, or the proxy; neither, where nobody knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct SavedAnswer {
    at: i64,
    text: Option<String>,
    problem: Option<Problem>,
}

impl Model {
    /// The proxy that the drafts were submitted through, and the account behind it.
    pub fn known(&self) -> Option<(&str, Option<&str>)> {
        self.known.as_ref().map(|known| (known.address.as_str(), known.account.as_deref()))
    }

    /// Remembers where the callbacks of the first draft begin.
    pub(super) fn mark(&mut self) {
        if self.jobs.is_empty() {
            self.jobs_since = match self.start() {
                Start::Now => None,
                Start::After(cursor) | Start::LastEvent(cursor) => Some(cursor),
            };
        }
    }

    /// Keeps the drafts as they are now.
    pub(super) fn save(&self) -> Command<Own> {
        let jobs: Vec<_> = self.jobs.iter().map(|job| SavedJob::of(job)).collect();
        let known = self.known.as_ref().filter(|_| !jobs.is_empty());
        Command::Own(Own::Save(known.map(|Known { address, account, .. }| Saved {
            address: address.clone(),
            account: account.clone(),
            since: self.jobs_since.clone(),
            jobs,
        })))
    }

    /// Goes on after a reload. `now`: a call that was not answered by then is lost.
    pub(super) fn restore(&mut self, saved: Saved, now: i64) {
        if self.known.is_some() {
            return;
        }
        let Saved { address, account, since, jobs } = saved;
        for job in jobs {
            let job = job.job(self.next_job(), now);
            self.jobs.push(job.into());
        }
        self.queries = self.jobs.iter().map(|job| u32::try_from(job.queries.len()).unwrap_or(0)).sum();
        (self.since, self.jobs_since) = (since.clone(), since);
        if self.address.is_empty() {
            self.address.clone_from(&address);
        }
        self.known = Some(Known { address, account, key: None });
    }

    /// Forgets the drafts; what WeChat does with them is another matter.
    pub(super) fn clear_jobs(&mut self) -> Commands {
        if self.is_sending() {
            return vec![];
        }
        self.jobs.clear();
        vec![self.save()]
    }
}

impl SavedJob {
    fn of(job: &Job) -> Self {
        Self {
            media_id: job.media_id.clone(),
            is_rehearsal: job.is_rehearsal,
            sent_at: job.sent_at,
            answer: job.answer.as_ref().map(SavedAnswer::of),
            queries: job.queries.iter().map(SavedAnswer::of).collect(),
        }
    }

    fn job(self, number: usize, now: i64) -> Job {
        Job {
            number,
            media_id: self.media_id,
            is_rehearsal: self.is_rehearsal,
            sent_at: self.sent_at,
            answer: Some(self.answer.map_or(Answer::Lost(now), SavedAnswer::answer)),
            queries: self.queries.into_iter().map(SavedAnswer::answer).collect(),
            is_querying: false,
        }
    }
}

impl SavedAnswer {
    fn of(answer: &Answer) -> Self {
        let (at, text, problem) = match answer {
            Answer::Read(message) => (message.at, Some(message.text.to_string()), None),
            Answer::Problem(at, problem) => (*at, None, Some(problem.clone())),
            Answer::Lost(at) => (*at, None, None),
        };
        Self { at, text, problem }
    }

    fn answer(self) -> Answer {
        let reply = match (self.text, self.problem) {
            (Some(text), _) => Reply::Answer(text),
            (None, Some(problem)) => Reply::Problem(problem),
            (None, None) => Reply::Lost,
        };
        Answer::new(self.at, reply)
    }
}
