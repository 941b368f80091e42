//! Whether a stream is alive. A network that changed, a laptop that slept: nobody closes the connection then, and nothing
//! comes any more.

use super::StreamNews;

/// After how much silence a stream counts as dead, in milliseconds: three of the comments that the contract asks for.
const SILENCE: i64 = 45_000;

/// The same when there is a reason to doubt: one comment, and some time for its way.
const DOUBTFUL: i64 = 20_000;

/// How long a stream may take to open. Something in between may hold the answer back until there is something in it.
const OPENING: i64 = 30_000;

/// What comes later than this after the opening is no greeting, but a comment that keeps the stream alive.
const GREETING: i64 = 1_000;

/// When something was heard on a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::live) struct Pulse {
    began: i64,
    heard: i64,
    stage: Stage,
    /// Whether the proxy keeps the stream alive. It should, but need not.
    is_beating: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Opening,
    Open,
    Over,
}

impl Pulse {
    /// A stream that is asked for now.
    pub(in crate::live) const fn new(now: i64) -> Self {
        Self { began: now, heard: now, stage: Stage::Opening, is_beating: false }
    }

    /// It is open.
    #[must_use]
    pub(in crate::live) const fn open(self, now: i64) -> Self {
        Self { began: now, heard: now, stage: Stage::Open, ..self }
    }

    /// Something came, and whether it was more than a comment.
    #[must_use]
    pub(in crate::live) const fn heard(self, now: i64, is_event: bool) -> Self {
        let is_beating = self.is_beating || !is_event && now - self.began > GREETING;
        Self { heard: now, is_beating, ..self }
    }

    /// It is closed.
    #[must_use]
    pub(in crate::live) const fn over(self) -> Self {
        Self { stage: Stage::Over, ..self }
    }

    /// Whether it is open.
    pub(in crate::live) const fn is_open(&self) -> bool {
        matches!(self.stage, Stage::Open)
    }

    /// What is to be said of it at that moment, if it is dead. `is_awoken`: the network or the reader was away.
    pub(in crate::live) fn check(&self, now: i64, is_awoken: bool) -> Option<StreamNews> {
        let silence = now - self.heard;
        match self.stage {
            Stage::Opening => (silence > OPENING).then_some(StreamNews::Cut { lasted: 0 }),
            Stage::Open => {
                let is_dead = silence > if is_awoken { DOUBTFUL } else { SILENCE };
                is_dead.then_some(StreamNews::Silent { is_usual: !self.is_beating })
            }
            Stage::Over => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_with_comments_lives_and_without_them_it_is_dead() {
        let mut pulse = Pulse::new(0).open(100).heard(200, false);
        for beat in 1..9 {
            pulse = pulse.heard(beat * 15_000, false);
            assert_eq!(pulse.check(beat * 15_000 + 14_999, true), None);
        }
        assert_eq!(pulse.check(8 * 15_000 + SILENCE, false), None);
        let dead = Some(StreamNews::Silent { is_usual: false });
        assert_eq!(pulse.check(8 * 15_000 + SILENCE + 1, false), dead);
        assert_eq!(pulse.check(8 * 15_000 + DOUBTFUL + 1, true), dead);
        assert_eq!(pulse.over().check(i64::MAX, true), None);
    }

    #[test]
    fn silence_is_usual_where_no_comment_ever_came() {
        let pulse = Pulse::new(0).open(100).heard(200, false).heard(9_000, true);
        assert_eq!(pulse.check(60_000, false), Some(StreamNews::Silent { is_usual: true }));
    }

    #[test]
    fn a_stream_that_does_not_open_is_given_up() {
        assert_eq!(Pulse::new(0).check(OPENING, true), None);
        assert_eq!(Pulse::new(0).check(OPENING + 1, false), Some(StreamNews::Cut { lasted: 0 }));
    }
}
