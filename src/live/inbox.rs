//! The callbacks that the page keeps. The proxy keeps all; what a page holds has a bound, however many come.

use std::rc::Rc;

use super::proxy::Kept;
use super::{Callback, Job, Message, Model};

/// How many callbacks are kept.
pub const MOST_CALLBACKS: usize = 500;

/// How many bytes of them: a hostile one may be long.
const MOST_BYTES: usize = 8 * 1024 * 1024;

/// How many of other jobs are drawn at first, and how many more at a time.
pub const ROWS: usize = 50;

impl Model {
    /// The callbacks of a job that was submitted here, through the proxy at the other end.
    pub fn callbacks_of(&self, job: &Job) -> impl Iterator<Item = &Rc<Callback>> {
        let is_here = self.is_here(job);
        self.inbox.iter().filter(move |callback| is_here && job.is_about(callback))
    }

    /// The callbacks of other jobs.
    pub fn others(&self) -> impl DoubleEndedIterator<Item = &Rc<Callback>> {
        self.inbox.iter().filter(|callback| !self.is_of_a_job(callback))
    }

    /// Takes a callback in, in the order of the list. One that is there stays as it is.
    pub(super) fn receive(&mut self, kept: Kept, is_earlier: bool) {
        if self.inbox.iter().any(|known| known.kept.cursor == kept.cursor) {
            return;
        }
        let at = if is_earlier {
            let is_before = |known: &&Rc<Callback>| known.kept.received_at <= kept.received_at;
            self.inbox.iter().take_while(is_before).count()
        } else {
            self.inbox.len()
        };
        let callback = Callback::new(kept, &self.inbox[..at]);
        self.inbox.insert(at, Rc::new(callback));
        self.make_room();
    }

    /// Lets go of the oldest, first of those that no job here is waiting for.
    fn make_room(&mut self) {
        let mut bytes: usize = self.inbox.iter().map(|callback| callback.size()).sum();
        while self.inbox.len() > MOST_CALLBACKS || (bytes > MOST_BYTES && self.inbox.len() > 1) {
            let find = |is_it: &dyn Fn(&Rc<Callback>) -> bool| self.inbox.iter().position(is_it);
            let oldest = find(&|callback| !self.is_of_a_job(callback))
                .or_else(|| find(&|callback| callback.is_duplicate))
                .unwrap_or_default();
            let gone = self.inbox.remove(oldest);
            bytes -= gone.size();
            self.let_go += 1;
            self.deliveries.retain(|delivery| delivery.cursor != gone.kept.cursor);
            self.offered.take_if(|offered| *offered == gone.kept.cursor);
        }
    }

    /// The last thing WeChat has said about a job.
    pub fn latest_of<'a>(&'a self, job: &'a Job) -> Option<&'a Message> {
        let callbacks = self.callbacks_of(job).map(|callback| &callback.message);
        job.answers().chain(callbacks).max_by_key(|message| message.at)
    }

    /// Whether news of a job is still to come.
    pub fn waits(&self, job: &Job) -> bool {
        job.publish_id().is_some() && !self.latest_of(job).is_some_and(Message::is_settled)
    }

    fn is_of_a_job(&self, callback: &Callback) -> bool {
        self.jobs.iter().any(|job| job.is_about(callback) && self.is_here(job))
    }
}
