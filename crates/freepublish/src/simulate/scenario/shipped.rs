//! The scenarios that come with the library, each a file beside this one.

use super::{Mistakes, Scenario};

/// A scenario that comes with the library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shipped {
    /// Its name in links and on the command line.
    pub name: &'static str,
    /// The text, for an editor.
    pub text: &'static str,
}

impl Shipped {
    /// Reads it. It has no mistakes: the tests read every one.
    pub fn scenario(&self) -> Result<Scenario, Mistakes> {
        Scenario::parse(self.text)
    }
}

/// The scenario of that name.
pub fn find(name: &str) -> Option<&'static Shipped> {
    ALL.iter().find(|shipped| shipped.name == name)
}

macro_rules! shipped {
    ($($name:literal)*) => {
        /// Every shipped scenario, in the order of a menu.
        pub const ALL: &[Shipped] =
            &[$(Shipped { name: $name, text: include_str!(concat!("shipped/", $name, ".scenario")) }),*];
    };
}

shipped! {
    "happy-path"
    "originality-failed"
    "rejected"
    "failed"
    "deleted-later"
    "banned-later"
    "token-kicked-out"
    "quota-used-up"
    "ip-not-on-whitelist"
    "callback-lost"
    "callback-twice"
    "callbacks-out-of-order"
    "slow-handler"
    "busy-but-accepted"
}
