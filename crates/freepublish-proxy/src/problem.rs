//! The proxy's own failures, as RFC 9457 wants them: a stable type, what happened, and what to do, in both languages.
//!
//! WeChat's refusals are no failures of the proxy: they are passed through.

use axum::body::Body;
use axum::http::header::{
    ALLOW, CONTENT_LANGUAGE, CONTENT_TYPE, HeaderValue, RETRY_AFTER, VARY, WWW_AUTHENTICATE,
};
use axum::http::{Response, StatusCode};
use axum::response::IntoResponse;
use freepublish::{Bilingual, Lang};
use serde::Serialize;
use utoipa::ToSchema;

/// The media type of a problem document.
pub const PROBLEM_JSON: &str = "application/problem+json";

/// What every type begins with. A name, not an address: nothing is to be fetched there.
pub const TYPE_PREFIX: &str = "urn:freepublish:problem:";

macro_rules! problems {
    ($($(#[$doc:meta])* $variant:ident = $name:literal $status:ident {
        zh: $zh_title:literal => $zh_remedy:literal,
        en: $en_title:literal => $en_remedy:literal $(,)?
    })*) => {
        /// What went wrong. Names are stable: programs compare them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Kind { $($(#[$doc])* $variant,)* }

        impl Kind {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The stable name, the end of the type.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }

            /// The HTTP status it comes with.
            pub const fn status(self) -> StatusCode {
                match self { $(Self::$variant => StatusCode::$status),* }
            }

            /// What happened.
            pub const fn title(self) -> Bilingual {
                match self { $(Self::$variant => Bilingual::new($zh_title, $en_title)),* }
            }

            /// What to do.
            pub const fn remedy(self) -> Bilingual {
                match self { $(Self::$variant => Bilingual::new($zh_remedy, $en_remedy)),* }
            }
        }
    };
}

