//! `freepublish simulate`: callbacks, answers and whole rehearsals, without WeChat.

use std::path::Path;
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use clap::ValueEnum;
use clap::builder::PossibleValuesParser;
use freepublish::catalogue::status::STATUSES;
use freepublish::envelope::seal::PushFormat;
use freepublish::inspection::Mode;
use freepublish::simulate::scenario::shipped;
use freepublish::simulate::{CallbackSpec, Credentials, Scenario, submit_answer};
use freepublish::{Lang, Outcome};

use crate::failure::Failure;
use crate::input;
use crate::output::Output;
use crate::secrets::AccountArgs;
use crate::texts::Texts;

#[derive(Debug, clap::Args)]
pub(crate) struct SimulateArgs {
    /// What became of the publish
    #[arg(long, value_name = "OUTCOME", default_value = "published", value_parser = outcomes())]
    outcome: String,

    /// How many articles the draft has [default: as many as --fail-idx needs]
    #[arg(long, value_name = "N")]
    articles: Option<u32>,

    /// The articles that did not pass, counted from 1 [default: 1 with the outcomes that name them]
    #[arg(long, value_name = "1,3", value_delimiter = ',')]
    fail_idx: Option<Vec<u32>>,

    /// What the account receives pushes in [default: xml, or as the scenario says]
    #[arg(long, value_name = "FORMAT")]
    push: Option<PushArg>,

    /// The account's message mode [default: plain, or as the scenario says]
    #[arg(long, value_name = "MODE")]
    mode: Option<ModeArg>,

    #[command(flatten)]
    account: AccountArgs,

    /// The address to push to, without WeChat's parameters
    #[arg(long, value_name = "URL")]
    url: Option<String>,

    /// What ids are made from; the same seed and time give the same bytes [default: another one each time]
    #[arg(long, value_name = "N")]
    seed: Option<u64>,

    /// When it happens, in seconds since 1970 [default: now]
    #[arg(long, value_name = "UNIX_TIME")]
    at: Option<i64>,

    /// Print the answer to a submit call with this error code instead of a callback
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    #[arg(conflicts_with_all = ["outcome", "articles", "fail_idx", "push", "mode", "url"])]
    errcode: Option<i64>,

    /// What to print
    #[arg(long, value_name = "WHAT", default_value = "body")]
    print: PrintArg,

    /// Play a shipped scenario, or one from a file, and print every message
    #[arg(long, value_name = "NAME|FILE", conflicts_with_all = CALLBACK_ONLY)]
    scenario: Option<String>,

    /// List the shipped scenarios
    #[arg(long, conflicts_with_all = ["scenario", "errcode"])]
    list: bool,
}

const CALLBACK_ONLY: [&str; 5] = ["outcome", "articles", "fail_idx", "errcode", "print"];

fn outcomes() -> PossibleValuesParser {
    PossibleValuesParser::new(STATUSES.iter().map(|row| row.outcome.name()))
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum PushArg {
    Xml,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ModeArg {
    Plain,
    Compatible,
    Secure,
}

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

impl From<PushArg> for PushFormat {
    fn from(arg: PushArg) -> Self {
        match arg {
            PushArg::Xml => Self::Xml,
            PushArg::Json => Self::Json,
        }
    }
}

impl From<ModeArg> for Mode {
    fn from(arg: ModeArg) -> Self {
        match arg {
            ModeArg::Plain => Self::Plain,
            ModeArg::Compatible => Self::Compatible,
            ModeArg::Secure => Self::Secure,
        }
    }
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
    if let Some(seed) = args.seed {
        scenario = scenario.with_seed(seed);
    }
    if let Some(at) = args.at {
        scenario = scenario.with_start(at);
    }
    if let Some(push) = args.push {
        scenario = scenario.with_push(push.into());
    }
    if let Some(mode) = args.mode {
        scenario = scenario.with_mode(mode.into());
    }
    if let Some(url) = &args.url {
        scenario = scenario.with_handler_url(url);
    }
    let mode = scenario.world().mode;
    Ok(scenario.run(&credentials(args, mode, lang, output)?).text(lang))
}

fn answer(args: &SimulateArgs, errcode: i64, lang: Lang) -> Result<String, Failure> {
    let (seed, at) = seed_and_time(args);
    let answer = submit_answer(errcode, seed, at).map_err(|problem| Failure::wish(&problem, lang))?;
    match args.print {
        PrintArg::Body => Ok(answer.body),
        PrintArg::Http => Ok(answer.to_http()),
        PrintArg::Curl | PrintArg::Fixture => Err(Failure::NoRequest),
    }
}

fn callback(args: &SimulateArgs, lang: Lang, output: &Output) -> Result<String, Failure> {
    let (seed, at) = seed_and_time(args);
    let row = STATUSES.iter().find(|row| row.outcome.name() == args.outcome);
    let usual = CallbackSpec::new(row.map_or(Outcome::Unknown, |row| row.outcome), at);
    let fail_idx = args.fail_idx.clone().unwrap_or_else(|| usual.fail_idx.clone());
    let spec = CallbackSpec {
        articles: args.articles.or(fail_idx.iter().max().copied()).unwrap_or(1).max(1),
        fail_idx,
        push: args.push.map_or(usual.push, PushFormat::from),
        mode: args.mode.map_or(usual.mode, Mode::from),
        seed,
        url: args.url.clone().unwrap_or(usual.url),
        ..usual
    };
    let signed = args.print != PrintArg::Body || spec.mode != Mode::Plain;
    let credentials = if signed { credentials(args, spec.mode, lang, output)? } else { Credentials::demo() };
    let callback = spec.make(&credentials).map_err(|problem| Failure::wish(&problem, lang))?;
    Ok(match args.print {
        PrintArg::Body => callback.body().to_owned(),
        PrintArg::Http => callback.http(),
        PrintArg::Curl => callback.curl(),
        PrintArg::Fixture => callback.fixture().text,
    })
}

/// What was given, and the demo account's where nothing was; that is said, as no handler will know it by itself.
fn credentials(args: &SimulateArgs, mode: Mode, lang: Lang, output: &Output) -> Result<Credentials, Failure> {
    let texts = Texts::of(lang);
    let given = args.account.secrets();
    let demo = Credentials::demo();
    let encrypts = mode != Mode::Plain;
    if given.token.is_none() {
        output.complain(&texts.demo("--token", Credentials::DEMO_TOKEN));
    }
    if given.key.is_none() && encrypts {
        output.complain(&texts.demo("--aes-key", Credentials::DEMO_AES_KEY));
    }
    if given.app_id.is_none() && encrypts {
        output.complain(&texts.demo("--app-id", Credentials::DEMO_APP_ID));
    }
    let key = given.key.filter(|_| encrypts).transpose().map_err(|error| Failure::Key(error, lang))?;
    Ok(Credentials {
        token: given.token.unwrap_or(demo.token),
        key: key.unwrap_or(demo.key),
        app_id: given.app_id.unwrap_or(demo.app_id),
    })
}

/// What was asked for, else the clock: two callbacks in a row are of two jobs.
fn seed_and_time(args: &SimulateArgs) -> (u64, i64) {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let seed = args.seed.unwrap_or(u64::from(now.subsec_nanos()) ^ now.as_secs());
    (seed, args.at.unwrap_or(i64::try_from(now.as_secs()).unwrap_or(i64::MAX)))
}
