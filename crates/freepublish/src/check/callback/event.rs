//! The head of a pushed event.

use std::borrow::Cow;

use super::job;
use super::missing;
use crate::catalogue::event;
use crate::check::syntax::{self, pick};
use crate::diagnostic::{Diagnostic, Fix};
use crate::findings::{Findings, lift};
use crate::inspection::{Envelope, Header, Inspection, Mode, Publish};
use crate::lang::Bilingual;
use crate::rule::callback::Finding;
use crate::rule::{envelope, json};
use crate::syntax::json::content;
use crate::syntax::{NodeId, NodeKind, Tree};

const HEADER: [&str; 5] = ["ToUserName", "FromUserName", "CreateTime", "MsgType", "Event"];

/// Judges a pushed event and fills in what was read from it. `false` when nothing in it belongs to one.
pub(crate) fn check(
    text: &str,
    tree: &Tree<'_>,
    root: NodeId,
    read: &mut Inspection,
    findings: &mut Findings,
) -> bool {
    let [to_user, from_user, create_time, msg_type, event, info, encrypt] = pick(
        tree,
        root,
        ["ToUserName", "FromUserName", "CreateTime", "MsgType", "Event", "PublishEventInfo", "Encrypt"],
        findings,
    );
    let head = [to_user, from_user, create_time, msg_type, event];
    let info_alone = tree[root].name == "PublishEventInfo";
    let flattened = (info.is_none() && !info_alone).then(|| tree.child(root, "publish_status")).flatten();
    if !info_alone && [info, encrypt, flattened].iter().chain(&head).all(Option::is_none) {
        return false;
    }

    let mut secure = false;
    if let Some(encrypt) = encrypt {
        let mode = if msg_type.or(event).or(info).is_some() { Mode::Compatible } else { Mode::Secure };
        secure = mode == Mode::Secure;
        read.envelope.get_or_insert_with(Envelope::default).mode = mode;
        let finding = envelope::Finding::KeyNeeded { mode: describe(mode) };
        findings.report(|| Diagnostic::new(finding).at(tree[encrypt].span()).path(tree.path(encrypt)));
    }
    if head.iter().any(Option::is_some) {
        read.header = Some(read_header(tree, head, findings));
    }
    if secure {
        return true;
    }

    if let Some(id) = msg_type.filter(|id| !tree[*id].is_blank() && tree[*id].trimmed() != "event") {
        let finding = Finding::NotAnEvent { msg_type: tree[id].trimmed().into() };
        findings.report(|| Diagnostic::new(finding).at(tree[id].value_span()).path(tree.path(id)));
        return true;
    }
    if head.iter().any(|node| node.is_none_or(|id| tree[id].is_blank())) {
        let blank =
            HEADER.into_iter().zip(head).filter(|(_, node)| node.is_none_or(|id| tree[id].is_blank()));
        missing(text, tree, root, blank.map(|(name, _)| name).collect(), findings);
    }
    if event.is_some_and(|id| !is_publish_event(tree, id, findings)) {
        return true;
    }
    read.publish = match (info, flattened) {
        (Some(info), _) => Some(check_info(text, tree, info, findings)),
        (None, Some(status)) => {
            let diagnostic = Diagnostic::new(Finding::Flattened);
            findings.report(|| diagnostic.at(tree[status].span()).path(tree.path(status)));
            Some(job::check(text, tree, root, findings))
        }
        (None, None) if info_alone => Some(job::check(text, tree, root, findings)),
        (None, None) => {
            missing(text, tree, root, vec!["PublishEventInfo"], findings);
            None
        }
    };
    true
}

fn read_header(tree: &Tree<'_>, head: [Option<NodeId>; 5], findings: &mut Findings) -> Header {
    let filled = |node: Option<NodeId>| node.map(|id| tree[id].trimmed()).filter(|text| !text.is_empty());
    let owned = |node| filled(node).map(str::to_owned);
    let text = |node, usual| {
        filled(node)
            .map(|text| if text == usual { Cow::Borrowed(usual) } else { Cow::Owned(text.to_owned()) })
    };
    let [to_user, from_user, create_time, msg_type, event] = head;
    Header {
        to_user_name: owned(to_user),
        from_user_name: owned(from_user),
        create_time: create_time
            .filter(|id| !tree[*id].is_blank())
            .and_then(|id| check_create_time(tree, id, findings)),
        msg_type: text(msg_type, "event"),
        event: text(event, event::PUBLISH_JOB_FINISH),
    }
}

/// Seconds since 1970 UTC.
fn check_create_time(tree: &Tree<'_>, id: NodeId, findings: &mut Findings) -> Option<i64> {
    let value = tree[id].trimmed();
    let place = |finding| Diagnostic::new(finding).at(tree[id].value_span()).path(tree.path(id));
    let seconds = value.parse::<i64>().ok().filter(|time| *time > 0);
    match (seconds, value.len()) {
        (Some(seconds), ..=10) => Some(seconds),
        (Some(milliseconds), 13) => {
            findings.report(|| place(Finding::CreateTimeMilliseconds));
            Some(milliseconds / 1000)
        }
        _ => {
            findings.report(|| place(Finding::CreateTimeInvalid { value: value.into() }));
            None
        }
    }
}

fn is_publish_event(tree: &Tree<'_>, id: NodeId, findings: &mut Findings) -> bool {
    let name = tree[id].trimmed();
    if name == event::PUBLISH_JOB_FINISH || name.is_empty() {
        return true;
    }
    let place = |finding| Diagnostic::new(finding).at(tree[id].value_span()).path(tree.path(id));
    if name == event::OLD_NAME {
        findings.report(|| place(Finding::EventAlias));
        return true;
    }
    findings.report(|| place(Finding::WrongEvent { event: name.into(), about: event::describe(name) }));
    false
}

/// `PublishEventInfo` is an object; a string that holds one was encoded twice and is read all the same.
fn check_info(text: &str, tree: &Tree<'_>, info: NodeId, findings: &mut Findings) -> Publish {
    let node = &tree[info];
    if node.shape != NodeKind::String || !node.trimmed().starts_with('{') {
        return job::check(text, tree, info, findings);
    }
    let source = content(node.value_span(), text);
    let inner = crate::syntax::json::read(&source.text);
    findings.report(|| {
        let found = Diagnostic::new(json::Finding::DoubleEncoded);
        // Half an object, as where a quote inside was not escaped, would end somewhere in the outer one.
        let is_whole = inner.errors.is_empty() && source.text[inner.end..].trim().is_empty();
        let fix = is_whole.then(|| Fix::replace(node.value_span(), node.text.as_ref()));
        Diagnostic { fix, ..found.at(node.value_span()).path(tree.path(info)) }
    });

    let before = findings.len();
    syntax::report(&source.text, &inner, findings);
    let publish = inner.tree.root().map(|root| job::check(&source.text, &inner.tree, root, findings));
    for diagnostic in findings.since_mut(before) {
        let path = diagnostic.path.take().unwrap_or_default();
        diagnostic.path = Some(tree.path(info) + &path);
        lift(diagnostic, &source);
        // The outer repair comes first: it changes how the inner text is written.
        diagnostic.fix = None;
    }
    publish.unwrap_or_default()
}

fn describe(mode: Mode) -> Bilingual {
    match mode {
        Mode::Plain => Bilingual::new("明文模式", "plaintext mode"),
        Mode::Compatible => Bilingual::new("兼容模式", "compatible mode"),
        Mode::Secure => Bilingual::new("安全模式", "secure mode"),
    }
}