problems! {
    /// No key, or a wrong one.
    Unauthorized = "unauthorized" UNAUTHORIZED {
        zh: "没有代理密钥，或密钥不对" => "在请求头里写 Authorization: Bearer 加密钥；密钥在代理启动时打印过一次",
        en: "The proxy key is missing or wrong" => "Send Authorization: Bearer with the key that the proxy printed when it started",
    }
    /// A name that this proxy does not go by.
    HostNotAllowed = "host-not-allowed" MISDIRECTED_REQUEST {
        zh: "代理不认这个主机名" => "用代理启动时打印的地址访问；经域名访问时，启动时加上 --host 域名",
        en: "The proxy does not go by this host name" => "Use the address that the proxy printed when it started; behind a domain, start it with --host and that name",
    }
    /// A page from elsewhere.
    OriginNotAllowed = "origin-not-allowed" FORBIDDEN {
        zh: "这个网站来源没有得到许可" => "启动代理时用 --origin 列出网页的来源，如 https://example.github.io",
        en: "Pages of this origin may not call the proxy" => "Start the proxy with --origin and the origin of the page, such as https://example.github.io",
    }
    /// No such address.
    NotFound = "not-found" NOT_FOUND {
        zh: "没有这个地址" => "核对路径；接口清单见 docs/proxy.md",
        en: "There is nothing at this address" => "Check the path; docs/proxy.md lists the interfaces",
    }
    /// An address that knows other methods.
    MethodNotAllowed = "method-not-allowed" METHOD_NOT_ALLOWED {
        zh: "这个地址不支持该请求方法" => "改用响应头 Allow 里列出的方法",
        en: "This address does not know the method" => "Use one of the methods in the header Allow",
    }
    /// A body or a parameter that is not what the contract says.
    InvalidRequest = "invalid-request" BAD_REQUEST {
        zh: "请求内容不合要求" => "按 detail 的说明修改后重发；没有任何内容发往微信",
        en: "The request is not what the contract asks for" => "Change what detail names and send it again; nothing was sent to WeChat",
    }
    /// A body that does not say it is JSON.
    UnsupportedMediaType = "unsupported-media-type" UNSUPPORTED_MEDIA_TYPE {
        zh: "请求体不是 JSON" => "请求头写 Content-Type: application/json",
        en: "The body is not said to be JSON" => "Send Content-Type: application/json",
    }
    /// A body that is too long.
    TooLarge = "too-large" PAYLOAD_TOO_LARGE {
        zh: "请求体太大" => "缩短后重发",
        en: "The body is too long" => "Send a shorter one",
    }
    /// Too many calls.
    TooManyRequests = "too-many-requests" TOO_MANY_REQUESTS {
        zh: "请求太频繁" => "等响应头 Retry-After 给出的秒数后再试；等回调请用 /api/callbacks/stream，不要轮询",
        en: "Too many calls" => "Wait for the seconds in Retry-After; to wait for callbacks use /api/callbacks/stream instead of polling",
    }
    /// The call took too long to arrive or to be answered.
    TimedOut = "timed-out" REQUEST_TIMEOUT {
        zh: "请求超时" => "检查网络后重试；如果是提交草稿，先查收件箱和发布状态，确认没有提交成功再重试",
        en: "The call took too long" => "Check the network and try again; after a submit, look into the inbox first, as it may have succeeded",
    }
    /// WeChat could not be reached: nothing was sent.
    UpstreamUnreachable = "upstream-unreachable" BAD_GATEWAY {
        zh: "代理连不上微信接口" => "检查代理所在机器的网络和 DNS；请求没有发出，可以重试",
        en: "The proxy cannot reach WeChat" => "Check the network and DNS of the proxy's machine; the call was not sent and can be repeated",
    }
    /// The connection broke after the call was sent.
    UpstreamOutcomeUnknown = "upstream-outcome-unknown" GATEWAY_TIMEOUT {
        zh: "请求已发给微信，但没有收到返回" => "结果未知，不要直接重新提交：先等回调，或到公众平台后台查看这份草稿是否已经发布",
        en: "The call was sent to WeChat, but no answer came" => "The outcome is unknown. Do not just submit again: wait for the callback, or look in WeChat's console whether the draft was published",
    }
    /// WeChat gave no access token.
    UpstreamNoToken = "upstream-no-token" BAD_GATEWAY {
        zh: "代理没有拿到 access_token" => "按 detail 里微信给出的错误码处理：常见原因是 AppSecret 不对、IP 不在白名单；草稿没有提交",
        en: "The proxy got no access token" => "See the error code of WeChat in detail: often the AppSecret is wrong or the IP is not on the whitelist; nothing was submitted",
    }
    /// A push that was not signed with our token.
    SignatureInvalid = "signature-invalid" FORBIDDEN {
        zh: "签名不对，推送没有收下" => "核对公众平台服务器配置里的 Token、EncodingAESKey 与代理的是否一致；加密推送要核对的是 msg_signature",
        en: "The signature does not match; the push was not kept" => "Compare Token and EncodingAESKey in WeChat's server configuration with the proxy's; for encrypted pushes msg_signature counts",
    }
    /// A plain push where an encrypted one is expected.
    ModeDowngraded = "mode-downgraded" FORBIDDEN {
        zh: "推送是明文的，代理要求加密，推送没有收下" => "如果账号的消息加解密方式就是明文模式，启动代理时加上 --mode plain；否则这不是微信发来的，或者公众平台的设置被改过",
        en: "The push came in plain mode, and the proxy expects an encrypted one; it was not kept" => "Pushes come in plain mode: if the account is set so, start the proxy with --mode plain; if not, they are not WeChat's, or the setting in the console was changed",
    }
    /// A message for another account.
    AppIdMismatch = "app-id-mismatch" FORBIDDEN {
        zh: "推送是给另一个 AppID 的，没有收下" => "核对代理的 AppID（FREEPUBLISH_APP_ID）；第三方平台填平台自己的 component_appid",
        en: "The push is for another app id; it was not kept" => "Check the proxy's app id (FREEPUBLISH_APP_ID); for a third-party platform it is its component_appid",
    }
    /// Compatible mode, and the two halves differ.
    PlaintextDiffers = "plaintext-differs" FORBIDDEN {
        zh: "兼容模式推送的明文与密文不一致，没有收下" => "明文可能在途中被改过；启动代理时加上 --mode secure 就只看密文",
        en: "The plain fields of a push in compatible mode differ from the encrypted ones; it was not kept" => "The plain fields may have been changed on their way; with --mode secure the proxy reads the ciphertext only",
    }
    /// The query of an earlier push with another body.
    NonceReused = "nonce-reused" FORBIDDEN {
        zh: "timestamp 和 nonce 已经用过，消息却不同，没有收下" => "微信的推送不会这样：有人在用截获的 URL 伪造推送；请在公众平台改用安全模式",
        en: "The timestamp and nonce were used before with another message; the push was not kept" => "WeChat does not do this: somebody uses the query of a captured push for a message of their own; set the account to secure mode",
    }
    /// Older than `--max-age` allows.
    PushTooOld = "push-too-old" FORBIDDEN {
        zh: "推送的 timestamp 太旧，没有收下" => "核对代理所在机器的时钟；时钟没错就是有人在重放旧请求；也可以放宽 --max-age",
        en: "The timestamp of the push is too old; it was not kept" => "Check the clock of the proxy's machine; if it is right, somebody replays an old request; or allow more with --max-age",
    }
    /// A body that WeChat would not send.
    NotAPush = "not-a-push" BAD_REQUEST {
        zh: "请求体不是微信推送的样子，没有收下" => "推送的请求体是一个 XML 文档或一个 JSON 对象，前后没有别的内容",
        en: "The body is not that of a push; it was not kept" => "The body of a push is one XML document or one JSON object, with nothing around it",
    }
    /// A target that nobody allowed, or one inside a network.
    TargetNotAllowed = "target-not-allowed" FORBIDDEN {
        zh: "不允许向这个地址投递" => "启动代理时用 --target 列出接收地址的来源，如 http://127.0.0.1:3000；内网地址和云主机元数据地址一律不行",
        en: "Deliveries to this address are not allowed" => "Start the proxy with --target and the origin, such as http://127.0.0.1:3000; addresses inside private networks are always refused",
    }
    /// The database cannot be written or read.
    InboxFailed = "inbox-failed" SERVICE_UNAVAILABLE {
        zh: "收件箱读写失败" => "检查数据库文件所在磁盘的空间和权限；没有确认的推送微信会重发",
        en: "The inbox cannot be read or written" => "Check space and permissions of the disk with the database file; WeChat sends again what was not acknowledged",
    }
    /// Too many streams are open.
    TooManyStreams = "too-many-streams" SERVICE_UNAVAILABLE {
        zh: "打开的实时连接太多" => "关掉不用的页面后再试",
        en: "Too many streams are open" => "Close pages that are not used and try again",
    }
    /// More at once than the proxy takes.
    Busy = "busy" SERVICE_UNAVAILABLE {
        zh: "代理太忙" => "等响应头 Retry-After 给出的秒数后再试；没有确认的推送微信会重发",
        en: "The proxy is too busy" => "Try again after the seconds in Retry-After; WeChat sends again what was not acknowledged",
    }
    /// A mistake in the proxy.
    Internal = "internal" INTERNAL_SERVER_ERROR {
        zh: "代理内部出错" => "带上请求编号查代理的日志",
        en: "Something failed inside the proxy" => "Look for the request id in the proxy's log",
    }
}

