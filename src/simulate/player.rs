//! The virtual clock: what of a timeline has happened so far. It knows no real clock; whoever has one says how much time
//! has passed.

use std::rc::Rc;

use freepublish::simulate::{Entry, Millis, Timeline};

const SECOND: Millis = 1_000;

/// Nobody waits longer than this for an entry, in the reader's time, unless the clock runs as a real one.
const LONGEST_WAIT: Millis = 6 * SECOND;

/// How long before an entry a skip ends, in the reader's time: the clock is seen to run into it.
const RUN_UP: Millis = SECOND;

/// How fast the virtual clock runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Speed {
    /// As a real one.
    Real,
    /// Ten times as fast, and past what nobody wants to wait for: most scenarios are over in a minute.
    #[default]
    Brisk,
    /// A minute a second, past the same.
    Fast,
}

impl Speed {
    /// Every speed.
    pub const ALL: [Self; 3] = [Self::Real, Self::Brisk, Self::Fast];

    /// How often the virtual second fits into a real one.
    pub const fn factor(self) -> Millis {
        match self {
            Self::Real => 1,
            Self::Brisk => 10,
            Self::Fast => 60,
        }
    }
}

/// A timeline and how far it was played.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Player {
    /// Everything that will happen.
    pub timeline: Rc<Timeline>,
    /// How fast the clock runs.
    pub speed: Speed,
    now: Millis,
    shown: usize,
    is_playing: bool,
    skipped: Option<Millis>,
    /// Whether the reader has played it to its end. A timeline that merely became shorter is over, too.
    is_through: bool,
}

impl Player {
    /// Another timeline, played as far as this one, at the same speed: to its end, if this one was played to its end. One
    /// in which nothing happens begins at its beginning.
    #[must_use]
    pub fn with(&self, timeline: Timeline) -> Self {
        let mut new = Self { timeline: Rc::new(timeline), speed: self.speed, ..Self::default() };
        let entries = &new.timeline.entries;
        if entries.is_empty() {
            return new;
        }
        if self.is_through {
            new.finish();
            return new;
        }
        let now = new.timeline.start.saturating_add(self.now);
        let past = entries.iter().take_while(|entry| entry.at < now).count();
        // A step may have stopped between two entries of one moment.
        let present = entries[past..].iter().take_while(|entry| entry.at == now).count();
        let is_present = |entry: &&Entry| entry.at - self.timeline.start == self.now;
        let shown = self.happened().iter().rev().take_while(is_present).count();
        new.shown = past + present.min(shown);
        new.now = self.now;
        new.is_playing = self.is_playing && !new.is_over();
        new
    }

    /// What has happened so far.
    pub fn happened(&self) -> &[Entry] {
        self.timeline.entries.get(..self.shown).unwrap_or_default()
    }

    /// The virtual time since the beginning.
    pub const fn now(&self) -> Millis {
        self.now
    }

    /// Whether the clock runs.
    pub const fn is_playing(&self) -> bool {
        self.is_playing
    }

    /// Whether nothing more will happen.
    pub fn is_over(&self) -> bool {
        self.shown >= self.timeline.entries.len()
    }

    /// How long it is until something happens.
    pub fn until_next(&self) -> Option<Millis> {
        self.next().map(|at| at - self.now)
    }

    /// How much virtual time was left out just now.
    pub const fn skipped(&self) -> Option<Millis> {
        self.skipped
    }

    /// Starts the clock; after the end, from the beginning.
    pub fn play(&mut self) {
        if self.is_over() {
            self.restart();
        }
        self.is_playing = !self.is_over();
    }

    /// Stops the clock.
    pub fn pause(&mut self) {
        self.is_playing = false;
        self.skipped = None;
    }

    /// So many real milliseconds have passed.
    pub fn tick(&mut self, passed: Millis) {
        if !self.is_playing {
            return;
        }
        let before = self.shown;
        self.now = self.now.saturating_add(passed.max(0).saturating_mul(self.speed.factor()));
        self.reveal();
        if self.shown > before {
            self.skipped = None;
        }
        self.skip();
    }

    /// Goes to the next entry.
    pub fn step(&mut self) {
        self.pause();
        if let Some(at) = self.next() {
            self.now = at;
            self.shown += 1;
            self.is_through = self.is_over();
        }
    }

    /// Goes to the end.
    pub fn finish(&mut self) {
        self.pause();
        self.shown = self.timeline.entries.len();
        self.is_through = self.shown > 0;
        self.now = self.timeline.entries.last().map_or(0, |last| last.at - self.timeline.start);
    }

