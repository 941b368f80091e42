//! The secrets of the account that is simulated, as they are entered. They live in the memory of the page and nowhere
//! else: not in storage, not in a link.

use freepublish::envelope::{AesKey, KeyError, Secrets, Token};
use freepublish::inspection::Mode;
use freepublish::simulate::Credentials;

use crate::shell::{Lent, Secret};

/// What is entered of an account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// `Token`.
    pub token: Secret,
    /// `EncodingAESKey`.
    pub aes_key: Secret,
    /// The app id.
    pub app_id: Secret,
}

/// Why an account can make no callbacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// Encryption needs the app id.
    NoAppId,
    /// Encryption needs a key.
    NoKey,
    /// Encrypted messages are signed with a token of the account.
    NoToken,
    /// What was entered is no key.
    Key(KeyError),
}

impl Account {
    /// Made-up values that everybody knows.
    pub fn demo() -> Self {
        Self {
            token: Secret::new(Credentials::DEMO_TOKEN),
            aes_key: Secret::new(Credentials::DEMO_AES_KEY),
            app_id: Secret::new(Credentials::DEMO_APP_ID),
        }
    }

    /// Whether nothing was entered.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What callbacks of that mode are signed and encrypted with. In plaintext mode a token that was not entered is the
    /// made-up one: the signature is the only thing it is used for, and few handlers look at it.
    pub fn credentials(&self, mode: Mode) -> Result<Credentials, Unfit> {
        let Credentials { token, key, app_id } = Credentials::demo();
        if mode == Mode::Plain {
            let token = if self.token.is_blank() { token } else { Token::new(self.token.reveal()) };
            return Ok(Credentials { token, key, app_id });
        }
        for (entered, unfit) in
            [(&self.token, Unfit::NoToken), (&self.aes_key, Unfit::NoKey), (&self.app_id, Unfit::NoAppId)]
        {
            if entered.is_blank() {
                return Err(unfit);
            }
        }
        Ok(Credentials {
            token: Token::new(self.token.reveal()),
            key: AesKey::from_encoding(self.aes_key.reveal()).map_err(Unfit::Key)?,
            app_id: self.app_id.reveal().trim().to_owned(),
        })
    }

    /// The same for a scenario, which has to play whatever was entered: else with the made-up values.
    pub fn credentials_or_demo(&self, mode: Mode) -> Credentials {
        self.credentials(mode).unwrap_or_else(|_| Credentials::demo())
    }

    /// The values that [`Self::credentials_or_demo`] takes, to be lent to another page.
    pub(super) fn lend(&self, mode: Mode) -> Lent {
        let values = if self.credentials(mode).is_ok() { self.clone() } else { Self::demo() };
        let Self { token, aes_key, app_id } = values;
        Lent { token, aes_key, app_id }
    }
}

/// What opens the messages that were made with these credentials.
pub(super) fn secrets(credentials: Credentials) -> Secrets {
    let Credentials { token, key, app_id } = credentials;
    Secrets { token: Some(token), key: Some(Ok(key)), previous_key: None, app_id: Some(app_id) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unfit(account: &Account) -> Option<Unfit> {
        account.credentials(Mode::Secure).err()
    }

    #[test]
    fn secrets_are_not_told() {
        let told = format!("{:?}", Account { token: Secret::new("pamtest"), ..Account::default() });
        assert!(!told.contains("pamtest") && told.contains("***"), "{told}");
    }

    #[test]
    fn encryption_needs_all_three() {
        let mut account = Account::default();
        assert!(account.credentials(Mode::Plain).is_ok(), "a signature can do with the made-up token");
        assert_eq!(unfit(&account), Some(Unfit::NoToken));
        account.token = Secret::new("t");
        assert_eq!(unfit(&account), Some(Unfit::NoKey));
        account.aes_key = Secret::new("short");
        assert_eq!(unfit(&account), Some(Unfit::NoAppId));
        account.app_id = Secret::new(" wx1 ");
        assert_eq!(unfit(&account), Some(Unfit::Key(KeyError::Length { count: 5 })));
        account.aes_key = Account::demo().aes_key;
        let made = account.credentials(Mode::Secure).map(|credentials| credentials.app_id);
        assert_eq!(made, Ok("wx1".to_owned()));
    }

    #[test]
    fn a_scenario_plays_whatever_was_entered() {
        let half = Account { token: Secret::new("t"), ..Account::default() };
        assert_eq!(half.credentials_or_demo(Mode::Secure).app_id, Credentials::DEMO_APP_ID);
    }
}
