//! `freepublish proxy-check`: whether a proxy, whoever wrote it, keeps the contract. Nothing is published and nothing is
//! left in its inbox.

mod checks;
mod client;

use std::fmt::Write as _;
use std::process::ExitCode;

use freepublish::{Bilingual, Lang};

use self::checks::CHECKS;
use self::client::Client;
use crate::failure::Failure;
use crate::output::Output;
use crate::render::style::{BOLD, ERROR, paint};
use crate::secrets::Entered;

#[derive(Debug, clap::Args)]
pub(crate) struct ProxyCheckArgs {
    #[arg(help = "The proxy's address, such as http://127.0.0.1:8080")]
    #[arg(value_name = "URL")]
    url: String,

    #[arg(help = "The proxy's key")]
    #[arg(long, value_name = "KEY", env = "FREEPUBLISH_PROXY_KEY", hide_env_values = true)]
    key: Entered,

    /// An origin that is allowed to call it: its preflight is checked too
    #[arg(long, value_name = "ORIGIN")]
    origin: Option<String>,
}

/// Makes every check, and says which failed.
pub(crate) fn run(args: &ProxyCheckArgs, lang: Lang, output: &Output) -> Result<ExitCode, Failure> {
    let client = Client::new(&args.url, args.key.reveal(), args.origin.as_deref());
    if !client.is_there() {
        let fill = |text: Bilingual| text.get(lang).replace("{}", &args.url);
        return Err(Failure::Wish { reason: fill(UNREACHABLE), remedy: fill(USE_ADDRESS) });
    }
    let mut out = String::new();
    let mut failed = 0;
    for check in CHECKS {
        let title = check.title.get(lang);
        match (check.make)(&client) {
            Ok(()) => {
                let _ = writeln!(out, "✓ {title}");
            }
            Err(found) => {
                failed += 1;
                let found = crate::render::wrap::printable(&found);
                let _ = writeln!(out, "{} {}\n    {found}", paint(ERROR, "✗"), paint(BOLD, title));
            }
        }
    }
    let count = CHECKS.len();
    let _ = match lang {
        Lang::Zh => writeln!(out, "\n{count} 项检查，{failed} 项不符合约定"),
        Lang::En => writeln!(out, "\n{count} checks, {failed} failed"),
    };
    output.text(&out).map_err(Failure::Output)?;
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

const UNREACHABLE: Bilingual = Bilingual::new("{} 连不上", "{} cannot be reached");
const USE_ADDRESS: Bilingual = Bilingual::new(
    "写代理的地址，如 http://127.0.0.1:8080，并确认它在运行",
    "Give the proxy's address, such as http://127.0.0.1:8080, and make sure that it runs",
);
