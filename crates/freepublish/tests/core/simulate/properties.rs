//! What holds for every run, not for the shipped ones only.

use std::collections::{BTreeMap, BTreeSet};

use freepublish::catalogue::status::STATUSES;
use freepublish::simulate::api::Api;
use freepublish::simulate::scenario::shipped;
use freepublish::simulate::timeline::{Entry, Message, What};
use freepublish::simulate::{Credentials, Scenario, Timeline, run};
use freepublish::{Lang, Options, inspect};
use proptest::prelude::*;
use serde_json::Value;

use crate::common::proptest_config;

/// Drafts `a` and `b` with any fate, two servers, and a handler with any replies.
fn settings() -> impl Strategy<Value = String> {
    let draft = |name: &'static str| {
        let outcome = proptest::sample::select(STATUSES).prop_map(|row| row.outcome.name());
        let fate = proptest::sample::select(&["arrives", "lost", "twice"][..]);
        (outcome, fate, 0..40_u32, 0..40_u32).prop_map(move |(outcome, fate, takes, delay)| {
            format!("draft {name} articles 3 outcome {outcome} takes {takes}s later 30s callback {fate} delay {delay}s\n")
        })
    };
    let reply = proptest::sample::select(
        &[
            "success",
            "empty",
            "quoted",
            "status 500",
            "slow 4s",
            "slow 5s",
            "slow 6s",
            "silent",
            "unreachable",
        ][..],
    );
    let replies =
        proptest::collection::vec(reply, 1..6).prop_map(|list| format!("handler {}\n", list.join(", ")));
    let knobs = proptest::sample::subsequence(
        &[
            "failed-draft kept",
            "push json",
            "mode secure",
            "mode compatible",
            "publish-id string",
            "msg-data-id yes",
            "callbacks off",
            "retry-after 1s",
            "used submit 98",
            "errcode submit -1 times 1 accepted",
            "errcode get 45011 times 2",
            "errcode delete -1 times 1 accepted",
            "publish outcome originality_failed fail-idx 2,3 takes 20s",
            "publish outcome banned_by_system takes 5s later 30s callback twice",
        ][..],
        0..5,
    )
    .prop_filter("one of each", |knobs| {
        ["mode ", "publish "]
            .iter()
            .all(|name| knobs.iter().filter(|knob| knob.starts_with(name)).count() < 2)
    })
    .prop_map(|knobs| knobs.join("\n") + "\n");
    (knobs, draft("a"), draft("b"), replies, 0..1000_u32).prop_map(|(knobs, a, b, replies, seed)| {
        format!("seed {seed}\nserver x\nserver y\n{knobs}{a}{b}{replies}")
    })
}

fn scenario() -> impl Strategy<Value = String> {
    let action = proptest::sample::select(
        &[
            "token",
            "stable-token",
            "submit a",
            "submit a",
            "submit b",
            "get",
            "get 1",
            "submit a flaw bad-json",
            "draft-add c articles 2",
            "submit c",
            "submit c",
            "getarticle",
            "getarticle 1",
            "batchget",
            "delete",
            "delete 1 index 1",
            "delete index 2",
        ][..],
    );
    let step = (0..400_u32, action, any::<bool>(), 1..4_u32).prop_map(|(at, action, first, times)| {
        let by = if first { "x" } else { "y" };
        format!("at {at}s {action} by {by} every 20s times {times}\n")
    });
    (settings(), proptest::collection::vec(step, 0..12)).prop_map(|(settings, steps)| {
        format!(
            "{settings}at 0s token by x\nat 0s stable-token by y\nat 0s draft-add c articles 3 by x\n{}",
            steps.concat()
        )
    })
}

fn play(text: &str) -> Timeline {
    run(&Scenario::parse(text).expect("no mistakes"), &Credentials::demo())
}

/// The media ids of accepted submits with the jobs they made, in order.
fn accepted(timeline: &Timeline) -> Vec<(String, u64)> {
    let answers =
        timeline.entries.iter().filter(|entry| matches!(entry.what, What::Answer { errcode: Some(0) }));
    answers
        .filter_map(|entry| {
            let call = timeline.entries[entry.answers?].message.as_ref()?;
            let request = inspect(&call.http(), &Options::default()).request?;
            let response = inspect(entry.message.as_ref()?.body(), &Options::default()).response?;
            Some((request.media_id?, response.publish_id?.parse().ok()?))
        })
        .collect()
}

