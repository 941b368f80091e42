//! The pages by name.

/// A page that the shell can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// The editor and what was read from it.
    Inspect,
    /// A draft published for real, through a proxy.
    Live,
    /// The catalogues.
    Reference,
    /// A rehearsal without WeChat.
    Simulate,
}
