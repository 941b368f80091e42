//! What may stand on the command line.

use std::path::PathBuf;

use anstream::ColorChoice;
use clap::{Parser, Subcommand, ValueEnum};
use freepublish::{KindHint, Lang};

use crate::deliver::DeliverArgs;
use crate::proxy_check::ProxyCheckArgs;
use crate::secrets::SecretArgs;
#[cfg(feature = "serve")]
use crate::serve::ServeArgs;
use crate::simulate::SimulateArgs;

const EXAMPLES: &str = "\
Examples:
  freepublish inspect callback.xml        What became of a publish, and what to do next
  freepublish inspect --lang en < body    The same from standard input, in English
  freepublish inspect --url '/wx?signature=…&timestamp=…' callback.xml
                                          Check its signature and decrypt it, FREEPUBLISH_TOKEN
                                          and FREEPUBLISH_AES_KEY being set
  freepublish explain 53503               An error code: what it means, its cause, what to do
  freepublish simulate --outcome rejected --mode secure --print http
                                          A callback to try a handler with
  freepublish simulate --scenario slow-handler
                                          A whole publish, message by message
  freepublish deliver http://127.0.0.1:3000/wechat --outcome rejected
                                          Whether a handler answers as WeChat wants
  freepublish serve --site dist           The page and its proxy, with a simulated WeChat behind

Exit status: 0 no error found (deliver: the handler passed), 1 at least one, 2 usage,
unreadable input or an address that nothing is sent to.";

/// Says what a WeChat publish request, response or callback is, what it means, and what is wrong with it.
#[derive(Debug, Parser)]
#[command(name = "freepublish", version, after_help = EXAMPLES, max_term_width = 100)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,

    #[arg(long, global = true, value_name = "LANG")]
    #[arg(help = "Language of the answer [default: as FREEPUBLISH_LANG or the locale says]")]
    pub(crate) lang: Option<LangArg>,

    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: ColorArg,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Push callbacks to a handler the way WeChat does, and judge its replies
    Deliver(Box<DeliverArgs>),
    #[command(about = "Explain a term: errcode, publish_status, field, diagnostic code, event or outcome")]
    Explain(ExplainArgs),
    /// Read a request, response, callback or freepublish/get result, and say what is wrong with it
    Inspect(InspectArgs),
    /// Check whether a proxy, whoever wrote it, keeps the contract of docs/proxy-api.json
    ProxyCheck(ProxyCheckArgs),
    /// Serve the page, the proxy it talks to, and the address that WeChat pushes callbacks to
    #[cfg(feature = "serve")]
    Serve(Box<ServeArgs>),
    /// Make a callback or an answer to a submit call, or play a scenario, without WeChat
    Simulate(Box<SimulateArgs>),
}

#[derive(Debug, clap::Args)]
pub(crate) struct InspectArgs {
    /// The file to read; `-`, or none, for standard input. GBK and UTF-16 are recognised and read; places then count in
    /// the text that was read
    pub(crate) file: Option<PathBuf>,

    /// What the text is, where its shape does not tell
    #[arg(long, value_name = "KIND", default_value = "auto")]
    pub(crate) kind: KindArg,

    /// How to answer: for people, or for programs
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: FormatArg,

    /// The address a callback was pushed to, with its query
    #[arg(long, value_name = "URL_WITH_QUERY")]
    pub(crate) url: Option<String>,

    /// When a callback was received, in seconds since 1970: its timestamp is compared with that
    #[arg(long, value_name = "UNIX_TIME", allow_negative_numbers = true)]
    pub(crate) at: Option<i64>,

    #[command(flatten)]
    pub(crate) secrets: SecretArgs,
}

#[derive(Debug, clap::Args)]
pub(crate) struct ExplainArgs {
    #[arg(
        help = "53503, status/4, fail_idx, callback/fail-idx-missing, PUBLISHJOBFINISH, originality_failed …"
    )]
    #[arg(required = true, num_args = 1.., allow_negative_numbers = true)]
    pub(crate) term: Vec<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ColorArg {
    Auto,
    Always,
    Never,
}

impl From<ColorArg> for ColorChoice {
    fn from(arg: ColorArg) -> Self {
        match arg {
            ColorArg::Auto => Self::Auto,
            ColorArg::Always => Self::Always,
            ColorArg::Never => Self::Never,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum FormatArg {
    Text,
    Json,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum KindArg {
    Auto,
    Request,
    Response,
    Callback,
}

impl From<KindArg> for KindHint {
    fn from(arg: KindArg) -> Self {
        match arg {
            KindArg::Auto => Self::Auto,
            KindArg::Request => Self::Request,
            KindArg::Response => Self::Response,
            KindArg::Callback => Self::Callback,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum LangArg {
    Zh,
    En,
}

impl From<LangArg> for Lang {
    fn from(arg: LangArg) -> Self {
        match arg {
            LangArg::Zh => Self::Zh,
            LangArg::En => Self::En,
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_contradicts_itself_nowhere() {
        Args::command().debug_assert();
    }
}
