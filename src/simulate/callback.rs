//! The form for one callback: what was entered, and what comes of it.

use freepublish::envelope::seal::PushFormat;
use freepublish::inspection::{Mode, Outcome};
use freepublish::simulate::callback::HANDLER_URL;
use freepublish::simulate::scenario::START;
use freepublish::simulate::{Callback, CallbackSpec, Problem};

use super::account::{Account, Unfit};

/// What is entered. Numbers are kept as they are typed, as half a number is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// What became of the publish.
    pub outcome: Outcome,
    /// How many articles the draft has.
    pub articles: String,
    /// Which of them did not pass: `1,3`.
    pub fail_idx: String,
    /// XML or JSON.
    pub push: PushFormat,
    /// Plain, compatible or secure.
    pub mode: Mode,
    /// What ids are made from.
    pub seed: String,
    /// When, in seconds since 1970.
    pub at: String,
    /// The address it is pushed to.
    pub url: String,
}

/// A field that one types into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormField {
    /// The app id of the account.
    AppId,
    /// The key of the account.
    AesKey,
    /// How many articles.
    Articles,
    /// When.
    At,
    /// Which articles failed.
    FailIdx,
    /// What ids are made from.
    Seed,
    /// The token of the account.
    Token,
    /// Where to.
    Url,
}

impl FormField {
    /// The id of its element.
    pub const fn id(self) -> &'static str {
        match self {
            Self::AppId => "app-id",
            Self::AesKey => "aes-key",
            Self::Articles => "articles",
            Self::At => "at",
            Self::FailIdx => "fail-idx",
            Self::Seed => "seed",
            Self::Token => "token",
            Self::Url => "url",
        }
    }
}

/// Why no callback comes of what was entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The secrets do not do.
    Account(Unfit),
    /// A field holds something else than it should.
    Entered(FormField),
    /// The wishes contradict each other.
    Wish(Problem),
}

impl Fault {
    /// The field to look at, if it is one.
    pub const fn field(&self) -> Option<FormField> {
        match self {
            Self::Account(Unfit::NoAppId) => Some(FormField::AppId),
            Self::Account(Unfit::NoKey | Unfit::Key(_)) => Some(FormField::AesKey),
            Self::Account(Unfit::NoToken) => Some(FormField::Token),
            Self::Entered(field) => Some(*field),
            Self::Wish(_) => None,
        }
    }
}

impl Default for Form {
    fn default() -> Self {
        Self {
            outcome: Outcome::OriginalityFailed,
            articles: "3".to_owned(),
            fail_idx: "1,3".to_owned(),
            push: PushFormat::Xml,
            mode: Mode::Plain,
            seed: "0".to_owned(),
            at: START.to_string(),
            url: HANDLER_URL.to_owned(),
        }
    }
}

impl Form {
    /// That was typed into a field. Those of the account are none of this form's.
    pub(super) fn enter(&mut self, field: FormField, text: &str) {
        let own = match field {
            FormField::Articles => &mut self.articles,
            FormField::At => &mut self.at,
            FormField::FailIdx => &mut self.fail_idx,
            FormField::Seed => &mut self.seed,
            FormField::Url => &mut self.url,
            FormField::AesKey | FormField::AppId | FormField::Token => return,
        };
        text.clone_into(own);
    }

    /// Whether articles can fail with this outcome.
    pub const fn names_articles(&self) -> bool {
        matches!(self.outcome, Outcome::OriginalityFailed | Outcome::Failed | Outcome::Rejected)
    }

    /// The moment, where there is one.
    pub fn moment(&self) -> Option<i64> {
        self.at.trim().parse().ok().filter(|at| *at >= 0)
    }

    /// The callback that was asked for.
    pub fn make(&self, account: &Account) -> Result<Callback, Fault> {
        let number = |text: &str, field| text.trim().parse().map_err(|_| Fault::Entered(field));
        let spec = CallbackSpec {
            articles: number(&self.articles, FormField::Articles)?,
            fail_idx: if self.names_articles() { self.fail_idx()? } else { Vec::new() },
            push: self.push,
            mode: self.mode,
            seed: self.seed.trim().parse().map_err(|_| Fault::Entered(FormField::Seed))?,
            url: self.url()?,
            ..CallbackSpec::new(self.outcome, self.moment().ok_or(Fault::Entered(FormField::At))?)
        };
        let credentials = account.credentials(self.mode).map_err(Fault::Account)?;
        spec.make(&credentials).map_err(Fault::Wish)
    }

    /// `1,3`, also with the comma of a Chinese keyboard.
    fn fail_idx(&self) -> Result<Vec<u32>, Fault> {
        let numbers = self.fail_idx.split([',', '，', '、', ' ']).filter(|number| !number.is_empty());
        let numbers: Result<_, _> = numbers.map(str::parse).collect();
        numbers.map_err(|_| Fault::Entered(FormField::FailIdx))
    }

    fn url(&self) -> Result<String, Fault> {
        let url = self.url.trim();
        let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).unwrap_or_default();
        let is_one_word = !url.contains(|c: char| c.is_whitespace() || c == '#');
        let is_address = is_one_word && !host.is_empty() && !host.starts_with(['/', '?']);
        is_address.then(|| url.to_owned()).ok_or(Fault::Entered(FormField::Url))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(form: &Form) -> Result<Callback, Fault> {
        form.make(&Account::default())
    }

    #[test]
    fn the_form_as_it_is_shown_first_makes_a_callback() {
        let callback = made(&Form::default()).expect("a callback");
        assert_eq!(callback.status, 2);
        assert!(callback.body().contains("<fail_idx>3</fail_idx>"), "{}", callback.body());
    }

    #[test]
    fn half_a_number_is_said_to_be_none() {
        for (field, form) in [
            (FormField::Articles, Form { articles: String::new(), ..Form::default() }),
            (FormField::FailIdx, Form { fail_idx: "1;2".to_owned(), ..Form::default() }),
            (FormField::Seed, Form { seed: "-1".to_owned(), ..Form::default() }),
            (FormField::At, Form { at: "yesterday".to_owned(), ..Form::default() }),
            (FormField::Url, Form { url: "localhost:3000".to_owned(), ..Form::default() }),
            (FormField::Url, Form { url: "http:///wechat".to_owned(), ..Form::default() }),
        ] {
            assert_eq!(made(&form), Err(Fault::Entered(field)));
        }
    }

    #[test]
    fn a_list_may_be_typed_on_a_chinese_keyboard() {
        let form = Form { fail_idx: " 1，3、".to_owned(), ..Form::default() };
        assert_eq!(made(&form), made(&Form::default()));
    }

    #[test]
    fn articles_fail_only_where_some_can() {
        let form = Form { outcome: Outcome::Published, fail_idx: "7".to_owned(), ..Form::default() };
        assert_eq!(made(&form).map(|callback| callback.status), Ok(0));
        let form = Form { fail_idx: "7".to_owned(), ..Form::default() };
        assert!(matches!(made(&form), Err(Fault::Wish(_))));
    }

    #[test]
    fn the_encrypted_modes_ask_for_secrets() {
        let form = Form { mode: Mode::Secure, ..Form::default() };
        assert_eq!(made(&form).map_err(|fault| fault.field()), Err(Some(FormField::Token)));
        let callback = form.make(&Account::demo()).expect("a callback");
        assert!(callback.body().contains("<Encrypt>"), "{}", callback.body());
        assert!(callback.document.contains("PUBLISHJOBFINISH"));
    }
}
