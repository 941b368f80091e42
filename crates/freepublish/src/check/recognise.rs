//! Which interface an object belongs to, told by the names of its members.

use std::collections::BTreeSet;

use super::near::is_near;
use crate::catalogue::interface::{Interface, Need};
use crate::inspection::Kind;
use crate::syntax::{NodeId, NodeKind, Tree};

/// What an object is, and the interface it belongs to where that can be told. A few members are shared: `media_id` alone
/// is taken for a submit, `article_id` alone for getarticle, a page of a list for one of the published articles.
pub(crate) fn recognise(tree: &Tree<'_>, object: NodeId) -> (Kind, Option<Interface>) {
    const CALLBACK: [&str; 6] =
        ["PublishEventInfo", "ToUserName", "FromUserName", "MsgType", "Event", "Encrypt"];
    const RESULT: [&str; 3] = ["publish_status", "article_detail", "fail_idx"];
    let members = Members::of(tree, object);
    if members.has_any(&CALLBACK) {
        return (Kind::Callback, None);
    }
    if members.has_any(&RESULT) {
        return (Kind::PublishResult, Some(Interface::Get));
    }
    if members.is_answer() {
        return (Kind::Response, members.answered_by());
    }
    match members.called() {
        Some(interface) => (Kind::Request, Some(interface)),
        None if tree.children(object).any(|child| is_near(&tree[child].name, "media_id")) => {
            (Kind::Request, Some(Interface::Submit))
        }
        None => (Kind::Unknown, None),
    }
}

/// The interface that an object is the body of a call to.
pub(crate) fn called_with(tree: &Tree<'_>, object: NodeId) -> Option<Interface> {
    let members = Members::of(tree, object);
    members.called().or_else(|| members.has("publish_id").then_some(Interface::Get))
}

/// The interface that an object is the answer of, where that can be told.
pub(crate) fn answered_by(tree: &Tree<'_>, object: NodeId) -> Option<Interface> {
    Members::of(tree, object).answered_by()
}

/// Whether an object has every required member of a call to this interface, or at least one known member.
pub(crate) fn fits(tree: &Tree<'_>, object: NodeId, interface: Interface) -> Fit {
    let body = interface.row().body;
    let has = |name| tree.child(object, name).is_some();
    if body.iter().filter(|field| field.need == Need::Always).all(|field| has(field.name)) {
        Fit::Complete
    } else if body.iter().any(|field| has(field.name)) {
        Fit::Partial
    } else {
        Fit::None
    }
}

/// How much of a call's body an object has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fit {
    /// Everything that is required.
    Complete,
    /// Some of it.
    Partial,
    /// Nothing.
    None,
}

/// The members that tell interfaces apart.
struct Members<'t, 'a> {
    tree: &'t Tree<'a>,
    object: NodeId,
    known: BTreeSet<&'static str>,
    /// How many there are, known or not.
    count: usize,
}

impl<'t, 'a> Members<'t, 'a> {
    fn of(tree: &'t Tree<'a>, object: NodeId) -> Self {
        const KNOWN: [&str; 41] = [
            "Encrypt",
            "Event",
            "FromUserName",
            "MsgType",
            "PublishEventInfo",
            "ToUserName",
            "access_token",
            "appid",
            "article_detail",
            "article_id",
            "articles",
            "count",
            "created_at",
            "errcode",
            "errmsg",
            "expires_in",
            "fail_idx",
            "filter",
            "force_refresh",
            "grant_type",
            "index",
            "item",
            "item_count",
            "media_id",
            "msg_data_id",
            "msg_id",
            "msg_status",
            "msgtype",
            "news_item",
            "no_content",
            "offset",
            "publish_id",
            "publish_status",
            "secret",
            "total_count",
            "touser",
            "url",
            "create_time",
            "update_time",
            "type",
            "rid",
        ];
        let mut members = Self { tree, object, known: BTreeSet::new(), count: 0 };
        for child in tree.children(object) {
            members.count += 1;
            members.known.extend(KNOWN.iter().find(|name| **name == tree[child].name));
        }
        members
    }

