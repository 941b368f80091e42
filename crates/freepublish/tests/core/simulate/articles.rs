//! Drafts and articles through the interfaces: `draft/add`, `getarticle`, `batchget` and `delete`.

use freepublish::simulate::config::{Forced, Plan};
use freepublish::simulate::{Credentials, Effect, Event, HttpRequest, Platform, PlatformConfig, api::Api};
use freepublish::{Kind, Options, Outcome, inspect};
use serde_json::{Value, json};

const NOW: i64 = 1_767_232_800_000;
const PUBLISHED: i64 = NOW + 40_000;

/// A platform and somebody who calls it.
struct Caller {
    platform: Platform,
    token: String,
}

impl Caller {
    fn new(config: PlatformConfig) -> Self {
        let mut caller =
            Self { platform: Platform::new(config, Credentials::demo(), NOW), token: String::new() };
        let target = "/cgi-bin/token?grant_type=client_credential&appid=wx1&secret=s";
        let answer = caller.send(NOW, HttpRequest::received("get", target, b""));
        answer["access_token"].as_str().expect("a token").clone_into(&mut caller.token);
        caller
    }

    /// The answer to a request; what happened before it is passed over.
    fn send(&mut self, now: i64, request: HttpRequest) -> Value {
        let effects = self.platform.step(now, Event::Call { ip: "192.0.2.7".to_owned(), request });
        let Some(Effect::Respond(response)) = effects.last() else { panic!("an answer: {effects:?}") };
        let content_type = ("Content-Type".to_owned(), "application/json; encoding=utf-8".to_owned());
        assert_eq!((response.status, &response.headers[..]), (200, &[content_type][..]));
        serde_json::from_str(&response.body).expect("JSON")
    }

    fn raw(&mut self, now: i64, api: Api, body: &str) -> Value {
        let target = format!("{}?access_token={}", api.path(), self.token);
        self.send(now, HttpRequest::received("POST", &target, body.as_bytes()))
    }

    fn call(&mut self, now: i64, api: Api, body: &Value) -> Value {
        self.raw(now, api, &body.to_string())
    }

    fn add(&mut self, articles: u32) -> String {
        let list: Vec<Value> = (1..=articles).map(|number| article(&format!("第 {number} 篇"))).collect();
        let answer = self.call(NOW, Api::DraftAdd, &json!({ "articles": list }));
        assert_eq!(answer.as_object().map(serde_json::Map::len), Some(1), "{answer}");
        answer["media_id"].as_str().expect("a media_id").to_owned()
    }

    fn submit(&mut self, articles: u32) -> u64 {
        let media_id = self.add(articles);
        let answer = self.call(NOW, Api::Submit, &json!({ "media_id": media_id }));
        answer["publish_id"].as_u64().unwrap_or_else(|| panic!("a job: {answer}"))
    }

    /// The `article_id` of a draft that was just published.
    fn publish(&mut self, articles: u32) -> String {
        let job = self.submit(articles);
        self.platform.step(PUBLISHED, Event::Time);
        self.platform.article_id(job).expect("an article")
    }

    fn read(&mut self, article_id: &str) -> Value {
        self.call(PUBLISHED, Api::GetArticle, &json!({ "article_id": article_id }))
    }

    fn list(&mut self, offset: u32, count: u32) -> Value {
        self.call(PUBLISHED, Api::BatchGet, &json!({ "offset": offset, "count": count }))
    }

    fn delete(&mut self, article_id: &str, index: u32) -> i64 {
        let body = json!({ "article_id": article_id, "index": index });
        errcode(&self.call(PUBLISHED, Api::Delete, &body))
    }
}

fn article(title: &str) -> Value {
    json!({ "title": title, "content": "<p>正文 \"一\"</p>", "thumb_media_id": "COVER", "author": "作者" })
}

fn errcode(answer: &Value) -> i64 {
    answer["errcode"].as_i64().unwrap_or(0)
}

