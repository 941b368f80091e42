//! What is said at the start, once.

use std::net::SocketAddr;

use freepublish::catalogue::status;
use freepublish::inspection::Mode;
use freepublish::{Lang, Outcome};
use freepublish_proxy::upstream::Draft;
use freepublish_proxy::{Key, Upstream};

use super::args::{KEY_VARIABLE, ServeArgs};
use super::texts::Words;
use crate::render::style::{BOLD, Lines as _, paint};

/// A proxy that listens.
pub(super) struct Started<'a> {
    pub(super) address: SocketAddr,
    /// The key, if it is a new one that nobody knows yet.
    pub(super) key: Option<&'a Key>,
    pub(super) upstream: &'a dyn Upstream,
    pub(super) drafts: &'a [Draft],
    /// The message mode that pushes have to come in, or in a stronger one.
    pub(super) mode: Mode,
    /// Whether signatures are checked.
    pub(super) has_token: bool,
    pub(super) args: &'a ServeArgs,
}

impl Started<'_> {
    /// The address to open comes first, then what to do there: what a newcomer needs.
    pub(super) fn text(&self, lang: Lang) -> String {
        let words = Words::of(lang);
        let origin = self.origin();
        let mut out = String::new();
        self.open(&mut out, words, &origin);
        if !self.drafts.is_empty() {
            out.line(words.drafts);
        }
        for Draft { name, media_id, outcome } in self.drafts {
            out.line(&format!("  {media_id}  {name} → {}", named(*outcome, lang)));
        }
        let behind = match self.upstream.kind() {
            "simulator" => words.simulator,
            _ => words.wechat,
        };
        out.line(&format!("{behind} {}", self.upstream.account().unwrap_or_default()));
        out.line(&format!("{} {origin}/callback", words.callback));
        let mode = match self.mode {
            Mode::Plain => words.plain,
            Mode::Compatible => words.compatible,
            Mode::Secure => words.secure,
        };
        out.line(&format!("  {mode}"));
        if !self.has_token {
            out.line(&format!("  {}", words.no_token));
        }
        out.line(words.end);
        out
    }

    fn open(&self, out: &mut String, words: Words, origin: &str) {
        let place = match self.key {
            // In the fragment, which no browser sends anywhere.
            Some(key) => {
                let proxy = freepublish::percent::encode(origin);
                format!("/#/live?proxy={proxy}&key={}", key.reveal())
            }
            None if self.args.site.is_some() => "/#/live".to_owned(),
            None => String::new(),
        };
        let say = if self.args.site.is_some() { words.open } else { words.no_site };
        out.line(&format!("{say} {}", paint(BOLD, &[origin, &place].concat())));
        match self.key {
            Some(_) => out.line(&format!("  {} {KEY_VARIABLE}", words.once)),
            None => out.line(&format!("  {}", words.known_key)),
        }
    }

    /// The address to open: `0.0.0.0` is none.
    fn origin(&self) -> String {
        if self.address.ip().is_unspecified() {
            return format!("http://127.0.0.1:{}", self.address.port());
        }
        format!("http://{}", self.address)
    }
}

/// The document's name for an outcome.
fn named(outcome: Outcome, lang: Lang) -> &'static str {
    status::of(outcome.name()).map_or(outcome.name(), |status| status.name.get(lang))
}
