//! The fields of the documents: request, response, callback, and the answer of `freepublish/get`.

use crate::lang::Bilingual;

/// Which document a field stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Document {
    /// The call of `freepublish/submit`.
    Request,
    /// Its answer.
    Response,
    /// The pushed event, and the answer of `freepublish/get`, which shares the fields of `PublishEventInfo`.
    Callback,
    /// The query and the body of an encrypted push.
    Envelope,
}

/// One field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// The name, as WeChat writes it.
    pub name: &'static str,
    /// The document it stands in.
    pub document: Document,
    /// The type the document states, or that WeChat really sends where the document states none.
    pub ty: &'static str,
    /// When it is there.
    pub presence: Bilingual,
    /// What it means.
    pub meaning: Bilingual,
    /// What really happens where it differs from the document, or is easily misread. `None`: nothing of the sort.
    pub caution: Option<Bilingual>,
}

/// The row of a field in a document.
pub fn find(document: Document, name: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|field| field.document == document && field.name == name)
}

/// Every field, document by document, in the order of the document.
pub const FIELDS: &[Field] = &[
    ACCESS_TOKEN,
    MEDIA_ID,
    ERRCODE,
    ERRMSG,
    PUBLISH_ID_OF_ANSWER,
    MSG_DATA_ID,
    Field {
        name: "ToUserName",
        document: Document::Callback,
        ty: "string",
        presence: Bilingual::new("回调里总有", "always in the callback"),
        meaning: Bilingual::new(
            "公众号的原始 ID，以 gh_ 开头。",
            "The account's own id, which begins with gh_.",
        ),
        caution: None,
    },
    Field {
        name: "FromUserName",
        document: Document::Callback,
        ty: "string",
        presence: Bilingual::new("回调里总有", "always in the callback"),
        meaning: Bilingual::new(
            "事件的发送方，文档说是群发助手 mphelper。",
            "The sender of the event; the document says the mass-send helper, mphelper.",
        ),
        caution: Some(Bilingual::new(
            "文档的示例和真实回调里是一个 openid。两种都正常，不要据此过滤。",
            "The document's own sample and real callbacks carry an openid. Both are fine: don't filter \
                 by it.",
        )),
    },
    Field {
        name: "CreateTime",
        document: Document::Callback,
        ty: "number",
        presence: Bilingual::new("回调里总有", "always in the callback"),
        meaning: Bilingual::new(
            "事件创建时间，Unix 时间戳，单位秒。",
            "When the event was made, in Unix seconds.",
        ),
        caution: Some(Bilingual::new(
            "不是毫秒；JSON 推送里可能是字符串。文档建议用 FromUserName + CreateTime 去重。",
            "Not milliseconds; a string in some JSON pushes. FromUserName + CreateTime is the \
                 documented key to tell duplicates.",
        )),
    },
    Field {
        name: "MsgType",
        document: Document::Callback,
        ty: "string",
        presence: Bilingual::new("回调里总有", "always in the callback"),
        meaning: Bilingual::new("消息类型，这里固定是 event。", "The kind of message, here always event."),
        caution: None,
    },
    Field {
        name: "Event",
        document: Document::Callback,
        ty: "string",
        presence: Bilingual::new("回调里总有", "always in the callback"),
        meaning: Bilingual::new(
            "事件类型，这里是 PUBLISHJOBFINISH。",
            "The kind of event, here PUBLISHJOBFINISH.",
        ),
        caution: Some(Bilingual::new(
            "早期文档写作 FREEPUBLISHJOBFINISH。在后台群发触发的是 MASSSENDJOBFINISH，那是另一种事件。",
            "An early page printed FREEPUBLISHJOBFINISH. Mass-sending from the console raises \
                 MASSSENDJOBFINISH, a different event.",
        )),
    },
    Field {
        name: "PublishEventInfo",
        document: Document::Callback,
        ty: "object",
        presence: Bilingual::new("回调里总有", "always in the callback"),
        meaning: Bilingual::new("发布结果都在这一层里面。", "Holds the result."),
        caution: Some(Bilingual::new(
            "不要到 <xml> 下直接找 publish_id。freepublish/get 的返回没有这一层。",
            "publish_id is not right under <xml>. The answer of freepublish/get has no such level.",
        )),
    },
    PUBLISH_ID,
    PUBLISH_STATUS,
    ARTICLE_ID,
    ARTICLE_DETAIL,
    COUNT,
    ITEM,
    IDX,
    ARTICLE_URL,
    FAIL_IDX,
    Field {
        name: "signature",
        document: Document::Envelope,
        ty: "string",
        presence: Bilingual::new("总有，查询参数", "always, in the query"),
        meaning: Bilingual::new(
            "Token、timestamp、nonce 排序拼接后的 SHA-1，小写十六进制。",
            "SHA-1 of token, timestamp and nonce, sorted and joined, in lower-case hex.",
        ),
        caution: Some(Bilingual::new(
            "只用于 URL 验证和明文模式；兼容、安全模式要验 msg_signature，因为它不覆盖消息内容。",
            "For URL verification and plaintext mode only; compatible and secure mode count on \
                 msg_signature, because this one does not cover the message.",
        )),
    },
    Field {
        name: "timestamp",
        document: Document::Envelope,
        ty: "string",
        presence: Bilingual::new("总有，查询参数", "always, in the query"),
        meaning: Bilingual::new(
            "推送时间，Unix 时间戳，单位秒，参与签名。",
            "When it was pushed, in Unix seconds; part of what is signed.",
        ),
        caution: Some(Bilingual::new(
            "按收到的文本参与签名，不要转成数字再转回来。",
            "Sign it as the text received; don't turn it into a number and back.",
        )),
    },
    Field {
        name: "nonce",
        document: Document::Envelope,
        ty: "string",
        presence: Bilingual::new("总有，查询参数", "always, in the query"),
        meaning: Bilingual::new("参与签名的随机串。", "A random text that is part of what is signed."),
        caution: None,
    },
    Field {
        name: "openid",
        document: Document::Envelope,
        ty: "string",
        presence: Bilingual::new("推送事件时，查询参数", "with a pushed event, in the query"),
        meaning: Bilingual::new("发送方的 openid。", "The sender's openid."),
        caution: Some(Bilingual::new(
            "不在签名范围内，不要当作可信的身份。",
            "Not covered by the signature: don't trust it as an identity.",
        )),
    },
    Field {
        name: "encrypt_type",
        document: Document::Envelope,
        ty: "string",
        presence: Bilingual::new(
            "兼容、安全模式为 aes；明文模式没有或为 raw",
            "aes in compatible and secure mode; absent or raw in plaintext mode",
        ),
        meaning: Bilingual::new("请求体是否加密。", "Whether the body is encrypted."),
        caution: None,
    },
    Field {
        name: "msg_signature",
        document: Document::Envelope,
        ty: "string",
        presence: Bilingual::new("兼容、安全模式，查询参数", "in compatible and secure mode, in the query"),
        meaning: Bilingual::new(
            "Token、timestamp、nonce、Encrypt 排序拼接后的 SHA-1，小写十六进制。",
            "SHA-1 of token, timestamp, nonce and Encrypt, sorted and joined, in lower-case hex.",
        ),
        caution: Some(Bilingual::new(
            "有它就以它为准，不要改验 signature；先验签，再解密。",
            "Where it is there, it counts, not signature. Check it before decrypting.",
        )),
    },
    Field {
        name: "echostr",
        document: Document::Envelope,
        ty: "string",
        presence: Bilingual::new(
            "仅 URL 验证（GET），查询参数",
            "in URL verification (GET) only, in the query",
        ),
        meaning: Bilingual::new(
            "验证签名后要原样返回的文本。",
            "The text to answer with once the signature is checked.",
        ),
        caution: Some(Bilingual::new(
            "原样返回，不要加引号，也不要包成 JSON。",
            "Answer it as it came: no quotes, no JSON around it.",
        )),
    },
    Field {
        name: "Encrypt",
        document: Document::Envelope,
        ty: "string",
        presence: Bilingual::new(
            "兼容、安全模式，请求体；加密回复里也有",
            "in compatible and secure mode, in the body; also in an encrypted reply",
        ),
        meaning: Bilingual::new(
            "加密后的消息，base64。AES-256-CBC，解开是随机串、长度、消息和 AppID。",
            "The encrypted message in base64: AES-256-CBC over random bytes, length, message and app id.",
        ),
        caution: Some(Bilingual::new(
            "补位按 32 字节的块，最长 32，只认 16 的库会解密失败。末尾的 AppID，第三方平台是平台自己的。",
            "Padding goes by blocks of 32 bytes, up to 32 long: libraries that know only 16 fail. The \
                 app id at the end is the component's for a third-party platform.",
        )),
    },
    Field {
        name: "MsgSignature",
        document: Document::Envelope,
        ty: "string",
        presence: Bilingual::new("仅加密回复", "in an encrypted reply only"),
        meaning: Bilingual::new(
            "回复的签名，算法同 msg_signature，用回复自己的 TimeStamp、Nonce、Encrypt。",
            "The reply's signature, made like msg_signature from the reply's own TimeStamp, Nonce and \
                 Encrypt.",
        ),
        caution: None,
    },
    Field {
        name: "TimeStamp",
        document: Document::Envelope,
        ty: "number",
        presence: Bilingual::new("仅加密回复", "in an encrypted reply only"),
        meaning: Bilingual::new(
            "回复时间，Unix 时间戳，单位秒。",
            "When the reply was made, in Unix seconds.",
        ),
        caution: None,
    },
    Field {
        name: "Nonce",
        document: Document::Envelope,
        ty: "string",
        presence: Bilingual::new("仅加密回复", "in an encrypted reply only"),
        meaning: Bilingual::new("回复用的随机串。", "A random text for the reply."),
        caution: None,
    },
];

