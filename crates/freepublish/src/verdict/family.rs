//! The words for calls and answers of the interfaces around `freepublish/submit`.

use super::{Fixed, Verdict, errors_in_request, fixed};
use crate::catalogue::interface::Interface;
use crate::inspection::{Answer, Inspection, Outcome};
use crate::lang::{Bilingual, Lang};

/// A call of another interface than `freepublish/submit`.
pub(super) fn of_call(interface: Interface, inspection: &Inspection, lang: Lang) -> Verdict {
    let row = interface.row();
    let label = format!("{} · {}", row.name, row.title.get(lang));
    let is_valid = inspection.outcome == Outcome::Valid;
    if interface.is_mass_send() && is_valid {
        return Verdict {
            label,
            headline: match lang {
                Lang::Zh => format!("这是群发接口 {}，不是发布", row.name),
                Lang::En => format!("{} mass-sends; it does not publish", row.name),
            },
            meaning: row.meaning.get(lang).to_owned(),
            advice: vec![MASS_SEND_ADVICE.get(lang).to_owned()],
        };
    }
    if !is_valid {
        let Verdict { headline, advice, .. } = errors_in_request(inspection, lang);
        return Verdict { label, headline, meaning: row.meaning.get(lang).to_owned(), advice };
    }
    let is_body_only =
        inspection.request.as_ref().is_none_or(|call| call.url.is_none() && call.method.is_none());
    let headline = match (is_body_only, lang) {
        (false, Lang::Zh) => "请求没有发现错误".to_owned(),
        (false, Lang::En) => "No error found in the request".to_owned(),
        (true, Lang::Zh) => format!("请求体没有发现错误（按 {} 检查）", row.name),
        (true, Lang::En) => format!("No error found in the body, read as a call of {}", row.name),
    };
    let method = row.method.name();
    let to = match (is_body_only, lang) {
        (false, _) => None,
        (true, Lang::Zh) => Some(format!(
            "用 {method} 发到 https://api.weixin.qq.com{}{}。",
            row.path,
            if interface.is_token() { "" } else { "，access_token 写在 URL 里" }
        )),
        (true, Lang::En) => Some(format!(
            "{method} it to https://api.weixin.qq.com{}{}.",
            row.path,
            if interface.is_token() { "" } else { " with the access_token in the URL" }
        )),
    };
    let advice = to.into_iter().chain(next_step(interface).map(|text| text.get(lang).to_owned())).collect();
    Verdict { label, headline, meaning: row.meaning.get(lang).to_owned(), advice }
}

/// What to do after a call.
fn next_step(interface: Interface) -> Option<Bilingual> {
    Some(match interface {
        Interface::DraftAdd => Bilingual::new(
            "保存后用返回的 media_id 提交 freepublish/submit。",
            "Then submit the media_id it returns to freepublish/submit.",
        ),
        Interface::Get => Bilingual::new(
            "优先等 PUBLISHJOBFINISH 回调；查询每天 100 次，间隔拉开。",
            "Rather wait for the PUBLISHJOBFINISH callback; asking is limited to 100 calls a day, so space them out.",
        ),
        Interface::Delete => Bilingual::new(
            "删除不可撤销；不带 index 或 index 为 0 会删除全部文章。",
            "Deleting is for good; without index, or with index 0, every article goes.",
        ),
        Interface::DraftDelete => Bilingual::new("删除不可撤销。", "Deleting is for good."),
        Interface::Token => Bilingual::new(
            "推荐改用 stable_token，多台服务器不会互相顶掉。",
            "Prefer stable_token: servers then don't kick each other out.",
        ),
        _ => return None,
    })
}

/// An answer without an error, of another interface than `freepublish/submit`.
pub(super) fn of_answer(inspection: &Inspection, lang: Lang) -> Verdict {
    let told = inspection.answer.unwrap_or_default();
    let Some(interface) = inspection.interface else {
        if inspection.answer.is_none() {
            return fixed(&DONE, lang);
        }
        return Verdict { headline: listed(told, lang), ..fixed(&TOLD, lang) };
    };
    let row = interface.row();
    let label = match lang {
        Lang::Zh => format!("{} 的返回", row.name),
        Lang::En => format!("answer of {}", row.name),
    };
    let Verdict { meaning, advice, .. } = fixed(words(interface), lang);
    Verdict { label, headline: headline(interface, told, lang), meaning, advice }
}

