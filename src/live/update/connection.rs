//! Connecting to a proxy, and leaving it.

use std::rc::Rc;

use crate::live::proxy::{Address, Failure, Generation, Health, Known, Proxy, Start};
use crate::live::{Commands, Connection, Earlier, Field, Invitation, Model, Own, Place, ROWS, Stream, Visit};
use crate::shell::{Command, Secret};

impl Model {
    /// The page was opened.
    pub(super) fn begin(&mut self, visit: Visit) -> Commands {
        let is_first = std::mem::replace(&mut self.now, visit.now) == 0;
        self.visit = visit;
        if let Some(saved) = self.visit.saved.take().filter(|_| is_first) {
            self.restore(saved, self.now);
        }
        let invitation = self.invitation.take();
        let mut commands = invitation.map(|invitation| self.invite(invitation)).unwrap_or_default();
        if self.connection == Connection::None
            && self.key.reveal().is_empty()
            && let Some((address, key)) = self.visit.kept.take()
        {
            (self.address, self.key, self.remember) = (address, key, true);
            commands.extend(self.connect_to_entered());
        }
        if self.address.is_empty() {
            self.visit.origin.clone_into(&mut self.address);
        }
        if !self.jobs.is_empty() {
            commands.push(Command::Own(Own::TellTabs(self.tried_here())));
        }
        commands
    }

    /// A link brings address and key, as the proxy prints it when it starts. Whoever sends a link may not have another
    /// origin called by it: for that the reader is asked. Until then, nothing here changes.
    fn invite(&mut self, Invitation { proxy, key }: Invitation) -> Commands {
        let (address, key) = (proxy.unwrap_or_else(|| self.visit.origin.clone()), key.unwrap_or_default());
        let wished = Address::parse(&address).filter(|_| !key.is_blank());
        let Some(wished) = wished.map(|address| Proxy { address, key: key.clone() }) else {
            if self.up().is_none() {
                (self.address, self.key) = (address, key);
            }
            return vec![];
        };
        if self.up().is_some_and(|(proxy, _)| *proxy == wished) {
            return vec![];
        }
        let is_own = wished.address.is_of(&self.visit.origin);
        self.invited = Some(wished);
        if is_own { self.accept() } else { vec![] }
    }

    /// Connects as a link asked for.
    pub(super) fn accept(&mut self) -> Commands {
        // The answer to a draft on its way is waited for.
        if self.is_sending() {
            return vec![];
        }
        let Some(wished) = self.invited.take() else { return vec![] };
        wished.address.as_str().clone_into(&mut self.address);
        self.key = wished.key;
        self.connect()
    }

    pub(super) fn entered_by_hand(&mut self, field: Field, entered: &Secret) -> Commands {
        // The whole link, put into one field.
        let link = entered.reveal().split_once("#/live?").map(|(_, query)| Place::parse(query));
        match link.and_then(|place| place.invitation) {
            Some(Invitation { proxy, key }) if matches!(field, Field::Address | Field::Key) => {
                self.address = proxy.unwrap_or_else(|| self.visit.origin.clone());
                self.key = key.unwrap_or_default();
            }
            _ => self.enter(field, entered),
        }
        vec![]
    }

    pub(super) fn connect(&mut self) -> Commands {
        // The answer to a draft on its way is waited for.
        if self.is_sending() {
            return vec![];
        }
        self.invited = None;
        self.connect_to_entered()
    }

    fn connect_to_entered(&mut self) -> Commands {
        let mut commands = self.hang_up();
        match self.entered() {
            Err(failure) => self.connection = Connection::Failed(failure),
            Ok(proxy) => {
                self.connection = Connection::Checking(proxy.clone());
                commands.push(Command::Own(Own::Check(self.generation, proxy)));
            }
        }
        commands
    }

    pub(super) fn disconnect(&mut self) -> Commands {
        if self.is_sending() {
            return vec![];
        }
        let mut commands = self.hang_up();
        self.connection = Connection::None;
        self.key = Secret::default();
        self.remember = false;
        commands.push(self.remembered());
        commands
    }

    pub(super) fn hang_up(&mut self) -> Commands {
        self.generation += 1;
        self.stream = Stream::Off;
        vec![Command::Own(Own::StopListening)]
    }

    pub(super) fn checked(&mut self, generation: Generation, result: Result<Health, Failure>) -> Commands {
        if generation != self.generation {
            return vec![];
        }
        let Connection::Checking(proxy) = std::mem::take(&mut self.connection) else { return vec![] };
        let health = match result {
            Err(failure) => {
                self.connection = Connection::Failed(failure);
                return vec![];
            }
            Ok(health) => health,
        };
        let known = Known::new(&proxy, &health);
        if !self.known.as_ref().is_some_and(|before| before.is_same(&known)) {
            self.forget();
            self.known = Some(Rc::new(known));
            // What came since the first draft of before a reload is asked for again.
            let first = self.jobs.iter().find(|job| self.is_here(job));
            self.since = match first.map(|job| &job.since) {
                None => health.latest.clone(),
                Some(Start::Now) => None,
                Some(Start::After(cursor) | Start::LastEvent(cursor)) => Some(cursor.clone()),
            };
        }
        self.connection = Connection::Up(proxy, Rc::new(health));
        let mut commands = vec![self.remembered(), self.save()];
        commands.extend(self.resume());
        // Where a proxy does not say which callback is the latest, those of drafts from before a reload are among the
        // earlier ones.
        if self.start() == Start::Now && self.jobs.iter().any(|job| self.is_here(job)) {
            commands.extend(self.load_earlier());
        }
        commands
    }

    /// Listens, where there is somebody to listen to and somebody who looks.
    pub(super) fn resume(&mut self) -> Commands {
        if !self.is_shown || self.up().is_none() || self.stream != Stream::Off {
            return vec![];
        }
        self.stream = Stream::Opening { tries: 0 };
        let mut commands = self.listen();
        commands.extend(self.look_later());
        commands
    }

    /// Stops listening while the page is not in view. What comes meanwhile is caught up with.
    pub(super) fn pause(&mut self) -> Commands {
        self.is_shown = false;
        self.stream = Stream::Off;
        vec![Command::Own(Own::StopListening)]
    }

    /// The callbacks of another proxy: cursors are its own. Drafts that were submitted through it stay: WeChat may have
    /// them.
    fn forget(&mut self) {
        self.inbox.clear();
        self.deliveries.clear();
        self.offered = None;
        self.last_event = None;
        self.let_go = 0;
        self.rows = ROWS;
        (self.earlier, self.has_missed) = (Earlier::Unknown, false);
    }
}
