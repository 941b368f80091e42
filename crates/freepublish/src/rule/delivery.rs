//! Group `delivery`: what a handler answers to a push. Checked in [`delivery`](crate::delivery); of an encrypted reply the
//! group `envelope` has more to say.

use crate::excerpt::Excerpt;
use crate::lang::{Bilingual, Fact, Lang};
use crate::rule::rules;
use crate::time::Millis;

rules! {
    /// What can be said of a handler's reply.
    group "delivery" {
        /// No connection.
        Unreachable { why: Bilingual } = "unreachable", Error {
            zh {
                title: "连不上回调接口" => "连不上回调接口：{why}",
                advice: "确认服务已经启动，域名、端口和防火墙都放行。正式环境里，微信只访问公网的 80（http）和 443（https）端口。",
            }
            en {
                title: "The handler cannot be reached" => "The handler cannot be reached: {why}",
                advice: "See whether the server runs, and whether name, port and firewall let this through. In production \
                         WeChat calls public addresses only, on port 80 (http) or 443 (https).",
            }
        }
        /// A connection, but no TLS on it.
        Tls = "tls", Error {
            zh {
                title: "TLS 握手失败",
                advice: "证书要由公认的机构签发、没有过期、与域名相符，中间证书也要一并下发。端口上若是明文 http，地址就该写 http://。",
            }
            en {
                title: "The TLS handshake failed",
                advice: "The certificate has to come from a public authority, be in date, be made for this name, and be sent \
                         with its intermediate ones. If the port speaks plain http, the address begins with http://.",
            }
        }
        /// Hung up.
        ClosedEarly = "closed-early", Error {
            zh {
                title: "还没答完，连接就断了",
                advice: "看服务的日志：多半是处理时崩溃，或被网关掐断。也可能是 Content-Length 比实际的响应体长。",
            }
            en {
                title: "The connection ended before the reply was complete",
                advice: "Look into the server's log: usually it crashed, or a gateway cut it off. Content-Length may also be \
                         larger than the body.",
            }
        }
        /// Something else than HTTP.
        NotHttp = "not-http", Error {
            zh {
                title: "对方回的不是 HTTP",
                advice: "核对端口：那里可能是别的服务，也可能是 https 端口而地址写成了 http://。",
            }
            en {
                title: "What came back is no HTTP",
                advice: "Check the port: something else may live there, or it speaks https and the address says http://.",
            }
        }
        /// Nothing, or nothing in time.
        TooSlow { waited: Waited } = "too-slow", Error {
            zh {
                title: "没有在 5 秒内答复" => "{waited}",
                advice: "微信等 5 秒就断开，然后重试，一共三次。先立即回复 success，再异步处理：存库、发通知、调用别的接口都放到后面。",
            }
            en {
                title: "No reply within 5 seconds" => "{waited}",
                advice: "After 5 seconds WeChat hangs up and pushes again, three times in all. Reply success at once and do \
                         the work afterwards: storing, notifying and calling other interfaces can wait.",
            }
        }
        /// 301, 302, 303, 307, 308.
        Redirect { status: u32, location: Location } = "redirect", Error {
            zh {
                title: "回调接口要求跳转" => "回调接口要求跳转：{status}，{location}",
                advice: "推送是一次性的 POST，不要指望微信跟着跳转。请把服务器配置里的 URL 直接写成最终地址：\
                         常见的是 http 跳 https、补末尾的斜杠、跳登录页。",
            }
            en {
                title: "The handler redirects" => "The handler redirects: {status}, {location}",
                advice: "A push is one POST; don't count on WeChat to follow. Enter the final address in the server \
                         configuration. Usual causes: http to https, a slash added at the end, a page to log in.",
            }
        }
        /// Any other status.
        StatusNot200 { status: u32 } = "status-not-200", Error {
            zh {
                title: "状态码不是 200" => "状态码是 {status}，不是 200",
                advice: "收到推送就应当以 200 回复 success 或空串，处理失败也一样，失败留给自己重试。404 多半是路径不对，\
                         403 多半是防火墙或防跨站校验，405 多半是没有接 POST，5xx 请看服务的日志。",
            }
            en {
                title: "The status is not 200" => "The status is {status}, not 200",
                advice: "Answer a push with 200 and success, or with nothing, even when the work on it fails: retry that by \
                         yourself. 404 is usually a wrong path, 403 a firewall or a guard against forged requests, 405 a \
                         handler that takes no POST; for 5xx look into the server's log.",
            }
        }
        /// The word in quotes.
        ReplyQuotedSuccess = "reply-quoted-success", Error {
            zh {
                title: "success 外面多了引号",
                advice: "框架把字符串当 JSON 输出了。请以纯文本返回 success 这 7 个字符：带引号的会被当作不合法的回应，微信会重试，\
                         关注者还可能看到「得到的回应不合法」。",
            }
            en {
                title: "success is in quotes",
                advice: "The framework wrote the string as JSON. Return the 7 characters of success as plain text: in quotes \
                         they are no valid reply, WeChat pushes again, and followers may be shown an error.",
            }
        }
        /// Nearly.
        ReplyNotExact = "reply-not-exact", Warning {
            zh {
                title: "回复前后多了空白或 BOM",
                advice: "文档要求的是 success 或空串本身。多出的换行、空格、BOM 微信是否容忍，没有公开说法，最好去掉：\
                         常见的是模板末尾的换行，或源文件存成了带 BOM 的 UTF-8。",
            }
            en {
                title: "White space or a byte order mark around the reply",
                advice: "The document asks for success, or for nothing. Whether WeChat tolerates a line feed, a blank or a \
                         byte order mark with it is not documented; better remove it. Usual causes: the last line feed of a \
                         template, a source file saved with a byte order mark.",
            }
        }
        /// Anything else.
        ReplyNotSuccess { got: Excerpt } = "reply-not-success", Error {
            zh {
                title: "回复的不是 success，也不是空串" => "回复的是 {got}，不是 success，也不是空串",
                advice: "以纯文本返回 success，或返回空的响应体。JSON、HTML 和其他文字都是不合法的回应，微信会重试。",
            }
            en {
                title: "The reply is neither success nor empty" => "The reply is {got}, neither success nor empty",
                advice: "Return success as plain text, or an empty body. JSON, HTML and other words are no valid reply, and \
                         WeChat pushes again.",
            }
        }
        /// A message for a follower.
        ReplyMessage = "reply-message", Warning {
            zh {
                title: "回复的是一条消息",
                advice: "被动回复是给发消息的用户看的，发布结果的事件背后没有这样的人。微信怎样处理，没有公开说法；回复 success 最稳妥。",
            }
            en {
                title: "The reply is a message",
                advice: "Passive replies are for the follower who wrote, and nobody wrote here: the event reports a publish. \
                         What WeChat does with it is not documented. Reply success.",
            }
        }
        /// A message that everybody can read.
        ReplyNotEncrypted = "reply-not-encrypted", Error {
            zh {
                title: "安全模式下回复的消息没有加密",
                advice: "安全模式下，回复的消息也要加密并签名。其实这里不必回消息，直接回复 success（不用加密）即可。",
            }
            en {
                title: "A message in reply that is not encrypted, in secure mode",
                advice: "In secure mode messages in reply are encrypted and signed too. Here no message is needed: a plain \
                         success will do.",
            }
        }
        /// A message that nobody can read.
        ReplyEncrypted = "reply-encrypted", Error {
            zh {
                title: "明文模式下回复了加密的消息",
                advice: "明文模式不加密。请核对服务器配置里的消息加解密方式与代码里的是否一致；推送的 URL 里有 encrypt_type=aes 才需要加密。",
            }
            en {
                title: "An encrypted reply in plaintext mode",
                advice: "Nothing is encrypted in plaintext mode. See whether the mode in the server configuration is the one \
                         in the code; only a push with encrypt_type=aes in its address asks for encryption.",
            }
        }
        /// Encrypted, and not signed.
        ReplyIncomplete { names: Vec<&'static str> } = "reply-incomplete", Error {
            zh {
                title: "加密的回复缺字段" => "加密的回复缺少 {names}",
                advice: "加密的回复有四个字段：Encrypt、MsgSignature、TimeStamp、Nonce，缺一个签名就无法校验。",
            }
            en {
                title: "An encrypted reply lacks fields" => "The encrypted reply lacks {names}",
                advice: "An encrypted reply has four fields: Encrypt, MsgSignature, TimeStamp and Nonce. Its signature cannot \
                         be verified without all of them.",
            }
        }
        /// Verification of the address.
        EchostrWrong { how: Bilingual } = "echostr-wrong", Error {
            zh {
                title: "没有原样返回 echostr" => "没有原样返回 echostr：{how}",
                advice: "校验 signature 之后，把 URL 里的 echostr 解码后原样作为响应体返回，不加引号、换行和 BOM，\
                         也不要当成数字处理。否则配置时会提示 token 验证失败。",
            }
            en {
                title: "echostr did not come back as it was" => "echostr did not come back as it was: {how}",
                advice: "Check signature, then return echostr from the query, percent-decoded, as the whole body: no quotes, no \
                         line feed, no byte order mark, and not as a number. Otherwise the console refuses the \
                         configuration and speaks of a failed token verification.",
            }
        }
        /// Not the first time.
        Duplicate { times: u32 } = "duplicate", Info {
            zh {
                title: "同一事件推送了不止一次" => "同一事件已是第 {times} 次被接受",
                advice: "微信会重试，处理必须去重：事件按 FromUserName + CreateTime 判断，业务上再看 publish_id 和状态。\
                         请确认回调接口只处理了一次；从回复里看不出来。",
            }
            en {
                title: "The same event came more than once" => "The same event was accepted {times} times by now",
                advice: "WeChat does push again, so a handler has to tell: events by FromUserName + CreateTime, jobs by \
                         publish_id and status. See that it acted on this one only once; the reply does not show that.",
            }
        }
    }
}

