//! Group `response`: WeChat's answer to a call.

use crate::catalogue::errcode::ErrorCode;
use crate::excerpt::Excerpt;
use crate::lang::{Bilingual, Fact, Lang};
use crate::rule::rules;

rules! {
    /// What can be said of an answer.
    group "response" {
        /// `errcode` 0 is not the result.
        AcceptedNotPublished = "accepted-not-published", Info {
            zh {
                title: "errcode 0 只表示任务已受理，还没有发布",
                advice: "原创声明、平台审核都在之后进行。结果以 PUBLISHJOBFINISH 回调为准，在此之前不要当作已发布。",
            }
            en {
                title: "errcode 0 means the job was accepted, not that anything is published",
                advice: "The originality check and the platform's review come later. The PUBLISHJOBFINISH callback is \
                         the result; until then, don't treat the draft as published.",
            }
        }
        /// `errcode` is a string or worse.
        ErrcodeNotNumber { value: Excerpt } = "errcode-not-number", Warning {
            zh {
                title: "errcode 不是数字" => "errcode 是 {value}，不是数字",
                advice: "微信返回的是数字。中间可能有一层改写了返回内容，请对照原始返回。",
            }
            en {
                title: "errcode is not a number" => "errcode is {value}, not a number",
                advice: "WeChat sends a number. Something in between may have rewritten the answer: compare it with the \
                         original.",
            }
        }
        /// Accepted, but without the id of the job.
        PublishIdMissing = "publish-id-missing", Error {
            zh {
                title: "提交成功的返回里没有 publish_id",
                advice: "没有它就无法对上回调，也无法查询。确认这是 freepublish/submit 的返回，且没有被截断或删掉字段。",
            }
            en {
                title: "An accepted submit without publish_id",
                advice: "Without it neither the callback can be matched nor the job be asked for. Make sure this is the \
                         answer of freepublish/submit, and that no field was dropped.",
            }
        }
        /// Documented as a string, sent as a number.
        PublishIdNumber = "publish-id-number", Info {
            zh {
                title: "publish_id 是数字，文档写的是字符串",
                advice: "两种都会出现，且常超过 32 位整数。按文本保存，不要用 int32，也不要因类型不符判为失败。",
            }
            en {
                title: "publish_id is a number, the document says string",
                advice: "Both are sent, and values beyond 32 bits are normal. Keep it as text; don't use int32, and \
                         don't call the submit failed because of the type.",
            }
        }
        /// The call was refused.
        ApiError { errcode: i64, meaning: Bilingual, cause: Bilingual, remedy: Remedy } = "api-error", Error {
            zh {
                title: "接口返回错误" => "接口返回 {errcode}：{meaning}",
                advice: "按 errcode 查原因和解决办法；errmsg 的文字可能变化，程序里只判断数字。" => "{cause}{remedy}",
            }
            en {
                title: "The call was refused" => "The call was refused with {errcode}: {meaning}",
                advice: "Look up cause and remedy by errcode; the wording of errmsg changes, so let programs compare \
                         the number only." => "{cause} {remedy}",
            }
        }
        /// A number that is not in the catalogue.
        UnknownErrcode { errcode: i64 } = "unknown-errcode", Warning {
            zh {
                title: "未收录的错误码" => "未收录的错误码 {errcode}",
                advice: "这次提交没有被受理。含义请看 errmsg，或在微信开放文档的全局返回码里查。",
            }
            en {
                title: "An error code that is not in the catalogue" => "The error code {errcode} is not in the catalogue",
                advice: "The submit was not accepted. Read errmsg, or look it up among the global return codes of \
                         WeChat's documentation.",
            }
        }
        /// A token was pasted.
        AccessTokenVisible = "access-token-visible", Info {
            zh {
                title: "返回里有 access_token，请勿外传",
                advice: "它在有效期内等同账号权限：不要贴给别人、写进日志。若已外泄，用 stable_token 强制刷新。",
            }
            en {
                title: "The answer carries an access_token: keep it to yourself",
                advice: "While it lives it stands for the account: don't pass it on, and keep it out of logs. If it was \
                         exposed, force a refresh by stable_token.",
            }
        }
        /// WeChat always sends it.
        FieldMissing { names: Vec<&'static str> } = "field-missing", Warning {
            zh {
                title: "返回里缺少字段" => "返回里缺少 {names}",
                advice: "微信总会返回它。请对照原始返回，看是复制不全还是中间被改写。",
            }
            en {
                title: "A field is missing from the answer" => "Missing from the answer: {names}",
                advice: "WeChat always sends it. Compare with the original: was it copied in part, or rewritten on the way?",
            }
        }
        /// A list, an object or neither where WeChat sends another of them.
        FieldType { name: &'static str, found: Bilingual, expected: Bilingual } = "field-type", Warning {
            zh {
                title: "字段的类型与微信返回的不同" => "{name} 是{found}，微信返回的是{expected}",
                advice: "中间可能有一层改写了返回内容，请对照原始返回。",
            }
            en {
                title: "Another type than WeChat sends" => "{name} is {found}; WeChat sends {expected}",
                advice: "Something in between may have rewritten the answer: compare it with the original.",
            }
        }
        /// `item_count` is not the number of items.
        ItemCountMismatch { stated: u64, found: usize } = "item-count-mismatch", Warning {
            zh {
                title: "item_count 与 item 的个数不符" => "item_count 是 {stated}，item 有 {found} 个",
                advice: "返回可能被截断或改写，请对照原始返回。",
            }
            en {
                title: "item_count is not the number of items" => "item_count says {stated}, but there are {found} items",
                advice: "The answer may have been cut or rewritten: compare it with the original.",
            }
        }
        /// WeChat's request id.
        Rid { rid: Excerpt } = "rid", Info {
            zh {
                title: "errmsg 里带有 rid" => "本次请求的 rid：{rid}",
                advice: "在微信的接口调试工具里凭它可查到这次请求；向微信反馈问题时附上它。",
            }
            en {
                title: "errmsg carries a rid" => "The rid of this request: {rid}",
                advice: "WeChat's API debug tool finds the request by it; quote it when you report a problem.",
            }
        }
    }
}

/// What to do about an error code, with the address WeChat saw where it says one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remedy {
    pub(crate) row: &'static ErrorCode,
    pub(crate) ip: Option<Excerpt>,
}

impl Fact for Remedy {
    fn show(&self, lang: Lang) -> String {
        let general = self.row.remedy.get(lang);
        match (&self.ip, lang) {
            (None, _) => general.to_owned(),
            (Some(ip), Lang::Zh) => format!("{general}微信看到的 IP 是 {ip}。"),
            (Some(ip), Lang::En) => format!("{general} The address WeChat saw is {ip}."),
        }
    }
}
