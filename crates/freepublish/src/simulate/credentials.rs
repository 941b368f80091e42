//! The secrets a simulated account signs and encrypts with.

use crate::envelope::{AesKey, Secrets, Token};

/// The secrets of an account, as entered in the server configuration of WeChat's console.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// `Token`.
    pub token: Token,
    /// `EncodingAESKey`. Not used in plaintext mode.
    pub key: AesKey,
    /// The account's app id; of a third-party platform, the component's.
    pub app_id: String,
}

impl Credentials {
    /// The token of [`Self::demo`].
    pub const DEMO_TOKEN: &'static str = "freepublishlab";
    /// The `EncodingAESKey` of [`Self::demo`].
    pub const DEMO_AES_KEY: &'static str = "VGhpcyBkZW1vIGtleSBpcyBubyBzZWNyZXQgYXQgYWw";
    /// The app id of [`Self::demo`].
    pub const DEMO_APP_ID: &'static str = "wx0000000000000000";

    /// Credentials that everybody knows, for those who have none at hand. They are no account's: a handler that is
    /// rehearsed with them has to be set up with the same three values.
    pub fn demo() -> Self {
        Self {
            token: Token::new(Self::DEMO_TOKEN),
            key: AesKey::from_bytes(*b"This demo key is no secret at al"),
            app_id: Self::DEMO_APP_ID.to_owned(),
        }
    }

    /// The same, for those who check what was signed and encrypted with them.
    pub fn secrets(&self) -> Secrets {
        Secrets {
            token: Some(self.token.clone()),
            key: Some(Ok(self.key.clone())),
            previous_key: None,
            app_id: Some(self.app_id.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::envelope::{decrypt, encrypt};

    #[test]
    fn the_demo_key_is_what_it_is_said_to_be() {
        let entered = AesKey::from_encoding(Credentials::DEMO_AES_KEY).expect("a key");
        let encrypted = encrypt(&Credentials::demo().key, [b'0'; 16], "发布", "wx1");
        assert_eq!(decrypt(&entered, &encrypted).map(|plain| plain.message).as_deref(), Ok("发布"));
    }
}
