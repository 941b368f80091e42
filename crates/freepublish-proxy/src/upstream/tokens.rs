//! Access tokens: fetched when one is needed, renewed before they end, and by one caller for all.
//!
//! Facts: `/cgi-bin/stable_token` gives everybody the same token until five minutes before its end; a forced refresh
//! works 20 times a day, 30 seconds apart, and takes the token from everybody else. So it is forced only when WeChat
//! keeps giving the very token that it refuses.

use std::path::PathBuf;
use std::time::Duration;

use freepublish::Bilingual;
use freepublish::simulate::HttpRequest;
use serde_json::Value;
use tokio::sync::Mutex;
use tokio::time::Instant;
use zeroize::Zeroizing;

use super::{Answer, Lost, Transport};
use crate::log::Redactor;
use crate::problem::{Kind, Problem};

/// How long before its end a token is renewed, in seconds: when WeChat begins to give the next one.
const EARLY: u64 = 5 * 60;

/// How long a failure answers questions about health, so that these don't use up the day's tokens.
const FAILURE_LASTS: Duration = Duration::from_secs(30);

/// A longer file holds something else than a token, in bytes.
const LONGEST_TOKEN: usize = 1024;

/// `AppSecret`. Nothing prints it.
#[derive(Clone)]
pub struct AppSecret(Zeroizing<String>);

impl AppSecret {
    /// A secret as WeChat's console shows it. White space around it is left out: it comes from copying.
    pub fn new(text: &str) -> Self {
        Self(Zeroizing::new(text.trim().to_owned()))
    }
}

impl std::fmt::Debug for AppSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AppSecret(***)")
    }
}

/// Whose drafts are published, and where their access token comes from.
#[derive(Clone, Debug)]
pub enum Account {
    /// An account of one's own: the proxy fetches tokens.
    App {
        /// `AppID`.
        app_id: String,
        /// `AppSecret`.
        secret: AppSecret,
    },
    /// An account that authorised a third-party platform: whoever runs the platform keeps its
    /// `authorizer_access_token` in this file and renews it. The file is read for every call; a program that writes
    /// it needs no more than to replace it.
    Authorizer {
        /// The `AppID` of the account.
        app_id: String,
        /// A file with the token and nothing else.
        token_file: PathBuf,
    },
}

impl Account {
    pub(super) fn app_id(&self) -> &str {
        match self {
            Self::App { app_id, .. } | Self::Authorizer { app_id, .. } => app_id,
        }
    }
}

pub(super) type AccessToken = Zeroizing<String>;

/// The token of an account.
#[derive(Debug)]
pub(super) struct Tokens {
    account: Account,
    api: String,
    redactor: Redactor,
    /// Whoever holds the lock fetches; the others wait and find what was fetched.
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    held: Option<Held>,
    failed: Option<(Instant, Problem)>,
}

struct Held {
    token: AccessToken,
    until: Instant,
}

impl std::fmt::Debug for Held {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Held(until {:?})", self.until)
    }
}

impl Tokens {
    pub(super) fn new(account: Account, api: &str, redactor: Redactor) -> Self {
        if let Account::App { secret, .. } = &account {
            redactor.hide(&secret.0);
        }
        Self { account, api: api.to_owned(), redactor, state: Mutex::default() }
    }

    pub(super) fn account(&self) -> &Account {
        &self.account
    }

    /// A token that is not `refused`, which WeChat has just said no to.
    pub(super) async fn token<T: Transport>(
        &self,
        transport: &T,
        refused: Option<&str>,
    ) -> Result<AccessToken, Problem> {
        let asked = Instant::now();
        let mut state = self.state.lock().await;
        if let Some(held) = &state.held
            && refused != Some(held.token.as_str())
            && Instant::now() < held.until
        {
            return Ok(held.token.clone());
        }
        // Whoever waited for a fetch that failed shares its failure: 200 callers, one call.
        if let Some((at, problem)) = &state.failed
            && *at >= asked
        {
            return Err(problem.clone());
        }
        let fetched = self.fetch(transport, refused).await;
        let now = Instant::now();
        match fetched {
            Ok((token, seconds)) => {
                self.redactor.hide(&token);
                let until = now + Duration::from_secs(usable(seconds));
                *state = State { held: Some(Held { token: token.clone(), until }), failed: None };
                Ok(token)
            }
            Err(problem) => {
                *state = State { held: None, failed: Some((now, problem.clone())) };
                Err(problem)
            }
        }
    }

    /// Why there is no token; looks no more often than every half minute when there is none.
    pub(super) async fn problem<T: Transport>(&self, transport: &T) -> Option<Problem> {
        let recent = {
            let state = self.state.lock().await;
            state.failed.as_ref().filter(|(at, _)| at.elapsed() < FAILURE_LASTS).map(|it| it.1.clone())
        };
        match recent {
            Some(problem) => Some(problem),
            None => self.token(transport, None).await.err(),
        }
    }

