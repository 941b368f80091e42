//! What may stand behind `freepublish serve`, and what the proxy is told by it.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::ValueEnum;
use freepublish::Lang;
use freepublish::inspection::Mode;
use freepublish::simulate::Credentials;
use freepublish_proxy::config::InboxConfig;
use freepublish_proxy::log::{Format, Redactor};
use freepublish_proxy::{Config, Key};

use super::texts::{self, wish, wish_about};
use crate::callback::ModeArg;
use crate::failure::Failure;
use crate::secrets::SecretArgs;

/// The variables that hold secrets. They have no option: a command line is seen by everybody on the machine.
pub(super) const KEY_VARIABLE: &str = "FREEPUBLISH_PROXY_KEY";
pub(super) const SECRET_VARIABLE: &str = "FREEPUBLISH_APP_SECRET";

#[derive(Debug, clap::Args)]
pub(crate) struct ServeArgs {
    /// The address to listen on; port 0 takes a free one
    #[arg(long, value_name = "IP:PORT", default_value = "127.0.0.1:8080")]
    pub(super) listen: SocketAddr,

    /// Listen on an address that other machines can reach
    #[arg(long)]
    allow_remote: bool,

    /// The directory with the built page
    #[arg(long, value_name = "DIR")]
    pub(super) site: Option<PathBuf>,

    /// What stands behind the proxy: a simulated WeChat, or the real one
    #[arg(long, value_name = "UPSTREAM", default_value = "simulator")]
    pub(super) upstream: UpstreamArg,

    /// WeChat's host; one of the regional ones, or a stand-in on this machine
    #[arg(long, value_name = "URL", default_value = freepublish_proxy::upstream::API)]
    api: String,