/// A call with its answer, both as JSON.
struct Exchange {
    api: Api,
    request: Value,
    answer: Value,
    /// Whether the answer is -1 although the call took effect: the only -1 forced on `delete` here is of that kind.
    hidden: bool,
}

fn exchanges(timeline: &Timeline) -> Vec<Exchange> {
    let exchange = |entry: &Entry| {
        let call = &timeline.entries[entry.answers?];
        let (What::Call { api }, What::Answer { errcode }) = (&call.what, &entry.what) else { return None };
        let json = |message: &Message| serde_json::from_str(message.body()).unwrap_or_default();
        let request = json(call.message.as_ref()?);
        let answer = json(entry.message.as_ref()?);
        Some(Exchange { api: *api, request, answer, hidden: *errcode == Some(-1) })
    };
    timeline.entries.iter().filter_map(exchange).collect()
}

/// Whether an answer tells an article that is gone.
fn returned(
    content: &Value,
    article_id: &str,
    gone: &BTreeSet<(String, u64)>,
    told: impl Fn(&Value) -> bool,
) -> bool {
    let articles = content["news_item"].as_array().into_iter().flatten();
    (1..).zip(articles).any(|(idx, article)| gone.contains(&(article_id.to_owned(), idx)) && told(article))
}

/// The `publish_id` and the `article_id` of every answer of `get` and every plain XML callback that has one.
fn article_ids(timeline: &Timeline) -> Vec<(String, String)> {
    let publishes = timeline.entries.iter().filter_map(|entry| {
        let message = entry.message.as_ref()?;
        inspect(&message.http(), &Options::default()).publish
    });
    publishes.filter_map(|publish| Some((publish.publish_id?, publish.article_id?))).collect()
}

/// A case is a whole rehearsal here, with encryption that is slow without optimisation.
fn fewer_cases() -> ProptestConfig {
    let config = proptest_config();
    ProptestConfig { cases: config.cases.div_ceil(4), ..config }
}

