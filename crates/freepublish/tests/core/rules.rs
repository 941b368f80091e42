//! Each rule has a text that breaks it and one that keeps it: `rules/<code>.bad.*` and `rules/<code>.good.*`. A text
//! that has to be read with secrets has the arguments of the command beside it, in `rules/<code>.bad.args`. An answer to a
//! push has the rest of its case beside it, in `rules/<code>.bad.case`: `elapsed: 6200 ms`. The pages in `docs/rules` are written from the same rows and the same texts (`BLESS=1 cargo test -p freepublish --test core`).

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;

use crate::{common, delivery};
use freepublish::envelope::{AesKey, Secrets, Token, open_bytes};
use freepublish::rule::{self, Rule};
use freepublish::{Diagnostic, Inspection, Lang, Options, inspect, inspect_bytes};

/// Rules that cannot be broken alone, and what comes with them.
const ALSO: &[(&str, &[&str])] = &[
    // A number that should be a string is digits only.
    ("request/media-id-not-string", &["request/media-id-looks-like-publish-id"]),
    // What is left of a byte that could not be read is no harm in itself; the account's name is then unreadable.
    ("input/not-utf8", &[]),
];

/// Made here because no editor keeps such a file.
const TOO_LARGE: &str = "input/too-large";

struct Example {
    bad: Half,
    good: Half,
}

#[derive(Default)]
struct Half {
    extension: String,
    bytes: Vec<u8>,
    /// As they would stand on the command line: `--token AAAAA`.
    args: Option<String>,
    /// Of an answer to a push: what was sent and how it went, `mode: secure`.
    case: Option<String>,
}

impl Half {
    fn inspect(&self) -> (Cow<'_, str>, Inspection) {
        let (options, secrets) = self.arguments();
        if let Some(case) = &self.case {
            return delivery::judge(case, &self.bytes, &secrets);
        }
        if self.args.is_none() {
            return inspect_bytes(&self.bytes, &options);
        }
        let (text, opened) = open_bytes(&self.bytes, &options, &secrets);
        (text, opened.inspection)
    }

    fn arguments(&self) -> (Options, Secrets) {
        let mut options = Options::default();
        let mut secrets = Secrets::default();
        let words: Vec<&str> = self.args.iter().flat_map(|args| args.split_whitespace()).collect();
        for pair in words.chunks(2) {
            let &[name, value] = pair else { panic!("{name:?} has no value", name = pair[0]) };
            match name {
                "--token" => secrets.token = Some(Token::new(value)),
                "--aes-key" => secrets.key = Some(AesKey::from_encoding(value)),
                "--previous-aes-key" => secrets.previous_key = Some(AesKey::from_encoding(value)),
                "--app-id" => secrets.app_id = Some(value.to_owned()),
                "--at" => options.at = Some(value.parse().expect("seconds")),
                "--url" => options.url = Some(value.to_owned()),
                _ => panic!("{name} is no argument that an example can have"),
            }
        }
        (options, secrets)
    }
}

fn examples() -> BTreeMap<String, Example> {
    let mut halves: BTreeMap<String, BTreeMap<String, Half>> = BTreeMap::new();
    for (name, bytes) in common::files("rules") {
        let mut parts = name.rsplitn(3, '.');
        let extension = parts.next().expect("an extension");
        let half = parts.next().expect("good or bad").to_owned();
        let code = parts.next().expect("a code").to_owned();
        let half = halves.entry(code).or_default().entry(half).or_default();
        let beside = || String::from_utf8(bytes.clone()).expect("UTF-8");
        match extension {
            "args" => half.args = Some(beside()),
            "case" => half.case = Some(beside()),
            _ => (half.extension, half.bytes) = (extension.to_owned(), bytes),
        }
    }
    let pair = |(code, mut halves): (String, BTreeMap<String, _>)| {
        let mut half =
            |name: &str| halves.remove(name).unwrap_or_else(|| panic!("{code} has no {name} example"));
        let example = Example { bad: half("bad"), good: half("good") };
        (code, example)
    };
    halves.into_iter().map(pair).collect()
}

#[test]
fn every_rule_has_its_examples_and_every_example_its_rule() {
    let examples: BTreeSet<String> = examples().into_keys().collect();
    let rules: BTreeSet<String> =
        rule::all().map(|rule| rule.code.to_owned()).filter(|c| c != TOO_LARGE).collect();
    assert_eq!(rules.difference(&examples).collect::<Vec<_>>(), Vec::<&String>::new(), "without example");
    assert_eq!(examples.difference(&rules).collect::<Vec<_>>(), Vec::<&String>::new(), "without rule");
}

#[test]
fn a_bad_example_breaks_its_rule_and_no_other() {
    for (code, example) in examples() {
        let (text, inspection) = example.bad.inspect();
        let found: BTreeSet<_> = inspection.diagnostics.iter().map(Diagnostic::code).collect();
        let shown = common::describe(&text, &inspection);
        assert!(found.contains(code.as_str()), "{code} was not found:\n{shown}");
        let rule = rule::find(&code).expect("a rule");
        let also = ALSO.iter().find(|(name, _)| *name == code).map_or(&[][..], |(_, also)| also);
        let others: Vec<_> = common::judged(&inspection)
            .into_keys()
            .filter(|found| *found != rule.code && !also.contains(found))
            .collect();
        assert!(others.is_empty(), "{code} comes with {others:?}:\n{shown}");
    }
}

