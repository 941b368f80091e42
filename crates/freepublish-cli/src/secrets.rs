//! The secrets of an account, from the command line or the environment.

use std::fmt;

use freepublish::envelope::{AesKey, Secrets, Token};

/// Secrets that any command may be given. An empty value is none, so that a variable can be unset by emptying it.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct SecretArgs {
    /// Token of the server configuration, to check signatures
    #[arg(long, value_name = "TOKEN", env = "FREEPUBLISH_TOKEN", hide_env_values = true)]
    token: Option<Entered>,

    /// EncodingAESKey, to decrypt messages
    #[arg(long, value_name = "KEY", env = "FREEPUBLISH_AES_KEY", hide_env_values = true)]
    aes_key: Option<Entered>,

    /// The EncodingAESKey before it was last changed
    #[arg(long, value_name = "KEY", env = "FREEPUBLISH_PREVIOUS_AES_KEY", hide_env_values = true)]
    previous_aes_key: Option<Entered>,

    /// App id that messages have to be for; a third-party platform's is its component's
    #[arg(long, value_name = "APP_ID", env = "FREEPUBLISH_APP_ID", hide_env_values = true)]
    app_id: Option<String>,
}

impl SecretArgs {
    /// What was given. A key that is none is kept as its error: it is a finding, not a wrong usage.
    pub(crate) fn secrets(&self) -> Secrets {
        let text = |entered: &Option<Entered>| {
            entered.as_ref().map(|entered| entered.0.clone()).filter(|text| !text.trim().is_empty())
        };
        let key = |entered| text(entered).map(|encoding| AesKey::from_encoding(&encoding));
        Secrets {
            token: text(&self.token).map(|token| Token::new(&token)),
            key: key(&self.aes_key),
            previous_key: key(&self.previous_aes_key),
            app_id: self.app_id.clone().filter(|app_id| !app_id.trim().is_empty()),
        }
    }
}

/// A secret as it was entered; nothing prints it.
#[derive(Clone)]
struct Entered(String);

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
