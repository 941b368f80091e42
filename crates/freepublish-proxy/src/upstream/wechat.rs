//! WeChat as upstream, over any transport.

use std::fmt::Write as _;

use freepublish::simulate::HttpRequest;
use serde_json::Value;

use super::tokens::Tokens;
use super::{Account, Answer, Call, Health, Later, Lost, Transport, Upstream};
use crate::log::Redactor;
use crate::problem::{Kind, Problem};

/// WeChat's host.
pub const API: &str = "https://api.weixin.qq.com";

/// The access token is not valid (any more): worth another one.
const TOKEN_REFUSED: [i64; 3] = [40001, 40014, 42001];

/// WeChat, or what answers as WeChat does.
#[derive(Debug)]
pub struct WeChat<T> {
    transport: T,
    tokens: Tokens,
    api: String,
}

impl<T: Transport> WeChat<T> {
    /// Calls the interfaces at `api`, usually [`API`], for an account. Its tokens are kept out of logs by `redactor`.
    pub fn new(transport: T, api: &str, account: Account, redactor: Redactor) -> Self {
        Self { transport, tokens: Tokens::new(account, api, redactor), api: api.to_owned() }
    }

    async fn make(&self, call: &Call) -> Result<Answer, Problem> {
        let token = self.tokens.token(&self.transport, None).await?;
        let answer = self.send(call, &token).await?;
        let Some(errcode) = errcode(&answer).filter(|errcode| TOKEN_REFUSED.contains(errcode)) else {
            return Ok(answer);
        };
        // Refused for its token, so it had no effect: the one case in which repeating a submit is safe. After -1
        // nobody knows.
        tracing::info!(errcode, call = call.name(), "the access token is refused: once more with another");
        match self.tokens.token(&self.transport, Some(&token)).await {
            Ok(token) => self.send(call, &token).await,
            // What WeChat said is worth more than that we could not repair it.
            Err(_) => Ok(answer),
        }
    }

    async fn send(&self, call: &Call, token: &str) -> Result<Answer, Problem> {
        let url = format!("{}{}?access_token={}", self.api, call.path(), escaped(token));
        let request =
            HttpRequest::new("POST", &url).header("Content-Type", "application/json").body(call.body());
        self.transport.send(request).await.map_err(|lost| match lost {
            Lost::Unreachable => Kind::UpstreamUnreachable.into(),
            Lost::Broken => Kind::UpstreamOutcomeUnknown.into(),
        })
    }
}

impl<T: Transport> Upstream for WeChat<T> {
    fn kind(&self) -> &'static str {
        "wechat"
    }

    fn account(&self) -> Option<&str> {
        Some(self.tokens.account().app_id())
    }

    fn call(&self, call: Call) -> Later<'_, Result<Answer, Problem>> {
        Box::pin(async move { self.make(&call).await })
    }

    fn health(&self) -> Later<'_, Health> {
        Box::pin(async { Health { problem: self.tokens.problem(&self.transport).await } })
    }
}

fn errcode(answer: &Answer) -> Option<i64> {
    serde_json::from_slice::<Value>(&answer.body).ok()?["errcode"].as_i64()
}

/// A token has letters, digits, `-` and `_`; whatever else a file may hold must not change the address.
fn escaped(token: &str) -> String {
    let mut out = String::with_capacity(token.len());
    for byte in token.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
