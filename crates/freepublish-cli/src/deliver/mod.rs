//! `freepublish deliver`: pushes callbacks to a handler as WeChat does, and judges what it answers.

mod client;
mod json;
mod push;
mod report;
mod target;
mod words;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use freepublish::delivery::{self, Exchange, Sent, TRIES, is_accepted};
use freepublish::simulate::verification;
use freepublish::{Diagnostic, Lang};

use crate::args::FormatArg;
use crate::callback::CallbackArgs;
use crate::failure::Failure;
use crate::output::Output;
use client::{Client, Outcome};
use push::Push;
use report::Report;
use target::Target;

#[derive(Debug, clap::Args)]
pub(crate) struct DeliverArgs {
    /// The handler's address, http or https, without WeChat's parameters
    url: String,

    #[arg(
        help = "What to push: a body, or a raw HTTP request; - for standard input [default: a new callback]"
    )]
    #[arg(conflicts_with_all = ["outcome", "articles", "fail_idx", "push"])]
    files: Vec<PathBuf>,

    #[command(flatten)]
    callback: CallbackArgs,

    /// Ask for an echostr instead, as WeChat does when the server configuration is saved
    #[arg(long)]
    #[arg(conflicts_with_all = ["files", "outcome", "articles", "fail_idx", "push", "mode", "times"])]
    verify: bool,

    /// How often to push each callback, as WeChat does when an answer got lost on the way
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=1000))]
    times: u32,

    /// How long the handler may take, in milliseconds; WeChat waits 5 seconds
    #[arg(long, value_name = "MS", default_value_t = DEADLINE, value_parser = clap::value_parser!(u32).range(1..=600_000))]
    deadline: u32,

    /// Push to link-local, metadata and multicast addresses too
    #[arg(long)]
    allow_any_address: bool,

    /// How to answer: for people, or for programs
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: FormatArg,
}

#[expect(clippy::cast_possible_truncation, reason = "5000 fits")]
const DEADLINE: u32 = delivery::DEADLINE as u32;

/// One callback, or one verification, on its way.
struct Delivery<'l> {
    push: &'l Push,
    /// Which of the times it is pushed, from 1.
    time: u32,
    tries: Vec<Try>,
}

impl Delivery<'_> {
    fn is_accepted(&self) -> bool {
        self.tries.last().is_some_and(|last| is_accepted(&last.found))
    }
}

/// What came of one request.
struct Try {
    outcome: Outcome,
    found: Vec<Diagnostic>,
}

/// Delivers, reports each try as it ends. The status says whether the handler passed.
pub(crate) fn run(args: &DeliverArgs, lang: Lang, output: &Output) -> Result<ExitCode, Failure> {
    let target = Target::find(&args.url, args.allow_any_address, lang)?;
    let pushes = pushes(args, &target, lang, output)?;
    let mut report = Report::new(args, &target, lang, output);
    let mut sender = Sender { client: Client::new(&target, args.deadline), args, sent: 0 };
    report.begin()?;
    let mut deliveries = Vec::new();
    for push in &pushes {
        let mut accepted = 0;
        for time in 1..=args.times {
            let mut delivery = Delivery { push, time, tries: Vec::new() };
            report.delivery(&delivery)?;
            while delivery.tries.len() < push.tries() && !delivery.is_accepted() {
                delivery.tries.push(sender.send(push, accepted));
                report.last_try(&delivery)?;
            }
            accepted += u32::from(delivery.is_accepted());
            deliveries.push(delivery);
        }
    }
    report.end(&deliveries)?;
    Ok(ExitCode::from(u8::from(!deliveries.iter().all(Delivery::is_accepted))))
}

fn pushes(args: &DeliverArgs, target: &Target, lang: Lang, output: &Output) -> Result<Vec<Push>, Failure> {
    let writer = push::Writer { args, target, lang, output };
    if args.verify {
        let (seed, at) = args.callback.seed_and_time();
        let credentials = args.callback.credentials(freepublish::inspection::Mode::Plain, lang, output)?;
        let (request, echostr) = verification(&target.url, seed, at, &credentials);
        return Ok(vec![Push::verification(&request, echostr)]);
    }
    if args.files.is_empty() {
        return Ok(vec![writer.generated()?]);
    }
    args.files.iter().map(|file| writer.of_file(file)).collect()
}

/// Sends requests, each with its own number.
struct Sender<'a> {
    client: Client,
    args: &'a DeliverArgs,
    /// How many were sent.
    sent: u64,
}

impl Sender<'_> {
    fn send(&mut self, push: &Push, accepted_before: u32) -> Try {
        let at = self.args.callback.at.unwrap_or_else(now);
        let outcome = self.client.send(&push.message(self.sent, at));
        self.sent += 1;
        let deadline = self.args.deadline.into();
        let exchange = Exchange { answer: outcome.answer(), elapsed: outcome.elapsed, deadline };
        let sent = Sent { mode: push.mode, secrets: &push.secrets, accepted_before };
        let found = match &push.echostr {
            Some(echostr) => delivery::judge_verification(&exchange, echostr),
            None => delivery::judge(&exchange, &sent),
        };
        Try { outcome, found }
    }
}

/// Seconds since 1970 UTC.
fn now() -> i64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(Duration::ZERO, |now| now);
    i64::try_from(now.as_secs()).unwrap_or(i64::MAX)
}

impl Push {
    /// A verification is not repeated.
    fn tries(&self) -> usize {
        if self.echostr.is_some() { 1 } else { TRIES as usize }
    }
}
