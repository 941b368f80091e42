//! What the one who runs the proxy has to know of pushes: those that were refused, those that could not be decrypted, and
//! a clock that differs. In memory, for health; and in the log, where ten thousand of them are five lines.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, PoisonError};

use freepublish::envelope::TIMESTAMP_TOLERANCE;
use freepublish::{Bilingual, Lang};
use serde::Serialize;
use utoipa::ToSchema;

use crate::problem::Kind;

/// How many pushes the clock is judged by.
const CLOCK_SAMPLES: usize = 9;

/// Something worth knowing of the pushes since the proxy was started.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Notice {
    /// Its stable name: that of the problem that pushes were refused with, `cannot-decrypt` or `clock-differs`.
    #[schema(example = "mode-downgraded")]
    name: &'static str,
    /// How many pushes it is about.
    count: u64,
    /// When the last of them came, in milliseconds since 1970 UTC.
    last_at: i64,
    /// What happened and what to do, in the language of `Accept-Language`.
    text: String,
    /// The same in Chinese.
    zh: String,
    /// The same in English.
    en: String,
}

/// What is known of the pushes since the start.
#[derive(Debug, Default)]
pub(crate) struct Notices {
    counts: Mutex<BTreeMap<&'static str, Count>>,
    /// How many seconds the timestamps of the last pushes lay before the time they came.
    delays: Mutex<VecDeque<i64>>,
}

#[derive(Clone, Copy, Debug)]
struct Count {
    texts: (Bilingual, Bilingual),
    count: u64,
    last_at: i64,
}

impl Notices {
    /// A push was refused at `now`, in milliseconds.
    pub(crate) fn refused(&self, kind: Kind, now: i64) {
        // What anybody may do without having seen a push says nothing about the account.
        let is_about_pushes = matches!(
            kind,
            Kind::AppIdMismatch
                | Kind::ModeDowngraded
                | Kind::NonceReused
                | Kind::NotAPush
                | Kind::PlaintextDiffers
                | Kind::PushTooOld
                | Kind::SignatureInvalid
        );
        if is_about_pushes {
            self.count(kind.name(), (kind.title(), kind.remedy()), now);
        }
    }

    /// A push was kept whose ciphertext no key opens.
    pub(crate) fn not_decrypted(&self, now: i64) {
        self.count("cannot-decrypt", CANNOT_DECRYPT, now);
    }

    /// A push that is signed and new came at `now`, in milliseconds; it says that it was sent at `timestamp`, in seconds.
    pub(crate) fn sent(&self, timestamp: i64, now: i64) {
        let mut delays = self.delays.lock().unwrap_or_else(PoisonError::into_inner);
        if delays.len() == CLOCK_SAMPLES {
            delays.pop_front();
        }
        delays.push_back(now.div_euclid(1000).saturating_sub(timestamp));
        let differs = clock_difference(&delays);
        drop(delays);
        if let Some(seconds) = differs {
            self.count(CLOCK_NAME, CLOCK_DIFFERS, now);
            tracing::debug!(seconds, "the timestamps of pushes differ from this machine's clock");
        }
    }

    /// All of them, their first text in `lang`.
    pub(crate) fn list(&self, lang: Lang) -> Vec<Notice> {
        let seconds = clock_difference(&self.delays.lock().unwrap_or_else(PoisonError::into_inner));
        let counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        // A clock that was set right is no news any more.
        let present = counts.iter().filter(|(name, _)| **name != CLOCK_NAME || seconds.is_some());
        let notices = present.map(|(name, counted)| {
            let text = |lang| counted.text(lang).replace("{}", &seconds.unwrap_or_default().to_string());
            Notice {
                name,
                count: counted.count,
                last_at: counted.last_at,
                text: text(lang),
                zh: text(Lang::Zh),
                en: text(Lang::En),
            }
        });
        notices.collect()
    }

    fn count(&self, name: &'static str, texts: (Bilingual, Bilingual), now: i64) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let counted = counts.entry(name).or_insert(Count { texts, count: 0, last_at: now });
        counted.count += 1;
        counted.last_at = now;
        let counted = *counted;
        drop(counts);
        // The 1st, the 10th, the 100th …
        if 10_u64.pow(counted.count.ilog10()) == counted.count {
            tracing::warn!(notice = name, count = counted.count, "{}", counted.text(Lang::En));
        }
    }
}

