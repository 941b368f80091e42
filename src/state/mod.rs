//! What the page knows, and how each action changes it. No view and no browser in here: what the browser has to do is
//! returned as [`Effect`]s.

use std::rc::Rc;

use freepublish::envelope::Opened;
use freepublish::{Inspection, Lang, MAX_INPUT, Options, Span, apply_all, inspect, inspect_bytes_with};

use crate::i18n::Texts;
use crate::route::Route;
use crate::samples::{SAMPLES, Sample};
use crate::shell::{Page, share};
pub use crate::shell::{Secret, Theme};
use crate::ui::editor::{utf16, with_line_feeds};
use crate::ui::legible::size;

mod action;
mod key_panel;
pub mod keys;
mod rest;

pub use action::{Action, Dialog, Effect, Fold, Setting, Toast};
pub use key_panel::{Field, KeyPanel};

/// More rounds than any chain of repairs needs; a bound, in case two repairs undo each other.
const MAX_ROUNDS: usize = 8;

/// Texts longer than this are taken apart for the structure table only when asked.
const LONG_TEXT: usize = 64 * 1024;

/// Everything the page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The language of every text.
    pub lang: Lang,
    /// Light, dark, or as the system.
    pub theme: Theme,
    /// Which page.
    pub route: Route,
    /// What is in the editor. Line feeds only, as in a text area, so that offsets mean the same in both.
    pub text: Rc<str>,
    /// What was read from it.
    pub inspection: Rc<Inspection>,
    /// The same read with the secrets in the key panel, when there are any.
    pub opened: Option<Rc<Opened>>,
    /// The key panel.
    pub keys: KeyPanel,
    /// A short message.
    pub toast: Option<Toast>,
    /// The open dialog.
    pub dialog: Option<Dialog>,
    /// Whether the decoded structure is unfolded.
    pub structure: Fold,
    /// What the text was before the last change the page made itself.
    before: Option<Rc<str>>,
    toasts: u32,
}

impl State {
    /// The page at its start. A share link's text is already in the editor.
    pub fn new(lang: Lang, theme: Theme, route: Route) -> Self {
        Self::with_text("", lang, theme, route)
    }

    /// The same, when a text was typed before the page stood. The text of a share link takes its place; it can be had
    /// back.
    pub fn with_text(text: &str, lang: Lang, theme: Theme, route: Route) -> Self {
        let mut state = Self {
            lang,
            theme,
            route: Route::default(),
            text: Rc::from(""),
            inspection: Rc::default(),
            opened: None,
            keys: KeyPanel::default(),
            toast: None,
            dialog: None,
            structure: Fold::Auto,
            before: None,
            toasts: 0,
        };
        state.set_text(text.into());
        state.navigate(route);
        state
    }

    /// Whether there is nothing to say about the text because there is none.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// The document that says what happened: the decrypted one, when there is one.
    pub fn document(&self) -> &str {
        if let Some(inner) = self.opened.as_ref().and_then(|opened| opened.inner.as_ref()) {
            return &inner.text;
        }
        &self.text
    }

    /// Whether the last change of the text was made by the page, and can be taken back by it.
    pub fn can_restore(&self) -> bool {
        self.before.is_some()
    }

    /// Whether the rows of the decoded structure are shown.
    pub fn shows_structure(&self) -> bool {
        match self.structure {
            Fold::Auto => self.text.len() <= LONG_TEXT,
            Fold::Open => true,
            Fold::Closed => false,
        }
    }

