//! Whole messages as they pass over the wire: a push with its query, the verification of an address, an encrypted reply.
//!
//! ```
//! use freepublish::envelope::seal::{Account, Push, PushFormat, SignatureParameters};
//! use freepublish::envelope::{AesKey, Token};
//! use freepublish::inspection::Mode;
//!
//! let key = AesKey::from_encoding("abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG").unwrap();
//! let account = Account { token: &Token::new("pamtest"), key: &key, app_id: "wxb11529c136998cb6" };
//! let parameters = SignatureParameters { timestamp: 1_714_112_445, nonce: "415670741", random: *b"a8eedb185eb2fecf" };
//! let push = Push { format: PushFormat::Json, to_user_name: "gh_1", openid: "o1", message: r#"{"Event":"x"}"# };
//! let sealed = push.seal(Mode::Secure, &account, &parameters);
//! assert!(sealed.query_string().contains("encrypt_type=aes&msg_signature="));
//! ```

use super::pasted::PastedMessage;
use super::{AesKey, Secrets, Token, encrypt, msg_signature, open, signature};
use crate::inspect::{Options, inspect_with};
use crate::inspection::{Format, Mode};
use crate::percent;
use crate::syntax::source_map::escape_json;

/// Whose messages are sealed.
#[derive(Clone, Copy, Debug)]
pub struct Account<'a> {
    /// What signatures are made with.
    pub token: &'a Token,
    /// What messages are encrypted with. Not used in plaintext mode.
    pub key: &'a AesKey,
    /// What encrypted messages end in; on a third-party platform, the component's app id.
    pub app_id: &'a str,
}

/// What makes a message this one and no other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignatureParameters<'a> {
    /// When it is sent, in seconds since 1970 UTC.
    pub timestamp: i64,
    /// A number used once. WeChat sends digits.
    pub nonce: &'a str,
    /// 16 random bytes. WeChat's are letters and digits.
    pub random: [u8; 16],
}

/// What the account receives pushes in. A third-party platform receives XML only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum PushFormat {
    /// XML.
    #[default]
    Xml,
    /// JSON.
    Json,
}

/// An event that is to be pushed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Push<'a> {
    /// What `message` is written in, and what the envelope is to be written in.
    pub format: PushFormat,
    /// The account's `gh_…` id, which stays readable in secure mode.
    pub to_user_name: &'a str,
    /// The query parameter `openid`: the sender.
    pub openid: &'a str,
    /// The document as it is in plaintext mode.
    pub message: &'a str,
}

/// A message ready to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// The query parameters in WeChat's order, values as they are before percent encoding.
    pub query: Vec<(&'static str, String)>,
    /// The body; empty for the verification of an address, which is a GET.
    pub body: String,
}

impl Sealed {
    /// `signature=…&timestamp=…`, values percent-encoded.
    pub fn query_string(&self) -> String {
        let mut out = String::new();
        for (name, value) in &self.query {
            if !out.is_empty() {
                out.push('&');
            }
            out.push_str(name);
            out.push('=');
            out.push_str(&percent::encode(value));
        }
        out
    }
}

impl Push<'_> {
    /// The push in one of the three modes. In [`Mode::Plain`] the key, the app id and the random bytes are not used.
    pub fn seal(&self, mode: Mode, account: &Account<'_>, parameters: &SignatureParameters<'_>) -> Sealed {
        let mut query = signed_query(account.token, parameters, self.openid);
        if mode == Mode::Plain {
            return Sealed { query, body: self.message.to_owned() };
        }
        let encrypted = Encrypted::new(self.message, account, parameters);
        query.push(("encrypt_type", "aes".to_owned()));
        query.push(("msg_signature", encrypted.signature));
        let body = match mode {
            Mode::Compatible => self.beside_plaintext(&encrypted.text),
            Mode::Plain | Mode::Secure => self.alone(&encrypted.text),
        };
        Sealed { query, body }
    }

    fn alone(&self, encrypted: &str) -> String {
        match self.format {
            PushFormat::Xml => format!(
                "<xml><ToUserName>{}</ToUserName>\n<Encrypt>{}</Encrypt>\n</xml>",
                cdata(self.to_user_name),
                cdata(encrypted)
            ),
            PushFormat::Json => format!(
                "{{\"ToUserName\":\"{}\",\"Encrypt\":\"{}\"}}",
                escape_json(self.to_user_name),
                escape_json(encrypted)
            ),
        }
    }

    /// The plain document with `Encrypt` as its last field. A message that is no document gets it appended.
    fn beside_plaintext(&self, encrypted: &str) -> String {
        let message = self.message.trim_end();
        match self.format {
            PushFormat::Xml => {
                let fields = message.strip_suffix("</xml>").unwrap_or(message);
                // A line feed after every element, but for the last.
                let line = if fields.ends_with("<xml>") || fields.ends_with('\n') { "" } else { "\n" };
                format!("{fields}{line}<Encrypt>{}</Encrypt></xml>", cdata(encrypted))
            }
            PushFormat::Json => {
                let fields = message.strip_suffix('}').unwrap_or(message).trim_end();
                let comma = if fields.ends_with('{') { "" } else { "," };
                format!("{fields}{comma}\"Encrypt\":\"{}\"}}", escape_json(encrypted))
            }
        }
    }
}