/// A failure, ready to be answered with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    kind: Kind,
    zh: String,
    en: String,
    errcode: Option<i64>,
    retry_after: Option<u64>,
    allow: Option<&'static str>,
}

impl Problem {
    /// A failure of that kind; its detail is its title until [`Self::detail`] says more.
    pub fn new(kind: Kind) -> Self {
        let text = |lang| kind.title().get(lang).to_owned();
        Self { kind, zh: text(Lang::Zh), en: text(Lang::En), errcode: None, retry_after: None, allow: None }
    }

    /// More at once than the proxy takes: worth another try in five seconds.
    pub fn busy() -> Self {
        Self::new(Kind::Busy).retry_after(5)
    }

    /// The same with what happened this time. `{}` in the texts stands for `fact`.
    #[must_use]
    pub fn detail(mut self, text: Bilingual, fact: &str) -> Self {
        self.zh = text.get(Lang::Zh).replace("{}", fact);
        self.en = text.get(Lang::En).replace("{}", fact);
        self
    }

    /// The same with the error code that WeChat gave as the reason.
    #[must_use]
    pub fn errcode(mut self, errcode: i64) -> Self {
        self.errcode = Some(errcode);
        self
    }

    /// The same with the seconds after which it is worth trying again.
    #[must_use]
    pub fn retry_after(mut self, seconds: u64) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// The same with the methods that the address knows.
    #[must_use]
    pub fn allow(mut self, methods: &'static str) -> Self {
        self.allow = Some(methods);
        self
    }

