//! The answer in words: one sentence that stands alone, what it means, what to do next.

mod family;
mod read_as;

use std::collections::BTreeSet;

pub use self::read_as::{mode_name, read_as};
use crate::catalogue::errcode;
use crate::catalogue::interface::Interface;
use crate::catalogue::status::{self, Status};
use crate::diagnostic::{Diagnostic, Severity};
use crate::inspection::{Inspection, Kind, Mode, Outcome, Publish, Response};
use crate::lang::{Bilingual, Lang, list};
use crate::rule::{Finding, callback, request};

/// What happened and what to do, for a reader in a hurry.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Verdict {
    /// What the sentence rests on: `publish_status 4 · 平台审核不通过`.
    pub label: String,
    /// What happened, in one sentence that stands alone.
    pub headline: String,
    /// What it means and what it does not; empty when the headline says it all.
    pub meaning: String,
    /// What to do next, most useful first.
    pub advice: Vec<String>,
}

/// The words for an inspection.
pub fn verdict(inspection: &Inspection, lang: Lang) -> Verdict {
    match (inspection.kind, &inspection.publish, &inspection.response) {
        (Kind::Callback | Kind::PublishResult, Some(publish), _) => {
            let verdict = of_job(publish, lang);
            if inspection.is_doubtful() { doubted(verdict, inspection, lang) } else { verdict }
        }
        (Kind::Callback, None, _) => of_event(inspection, lang),
        (Kind::Response, ..) if inspection.outcome == Outcome::Answered => {
            family::of_answer(inspection, lang)
        }
        (Kind::Response, _, Some(response)) => of_response(response, inspection, lang),
        (Kind::Request, ..) => match inspection.interface {
            Some(interface) if interface != Interface::Submit => family::of_call(interface, inspection, lang),
            _ => of_request(inspection, lang),
        },
        _ => of_unknown(inspection, lang),
    }
}

/// The error that explains most of the others: what breaks the text, then what makes it another message than it is meant to
/// be, then the first in the text. `None` without an error in the text.
pub fn root_cause(inspection: &Inspection) -> Option<&Diagnostic> {
    let errors = inspection.diagnostics.iter().filter(|diagnostic| diagnostic.is_error_of_text());
    errors.min_by_key(|diagnostic| match diagnostic.finding {
        Finding::Input(_) | Finding::Xml(_) | Finding::Json(_) => 0,
        Finding::Callback(callback::Finding::Flattened | callback::Finding::WrongEvent { .. })
        | Finding::Request(request::Finding::CalledFromFrontend { .. }) => 1,
        _ => 2,
    })
}

/// What the status says, of a payload that WeChat would not send like this. Of the rest nothing is asserted, as the payload
/// may not hold it; what to look at first is named.
fn doubted(verdict: Verdict, inspection: &Inspection, lang: Lang) -> Verdict {
    let headline = match inspection.outcome {
        // That nothing is known is beyond doubt.
        Outcome::Unknown => return verdict,
        Outcome::Published => texts::DOUBTFUL_PUBLISHED,
        Outcome::Publishing => texts::DOUBTFUL_PUBLISHING,
        Outcome::DeletedByUser => texts::DOUBTFUL_DELETED,
        Outcome::BannedBySystem => texts::DOUBTFUL_BANNED,
        _ => texts::DOUBTFUL_FAILED,
    };
    let cause = root_cause(inspection)
        .map(|error| format!("{}{}", texts::FIRST_OF_ALL.get(lang), error.rule().title.get(lang)));
    Verdict {
        label: verdict.label,
        headline: headline.get(lang).to_owned(),
        meaning: cause.unwrap_or_default(),
        advice: vec![texts::DOUBTFUL_ADVICE.get(lang).to_owned()],
    }
}

