//! What is said at the start, once.

use std::fmt::Write as _;
use std::net::SocketAddr;

use freepublish::Lang;
use freepublish_proxy::simulator::Draft;
use freepublish_proxy::{Key, Upstream};

use super::args::{KEY_VARIABLE, ServeArgs};
use super::texts::Words;

/// A proxy that listens.
pub(super) struct Started<'a> {
    pub(super) address: SocketAddr,
    /// The key, if it is a new one that nobody knows yet.
    pub(super) key: Option<&'a Key>,
    pub(super) upstream: &'a dyn Upstream,
    pub(super) drafts: &'a [Draft],
    pub(super) args: &'a ServeArgs,
}

impl Started<'_> {
    pub(super) fn text(&self, lang: Lang) -> String {
        let words = Words::of(lang);
        let origin = self.origin();
        let mut out = format!("{} {origin}\n", words.serving);
        let account = self.upstream.account().unwrap_or_default();
        let behind = match self.upstream.kind() {
            "simulator" => words.simulator,
            _ => words.wechat,
        };
        let _ = writeln!(out, "{behind} {account}");
        match self.key {
            // In the fragment, which no browser sends anywhere.
            Some(key) => {
                let proxy = freepublish::percent::encode(&origin);
                let _ = writeln!(out, "{} {origin}/#/live?proxy={proxy}&key={}", words.open, key.reveal());
                let _ = writeln!(out, "  {} {KEY_VARIABLE}", words.once);
            }
            None => {
                let _ = writeln!(out, "{}", words.known_key);
            }
        }
        if self.args.site.is_none() {
            let _ = writeln!(out, "{}", words.no_site);
        }
        let _ = writeln!(out, "{} {origin}/callback", words.callback);
        if !self.drafts.is_empty() {
            let _ = writeln!(out, "{}", words.drafts);
        }
        for draft in self.drafts {
            let Draft { name, media_id, outcome } = draft;
            let _ = writeln!(out, "  {media_id}  {name} → {}", outcome.name());
        }
        let _ = writeln!(out, "{}", words.end);
        out
    }

    /// The address to open: `0.0.0.0` is none.
    fn origin(&self) -> String {
        if self.address.ip().is_unspecified() {
            return format!("http://127.0.0.1:{}", self.address.port());
        }
        format!("http://{}", self.address)
    }
}
