//! The address of a proxy, and what a page may do with it.

/// `https://host:port/path`, without a slash at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address(String);

impl Address {
    /// Reads what was entered. Who leaves the scheme out means HTTP on this machine and HTTPS elsewhere.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().trim_end_matches('/');
        let (scheme, rest) = match text.split_once("://") {
            Some((scheme, rest)) => (scheme.to_ascii_lowercase(), rest),
            None => (if is_loopback(host(text)) { "http" } else { "https" }.to_owned(), text),
        };
        let is_known = matches!(scheme.as_str(), "http" | "https");
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let is_plain =
            |c: char| c.is_ascii_graphic() && !matches!(c, '?' | '#' | '@' | '\\' | '"' | '<' | '>');
        if !is_known || !is_authority(authority) || !path.chars().all(is_plain) {
            return None;
        }
        Some(Self([&scheme, "://", &authority.to_ascii_lowercase(), path].concat()))
    }

    /// The address of one of its interfaces.
    pub fn url(&self, path: &str) -> String {
        [&self.0, path].concat()
    }

    /// As it is shown.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is of that origin.
    pub fn is_of(&self, origin: &str) -> bool {
        self.0
            .strip_prefix(origin)
            .is_some_and(|rest| !origin.is_empty() && (rest.is_empty() || rest.starts_with('/')))
    }

    /// Whether the page may call it. Without HTTPS only this machine can be: browsers let no page from HTTPS out of it,
    /// and our own policy (`xtask/src/post_build.rs`) no page at all.
    pub fn is_reachable_from(&self, origin: &str) -> bool {
        self.0.starts_with("https://")
            || self.is_of(origin)
            || matches!(self.host(), "localhost" | "127.0.0.1")
    }

    /// Whether it is this machine.
    pub fn is_loopback(&self) -> bool {
        is_loopback(self.host())
    }

    /// Scheme, host and port.
    pub fn origin(&self) -> &str {
        let path = self.0.match_indices('/').nth(2).map_or(self.0.len(), |(at, _)| at);
        &self.0[..path]
    }

    pub(in crate::live) fn host(&self) -> &str {
        host(self.0.split_once("://").map_or("", |(_, rest)| rest))
    }
}

/// The host of what follows `://`.
fn host(rest: &str) -> &str {
    let authority = rest.split('/').next().unwrap_or_default();
    match authority.rfind(']') {
        Some(end) => &authority[..=end],
        None => authority.split(':').next().unwrap_or_default(),
    }
}

fn is_loopback(host: &str) -> bool {
    let is_four = host.starts_with("127.") && host.split('.').count() == 4;
    is_four || matches!(host, "localhost" | "[::1]") || host.ends_with(".localhost")
}

fn is_authority(authority: &str) -> bool {
    let name = host(authority);
    let port = &authority[name.len()..];
    let is_port = port.is_empty() || port.strip_prefix(':').is_some_and(|port| port.parse::<u16>().is_ok());
    let is_six = name.strip_prefix('[').and_then(|name| name.strip_suffix(']'));
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '_');
    let is_name = if let Some(six) = is_six {
        six.parse::<std::net::Ipv6Addr>().is_ok()
    } else {
        !name.is_empty() && !name.starts_with('.') && name.chars().all(is_plain)
    };
    is_port && is_name
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Option<String> {
        Address::parse(text).map(|address| address.0)
    }

    #[test]
    fn addresses_are_taken_as_people_write_them() {
        for (text, expect) in [
            (" http://127.0.0.1:8080/ ", "http://127.0.0.1:8080"),
            ("127.0.0.1:8080", "http://127.0.0.1:8080"),
            ("localhost:3000", "http://localhost:3000"),
            ("[::1]:8080", "http://[::1]:8080"),
            ("proxy.example", "https://proxy.example"),
            ("HTTPS://Proxy.Example/wechat/", "https://proxy.example/wechat"),
        ] {
            assert_eq!(parsed(text).as_deref(), Some(expect), "{text}");
        }
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in [
            "",
            "http://",
            "https://:8080",
            "ftp://a.example",
            "https://a b.example",
            "https://a.example:99999",
            "https://me:pw@a.example",
            "https://a.example/?x=1",
            "javascript:alert(1)",
            "https://[zz]",
            "/api",
        ] {
            assert_eq!(parsed(text), None, "{text}");
        }
    }

    #[test]
    fn without_https_only_this_machine_and_the_own_origin_are_called() {
        let may = |text: &str, origin| {
            Address::parse(text).is_some_and(|address| address.is_reachable_from(origin))
        };
        assert!(may("https://proxy.example", "https://lab.example"));
        assert!(may("http://127.0.0.1:8080", "https://lab.example"));
        assert!(may("http://10.0.0.5:8080", "http://10.0.0.5:8080"));
        assert!(!may("http://10.0.0.5:8080", "https://lab.example"));
        assert!(!may("http://10.0.0.5:80801", "http://10.0.0.5:8080"));
        assert!(!may("http://127.0.0.1.evil.example", "https://lab.example"));
        assert!(!may("http://10.0.0.5", ""));
    }

    #[test]
    fn this_machine_has_several_names() {
        let is_here = |text: &str| Address::parse(text).is_some_and(|address| address.is_loopback());
        assert!(is_here("localhost") && is_here("127.1.2.3:80") && is_here("http://[::1]"));
        assert!(!is_here("127.0.0.1.evil.example") && !is_here("localhost.evil.example"));
    }
}