    /// Goes back to the beginning.
    pub fn restart(&mut self) {
        self.pause();
        self.shown = 0;
        self.now = 0;
        self.is_through = false;
    }

    fn next(&self) -> Option<Millis> {
        let next = self.timeline.entries.get(self.shown)?;
        Some((next.at - self.timeline.start).max(self.now))
    }

    fn reveal(&mut self) {
        let now = self.timeline.start.saturating_add(self.now);
        while self.timeline.entries.get(self.shown).is_some_and(|next| next.at <= now) {
            self.shown += 1;
        }
        if self.is_over() {
            self.finish();
        }
    }

    /// Hours and days without news go by at once.
    fn skip(&mut self) {
        let Some(wait) = self.until_next() else { return };
        let factor = self.speed.factor();
        if self.speed != Speed::Real && wait > LONGEST_WAIT * factor {
            let skipped = wait - RUN_UP * factor;
            self.now += skipped;
            self.skipped = Some(skipped);
        }
    }
}

#[cfg(test)]
mod tests {
    use freepublish::simulate::timeline::{Party, What};

    use super::*;

    /// Entries at these moments since the beginning.
    fn player(moments: &[Millis]) -> Player {
        let start = 1_000_000;
        let entry = |at: &Millis| Entry {
            at: start + at,
            from: Party::Platform,
            what: What::GaveUp,
            answers: None,
            message: None,
        };
        Player::default().with(Timeline { start, entries: moments.iter().map(entry).collect() })
    }

    #[test]
    fn entries_appear_as_their_moment_comes() {
        let mut player = player(&[0, 1_000, 1_000, 3_000]);
        player.speed = Speed::Real;
        player.play();
        assert_eq!(player.happened().len(), 0);
        player.tick(0);
        assert_eq!(player.happened().len(), 1);
        player.tick(999);
        assert_eq!(player.happened().len(), 1);
        player.tick(1);
        assert_eq!(player.happened().len(), 3);
        assert_eq!(player.until_next(), Some(2_000));
        player.tick(60_000);
        assert!(player.is_over() && !player.is_playing());
        assert_eq!(player.now(), 3_000, "the clock stops with the last entry");
    }

    #[test]
    fn a_clock_that_stands_shows_nothing_new() {
        let mut player = player(&[0, 1_000]);
        player.tick(10_000);
        assert_eq!((player.now(), player.happened().len()), (0, 0));
        player.play();
        player.pause();
        player.tick(10_000);
        assert_eq!(player.now(), 0);
    }

    #[test]
    fn fast_is_a_minute_a_second_and_past_idle_days() {
        const DAY: Millis = 86_400_000;
        const RUN_UP: Millis = 60_000;
        let mut player = player(&[0, 30_000, 2 * DAY]);
        player.speed = Speed::Fast;
        player.play();
        player.tick(100);
        assert_eq!((player.now(), player.skipped()), (6_000, None));
        player.tick(500);
        assert_eq!(player.happened().len(), 2);
        assert_eq!(player.now(), 2 * DAY - RUN_UP);
        assert_eq!(player.skipped(), Some(2 * DAY - RUN_UP - 36_000));
        player.tick(1_000);
        assert!(player.is_over());
        assert_eq!(player.skipped(), None);
    }

    #[test]
    fn a_real_clock_skips_nothing() {
        let mut player = player(&[0, 86_400_000]);
        player.speed = Speed::Real;
        player.play();
        player.tick(1_000);
        assert_eq!((player.now(), player.skipped()), (1_000, None));
    }

    #[test]
    fn steps_go_from_entry_to_entry_and_stop_at_the_end() {
        let mut player = player(&[0, 5_000, 5_000]);
        for (shown, now) in [(1, 0), (2, 5_000), (3, 5_000), (3, 5_000)] {
            player.step();
            assert_eq!((player.happened().len(), player.now()), (shown, now));
        }
        player.play();
        assert_eq!((player.happened().len(), player.is_playing()), (0, true), "from the beginning again");
    }

    #[test]
    fn a_step_while_the_clock_is_past_it_does_not_turn_it_back() {
        let mut player = player(&[0, 60_000]);
        player.speed = Speed::Real;
        player.play();
        player.tick(30_000);
        player.step();
        assert_eq!((player.now(), player.happened().len()), (60_000, 2));
        assert!(!player.is_playing());
    }

    #[test]
    fn an_empty_timeline_is_over_before_it_begins() {
        let mut player = player(&[]);
        player.play();
        assert!(player.is_over() && !player.is_playing());
        player.step();
        player.finish();
        assert_eq!(player.now(), 0);
    }
}
