//! What stands behind the proxy.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use freepublish::Lang;
use freepublish::inspection::Mode;
use freepublish::simulate::scenario::shipped;
use freepublish::simulate::{Credentials, Scenario};
use freepublish_proxy::config::Config;
use freepublish_proxy::log::Redactor;
use freepublish_proxy::simulator::{Clock, Handler, Machine, Settings, Simulated};
use freepublish_proxy::upstream::{Account, AppSecret, Draft, WeChat, Web};
use freepublish_proxy::{Router, Upstream};

use super::args::{SECRET_VARIABLE, ServeArgs, UpstreamArg, private_file, variable};
use super::texts::{self, wish, wish_about};
use crate::failure::Failure;

/// The upstream; of the simulator also what has to run beside it.
pub(super) struct Made {
    pub(super) upstream: Arc<dyn Upstream>,
    pub(super) machine: Option<Machine>,
    /// The drafts that can be submitted from the start.
    pub(super) drafts: Vec<Draft>,
    /// The message mode that its account is set to, where that is known.
    pub(super) mode: Option<Mode>,
}

/// Makes what the arguments ask for.
pub(super) fn make(
    args: &ServeArgs,
    config: &Config,
    redactor: &Redactor,
    lang: Lang,
) -> Result<Made, Failure> {
    match args.upstream {
        UpstreamArg::Simulator => simulator(args, config, redactor, lang),
        UpstreamArg::Wechat => {
            let api = args.api(lang)?;
            let web = Web::new().map_err(|error| wish(texts::NO_CERTIFICATES, &error.to_string(), lang))?;
            let upstream = WeChat::new(web, api, account(args, config, lang)?, redactor.clone());
            Ok(Made { upstream: Arc::new(upstream), machine: None, drafts: Vec::new(), mode: None })
        }
    }
}

/// Where the simulator's callbacks go.
pub(super) fn handler(args: &ServeArgs, router: &Router) -> Result<Handler, String> {
    match &args.handler {
        None => Ok(Handler::router(router.clone())),
        Some(_) => Handler::http(Duration::from_secs(5)).map_err(|error| error.to_string()),
    }
}

fn account(args: &ServeArgs, config: &Config, lang: Lang) -> Result<Account, Failure> {
    if let Some(token_file) = &args.authorizer_token_file {
        // Read once now, so that a mistake shows at the start.
        private_file(token_file, lang)?;
        let app_id = args.authorizer_app_id.clone().or_else(|| config.secrets.app_id.clone());
        let app_id = app_id.ok_or_else(|| wish(texts::NO_APP_ID, "--authorizer-app-id", lang))?;
        return Ok(Account::Authorizer { app_id, token_file: token_file.clone() });
    }
    let app_id = config.secrets.app_id.clone();
    let app_id = app_id.ok_or_else(|| wish(texts::NO_APP_ID, "--app-id", lang))?;
    let secret = match &args.app_secret_file {
        Some(file) => Some(private_file(file, lang)?),
        None => variable(SECRET_VARIABLE),
    };
    let secret = secret.ok_or_else(|| wish(texts::NO_SECRET, SECRET_VARIABLE, lang))?;
    Ok(Account::App { app_id, secret: AppSecret::new(&secret) })
}

fn simulator(args: &ServeArgs, config: &Config, redactor: &Redactor, lang: Lang) -> Result<Made, Failure> {
    let demo = Credentials::demo();
    let secrets = &config.secrets;
    let credentials = Credentials {
        token: secrets.token.clone().unwrap_or(demo.token),
        key: secrets.key.clone().and_then(Result::ok).unwrap_or(demo.key),
        app_id: secrets.app_id.clone().unwrap_or(demo.app_id),
    };
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let clock = Clock::new(i64::try_from(now.as_millis()).unwrap_or(i64::MAX), args.speed);
    let mut settings = match &args.scenario {
        None => {
            let seed = args.seed.unwrap_or(u64::from(now.subsec_nanos()) ^ now.as_secs());
            Settings::demo(credentials, clock, seed)
        }
        Some(name) => Settings::of_scenario(&scenario(name, args.seed, lang)?, credentials, clock),
    };
    if let Some(url) = &args.handler {
        if !url.starts_with("http://") && !url.starts_with("https://") {
            return Err(wish_about(texts::BAD_HANDLER, texts::USE_HANDLER, url, lang));
        }
        settings.config.handler_url.clone_from(url);
    }
    // There is no console in which the simulated account could be set. A scenario describes its account, mode included; the
    // demo account is in the mode that `--mode` means for a real one. `config` cannot tell whose key it has.
    let is_secure = args.scenario.is_none() && args.secrets.secrets().can_decrypt();
    if let Some(mode) = config.mode.or(is_secure.then_some(Mode::Secure)) {
        settings.config.mode = mode;
    }
    let mode = Some(settings.config.mode);
    let (upstream, machine) =
        Simulated::new(settings, redactor.clone()).map_err(|problem| Failure::wish(&problem, lang))?;
    let drafts = upstream.drafts().to_vec();
    Ok(Made { upstream: Arc::new(upstream), machine: Some(machine), drafts, mode })
}

/// A file is only looked for where no shipped scenario has that name.
fn scenario(name: &str, seed: Option<u64>, lang: Lang) -> Result<Scenario, Failure> {
    let text = match shipped::find(name) {
        Some(shipped) => shipped.text.to_owned(),
        None => std::fs::read_to_string(Path::new(name))
            .map_err(|error| Failure::File { path: name.to_owned(), error })?,
    };
    let mistakes = |mistakes| Failure::Scenario { name: name.to_owned(), mistakes, lang };
    let scenario = Scenario::parse(&text).map_err(mistakes)?;
    Ok(match seed {
        Some(seed) => scenario.with_seed(seed),
        None => scenario,
    })
}
