//! The `freepublish` command: says what anything that has to do with publishing a WeChat draft is, what it means, and
//! what is wrong with it.
//!
//! Exit status: 0 no error found, 1 at least one, 2 usage or unreadable input; of `deliver`, 0 the handler passed, 1 it did
//! not, 2 nothing was sent.

mod args;
mod callback;
mod deliver;
mod explain;
mod failure;
mod input;
mod inspect;
mod lang;
mod mask;
mod output;
mod proxy_check;
mod render;
mod secrets;
#[cfg(feature = "serve")]
mod serve;
mod simulate;
mod texts;

use std::process::ExitCode;

use clap::Parser;

use crate::args::{Args, Command};
use crate::output::Output;
use crate::texts::Texts;

fn main() -> ExitCode {
    let args = Args::parse();
    let lang = lang::choose(args.lang, |name| std::env::var(name).ok());
    let output = Output::new(args.color);
    let ended = match &args.command {
        Command::Deliver(args) => deliver::run(args, lang, &output),
        Command::Explain(args) => explain::run(args, lang, &output),
        Command::Inspect(args) => inspect::run(args, lang, &output),
        Command::ProxyCheck(args) => proxy_check::run(args, lang, &output),
        #[cfg(feature = "serve")]
        Command::Serve(args) => serve::run(args, lang, &output),
        Command::Simulate(args) => simulate::run(args, lang, &output),
    };
    ended.unwrap_or_else(|failure| {
        output.complain(&failure.text(Texts::of(lang)));
        ExitCode::from(2)
    })
}
