//! Group `json`: what keeps a text from being read as JSON. The checks are made while reading, in `read::json`.

use crate::excerpt::Excerpt;
use crate::lang::Bilingual;
use crate::rule::rules;
use crate::tree::Shape;

rules! {
    /// What can be wrong with a JSON text as such.
    group "json" {
        /// Not JSON.
        Malformed { problem: Bilingual } = "malformed", Error {
            zh {
                title: "JSON 有语法错误" => "JSON 有语法错误：{problem}",
                advice: "微信对这样的请求体返回 47001。能读出的字段仍会显示。",
            }
            en {
                title: "The JSON has a syntax error" => "The JSON has a syntax error: {problem}",
                advice: "WeChat answers 47001 to a body like this. What could be read is shown.",
            }
        }
        /// A comma before `}` or `]`.
        TrailingComma = "trailing-comma", Error {
            zh {
                title: "最后一项后面多了逗号",
                advice: "JSON 不允许尾逗号，JavaScript 才允许。",
                fix: "删除逗号",
            }
            en {
                title: "A comma after the last item",
                advice: "JavaScript allows it, JSON does not.",
                fix: "Remove the comma",
            }
        }
        /// `//` or `/* */`.
        Comment = "comment", Error {
            zh {
                title: "JSON 里不能写注释",
                advice: "注释只在 JSONC、JSON5 里合法，发给微信前要去掉。",
                fix: "删除注释",
            }
            en {
                title: "A comment in JSON",
                advice: "JSONC and JSON5 have comments, JSON has none. Remove it before sending.",
                fix: "Remove the comment",
            }
        }
        /// `'text'`.
        SingleQuotes = "single-quotes", Error {
            zh {
                title: "字符串用了单引号",
                advice: "JSON 只认双引号。若来自 Python，请用 json.dumps 输出，不要用 str()。",
                fix: "改为双引号",
            }
            en {
                title: "A string in single quotes",
                advice: "JSON knows double quotes only. From Python, print it with json.dumps, not with str().",
                fix: "Use double quotes",
            }
        }
        /// A key that stands twice in an object.
        DuplicateKey { name: Excerpt } = "duplicate-key", Warning {
            zh {
                title: "键重复出现" => "键 {name} 重复出现，取第一个",
                advice: "不同解析器取值不同：有的取第一个，有的取最后一个。只保留一个。",
            }
            en {
                title: "A key stands twice" => "The key {name} stands twice; the first was taken",
                advice: "Some parsers take the first, some the last. Keep one.",
            }
        }
        /// The top level is an array, a string, a number …
        NotAnObject { found: Bilingual } = "not-an-object", Error {
            zh {
                title: "最外层不是 JSON 对象" => "最外层是{found}，不是对象",
                advice: "请求体、接口返回和推送的最外层都是花括号包起来的对象。",
            }
            en {
                title: "The top level is not a JSON object" => "The top level is {found}, not an object",
                advice: "Requests, answers and pushes are all objects in curly braces.",
            }
        }
        /// A string that holds JSON.
        DoubleEncoded = "double-encoded", Error {
            zh {
                title: "JSON 被编码了两次：整段成了一个字符串",
                advice: "多半对已经序列化的文本又调用了一次 JSON.stringify 或 json.dumps。微信收到后返回 47001。",
                fix: "还原为 JSON 对象",
            }
            en {
                title: "Encoded twice: the JSON object became a string",
                advice: "JSON.stringify or json.dumps was probably called on text that already was JSON. WeChat \
                         answers 47001.",
                fix: "Unwrap the object",
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

/// The problem of a text that goes on behind its value.
pub(crate) const CONTENT_BEHIND: Bilingual =
    Bilingual::new("最外层的值之后还有内容", "there is content behind the value");

/// What a value is, in words that fit into a sentence.
pub(crate) fn describe(shape: Shape) -> Bilingual {
    match shape {
        Shape::Object | Shape::Element => Bilingual::new("对象", "an object"),
        Shape::Array => Bilingual::new("数组", "an array"),
        Shape::String => Bilingual::new("字符串", "a string"),
        Shape::Number => Bilingual::new("数字", "a number"),
        Shape::Bool => Bilingual::new("布尔值", "a boolean"),
        Shape::Null => Bilingual::new(" null", "null"),
    }
}
