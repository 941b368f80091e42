//! Group `request`: a call of one of the interfaces.

use crate::excerpt::Excerpt;
use crate::lang::{Bilingual, Fact, Lang};
use crate::rule::rules;

rules! {
    /// What can be wrong with a call.
    group "request" {
        /// Not POST.
        MethodNotPost { method: Excerpt } = "method-not-post", Error {
            zh {
                title: "请求方法不是 POST" => "请求方法是 {method}，应为 POST",
                advice: "用 GET 调用会返回 43002。",
                fix: "改为 POST",
            }
            en {
                title: "The method is not POST" => "The method is {method}; it has to be POST",
                advice: "WeChat answers 43002 to a GET.",
                fix: "Use POST",
            }
        }
        /// Not GET.
        MethodNotGet { method: Excerpt } = "method-not-get", Warning {
            zh {
                title: "请求方法不是 GET" => "请求方法是 {method}，文档写的是 GET",
                advice: "这个接口的参数都在 URL 里。如果返回 43001，就是方法不对。",
                fix: "改为 GET",
            }
            en {
                title: "The method is not GET" => "The method is {method}; the document says GET",
                advice: "This interface takes everything in the URL. If WeChat answers 43001, it is the method.",
                fix: "Use GET",
            }
        }
        /// `http://`.
        NotHttps = "not-https", Error {
            zh {
                title: "没有使用 HTTPS",
                advice: "会返回 43003，而且 access_token 会以明文在网络上传输。",
                fix: "改为 https://",
            }
            en {
                title: "Not HTTPS",
                advice: "WeChat answers 43003, and the access token crosses the network readable.",
                fix: "Use https://",
            }
        }
        /// Another host.
        WrongHost { host: Excerpt } = "wrong-host", Error {
            zh {
                title: "域名不对" => "域名是 {host}，应为 api.weixin.qq.com",
                advice: "若本来就是发给自己的代理，这里校验的是代理之后发给微信的请求。",
                fix: "改为 api.weixin.qq.com",
            }
            en {
                title: "The wrong host" => "The host is {host}; it has to be api.weixin.qq.com",
                advice: "If this goes to a proxy of yours: what is checked here is the call the proxy makes to WeChat.",
                fix: "Use api.weixin.qq.com",
            }
        }
        /// Another path.
        WrongPath { path: Excerpt, expected: &'static str } = "wrong-path", Error {
            zh {
                title: "路径不对" => "路径是 {path}，应为 {expected}",
                advice: "逐字核对路径。请求体是 media_id 时，提交发布用 freepublish/submit；freepublish/get 是查询，mass/sendall 是群发。",
                fix: "改为 {expected}",
            }
            en {
                title: "The wrong path" => "The path is {path}; it has to be {expected}",
                advice: "Compare it letter by letter. A media_id is submitted to freepublish/submit; freepublish/get asks \
                         for a result, and mass/sendall mass-sends.",
                fix: "Use {expected}",
            }
        }
        /// A call that mass-sends.
        MassSend { interface: &'static str } = "mass-send", Warning {
            zh {
                title: "这是群发接口，不是发布" => "{interface} 是群发接口，不是发布",
                advice: "群发会通知粉丝并占用群发次数，结果事件是 MASSSENDJOBFINISH。发布草稿用 freepublish/submit。这里不检查群发的字段。",
            }
            en {
                title: "This mass-sends; it does not publish" => "{interface} mass-sends; it does not publish",
                advice: "A mass-send notifies followers and uses up mass-sends; its event is MASSSENDJOBFINISH. To publish \
                         a draft, use freepublish/submit. The fields of a mass-send are not checked here.",
            }
        }
        /// No token in the query.
        AccessTokenMissing = "access-token-missing", Error {
            zh {
                title: "URL 里没有 access_token",
                advice: "access_token 是查询参数，要写在 URL 的 ? 之后。缺少时返回 41001。",
            }
            en {
                title: "No access_token in the URL",
                advice: "access_token is a query parameter behind the ? of the URL. Without it WeChat answers 41001.",
            }
        }
        /// Two tokens in the query.
        AccessTokenDuplicated = "access-token-duplicated", Error {
            zh {
                title: "access_token 出现了不止一次",
                advice: "常见于基础 URL 已带参数又拼了一遍。只保留一个，否则可能用上过期的那个。",
            }
            en {
                title: "access_token stands more than once",
                advice: "Usually the base URL already had it and it was appended again. Keep one, or an expired one may \
                         be used.",
            }
        }
        /// A stand-in instead of a token.
        AccessTokenPlaceholder { value: Excerpt } = "access-token-placeholder", Error {
            zh {
                title: "access_token 还是占位符" => "access_token 还是占位符 {value}",
                advice: "换成真实的调用凭证，推荐用 stable_token 接口获取。",
            }
            en {
                title: "access_token is still a placeholder" => "access_token is still the placeholder {value}",
                advice: "Put a real token there; stable_token is the interface to get one from.",
            }
        }
        /// A token in the body.
        AccessTokenInBody = "access-token-in-body", Error {
            zh {
                title: "access_token 写在了请求体里",
                advice: "它必须是 URL 的查询参数；写在请求体里不起作用，返回 41001。",
            }
            en {
                title: "access_token stands in the body",
                advice: "It has to be a query parameter of the URL; in the body it has no effect and WeChat answers 41001.",
            }
        }
        /// A real token was pasted.
        AccessTokenVisible = "access-token-visible", Warning {
            zh {
                title: "粘贴的内容含有 access_token",
                advice: "结果里已隐去。它在有效期内等同账号权限：若这段内容已发给别人，请刷新 access_token。",
            }
            en {
                title: "The text holds an access_token",
                advice: "It is masked in the results. While it lives it stands for the account: \
                         if this text was given to anyone, refresh the token.",
            }
        }
        /// Headers only a browser sends.
        CalledFromFrontend { headers: Vec<Excerpt> } = "called-from-frontend", Error {
            zh {
                title: "这个请求来自浏览器" => "这个请求来自浏览器（带有 {headers}）",
                advice: "该接口只能在服务端调用：浏览器会被跨域拦截，access_token 也会暴露给用户。改由自己的后端转发。",
            }
            en {
                title: "The call comes from a browser" => "The call comes from a browser (it carries {headers})",
                advice: "This interface is for servers only: browsers are stopped by CORS, and the token is shown to \
                         every visitor. Let your own back end make the call.",
            }
        }
        /// A content type other than JSON.
        ContentTypeNotJson { value: Excerpt } = "content-type-not-json", Warning {
            zh {
                title: "Content-Type 不是 JSON" => "Content-Type 是 {value}，不是 application/json",
                advice: "请求体是 JSON，请如实声明，免得中间的网关或框架按表单处理。",
            }
            en {
                title: "The Content-Type is not JSON" => "The Content-Type is {value}, not application/json",
                advice: "The body is JSON: say so, or a gateway or framework on the way may treat it as a form.",
            }
        }
        /// A form in the place of JSON.
        FormBody = "form-body", Error {
            zh {
                title: "请求体是表单，不是 JSON",
                advice: "-F/--form、FormData 发送的是 multipart/form-data，而这个接口只认 JSON，会返回 47001。\
                         把 JSON 对象作为请求体发送（curl 用 -d 或 --json）。",
            }
            en {
                title: "The body is a form, not JSON",
                advice: "-F/--form and FormData send multipart/form-data. This interface reads JSON only and answers \
                         47001. Send the JSON object as the body (curl: -d or --json).",
            }
        }
        /// Variables and files.
        NotGiven { names: Vec<Excerpt> } = "not-given", Info {
            zh {
                title: "有些内容不在这段文字里" => "有些内容不在这段文字里：{names}",
                advice: "变量、文件和命令的结果无从检查，这里只检查了写出来的部分。要查全，请粘贴实际发出的请求。",
            }
            en {
                title: "Some parts are not in this text" => "Some parts are not in this text: {names}",
                advice: "What variables, files and commands come to cannot be checked; only what is written here was. \
                         For the rest, paste the request as it was sent.",
            }
        }
        /// Nothing is sent.
        BodyMissing { needed: Vec<&'static str> } = "body-missing", Error {
            zh {
                title: "没有请求体",
                advice: "请求体应为 JSON 对象。空请求体返回 44002。" => "请求体应为 JSON 对象，必填 {needed}。空请求体返回 44002。",
            }
            en {
                title: "There is no body",
                advice: "The body has to be a JSON object. WeChat answers 44002 to an empty one."
                    => "The body has to be a JSON object; required: {needed}. WeChat answers 44002 to an empty one.",
            }
        }
        /// The one field is not there.
        MediaIdMissing = "media-id-missing", Error {
            zh {
                title: "缺少 media_id",
                advice: "填要发布的草稿的 media_id（draft/add 的返回，或草稿列表里的）。缺少时返回 41006。",
            }
            en {
                title: "media_id is missing",
                advice: "Give the media_id of the draft, as draft/add returned it or the draft list shows it. Without it \
                         WeChat answers 41006.",
            }
        }
        /// A number or worse.
        MediaIdNotString { found: Bilingual } = "media-id-not-string", Error {
            zh {
                title: "media_id 不是字符串" => "media_id 是{found}，应为字符串",
                advice: "media_id 是一串 base64url 文本，要加双引号。",
                fix: "加上双引号",
            }
            en {
                title: "media_id is not a string" => "media_id is {found}; it has to be a string",
                advice: "A media_id is base64url text and stands in double quotes.",
                fix: "Add the quotes",
            }
        }
        /// `""`.
        MediaIdEmpty = "media-id-empty", Error {
            zh {
                title: "media_id 是空的",
                advice: "检查变量是否真的取到了值；draft/add 失败时返回里没有 media_id。",
            }
            en {
                title: "media_id is empty",
                advice: "See whether the variable ever got a value: a failed draft/add returns no media_id.",
            }
        }
        /// `MEDIA_ID` and the like.
        MediaIdPlaceholder { value: Excerpt } = "media-id-placeholder", Error {
            zh {
                title: "media_id 还是占位符" => "media_id 还是占位符 {value}",
                advice: "换成草稿真实的 media_id，否则返回 40007。",
            }
            en {
                title: "media_id is still a placeholder" => "media_id is still the placeholder {value}",
                advice: "Put the draft's real media_id there, or WeChat answers 40007.",
            }
        }
        /// White space around or inside.
        MediaIdWhitespace = "media-id-whitespace", Error {
            zh {
                title: "media_id 里有空白字符",
                advice: "多半是复制时带上了空格或换行，微信会当作另一个 id，返回 40007。",
                fix: "去掉空白",
            }
            en {
                title: "media_id holds white space",
                advice: "A blank or line break was probably copied along. To WeChat it is another id: it answers 40007.",
                fix: "Remove the white space",
            }
        }
        /// A character base64url does not have.
        MediaIdCharset { character: char } = "media-id-charset", Warning {
            zh {
                title: "media_id 里有少见的字符" => "media_id 里有少见的字符 {character}",
                advice: "见过的 media_id 只含字母、数字、- 和 _。核对是否复制错，或被 URL 编码过。",
            }
            en {
                title: "media_id holds an unusual character" => "media_id holds the unusual character {character}",
                advice: "Every media_id seen has letters, digits, - and _ only. See whether it was miscopied or URL-encoded.",
            }
        }
        /// Digits only.
        MediaIdLooksLikePublishId = "media-id-looks-like-publish-id", Warning {
            zh {
                title: "media_id 全是数字，像是 publish_id",
                advice: "提交用草稿的 media_id；publish_id 是提交之后才有的，用于查询。",
            }
            en {
                title: "media_id is all digits and looks like a publish_id",
                advice: "Submitting takes the draft's media_id; a publish_id comes back from it and serves to ask later.",
            }
        }
        /// A field the interface does not have.
        UnknownField {
            name: Excerpt,
            guess: Guess,
            repair: Repair,
            known: Vec<&'static str>,
        } = "unknown-field", Warning {
            zh {
                title: "接口没有这个字段" => "没有 {name} 这个字段{guess}",
                advice: "文档没有列出的字段不起作用。" => "这里的字段有 {known}，其他字段不起作用。",
                fix: "{repair}",
            }
            en {
                title: "A field the interface does not have" => "There is no field {name}{guess}",
                advice: "Fields that the document does not list have no effect."
                    => "The fields here are {known}; others have no effect.",
                fix: "{repair}",
            }
        }
        /// A required field is not there.
        FieldMissing { interface: &'static str, names: Vec<&'static str> } = "field-missing", Error {
            zh {
                title: "缺少必填字段" => "缺少必填字段 {names}",
                advice: "文档写明必填。" => "{interface} 的文档写明必填。",
            }
            en {
                title: "A required field is missing" => "Missing: {names}",
                advice: "The document says it is required." => "The document of {interface} says it is required.",
            }
        }
        /// `""` in a required field.
        FieldEmpty { name: &'static str } = "field-empty", Error {
            zh {
                title: "必填字段是空的" => "{name} 是空的",
                advice: "文档写明必填，填上内容再调用。",
            }
            en {
                title: "A required field is empty" => "{name} is empty",
                advice: "The document says it is required: fill it in before you call.",
            }
        }
        /// A list, an object or null where something else belongs, or the other way round.
        FieldType { name: &'static str, found: Bilingual, expected: Bilingual } = "field-type", Error {
            zh {
                title: "字段的类型不对" => "{name} 是{found}，应为{expected}",
                advice: "draft/add 的 articles 是数组，draft/update 的是对象，两者常弄混。",
                fix: "放进数组",
            }
            en {
                title: "The wrong type" => "{name} is {found}; it has to be {expected}",
                advice: "articles is a list in draft/add and an object in draft/update: the two are easily confused.",
                fix: "Put it into a list",
            }
        }
        /// A string for a number and the like.
        FieldTypeDiffers { name: &'static str, found: Bilingual, expected: Bilingual } = "field-type-differs", Warning {
            zh {
                title: "字段的类型与文档不同" => "{name} 是{found}，文档写的是{expected}",
                advice: "微信怎么处理不清楚，请按文档的类型发送。",
                fix: "改为文档的类型",
            }
            en {
                title: "Another type than documented" => "{name} is {found}; the document says {expected}",
                advice: "What WeChat makes of it is not known. Send the documented type.",
                fix: "Use the documented type",
            }
        }
        /// More than documented.
        FieldTooLong { name: &'static str, length: Measure, most: Measure } = "field-too-long", Warning {
            zh {
                title: "超过文档写的长度" => "{name} 有 {length}，文档写最多 {most}",
                advice: "微信可能拒绝，也可能截断。缩短到文档的长度最稳妥。",
            }
            en {
                title: "Longer than documented" => "{name} has {length}; the document allows {most}",
                advice: "WeChat may refuse or cut it. Keeping to the documented length is safest.",
            }
        }
        /// A number outside of the documented range.
        FieldOutOfRange { name: &'static str, value: Excerpt, numbers: Numbers } = "field-out-of-range", Error {
            zh {
                title: "数值超出范围" => "{name} 是 {value}，应为{numbers}",
                advice: "这是文档写明的取值范围。",
            }
            en {
                title: "A number out of range" => "{name} is {value}; it has to be {numbers}",
                advice: "That is the documented range.",
            }
        }
        /// Too few or too many in a list.
        FieldCount { name: &'static str, count: usize, numbers: Numbers } = "field-count", Error {
            zh {
                title: "数组的个数不对" => "{name} 有 {count} 个，应为{numbers}",
                advice: "一个草稿最多 8 篇文章，至少 1 篇。",
            }
            en {
                title: "Too few or too many in a list" => "{name} holds {count}; it has to be {numbers}",
                advice: "A draft holds 8 articles at most, and one at least.",
            }
        }
        /// None of the documented values.
        FieldValue { name: &'static str, value: Excerpt, known: Vec<&'static str> } = "field-value", Error {
            zh {
                title: "不是文档列出的值" => "{name} 是 {value}，应为 {known}",
                advice: "只能用文档列出的值。",
                fix: "改为文档的值",
            }
            en {
                title: "Not a documented value" => "{name} is {value}; documented: {known}",
                advice: "Only the documented values are accepted.",
                fix: "Use the documented value",
            }
        }
        /// A stand-in instead of an id.
        FieldPlaceholder { name: &'static str, value: Excerpt } = "field-placeholder", Error {
            zh {
                title: "还是占位符" => "{name} 还是占位符 {value}",
                advice: "换成真实的值。",
            }
            en {
                title: "Still a placeholder" => "{name} is still the placeholder {value}",
                advice: "Put the real value there.",
            }
        }
        /// A blank around or inside an id.
        FieldWhitespace { name: &'static str } = "field-whitespace", Error {
            zh {
                title: "id 里有空白字符" => "{name} 里有空白字符",
                advice: "多半是复制时带上了空格或换行，微信会当作另一个 id。",
                fix: "去掉空白",
            }
            en {
                title: "White space in an id" => "{name} holds white space",
                advice: "A blank or line break was probably copied along. To WeChat it is another id.",
                fix: "Remove the white space",
            }
        }
        /// A picture on another server.
        ForeignImage { count: usize, hosts: Vec<Excerpt> } = "foreign-image", Warning {
            zh {
                title: "正文里有外部图片" => "正文里有 {count} 张外部图片（{hosts}），会被过滤",
                advice: "先用 media/uploadimg 上传，换成返回的地址（mmbiz.qpic.cn）。",
            }
            en {
                title: "The text shows pictures from elsewhere"
                    => "Pictures from elsewhere ({hosts}): {count}. They are filtered out",
                advice: "Upload them by media/uploadimg and use the address it returns (mmbiz.qpic.cn).",
            }
        }
        /// `\u4f5c` in a text.
        UnicodeEscape { name: &'static str } = "unicode-escape", Warning {
            zh {
                title: "文字写成了 \\uXXXX" => "{name} 里的文字写成了 \\uXXXX",
                advice: "微信不还原这种写法，标题和正文会显示成乱码，也可能返回 40033。序列化 JSON 时不要转义（如 ensure_ascii=False）。",
                fix: "换成原文",
            }
            en {
                title: "Text is written as \\uXXXX" => "{name} is written as \\uXXXX",
                advice: "WeChat keeps such escapes as they are, which garbles titles and texts, or answers 40033. Serialize \
                         JSON without them (ensure_ascii=False and the like).",
                fix: "Write the characters themselves",
            }
        }
    }
}

