//! Access tokens: valid for 7200 seconds, and pushed out by newer ones.

use crate::simulate::config::{MINUTE, Millis, SECOND};
use crate::simulate::ids::Ids;

/// How long a token is valid, in seconds.
pub(super) const LIFE: i64 = 7200;

/// How long the token before the latest one still works.
const GRACE: Millis = 5 * MINUTE;

/// The tokens of an account. Those of `/cgi-bin/token` and of `/cgi-bin/stable_token` don't push each other out.
#[derive(Clone, Debug, Default)]
pub(super) struct Tokens {
    issued: Vec<Issued>,
    last_forced: Option<Millis>,
}

#[derive(Clone, Debug)]
struct Issued {
    token: String,
    stable: bool,
    expires: Millis,
    /// Since when it is not the latest.
    replaced: Option<Millis>,
}

/// What a token is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenState {
    Valid,
    Expired,
    Replaced,
    Unknown,
}

impl Tokens {
    /// A new token; the one before it stops working after five minutes.
    pub(super) fn issue(&mut self, now: Millis, stable: bool, ids: Ids) -> String {
        for issued in self.issued.iter_mut().filter(|issued| issued.stable == stable) {
            issued.replaced.get_or_insert(now);
        }
        let token = ids.access_token(self.issued.len() as u64);
        let expires = now.saturating_add(LIFE * SECOND);
        self.issued.push(Issued { token: token.clone(), stable, expires, replaced: None });
        token
    }

    /// The stable token and the seconds it has left. It is renewed five minutes before its end.
    pub(super) fn stable(&mut self, now: Millis, ids: Ids) -> (String, i64) {
        let current = self.issued.iter().find(|issued| issued.stable && issued.replaced.is_none());
        match current.filter(|issued| issued.expires.saturating_sub(now) > GRACE) {
            Some(issued) => (issued.token.clone(), (issued.expires.saturating_sub(now)) / SECOND),
            None => (self.issue(now, true, ids), LIFE),
        }
    }

    /// Whether a forced refresh comes too soon after the last: they have to be 30 seconds apart.
    pub(super) fn is_forced_too_soon(&mut self, now: Millis) -> bool {
        if self.last_forced.is_some_and(|last| now.saturating_sub(last) < 30 * SECOND) {
            return true;
        }
        self.last_forced = Some(now);
        false
    }

    pub(super) fn worth(&self, token: &str, now: Millis) -> TokenState {
        let Some(issued) = self.issued.iter().find(|issued| issued.token == token) else {
            return TokenState::Unknown;
        };
        if issued.replaced.is_some_and(|since| now.saturating_sub(since) >= GRACE) {
            TokenState::Replaced
        } else if now >= issued.expires {
            TokenState::Expired
        } else {
            TokenState::Valid
        }
    }
}
