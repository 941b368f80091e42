//! Why a push is not taken.

use std::fmt;

use crate::inspection::Mode;

/// Why a push is not taken. A server answers with an error status and does not act on it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// Parameters that the signature is made of, or the signature itself, are not in the query.
    ParametersMissing {
        /// Their names.
        names: Vec<&'static str>,
    },
    /// A parameter that WeChat would not send: a `timestamp` that is not ten digits, a `nonce` of more than 32 bytes.
    ParameterMalformed {
        /// Its name.
        name: &'static str,
    },
    /// The signature is another one.
    SignatureMismatch {
        /// `signature` or `msg_signature`.
        name: &'static str,
    },
    /// It came in plain text, rightly signed as far as that goes, where a ciphertext is asked for.
    Downgrade {
        /// The mode that is asked for.
        expected: Mode,
    },
    /// The body is not one XML or JSON document.
    NotOneDocument(NotOneDocument),
    /// The query is that of an encrypted push, and the body has no `Encrypt`.
    CiphertextMissing,
    /// It was encrypted for another account.
    OtherAppId {
        /// The app id in the message.
        found: String,
        /// The app id of the secrets.
        expected: String,
    },
    /// In compatible mode: plain fields say something else than the encrypted ones.
    PlaintextDiffers {
        /// The paths of the first of them, below the root.
        fields: Vec<String>,
    },
}

/// Why a body is not one document as WeChat pushes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NotOneDocument {
    /// Not UTF-8.
    NotUtf8,
    /// It does not begin as an `<xml>` element or a JSON object: another format, or a document wrapped in one.
    AnotherFormat,
    /// Not well-formed.
    Malformed,
    /// Something stands behind the document.
    ContentBehind,
    /// `Encrypt` is there twice, is empty, or holds something else than one text.
    Ciphertext,
    /// Nested deeper than any message.
    TooDeep,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ParametersMissing { names } => write!(f, "the query lacks {}", names.join(", ")),
            Self::ParameterMalformed { name } => write!(f, "{name} is not as WeChat sends it"),
            Self::SignatureMismatch { name } => write!(f, "{name} is another one than the computed"),
            Self::Downgrade { expected } => {
                write!(f, "the push came in plain mode, {} mode is asked for", expected.name())
            }
            Self::NotOneDocument(error) => error.fmt(f),
            Self::CiphertextMissing => {
                f.write_str("the query says that the push is encrypted, the body has no Encrypt")
            }
            Self::OtherAppId { found, expected } => {
                write!(f, "the message is for the app id {found}, not for {expected}")
            }
            Self::PlaintextDiffers { fields } => {
                write!(f, "the plain fields differ from the encrypted ones: {}", fields.join(", "))
            }
        }
    }
}

impl std::error::Error for Refusal {}

impl fmt::Display for NotOneDocument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotUtf8 => "the body is not UTF-8",
            Self::AnotherFormat => "the body is neither an <xml> element nor a JSON object",
            Self::Malformed => "the body is not well-formed",
            Self::ContentBehind => "something stands behind the document in the body",
            Self::Ciphertext => "Encrypt is not one text",
            Self::TooDeep => "the document is nested too deeply",
        })
    }
}

impl std::error::Error for NotOneDocument {}

impl From<NotOneDocument> for Refusal {
    fn from(error: NotOneDocument) -> Self {
        Self::NotOneDocument(error)
    }
}
