//! `publish_status`: what became of a publish job.

use crate::lang::Bilingual;
use crate::outcome::Outcome;

/// One value of `publish_status`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Status {
    /// The number WeChat sends.
    pub code: i64,
    /// What it comes to.
    pub outcome: Outcome,
    /// The document's name for it.
    pub name: Bilingual,
    /// The outcome in one sentence, when nothing more is known than the status.
    pub headline: Bilingual,
    /// What it means, and what it does not mean.
    pub meaning: Bilingual,
    /// What to do next, most useful first.
    pub advice: &'static [Bilingual],
}

/// The row of a status; `None` for a number the document does not list.
pub fn find(code: i64) -> Option<&'static Status> {
    STATUSES.iter().find(|status| status.code == code)
}

/// The row of an outcome, by its [name](Outcome::name); `None` for what is no end of publishing.
pub fn of(outcome: &str) -> Option<&'static Status> {
    STATUSES.iter().find(|status| status.outcome.name() == outcome)
}

/// Every status of the document, in its order.
pub const STATUSES: &[Status] = &[
    Status {
        code: 0,
        outcome: Outcome::Published,
        name: Bilingual::new("成功", "published"),
        headline: Bilingual::new("发布成功", "Published"),
        meaning: Bilingual::new(
            "文章已公开，article_url 是永久链接。发布不等于群发：不会通知粉丝，也不占群发次数。",
            "The articles are public and article_url is permanent. Publishing is not mass-sending: followers are \
                 not notified and no mass-send quota is used.",
        ),
        advice: &[
            Bilingual::new(
                "保存 article_id 和每篇的 article_url；链接以回调里的为准，不要自己拼。",
                "Store article_id and each article_url; take the links from here, never build them yourself.",
            ),
            Bilingual::new(
                "article_id 可用于客服消息，也可用 freepublish/getarticle 取回内容。",
                "Use article_id in customer-service messages, or with freepublish/getarticle to read it back.",
            ),
        ],
    },
    Status {
        code: 1,
        outcome: Outcome::Publishing,
        name: Bilingual::new("发布中", "publishing"),
        headline: Bilingual::new("还在发布中，尚无结果", "Still publishing, no result yet"),
        meaning: Bilingual::new(
            "任务已受理但还没结束，此时既不算成功也不算失败。",
            "The job was accepted and has not ended. This is neither success nor failure.",
        ),
        advice: &[
            Bilingual::new(
                "等 PUBLISHJOBFINISH 回调，它才是结果。",
                "Wait for the PUBLISHJOBFINISH callback: that is the result.",
            ),
            Bilingual::new(
                "要主动查询就用 freepublish/get，每天限 100 次，间隔逐次拉长。",
                "If you must ask, use freepublish/get: 100 calls a day, so back off between them.",
            ),
        ],
    },
    Status {
        code: 2,
        outcome: Outcome::OriginalityFailed,
        name: Bilingual::new("原创失败", "originality declaration failed"),
        headline: Bilingual::new(
            "发布未成功：原创声明未通过",
            "Not published: the originality declaration failed",
        ),
        meaning: Bilingual::new(
            "有文章没有通过原创声明。提交时返回的 errcode 0 只表示受理，这里才是结果。",
            "The originality declaration of some articles failed. The errcode 0 of the submit call only meant \
                 accepted; this is the result.",
        ),
        advice: &[
            Bilingual::new(
                "到公众平台确认文章的原创声明，修改草稿后重新提交。",
                "Check the originality declaration of the articles in the WeChat console, mend the draft and \
                     submit again.",
            ),
            Bilingual::new(
                "先确认草稿还在；若提交返回 40007，请重新保存草稿，用新的 media_id。",
                "Make sure the draft still exists; if submitting returns 40007, save it anew and use the new media_id.",
            ),
        ],
    },
    Status {
        code: 3,
        outcome: Outcome::Failed,
        name: Bilingual::new("常规失败", "failed"),
        headline: Bilingual::new("发布未成功：常规失败", "Not published: the job failed"),
        meaning: Bilingual::new(
            "微信只告知失败，不给原因。",
            "WeChat says that it failed and gives no reason.",
        ),
        advice: &[
            Bilingual::new(
                "登录公众平台查看草稿和通知，里面可能有具体原因。",
                "Look at the draft and the notices in the WeChat console; a reason may be given there.",
            ),
            Bilingual::new(
                "反馈问题时附上 publish_id 和事件时间。",
                "When you report it, include publish_id and the time of the event.",
            ),
        ],
    },
    Status {
        code: 4,
        outcome: Outcome::Rejected,
        name: Bilingual::new("平台审核不通过", "rejected by the platform"),
        headline: Bilingual::new(
            "发布未成功：平台审核不通过",
            "Not published: rejected by the platform's review",
        ),
        meaning: Bilingual::new(
            "有文章没有通过平台审核，微信不给具体原因。",
            "Some articles did not pass the platform's review. WeChat gives no reason.",
        ),
        advice: &[
            Bilingual::new(
                "登录公众平台查看审核通知，修改没有通过的文章后再提交。",
                "Read the review notice in the WeChat console, change the articles that did not pass and submit again.",
            ),
            Bilingual::new(
                "不要原样重试：内容不变，结果多半也不变。",
                "Don't retry unchanged: the same content will most likely get the same answer.",
            ),
        ],
    },
    Status {
        code: 5,
        outcome: Outcome::DeletedByUser,
        name: Bilingual::new("成功后用户删除所有文章", "deleted by the user after publishing"),
        headline: Bilingual::new(
            "曾发布成功，现在所有文章已被删除",
            "Was published; the user has since deleted every article",
        ),
        meaning: Bilingual::new(
            "不是发布失败：发布成功过，之后账号方删除了全部文章。",
            "Not a failed publish: it succeeded, and later the account's own people deleted all articles.",
        ),
        advice: &[
            Bilingual::new(
                "在自己的系统里把这些文章标为已删除，撤下链接。",
                "Mark these articles as deleted in your system and take their links down.",
            ),
            Bilingual::new(
                "若不是你方删除的，检查谁有公众平台后台或 freepublish/delete 的权限。",
                "If nobody on your side did it, check who has access to the console or to freepublish/delete.",
            ),
        ],
    },
    Status {
        code: 6,
        outcome: Outcome::BannedBySystem,
        name: Bilingual::new("成功后系统封禁所有文章", "banned by the platform after publishing"),
        headline: Bilingual::new(
            "曾发布成功，现在所有文章已被系统封禁",
            "Was published; the platform has since banned every article",
        ),
        meaning: Bilingual::new(
            "不是发布失败：发布成功过，之后平台封禁了全部文章，链接不再可用。",
            "Not a failed publish: it succeeded, and later the platform banned all articles; the links no longer work.",
        ),
        advice: &[
            Bilingual::new(
                "登录公众平台查看违规通知；有异议就在通知里申诉。",
                "Read the violation notice in the WeChat console; if you disagree, appeal there.",
            ),
            Bilingual::new(
                "在自己的系统里把这些文章标为已封禁，撤下链接，不要自动重发。",
                "Mark these articles as banned in your system, take their links down, and don't republish automatically.",
            ),
        ],
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_document_lists_zero_to_six_in_order() {
        assert_eq!(STATUSES.iter().map(|status| status.code).collect::<Vec<_>>(), [0, 1, 2, 3, 4, 5, 6]);
    }

    #[test]
    fn only_publishing_leaves_the_end_open() {
        for status in STATUSES {
            assert_eq!(status.outcome.is_settled(), status.code != 1, "{}", status.code);
        }
    }

    #[test]
    fn an_unlisted_number_has_no_row() {
        assert_eq!(find(9), None);
        assert_eq!(find(-1), None);
    }
}
