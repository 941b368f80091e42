//! A push as a server receives it: what is verified, over which bytes, and what it says.

use sha1::{Digest as _, Sha1};

use super::open::Inner;
use super::pasted::PastedMessage;
use super::push::{PushDocument, PushQuery};
use super::refusal::{NotOneDocument, Refusal};
use super::sign::verify_signature;
use super::verified::{Verified, other_app_id};
use super::{DecryptError, Plain, Secrets, WhichKey};
use crate::inspect::{KindHint, Options, inspect, inspect_with};
use crate::inspection::{Inspection, Mode};

/// WeChat's nonces are some ten digits. A part of a ciphertext that is moved into the nonce leaves the signature valid, as
/// its parts are joined without anything between them; 64 characters of base64 are needed for what is left to be whole
/// blocks.
const LONGEST_NONCE: usize = 32;

/// Seconds since 1970 have ten digits from 2001 to 2286.
const TIMESTAMP_DIGITS: usize = 10;

/// More fields that differ are not named.
const MOST_FIELDS: usize = 20;

/// A push that was taken.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Received {
    /// What is verified. Nothing, where the secrets have no token.
    pub verified: Verified,
    /// How it came. With a token, [`Mode::Compatible`] and [`Mode::Secure`] stand for a verified ciphertext.
    pub mode: Mode,
    /// The `timestamp` of the query, in seconds since 1970 UTC; verified unless `verified` is nothing.
    pub timestamp: Option<i64>,
    /// The `nonce` of the query, likewise.
    pub nonce: Option<String>,
    /// What it says.
    pub content: Content,
    /// SHA-1 of the message. Two pushes with the same timestamp and nonce are one that was sent again if their fingerprints
    /// are equal; else one of them makes use of the other's query. `None` of what no key opens. (Such a forger would have
    /// to find a second message to a given sum, which SHA-1 withstands.)
    pub fingerprint: Option<[u8; 20]>,
}

/// What a push says.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Content {
    /// The body is the message.
    Plain(Box<Inspection>),
    /// The message was decrypted from the ciphertext. Nothing beside the ciphertext was read.
    Decrypted(Box<Inner>),
    /// A ciphertext that no key opens; `None` where there is no key.
    Sealed(Option<DecryptError>),
}

impl Content {
    /// What was read from the message, where it could be read.
    pub fn inspection(&self) -> Option<&Inspection> {
        match self {
            Self::Plain(inspection) => Some(inspection),
            Self::Decrypted(inner) => Some(&inner.inspection),
            Self::Sealed(_) => None,
        }
    }
}

/// Takes a push as WeChat sends it, or says why not. `query` is that of the request, without its `?`; `body` is what came.
///
/// Only a push's own shape is read: signature parameters of the query, and one XML or JSON document. What is cheap comes
/// first: the query, then the signature over the ciphertext, and only what is verified is decrypted and read. Time and
/// memory are linear in the body, whatever it holds.
///
/// `expected` is the mode of the account. What is weaker is refused:
///
/// - [`Mode::Secure`]: the decrypted message counts, and what stands beside `Encrypt` is not read. A push in compatible
///   mode is taken by its ciphertext.
/// - [`Mode::Compatible`]: the same, and plain fields that differ are refused.
/// - [`Mode::Plain`]: the query vouches for whoever sent it, and nothing for the body. A ciphertext is verified and
///   decrypted all the same, where there is one.
///
/// Without [`Secrets::token`] nothing is verified, and the answer says so.
///
/// # Errors
///
/// The first reason not to take it.
pub fn receive(query: &str, body: &[u8], secrets: &Secrets, expected: Mode) -> Result<Received, Refusal> {
    let query = PushQuery::read(query);
    check(&query, secrets, expected)?;
    let text = std::str::from_utf8(body).map_err(|_| NotOneDocument::NotUtf8)?;
    let document = PushDocument::read(text)?;
    let push = Push { query: &query, text, secrets, expected };
    match document.encrypt.as_deref() {
        Some(encrypt) => push.encrypted(encrypt, document.has_event_fields),
        None => push.plain(),
    }
}

/// What the query alone can prove, before a body is read: `signature`, which WeChat sends in every mode. A stranger who has
/// not seen a push of the account does not get past it.
///
/// # Errors
///
/// The first reason not to take the push.
pub fn check_query(query: &str, secrets: &Secrets, expected: Mode) -> Result<(), Refusal> {
    let query = PushQuery::read(query);
    check(&query, secrets, expected)?;
    if secrets.token.is_some() && query.signature.is_none() {
        return Err(Refusal::ParametersMissing { names: vec!["signature"] });
    }
    Ok(())
}

fn check(query: &PushQuery, secrets: &Secrets, expected: Mode) -> Result<(), Refusal> {
    let Some(token) = &secrets.token else { return Ok(()) };
    let claims_encryption = query.claims_encryption();
    let signature = match (&query.msg_signature, &query.signature) {
        (None, _) if claims_encryption => ("msg_signature", None),
        (None, signature) => ("signature", signature.as_ref()),
        (signature, _) => ("msg_signature", signature.as_ref()),
    };
    let (Some(timestamp), Some(nonce), (_, Some(_))) = (&query.timestamp, &query.nonce, signature) else {
        let parts = [signature, ("timestamp", query.timestamp.as_ref()), ("nonce", query.nonce.as_ref())];
        let names = parts.into_iter().filter(|(_, value)| value.is_none()).map(|(name, _)| name).collect();
        return Err(Refusal::ParametersMissing { names });
    };
    let is_digit = |byte: u8| byte.is_ascii_digit();
    if timestamp.len() != TIMESTAMP_DIGITS || !timestamp.bytes().all(is_digit) {
        return Err(Refusal::ParameterMalformed { name: "timestamp" });
    }
    if nonce.len() > LONGEST_NONCE {
        return Err(Refusal::ParameterMalformed { name: "nonce" });
    }
    // Where a ciphertext is to come it proves nothing, but a wrong one is none of WeChat's.
    if let Some(signature) = &query.signature
        && !verify_signature(token, timestamp, nonce, signature)
    {
        return Err(Refusal::SignatureMismatch { name: "signature" });
    }
    if !claims_encryption && expected != Mode::Plain {
        return Err(Refusal::Downgrade { expected });
    }
    Ok(())
}

