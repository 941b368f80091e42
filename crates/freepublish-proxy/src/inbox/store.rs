//! The database.

use std::fs::OpenOptions;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension as _, Row, named_params, params};

use super::{Cursor, Entry, InboxError, Keeping, Kept, News, Page, Part, QueryId};
use crate::config::InboxConfig;

/// The room that callbacks may take on average, with what they decrypt to, in bytes: twice what real ones do. More are
/// removed, the oldest first, as if there were too many: strangers must not fill the disk with long ones.
const ROOM_FOR_ONE: i64 = 6 * 1024;

/// The room that there is in any case, in bytes.
const LEAST_ROOM: i64 = 16 * 1024 * 1024;

/// How many are removed at once when there is too little room.
const TOGETHER: u32 = 16;

/// The most that is listed at once, in bytes; one callback in any case.
const LISTED: usize = 4 * 1024 * 1024;

/// The shape of the table below. A file of a version that is not known is not touched.
const VERSION: i64 = 2;

const SCHEMA: &str = "
CREATE TABLE callback (
    cursor INTEGER PRIMARY KEY AUTOINCREMENT,
    received_at INTEGER NOT NULL,
    query TEXT NOT NULL,
    content_type TEXT,
    body BLOB NOT NULL,
    mode TEXT NOT NULL,
    signature TEXT NOT NULL,
    document TEXT,
    outcome TEXT NOT NULL,
    from_user_name TEXT,
    create_time INTEGER,
    event TEXT,
    publish_id TEXT,
    publish_status INTEGER,
    duplicate_of INTEGER
) STRICT;
CREATE INDEX callback_by_job ON callback (publish_id, publish_status);
CREATE INDEX callback_by_event ON callback (from_user_name, create_time);
CREATE INDEX callback_by_age ON callback (received_at);
CREATE TABLE inbox (epoch TEXT NOT NULL) STRICT;
INSERT INTO inbox VALUES (lower(hex(randomblob(4))));
PRAGMA user_version = 1;
";

/// From version 1 to version 2. What an older program kept does not say what was verified.
const UPGRADE: &str = "
ALTER TABLE callback ADD COLUMN verified TEXT;
ALTER TABLE callback ADD COLUMN stale INTEGER;
ALTER TABLE callback ADD COLUMN timestamp INTEGER;
ALTER TABLE callback ADD COLUMN nonce TEXT;
ALTER TABLE callback ADD COLUMN fingerprint BLOB;
CREATE INDEX callback_by_nonce ON callback (nonce, timestamp) WHERE nonce IS NOT NULL;
PRAGMA user_version = 2;
";

const INSERT: &str = "
INSERT INTO callback (received_at, query, content_type, body, mode, signature, document, outcome, from_user_name,
    create_time, event, publish_id, publish_status, duplicate_of, verified, stale, timestamp, nonce, fingerprint)
VALUES (:received_at, :query, :content_type, :body, :mode, :signature, :document, :outcome, :from_user_name,
    :create_time, :event, :publish_id, :publish_status, :duplicate_of, :verified, :stale, :timestamp, :nonce,
    :fingerprint)";

/// All that were kept with one timestamp and nonce have one fingerprint.
const SAME_QUERY: &str = "SELECT fingerprint FROM callback WHERE nonce = ?1 AND timestamp = ?2 LIMIT 1";

const LIST: &str = "SELECT * FROM callback WHERE cursor > ?1 ORDER BY cursor LIMIT ?2";
const LIST_BEFORE: &str = "SELECT * FROM callback WHERE cursor < ?1 ORDER BY cursor DESC LIMIT ?2";

/// News of a job are the same when job and status are. The documented rule, sender and time, would take the callbacks
/// of two jobs that end in one second for one.
const SAME_JOB: &str = "SELECT min(cursor) FROM callback WHERE publish_id = ?1 AND publish_status = ?2";