    /// Carries out an action, and says what the browser has to do about it.
    pub fn reduce(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Clear => {
                let mut effects = self.load("".into(), |texts| texts.cleared.to_owned());
                effects.push(Effect::FocusEditor);
                effects
            }
            Action::CloseDialog => {
                self.dialog = None;
                vec![]
            }
            Action::Copied { done: true, what } => self.say(what),
            Action::Copied { done: false, what } => self.show(Dialog::CopyByHand(what)),
            Action::Copy { text, done } => vec![Effect::Copy { text, done }],
            Action::Dismiss => {
                self.toast = None;
                vec![]
            }
            Action::Edit(text) => {
                self.edit(&text);
                vec![]
            }
            Action::Expire(id) => {
                self.toast.take_if(|toast| toast.id == id && toast.undo.is_none());
                vec![]
            }
            Action::Fix(at) => self.fix(at),
            Action::FixAll => self.fix_all(),
            Action::Jump(span) => vec![Effect::Select(span)],
            Action::Navigate(route) => self.navigate(route),
            Action::Open { bytes, gb18030 } => self.open(&bytes, gb18030),
            Action::Offer(page, text) => {
                let effects = self.say(text);
                if let Some(toast) = &mut self.toast {
                    toast.undo = Some(page);
                }
                effects
            }
            Action::OpenDialog(page) => self.show(Dialog::Page(page)),
            Action::OpenText { text, secrets, said } => self.open_text(&text, secrets, said),
            Action::Reanalyse => {
                self.set_text(Rc::clone(&self.text));
                vec![Effect::FocusOutcome]
            }
            Action::Refuse(bytes) => self.say((self.texts().file_too_large)(&size(bytes))),
            Action::Sample(at) => match SAMPLES.get(at) {
                Some(Sample { name, text, .. }) => {
                    let name = name.get(self.lang);
                    self.load((*text).into(), |texts| (texts.loaded)(name))
                }
                None => vec![],
            },
            Action::Say(text) => self.say(text),
            Action::SetLang(lang) => {
                self.lang = lang;
                vec![Effect::Remember(Setting::Lang, lang.tag())]
            }
            Action::SetTheme(theme) => {
                self.theme = theme;
                vec![Effect::Remember(Setting::Theme, theme.name())]
            }
            Action::SetStructure(fold) => {
                self.structure = fold;
                vec![]
            }
            Action::Undo => self.undo(),
            Action::Unreadable => self.say(self.texts().file_unreadable.to_owned()),
            Action::Withdraw(page) => {
                self.toast.take_if(|toast| toast.undo == Some(page));
                vec![]
            }
            other => self.reduce_rest(other),
        }
    }

    fn texts(&self) -> &'static Texts {
        Texts::of(self.lang)
    }

    fn set_text(&mut self, text: Rc<str>) {
        self.text = text;
        self.read();
    }

    fn read(&mut self) {
        self.opened = self.keys.open(&self.text);
        self.inspection = Rc::new(match &self.opened {
            Some(opened) => opened.inspection.clone(),
            None => inspect(&self.text, &Options::default()),
        });
    }

    /// The reader typed, pasted, or undid something.
    fn edit(&mut self, text: &str) {
        // The editor reports our own changes back to us, and an unchanged text keeps what only its bytes told.
        if *text != *self.text {
            self.set_text(text.into());
            self.before = None;
            self.toast = None;
        }
    }

    /// Puts another text in the place of the present one, which stays one click away.
    fn load(&mut self, text: Rc<str>, message: impl FnOnce(&Texts) -> String) -> Vec<Effect> {
        let before = std::mem::replace(&mut self.text, Rc::from(""));
        let is_loss = !before.trim().is_empty() && before != text;
        self.set_text(text);
        self.structure = Fold::Auto;
        let mut effects = vec![Effect::Replace(Rc::clone(&self.text))];
        if is_loss {
            effects.extend(self.say(message(self.texts())));
            self.offer_undo(before);
        } else {
            self.before = None;
            self.toast = None;
        }
        effects
    }

    fn open(&mut self, bytes: &[u8], gb18030: Option<String>) -> Vec<Effect> {
        if bytes.len() > MAX_INPUT {
            return self.reduce(Action::Refuse(bytes.len()));
        }
        let (text, inspection) = inspect_bytes_with(bytes, &Options::default(), |_| gb18030);
        let text = with_line_feeds(&text);
        let effects = self.load(text.as_ref().into(), |texts| texts.opened.to_owned());
        // Only the bytes tell that they were not UTF-8. With other line ends its offsets would be of another text.
        if std::str::from_utf8(bytes).is_err() && !bytes.contains(&b'\r') {
            self.inspection = Rc::new(inspection);
        }
        effects
    }

    fn fix(&mut self, at: usize) -> Vec<Effect> {
        let Some(found) = self.inspection.diagnostics.get(at) else { return vec![] };
        let Some(fix) = &found.fix else { return vec![] };
        let (text, label) = (fix.apply(&self.text), found.fix_label(self.lang));
        self.replace(text, |texts| (texts.fixed)(&label))
    }

    fn fix_all(&mut self) -> Vec<Effect> {
        let mut text = self.text.to_string();
        let mut inspection = Rc::clone(&self.inspection);
        let mut fixed = 0;
        for _ in 0..MAX_ROUNDS {
            let fixable = inspection.diagnostics.iter().filter(|found| found.fix.is_some()).count();
            let next = apply_all(&text, &inspection.diagnostics);
            if fixable == 0 || next == text {
                break;
            }
            fixed += fixable;
            text = next;
            inspection = Rc::new(inspect(&text, &Options::default()));
        }
        self.replace(text, |texts| (texts.fixed_all)(fixed))
    }

    fn replace(&mut self, text: String, message: impl FnOnce(&Texts) -> String) -> Vec<Effect> {
        let before = Rc::clone(&self.text);
        self.set_text(text.into());
        let mut effects = vec![Effect::Replace(Rc::clone(&self.text)), Effect::FocusDiagnostics];
        effects.extend(self.say(message(self.texts())));
        self.offer_undo(before);
        effects
    }

    fn undo(&mut self) -> Vec<Effect> {
        // Without a change of ours to take back, the editor's own history is meant.
        let Some(before) = self.before.take() else { return vec![Effect::UndoTyping] };
        self.set_text(before);
        let mut effects = vec![Effect::Restore(Rc::clone(&self.text))];
        effects.extend(self.say(self.texts().undone.to_owned()));
        effects
    }

    fn offer_undo(&mut self, before: Rc<str>) {
        self.before = Some(before);
        if let Some(toast) = &mut self.toast {
            toast.undo = Some(Page::Inspect);
        }
    }

    fn navigate(&mut self, route: Route) -> Vec<Effect> {
        self.route = route;
        match &self.route {
            Route::Inspect { shared: Some(shared) } => match share::decode(shared) {
                Some(text) => {
                    let text = with_line_feeds(&text).as_ref().into();
                    self.load(text, |texts| texts.loaded_link.to_owned())
                }
                None => self.say(self.texts().link_unreadable.to_owned()),
            },
            Route::Inspect { .. }
            | Route::Live(_)
            | Route::NotFound { .. }
            | Route::Reference(_)
            | Route::Simulate(_) => vec![],
        }
    }

    fn say(&mut self, text: String) -> Vec<Effect> {
        self.toasts += 1;
        self.toast = Some(Toast { id: self.toasts, text, undo: None });
        vec![Effect::ExpireLater(self.toasts)]
    }

    fn show(&mut self, dialog: Dialog) -> Vec<Effect> {
        self.dialog = Some(dialog);
        vec![Effect::ShowDialog]
    }

    /// Where a byte range of the text lies in UTF-16 units, as the browser's text areas count.
    pub fn utf16(&self, span: Span) -> (u32, u32) {
        utf16(&self.text, span)
    }
}
