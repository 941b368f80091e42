//! The words of the scenario language: each list is read by the parser, by the printer, and by messages.

use super::RequestFault;
use crate::catalogue::status::STATUSES;
use crate::envelope::seal::PushFormat;
use crate::inspection::{Mode, Outcome};
use crate::simulate::api::Api;
use crate::simulate::config::Transmission;
use crate::simulate::wire::IdForm;

/// Words and what they mean.
pub(super) type Table<T> = &'static [(&'static str, T)];

pub(super) const PUSH: Table<PushFormat> = &[("xml", PushFormat::Xml), ("json", PushFormat::Json)];
pub(super) const MODE: Table<Mode> =
    &[("plain", Mode::Plain), ("compatible", Mode::Compatible), ("secure", Mode::Secure)];
pub(super) const ID_FORM: Table<IdForm> = &[("number", IdForm::Number), ("string", IdForm::Text)];
pub(super) const YES_NO: Table<bool> = &[("yes", true), ("no", false)];
pub(super) const ON_OFF: Table<bool> = &[("on", true), ("off", false)];
pub(super) const KEPT: Table<bool> = &[("kept", true), ("consumed", false)];
pub(super) const FATE: Table<Transmission> =
    &[("arrives", Transmission::Arrives), ("lost", Transmission::Lost), ("twice", Transmission::Twice)];
pub(super) const API: Table<Api> = &[
    (Api::Token.name(), Api::Token),
    (Api::StableToken.name(), Api::StableToken),
    (Api::DraftAdd.name(), Api::DraftAdd),
    (Api::Submit.name(), Api::Submit),
    (Api::Get.name(), Api::Get),
    (Api::GetArticle.name(), Api::GetArticle),
    (Api::BatchGet.name(), Api::BatchGet),
    (Api::Delete.name(), Api::Delete),
];
pub(super) const FLAW: Table<RequestFault> = &[
    ("get-method", RequestFault::Get),
    ("http", RequestFault::Http),
    ("no-token", RequestFault::NoToken),
    ("bad-token", RequestFault::BadToken),
    ("no-body", RequestFault::NoBody),
    ("bad-json", RequestFault::BadJson),
    ("no-media-id", RequestFault::NoMediaId),
    ("number-media-id", RequestFault::NumberMediaId),
];
pub(super) const SETTINGS: &[&str] = &[
    "title",
    "about",
    "seed",
    "start",
    "push",
    "mode",
    "url",
    "publish-id",
    "msg-data-id",
    "permission",
    "whitelist",
    "used",
    "callbacks",
    "retry-after",
    "failed-draft",
    "publish",
    "errcode",
    "server",
    "draft",
    "handler",
    "at",
];
pub(super) const ONCE: &[&str] = &[
    "seed",
    "start",
    "push",
    "mode",
    "url",
    "publish-id",
    "msg-data-id",
    "permission",
    "whitelist",
    "callbacks",
    "retry-after",
    "failed-draft",
    "publish",
    "handler",
];
pub(super) const PLAN: &[&str] =
    &["articles", "outcome", "fail-idx", "takes", "later", "callback", "delay", "foreign"];
/// Of drafts that are made by a call, which says how many articles there are, and for the account that calls.
pub(super) const PUBLISH: &[&str] = &["outcome", "fail-idx", "takes", "later", "callback", "delay"];
pub(super) const ACTIONS: &[&str] = &[
    "token",
    "stable-token [force]",
    "draft-add NAME [articles N]",
    "submit [DRAFT]",
    "get [N]",
    "getarticle [N]",
    "batchget",
    "delete [N] [index I]",
];
pub(super) const REPLIES: &[&str] =
    &["success", "empty", "quoted", "status CODE", "slow DURATION", "silent", "unreachable"];

/// The outcomes that have a `publish_status`, by their names.
pub(super) fn outcomes() -> Vec<(&'static str, Outcome)> {
    STATUSES.iter().map(|row| (row.outcome.name(), row.outcome)).collect()
}

/// The word for a meaning.
pub(super) fn word<T: PartialEq>(table: &[(&'static str, T)], meaning: &T) -> &'static str {
    table.iter().find(|(_, known)| known == meaning).map_or("", |(word, _)| word)
}

/// The names of a table.
pub(super) fn names<T>(table: &[(&'static str, T)]) -> Vec<&'static str> {
    table.iter().map(|(word, _)| *word).collect()
}