/// The documented rule, for all other events.
const SAME_EVENT: &str = "
SELECT min(cursor) FROM callback
WHERE from_user_name = ?1 AND create_time = ?2 AND event IS ?3 AND publish_id IS NULL";

/// An open database.
#[derive(Debug)]
pub(super) struct Store {
    connection: Connection,
    keep: i64,
    most: i64,
}

impl Store {
    pub(super) fn open(config: &InboxConfig) -> Result<Self, InboxError> {
        let connection = match &config.file {
            None => Connection::open_in_memory()?,
            Some(file) => {
                create_private(file)?;
                Connection::open(file)?
            }
        };
        // Whoever holds it will not let go soon.
        connection.busy_timeout(Duration::from_millis(200))?;
        // FULL: an acknowledged callback survives a power cut, as far as the disk keeps its promises. EXCLUSIVE: two
        // processes with one inbox would not tell each other what is new.
        connection.execute_batch(
            "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;",
        )?;
        match connection.query_row("PRAGMA user_version", [], |row| row.get::<_, i64>(0))? {
            0 => connection.execute_batch(&format!("BEGIN;{SCHEMA}{UPGRADE}COMMIT;"))?,
            1 => connection.execute_batch(&format!("BEGIN;{UPGRADE}COMMIT;"))?,
            VERSION => {}
            other => {
                let why = format!("the database has version {other}; this program knows version {VERSION}");
                return Err(InboxError(why));
            }
        }
        let keep = i64::try_from(config.keep.as_millis()).unwrap_or(i64::MAX);
        Ok(Self { connection, keep, most: i64::from(config.most) })
    }

    /// Keeps all of them but those whose query was used for another message; or none, where that fails.
    pub(super) fn keep<'a>(
        &mut self,
        all: impl Iterator<Item = &'a News>,
    ) -> Result<Vec<Keeping>, InboxError> {
        let transaction = self.connection.transaction()?;
        let mut kept = Vec::new();
        for news in all {
            if is_nonce_reused(&transaction, news)? {
                kept.push(Keeping::NonceReused);
                continue;
            }
            let duplicate_of = duplicate_of(&transaction, news)?;
            insert(&transaction, news, duplicate_of)?;
            kept.push(Keeping::Kept(Kept { cursor: transaction.last_insert_rowid(), duplicate_of }));
        }
        transaction.commit()?;
        Ok(kept)
    }

    /// Removes what is too old at `now`, and the oldest of too many, or of what takes too much room.
    pub(super) fn remove_old(&self, now: i64) -> Result<usize, InboxError> {
        let first = self.latest()?.saturating_sub(self.most);
        let before = now.saturating_sub(self.keep);
        let statement = "DELETE FROM callback WHERE cursor <= ?1 OR received_at < ?2";
        let mut removed = self.connection.prepare_cached(statement)?.execute(params![first, before])?;
        while self.used()? > self.most.saturating_mul(ROOM_FOR_ONE).max(LEAST_ROOM) {
            let oldest =
                "DELETE FROM callback WHERE cursor IN (SELECT cursor FROM callback ORDER BY cursor LIMIT ?1)";
            match self.connection.prepare_cached(oldest)?.execute([TOGETHER])? {
                0 => break,
                more => removed += more,
            }
        }
        Ok(removed)
    }

    /// What the database holds, in bytes. The file may be larger: what was removed leaves room in it.
    fn used(&self) -> Result<i64, InboxError> {
        let statement = "SELECT (page_count - freelist_count) * page_size
            FROM pragma_page_count, pragma_freelist_count, pragma_page_size";
        Ok(self.connection.prepare_cached(statement)?.query_row([], |row| row.get(0))?)
    }

    /// A part of the callbacks, oldest first, `limit` at most, and fewer where they are long.
    pub(super) fn list(&self, part: Part, limit: u32) -> Result<Page, InboxError> {
        let (list, cursor) = match part {
            Part::Behind(cursor) => (LIST, cursor),
            Part::Before(cursor) => (LIST_BEFORE, cursor),
        };
        let mut statement = self.connection.prepare_cached(list)?;
        let mut rows = statement.query(params![cursor, limit])?;
        let (mut entries, mut length) = (Vec::new(), 0);
        while length < LISTED
            && let Some(row) = rows.next()?
        {
            let entry = entry(row)?;
            length += entry.news.body.len() + entry.news.document.as_ref().map_or(0, String::len);
            entries.push(entry);
        }
        if matches!(part, Part::Before(_)) {
            entries.reverse();
        }
        let latest = self.latest()?;
        let first: Option<Cursor> =
            self.connection.query_row("SELECT min(cursor) FROM callback", [], |row| row.get(0))?;
        Ok(Page { entries, latest, removed: first.map_or(latest, |first| first - 1) })
    }

    /// A name that no other database has: cursors carry it.
    pub(super) fn epoch(&self) -> Result<String, InboxError> {
        Ok(self.connection.query_row("SELECT epoch FROM inbox", [], |row| row.get(0))?)
    }

    pub(super) fn latest(&self) -> Result<Cursor, InboxError> {
        let mut statement =
            self.connection.prepare_cached("SELECT seq FROM sqlite_sequence WHERE name = 'callback'")?;
        Ok(statement.query_row([], |row| row.get(0)).optional()?.unwrap_or_default())
    }
}

