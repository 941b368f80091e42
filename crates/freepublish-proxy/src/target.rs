//! Where callbacks may be delivered to: listed origins, and of those no address inside a network. The proxy must not
//! become a way into the network it runs in.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use freepublish::Bilingual;
use reqwest::Url;
use tokio::net::lookup_host;

use crate::problem::{Kind, Problem};

/// A target that was checked, and the address that was: the connection is made to that one, whatever the name resolves
/// to a moment later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Target {
    pub(crate) url: Url,
    pub(crate) address: SocketAddr,
}

impl Target {
    /// Checks an address against the origins that are allowed.
    pub(crate) async fn check(text: &str, allowed: &[String]) -> Result<Self, Problem> {
        let url = Url::parse(text).map_err(|_| Problem::new(Kind::InvalidRequest).detail(NO_URL, ""))?;
        let plain = url.username().is_empty() && url.password().is_none();
        let is_web = matches!(url.scheme(), "http" | "https");
        let origin = url.origin();
        let is_listed =
            allowed.iter().filter_map(|known| Url::parse(known).ok()).any(|it| it.origin() == origin);
        if !plain || !is_web || !is_listed {
            return Err(
                Problem::new(Kind::TargetNotAllowed).detail(NOT_LISTED, &origin.ascii_serialization())
            );
        }
        let (Some(host), Some(port)) = (url.host_str(), url.port_or_known_default()) else {
            return Err(Problem::new(Kind::InvalidRequest).detail(NO_URL, ""));
        };
        let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
        let found = lookup_host((host.as_str(), port)).await;
        let found: Vec<SocketAddr> = found.map(Iterator::collect).unwrap_or_default();
        match found.first() {
            None => Err(Problem::new(Kind::TargetNotAllowed).detail(UNKNOWN_NAME, &host)),
            // One of several that is inside is one too many.
            Some(first) if found.iter().all(|it| may_lead_to(&host, it.ip())) => {
                Ok(Self { address: *first, url })
            }
            Some(_) => Err(Problem::new(Kind::TargetNotAllowed).detail(INSIDE, &host)),
        }
    }
}

/// Whether deliveries to a host may go to an address that it resolves to. `localhost` and `127.0.0.1` mean this machine; a
/// name that resolves to it by surprise does not.
fn may_lead_to(host: &str, ip: IpAddr) -> bool {
    let means_here = host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
    is_public(ip) || (means_here && ip.to_canonical().is_loopback())
}

/// Whether an address is anybody's on the public network.
fn is_public(ip: IpAddr) -> bool {
    match ip.to_canonical() {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    /// Answers inside of one cloud only, though its address looks public.
    const AZURE: Ipv4Addr = Ipv4Addr::new(168, 63, 129, 16);
    let [a, b, c, _] = ip.octets();
    let special = ip.is_private()
        || ip.is_loopback()
        // 169.254.169.254 is where clouds tell machines their credentials.
        || ip.is_link_local()
        || ip.is_multicast()
        || a == 0
        || a >= 240
        // Shared by providers; another cloud's metadata is in there.
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 198 && (b == 18 || b == 19));
    !special && ip != AZURE
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    let [first, second, ..] = ip.segments();
    // Global unicast only, without what carries IPv4 addresses inside: 6to4 and Teredo.
    (0x2000..0x4000).contains(&first) && first != 0x2002 && !(first == 0x2001 && second == 0)
}

const NO_URL: Bilingual = Bilingual::new("target 不是完整的网址", "target is no whole address");
const NOT_LISTED: Bilingual =
    Bilingual::new("{} 不在允许的投递地址里", "{} is not among the origins that deliveries may go to");
const UNKNOWN_NAME: Bilingual = Bilingual::new("域名 {} 解析不到地址", "The name {} resolves to no address");
const INSIDE: Bilingual = Bilingual::new(
    "{} 指向内网或本机地址",
    "{} leads to an address inside a private network, or to this machine",
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_inside_are_not_public() {
        let inside = [
            "0.0.0.0",
            "10.1.2.3",
            "127.0.0.1",
            "127.8.8.8",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "100.100.100.200",
            "192.0.0.192",
            "198.18.0.1",
            "198.19.255.255",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "168.63.129.16",
            "::",
            "::1",
            "fe80::1",
            "fc00::1",
            "fd00:ec2::254",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::ffff:169.254.169.254",
            "64:ff9b::a9fe:a9fe",
            "2002:7f00:1::",
            "2001::1",
        ];
        for ip in inside {
            assert!(!is_public(ip.parse().expect("an address")), "{ip}");
        }
        let outside = [
            "1.1.1.1",
            "172.32.0.1",
            "100.63.255.255",
            "100.128.0.1",
            "101.64.0.1",
            "192.1.0.1",
            "192.0.66.2",
            "193.0.0.1",
            "198.17.0.1",
            "198.20.0.1",
            "199.18.0.1",
            "2606:4700::1111",
            "2001:4860::8888",
        ];
        for ip in outside {
            assert!(is_public(ip.parse().expect("an address")), "{ip}");
        }
    }

    #[test]
    fn only_names_of_this_machine_lead_to_it() {
        let may = |host: &str, ip: &str| may_lead_to(host, ip.parse().expect("an address"));
        for host in ["localhost", "127.0.0.1", "127.8.8.8", "::1"] {
            assert!(may(host, "127.0.0.1") && may(host, "::1"), "{host}");
            assert!(!may(host, "10.0.0.1") && !may(host, "169.254.169.254"), "{host}");
        }
        for host in ["surprise.example", "localhost.example", "10.0.0.1"] {
            assert!(!may(host, "127.0.0.1") && !may(host, "::1") && !may(host, "10.0.0.1"), "{host}");
            assert!(may(host, "1.1.1.1"), "{host}");
        }
    }

    async fn refused(target: &str, allowed: &[&str]) -> Option<Kind> {
        let allowed: Vec<String> = allowed.iter().map(|it| (*it).to_owned()).collect();
        Target::check(target, &allowed).await.err().map(|problem| problem.kind())
    }

    #[tokio::test]
    async fn only_listed_origins_are_targets() {
        let here = ["http://127.0.0.1:3000"];
        let not_allowed = Some(Kind::TargetNotAllowed);
        assert_eq!(refused("http://127.0.0.1:3000/wx?a=1", &here).await, None);
        assert_eq!(refused("http://127.1:3000/wx", &here).await, None, "the same address, written short");
        assert_eq!(refused("http://127.0.0.1:3001/wx", &here).await, not_allowed);
        assert_eq!(refused("https://127.0.0.1:3000/wx", &here).await, not_allowed);
        for with_user in ["u:p@", "u@", ":p@"] {
            assert_eq!(refused(&format!("http://{with_user}127.0.0.1:3000/"), &here).await, not_allowed);
        }
        assert_eq!(refused("http://127.0.0.1:3000@evil.example/", &here).await, not_allowed);
        assert_eq!(refused("file:///etc/passwd", &["file:///"]).await, not_allowed);
        assert_eq!(refused("/wx", &here).await, Some(Kind::InvalidRequest));
        for inside in [
            "http://10.0.0.1",
            "http://169.254.169.254",
            "http://[fd00:ec2::254]",
            "http://[::ffff:10.0.0.1]",
        ] {
            assert_eq!(refused(inside, &[inside]).await, not_allowed, "{inside}, though listed");
        }
        assert_eq!(refused("http://1.1.1.1/wx", &["http://1.1.1.1"]).await, None);
    }
}
