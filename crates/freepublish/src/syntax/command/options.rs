//! curl's own list of options.
//!
//! Made from the table `aliases` in `src/tool_getparam.c` of curl 8.22.0-DEV (2026-08-22): name, short name, what kind of
//! argument, deprecated or not; options of debug builds left out. curl 7.88.1 knows no other. To renew it, take that
//! table of a newer curl: `ARG_NONE` is `Alone`, `ARG_BOOL` is `Switch`, every other kind is `Value`, `ARG_DEPR` is
//! `deprecated`. A test compares with `curl --help all` of the curl that is on PATH.

/// What stands behind an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Takes {
    /// Nothing, and there is no `--no-…` of it.
    Alone,
    /// Nothing; `--no-…` switches it off.
    Switch,
    /// A value, in the same word or in the next.
    Value,
}

/// One option.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CurlOption {
    /// Without its dashes.
    pub(crate) name: &'static str,
    pub(crate) short: Option<char>,
    pub(crate) takes: Takes,
    /// Whether curl still takes it without doing anything for it.
    #[cfg_attr(not(test), expect(dead_code, reason = "a fact of the list that only its test reads"))]
    pub(crate) deprecated: bool,
}

/// The option that a long name, without its dashes, stands for: the name itself, or, as older versions of curl took
/// it, the beginning of one name only.
pub(crate) fn by_name(name: &str) -> Option<&'static CurlOption> {
    let at = OPTIONS.partition_point(|option| option.name < name);
    let mut begin = OPTIONS[at..].iter().take_while(|option| option.name.starts_with(name));
    let first = begin.next().filter(|_| !name.is_empty())?;
    (first.name == name || begin.next().is_none()).then_some(first)
}

/// The option that a letter behind one dash stands for.
pub(crate) fn by_letter(letter: char) -> Option<&'static CurlOption> {
    OPTIONS.iter().find(|option| option.short == Some(letter))
}

const fn row(name: &'static str, short: char, takes: Takes) -> CurlOption {
    CurlOption { name, short: if short == ' ' { None } else { Some(short) }, takes, deprecated: false }
}

const fn deprecated(name: &'static str, short: char, takes: Takes) -> CurlOption {
    CurlOption { deprecated: true, ..row(name, short, takes) }
}

use Takes::{Alone, Switch, Value};