#[test]
fn what_was_put_into_a_draft_comes_out_published() {
    let mut caller = Caller::new(PlatformConfig::default());
    let article_id = caller.publish(2);
    let answer = caller.read(&article_id);
    let items = answer["news_item"].as_array().expect("articles");
    assert_eq!(items.len(), 2);
    assert_eq!(items[1]["title"], "第 2 篇");
    assert_eq!((&items[0]["author"], &items[0]["digest"]), (&json!("作者"), &json!("")));
    assert_eq!(items[0]["content"], "<p>正文 \"一\"</p>");
    assert_eq!((&items[0]["thumb_media_id"], &items[0]["is_deleted"]), (&json!("COVER"), &json!(false)));
    assert!(items[1]["url"].as_str().is_some_and(|url| url.contains("&idx=2&")), "{answer}");
}

#[test]
fn an_article_alone_has_a_digest_made_of_its_text() {
    let mut caller = Caller::new(PlatformConfig::default());
    let article_id = caller.publish(1);
    assert_eq!(caller.read(&article_id)["news_item"][0]["digest"], "正文 \"一\"");
}

#[test]
fn the_number_of_articles_is_that_of_the_call() {
    let mut caller = Caller::new(PlatformConfig::default());
    let job = caller.submit(3);
    caller.platform.step(PUBLISHED, Event::Time);
    let result = caller.call(PUBLISHED, Api::Get, &json!({ "publish_id": job }));
    assert_eq!(result["article_detail"]["count"], 3);
    assert_eq!(Some(&result["article_id"]), caller.platform.article_id(job).map(Value::from).as_ref());
}

#[test]
fn the_config_decides_what_becomes_of_drafts_that_are_added() {
    let publish = Plan { outcome: Outcome::OriginalityFailed, fail_idx: vec![2, 3], ..Plan::default() };
    for (articles, status, fail_idx) in [(3, 2, json!([2, 3])), (2, 2, json!([2])), (1, 0, json!([]))] {
        let mut caller =
            Caller::new(PlatformConfig { publish: publish.clone(), ..PlatformConfig::default() });
        let job = caller.submit(articles);
        let result = caller.call(PUBLISHED, Api::Get, &json!({ "publish_id": job }));
        assert_eq!((&result["publish_status"], &result["fail_idx"]), (&json!(status), &fail_idx));
        assert_eq!(caller.platform.article_id(job).is_some(), status == 0);
    }
}

#[track_caller]
fn refuses(articles: &Value, expect: i64) {
    let answer =
        Caller::new(PlatformConfig::default()).call(NOW, Api::DraftAdd, &json!({ "articles": articles }));
    assert_eq!(errcode(&answer), expect, "{articles}");
    if expect != 0 {
        let read = inspect(&answer.to_string(), &Options::default());
        assert_eq!((read.kind, read.response.and_then(|it| it.errcode)), (Kind::Response, Some(expect)));
    }
}

#[test]
fn a_draft_that_lacks_something_is_refused() {
    let with = |name: &str, value: Value| {
        let mut article = article("标题");
        article[name] = value;
        json!([article])
    };
    refuses(&json!([]), 44003);
    refuses(&json!({ "articles": [article("标题")] }), 44003);
    refuses(&json!(["标题"]), 44003);
    refuses(&with("title", json!("")), 44004);
    refuses(&with("content", json!(null)), 44004);
    refuses(&with("thumb_media_id", json!(" ")), 40007);
    refuses(&with("title", json!("字".repeat(64))), 0);
    refuses(&with("title", json!("字".repeat(65))), 45003);
    refuses(&with("digest", json!("字".repeat(129))), 45004);
    refuses(&with("content", json!("字".repeat(20_001))), 45002);
    refuses(&json!(vec![article("标题"); 8]), 0);
    refuses(&json!(vec![article("标题"); 9]), 45008);
    refuses(&json!([{ "article_type": "newspic", "title": "图", "content": "文", "image_info": {} }]), 0);
}

#[test]
fn escaped_characters_garble_a_title() {
    let mut caller = Caller::new(PlatformConfig::default());
    let body = r#"{"articles":[{"title":"\u53d1\u5e03","content":"\u003cp\u003e","thumb_media_id":"C"}]}"#;
    let media_id = caller.raw(NOW, Api::DraftAdd, body)["media_id"].clone();
    let job = caller.call(NOW, Api::Submit, &json!({ "media_id": media_id }))["publish_id"].as_u64();
    caller.platform.step(PUBLISHED, Event::Time);
    let article_id = job.and_then(|job| caller.platform.article_id(job)).expect("an article");
    assert_eq!(caller.read(&article_id)["news_item"][0]["title"], "\\u53d1\\u5e03");
}

