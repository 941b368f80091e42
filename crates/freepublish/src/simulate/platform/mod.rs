//! The platform as a state machine: `step(now, event)` answers with effects.
//!
//! Time only passes through [`Platform::step`]. [`Platform::next_due`] says when something will happen by itself, so that
//! whoever has a clock, virtual or real, knows when to come back.

mod answer;
mod articles;
mod body;
mod delivery;
mod jobs;
mod tokens;

use std::collections::BTreeMap;

use self::delivery::Delivery;
use self::jobs::{Draft, Job};
use self::tokens::Tokens;
use super::article;
use super::callback::{check_articles, status_of};
use super::config::{Forced, HOUR, Millis, Plan, PlatformConfig, SECOND, Transmission};
use super::credentials::Credentials;
use super::http::{HttpRequest, HttpResponse};
use super::ids::Ids;
use super::problem::Problem;
use crate::inspection::Outcome;

/// What comes to the platform from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// Somebody calls an interface.
    Call {
        /// The IP the call comes from.
        ip: String,
        /// The call.
        request: HttpRequest,
    },
    /// A handler answers a push, or cannot be reached.
    Reply {
        /// Which push, as [`Effect::Push`] said.
        delivery: usize,
        /// Which try.
        attempt: u32,
        /// The answer; `None` when there was no connection.
        response: Option<HttpResponse>,
    },
    /// Nothing; time has passed.
    Time,
}

/// What the platform does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It answers the call.
    Respond(HttpResponse),
    /// A publish job has a new status.
    Job {
        /// The job.
        publish_id: u64,
        /// Its `publish_status` now.
        status: i64,
    },
    /// It pushes a callback, and waits five seconds for a reply.
    Push {
        /// The number of the callback.
        delivery: usize,
        /// Which try, from 1. [`TRIES`] at most.
        attempt: u32,
        /// Whether the same news were delivered and accepted before.
        duplicate: bool,
        /// The request.
        request: HttpRequest,
    },
    /// It sends a callback that gets lost on the way. Nobody is told.
    Lost {
        /// The publish job it is about.
        publish_id: u64,
    },
    /// What it makes of a reply.
    Judged {
        /// The number of the callback.
        delivery: usize,
        /// Which try.
        attempt: u32,
        /// Whether it is content.
        judgement: Judgement,
    },
    /// Five seconds are over: it drops the connection.
    Dropped {
        /// The number of the callback.
        delivery: usize,
        /// Which try.
        attempt: u32,
    },
    /// The last try failed: it will not try again.
    GaveUp {
        /// The number of the callback.
        delivery: usize,
    },
}

/// What the platform makes of a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Judgement {
    /// `success` or an empty body, in time.
    Accepted,
    /// Another body, or a status that is not 200.
    Wrong,
    /// The connection had been dropped: nobody reads it.
    Late,
    /// There was no connection.
    Unreachable,
}

pub use crate::delivery::{DEADLINE, TRIES};

/// The simulated platform with one account.
#[derive(Clone, Debug)]
pub struct Platform {
    config: PlatformConfig,
    credentials: Credentials,
    ids: Ids,
    tokens: Tokens,
    /// Calls a day: the day, counted in Beijing, and what is counted.
    calls: BTreeMap<(i64, &'static str), u32>,
    forced: Vec<Forced>,
    drafts: Vec<Draft>,
    jobs: Vec<Job>,
    deliveries: Vec<Delivery>,
    /// What will happen by itself, in the order it was planned.
    plans: Vec<(Millis, Due)>,
    /// Counts rids and nonces.
    answers: u64,
    pushes: u64,
}

/// What happens by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Due {
    Turn { job: usize, outcome: Outcome },
    Push { delivery: usize, attempt: u32 },
    Deadline { delivery: usize, attempt: u32 },
}

impl Platform {
    /// A platform at the beginning of its first day. `now` is needed to know which day that is.
    pub fn new(config: PlatformConfig, credentials: Credentials, now: Millis) -> Self {
        let calls = config.used.iter().map(|(api, count)| ((day(now), api.name()), *count)).collect();
        Self {
            ids: Ids { seed: config.seed },
            forced: config.forced.clone(),
            config,
            credentials,
            tokens: Tokens::default(),
            calls,
            drafts: Vec::new(),
            jobs: Vec::new(),
            deliveries: Vec::new(),
            plans: Vec::new(),
            answers: 0,
            pushes: 0,
        }
    }

    /// Puts a draft into the box and returns its `media_id`, which is made from the seed and `name`; several drafts of
    /// one name have several.
    ///
    /// # Errors
    ///
    /// A plan that contradicts itself, such as a failing article that the draft does not have.
    pub fn add_draft(&mut self, name: &str, plan: Plan) -> Result<String, Problem> {
        status_of(plan.outcome)?;
        check_articles(plan.articles, &plan.fail_idx, plan.outcome)?;
        Ok(self.insert_draft(name, plan))
    }