/// In the order of their names.
pub(crate) const OPTIONS: &[CurlOption] = &[
    row("abstract-unix-socket", ' ', Value),
    row("alpn", ' ', Switch),
    row("alt-svc", ' ', Value),
    row("anyauth", ' ', Alone),
    row("append", 'a', Switch),
    row("aws-sigv4", ' ', Value),
    row("basic", ' ', Switch),
    row("buffer", 'N', Switch),
    row("ca-native", ' ', Switch),
    row("cacert", ' ', Value),
    row("capath", ' ', Value),
    row("cert", 'E', Value),
    row("cert-status", ' ', Switch),
    row("cert-type", ' ', Value),
    row("ciphers", ' ', Value),
    row("clobber", ' ', Switch),
    row("compressed", ' ', Switch),
    row("compressed-ssh", ' ', Switch),
    row("config", 'K', Value),
    row("connect-timeout", ' ', Value),
    row("connect-to", ' ', Value),
    row("continue-at", 'C', Value),
    row("cookie", 'b', Value),
    row("cookie-jar", 'c', Value),
    row("create-dirs", ' ', Switch),
    row("create-file-mode", ' ', Value),
    row("crlf", ' ', Switch),
    row("crlfile", ' ', Value),
    row("curves", ' ', Value),
    row("data", 'd', Value),
    row("data-ascii", ' ', Value),
    row("data-binary", ' ', Value),
    row("data-raw", ' ', Value),
    row("data-urlencode", ' ', Value),
    row("delegation", ' ', Value),
    row("digest", ' ', Switch),
    row("disable", 'q', Switch),
    row("disable-eprt", ' ', Switch),
    row("disable-epsv", ' ', Switch),
    row("disallow-username-in-url", ' ', Switch),
    row("dns-interface", ' ', Value),
    row("dns-ipv4-addr", ' ', Value),
    row("dns-ipv6-addr", ' ', Value),
    row("dns-servers", ' ', Value),
    row("doh-cert-status", ' ', Switch),
    row("doh-insecure", ' ', Switch),
    row("doh-url", ' ', Value),
    row("dump-ca-embed", ' ', Alone),
    row("dump-header", 'D', Value),
    row("ech", ' ', Value),
    deprecated("egd-file", ' ', Value),
    row("engine", ' ', Value),
    row("eprt", ' ', Switch),
    row("epsv", ' ', Switch),
    row("etag-compare", ' ', Value),
    row("etag-save", ' ', Value),
    row("expect100-timeout", ' ', Value),
    row("fail", 'f', Switch),
    row("fail-early", ' ', Switch),
    row("fail-with-body", ' ', Switch),
    row("false-start", ' ', Switch),
    row("follow", ' ', Switch),
    row("form", 'F', Value),
    row("form-escape", ' ', Switch),
    row("form-string", ' ', Value),
    row("ftp-account", ' ', Value),
    row("ftp-alternative-to-user", ' ', Value),
    row("ftp-create-dirs", ' ', Switch),
    row("ftp-method", ' ', Value),
    row("ftp-pasv", ' ', Alone),
    row("ftp-port", 'P', Value),
    row("ftp-pret", ' ', Switch),
    row("ftp-skip-pasv-ip", ' ', Switch),
    row("ftp-ssl", ' ', Switch),
    row("ftp-ssl-ccc", ' ', Switch),
    row("ftp-ssl-ccc-mode", ' ', Value),
    row("ftp-ssl-control", ' ', Switch),
    row("ftp-ssl-reqd", ' ', Switch),
    row("get", 'G', Switch),
    row("globoff", 'g', Switch),
    row("happy-eyeballs-timeout-ms", ' ', Value),
    row("haproxy-clientip", ' ', Value),
    row("haproxy-protocol", ' ', Switch),
    row("head", 'I', Switch),
    row("header", 'H', Value),
    row("help", 'h', Value),
    row("hostpubmd5", ' ', Value),
    row("hostpubsha256", ' ', Value),
    row("hsts", ' ', Value),
    row("http0.9", ' ', Switch),
    row("http1.0", '0', Alone),
    row("http1.1", ' ', Alone),
    row("http2", ' ', Alone),
    row("http2-prior-knowledge", ' ', Alone),
    row("http3", ' ', Alone),
    row("http3-only", ' ', Alone),
    row("httpsig-algo", ' ', Value),
    row("httpsig-headers", ' ', Value),
    row("httpsig-key", ' ', Value),
    row("httpsig-keyid", ' ', Value),
    row("ignore-content-length", ' ', Switch),
    row("include", ' ', Switch),
    row("insecure", 'k', Switch),
    row("interface", ' ', Value),
    row("ip-tos", ' ', Value),
    row("ipfs-gateway", ' ', Value),
    row("ipv4", '4', Alone),
    row("ipv6", '6', Alone),
    row("json", ' ', Value),
    row("junk-session-cookies", 'j', Switch),
    row("keepalive", ' ', Switch),
    row("keepalive-cnt", ' ', Value),
    row("keepalive-time", ' ', Value),
    row("key", ' ', Value),
    row("key-type", ' ', Value),
    row("knownhosts", ' ', Value),
    deprecated("krb", ' ', Value),
    deprecated("krb4", ' ', Value),
    row("libcurl", ' ', Value),
    row("limit-rate", ' ', Value),
    row("list-only", 'l', Switch),
    row("local-port", ' ', Value),
    row("location", 'L', Switch),
    row("location-trusted", ' ', Switch),
    row("login-options", ' ', Value),
    row("mail-auth", ' ', Value),
    row("mail-from", ' ', Value),
    row("mail-rcpt", ' ', Value),
    row("mail-rcpt-allowfails", ' ', Switch),
    row("manual", 'M', Switch),
    row("max-filesize", ' ', Value),
    row("max-redirs", ' ', Value),
    row("max-time", 'm', Value),
    deprecated("metalink", ' ', Switch),
    row("mptcp", ' ', Switch),
    row("negotiate", ' ', Switch),
    row("netrc", 'n', Switch),
    row("netrc-file", ' ', Value),
    row("netrc-optional", ' ', Switch),
    row("next", ':', Alone),
    row("noproxy", ' ', Value),
    deprecated("npn", ' ', Switch),
    row("ntlm", ' ', Switch),
    deprecated("ntlm-wb", ' ', Switch),
    row("oauth2-bearer", ' ', Value),
    row("out-null", ' ', Switch),
    row("output", 'o', Value),
    row("output-dir", ' ', Value),
    row("parallel", 'Z', Switch),
    row("parallel-immediate", ' ', Switch),
    row("parallel-max", ' ', Value),
    row("parallel-max-host", ' ', Value),
    row("pass", ' ', Value),
    row("path-as-is", ' ', Switch),
    row("pinnedpubkey", ' ', Value),
    row("post301", ' ', Switch),
    row("post302", ' ', Switch),
    row("post303", ' ', Switch),
    row("preproxy", ' ', Value),
    row("progress-bar", '#', Switch),
    row("progress-meter", ' ', Switch),
    row("proto", ' ', Value),
    row("proto-default", ' ', Value),
    row("proto-redir", ' ', Value),
    row("proxy", 'x', Value),
    row("proxy-anyauth", ' ', Switch),
    row("proxy-basic", ' ', Switch),
    row("proxy-ca-native", ' ', Switch),
    row("proxy-cacert", ' ', Value),
    row("proxy-capath", ' ', Value),
    row("proxy-cert", ' ', Value),
    row("proxy-cert-type", ' ', Value),
    row("proxy-ciphers", ' ', Value),
    row("proxy-crlfile", ' ', Value),
    row("proxy-digest", ' ', Switch),
    row("proxy-header", ' ', Value),
    row("proxy-http2", ' ', Switch),
    row("proxy-http3", ' ', Switch),
    row("proxy-insecure", ' ', Switch),
    row("proxy-key", ' ', Value),
    row("proxy-key-type", ' ', Value),
    row("proxy-negotiate", ' ', Switch),
    row("proxy-ntlm", ' ', Switch),
    row("proxy-pass", ' ', Value),
    row("proxy-pinnedpubkey", ' ', Value),
    row("proxy-service-name", ' ', Value),
    row("proxy-ssl-allow-beast", ' ', Switch),
    row("proxy-ssl-auto-client-cert", ' ', Switch),
    row("proxy-tls13-ciphers", ' ', Value),
    deprecated("proxy-tlsauthtype", ' ', Value),
    deprecated("proxy-tlspassword", ' ', Value),
    deprecated("proxy-tlsuser", ' ', Value),
    row("proxy-tlsv1", ' ', Alone),
    row("proxy-user", 'U', Value),
    row("proxy1.0", ' ', Value),
    row("proxytunnel", 'p', Switch),
    row("pubkey", ' ', Value),
    row("quote", 'Q', Value),
    deprecated("random-file", ' ', Value),
    row("range", 'r', Value),
    row("rate", ' ', Value),
    row("raw", ' ', Switch),
    row("referer", 'e', Value),
    row("remote-header-name", 'J', Switch),
    row("remote-name", 'O', Switch),
    row("remote-name-all", ' ', Switch),
    row("remote-time", 'R', Switch),
    row("remove-on-error", ' ', Switch),
    row("request", 'X', Value),
    row("request-target", ' ', Value),
    row("resolve", ' ', Value),
    row("retry", ' ', Value),
    row("retry-all-errors", ' ', Switch),
    row("retry-connrefused", ' ', Switch),
    row("retry-delay", ' ', Value),
    row("retry-max-time", ' ', Value),
    row("sasl-authzid", ' ', Value),
    row("sasl-ir", ' ', Switch),
    row("service-name", ' ', Value),
    row("sessionid", ' ', Switch),
    row("show-error", 'S', Switch),
    row("show-headers", 'i', Switch),
    row("sigalgs", ' ', Value),
    row("silent", 's', Switch),
    row("skip-existing", ' ', Switch),
    row("socks4", ' ', Value),
    row("socks4a", ' ', Value),
    row("socks5", ' ', Value),
    row("socks5-basic", ' ', Switch),
    row("socks5-gssapi", ' ', Switch),
    row("socks5-gssapi-nec", ' ', Switch),
    row("socks5-gssapi-service", ' ', Value),
    row("socks5-hostname", ' ', Value),
    row("speed-limit", 'Y', Value),
    row("speed-time", 'y', Value),
    row("ssl", ' ', Switch),
    row("ssl-allow-beast", ' ', Switch),
    row("ssl-auto-client-cert", ' ', Switch),
    row("ssl-no-revoke", ' ', Switch),
    row("ssl-reqd", ' ', Switch),
    row("ssl-revoke-best-effort", ' ', Switch),
    row("ssl-sessions", ' ', Value),
    deprecated("sslv2", '2', Alone),
    deprecated("sslv3", '3', Alone),
    row("stderr", ' ', Value),
    row("styled-output", ' ', Switch),
    row("suppress-connect-headers", ' ', Switch),
    row("tcp-fastopen", ' ', Switch),
    row("tcp-nodelay", ' ', Switch),
    row("telnet-option", 't', Value),
    row("tftp-blksize", ' ', Value),
    row("tftp-no-options", ' ', Switch),
    row("time-cond", 'z', Value),
    row("tls-earlydata", ' ', Switch),
    row("tls-max", ' ', Value),
    row("tls13-ciphers", ' ', Value),
    deprecated("tlsauthtype", ' ', Value),
    deprecated("tlspassword", ' ', Value),
    deprecated("tlsuser", ' ', Value),
    row("tlsv1", '1', Alone),
    row("tlsv1.0", ' ', Alone),
    row("tlsv1.1", ' ', Alone),
    row("tlsv1.2", ' ', Alone),
    row("tlsv1.3", ' ', Alone),
    row("tr-encoding", ' ', Switch),
    row("trace", ' ', Value),
    row("trace-ascii", ' ', Value),
    row("trace-config", ' ', Value),
    row("trace-ids", ' ', Switch),
    row("trace-time", ' ', Switch),
    row("unix-socket", ' ', Value),
    row("upload-file", 'T', Value),
    row("upload-flags", ' ', Value),
    row("url", ' ', Value),
    row("url-query", ' ', Value),
    row("use-ascii", 'B', Switch),
    row("user", 'u', Value),
    row("user-agent", 'A', Value),
    row("variable", ' ', Value),
    row("verbose", 'v', Switch),
    row("version", 'V', Switch),
    row("vlan-priority", ' ', Value),
    row("write-out", 'w', Value),
    row("xattr", ' ', Switch),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_in_order_and_every_short_name_stands_for_one_option() {
        assert!(OPTIONS.is_sorted_by(|a, b| a.name < b.name));
        let mut shorts: Vec<char> = OPTIONS.iter().filter_map(|option| option.short).collect();
        shorts.sort_unstable();
        assert!(shorts.is_sorted_by(|a, b| a < b), "{shorts:?}");
    }

    #[test]
    fn names_may_be_shortened_as_long_as_they_are_one_name_only() {
        let name = |text| by_name(text).map(|option| option.name);
        assert_eq!(name("data"), Some("data"));
        assert_eq!(name("data-u"), Some("data-urlencode"));
        assert_eq!(name("hea"), None, "head and header");
        assert_eq!((name(""), name("datum"), name("zz")), (None, None, None));
    }

    /// The curl of the machine, whichever it is, has no option that the list lacks or knows otherwise.
    #[test]
    fn the_list_agrees_with_the_curl_of_this_machine() {
        let Ok(help) = std::process::Command::new("curl").args(["--help", "all"]).output() else { return };
        let help = String::from_utf8_lossy(&help.stdout).into_owned();
        let mut compared = 0;
        for line in help.lines() {
            let line = line.trim_start();
            let (short, rest) = match line.strip_prefix('-').and_then(|rest| rest.split_once(", --")) {
                Some((letter, rest)) => (letter.chars().next(), rest),
                None => match line.strip_prefix("--") {
                    Some(rest) => (None, rest),
                    None => continue,
                },
            };
            let (name, rest) = rest.split_once(' ').unwrap_or((rest, ""));
            let takes_value = rest.starts_with('<') || rest.starts_with("[protocol://]");
            let option = by_name(name).or_else(|| by_name(name.strip_prefix("no-")?));
            let Some(option) = option else { panic!("curl has --{name}, the list has not") };
            assert_eq!(option.takes == Value, takes_value, "--{name}");
            // What was `-i, --include` is `-i, --show-headers` since 8.10; both are switches.
            if let Some(letter) = short {
                let known = by_letter(letter).expect("a short name");
                assert!(
                    known.name == option.name || known.takes == option.takes && letter == 'i',
                    "-{letter}"
                );
            }
            compared += 1;
        }
        assert!(compared == 0 || compared > 200, "{compared} options were compared");
        assert!(OPTIONS.iter().any(|option| option.deprecated));
    }
}
