//! What a signature proves, and over which bytes.

use super::sign::{verify_msg_signature, verify_signature};
use super::{Secrets, Token};

/// What was verified. Only this library makes a value other than [`Verified::Nothing`], and only after it computed the
/// signature over what the value names: nothing can be called valid that no signature covers.
///
/// ```compile_fail
/// let nobody_computed_anything = freepublish::envelope::Verified::Caller;
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Verified {
    /// Nothing: there is no token to verify with, no signature, or the signature is another one.
    #[default]
    Nothing,
    /// `signature`, over token, timestamp and nonce. Whoever sent the message knows the token or has seen a message that
    /// was signed with it. It says nothing about the body: with one captured query any body passes.
    #[non_exhaustive]
    Caller,
    /// `msg_signature` of a push, or `MsgSignature` of a reply, over token, timestamp, nonce and this ciphertext. It
    /// covers what is decrypted from it, and no field that stands beside it.
    #[non_exhaustive]
    Ciphertext {
        /// The value of `Encrypt`, as it was signed.
        encrypt: String,
    },
}

impl Verified {
    /// The name in the contract of the proxy.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Caller => "caller",
            Self::Ciphertext { .. } => "ciphertext",
        }
    }

    /// Verifies `signature`.
    pub(super) fn caller(token: &Token, timestamp: &str, nonce: &str, given: &str) -> Option<Self> {
        verify_signature(token, timestamp, nonce, given).then_some(Self::Caller)
    }

    /// Verifies `msg_signature`.
    pub(super) fn ciphertext(
        token: &Token,
        timestamp: &str,
        nonce: &str,
        encrypt: &str,
        given: &str,
    ) -> Option<Self> {
        verify_msg_signature(token, timestamp, nonce, encrypt, given)
            .then(|| Self::Ciphertext { encrypt: encrypt.to_owned() })
    }
}

/// Whether a message says that it is for another account than the secrets belong to.
pub(super) fn other_app_id<'s>(secrets: &'s Secrets, found: &str) -> Option<&'s str> {
    let expected = secrets.app_id.as_deref()?.trim();
    (found != expected).then_some(expected)
}
