//! What a first visit downloads, as a browser receives it from `freepublish serve`, and the limits it has to keep.

use crate::failure::{Failure, Result};
use crate::{browser, freepublish, process, site, test};

/// What may come over the wire until a paste is answered, in bytes, headers included. The page is used on bad connections
/// and beside other tools; a bare Yew page has 49 kB, a bare `CodeMirror` 108 kB.
///
/// The aim was 210 kB, for a core that knew half of what it does now. 347 kB were measured, 324 of them the first module.
/// Compressed, its text (every word in both languages, the catalogue) is 89 kB of that and its code 225. By the share of
/// the code: 58 kB read texts (27 the readers of XML, JSON, HTTP, curl and the shells) and judge them, 9 are envelopes and
/// what opens them, 7 make words of it, 10 are the model of Inspect, 44 are Yew with 24 components, of which the views are
/// 18 and what Yew makes anew for each component is 12. The rest is the standard library and what links to the browser.
const BUDGET_UNTIL_ANSWER: u64 = 354_000;

/// What may come over the wire in a whole first visit: with all that is fetched while nobody waits for it.
///
/// The aim was 360 kB. 555 kB were measured: the second module is 202 of them, and as two modules share no text to compress
/// against and name to each other what they share, some 5 % of both are the price of the cut. By the share of its code,
/// Live has 37 kB and the views of it 20, the simulator 22, Simulate 7 and its views 11, JSON by serde in two ways 14,
/// what Yew makes anew for each of 30 components 17.
const BUDGET_WHOLE_VISIT: u64 = 566_000;

pub(crate) fn run() -> Result<()> {
    site::build()?;
    let freepublish = freepublish::build()?;
    let mut node = test::e2e_node(&browser::find()?)?;
    node.env("FREEPUBLISH", freepublish).arg("size.mjs");
    let said = process::said(&mut node)?;
    let (files, visit) = parse(&said)
        .ok_or_else(|| Failure::new("tests/e2e/size.mjs did not say what it is asked for").why(&said))?;
    println!("| file | bytes over the wire |\n|---|---:|");
    for (name, bytes) in files {
        println!("| {name} | {bytes} |");
    }
    judge(&visit)
}

/// Bytes that a first visit receives.
#[derive(Debug, PartialEq, Eq)]
struct Visit {
    until_answer: u64,
    whole: u64,
}

/// Lines of `<bytes> <file>`, then `<bytes> until a paste is answered` and `<bytes> in all`.
fn parse(said: &str) -> Option<(Vec<(&str, u64)>, Visit)> {
    let rows: Option<Vec<(&str, u64)>> = said
        .lines()
        .map(|line| line.split_once(' ').and_then(|(bytes, name)| Some((name, bytes.parse().ok()?))))
        .collect();
    let mut rows = rows?;
    let whole = rows.pop().filter(|(name, _)| *name == "in all")?.1;
    let until_answer = rows.pop().filter(|(name, _)| *name == "until a paste is answered")?.1;
    Some((rows, Visit { until_answer, whole }))
}

fn judge(visit: &Visit) -> Result<()> {
    let rows = [
        ("until a paste is answered", visit.until_answer, BUDGET_UNTIL_ANSWER),
        ("in all", visit.whole, BUDGET_WHOLE_VISIT),
    ];
    for (what, bytes, budget) in rows {
        println!("first visit: {bytes} bytes {what}, {} % of the budget of {budget}", bytes * 100 / budget);
    }
    let over: Vec<_> = rows.iter().filter(|(_, bytes, budget)| bytes > budget).collect();
    if over.is_empty() {
        return Ok(());
    }
    let why = over.iter().map(|(what, bytes, budget)| format!("{} bytes too many {what}", bytes - budget));
    Err(Failure::new("the first visit is over its budget").why(why.collect::<Vec<_>>().join("; ")).remedy(
        "find what grew: `git stash; cargo xtask size` shows the table before your change;\n\
         a new dependency is the usual suspect: cargo tree --edges normal --target wasm32-unknown-unknown",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_the_script_says() {
        let said = "100 index.html\n200 b/0f/page.css\n300 until a paste is answered\n310 in all\n";
        let visit = Visit { until_answer: 300, whole: 310 };
        assert_eq!(parse(said), Some((vec![("index.html", 100), ("b/0f/page.css", 200)], visit)));
        assert_eq!(parse("100 index.html\n"), None);
    }

    #[test]
    fn fails_above_either_budget() {
        let visit = |until_answer, whole| judge(&Visit { until_answer, whole });
        assert!(visit(BUDGET_UNTIL_ANSWER, BUDGET_WHOLE_VISIT).is_ok());
        assert!(visit(BUDGET_UNTIL_ANSWER + 1, BUDGET_WHOLE_VISIT).is_err());
        assert!(visit(BUDGET_UNTIL_ANSWER, BUDGET_WHOLE_VISIT + 1).is_err());
    }
}