/// Readable for its owner only, from the first moment on.
fn create_private(file: &Path) -> Result<(), InboxError> {
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file).map(drop).map_err(|error| InboxError(error.to_string()))
}

fn duplicate_of(connection: &Connection, news: &News) -> Result<Option<Cursor>, InboxError> {
    let News { publish_id, publish_status, from_user_name, create_time, event, .. } = news;
    let mut statement;
    let found = if publish_id.is_some() && publish_status.is_some() {
        statement = connection.prepare_cached(SAME_JOB)?;
        statement.query_row(params![publish_id, publish_status], |row| row.get(0))
    } else {
        statement = connection.prepare_cached(SAME_EVENT)?;
        statement.query_row(params![from_user_name, create_time, event], |row| row.get(0))
    };
    Ok(found?)
}

fn is_nonce_reused(connection: &Connection, news: &News) -> Result<bool, InboxError> {
    let Some(QueryId { timestamp, nonce, fingerprint }) = &news.query_id else { return Ok(false) };
    let mut statement = connection.prepare_cached(SAME_QUERY)?;
    let known = statement.query_row(params![nonce, timestamp], |row| row.get::<_, Vec<u8>>(0)).optional()?;
    Ok(known.is_some_and(|known| known != fingerprint))
}

fn insert(connection: &Connection, news: &News, duplicate_of: Option<Cursor>) -> Result<(), InboxError> {
    connection.prepare_cached(INSERT)?.execute(named_params! {
        ":received_at": news.received_at,
        ":query": news.query,
        ":content_type": news.content_type,
        ":body": news.body,
        ":mode": news.mode,
        ":signature": news.signature,
        ":document": news.document,
        ":outcome": news.outcome,
        ":from_user_name": news.from_user_name,
        ":create_time": news.create_time,
        ":event": news.event,
        ":publish_id": news.publish_id,
        ":publish_status": news.publish_status,
        ":duplicate_of": duplicate_of,
        ":verified": news.verified,
        ":stale": news.stale,
        ":timestamp": news.query_id.as_ref().map(|id| id.timestamp),
        ":nonce": news.query_id.as_ref().map(|id| &id.nonce),
        ":fingerprint": news.query_id.as_ref().map(|id| id.fingerprint),
    })?;
    Ok(())
}