proptest! {
    #![proptest_config(fewer_cases())]

    #[test]
    fn the_same_scenario_gives_the_same_bytes(text in scenario()) {
        let (first, second) = (play(&text), play(&text));
        prop_assert_eq!(first.text(Lang::En), second.text(Lang::En));
        prop_assert_eq!(first, second);
    }

    #[test]
    fn no_publish_id_is_given_twice(text in scenario()) {
        let jobs: Vec<u64> = accepted(&play(&text)).into_iter().map(|(_, job)| job).collect();
        prop_assert!(jobs.is_sorted_by(|a, b| a < b), "{:?}", jobs);
    }

    #[test]
    fn a_draft_is_published_once_at_most(text in scenario()) {
        let timeline = play(&text);
        let drafts: BTreeMap<u64, String> =
            accepted(&timeline).into_iter().map(|(draft, job)| (job, draft)).collect();
        let mut published = BTreeSet::new();
        for entry in &timeline.entries {
            if let What::Job { publish_id, status: 0 } = entry.what {
                // A job whose answer was -1 is in nobody's list.
                prop_assert!(published.insert(drafts.get(&publish_id).cloned().unwrap_or(publish_id.to_string())));
            }
        }
        if !text.contains("failed-draft kept") {
            let names: BTreeSet<&String> = drafts.values().collect();
            prop_assert_eq!(names.len(), drafts.len(), "a consumed draft was taken again");
        }
    }

    #[test]
    fn no_article_id_is_given_twice(text in scenario()) {
        let mut jobs = BTreeMap::new();
        for (publish_id, article_id) in article_ids(&play(&text)) {
            prop_assert_eq!(jobs.entry(article_id).or_insert_with(|| publish_id.clone()), &publish_id);
        }
    }

    #[test]
    fn a_deleted_article_is_not_returned(text in scenario()) {
        let mut gone: BTreeSet<(String, u64)> = BTreeSet::new();
        for Exchange { api, request, answer, hidden } in exchanges(&play(&text)) {
            let told = |article: &Value| article["title"] != "" || article["url"] != "" || article["is_deleted"] != true;
            match api {
                Api::Delete if answer["errcode"] == 0 || hidden => {
                    let article_id = request["article_id"].as_str().unwrap_or_default();
                    let index = request["index"].as_u64();
                    gone.extend((1..=3).filter(|idx| index.is_none_or(|it| it == *idx)).map(|idx| (article_id.to_owned(), idx)));
                }
                Api::GetArticle => {
                    let article_id = request["article_id"].as_str().unwrap_or_default();
                    prop_assert!(!returned(&answer, article_id, &gone, told), "{}", answer);
                }
                Api::BatchGet => for item in answer["item"].as_array().into_iter().flatten() {
                    let article_id = item["article_id"].as_str().unwrap_or_default();
                    prop_assert!(!returned(&item["content"], article_id, &gone, told), "{}", item);
                },
                _ => {}
            }
        }
    }

    #[test]
    fn time_runs_forwards_and_comes_to_an_end(text in scenario()) {
        let timeline = play(&text);
        prop_assert!(timeline.entries.is_sorted_by_key(|entry| entry.at));
        prop_assert!(timeline.entries.len() < 1000);
        for (number, entry) in timeline.entries.iter().enumerate() {
            prop_assert!(entry.answers.is_none_or(|earlier| earlier < number));
        }
    }

    #[test]
    fn a_callback_is_tried_three_times_at_most_and_never_after_it_was_taken(text in scenario()) {
        let timeline = play(&text);
        let entries = &timeline.entries;
        // Follow each push to the one it repeats.
        let mut taken = BTreeSet::new();
        for (number, entry) in entries.iter().enumerate() {
            match (&entry.what, entry.answers) {
                (What::Push { attempt, duplicate }, earlier) => {
                    prop_assert!((1..=3).contains(attempt));
                    prop_assert_eq!(earlier.is_some(), *attempt > 1 || *duplicate);
                    if let Some(earlier) = earlier.filter(|_| *attempt > 1) {
                        prop_assert!(!taken.contains(&earlier), "{}", number);
                    }
                }
                (What::Reply { judgement: freepublish::simulate::platform::Judgement::Accepted }, Some(push)) => {
                    prop_assert!(entry.at - entries[push].at < 5000);
                    prop_assert!(taken.insert(push), "one reply too many");
                }
                _ => {}
            }
        }
    }

    #[test]
    fn what_a_scenario_says_survives_being_written_out(text in scenario()) {
        let scenario = Scenario::parse(&text).expect("no mistakes");
        let printed = scenario.print();
        prop_assert_eq!(Scenario::parse(&printed).expect("no mistakes").print(), printed.clone());
        prop_assert_eq!(Scenario::parse(&printed), Ok(scenario), "{}", printed);
    }

    #[test]
    fn any_text_is_read_or_refused_at_places_inside_it(text in damaged()) {
        match Scenario::parse(&text) {
            Ok(scenario) => {
                run(&scenario, &Credentials::demo());
            }
            Err(mistakes) => {
                prop_assert!(!mistakes.list.is_empty());
                for mistake in mistakes.list {
                    prop_assert!(text.get(mistake.span.start..mistake.span.end).is_some(), "{:?}", mistake);
                    prop_assert_eq!(text[..mistake.span.start].matches('\n').count() + 1, mistake.line);
                    for lang in Lang::ALL {
                        prop_assert!(!mistake.reason(lang).is_empty() && !mistake.remedy(lang).is_empty());
                    }
                }
            }
        }
    }

    #[test]
    fn every_message_of_a_run_is_known_to_inspect(text in scenario()) {
        for entry in play(&text).entries {
            let (What::Push { .. }, Some(Message::Request(request))) = (&entry.what, &entry.message) else { continue };
            let inspection = inspect(&request.to_http(), &Options::default());
            prop_assert_eq!(inspection.kind, freepublish::Kind::Callback, "{}", request.to_http());
            prop_assert!(!inspection.has_errors(), "{}", request.to_http());
        }
    }
}

/// Shipped scenarios and generated ones, with something put in somewhere.
fn damaged() -> impl Strategy<Value = String> {
    let shipped = proptest::sample::select(shipped::ALL).prop_map(|shipped| shipped.text.to_owned());
    let junk = prop_oneof![
        Just(String::new()),
        "[ -~发\n]{0,6}",
        proptest::sample::select(
            &["at ", "draft", "9999999999999999999999", ",", "#", "\t", "\r\n", " -1"][..]
        )
        .prop_map(str::to_owned),
    ];
    (prop_oneof![shipped, scenario()], any::<proptest::sample::Index>(), junk, 0..8_usize).prop_map(
        |(text, at, junk, cut)| {
            let from = boundary(&text, at.index(text.len() + 1));
            let to = boundary(&text, (from + cut).min(text.len()));
            format!("{}{junk}{}", &text[..from], &text[to.max(from)..])
        },
    )
}

/// The last boundary between two characters up to there.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}
