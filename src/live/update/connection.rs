//! Connecting to a proxy, and leaving it.

use std::rc::Rc;

use crate::live::proxy::{Failure, Generation, Health, Known, Proxy, Start};
use crate::live::{Commands, Connection, Earlier, Field, Invitation, Model, Own, Place, Stream, Visit};
use crate::shell::{Command, Secret};

impl Model {
    /// A link that brings address and key, as the proxy prints it when it starts.
    pub(super) fn accept(&mut self, Invitation { proxy, key }: Invitation) {
        self.address = proxy.unwrap_or_default();
        self.key = key.unwrap_or_default();
        self.is_given = true;
    }

    pub(super) fn begin(&mut self, visit: Visit) -> Commands {
        self.visit = visit;
        if let Some(saved) = self.visit.saved.take() {
            self.restore(saved, self.visit.now);
        }
        if self.connection != Connection::None && !self.is_given {
            return vec![];
        }
        if !self.is_given
            && self.key.reveal().is_empty()
            && let Some((address, key)) = self.visit.kept.take()
        {
            (self.address, self.key) = (address, key);
            (self.remember, self.is_given) = (true, true);
        }
        if self.address.is_empty() {
            self.visit.origin.clone_into(&mut self.address);
        }
        if !std::mem::take(&mut self.is_given) || self.key.reveal().is_empty() {
            return vec![];
        }
        // Whoever sends a link can have this machine called, or our own host, but no stranger: for that one presses
        // the button. What was kept was connected before.
        let is_safe = |proxy: Proxy| proxy.address.is_loopback() || proxy.address.is_of(&self.visit.origin);
        if self.remember || self.entered().is_ok_and(is_safe) { self.connect() } else { vec![] }
    }

    pub(super) fn entered_by_hand(&mut self, field: Field, entered: &Secret) -> Commands {
        // The whole link, put into one field.
        let link = entered.reveal().split_once("#/live?").map(|(_, query)| Place::parse(query));
        match link.and_then(|place| place.invitation) {
            Some(invitation) if matches!(field, Field::Address | Field::Key) => {
                self.accept(invitation);
                self.is_given = false;
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
            self.since.clone_from(&health.latest);
        }
        self.known = Some(known);
        self.connection = Connection::Up(proxy, Rc::new(health));
        self.stream = Stream::Opening { tries: 0 };
        let mut commands = vec![self.remembered(), self.save()];
        commands.extend(self.listen());
        // Where a proxy does not say which callback is the latest, those of drafts from before a reload are among the
        // earlier ones.
        if self.start() == Start::Now && !self.jobs.is_empty() {
            commands.extend(self.load_earlier());
        }
        commands
    }

    /// What another proxy has said: numbers of jobs and cursors are its own.
    fn forget(&mut self) {
        self.jobs.clear();
        self.inbox.clear();
        self.deliveries.clear();
        self.offered = None;
        self.last_event = None;
        (self.earlier, self.has_missed) = (Earlier::Unknown, false);
    }
}
