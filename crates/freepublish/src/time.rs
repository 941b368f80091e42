//! Moments as people and machines write them. The library reads no clock: the moments come from the payloads.
//!
//! Written here and not with `jiff` or `time`: a date of the Gregorian calendar is ten lines, where those bring time zones,
//! parsing and arithmetic that nothing needs.

/// Milliseconds: a length of time, or a moment since 1970 UTC.
pub type Millis = i64;

/// 10000-01-01, in seconds since 1970.
const YEAR_10000: i64 = 253_402_300_800;

/// Minutes that WeChat's own clock, and most of its users', is ahead of UTC.
pub const BEIJING: i64 = 8 * 60;

/// A moment as a clock `offset` minutes ahead of UTC shows it: `2022-04-11 20:48:05 UTC+8`. `None` for a number that
/// is no moment of the years 1970 to 9999.
pub fn clock(seconds: i64, offset: i64) -> Option<String> {
    let zone = match (offset / 60, offset.abs() % 60) {
        (0, 0) => "UTC".to_owned(),
        (hours, 0) => format!("UTC{hours:+}"),
        (hours, minutes) => format!("UTC{hours:+}:{minutes:02}"),
    };
    Some(format!("{} {zone}", date_time(seconds, offset, ' ')?))
}

/// A moment for machines: `2022-04-11T12:48:05Z`.
pub fn machine_time(seconds: i64) -> Option<String> {
    Some(format!("{}Z", date_time(seconds, 0, 'T')?))
}

fn date_time(seconds: i64, offset: i64, between: char) -> Option<String> {
    let local = seconds.checked_add(offset * 60)?;
    if seconds < 0 || local >= YEAR_10000 {
        return None;
    }
    let (days, second) = (local.div_euclid(86_400), local.rem_euclid(86_400));
    // Days since 1 March 0000, in eras of 400 years: <https://howardhinnant.github.io/date_algorithms.html>.
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
    Some(format!("{year:04}-{month:02}-{day:02}{between}{hour:02}:{minute:02}:{second:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_told_as_clocks_show_them() {
        assert_eq!(clock(1_649_681_285, BEIJING).as_deref(), Some("2022-04-11 20:48:05 UTC+8"));
        assert_eq!(clock(1_649_681_285, 0).as_deref(), Some("2022-04-11 12:48:05 UTC"));
        assert_eq!(clock(951_782_400, -210).as_deref(), Some("2000-02-28 20:30:00 UTC-3:30"));
        assert_eq!(clock(0, -60).as_deref(), Some("1969-12-31 23:00:00 UTC-1"));
        assert_eq!(machine_time(1_709_164_800).as_deref(), Some("2024-02-29T00:00:00Z"));
    }

    #[test]
    fn a_number_that_is_no_moment_has_no_clock() {
        assert_eq!(clock(-1, 0), None);
        assert_eq!(clock(i64::MAX, BEIJING), None);
        assert_eq!(clock(253_402_300_799, 0).as_deref(), Some("9999-12-31 23:59:59 UTC"));
    }
}