fn of_job(publish: &Publish, lang: Lang) -> Verdict {
    let Some(number) = publish.publish_status else { return fixed(&texts::NO_STATUS, lang) };
    let Some(row) = status::find(number) else {
        let mut verdict = fixed(&texts::UNKNOWN_STATUS, lang);
        verdict.label = format!("publish_status {number}");
        verdict.headline = match lang {
            Lang::Zh => format!("结果未知：publish_status {number} 不在文档之内"),
            Lang::En => format!("Result unknown: publish_status {number} is not in the document"),
        };
        return verdict;
    };
    let mut meaning = row.meaning.get(lang).to_owned();
    if matches!(row.outcome, Outcome::OriginalityFailed | Outcome::Rejected) && failing(publish).is_empty() {
        meaning.push_str(texts::WHICH_IS_UNKNOWN.get(lang));
    }
    Verdict {
        label: format!("publish_status {number} · {}", row.name.get(lang)),
        headline: job_headline(row, publish, lang),
        meaning,
        advice: row.advice.iter().map(|text| text.get(lang).to_owned()).collect(),
    }
}

/// Names the articles, as far as the payload does. A failing callback names only the failing ones, so how many there
/// are is not known then.
fn job_headline(row: &Status, publish: &Publish, lang: Lang) -> String {
    let failing = failing(publish);
    let named = named(&failing, lang);
    match (row.outcome, lang) {
        (Outcome::Published, Lang::Zh) if !publish.articles.is_empty() => {
            format!("发布成功：共 {} 篇文章", publish.articles.len())
        }
        (Outcome::Published, Lang::En) if !publish.articles.is_empty() => match publish.articles.len() {
            1 => "Published: 1 article".to_owned(),
            count => format!("Published: {count} articles"),
        },
        (Outcome::OriginalityFailed, Lang::Zh) if !failing.is_empty() => {
            format!("发布未成功：第 {named} 篇原创声明未通过")
        }
        (Outcome::OriginalityFailed, Lang::En) if !failing.is_empty() => {
            format!("Not published: the originality declaration of {} failed", articles_en(&failing))
        }
        (Outcome::Rejected, Lang::Zh) if !failing.is_empty() => {
            format!("发布未成功：第 {named} 篇未通过平台审核")
        }
        (Outcome::Rejected, Lang::En) if !failing.is_empty() => {
            let were = if failing.len() == 1 { "was" } else { "were" };
            format!("Not published: {} {were} rejected by the platform's review", articles_en(&failing))
        }
        (Outcome::Failed, Lang::Zh) if !failing.is_empty() => format!("发布未成功：第 {named} 篇常规失败"),
        (Outcome::Failed, Lang::En) if !failing.is_empty() => {
            format!("Not published: the job failed, at {}", articles_en(&failing))
        }
        _ => row.headline.get(lang).to_owned(),
    }
}

/// The failing articles that a headline can name: they are counted from 1.
fn failing(publish: &Publish) -> Vec<u32> {
    failing_articles(publish).into_iter().filter(|idx| *idx > 0).collect()
}

fn articles_en(failing: &[u32]) -> String {
    let noun = if failing.len() == 1 { "article" } else { "articles" };
    format!("{noun} {}", named(failing, Lang::En))
}

/// A draft has a handful of articles; a payload that names hundreds must not make a headline of them all.
fn named(failing: &[u32], lang: Lang) -> String {
    const MOST: usize = 12;
    if failing.len() <= MOST {
        return list(failing, lang);
    }
    let first = &failing[..MOST];
    match lang {
        Lang::Zh => format!("{} 等 {}", list(first, lang), failing.len()),
        Lang::En => {
            let first: Vec<String> = first.iter().map(u32::to_string).collect();
            format!("{} and {} more", first.join(", "), failing.len() - MOST)
        }
    }
}

/// The failing articles, each once, ascending.
pub fn failing_articles(publish: &Publish) -> Vec<u32> {
    publish.fail_idx.iter().copied().collect::<BTreeSet<u32>>().into_iter().collect()
}

