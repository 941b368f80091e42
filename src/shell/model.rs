//! What the shell knows, and how it changes: the language, the colours, the message that is shown, the dialog that is open.
//! No browser in here: what it has to do is returned as [`Effect`]s.

use freepublish::Lang;

use super::{Dialog, Page, Setting, Theme, Toast};

/// What stands around the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model {
    /// The language of every text.
    pub lang: Lang,
    /// Light, dark, or as the system.
    pub theme: Theme,
    /// A short message.
    pub toast: Option<Toast>,
    /// The open dialog.
    pub dialog: Option<Dialog>,
    /// How many messages there were.
    toasts: u32,
}

/// Something that happened around the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Msg {
    /// A dialog was closed.
    CloseDialog,
    /// The browser has copied something, or could not.
    Copied {
        /// Whether it could.
        done: bool,
        /// What to say when it could; the text itself when it could not.
        what: String,
    },
    /// Put the message away.
    Dismiss,
    /// A message has been there long enough.
    Expire(u32),
    /// Open the help.
    Help,
    /// A page has something to say, and offers to take back what it reports.
    Offer(Page, String),
    /// Open the dialog of a page.
    OpenDialog(Page),
    /// A page has something to say.
    Say(String),
    /// Speak that language.
    SetLang(Lang),
    /// Take those colours.
    SetTheme(Theme),
    /// What that page has offered to take back is no longer there.
    Withdraw(Page),
}

/// Something the browser has to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Send [`Msg::Expire`] in a while.
    ExpireLater(u32),
    /// Keep a setting for the next visit.
    Remember(Setting, &'static str),
    /// Show the open dialog.
    ShowDialog,
}

impl Model {
    /// Nothing said and nothing open.
    pub fn new(lang: Lang, theme: Theme) -> Self {
        Self { lang, theme, toast: None, dialog: None, toasts: 0 }
    }

    /// What a message changes, and what the browser has to do about it.
    pub fn update(&mut self, msg: Msg) -> Option<Effect> {
        match msg {
            Msg::CloseDialog => self.dialog = None,
            Msg::Copied { done: true, what } => return Some(self.say(what, None)),
            Msg::Copied { done: false, what } => return Some(self.open(Dialog::CopyByHand(what))),
            Msg::Dismiss => self.toast = None,
            // One that offers something stays until it is taken or put away.
            Msg::Expire(id) => drop(self.toast.take_if(|toast| toast.id == id && toast.undo.is_none())),
            Msg::Help => return Some(self.open(Dialog::Help)),
            Msg::Offer(page, text) => return Some(self.say(text, Some(page))),
            Msg::OpenDialog(page) => return Some(self.open(Dialog::Page(page))),
            Msg::Say(text) => return Some(self.say(text, None)),
            Msg::SetLang(lang) => {
                self.lang = lang;
                return Some(Effect::Remember(Setting::Lang, lang.tag()));
            }
            Msg::SetTheme(theme) => {
                self.theme = theme;
                return Some(Effect::Remember(Setting::Theme, theme.name()));
            }
            Msg::Withdraw(page) => drop(self.toast.take_if(|toast| toast.undo == Some(page))),
        }
        None
    }

    fn say(&mut self, text: String, undo: Option<Page>) -> Effect {
        self.toasts += 1;
        self.toast = Some(Toast { id: self.toasts, text, undo });
        Effect::ExpireLater(self.toasts)
    }

    fn open(&mut self, dialog: Dialog) -> Effect {
        self.dialog = Some(dialog);
        Effect::ShowDialog
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model() -> Model {
        Model::new(Lang::Zh, Theme::Auto)
    }

    fn said(model: &Model) -> &str {
        model.toast.as_ref().map_or("", |toast| &toast.text)
    }

    #[test]
    fn settings_are_remembered() {
        let mut model = model();
        assert_eq!(model.update(Msg::SetLang(Lang::En)), Some(Effect::Remember(Setting::Lang, "en")));
        assert_eq!(model.update(Msg::SetTheme(Theme::Dark)), Some(Effect::Remember(Setting::Theme, "dark")));
        assert_eq!((model.lang, model.theme), (Lang::En, Theme::Dark));
    }

    #[test]
    fn a_message_goes_in_time_but_not_one_that_offers_undo() {
        let mut model = model();
        let effect = model.update(Msg::Copied { done: true, what: "copied".to_owned() });
        let Some(Effect::ExpireLater(id)) = effect else { panic!("{effect:?}") };
        model.update(Msg::Expire(id - 1));
        assert_eq!(said(&model), "copied", "that was another message's time");
        model.update(Msg::Expire(id));
        assert_eq!(model.toast, None);

        model.update(Msg::Offer(Page::Inspect, "cleared".to_owned()));
        model.update(Msg::Expire(id + 1));
        assert_eq!(said(&model), "cleared");
    }

    #[test]
    fn what_cannot_be_copied_is_shown_to_be_copied_by_hand() {
        let mut model = model();
        let effect = model.update(Msg::Copied { done: false, what: "text".to_owned() });
        assert_eq!(effect, Some(Effect::ShowDialog));
        assert_eq!(model.dialog, Some(Dialog::CopyByHand("text".to_owned())));
        model.update(Msg::CloseDialog);
        assert_eq!(model.dialog, None);
    }

    #[test]
    fn what_a_page_offers_to_take_back_is_its_own_and_goes_with_it() {
        let mut model = model();
        model.update(Msg::Offer(Page::Simulate, "replaced".to_owned()));
        assert_eq!(model.toast.as_ref().and_then(|toast| toast.undo), Some(Page::Simulate));
        model.update(Msg::Withdraw(Page::Live));
        assert_eq!(said(&model), "replaced");
        model.update(Msg::Withdraw(Page::Simulate));
        assert_eq!(model.toast, None);
    }
}
