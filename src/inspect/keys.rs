//! The secrets of an account, as they are typed into the key panel. In memory only: nothing stores or shares them.

use freepublish::Options;
use freepublish::envelope::{AesKey, Opened, Secrets, Token, open};

use crate::shell::Secret;

/// A field of the key panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The token of the server configuration.
    Token,
    /// The `EncodingAESKey`.
    Key,
    /// The account's app id; a third-party platform's component app id.
    AppId,
    /// The key before the present one.
    PreviousKey,
    /// The address of the push with its query, where only the body was pasted.
    Address,
}

impl Field {
    /// Every field, in the order of the panel.
    pub const ALL: [Self; 5] = [Self::Token, Self::Key, Self::AppId, Self::PreviousKey, Self::Address];
}

/// What stands in the key panel, and whether it is unfolded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyPanel {
    /// Whether it is unfolded.
    pub is_open: bool,
    values: [Secret; Field::ALL.len()],
}

impl KeyPanel {
    /// What stands in that field.
    pub fn value(&self, field: Field) -> &str {
        self.values[field as usize].reveal()
    }

    /// Whether nothing stands in any field.
    pub fn is_empty(&self) -> bool {
        self.values.iter().all(Secret::is_blank)
    }

    pub(super) fn set(&mut self, field: Field, value: Secret) {
        self.values[field as usize] = value;
    }

    pub(super) fn clear(&mut self) {
        self.values = Default::default();
    }

    /// Reads a text with these secrets; `None` when there are none and [`freepublish::inspect()`] says it all.
    pub(super) fn open(&self, text: &str) -> Option<Opened> {
        if self.is_empty() {
            return None;
        }
        let given = |field| Some(self.value(field).trim()).filter(|value| !value.is_empty());
        let options = Options { url: given(Field::Address).map(str::to_owned), ..Options::default() };
        let secrets = Secrets {
            token: given(Field::Token).map(Token::new),
            key: given(Field::Key).map(AesKey::from_encoding),
            previous_key: given(Field::PreviousKey).map(AesKey::from_encoding),
            app_id: given(Field::AppId).map(str::to_owned),
        };
        Some(open(text, &options, &secrets))
    }
}
