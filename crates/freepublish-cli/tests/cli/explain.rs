//! `freepublish explain`: everything in the catalogues can be looked up, in both languages.

use freepublish::Lang;
use freepublish::catalogue::interface::{Interface, Parameter};
use freepublish::catalogue::{errcode::ERROR_CODES, field::FIELDS, status::STATUSES};
use freepublish::rule;

use crate::run::freepublish;

/// Looks `term` up and expects the answer to hold what the catalogue says, line breaks aside.
#[track_caller]
fn check(term: &str, expect: [&str; 2]) {
    for (lang, expect) in Lang::ALL.into_iter().zip(expect) {
        let tag = if lang == Lang::Zh { "zh" } else { "en" };
        let answer = freepublish(&["explain", "--lang", tag, term], "");
        assert_eq!((answer.status, answer.stderr.as_str()), (0, ""), "{term} {tag}");
        let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        assert!(bare(&answer.stdout).contains(&bare(expect)), "{term}: {expect}\n{}", answer.stdout);
    }
}

#[test]
fn every_error_code() {
    for row in ERROR_CODES {
        check(&row.code.to_string(), [row.remedy.get(Lang::Zh), row.remedy.get(Lang::En)]);
        check(&format!("errcode {}", row.code), [row.cause.get(Lang::Zh), row.cause.get(Lang::En)]);
    }
}

#[test]
fn every_status_by_number_and_by_outcome() {
    for row in STATUSES {
        for term in
            [row.code.to_string(), format!("publish_status {}", row.code), format!("status/{}", row.code)]
        {
            check(&term, [row.meaning.get(Lang::Zh), row.meaning.get(Lang::En)]);
        }
        check(row.outcome.name(), [row.name.get(Lang::Zh), row.name.get(Lang::En)]);
    }
}

#[test]
fn every_field_in_any_case() {
    for field in FIELDS {
        check(field.name, [field.meaning.get(Lang::Zh), field.meaning.get(Lang::En)]);
        check(&field.name.to_uppercase(), [field.presence.get(Lang::Zh), field.presence.get(Lang::En)]);
    }
}

#[test]
fn every_interface_and_each_of_its_fields() {
    for interface in Interface::ALL {
        let row = interface.row();
        check(row.name, [row.meaning.get(Lang::Zh), row.meaning.get(Lang::En)]);
        check(row.path, [row.title.get(Lang::Zh), row.title.get(Lang::En)]);
        for (_, field) in [row.query, row.body, row.answer].into_iter().flatten().flat_map(Parameter::walk) {
            check(field.name, [field.meaning.get(Lang::Zh), field.meaning.get(Lang::En)]);
        }
    }
}

#[test]
fn every_rule_by_its_code_and_by_its_name() {
    for rule in rule::all() {
        check(rule.code, [rule.title.get(Lang::Zh), rule.title.get(Lang::En)]);
        let (_, name) = rule.code.split_once('/').expect("group/name");
        check(name, [rule.advice.get(Lang::Zh), rule.advice.get(Lang::En)]);
    }
}

#[test]
fn every_outcome_and_event() {
    for term in ["accepted", "answered", "refused", "valid", "invalid", "unknown"] {
        check(term, [term, term]);
    }
    for term in ["PUBLISHJOBFINISH", "FREEPUBLISHJOBFINISH", "MASSSENDJOBFINISH"] {
        check(&term.to_lowercase(), [term, term]);
    }
}

#[test]
fn a_word_nobody_knows_comes_back_with_its_likes() {
    let answer = freepublish(&["explain", "fail-indx", "--lang", "en"], "");
    assert_eq!((answer.status, answer.stdout.as_str()), (2, ""));
    insta::assert_snapshot!("unknown-word", answer.stderr);
    insta::assert_snapshot!("unknown-number", freepublish(&["explain", "53506", "--lang", "zh"], "").stderr);
}

#[test]
fn pages_read_well() {
    let zh = |term: &[&str]| freepublish(&[&["explain", "--lang", "zh"], term].concat(), "").stdout;
    insta::assert_snapshot!("explain-0", zh(&["0"]));
    insta::assert_snapshot!("explain-minus-1", zh(&["-1"]));
    insta::assert_snapshot!("explain-two-words", zh(&["publish_status", "4"]));
    insta::assert_snapshot!("explain-interface", zh(&["freepublish/get"]));
    insta::assert_snapshot!("explain-draft-add", zh(&["draft/add"]));
    insta::assert_snapshot!("explain-media-id", zh(&["media_id"]));
    insta::assert_snapshot!("explain-fail-idx", zh(&["fail_idx"]));
    insta::assert_snapshot!("explain-publish-status", zh(&["publish_status"]));
    insta::assert_snapshot!("explain-rule", zh(&["escaped-twice"]));
    insta::assert_snapshot!("explain-event", zh(&["MASSSENDJOBFINISH"]));
    insta::assert_snapshot!("explain-outcome", zh(&["accepted"]));
}