    /// Like [`Self::add_draft`], for a plan that was looked at already.
    pub(super) fn insert_draft(&mut self, name: &str, plan: Plan) -> String {
        let articles = article::made_up(plan.articles, self.ids);
        self.keep_draft(name, plan, articles)
    }

    /// The drafts that can be submitted now: the name, the `media_id` and the plan of each, in the order they were put
    /// into the box. One that was submitted is used up.
    pub fn drafts(&self) -> impl Iterator<Item = (&str, &str, &Plan)> {
        let usable = self.drafts.iter().filter(|draft| draft.is_usable());
        usable.map(|draft| (draft.name.as_str(), draft.media_id.as_str(), &draft.plan))
    }

    /// When something will happen by itself next; `None` when nothing will until somebody calls. Jobs turn a few times
    /// and callbacks are tried a few times, so it always comes to that.
    pub fn next_due(&self) -> Option<Millis> {
        self.plans.iter().map(|(at, _)| *at).min()
    }

    /// What happens at `now`. Everything that was due until then happens first; a reply counts when it comes before the
    /// deadline, not at it. Time does not run backwards: a `now` before the last one is taken as it is, and nothing is
    /// due by it. Effects carry no time: step to [`Self::next_due`] to see each in its own moment. Whoever
    /// comes much later sees a callback sent and given up in one step, as no reply came between.
    pub fn step(&mut self, now: Millis, event: Event) -> Vec<Effect> {
        let mut effects = Vec::new();
        while let Some(at) = self.earliest(now) {
            let (due_at, due) = self.plans.remove(at);
            self.happen(due_at, due, &mut effects);
        }
        match event {
            Event::Call { ip, request } => effects.push(Effect::Respond(self.answer(now, &ip, &request))),
            Event::Reply { delivery, attempt, response } => {
                self.reply(now, delivery, attempt, response.as_ref(), &mut effects);
            }
            Event::Time => {}
        }
        effects
    }

    /// The plan that is due first; of several at one moment, the one that was made first.
    fn earliest(&self, now: Millis) -> Option<usize> {
        let due = self.plans.iter().enumerate().filter(|(_, (at, _))| *at <= now);
        due.min_by_key(|(number, (at, _))| (*at, *number)).map(|(number, _)| number)
    }

    fn happen(&mut self, at: Millis, due: Due, effects: &mut Vec<Effect>) {
        match due {
            Due::Turn { job, outcome } => self.turn(at, job, outcome, effects),
            Due::Push { delivery, attempt } => self.push(at, delivery, attempt, effects),
            Due::Deadline { delivery, attempt } => self.deadline(at, delivery, attempt, effects),
        }
    }

    /// A job comes to its next outcome.
    fn turn(&mut self, at: Millis, number: usize, outcome: Outcome, effects: &mut Vec<Effect>) {
        let Some(job) = self.jobs.get_mut(number) else { return };
        if !matches!(job.outcome, Outcome::Publishing | Outcome::Published) {
            // Whatever was to happen to it: it was deleted by a call before.
            return;
        }
        let first = job.outcome == Outcome::Publishing;
        if outcome == Outcome::Published {
            job.published = at;
        }
        job.outcome = outcome;
        let news = job.news(self.ids);
        let (fate, delay) = (job.plan.fate, if first { job.plan.delay } else { 0 });
        let next = job.next();
        let failed = matches!(outcome, Outcome::OriginalityFailed | Outcome::Failed | Outcome::Rejected);
        if let Some(draft) = self.drafts.get_mut(job.draft).filter(|_| failed) {
            draft.consumed = !self.config.keeps_failed_drafts;
        }
        effects.push(Effect::Job { publish_id: news.publish_id, status: news.status });
        if let Some((wait, outcome)) = next {
            self.plans.push((at.saturating_add(wait), Due::Turn { job: number, outcome }));
        }
        if self.config.callbacks {
            let publish_id = news.publish_id;
            self.deliveries.push(Delivery::new(news, at / SECOND, fate == Transmission::Twice));
            let delivery = self.deliveries.len() - 1;
            if fate == Transmission::Lost {
                effects.push(Effect::Lost { publish_id });
            } else {
                self.plans.push((at.saturating_add(delay), Due::Push { delivery, attempt: 1 }));
            }
        }
    }

    /// Counts a call; `false` when the day's quota is used up.
    fn count_of(&mut self, now: Millis, what: &'static str, quota: u32) -> bool {
        let used = self.calls.entry((day(now), what)).or_default();
        *used = used.saturating_add(1);
        *used <= quota
    }
}

/// The day in Beijing. When exactly quotas come back is not documented; midnight there is assumed.
fn day(now: Millis) -> i64 {
    now.saturating_add(8 * HOUR).div_euclid(24 * HOUR)
}
