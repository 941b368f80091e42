//! The addresses of the page.

use crate::shell::Secret;

/// Where on the page the reader is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// What a link brings along. It is taken out of the address at once.
    pub invitation: Option<Invitation>,
}

/// What the link of a proxy brings along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// The address of the proxy; the page's own when the link has none.
    pub proxy: Option<String>,
    /// Its key.
    pub key: Option<Secret>,
}

impl Place {
    /// Reads what stands behind the `?` of an address.
    pub fn parse(query: &str) -> Self {
        let parameter = |name| query.split('&').find_map(|pair| pair.strip_prefix(name)).map(decoded);
        let (proxy, key) = (parameter("proxy="), parameter("key=").map(Secret::new));
        Self { invitation: (proxy.is_some() || key.is_some()).then_some(Invitation { proxy, key }) }
    }

    /// The address that leads here, with its `#`. Never with a key: addresses are kept and passed on.
    pub const fn href() -> &'static str {
        "#/live"
    }
}

/// Without the `%` that stand for other bytes. In a fragment, unlike in a form, `+` is itself.
fn decoded(text: &str) -> String {
    freepublish::percent::decode(&text.replace('+', "%2B"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_link_of_a_proxy_brings_address_and_key() {
        let place = Place::parse("proxy=http%3A%2F%2F127.0.0.1%3A8080&key=k%2Dey%zz+1");
        let invitation = Invitation {
            proxy: Some("http://127.0.0.1:8080".to_owned()),
            key: Some(Secret::new("k-ey%zz+1")),
        };
        assert_eq!(place, Place { invitation: Some(invitation) });
        assert!(!format!("{place:?}").contains("k-ey"));
        assert_eq!(Place::parse("lang=en"), Place::default());
    }
}
