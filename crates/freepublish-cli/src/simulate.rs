//! `freepublish simulate`: callbacks, answers and whole rehearsals, without WeChat.

use std::path::Path;
use std::process::ExitCode;

use clap::ValueEnum;
use freepublish::Lang;
use freepublish::inspection::Mode;
use freepublish::simulate::scenario::shipped;
use freepublish::simulate::{self, Credentials, Scenario, submit_answer};

use crate::callback::CallbackArgs;
use crate::failure::Failure;
use crate::input;
use crate::output::Output;
use crate::texts::Texts;

#[derive(Debug, clap::Args)]
pub(crate) struct SimulateArgs {
    #[command(flatten)]
    callback: CallbackArgs,

    /// The address to push to, without WeChat's parameters
    #[arg(long, value_name = "URL")]
    url: Option<String>,

    /// Print the answer to a submit call with this error code instead of a callback
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    #[arg(conflicts_with_all = ["outcome", "articles", "fail_idx", "push", "mode", "url"])]
    errcode: Option<i64>,

    /// What to print
    #[arg(long, value_name = "WHAT", default_value = "body")]
    print: PrintArg,

    /// Play a shipped scenario, or one from a file, and print every message; in its own format and mode, unless they
    /// are given
    #[arg(long, value_name = "NAME|FILE", conflicts_with_all = CALLBACK_ONLY)]
    scenario: Option<String>,

    /// List the shipped scenarios
    #[arg(long, conflicts_with_all = ["scenario", "errcode"])]
    list: bool,
}

const CALLBACK_ONLY: [&str; 5] = ["outcome", "articles", "fail_idx", "errcode", "print"];

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum PrintArg {
    /// The body alone
    Body,
    /// The whole HTTP message
    Http,
    /// A curl command; of a callback only
    Curl,
    /// A file for a test suite; of a callback only
    Fixture,
}

/// Prints what was asked for, byte for byte.
pub(crate) fn run(args: &SimulateArgs, lang: Lang, output: &Output) -> Result<ExitCode, Failure> {
    let text = if args.list {
        list(lang)
    } else if let Some(name) = &args.scenario {
        scenario(args, name, lang, output)?
    } else if let Some(errcode) = args.errcode {
        answer(args, errcode, lang)?
    } else {
        callback(args, lang, output)?
    };
    Output::exact(&text).map_err(Failure::Output)?;
    Ok(ExitCode::SUCCESS)
}

fn list(lang: Lang) -> String {
    let mut out = String::new();
    for shipped in shipped::ALL {
        let Ok(scenario) = shipped.scenario() else { continue };
        out.extend([shipped.name, "\n  ", scenario.title(lang), "\n  ", scenario.about(lang), "\n\n"]);
    }
    out
}

/// A file is only looked for where no shipped scenario has that name.
fn scenario(args: &SimulateArgs, name: &str, lang: Lang, output: &Output) -> Result<String, Failure> {
    let texts = Texts::of(lang);
    let text = if let Some(shipped) = shipped::find(name) {
        shipped.text.to_owned()
    } else {
        let input = input::read(Some(Path::new(name)), texts, output)?;
        String::from_utf8(input.bytes).map_err(|_| Failure::NotUtf8 { name: name.to_owned() })?
    };
    let mistakes = |mistakes| Failure::Scenario { name: name.to_owned(), mistakes, lang };
    let mut scenario = Scenario::parse(&text).map_err(mistakes)?;
    if let Some(seed) = args.callback.seed {
        scenario = scenario.with_seed(seed);
    }
    if let Some(at) = args.callback.at {
        scenario = scenario.with_start(at);
    }
    if let Some(push) = args.callback.push {
        scenario = scenario.with_push(push.into());
    }
    if let Some(mode) = args.callback.mode {
        scenario = scenario.with_mode(mode.into());
    }
    if let Some(url) = &args.url {
        scenario = scenario.with_handler_url(url);
    }
    let mode = scenario.config().mode;
    Ok(simulate::run(&scenario, &args.callback.credentials(mode, lang, output)?).text(lang))
}

fn answer(args: &SimulateArgs, errcode: i64, lang: Lang) -> Result<String, Failure> {
    let (seed, at) = args.callback.seed_and_time();
    let answer = submit_answer(errcode, seed, at).map_err(|problem| Failure::wish(&problem, lang))?;
    match args.print {
        PrintArg::Body => Ok(answer.body),
        PrintArg::Http => Ok(answer.to_http()),
        PrintArg::Curl | PrintArg::Fixture => Err(Failure::NoRequest),
    }
}

fn callback(args: &SimulateArgs, lang: Lang, output: &Output) -> Result<String, Failure> {
    let mut spec = args.callback.spec();
    if let Some(url) = &args.url {
        spec.url.clone_from(url);
    }
    let signed = args.print != PrintArg::Body || spec.mode != Mode::Plain;
    let credentials =
        if signed { args.callback.credentials(spec.mode, lang, output)? } else { Credentials::demo() };
    let callback = spec.make(&credentials).map_err(|problem| Failure::wish(&problem, lang))?;
    Ok(match args.print {
        PrintArg::Body => callback.body().to_owned(),
        PrintArg::Http => callback.http(),
        PrintArg::Curl => callback.curl(),
        PrintArg::Fixture => callback.fixture().text,
    })
}
