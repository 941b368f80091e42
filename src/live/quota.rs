//! How often WeChat was asked: it counts by account and by day.

use serde::{Deserialize, Serialize};

use super::{Job, Model};

/// What WeChat allows of `freepublish/get` a day.
pub const QUERIES_A_DAY: u32 = 100;

/// WeChat's days are those of Beijing.
const BEIJING: i64 = 8 * 60 * 60 * 1000;
const DAY: i64 = 24 * 60 * 60 * 1000;

/// How often it was asked about an account on one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Asked {
    /// The account; the address of the proxy where that names none.
    account: String,
    /// Days since 1970, in Beijing.
    day: i64,
    count: u32,
}

impl Model {
    /// How often WeChat was asked today about the account at hand.
    pub fn asked(&self) -> u32 {
        let account = self.account();
        let asked = self.asked.iter().find(|it| it.account == account && it.day == day(self.now));
        asked.map_or(0, |it| it.count)
    }

    /// Whether WeChat can be asked about a job.
    pub fn can_query(&self, job: &Job) -> bool {
        let can_be_asked = self.is_here(job) && !job.is_querying && job.publish_id().is_some();
        self.up().is_some() && can_be_asked && self.asked() < QUERIES_A_DAY
    }

    /// Counts one more.
    pub(super) fn count_query(&mut self) {
        let (account, today) = (self.account(), day(self.now));
        self.asked.retain(|it| it.day == today);
        match self.asked.iter_mut().find(|it| it.account == account) {
            Some(asked) => asked.count += 1,
            None => self.asked.push(Asked { account, day: today, count: 1 }),
        }
    }

    /// Whose quota it is.
    fn account(&self) -> String {
        let known = self.known.as_ref();
        known.map(|known| known.account.as_ref().unwrap_or(&known.address).clone()).unwrap_or_default()
    }
}

impl Asked {
    /// What an older page has counted: it knew neither account nor day.
    pub(super) fn of(account: &str, at: i64, count: u32) -> Self {
        Self { account: account.to_owned(), day: day(at), count }
    }
}

const fn day(at: i64) -> i64 {
    (at + BEIJING).div_euclid(DAY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_midnight_in_beijing() {
        // 2026-11-24 15:59:59 and 16:00:00 UTC.
        assert_eq!(day(1_795_535_999_999) + 1, day(1_795_536_000_000));
    }
}
