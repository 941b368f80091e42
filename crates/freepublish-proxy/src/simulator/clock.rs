//! The time in the simulation: real time, or faster.

use std::time::Duration;

use freepublish::simulate::Millis;
use tokio::time::Instant;

/// A clock that shows some time at the start and runs so many times as fast as a real one.
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

    /// How many times as fast as a real clock it runs.
    pub fn speed(self) -> u32 {
        self.speed
    }

    pub(super) fn run(self) -> Running {
        Running { clock: self, began: Instant::now() }
    }
}

/// A clock that was started.
#[derive(Clone, Copy, Debug)]
pub(super) struct Running {
    clock: Clock,
    began: Instant,
}

impl Running {
    pub(super) fn now(self) -> Millis {
        let real = Millis::try_from(self.began.elapsed().as_millis()).unwrap_or(Millis::MAX);
        self.clock.start.saturating_add(real.saturating_mul(i64::from(self.clock.speed)))
    }

    /// The real moment of a simulated one. Rounded up: who wakes then finds that it has come.
    pub(super) fn real(self, at: Millis) -> Instant {
        let ahead = u64::try_from(at.saturating_sub(self.clock.start)).unwrap_or_default();
        self.began + Duration::from_millis(ahead.div_ceil(u64::from(self.clock.speed)))
    }
}
