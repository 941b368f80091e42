//! Requests to a handler out of what is at hand: a document that is pushed again, and the verification of an address.

use super::callback::{USER_AGENT, request};
use super::credentials::Credentials;
use super::http::HttpRequest;
use super::ids::Ids;
use super::prng::{DIGITS, Prng};
use crate::envelope::seal::{Account, PushFormat, SignatureParameters, seal_again, url_verification};
use crate::inspection::Mode;

/// A document that is to be pushed, as often as it takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repost {
    /// The event: plain, or as it was encrypted.
    pub document: String,
    /// The mode to push it in. What is encrypted already stays as it is.
    pub mode: Mode,
    /// Nonces and random bytes are made from it.
    pub seed: u64,
    /// The address it is pushed to, without WeChat's parameters.
    pub url: String,
}

impl Repost {
    /// The `number`th request that carries it, counted from 0, sent `at`, in seconds since 1970 UTC. Each has a nonce of
    /// its own. The first of a generated callback's document is the callback's own request.
    pub fn push(&self, number: u64, at: i64, credentials: &Credentials) -> HttpRequest {
        let Credentials { token, key, app_id } = credentials;
        let ids = Ids { seed: self.seed };
        let nonce = ids.nonce(number);
        let stamp = SignatureParameters { timestamp: at, nonce: &nonce, random: ids.random(number) };
        let sealed = seal_again(&self.document, self.mode, &Account { token, key, app_id }, &stamp);
        let is_json = sealed.body.trim_start().starts_with('{');
        request(&self.url, if is_json { PushFormat::Json } else { PushFormat::Xml }, sealed)
    }
}

/// The GET that WeChat sends when the server configuration is saved, and what the handler has to answer.
pub fn verification(url: &str, seed: u64, at: i64, credentials: &Credentials) -> (HttpRequest, String) {
    // WeChat's own is a number of some 19 digits, which a handler must not take for one.
    let mut dice = Prng::new(seed, "echostr", 0);
    let echostr = format!("{}{}", 1 + dice.below(9), dice.text(DIGITS, 18));
    let sealed = url_verification(&credentials.token, at, &Ids { seed }.nonce(0), &echostr);
    let between = if url.contains('?') { '&' } else { '?' };
    let request = HttpRequest::new("GET", &format!("{url}{between}{}", sealed.query_string()))
        .header("User-Agent", USER_AGENT)
        .header("Accept", "*/*");
    (request, echostr)
}
