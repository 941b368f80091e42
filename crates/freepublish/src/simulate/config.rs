//! What a simulated platform is like: everything that WeChat's documents leave open is a knob here.

use super::api::Api;
use super::callback::HANDLER_URL;
use super::wire::IdForm;
use crate::envelope::seal::PushFormat;
use crate::inspection::{Mode, Outcome};

pub use crate::time::Millis;

pub(super) const SECOND: Millis = 1_000;
pub(super) const MINUTE: Millis = 60 * SECOND;
pub(super) const HOUR: Millis = 60 * MINUTE;
pub(super) const DAY: Millis = 24 * HOUR;

/// The settings of a platform and of the account that is used.
#[expect(clippy::struct_excessive_bools, reason = "switches of an account, each apart from the others")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlatformConfig {
    /// Everything that looks random is made from it.
    pub seed: u64,
    /// What the account receives pushes in.
    pub push: PushFormat,
    /// The message mode of the account.
    pub mode: Mode,
    /// The address of the handler, without WeChat's parameters.
    pub handler_url: String,
    /// How ids are written in JSON. The document says string, real answers carry numbers.
    pub publish_id: IdForm,
    /// Whether an accepted submit carries `msg_data_id`. It is often absent.
    pub msg_data_id: bool,
    /// Whether the account has the interface. Personal and unverified ones have not: 48001.
    pub permission: bool,
    /// The IPs that may fetch a token; empty lets everybody in.
    pub whitelist: Vec<String>,
    /// Calls that were made earlier on the first day.
    pub used: Vec<(Api, u32)>,
    /// Whether the server configuration is enabled. If not, no callback is ever sent.
    pub callbacks: bool,
    /// From one try to push to the next. WeChat does not say; 5 s is when it gives up waiting.
    pub retry_after: Millis,
    /// What becomes of drafts that are made by `draft/add`. How many articles they have, they say themselves.
    pub publish: Plan,
    /// Whether a draft that failed can be submitted again. WeChat does not say.
    pub keeps_failed_drafts: bool,
    /// Answers that are forced, whatever the call.
    pub forced: Vec<Forced>,
}

impl Default for PlatformConfig {
    fn default() -> Self {
        Self {
            seed: 0,
            push: PushFormat::Xml,
            mode: Mode::Plain,
            handler_url: HANDLER_URL.to_owned(),
            publish_id: IdForm::Number,
            msg_data_id: false,
            permission: true,
            whitelist: Vec::new(),
            used: Vec::new(),
            callbacks: true,
            retry_after: 5 * SECOND,
            publish: Plan::default(),
            keeps_failed_drafts: false,
            forced: Vec::new(),
        }
    }
}

/// An answer that an interface gives, whatever it is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Forced {
    /// Which interface.
    pub api: Api,
    /// The error code.
    pub errcode: i64,
    /// How often; `None` for ever.
    pub times: Option<u32>,
    /// Whether the call takes effect all the same: after −1 nobody can know.
    pub effective: bool,
}

/// What will become of a draft once it is submitted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// How many articles it has.
    pub articles: u32,
    /// What publishing comes to. [`Outcome::Publishing`] never ends; with [`Outcome::DeletedByUser`] and
    /// [`Outcome::BannedBySystem`] it is published first.
    pub outcome: Outcome,
    /// The articles that do not pass.
    pub fail_idx: Vec<u32>,
    /// From the submit to the outcome.
    pub takes: Millis,
    /// From being published to being deleted or banned.
    pub later: Millis,
    /// What becomes of its callbacks on the way.
    pub fate: Transmission,
    /// From the outcome to its first callback. The news of a deletion or a ban are not held up: so callbacks can
    /// arrive out of order.
    pub delay: Millis,
    /// Whether the draft belongs to another account.
    pub foreign: bool,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            articles: 1,
            outcome: Outcome::Published,
            fail_idx: Vec::new(),
            takes: 40 * SECOND,
            later: 2 * DAY,
            fate: Transmission::Arrives,
            delay: 0,
            foreign: false,
        }
    }
}

impl Plan {
    /// The same for a draft of so many articles. A draft that has none of the articles that do not pass, passes.
    pub(super) fn for_articles(&self, articles: u32) -> Self {
        let mut plan = Self { articles, ..self.clone() };
        plan.fail_idx.retain(|idx| *idx <= articles);
        if plan.fail_idx.is_empty() && !self.fail_idx.is_empty() {
            plan.outcome = Outcome::Published;
        }
        plan
    }
}

/// What becomes of a callback on its way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Transmission {
    /// It arrives.
    #[default]
    Arrives,
    /// It never does, however often it is sent.
    Lost,
    /// It arrives, is answered, and arrives again.
    Twice,
}
