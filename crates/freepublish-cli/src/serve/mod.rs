//! `freepublish serve`: the page, its proxy, and the address that WeChat pushes to, in one process.

mod args;
mod start;
mod texts;
mod upstream;

use std::future::Future;
use std::io;
use std::process::ExitCode;
use std::sync::Arc;

use freepublish::Lang;
use freepublish_proxy::log::{self, Redactor};
use freepublish_proxy::{Proxy, app, serve};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

pub(crate) use self::args::ServeArgs;
use self::start::Started;
use self::texts::{PORT_TAKEN, USE_ANOTHER_PORT, wish, wish_about};
use self::upstream::Made;
use crate::failure::Failure;
use crate::output::Output;

/// Serves until it is told to end.
pub(crate) fn run(args: &ServeArgs, lang: Lang, output: &Output) -> Result<ExitCode, Failure> {
    let runtime = Runtime::new().map_err(Failure::Output)?;
    runtime.block_on(serving(args, lang, output))
}

async fn serving(args: &ServeArgs, lang: Lang, output: &Output) -> Result<ExitCode, Failure> {
    let redactor = Redactor::default();
    log::start(args.log.into(), &args.log_level, redactor.clone())
        .map_err(|why| wish_about(texts::BAD_FILTER, texts::USE_FILTER, &why, lang))?;
    args.check_listen(lang)?;
    let taken = |error: std::io::Error| wish_about(PORT_TAKEN, USE_ANOTHER_PORT, &error.to_string(), lang);
    let listener = TcpListener::bind(args.listen).await.map_err(taken)?;
    let address = listener.local_addr().map_err(taken)?;

    let (mut config, key_is_new) = args.config(address, &redactor, lang)?;
    let Made { upstream, machine, drafts, mode } = upstream::make(args, &config, &redactor, lang)?;
    config.mode = config.mode.or(mode);
    let (mode, has_token) = (config.expected_mode(), config.secrets.token.is_some());
    let key = config.keys.first().cloned().filter(|_| key_is_new);
    let proxy = Proxy::new(config, Arc::clone(&upstream))
        .map_err(|error| wish_about(texts::NO_START, texts::CHECK_INBOX, &error.to_string(), lang))?;
    let router = app(&proxy);
    let machine = machine
        .map(|machine| upstream::handler(args, &router).map(|handler| tokio::spawn(machine.run(handler))))
        .transpose()
        .map_err(|error| wish(texts::NO_CERTIFICATES, &error, lang))?;

    let key = key.as_ref();
    let started = Started { address, key, upstream: &*upstream, drafts: &drafts, mode, has_token, args };
    let told_to_end = told_to_end().map_err(Failure::Output)?;
    output.text(&started.text(lang)).map_err(Failure::Output)?;
    let served = serve(listener, router, &proxy, told_to_end).await;
    if let Some(machine) = machine {
        machine.abort();
    }
    served.map_err(Failure::Output)?;
    Ok(ExitCode::SUCCESS)
}

/// Ctrl+C, or what a service manager sends. Listens from the call on, not only once it is waited for: whoever reads that the
/// proxy stands may end it at once.
fn told_to_end() -> io::Result<impl Future<Output = ()>> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let (mut interrupt, mut terminate) =
            (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
        Ok(async move {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
        })
    }
    #[cfg(windows)]
    {
        let mut interrupt = tokio::signal::windows::ctrl_c()?;
        Ok(async move {
            interrupt.recv().await;
        })
    }
}
