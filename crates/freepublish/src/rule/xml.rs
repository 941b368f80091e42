//! Group `xml`: what keeps a document from being read as XML. The mistakes are found while reading, in
//! `syntax::xml`.

use crate::excerpt::Excerpt;
use crate::lang::{Bilingual, Fact, Lang};
use crate::rule::rules;

rules! {
    /// What can be wrong with an XML document as such.
    group "xml" {
        /// Not well-formed.
        Malformed { problem: Bilingual, inside: Inside } = "malformed", Error {
            zh {
                title: "XML 不完整或有语法错误" => "XML 有语法错误：{problem}{inside}",
                advice: "常见原因：日志被截断、复制漏了结尾、标签手工改过。能读出的字段仍会显示。",
            }
            en {
                title: "The XML is incomplete or ill-formed" => "The XML is ill-formed: {problem}{inside}",
                advice: "Usually a log cut it short, the end was not copied, or a tag was edited by hand. What could be \
                         read is shown.",
            }
        }
        /// A document type declaration.
        DoctypeForbidden = "doctype-forbidden", Error {
            zh {
                title: "不允许 DOCTYPE 声明",
                advice: "微信从不发送 DOCTYPE。它可被用于 XXE 攻击，请确认你的解析器也禁用了 DTD 和外部实体。",
            }
            en {
                title: "A DOCTYPE is not allowed",
                advice: "WeChat never sends one. It serves XXE attacks: make sure your own parser has DTDs and external \
                         entities switched off.",
            }
        }
        /// The root element has another name.
        RootNotXml { root: Excerpt } = "root-not-xml", Error {
            zh {
                title: "根元素不是 xml" => "根元素是 <{root}>，不是 <xml>",
                advice: "微信推送的根元素固定为 <xml>。若只复制了中间一段，请补全外层。",
            }
            en {
                title: "The root element is not xml" => "The root element is <{root}>, not <xml>",
                advice: "What WeChat pushes always has the root <xml>. If only an inner part was copied, copy the whole.",
            }
        }
        /// An entity that XML does not define.
        UndeclaredEntity { entity: Excerpt } = "undeclared-entity", Error {
            zh {
                title: "未定义的实体" => "未定义的实体 &{entity};",
                advice: "XML 只预定义 amp、lt、gt、quot、apos。HTML 的实体（如 nbsp）请换成字符本身，或放进 CDATA。",
            }
            en {
                title: "An undeclared entity" => "The entity &{entity}; is not declared",
                advice: "XML defines amp, lt, gt, quot and apos only. Write the character itself instead of an HTML \
                         entity such as nbsp, or use CDATA.",
            }
        }
        /// `&` outside CDATA that begins no entity.
        RawAmpersand = "raw-ampersand", Error {
            zh {
                title: "CDATA 之外有未转义的 &",
                advice: "严格的解析器会拒收。微信把含 & 的链接放在 CDATA 里；转发时丢了 CDATA 就会这样。",
                fix: "改为 &amp;",
            }
            en {
                title: "An unescaped & outside CDATA",
                advice: "Strict parsers refuse it. WeChat puts links that hold & into CDATA; this is what is left when \
                         something in between drops the CDATA.",
                fix: "Write &amp;",
            }
        }
        /// Something behind the end of the root element.
        TrailingContent = "trailing-content", Warning {
            zh {
                title: "根元素之后还有内容",
                advice: "这部分未解析。多半是复制时带上的，程序收到的报文不应有。",
            }
            en {
                title: "There is content behind the root element",
                advice: "It was not read. It was probably copied along; a received payload should not have it.",
            }
        }
        /// A field that may stand once stands twice.
        DuplicateField { name: Excerpt } = "duplicate-field", Warning {
            zh {
                title: "字段重复出现" => "字段 {name} 重复出现，取第一个",
                advice: "除 fail_idx 和 item 外，每个字段只应出现一次；不同解析器取值会不同。",
            }
            en {
                title: "A field stands twice" => "The field {name} stands twice; the first was taken",
                advice: "Apart from fail_idx and item each field stands once. Parsers differ in which one they take.",
            }
        }
        /// Nested deeper than [`crate::MAX_DEPTH`].
        TooDeep = "too-deep", Error {
            zh {
                title: "嵌套超过 64 层",
                advice: "微信的报文只有四层。更深的部分未解析。",
            }
            en {
                title: "Nested deeper than 64 levels",
                advice: "WeChat's documents have four levels. What lies deeper was not read.",
            }
        }
    }
}

/// The element in which reading stumbled; `None` outside the root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inside(pub Option<Excerpt>);

impl Fact for Inside {
    fn show(&self, lang: Lang) -> String {
        match (&self.0, lang) {
            (None, _) => String::new(),
            (Some(element), Lang::Zh) => format!("（在 <{element}> 内）"),
            (Some(element), Lang::En) => format!(" (inside <{element}>)"),
        }
    }
}

/// What [`Finding::Malformed`] can say.
pub(crate) mod problem {
    use crate::lang::Bilingual;

    pub(crate) const BAD_MARKUP: Bilingual =
        Bilingual::new("< 之后不是合法的标记", "what follows < is no markup");
    pub(crate) const MISMATCHED_END: Bilingual =
        Bilingual::new("结束标签与最近的开始标签不一致", "an end tag that does not match the open element");
    pub(crate) const UNCLOSED_CDATA: Bilingual =
        Bilingual::new("CDATA 没有以 ]]> 结束", "CDATA without its ]]>");
    pub(crate) const UNCLOSED_COMMENT: Bilingual =
        Bilingual::new("注释没有以 --> 结束", "a comment without its -->");
    pub(crate) const UNCLOSED_ELEMENT: Bilingual =
        Bilingual::new("到结尾仍有元素没有闭合", "the text ends while an element is still open");
    pub(crate) const UNCLOSED_TAG: Bilingual = Bilingual::new("标签没有以 > 结束", "a tag without its >");
    pub(crate) const UNMATCHED_END: Bilingual =
        Bilingual::new("结束标签没有对应的开始标签", "an end tag without a start tag");
}
