//! The addresses of the page.

/// Where on the page the reader is.
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
    /// Reads what stands behind `simulate/` in an address, and behind its `?`.
    pub fn parse(rest: &str, query: &str) -> Self {
        let shared = query.split('&').find_map(|pair| pair.strip_prefix("s="));
        match (rest, shared) {
            ("callback", _) => Self::Callback,
            ("", Some(shared)) => Self::Shared(shared.to_owned()),
            ("", None) => Self::Scenario(None),
            (name, _) => Self::Scenario(Some(name.to_owned())),
        }
    }

    /// The address that leads here, with its `#`.
    pub fn href(&self) -> String {
        match self {
            Self::Callback => "#/simulate/callback".to_owned(),
            Self::Scenario(None) => "#/simulate".to_owned(),
            Self::Scenario(Some(name)) => format!("#/simulate/{name}"),
            Self::Shared(text) => format!("#/simulate?s={text}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_read_back_from_its_own_address() {
        for (rest, query, href) in [
            ("", "", "#/simulate"),
            ("callback", "", "#/simulate/callback"),
            ("happy-path", "", "#/simulate/happy-path"),
            ("", "s=YXQgMHM", "#/simulate?s=YXQgMHM"),
        ] {
            assert_eq!(Place::parse(rest, query).href(), href);
        }
    }

    #[test]
    fn other_parameters_of_a_link_are_passed_over() {
        assert_eq!(Place::parse("", "lang=en&s=YQ&x=1"), Place::Shared("YQ".to_owned()));
        assert_eq!(Place::parse("", "lang=en"), Place::Scenario(None));
    }
}
