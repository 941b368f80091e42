//! `errcode`: what WeChat's interfaces and its crypto samples answer when something is wrong.

use crate::lang::Bilingual;

/// Where an error code comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// `freepublish/submit` and what every interface can answer.
    Core,
    /// `freepublish/get` and its neighbours.
    Get,
    /// Making or editing drafts.
    Draft,
    /// Getting an access token.
    Token,
    /// Calling for an account as a third-party platform.
    ThirdParty,
    /// WeChat's message crypto samples; never sent over HTTP.
    CryptoSdk,
    /// Other interfaces.
    Other,
}

/// One error code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ErrorCode {
    /// The number.
    pub code: i64,
    /// The `errmsg` WeChat sends with it, where known.
    pub errmsg: Option<&'static str>,
    /// What it means, in a few words.
    pub meaning: Bilingual,
    /// What usually causes it.
    pub cause: Bilingual,
    /// What to do.
    pub remedy: Bilingual,
    /// Where it comes from.
    pub class: Class,
    /// Whether the interface document of `freepublish_submit` lists it.
    pub documented: bool,
    /// Whether it was confirmed by WeChat's documentation or by a real answer.
    pub verified: bool,
}

/// The row of an error code.
pub fn find(code: i64) -> Option<&'static ErrorCode> {
    ERROR_CODES.binary_search_by_key(&code, |row| row.code).ok().map(|at| &ERROR_CODES[at])
}

impl ErrorCode {
    const fn documented(self) -> Self {
        Self { documented: true, ..self }
    }

    const fn unverified(self) -> Self {
        Self { verified: false, ..self }
    }
}

/// Lays the table out so that a row reads as a row: `code class, errmsg, flag => { texts }`, each text in Chinese,
/// then in English. As struct literals the same rows would take twice the lines.
macro_rules! error_codes {
    ($($code:literal $class:ident, $errmsg:expr $(, $flag:ident)? => {
        meaning $meaning_zh:literal, $meaning_en:literal;
        cause $cause_zh:literal, $cause_en:literal;
        remedy $remedy_zh:literal, $remedy_en:literal;
    })*) => {
        /// Every known error code, ascending.
        pub const ERROR_CODES: &[ErrorCode] = &[$(
            ErrorCode {
                code: $code,
                errmsg: $errmsg,
                meaning: Bilingual::new($meaning_zh, $meaning_en),
                cause: Bilingual::new($cause_zh, $cause_en),
                remedy: Bilingual::new($remedy_zh, $remedy_en),
                class: Class::$class,
                documented: false,
                verified: true,
            }
            $(.$flag())?
        ),*];
    };
}

