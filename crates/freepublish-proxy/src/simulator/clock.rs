//! The time in the simulation: real time. Only the waiting of the simulated WeChat can be made shorter.

use std::time::Duration;

use freepublish::simulate::Millis;
use freepublish::simulate::config::{Plan, PlatformConfig};
use tokio::time::Instant;

/// A clock that shows some time at the start, and how many times as fast as usual WeChat does its own work.
///
/// The clock runs in real time: the five seconds that a handler has for its reply, the life of a token and the day of
/// the quotas are the real ones at every speed.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    start: Millis,
    speed: u32,
}

impl Clock {
    /// `start` is in milliseconds since 1970 UTC; a `speed` of 0 is taken as 1.
    pub fn new(start: Millis, speed: u32) -> Self {
        Self { start, speed: speed.max(1) }
    }

    /// By how much WeChat's own waiting is divided.
    pub fn speed(self) -> u32 {
        self.speed
    }

    /// The settings with WeChat's waiting shortened: until a retry, and for drafts that are added later.
    pub(super) fn hasten(self, config: PlatformConfig) -> PlatformConfig {
        PlatformConfig {
            retry_after: self.shorter(config.retry_after),
            publish: self.hasten_plan(config.publish),
            ..config
        }
    }

    /// A plan with WeChat's waiting shortened: until the outcome, until its callback, until what comes later.
    pub(super) fn hasten_plan(self, plan: Plan) -> Plan {
        Plan {
            takes: self.shorter(plan.takes),
            later: self.shorter(plan.later),
            delay: self.shorter(plan.delay),
            ..plan
        }
    }

    fn shorter(self, wait: Millis) -> Millis {
        wait / Millis::from(self.speed)
    }

    pub(super) fn run(self) -> Running {
        Running { start: self.start, began: Instant::now() }
    }
}

/// A clock that was started.
#[derive(Clone, Copy, Debug)]
pub(super) struct Running {
    start: Millis,
    began: Instant,
}

impl Running {
    pub(super) fn now(self) -> Millis {
        let passed = Millis::try_from(self.began.elapsed().as_millis()).unwrap_or(Millis::MAX);
        self.start.saturating_add(passed)
    }

    /// The real moment of a simulated one.
    pub(super) fn real(self, at: Millis) -> Instant {
        let ahead = u64::try_from(at.saturating_sub(self.start)).unwrap_or_default();
        self.began + Duration::from_millis(ahead)
    }
}
