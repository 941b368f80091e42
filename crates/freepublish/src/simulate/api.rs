//! The interfaces of WeChat that the simulator answers.

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

    /// The path of its address.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Token => "/cgi-bin/token",
            Self::StableToken => "/cgi-bin/stable_token",
            Self::DraftAdd => "/cgi-bin/draft/add",
            Self::Submit => "/cgi-bin/freepublish/submit",
            Self::Get => "/cgi-bin/freepublish/get",
            Self::GetArticle => "/cgi-bin/freepublish/getarticle",
            Self::BatchGet => "/cgi-bin/freepublish/batchget",
            Self::Delete => "/cgi-bin/freepublish/delete",
        }
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

    /// Calls a day, as WeChat's table of limits has them.
    pub const fn quota(self) -> u32 {
        match self {
            Self::Token | Self::StableToken => 2000,
            Self::DraftAdd => 1000,
            Self::Submit | Self::Get | Self::GetArticle | Self::BatchGet => 100,
            Self::Delete => 10,
        }
    }

    /// The method it wants.
    pub const fn method(self) -> &'static str {
        match self {
            Self::Token => "GET",
            _ => "POST",
        }
    }

    /// The interface at a path.
    pub fn at(path: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|api| api.path() == path)
    }
}

/// The host of WeChat's interfaces.
pub const API_HOST: &str = "api.weixin.qq.com";
