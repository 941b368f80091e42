//! Where callbacks are pushed to. The name is looked up once, here: the address that was checked is the one that is
//! connected to, so that a name cannot lead elsewhere in between (DNS rebinding).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs as _};

use freepublish::{Bilingual, Lang};
use ureq::http::Uri;

use super::words;
use crate::failure::Failure;
use crate::mask::masked;

/// A handler's address that may be connected to.
pub(super) struct Target {
    /// Without fragment.
    pub(super) url: String,
    /// What the name stands for, each checked.
    pub(super) addresses: Vec<SocketAddr>,
}

impl Target {
    /// Looks the address up and refuses the ones that are hardly a handler, unless `any` is allowed.
    pub(super) fn find(url: &str, any: bool, lang: Lang) -> Result<Self, Failure> {
        let wish =
            |reason: String, remedy: Bilingual| Failure::Wish { reason, remedy: remedy.get(lang).to_owned() };
        let named = |what: Bilingual, name: &str| format!("{} {name}", what.get(lang));
        let url = url.split('#').next().unwrap_or_default();
        let shown = masked(url);
        let not_a_url = || wish(format!("{}: {shown}", words::NOT_A_URL.get(lang)), words::NOT_A_URL_HELP);
        let uri: Uri = url.parse().map_err(|_| not_a_url())?;
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return Err(not_a_url());
        };
        let usual_port = match scheme {
            "http" => 80,
            "https" => 443,
            _ => return Err(wish(words::SCHEME.get(lang).to_owned(), words::NOT_A_URL_HELP)),
        };
        if authority.as_str().contains('@') {
            return Err(wish(words::CREDENTIALS.get(lang).to_owned(), words::CREDENTIALS_HELP));
        }
        let host = authority.host().trim_matches(['[', ']']);
        let port = authority.port_u16().unwrap_or(usual_port);
        let addresses: Vec<SocketAddr> =
            (host, port).to_socket_addrs().map(Iterator::collect).unwrap_or_default();
        if addresses.is_empty() {
            return Err(wish(named(words::NO_SUCH_HOST, host), words::NO_SUCH_HOST_HELP));
        }
        // One bad address among good ones is refused as well: which of them is connected to is not ours to say.
        let refused = addresses.iter().find_map(|address| Some((address.ip(), objection(address.ip())?)));
        if let Some((ip, why)) = refused.filter(|_| !any) {
            let host = if host == ip.to_string() { String::new() } else { format!("{host}, ") };
            let reason = format!("{} {ip} ({host}{})", words::REFUSED.get(lang), why.get(lang));
            return Err(wish(reason, words::REFUSED_HELP));
        }
        Ok(Self { url: url.to_owned(), addresses })
    }
}

/// Why nobody's handler is there. Loopback and private networks are what a developer uses.
fn objection(ip: IpAddr) -> Option<Bilingual> {
    match ip {
        IpAddr::V4(ip) => objection_v4(ip),
        IpAddr::V6(ip) => embedded(ip).map_or_else(|| objection_v6(ip), objection_v4),
    }
}

fn objection_v4(ip: Ipv4Addr) -> Option<Bilingual> {
    if METADATA_V4.contains(&ip) {
        Some(words::METADATA)
    } else if ip.is_link_local() {
        Some(words::LINK_LOCAL)
    } else if ip.is_multicast() || ip.is_broadcast() {
        Some(words::MULTICAST)
    } else {
        // All of 0.0.0.0/8 means "this network": RFC 1122, section 3.2.1.3.
        (ip.octets()[0] == 0).then_some(words::UNSPECIFIED)
    }
}

fn objection_v6(ip: Ipv6Addr) -> Option<Bilingual> {
    if METADATA_V6.contains(&ip) {
        Some(words::METADATA)
    } else if ip.is_unicast_link_local() {
        Some(words::LINK_LOCAL)
    } else if ip.is_multicast() {
        Some(words::MULTICAST)
    } else {
        ip.is_unspecified().then_some(words::UNSPECIFIED)
    }
}

/// The IPv4 address that an IPv6 one leads to: mapped (`::ffff:0:0/96`), compatible (`::/96`, long out of use), and
/// translated by NAT64 (`64:ff9b::/96`, RFC 6052).
fn embedded(ip: Ipv6Addr) -> Option<Ipv4Addr> {
    let segments = ip.segments();
    let leads_on = matches!(segments, [0, 0, 0, 0, 0, 0 | 0xffff, ..] | [0x64, 0xff9b, 0, 0, 0, 0, ..]);
    // `::` and `::1` are addresses of their own.
    let is_own = segments[..7] == [0; 7] && segments[7] <= 1;
    let [.., a, b, c, d] = ip.octets();
    (leads_on && !is_own).then(|| Ipv4Addr::new(a, b, c, d))
}

/// Where clouds tell their machines secrets: most of them, Alibaba Cloud, Azure, Oracle Cloud's older one.
const METADATA_V4: [Ipv4Addr; 4] = [
    Ipv4Addr::new(169, 254, 169, 254),
    Ipv4Addr::new(100, 100, 100, 200),
    Ipv4Addr::new(168, 63, 129, 16),
    Ipv4Addr::new(192, 0, 0, 192),
];

/// The same of AWS and of Google Cloud.
const METADATA_V6: [Ipv6Addr; 2] =
    [Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254), Ipv6Addr::new(0xfd20, 0xce, 0, 0, 0, 0, 0, 0x254)];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(address: &str, expect: Option<Bilingual>) {
        let ip: IpAddr = address.parse().expect("an address");
        assert_eq!(objection(ip), expect, "{address}");
    }

    #[test]
    fn what_is_no_handlers_address_is_refused_in_every_spelling() {
        for address in ["169.254.0.23", "::ffff:169.254.0.23", "64:ff9b::169.254.0.23", "fe80::1"] {
            check(address, Some(words::LINK_LOCAL));
        }
        for address in ["169.254.169.254", "100.100.100.200", "::ffff:169.254.169.254", "fd00:ec2::254"] {
            check(address, Some(words::METADATA));
        }
        for address in ["224.0.0.1", "255.255.255.255", "ff02::1"] {
            check(address, Some(words::MULTICAST));
        }
        for address in ["0.0.0.0", "0.1.2.3", "::", "::ffff:0.0.0.0"] {
            check(address, Some(words::UNSPECIFIED));
        }
        for address in
            ["127.0.0.1", "::1", "::ffff:127.0.0.1", "10.0.0.8", "192.168.1.2", "fd12::1", "203.0.113.9"]
        {
            check(address, None);
        }
    }
}
