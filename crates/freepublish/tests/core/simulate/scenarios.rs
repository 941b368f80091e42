//! Scenarios: the shipped ones as they play, and the language they are written in.

use freepublish::Lang;
use freepublish::catalogue::status::STATUSES;
use freepublish::simulate::scenario::shipped;
use freepublish::simulate::timeline::What;
use freepublish::simulate::{Credentials, Scenario, run};

use crate::common;

#[test]
fn shipped_scenarios_play_as_before() {
    for shipped in shipped::ALL {
        let scenario = shipped.scenario().expect("no mistakes");
        let mut played = String::new();
        for lang in Lang::ALL {
            played.extend([scenario.title(lang), "\n", scenario.about(lang), "\n\n"]);
        }
        played += &run(&scenario, &Credentials::demo()).text(Lang::Zh);
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(shipped.name, played);
        });
    }
}

#[test]
fn shipped_scenarios_have_titles_of_their_own_in_both_languages() {
    let mut titles = Vec::new();
    for shipped in shipped::ALL {
        let scenario = shipped.scenario().expect("no mistakes");
        assert_ne!(scenario.title(Lang::Zh), scenario.title(Lang::En), "{}", shipped.name);
        assert_ne!(scenario.about(Lang::Zh), scenario.about(Lang::En), "{}", shipped.name);
        assert!(scenario.about(Lang::En).is_ascii(), "{}", shipped.name);
        titles.push(scenario.title(Lang::Zh).to_owned());
        assert_eq!(shipped::find(shipped.name), Some(shipped));
    }
    titles.sort();
    titles.dedup();
    assert_eq!(titles.len(), shipped::ALL.len());
}

#[test]
fn every_shipped_scenario_survives_being_written_out() {
    for shipped in shipped::ALL {
        let scenario = shipped.scenario().expect("no mistakes");
        assert_eq!(Scenario::parse(&scenario.print()), Ok(scenario), "{}", shipped.name);
    }
}

#[test]
fn every_status_is_reached_and_asked_for() {
    for row in STATUSES {
        let text = format!(
            "draft a outcome {} takes 5s later 1m\nat 0s token\nat 1s submit\nat 10m get",
            row.outcome.name()
        );
        let timeline = run(&Scenario::parse(&text).expect("no mistakes"), &Credentials::demo());
        let last = timeline
            .entries
            .iter()
            .rev()
            .find_map(|entry| entry.message.as_ref())
            .expect("the answer of get");
        assert!(last.body().contains(&format!("\"publish_status\":{}", row.code)), "{}", last.body());
        let came_to = timeline
            .entries
            .iter()
            .any(|entry| matches!(entry.what, What::Job { status, .. } if status == row.code));
        assert_eq!(came_to, row.code != 1, "a job that is still publishing comes to nothing");
    }
}

/// The mistakes of a text: line, the text at their place, reason and remedy in English.
fn mistakes(text: &str) -> Vec<String> {
    let mistakes = Scenario::parse(text).expect_err("mistakes");
    mistakes
        .list
        .iter()
        .map(|mistake| {
            let at = &text[mistake.span.start..mistake.span.end];
            format!("{} [{at}] {}. {}.", mistake.line, mistake.reason(Lang::En), mistake.remedy(Lang::En))
        })
        .collect()
}

#[test]
fn mistakes_are_told_all_at_once_each_at_its_place() {
    let text = "\
push yaml
push xml
push json
sede 7
seed x
mode
draft a articles 2 fail-idx 3 outcome rejected
draft a
draft b colour red
handler success, slow
at 5 token
at 5s sumbit
at 5s submit c by cron
at 1s get every 1s times 600
at 999999d token
errcode submit 0
errcode submit -40001
start 1767232800000
url handler.example
publish outcome rejected articles 2
publish fail-idx 1
at 1s draft-add
at 1s draft-add d articles 0
at 1s submit d
at 1s delete x
title zh 甲
title zh 乙
title fr
at 1s token now
";
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("mistakes", mistakes(text).join("\n"));
    });
}

#[test]
fn a_text_that_is_no_scenario_is_refused_in_short_words() {
    let told = mistakes(&"发".repeat(200));
    assert_eq!(told.len(), 1);
    assert!(told[0].contains(&format!("] {}… means nothing here", "发".repeat(60))), "{}", told[0]);
    assert_eq!(mistakes(&"x\n".repeat(5000)).len(), 100);
    assert_eq!(mistakes(&"server a\n".repeat(10_000)).len(), 1);
}

/// The reference names every word that a scenario can hold, and its example plays.
#[test]
fn the_reference_is_true() {
    let path = common::folder("../../../docs/scenarios.md");
    let reference = std::fs::read_to_string(path).expect("the reference");
    let examples: Vec<&str> =
        reference.split("```scenario\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert_eq!(examples.len(), 2);
    for example in examples {
        let timeline = run(&Scenario::parse(example).expect("no mistakes"), &Credentials::demo());
        assert!(timeline.entries.len() > 10, "{example}");
    }
    // What the parser says can stand in a place is what the reference has to explain.
    for probe in [
        "x",
        "push x",
        "mode x",
        "publish-id x",
        "draft a x",
        "draft a callback x",
        "draft a outcome x",
        "failed-draft x",
        "publish x",
        "callbacks x",
        "handler x",
        "at 0s x",
        "at 0s submit flaw x",
        "errcode x",
        "used x",
    ] {
        let told = mistakes(probe).remove(0);
        let (_, choices) = told.split_once("here: ").expect("choices");
        for choice in choices.trim_end_matches('.').split(" | ") {
            let word = choice.split(' ').next().unwrap_or(choice);
            assert!(reference.contains(word), "{word} of {probe:?}");
        }
    }
}

#[test]
fn comments_blank_lines_and_other_line_ends_change_nothing() {
    let bare = "title en A # stays\nseed 3\nat 0s token\nat 1s submit\n";
    let dressed = "# what\r\n\r\ntitle en A # stays\r\n  seed 3 # why\r\n\tat 0s token\r\nat 1s submit main";
    assert_eq!(Scenario::parse(bare), Scenario::parse(dressed));
    assert_eq!(Scenario::parse(bare).expect("no mistakes").title(Lang::Zh), "A # stays");
}

#[test]
fn no_text_is_no_mistake() {
    let scenario = Scenario::parse("").expect("no mistakes");
    assert!(run(&scenario, &Credentials::demo()).entries.is_empty());
}

#[test]
fn of_many_mistakes_the_first_are_told_and_the_rest_is_counted() {
    let names: Vec<String> = (0..2_000).map(|number| format!("draft d{number}\n")).collect();
    let text = names.concat() + &"at 1s submit nobody\nx\n".repeat(400);
    let mistakes = Scenario::parse(&text).expect_err("mistakes");
    assert_eq!((mistakes.list.len(), mistakes.omitted), (100, 700));
    assert!(mistakes.list.is_sorted_by_key(|mistake| mistake.span.start));
    assert!(mistakes.list.iter().all(|mistake| mistake.remedy(Lang::En).len() < 400), "choices are bounded");
}