fn of_event(inspection: &Inspection, lang: Lang) -> Verdict {
    let envelope = inspection.envelope.as_ref().filter(|envelope| envelope.mode != Mode::Plain);
    let encrypted = envelope.is_some_and(|envelope| !envelope.decrypted);
    let decrypted = envelope.is_some_and(|envelope| envelope.decrypted);
    let Some(header) = &inspection.header else {
        let text = match envelope {
            Some(_) if decrypted => &texts::DECRYPTED,
            Some(_) => &texts::ENCRYPTED,
            None => &texts::URL_VERIFICATION,
        };
        return fixed(text, lang);
    };
    match header.event.as_deref() {
        None if encrypted => fixed(&texts::ENCRYPTED, lang),
        Some(event) if event != crate::catalogue::event::PUBLISH_JOB_FINISH => {
            let mut verdict = fixed(&texts::OTHER_EVENT, lang);
            event.clone_into(&mut verdict.label);
            let about = crate::catalogue::event::describe(event).get(lang);
            verdict.headline = match lang {
                Lang::Zh => format!("与发布结果无关：这是{about}"),
                Lang::En => format!("Not a publish result: this is {about}"),
            };
            verdict
        }
        _ if header.msg_type.as_deref().is_some_and(|msg_type| msg_type != "event") => {
            fixed(&texts::MESSAGE, lang)
        }
        None if decrypted => fixed(&texts::DECRYPTED, lang),
        _ => fixed(&texts::NO_STATUS, lang),
    }
}

fn of_response(response: &Response, inspection: &Inspection, lang: Lang) -> Verdict {
    let outcome = inspection.outcome;
    let Some(code) = response.errcode.filter(|code| *code != 0) else {
        let mut verdict =
            fixed(if outcome == Outcome::Accepted { &texts::ACCEPTED } else { &texts::NO_ERRCODE }, lang);
        if outcome == Outcome::Accepted && response.publish_id.is_none() {
            // "Store publish_id" is no use where there is none.
            verdict.advice.remove(0);
        }
        return verdict;
    };
    let label = format!("errcode {code}");
    let Some(row) = errcode::find(code) else {
        let headline = match lang {
            Lang::Zh => format!("提交未被受理：errcode {code}（未收录）"),
            Lang::En => format!("The submit was refused: errcode {code}, not in the catalogue"),
        };
        return Verdict { label, headline, ..fixed(&texts::UNKNOWN_ERRCODE, lang) };
    };
    let meaning = row.meaning.get(lang);
    let is_other = inspection.interface.is_some_and(|interface| interface != Interface::Submit);
    let headline = match (outcome, lang) {
        (Outcome::Unknown, Lang::Zh) => format!("结果未知：{meaning}"),
        (Outcome::Unknown, Lang::En) => format!("Result unknown: {meaning}"),
        (_, Lang::Zh) if is_other => format!("调用失败：{meaning}"),
        (_, Lang::En) if is_other => format!("The call was refused: {meaning}"),
        (_, Lang::Zh) => format!("提交未被受理：{meaning}"),
        (_, Lang::En) => format!("The submit was refused: {meaning}"),
    };
    Verdict {
        label,
        headline,
        meaning: row.cause.get(lang).to_owned(),
        advice: vec![row.remedy.get(lang).to_owned()],
    }
}

fn of_request(inspection: &Inspection, lang: Lang) -> Verdict {
    if inspection.outcome == Outcome::Valid {
        let body_only = inspection
            .request
            .as_ref()
            .is_some_and(|r| r.access_token == crate::inspection::AccessToken::NotGiven);
        return fixed(if body_only { &texts::VALID_BODY } else { &texts::VALID }, lang);
    }
    errors_in_request(inspection, lang)
}

/// Says the error that explains most, and how many there are. In general words: the facts of a case may be secrets, which can
/// be told from the text alone.
fn errors_in_request(inspection: &Inspection, lang: Lang) -> Verdict {
    let errors = inspection.diagnostics.iter().filter(|found| found.severity() == Severity::Error).count();
    let first = root_cause(inspection).map_or("", |error| error.rule().title.get(lang));
    let is_submit = inspection.interface.is_none_or(|interface| interface == Interface::Submit);
    let cannot = if is_submit { texts::CANNOT_SUBMIT } else { texts::CANNOT_CALL }.get(lang);
    let headline = match (errors, lang) {
        (0 | 1, Lang::Zh) => format!("{cannot}：{first}"),
        (_, Lang::Zh) => format!("{cannot}：{first}（共 {errors} 处错误）"),
        (0 | 1, Lang::En) => format!("{cannot}: {first}"),
        (_, Lang::En) => format!("{cannot}: {first} ({errors} errors)"),
    };
    Verdict { headline, ..fixed(&texts::INVALID, lang) }
}

