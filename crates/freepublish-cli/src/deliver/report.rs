//! What `deliver` says: each try as it ends, and the sum of them.

use std::collections::BTreeSet;

use freepublish::delivery::{Answer, Reply, is_accepted};
use freepublish::{Bilingual, Lang};

use super::target::Target;
use super::{DeliverArgs, Delivery, Try, json, words};
use crate::args::FormatArg;
use crate::failure::Failure;
use crate::mask::masked;
use crate::output::Output;
use crate::render;
use crate::render::style::{BOLD, DIM, ERROR, GOOD, Lines as _, paint};
use crate::render::wrap::{brief, printable};

/// The report of a run.
pub(super) struct Report<'a> {
    args: &'a DeliverArgs,
    target: &'a Target,
    lang: Lang,
    output: &'a Output,
    /// Rules that were explained already: the second try often fails like the first.
    told: BTreeSet<&'static str>,
    /// Whether the last line was empty.
    is_apart: bool,
}

impl<'a> Report<'a> {
    pub(super) fn new(args: &'a DeliverArgs, target: &'a Target, lang: Lang, output: &'a Output) -> Self {
        Self { args, target, lang, output, told: BTreeSet::new(), is_apart: false }
    }

    pub(super) fn begin(&self) -> Result<(), Failure> {
        let address = self.target.addresses.first().map(ToString::to_string).unwrap_or_default();
        let url = self.hidden(&printable(&masked(&self.target.url)));
        self.write(&format!("→ {} {}\n", paint(BOLD, &url), paint(DIM, &format!("({address})"))))
    }

    /// What is sent now.
    pub(super) fn delivery(&self, delivery: &Delivery<'_>) -> Result<(), Failure> {
        let push = delivery.push;
        let mut head = if push.echostr.is_some() {
            words::VERIFICATION.get(self.lang).to_owned()
        } else {
            format!("{} · {}", printable(&push.name), words::mode(push.mode).get(self.lang))
        };
        if delivery.time > 1 {
            head = format!("{head} · {}", filled(words::AGAIN, &[delivery.time.to_string()], self.lang));
        }
        self.write(&format!("{}{}\n", self.gap(), paint(BOLD, &head)))
    }

    /// The try that has just ended.
    pub(super) fn last_try(&mut self, delivery: &Delivery<'_>) -> Result<(), Failure> {
        let Some(last) = delivery.tries.last() else { return Ok(()) };
        let mut out = String::new();
        out.line(&self.line(last, delivery.tries.len()));
        let answer = last.outcome.answer();
        let text = if let Answer::Reply(reply) = &answer { reply.text() } else { "".into() };
        let name = words::REPLY.get(self.lang);
        for diagnostic in &last.found {
            let is_new = self.told.insert(diagnostic.code());
            let shown = render::Reply { name, text: &text, lang: self.lang, columns: Output::columns() };
            if is_new {
                out.push_str(&shown.finding(diagnostic));
                out.push('\n');
            } else {
                out.push_str(&shown.headline(diagnostic));
            }
        }
        self.is_apart = out.ends_with("\n\n");
        self.write(&self.hidden(&out))
    }

    /// Whether the handler passed.
    pub(super) fn end(&self, deliveries: &[Delivery<'_>]) -> Result<(), Failure> {
        if let FormatArg::Json = self.args.format {
            let json = json::report(self.target, deliveries, self.lang, &|text| self.hidden(text));
            return Output::plain(&json).map_err(Failure::Output);
        }
        let accepted = deliveries.iter().filter(|delivery| delivery.is_accepted()).count();
        let (sign, style, word) = if accepted == deliveries.len() {
            ("✓", GOOD, words::PASSED)
        } else {
            ("✗", ERROR, words::FAILED)
        };
        let mut line = paint(style, &format!("{sign} {}", word.get(self.lang)));
        if deliveries.len() > 1 {
            let counts = [deliveries.len().to_string(), accepted.to_string()];
            line = format!("{line} · {}", filled(words::OF, &counts, self.lang));
        }
        self.write(&format!("{}{line}\n", self.gap()))
    }

    /// What keeps the next part apart.
    fn gap(&self) -> &'static str {
        if self.is_apart { "" } else { "\n" }
    }

    /// `  ✗ try 1  500 · 12 ms · "oops"`.
    fn line(&self, last: &Try, number: usize) -> String {
        let (sign, style) = if is_accepted(&last.found) { ("✓", GOOD) } else { ("✗", ERROR) };
        let mut parts = Vec::new();
        match last.outcome.answer() {
            Answer::Reply(reply) => {
                parts.extend([reply.status.to_string(), format!("{} ms", last.outcome.elapsed)]);
                parts.push(self.body(&reply, last.outcome.is_cut()));
            }
            Answer::Silence | Answer::Failure(_) => {
                parts.push(words::NO_REPLY.get(self.lang).to_owned());
                parts.push(format!("{} ms", last.outcome.elapsed));
            }
        }
        let number = filled(words::TRY, &[number.to_string()], self.lang);
        format!("{} {number}  {}", paint(style, &format!("  {sign}")), parts.join(" · "))
    }

    /// The body on one line, as much of it as anyone wants to read.
    fn body(&self, reply: &Reply<'_>, is_cut: bool) -> String {
        if reply.body.is_empty() {
            return words::EMPTY.get(self.lang).to_owned();
        }
        let text = masked(&reply.text());
        let more = if is_cut { words::CUT.get(self.lang) } else { "" };
        format!("{}{more}", printable(&brief(&text)))
    }

    /// Writes for people; a program waits for the end.
    fn write(&self, text: &str) -> Result<(), Failure> {
        if let FormatArg::Json = self.args.format {
            return Ok(());
        }
        self.output.text(text).map_err(Failure::Output)
    }

    /// A handler that is being debugged may print its secrets into a reply.
    fn hidden(&self, text: &str) -> String {
        self.args.callback.account.hidden(text)
    }
}

/// The text with its blanks filled in, in their order.
fn filled(text: Bilingual, facts: &[String], lang: Lang) -> String {
    let mut out = text.get(lang).to_owned();
    for fact in facts {
        out = out.replacen("{}", fact, 1);
    }
    out
}
