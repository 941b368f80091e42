//! Copies, keys, help, and what other pages hand over to Inspect.

use super::{Action, Dialog, Effect, Field, State};
use crate::export;
use crate::i18n::MoreTexts;
use crate::route::Route;
use crate::shell::{Lent, share};
use crate::ui::editor::with_line_feeds;

impl State {
    /// Carries out what [`State::reduce`] leaves to it.
    pub(super) fn reduce_rest(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::ClearKeys => {
                self.keys.clear();
                self.read();
                vec![Effect::FocusKeys { is_open: true }]
            }
            Action::CopyJson => vec![Effect::CopyJson { done: self.texts().copied_json.to_owned() }],
            Action::CopyLink => self.share(),
            Action::CopyMarkdown => {
                let text = export::markdown(&self.text, &self.inspection, self.lang);
                vec![Effect::Copy { text, done: self.texts().copied_markdown.to_owned() }]
            }
            Action::Help => self.show(Dialog::Help),
            Action::OpenDecrypted => self.open_decrypted(),
            Action::SetKey(field, value) => {
                self.keys.set(field, value);
                self.read();
                vec![]
            }
            Action::ShowDecrypted => vec![Effect::FocusDecrypted],
            Action::ShowKeys(is_open) => {
                self.keys.is_open = is_open;
                vec![Effect::FocusKeys { is_open }]
            }
            _ => vec![],
        }
    }

    /// Goes on with the decrypted document as if it had been pasted.
    fn open_decrypted(&mut self) -> Vec<Effect> {
        let Some(inner) = self.opened.as_ref().and_then(|opened| opened.inner.as_ref()) else {
            return vec![];
        };
        let text = with_line_feeds(&inner.text).as_ref().into();
        let lang = self.lang;
        self.load(text, |_| MoreTexts::of(lang).decrypted_loaded.to_owned())
    }

    /// Reads a message of another page on the Inspect page, with the secrets that came along.
    pub(super) fn open_text(&mut self, text: &str, secrets: Option<Lent>, said: String) -> Vec<Effect> {
        if let Some(Lent { token, aes_key, app_id }) = secrets.filter(|_| self.keys.is_empty()) {
            for (field, value) in [(Field::Token, token), (Field::Key, aes_key), (Field::AppId, app_id)] {
                self.keys.set(field, value);
            }
            self.keys.is_open = true;
        }
        self.open_in_inspect(text, said)
    }

    /// Reads a message of another page on the Inspect page, and says so.
    pub(super) fn open_in_inspect(&mut self, text: &str, said: String) -> Vec<Effect> {
        let loaded = self.load(with_line_feeds(text).as_ref().into(), |_| said);
        self.route = Route::default();
        // The address changes by itself afterwards, which is no wish of its own.
        let mut effects = vec![Effect::GoTo(self.route.href())];
        effects.extend(loaded.into_iter().map(|effect| match effect {
            Effect::Replace(text) => Effect::ReplaceLater(text),
            other => other,
        }));
        effects.push(Effect::FocusOutcome);
        effects
    }

    fn share(&mut self) -> Vec<Effect> {
        let (text, removed) = share::without_secrets(&self.text);
        if text.len() > share::MAX_SHARED {
            return self.say(self.texts().link_too_long.to_owned());
        }
        let fragment = Route::Inspect { shared: Some(share::encode(&text)) }.href();
        vec![Effect::CopyLink { fragment, done: (self.texts().copied_link)(removed) }]
    }
}