    async fn fetch<T: Transport>(
        &self,
        transport: &T,
        refused: Option<&str>,
    ) -> Result<(AccessToken, u64), Problem> {
        let (app_id, secret) = match &self.account {
            Account::App { app_id, secret } => (app_id, secret),
            // Read anew for every call: somebody else renews it.
            Account::Authorizer { token_file, .. } => {
                let token = read_token(token_file).await?;
                let same = refused == Some(token.as_str());
                return if same { Err(stale()) } else { Ok((token, 0)) };
            }
        };
        let fetched = self.stable_token(transport, app_id, secret, false).await?;
        if refused == Some(fetched.0.as_str()) {
            tracing::info!("WeChat refuses the token that it gives out: forcing a new one");
            return self.stable_token(transport, app_id, secret, true).await;
        }
        Ok(fetched)
    }

    async fn stable_token<T: Transport>(
        &self,
        transport: &T,
        app_id: &str,
        secret: &AppSecret,
        force: bool,
    ) -> Result<(AccessToken, u64), Problem> {
        let body = serde_json::json!({
            "grant_type": "client_credential",
            "appid": app_id,
            "secret": secret.0.as_str(),
            "force_refresh": force,
        });
        let request = HttpRequest::new("POST", &format!("{}/cgi-bin/stable_token", self.api))
            .header("Content-Type", "application/json")
            .body(body.to_string());
        tracing::info!(force, "fetching an access token");
        let answer = transport.send(request).await.map_err(unreachable)?;
        read_answer(&answer)
    }
}

/// For how many seconds a token is used that lives that long.
fn usable(seconds: u64) -> u64 {
    if seconds > EARLY { seconds - EARLY } else { seconds / 2 }
}

fn read_answer(answer: &Answer) -> Result<(AccessToken, u64), Problem> {
    let value: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    if let (Some(token), Some(seconds)) = (value["access_token"].as_str(), value["expires_in"].as_u64()) {
        return Ok((Zeroizing::new(token.to_owned()), seconds));
    }
    let Some(errcode) = value["errcode"].as_i64() else {
        let status = answer.status.to_string();
        return Err(Problem::new(Kind::UpstreamNoToken).detail(NO_ANSWER, &status));
    };
    tracing::warn!(errcode, "WeChat gives no access token");
    let errmsg = value["errmsg"].as_str().unwrap_or_default();
    Err(Problem::new(Kind::UpstreamNoToken).detail(REFUSED, &format!("{errcode} {errmsg}")).errcode(errcode))
}

async fn read_token(file: &std::path::Path) -> Result<AccessToken, Problem> {
    let file = file.to_owned();
    let read = tokio::task::spawn_blocking(move || std::fs::read_to_string(file)).await;
    let text =
        Zeroizing::new(read.map_err(|_| Problem::new(Kind::Internal))?.map_err(|error| {
            Problem::new(Kind::UpstreamNoToken).detail(NO_FILE, &error.kind().to_string())
        })?);
    let token = text.trim();
    if token.is_empty() || token.len() > LONGEST_TOKEN || token.contains(char::is_whitespace) {
        return Err(Problem::new(Kind::UpstreamNoToken).detail(NO_TOKEN_IN_FILE, ""));
    }
    Ok(Zeroizing::new(token.to_owned()))
}

/// A token that cannot be fetched is never more than that: no publish was tried.
fn unreachable(lost: Lost) -> Problem {
    Problem::new(Kind::UpstreamUnreachable).detail(NO_CONNECTION, &lost.to_string())
}

fn stale() -> Problem {
    Problem::new(Kind::UpstreamNoToken).detail(STALE, "")
}

const REFUSED: Bilingual =
    Bilingual::new("微信拒绝发放 access_token：{}", "WeChat refuses an access token: {}");
const NO_ANSWER: Bilingual = Bilingual::new(
    "获取 access_token 的返回不是微信的格式（HTTP 状态 {}）",
    "The answer to the call for an access token is not WeChat's (HTTP status {})",
);
const NO_CONNECTION: Bilingual = Bilingual::new(
    "获取 access_token 时连不上微信接口：{}",
    "WeChat could not be reached for an access token: {}",
);
const NO_FILE: Bilingual = Bilingual::new(
    "authorizer_access_token 的文件读不出来：{}",
    "The file with the authorizer_access_token cannot be read: {}",
);
const NO_TOKEN_IN_FILE: Bilingual = Bilingual::new(
    "authorizer_access_token 的文件里应当只有令牌本身",
    "The file with the authorizer_access_token should hold the token and nothing else",
);
const STALE: Bilingual = Bilingual::new(
    "微信不认文件里的 authorizer_access_token，文件也还没有更新：请让第三方平台刷新它",
    "WeChat refuses the authorizer_access_token in the file, and the file has not changed: have the platform renew it",
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_given_up_five_minutes_before_its_end() {
        assert_eq!([7200, 301, 300, 0].map(usable), [6900, 1, 150, 0]);
    }
}
