//! The interfaces of WeChat that the simulator answers. What is known of them stands in the catalogue.

use crate::catalogue::interface::Interface;

/// One of WeChat's interfaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Api {
    /// `GET /cgi-bin/token`.
    Token,
    /// `POST /cgi-bin/stable_token`.
    StableToken,
    /// `POST /cgi-bin/draft/add`.
    DraftAdd,
    /// `POST /cgi-bin/freepublish/submit`.
    Submit,
    /// `POST /cgi-bin/freepublish/get`.
    Get,
    /// `POST /cgi-bin/freepublish/getarticle`.
    GetArticle,
    /// `POST /cgi-bin/freepublish/batchget`.
    BatchGet,
    /// `POST /cgi-bin/freepublish/delete`.
    Delete,
}

impl Api {
    /// Every interface, in the order of an article's life.
    pub const ALL: [Self; 8] = [
        Self::Token,
        Self::StableToken,
        Self::DraftAdd,
        Self::Submit,
        Self::Get,
        Self::GetArticle,
        Self::BatchGet,
        Self::Delete,
    ];

    /// Its row in the catalogue.
    pub const fn interface(self) -> Interface {
        match self {
            Self::Token => Interface::Token,
            Self::StableToken => Interface::StableToken,
            Self::DraftAdd => Interface::DraftAdd,
            Self::Submit => Interface::Submit,
            Self::Get => Interface::Get,
            Self::GetArticle => Interface::GetArticle,
            Self::BatchGet => Interface::BatchGet,
            Self::Delete => Interface::Delete,
        }
    }

    /// The path of its address.
    pub const fn path(self) -> &'static str {
        self.interface().path()
    }

    /// The name in scenarios.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Token => "token",
            Self::StableToken => "stable-token",
            Self::DraftAdd => "draft-add",
            Self::Submit => "submit",
            Self::Get => "get",
            Self::GetArticle => "getarticle",
            Self::BatchGet => "batchget",
            Self::Delete => "delete",
        }
    }

    /// Calls a day, as WeChat documents them.
    pub const fn quota(self) -> u32 {
        match self.interface().row().quota {
            Some(quota) => quota,
            None => u32::MAX,
        }
    }

    /// The method it wants.
    pub const fn method(self) -> &'static str {
        self.interface().row().method.name()
    }

    /// The interface at a path.
    pub fn at(path: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|api| api.path() == path)
    }
}

/// The host of WeChat's interfaces.
pub const API_HOST: &str = "api.weixin.qq.com";
