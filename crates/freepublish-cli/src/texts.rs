//! The words of the command itself; everything about WeChat stands in the core's catalogues.

use freepublish::inspection::Signature;
use freepublish::{Lang, Severity};

/// The words in one language: a missing text does not compile.
pub(crate) struct Texts {
    lang: Lang,
    pub(crate) account: &'static str,
    pub(crate) call: &'static str,
    pub(crate) article: &'static str,
    pub(crate) cause: &'static str,
    pub(crate) caution: &'static str,
    pub(crate) comma: &'static str,
    pub(crate) decrypted_with: &'static str,
    pub(crate) did_you_mean: &'static str,
    pub(crate) document: &'static str,
    pub(crate) document_callback: &'static str,
    pub(crate) document_envelope: &'static str,
    pub(crate) document_request: &'static str,
    pub(crate) document_response: &'static str,
    pub(crate) documented: &'static str,
    pub(crate) source: &'static str,
    pub(crate) error: &'static str,
    pub(crate) errcodes: &'static str,
    pub(crate) event: &'static str,
    pub(crate) event_time: &'static str,
    pub(crate) explainable: &'static str,
    pub(crate) fix: &'static str,
    pub(crate) fixable: &'static str,
    pub(crate) found_in: &'static str,
    pub(crate) from: &'static str,
    pub(crate) help: &'static str,
    pub(crate) in_fail_idx: &'static str,
    pub(crate) in_query: &'static str,
    pub(crate) in_body: &'static str,
    pub(crate) in_answer: &'static str,
    pub(crate) is_a_directory: &'static str,
    pub(crate) is_final: &'static str,
    pub(crate) limit: &'static str,
    pub(crate) meaning: &'static str,
    pub(crate) method: &'static str,
    pub(crate) no_link: &'static str,
    pub(crate) no_request: &'static str,
    pub(crate) no_request_help: &'static str,
    pub(crate) not_approved: &'static str,
    pub(crate) not_final: &'static str,
    pub(crate) not_found: &'static str,
    pub(crate) not_original: &'static str,
    pub(crate) not_utf8: &'static str,
    pub(crate) nothing_found: &'static str,
    pub(crate) old_event: &'static str,
    pub(crate) outcome: &'static str,
    pub(crate) outcome_invalid: &'static str,
    pub(crate) outcome_refused: &'static str,
    pub(crate) outcome_unknown: &'static str,
    pub(crate) paste_hint: &'static str,
    pub(crate) permission_denied: &'static str,
    pub(crate) presence: &'static str,
    pub(crate) previous_key: &'static str,
    pub(crate) publish_event: &'static str,
    pub(crate) quota: &'static str,
    pub(crate) push_time: &'static str,
    pub(crate) read_as: &'static str,
    pub(crate) remedy: &'static str,
    pub(crate) signature: &'static str,
    pub(crate) signature_invalid: &'static str,
    pub(crate) signature_valid: &'static str,
    pub(crate) ty: &'static str,
    pub(crate) unconfirmed: &'static str,
    pub(crate) unknown_term: &'static str,
    pub(crate) unreadable: &'static str,
    pub(crate) unreadable_help: &'static str,
    pub(crate) unwritable: &'static str,
    pub(crate) class_core: &'static str,
    pub(crate) class_crypto_sdk: &'static str,
    pub(crate) class_draft: &'static str,
    pub(crate) class_get: &'static str,
    pub(crate) class_other: &'static str,
    pub(crate) class_third_party: &'static str,
    pub(crate) class_token: &'static str,
}

