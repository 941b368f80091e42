//! Group `callback`: the pushed event PUBLISHJOBFINISH, and the publish job inside it, which `freepublish/get` answers
//! in the same shape.

use crate::excerpt::Excerpt;
use crate::lang::{Bilingual, Fact, Lang};
use crate::rule::rules;

rules! {
    /// What can be wrong with an event or with the publish job in it.
    group "callback" {
        /// Another event.
        WrongEvent { event: Excerpt, about: Bilingual } = "wrong-event", Error {
            zh {
                title: "不是发布结果事件" => "事件是 {event}（{about}），不是 PUBLISHJOBFINISH",
                advice: "发布结果只看 PUBLISHJOBFINISH。回调接口请按 Event 分流，不要用别的事件判断发布是否成功。",
            }
            en {
                title: "Not the event of a publish result"
                    => "The event is {event} ({about}), not PUBLISHJOBFINISH",
                advice: "Only PUBLISHJOBFINISH reports a publish. Let your handler branch on Event and never conclude \
                         from another event that a draft was published.",
            }
        }
        /// The name an early page printed.
        EventAlias = "event-alias", Warning {
            zh {
                title: "事件名是旧写法 FREEPUBLISHJOBFINISH",
                advice: "已按发布结果解析。微信实际推送的是 PUBLISHJOBFINISH，回调接口应以它为准。",
            }
            en {
                title: "The event has its old name FREEPUBLISHJOBFINISH",
                advice: "It was read as a publish result. WeChat really sends PUBLISHJOBFINISH; make sure your handler \
                         listens for that.",
            }
        }
        /// A message of another type.
        NotAnEvent { msg_type: Excerpt } = "not-an-event", Error {
            zh {
                title: "不是事件推送" => "MsgType 是 {msg_type}，不是 event",
                advice: "这是用户发来的消息，与发布无关。",
            }
            en {
                title: "Not an event" => "MsgType is {msg_type}, not event",
                advice: "This is a message from a user and has nothing to do with publishing.",
            }
        }
        /// The job's fields stand outside `PublishEventInfo`.
        Flattened = "flattened", Error {
            zh {
                title: "publish_id 等字段不在 PublishEventInfo 里",
                advice: "微信总是把它们放在 PublishEventInfo 内。多半是示例写错，或中间层改写了报文；照此写的回调接口收不到真实回调的值。",
            }
            en {
                title: "publish_id and its neighbours are outside PublishEventInfo",
                advice: "WeChat always puts them inside PublishEventInfo. A wrong example or a layer in between made this; \
                         a handler written after it will find nothing in a real callback.",
            }
        }
        /// A field every such payload has.
        MissingField { names: Vec<&'static str> } = "missing-field", Error {
            zh {
                title: "缺少字段" => "缺少字段 {names}",
                advice: "微信的报文总会带上这些字段。请对照原始报文，看是复制不全还是中间被改写。",
            }
            en {
                title: "A field is missing" => "Missing: {names}",
                advice: "WeChat always sends these. Compare with the original: was it copied in part, or rewritten on the way?",
            }
        }
        /// No time in seconds.
        CreateTimeInvalid { value: Excerpt } = "create-time-invalid", Error {
            zh {
                title: "CreateTime 不是秒级时间戳" => "CreateTime 的值 {value} 不是秒级时间戳",
                advice: "应为 1970 年以来的秒数，十位整数。",
            }
            en {
                title: "CreateTime is no time in seconds" => "CreateTime {value} is no time in seconds",
                advice: "It has to be the seconds since 1970, an integer of ten digits.",
            }
        }
        /// Thirteen digits.
        CreateTimeMilliseconds = "create-time-milliseconds", Warning {
            zh {
                title: "CreateTime 是毫秒，微信发的是秒",
                advice: "已换算为秒。构造测试数据时不要用 Date.now()。",
            }
            en {
                title: "CreateTime is in milliseconds; WeChat sends seconds",
                advice: "It was converted. When you make test data, don't use Date.now() as it is.",
            }
        }
        /// Something else than digits.
        PublishIdNotDigits { value: Excerpt } = "publish-id-not-digits", Warning {
            zh {
                title: "publish_id 不是纯数字" => "publish_id 的值 {value} 不是纯数字",
                advice: "见过的 publish_id 都是纯数字。科学计数法说明它被当作浮点数处理过，末位可能已经不对。",
            }
            en {
                title: "publish_id is not all digits" => "publish_id {value} is not all digits",
                advice: "Every publish_id seen is. Exponents mean that it went through a float, and its last digits may \
                         be wrong.",
            }
        }
        /// Not an integer.
        StatusNotNumber { value: Excerpt } = "status-not-number", Error {
            zh {
                title: "publish_status 不是数字" => "publish_status 的值 {value} 不是数字",
                advice: "应为 0 到 6 的整数，0 表示成功。",
            }
            en {
                title: "publish_status is not a number" => "publish_status {value} is not a number",
                advice: "It has to be an integer from 0 to 6; 0 means published.",
            }
        }
        /// A number the document does not list.
        StatusUnknown { status: i64 } = "status-unknown", Warning {
            zh {
                title: "文档没有列出的 publish_status" => "publish_status {status} 不在文档列出的 0–6 之内",
                advice: "这份列表变过。记下原值、按未知处理，不要当作失败，也不要当作成功；再用 freepublish/get 或公众平台核实。",
            }
            en {
                title: "A publish_status the document does not list"
                    => "publish_status {status} is not among the documented 0 to 6",
                advice: "The list has changed before. Keep the number and treat it as unknown, neither failed nor \
                         published; then look with freepublish/get or in the console.",
            }
        }
        /// Status 2 or 4 without the articles.
        FailIdxMissing { status: i64 } = "fail-idx-missing", Warning {
            zh {
                title: "缺少 fail_idx" => "publish_status 为 {status}，却没有 fail_idx",
                advice: "文档说状态 2 和 4 会列出不通过的文章。没有列出时不要猜，到公众平台查看。",
            }
            en {
                title: "fail_idx is missing" => "publish_status is {status}, but there is no fail_idx",
                advice: "The document says that 2 and 4 name the articles that did not pass. Without it, don't guess: \
                         look in the console.",
            }
        }
        /// Articles named with another status.
        FailIdxUnexpected { status: i64 } = "fail-idx-unexpected", Info {
            zh {
                title: "文档没说此状态会带 fail_idx" => "publish_status 为 {status} 时也带了 fail_idx",
                advice: "文档说只有 2 和 4 才有，实际上 3 和 1 也见过。结果只看 publish_status，fail_idx 作参考。",
            }
            en {
                title: "fail_idx with a status that should have none"
                    => "publish_status is {status}, and fail_idx is there all the same",
                advice: "The document has it with 2 and 4 only; it has been seen with 3 and 1 too. Judge by \
                         publish_status alone and take fail_idx as a hint.",
            }
        }
        /// Not an integer.
        FailIdxNotNumber { value: Excerpt } = "fail-idx-not-number", Error {
            zh {
                title: "fail_idx 不是文章编号" => "fail_idx 的值 {value} 不是文章编号",
                advice: "应为从 1 开始的整数，每个编号单独一项。",
            }
            en {
                title: "fail_idx is no article number" => "fail_idx {value} is no article number",
                advice: "It has to be an integer from 1 on, one number an entry.",
            }
        }
        /// Counted from 0.
        FailIdxZero = "fail-idx-zero", Warning {
            zh {
                title: "fail_idx 为 0，编号应从 1 开始",
                advice: "第一篇的编号是 1。测试数据里出现 0，多半是把它当成了数组下标。",
            }
            en {
                title: "fail_idx is 0, but articles count from 1",
                advice: "The first article is 1. A 0 in test data usually means that it was taken for an array index.",
            }
        }
        /// The same article twice.
        FailIdxDuplicate { idx: u32 } = "fail-idx-duplicate", Warning {
            zh {
                title: "fail_idx 重复" => "fail_idx 重复：第 {idx} 篇列了两次",
                advice: "常见于拼接日志或转发。处理时请把 fail_idx 当作集合。",
            }
            en {
                title: "fail_idx names an article twice" => "fail_idx names article {idx} twice",
                advice: "Joined logs and forwarding do that. Treat fail_idx as a set.",
            }
        }
        /// More than there are.
        FailIdxOutOfRange { idx: u32, there: Articles } = "fail-idx-out-of-range", Warning {
            zh {
                title: "fail_idx 超出文章数" => "fail_idx 指向第 {idx} 篇，但{there}",
                advice: "核对 count 与 fail_idx 是否来自同一条报文；一个草稿最多 8 篇文章。",
            }
            en {
                title: "fail_idx is beyond the number of articles" => "fail_idx names article {idx}, but {there}",
                advice: "See whether count and fail_idx come from the same payload; a draft holds 8 articles at most.",
            }
        }
        /// Published, but without the id.
        ArticleIdMissing = "article-id-missing", Error {
            zh {
                title: "状态为成功，却没有 article_id",
                advice: "成功的结果总会带 article_id。请对照原始报文，看是否被截断或改写。",
            }
            en {
                title: "Published, but there is no article_id",
                advice: "A success always carries one. Compare with the original: was it cut short or rewritten?",
            }
        }
        /// A line break inside the id.
        ArticleIdWrapped = "article-id-wrapped", Warning {
            zh {
                title: "article_id 中间有空白",
                advice: "多半是排版折行造成的（微信文档的示例就是这样）。解析时已去掉；真实的 article_id 没有空白。",
                fix: "去掉空白",
            }
            en {
                title: "article_id holds white space",
                advice: "Usually the mark of a wrapped line, as in the example of WeChat's own document. It was left out \
                         when reading; a real article_id has none.",
                fix: "Remove the white space",
            }
        }
        /// An id although nothing is published.
        ArticleIdUnexpected { status: i64 } = "article-id-unexpected", Info {
            zh {
                title: "此状态一般不带 article_id" => "publish_status 为 {status}，却带了 article_id",
                advice: "结果只看 publish_status，不要因为有 article_id 就当作成功。",
            }
            en {
                title: "article_id with a status that has none"
                    => "publish_status is {status}, and article_id is there all the same",
                advice: "Judge by publish_status alone: an article_id does not make it a success.",
            }
        }
        /// `count` and the list disagree.
        CountMismatch { count: Excerpt, found: usize } = "count-mismatch", Warning {
            zh {
                title: "count 与 item 的数目不一致" => "count 是 {count}，实际列出 {found} 篇",
                advice: "以实际列出的 item 为准。若用的 SDK 只留下一篇，是它把重复的 item 覆盖掉了。",
            }
            en {
                title: "count and the number of items differ" => "count says {count}, but {found} are listed",
                advice: "Go by the items. If an SDK shows one only, it let each item overwrite the one before.",
            }
        }
        /// A number is left out.
        ItemIdxGap { idx: u32 } = "item-idx-gap", Warning {
            zh {
                title: "item 的编号不连续" => "item 里没有第 {idx} 篇",
                advice: "编号应从 1 起连续。可能少复制了一个 item。",
            }
            en {
                title: "The numbers of the items have a gap" => "There is no item for article {idx}",
                advice: "They count up from 1. An item may not have been copied.",
            }
        }
        /// A number stands twice.
        ItemIdxDuplicate { idx: u32 } = "item-idx-duplicate", Warning {
            zh {
                title: "item 的编号重复" => "有两个 item 的编号都是 {idx}",
                advice: "每篇文章只应有一个 item。",
            }
            en {
                title: "Two items have the same number" => "Two items have the number {idx}",
                advice: "Each article has one item.",
            }
        }
        /// An item without its link.
        ArticleUrlMissing = "article-url-missing", Warning {
            zh {
                title: "item 里没有 article_url",
                advice: "永久链接不能自己拼，可用 freepublish/getarticle 取得。",
            }
            en {
                title: "An item without article_url",
                advice: "A permanent link cannot be built by hand; freepublish/getarticle returns it.",
            }
        }
        /// Not a link to an article.
        ArticleUrlInvalid = "article-url-invalid", Warning {
            zh {
                title: "article_url 不是公众号文章链接",
                advice: "真实的链接以 http://mp.weixin.qq.com/ 开头。这可能是占位符，或被改写过。",
            }
            en {
                title: "article_url is no link to a WeChat article",
                advice: "Real ones begin with http://mp.weixin.qq.com/. This may be a placeholder, or was rewritten.",
            }
        }
        /// Status 3 says no more.
        ReasonAbsent = "reason-absent", Info {
            zh {
                title: "常规失败不带原因",
                advice: "publish_status 3 只表示失败，报文里没有更多信息。请到公众平台查看草稿和通知。",
            }
            en {
                title: "A plain failure carries no reason",
                advice: "publish_status 3 says that it failed and no more. Look at the draft and the notices in the console.",
            }
        }
    }
}

/// How many articles there are or can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Articles {
    /// As many as the payload states.
    Stated(u32),
    /// At most as many as a draft holds.
    AtMost(u32),
}

impl Fact for Articles {
    fn show(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Stated(count), Lang::Zh) => format!("一共只有 {count} 篇"),
            (Self::Stated(count), Lang::En) => format!("there are only {count}"),
            (Self::AtMost(most), Lang::Zh) => format!("一个草稿最多 {most} 篇"),
            (Self::AtMost(most), Lang::En) => format!("a draft holds {most} at most"),
        }
    }
}
