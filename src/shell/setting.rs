//! What outlives a visit.

/// A setting that outlives the visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// The language.
    Lang,
    /// The colours.
    Theme,
}

impl Setting {
    /// The key it is stored under. `www/early.js` reads them before the page is painted.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Lang => "freepublish-lab.lang",
            Self::Theme => "freepublish-lab.theme",
        }
    }
}