impl Texts {
    pub(crate) const fn of(lang: Lang) -> &'static Self {
        match lang {
            Lang::Zh => &ZH,
            Lang::En => &EN,
        }
    }

    /// The word before a diagnostic.
    pub(crate) fn severity(&self, severity: Severity) -> &'static str {
        match (self.lang, severity) {
            (Lang::Zh, Severity::Error) => "错误",
            (Lang::Zh, Severity::Warning) => "警告",
            (Lang::Zh, Severity::Info) => "提示",
            (Lang::En, _) => severity.name(),
        }
    }

    /// `2 个警告`, `2 warnings`.
    pub(crate) fn count(&self, severity: Severity, count: usize) -> String {
        let plural = if count == 1 { "" } else { "s" };
        match (self.lang, severity) {
            (Lang::Zh, Severity::Info) => format!("{count} 条提示"),
            (Lang::Zh, _) => format!("{count} 个{}", self.severity(severity)),
            (Lang::En, _) => format!("{count} {}{plural}", severity.name()),
        }
    }

    /// `每天 100 次`, `100 calls a day`.
    pub(crate) fn calls_a_day(&self, quota: u32) -> String {
        match self.lang {
            Lang::Zh => format!("每天 {quota} 次"),
            Lang::En => format!("{quota} calls a day"),
        }
    }

    /// How many more findings there were than are shown, if any.
    pub(crate) fn omitted(&self, count: usize) -> Option<String> {
        let told = match self.lang {
            Lang::Zh => format!("另有 {count} 条未列出"),
            Lang::En => format!("{count} more not shown"),
        };
        (count > 0).then_some(told)
    }

    /// What a decrypted message is called, by the name of what it was found in.
    pub(crate) fn decrypted_from(&self, name: &str) -> String {
        match self.lang {
            Lang::Zh => format!("{name}（解密后）"),
            Lang::En => format!("{name} (decrypted)"),
        }
    }

    /// What is known of a signature; `None` where it was not checked.
    pub(crate) fn signed(&self, signature: Signature) -> Option<&'static str> {
        match signature {
            Signature::Valid => Some(self.signature_valid),
            Signature::Invalid => Some(self.signature_invalid),
            Signature::Unchecked => None,
        }
    }

    /// That something of the demo account is used, because nothing was given.
    pub(crate) fn demo(&self, option: &str, value: &str) -> String {
        match self.lang {
            Lang::Zh => format!("提示：没有给 {option}，用的是演示值 {value}，回调接口也要这样配置\n"),
            Lang::En => {
                format!(
                    "note: without {option} the demo value {value} is used; whoever receives this needs it too\n"
                )
            }
        }
    }

    /// `第 2 篇`.
    pub(crate) fn nth_article(&self, idx: u32) -> String {
        match self.lang {
            Lang::Zh => format!("第 {idx} 篇"),
            Lang::En => format!("article {idx}"),
        }
    }
}

const ZH: Texts = Texts {
    lang: Lang::Zh,
    account: "公众号",
    call: "调用",
    article: "文章",
    cause: "原因",
    caution: "注意",
    comma: "、",
    decrypted_with: "解密所用",
    did_you_mean: "是不是",
    document: "位置",
    document_callback: "回调（PublishEventInfo 内的字段也见于 freepublish/get 的返回）",
    document_envelope: "推送的传输层（URL 参数与加密的消息体）",
    document_request: "提交请求",
    document_response: "提交返回",
    documented: "接口文档列出",
    source: "官方文档",
    error: "错误",
    errcodes: "常见错误码",
    event: "事件",
    event_time: "事件时间",
    explainable: "可以查错误码、发布状态、字段名、诊断代码、事件名和结果名，如 53503、status/4、fail_idx",
    fix: "修复",
    fixable: "可自动修复",
    found_in: "所在接口",
    from: "来源",
    help: "建议",
    in_fail_idx: "列在 fail_idx 里",
    in_query: "查询参数",
    in_body: "请求体",
    in_answer: "返回",
    is_a_directory: "这是一个目录，不是文件",
    is_final: "最终结果",
    limit: "限制",
    meaning: "含义",
    method: "方法",
    no_link: "（没有链接）",
    no_request: "返回只能打印成 body 或 http",
    no_request_help: "去掉 --print，或改成 --print http",
    not_approved: "未通过平台审核",
    not_final: "还不是最终结果",
    not_found: "没有这个文件",
    not_original: "原创声明未通过",
    not_utf8: "不是 UTF-8 文本",
    nothing_found: "内容本身没有发现问题",
    old_event: "PUBLISHJOBFINISH 的旧写法",
    outcome: "结果",
    outcome_invalid: "请求里有至少一个错误级诊断，要改好再提交。",
    outcome_refused: "接口返回了非 0 的 errcode，没有受理这次提交。按 errcode 查原因，如 explain 48001。",
    outcome_unknown: "看不出结果。未知不等于失败，不要据此自动重发。",
    paste_hint: "请粘贴内容，再按 Ctrl+D 结束（Windows：Ctrl+Z 加回车）\n",
    permission_denied: "没有读取权限",
    presence: "出现",
    previous_key: "上一个 EncodingAESKey",
    publish_event: "发布任务结束时推送，结果以它为准",
    quota: "次数",
    push_time: "推送时间",
    read_as: "识别为",
    remedy: "处理",
    signature: "签名",
    signature_invalid: "校验不通过",
    signature_valid: "校验通过",
    ty: "类型",
    unconfirmed: "未经证实",
    unknown_term: "没有收录",
    unreadable: "读不了",
    unreadable_help: "核对路径和权限；用 - 可以从标准输入读",
    unwritable: "写不出结果",
    class_core: "freepublish/submit，或所有接口共有",
    class_crypto_sdk: "微信的加解密示例代码",
    class_draft: "草稿接口",
    class_get: "freepublish/get 等查询接口",
    class_other: "其他接口",
    class_third_party: "第三方平台代调用",
    class_token: "获取 access_token",
};