fn headline(interface: Interface, told: Answer, lang: Lang) -> String {
    let Answer { total, listed } = told;
    match (interface, total, listed, lang) {
        (Interface::BatchGet, Some(total), Some(listed), Lang::Zh) => {
            format!("已发布 {total} 条图文，本次返回 {listed} 条")
        }
        (Interface::BatchGet, Some(total), Some(listed), Lang::En) => {
            format!("{total} published in all, {listed} of them here")
        }
        (Interface::DraftBatchGet, Some(total), Some(listed), Lang::Zh) => {
            format!("草稿箱里有 {total} 个草稿，本次返回 {listed} 个")
        }
        (Interface::DraftBatchGet, Some(total), Some(listed), Lang::En) => {
            format!("{total} {} in all, {listed} of them here", plural(total, "draft", "drafts"))
        }
        (Interface::DraftCount, Some(total), _, Lang::Zh) => format!("草稿箱里有 {total} 个草稿"),
        (Interface::DraftCount, Some(total), _, Lang::En) => {
            format!("{total} {} in the draft box", plural(total, "draft", "drafts"))
        }
        (Interface::GetArticle, _, Some(listed), Lang::Zh) => format!("已发布的图文：共 {listed} 篇文章"),
        (Interface::GetArticle, _, Some(listed), Lang::En) => {
            format!("What was published: {listed} {}", plural(listed as u64, "article", "articles"))
        }
        (Interface::DraftGet, _, Some(listed), Lang::Zh) => {
            format!("草稿的内容：共 {listed} 篇文章，还没有发布")
        }
        (Interface::DraftGet, _, Some(listed), Lang::En) => {
            format!("A draft of {listed} {}, not published yet", plural(listed as u64, "article", "articles"))
        }
        _ => words(interface).headline.get(lang).to_owned(),
    }
}

fn plural(count: u64, one: &'static str, many: &'static str) -> &'static str {
    if count == 1 { one } else { many }
}

/// A list of which it cannot be told what is in it: an empty page of drafts or of published articles.
fn listed(told: Answer, lang: Lang) -> String {
    match (told.total, told.listed, lang) {
        (Some(total), Some(listed), Lang::Zh) => format!("共 {total} 条，本次返回 {listed} 条"),
        (Some(total), Some(listed), Lang::En) => format!("{total} in all, {listed} of them here"),
        _ => TOLD.headline.get(lang).to_owned(),
    }
}

const MASS_SEND_ADVICE: Bilingual = Bilingual::new(
    "要发布草稿，请用 freepublish/submit；群发的字段这里不检查。",
    "To publish a draft, use freepublish/submit; the fields of a mass-send are not checked here.",
);

fn words(interface: Interface) -> &'static Fixed {
    match interface {
        Interface::Token | Interface::StableToken => &TOKEN,
        Interface::DraftAdd => &SAVED,
        Interface::DraftUpdate => &CHANGED,
        Interface::DraftDelete => &DRAFT_DELETED,
        Interface::Delete => &DELETED,
        Interface::GetArticle => &ARTICLES,
        Interface::DraftGet => &DRAFT,
        Interface::BatchGet => &PUBLISHED_LIST,
        Interface::DraftBatchGet | Interface::DraftCount => &DRAFTS,
        mass if mass.is_mass_send() => &MASS_SENT,
        _ => &DONE,
    }
}

const NO_WORDS: Bilingual = Bilingual::new("", "");

const fn plain(headline: Bilingual) -> Fixed {
    Fixed { label: NO_WORDS, headline, meaning: NO_WORDS, advice: &[] }
}