    fn has(&self, name: &str) -> bool {
        self.known.contains(name)
    }

    fn has_any(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.has(name))
    }

    fn has_all(&self, names: &[&str]) -> bool {
        names.iter().all(|name| self.has(name))
    }

    fn is_answer(&self) -> bool {
        self.has_any(&["errcode", "errmsg", "publish_id", "msg_data_id"])
            || self.is_list(self.object, "news_item")
            || self.is_list(self.object, "item") && self.has_any(&["total_count", "item_count"])
            || self.has("total_count") && self.count == 1
            || self.has_all(&["access_token", "expires_in"])
            || self.is_uploaded()
    }

    /// A `media_id` that was handed out: beside the address of the material, its time, or what newer answers of
    /// `draft/add` carry.
    fn is_uploaded(&self) -> bool {
        self.has("media_id")
            && (self.has_any(&["url", "created_at"]) || self.is_list(self.object, "item"))
            && !self.has("articles")
    }

    fn answered_by(&self) -> Option<Interface> {
        if self.has_any(&["msg_id", "msg_status"]) {
            let asked = self.has("msg_status");
            return Some(if asked { Interface::MassGet } else { Interface::MassSendAll });
        }
        if self.has_any(&["publish_id", "msg_data_id"]) {
            return Some(Interface::Submit);
        }
        if self.has_all(&["access_token", "expires_in"]) {
            return Some(Interface::Token);
        }
        if self.has("news_item") {
            // A draft cannot be deleted article by article.
            let published = self.first_has("news_item", "is_deleted");
            return Some(if published { Interface::GetArticle } else { Interface::DraftGet });
        }
        if self.is_list(self.object, "item") && !self.has("media_id") {
            let of = |name, interface| self.first_has("item", name).then_some(interface);
            return of("article_id", Interface::BatchGet)
                .or_else(|| of("media_id", Interface::DraftBatchGet));
        }
        if self.has("total_count") && !self.has("item_count") {
            return Some(Interface::DraftCount);
        }
        let saved = self.has("media_id") && !self.has_any(&["url", "created_at"]);
        saved.then_some(Interface::DraftAdd)
    }

    fn called(&self) -> Option<Interface> {
        // Names that other programs use as well count only where they are not lost among strangers.
        let mostly = |names: &[&str]| 2 * names.iter().filter(|name| self.has(name)).count() >= self.count;
        if self.has("media_id") {
            return Some(if self.has("articles") { Interface::DraftUpdate } else { Interface::Submit });
        }
        if self.has("articles") {
            return Some(Interface::DraftAdd);
        }
        if self.has("article_id") && mostly(&["article_id", "index", "access_token"]) {
            return Some(if self.has("index") { Interface::Delete } else { Interface::GetArticle });
        }
        if self.has_all(&["offset", "count"]) && mostly(&["offset", "count", "no_content"]) {
            return Some(Interface::BatchGet);
        }
        if self.has_all(&["appid", "secret"]) || self.has("grant_type") {
            let token = ["grant_type", "appid", "secret", "force_refresh"];
            return mostly(&token).then_some(Interface::StableToken);
        }
        if self.has_all(&["filter", "msgtype"]) {
            return Some(Interface::MassSendAll);
        }
        (self.has("msgtype") && self.is_list(self.object, "touser")).then_some(Interface::MassSend)
    }

    fn is_list(&self, of: NodeId, name: &str) -> bool {
        self.has(name) && self.tree.child(of, name).is_some_and(|id| self.tree[id].shape == NodeKind::Array)
    }

    /// Whether the first object of a list has a member.
    fn first_has(&self, list: &str, name: &str) -> bool {
        let first = self.tree.each(self.object, list).next();
        first.is_some_and(|first| self.tree.child(first, name).is_some())
    }
}