const EN: Texts = Texts {
    lang: Lang::En,
    account: "account",
    call: "call",
    article: "article",
    cause: "cause",
    caution: "caution",
    comma: ", ",
    decrypted_with: "decrypted with",
    did_you_mean: "did you mean",
    document: "where",
    document_callback: "callback (the fields of PublishEventInfo also in the answer of freepublish/get)",
    document_envelope: "transport of a push (query of its address, encrypted body)",
    document_request: "submit request",
    document_response: "answer to submit",
    documented: "listed in the interface document",
    source: "documentation",
    error: "error",
    errcodes: "error codes",
    event: "event",
    event_time: "event time",
    explainable: "error codes, statuses, field names, diagnostic codes, events and outcomes can be explained, as 53503, \
                  status/4, fail_idx",
    fix: "fix",
    fixable: "can be fixed automatically",
    found_in: "found in",
    from: "from",
    help: "help",
    in_fail_idx: "listed in fail_idx",
    in_query: "Query",
    in_body: "Body",
    in_answer: "Answer",
    is_a_directory: "this is a directory, not a file",
    is_final: "final",
    limit: "limit",
    meaning: "meaning",
    method: "method",
    no_link: "(no link)",
    no_request: "an answer can be printed as body or http only",
    no_request_help: "leave --print out, or use --print http",
    not_approved: "rejected by the platform's review",
    not_final: "not final yet",
    not_found: "there is no such file",
    not_original: "originality declaration failed",
    not_utf8: "it is no text in UTF-8",
    nothing_found: "no problems found in the text itself",
    old_event: "the old name of PUBLISHJOBFINISH",
    outcome: "outcome",
    outcome_invalid: "The request has at least one error-level diagnostic; mend it before submitting.",
    outcome_refused: "The answer has an errcode other than 0: the submit was not taken. Look that errcode up, as in \
                      explain 48001.",
    outcome_unknown: "Nobody can tell from this. Unknown is not failed: don't resubmit because of it.",
    paste_hint: "Paste the text, then press Ctrl+D (Windows: Ctrl+Z and Enter)\n",
    permission_denied: "reading it is not permitted",
    presence: "present",
    previous_key: "the previous EncodingAESKey",
    publish_event: "pushed when a publish job ends; it carries the result",
    quota: "quota",
    push_time: "pushed at",
    read_as: "read as",
    remedy: "remedy",
    signature: "signature",
    signature_invalid: "not valid",
    signature_valid: "valid",
    ty: "type",
    unconfirmed: "unconfirmed",
    unknown_term: "nothing is known of",
    unreadable: "cannot read",
    unreadable_help: "check the path and its permissions; - reads standard input",
    unwritable: "cannot write the answer",
    class_core: "freepublish/submit, or any interface",
    class_crypto_sdk: "WeChat's crypto sample code",
    class_draft: "the draft interfaces",
    class_get: "freepublish/get and its neighbours",
    class_other: "other interfaces",
    class_third_party: "calls of a third-party platform",
    class_token: "getting an access token",
};
