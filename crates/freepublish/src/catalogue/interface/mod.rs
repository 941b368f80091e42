//! The interfaces around publishing a draft, one row each: what a call has to look like, what it is answered with, what
//! it may cost. Requests and answers are judged from these rows, and the reference, `explain` and the simulator read them.
//!
//! Stated is what WeChat documents or was seen to send. A limit that nobody knows is not stated.

mod draft;
mod mass;
mod parameter;
mod publish;
mod token;

use super::source::Source;
use crate::lang::Bilingual;

pub use parameter::{Limit, Need, Parameter, Type};

/// Articles that one draft holds at most: what WeChat's editor allows. The document of `draft/add` names no number.
pub const MOST_ARTICLES: u32 = 8;

/// An interface of WeChat's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Interface {
    /// `GET /cgi-bin/token`.
    Token,
    /// `POST /cgi-bin/stable_token`.
    StableToken,
    /// `POST /cgi-bin/draft/add`.
    DraftAdd,
    /// `POST /cgi-bin/draft/get`.
    DraftGet,
    /// `POST /cgi-bin/draft/update`.
    DraftUpdate,
    /// `POST /cgi-bin/draft/delete`.
    DraftDelete,
    /// `GET /cgi-bin/draft/count`.
    DraftCount,
    /// `POST /cgi-bin/draft/batchget`.
    DraftBatchGet,
    /// `POST /cgi-bin/freepublish/submit`.
    Submit,
    /// `POST /cgi-bin/freepublish/get`.
    Get,
    /// `POST /cgi-bin/freepublish/delete`.
    Delete,
    /// `POST /cgi-bin/freepublish/getarticle`.
    GetArticle,
    /// `POST /cgi-bin/freepublish/batchget`.
    BatchGet,
    /// `POST /cgi-bin/message/mass/send`.
    MassSend,
    /// `POST /cgi-bin/message/mass/sendall`.
    MassSendAll,
    /// `POST /cgi-bin/message/mass/preview`.
    MassPreview,
    /// `POST /cgi-bin/message/mass/delete`.
    MassDelete,
    /// `POST /cgi-bin/message/mass/get`.
    MassGet,
}

/// The method an interface wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// GET: everything stands in the query.
    Get,
    /// POST with a JSON body.
    Post,
}

impl Method {
    /// As it is written in a request.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}

/// What is known of an interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its name in reports: the last parts of its path, `freepublish/submit`.
    pub name: &'static str,
    /// The path of its address.
    pub path: &'static str,
    /// The method it wants.
    pub method: Method,
    /// Its title, as the console and the document call it.
    pub title: Bilingual,
    /// What it does, in one sentence.
    pub meaning: Bilingual,
    /// The parameters in the query of the address.
    pub query: &'static [Parameter],
    /// The members of the body; empty where there is none to send, or where it is not known here.
    pub body: &'static [Parameter],
    /// The members of the answer to a call that was taken.
    pub answer: &'static [Parameter],
    /// Calls a day, where that is documented.
    pub quota: Option<u32>,
    /// Error codes to expect of it, besides those that every interface answers.
    pub errcodes: &'static [i64],
    /// Where WeChat documents it.
    pub source: Source,
}

impl Interface {
    /// Every interface: tokens, drafts, publishing, mass-sending.
    pub const ALL: [Self; 18] = [
        Self::Token,
        Self::StableToken,
        Self::DraftAdd,
        Self::DraftGet,
        Self::DraftUpdate,
        Self::DraftDelete,
        Self::DraftCount,
        Self::DraftBatchGet,
        Self::Submit,
        Self::Get,
        Self::Delete,
        Self::GetArticle,
        Self::BatchGet,
        Self::MassSend,
        Self::MassSendAll,
        Self::MassPreview,
        Self::MassDelete,
        Self::MassGet,
    ];

