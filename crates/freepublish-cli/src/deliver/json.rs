//! The same for programs.

use freepublish::delivery::{Answer, is_accepted};
use freepublish::{Inspection, Lang, OffsetUnit, Report};
use serde_json::{Value, json};

use super::target::Target;
use super::{Delivery, Try};
use crate::mask::masked;

/// All deliveries with all their tries. `hide` takes the given secrets out of a text.
pub(super) fn report(
    target: &Target,
    deliveries: &[Delivery<'_>],
    lang: Lang,
    hide: &dyn Fn(&str) -> String,
) -> String {
    let listed: Vec<Value> = deliveries.iter().map(|delivery| of_delivery(delivery, lang, hide)).collect();
    let report = json!({
        "url": hide(&masked(&target.url)),
        "address": target.addresses.first().map(ToString::to_string),
        "passed": deliveries.iter().all(Delivery::is_accepted),
        "deliveries": listed,
    });
    format!("{report:#}\n")
}

fn of_delivery(delivery: &Delivery<'_>, lang: Lang, hide: &dyn Fn(&str) -> String) -> Value {
    let push = delivery.push;
    let verifies = push.echostr.is_some();
    json!({
        "what": if verifies { "verification" } else { "callback" },
        "name": (!verifies).then_some(&push.name),
        "mode": push.mode.name(),
        "time": delivery.time,
        "accepted": delivery.is_accepted(),
        "tries": delivery.tries.iter().map(|it| of_try(it, lang, hide)).collect::<Vec<_>>(),
    })
}

fn of_try(it: &Try, lang: Lang, hide: &dyn Fn(&str) -> String) -> Value {
    let reply = if let Answer::Reply(reply) = it.outcome.answer() { Some(reply) } else { None };
    let text = reply.map(|reply| reply.text());
    let mut inspection = Inspection::default();
    inspection.diagnostics.clone_from(&it.found);
    let text_of = text.as_deref().unwrap_or_default();
    let mut found = Report::new(&inspection, text_of, lang, OffsetUnit::Utf8).diagnostics;
    for diagnostic in &mut found {
        diagnostic.message = hide(&masked(&diagnostic.message));
    }
    json!({
        "accepted": is_accepted(&it.found),
        "status": reply.map(|reply| reply.status),
        "elapsed_ms": it.outcome.elapsed,
        "body": text.as_deref().map(|text| hide(&masked(text))),
        "body_is_cut": it.outcome.is_cut(),
        "diagnostics": found,
    })
}
