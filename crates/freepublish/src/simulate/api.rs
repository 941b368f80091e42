//! The interfaces of WeChat that the simulator answers.

/// One of WeChat's interfaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Api {
    /// `GET /cgi-bin/token`.
    Token,
    /// `POST /cgi-bin/stable_token`.
    StableToken,
    /// `POST /cgi-bin/freepublish/submit`.
    Submit,
    /// `POST /cgi-bin/freepublish/get`.
    Get,
}

impl Api {
    /// Every interface.
    pub const ALL: [Self; 4] = [Self::Token, Self::StableToken, Self::Submit, Self::Get];

    /// The path of its address.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Token => "/cgi-bin/token",
            Self::StableToken => "/cgi-bin/stable_token",
            Self::Submit => "/cgi-bin/freepublish/submit",
            Self::Get => "/cgi-bin/freepublish/get",
        }
    }

    /// The name in scenarios.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Token => "token",
            Self::StableToken => "stable-token",
            Self::Submit => "submit",
            Self::Get => "get",
        }
    }

    /// Calls a day.
    pub const fn quota(self) -> u32 {
        match self {
            Self::Token | Self::StableToken => 2000,
            Self::Submit | Self::Get => 100,
        }
    }

    /// The interface at a path.
    pub fn at(path: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|api| api.path() == path)
    }
}

/// The host of WeChat's interfaces.
pub const API_HOST: &str = "api.weixin.qq.com";