// The fields that rows of `interface` stand on.

/// `access_token`.
pub(super) const ACCESS_TOKEN: Field = Field {
    name: "access_token",
    document: Document::Request,
    ty: "string",
    presence: Bilingual::new("必填，查询参数", "required, in the query"),
    meaning: Bilingual::new(
        "接口调用凭证：公众号自己的 access_token，或第三方平台代调用时的 authorizer_access_token。",
        "What the call is authorized by: the account's access_token, or an authorizer_access_token \
             when a third-party platform calls for it.",
    ),
    caution: Some(Bilingual::new(
        "放在 URL 里，不是请求体里；只能在服务器端使用，泄露了就刷新。",
        "It belongs in the URL, not in the body, and on the server only; refresh it if it was \
             exposed.",
    )),
};

/// `media_id`.
pub(super) const MEDIA_ID: Field = Field {
    name: "media_id",
    document: Document::Request,
    ty: "string",
    presence: Bilingual::new("必填，请求体", "required, in the body"),
    meaning: Bilingual::new(
        "要发布的草稿的 media_id。",
        "The media_id of the draft that is to be published.",
    ),
    caution: Some(Bilingual::new(
        "发布后草稿就没了，再提交多半返回 40007。见过 43 和 64 个字符，长度没有保证。",
        "Publishing consumes the draft; submitting it again most likely returns 40007. 43 and 64 \
             characters were seen, no length is promised.",
    )),
};