fn of_unknown(inspection: &Inspection, lang: Lang) -> Verdict {
    let mut verdict = fixed(&texts::UNKNOWN, lang);
    if let Some(first) = inspection.diagnostics.first() {
        verdict.headline = first.message(lang);
        verdict.advice = vec![first.advice(lang)];
    }
    verdict
}

/// Words that hold no facts of the case.
struct Fixed {
    label: Bilingual,
    headline: Bilingual,
    meaning: Bilingual,
    advice: &'static [Bilingual],
}

fn fixed(texts: &Fixed, lang: Lang) -> Verdict {
    Verdict {
        label: texts.label.get(lang).to_owned(),
        headline: texts.headline.get(lang).to_owned(),
        meaning: texts.meaning.get(lang).to_owned(),
        advice: texts.advice.iter().map(|text| text.get(lang).to_owned()).collect(),
    }
}

mod texts {
    use super::Fixed;
    use crate::lang::Bilingual;

    pub(super) const DOUBTFUL_PUBLISHED: Bilingual = Bilingual::new(
        "不能确认：状态写的是成功，但报文有错误",
        "Can't confirm: status says published, but the payload has errors",
    );
    pub(super) const DOUBTFUL_PUBLISHING: Bilingual = Bilingual::new(
        "报文有错误；按 publish_status 看，还在发布中",
        "The payload has errors; by publish_status, it is still publishing",
    );
    pub(super) const DOUBTFUL_DELETED: Bilingual = Bilingual::new(
        "报文有错误；按 publish_status 看，文章已被删除",
        "The payload has errors; by publish_status, the articles were deleted",
    );
    pub(super) const DOUBTFUL_BANNED: Bilingual = Bilingual::new(
        "报文有错误；按 publish_status 看，文章已被封禁",
        "The payload has errors; by publish_status, the articles were banned",
    );
    pub(super) const DOUBTFUL_FAILED: Bilingual = Bilingual::new(
        "报文有错误；按 publish_status 看，发布未成功",
        "The payload has errors; by publish_status, it was not published",
    );
    pub(super) const FIRST_OF_ALL: Bilingual =
        Bilingual::new("首先要看的错误：", "The error to look at first: ");
    pub(super) const DOUBTFUL_ADVICE: Bilingual = Bilingual::new(
        "先对照微信推送的原始报文，解决下面的错误；这里的结论只依据 publish_status。",
        "Compare with the payload as WeChat sent it and clear up the errors below; all this rests on \
         publish_status alone.",
    );

    pub(super) const CANNOT_SUBMIT: Bilingual = Bilingual::new("不能提交", "Can't be submitted");
    pub(super) const CANNOT_CALL: Bilingual = Bilingual::new("不能调用", "This call will fail");

    pub(super) const WHICH_IS_UNKNOWN: Bilingual =
        Bilingual::new("报文没有用 fail_idx 指出是哪一篇。", " The payload does not name them in fail_idx.");

    pub(super) const ACCEPTED: Fixed = Fixed {
        label: Bilingual::new("errcode 0 · 已受理", "errcode 0 · accepted"),
        headline: Bilingual::new("提交已受理，尚未发布", "Accepted, not published yet"),
        meaning: Bilingual::new(
            "errcode 0 只表示发布任务提交成功，之后仍可能因原创声明、平台审核等原因失败。",
            "errcode 0 only means that the job was taken. It can still fail on the originality declaration, in review, \
             or otherwise.",
        ),
        advice: &[
            Bilingual::new("记下 publish_id，按文本保存。", "Store publish_id, as text."),
            Bilingual::new(
                "等 PUBLISHJOBFINISH 回调，用其中的 publish_id 对应这次提交。",
                "Wait for the PUBLISHJOBFINISH callback and match it by its publish_id.",
            ),
            Bilingual::new(
                "一直没有回调？检查公众平台的服务器配置是否已启用，再用 freepublish/get 查询（每天 100 次）。",
                "No callback? See whether the server configuration is enabled in the console, then ask \
                 freepublish/get (100 calls a day).",
            ),
        ],
    };