const DONE: Fixed = Fixed {
    label: Bilingual::new("errcode 0 · 成功", "errcode 0 · ok"),
    headline: Bilingual::new("调用成功", "The call was taken"),
    meaning: Bilingual::new(
        "返回里只有 errcode，看不出是哪个接口：freepublish/delete、draft/delete、draft/update 成功时都是这样。",
        "The answer holds an errcode alone, which does not tell the interface: freepublish/delete, draft/delete and \
         draft/update answer like this.",
    ),
    advice: &[Bilingual::new(
        "如果这是 freepublish/submit 的返回，少了 publish_id，说明返回不完整。",
        "If this is the answer of freepublish/submit, publish_id is missing: the answer is not complete.",
    )],
};

const TOLD: Fixed = Fixed {
    label: Bilingual::new("接口返回", "answer"),
    headline: Bilingual::new(
        "调用成功，与发布结果无关",
        "The call was taken; it says nothing about a publish",
    ),
    meaning: NO_WORDS,
    advice: &[],
};

const TOKEN: Fixed = Fixed {
    label: NO_WORDS,
    headline: Bilingual::new(
        "这是取 access_token 的返回，与发布无关；请勿外传",
        "The answer that carries an access_token, not about a publish; keep it to yourself",
    ),
    meaning: Bilingual::new("有效期内它等同账号权限。", "While it lives it stands for the account."),
    advice: &[Bilingual::new(
        "存在服务器上，到期前更新；多台服务器共用一个，或改用 stable_token。",
        "Keep it on the server and renew it in time; let servers share one, or use stable_token.",
    )],
};

const SAVED: Fixed = Fixed {
    label: NO_WORDS,
    headline: Bilingual::new("草稿已保存，还没有发布", "The draft is saved, not published yet"),
    meaning: NO_WORDS,
    advice: &[Bilingual::new(
        "用返回的 media_id 提交 freepublish/submit。",
        "Submit the media_id to freepublish/submit.",
    )],
};

const CHANGED: Fixed = plain(Bilingual::new("草稿已修改", "The draft was changed"));
const DRAFT_DELETED: Fixed = plain(Bilingual::new("草稿已删除", "The draft was deleted"));
const DRAFTS: Fixed = plain(Bilingual::new("草稿箱里的草稿", "The drafts"));

const DELETED: Fixed = Fixed {
    label: NO_WORDS,
    headline: Bilingual::new("已发布的文章已删除", "Published articles were deleted"),
    meaning: Bilingual::new(
        "全部文章都删除后，freepublish/get 会返回 publish_status 5。",
        "Once all articles are gone, freepublish/get answers publish_status 5.",
    ),
    advice: &[],
};

const DRAFT: Fixed = Fixed {
    label: NO_WORDS,
    headline: Bilingual::new("草稿的内容，还没有发布", "What is in a draft, not published yet"),
    meaning: Bilingual::new(
        "草稿里的 url 是临时链接，发布后的永久链接以回调里的 article_url 为准。",
        "The url of a draft is temporary; the permanent one is the article_url of the callback.",
    ),
    advice: &[],
};

const ARTICLES: Fixed = Fixed {
    label: NO_WORDS,
    headline: Bilingual::new("已发布的图文", "What was published"),
    meaning: Bilingual::new(
        "is_deleted 为 true 的那一篇已被删除。",
        "An article with is_deleted true is gone.",
    ),
    advice: &[],
};

const PUBLISHED_LIST: Fixed = Fixed {
    label: NO_WORDS,
    headline: Bilingual::new("已发布的图文列表", "The list of what was published"),
    meaning: Bilingual::new(
        "一条图文可以有多篇文章；从公众平台群发的可能不在列表里。",
        "One item may hold several articles; what was sent from the console may not be in the list.",
    ),
    advice: &[],
};

const MASS_SENT: Fixed = Fixed {
    label: NO_WORDS,
    headline: Bilingual::new("群发接口的返回，与发布无关", "The answer to a mass-send, not about a publish"),
    meaning: Bilingual::new(
        "群发的结果事件是 MASSSENDJOBFINISH。",
        "The event of a mass-send is MASSSENDJOBFINISH.",
    ),
    advice: &[],
};
