//! Group `input`: what was pasted, before anyone looks at its meaning.

use crate::excerpt::Excerpt;
use crate::lang::Bilingual;
use crate::rule::rules;

rules! {
    /// What can be wrong with the input as a whole.
    group "input" {
        /// There is nothing, or white space only.
        Empty = "empty", Error {
            zh {
                title: "没有内容",
                advice: "粘贴一条回调、提交请求、接口返回或 curl 命令。",
            }
            en {
                title: "There is nothing here",
                advice: "Paste a callback, a submit request, an answer, or a curl command.",
            }
        }
        /// Nothing known begins like this.
        Unrecognized { found: Bilingual } = "unrecognized", Error {
            zh {
                title: "认不出这是什么" => "认不出这是什么：{found}",
                advice: "能识别的有：PUBLISHJOBFINISH 回调（XML 或 JSON）、提交请求（JSON、URL、HTTP、\
                         curl、PowerShell、fetch、HAR）、提交返回、freepublish/get 的返回。",
            }
            en {
                title: "Not recognised" => "Not recognised: {found}",
                advice: "Known are: the PUBLISHJOBFINISH callback (XML or JSON), the submit request (JSON, URL, HTTP, \
                         curl, PowerShell, fetch, HAR), its answer, and the answer of freepublish/get.",
            }
        }
        /// The text begins with U+FEFF.
        ByteOrderMark = "byte-order-mark", Warning {
            zh {
                title: "开头有 BOM（U+FEFF）",
                advice: "多半是编辑器另存时加上的。微信不会发 BOM，不少 JSON 解析器会因此报错。",
                fix: "删除 BOM",
            }
            en {
                title: "The text begins with a byte order mark (U+FEFF)",
                advice: "An editor probably added it on saving. WeChat sends none, and many JSON parsers refuse it.",
                fix: "Remove the byte order mark",
            }
        }
        /// The bytes are no UTF-8.
        NotUtf8 { offset: usize, read_as: Bilingual } = "not-utf8", Error {
            zh {
                title: "不是 UTF-8 编码" => "不是 UTF-8 编码：第 {offset} 字节起无法按 UTF-8 解码，{read_as}",
                advice: "微信收发的都是 UTF-8。中文 Windows 的日志常是 GBK，请另存为 UTF-8。下面的位置按读出的文字计算。",
            }
            en {
                title: "The bytes are not UTF-8" => "The bytes are not UTF-8: decoding stops at byte {offset}; {read_as}",
                advice: "WeChat sends and expects UTF-8. Logs of Chinese Windows are often GBK: save them as UTF-8. \
                         Places count in the text that was read.",
            }
        }
        /// Longer than [`crate::MAX_INPUT`].
        TooLarge = "too-large", Error {
            zh {
                title: "内容超过 8 MiB",
                advice: "单条回调只有一两 KB。若是日志文件，请截取其中一条再粘贴。",
            }
            en {
                title: "The text is longer than 8 MiB",
                advice: "A callback has one or two kB. If this is a log file, cut one message out of it.",
            }
        }
        /// A page for people, where an interface's answer was expected.
        HtmlInstead = "html-instead", Error {
            zh {
                title: "这是一个 HTML 网页，不是接口返回",
                advice: "通常是网关、代理或防火墙的错误页，或者 URL 写错了。核对请求地址，再看返回的 HTTP 状态码。",
            }
            en {
                title: "This is an HTML page, not an interface's answer",
                advice: "Usually the error page of a gateway, proxy or firewall, or the address is wrong. Check the \
                         address, then the HTTP status.",
            }
        }
        /// Entities or backslashes that a viewer or a log added.
        EscapedTwice { how: Bilingual } = "escaped-twice", Warning {
            zh {
                title: "内容被多转义了一层" => "内容被多转义了一层（{how}）",
                advice: "已按还原后的内容解析。如果程序收到的就是这样，说明中间有一层把它当普通文本又编码了一次。",
                fix: "还原转义",
            }
            en {
                title: "The text was escaped once more than it should be"
                    => "The text was escaped once more than it should be ({how})",
                advice: "It was read as it was before. If your program receives it like this, something in between \
                         encodes it as plain text once more.",
                fix: "Undo the escaping",
            }
        }
        /// Text before or after the payload, as in a log line.
        SurroundingText = "surrounding-text", Info {
            zh {
                title: "前后有其他文字，只解析了其中的报文",
                advice: "像是从日志里整行复制的，其余文字已忽略。",
            }
            en {
                title: "There is other text around the payload; only the payload was read",
                advice: "It looks like a whole log line. The rest was ignored.",
            }
        }
        /// More than one call.
        SeveralCalls { count: usize, names: Vec<Excerpt> } = "several-calls", Info {
            zh {
                title: "这里不止一个请求，只检查了其中一个" => "这里还有 {count} 个请求没有检查：{names}",
                advice: "有发给微信接口的请求时，检查的是其中第一个。其他请求请单独粘贴。",
            }
            en {
                title: "There is more than one call here; one of them was read"
                    => "Calls in this text that were not read ({count}): {names}",
                advice: "Where there are calls to WeChat, the first of these was read. Paste the others one by one.",
            }
        }
        /// More than one document.
        SeveralDocuments { count: usize } = "several-documents", Info {
            zh {
                title: "这里不止一条报文" => "这里有 {count} 条报文，只解析了第一条",
                advice: "要看其他几条，请逐条粘贴。",
            }
            en {
                title: "There is more than one document here"
                    => "There are {count} documents here; only the first was read",
                advice: "Paste the others one by one to read them.",
            }
        }
    }
}

/// What bytes that are no UTF-8 were read as.
pub(crate) mod read_as {
    use crate::lang::Bilingual;

    pub(crate) const GBK: Bilingual =
        Bilingual::new("已识别为 GBK 并按此读取", "they were recognised as GBK and read so");
    pub(crate) const UTF16_BE: Bilingual =
        Bilingual::new("已识别为 UTF-16BE 并按此读取", "they were recognised as UTF-16BE and read so");
    pub(crate) const UTF16_LE: Bilingual =
        Bilingual::new("已识别为 UTF-16LE 并按此读取", "they were recognised as UTF-16LE and read so");
    pub(crate) const UNKNOWN: Bilingual =
        Bilingual::new("读不出的字节显示为 \u{fffd}", "what could not be read is shown as \u{fffd}");
}
