//! Documents of the platform, in the layout that was seen on the wire.
//!
//! XML: a line feed after every element, except right after `<xml>` and before `</xml>`; numbers without CDATA, names,
//! `article_id` and `article_url` with. JSON: no real push of this event is public; what is known is that a list of one
//! becomes its item, and several an array, so that is what is written here.

use std::fmt::Write as _;

use super::object::{Object, Scalar};
use crate::catalogue::event::PUBLISH_JOB_FINISH;
use crate::syntax::source_map::escape_json;

/// How `publish_id` and `msg_data_id` are written in JSON.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum IdForm {
    /// `2650177668`, as real answers have it.
    #[default]
    Number,
    /// `"2650177668"`, as the interface document types it.
    Text,
}

impl IdForm {
    fn write(self, id: u64) -> String {
        match self {
            Self::Number => id.to_string(),
            Self::Text => format!("\"{id}\""),
        }
    }
}

/// What there is to say of a publish job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct News {
    pub(super) publish_id: u64,
    pub(super) status: i64,
    /// Of a published job only.
    pub(super) article_id: Option<String>,
    pub(super) urls: Vec<String>,
    pub(super) fail_idx: Vec<u32>,
}

/// The head of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) to_user_name: String,
    pub(super) from_user_name: String,
    /// Seconds since 1970 UTC.
    pub(super) create_time: i64,
}

/// The event as XML.
pub(super) fn event_xml(head: &Head, news: &News) -> String {
    let Head { to_user_name, from_user_name, create_time } = head;
    let mut out = format!(
        "<xml><ToUserName><![CDATA[{to_user_name}]]></ToUserName>\n\
         <FromUserName><![CDATA[{from_user_name}]]></FromUserName>\n\
         <CreateTime>{create_time}</CreateTime>\n\
         <MsgType><![CDATA[event]]></MsgType>\n\
         <Event><![CDATA[{PUBLISH_JOB_FINISH}]]></Event>\n\
         <PublishEventInfo>\n\
         <publish_id>{}</publish_id>\n\
         <publish_status>{}</publish_status>\n",
        news.publish_id, news.status
    );
    if let Some(article_id) = &news.article_id {
        let count = news.urls.len();
        let _ = write!(
            out,
            "<article_id><![CDATA[{article_id}]]></article_id>\n<article_detail>\n<count>{count}</count>\n"
        );
        for (idx, url) in (1_u32..).zip(&news.urls) {
            let _ = write!(
                out,
                "<item>\n<idx>{idx}</idx>\n<article_url><![CDATA[{url}]]></article_url>\n</item>\n"
            );
        }
        out.push_str("</article_detail>\n");
    }
    for idx in &news.fail_idx {
        let _ = writeln!(out, "<fail_idx>{idx}</fail_idx>");
    }
    out.push_str("</PublishEventInfo></xml>");
    out
}

/// The event as JSON.
pub(super) fn event_json(head: &Head, news: &News, form: IdForm) -> String {
    let mut info =
        format!("\"publish_id\":{},\"publish_status\":{}", form.write(news.publish_id), news.status);
    if let Some(article_id) = &news.article_id {
        let items: Vec<String> = (1..).zip(&news.urls).map(|(idx, url)| item_json(idx, url)).collect();
        let _ = write!(
            info,
            ",\"article_id\":\"{article_id}\",\"article_detail\":{{\"count\":{},\"item\":{}}}",
            items.len(),
            one_or_many(&items)
        );
    }
    if !news.fail_idx.is_empty() {
        let numbers: Vec<String> = news.fail_idx.iter().map(u32::to_string).collect();
        let _ = write!(info, ",\"fail_idx\":{}", one_or_many(&numbers));
    }
    let Head { to_user_name, from_user_name, create_time } = head;
    format!(
        "{{\"ToUserName\":\"{to_user_name}\",\"FromUserName\":\"{from_user_name}\",\"CreateTime\":{create_time},\
         \"MsgType\":\"event\",\"Event\":\"{PUBLISH_JOB_FINISH}\",\"PublishEventInfo\":{{{info}}}}}"
    )
}

/// What `freepublish/get` answers: lists are lists here, whatever their length.
pub(super) fn publish_result(news: &News, form: IdForm) -> String {
    let mut out =
        format!("{{\"publish_id\":{},\"publish_status\":{}", form.write(news.publish_id), news.status);
    if let Some(article_id) = &news.article_id {
        let items: Vec<String> = (1..).zip(&news.urls).map(|(idx, url)| item_json(idx, url)).collect();
        let _ = write!(
            out,
            ",\"article_id\":\"{article_id}\",\"article_detail\":{{\"count\":{},\"item\":[{}]}}",
            items.len(),
            items.join(",")
        );
    }
    let numbers: Vec<String> = news.fail_idx.iter().map(u32::to_string).collect();
    let _ = write!(out, ",\"fail_idx\":[{}]}}", numbers.join(","));
    out
}

/// What `freepublish/submit` answers to a call it takes.
pub(super) fn accepted(publish_id: u64, msg_data_id: Option<u64>, form: IdForm) -> String {
    let data = msg_data_id.map(|id| format!(",\"msg_data_id\":{}", form.write(id))).unwrap_or_default();
    format!("{{\"errcode\":0,\"errmsg\":\"ok\",\"publish_id\":{}{data}}}", form.write(publish_id))
}

/// What `draft/add` answers. Newer real answers are said to carry an `item` with the number of advertisements as well.
pub(super) fn draft_added(media_id: &str) -> String {
    format!("{{\"media_id\":\"{media_id}\"}}")
}

/// What `freepublish/delete` answers.
pub(super) fn done() -> String {
    "{\"errcode\":0,\"errmsg\":\"ok\"}".to_owned()
}

/// What `freepublish/getarticle` answers.
pub(super) fn news_items(items: &[String]) -> String {
    format!("{{\"news_item\":[{}]}}", items.join(","))
}

/// A job in the answer of `freepublish/batchget`. The times inside `content` are not in its document, but in real
/// answers of its sibling for drafts. `at` is in seconds since 1970 UTC.
pub(super) fn batch_item(article_id: &str, items: &[String], at: i64) -> String {
    format!(
        "{{\"article_id\":\"{article_id}\",\"content\":{{\"news_item\":[{}],\"create_time\":{at},\
         \"update_time\":{at}}},\"update_time\":{at}}}",
        items.join(",")
    )
}

/// What `freepublish/batchget` answers: `total` counts all jobs there are.
pub(super) fn batch(total: usize, items: &[String]) -> String {
    format!("{{\"total_count\":{total},\"item_count\":{},\"item\":[{}]}}", items.len(), items.join(","))
}

/// What any interface answers to a call it refuses.
pub(super) fn refused(errcode: i64, errmsg: &str) -> String {
    format!("{{\"errcode\":{errcode},\"errmsg\":\"{}\"}}", escape_json(errmsg))
}

/// What the token interfaces answer.
pub(super) fn access_token(token: &str, seconds: i64) -> String {
    format!("{{\"access_token\":\"{token}\",\"expires_in\":{seconds}}}")
}

/// A string, a number, `true` or `false` on the top level of a JSON document.
pub(super) fn field(body: &str, name: &str) -> Option<String> {
    Object::read(body)?.scalar(name).map(Scalar::into_text)
}

fn item_json(idx: u32, url: &str) -> String {
    format!("{{\"idx\":{idx},\"article_url\":\"{url}\"}}")
}

fn one_or_many(items: &[String]) -> String {
    match items {
        [one] => one.clone(),
        many => format!("[{}]", many.join(",")),
    }
}