#[test]
fn a_good_example_keeps_its_rule_and_breaks_none() {
    for (code, example) in examples() {
        let (text, inspection) = example.good.inspect();
        let shown = common::describe(&text, &inspection);
        assert!(!inspection.diagnostics.iter().any(|d| d.code() == code), "{code} was found:\n{shown}");
        let allowed = ["response/api-error"];
        let broken: Vec<_> =
            common::judged(&inspection).into_keys().filter(|found| !allowed.contains(found)).collect();
        assert!(broken.is_empty(), "the good example of {code} breaks {broken:?}:\n{shown}");
    }
}

#[test]
fn a_repair_makes_its_finding_go_away_and_brings_no_other() {
    let mut repaired = BTreeSet::new();
    for (code, example) in examples() {
        let Ok(text) = std::str::from_utf8(&example.bad.bytes) else { continue };
        let before = inspect(text, &Options::default());
        for diagnostic in &before.diagnostics {
            let Some(fix) = &diagnostic.fix else { continue };
            let mended = fix.apply(text);
            let after = inspect(&mended, &Options::default());
            let count = |inspection: &Inspection, code| {
                inspection.diagnostics.iter().filter(|d| d.code() == code).count()
            };
            let shown = common::describe(&mended, &after);
            assert!(
                count(&after, diagnostic.code()) < count(&before, diagnostic.code()),
                "{code}: the repair of {} leaves it:\n{mended}\n{shown}",
                diagnostic.code()
            );
            for new in common::judged(&after).into_keys() {
                assert!(
                    count(&after, new) <= count(&before, new),
                    "{code}: the repair brings {new}:\n{mended}\n{shown}"
                );
            }
            for lang in Lang::ALL {
                assert!(!diagnostic.fix_label(lang).is_empty(), "{code}: a repair without a label");
            }
            repaired.insert(diagnostic.code());
        }
    }
    let promised: BTreeSet<_> = rule::all().filter(|rule| rule.is_fixable()).map(|rule| rule.code).collect();
    assert_eq!(repaired, promised, "repairs that the examples show, and repairs that the rules promise");
}

#[test]
fn more_than_eight_mebibytes_are_refused() {
    let text = " ".repeat(freepublish::MAX_INPUT + 1);
    let inspection = inspect(&text, &Options::default());
    assert_eq!(inspection.diagnostics.iter().map(Diagnostic::code).collect::<Vec<_>>(), [TOO_LARGE]);
    let inspection = inspect(&text[1..], &Options::default());
    assert_eq!(inspection.diagnostics.iter().map(Diagnostic::code).collect::<Vec<_>>(), ["input/empty"]);
}

#[test]
fn the_pages_of_the_rules_are_up_to_date() {
    let root = common::folder("../../../docs/rules");
    let examples = examples();
    let mut pages = vec![("README.md".to_owned(), index())];
    pages.extend(rule::all().map(|rule| (format!("{}.md", rule.code), page(rule, examples.get(rule.code)))));
    for (name, page) in pages {
        let path = root.join(&name);
        if std::env::var_os("BLESS").is_some() {
            fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
            fs::write(&path, page).expect("the page can be written");
            continue;
        }
        let stored = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            stored == page,
            "docs/rules/{name} is out of date: run `BLESS=1 cargo test -p freepublish --test core`"
        );
    }
}

fn index() -> String {
    let mut out = String::from(
        "# Diagnostics\n\nWritten from the rules themselves; edit `crates/freepublish/src/rule`, not these pages.\n\n\
         | code | severity | fix | what |\n|---|---|---|---|\n",
    );
    for rule in rule::all() {
        let fix = if rule.is_fixable() { "yes" } else { "" };
        let (name, title) = (rule.severity.name(), rule.title);
        let _ = writeln!(
            out,
            "| [{0}]({0}.md) | {name} | {fix} | {1}<br>{2} |",
            rule.code,
            title.get(Lang::Zh),
            title.get(Lang::En)
        );
    }
    out
}

fn page(rule: &Rule, example: Option<&Example>) -> String {
    let fix = if rule.is_fixable() { ", has a fix" } else { "" };
    let mut out = format!("# {}\n\n{}{fix}\n", rule.code, rule.severity.name());
    for lang in Lang::ALL {
        let _ = write!(out, "\n**{}**  \n{}\n", rule.title.get(lang), rule.advice.get(lang));
    }
    if let Some(example) = example {
        for (title, Half { extension, bytes, args, case }) in
            [("Raises it", &example.bad), ("Does not", &example.good)]
        {
            let text = String::from_utf8_lossy(bytes);
            let _ = write!(out, "\n## {title}\n\n");
            if let Some(args) = args {
                let _ = write!(out, "With `{}`:\n\n", args.trim());
            }
            if let Some(case) = case {
                let lines: Vec<String> = case.lines().map(|line| format!("`{line}`")).collect();
                let _ = write!(out, "The case: {}\n\n", lines.join(", "));
            }
            if bytes.is_empty() {
                out.push_str("No answer came.\n");
                continue;
            }
            let _ = write!(out, "```{extension}\n{}\n```\n", text.trim_end_matches('\n'));
        }
    }
    out
}
