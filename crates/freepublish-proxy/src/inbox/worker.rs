//! The thread that owns the database.

use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use tokio::sync::{oneshot, watch};

use super::store::Store;
use super::{Cursor, InboxError, Keeping, News, Page, Part};
use crate::proxy::now_ms;

/// How many callbacks are written at once, at most: one transaction has to end some time.
const TOGETHER: usize = 512;

/// How often what is old is looked for.
const ROUND: Duration = Duration::from_secs(60);

type Reply<T> = oneshot::Sender<Result<T, InboxError>>;

pub(super) enum Order {
    Keep(Box<News>, Reply<Keeping>),
    List { part: Part, limit: u32, reply: Reply<Page> },
}

/// Works until nobody can order any more.
pub(super) fn run(mut store: Store, orders: &Receiver<Order>, announce: &watch::Sender<Cursor>) {
    let mut rounds = Rounds { next: Instant::now(), kept: 0 };
    loop {
        rounds.remove_old(&store);
        let mut next = match orders.recv_timeout(ROUND) {
            Ok(order) => Some(order),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => return,
        };
        let mut batch = Vec::new();
        while let Some(order) = next.take() {
            match order {
                Order::Keep(news, reply) => batch.push((news, reply)),
                // What is asked for later may wait for what came before it: so everybody sees what was acknowledged.
                Order::List { part, limit, reply } => {
                    rounds.kept += keep(&mut store, &mut batch, announce);
                    let _ = reply.send(store.list(part, limit));
                }
            }
            if batch.len() < TOGETHER {
                next = orders.try_recv().ok();
            }
        }
        rounds.kept += keep(&mut store, &mut batch, announce);
    }
}

/// Writes a batch and tells everybody; says how many it were.
fn keep(
    store: &mut Store,
    batch: &mut Vec<(Box<News>, Reply<Keeping>)>,
    announce: &watch::Sender<Cursor>,
) -> usize {
    if batch.is_empty() {
        return 0;
    }
    let count = batch.len();
    match store.keep(batch.iter().map(|(news, _)| &**news)) {
        Ok(all) => {
            let last = all.iter().rev().find_map(|keeping| match keeping {
                Keeping::Kept(kept) => Some(kept.cursor),
                Keeping::NonceReused => None,
            });
            if let Some(last) = last {
                announce.send_replace(last);
            }
            for ((_, reply), keeping) in batch.drain(..).zip(all) {
                // WeChat may have hung up: it is kept all the same.
                let _ = reply.send(Ok(keeping));
            }
        }
        Err(error) => {
            tracing::error!(%error, count, "callbacks could not be written");
            for (_, reply) in batch.drain(..) {
                let _ = reply.send(Err(error.clone()));
            }
        }
    }
    count
}

/// When to look for what is old: now and then, and after so many new ones.
struct Rounds {
    next: Instant,
    kept: usize,
}

impl Rounds {
    fn remove_old(&mut self, store: &Store) {
        if self.kept < TOGETHER && Instant::now() < self.next {
            return;
        }
        *self = Self { next: Instant::now() + ROUND, kept: 0 };
        match store.remove_old(now_ms()) {
            Ok(0) => {}
            Ok(count) => tracing::info!(count, "old callbacks were removed"),
            Err(error) => tracing::error!(%error, "old callbacks could not be removed"),
        }
    }
}
