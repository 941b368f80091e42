//! Judges WeChat's answer to a call.

use crate::catalogue::errcode;
use crate::catalogue::interface::Interface;
use crate::check::syntax::pick;
use crate::diagnostic::Diagnostic;
use crate::excerpt::Excerpt;
use crate::findings::Findings;
use crate::inspection::{Inspection, Outcome, Response};
use crate::rule::response::{Finding, Remedy};
use crate::syntax::{NodeId, NodeKind, Tree};

/// What the answer comes to. After −1 nobody knows whether the job was taken.
pub(crate) fn outcome(response: &Response, inspection: &Inspection) -> Outcome {
    let is_submit = inspection.interface == Some(Interface::Submit);
    match response.errcode {
        Some(0) if is_submit => Outcome::Accepted,
        Some(0) => Outcome::Answered,
        None if response.publish_id.is_some() => Outcome::Accepted,
        None if inspection.answer.is_some() => Outcome::Answered,
        None | Some(-1) => Outcome::Unknown,
        Some(_) => Outcome::Refused,
    }
}

/// Reads an answer and says what is remarkable about it.
pub(crate) fn check(
    tree: &Tree<'_>,
    root: NodeId,
    interface: Option<Interface>,
    findings: &mut Findings,
) -> Response {
    let [errcode, errmsg, publish_id, msg_data_id] =
        pick(tree, root, ["errcode", "errmsg", "publish_id", "msg_data_id"], findings);
    let text = |node: Option<NodeId>| {
        node.filter(|id| !tree[*id].is_blank()).map(|id| tree[id].trimmed().to_owned())
    };
    let mut response = Response {
        errcode: None,
        errmsg: errmsg.map(|id| tree[id].text.to_string()),
        publish_id: text(publish_id),
        msg_data_id: text(msg_data_id),
        rid: None,
    };
    if let Some(id) = errcode {
        response.errcode = check_errcode(tree, id, findings);
    }
    match response.errcode {
        Some(0) if interface == Some(Interface::Submit) => check_accepted(tree, root, publish_id, findings),
        None if errcode.is_none() && response.publish_id.is_some() => {
            check_accepted(tree, root, publish_id, findings);
        }
        Some(0) | None => {}
        Some(code) => {
            let at = errcode.unwrap_or(root);
            findings.report(|| {
                refusal(code, response.errmsg.as_deref()).at(tree[at].value_span()).path(tree.path(at))
            });
        }
    }
    if let (Some(id), Some(rid)) = (errmsg, response.errmsg.as_deref().and_then(find_rid)) {
        let finding = Finding::Rid { rid: rid.into() };
        findings.report(|| Diagnostic::new(finding).at(tree[id].value_span()).path(tree.path(id)));
        response.rid = Some(rid.to_owned());
    }
    response
}

fn check_errcode(tree: &Tree<'_>, id: NodeId, findings: &mut Findings) -> Option<i64> {
    let node = &tree[id];
    let value = node.trimmed().parse::<i64>().ok();
    if node.shape != NodeKind::Number || value.is_none() {
        let shown =
            if node.trimmed().is_empty() { "null".to_owned() } else { format!("\"{}\"", node.trimmed()) };
        let finding = Finding::ErrcodeNotNumber { value: shown.as_str().into() };
        findings.report(|| Diagnostic::new(finding).at(node.value_span()).path(tree.path(id)));
    }
    value
}

fn check_accepted(tree: &Tree<'_>, root: NodeId, publish_id: Option<NodeId>, findings: &mut Findings) {
    match publish_id.filter(|id| !tree[*id].is_blank()) {
        None => {
            let at = publish_id.unwrap_or(root);
            findings.report(|| {
                Diagnostic::new(Finding::PublishIdMissing).at(tree[at].span()).path(tree.path(at))
            });
        }
        Some(id) => {
            let place = |finding| Diagnostic::new(finding).at(tree[id].value_span()).path(tree.path(id));
            findings.report(|| place(Finding::AcceptedNotPublished));
            if tree[id].shape == NodeKind::Number {
                findings.report(|| place(Finding::PublishIdNumber));
            }
        }
    }
}

fn refusal(code: i64, errmsg: Option<&str>) -> Diagnostic {
    let Some(row) = errcode::find(code) else {
        return Diagnostic::new(Finding::UnknownErrcode { errcode: code });
    };
    let ip = errmsg.filter(|_| code == 40164).and_then(find_ip).map(Excerpt::from);
    Diagnostic::new(Finding::ApiError {
        errcode: code,
        meaning: row.meaning,
        cause: row.cause,
        remedy: Remedy { row, ip },
    })
}

/// `… rid: 6565a1b4-2a3b4c5d-6e7f8091`: the id at the end of an errmsg.
fn find_rid(errmsg: &str) -> Option<&str> {
    let (_, rest) = errmsg.rsplit_once("rid:")?;
    let rid = rest.trim_start();
    let end = rid.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(rid.len());
    (end > 0).then(|| &rid[..end])
}

/// `invalid ip 203.0.113.7 ipv6 …`: the address behind the word ip.
fn find_ip(errmsg: &str) -> Option<&str> {
    errmsg.split_whitespace().map(|word| word.trim_matches(',')).find(|word| {
        word.contains('.') && word.bytes().all(|b| b.is_ascii_digit() || b == b'.')
            || word.matches(':').count() > 1
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rid_and_address_are_found_in_what_wechat_writes() {
        let errmsg = "invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist rid: 6565a1b3-1a2b3c4d-5e6f7081";
        assert_eq!(find_rid(errmsg), Some("6565a1b3-1a2b3c4d-5e6f7081"));
        assert_eq!(find_ip(errmsg), Some("203.0.113.7"));
        assert_eq!(find_rid("ok"), None);
        assert_eq!(find_rid("rid: "), None);
        assert_eq!(find_ip("invalid ip 2001:db8::1, not in whitelist"), Some("2001:db8::1"));
    }
}
