//! `freepublish inspect`.

use std::process::ExitCode;

use freepublish::envelope::open_bytes;
use freepublish::{Lang, OffsetUnit, Options, Report};

use crate::args::{FormatArg, InspectArgs};
use crate::failure::Failure;
use crate::input;
use crate::output::Output;
use crate::render::{self, Page};
use crate::texts::Texts;

/// Reads, judges, answers. The status says whether there was an error-level diagnostic.
pub(crate) fn run(args: &InspectArgs, lang: Lang, output: &Output) -> Result<ExitCode, Failure> {
    let texts = Texts::of(lang);
    let input = input::read(args.file.as_deref(), texts, output)?;
    let options =
        Options { kind: args.kind.into(), url: args.url.clone(), at: args.at, ..Options::default() };
    let (text, opened) = open_bytes(&input.bytes, &options, &args.secrets.secrets());
    let inspection = &opened.inspection;
    let written = match args.format {
        FormatArg::Json => Output::plain(&json(&Report::new(inspection, &text, lang, OffsetUnit::Utf8))),
        FormatArg::Text => {
            let page = Page { name: &input.name, text: &text, opened: &opened, lang, texts };
            output.text(&render::report(&page, Output::columns()))
        }
    };
    written.map_err(Failure::Output)?;
    Ok(ExitCode::from(u8::from(inspection.has_errors())))
}

fn json(report: &Report) -> String {
    // Strings, numbers and lists under names that are strings: nothing in a report can fail to become JSON.
    let mut json = serde_json::to_string_pretty(report).unwrap_or_default();
    json.push('\n');
    json
}