/// A push of a document that someone has at hand, signed anew. A document that is encrypted already stays as it is; any
/// other is sealed in `mode`. The sender, which the query names, is looked up in the document, decrypted for that if the
/// key of `account` fits.
pub fn seal_again(
    document: &str,
    mode: Mode,
    account: &Account<'_>,
    parameters: &SignatureParameters<'_>,
) -> Sealed {
    let secrets = Secrets { key: Some(Ok(account.key.clone())), ..Secrets::default() };
    let mut pasted = PastedMessage::default();
    let inspection = inspect_with(document, &Options::default(), &mut pasted);
    let header = open(document, &Options::default(), &secrets).inspection.header.unwrap_or_default();
    let openid = header.from_user_name.unwrap_or_default();
    let Some(encrypted) = pasted.field("Encrypt") else {
        let format = if inspection.format == Format::Json { PushFormat::Json } else { PushFormat::Xml };
        let to_user_name = header.to_user_name.unwrap_or_default();
        let push = Push { format, to_user_name: &to_user_name, openid: &openid, message: document };
        return push.seal(mode, account, parameters);
    };
    let timestamp = parameters.timestamp.to_string();
    let mut query = signed_query(account.token, parameters, &openid);
    query.push(("encrypt_type", "aes".to_owned()));
    let signature = msg_signature(account.token, &timestamp, parameters.nonce, encrypted.value());
    query.push(("msg_signature", signature));
    Sealed { query, body: document.to_owned() }
}

/// What the query of every push begins with. A sender that nobody knows is left out.
fn signed_query(
    token: &Token,
    parameters: &SignatureParameters<'_>,
    openid: &str,
) -> Vec<(&'static str, String)> {
    let timestamp = parameters.timestamp.to_string();
    let mut query = vec![
        ("signature", signature(token, &timestamp, parameters.nonce)),
        ("timestamp", timestamp),
        ("nonce", parameters.nonce.to_owned()),
    ];
    if !openid.is_empty() {
        query.push(("openid", openid.to_owned()));
    }
    query
}

/// The GET that WeChat sends when the server configuration is saved. The server has to check `signature` and answer
/// `echostr` as it came.
pub fn url_verification(token: &Token, timestamp: i64, nonce: &str, echostr: &str) -> Sealed {
    let timestamp = timestamp.to_string();
    let query = vec![
        ("signature", signature(token, &timestamp, nonce)),
        ("echostr", echostr.to_owned()),
        ("timestamp", timestamp),
        ("nonce", nonce.to_owned()),
    ];
    Sealed { query, body: String::new() }
}

/// The same with an encrypted `echostr` and `msg_signature`, as WeChat Work's sample programs have
/// it. The server has to answer the decrypted `echostr`.
pub fn encrypted_url_verification(
    account: &Account<'_>,
    parameters: &SignatureParameters<'_>,
    echostr: &str,
) -> Sealed {
    let encrypted = Encrypted::new(echostr, account, parameters);
    let query = vec![
        ("msg_signature", encrypted.signature),
        ("timestamp", parameters.timestamp.to_string()),
        ("nonce", parameters.nonce.to_owned()),
        ("echostr", encrypted.text),
    ];
    Sealed { query, body: String::new() }
}