    pub(super) const NO_ERRCODE: Fixed = Fixed {
        label: Bilingual::new("接口返回", "answer"),
        headline: Bilingual::new("看不出提交是否被受理", "It is not clear whether the submit was accepted"),
        meaning: Bilingual::new(
            "返回里既没有可用的 errcode，也没有 publish_id。",
            "The answer has neither a usable errcode nor a publish_id.",
        ),
        advice: &[Bilingual::new("请粘贴完整的原始返回。", "Paste the whole original answer.")],
    };

    pub(super) const UNKNOWN_ERRCODE: Fixed = Fixed {
        label: Bilingual::new("errcode", "errcode"),
        headline: Bilingual::new("提交未被受理", "The submit was refused"),
        meaning: Bilingual::new("", ""),
        advice: &[Bilingual::new(
            "看 errmsg 的说明，或在微信开放文档的全局返回码里查这个数字。",
            "Read errmsg, or look the number up among the global return codes of WeChat's documentation.",
        )],
    };

    pub(super) const VALID: Fixed = Fixed {
        label: Bilingual::new("提交请求", "submit request"),
        headline: Bilingual::new(
            "请求没有发现错误，可以提交",
            "No error found: the request can be submitted",
        ),
        meaning: Bilingual::new(
            "这里只检查写法。草稿是否存在、账号有没有权限，要提交后才知道。",
            "Only the form is checked here. Whether the draft exists and the account may publish shows on submitting.",
        ),
        advice: &[Bilingual::new(
            "从服务端提交；返回 errcode 0 后等 PUBLISHJOBFINISH 回调。",
            "Submit it from a server; after errcode 0, wait for the PUBLISHJOBFINISH callback.",
        )],
    };

    pub(super) const VALID_BODY: Fixed = Fixed {
        label: Bilingual::new("提交请求 · 仅请求体", "submit request · body only"),
        headline: Bilingual::new("请求体没有发现错误", "No error found in the body"),
        meaning: Bilingual::new(
            "只有请求体，URL、方法和 access_token 没有检查。粘贴 curl 或完整的 HTTP 请求可一并检查。",
            "Only the body was given; address, method and access token were not checked. Paste a curl command or the \
             whole HTTP request to have them checked too.",
        ),
        advice: &[Bilingual::new(
            "用 POST 发到 https://api.weixin.qq.com/cgi-bin/freepublish/submit，access_token 写在 URL 里。",
            "POST it to https://api.weixin.qq.com/cgi-bin/freepublish/submit with the access_token in the URL.",
        )],
    };

    pub(super) const INVALID: Fixed = Fixed {
        label: Bilingual::new("提交请求", "submit request"),
        headline: Bilingual::new("请求有错误", "The request has errors"),
        meaning: Bilingual::new("", ""),
        advice: &[Bilingual::new(
            "按下面的诊断修改；带修复的能自动改好。",
            "Go through the diagnostics below; those with a fix can be fixed automatically.",
        )],
    };

    pub(super) const ENCRYPTED: Fixed = Fixed {
        label: Bilingual::new("加密的推送", "encrypted push"),
        headline: Bilingual::new(
            "这是加密的推送，要解密后才知道内容",
            "An encrypted push: its content shows only after decryption",
        ),
        meaning: Bilingual::new(
            "公众平台的消息加解密方式是兼容模式或安全模式时，推送会带 Encrypt 字段。",
            "With the console's message mode set to compatible or secure, a push carries the field Encrypt.",
        ),
        advice: &[Bilingual::new(
            "填入 EncodingAESKey 解密，或在服务端解密后粘贴明文。",
            "Enter the EncodingAESKey to decrypt it here, or decrypt it on your server and paste the plain text.",
        )],
    };

    pub(super) const DECRYPTED: Fixed = Fixed {
        label: Bilingual::new("已解密", "decrypted"),
        headline: Bilingual::new("已解密，内容不是事件推送", "Decrypted; what was inside is no event"),
        meaning: Bilingual::new(
            "加密的 echostr 和对推送的加密回复也是这样：没有事件，也不说明发布结果。",
            "An encrypted echostr and the encrypted reply to a push are like this: they hold no event and say nothing \
             about a publish.",
        ),
        advice: &[Bilingual::new(
            "发布结果请看 Event 为 PUBLISHJOBFINISH 的推送。",
            "For a publish result, look at the push whose Event is PUBLISHJOBFINISH.",
        )],
    };

