//! Callbacks sent on to the reader's handler. The proxy does it: a browser lets no page post to another origin.

use std::net::Ipv4Addr;
use std::rc::Rc;

use super::proxy::{Address, Problem};
use super::{Commands, Model, Msg, Own, id};
use crate::shell::Command;

/// How many deliveries of one callback are kept in sight.
const SHOWN: usize = 5;

/// A callback on its way to a handler, or there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// Tells it from all others.
    pub number: usize,
    /// The callback's place in the inbox.
    pub cursor: String,
    /// The address of the handler.
    pub target: String,
    /// When it was over, in milliseconds since 1970, and what came of it.
    pub result: Option<(i64, Delivered)>,
}

/// What came of a delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delivered {
    /// It was sent, or the handler could not be reached.
    Judged(Judged),
    /// The proxy's own failure.
    Problem(Problem),
    /// The proxy did not say.
    Lost,
}

/// What the proxy says of a handler's reply.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judged {
    /// Whether WeChat would be content.
    pub is_accepted: bool,
    /// Codes of rules.
    pub findings: Vec<String>,
    /// The HTTP status.
    pub status: Option<u16>,
    /// The reply, as it came.
    pub reply: Option<String>,
    /// How long it took, in milliseconds.
    pub elapsed: Option<i64>,
}

impl Model {
    /// The deliveries of a callback, the latest first.
    pub fn deliveries_of<'a>(&'a self, cursor: &'a str) -> impl Iterator<Item = &'a Rc<Delivery>> {
        self.deliveries.iter().rev().filter(move |delivery| delivery.cursor == cursor)
    }

    /// Whether a callback is on its way.
    pub fn is_delivering(&self) -> bool {
        self.deliveries.iter().any(|delivery| delivery.result.is_none())
    }

    /// Whether what is offered can be delivered.
    pub fn can_deliver(&self) -> bool {
        self.up().is_some() && !self.is_delivering() && whole(&self.target).is_some()
    }

    /// What is wrong with the target that was entered.
    pub fn is_target_wrong(&self) -> bool {
        !self.target.trim().is_empty() && whole(&self.target).is_none()
    }

    /// The origin of the target, as the proxy has to allow it.
    pub fn origin_of(target: &str) -> Option<String> {
        let target = whole(target)?;
        Address::parse(target.split('?').next()?).map(|address| address.origin().to_owned())
    }

    /// Whether the proxy refuses the target even when it is listed: it is inside a private network.
    pub fn is_never_allowed(target: &str) -> bool {
        let origin = Self::origin_of(target).and_then(|origin| Address::parse(&origin));
        let ip = origin.and_then(|origin| origin.host().parse::<Ipv4Addr>().ok());
        ip.is_some_and(|ip| ip.is_private() || ip.is_link_local() || ip.is_unspecified())
    }

    /// Shows the form below a callback, or folds it.
    pub(super) fn offer(&mut self, cursor: String) -> Commands {
        if self.offered.take_if(|offered| *offered == cursor).is_some() {
            return vec![];
        }
        self.offered = Some(cursor);
        let allowed = self.up().and_then(|(_, health)| health.targets.as_ref()?.first().cloned());
        if let Some(origin) = allowed.filter(|_| self.target.is_empty()) {
            self.target = [origin.trim_end_matches('/'), "/"].concat();
        }
        vec![Command::Focus(id::TARGET.to_owned())]
    }

    pub(super) fn deliver(&mut self) -> Commands {
        if !self.can_deliver() {
            return vec![];
        }
        let (Some((proxy, _)), Some(cursor), Some(target)) =
            (self.up(), self.offered.clone(), whole(&self.target))
        else {
            return vec![];
        };
        let proxy = proxy.clone();
        self.delivered += 1;
        let delivery = Delivery { number: self.delivered, cursor, target, result: None };
        self.deliveries.push(Rc::new(delivery.clone()));
        let too_many = self.deliveries_of(&delivery.cursor).nth(SHOWN).map(|oldest| oldest.number);
        self.deliveries.retain(|delivery| Some(delivery.number) != too_many);
        vec![Command::Own(Own::Deliver { delivery, proxy })]
    }

    pub(super) fn delivered(&mut self, number: usize, at: i64, result: Delivered) {
        if let Some(delivery) = self.deliveries.iter_mut().find(|delivery| delivery.number == number) {
            Rc::make_mut(delivery).result = Some((at, result));
        }
    }
}

impl Delivery {
    /// What is sent to the browser's side and back.
    pub const fn over(&self, at: i64, result: Delivered) -> Msg {
        Msg::Delivered { number: self.number, at, result }
    }
}

/// The whole address of a handler. Who leaves the scheme out means HTTP on this machine and HTTPS elsewhere, as with
/// the proxy's own; query and last slash stay as they are, since a handler may tell by them what to do.
fn whole(text: &str) -> Option<String> {
    let text = text.trim().split('#').next()?;
    let (before, query) = text.split_once('?').map_or((text, None), |(before, query)| (before, Some(query)));
    let address = Address::parse(before)?;
    let is_plain = |query: &str| query.chars().all(|c| c.is_ascii_graphic());
    if !query.is_none_or(is_plain) {
        return None;
    }
    let scheme = address.as_str().split_once("://")?.0;
    let rest = text.split_once("://").map_or(text, |(_, rest)| rest);
    Some([scheme, "://", rest].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_taken_as_people_write_them() {
        for (text, expect) in [
            ("127.0.0.1:3000/wechat", Some("http://127.0.0.1:3000/wechat")),
            (" https://a.example/wx/?appid=wx1#x", Some("https://a.example/wx/?appid=wx1")),
            ("a.example/wx", Some("https://a.example/wx")),
            ("", None),
            ("javascript:alert(1)", None),
            ("http://a b/", None),
            ("http://me:pw@a.example/", None),
        ] {
            assert_eq!(whole(text).as_deref(), expect, "{text}");
        }
    }

    #[test]
    fn the_proxy_allows_origins() {
        let origin = |text| Model::origin_of(text);
        assert_eq!(origin("localhost:3000/wx?a=1").as_deref(), Some("http://localhost:3000"));
        assert_eq!(origin("no address"), None);
        assert!(Model::is_never_allowed("http://192.168.1.5:3000/wx"));
        assert!(
            !Model::is_never_allowed("http://127.0.0.1:3001/wx")
                && !Model::is_never_allowed("https://a.example")
        );
    }
}
