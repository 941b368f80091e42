//! What all requests share.

use std::fmt;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use tokio::sync::{Semaphore, watch};

use crate::config::Config;
use crate::guard::Rates;
use crate::inbox::{Inbox, InboxError};
use crate::metrics::Metrics;
use crate::notices::Notices;
use crate::site::Site;
use crate::upstream::Upstream;

/// A proxy, ready to answer. Clones are the same one.
#[derive(Clone)]
pub struct Proxy(Arc<Shared>);

/// Why a proxy cannot start.
#[derive(Debug)]
pub enum StartError {
    /// The inbox cannot be opened.
    Inbox(InboxError),
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Inbox(error) => write!(f, "the inbox cannot be opened: {error}"),
        }
    }
}

impl std::error::Error for StartError {}

impl Proxy {
    /// Opens the inbox.
    ///
    /// # Errors
    ///
    /// [`StartError::Inbox`].
    pub fn new(config: Config, upstream: Arc<dyn Upstream>) -> Result<Self, StartError> {
        let inbox = Inbox::open(&config.inbox).map_err(StartError::Inbox)?;
        let places = |count: usize| Arc::new(Semaphore::new(count.clamp(1, Semaphore::MAX_PERMITS)));
        let streams = Arc::new(Semaphore::new(config.limits.streams));
        let readers = places(config.limits.readers);
        let stand_in_calls = places(config.limits.stand_in_calls);
        let rates = Rates::new(&config);
        let (closing, _) = watch::channel(false);
        let metrics = Metrics::default();
        let site = config.site.clone().map(Site::new);
        Ok(Self(Arc::new(Shared {
            config,
            upstream,
            inbox,
            metrics,
            notices: Notices::default(),
            rates,
            readers,
            site,
            stand_in_calls,
            streams,
            closing,
        })))
    }

    /// Ends the streams, so that a server that waits for open requests can stop.
    pub fn close(&self) {
        self.0.closing.send_replace(true);
    }

    /// The callbacks.
    pub fn inbox(&self) -> &Inbox {
        &self.0.inbox
    }
}

impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Proxy({})", self.0.upstream.kind())
    }
}

impl std::ops::Deref for Proxy {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

/// The parts of a proxy.
pub struct Shared {
    pub(crate) config: Config,
    pub(crate) upstream: Arc<dyn Upstream>,
    pub(crate) inbox: Inbox,
    pub(crate) metrics: Metrics,
    pub(crate) notices: Notices,
    pub(crate) rates: Rates,
    /// Turns to read a callback.
    pub(crate) readers: Arc<Semaphore>,
    pub(crate) site: Option<Site>,
    /// Turns to call what stands in for WeChat.
    pub(crate) stand_in_calls: Arc<Semaphore>,
    pub(crate) streams: Arc<Semaphore>,
    pub(crate) closing: watch::Sender<bool>,
}

/// Now, in milliseconds since 1970 UTC.
pub(crate) fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