    /// What went wrong.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The document, its first texts in `lang`.
    pub fn document(&self, lang: Lang, request_id: Option<&str>) -> Document {
        let words = |lang| {
            let detail = match lang {
                Lang::Zh => self.zh.clone(),
                Lang::En => self.en.clone(),
            };
            Words { title: self.kind.title().get(lang), detail, remedy: self.kind.remedy().get(lang) }
        };
        Document {
            problem_type: format!("{TYPE_PREFIX}{}", self.kind.name()),
            status: self.kind.status().as_u16(),
            words: words(lang),
            instance: request_id.map(|id| format!("urn:freepublish:request:{id}")),
            errcode: self.errcode,
            zh: words(Lang::Zh),
            en: words(Lang::En),
        }
    }

    /// The answer, its first texts in `lang`.
    pub fn response(&self, lang: Lang, request_id: Option<&str>) -> Response<Body> {
        let body = serde_json::to_vec(&self.document(lang, request_id)).unwrap_or_default();
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = self.kind.status();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(PROBLEM_JSON));
        headers.insert(CONTENT_LANGUAGE, HeaderValue::from_static(lang.tag()));
        headers.append(VARY, HeaderValue::from_static("Accept-Language"));
        if self.kind == Kind::Unauthorized {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"freepublish-proxy\""));
        }
        if let Some(seconds) = self.retry_after {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        if let Some(methods) = self.allow {
            headers.insert(ALLOW, HeaderValue::from_static(methods));
        }
        response.extensions_mut().insert(self.clone());
        response
    }
}

impl From<Kind> for Problem {
    fn from(kind: Kind) -> Self {
        Self::new(kind)
    }
}

impl IntoResponse for Problem {
    /// In Chinese and without a request id; the outermost layer, which knows both, writes it again.
    fn into_response(self) -> Response<Body> {
        self.response(Lang::Zh, None)
    }
}

/// A problem document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(title = "Problem")]
pub struct Document {
    /// What went wrong, as a stable name.
    #[serde(rename = "type")]
    #[schema(example = "urn:freepublish:problem:unauthorized")]
    problem_type: String,
    /// The HTTP status.
    #[schema(example = 401)]
    status: u16,
    /// The texts in the language that `Accept-Language` asked for.
    #[serde(flatten)]
    words: Words,
    /// Which request it was: the same id stands in the header `X-Request-Id` and in the proxy's log.
    #[serde(skip_serializing_if = "Option::is_none")]
    instance: Option<String>,
    /// The error code that WeChat gave as the reason, where it did.
    #[serde(skip_serializing_if = "Option::is_none")]
    errcode: Option<i64>,
    /// The texts in Chinese.
    zh: Words,
    /// The texts in English.
    en: Words,
}

/// What happened and what to do, in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Words {
    /// What went wrong in general.
    title: &'static str,
    /// What went wrong this time.
    detail: String,
    /// What to do about it.
    remedy: &'static str,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_speaks_both_languages() {
        let is_chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        for kind in Kind::ALL {
            for text in [kind.title(), kind.remedy()] {
                assert!(is_chinese(text.get(Lang::Zh)) && !is_chinese(text.get(Lang::En)), "{kind:?}");
            }
            assert!(kind.status().as_u16() >= 400, "{kind:?}");
        }
    }

    #[test]
    fn names_are_not_used_twice() {
        let mut names: Vec<&str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Kind::ALL.len());
    }
}
