//! The secrets of an account, from the command line or the environment.

use std::fmt;

use freepublish::envelope::{AesKey, KeyError, Secrets, Token};

use crate::mask::MASK;

/// The secrets of an account as it is now. An empty value is none, so that a variable can be unset by emptying it.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct AccountArgs {
    /// Token of the server configuration, for signatures
    #[arg(long, value_name = "TOKEN", env = "FREEPUBLISH_TOKEN", hide_env_values = true)]
    token: Option<Entered>,

    /// EncodingAESKey, for encrypted messages
    #[arg(long, value_name = "KEY", env = "FREEPUBLISH_AES_KEY", hide_env_values = true)]
    aes_key: Option<Entered>,

    /// App id that messages are for; a third-party platform's is its component's
    #[arg(long, value_name = "APP_ID", env = "FREEPUBLISH_APP_ID", hide_env_values = true)]
    app_id: Option<String>,
}

/// The secrets that a message may have been protected with.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct SecretArgs {
    #[command(flatten)]
    account: AccountArgs,

    /// The EncodingAESKey before it was last changed
    #[arg(long, value_name = "KEY", env = "FREEPUBLISH_PREVIOUS_AES_KEY", hide_env_values = true)]
    previous_aes_key: Option<Entered>,
}

impl AccountArgs {
    /// A text without what was given, for texts that come from elsewhere.
    pub(crate) fn hidden(&self, told: &str) -> String {
        /// WeChat takes no shorter token, and a letter or two would be found in any text.
        const SHORTEST: usize = 3;
        let given = [&self.token, &self.aes_key].into_iter().filter_map(|entered| text(entered.as_ref()));
        let given = given.filter(|secret| secret.trim().len() >= SHORTEST);
        given.fold(told.to_owned(), |told, secret| told.replace(secret.trim(), MASK))
    }

    /// What was given. A key that is none is kept as its error: it is a finding, not a wrong usage.
    pub(crate) fn secrets(&self) -> Secrets {
        Secrets {
            token: text(self.token.as_ref()).map(|token| Token::new(&token)),
            key: key(self.aes_key.as_ref()),
            previous_key: None,
            app_id: self.app_id.clone().filter(|app_id| !app_id.trim().is_empty()),
        }
    }
}

impl SecretArgs {
    /// What was given, the previous key included.
    pub(crate) fn secrets(&self) -> Secrets {
        Secrets { previous_key: key(self.previous_aes_key.as_ref()), ..self.account.secrets() }
    }
}

fn text(entered: Option<&Entered>) -> Option<String> {
    entered.map(|entered| entered.0.clone()).filter(|text| !text.trim().is_empty())
}

fn key(entered: Option<&Entered>) -> Option<Result<AesKey, KeyError>> {
    text(entered).map(|encoding| AesKey::from_encoding(&encoding))
}

/// A secret as it was entered; nothing prints it.
#[derive(Clone)]
pub(crate) struct Entered(String);

impl Entered {
    /// The secret in clear, to be sent where it belongs.
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

impl From<String> for Entered {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Debug for Entered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::*;

    #[derive(Debug, clap::Parser)]
    struct Args {
        #[command(flatten)]
        secrets: SecretArgs,
    }

    #[test]
    fn what_was_entered_is_not_told_and_what_is_empty_is_none() {
        let args = Args::parse_from(["x", "--token", "pamtest", "--aes-key", "abcdefgh", "--app-id", ""]);
        let told = format!("{args:?} {:?}", args.secrets.secrets());
        assert!(!told.contains("pamtest") && !told.contains("abcdefgh"), "{told}");
        let args = Args::parse_from(["x", "--token", " ", "--aes-key", "", "--app-id", ""]);
        let Secrets { token, key, app_id, .. } = args.secrets.secrets();
        assert!(token.is_none() && key.is_none() && app_id.is_none());
    }
}