/// `errcode`.
pub(super) const ERRCODE: Field = Field {
    name: "errcode",
    document: Document::Response,
    ty: "number",
    presence: Bilingual::new("成功时可能省略", "may be absent on success"),
    meaning: Bilingual::new(
        "错误码，0 表示调用已被受理。",
        "The error code; 0 means that the call was accepted.",
    ),
    caution: Some(Bilingual::new(
        "0 只表示任务已提交，不表示已发布。没有这个字段就当 0，freepublish/get 成功时就不带。",
        "0 means that the job was submitted, not that anything is published. Absent means 0: a \
             successful freepublish/get leaves it out.",
    )),
};

/// `errmsg`.
pub(super) const ERRMSG: Field = Field {
    name: "errmsg",
    document: Document::Response,
    ty: "string",
    presence: Bilingual::new("成功时可能省略", "may be absent on success"),
    meaning: Bilingual::new("错误信息。", "The error text."),
    caution: Some(Bilingual::new(
        "末尾常带 rid，中间可能有 hint 或你的 IP。判断只看 errcode，反馈问题时附上 rid。",
        "It may end in a rid and hold a hint or your IP. Judge by errcode alone, and quote the rid \
             when you report it.",
    )),
};

/// `publish_id`.
pub(super) const PUBLISH_ID_OF_ANSWER: Field = Field {
    name: "publish_id",
    document: Document::Response,
    ty: "string",
    presence: Bilingual::new("提交成功时", "when the job was accepted"),
    meaning: Bilingual::new(
        "发布任务的编号，用来对上之后的回调。",
        "The id of the publish job; the callback that follows carries it too.",
    ),
    caution: Some(Bilingual::new(
        "文档写 string，实际收到的是数字，且常超过 i32。按文本保存，两种写法都要接受。",
        "Documented as a string, really sent as a number, often beyond i32. Accept both and keep it \
             as text.",
    )),
};

