//! What the proxy is told when it starts.

use std::path::PathBuf;
use std::time::Duration;

use freepublish::envelope::Secrets;
use freepublish::inspection::Mode;

use crate::key::Key;

/// Everything the router depends on. What is empty is closed.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// Who may use `/api`. With none, nobody may.
    pub keys: Vec<Key>,
    /// What may stand in `Host`: names or addresses, with the port where it is not the usual one. Anything else is
    /// refused, so that a stranger's domain that was made to resolve to this machine gets nothing.
    pub hosts: Vec<String>,
    /// Origins of pages on other hosts that may call `/api`, such as `https://example.github.io`. The origins of
    /// `hosts` may without being listed.
    pub origins: Vec<String>,
    /// Origins that callbacks may be delivered to, such as `http://127.0.0.1:3000`.
    pub targets: Vec<String>,
    /// The directory with the built page; without one, `/` is empty.
    pub site: Option<PathBuf>,
    /// Where callbacks are kept.
    pub inbox: InboxConfig,
    /// The secrets of the account's server configuration. Without a token, signatures are not checked.
    pub secrets: Secrets,
    /// The account's message mode: what is weaker is refused. `None` is the secure mode where there is a key, else the
    /// plain one.
    pub mode: Option<Mode>,
    /// Pushes with an older timestamp are refused. `None` takes and marks them: a wrong clock must not lose callbacks.
    pub max_age: Option<Duration>,
    /// How much of everything.
    pub limits: Limits,
}

impl Config {
    /// The message mode that pushes have to come in, or in a stronger one.
    pub fn expected_mode(&self) -> Mode {
        let usual = if self.secrets.can_decrypt() { Mode::Secure } else { Mode::Plain };
        self.mode.unwrap_or(usual)
    }
}

/// Where callbacks are kept, and how long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InboxConfig {
    /// The database file; `None` keeps them in memory, until the process ends.
    pub file: Option<PathBuf>,
    /// Older ones are removed.
    pub keep: Duration,
    /// When there are more, or when they take more than 6 kB each on average (16 MB in any case), the oldest are removed.
    pub most: u32,
}

impl Default for InboxConfig {
    fn default() -> Self {
        Self { file: None, keep: Duration::from_secs(30 * 24 * 3600), most: 100_000 }
    }
}

/// Limits that keep one caller from taking everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How many connections may be open. When there are more, the one that has waited longest for its peer is dropped.
    /// An open connection takes a file descriptor, and one more while it is sent a file.
    pub connections: usize,
    /// How many of [`Self::connections`] are only for `/callback`, and for connections that have not asked for anything
    /// yet.
    pub for_callbacks: usize,
    /// How long the head of a request may take to arrive, and how long a connection may be idle before its next one.
    pub head: Duration,
    /// A peer that is sent something has to take [`Self::least_taken`] bytes, or all there is, in this time, else its
    /// connection is dropped.
    pub stalled: Duration,
    /// See [`Self::stalled`]; in bytes.
    pub least_taken: usize,
    /// The longest body of a call of `/api`, in bytes.
    pub api_body: usize,
    /// The longest body of a callback, in bytes. Real ones have one or two kB.
    pub callback_body: usize,
    /// How many callbacks of more than 4 kB are read at once, each on a thread of its own. Others wait, [`Self::delivery`]
    /// at most.
    pub readers: usize,
    /// How long a call of `/api` may take, and the body of a call of `/cgi-bin` to arrive; streams have no end.
    pub api_time: Duration,
    /// The longest body of a call of `/cgi-bin`, in bytes; those that add a draft have [`Self::stand_in_draft`].
    pub stand_in_body: usize,
    /// The longest draft that is added to a simulator, in bytes: eight articles of 20,000 characters, as WeChat allows.
    pub stand_in_draft: usize,
    /// How many calls of `/cgi-bin` are taken at once. Others wait, [`Self::delivery`] at most.
    pub stand_in_calls: usize,
    /// Calls a minute with one key.
    pub rate: u32,
    /// Wrong keys a minute, of all callers together.
    pub wrong_keys: u32,
    /// How many streams may be open.
    pub streams: usize,
    /// Time between two comments on a stream that has nothing to say: below the usual 60 s of reverse proxies,
    /// and what the contract promises. The page takes a stream for dead that leaves three of them out.
    pub keep_alive: Duration,
    /// How long a handler has for its reply to a delivered callback: as long as with WeChat. Also how long the body of a
    /// callback may take to arrive here.
    pub delivery: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 1024,
            for_callbacks: 256,
            head: Duration::from_secs(10),
            stalled: Duration::from_secs(30),
            least_taken: 16 * 1024,
            api_body: 64 * 1024,
            callback_body: 128 * 1024,
            readers: 4,
            api_time: Duration::from_secs(30),
            stand_in_body: 64 * 1024,
            stand_in_draft: 512 * 1024,
            stand_in_calls: 16,
            rate: 240,
            wrong_keys: 30,
            streams: 64,
            keep_alive: Duration::from_secs(15),
            delivery: Duration::from_secs(5),
        }
    }
}
