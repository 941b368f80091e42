//! The callbacks, kept until they are old. What is acknowledged is on disk before it is.
//!
//! One thread owns the database. It takes what came in while it wrote the last time and writes that in one
//! transaction: so callbacks wait for one `fsync` together, and many a second get through.

mod entry;
mod store;
mod worker;

use std::fmt;
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, TrySendError, sync_channel};
use std::thread;

use tokio::sync::{oneshot, watch};

pub use self::entry::{Entry, News, QueryId};
use self::store::Store;
use self::worker::Order;
use crate::config::InboxConfig;

/// How many orders may wait for the thread. More than that are refused, and WeChat comes again.
const WAITING: usize = 4096;

/// Where a callback stands in the order of their arrival; starts at 1 and is never used again.
pub type Cursor = i64;

/// Why the inbox cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InboxError(String);

impl fmt::Display for InboxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for InboxError {}

impl From<rusqlite::Error> for InboxError {
    fn from(error: rusqlite::Error) -> Self {
        Self(error.to_string())
    }
}

/// A part of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The callbacks, oldest first.
    pub entries: Vec<Entry>,
    /// The last callback there is, or was.
    pub latest: Cursor,
    /// Up to here they were removed for their age or their number.
    pub removed: Cursor,
}

/// Which callbacks are listed.
#[derive(Clone, Copy, Debug)]
enum Part {
    /// The first ones behind a cursor.
    Behind(Cursor),
    /// The last ones before it.
    Before(Cursor),
}

/// The callbacks. Clones share them; the database is closed when the last is dropped.
#[derive(Clone)]
pub struct Inbox {
    orders: SyncSender<Order>,
    latest: watch::Receiver<Cursor>,
    epoch: Arc<str>,
}

impl fmt::Debug for Inbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Inbox(latest {})", *self.latest.borrow())
    }
}

impl Inbox {
    /// Opens the database, or makes one.
    ///
    /// # Errors
    ///
    /// A file that cannot be written, that is no such database, or that another process has open.
    pub fn open(config: &InboxConfig) -> Result<Self, InboxError> {
        let store = Store::open(config)?;
        let (orders, received) = sync_channel(WAITING);
        let epoch = store.epoch()?.into();
        let (announce, latest) = watch::channel(store.latest()?);
        thread::Builder::new()
            .name("inbox".to_owned())
            .spawn(move || worker::run(store, &received, &announce))
            .map_err(|error| InboxError(error.to_string()))?;
        Ok(Self { orders, latest, epoch })
    }

    /// Keeps a callback, unless its query was used for another one. When this says that it is kept, it is on disk.
    ///
    /// # Errors
    ///
    /// The database cannot be written, or too many wait for it.
    pub async fn keep(&self, news: News) -> Result<Keeping, InboxError> {
        self.ask(|reply| Order::Keep(Box::new(news), reply)).await
    }

    /// The callbacks behind a cursor, `limit` at most.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub async fn list(&self, after: Cursor, limit: u32) -> Result<Page, InboxError> {
        self.ask(|reply| Order::List { part: Part::Behind(after), limit, reply }).await
    }

    /// The latest callbacks before a cursor, oldest first, `limit` at most.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub async fn list_before(&self, before: Cursor, limit: u32) -> Result<Page, InboxError> {
        self.ask(|reply| Order::List { part: Part::Before(before), limit, reply }).await
    }

    /// One callback; `None` when there is none of that number (any more).
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub async fn find(&self, cursor: Cursor) -> Result<Option<Entry>, InboxError> {
        let page = self.list(cursor.saturating_sub(1), 1).await?;
        Ok(page.entries.into_iter().find(|entry| entry.cursor == cursor))
    }

    /// The latest cursor, and word of every later one. A cursor is announced when its callback can be listed.
    pub fn watch(&self) -> watch::Receiver<Cursor> {
        self.latest.clone()
    }

    /// A cursor as clients see it: opaque, and of this inbox. One in memory begins anew with every start; a client that
    /// comes back with a cursor of the last one must not be told that it has seen everything.
    pub fn show(&self, cursor: Cursor) -> String {
        format!("{}.{cursor}", self.epoch)
    }

    /// Reads a cursor as clients send it.
    pub fn read(&self, text: &str) -> Position {
        let Some((epoch, cursor)) = text.split_once('.') else { return Position::Malformed };
        let is_epoch = epoch.len() == self.epoch.len() && epoch.bytes().all(|byte| byte.is_ascii_hexdigit());
        match cursor.parse() {
            _ if !is_epoch => Position::Malformed,
            Ok(0..) if epoch != &*self.epoch => Position::Elsewhere,
            Ok(cursor @ 0..) if cursor > *self.latest.borrow() => Position::Elsewhere,
            Ok(cursor @ 0..) => Position::Behind(cursor),
            _ => Position::Malformed,
        }
    }

    async fn ask<T>(
        &self,
        order: impl FnOnce(oneshot::Sender<Result<T, InboxError>>) -> Order,
    ) -> Result<T, InboxError> {
        let (reply, answer) = oneshot::channel();
        self.orders.try_send(order(reply)).map_err(|error| match error {
            TrySendError::Full(_) => InboxError("too many callbacks wait to be written".to_owned()),
            TrySendError::Disconnected(_) => stopped(),
        })?;
        answer.await.map_err(|_| stopped())?
    }
}

/// What became of a callback.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// It is on disk.
    Kept(Kept),
    /// A callback with the same timestamp and nonce and another message was kept before: this one is not.
    NonceReused,
}

/// A callback that was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its place.
    pub cursor: Cursor,
    /// The first callback that brought the same news.
    pub duplicate_of: Option<Cursor>,
}

/// What a client's cursor means here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    /// What comes behind this callback.
    Behind(Cursor),
    /// A place in another inbox: everything here is new to whoever sends it.
    Elsewhere,
    /// No cursor.
    Malformed,
}

fn stopped() -> InboxError {
    InboxError("the thread of the database has ended".to_owned())
}
