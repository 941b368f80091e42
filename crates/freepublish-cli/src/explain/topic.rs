//! What a term means: rows of the core's catalogues.

use freepublish::Outcome;
use freepublish::catalogue::errcode::{self, ERROR_CODES, ErrorCode};
use freepublish::catalogue::event;
use freepublish::catalogue::field::{FIELDS, Field};
use freepublish::catalogue::interface::{Interface, Parameter};
use freepublish::catalogue::status::{self, STATUSES, Status};
use freepublish::rule::{self, Rule};

/// Something that can be explained.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Topic {
    Errcode(&'static ErrorCode),
    Event(&'static str),
    Field(&'static Field),
    Interface(Interface),
    Parameter(InterfaceField),
    Outcome(Outcome),
    Rule(&'static Rule),
    Status(&'static Status),
}

/// A field of interfaces: one that several have in common is explained once.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct InterfaceField {
    pub(super) parameter: &'static Parameter,
    /// Where it stands: `draft/add` and `articles[].title`.
    pub(super) places: Vec<(Interface, String)>,
}

/// Events people ask about, as WeChat writes them.
const EVENTS: [&str; 3] = [event::PUBLISH_JOB_FINISH, event::OLD_NAME, "MASSSENDJOBFINISH"];

/// Outcomes that are no `publish_status`.
const OUTCOMES: [Outcome; 6] = [
    Outcome::Accepted,
    Outcome::Answered,
    Outcome::Refused,
    Outcome::Valid,
    Outcome::Invalid,
    Outcome::Unknown,
];

/// Everything the term can mean; empty when nothing is known of it.
pub(super) fn find(term: &str) -> Vec<Topic> {
    let term = term.trim().to_ascii_lowercase();
    let named_whole = Interface::named(&term).or_else(|| Interface::at(&term)).filter(|_| term.contains('/'));
    if let Some(interface) = named_whole {
        return vec![Topic::Interface(interface)];
    }
    let (group, name) = term.split_once([' ', '/', '=', ':']).unwrap_or(("", &term));
    let name = name.trim();
    let number: Option<i64> = name.parse().ok();
    match (group.trim(), number) {
        ("", Some(number)) => status(number).into_iter().chain(error(number)).collect(),
        ("errcode" | "error" | "errors", Some(number)) => error(number).into_iter().collect(),
        ("publish_status" | "status", Some(number)) => status(number).into_iter().collect(),
        ("" | "event" | "field" | "fields" | "outcome", None) => named(name),
        ("interface", None) => interfaces(name).collect(),
        ("rule" | "rules", None) => rules(name).collect(),
        _ => rules(&term).collect(),
    }
}

fn named(name: &str) -> Vec<Topic> {
    let statuses = STATUSES.iter().filter(|row| row.outcome.name() == name).map(Topic::Status);
    let outcomes = OUTCOMES.into_iter().filter(|outcome| outcome.name() == name).map(Topic::Outcome);
    let fields = FIELDS.iter().filter(|field| field.name.eq_ignore_ascii_case(name)).map(Topic::Field);
    let events = EVENTS.into_iter().filter(|event| event.eq_ignore_ascii_case(name)).map(Topic::Event);
    let parameters = parameters(name).into_iter().map(Topic::Parameter);
    statuses
        .chain(outcomes)
        .chain(interfaces(name))
        .chain(fields)
        .chain(parameters)
        .chain(events)
        .chain(rules(name))
        .collect()
}

/// The interfaces of a name, or of the last part of one: `get` is three.
fn interfaces(name: &str) -> impl Iterator<Item = Topic> {
    let is_it = move |interface: &Interface| interface.name().rsplit('/').next() == Some(name);
    Interface::ALL.into_iter().filter(is_it).map(Topic::Interface)
}

/// The fields of interfaces that have this name, those with the same words together. What has a row of its own among the
/// fields is left out.
fn parameters(name: &str) -> Vec<InterfaceField> {
    let mut found: Vec<InterfaceField> = Vec::new();
    for interface in Interface::ALL {
        let row = interface.row();
        for (path, parameter) in
            [row.query, row.body, row.answer].into_iter().flatten().flat_map(Parameter::walk)
        {
            let is_field = FIELDS.iter().any(|field| field.meaning == parameter.meaning);
            if !parameter.name.eq_ignore_ascii_case(name) || is_field {
                continue;
            }
            match found.iter_mut().find(|known| known.parameter.meaning == parameter.meaning) {
                Some(known) => known.places.push((interface, path)),
                None => found.push(InterfaceField { parameter, places: vec![(interface, path)] }),
            }
        }
    }
    found
}

/// The names of all fields of interfaces.
fn parameter_names() -> impl Iterator<Item = &'static str> {
    Interface::ALL.into_iter().flat_map(|interface| {
        let row = interface.row();
        let fields = [row.query, row.body, row.answer].into_iter().flatten();
        fields.flat_map(Parameter::walk).map(|(_, parameter)| parameter.name)
    })
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
        .chain(parameter_names())
        .chain(Interface::ALL.map(Interface::name))
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
            Topic::Interface(interface) => interface.name().to_owned(),
            Topic::Outcome(outcome) => outcome.name().to_owned(),
            Topic::Parameter(field) => {
                let places: Vec<String> = field
                    .places
                    .iter()
                    .map(|(interface, path)| format!("{} {path}", interface.name()))
                    .collect();
                places.join(", ")
            }
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
    fn an_interface_is_found_by_its_name_its_path_and_what_it_does() {
        check("freepublish/get", &["freepublish/get"]);
        check("/cgi-bin/draft/add", &["draft/add"]);
        check("stable_token", &["stable_token"]);
        check("getarticle", &["freepublish/getarticle"]);
        check("get", &["draft/get", "freepublish/get", "mass/get"]);
        check("interface/submit", &["freepublish/submit"]);
        check(
            "digest",
            &["draft/add articles[].digest, draft/get news_item[].digest, draft/update articles.digest, \
                           draft/batchget item[].content.news_item[].digest, freepublish/getarticle news_item[].digest, \
                           freepublish/batchget item[].content.news_item[].digest"],
        );
        check("force_refresh", &["stable_token force_refresh"]);
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
