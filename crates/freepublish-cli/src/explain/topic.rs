//! What a term means: rows of the core's catalogues.

use freepublish::Outcome;
use freepublish::catalogue::errcode::{self, ERROR_CODES, ErrorCode};
use freepublish::catalogue::event;
use freepublish::catalogue::field::{FIELDS, Field};
use freepublish::catalogue::status::{self, STATUSES, Status};
use freepublish::rule::{self, Rule};

/// Something that can be explained.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Topic {
    Errcode(&'static ErrorCode),
    Event(&'static str),
    Field(&'static Field),
    Outcome(Outcome),
    Rule(&'static Rule),
    Status(&'static Status),
}

/// Events people ask about, as WeChat writes them.
const EVENTS: [&str; 3] = [event::PUBLISH_JOB_FINISH, event::OLD_NAME, "MASSSENDJOBFINISH"];

/// Outcomes that are no `publish_status`.
const OUTCOMES: [Outcome; 5] =
    [Outcome::Accepted, Outcome::Refused, Outcome::Valid, Outcome::Invalid, Outcome::Unknown];

/// Everything the term can mean; empty when nothing is known of it.
pub(super) fn find(term: &str) -> Vec<Topic> {
    let term = term.trim().to_ascii_lowercase();
    let (group, name) = term.split_once([' ', '/', '=', ':']).unwrap_or(("", &term));
    let name = name.trim();
    let number: Option<i64> = name.parse().ok();
    match (group.trim(), number) {
        ("", Some(number)) => status(number).into_iter().chain(error(number)).collect(),
        ("errcode" | "error" | "errors", Some(number)) => error(number).into_iter().collect(),
        ("publish_status" | "status", Some(number)) => status(number).into_iter().collect(),
        ("" | "event" | "field" | "fields" | "outcome", None) => named(name),
        ("rule" | "rules", None) => rules(name).collect(),
        _ => rules(&term).collect(),
    }
}

fn named(name: &str) -> Vec<Topic> {
    let statuses = STATUSES.iter().filter(|row| row.outcome.name() == name).map(Topic::Status);
    let outcomes = OUTCOMES.into_iter().filter(|outcome| outcome.name() == name).map(Topic::Outcome);
    let fields = FIELDS.iter().filter(|field| field.name.eq_ignore_ascii_case(name)).map(Topic::Field);
    let events = EVENTS.into_iter().filter(|event| event.eq_ignore_ascii_case(name)).map(Topic::Event);
    statuses.chain(outcomes).chain(fields).chain(events).chain(rules(name)).collect()
}

/// The rule of a code, or those whose code has this part behind the slash.
fn rules(name: &str) -> impl Iterator<Item = Topic> {
    rule::all().filter(move |rule| rule.code == name || tail(rule) == name).map(Topic::Rule)
}

fn status(number: i64) -> Option<Topic> {
    status::find(number).map(Topic::Status)
}

fn error(number: i64) -> Option<Topic> {
    errcode::find(number).map(Topic::Errcode)
}

fn tail(rule: &Rule) -> &'static str {
    rule.code.split_once('/').map_or(rule.code, |(_, tail)| tail)
}

/// Known terms that look like this one, the likeliest first.
pub(super) fn near(term: &str) -> Vec<String> {
    /// Below this, words have little more in common than letters.
    const ALIKE: f64 = 0.75;
    const MOST: usize = 4;
    let plain = |text: &str| text.trim().to_ascii_lowercase().replace(['-', ' '], "_");
    let term = plain(term);
    let last = term.rsplit(['_', '/', '=', ':']).next().unwrap_or_default();
    if last.parse::<i64>().is_ok() {
        return near_numbers(last, MOST);
    }
    let alike = |known: &str| strsim::normalized_damerau_levenshtein(&term, &plain(known));
    let mut scored: Vec<(f64, String)> = FIELDS
        .iter()
        .map(|field| field.name)
        .chain(EVENTS)
        .chain(STATUSES.iter().map(|row| row.outcome.name()))
        .chain(OUTCOMES.iter().map(|outcome| outcome.name()))
        .map(|name| (alike(name), name.to_owned()))
        .chain(rule::all().map(|rule| (alike(rule.code).max(alike(tail(rule))), rule.code.to_owned())))
        .map(|(score, name)| {
            (if plain(&name).contains(&term) && term.len() > 3 { score.max(ALIKE) } else { score }, name)
        })
        .filter(|(score, _)| *score >= ALIKE)
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    scored.dedup_by(|a, b| a.1 == b.1);
    scored.into_iter().map(|(_, name)| name).take(MOST).collect()
}

/// Numbers one slip of the finger away.
fn near_numbers(number: &str, most: usize) -> Vec<String> {
    let codes = ERROR_CODES.iter().map(|row| row.code.to_string());
    codes.filter(|code| strsim::damerau_levenshtein(number, code) == 1 && code.len() > 1).take(most).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a topic is called, to compare by.
    fn name(topic: &Topic) -> String {
        match topic {
            Topic::Errcode(row) => format!("errcode {}", row.code),
            Topic::Event(name) => (*name).to_owned(),
            Topic::Field(field) => format!("{:?} {}", field.document, field.name),
            Topic::Outcome(outcome) => outcome.name().to_owned(),
            Topic::Rule(rule) => rule.code.to_owned(),
            Topic::Status(row) => format!("status {}", row.code),
        }
    }

    #[track_caller]
    fn check(term: &str, expect: &[&str]) {
        assert_eq!(find(term).iter().map(name).collect::<Vec<_>>(), expect, "{term}");
    }

    #[test]
    fn a_number_is_everything_it_can_be() {
        check("0", &["status 0", "errcode 0"]);
        check("-1", &["errcode -1"]);
        check("4", &["status 4"]);
        check("53503", &["errcode 53503"]);
        check("errcode 0", &["errcode 0"]);
        check("errcode=53503", &["errcode 53503"]);
        check("publish_status 4", &["status 4"]);
        check("status/4", &["status 4"]);
        check("status/9", &[]);
        check("53599", &[]);
    }

    #[test]
    fn a_name_is_found_in_any_case_and_in_each_document() {
        check("fail_idx", &["Callback fail_idx"]);
        check("PUBLISHEVENTINFO", &["Callback PublishEventInfo"]);
        check("publish_id", &["Response publish_id", "Callback publish_id"]);
        check("publishjobfinish", &["PUBLISHJOBFINISH"]);
        check("originality_failed", &["status 2"]);
        check("accepted", &["accepted"]);
    }

    #[test]
    fn a_rule_is_found_by_its_code_and_by_its_name() {
        check("callback/fail-idx-missing", &["callback/fail-idx-missing"]);
        check("rules/callback/fail-idx-missing", &["callback/fail-idx-missing"]);
        check("fail-idx-missing", &["callback/fail-idx-missing"]);
        check("malformed", &["xml/malformed", "json/malformed"]);
    }

    #[test]
    fn a_slip_finds_what_was_meant() {
        assert_eq!(near("fail_id").first().map(String::as_str), Some("fail_idx"));
        assert!(near("callback/failidx-missing").contains(&"callback/fail-idx-missing".to_owned()));
        assert!(near("53502").contains(&"53503".to_owned()));
        assert_eq!(near("PUBLISHJOBFINSH").first().map(String::as_str), Some("PUBLISHJOBFINISH"));
        assert_eq!(near("weather"), Vec::<String>::new());
    }
}
