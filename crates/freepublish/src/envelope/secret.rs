//! The secrets of an account, as types that cannot be printed, compared or written out by accident.

use std::fmt;

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use zeroize::Zeroizing;

use super::{DecryptError, Plain, decrypt};

/// The `Token` of the server configuration, which signatures are made with. Its bytes are overwritten when it is
/// dropped.
#[derive(Clone)]
pub struct Token(Zeroizing<String>);

impl Token {
    /// A token as entered in the console. White space around it is left out: it comes from copying.
    pub fn new(token: &str) -> Self {
        Self(Zeroizing::new(token.trim().to_owned()))
    }

    pub(super) fn text(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(***)")
    }
}

/// The key that messages are encrypted with: the 32 bytes an `EncodingAESKey` stands for. They are overwritten when
/// it is dropped.
#[derive(Clone)]
pub struct AesKey(Zeroizing<[u8; 32]>);

impl AesKey {
    /// Reads an `EncodingAESKey`: 43 letters and digits, which are base64 of 32 bytes without its `=`. White space
    /// around it is left out: it comes from copying.
    ///
    /// 43 characters hold two bits more than 32 bytes. WeChat's own sample keys have some of these bits set, which
    /// strict decoders refuse; here they are ignored, as WeChat does.
    ///
    /// # Errors
    ///
    /// [`KeyError`] says what about the text makes it no such key; it does not hold the text.
    pub fn from_encoding(encoding: &str) -> Result<Self, KeyError> {
        let encoding = encoding.trim();
        let count = encoding.chars().count();
        if count != ENCODED_LENGTH {
            return Err(KeyError::Length { count });
        }
        if let Some(at) = encoding.chars().position(|c| !c.is_ascii_alphanumeric()) {
            return Err(KeyError::Charset { position: at + 1 });
        }
        let mut bytes = Zeroizing::new([0; 32]);
        // 43 characters of base64 are 32 bytes and nothing else, so the decoder has nothing left to refuse.
        let written = LENIENT.decode_slice(encoding, bytes.as_mut_slice());
        if written == Ok(bytes.len()) { Ok(Self(bytes)) } else { Err(KeyError::Length { count }) }
    }

    /// The key of these bytes, for those who keep it as bytes.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    pub(super) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The initialisation vector: the first 16 bytes of the key.
    pub(super) fn vector(&self) -> [u8; 16] {
        let mut vector = [0; 16];
        vector.copy_from_slice(&self.0[..16]);
        vector
    }
}

impl fmt::Debug for AesKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AesKey(***)")
    }
}

/// The characters of an `EncodingAESKey`.
const ENCODED_LENGTH: usize = 43;

const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Why a text is no `EncodingAESKey`. WeChat's sample code calls both −40004. A text has no third way to be none: who asks
/// for a key can name both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyError {
    /// Not 43 characters.
    Length {
        /// How many there are, white space around them left out.
        count: usize,
    },
    /// A character that is neither a letter nor a digit.
    Charset {
        /// Which one is the first, counted from 1. The character itself is not told: it is part of a secret.
        position: usize,
    },
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Length { count } => {
                write!(f, "an EncodingAESKey has {ENCODED_LENGTH} characters, this has {count}")
            }
            Self::Charset { position } => {
                write!(f, "an EncodingAESKey has letters and digits only; character {position} is neither")
            }
        }
    }
}

impl std::error::Error for KeyError {}

/// What is known of the account a message belongs to. Whatever is absent is not checked.
#[derive(Clone, Debug, Default)]
pub struct Secrets {
    /// `Token`, for signatures.
    pub token: Option<Token>,
    /// `EncodingAESKey` as it is now. What was entered and is no key is kept as its error, so that it becomes a
    /// finding beside the others: `secrets.key = Some(AesKey::from_encoding(entered))`.
    pub key: Option<Result<AesKey, KeyError>>,
    /// `EncodingAESKey` as it was before it was last changed: messages that were under way still use it.
    pub previous_key: Option<Result<AesKey, KeyError>>,
    /// The app id that messages have to end in; on a third-party platform, that of the component.
    pub app_id: Option<String>,
}

/// One of the two keys an account may have while it changes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WhichKey {
    /// [`Secrets::key`].
    Current,
    /// [`Secrets::previous_key`].
    Previous,
}

impl Secrets {
    /// The keys that are keys, the current one first.
    fn usable_keys(&self) -> impl Iterator<Item = (WhichKey, &AesKey)> {
        let keys = [(WhichKey::Current, &self.key), (WhichKey::Previous, &self.previous_key)];
        keys.into_iter().filter_map(|(which, key)| Some((which, key.as_ref()?.as_ref().ok()?)))
    }

    /// Whether there is a key to decrypt with.
    pub fn can_decrypt(&self) -> bool {
        self.usable_keys().next().is_some()
    }

    /// Decrypts with whichever key opens it. The error is that of the current key; `None` without any key.
    pub(super) fn decrypt(&self, encrypted: &str) -> Result<(Plain, WhichKey), Option<DecryptError>> {
        let mut failure = None;
        for (which, key) in self.usable_keys() {
            match decrypt(key, encrypted) {
                Ok(plain) => return Ok((plain, which)),
                Err(error) => failure = failure.or(Some(error)),
            }
        }
        Err(failure)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_not_told() {
        let key = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
        let secrets = Secrets {
            token: Some(Token::new("pamtest")),
            key: Some(AesKey::from_encoding(key)),
            previous_key: Some(AesKey::from_encoding("abc!")),
            app_id: None,
        };
        let told = format!("{secrets:?}");
        assert!(!told.contains("pamtest") && !told.contains("abc") && !told.contains("105"), "{told}");
        assert!(told.contains("Token(***)") && told.contains("AesKey(***)"), "{told}");
    }

    #[test]
    fn a_text_that_is_no_key_is_refused_for_what_it_is() {
        let refused = |text: &str| AesKey::from_encoding(text).map(|_| ()).err();
        assert_eq!(refused(&"A".repeat(42)), Some(KeyError::Length { count: 42 }));
        assert_eq!(refused(&format!("{}=", "A".repeat(43))), Some(KeyError::Length { count: 44 }));
        assert_eq!(refused(""), Some(KeyError::Length { count: 0 }));
        assert_eq!(refused(&format!("{}-", "A".repeat(42))), Some(KeyError::Charset { position: 43 }));
        assert_eq!(refused(&"钥".repeat(43)), Some(KeyError::Charset { position: 1 }));
        assert_eq!(refused(&format!(" {}\n", "A".repeat(43))), None);
    }

    #[test]
    fn what_is_no_key_decrypts_nothing() {
        let good = || Some(AesKey::from_encoding(&"A".repeat(43)));
        let bad = || Some(AesKey::from_encoding("short"));
        let can = |key, previous_key| Secrets { key, previous_key, ..Secrets::default() }.can_decrypt();
        assert!(can(good(), None) && can(None, good()) && can(bad(), good()) && can(good(), bad()));
        assert!(!can(None, None) && !can(bad(), None) && !can(None, bad()));
    }

    #[test]
    fn the_two_bits_beyond_the_key_do_not_matter() {
        // G is 000110: its last two bits lie behind the 32nd byte.
        let with_bits = AesKey::from_encoding(&format!("{}G", "A".repeat(42)));
        let without = AesKey::from_encoding(&format!("{}E", "A".repeat(42)));
        assert_eq!(with_bits.map(|key| *key.bytes()), without.map(|key| *key.bytes()));
    }
}
