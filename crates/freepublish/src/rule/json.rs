//! Group `json`: what keeps a text from being read as JSON. The mistakes are found while reading, in
//! `syntax::json`.

use crate::excerpt::Excerpt;
use crate::lang::{Bilingual, Fact, Lang};
use crate::rule::rules;

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
        /// `{media_id: …}`.
        UnquotedKey { key: Excerpt } = "unquoted-key", Error {
            zh {
                title: "键名没有加双引号" => "键名 {key} 没有加双引号",
                advice: "JavaScript 的对象可以这样写，JSON 不行。请用 JSON.stringify 或 json.dumps 生成。",
                fix: "加上双引号",
            }
            en {
                title: "A key without double quotes" => "The key {key} stands without double quotes",
                advice: "JavaScript lets you write an object like this, JSON does not. Make it with JSON.stringify or \
                         json.dumps.",
                fix: "Add the quotes",
            }
        }
        /// White space that RFC 8259 does not know, or a character without width.
        ForeignSpace { space: ForeignSpace } = "foreign-space", Error {
            zh {
                title: "JSON 里有它不认识的空白字符" => "JSON 里有它不认识的空白字符：{space}",
                advice: "JSON 的空白只有半角空格、制表符和换行。多半是输入法或网页复制带进来的，肉眼看不出，解析时会报错。",
                fix: "改为半角空格",
            }
            en {
                title: "White space that JSON does not know" => "White space that JSON does not know: {space}",
                advice: "JSON has blanks, tabs and line breaks only. This one usually comes from an input method or a web \
                         page; nobody sees it, and parsers refuse it.",
                fix: "Write a plain blank",
            }
        }
        /// `：`, `，`, `“ ”` and the like outside a string.
        WidePunctuation { found: String, meant: char } = "fullwidth-punctuation", Error {
            zh {
                title: "用了中文标点" => "用了中文标点 {found}，应为半角的 {meant}",
                advice: "JSON 的引号、冒号、逗号和括号只能是半角的。请切换到英文输入法，或关掉编辑器的自动替换。",
                fix: "改为半角标点",
            }
            en {
                title: "Chinese punctuation" => "Chinese punctuation {found} where JSON wants {meant}",
                advice: "Quotes, colons, commas and brackets are those of ASCII. Switch the input method, or the editor's \
                         smart quotes off.",
                fix: "Write the ASCII character",
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

/// A character that looks like white space, by its code and, where it has one that is known, by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignSpace(pub char);

impl Fact for ForeignSpace {
    fn show(&self, lang: Lang) -> String {
        let name = match self.0 {
            '\u{b}' => Bilingual::new("垂直制表符", "vertical tab"),
            '\u{c}' => Bilingual::new("换页符", "form feed"),
            '\u{a0}' => Bilingual::new("不换行空格", "no-break space"),
            '\u{200b}' => Bilingual::new("零宽空格", "zero width space"),
            '\u{2028}' => Bilingual::new("行分隔符", "line separator"),
            '\u{2029}' => Bilingual::new("段分隔符", "paragraph separator"),
            '\u{3000}' => Bilingual::new("全角空格", "ideographic space"),
            '\u{feff}' => Bilingual::new("字节顺序标记", "byte order mark"),
            other => return format!("U+{:04X}", u32::from(other)),
        };
        match lang {
            Lang::Zh => format!("{}（U+{:04X}）", name.get(lang), u32::from(self.0)),
            Lang::En => format!("{} (U+{:04X})", name.get(lang), u32::from(self.0)),
        }
    }
}

/// The problem of a text that goes on behind its value.
pub(crate) const CONTENT_BEHIND: Bilingual =
    Bilingual::new("最外层的值之后还有内容", "there is content behind the value");

/// What [`Finding::Malformed`] can say.
pub(crate) mod problem {
    use crate::lang::Bilingual;

    pub(crate) const BAD_ESCAPE: Bilingual = Bilingual::new(
        "字符串里有 JSON 不认识的转义；反斜杠本身要写成两个",
        "an escape that JSON does not know; a backslash itself is written twice",
    );
    pub(crate) const BAD_NUMBER: Bilingual =
        Bilingual::new("数字的写法不合法", "a number JSON does not know");
    pub(crate) const COLON_EXPECTED: Bilingual =
        Bilingual::new("键和值之间缺少冒号", "no colon between key and value");
    pub(crate) const COMMA_EXPECTED: Bilingual =
        Bilingual::new("两项之间缺少逗号", "no comma between two items");
    pub(crate) const CONTROL_CHARACTER: Bilingual = Bilingual::new(
        "字符串里有未转义的换行或控制字符",
        "a line break or control character inside a string is not escaped",
    );
    pub(crate) const KEY_EXPECTED: Bilingual = Bilingual::new("这里应是键名", "a key was expected here");
    pub(crate) const LONE_SURROGATE: Bilingual = Bilingual::new(
        "\\u 转义只写了半个字符：D800 到 DFFF 要成对出现",
        "half a character: \\u escapes from D800 to DFFF come in pairs",
    );
    pub(crate) const NO_VALUE: Bilingual = Bilingual::new("里面没有任何值", "there is no value in it");
    pub(crate) const UNCLOSED_BRACKET: Bilingual =
        Bilingual::new("到结尾仍有括号没有闭合", "the text ends while a bracket is still open");
    pub(crate) const UNCLOSED_COMMENT: Bilingual =
        Bilingual::new("注释没有以 */ 结束", "a comment without its */");
    pub(crate) const UNCLOSED_STRING: Bilingual =
        Bilingual::new("字符串没有结束的引号", "a string without its closing quote");
    pub(crate) const UNEXPECTED_CHARACTER: Bilingual =
        Bilingual::new("出现了不该有的字符", "a character that cannot stand here");
    pub(crate) const UNEXPECTED_COLON: Bilingual =
        Bilingual::new("多了一个冒号", "a colon that cannot stand here");
    pub(crate) const UNEXPECTED_COMMA: Bilingual =
        Bilingual::new("多了一个逗号", "a comma that cannot stand here");
    pub(crate) const UNKNOWN_WORD: Bilingual = Bilingual::new(
        "不认识的词；JSON 只有 true、false、null，文字要加双引号",
        "an unknown word; JSON has true, false and null, and text stands in double quotes",
    );
    pub(crate) const UNMATCHED_CLOSE: Bilingual =
        Bilingual::new("多了一个右括号", "a closing bracket too many");
    pub(crate) const VALUE_EXPECTED: Bilingual = Bilingual::new("冒号后面缺少值", "no value behind the key");
    pub(crate) const WRONG_CLOSE: Bilingual =
        Bilingual::new("右括号与左括号不匹配", "brackets that do not match");
}
