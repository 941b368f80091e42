//! A callback as it is kept.

use super::Cursor;

/// A callback that came in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct News {
    /// When, in milliseconds since 1970 UTC.
    pub received_at: i64,
    /// The query, as sent.
    pub query: String,
    /// `Content-Type`, as sent.
    pub content_type: Option<String>,
    /// The body, as sent.
    pub body: Vec<u8>,
    /// `plain`, `compatible` or `secure`.
    pub mode: String,
    /// `valid` or `unchecked`; what is invalid is not kept.
    pub signature: String,
    /// What the signature covers, as [`freepublish::envelope::Verified::name`] calls it; `None` in what an older program
    /// kept.
    pub verified: Option<String>,
    /// Whether its timestamp was old when it came.
    pub stale: bool,
    /// What makes its query this one and no other, where that is verified.
    pub query_id: Option<QueryId>,
    /// The decrypted message, where there was one and a key for it.
    pub document: Option<String>,
    /// What became of the publish, as [`freepublish::Outcome::name`] calls it.
    pub outcome: String,
    /// `FromUserName`.
    pub from_user_name: Option<String>,
    /// `CreateTime`, in seconds since 1970 UTC.
    pub create_time: Option<i64>,
    /// `Event`, as sent.
    pub event: Option<String>,
    /// The publish job, digits as sent.
    pub publish_id: Option<String>,
    /// `publish_status`, as sent.
    pub publish_status: Option<i64>,
}

/// The part of a verified query that WeChat uses once, and what it was used for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueryId {
    /// `timestamp`, in seconds since 1970 UTC.
    pub timestamp: i64,
    /// `nonce`, as sent.
    pub nonce: String,
    /// See [`freepublish::envelope::Received::fingerprint`].
    pub fingerprint: [u8; 20],
}

/// A callback that was kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Its place.
    pub cursor: Cursor,
    /// The callback.
    pub news: News,
    /// The first callback that brought the same news.
    pub duplicate_of: Option<Cursor>,
}
