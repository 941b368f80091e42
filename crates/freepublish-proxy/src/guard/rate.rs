//! Token buckets: one for each key, and one for all who have none, so that nobody guesses keys fast.

use std::sync::{Mutex, PoisonError};

use tokio::time::Instant;

use crate::config::Config;

/// The buckets.
#[derive(Debug)]
pub(crate) struct Rates {
    keys: Vec<Mutex<Bucket>>,
    strangers: Mutex<Bucket>,
}

impl Rates {
    pub(crate) fn new(config: &Config) -> Self {
        let bucket = |a_minute| Mutex::new(Bucket::new(a_minute));
        let keys = config.keys.iter().map(|_| bucket(config.limits.rate)).collect();
        Self { keys, strangers: bucket(config.limits.wrong_keys) }
    }

    /// Takes one call of a key, or of a stranger; an `Err` says in how many seconds there will be another.
    pub(crate) fn take(&self, key: Option<usize>) -> Result<(), u64> {
        let bucket = key.and_then(|number| self.keys.get(number)).unwrap_or(&self.strangers);
        bucket.lock().unwrap_or_else(PoisonError::into_inner).take(Instant::now())
    }
}

/// Holds a minute's worth, and fills evenly.
#[derive(Debug)]
struct Bucket {
    a_minute: f64,
    left: f64,
    at: Option<Instant>,
}

impl Bucket {
    fn new(a_minute: u32) -> Self {
        let a_minute = f64::from(a_minute.max(1));
        Self { a_minute, left: a_minute, at: None }
    }

    fn take(&mut self, now: Instant) -> Result<(), u64> {
        let a_second = self.a_minute / 60.0;
        let passed = self.at.map_or(0.0, |at| now.saturating_duration_since(at).as_secs_f64());
        self.left = (self.left + passed * a_second).min(self.a_minute);
        self.at = Some(now);
        if self.left < 1.0 {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "1 to 60")]
            return Err(((1.0 - self.left) / a_second).ceil().clamp(1.0, 60.0) as u64);
        }
        self.left -= 1.0;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_bucket_is_empty_after_a_minutes_worth_and_fills_again() {
        let mut bucket = Bucket::new(30);
        let now = Instant::now();
        assert!((0..30).all(|_| bucket.take(now).is_ok()));
        assert_eq!(bucket.take(now), Err(2));
        assert_eq!(bucket.take(now + Duration::from_secs(2)), Ok(()));
        assert_eq!(bucket.take(now + Duration::from_secs(2)), Err(2));
    }
}