fn entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    let news = News {
        received_at: row.get("received_at")?,
        query: row.get("query")?,
        content_type: row.get("content_type")?,
        body: row.get("body")?,
        mode: row.get("mode")?,
        signature: row.get("signature")?,
        verified: row.get("verified")?,
        stale: row.get::<_, Option<bool>>("stale")?.unwrap_or_default(),
        query_id: query_id(row)?,
        document: row.get("document")?,
        outcome: row.get("outcome")?,
        from_user_name: row.get("from_user_name")?,
        create_time: row.get("create_time")?,
        event: row.get("event")?,
        publish_id: row.get("publish_id")?,
        publish_status: row.get("publish_status")?,
    };
    Ok(Entry { cursor: row.get("cursor")?, news, duplicate_of: row.get("duplicate_of")? })
}

fn query_id(row: &Row<'_>) -> rusqlite::Result<Option<QueryId>> {
    let timestamp: Option<i64> = row.get("timestamp")?;
    let nonce: Option<String> = row.get("nonce")?;
    let fingerprint: Option<[u8; 20]> = row.get("fingerprint")?;
    let parts = timestamp.zip(nonce).zip(fingerprint);
    Ok(parts.map(|((timestamp, nonce), fingerprint)| QueryId { timestamp, nonce, fingerprint }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn store(most: u32) -> Store {
        let config = InboxConfig { file: None, keep: Duration::from_secs(10), most };
        Store::open(&config).expect("a database in memory")
    }

    fn job(publish_id: &str, status: i64, received_at: i64) -> News {
        News {
            received_at,
            from_user_name: Some("o1".to_owned()),
            create_time: Some(1),
            publish_id: Some(publish_id.to_owned()),
            publish_status: Some(status),
            ..News::default()
        }
    }

    fn keep(store: &mut Store, news: &[News]) -> Vec<Option<Cursor>> {
        let kept = store.keep(news.iter()).expect("kept");
        let first = |keeping: &Keeping| match keeping {
            Keeping::Kept(kept) => kept.duplicate_of,
            Keeping::NonceReused => panic!("not kept"),
        };
        kept.iter().map(first).collect()
    }

    #[test]
    fn the_same_news_of_a_job_are_a_duplicate_and_another_status_is_not() {
        let mut store = store(9);
        let news = [job("1", 0, 5), job("1", 5, 5), job("2", 0, 5), job("1", 0, 6)];
        assert_eq!(keep(&mut store, &news), [None, None, None, Some(1)]);
    }

    #[test]
    fn other_events_are_told_apart_by_sender_and_time() {
        let mut store = store(9);
        let event = |create_time| News { publish_id: None, create_time: Some(create_time), ..job("", 0, 5) };
        let unreadable = News { from_user_name: None, create_time: None, publish_id: None, ..job("", 0, 5) };
        let news = [event(1), event(2), event(1), unreadable.clone(), unreadable];
        assert_eq!(keep(&mut store, &news), [None, None, Some(1), None, None]);
    }

    #[test]
    fn long_ones_take_the_room_of_many_and_are_listed_a_few_at_a_time() {
        let mut store = store(1000);
        let long = |number: i64| News { body: vec![b'x'; 128 * 1024], ..job(&number.to_string(), 0, 0) };
        for number in 0..200 {
            keep(&mut store, &[long(number)]);
        }
        assert!(store.used().expect("a size") > 200 * 128 * 1024);
        assert!(store.remove_old(0).expect("removed") > 0);
        assert!(store.used().expect("a size") <= LEAST_ROOM);
        let mut roomy = self::store(4000);
        for number in 0..160 {
            keep(&mut roomy, &[long(number)]);
        }
        assert!(roomy.used().expect("a size") > LEAST_ROOM);
        assert_eq!(roomy.remove_old(0).expect("nothing"), 0, "as there is room for more of them");
        let page = store.list(Part::Behind(0), 1000).expect("a list");
        assert_eq!((page.entries.len(), page.latest), (32, 200));
        assert!((76..100).contains(&page.removed), "the oldest, and not many more: {}", page.removed);
        let long = |number: i64| News {
            body: vec![b'x'; 64 * 1024],
            document: Some("x".repeat(64 * 1024)),
            ..job(&number.to_string(), 0, 0)
        };
        let mut sealed = self::store(1000);
        for number in 0..40 {
            keep(&mut sealed, &[long(number)]);
        }
        let both = sealed.list(Part::Behind(0), 1000).expect("a list");
        assert_eq!(both.entries.len(), 32, "what was decrypted counts, too");
        let behind = page.entries.last().map(|entry| entry.cursor).unwrap_or_default();
        assert_eq!(store.list(Part::Behind(behind), 1).expect("a list").entries[0].cursor, behind + 1);
    }

    #[test]
    fn the_oldest_go_and_no_cursor_is_used_twice() {
        let mut store = store(2);
        keep(&mut store, &[job("1", 0, 0), job("2", 0, 0), job("3", 0, 0)]);
        assert_eq!(store.remove_old(0).expect("removed"), 1);
        let page = store.list(Part::Behind(0), 9).expect("a list");
        assert_eq!((page.entries.len(), page.latest, page.removed), (2, 3, 1));
        assert_eq!(store.remove_old(10_001).expect("removed"), 2);
        keep(&mut store, &[job("4", 0, 0)]);
        let page = store.list(Part::Behind(0), 9).expect("a list");
        assert_eq!((page.entries[0].cursor, page.latest, page.removed), (4, 4, 3));
    }

    #[test]
    fn a_timestamp_and_a_nonce_belong_to_one_message() {
        let mut store = store(9);
        let signed = |timestamp, nonce: &str, fingerprint: u8| {
            let fingerprint = [fingerprint; 20];
            News {
                query_id: Some(QueryId { timestamp, nonce: nonce.to_owned(), fingerprint }),
                ..job("1", 0, 0)
            }
        };
        let news = [
            signed(1, "a", 1),
            signed(1, "a", 1),
            signed(1, "a", 2),
            signed(2, "a", 2),
            signed(1, "b", 2),
            job("1", 0, 0),
            signed(1, "b", 1),
        ];
        let kept = store.keep(news.iter()).expect("kept");
        let is_kept = kept.iter().map(|keeping| matches!(keeping, Keeping::Kept(_))).collect::<Vec<_>>();
        assert_eq!(is_kept, [true, true, false, true, true, true, false]);
        let page = store.list(Part::Behind(0), 9).expect("a list");
        assert_eq!((page.entries.len(), page.latest), (5, 5));
        assert_eq!(page.entries[0].news.query_id, news[0].query_id);
        assert_eq!(page.entries[4].news.query_id, None);
    }

    #[test]
    fn a_database_of_the_first_version_is_read_and_goes_on() {
        let file = std::env::temp_dir().join(format!("freepublish-version-1-{}.sqlite", std::process::id()));
        let _ = std::fs::remove_file(&file);
        let old = Connection::open(&file).expect("a file");
        let insert = "INSERT INTO callback (received_at, query, body, mode, signature, outcome)
            VALUES (5, 'q', x'41', 'secure', 'valid', 'published')";
        old.execute_batch(&format!("BEGIN;{SCHEMA}{insert};COMMIT;")).expect("a database");
        drop(old);
        let config = InboxConfig { file: Some(file.clone()), ..InboxConfig::default() };
        let mut store = Store::open(&config).expect("upgraded");
        keep(&mut store, &[News { verified: Some("caller".to_owned()), stale: true, ..job("1", 0, 5) }]);
        drop(store);
        let store = Store::open(&config).expect("opened again");
        let page = store.list(Part::Behind(0), 9).expect("a list");
        let said: Vec<_> =
            page.entries.iter().map(|entry| (entry.news.verified.as_deref(), entry.news.stale)).collect();
        assert_eq!(said, [(None, false), (Some("caller"), true)]);
        assert_eq!(
            (page.entries[0].news.body.as_slice(), &*page.entries[0].news.mode),
            (&b"A"[..], "secure")
        );
        drop(store);
        let _ = std::fs::remove_file(&file);
    }
}
