//! Times as the people who ask read them: in China there is one time zone.

/// `2016-12-06 16:37:39 UTC+8`; `None` for what is no time of the years 1970 to 9999.
pub(crate) fn beijing(seconds: i64) -> Option<String> {
    const LAST: i64 = 253_402_271_999;
    if !(0..=LAST).contains(&seconds) {
        return None;
    }
    let local = seconds + 8 * 3600;
    let (year, month, day) = date(local / 86_400);
    let (hour, minute, second) = (local / 3600 % 24, local / 60 % 60, local % 60);
    Some(format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02} UTC+8"))
}

/// Year, month and day of a day counted from 1970-01-01, for years that begin in March and so end with the leap day:
/// <https://howardhinnant.github.io/date_algorithms.html#civil_from_days>.
fn date(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year + year / 4 - year / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    (era * 400 + year + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::beijing;

    #[test]
    fn a_day_begins_eight_hours_before_it_does_in_greenwich() {
        for (seconds, shown) in [
            (0, "1970-01-01 08:00:00 UTC+8"),
            (951_753_599, "2000-02-28 23:59:59 UTC+8"),
            (951_753_600, "2000-02-29 00:00:00 UTC+8"),
            (1_481_013_459, "2016-12-06 16:37:39 UTC+8"),
            (253_402_271_999, "9999-12-31 23:59:59 UTC+8"),
        ] {
            assert_eq!(beijing(seconds).as_deref(), Some(shown));
        }
        assert_eq!(beijing(-1), None);
        assert_eq!(beijing(253_402_272_000), None);
    }
}
