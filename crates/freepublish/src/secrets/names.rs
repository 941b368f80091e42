//! What secrets are called. One row a name; a new kind of secret is one more row.

/// How a secret is written behind its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// One word without blanks.
    Token,
    /// The header `Authorization`: a scheme and what belongs to it.
    Authorization,
    /// Cookies: pairs of name and value.
    Cookies,
    /// A word of at least 16 characters in the query of an address: `key=` means too much to be hidden elsewhere.
    QueryKey,
}

/// Names in lower case without `_` and `-`. A longer name that ends in one of them counts too, as
/// `authorizer_access_token` and `ComponentVerifyTicket`.
const ENDINGS: [(&str, Kind); 34] = [
    ("accesstoken", Kind::Token),
    ("refreshtoken", Kind::Token),
    ("secret", Kind::Token),
    ("secretkey", Kind::Token),
    ("sessionkey", Kind::Token),
    ("ticket", Kind::Token),
    ("preauthcode", Kind::Token),
    ("authcode", Kind::Token),
    ("authorizationcode", Kind::Token),
    ("encodingaeskey", Kind::Token),
    ("aeskey", Kind::Token),
    ("apikey", Kind::Token),
    ("proxykey", Kind::Token),
    ("privatekey", Kind::Token),
    ("password", Kind::Token),
    ("passwd", Kind::Token),
    ("passphrase", Kind::Token),
    // The Token of the server configuration, and tokens of others, where the name leaves no doubt: a `next_token`
    // opens nothing.
    ("freepublishtoken", Kind::Token),
    ("wechattoken", Kind::Token),
    ("weixintoken", Kind::Token),
    ("wxtoken", Kind::Token),
    ("mptoken", Kind::Token),
    ("verifytoken", Kind::Token),
    ("servertoken", Kind::Token),
    ("callbacktoken", Kind::Token),
    ("authtoken", Kind::Token),
    ("bearertoken", Kind::Token),
    ("sessiontoken", Kind::Token),
    ("privatetoken", Kind::Token),
    ("csrftoken", Kind::Token),
    ("xsrftoken", Kind::Token),
    ("authorization", Kind::Authorization),
    ("cookie", Kind::Cookies),
    ("cookies", Kind::Cookies),
];

/// What a name in lower case, without `_` and `-`, is the name of.
pub(super) fn kind(name: &str) -> Option<Kind> {
    if name == "key" {
        return Some(Kind::QueryKey);
    }
    ENDINGS.iter().find(|(ending, _)| name.ends_with(ending)).map(|(_, kind)| *kind)
}

/// What the argument of a flag is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Argument {
    /// `name:password`.
    Login,
    /// `name=value; name=value`; without a `=` the name of a file.
    Cookies,
    /// An address, with or without its scheme, that may hold a login.
    Address,
    /// `file:password`.
    Certificate,
    /// A secret as a whole.
    Secret,
    /// The same, of the command `freepublish` only: elsewhere it is the name of a file.
    ProxyKey,
    /// A header.
    Header,
}

/// Flags of curl, and of this project's command, whose arguments are or hold secrets. Those that are called as a secret
/// is, `--aes-key`, need no row.
const FLAGS: [(Option<u8>, &str, Argument); 20] = [
    (Some(b'u'), "user", Argument::Login),
    (Some(b'U'), "proxy-user", Argument::Login),
    (Some(b'b'), "cookie", Argument::Cookies),
    (Some(b'x'), "proxy", Argument::Address),
    (None, "preproxy", Argument::Address),
    (None, "socks4", Argument::Address),
    (None, "socks4a", Argument::Address),
    (None, "socks5", Argument::Address),
    (None, "socks5-hostname", Argument::Address),
    (Some(b'E'), "cert", Argument::Certificate),
    (None, "proxy-cert", Argument::Certificate),
    (None, "pass", Argument::Secret),
    (None, "proxy-pass", Argument::Secret),
    (None, "tlspassword", Argument::Secret),
    (None, "proxy-tlspassword", Argument::Secret),
    (None, "oauth2-bearer", Argument::Secret),
    (None, "token", Argument::Secret),
    (None, "key", Argument::ProxyKey),
    (Some(b'H'), "header", Argument::Header),
    (None, "proxy-header", Argument::Header),
];

/// Short flags of curl that take an argument and are not in [`FLAGS`]: what stands behind them is no further flag.
const OTHER_SHORT: &[u8] = b"AcCdDeFhKmoPQrtTwXyYz";

/// What `--name` takes.
pub(super) fn long_flag(name: &str) -> Option<Argument> {
    FLAGS.iter().find(|(_, long, _)| *long == name).map(|(_, _, argument)| *argument)
}

/// What the first flag of `-sSu` that takes an argument takes, and how many bytes lie before the argument.
pub(super) fn short_flags(word: &str) -> Option<(Argument, usize)> {
    for (at, letter) in word.bytes().enumerate().skip(1) {
        let row = FLAGS.iter().find(|(short, _, _)| *short == Some(letter));
        if let Some((_, _, argument)) = row {
            return Some((*argument, at + 1));
        }
        if OTHER_SHORT.contains(&letter) || !letter.is_ascii_alphanumeric() {
            return None;
        }
    }
    None
}