/// `msg_data_id`.
pub(super) const MSG_DATA_ID: Field = Field {
    name: "msg_data_id",
    document: Document::Response,
    ty: "string",
    presence: Bilingual::new("经常没有", "often absent"),
    meaning: Bilingual::new("消息的数据 ID。", "The data id of the message."),
    caution: Some(Bilingual::new(
        "字符串、数字都有，不要依赖它；查询结果用的是 publish_id。",
        "String or number; don't rely on it. The result is queried by publish_id.",
    )),
};

/// `publish_id`.
pub(super) const PUBLISH_ID: Field = Field {
    name: "publish_id",
    document: Document::Callback,
    ty: "number",
    presence: Bilingual::new("总有", "always"),
    meaning: Bilingual::new(
        "发布任务的编号，与提交时返回的一致。",
        "The id of the publish job, as the submit call returned it.",
    ),
    caution: Some(Bilingual::new(
        "常超过 i32，按文本保存。与提交返回的值比较时，先都转成文本。",
        "Often beyond i32: keep it as text, and compare it with the one from the submit call as \
             text.",
    )),
};

/// `publish_status`.
pub(super) const PUBLISH_STATUS: Field = Field {
    name: "publish_status",
    document: Document::Callback,
    ty: "number",
    presence: Bilingual::new("总有", "always"),
    meaning: Bilingual::new(
        "发布状态，0 到 6；结果只看它。",
        "The status, 0 to 6; the outcome depends on it alone.",
    ),
    caution: Some(Bilingual::new(
        "非 0 不等于失败：1 是发布中，5、6 是发布成功过，后来没了。没见过的数字按未知处理。",
        "Not 0 is not failed: 1 is still publishing, 5 and 6 were published and are gone now. Treat \
             an unlisted number as unknown.",
    )),
};

/// `article_id`.
pub(super) const ARTICLE_ID: Field = Field {
    name: "article_id",
    document: Document::Callback,
    ty: "string",
    presence: Bilingual::new("publish_status 为 0 时", "when publish_status is 0"),
    meaning: Bilingual::new(
        "图文的 article_id，可用于客服消息。",
        "The id of the published articles, usable in customer-service messages.",
    ),
    caution: Some(Bilingual::new(
        "文档示例里的换行是排版造成的，使用前去掉所有空白。真实的有 43 或 64 个字符。",
        "The line feed in the document's sample is an artefact of its layout: remove all white \
             space. Real ones have 43 or 64 characters.",
    )),
};

/// `article_detail`.
pub(super) const ARTICLE_DETAIL: Field = Field {
    name: "article_detail",
    document: Document::Callback,
    ty: "object",
    presence: Bilingual::new("publish_status 为 0 时", "when publish_status is 0"),
    meaning: Bilingual::new("各篇文章：count 和若干 item。", "The articles: count, and an item for each."),
    caution: None,
};

/// `count`.
pub(super) const COUNT: Field = Field {
    name: "count",
    document: Document::Callback,
    ty: "number",
    presence: Bilingual::new("publish_status 为 0 时", "when publish_status is 0"),
    meaning: Bilingual::new("文章篇数。", "The number of articles."),
    caution: Some(Bilingual::new(
        "失败的回调里没有它，所以那时总篇数未知，不能拿 fail_idx 的个数当总数。",
        "A failing callback has none, so the number of articles is unknown then; fail_idx does not \
             tell it.",
    )),
};

/// `item`.
pub(super) const ITEM: Field = Field {
    name: "item",
    document: Document::Callback,
    ty: "object, repeated",
    presence: Bilingual::new(
        "publish_status 为 0 时，每篇一个",
        "when publish_status is 0, one for each article",
    ),
    meaning: Bilingual::new(
        "一篇文章：idx 和 article_url。",
        "One article, with its idx and its article_url.",
    ),
    caution: Some(Bilingual::new(
        "JSON 推送里，只有一篇时可能是对象，多篇才是数组。两种都要接受。",
        "In a JSON push a single one may be an object, several are an array. Accept both.",
    )),
};