    /// What is known of it.
    pub const fn row(self) -> &'static Row {
        match self {
            Self::Token => &token::TOKEN,
            Self::StableToken => &token::STABLE_TOKEN,
            Self::DraftAdd => &draft::ADD,
            Self::DraftGet => &draft::GET,
            Self::DraftUpdate => &draft::UPDATE,
            Self::DraftDelete => &draft::DELETE,
            Self::DraftCount => &draft::COUNT,
            Self::DraftBatchGet => &draft::BATCH_GET,
            Self::Submit => &publish::SUBMIT,
            Self::Get => &publish::GET,
            Self::Delete => &publish::DELETE,
            Self::GetArticle => &publish::GET_ARTICLE,
            Self::BatchGet => &publish::BATCH_GET,
            Self::MassSend => &mass::SEND,
            Self::MassSendAll => &mass::SEND_ALL,
            Self::MassPreview => &mass::PREVIEW,
            Self::MassDelete => &mass::DELETE,
            Self::MassGet => &mass::GET,
        }
    }

    /// The name in reports: `freepublish/submit`.
    pub const fn name(self) -> &'static str {
        self.row().name
    }

    /// The path of its address: `/cgi-bin/freepublish/submit`.
    pub const fn path(self) -> &'static str {
        self.row().path
    }

    /// The interface of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|interface| interface.name() == name)
    }

    /// The interface at that path.
    pub fn at(path: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|interface| interface.path() == path)
    }

    /// The interface whose path was probably meant: the path of another server that ends in the interface's name, or one
    /// with a slip of the pen in it.
    pub fn near(path: &str) -> Option<Self> {
        /// Longer paths are none of WeChat's.
        const LONGEST: usize = 64;
        const MOST_SLIPS: usize = 2;
        let path = path.trim_end_matches('/');
        if path.len() > LONGEST {
            return None;
        }
        let is_tail =
            |interface: &Self| path.strip_suffix(interface.name()).is_some_and(|rest| rest.ends_with('/'));
        // The longest name, as `stable_token` ends in no other but `draft/get` could be `…/mass/get`.
        if let Some(found) = Self::ALL.into_iter().filter(is_tail).max_by_key(|found| found.name().len()) {
            return Some(found);
        }
        let slips = |interface: &Self| strsim::osa_distance(&path.to_ascii_lowercase(), interface.path());
        Self::ALL.into_iter().filter(|interface| slips(interface) <= MOST_SLIPS).min_by_key(slips)
    }

    /// Whether it mass-sends. That is not publishing, and such a call is named here but not judged.
    pub const fn is_mass_send(self) -> bool {
        matches!(
            self,
            Self::MassSend | Self::MassSendAll | Self::MassPreview | Self::MassDelete | Self::MassGet
        )
    }

    /// Whether it hands out an access token, and so is called without one.
    pub const fn is_token(self) -> bool {
        matches!(self, Self::Token | Self::StableToken)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::catalogue::errcode;
    use crate::lang::Lang;

    fn is_han(c: char) -> bool {
        ('\u{4e00}'..='\u{9fff}').contains(&c)
    }

    #[test]
    fn every_interface_is_listed_once_and_found_by_name_and_path() {
        let mut seen = BTreeSet::new();
        for interface in Interface::ALL {
            let row = interface.row();
            assert!(seen.insert(row.name), "{} stands twice", row.name);
            assert_eq!(Interface::named(row.name), Some(interface));
            assert_eq!(Interface::at(row.path), Some(interface));
            assert!(row.path.starts_with("/cgi-bin/") && row.path.ends_with(row.name), "{}", row.path);
        }
    }

    #[test]
    fn texts_are_in_their_own_language_and_names_stand_once_on_a_level() {
        fn check(parameters: &[Parameter], of: &str) {
            let mut seen = BTreeSet::new();
            for parameter in parameters {
                assert!(seen.insert(parameter.name), "{of}: {} stands twice", parameter.name);
                for text in [Some(parameter.meaning), parameter.caution].into_iter().flatten() {
                    assert!(text.get(Lang::Zh).contains(is_han), "{of}: {}", parameter.name);
                    assert!(!text.get(Lang::En).contains(is_han), "{of}: {}", parameter.name);
                }
                assert!(parameter.children.is_empty() || parameter.ty.holds_members(), "{}", parameter.name);
                check(parameter.children, of);
            }
        }
        for interface in Interface::ALL {
            let row = interface.row();
            for text in [row.title, row.meaning] {
                assert!(text.get(Lang::Zh).contains(is_han) && !text.get(Lang::En).contains(is_han));
            }
            for parameters in [row.query, row.body, row.answer] {
                check(parameters, row.name);
            }
            let has_token = row.query.iter().any(|parameter| parameter.name == "access_token");
            assert_eq!(has_token, !interface.is_token(), "{}", row.name);
        }
    }

    #[test]
    fn error_codes_are_those_of_the_catalogue() {
        for interface in Interface::ALL {
            for code in interface.row().errcodes {
                assert!(errcode::find(*code).is_some(), "{}: {code}", interface.name());
            }
        }
    }

    #[test]
    fn a_path_with_a_slip_finds_the_one_that_was_meant() {
        let check = |path, expect| assert_eq!(Interface::near(path), expect, "{path}");
        check("/cgi-bin/freepublish/sumbit", Some(Interface::Submit));
        check("/cgi-bin/freepublish/submit/", Some(Interface::Submit));
        check("/freepublish/submit", Some(Interface::Submit));
        check("/wx/cgi-bin/draft/batchget", Some(Interface::DraftBatchGet));
        check("/cgi-bin/draft/ad", Some(Interface::DraftAdd));
        check("/cgi-bin/freepublish/publish", None);
        check("/cgi-bin/menu/create", None);
        check("/", None);
        check(&"/cgi-bin".repeat(100_000), None);
    }
}
