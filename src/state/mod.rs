//! What the page knows, and how each action changes it. No view and no browser in here: what the browser has to do is
//! returned as [`Effect`]s.

use std::rc::Rc;

#[cfg(feature = "more")]
use freepublish::envelope::Opened;
use freepublish::inspection::Mode;
use freepublish::{Inspection, Kind, Lang, MAX_INPUT, Options, Span, apply_all, inspect, inspect_bytes};

use crate::facts;
use crate::i18n::Texts;
use crate::route::Route;
use crate::samples::{SAMPLES, Sample};
#[cfg(feature = "more")]
use crate::share;

mod action;
#[cfg(feature = "more")]
mod key_panel;
pub mod keys;
#[cfg(feature = "more")]
pub mod live;
mod more;
#[cfg(feature = "more")]
mod secret;
#[cfg(feature = "more")]
mod simulate;
mod theme;

pub use action::{Action, Dialog, Effect, Errand, Fold, Handover, Setting, Toast};
#[cfg(feature = "more")]
pub use key_panel::{Field, KeyPanel};
#[cfg(feature = "more")]
pub use live::{Live, LiveAction, LiveEffect};
#[cfg(feature = "more")]
pub use secret::Secret;
#[cfg(feature = "more")]
pub use simulate::{
    Account, Fault, Form, FormField, Player, SimulateAction, SimulateEffect, Simulation, Speed, Unfit,
};
pub use theme::Theme;

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
    #[cfg(feature = "more")]
    pub opened: Option<Rc<Opened>>,
    /// The key panel.
    #[cfg(feature = "more")]
    pub keys: KeyPanel,
    /// The words in the search box of the reference.
    pub query: String,
    /// A short message.
    pub toast: Option<Toast>,
    /// The open dialog.
    pub dialog: Option<Dialog>,
    /// Whether the decoded structure is unfolded.
    pub structure: Fold,
    /// The Simulate page.
    #[cfg(feature = "more")]
    pub simulation: Simulation,
    /// The Live page.
    #[cfg(feature = "more")]
    pub live: Live,
    /// What the text was before the last change the page made itself.
    before: Option<Rc<str>>,
    toasts: u32,
}

impl State {
    /// The page at its start. A share link's text is already in the editor.
    pub fn new(lang: Lang, theme: Theme, route: Route) -> Self {
        let mut state = Self {
            lang: lang,
            theme,
            route: Route::default(),
            text: Rc::from(""),
            inspection: Rc::default(),
            #[cfg(feature = "more")]
            opened: None,
            #[cfg(feature = "more")]
            keys: KeyPanel::default(),
            query: String::new(),
            toast: None,
            dialog: None,
            structure: Fold::Auto,
            #[cfg(feature = "more")]
            simulation: Simulation::default(),
            #[cfg(feature = "more")]
            live: Live::default(),
            before: None,
            toasts: 0,
        };
        state.set_text("".into());
        state.navigate(route);
        state
    }

    /// Goes on where the first download stopped.
    pub fn take_over(&mut self, handover: Handover) -> Vec<Effect> {
        self.lang = handover.lang;
        self.theme = handover.theme;
        self.set_text(handover.text);
        if let Some(before) = handover.before {
            self.before = Some(before);
        }
        handover.errand.map_or(vec![], |errand| self.reduce(errand.into()))
    }

