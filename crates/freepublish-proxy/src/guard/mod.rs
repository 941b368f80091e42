//! What every request has to pass, one file each.

mod answer;
mod busy;
mod host;
mod key;
mod origin;
mod rate;
mod time;

pub(crate) use self::answer::{answer, language};
pub(crate) use self::busy::{NoPlace, check_place};
pub(crate) use self::host::check_host;
pub(crate) use self::key::check_key;
pub(crate) use self::origin::check_origin;
pub(crate) use self::rate::Rates;
pub(crate) use self::time::limit_time;
