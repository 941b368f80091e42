//! How each message changes the page. No browser in here.

use std::rc::Rc;

use freepublish::{
    Diagnostic, Inspection, Lang, LineIndex, MAX_INPUT, Options, Span, apply_all_counted, inspect, read_bytes,
};

use super::{Commands, Field, Fold, Model, Msg, Own, Place, SAMPLES, Sample, Words, export, id};
use crate::shell::keys::{Focus, Key};
use crate::shell::{self, Command, Lent, share};
use crate::ui::editor::{utf16, with_line_feeds};
use crate::ui::legible::size;

/// More rounds than any chain of repairs needs; a bound, in case two repairs undo each other.
const MAX_ROUNDS: usize = 8;

/// The address has become one of this page. A share link's text takes the place of the present one.
pub fn arrive(model: &mut Model, place: &Place, lang: Lang) -> Commands {
    model.is_shown = true;
    if place.shared.is_none() { vec![] } else { update(model, Msg::Arrive(place.clone()), lang) }
}

/// The address is no longer one of this page.
pub fn leave(model: &mut Model, _: Lang) -> Commands {
    model.is_shown = false;
    vec![]
}

/// Takes back the last change of the text.
pub fn undo(model: &mut Model, lang: Lang) -> Commands {
    update(model, Msg::Undo, lang)
}

/// What a key asks for here.
pub(super) fn press(model: &Model, key: Key<'_>) -> Option<Msg> {
    match (key.key, key.command) {
        ("Enter", true) => Some(Msg::Reanalyse),
        // What was typed the browser undoes by itself, and in another field everything.
        ("z", true) => match key.focus {
            Focus::Elsewhere => Some(Msg::Undo),
            Focus::PageField => model.can_restore().then_some(Msg::Undo),
            Focus::OtherField => None,
        },
        _ => None,
    }
}

/// What a message changes.
pub fn update(model: &mut Model, msg: Msg, lang: Lang) -> Commands {
    // What was typed comes first: a fix or an undo is about the text that the reader sees.
    if model.is_behind && !matches!(msg, Msg::Type(_) | Msg::TypeOn) {
        model.is_behind = false;
        return vec![Command::Own(Own::ReadBefore(Box::new(msg)))];
    }
    Update { model, lang, words: Words::of(lang) }.carry_out(msg)
}

struct Update<'m> {
    model: &'m mut Model,
    lang: Lang,
    words: &'static Words,
}