    /// Whether there is nothing to say about the text because there is none.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// The document that says what happened: the decrypted one, when there is one.
    pub fn document(&self) -> &str {
        #[cfg(feature = "more")]
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
                self.leave_to_others()
            }
            Action::Expire(id) => {
                self.toast.take_if(|toast| toast.id == id && !toast.undo);
                vec![]
            }
            Action::Fix(at) => self.fix(at),
            Action::FixAll => self.fix_all(),
            Action::Jump(span) => vec![Effect::Select(span)],
            Action::Navigate(route) => self.navigate(route),
            Action::NotLoaded => self.say(self.texts().not_loaded.to_owned()),
            Action::Open(bytes) => self.open(&bytes),
            Action::Reanalyse => {
                self.set_text(Rc::clone(&self.text));
                vec![Effect::FocusOutcome]
            }
            Action::Refuse(bytes) => self.say((self.texts().file_too_large)(&facts::size(bytes))),
            Action::Sample(at) => match SAMPLES.get(at) {
                Some(Sample { name, text: Some(text), .. }) => {
                    let name = name.get(self.lang);
                    self.load((*text).into(), |texts| (texts.loaded)(name))
                }
                Some(_) => self.fetch_more(Some(Errand::Sample(at))),
                None => vec![],
            },
            Action::Search(query) => {
                self.query = query;
                vec![]
            }
            Action::SetLang(lang) => {
                let mut effects = vec![Effect::Remember(Setting::Lang, lang.tag())];
                if lang == lang {
                    self.lang = lang;
                } else {
                    effects.extend(self.fetch_more_in(lang, None));
                }
                effects
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
            other => self.reduce_more(other),
        }
    }

    fn texts(&self) -> &'static Texts {
        Texts::of(self.lang)
    }

    fn set_text(&mut self, text: Rc<str>) {
        self.text = text;
        self.read();
    }

    #[cfg(not(feature = "more"))]
    fn read(&mut self) {
        self.inspection = Rc::new(inspect(&self.text, &Options::default()));
    }

    #[cfg(feature = "more")]
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
        effects.extend(self.leave_to_others());
        effects
    }

    fn open(&mut self, bytes: &[u8]) -> Vec<Effect> {
        if bytes.len() > MAX_INPUT {
            return self.reduce(Action::Refuse(bytes.len()));
        }
        let (text, inspection) = inspect_bytes(bytes, &Options::default());
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
        #[cfg(feature = "more")]
        if let Some(effects) = self.undo_scenario() {
            return effects;
        }
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
            toast.undo = true;
        }
    }

    fn navigate(&mut self, route: Route) -> Vec<Effect> {
        if !route.is_at_hand() {
            return self.fetch_more(None);
        }
        #[cfg(feature = "more")]
        if !route.is_simulate() {
            self.leave_simulation();
        }
        self.route = route;
        match &self.route {
            #[cfg(feature = "more")]
            Route::Inspect { shared: Some(shared) } => match share::decode(shared) {
                Some(text) => {
                    let text = with_line_feeds(&text).as_ref().into();
                    self.load(text, |texts| texts.loaded_link.to_owned())
                }
                None => self.say(self.texts().link_unreadable.to_owned()),
            },
            Route::Reference { anchor, .. } => {
                // A filter could hide what the link points at.
                if anchor.is_some() {
                    self.query.clear();
                }
                vec![Effect::ScrollToEntry]
            }
            #[cfg(feature = "more")]
            Route::Simulate { place } => self.arrive(&place.clone()),
            #[cfg(feature = "more")]
            Route::Live { .. } => self.visit_live(),
            Route::Inspect { .. } | Route::NotFound { .. } => vec![],
        }
    }

    /// The first download recognises calls and encrypted pushes, and can neither judge the ones nor open the others.
    fn leave_to_others(&mut self) -> Vec<Effect> {
        let is_call = self.inspection.kind == Kind::Request;
        let envelope = self.inspection.envelope.as_ref();
        let is_encrypted = envelope.is_some_and(|envelope| envelope.mode != Mode::Plain);
        if cfg!(feature = "more") || !(is_call || is_encrypted) {
            return vec![];
        }
        self.fetch_more(None)
    }

    fn fetch_more(&mut self, errand: Option<Errand>) -> Vec<Effect> {
        self.fetch_more_in(self.lang, errand)
    }

    fn fetch_more_in(&mut self, lang: Lang, errand: Option<Errand>) -> Vec<Effect> {
        let (text, before, theme) = (Rc::clone(&self.text), self.before.clone(), self.theme);
        let handover = Handover { text, before, errand, lang, theme };
        let mut effects = self.say(self.texts().loading.to_owned());
        effects.push(Effect::FetchMore(handover));
        effects
    }

    fn say(&mut self, text: String) -> Vec<Effect> {
        self.toasts += 1;
        self.toast = Some(Toast { id: self.toasts, text, undo: false });
        vec![Effect::ExpireLater(self.toasts)]
    }

    fn show(&mut self, dialog: Dialog) -> Vec<Effect> {
        self.dialog = Some(dialog);
        vec![Effect::ShowDialog]
    }

    /// Where a byte range of the text lies in UTF-16 units, as the browser's text areas count.
    pub fn utf16(&self, span: Span) -> (u32, u32) {
        let units = |text: &str| u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX);
        let start = units(Span::new(0, span.start).of(&self.text));
        (start, start + units(span.of(&self.text)))
    }
}

/// A text area knows line feeds only.
fn with_line_feeds(text: &str) -> std::borrow::Cow<'_, str> {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n").into() } else { text.into() }
}