impl Count {
    fn text(&self, lang: Lang) -> String {
        let between = match lang {
            Lang::Zh => "：",
            Lang::En => ". ",
        };
        [self.texts.0.get(lang), between, self.texts.1.get(lang)].concat()
    }
}

/// By how many seconds this machine's clock is ahead of WeChat's, if it is more than a push may be late: in the middle of
/// the last pushes, so that one that somebody held back does not count.
fn clock_difference(delays: &VecDeque<i64>) -> Option<i64> {
    let mut sorted: Vec<i64> = delays.iter().copied().collect();
    sorted.sort_unstable();
    let middle = *sorted.get(sorted.len() / 2)?;
    (middle.unsigned_abs() > TIMESTAMP_TOLERANCE).then_some(middle)
}

const CLOCK_NAME: &str = "clock-differs";

const CLOCK_DIFFERS: (Bilingual, Bilingual) = (
    Bilingual::new(
        "推送的 timestamp 与本机时钟相差太多",
        "The timestamps of pushes are far from this machine's clock",
    ),
    Bilingual::new(
        "本机比推送快 {} 秒（负数为慢），请校准时钟；推送照常收下，除非用了 --max-age",
        "It is {} s ahead of them (behind, if negative): set it right; pushes are taken all the same, unless --max-age is given",
    ),
);

const CANNOT_DECRYPT: (Bilingual, Bilingual) = (
    Bilingual::new(
        "有推送签名正确但解不开，按密文收下了",
        "Pushes with a valid signature could not be decrypted; they were kept as they came",
    ),
    Bilingual::new(
        "核对代理的 EncodingAESKey（FREEPUBLISH_AES_KEY）与公众平台是否一致；刚换过密钥的，把上一个也设上",
        "Compare the proxy's EncodingAESKey (FREEPUBLISH_AES_KEY) with the console's; if it was changed lately, give the previous one too",
    ),
);

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(notices: &Notices) -> Vec<(&'static str, u64, i64)> {
        notices.list(Lang::En).iter().map(|notice| (notice.name, notice.count, notice.last_at)).collect()
    }

    #[test]
    fn what_was_refused_is_counted_by_its_name() {
        let notices = Notices::default();
        notices.refused(Kind::ModeDowngraded, 1);
        notices.refused(Kind::ModeDowngraded, 2);
        notices.refused(Kind::TooLarge, 3);
        notices.not_decrypted(4);
        assert_eq!(listed(&notices), [("cannot-decrypt", 1, 4), ("mode-downgraded", 2, 2)]);
        let notice = &notices.list(Lang::Zh)[1];
        assert!(notice.text == notice.zh && notice.en.contains("--mode plain"), "{notice:?}");
        assert!(notice.zh.contains("--mode plain"), "{notice:?}");
    }

    #[test]
    fn a_clock_differs_when_most_of_the_last_pushes_say_so() {
        let notices = Notices::default();
        let sent = |delay: i64| notices.sent(1_000_000 - delay, 1_000_000_000);
        sent(300);
        sent(-300);
        assert_eq!(listed(&notices), []);
        for _ in 0..3 {
            sent(301);
        }
        assert_eq!(listed(&notices).len(), 1);
        assert!(notices.list(Lang::En)[0].text.contains("It is 301 s ahead"), "{:?}", notices.list(Lang::En));
        for _ in 0..CLOCK_SAMPLES {
            sent(0);
        }
        assert_eq!(listed(&notices), []);
        for _ in 0..CLOCK_SAMPLES {
            sent(-3600);
        }
        assert!(notices.list(Lang::Zh)[0].text.contains("-3600"), "{:?}", notices.list(Lang::Zh));
        // One that was held back does not make a clock wrong.
        sent(100_000);
        assert!(notices.list(Lang::En)[0].text.contains("-3600"));
    }

    #[test]
    fn an_end_of_the_world_is_no_overflow() {
        let notices = Notices::default();
        notices.sent(i64::MIN, i64::MAX);
        notices.sent(i64::MAX, i64::MIN);
        assert_eq!(listed(&notices).len(), 1);
    }
}