/// The field that was probably meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guess(pub(crate) Option<&'static str>);

impl Fact for Guess {
    fn show(&self, lang: Lang) -> String {
        match (self.0, lang) {
            (None, _) => String::new(),
            (Some(name), Lang::Zh) => format!("，应为 {name}"),
            (Some(name), Lang::En) => format!("; {name} is probably meant"),
        }
    }
}

/// What the repair of an unknown field does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repair {
    /// It takes the field out.
    Delete,
    /// It gives it this name.
    Rename(&'static str),
}

impl Fact for Repair {
    fn show(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Delete, Lang::Zh) => "删除这个字段".to_owned(),
            (Self::Delete, Lang::En) => "Remove the field".to_owned(),
            (Self::Rename(name), Lang::Zh) => format!("改为 {name}"),
            (Self::Rename(name), Lang::En) => format!("Rename it to {name}"),
        }
    }
}

/// How long a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// In characters.
    Characters(usize),
    /// In bytes of UTF-8.
    Bytes(usize),
}

impl Fact for Measure {
    fn show(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Characters(count), Lang::Zh) => format!("{count} 个字符"),
            (Self::Characters(count), Lang::En) => format!("{count} characters"),
            (Self::Bytes(count), Lang::Zh) => format!("{count} 字节"),
            (Self::Bytes(count), Lang::En) => format!("{count} bytes"),
        }
    }
}

/// Which numbers are right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbers {
    pub(crate) least: u32,
    pub(crate) most: u32,
}

impl Fact for Numbers {
    fn show(&self, lang: Lang) -> String {
        let Self { least, most } = self;
        match lang {
            Lang::Zh if *most == u32::MAX => format!("不小于 {least} 的整数"),
            Lang::En if *most == u32::MAX => format!("a whole number from {least}"),
            Lang::Zh if least + 1 == *most => format!(" {least} 或 {most}"),
            Lang::En if least + 1 == *most => format!("{least} or {most}"),
            Lang::Zh => format!(" {least} 到 {most}"),
            Lang::En => format!("{least} to {most}"),
        }
    }
}
