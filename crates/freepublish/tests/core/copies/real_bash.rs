//! What bash itself makes of a command, before and after a repair.

use std::collections::BTreeMap;
use std::process::Command;

use super::generated::{Call, Part, bash_command};
use crate::common;
use freepublish::{Diagnostic, KindHint, Options, apply_all, inspect};
use proptest::prelude::*;

/// The words of a command, one function call away from being printed.
fn words(command: &str) -> Option<Vec<String>> {
    // Windows' ends of lines are read as what they were before.
    let command = command.replace("\\\r\n", "\\\n");
    let rest = command.strip_prefix("curl")?;
    let output = Command::new("bash")
        .args(["--norc", "--noprofile", "-c", &format!("printf '%s\\0' curl{rest}")])
        // What a variable holds looks like its name: so the text that is judged is the text that bash makes.
        .env_clear()
        .envs([("ID", "$ID"), ("TOKEN", "${TOKEN}"), ("LC_ALL", "C.UTF-8")])
        .output()
        .ok()?;
    assert!(output.status.success(), "{command}\n{}", String::from_utf8_lossy(&output.stderr));
    let out = String::from_utf8(output.stdout).expect("UTF-8");
    Some(out.strip_suffix('\0')?.split('\0').map(str::to_owned).collect())
}

fn has_bash() -> bool {
    Command::new("bash").arg("-c").arg("true").status().is_ok_and(|status| status.success())
}

/// What the words may be after the repair of that finding: one word is mended as it is where it stands alone, or the
/// method is added or replaced.
fn expected(before: &[String], code: &str) -> Vec<Vec<String>> {
    let mut expected = Vec::new();
    let replaced = |at: usize, word: String| {
        let mut words = before.to_vec();
        words[at] = word;
        words
    };
    for (at, word) in before.iter().enumerate() {
        let (option, word) = ["--data=", "-sd"]
            .iter()
            .find_map(|option| Some((*option, word.strip_prefix(option)?)))
            .unwrap_or(("", word));
        let alone = inspect(word, &Options { kind: KindHint::Request, ..Options::default() });
        for diagnostic in alone.diagnostics.iter().filter(|diagnostic| diagnostic.code() == code) {
            expected.extend(
                diagnostic.fix.as_ref().map(|fix| replaced(at, option.to_owned() + &fix.apply(word))),
            );
        }
        if code == "request/method-not-post" && at > 0 && before[at - 1] == "-X" {
            expected.push(replaced(at, "POST".to_owned()));
        }
    }
    if code == "request/method-not-post" {
        let mut words = before.to_vec();
        words.splice(1..1, ["-X".to_owned(), "POST".to_owned()]);
        expected.push(words);
    }
    expected
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), ..common::proptest_config() })]

    #[test]
    fn a_repair_changes_what_bash_makes_of_a_command_by_the_repair_alone(call in Call::any(), seed in any::<u64>()) {
        let command = bash_command(&call, seed);
        let Some(before) = has_bash().then(|| words(&command)).flatten() else { return Ok(()) };
        let inspection = inspect(&command, &Options::default());
        let mut offered = BTreeMap::new();
        for diagnostic in &inspection.diagnostics {
            let Some(fix) = &diagnostic.fix else { continue };
            *offered.entry(diagnostic.code()).or_insert(0) += 1;
            let mended = fix.apply(&command);
            let after = words(&mended).unwrap_or_default();
            let expected = expected(&before, diagnostic.code());
            prop_assert!(
                expected.contains(&after),
                "{}\n{command}\n{mended}\n{before:?}\n{after:?}\nnot one of {expected:#?}",
                diagnostic.code()
            );
        }
    }

    #[test]
    fn the_words_that_are_read_are_those_of_bash(
        parts in prop::collection::vec(Part::any(), 1..6),
        seed in any::<u64>(),
    ) {
        // The method is shown as it was read, in capitals.
        let text: String = parts.iter().map(super::generated::Part::text).collect::<String>().to_ascii_uppercase();
        let command = format!("curl -s -X {} https://api.weixin.qq.com/cgi-bin/freepublish/submit -m 5", super::generated::quoted(&text, seed));
        let Some(words) = has_bash().then(|| words(&command)).flatten() else { return Ok(()) };
        prop_assert_eq!(&words[3], &text, "{}", &command);
        let method = inspect(&command, &Options::default()).request.and_then(|request| request.method);
        prop_assert_eq!(method, Some(words[3].clone()), "{}", command);
    }

    #[test]
    fn all_repairs_of_a_command_together_end(call in Call::any(), seed in any::<u64>()) {
        let mut command = bash_command(&call, seed);
        for _ in 0..8 {
            let inspection = inspect(&command, &Options::default());
            command = apply_all(&command, &inspection.diagnostics);
        }
        let left = inspect(&command, &Options::default());
        let fixes = left.diagnostics.iter().filter(|diagnostic| diagnostic.fix.is_some());
        prop_assert_eq!(fixes.map(Diagnostic::code).collect::<Vec<_>>(), Vec::<&str>::new(), "{}", command);
    }
}

/// Each case starts bash a few times.
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(300)
}

#[test]
fn a_repair_knows_the_quotes_it_stands_in() {
    if !has_bash() {
        return;
    }
    let url = "https://api.weixin.qq.com/cgi-bin/freepublish/submit?access_token=REMOVED";
    for (body, code, mended) in [
        // In double quotes with apostrophes in them, in single ones with quotes in them, in neighbours of both kinds.
        (r#""{\"media_id\": 7, 'a': 1}""#, "json/single-quotes", r#""{\"media_id\": 7, \"a\": 1}""#),
        (r#"'{"media_id": 7}'"#, "request/media-id-not-string", r#"'{"media_id": "7"}'"#),
        (r#"'{"media_id": '"7"'}'"#, "request/media-id-not-string", r#"'{"media_id": '"\"7\""'}'"#),
        (r#"'{"media_id": '7'}'"#, "request/media-id-not-string", r#"'{"media_id": '\"7\"'}'"#),
        (r#"$'{"media_id": \x37}'"#, "request/media-id-not-string", r#"$'{"media_id": "7"}'"#),
        (r#""{\"media_id\":\" $ID \"}""#, "request/media-id-whitespace", r#""{\"media_id\":\"$ID\"}""#),
        (r#"{\"media_id\":7}"#, "request/media-id-not-string", r#"{\"media_id\":\"7\"}"#),
        // Across quotes: none.
        (r#"'{"media_id":"a '" b"'"}'"#, "request/media-id-whitespace", ""),
    ] {
        let command = format!("curl '{url}' -d {body}");
        let inspection = inspect(&command, &Options::default());
        let found = inspection.diagnostics.iter().find(|diagnostic| diagnostic.code() == code);
        let after = found.map(|diagnostic| diagnostic.fix.as_ref().map(|fix| fix.apply(&command)));
        let expect = (!mended.is_empty()).then(|| format!("curl '{url}' -d {mended}"));
        assert_eq!(after, Some(expect), "{command}\n{}", common::describe(&command, &inspection));
    }
}
