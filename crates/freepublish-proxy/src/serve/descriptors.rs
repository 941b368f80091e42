//! File descriptors: each connection takes one, and one more while it is sent a file.

use crate::config::Limits;

/// What else is open: the inbox, the log, connections to WeChat and to handlers, and what the library wants.
const REST: u64 = 128;

/// Raises the process's limit of file descriptors as far as is needed and allowed, and returns the limits with as many
/// connections as then fit.
pub(super) fn fit(limits: Limits) -> Limits {
    let wanted = as_u64(limits.connections).saturating_mul(2).saturating_add(REST);
    let Some(given) = raise(wanted).filter(|given| *given < wanted) else { return limits };
    let connections = usize::try_from(given.saturating_sub(REST) / 2).unwrap_or(usize::MAX).max(16);
    tracing::warn!(
        given,
        wanted,
        connections,
        "few file descriptors (ulimit -n, or LimitNOFILE of systemd): fewer connections are taken"
    );
    // The share of callbacks stays the same.
    let for_callbacks = as_u64(limits.for_callbacks).saturating_mul(as_u64(connections));
    let for_callbacks = for_callbacks / as_u64(limits.connections).max(1);
    Limits { connections, for_callbacks: usize::try_from(for_callbacks).unwrap_or(connections), ..limits }
}

fn as_u64(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

/// Raises the limit to `wanted`, or as near as may be, and says what it is now; `None` where there is none.
#[cfg(unix)]
fn raise(wanted: u64) -> Option<u64> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Nofile);
    let current = limit.current?;
    if current >= wanted {
        return Some(current);
    }
    let raised = limit.maximum.map_or(wanted, |maximum| maximum.min(wanted));
    let set = setrlimit(Resource::Nofile, Rlimit { current: Some(raised), maximum: limit.maximum });
    Some(if set.is_ok() { raised } else { current })
}

#[cfg(not(unix))]
fn raise(_: u64) -> Option<u64> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_connections_than_there_are_descriptors_are_not_taken() {
        let limits = Limits { connections: usize::MAX, for_callbacks: usize::MAX / 2, ..Limits::default() };
        let fitted = fit(limits);
        if let Some(given) = raise(0) {
            assert!(as_u64(fitted.connections) < given);
            assert!(fitted.for_callbacks < fitted.connections);
        }
        let few = Limits { connections: 10, ..Limits::default() };
        assert_eq!(fit(few), few);
    }
}