    #[arg(
        help = "The file with the AppSecret, readable for its owner only [default: FREEPUBLISH_APP_SECRET]"
    )]
    #[arg(long, value_name = "FILE")]
    pub(super) app_secret_file: Option<PathBuf>,

    #[arg(
        help = "For a third-party platform: the file that its authorizer_access_token is kept in and renewed"
    )]
    #[arg(long, value_name = "FILE", conflicts_with = "app_secret_file")]
    pub(super) authorizer_token_file: Option<PathBuf>,

    /// For a third-party platform: the AppID of the account that authorised it
    #[arg(long, value_name = "APP_ID", requires = "authorizer_token_file")]
    pub(super) authorizer_app_id: Option<String>,

    #[command(flatten)]
    pub(super) secrets: SecretArgs,

    #[arg(
        help = "The account's message mode; pushes in a weaker one are refused [default: the scenario's, else secure with an EncodingAESKey, else plain]"
    )]
    #[arg(long, value_name = "MODE")]
    pub(super) mode: Option<ModeArg>,

    /// Refuse pushes whose timestamp is older [default: take them, and mark those older than 300]
    #[arg(long, value_name = "SECONDS")]
    max_age: Option<u64>,

    #[arg(
        help = "The file with the proxy's key, readable for its owner only [default: FREEPUBLISH_PROXY_KEY, or a new one]"
    )]
    #[arg(long, value_name = "FILE")]
    key_file: Option<PathBuf>,

    /// A host name the proxy goes by, as behind a reverse proxy; may be given again
    #[arg(long, value_name = "HOST[:PORT]")]
    host: Vec<String>,

    /// The origin of a page elsewhere that may call the proxy; may be given again
    #[arg(long, value_name = "ORIGIN")]
    origin: Vec<String>,

    /// An origin that callbacks may be delivered to; may be given again
    #[arg(long, value_name = "ORIGIN")]
    target: Vec<String>,

    /// The file callbacks are kept in, or :memory: [default: :memory: with the simulator, freepublish-inbox.sqlite with WeChat]
    #[arg(long, value_name = "FILE")]
    inbox: Option<PathBuf>,

    /// How long callbacks are kept
    #[arg(long, value_name = "DAYS", default_value_t = 30)]
    keep_days: u32,

    /// How many callbacks are kept
    #[arg(long, value_name = "N", default_value_t = 100_000)]
    keep_most: u32,

    /// Simulator: a shipped scenario or a file; its settings and drafts are used, its steps are not
    #[arg(long, value_name = "NAME|FILE")]
    pub(super) scenario: Option<String>,

    /// Simulator: what ids are made from [default: as the scenario says, else another one each time]
    #[arg(long, value_name = "N")]
    pub(super) seed: Option<u64>,

    #[arg(
        help = "Simulator: how many times as fast WeChat does its work: publishing, retries; a handler keeps its 5 s, a token its 7200 s"
    )]
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(super) speed: u32,

    /// Simulator: where to push callbacks [default: this process's own /callback]
    #[arg(long, value_name = "URL")]
    pub(super) handler: Option<String>,

    /// How log lines are written, to standard error
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(super) log: LogArg,

    #[arg(help = "What is logged: off, error, warn, info, debug, trace, or a filter as RUST_LOG has it")]
    #[arg(long, value_name = "FILTER", default_value = "info", env = "FREEPUBLISH_LOG")]
    pub(super) log_level: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum UpstreamArg {
    Simulator,
    Wechat,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum LogArg {
    Text,
    Json,
}

impl From<LogArg> for Format {
    fn from(arg: LogArg) -> Self {
        match arg {
            LogArg::Text => Self::Text,
            LogArg::Json => Self::Json,
        }
    }
}

impl ServeArgs {
    /// Other machines get in only if that was said.
    pub(super) fn check_listen(&self, lang: Lang) -> Result<(), Failure> {
        if self.listen.ip().is_loopback() || self.allow_remote {
            return Ok(());
        }
        Err(wish_about(texts::NOT_LOOPBACK, texts::ALLOW_REMOTE, &self.listen.to_string(), lang))
    }

    /// Where WeChat's interfaces are. The secret goes there, so it has to be encrypted on its way.
    pub(super) fn api(&self, lang: Lang) -> Result<&str, Failure> {
        let api = self.api.trim_end_matches('/');
        let here = ["http://127.0.0.1:", "http://localhost:", "http://[::1]:"];
        if api.starts_with("https://") || here.iter().any(|start| api.starts_with(start)) {
            return Ok(api);
        }
        Err(wish_about(texts::BAD_API, texts::USE_API, api, lang))
    }

    /// What the proxy is told, and whether its key is a new one that nobody knows yet.
    pub(super) fn config(
        &self,
        address: SocketAddr,
        redactor: &Redactor,
        lang: Lang,
    ) -> Result<(Config, bool), Failure> {
        let (key, is_new) = self.key(lang)?;
        redactor.hide(key.reveal());
        let mut secrets = self.secrets.secrets();
        for key in [&secrets.key, &secrets.previous_key] {
            if let Some(Err(error)) = key {
                return Err(Failure::Key(*error, lang));
            }
        }
        if self.upstream == UpstreamArg::Simulator {
            let demo = Credentials::demo();
            secrets.token.get_or_insert(demo.token);
            secrets.key.get_or_insert(Ok(demo.key));
            secrets.app_id.get_or_insert(demo.app_id);
        }
        let port = address.port();
        let own = [
            address.to_string(),
            format!("127.0.0.1:{port}"),
            format!("localhost:{port}"),
            format!("[::1]:{port}"),
        ];
        let config = Config {
            keys: vec![key],
            hosts: own.into_iter().chain(self.host.iter().cloned()).collect(),
            origins: self.origin.iter().map(|origin| origin.trim_end_matches('/').to_owned()).collect(),
            targets: self.target.clone(),
            site: self.site.clone(),
            inbox: self.inbox(),
            secrets,
            mode: self.mode.map(Mode::from),
            max_age: self.max_age.map(Duration::from_secs),
            ..Config::default()
        };
        Ok((config, is_new))
    }

    fn inbox(&self) -> InboxConfig {
        let usual = match self.upstream {
            UpstreamArg::Simulator => ":memory:",
            UpstreamArg::Wechat => "freepublish-inbox.sqlite",
        };
        let file = self.inbox.clone().unwrap_or_else(|| usual.into());
        InboxConfig {
            file: (file.as_os_str() != ":memory:").then_some(file),
            keep: Duration::from_secs(u64::from(self.keep_days) * 24 * 3600),
            most: self.keep_most,
        }
    }

    fn key(&self, lang: Lang) -> Result<(Key, bool), Failure> {
        let given = match &self.key_file {
            Some(file) => Some(private_file(file, lang)?),
            None => variable(KEY_VARIABLE),
        };
        let is_new = given.is_none();
        let key = given.map_or_else(Key::random, |text| Key::new(&text));
        let key =
            key.map_err(|error| wish_about(texts::BAD_KEY, texts::USE_KEY, &error.to_string(), lang))?;
        Ok((key, is_new))
    }
}

/// A variable; an empty one is none.
pub(super) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.trim().is_empty())
}

/// Reads a file with a secret, if nobody else can read it too.
pub(super) fn private_file(file: &Path, lang: Lang) -> Result<String, Failure> {
    let unreadable = |error| Failure::File { path: file.display().to_string(), error };
    let metadata = std::fs::metadata(file).map_err(unreadable)?;
    if is_open(&metadata) {
        return Err(wish(texts::OPEN_FILE, &file.display().to_string(), lang));
    }
    std::fs::read_to_string(file).map_err(unreadable)
}

#[cfg(unix)]
fn is_open(metadata: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    metadata.permissions().mode() & 0o077 != 0
}

/// Elsewhere permissions are lists that the standard library does not read.
#[cfg(not(unix))]
fn is_open(_: &std::fs::Metadata) -> bool {
    false
}
