//! What the page shows: a connection to a proxy, the drafts that were submitted through it, and the callbacks that came in.

use std::rc::Rc;

use freepublish::{Inspection, KindHint, Options, escape_json, inspect};

use super::proxy::{Address, Failure, Generation, Health, Kept, Known, Proxy};
use super::{Answer, Callback, Delivery, Field, Job, Own, Visit};
use crate::shell::{Command, Secret};

/// What WeChat allows of `freepublish/get` a day.
pub const QUERIES_A_DAY: u32 = 100;

/// What the page shows.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "switches of a form, each apart from the others")]
pub struct Model {
    /// The address in its field.
    pub address: String,
    /// The key in its field.
    pub key: Secret,
    /// Whether both are kept as long as the tab.
    pub remember: bool,
    /// The connection.
    pub connection: Connection,
    /// The stream of callbacks.
    pub stream: Stream,
    /// The draft in its field.
    pub media_id: String,
    /// What is to be said of it.
    pub draft: Rc<Inspection>,
    /// The drafts submitted here.
    pub jobs: Vec<Rc<Job>>,
    /// The callbacks, in the order of the proxy's list.
    pub inbox: Vec<Rc<Callback>>,
    /// Whether those from before the connection are there.
    pub earlier: Earlier,
    /// Whether the proxy has lost some.
    pub has_missed: bool,
    /// How often WeChat was asked.
    pub queries: u32,
    /// The handler that callbacks are delivered to.
    pub target: String,
    /// The callback whose form is unfolded, by its cursor.
    pub offered: Option<String>,
    /// What was delivered, in this order.
    pub deliveries: Vec<Rc<Delivery>>,
    /// How many that were, with those that are no longer kept.
    pub(super) delivered: usize,
    pub(super) visit: Visit,
    pub(super) generation: Generation,
    /// Whose callbacks these are.
    pub(super) known: Option<Known>,
    /// The latest callback when the connection to it was first made.
    pub(super) since: Option<String>,
    /// The latest callback before the first draft was submitted.
    pub(super) jobs_since: Option<String>,
    /// How many drafts there were, with those that are forgotten.
    pub(super) submitted: usize,
    /// The last event of the stream.
    pub(super) last_event: Option<String>,
    /// Whether the fields were filled from a link or from storage, and nobody has seen them yet.
    pub(super) is_given: bool,
    /// Whether the reader is asked about a submit.
    pub is_asking: bool,
}

/// The connection to a proxy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Connection {
    /// None.
    #[default]
    None,
    /// It is being checked.
    Checking(Proxy),
    /// It cannot be had.
    Failed(Failure),
    /// It stands.
    Up(Proxy, Rc<Health>),
}

/// The stream of callbacks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stream {
    /// Nobody listens.
    #[default]
    Off,
    /// It is being opened.
    Opening {
        /// How often in vain.
        tries: u32,
    },
    /// It is open.
    Open {
        /// How often in vain before that.
        tries: u32,
    },
    /// It was cut, and is opened again later.
    Waiting {
        /// How often in vain.
        tries: u32,
        /// After how many seconds.
        seconds: u32,
    },
}

/// The callbacks from before the connection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Earlier {
    /// Not asked for.
    #[default]
    Unknown,
    /// Asked for.
    Loading,
    /// All there.
    Here,
    /// Could not be had.
    Failed,
}

impl Default for Model {
    fn default() -> Self {
        Self {
            address: String::new(),
            key: Secret::default(),
            remember: false,
            connection: Connection::None,
            stream: Stream::Off,
            media_id: String::new(),
            draft: judge(""),
            jobs: Vec::new(),
            inbox: Vec::new(),
            earlier: Earlier::Unknown,
            has_missed: false,
            queries: 0,
            target: String::new(),
            offered: None,
            deliveries: Vec::new(),
            delivered: 0,
            visit: Visit::default(),
            generation: 0,
            known: None,
            since: None,
            jobs_since: None,
            submitted: 0,
            last_event: None,
            is_given: false,
            is_asking: false,
        }
    }
}

impl Model {
    /// The proxy at the other end, and what it says of itself.
    pub fn up(&self) -> Option<(&Proxy, &Rc<Health>)> {
        match &self.connection {
            Connection::Up(proxy, health) => Some((proxy, health)),
            _ => None,
        }
    }

    /// The origin of the page, which a proxy has to allow.
    pub fn origin(&self) -> &str {
        &self.visit.origin
    }

    /// The request's body, as it would be sent.
    pub fn body(&self) -> String {
        body(&self.media_id)
    }

    /// Whether a draft is on its way.
    pub fn is_sending(&self) -> bool {
        self.jobs.iter().any(|job| job.answer.is_none())
    }

    /// Whether the draft may be submitted.
    pub fn can_submit(&self) -> bool {
        let is_well = self.up().is_some_and(|(_, health)| health.down.is_none());
        is_well && !self.is_sending() && !self.draft.has_errors()
    }

    /// What was last tried with the same draft, if WeChat may have it already.
    pub fn tried(&self) -> Option<&Job> {
        let may_be_there = |answer: &Answer| answer.is_accepted() || answer.leaves_open();
        let mut all = self.jobs.iter().rev().map(|job| &**job);
        all.find(|job| job.media_id == self.media_id && job.answer.as_ref().is_some_and(may_be_there))
    }

    /// The callbacks of other jobs.
    pub fn others(&self) -> impl Iterator<Item = &Rc<Callback>> {
        self.inbox.iter().filter(|callback| !self.jobs.iter().any(|job| job.is_about(callback)))
    }

    /// Whether WeChat can be asked about a job.
    pub fn can_query(&self, job: &Job) -> bool {
        self.up().is_some() && !job.is_querying && job.publish_id().is_some() && self.queries < QUERIES_A_DAY
    }

    pub(super) fn enter(&mut self, field: Field, entered: &Secret) {
        match field {
            Field::Address => entered.reveal().clone_into(&mut self.address),
            Field::Key => self.key = entered.clone(),
            Field::MediaId => self.set_media_id(entered.reveal()),
            Field::Target => entered.reveal().clone_into(&mut self.target),
        }
    }

    pub(super) fn set_media_id(&mut self, media_id: &str) {
        media_id.clone_into(&mut self.media_id);
        self.draft = judge(media_id);
    }

    /// What was entered as the proxy to talk to.
    pub(super) fn entered(&self) -> Result<Proxy, Failure> {
        let address = Address::parse(&self.address).ok_or(Failure::BadAddress)?;
        if !address.is_reachable_from(&self.visit.origin) {
            return Err(Failure::Insecure { by_browser: self.visit.origin.starts_with("https://") });
        }
        Ok(Proxy { address, key: Secret::new(self.key.reveal().trim()) })
    }

    pub(super) fn next_job(&mut self) -> usize {
        self.submitted += 1;
        self.submitted - 1
    }

    pub(super) fn job_mut(&mut self, number: usize) -> Option<&mut Job> {
        self.jobs.iter_mut().find(|job| job.number == number).map(Rc::make_mut)
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
    }

    pub(super) fn remembered(&self) -> Command<Own> {
        let kept = self.remember.then(|| (self.address.trim().to_owned(), self.key.clone()));
        Command::Own(Own::Remember(kept))
    }
}

/// What the core says of a call with that draft.
fn judge(media_id: &str) -> Rc<Inspection> {
    let options = Options { kind: KindHint::Request, ..Options::default() };
    Rc::new(inspect(&body(media_id), &options))
}

fn body(media_id: &str) -> String {
    ["{\"media_id\":\"", &escape_json(media_id), "\"}"].concat()
}
