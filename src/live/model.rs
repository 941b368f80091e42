//! What the page shows: a connection to a proxy, the drafts that were submitted through it, and the callbacks that came in.

use std::collections::BTreeMap;
use std::rc::Rc;

use freepublish::{Inspection, KindHint, Options, escape_json, inspect};

use super::proxy::{Address, Failure, Generation, Health, Known, Proxy};
use super::quota::Asked;
use super::{Callback, Delivery, Field, Invitation, Job, Own, ROWS, Tried, Visit};
use crate::shell::{Command, Secret};

/// What the page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The address in its field.
    pub address: String,
    /// The key in its field.
    pub key: Secret,
    /// Whether both are kept as long as the tab.
    pub remember: bool,
    /// The connection.
    pub connection: Connection,
    /// A proxy of another origin that a link asks to connect to. Nothing is called before the reader agrees.
    pub invited: Option<Proxy>,
    /// The stream of callbacks.
    pub stream: Stream,
    /// The draft in its field.
    pub media_id: String,
    /// What is to be said of it.
    pub draft: Rc<Inspection>,
    /// What the reader is asked before a draft is submitted.
    pub question: Option<Question>,
    /// The drafts submitted here.
    pub jobs: Vec<Rc<Job>>,
    /// The callbacks, in the order of the proxy's list: the latest of them.
    pub inbox: Vec<Rc<Callback>>,
    /// How many of them are no longer kept here.
    pub let_go: usize,
    /// How many of other jobs are drawn.
    pub rows: usize,
    /// Whether those from before the connection are there.
    pub earlier: Earlier,
    /// Whether the proxy has lost some.
    pub has_missed: bool,
    /// The handler that callbacks are delivered to.
    pub target: String,
    /// The callback whose form is unfolded, by its cursor.
    pub offered: Option<String>,
    /// What was delivered, in this order.
    pub deliveries: Vec<Rc<Delivery>>,
    /// How many that were, with those that are no longer kept.
    pub(super) delivered: usize,
    /// How often WeChat was asked.
    pub(super) asked: Vec<Asked>,
    /// What other tabs have submitted, by their names.
    pub(super) elsewhere: BTreeMap<String, Vec<Tried>>,
    pub(super) visit: Visit,
    /// The last moment that the page has heard of, in milliseconds since 1970.
    pub(super) now: i64,
    /// Whether the page is in view. Nobody listens while it is not.
    pub(super) is_shown: bool,
    pub(super) generation: Generation,
    /// Whose callbacks these are.
    pub(super) known: Option<Rc<Known>>,
    /// The latest callback when the connection to it was first made, or when its first draft was submitted.
    pub(super) since: Option<String>,
    /// How many drafts there were, with those that are forgotten.
    pub(super) submitted: usize,
    /// The last event of the stream.
    pub(super) last_event: Option<String>,
    /// What a link has brought, until it is known what may be done with it.
    pub(super) invitation: Option<Invitation>,
}

/// What the reader is asked: whether that draft is to be submitted there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// By whom.
    pub proxy: Proxy,
    /// What it has said of itself.
    pub health: Rc<Health>,
    /// The draft.
    pub media_id: String,
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
    /// Too many to find the latest of them.
    TooMany,
}

impl Default for Model {
    fn default() -> Self {
        Self {
            address: String::new(),
            key: Secret::default(),
            remember: false,
            connection: Connection::None,
            invited: None,
            stream: Stream::Off,
            media_id: String::new(),
            draft: judge(""),
            question: None,
            jobs: Vec::new(),
            inbox: Vec::new(),
            let_go: 0,
            rows: ROWS,
            earlier: Earlier::Unknown,
            has_missed: false,
            target: String::new(),
            offered: None,
            deliveries: Vec::new(),
            delivered: 0,
            asked: Vec::new(),
            elsewhere: BTreeMap::new(),
            visit: Visit::default(),
            now: 0,
            is_shown: false,
            generation: 0,
            known: None,
            since: None,
            submitted: 0,
            last_event: None,
            invitation: None,
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

    /// Whether what the reader is asked can still be done: through the same proxy, with the same thing behind it.
    pub fn can_confirm(&self) -> bool {
        let (Some(asked), Some((proxy, health))) = (&self.question, self.up()) else { return false };
        let is_same = asked.health.upstream == health.upstream && asked.health.account == health.account;
        asked.proxy == *proxy && is_same && asked.media_id == self.media_id && self.can_submit()
    }

    /// Whether a job was submitted through the proxy at hand: then its callbacks are among these.
    pub fn is_here(&self, job: &Job) -> bool {
        self.known.as_ref().is_some_and(|known| job.via.is_same(known))
    }

    /// Where to connect to, to go on waiting for what was submitted last.
    pub fn waits_at(&self) -> Option<&Known> {
        self.jobs.last().map(|job| &*job.via)
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

    /// What is kept as long as the tab, if the reader wishes so: the proxy that is connected, and nothing that merely
    /// stands in the fields.
    pub(super) fn remembered(&self) -> Command<Own> {
        let kept = self.up().filter(|_| self.remember);
        let kept = kept.map(|(proxy, _)| (proxy.address.as_str().to_owned(), proxy.key.clone()));
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
