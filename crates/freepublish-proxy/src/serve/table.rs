//! The connections that are open.
//!
//! What a connection costs is its place. A peer that lets us wait (for a head, for a body, or until it takes what it is
//! sent) keeps its place only while there are others: when the table is full, the connection that has waited longest is
//! dropped. So silent connections, however many, hold up nobody. Per-address limits would not do: behind a reverse proxy
//! all peers have one address.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{Notify, oneshot};

use crate::config::Limits;
use crate::proxy::Proxy;

/// The connections.
pub(super) struct Table {
    proxy: Proxy,
    connections: usize,
    /// How many may be busy with anything but a callback.
    others: usize,
    state: Mutex<State>,
    /// Tells that something changed that [`Table::enter`] may wait for.
    changed: Notify,
}

#[derive(Default)]
struct State {
    /// Also the order in which connections began to wait.
    next: u64,
    open: HashMap<u64, Connection>,
    /// Those that wait for their peer, the one that has waited longest first.
    waiting: BTreeMap<u64, u64>,
    /// How many have a request that is no callback.
    others: usize,
}

struct Connection {
    /// The request that it has; none before its first head, and between two.
    request: Option<Kind>,
    /// Whether the body of the request has not come to its end.
    reading: bool,
    /// Whether the peer does not take what it is sent.
    stalled: bool,
    /// Its key in `waiting`.
    waits_since: Option<u64>,
    /// Dropping it ends the connection.
    _end: oneshot::Sender<()>,
}

/// What a request is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// WeChat's side.
    Callback,
    /// Anything else.
    Other,
}

/// Why a request is not answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refused {
    /// Too many others are busy.
    Busy,
    /// The connection was dropped a moment ago.
    Dropped,
}

impl Table {
    pub(super) fn new(proxy: Proxy, limits: &Limits) -> Arc<Self> {
        let connections = limits.connections.max(1);
        // At least one place for others, or nobody could ever use the page.
        let others = connections.saturating_sub(limits.for_callbacks).max(1);
        Arc::new(Self { proxy, connections, others, state: Mutex::default(), changed: Notify::new() })
    }

    /// A place for a new connection. When all places are taken and nobody waits for
    /// its peer, this waits: requests come to their end by themselves.
    pub(super) async fn enter(table: &Arc<Self>) -> Open {
        loop {
            let changed = table.changed.notified();
            {
                let mut state = table.state();
                if state.open.len() < table.connections || table.drop_oldest(&mut state, |_| true) {
                    let (end, dropped) = oneshot::channel();
                    let place = Arc::new(Place { number: state.add(end), table: Arc::clone(table) });
                    table.proxy.metrics.open_connections(state.open.len());
                    return Open { place, dropped };
                }
            }
            changed.await;
        }
    }

    /// Drops the connection that has waited longest for its peer, if there is any.
    pub(super) fn drop_one(&self) {
        self.drop_oldest(&mut self.state(), |_| true);
    }

    fn drop_oldest(&self, state: &mut State, which: impl Fn(&Connection) -> bool) -> bool {
        let is_wanted = |number: &u64| state.open.get(number).is_some_and(&which);
        let Some(oldest) = state.waiting.values().copied().find(is_wanted) else { return false };
        state.remove(oldest);
        self.proxy.metrics.connection("dropped");
        true
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn add(&mut self, end: oneshot::Sender<()>) -> u64 {
        let number = self.next;
        let connection =
            Connection { request: None, reading: false, stalled: false, waits_since: None, _end: end };
        self.open.insert(number, connection);
        self.settle(number);
        number
    }

    /// Changes what is known of a connection; `None` when it was dropped.
    fn change(&mut self, number: u64, change: impl FnOnce(&mut Connection)) -> Option<()> {
        let connection = self.open.get_mut(&number)?;
        let was_other = connection.request == Some(Kind::Other);
        change(connection);
        let is_other = connection.request == Some(Kind::Other);
        self.others = self.others + usize::from(is_other) - usize::from(was_other);
        self.settle(number);
        Some(())
    }

    /// Puts a connection among those that wait for their peer, or takes it out.
    fn settle(&mut self, number: u64) {
        let Some(connection) = self.open.get_mut(&number) else { return };
        let waits = connection.request.is_none() || connection.reading || connection.stalled;
        match connection.waits_since {
            Some(since) if !waits => {
                self.waiting.remove(&since);
                connection.waits_since = None;
            }
            None if waits => {
                self.waiting.insert(self.next, number);
                connection.waits_since = Some(self.next);
                self.next += 1;
            }
            _ => {}
        }
    }

    fn remove(&mut self, number: u64) {
        let Some(connection) = self.open.remove(&number) else { return };
        if let Some(since) = connection.waits_since {
            self.waiting.remove(&since);
        }
        self.others -= usize::from(connection.request == Some(Kind::Other));
    }
}

/// A connection that has a place, until this is dropped.
pub(super) struct Open {
    pub(super) place: Arc<Place>,
    /// Ends when the place is given to another.
    pub(super) dropped: oneshot::Receiver<()>,
}

impl Drop for Open {
    fn drop(&mut self) {
        let Place { number, table } = &*self.place;
        let mut state = table.state();
        state.remove(*number);
        table.proxy.metrics.open_connections(state.open.len());
        drop(state);
        table.changed.notify_one();
    }
}

/// The place of a connection.
pub(super) struct Place {
    number: u64,
    table: Arc<Table>,
}

impl Place {
    /// A head has come. When too many are busy with anything but callbacks, the one of these that has waited longest for
    /// its peer is dropped; when none waits, the request is refused.
    pub(super) fn begin(&self, kind: Kind, has_body: bool) -> Result<(), Refused> {
        let mut state = self.table.state();
        if !state.open.contains_key(&self.number) {
            return Err(Refused::Dropped);
        }
        if kind == Kind::Other
            && state.others >= self.table.others
            && !self.table.drop_oldest(&mut state, |connection| connection.request == Some(Kind::Other))
        {
            self.table.proxy.metrics.connection("refused");
            return Err(Refused::Busy);
        }
        let begun = state.change(self.number, |connection| {
            // Begins to wait anew: for the body now.
            connection.request = Some(kind);
            connection.reading = false;
        });
        begun.ok_or(Refused::Dropped)?;
        if has_body {
            state.change(self.number, |connection| connection.reading = true);
        }
        Ok(())
    }

    /// The body has come, or nobody wants it.
    pub(super) fn has_read(&self) {
        self.change(|connection| connection.reading = false);
    }

    /// The answer is written, or nearly.
    pub(super) fn end(&self) {
        self.change(|connection| connection.request = None);
    }

    /// Whether the peer does not take what it is sent.
    pub(super) fn stalls(&self, stalled: bool) {
        self.change(|connection| connection.stalled = stalled);
    }

    /// The peer was given up.
    pub(super) fn gave_up(&self) {
        self.table.proxy.metrics.connection("stalled");
    }

    fn change(&self, change: impl FnOnce(&mut Connection)) {
        self.table.state().change(self.number, change);
        self.table.changed.notify_one();
    }
}
