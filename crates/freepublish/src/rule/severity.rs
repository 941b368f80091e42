//! How much a finding matters.

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// WeChat or the reader's program will refuse or misread this.
    Error,
    /// Works, but is not as documented or probably not as meant.
    Warning,
    /// Nothing is wrong; good to know.
    Info,
}

impl Severity {
    /// The name in reports: `error`, `warning`, `info`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}
