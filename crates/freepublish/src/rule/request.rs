//! Group `request`: the call of `freepublish/submit`.
//! Document: POST <https://api.weixin.qq.com/cgi-bin/freepublish/submit?access_token=ACCESS_TOKEN>, body `{"media_id"}`.

use crate::check::syntax::pick;
use crate::diagnostic::{Diagnostic, Fix};
use crate::findings::Findings;
use crate::inspection::{AccessToken, Request};
use crate::lang::{Bilingual, Fact, Lang};
use crate::read::http::{Message, MethodSlot};
use crate::read::source::{Source, escape_json};
use crate::read::url::Url;
use crate::rule::rules;
use crate::secrets::{REMOVED, replaced};
use crate::span::Span;
use crate::syntax::{NodeId, Shape, Tree};

rules! {
    /// What can be wrong with a call.
    group "request" {
        /// Not POST.
        MethodNotPost { method: String } = "method-not-post", Error {
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
        WrongHost { host: String } = "wrong-host", Error {
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
        WrongPath { path: String } = "wrong-path", Error {
            zh {
                title: "路径不对" => "路径是 {path}，应为 /cgi-bin/freepublish/submit",
                advice: "freepublish/get 是查询，mass/sendall 是群发，都不是提交发布。",
                fix: "改为 /cgi-bin/freepublish/submit",
            }
            en {
                title: "The wrong path" => "The path is {path}; it has to be /cgi-bin/freepublish/submit",
                advice: "freepublish/get asks for a result and mass/sendall mass-sends; neither submits a draft.",
                fix: "Use /cgi-bin/freepublish/submit",
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
        AccessTokenPlaceholder { value: String } = "access-token-placeholder", Error {
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
        CalledFromFrontend { headers: Vec<String> } = "called-from-frontend", Error {
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
        ContentTypeNotJson { value: String } = "content-type-not-json", Warning {
            zh {
                title: "Content-Type 不是 JSON" => "Content-Type 是 {value}，不是 application/json",
                advice: "请求体是 JSON，请如实声明，免得中间的网关或框架按表单处理。",
            }
            en {
                title: "The Content-Type is not JSON" => "The Content-Type is {value}, not application/json",
                advice: "The body is JSON: say so, or a gateway or framework on the way may treat it as a form.",
            }
        }
        /// Nothing is sent.
        BodyMissing = "body-missing", Error {
            zh {
                title: "没有请求体",
                advice: "请求体应为含 media_id 的 JSON 对象。空请求体返回 44002。",
            }
            en {
                title: "There is no body",
                advice: "The body has to be a JSON object with media_id. WeChat answers 44002 to an empty one.",
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
        MediaIdPlaceholder { value: String } = "media-id-placeholder", Error {
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
        UnknownField { name: String, guess: Guess, repair: Bilingual } = "unknown-field", Warning {
            zh {
                title: "接口没有这个字段" => "接口没有字段 {name}{guess}",
                advice: "请求体只有 media_id 一个字段，其他字段不起作用。",
                fix: "{repair}",
            }
            en {
                title: "A field the interface does not have" => "The interface has no field {name}{guess}",
                advice: "The body has one field, media_id; others have no effect.",
                fix: "{repair}",
            }
        }
    }
}

const DELETE: Bilingual = Bilingual::new("删除这个字段", "Remove the field");
const RENAME: Bilingual = Bilingual::new("改为 media_id", "Rename it to media_id");

/// The field that was probably meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guess(Option<&'static str>);

impl Fact for Guess {
    fn show(&self, lang: Lang) -> String {
        match (self.0, lang.spoken()) {
            (None, _) => String::new(),
            (Some(name), Lang::Zh) => format!("，应该是 {name} 吧"),
            (Some(name), Lang::En) => format!("; {name} is probably meant"),
        }
    }
}

/// The main domain and its documented regional and spare ones.
const HOSTS: &[&str] = &[
    "api.weixin.qq.com",
    "api2.weixin.qq.com",
    "sh.api.weixin.qq.com",
    "sz.api.weixin.qq.com",
    "hk.api.weixin.qq.com",
];
const PATH: &str = "/cgi-bin/freepublish/submit";

/// Judges method, address and headers of a call.
pub(crate) fn check_call(message: &Message<'_>, findings: &mut Findings) -> Request {
    let mut request = Request::default();
    if let Some((method, span)) = &message.method {
        check_method(method, *span, message.method_slot, findings);
        request.method = Some(method.clone());
    }
    if let Some(source) = &message.url {
        let before = findings.len();
        let url = Url::split(&source.text, Span::new(0, source.text.len()));
        check_address(&source.text, &url, message.method_slot.is_some(), findings);
        request.access_token = check_access_token(&source.text, &url, findings);
        request.url = Some(masked(&source.text, &url));
        findings.since_mut(before).iter_mut().for_each(|diagnostic| source.lift(diagnostic));
        if url.host.is_none() {
            check_host_header(message, findings);
        }
    }
    check_headers(message, findings);
    request
}

fn check_method(method: &str, span: Span, slot: Option<MethodSlot>, findings: &mut Findings) {
    if method == "POST" {
        return;
    }
    let diagnostic = Diagnostic::new(Finding::MethodNotPost { method: method.to_owned() });
    findings.report(match slot {
        Some(MethodSlot::BehindCurl(curl)) => {
            diagnostic.at(curl).fix(Fix::replace(Span::at(curl.end), " -X POST"))
        }
        None => diagnostic.at(span).fix(Fix::replace(span, "POST")),
    });
}

fn check_address(text: &str, url: &Url, is_curl: bool, findings: &mut Findings) {
    if let Some(scheme) = url.scheme.filter(|scheme| !scheme.of(text).eq_ignore_ascii_case("https")) {
        findings.report(Diagnostic::new(Finding::NotHttps).at(scheme).fix(Fix::replace(scheme, "https")));
    } else if let Some(host) = url.host.filter(|_| url.scheme.is_none() && is_curl) {
        // curl takes an address without a scheme for http.
        let start = Span::at(host.start);
        findings.report(Diagnostic::new(Finding::NotHttps).at(host).fix(Fix::replace(start, "https://")));
    }
    if let Some(host) = url.host.filter(|host| !is_known_host(host.of(text))) {
        let finding = Finding::WrongHost { host: host.of(text).to_owned() };
        findings.report(Diagnostic::new(finding).at(host).fix(Fix::replace(host, HOSTS[0])));
    }
    if url.path.of(text) != PATH {
        let shown = if url.path.of(text).is_empty() { "/" } else { url.path.of(text) };
        let finding = Finding::WrongPath { path: shown.to_owned() };
        findings.report(Diagnostic::new(finding).at(url.path).fix(Fix::replace(url.path, PATH)));
    }
}

fn is_known_host(host: &str) -> bool {
    let name = host.strip_suffix(":443").unwrap_or(host);
    HOSTS.iter().any(|known| known.eq_ignore_ascii_case(name))
}

fn check_host_header(message: &Message<'_>, findings: &mut Findings) {
    let Some(header) = message.header("host").filter(|header| !is_known_host(&header.value)) else { return };
    let finding = Finding::WrongHost { host: header.value.clone() };
    let fix = Fix::replace(header.span, format!("{}: {}", header.name, HOSTS[0]));
    findings.report(Diagnostic::new(finding).at(header.span).fix(fix));
}

fn check_access_token(text: &str, url: &Url, findings: &mut Findings) -> AccessToken {
    let mut tokens = url.each(text, "access_token");
    let Some(first) = tokens.next().filter(|token| !token.value.of(text).trim().is_empty()) else {
        findings.report(Diagnostic::new(Finding::AccessTokenMissing).at(url.span));
        return AccessToken::Missing;
    };
    if let Some(second) = tokens.next() {
        let span = Span::new(second.name.start, second.value.end);
        findings.report(Diagnostic::new(Finding::AccessTokenDuplicated).at(span));
    }
    let value = first.value.of(text);
    if value.starts_with('$') || value == REMOVED || value.bytes().all(|byte| byte == b'*') {
        // A shell variable, which whoever runs the command fills in; or a token that was taken out on purpose.
        return AccessToken::Placeholder;
    }
    if is_token_placeholder(value) {
        let finding = Finding::AccessTokenPlaceholder { value: value.to_owned() };
        findings.report(Diagnostic::new(finding).at(first.value));
        return AccessToken::Placeholder;
    }
    findings.report(Diagnostic::new(Finding::AccessTokenVisible).at(first.value));
    AccessToken::Present
}

fn check_headers(message: &Message<'_>, findings: &mut Findings) {
    let is_browsers = |name: &str| {
        let name = name.to_ascii_lowercase();
        name == "origin" || name == "referer" || name.starts_with("sec-fetch-")
    };
    let mut browsers = message.headers.iter().filter(|header| is_browsers(&header.name)).peekable();
    if let Some(span) = browsers.peek().map(|first| first.span) {
        let headers = browsers.map(|header| header.name.clone()).collect();
        findings.report(Diagnostic::new(Finding::CalledFromFrontend { headers }).at(span));
    }
    if let Some(header) =
        message.header("content-type").filter(|h| !h.value.to_ascii_lowercase().contains("json"))
    {
        let finding = Finding::ContentTypeNotJson { value: header.value.clone() };
        findings.report(Diagnostic::new(finding).at(header.span));
    }
    if message.body.is_none() && !message.body_elsewhere && message.method.is_some() {
        let place = message.url.as_ref().map(Source::whole);
        let mut diagnostic = Diagnostic::new(Finding::BodyMissing);
        diagnostic.span = place;
        findings.report(diagnostic);
    }
}

/// The address with the values of its access tokens hidden.
fn masked(text: &str, url: &Url) -> String {
    let is_secret =
        |value: &str| !value.is_empty() && !value.starts_with('$') && !is_token_placeholder(value);
    let tokens = url.each(text, "access_token").map(|token| token.value);
    let tokens: Vec<Span> = tokens.filter(|token| is_secret(token.of(text))).collect();
    replaced(text, &tokens, "***")
}

/// Judges the body of a call and returns the `media_id` as it was written.
pub(crate) fn check_body(tree: &Tree<'_>, root: NodeId, findings: &mut Findings) -> Option<String> {
    let [media_id] = pick(tree, root, ["media_id"], findings);
    let mut meant = media_id;
    let mut elder = None;
    // Where brackets and commas are in doubt, so is what belongs to a member.
    let sound = !findings.has("json/malformed");
    for child in tree.children(root) {
        let name = tree[child].name.as_ref();
        let before = elder.replace(child);
        if name == "media_id" || name.is_empty() {
            continue;
        }
        let at = |finding| Diagnostic::new(finding).at(tree[child].name_span()).path(tree.path(child));
        if name == "access_token" {
            findings.report(at(Finding::AccessTokenInBody));
            continue;
        }
        let guessed = media_id.is_none() && meant.is_none() && is_nearly_media_id(name);
        let guess = Guess(guessed.then_some("media_id"));
        let repair = if guessed { RENAME } else { DELETE };
        let mut diagnostic = at(Finding::UnknownField { name: name.to_owned(), guess, repair });
        if guessed {
            meant = Some(child);
            diagnostic = diagnostic.fix(Fix::replace(tree[child].name_span(), "\"media_id\""));
        } else if sound {
            diagnostic = diagnostic.fix(Fix::delete(member_with_comma(tree, child, before)));
        }
        findings.report(diagnostic);
    }
    if media_id.is_none() {
        findings.report(Diagnostic::new(Finding::MediaIdMissing).at(tree[root].span()).path("/"));
    }
    let id = meant?;
    check_media_id(tree, id, findings);
    Some(tree[id].text.to_string())
}

fn check_media_id(tree: &Tree<'_>, id: NodeId, findings: &mut Findings) {
    let node = &tree[id];
    let at = |finding| Diagnostic::new(finding).at(node.value_span()).path(tree.path(id));
    let text = node.text.as_ref();
    if node.shape != Shape::String {
        let diagnostic = at(Finding::MediaIdNotString { found: crate::rule::json::describe(node.shape) });
        if node.shape != Shape::Number {
            findings.report(diagnostic);
            return;
        }
        findings.report(diagnostic.fix(Fix::replace(node.value_span(), format!("\"{text}\""))));
    }
    let value: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if value.is_empty() {
        findings.report(at(Finding::MediaIdEmpty));
        return;
    }
    if value.len() < text.len() {
        let mended = format!("\"{}\"", escape_json(&value));
        findings.report(at(Finding::MediaIdWhitespace).fix(Fix::replace(node.value_span(), mended)));
    }
    if is_placeholder(&value) || value.to_ascii_uppercase().replace('-', "_").contains("MEDIA_ID") {
        findings.report(at(Finding::MediaIdPlaceholder { value }));
        return;
    }
    if let Some(character) = value.chars().find(|c| !c.is_ascii_alphanumeric() && *c != '-' && *c != '_') {
        findings.report(at(Finding::MediaIdCharset { character }));
    }
    if value.bytes().all(|b| b.is_ascii_digit()) {
        findings.report(at(Finding::MediaIdLooksLikePublishId));
    }
}

fn is_token_placeholder(value: &str) -> bool {
    is_placeholder(value) || value.to_ascii_uppercase().contains("ACCESS_TOKEN")
}

/// Whether a value is what documentation and templates put in place of a value.
fn is_placeholder(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    let wrapped = [('<', '>'), ('{', '}'), ('[', ']')];
    wrapped.iter().any(|(open, close)| lower.starts_with(*open) && lower.ends_with(*close))
        || ["your_", "your-", "yourtoken"].iter().any(|start| lower.starts_with(start))
        || lower.len() >= 2 && lower.bytes().all(|b| b == b'x' || b == b'*' || b == b'.')
        || ["token", "media_id", "test", "todo", "null", "undefined", "none"].contains(&lower.as_str())
}

/// `mediaId`, `MediaID`, `media-id`, `meida_id` …
pub(crate) fn is_nearly_media_id(name: &str) -> bool {
    let plain: String =
        name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).take(16).collect();
    plain == "mediaid" || plain.starts_with('m') && plain.len() >= 6 && distance(&plain, "mediaid") <= 2
}

/// The number of insertions, deletions, replacements and swaps of neighbours that lead from one word to the other.
fn distance(a: &str, b: &str) -> usize {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let replaced = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = replaced.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

/// The member and the comma that would be left over without it.
fn member_with_comma(tree: &Tree<'_>, member: NodeId, before: Option<NodeId>) -> Span {
    let span = tree[member].span();
    match (before, tree.next_sibling(member)) {
        (Some(before), _) => Span::new(tree[before].span().end, span.end),
        (None, Some(behind)) => Span::new(span.start, tree[behind].span().start),
        (None, None) => span,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_pen_are_recognised_and_other_words_are_not() {
        for name in ["mediaId", "MediaID", "media-id", "meida_id", "media_ids", "medai_id"] {
            assert!(is_nearly_media_id(name), "{name}");
        }
        for name in ["publish_id", "id", "title", "media", "articles"] {
            assert!(!is_nearly_media_id(name), "{name}");
        }
    }

    #[test]
    fn placeholders_are_told_from_ids() {
        for value in ["<token>", "{{media_id}}", "xxxx", "YOUR_TOKEN", "undefined"] {
            assert!(is_placeholder(value), "{value}");
        }
        assert!(!is_placeholder("lr1QVk_Sw157DUBZk-X9qtp-3YoIXshnmhq2X2C4jK-"));
    }
}