impl Update<'_> {
    fn carry_out(mut self, msg: Msg) -> Commands {
        match msg {
            Msg::Arrive(place) => return self.shared(place),
            Msg::Clear => {
                let mut commands = self.load("".into(), self.words.cleared.to_owned());
                commands.push(focus(id::SOURCE));
                return commands;
            }
            Msg::ClearKeys => {
                self.model.keys.clear();
                self.model.read();
                return vec![focus(id::TOKEN)];
            }
            Msg::Copy { text, done } => return vec![Command::Copy { text, done }],
            Msg::CopyJson => return self.copy(export::json, self.words.copied_json),
            Msg::CopyLink => return self.share(),
            Msg::CopyMarkdown => return self.copy(export::markdown, self.words.copied_markdown),
            Msg::File { bytes, gb18030 } => return self.file(&bytes, gb18030),
            Msg::Fix(at) => return self.fix(at),
            Msg::FixAll => return self.fix_all(),
            Msg::Jump(span) => return vec![self.select(span)],
            Msg::Open { text, secrets, said } => return self.open(&text, secrets, said),
            Msg::OpenDecrypted => return self.open_decrypted(),
            Msg::Read(file) => return vec![Command::Own(Own::ReadFile(file))],
            Msg::Reanalyse => {
                self.model.read();
                return vec![show(id::OUTCOME)];
            }
            Msg::Sample(at) => return self.sample(at),
            Msg::SetKey(field, value) => {
                self.model.keys.set(field, value);
                self.model.read();
            }
            Msg::SetStructure(fold) => self.model.structure = fold,
            Msg::ShowDecrypted => return vec![show(id::DECRYPTED)],
            Msg::ShowKeys(is_open) => {
                self.model.keys.is_open = is_open;
                return vec![focus(if is_open { id::TOKEN } else { id::OPEN_KEYS })];
            }
            Msg::TooLarge(bytes) => return vec![Command::Say((self.words.file_too_large)(&size(bytes)))],
            Msg::Type(text) => return self.type_in(&text),
            Msg::TypeOn => {
                self.model.is_behind = true;
                return vec![Command::Own(Own::ReadLater)];
            }
            Msg::Undo => return self.undo(),
            Msg::Unreadable => return vec![Command::Say(self.words.file_unreadable.to_owned())],
        }
        vec![]
    }

    /// The reader typed, pasted, or undid something.
    fn type_in(&mut self, text: &str) -> Commands {
        self.model.is_behind = false;
        // The editor reports our own changes back to us, and an unchanged text keeps what only its bytes told.
        if *text == *self.model.text {
            return vec![];
        }
        self.model.replace(text.into(), None);
        self.model.before = None;
        vec![Command::Withdraw]
    }

    /// Puts another text in the place of the present one, which stays one click away.
    fn load(&mut self, text: Rc<str>, said: String) -> Commands {
        self.load_file(text, None, said)
    }

    fn load_file(&mut self, text: Rc<str>, not_utf8: Option<Diagnostic>, said: String) -> Commands {
        let before = self.model.replace(Rc::clone(&text), not_utf8);
        let is_loss = !before.text().trim().is_empty() && *before.text() != text;
        self.model.structure = Fold::Auto;
        self.model.before = is_loss.then_some(before);
        let said = if is_loss { Command::Offer(said) } else { Command::Withdraw };
        vec![Command::Own(Own::Replace(text)), said]
    }

    fn shared(&mut self, place: Place) -> Commands {
        let Some(shared) = place.shared.filter(|shared| self.model.from.as_ref() != Some(shared)) else {
            return vec![];
        };
        let Some(text) = share::decode(&shared) else {
            return vec![Command::Say(shell::Words::of(self.lang).link_unreadable.to_owned())];
        };
        self.model.from = Some(shared);
        self.load(with_line_feeds(&text).as_ref().into(), self.words.loaded_link.to_owned())
    }

    fn sample(&mut self, at: usize) -> Commands {
        let Some(Sample { name, text, .. }) = SAMPLES.get(at) else { return vec![] };
        self.load((*text).into(), (self.words.loaded)(name.get(self.lang)))
    }

    fn file(&mut self, bytes: &[u8], gb18030: Option<String>) -> Commands {
        if bytes.len() > MAX_INPUT {
            return vec![Command::Say((self.words.file_too_large)(&size(bytes.len())))];
        }
        let (text, not_utf8) = read_bytes(bytes, |_| gb18030);
        let lines = with_line_feeds(&text);
        let not_utf8 = not_utf8.map(|mut found| {
            // Its place is one of the text of the file, whose lines may end otherwise.
            let at = |offset: usize| with_line_feeds(&text[..offset]).len();
            found.span = found.span.map(|span| Span::new(at(span.start), at(span.end)));
            found
        });
        self.load_file(lines.as_ref().into(), not_utf8, self.words.opened.to_owned())
    }

    /// Reads a message of another page, with the secrets that came along.
    fn open(&mut self, text: &str, secrets: Option<Lent>, said: String) -> Commands {
        let keys = &mut self.model.keys;
        if let Some(Lent { token, aes_key, app_id }) = secrets.filter(|_| keys.is_empty()) {
            for (field, value) in [(Field::Token, token), (Field::Key, aes_key), (Field::AppId, app_id)] {
                keys.set(field, value);
            }
            keys.is_open = true;
        }
        let mut commands = self.load(with_line_feeds(text).as_ref().into(), said);
        commands.push(show(id::OUTCOME));
        commands
    }

    /// Goes on with the decrypted document as if it had been pasted.
    fn open_decrypted(&mut self) -> Commands {
        if self.model.opened.as_ref().is_none_or(|opened| opened.inner.is_none()) {
            return vec![];
        }
        let text = with_line_feeds(&self.model.document).as_ref().into();
        self.load(text, self.words.decrypted_loaded.to_owned())
    }

    fn fix(&mut self, at: usize) -> Commands {
        let Some(found) = self.model.inspection.diagnostics.get(at) else { return vec![] };
        let Some(fix) = &found.fix else { return vec![] };
        let (text, label) = (fix.apply(&self.model.text), found.fix_label(self.lang));
        self.replace(text, (self.words.fixed)(&label))
    }

    fn fix_all(&mut self) -> Commands {
        let mut text = self.model.text.to_string();
        let mut inspection = Rc::clone(&self.model.inspection);
        let mut fixed = 0;
        for _ in 0..MAX_ROUNDS {
            let (next, made) = apply_all_counted(&text, &inspection.diagnostics);
            if next == text {
                break;
            }
            fixed += made;
            text = next;
            inspection = Rc::new(inspect(&text, &Options::default()));
        }
        if fixed == 0 {
            return vec![];
        }
        self.replace(text, (self.words.fixed_all)(fixed))
    }

    fn replace(&mut self, text: String, said: String) -> Commands {
        let before = self.model.replace(text.into(), None);
        self.model.before = Some(before);
        let text = Rc::clone(&self.model.text);
        vec![Command::Own(Own::Replace(text)), focus(id::DIAGNOSTICS), Command::Offer(said)]
    }

    fn undo(&mut self) -> Commands {
        // Without a change of ours to take back, the editor's own history is meant.
        if !self.model.restore() {
            let is_shown = self.model.is_shown;
            return is_shown.then_some(Command::Own(Own::UndoTyping)).into_iter().collect();
        }
        // Whoever takes it back from another page wants to see it.
        let there = (!self.model.is_shown).then(|| Command::GoTo(Place::default().href()));
        let text = Rc::clone(&self.model.text);
        let said = shell::Words::of(self.lang).undone.to_owned();
        there.into_iter().chain([Command::Own(Own::Restore(text)), Command::Say(said)]).collect()
    }

    fn copy(&self, export: fn(&str, &Inspection, Lang) -> String, done: &str) -> Commands {
        let text = export(&self.model.text, &self.model.inspection, self.lang);
        vec![Command::Copy { text, done: done.to_owned() }]
    }

    fn share(&self) -> Commands {
        let (text, removed) = share::without_secrets(&self.model.text);
        if text.len() > share::MAX_SHARED {
            return vec![Command::Say(shell::Words::of(self.lang).link_too_long.to_owned())];
        }
        let place = Place { shared: Some(share::encode(&text)) };
        vec![Command::CopyLink { fragment: place.href(), done: (self.words.copied_link)(removed) }]
    }

    fn select(&self, span: Span) -> Command<Own> {
        let (start, end) = utf16(&self.model.text, span);
        let line = LineIndex::new(&self.model.text).line_of(span.start);
        Command::Own(Own::Select { start, end, line })
    }
}

fn focus(id: &str) -> Command<Own> {
    Command::Focus(id.to_owned())
}

fn show(id: &str) -> Command<Own> {
    Command::Show(id.to_owned())
}
