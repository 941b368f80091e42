//! What outlives a reload: the drafts that were submitted, and where to go on. It is no secret, but nobody else's business:
//! it is kept as long as the tab, and the callbacks are asked for again, as the proxy has them.
//!
//! A tab may be reloaded into another build of the page. So what is kept has a version, older shapes are read, and of one
//! that is not known at least the drafts are: whoever does not see that WeChat may have a draft submits it twice.

use std::rc::Rc;

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use super::proxy::{Known, Problem, Reply, Start};
use super::quota::Asked;
use super::{Answer, Commands, Job, Model, Own};
use crate::shell::Command;

/// The shape below. Version 1 had no number, and one proxy for all drafts.
const VERSION: u32 = 2;

/// The drafts submitted here, and how often WeChat was asked about them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Stored")]
pub struct Saved {
    version: u32,
    jobs: Vec<SavedJob>,
    asked: Vec<Asked>,
}

/// A draft, with the proxy that it was submitted through.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct SavedJob {
    media_id: String,
    is_rehearsal: bool,
    /// The address of the proxy.
    #[serde(default)]
    address: String,
    /// The account behind it.
    #[serde(default)]
    account: Option<String>,
    /// The latest callback before the draft was submitted.
    #[serde(default)]
    since: Option<String>,
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

/// What is found in storage, whichever build wrote it.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Stored {
    jobs: Readable<Vec<StoredJob>>,
    asked: Readable<Vec<Asked>>,
    // Version 1.
    address: Readable<String>,
    account: Readable<Option<String>>,
    since: Readable<Option<String>>,
}

/// What can be read, or nothing: a part in another shape does not spoil the rest.
#[derive(Deserialize)]
#[serde(untagged)]
enum Readable<T> {
    It(T),
    Other(IgnoredAny),
}

impl<T: Default> Default for Readable<T> {
    fn default() -> Self {
        Self::It(T::default())
    }
}

impl<T: Default> Readable<T> {
    fn get(self) -> T {
        match self {
            Self::It(it) => it,
            Self::Other(_) => T::default(),
        }
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum StoredJob {
    Whole(Box<SavedJob>),
    /// Of another shape, but of this draft.
    Part {
        media_id: String,
        #[serde(default)]
        is_rehearsal: Readable<bool>,
        #[serde(default)]
        address: Readable<String>,
        #[serde(default)]
        account: Readable<Option<String>>,
    },
    Other(IgnoredAny),
}

impl From<Stored> for Saved {
    fn from(stored: Stored) -> Self {
        let (address, account) = (stored.address.get(), stored.account.get());
        let since = stored.since.get();
        let whole = |mut job: SavedJob| {
            if job.address.is_empty() {
                job.address.clone_from(&address);
                job.account.clone_from(&account);
                job.since.clone_from(&since);
            }
            job
        };
        let jobs = stored.jobs.get().into_iter().filter_map(StoredJob::job).map(whole).collect();
        Self { version: VERSION, jobs, asked: stored.asked.get() }
    }
}

impl StoredJob {
    fn job(self) -> Option<SavedJob> {
        match self {
            Self::Whole(job) => Some(*job),
            // Nobody knows what came of it.
            Self::Part { media_id, is_rehearsal, address, account } => Some(SavedJob {
                media_id,
                is_rehearsal: is_rehearsal.get(),
                address: address.get(),
                account: account.get(),
                since: None,
                sent_at: None,
                answer: None,
                queries: Vec::new(),
            }),
            Self::Other(_) => None,
        }
    }
}

impl Model {
    /// Keeps the drafts as they are now.
    pub(super) fn save(&self) -> Command<Own> {
        let jobs: Vec<_> = self.jobs.iter().map(|job| SavedJob::of(job)).collect();
        let is_empty = jobs.is_empty() && self.asked.is_empty();
        let saved = Saved { version: VERSION, jobs, asked: self.asked.clone() };
        Command::Own(Own::Save((!is_empty).then_some(saved)))
    }

    /// Goes on after a reload. `now`: a call that was not answered by then is lost.
    pub(super) fn restore(&mut self, Saved { jobs, asked, .. }: Saved, now: i64) {
        // An older page did not count by day.
        self.asked = if asked.is_empty() { counted(&jobs) } else { asked };
        for job in jobs {
            let job = job.job(self.next_job(), now);
            self.jobs.push(Rc::new(job));
        }
        if let Some(job) = self.jobs.last().filter(|_| self.address.is_empty()) {
            self.address.clone_from(&job.via.address);
        }
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

/// How often WeChat was asked, from what it answered.
fn counted(jobs: &[SavedJob]) -> Vec<Asked> {
    let answers = jobs
        .iter()
        .flat_map(|job| job.queries.iter().map(move |it| (it.at, job.account.as_ref(), &job.address)));
    let Some((at, account, address)) = answers.clone().max_by_key(|(at, ..)| *at) else { return vec![] };
    let count = u32::try_from(answers.count()).unwrap_or(u32::MAX);
    vec![Asked::of(account.unwrap_or(address), at, count)]
}

impl SavedJob {
    fn of(job: &Job) -> Self {
        Self {
            media_id: job.media_id.clone(),
            is_rehearsal: job.is_rehearsal,
            address: job.via.address.clone(),
            account: job.via.account.clone(),
            since: match &job.since {
                Start::Now => None,
                Start::After(cursor) | Start::LastEvent(cursor) => Some(cursor.clone()),
            },
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
            via: Rc::new(Known { address: self.address, account: self.account, key: None }),
            since: self.since.map_or(Start::Now, Start::After),
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