    pub(super) const URL_VERIFICATION: Fixed = Fixed {
        label: Bilingual::new("推送地址", "push address"),
        headline: Bilingual::new(
            "这是微信访问你服务器的地址，没有报文内容",
            "The address of a push to your server, without its body",
        ),
        meaning: Bilingual::new(
            "保存服务器配置时，微信会用 GET 带上 signature、timestamp、nonce、echostr 访问它；推送事件时则用 POST。",
            "When the server configuration is saved, WeChat calls it by GET with signature, timestamp, nonce and \
             echostr; events come by POST.",
        ),
        advice: &[
            Bilingual::new(
                "校验 signature 通过后，原样返回 echostr，不加引号和换行。",
                "Check signature, then answer echostr exactly as it came, without quotes or line breaks.",
            ),
            Bilingual::new(
                "要看事件内容，请把请求体一起粘贴过来。",
                "To read an event, paste its body as well.",
            ),
        ],
    };

    pub(super) const OTHER_EVENT: Fixed = Fixed {
        label: Bilingual::new("其他事件", "another event"),
        headline: Bilingual::new("与发布结果无关", "Not a publish result"),
        meaning: Bilingual::new(
            "它不说明任何发布任务的结果。",
            "It says nothing about the result of any publish job.",
        ),
        advice: &[Bilingual::new(
            "发布结果请等 Event 为 PUBLISHJOBFINISH 的推送。",
            "For a publish result, wait for the push whose Event is PUBLISHJOBFINISH.",
        )],
    };

    pub(super) const MESSAGE: Fixed = Fixed {
        label: Bilingual::new("用户消息", "message"),
        headline: Bilingual::new(
            "与发布结果无关：这是用户发来的消息",
            "Not a publish result: this is a message from a user",
        ),
        meaning: Bilingual::new("", ""),
        advice: &[Bilingual::new(
            "发布结果是 MsgType 为 event、Event 为 PUBLISHJOBFINISH 的推送。",
            "A publish result has the MsgType event and the Event PUBLISHJOBFINISH.",
        )],
    };

    pub(super) const NO_STATUS: Fixed = Fixed {
        label: Bilingual::new("发布结果", "publish result"),
        headline: Bilingual::new(
            "结果未知：报文里没有可用的 publish_status",
            "Result unknown: there is no usable publish_status",
        ),
        meaning: Bilingual::new(
            "没有状态就不能说成功或失败。",
            "Without a status nobody can say whether it succeeded.",
        ),
        advice: &[Bilingual::new(
            "请粘贴完整的原始报文，或用 freepublish/get 查询这个 publish_id。",
            "Paste the whole original payload, or ask freepublish/get for this publish_id.",
        )],
    };

    pub(super) const UNKNOWN_STATUS: Fixed = Fixed {
        label: Bilingual::new("publish_status", "publish_status"),
        headline: Bilingual::new("结果未知", "Result unknown"),
        meaning: Bilingual::new(
            "文档只列出 0 到 6，而这份列表变过。未知不等于失败。",
            "The document lists 0 to 6, and that list has changed before. Unknown is not failed.",
        ),
        advice: &[
            Bilingual::new(
                "登录公众平台，或用 freepublish/get，看这次发布的实际情况。",
                "Look in the WeChat console, or ask freepublish/get, what really became of it.",
            ),
            Bilingual::new(
                "程序里记下原值、按未知处理，不要自动重发。",
                "Let your program keep the number and treat it as unknown; don't resubmit automatically.",
            ),
        ],
    };

    pub(super) const UNKNOWN: Fixed = Fixed {
        label: Bilingual::new("未识别", "not recognised"),
        headline: Bilingual::new("认不出这是什么", "Not recognised"),
        meaning: Bilingual::new("", ""),
        advice: &[],
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_headline_names_a_dozen_articles_at_most() {
        let many: Vec<u32> = (1..=300).collect();
        assert_eq!(named(&many[..2], Lang::Zh), "1、2");
        assert_eq!(named(&many, Lang::Zh), "1、2、3、4、5、6、7、8、9、10、11、12 等 300");
        assert_eq!(named(&many, Lang::En), "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 and 288 more");
    }
}
