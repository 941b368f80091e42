//! Set up, build, serve, test and measure this workspace: `cargo xtask help`.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command line speaks by printing")]

mod browser;
mod ci;
mod failure;
mod files;
mod freepublish;
mod fuzz;
mod layers;
mod load;
mod msrv;
mod mutants;
mod node;
mod post_build;
mod process;
mod sdk;
mod serve;
mod setup;
mod site;
mod size;
mod split;
mod steps;
mod test;
mod tools;

use std::process::ExitCode;

use failure::{Failure, Result};
use lexopt::prelude::*;

const HELP: &str = "\
cargo xtask <command>

  serve [--port 8080] [--open] [-- ARG]...
                                       build the page and its proxy, and run both in front of a simulated WeChat;
                                       prints a link to open (--open opens it) and drafts to submit; what stands
                                       behind -- goes to `freepublish serve`
  test [--only native|sdk|browser|e2e|firefox]
                                       run every test there is
  build                                build the optimised page into dist/
  size                                 what a first visit downloads from `freepublish serve`; fails above the budget
  layers                               whether every module uses only what is below it
  load                                 callbacks a second that the proxy keeps, measured with oha
  msrv                                 whether the oldest Rust that is promised builds everything
  fuzz [--seconds 60] [TARGET]...      look for inputs that break what has to hold for all; --smoke is a short look at
                                       every target, for CI
  mutants [-- ARG]...                  which changes of the code no test notices; takes hours, less with `-- -f FILE`
  screenshots [--out DIR] [ROUTE]...   pictures of the page: both languages, both themes, wide and narrow
  ci                                   what .ci/run does: format, layers, clippy, docs, msrv, tests, size
  setup                                install what the commands above need, without running them

Each command first installs what it misses and says so. Tools go to a directory of their own, one per version
(FREEPUBLISH_TOOLS, or the user's cache); a fitting version found on PATH is used instead. Browser and driver are
looked for in CHROME and CHROMEDRIVER, then on PATH and in the usual places.
";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\n{failure}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    if split::stands_in() {
        return split::run();
    }
    let mut args = lexopt::Parser::from_env();
    let command = match args.next()? {
        Some(Value(command)) => command.string()?,
        None | Some(Short('h') | Long("help")) => "help".to_owned(),
        Some(other) => return Err(other.unexpected().into()),
    };
    match command.as_str() {
        "serve" => serve(args),
        "test" => test(args),
        "screenshots" => screenshots(args),
        "fuzz" => fuzz(args),
        "mutants" => mutants(args),
        "build" => no_more(args).and_then(|()| site::build()),
        "layers" => no_more(args).and_then(|()| layers::check()),
        "load" => no_more(args).and_then(|()| load::run()),
        "msrv" => no_more(args).and_then(|()| msrv::run()),
        "size" => no_more(args).and_then(|()| size::run()),
        "ci" => no_more(args).and_then(|()| ci::run()),
        "setup" => no_more(args).and_then(|()| setup::everything()),
        // Called by Trunk (see Trunk.toml), not by people.
        "post-build" => no_more(args).and_then(|()| post_build::run()),
        "help" => {
            print!("{HELP}");
            Ok(())
        }
        unknown => {
            Err(Failure::new(format!("there is no command `{unknown}`"))
                .remedy("`cargo xtask help` lists them"))
        }
    }
}

fn serve(mut args: lexopt::Parser) -> Result<()> {
    let mut port = serve::DEFAULT_PORT;
    let mut open = false;
    let mut others = Vec::new();
    while let Some(arg) = args.next()? {
        match arg {
            Long("port") => port = args.value()?.parse()?,
            Long("open") => open = true,
            Value(other) if !others.is_empty() || other.as_encoded_bytes().starts_with(b"-") => {
                others.push(other);
            }
            other => return Err(other.unexpected().into()),
        }
    }
    serve::run(port, open, &others)
}

fn test(mut args: lexopt::Parser) -> Result<()> {
    let mut parts = test::Part::ALL.to_vec();
    while let Some(arg) = args.next()? {
        match arg {
            Long("only") => parts = vec![test::Part::parse(&args.value()?.string()?)?],
            other => return Err(other.unexpected().into()),
        }
    }
    test::run(&parts)
}

fn screenshots(mut args: lexopt::Parser) -> Result<()> {
    let mut out = files::root().join("target/screenshots");
    let mut routes = Vec::new();
    while let Some(arg) = args.next()? {
        match arg {
            Long("out") => out = files::absolute(&args.value()?)?,
            Value(route) => routes.push(route.string()?),
            other => return Err(other.unexpected().into()),
        }
    }
    test::screenshots(&out, &routes)
}

fn fuzz(mut args: lexopt::Parser) -> Result<()> {
    let mut seconds = fuzz::SECONDS;
    let mut targets = Vec::new();
    let mut smoke = false;
    while let Some(arg) = args.next()? {
        match arg {
            Long("seconds") => seconds = args.value()?.parse()?,
            Long("smoke") => smoke = true,
            Value(target) => targets.push(target.string()?),
            other => return Err(other.unexpected().into()),
        }
    }
    if smoke { fuzz::smoke() } else { fuzz::run(&targets, seconds) }
}

fn mutants(mut args: lexopt::Parser) -> Result<()> {
    let mut others: Vec<_> = args.raw_args()?.collect();
    if others.first().is_some_and(|first| first == "--") {
        others.remove(0);
    }
    mutants::run(&others)
}

fn no_more(mut args: lexopt::Parser) -> Result<()> {
    match args.next()? {
        None => Ok(()),
        Some(other) => Err(other.unexpected().into()),
    }
}