/// The body of an encrypted reply to a push: `Encrypt`, `MsgSignature`, `TimeStamp` and `Nonce`. Use the key that
/// decrypted the push. `message` is what would be the reply in plaintext mode.
pub fn reply(
    format: PushFormat,
    message: &str,
    account: &Account<'_>,
    parameters: &SignatureParameters<'_>,
) -> String {
    let Encrypted { text, signature } = Encrypted::new(message, account, parameters);
    let SignatureParameters { timestamp, nonce, .. } = parameters;
    match format {
        PushFormat::Xml => format!(
            "<xml><Encrypt>{}</Encrypt>\n<MsgSignature>{}</MsgSignature>\n<TimeStamp>{timestamp}</TimeStamp>\n\
             <Nonce>{}</Nonce>\n</xml>",
            cdata(&text),
            cdata(&signature),
            cdata(nonce)
        ),
        PushFormat::Json => format!(
            "{{\"Encrypt\":\"{}\",\"MsgSignature\":\"{signature}\",\"TimeStamp\":{timestamp},\"Nonce\":\"{}\"}}",
            escape_json(&text),
            escape_json(nonce)
        ),
    }
}

/// A message, encrypted and signed.
struct Encrypted {
    text: String,
    signature: String,
}

impl Encrypted {
    fn new(message: &str, account: &Account<'_>, parameters: &SignatureParameters<'_>) -> Self {
        let text = encrypt(account.key, parameters.random, message, account.app_id);
        let signature =
            msg_signature(account.token, &parameters.timestamp.to_string(), parameters.nonce, &text);
        Self { text, signature }
    }
}

/// A CDATA section; what would end it early is divided between two.
fn cdata(text: &str) -> String {
    format!("<![CDATA[{}]]>", text.replace("]]>", "]]]]><![CDATA[>"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealed(mode: Mode, format: PushFormat, message: &str) -> Sealed {
        let key = AesKey::from_encoding(&"A".repeat(43)).expect("a key");
        let account = Account { token: &Token::new("t"), key: &key, app_id: "wx1" };
        let parameters = SignatureParameters { timestamp: 1, nonce: "n", random: [b'0'; 16] };
        Push { format, to_user_name: "gh_1", openid: "o1", message }.seal(mode, &account, &parameters)
    }

    /// The body with the encrypted text, which is long and the same, cut out.
    fn layout(mode: Mode, format: PushFormat, message: &str) -> String {
        let key = AesKey::from_encoding(&"A".repeat(43)).expect("a key");
        sealed(mode, format, message).body.replace(&encrypt(&key, [b'0'; 16], message, "wx1"), "…")
    }

    #[test]
    fn bodies_are_laid_out_as_on_the_wire() {
        use Mode::{Compatible, Plain, Secure};
        use PushFormat::{Json, Xml};
        for (mode, format, message, expect) in [
            (Plain, Xml, "<xml><a>1</a>\n</xml>", "<xml><a>1</a>\n</xml>"),
            (Compatible, Xml, "<xml><a>1</a></xml>", "<xml><a>1</a>\n<Encrypt><![CDATA[…]]></Encrypt></xml>"),
            (
                Compatible,
                Xml,
                "<xml><a>1</a>\n</xml>",
                "<xml><a>1</a>\n<Encrypt><![CDATA[…]]></Encrypt></xml>",
            ),
            (
                Secure,
                Xml,
                "<xml></xml>",
                "<xml><ToUserName><![CDATA[gh_1]]></ToUserName>\n<Encrypt><![CDATA[…]]></Encrypt>\n</xml>",
            ),
            (Compatible, Json, "{\"a\":1}", "{\"a\":1,\"Encrypt\":\"…\"}"),
            (Compatible, Json, "{}", "{\"Encrypt\":\"…\"}"),
            (Secure, Json, "{}", "{\"ToUserName\":\"gh_1\",\"Encrypt\":\"…\"}"),
        ] {
            assert_eq!(layout(mode, format, message), expect);
        }
    }

    #[test]
    fn a_query_says_how_the_body_is_protected() {
        let names = |mode| {
            let query = sealed(mode, PushFormat::Xml, "").query;
            query.into_iter().map(|(name, _)| name).collect::<Vec<_>>()
        };
        assert_eq!(names(Mode::Plain), ["signature", "timestamp", "nonce", "openid"]);
        let encrypted = ["signature", "timestamp", "nonce", "openid", "encrypt_type", "msg_signature"];
        assert_eq!(names(Mode::Compatible), encrypted);
        assert_eq!(names(Mode::Secure), encrypted);
    }

    #[test]
    fn a_query_survives_its_address() {
        let query = vec![("echostr", "a+/=发".to_owned()), ("b", "1".to_owned())];
        let sealed = Sealed { query, body: String::new() };
        assert_eq!(sealed.query_string(), "echostr=a%2B%2F%3D%E5%8F%91&b=1");
    }
}
