//! Where in the page the reader is. Routes live behind the `#`, because static hosting rewrites no address.

use freepublish::Lang;

use crate::i18n::Texts;
use crate::live;
use crate::reference;

/// A place in the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// The editor and what was read from it.
    Inspect {
        /// The `t` parameter of a share link, still encoded.
        shared: Option<String>,
    },
    /// The catalogues.
    Reference(reference::Place),
    /// The Simulate page.
    Simulate {
        /// What of it.
        place: Place,
    },
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
        Self::Inspect { shared: None }
    }
}

/// A place on the Simulate page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The form for one callback.
    Callback,
    /// A shipped scenario, by its name; `None` is whichever is there.
    Scenario(Option<String>),
    /// The `s` parameter of a link to an edited scenario, still encoded.
    Shared(String),
}

impl Place {
    fn parse(rest: &str, query: &str) -> Self {
        match (rest, parameter(query, "s=")) {
            ("callback", _) => Self::Callback,
            ("", Some(shared)) => Self::Shared(shared),
            ("", None) => Self::Scenario(None),
            (name, _) => Self::Scenario(Some(name.to_owned())),
        }
    }
}

fn parameter(query: &str, name: &str) -> Option<String> {
    query.split('&').find_map(|pair| pair.strip_prefix(name)).map(str::to_owned)
}

impl Route {
    /// Reads the fragment of an address, with or without its `#`.
    pub fn parse(fragment: &str) -> Self {
        let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
        let (path, query) = fragment.split_once('?').unwrap_or((fragment, ""));
        let path = path.trim_matches('/');
        let (head, rest) = path.split_once('/').unwrap_or((path, ""));
        match (head, rest) {
            ("" | "inspect", "") => Self::Inspect { shared: parameter(query, "t=") },
            ("simulate", rest) => Self::Simulate { place: Place::parse(rest, query) },
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
            Self::Inspect { shared: None } => "#/inspect".to_owned(),
            Self::Inspect { shared: Some(text) } => format!("#/inspect?t={text}"),
            Self::Reference(place) => place.href(),
            Self::Simulate { place: Place::Callback } => "#/simulate/callback".to_owned(),
            Self::Simulate { place: Place::Scenario(None) } => "#/simulate".to_owned(),
            Self::Simulate { place: Place::Scenario(Some(name)) } => format!("#/simulate/{name}"),
            Self::Simulate { place: Place::Shared(text) } => format!("#/simulate?s={text}"),
            Self::Live(_) => live::Place::href().to_owned(),
            Self::NotFound { path } => format!("#{path}"),
        }
    }

    /// The name of the page. A page whose code is there may know a better one for its place.
    pub fn name(&self, lang: Lang) -> &'static str {
        let texts = Texts::of(lang);
        match self {
            Self::Inspect { .. } => texts.nav_inspect,
            Self::Reference(_) => texts.nav_reference,
            Self::Simulate { .. } => texts.nav_simulate,
            Self::Live(_) => texts.nav_live,
            Self::NotFound { .. } => texts.not_found_title,
        }
    }

    /// Whether this is the page with the editor.
    pub const fn is_inspect(&self) -> bool {
        matches!(self, Self::Inspect { .. })
    }

    /// Whether this is the Simulate page.
    pub const fn is_simulate(&self) -> bool {
        matches!(self, Self::Simulate { .. })
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
            Route::Inspect { shared: None },
            Route::Inspect { shared: Some("eyJhIjoxfQ".to_owned()) },
            reference(Topic::Statuses, Some("4")),
            reference(Topic::Errors, Some("-1")),
            reference(Topic::Fields, Some("callback/publish_id")),
            reference(Topic::Rules, Some("callback/fail-idx-missing")),
            reference(Topic::Rules, None),
            Route::Simulate { place: Place::Callback },
            Route::Simulate { place: Place::Scenario(None) },
            Route::Simulate { place: Place::Scenario(Some("happy-path".to_owned())) },
            Route::Simulate { place: Place::Shared("YXQgMHM".to_owned()) },
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
    fn other_parameters_of_a_share_link_are_passed_over() {
        assert_eq!(
            Route::parse("#/inspect?lang=en&t=YQ&x=1"),
            Route::Inspect { shared: Some("YQ".to_owned()) }
        );
    }

    #[test]
    fn the_link_of_a_proxy_tells_its_key_to_nobody() {
        let route = Route::parse("#/live?proxy=http%3A%2F%2F127.0.0.1%3A8080&key=k%2Dey");
        assert!(matches!(&route, Route::Live(place) if place.invitation.is_some()));
        assert_eq!(route.href(), "#/live");
        assert!(!format!("{route:?}").contains("k-ey"));
    }
}