#[test]
fn articles_are_listed_newest_first_and_in_pages() {
    let mut caller = Caller::new(PlatformConfig::default());
    assert_eq!(caller.list(0, 20), json!({ "total_count": 0, "item_count": 0, "item": [] }));
    let ids: Vec<String> = (0..3).map(|_| caller.publish(1)).collect();
    let page = caller.list(1, 20);
    assert_eq!((&page["total_count"], &page["item_count"]), (&json!(3), &json!(2)));
    let listed: Vec<_> = page["item"].as_array().expect("items").iter().map(|it| &it["article_id"]).collect();
    assert_eq!(listed, [&json!(ids[1]), &json!(ids[0])]);
    assert_eq!(page["item"][0]["update_time"], PUBLISHED / 1000);
    assert!(page["item"][0]["content"]["news_item"][0]["content"].is_string());
    let bare = json!({ "offset": 0, "count": 1, "no_content": 1 });
    let page = caller.call(PUBLISHED, Api::BatchGet, &bare);
    let item = &page["item"][0]["content"]["news_item"][0];
    assert!(item["title"].is_string() && item.get("content").is_none(), "{page}");
    for (offset, count) in [(0, 0), (0, 21)] {
        assert_eq!(errcode(&caller.list(offset, count)), 40097);
    }
    assert_eq!(errcode(&caller.call(PUBLISHED, Api::BatchGet, &json!({ "offset": -1, "count": 1 }))), 40097);
    assert_eq!(errcode(&caller.call(PUBLISHED, Api::BatchGet, &json!({ "count": 1 }))), 40097);
}

/// The statuses that jobs come to and the callbacks that are sent, by the end of a minute.
fn afterwards(caller: &mut Caller) -> Vec<i64> {
    let effects = caller.platform.step(PUBLISHED + 1, Event::Time);
    let pushed = effects.iter().filter(|effect| matches!(effect, Effect::Push { .. })).count();
    let statuses: Vec<i64> = effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Job { status, .. } => Some(*status),
            _ => None,
        })
        .collect();
    assert_eq!(statuses.len(), pushed);
    statuses
}

#[test]
fn one_deleted_article_is_marked_and_the_last_one_takes_the_job_with_it() {
    let mut caller = Caller::new(PlatformConfig::default());
    let article_id = caller.publish(2);
    assert_eq!(caller.delete(&article_id, 3), 40097);
    assert_eq!(caller.delete(&article_id, 1), 0);
    assert_eq!(caller.delete(&article_id, 1), 53600);
    let answer = caller.read(&article_id);
    let [gone, there] = [&answer["news_item"][0], &answer["news_item"][1]];
    assert_eq!((&gone["is_deleted"], &gone["title"], &gone["url"]), (&json!(true), &json!(""), &json!("")));
    assert_eq!((&there["is_deleted"], &there["title"]), (&json!(false), &json!("第 2 篇")));
    assert_eq!(afterwards(&mut caller), [] as [i64; 0]);
    assert_eq!(caller.delete(&article_id, 2), 0);
    assert_eq!(errcode(&caller.read(&article_id)), 53600);
    assert_eq!(afterwards(&mut caller), [] as [i64; 0], "it was told before the next call");
    assert_eq!(caller.list(0, 20)["total_count"], 0);
    assert_eq!(caller.delete(&article_id, 2), 53600);
}

#[test]
fn all_articles_go_at_once_and_the_job_comes_to_status_5() {
    for body in ["{\"article_id\":\"ID\",\"index\":0}", "{\"article_id\":\"ID\"}"] {
        let later = Plan { outcome: Outcome::BannedBySystem, later: 60_000, ..Plan::default() };
        let mut caller = Caller::new(PlatformConfig { publish: later, ..PlatformConfig::default() });
        let article_id = caller.publish(2);
        let answer = caller.raw(PUBLISHED, Api::Delete, &body.replace("ID", &article_id));
        assert_eq!(answer, json!({ "errcode": 0, "errmsg": "ok" }));
        assert_eq!(afterwards(&mut caller), [5]);
        let effects = caller.platform.step(PUBLISHED + 100_000, Event::Time);
        assert!(!effects.iter().any(|effect| matches!(effect, Effect::Job { .. })), "{effects:?}");
    }
}

