//! Where in the page the reader is. Routes live behind the `#`, because static hosting rewrites no address.

use freepublish::Lang;

use crate::inspect;
use crate::live;
use crate::reference;
use crate::shell::{Page, Words};
use crate::simulate;

/// A place in the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// The editor and what was read from it.
    Inspect(inspect::Place),
    /// The catalogues.
    Reference(reference::Place),
    /// The Simulate page.
    Simulate(simulate::Place),
    /// The Live page.
    Live(live::Place),
    /// An address that leads nowhere.
    NotFound {
        /// The address as it was given.
        path: String,
    },
}

impl Default for Route {
    fn default() -> Self {
        Self::Inspect(inspect::Place::default())
    }
}

impl Route {
    /// Reads the fragment of an address, with or without its `#`.
    pub fn parse(fragment: &str) -> Self {
        let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
        let (path, query) = fragment.split_once('?').unwrap_or((fragment, ""));
        let path = path.trim_matches('/');
        let (head, rest) = path.split_once('/').unwrap_or((path, ""));
        match (head, rest) {
            ("" | "inspect", "") => Self::Inspect(inspect::Place::parse(query)),
            ("simulate", rest) => Self::Simulate(simulate::Place::parse(rest, query)),
            ("live", "") => Self::Live(live::Place::parse(query)),
            _ => match reference::Place::parse(head, rest) {
                Some(place) => Self::Reference(place),
                None => Self::NotFound { path: fragment.to_owned() },
            },
        }
    }

    /// The fragment that leads here, with its `#`.
    pub fn href(&self) -> String {
        match self {
            Self::Inspect(place) => place.href(),
            Self::Reference(place) => place.href(),
            Self::Simulate(place) => place.href(),
            Self::Live(_) => live::Place::href().to_owned(),
            Self::NotFound { path } => format!("#{path}"),
        }
    }

    /// The name of the page. A page whose code is there knows a better one for its place.
    pub fn name(&self, lang: Lang) -> &'static str {
        let words = Words::of(lang);
        match self {
            Self::Inspect(_) => words.nav_inspect,
            Self::Reference(_) => words.nav_reference,
            Self::Simulate(_) => words.nav_simulate,
            Self::Live(_) => words.nav_live,
            Self::NotFound { .. } => words.not_found_title,
        }
    }

    /// Which page it is of, if it leads to any.
    pub const fn page(&self) -> Option<Page> {
        match self {
            Self::Inspect(_) => Some(Page::Inspect),
            Self::Reference(_) => Some(Page::Reference),
            Self::Simulate { .. } => Some(Page::Simulate),
            Self::Live(_) => Some(Page::Live),
            Self::NotFound { .. } => None,
        }
    }

    /// Whether this is the page with the editor.
    pub const fn is_inspect(&self) -> bool {
        matches!(self, Self::Inspect(_))
    }

    /// Whether this is the Simulate page.
    pub const fn is_simulate(&self) -> bool {
        matches!(self, Self::Simulate(_))
    }

    /// Whether this is the Live page.
    pub const fn is_live(&self) -> bool {
        matches!(self, Self::Live(_))
    }

    /// Whether this is the reference page.
    pub const fn is_reference(&self) -> bool {
        matches!(self, Self::Reference(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::links::Topic;

    fn reference(topic: Topic, anchor: Option<&str>) -> Route {
        Route::Reference(reference::Place { topic, anchor: anchor.map(str::to_owned) })
    }

    #[test]
    fn every_route_is_read_back_from_its_own_address() {
        let routes = [
            Route::default(),
            Route::Inspect(inspect::Place { shared: Some("eyJhIjoxfQ".to_owned()) }),
            reference(Topic::Statuses, Some("4")),
            reference(Topic::Errors, Some("-1")),
            reference(Topic::Fields, Some("callback/publish_id")),
            reference(Topic::Rules, Some("callback/fail-idx-missing")),
            reference(Topic::Rules, None),
            Route::Simulate(simulate::Place::Callback),
            Route::Simulate(simulate::Place::Scenario(None)),
            Route::Simulate(simulate::Place::Scenario(Some("happy-path".to_owned()))),
            Route::Simulate(simulate::Place::Shared("YXQgMHM".to_owned())),
            Route::Live(live::Place::default()),
            Route::NotFound { path: "/nowhere/else".to_owned() },
        ];
        for route in routes {
            assert_eq!(Route::parse(&route.href()), route, "{}", route.href());
        }
    }

    #[test]
    fn an_empty_fragment_is_the_inspect_page() {
        for fragment in ["", "#", "#/", "/", "#/inspect/"] {
            assert_eq!(Route::parse(fragment), Route::default(), "{fragment}");
        }
        assert_eq!(Route::parse("#/reference"), reference(Topic::Statuses, None));
    }

    #[test]
    fn the_link_of_a_proxy_tells_its_key_to_nobody() {
        let route = Route::parse("#/live?proxy=http%3A%2F%2F127.0.0.1%3A8080&key=k%2Dey");
        assert!(matches!(&route, Route::Live(place) if place.invitation.is_some()));
        assert_eq!(route.href(), "#/live");
        assert!(!format!("{route:?}").contains("k-ey"));
    }
}
