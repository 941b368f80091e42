//! `freepublish explain`.

mod page;
mod topic;

use std::process::ExitCode;

use freepublish::Lang;

use crate::args::ExplainArgs;
use crate::failure::Failure;
use crate::output::Output;
use crate::texts::Texts;

/// Explains everything the term can mean: `0` is an errcode and a `publish_status`.
pub(crate) fn run(args: &ExplainArgs, lang: Lang, output: &Output) -> Result<ExitCode, Failure> {
    let term = args.term.join(" ");
    let topics = topic::find(&term);
    if topics.is_empty() {
        return Err(Failure::UnknownTerm { near: topic::near(&term), term });
    }
    let columns = Output::columns();
    let pages: Vec<String> =
        topics.iter().map(|topic| page::render(topic, lang, Texts::of(lang), columns)).collect();
    output.text(&pages.join("\n")).map_err(Failure::Output)?;
    Ok(ExitCode::SUCCESS)
}
