//! Payloads to look at. Most are the core's own fixtures, as WeChat sends them.

use freepublish::Bilingual;

use super::Words;

/// What a sample is a sample of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Pushed by WeChat.
    Callback,
    /// Sent to WeChat.
    Request,
    /// Answered by WeChat.
    Response,
}

impl Group {
    /// Every group, in the order of the menu.
    pub(super) const ALL: [Self; 3] = [Self::Callback, Self::Response, Self::Request];

    /// Its name in the menu.
    pub(super) const fn name(self, words: &Words) -> &'static str {
        match self {
            Self::Callback => words.samples_callback,
            Self::Request => words.samples_request,
            Self::Response => words.samples_response,
        }
    }
}

/// A payload.
#[derive(Clone, Copy, Debug)]
pub struct Sample {
    /// What it is a sample of.
    pub group: Group,
    /// What the menu calls it.
    pub name: Bilingual,
    /// The payload.
    pub text: &'static str,
}

/// The samples that greet a newcomer: something that went well, something that did not, and something to mend.
pub(super) const FIRST: [usize; 3] = [1, 3, 14];

macro_rules! samples {
    ($($Group:ident $zh:literal $en:literal $path:literal)*) => {
        /// Every sample.
        pub const SAMPLES: &[Sample] = &[$(Sample {
            group: Group::$Group,
            name: Bilingual::new($zh, $en),
            text: include_str!($path),
        }),*];
    };
}

samples! {
    Callback "发布成功，1 篇" "Published, 1 article" "../../crates/freepublish/tests/samples/document-success.xml"
    Callback "发布成功，3 篇" "Published, 3 articles" "../../crates/freepublish/tests/samples/wire-success-three-articles.xml"
    Callback "原创声明未通过" "Originality declaration failed" "../../crates/freepublish/tests/samples/wire-originality-failed.xml"
    Callback "平台审核不通过" "Rejected by the review" "../../crates/freepublish/tests/samples/wire-rejected.xml"
    Callback "常规失败，没有原因" "Failed, no reason given" "../../crates/freepublish/tests/samples/wire-failed.xml"
    Callback "发布中" "Still publishing" "../../crates/freepublish/tests/samples/wire-publishing.xml"
    Callback "成功后被删除" "Deleted after publishing" "../../crates/freepublish/tests/samples/wire-deleted-by-user.xml"
    Callback "成功后被封禁" "Banned after publishing" "../../crates/freepublish/tests/samples/wire-banned-by-system.xml"
    Callback "JSON 格式的推送" "Pushed as JSON" "../../crates/freepublish/tests/samples/push-json-rejected.json"
    Callback "加密的推送" "Encrypted push" "../../www/samples/encrypted.xml"
    Callback "不是它：群发结果事件" "Not it: a mass-send result" "../../crates/freepublish/tests/samples/mass-send-instead.xml"
    Response "提交已受理" "Submit accepted" "../../crates/freepublish/tests/samples/response-number.json"
    Response "40164：IP 不在白名单" "40164: IP not whitelisted" "../../crates/freepublish/tests/samples/response-40164.json"
    Response "freepublish/get 的查询结果" "Result of freepublish/get" "../../crates/freepublish/tests/samples/get-success.json"
    Request "有几处错误的请求" "A request with mistakes" "../../www/samples/request-with-mistakes.txt"
    Request "从浏览器复制的 curl" "curl copied from a browser" "../../crates/freepublish/tests/samples/request-curl-from-browser.txt"
    Request "请求体" "Request body" "../../crates/freepublish/tests/samples/request.json"
}

#[cfg(test)]
mod tests {
    use freepublish::Lang;

    use super::*;

    #[test]
    fn the_first_samples_are_one_that_went_well_one_that_did_not_and_one_to_mend() {
        let groups = FIRST.map(|at| SAMPLES[at].group);
        assert_eq!(groups, [Group::Callback, Group::Callback, Group::Request]);
        let names = FIRST.map(|at| SAMPLES[at].name.get(Lang::En));
        assert_eq!(names, ["Published, 3 articles", "Rejected by the review", "A request with mistakes"]);
    }

    #[test]
    fn samples_stand_group_by_group() {
        let groups: Vec<_> = SAMPLES.iter().map(|sample| sample.group).collect();
        let order = |group: &Group| Group::ALL.iter().position(|other| other == group);
        assert!(groups.is_sorted_by_key(order), "{groups:?}");
    }
}