#[test]
fn articles_that_are_not_there_are_53600() {
    let mut caller = Caller::new(PlatformConfig::default());
    for api in [Api::GetArticle, Api::Delete] {
        for body in [json!({}), json!({ "article_id": "" }), json!({ "article_id": "x" })] {
            let answer = caller.call(NOW, api, &body);
            assert_eq!(errcode(&answer), 53600, "{answer}");
            assert!(answer["errmsg"].as_str().is_some_and(|it| it.starts_with("Invalid Article ID rid: ")));
        }
        assert_eq!(errcode(&caller.call(NOW, api, &json!({ "article_id": 7 }))), 40097);
    }
}

#[test]
fn each_interface_has_its_quota_token_permission_and_forced_answers() {
    let body = |api: Api| match api {
        Api::BatchGet => json!({ "offset": 0, "count": 1 }),
        Api::DraftAdd => json!({ "articles": [article("标题")] }),
        _ => json!({ "article_id": "x", "publish_id": 1, "media_id": "x" }),
    };
    for api in Api::ALL.into_iter().filter(|api| api.method() == "POST" && *api != Api::StableToken) {
        let used = PlatformConfig { used: vec![(api, api.quota() - 1)], ..PlatformConfig::default() };
        let mut caller = Caller::new(used);
        assert_ne!(errcode(&caller.call(NOW, api, &body(api))), 45009, "{api:?}");
        assert_eq!(errcode(&caller.call(NOW, api, &body(api))), 45009, "{api:?}");

        let mut caller = Caller::new(PlatformConfig { permission: false, ..PlatformConfig::default() });
        let drafts = api == Api::DraftAdd;
        assert_eq!(errcode(&caller.call(NOW, api, &body(api))) == 48001, !drafts, "{api:?}");
        let bare = HttpRequest::received("POST", api.path(), b"{}");
        assert_eq!(errcode(&caller.send(NOW, bare.clone())), 41001);
        assert_eq!(errcode(&caller.send(NOW, HttpRequest { method: "GET".to_owned(), ..bare })), 43002);

        let forced = Forced { api, errcode: 45011, times: Some(1), effective: false };
        let mut caller = Caller::new(PlatformConfig { forced: vec![forced], ..PlatformConfig::default() });
        assert_eq!(errcode(&caller.call(NOW, api, &body(api))), 45011);
        assert_ne!(errcode(&caller.call(NOW, api, &body(api))), 45011);
    }
}

#[test]
fn a_token_wants_to_know_whose_it_is() {
    let mut caller = Caller::new(PlatformConfig::default());
    for (query, expect) in [
        ("appid=a&secret=b", 40002),
        ("grant_type=client_credential&secret=b", 41002),
        ("grant_type=client_credential&appid=a", 41004),
        ("grant_type=client_credential&appid=a&secret=b", 0),
    ] {
        let request = HttpRequest::received("GET", &format!("/cgi-bin/token?{query}"), b"");
        assert_eq!(errcode(&caller.send(NOW, request)), expect, "{query}");
        let fields = query.split('&').filter_map(|pair| pair.split_once('='));
        let body: serde_json::Map<String, Value> =
            fields.map(|(name, value)| (name.to_owned(), value.into())).collect();
        assert_eq!(errcode(&caller.call(NOW, Api::StableToken, &Value::Object(body))), expect, "{query}");
    }
}

#[test]
fn bodies_are_read_as_strictly_as_wechat_reads_them() {
    let refused =
        ["{\"ID\":1} x", "{\"ID\":1}{\"ID\":1}", "{'ID':1}", "{\"ID\":1,}", "[]", "{\u{3000}\"ID\":1}"];
    for api in Api::ALL.into_iter().filter(|api| api.method() == "POST") {
        for body in refused {
            let mut caller = Caller::new(PlatformConfig::default());
            assert_eq!(errcode(&caller.raw(NOW, api, body)), 47001, "{api:?} {body}");
        }
        assert_eq!(errcode(&Caller::new(PlatformConfig::default()).raw(NOW, api, " \n")), 44002, "{api:?}");
    }
    let mut caller = Caller::new(PlatformConfig::default());
    let twice = "{\"publish_id\":\"1\",\"publish_id\":{}}";
    assert_eq!(errcode(&caller.raw(NOW, Api::Get, twice)), 53502, "the last of two counts");
}