error_codes! {
    -40011 CryptoSdk, None => {
        meaning "生成 XML/JSON 失败", "Building the XML or JSON failed";
        cause   "官方加解密示例代码拼装加密回复时返回，不会出现在 HTTP 返回里。",
                "The official crypto sample returns it while building an encrypted reply; it is never sent \
                 over HTTP.";
        remedy  "检查 Encrypt、MsgSignature、TimeStamp、Nonce 是否齐全。",
                "Check that Encrypt, MsgSignature, TimeStamp and Nonce are all there.";
    }
    -40010 CryptoSdk, None => {
        meaning "base64 解码失败", "base64 decoding failed";
        cause   "官方加解密示例代码返回，不会出现在 HTTP 返回里：要解码的内容不是它认可的 base64。",
                "The official crypto sample returns it, never sent over HTTP: what it was given is not \
                 base64 to it.";
        remedy  "原样取出 Encrypt 再解码，不要转义、截断，也不要夹带空白。",
                "Decode Encrypt exactly as received: not escaped, not cut, no white space added.";
    }
    -40009 CryptoSdk, None => {
        meaning "base64 编码失败", "base64 encoding failed";
        cause   "官方加解密示例代码加密回复时返回，不会出现在 HTTP 返回里。",
                "The official crypto sample returns it while encrypting a reply; it is never sent over HTTP.";
        remedy  "确认传入的是 AES 加密后的原始字节。",
                "Make sure that it is given the raw bytes of the AES output.";
    }
    -40008 CryptoSdk, None => {
        meaning "解密后的内容不合法", "The decrypted content is malformed";
        cause   "官方加解密示例代码返回，不会出现在 HTTP 返回里：拆不出随机串、长度、消息和 AppID。",
                "The official crypto sample returns it, never sent over HTTP: random bytes, length, message \
                 and app id could not be told apart.";
        remedy  "先核对 EncodingAESKey；自己写的解密要按 32 字节的块去补位。",
                "Check the EncodingAESKey first; code of your own has to strip padding by blocks of 32 \
                 bytes.";
    }
    -40007 CryptoSdk, None => {
        meaning "AES 解密失败", "AES decryption failed";
        cause   "官方加解密示例代码返回，不会出现在 HTTP 返回里：密钥不对，或密文被改动。",
                "The official crypto sample returns it, never sent over HTTP: a wrong key or altered \
                 ciphertext.";
        remedy  "核对 EncodingAESKey，换密钥期间也试旧的。补位可长达 32 字节，要关掉自动去补位，自己去。",
                "Check the EncodingAESKey, and try the previous one after a change. Padding runs up to 32 \
                 bytes: switch automatic unpadding off and strip it yourself.";
    }
    -40006 CryptoSdk, None => {
        meaning "AES 加密失败", "AES encryption failed";
        cause   "官方加解密示例代码加密回复时返回，不会出现在 HTTP 返回里。",
                "The official crypto sample returns it while encrypting a reply; it is never sent over HTTP.";
        remedy  "检查 EncodingAESKey 补「=」后能否解码成 32 字节。",
                "Check that the EncodingAESKey, with = appended, decodes to 32 bytes.";
    }
    -40005 CryptoSdk, None => {
        meaning "AppID 不一致", "The app id does not match";
        cause   "官方加解密示例代码返回，不会出现在 HTTP 返回里：解出的 AppID 与配置的不同。",
                "The official crypto sample returns it, never sent over HTTP: the decrypted app id is not \
                 yours.";
        remedy  "公众号填自己的 AppID；第三方平台填平台的 AppID，不是公众号的。",
                "Configure the account's own app id; a third-party platform uses the component's, not the \
                 account's.";
    }
    -40004 CryptoSdk, None => {
        meaning "EncodingAESKey 不合法", "Invalid EncodingAESKey";
        cause   "官方加解密示例代码返回，不会出现在 HTTP 返回里：密钥要 43 个字符，只含字母和数字。",
                "The official crypto sample returns it, never sent over HTTP: a key has 43 letters and \
                 digits.";
        remedy  "从公众平台重新复制，补「=」再解码；解码器要容许末尾的非零位。",
                "Copy it again from the WeChat console and append = to decode; the decoder has to allow \
                 trailing bits.";
    }
    -40003 CryptoSdk, None => {
        meaning "计算签名失败", "Computing the signature failed";
        cause   "官方加解密示例代码算 SHA-1 时返回，不会出现在 HTTP 返回里；签名不一致是 -40001。",
                "The official crypto sample returns it when SHA-1 fails, never sent over HTTP; a mismatch \
                 is -40001.";
        remedy  "确认 Token、timestamp、nonce、Encrypt 都以字符串传入。",
                "Make sure that token, timestamp, nonce and Encrypt are all passed as strings.";
    }
    -40002 CryptoSdk, None => {
        meaning "XML/JSON 解析失败", "Parsing the XML or JSON failed";
        cause   "官方加解密示例代码返回，不会出现在 HTTP 返回里：请求体不是它要的格式。",
                "The official crypto sample returns it, never sent over HTTP: the body is not the format it \
                 expects.";
        remedy  "把收到的请求体原样传入，并核对账号选的推送格式是 XML 还是 JSON。",
                "Pass the body exactly as received, and check whether the account chose XML or JSON push.";
    }
    -40001 CryptoSdk, None => {
        meaning "签名不一致", "The signature does not match";
        cause   "官方加解密示例代码返回，不会出现在 HTTP 返回里：Token 不对，\
                 或拿 signature 当了 msg_signature。",
                "The official crypto sample returns it, never sent over HTTP: a wrong token, or signature \
                 taken for msg_signature.";
        remedy  "用 Token、timestamp、nonce、Encrypt 四项重算，与 msg_signature 比对。",
                "Recompute it from token, timestamp, nonce and Encrypt, and compare with msg_signature.";
    }
    -1 Core, Some("system error") => {
        meaning "系统繁忙", "The system is busy";
        cause   "微信一侧出错；这次提交是否已生效，无从得知。",
                "Something failed at WeChat; whether the submission took effect is not known.";
        remedy  "先查草稿和已发布列表（freepublish/batchget），确认没发布再提交。查询类调用可稍候重试。",
                "Check the drafts and the published list (freepublish/batchget) before submitting again. \
                 Queries can simply be retried later.";
    }
    0 Core, Some("ok"), documented => {
        meaning "成功", "Success";
        cause   "调用已被受理。对提交接口来说，这只表示任务已提交，不表示已发布。",
                "The call was accepted. For a submit call this means that the job exists, not that anything \
                 is published.";
        remedy  "记下 publish_id，等 PUBLISHJOBFINISH 回调，它才是结果。",
                "Store publish_id and wait for the PUBLISHJOBFINISH callback: that is the result.";
    }
    40001 Core, Some("invalid credential, access_token is invalid or not latest") => {
        meaning "AppSecret 错误，或 access_token 无效", "Wrong AppSecret, or invalid access_token";
        cause   "token 已不是最新，常见于另一台服务器也在调 /cgi-bin/token；取 token 时则是 AppSecret 错误。",
                "The token is not the latest, often because another server calls /cgi-bin/token too; when \
                 getting a token, the AppSecret is wrong.";
        remedy  "刷新一次、重试一次。由一处统一取 token，最好改用 /cgi-bin/stable_token。",
                "Refresh once and retry once. Get the token in one place, preferably from \
                 /cgi-bin/stable_token.";
    }
    40002 Core, Some("invalid grant_type") => {
        meaning "grant_type 不合法，或参数错误", "Invalid grant_type, or invalid argument";
        cause   "取 token 的接口返回时指 grant_type 不合法；freepublish/get 返回时指参数错误（invalid \
                 argument）。",
                "From a token call: grant_type is wrong. From freepublish/get: an argument is wrong \
                 (invalid argument).";
        remedy  "取 token 时 grant_type 填 client_credential；查询时检查 publish_id。",
                "When getting a token, set grant_type to client_credential; when querying, check publish_id.";
    }
    40003 Other, Some("invalid openid") => {
        meaning "openid 不合法", "Invalid openid";
        cause   "openid 写错，或不属于这个账号。",
                "The openid is mistyped or belongs to another account.";
        remedy  "换成本账号下的 openid；提交发布不需要 openid，先确认调的是哪个接口。",
                "Use an openid of this account; submitting needs none, so check which interface was called.";
    }
    40007 Core, Some("invalid media_id") => {
        meaning "media_id 不合法", "Invalid media_id";
        cause   "草稿已发布过（发布后草稿就没了），或 media_id 属于别的账号，或它是素材而不是草稿。",
                "The draft was published already, which consumes it; or the media_id belongs to another \
                 account, or to a material that is not a draft.";
        remedy  "先查是否已经发布过；没有就重新保存草稿，用新的 media_id。",
                "See whether it is published already; if not, save the draft anew and use the new media_id.";
    }
    40013 Token, Some("invalid appid") => {
        meaning "AppID 不合法", "Invalid app id";
        cause   "AppID 写错，或混进了空白。",
                "The app id is mistyped or holds white space.";
        remedy  "到公众平台核对 AppID，注意大小写。",
                "Compare it with the app id in the WeChat console; letter case counts.";
    }
    40014 Core, Some("invalid access_token") => {
        meaning "access_token 不合法", "Invalid access_token";
        cause   "token 写错、被截断，或已失效。",
                "The token is mistyped, cut short or no longer valid.";
        remedy  "刷新一次、重试一次；仍不行就检查 token 是否完整、是否属于这个账号。",
                "Refresh once and retry once; then check that the token is whole and belongs to this \
                 account.";
    }
    40033 Core, None => {
        meaning "请求含不允许的 \\uXXXX 字符", "The request holds \\uXXXX escapes, which are not allowed";
        cause   "序列化 JSON 时把中文转成了 \\uXXXX。",
                "The JSON serializer turned Chinese characters into \\uXXXX.";
        remedy  "以 UTF-8 直接输出中文，例如 Python 里设 ensure_ascii=False。",
                "Write the characters themselves in UTF-8, for example with ensure_ascii=False in Python.";
    }
    40066 Core, Some("invalid url") => {
        meaning "URL 不合法", "Invalid URL";
        cause   "接口地址写错，或参数里的链接不合法。",
                "The address of the interface is wrong, or a link in the parameters is.";
        remedy  "核对地址：提交发布是 https://api.weixin.qq.com/cgi-bin/freepublish/submit。",
                "Check the address: submitting is https://api.weixin.qq.com/cgi-bin/freepublish/submit.";
    }
    40097 Core, Some("invalid args") => {
        meaning "参数错误", "Invalid arguments";
        cause   "某个参数缺失，或类型、取值不对。",
                "A parameter is missing, or its type or value is wrong.";
        remedy  "对照文档逐项核对参数名和类型；media_id 必须是字符串。",
                "Check each parameter's name and type against the document; media_id must be a string.";
    }
    40125 Token, Some("invalid appsecret") => {
        meaning "AppSecret 无效", "Invalid AppSecret";
        cause   "AppSecret 写错，或已被重置。",
                "The AppSecret is mistyped or has been reset.";
        remedy  "核对 AppSecret 与 AppID 是否同属一个账号；重置过就更新所有服务。",
                "Check that AppSecret and app id belong to one account; after a reset, update every service.";
    }
    40164 Token, Some("invalid ip, not in whitelist") => {
        meaning "IP 不在白名单", "The IP is not on the whitelist";
        cause   "取 token 的服务器的出口 IP 不在账号的 IP 白名单里。",
                "The outgoing IP of the server that asks for a token is not on the account's whitelist.";
        remedy  "把 errmsg 里的 IP 加入公众平台的 IP 白名单；出口 IP 不固定就改走固定出口。",
                "Add the IP that errmsg names to the whitelist in the WeChat console; if it changes, use a \
                 fixed egress.";
    }
    40243 Token, None, unverified => {
        meaning "AppSecret 已被冻结", "The AppSecret is frozen";
        cause   "有人报告过这个错误码，未经证实。",
                "This number is reported but unconfirmed.";
        remedy  "以 errmsg 为准，到公众平台查看 AppSecret 的状态。",
                "Go by errmsg, and look at the state of the AppSecret in the WeChat console.";
    }
    41001 Core, Some("access_token missing") => {
        meaning "缺少 access_token", "access_token is missing";
        cause   "URL 上没有 access_token，或值为空，或误放进了请求体。",
                "The URL has no access_token, or an empty one, or it was put into the body.";
        remedy  "放在查询参数里：?access_token=…",
                "Put it into the query: ?access_token=…";
    }
    41002 Token, Some("appid missing") => {
        meaning "缺少 appid", "appid is missing";
        cause   "取 token 的请求没有 appid，或值为空。",
                "The token request has no appid, or an empty one.";
        remedy  "补上 appid：/cgi-bin/token 放查询参数，/cgi-bin/stable_token 放请求体。",
                "Add it: in the query of /cgi-bin/token, in the body of /cgi-bin/stable_token.";
    }
    41004 Token, None => {
        meaning "缺少 secret", "secret is missing";
        cause   "取 token 的请求没有 secret，或值为空。",
                "The token request has no secret, or an empty one.";
        remedy  "补上 secret（即 AppSecret），并检查配置或环境变量是否真的读到了。",
                "Add it (the AppSecret), and check that the configuration or environment was really read.";
    }
    41006 Core, None => {
        meaning "缺少 media_id", "media_id is missing";
        cause   "请求体里没有 media_id，或参数名写错。",
                "The body has no media_id, or its name is misspelt.";
        remedy  "请求体用 JSON：{\"media_id\":\"…\"}",
                "Send this JSON as the body: {\"media_id\":\"…\"}";
    }
    41018 ThirdParty, Some("missing component_appid") => {
        meaning "缺少 component_appid", "component_appid is missing";
        cause   "第三方平台接口的请求里没有 component_appid。",
                "A call of a third-party platform interface has no component_appid.";
        remedy  "补上第三方平台的 AppID。",
                "Add the app id of the third-party platform.";
    }
    42001 Core, Some("access_token expired") => {
        meaning "access_token 已过期", "The access_token has expired";
        cause   "token 超过 7200 秒，或被另一台服务器换新后作废。",
                "The token is older than 7200 seconds, or another server replaced it.";
        remedy  "刷新一次、重试一次。由一处统一刷新，最好改用 /cgi-bin/stable_token。",
                "Refresh once and retry once. Refresh in one place, preferably with /cgi-bin/stable_token.";
    }
    43001 Core, Some("require GET method") => {
        meaning "需要 GET 请求", "GET is required";
        cause   "这个接口只接受 GET。",
                "This interface only takes GET.";
        remedy  "改用 GET；若本想提交发布（POST），核对地址是否写错。",
                "Use GET; if you meant to submit, which is POST, check the address.";
    }
    43002 Core, Some("require POST method") => {
        meaning "需要 POST 请求", "POST is required";
        cause   "用了 GET，例如直接在浏览器里打开接口地址。",
                "GET was used, for instance by opening the address in a browser.";
        remedy  "改用 POST，参数以 JSON 放在请求体里。",
                "Use POST with the parameters as JSON in the body.";
    }
    43003 Core, Some("require https") => {
        meaning "需要 HTTPS 请求", "HTTPS is required";
        cause   "地址以 http:// 开头。",
                "The address begins with http://.";
        remedy  "改成 https://；token 已明文传过一次，最好换新。",
                "Change it to https://; the token has travelled in clear, so better refresh it.";
    }
    44002 Core, Some("empty post data") => {
        meaning "POST 的请求体为空", "The POST body is empty";
        cause   "请求没有带上请求体。",
                "The request went out without a body.";
        remedy  "带上 {\"media_id\":\"…\"}，并确认 HTTP 客户端真的发出了请求体。",
                "Send {\"media_id\":\"…\"}, and make sure that the HTTP client really sends the body.";
    }
    45002 Draft, Some("content size out of limit") => {
        meaning "内容超过长度限制", "The content is too long";
        cause   "文章内容超过微信的上限。",
                "The article is longer than WeChat allows.";
        remedy  "缩短正文，去掉多余的样式和内嵌数据，再保存草稿。",
                "Shorten the text, drop needless styles and embedded data, and save the draft again.";
    }
    45009 Core, Some("reach max api daily quota limit") => {
        meaning "当日调用次数已用完", "The daily quota is used up";
        cause   "每天的次数有限：提交 100 次，freepublish/get 100 次；频繁轮询最容易用完。",
                "Calls a day are limited: 100 to submit, 100 to freepublish/get; tight polling uses them up.";
        remedy  "停止轮询，等回调；次数等次日恢复，急用可调 clear_quota（每月 10 次）。",
                "Stop polling and wait for the callback; wait for the next day or use clear_quota (10 a \
                 month).";
    }
    45011 Core, Some("api minute-quota reach limit, must slower, retry next minute") => {
        meaning "每分钟调用太频繁", "Too many calls in a minute";
        cause   "一分钟内的调用超过限制，当日次数未必用完。",
                "The limit for one minute was exceeded; the daily quota may be intact.";
        remedy  "下一分钟再试，并拉长调用间隔。",
                "Retry in the next minute, and space the calls out.";
    }
    45028 Other, Some("has no masssend quota") => {
        meaning "没有群发次数", "No mass-send quota left";
        cause   "群发次数已用完，与发布无关；网传的「草稿箱已满」是误传。",
                "The mass-send quota is used up. It does not concern publishing, and does not mean a full \
                 draft box.";
        remedy  "等群发次数恢复；只想公开文章就用 freepublish/submit，不占群发次数。",
                "Wait for new quota; to make articles public only, use freepublish/submit, which needs none.";
    }
    45035 Token, Some("access clientip is not registered, not in ip-white-list") => {
        meaning "IP 不在白名单", "The IP is not on the whitelist";
        cause   "发起调用的出口 IP 没有加入白名单。",
                "The outgoing IP of the caller is not registered.";
        remedy  "把服务器的出口 IP 加入公众平台的 IP 白名单。",
                "Add the server's outgoing IP to the whitelist in the WeChat console.";
    }
    45166 Draft, Some("invalid content") => {
        meaning "正文不合法", "Invalid content";
        cause   "文章正文里有微信不接受的内容。",
                "The article holds something that WeChat does not accept.";
        remedy  "逐段删减正文，找出出错的部分，改好再保存草稿。",
                "Cut the text down piece by piece to find the part, mend it and save the draft again.";
    }
    47001 Core, Some("data format error") => {
        meaning "JSON/XML 解析失败", "The JSON or XML cannot be parsed";
        cause   "请求体不是合法的 JSON，例如单引号、尾逗号、注释，或发成了表单。",
                "The body is not JSON: single quotes, a trailing comma, a comment, or form encoding.";
        remedy  "用 JSON 库生成请求体，不要手工拼接，以 UTF-8 发送。",
                "Build the body with a JSON library instead of by hand, and send it as UTF-8.";
    }
    48001 Core, Some("api unauthorized"), documented => {
        meaning "接口未授权", "The account has no right to this interface";
        cause   "账号没有发布接口：2025 年 7 月起，个人账号和未认证账号都没有。",
                "The account lacks the interface: since July 2025 personal and unverified accounts have no \
                 freepublish.";
        remedy  "到「公众平台官网 - 开发者中心页」查看接口权限；没有就换已认证的账号，或在后台手动发布。",
                "Look at the interface permissions on the console's developer page; without them, use a \
                 verified account or publish in the console.";
    }
    48004 Core, Some("api forbidden for irregularities, view detail on mp.weixin.qq.com") => {
        meaning "接口被封禁", "The interface is banned for this account";
        cause   "账号因违规被封禁了接口。",
                "The account broke a rule and lost the interface.";
        remedy  "登录 mp.weixin.qq.com 查看详情；解封前重试没有用。",
                "Read the details on mp.weixin.qq.com; retrying does not help while the ban lasts.";
    }
    48006 Other, None => {
        meaning "清零次数已用完", "No quota resets left";
        cause   "clear_quota 每月 10 次，已经用完。",
                "clear_quota works 10 times a month, and they are spent.";
        remedy  "等每日次数自行恢复，并减少调用。",
                "Wait for the daily quota to return, and call less often.";
    }
    48021 Core, None, unverified => {
        meaning "自动保存的草稿不能预览或发送", "An autosaved draft cannot be previewed or sent";
        cause   "有人报告过这个错误码，未经证实。",
                "This number is reported but unconfirmed.";
        remedy  "以 errmsg 为准；可到公众平台手动保存草稿后再试。",
                "Go by errmsg; saving the draft by hand in the WeChat console may help.";
    }
    50001 Other, None => {
        meaning "用户未授权该接口", "The user has not authorized this interface";
        cause   "调用方没有得到这个接口的授权。",
                "The caller was not granted this interface.";
        remedy  "核对调的是哪个接口、用的是谁的 token，再请对方授权。",
                "Check which interface was called with whose token, then ask for the grant.";
    }
    50002 Core, Some("user limited") => {
        meaning "账号受限", "The account is restricted";
        cause   "可能因违规被封禁接口，或账号已冻结、注销。",
                "Its interfaces may be banned for a violation, or the account is frozen or closed.";
        remedy  "登录公众平台查看账号状态和通知。",
                "Look at the account's state and notices in the WeChat console.";
    }
    53404 Draft, None, unverified => {
        meaning "账号的带货能力受限", "The account may not sell goods";
        cause   "有人报告过这个错误码，未经证实。",
                "This number is reported but unconfirmed.";
        remedy  "以 errmsg 为准；可删除文章里的商品后重试。",
                "Go by errmsg; removing the goods from the article may help.";
    }
    53405 Draft, None, unverified => {
        meaning "插入的商品信息有误", "The goods in the article are wrong";
        cause   "有人报告过这个错误码，未经证实。",
                "This number is reported but unconfirmed.";
        remedy  "以 errmsg 为准；可核对文章里的商品信息。",
                "Go by errmsg; check the goods in the article.";
    }
    53406 Draft, None, unverified => {
        meaning "账号未开通带货能力", "Selling goods is not enabled";
        cause   "有人报告过这个错误码，未经证实。",
                "This number is reported but unconfirmed.";
        remedy  "以 errmsg 为准；可到公众平台查看带货能力是否开通。",
                "Go by errmsg; see in the WeChat console whether selling goods is enabled.";
    }
    53500 Core, Some("Publishing function is banned") => {
        meaning "发布功能被封禁", "Publishing is banned for this account";
        cause   "平台封禁了这个账号的发布功能。",
                "The platform banned this account from publishing.";
        remedy  "登录公众平台查看通知，停止自动重试。",
                "Read the notices in the WeChat console and stop automatic retries.";
    }
    53501 Core, Some("Frequent requests to publish") => {
        meaning "请求发布太频繁", "Publishing was requested too often";
        cause   "短时间内提交发布的次数太多。",
                "Too many submissions in a short time.";
        remedy  "隔一段时间再提交，检查程序是否在循环重试。",
                "Wait before submitting again, and check for a retry loop.";
    }
    53502 Get, Some("Invalid Publish ID") => {
        meaning "publish_id 无效", "Invalid publish_id";
        cause   "publish_id 写错、属于别的账号，或存成 32 位整数、浮点数后变了样。",
                "It is mistyped, of another account, or was damaged by a 32-bit or floating-point number.";
        remedy  "用提交时返回的 publish_id，按文本保存；不要拿 msg_data_id 或 article_id 代替。",
                "Use the publish_id of the submit answer, kept as text; not msg_data_id, not article_id.";
    }
    53503 Core, None, documented => {
        meaning "草稿未通过发布检查", "The draft failed the publishing check";
        cause   "微信检查草稿后没有放行；文档没有说检查哪些内容。",
                "WeChat checked the draft and refused it; the document does not say what is checked.";
        remedy  "到公众平台打开草稿，检查各项信息，改好再提交。",
                "Open the draft in the WeChat console, check its details, mend them and submit again.";
    }
    53504 Core, None, documented => {
        meaning "需前往公众平台官网使用草稿", "The draft has to be used in the WeChat console";
        cause   "微信没有说明原因；网传的「风险操作验证」是误传。",
                "WeChat gives no reason. It does not mean a risk verification, as some claim.";
        remedy  "登录公众平台官网，在草稿箱里使用这份草稿。",
                "Log in to the WeChat console and use the draft from its draft box.";
    }
    53505 Core, None, documented => {
        meaning "请手动保存成功后再发表", "Save the draft by hand, then publish";
        cause   "这份草稿还需要手动保存一次；网传的「谨慎发布」是误传。",
                "The draft still has to be saved by hand. It does not mean \"publish with care\", as some \
                 claim.";
        remedy  "前往公众平台官网，打开草稿手动保存，成功后再发表。",
                "Open the draft in the WeChat console, save it by hand, and publish once that succeeds.";
    }
    53600 Get, Some("Invalid Article ID") => {
        meaning "article_id 无效", "Invalid article_id";
        cause   "article_id 写错、夹带换行或空格，或属于别的账号。",
                "It is mistyped, holds line feeds or spaces, or belongs to another account.";
        remedy  "用成功回调里的 article_id，去掉其中所有空白。",
                "Use the article_id of the callback with status 0, all white space removed.";
    }
    61003 ThirdParty, None => {
        meaning "账号未授权给第三方平台", "The account has not authorized the platform";
        cause   "账号没有授权给这个第三方平台，或已取消授权。",
                "The account never authorized this third-party platform, or has withdrawn it.";
        remedy  "请账号管理员重新授权。",
                "Ask the account's administrator to authorize again.";
    }
    61004 ThirdParty, Some("access clientip is not registered") => {
        meaning "第三方平台的 IP 未登记", "The platform's IP is not registered";
        cause   "调用方 IP 不在第三方平台的白名单里；网传的「token 过期」是误传。",
                "The caller's IP is not on the platform's whitelist. It does not mean an expired token, as \
                 some claim.";
        remedy  "到微信开放平台，把服务器的出口 IP 加入第三方平台的白名单。",
                "Add the server's outgoing IP to the platform's whitelist on the WeChat Open Platform.";
    }
    61005 ThirdParty, None => {
        meaning "component_verify_ticket 已过期", "The component_verify_ticket has expired";
        cause   "用的不是最近一次推送的 ticket。",
                "The ticket used is not the one pushed last.";
        remedy  "保存微信每次推送的 ticket，取 component_access_token 时用最新的。",
                "Store each ticket that WeChat pushes, and use the latest to get the component_access_token.";
    }
    61006 ThirdParty, None => {
        meaning "component_verify_ticket 无效", "Invalid component_verify_ticket";
        cause   "ticket 为空、写错，或不是这个平台的；网传的「IP 不在白名单」是误传。",
                "The ticket is empty, wrong or of another platform. It does not concern the IP whitelist, \
                 as some claim.";
        remedy  "确认收到了 ticket 推送，并原样存下、原样使用最新的一个。",
                "Make sure that the ticket push arrives, and store and use the latest one unchanged.";
    }
    61007 ThirdParty, Some("api is unauthorized to component") => {
        meaning "接口未授权给第三方平台", "The platform was not granted this interface";
        cause   "账号授权时没有把权限集 7 给这个第三方平台。",
                "The account did not grant permission set 7 to this third-party platform.";
        remedy  "请账号管理员重新授权并勾选权限集 7，再用 authorizer_access_token 调用。",
                "Have the account authorize again with permission set 7, then call with \
                 authorizer_access_token.";
    }
    61014 ThirdParty, Some("must use component token for component api") => {
        meaning "须使用第三方平台的 token", "A component token is required";
        cause   "第三方平台本身的接口用了别的 token。",
                "One of the platform's own interfaces was called with another token.";
        remedy  "改用 component_access_token；代公众号提交发布才用 authorizer_access_token。",
                "Use component_access_token; authorizer_access_token is for submitting on behalf of an \
                 account.";
    }
    61016 ThirdParty, Some("function category of API need be confirmed by component") => {
        meaning "接口类别须由第三方平台确认", "The platform has to confirm the interface's category";
        cause   "errmsg 只说到这里，微信没有更多说明。",
                "This is what errmsg says; WeChat gives no more.";
        remedy  "到微信开放平台核对第三方平台的权限集。",
                "Check the platform's permission sets on the WeChat Open Platform.";
    }
    61023 ThirdParty, Some("refresh_token is invalid") => {
        meaning "authorizer_refresh_token 无效", "Invalid authorizer_refresh_token";
        cause   "存下的 authorizer_refresh_token 不对，或已作废。",
                "The stored authorizer_refresh_token is wrong or no longer valid.";
        remedy  "换成最近一次授权得到的；没有就请账号重新授权。",
                "Use the one from the latest authorization; if there is none, have the account authorize \
                 again.";
    }
    61024 ThirdParty, Some("must use api(api_component_token) to get token for component acct") => {
        meaning "第三方平台须用 api_component_token 取 token",
                "Platforms get tokens from api_component_token";
        cause   "拿第三方平台的 AppID 调了公众号取 token 的接口。",
                "An ordinary token interface was called with the app id of a third-party platform.";
        remedy  "改调 /cgi-bin/component/api_component_token。",
                "Call /cgi-bin/component/api_component_token instead.";
    }
    89501 Token, None => {
        meaning "有未处理的确认请求", "A confirmation is still open";
        cause   "账号还有一个确认请求，管理员没有处理。",
                "The account has a confirmation request that its administrator has not dealt with.";
        remedy  "请管理员先在手机上处理，稍候再调。",
                "Ask the administrator to deal with it on the phone, then call again.";
    }
    89502 Token, None => {
        meaning "等待管理员确认", "Waiting for the administrator";
        cause   "这次调用要等管理员确认。",
                "The call waits for the administrator's confirmation.";
        remedy  "提醒管理员在手机上确认，期间不要反复调用。",
                "Remind the administrator to confirm on the phone, and don't keep calling meanwhile.";
    }
    89503 Token, None => {
        meaning "此次调用需要管理员确认", "The administrator has to confirm this call";
        cause   "微信要求管理员确认后才放行。",
                "WeChat lets the call through only after an administrator confirms it.";
        remedy  "请管理员在手机微信里确认，再重新调用。",
                "Have an administrator confirm it in WeChat on the phone, then call again.";
    }
    89504 Token, None => {
        meaning "正在等管理员确认", "Waiting for the administrator";
        cause   "确认请求已发出，管理员还没有确认。",
                "The request was sent, and the administrator has not confirmed yet.";
        remedy  "提醒管理员在手机上确认，然后再调。",
                "Remind the administrator to confirm on the phone, then call again.";
    }
    89505 Token, None => {
        meaning "正在等管理员确认，请稍候重试", "Waiting for the administrator; retry later";
        cause   "确认请求已发出，管理员还没有确认。",
                "The request was sent, and the administrator has not confirmed yet.";
        remedy  "等管理员在手机上确认后重试。",
                "Retry after the administrator has confirmed on the phone.";
    }
    89506 Token, None => {
        meaning "管理员已拒绝该 IP，24 小时后再试", "The administrator refused this IP; retry in 24 hours";
        cause   "管理员拒绝了这个 IP 的调用请求。",
                "The administrator refused the call from this IP.";
        remedy  "先与管理员沟通，24 小时后再调。",
                "Talk to the administrator first, and call again after 24 hours.";
    }
    89507 Token, None => {
        meaning "管理员已拒绝该 IP，1 小时后再试", "The administrator refused this IP; retry in 1 hour";
        cause   "管理员拒绝了这个 IP 的调用请求。",
                "The administrator refused the call from this IP.";
        remedy  "先与管理员沟通，1 小时后再调。",
                "Talk to the administrator first, and call again after 1 hour.";
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    fn is_han(c: char) -> bool {
        ('\u{4e00}'..='\u{9fff}').contains(&c)
    }

    fn codes(keep: impl Fn(&ErrorCode) -> bool) -> Vec<i64> {
        ERROR_CODES.iter().filter(|row| keep(row)).map(|row| row.code).collect()
    }

    #[test]
    fn codes_ascend_without_repeating() {
        assert_eq!(ERROR_CODES.len(), 74);
        for pair in ERROR_CODES.windows(2) {
            assert!(pair[0].code < pair[1].code, "{} before {}", pair[0].code, pair[1].code);
        }
    }

    #[test]
    fn every_row_is_found_by_its_code() {
        for row in ERROR_CODES {
            assert_eq!(find(row.code), Some(row));
        }
        assert_eq!(find(1), None);
        assert_eq!(find(i64::MIN), None);
    }

    #[test]
    fn the_interface_document_lists_five() {
        assert_eq!(codes(|row| row.documented), [0, 48001, 53503, 53504, 53505]);
    }

    #[test]
    fn unconfirmed_rows_say_so() {
        assert_eq!(codes(|row| !row.verified), [40243, 48021, 53404, 53405, 53406]);
        for row in ERROR_CODES {
            assert_eq!(row.cause.get(Lang::Zh).contains("未经证实"), !row.verified, "{}", row.code);
            assert_eq!(row.cause.get(Lang::En).contains("unconfirmed"), !row.verified, "{}", row.code);
        }
    }

    #[test]
    fn crypto_sample_codes_are_said_to_stay_off_the_wire() {
        assert_eq!(codes(|row| row.class == Class::CryptoSdk), (-40011..=-40001).collect::<Vec<_>>());
        for row in ERROR_CODES.iter().filter(|row| row.class == Class::CryptoSdk) {
            assert!(row.cause.get(Lang::Zh).contains("不会出现在 HTTP 返回里"), "{}", row.code);
            assert!(row.cause.get(Lang::En).contains("never sent over HTTP"), "{}", row.code);
            assert_eq!(row.errmsg, None, "{}", row.code);
        }
    }

    #[test]
    fn each_text_is_in_its_own_language() {
        for row in ERROR_CODES {
            for text in [row.meaning, row.cause, row.remedy] {
                assert!(text.get(Lang::Zh).contains(is_han), "{}: {}", row.code, text.get(Lang::Zh));
                assert!(
                    !text.get(Lang::En).trim().is_empty() && !text.get(Lang::En).contains(is_han),
                    "{}: {}",
                    row.code,
                    text.get(Lang::En)
                );
            }
        }
    }

    #[test]
    fn meanings_fit_on_a_line() {
        for row in ERROR_CODES {
            assert!(row.meaning.get(Lang::En).split_whitespace().count() <= 12, "{}", row.code);
            assert!(row.meaning.get(Lang::Zh).chars().count() <= 40, "{}", row.code);
        }
    }
}