/// How long it took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waited {
    /// When the reply was complete; `None` if it never was.
    pub(crate) elapsed: Option<Millis>,
    /// How long it may take.
    pub(crate) deadline: Millis,
}

impl Fact for Waited {
    fn show(&self, lang: Lang) -> String {
        let deadline = seconds(self.deadline);
        match (lang, self.elapsed.map(seconds)) {
            (Lang::Zh, Some(elapsed)) => format!("{elapsed} 秒才答完，微信只等 {deadline} 秒"),
            (Lang::Zh, None) => format!("等了 {deadline} 秒，没有等到完整的回复"),
            (Lang::En, Some(elapsed)) => format!("The reply took {elapsed} s; WeChat waits for {deadline} s"),
            (Lang::En, None) => format!("No complete reply within {deadline} s"),
        }
    }
}

/// `5`, `5.2`, `0.25`.
fn seconds(time: Millis) -> String {
    let text = format!("{}.{:03}", time / 1000, time % 1000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Where a redirect leads, where it says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location(pub Option<Excerpt>);

impl Fact for Location {
    fn show(&self, lang: Lang) -> String {
        match (&self.0, lang) {
            (Some(to), _) => format!("Location: {to}"),
            (None, Lang::Zh) => "没有 Location".to_owned(),
            (None, Lang::En) => "without Location".to_owned(),
        }
    }
}

/// Why there was no connection.
pub(crate) mod why {
    use crate::lang::Bilingual;

    pub(crate) const REFUSED: Bilingual =
        Bilingual::new("连接被拒绝，端口上没有服务", "connection refused, nothing listens on this port");
    pub(crate) const NO_ROUTE: Bilingual = Bilingual::new("网络不通", "there is no way to this address");
}

/// How an answer differs from `echostr`.
pub(crate) mod how {
    use crate::lang::Bilingual;

    pub(crate) const EMPTY: Bilingual = Bilingual::new("响应体是空的", "the body is empty");
    pub(crate) const QUOTED: Bilingual = Bilingual::new("外面多了引号", "it is in quotes");
    pub(crate) const PADDED: Bilingual =
        Bilingual::new("前后多了空白或 BOM", "white space or a byte order mark is around it");
    pub(crate) const ENCODED: Bilingual = Bilingual::new("没有解码就返回了", "it was not percent-decoded");
    pub(crate) const SUCCESS: Bilingual =
        Bilingual::new("返回的是 success，那是对推送的回复", "success is the reply to a push");
    pub(crate) const OTHER: Bilingual = Bilingual::new("返回的是别的内容", "something else came");
}