/// A push whose query is checked.
struct Push<'p> {
    query: &'p PushQuery,
    text: &'p str,
    secrets: &'p Secrets,
    expected: Mode,
}

impl Push<'_> {
    /// A document without ciphertext.
    fn plain(&self) -> Result<Received, Refusal> {
        if self.query.claims_encryption() {
            return Err(Refusal::CiphertextMissing);
        }
        if self.expected != Mode::Plain {
            return Err(Refusal::Downgrade { expected: self.expected });
        }
        let verified = self.verified_caller()?;
        Ok(self.of_plain_fields(verified))
    }

    fn encrypted(&self, encrypt: &str, has_event_fields: bool) -> Result<Received, Refusal> {
        let verified = self.verified_ciphertext(encrypt)?;
        let mode = if has_event_fields { Mode::Compatible } else { Mode::Secure };
        let (plain, key) = match self.secrets.decrypt(encrypt) {
            Ok(opened) => opened,
            Err(error) => {
                if error.is_none()
                    && has_event_fields
                    && self.expected == Mode::Plain
                    && let Ok(verified) = self.verified_caller()
                {
                    // Without a key it is as good as a plain push: the fields are there, and who sent them is known.
                    return Ok(self.of_plain_fields(verified));
                }
                return Ok(self.received(verified, mode, Content::Sealed(error), None));
            }
        };
        let Plain { message, app_id, .. } = plain;
        if let Some(expected) = other_app_id(self.secrets, &app_id) {
            return Err(Refusal::OtherAppId { found: app_id, expected: expected.to_owned() });
        }
        if self.expected == Mode::Compatible && has_event_fields {
            self.compare(&message)?;
        }
        Ok(self.of_decrypted(verified, mode, message, key))
    }

    fn of_plain_fields(&self, verified: Verified) -> Received {
        let content = Content::Plain(Box::new(read(self.text)));
        self.received(verified, Mode::Plain, content, Some(self.text))
    }

    fn of_decrypted(&self, verified: Verified, mode: Mode, message: String, key: WhichKey) -> Received {
        // WeChat encrypts one document. Whatever else was in there is kept as it is, and not searched for one.
        let is_document = PushDocument::read(&message).is_ok();
        let inspection = if is_document { read(&message) } else { Inspection::default() };
        let fingerprint = Sha1::digest(message.as_bytes()).into();
        let content = Content::Decrypted(Box::new(Inner { text: message, inspection, key }));
        Received { fingerprint: Some(fingerprint), ..self.received(verified, mode, content, None) }
    }

    fn received(&self, verified: Verified, mode: Mode, content: Content, message: Option<&str>) -> Received {
        Received {
            verified,
            mode,
            timestamp: self.query.timestamp.as_ref().and_then(|timestamp| timestamp.parse().ok()),
            nonce: self.query.nonce.clone(),
            content,
            fingerprint: message.map(|message| Sha1::digest(message.as_bytes()).into()),
        }
    }

    fn verified_caller(&self) -> Result<Verified, Refusal> {
        self.verify("signature", self.query.signature.as_deref(), Verified::caller)
    }

    fn verified_ciphertext(&self, encrypt: &str) -> Result<Verified, Refusal> {
        self.verify("msg_signature", self.query.msg_signature.as_deref(), |token, timestamp, nonce, given| {
            Verified::ciphertext(token, timestamp, nonce, encrypt, given)
        })
    }

    /// Without a token there is nothing to verify with.
    fn verify(
        &self,
        name: &'static str,
        given: Option<&str>,
        verified: impl FnOnce(&super::Token, &str, &str, &str) -> Option<Verified>,
    ) -> Result<Verified, Refusal> {
        let Some(token) = &self.secrets.token else { return Ok(Verified::Nothing) };
        let given = given.ok_or(Refusal::ParametersMissing { names: vec![name] })?;
        let part = |value: &Option<String>| value.clone().unwrap_or_default();
        let (timestamp, nonce) = (part(&self.query.timestamp), part(&self.query.nonce));
        verified(token, &timestamp, &nonce, given).ok_or(Refusal::SignatureMismatch { name })
    }

    /// In compatible mode both documents are one message.
    fn compare(&self, message: &str) -> Result<(), Refusal> {
        let (mut plain, mut decrypted) = (PastedMessage::default(), PastedMessage::default());
        inspect_with(self.text, &options(), &mut plain);
        inspect_with(message, &options(), &mut decrypted);
        let differing = plain.differences(&decrypted).into_iter().take(MOST_FIELDS);
        let fields: Vec<String> = differing.map(|part| plain.path_below_root(part)).collect();
        if fields.is_empty() { Ok(()) } else { Err(Refusal::PlaintextDiffers { fields }) }
    }
}

/// Reads a text that is one document.
fn read(text: &str) -> Inspection {
    inspect(text, &options())
}

fn options() -> Options {
    Options { kind: KindHint::Callback, ..Options::default() }
}