/// `idx`.
pub(super) const IDX: Field = Field {
    name: "idx",
    document: Document::Callback,
    ty: "number",
    presence: Bilingual::new(
        "publish_status 为 0 时，每个 item 里",
        "when publish_status is 0, in each item",
    ),
    meaning: Bilingual::new("第几篇，从 1 数起。", "Which article it is, counted from 1."),
    caution: None,
};

/// `article_url`.
pub(super) const ARTICLE_URL: Field = Field {
    name: "article_url",
    document: Document::Callback,
    ty: "string",
    presence: Bilingual::new(
        "publish_status 为 0 时，每个 item 里",
        "when publish_status is 0, in each item",
    ),
    meaning: Bilingual::new("这一篇的永久链接。", "The permanent address of the article."),
    caution: Some(Bilingual::new(
        "实际是 http 开头，& 不转义，写在 CDATA 里。链接以这里为准，不要用 publish_id 去拼。",
        "Really http, with bare & inside CDATA. Take it from here; don't build it from publish_id.",
    )),
};

/// `fail_idx`.
pub(super) const FAIL_IDX: Field = Field {
    name: "fail_idx",
    document: Document::Callback,
    ty: "number, repeated",
    presence: Bilingual::new(
        "publish_status 为 2 或 4 时，每篇一个",
        "when publish_status is 2 or 4, one for each failing article",
    ),
    meaning: Bilingual::new("没通过的是第几篇，从 1 数起。", "Which article did not pass, counted from 1."),
    caution: Some(Bilingual::new(
        "状态 3 和 1 也出现过，成败只看 publish_status。JSON 推送里单个值可能不是数组。",
        "Seen with status 3 and 1 too: judge by publish_status alone. In a JSON push a single value \
             may stand without an array.",
    )),
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    fn is_han(c: char) -> bool {
        ('\u{4e00}'..='\u{9fff}').contains(&c)
    }

    #[test]
    fn a_name_stands_once_in_a_document() {
        for field in FIELDS {
            assert_eq!(find(field.document, field.name), Some(field), "{}", field.name);
        }
    }

    #[test]
    fn documents_are_not_interleaved() {
        let mut order: Vec<_> = FIELDS.iter().map(|field| field.document).collect();
        order.dedup();
        assert_eq!(order, [Document::Request, Document::Response, Document::Callback, Document::Envelope]);
    }

    #[test]
    fn every_field_of_the_interface_document_has_a_row() {
        let listed: [(Document, &[&str]); 3] = [
            (Document::Request, &["access_token", "media_id"]),
            (Document::Response, &["errcode", "errmsg", "publish_id", "msg_data_id"]),
            (
                Document::Callback,
                &[
                    "ToUserName",
                    "FromUserName",
                    "CreateTime",
                    "MsgType",
                    "Event",
                    "publish_id",
                    "publish_status",
                    "article_id",
                    "count",
                    "idx",
                    "article_url",
                    "fail_idx",
                ],
            ),
        ];
        for (document, names) in listed {
            for name in names {
                assert!(find(document, name).is_some(), "{name}");
            }
        }
    }

    #[test]
    fn names_are_compared_as_wechat_writes_them() {
        assert_eq!(find(Document::Envelope, "nonce").map(|field| field.name), Some("nonce"));
        assert_eq!(find(Document::Envelope, "Nonce").map(|field| field.name), Some("Nonce"));
        assert_eq!(find(Document::Callback, "media_id"), None);
    }

    #[test]
    fn each_text_is_in_its_own_language() {
        for field in FIELDS {
            assert!(!field.ty.is_empty(), "{}", field.name);
            for text in [Some(field.presence), Some(field.meaning), field.caution].into_iter().flatten() {
                assert!(text.get(Lang::Zh).contains(is_han), "{}: {}", field.name, text.get(Lang::Zh));
                assert!(
                    !text.get(Lang::En).trim().is_empty() && !text.get(Lang::En).contains(is_han),
                    "{}: {}",
                    field.name,
                    text.get(Lang::En)
                );
            }
        }
    }
}
