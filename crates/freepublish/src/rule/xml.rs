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
        /// `<` in a text or in the value of an attribute.
        RawLessThan = "raw-less-than", Error {
            zh {
                title: "CDATA 之外有未转义的 <",
                advice: "解析器会把它当作标签的开头而拒收。文本和属性值里的小于号要写成 &lt;，或把整段放进 CDATA。",
                fix: "改为 &lt;",
            }
            en {
                title: "An unescaped < outside CDATA",
                advice: "Parsers take it for the beginning of a tag and refuse the document. In text and in attributes write \
                         &lt;, or put the text into CDATA.",
                fix: "Write &lt;",
            }
        }
        /// A character that XML 1.0 has no place for, escaped or not.
        ForbiddenCharacter { code: CodePoint } = "forbidden-character", Error {
            zh {
                title: "含有 XML 不允许的字符" => "含有 XML 不允许的字符 {code}",
                advice: "XML 里除制表符和换行外不能有控制字符，CDATA 里也不行，解析器会整段拒收。这种字符通常来自复制或日志。",
            }
            en {
                title: "A character that XML does not allow" => "A character that XML does not allow: {code}",
                advice: "Apart from tabs and line breaks XML has no control characters, not even in CDATA, and parsers \
                         refuse the whole document. They usually come from copying or from a log.",
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

/// A character by its number: `U+0001`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodePoint(pub char);

impl Fact for CodePoint {
    fn show(&self, _: Lang) -> String {
        format!("U+{:04X}", u32::from(self.0))
    }
}

/// What [`Finding::Malformed`] can say.
pub(crate) mod problem {
    use crate::lang::Bilingual;

    pub(crate) const ATTRIBUTE_SPACE: Bilingual =
        Bilingual::new("两个属性之间缺少空格", "no white space between two attributes");
    pub(crate) const BAD_ATTRIBUTE: Bilingual = Bilingual::new(
        "标签里有不合法的内容，属性要写成 名称=\"值\"",
        "something in a tag that is no attribute; write name=\"value\"",
    );
    pub(crate) const BAD_DECLARATION: Bilingual = Bilingual::new(
        "XML 声明写法不对，应为 <?xml version=\"1.0\" encoding=\"UTF-8\"?>",
        "the XML declaration should read <?xml version=\"1.0\" encoding=\"UTF-8\"?>",
    );
    pub(crate) const BAD_END_TAG: Bilingual =
        Bilingual::new("结束标签里只能有元素名", "an end tag holds more than the name of the element");
    pub(crate) const BAD_INSTRUCTION: Bilingual =
        Bilingual::new("处理指令 <? ?> 的名称不合法", "a processing instruction <? ?> with a wrong name");
    pub(crate) const BAD_MARKUP: Bilingual =
        Bilingual::new("< 之后不是合法的标记", "what follows < is no markup");
    pub(crate) const BAD_NAME: Bilingual =
        Bilingual::new("元素名里有不允许的字符", "a character that an element name cannot have");
    pub(crate) const BAD_REFERENCE: Bilingual = Bilingual::new(
        "&# 引用的不是 XML 允许的字符",
        "a reference &# to something that is no character of XML",
    );
    pub(crate) const CDATA_END: Bilingual = Bilingual::new(
        "CDATA 之外出现了 ]]>，应写成 ]]&gt;",
        "]]> outside CDATA; it has to be written ]]&gt;",
    );
    pub(crate) const CONTENT_OUTSIDE: Bilingual =
        Bilingual::new("根元素之前还有内容", "there is content in front of the root element");
    pub(crate) const DOUBLE_HYPHEN: Bilingual = Bilingual::new("注释里不能有 --", "a comment cannot hold --");
    pub(crate) const DUPLICATE_ATTRIBUTE: Bilingual =
        Bilingual::new("同一标签里属性重复", "an attribute stands twice in a tag");
    pub(crate) const MISMATCHED_END: Bilingual =
        Bilingual::new("结束标签与最近的开始标签不一致", "an end tag that does not match the open element");
    pub(crate) const MISPLACED_DECLARATION: Bilingual =
        Bilingual::new("XML 声明只能在最开头", "an XML declaration that does not begin the document");
    pub(crate) const NO_ELEMENT: Bilingual = Bilingual::new("里面没有任何元素", "there is no element in it");
    pub(crate) const UNCLOSED_CDATA: Bilingual =
        Bilingual::new("CDATA 没有以 ]]> 结束", "CDATA without its ]]>");
    pub(crate) const UNCLOSED_COMMENT: Bilingual =
        Bilingual::new("注释没有以 --> 结束", "a comment without its -->");
    pub(crate) const UNCLOSED_ELEMENT: Bilingual =
        Bilingual::new("到结尾仍有元素没有闭合", "the text ends while an element is still open");
    pub(crate) const UNCLOSED_TAG: Bilingual = Bilingual::new("标签没有以 > 结束", "a tag without its >");
    pub(crate) const UNMATCHED_END: Bilingual =
        Bilingual::new("结束标签没有对应的开始标签", "an end tag without a start tag");
    pub(crate) const UNQUOTED_ATTRIBUTE: Bilingual = Bilingual::new(
        "属性值没有加引号，或引号没有闭合",
        "the value of an attribute is not in quotes, or they are not closed",
    );
}
