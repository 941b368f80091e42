//! The publish jobs that were begun here, and the callbacks that came in.

use std::rc::Rc;

use freepublish::{Inspection, Options, Outcome, inspect};

use super::proxy::{Kept, Known, Problem, Reply, Start};

/// A message of WeChat's, and what it says.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// When it came, in milliseconds since 1970.
    pub at: i64,
    /// What it says.
    pub text: Rc<str>,
    /// What was read from it.
    pub read: Rc<Inspection>,
}

// An inspection holds nothing that differs from itself: behind an `Rc`, the same message is equal at a glance.
impl Eq for Message {}

impl Message {
    fn new(at: i64, text: Rc<str>) -> Self {
        Self { at, read: Rc::new(inspect(&text, &Options::default())), text }
    }

    /// Whether no other news is to come.
    pub fn is_settled(&self) -> bool {
        !matches!(self.read.outcome, Outcome::Accepted | Outcome::Publishing | Outcome::Unknown)
    }

    /// The job it is about.
    pub fn publish_id(&self) -> Option<&str> {
        let of_job = self.read.publish.as_ref().and_then(|publish| publish.publish_id.as_deref());
        of_job.or_else(|| self.read.response.as_ref()?.publish_id.as_deref())
    }
}

/// What came of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// WeChat's answer.
    Read(Message),
    /// The proxy's own failure, and when.
    Problem(i64, Problem),
    /// Nobody knows, and since when.
    Lost(i64),
}

impl Answer {
    pub(super) fn new(at: i64, reply: Reply) -> Self {
        match reply {
            Reply::Answer(text) => Self::Read(Message::new(at, text.into())),
            Reply::Problem(problem) => Self::Problem(at, problem),
            Reply::Lost => Self::Lost(at),
        }
    }

    /// Whether WeChat has taken the draft.
    pub fn is_accepted(&self) -> bool {
        // `{"errcode":0,"errmsg":"ok"}` alone does not say that it is the answer to a submit; here it is.
        let accepted = [Outcome::Accepted, Outcome::Answered];
        matches!(self, Self::Read(message) if accepted.contains(&message.read.outcome))
    }

    /// Whether the draft may be with WeChat, although nobody said so.
    pub fn leaves_open(&self) -> bool {
        match self {
            Self::Read(message) => message.read.outcome == Outcome::Unknown,
            Self::Problem(_, problem) => problem.leaves_open(),
            Self::Lost(_) => true,
        }
    }
}

/// A draft that was submitted here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Its number on this page, from 0.
    pub number: usize,
    /// The draft.
    pub media_id: String,
    /// Whether nothing is published by it.
    pub is_rehearsal: bool,
    /// The proxy that it was submitted through.
    pub via: Rc<Known>,
    /// Where its callbacks begin.
    pub since: Start,
    /// When it was sent, in milliseconds since 1970; not known before the answer.
    pub sent_at: Option<i64>,
    /// What came of the call.
    pub answer: Option<Answer>,
    /// What `freepublish/get` said.
    pub queries: Vec<Answer>,
    /// Whether it is being asked.
    pub is_querying: bool,
}

impl Job {
    /// WeChat's number of it.
    pub fn publish_id(&self) -> Option<&str> {
        match &self.answer {
            Some(answer @ Answer::Read(message)) if answer.is_accepted() => message.publish_id(),
            _ => None,
        }
    }

    /// What WeChat has answered: to the submit, and when it was asked.
    pub fn answers(&self) -> impl Iterator<Item = &Message> {
        self.answer.iter().chain(&self.queries).filter_map(|answer| match answer {
            Answer::Read(message) => Some(message),
            _ => None,
        })
    }

    /// Whether a callback of its proxy tells of this job.
    pub fn is_about(&self, callback: &Callback) -> bool {
        self.publish_id().is_some_and(|id| callback.publish_id() == Some(id))
    }
}

/// A callback that came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Callback {
    /// As the proxy has kept it.
    pub kept: Kept,
    /// What it says, decrypted if need be.
    pub message: Message,
    /// Whether the same news was there before.
    pub is_duplicate: bool,
}

impl Callback {
    pub(super) fn new(kept: Kept, before: &[Rc<Self>]) -> Self {
        let message = Message::new(kept.received_at, kept.document.as_ref().unwrap_or(&kept.body).clone());
        let mut new = Self { is_duplicate: kept.is_duplicate, kept, message };
        // A proxy need not recognise duplicates: WeChat repeats a push until it is answered in time.
        new.is_duplicate |= new.publish_id().is_some()
            && before.iter().any(|other| {
                other.publish_id() == new.publish_id()
                    && other.message.read.outcome == new.message.read.outcome
            });
        new
    }

    /// What it takes in memory, in bytes.
    pub(super) fn size(&self) -> usize {
        self.kept.body.len() + self.kept.document.as_ref().map_or(0, |document| document.len())
    }

    /// The job it is about.
    pub fn publish_id(&self) -> Option<&str> {
        self.message.publish_id().or(self.kept.publish_id.as_deref())
    }
}
