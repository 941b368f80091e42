//! `GET /api/health`: what this is, and whether it works.

use axum::extract::State;
use axum::http::HeaderMap;
use serde::Serialize;
use utoipa::ToSchema;

use super::publish::answer_json;
use crate::guard::language;
use crate::notices::Notice;
use crate::problem::Document;
use crate::proxy::Proxy;
use crate::upstream::Draft;

/// How many drafts are listed: a program that is tried out may have put thousands into the box.
const MOST_DRAFTS: usize = 20;

/// What the proxy says of itself.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Health {
    /// `freepublish-proxy`, in every implementation: by this a page knows that it talks to a proxy.
    #[schema(example = "freepublish-proxy")]
    service: &'static str,
    /// The version of the contract.
    #[schema(example = 1)]
    contract: u32,
    /// The version of the program.
    version: &'static str,
    /// Whether all of it works.
    well: bool,
    upstream: UpstreamHealth,
    inbox: InboxHealth,
    callback: CallbackHealth,
    /// Not every proxy delivers.
    #[schema(required = false)]
    deliveries: DeliveriesHealth,
}

/// What stands behind the proxy.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct UpstreamHealth {
    /// `wechat` or `simulator`: whether a submit is for real.
    #[schema(example = "simulator")]
    kind: &'static str,
    /// The app id of the account that drafts are published from.
    account: Option<String>,
    /// Whether it has an access token.
    well: bool,
    /// Why not.
    problem: Option<Document>,
    /// The simulator's drafts that can be submitted now, for a page to offer. One that was submitted is used up, as with
    /// WeChat, and leaves the list. The first 20; absent with the real WeChat, and where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    drafts: Vec<SimulatedDraft>,
}

/// A draft that the simulator made up.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SimulatedDraft {
    /// What to submit.
    media_id: String,
    /// What will become of it, by the name it has in reports.
    #[schema(example = "rejected")]
    outcome: &'static str,
    /// Its name in the scenario: what tells drafts of one outcome apart.
    #[schema(example = "rejected")]
    name: String,
}

impl From<Draft> for SimulatedDraft {
    fn from(Draft { name, media_id, outcome }: Draft) -> Self {
        Self { media_id, outcome: outcome.name(), name }
    }
}

/// The inbox.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct InboxHealth {
    /// Whether it can be read.
    well: bool,
    /// The cursor of the latest callback: what comes behind it is new.
    latest: String,
}

/// What is done with a callback.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CallbackHealth {
    /// Whether signatures are checked.
    signature_checked: bool,
    /// Whether encrypted messages are decrypted.
    decrypts: bool,
    /// The mode that pushes have to come in, or in a stronger one: `plain`, `compatible` or `secure`.
    #[schema(required = false, example = "secure")]
    mode: &'static str,
    /// Pushes that are older are refused, in seconds; null where none are.
    #[schema(required = false)]
    max_age: Option<u64>,
    /// What to know of the pushes since the start, to be shown to people: why some were refused, and a clock that differs.
    #[schema(required = false)]
    notices: Vec<Notice>,
}

/// Where callbacks can be delivered to.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DeliveriesHealth {
    /// The origins that are allowed; with none, nothing is delivered. Who has the key could find them out by trying.
    #[schema(example = json!(["http://127.0.0.1:3000"]))]
    targets: Vec<String>,
}

/// What the proxy is, and whether it works.
///
/// Always 200 for whoever has the key: what does not work is in the answer.
#[utoipa::path(
    get, path = "/api/health", tag = "proxy", security(("key" = [])),
    responses((status = 200, body = Health), (status = 401, body = Document, content_type = "application/problem+json"))
)]
pub(crate) async fn health(State(proxy): State<Proxy>, headers: HeaderMap) -> axum::response::Response {
    let problem = proxy.upstream.health().await.problem;
    let drafts = proxy.upstream.drafts_left().await;
    let listed = proxy.inbox.list(i64::MAX, 0).await;
    let latest = listed.as_ref().map_or(0, |page| page.latest);
    let (upstream_well, inbox_well) = (problem.is_none(), listed.is_ok());
    let secrets = &proxy.config.secrets;
    let lang = language(&headers);
    answer_json(&Health {
        service: "freepublish-proxy",
        contract: 1,
        version: env!("CARGO_PKG_VERSION"),
        well: upstream_well && inbox_well,
        upstream: UpstreamHealth {
            kind: proxy.upstream.kind(),
            account: proxy.upstream.account().map(str::to_owned),
            well: upstream_well,
            problem: problem.map(|problem| problem.document(lang, None)),
            drafts: drafts.into_iter().take(MOST_DRAFTS).map(SimulatedDraft::from).collect(),
        },
        inbox: InboxHealth { well: inbox_well, latest: proxy.inbox.show(latest) },
        callback: CallbackHealth {
            signature_checked: secrets.token.is_some(),
            decrypts: secrets.can_decrypt(),
            mode: proxy.config.expected_mode().name(),
            max_age: proxy.config.max_age.map(|age| age.as_secs()),
            notices: proxy.notices.list(lang),
        },
        deliveries: DeliveriesHealth { targets: proxy.config.targets.clone() },
    })
}
