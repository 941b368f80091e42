//! The interfaces that publish a draft and look after what was published.

use super::draft::{
    CREATE_TIME, DONE, ITEM_CONTENT, ITEM_COUNT, NEWS_ITEMS, PAGE, QUERY, TOTAL_COUNT, UPDATE_TIME,
};
use super::{Limit, MOST_ARTICLES, Method, Need, Parameter, Row, Type};
use crate::catalogue::{field, source};
use crate::lang::Bilingual;

const ARTICLE_ID: Parameter = Parameter::new(
    "article_id",
    Type::Id,
    Need::Always,
    "发布成功后得到的 article_id。",
    "The article_id, as the callback or freepublish/get told it.",
);

pub(super) const SUBMIT: Row = Row {
    name: "freepublish/submit",
    path: "/cgi-bin/freepublish/submit",
    method: Method::Post,
    title: Bilingual::new("发布草稿", "Publish a draft"),
    meaning: Bilingual::new(
        "提交草稿去发布；errcode 0 只表示任务已受理，结果以 PUBLISHJOBFINISH 回调为准。",
        "Submits a draft to be published. errcode 0 means that the job was accepted; the PUBLISHJOBFINISH callback is \
         the result.",
    ),
    query: QUERY,
    body: &[Parameter::of(&field::MEDIA_ID, Type::Id, Need::Always)],
    answer: &[
        Parameter::of(&field::ERRCODE, Type::Number, Need::Optional),
        Parameter::of(&field::ERRMSG, Type::Text, Need::Optional),
        Parameter::of(&field::PUBLISH_ID_OF_ANSWER, Type::NumericId, Need::Always),
        Parameter::of(&field::MSG_DATA_ID, Type::NumericId, Need::Optional),
    ],
    quota: Some(100),
    errcodes: &[40007, 41006, 48001, 53500, 53501, 53503, 53504, 53505],
    source: source::SUBMIT,
};

pub(super) const GET: Row = Row {
    name: "freepublish/get",
    path: "/cgi-bin/freepublish/get",
    method: Method::Post,
    title: Bilingual::new("发布状态查询", "Ask for a publish job"),
    meaning: Bilingual::new(
        "查询一个发布任务的结果；每天 100 次，轮询不要太密。",
        "Tells what became of a publish job; 100 calls a day, so don't poll tightly.",
    ),
    query: QUERY,
    body: &[Parameter::of(&field::PUBLISH_ID, Type::NumericId, Need::Always)],
    answer: &[
        Parameter::of(&field::PUBLISH_ID, Type::NumericId, Need::Always),
        Parameter::of(&field::PUBLISH_STATUS, Type::Number, Need::Always),
        Parameter::of(&field::ARTICLE_ID, Type::Id, Need::Optional),
        Parameter::of(&field::ARTICLE_DETAIL, Type::Object, Need::Optional).holds(&[
            Parameter::of(&field::COUNT, Type::Number, Need::Optional),
            Parameter::of(&field::ITEM, Type::List, Need::Optional).holds(&[
                Parameter::of(&field::IDX, Type::Number, Need::Always),
                Parameter::of(&field::ARTICLE_URL, Type::Text, Need::Always),
            ]),
        ]),
        Parameter::of(&field::FAIL_IDX, Type::Numbers, Need::Optional),
    ],
    quota: Some(100),
    errcodes: &[40002, 45009, 48001, 53502],
    source: source::GET,
};

pub(super) const DELETE: Row = Row {
    name: "freepublish/delete",
    path: "/cgi-bin/freepublish/delete",
    method: Method::Post,
    title: Bilingual::new("删除发布文章", "Delete published articles"),
    meaning: Bilingual::new("删除已发布的文章，不可撤销。", "Deletes published articles for good."),
    query: QUERY,
    body: &[
        ARTICLE_ID,
        Parameter::new(
            "index",
            Type::Number,
            Need::Optional,
            "要删第几篇，第一篇是 1；不填或填 0 会删除全部。",
            "Which article to delete; the first is 1. Left out or 0, all of them are deleted.",
        )
        .limits(&[Limit::Range(0, MOST_ARTICLES)])
        .caution(
            "这里从 1 数起；填 0 不是第一篇，而是全部。",
            "Counted from 1. 0 is not the first article but all of them.",
        ),
    ],
    answer: DONE,
    quota: Some(10),
    errcodes: &[48001, 53600],
    source: source::DELETE,
};

pub(super) const GET_ARTICLE: Row = Row {
    name: "freepublish/getarticle",
    path: "/cgi-bin/freepublish/getarticle",
    method: Method::Post,
    title: Bilingual::new("获取已发布图文信息", "Read published articles"),
    meaning: Bilingual::new(
        "按 article_id 读取已发布的文章。",
        "Tells what was published under an article_id.",
    ),
    query: QUERY,
    body: &[ARTICLE_ID],
    answer: &[NEWS_ITEMS, CREATE_TIME, UPDATE_TIME],
    quota: Some(100),
    errcodes: &[48001, 53600],
    source: source::GET_ARTICLE,
};

pub(super) const BATCH_GET: Row = Row {
    name: "freepublish/batchget",
    path: "/cgi-bin/freepublish/batchget",
    method: Method::Post,
    title: Bilingual::new("获取已发布的消息列表", "List what was published"),
    meaning: Bilingual::new(
        "分页列出已发布的图文；从后台群发的可能不在其中。",
        "Lists what was published, page by page; what was sent from the console may not be among it.",
    ),
    query: QUERY,
    body: PAGE,
    answer: &[
        TOTAL_COUNT,
        ITEM_COUNT,
        Parameter::new(
            "item",
            Type::List,
            Need::Always,
            "各次发布的图文。",
            "What was published, one item a publish.",
        )
        .holds(&[ARTICLE_ID, ITEM_CONTENT, UPDATE_TIME]),
    ],
    quota: Some(100),
    errcodes: &[40097, 48001],
    source: source::BATCH_GET,
};
