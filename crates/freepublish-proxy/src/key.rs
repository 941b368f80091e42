//! The key that opens the proxy.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

/// A key, as it stands behind `Authorization: Bearer`. Nothing prints it by accident; its bytes are overwritten when it
/// is dropped.
#[derive(Clone)]
pub struct Key(Zeroizing<String>);

/// A shorter key can be guessed.
const SHORTEST: usize = 16;

/// Why a text is no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyError {
    /// Fewer than 16 characters.
    Short,
    /// A character that cannot stand in a header or in the fragment of a link as it is.
    Charset,
    /// The operating system has no random numbers.
    NoRandom,
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Short => "a proxy key has at least 16 characters",
            Self::Charset => "a proxy key has letters, digits, `-`, `_`, `.` and `~` only",
            Self::NoRandom => "the operating system gave no random numbers",
        })
    }
}

impl std::error::Error for KeyError {}

impl Key {
    /// A key somebody chose. White space around it is left out: it comes from copying.
    ///
    /// # Errors
    ///
    /// [`KeyError::Short`] and [`KeyError::Charset`].
    pub fn new(text: &str) -> Result<Self, KeyError> {
        let text = text.trim();
        if text.len() < SHORTEST {
            return Err(KeyError::Short);
        }
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '~');
        if !text.chars().all(plain) {
            return Err(KeyError::Charset);
        }
        Ok(Self(Zeroizing::new(text.to_owned())))
    }

    /// A new key of 256 random bits.
    ///
    /// # Errors
    ///
    /// [`KeyError::NoRandom`].
    pub fn random() -> Result<Self, KeyError> {
        let mut bytes = Zeroizing::new([0; 32]);
        getrandom::fill(bytes.as_mut_slice()).map_err(|_| KeyError::NoRandom)?;
        Ok(Self(Zeroizing::new(URL_SAFE_NO_PAD.encode(bytes.as_slice()))))
    }

    /// Whether `given` is this key. Takes the same time wherever the two differ; only the length is told.
    pub fn is(&self, given: &str) -> bool {
        self.0.as_bytes().ct_eq(given.as_bytes()).into()
    }

    /// The key in clear, to be shown once to its owner.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(***)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_long_and_plain_and_not_told() {
        assert_eq!(Key::new("short").err(), Some(KeyError::Short));
        assert_eq!(Key::new("sixteen letters!").err(), Some(KeyError::Charset));
        let key = Key::new(" sixteen-letters.\n").expect("a key");
        assert!(key.is("sixteen-letters.") && !key.is("sixteen-letters") && !key.is(""));
        assert_eq!(format!("{key:?}"), "Key(***)");
    }

    #[test]
    fn random_keys_differ() {
        let keys = [Key::random(), Key::random()].map(|key| key.expect("randomness"));
        assert!(!keys[0].is(keys[1].reveal()));
        assert_eq!(keys[0].reveal().len(), 43);
    }
}
