//! Every interface of the family, from its row: a correct call is valid, a call that lacks a field or holds another kind
//! of value is not, and answers in the shape that WeChat sends are recognised.

use freepublish::catalogue::interface::{Interface, Limit, Method, Need, Parameter, Type};
use freepublish::{Diagnostic, Inspection, Kind, Options, Outcome, Severity, inspect};
use serde_json::{Map, Value, json};

use crate::common;

/// A value that is right for a field.
fn right(field: &Parameter) -> Value {
    if let Some(Limit::OneOf([known, ..])) = field.limits.first() {
        return json!(known);
    }
    match field.ty {
        Type::Text => json!("示例"),
        Type::Id => json!("lr1QVk_Sw157DUBZk-X9qtp-3YoIXshnmhq2X2C4jK-"),
        Type::NumericId => json!("2247503051"),
        Type::Number | Type::Switch => json!(1),
        Type::Boolean => json!(false),
        Type::List => json!([members(field.children)]),
        Type::Object => members(field.children),
        _ => json!([1]),
    }
}

/// An object with every field.
fn members(fields: &[Parameter]) -> Value {
    Value::Object(fields.iter().map(|field| (field.name.to_owned(), right(field))).collect())
}

/// An object with the fields that have to be there.
fn required(fields: &[Parameter]) -> Map<String, Value> {
    let needed = fields.iter().filter(|field| matches!(field.need, Need::Always | Need::ForNews));
    needed
        .map(|field| {
            let value = match field.ty {
                Type::List => json!([required(field.children)]),
                Type::Object => json!(required(field.children)),
                _ => right(field),
            };
            (field.name.to_owned(), value)
        })
        .collect()
}

fn address(interface: Interface) -> String {
    let row = interface.row();
    let value = |field: &Parameter| match field.name {
        "access_token" => "$ACCESS_TOKEN".to_owned(),
        "secret" => "$APP_SECRET".to_owned(),
        _ => right(field).as_str().unwrap_or_default().to_owned(),
    };
    let query: Vec<String> =
        row.query.iter().map(|field| format!("{}={}", field.name, value(field))).collect();
    format!("https://api.weixin.qq.com{}?{}", row.path, query.join("&"))
}

fn call(interface: Interface, body: &Value) -> Inspection {
    let method = interface.row().method;
    let body = if method == Method::Post { body.to_string() } else { String::new() };
    let text = format!(
        "{} {} HTTP/1.1\nContent-Type: application/json\n\n{body}",
        method.name(),
        address(interface)
    );
    let inspection = inspect(&text, &Options::default());
    assert_eq!(inspection.kind, Kind::Request, "{text}");
    assert_eq!(inspection.interface, Some(interface), "{text}\n{}", common::describe(&text, &inspection));
    inspection
}

fn judged() -> impl Iterator<Item = Interface> {
    Interface::ALL.into_iter().filter(|interface| !interface.is_mass_send())
}

fn codes(inspection: &Inspection, severity: Severity) -> Vec<&'static str> {
    let found = inspection.diagnostics.iter().filter(|diagnostic| diagnostic.severity() == severity);
    found.map(Diagnostic::code).collect()
}

#[test]
fn a_correct_call_is_valid_whole_and_with_what_is_required() {
    for interface in judged() {
        let row = interface.row();
        for body in [members(row.body), json!(required(row.body))] {
            let inspection = call(interface, &body);
            let shown = common::describe("", &inspection);
            assert!(common::judged(&inspection).is_empty(), "{}\n{shown}", row.name);
            assert_eq!(inspection.outcome, Outcome::Valid, "{}", row.name);
        }
    }
}

#[test]
fn each_required_field_is_missed() {
    fn check(interface: Interface, fields: &'static [Parameter], within: &dyn Fn(Value) -> Value) {
        for field in fields.iter().filter(|field| matches!(field.need, Need::Always | Need::ForNews)) {
            let mut members = required(fields);
            members.remove(field.name);
            let inspection = call(interface, &within(json!(members)));
            let expect = if interface == Interface::Submit { "media-id-missing" } else { "field-missing" };
            assert_eq!(
                codes(&inspection, Severity::Error),
                [format!("request/{expect}")],
                "{} without {}",
                interface.name(),
                field.name
            );
            let all = required(fields);
            let inside = |value: Value| {
                let mut members = all.clone();
                let value = if field.ty == Type::List { json!([value]) } else { value };
                members.insert(field.name.to_owned(), value);
                within(json!(members))
            };
            check(interface, field.children, &inside);
        }
    }
    for interface in judged() {
        check(interface, interface.row().body, &|body| body);
    }
}

#[test]
fn each_field_of_the_wrong_type_is_found() {
    for interface in judged() {
        let row = interface.row();
        for field in row.body {
            let wrong = match field.ty {
                Type::Object => json!([]),
                Type::List => json!("articles"),
                _ => json!({}),
            };
            let mut body = members(row.body);
            body[field.name] = wrong;
            let inspection = call(interface, &body);
            let errors = codes(&inspection, Severity::Error);
            let expect = if interface == Interface::Submit {
                "request/media-id-not-string"
            } else {
                "request/field-type"
            };
            assert_eq!(errors, [expect], "{} with another {}", row.name, field.name);

            let scalar = match field.ty {
                Type::Object | Type::List | Type::NumericId => continue,
                Type::Number | Type::Switch => json!("1"),
                Type::Boolean => json!("false"),
                _ => json!(7),
            };
            body[field.name] = scalar;
            let inspection = call(interface, &body);
            if interface != Interface::Submit {
                assert_eq!(
                    codes(&inspection, Severity::Warning),
                    ["request/field-type-differs"],
                    "{}",
                    field.name
                );
                assert_eq!(inspection.outcome, Outcome::Valid, "{}", field.name);
            }
        }
    }
}

#[test]
fn the_method_and_the_token_are_judged_from_the_row() {
    for interface in Interface::ALL {
        let row = interface.row();
        let other = if row.method == Method::Get { "POST" } else { "GET" };
        let bare = format!("https://api.weixin.qq.com{}", row.path);
        let inspection = inspect(&format!("{other} {bare} HTTP/1.1\n\n{{}}"), &Options::default());
        let has = |code: &str| inspection.diagnostics.iter().any(|diagnostic| diagnostic.code() == code);
        assert_eq!(has("request/method-not-post"), row.method == Method::Post, "{}", row.name);
        assert_eq!(has("request/method-not-get"), row.method == Method::Get, "{}", row.name);
        assert_eq!(has("request/access-token-missing"), !interface.is_token(), "{}", row.name);
        assert!(!has("request/wrong-path"), "{}", row.name);
    }
}

#[test]
fn a_mass_send_is_named_and_no_more() {
    for interface in Interface::ALL.into_iter().filter(|interface| interface.is_mass_send()) {
        let inspection = call(interface, &json!({ "msgtype": "mpnews", "mpnews": { "media_id": 5 } }));
        assert_eq!(common::judged(&inspection).into_keys().collect::<Vec<_>>(), ["request/mass-send"]);
    }
    let url = "https://api.weixin.qq.com/cgi-bin/message/mass/sendall?access_token=$T";
    let text = format!("POST {url} HTTP/1.1\n\n{{\"media_id\":\"lr1QVk_Sw157DUBZk\"}}");
    let inspection = inspect(&text, &Options::default());
    assert_eq!(
        codes(&inspection, Severity::Error),
        ["request/wrong-path"],
        "a draft is not mass-sent like this"
    );
}

#[test]
fn a_path_that_is_none_is_mended_by_what_it_looks_like_and_then_by_the_body() {
    let check = |path: &str, body: &str, expect: Interface| {
        let text = format!("POST https://api.weixin.qq.com{path}?access_token=$T HTTP/1.1\n\n{body}");
        let inspection = inspect(&text, &Options::default());
        assert_eq!(codes(&inspection, Severity::Error), ["request/wrong-path"], "{text}");
        let mended = freepublish::apply_all(&text, &inspection.diagnostics);
        assert_eq!(mended, text.replacen(path, expect.path(), 1));
        assert_eq!(inspect(&mended, &Options::default()).outcome, Outcome::Valid, "{mended}");
    };
    let (submit, get) = (r#"{"media_id":"lr1QVk_Sw157DUBZk"}"#, r#"{"publish_id":"2247503051"}"#);
    check("/cgi-bin/freepublish/sumbit", submit, Interface::Submit);
    check("/cgi-bin/freepublish/publish", submit, Interface::Submit);
    check("/cgi-bin/freepublish/get", submit, Interface::Submit);
    check("/cgi-bin/draft/delete/", submit, Interface::DraftDelete);
    check("/cgi-bin/freepublish/status", get, Interface::Get);
    check("/freepublish/get", get, Interface::Get);
    check("/cgi-bin/freepublish/submit", get, Interface::Get);
}

#[test]
fn a_slip_in_a_name_is_mended() {
    let check = |text: &str, expect: &str| {
        let inspection =
            inspect(text, &Options { kind: freepublish::KindHint::Request, ..Options::default() });
        assert_eq!(freepublish::apply_all(text, &inspection.diagnostics), expect);
    };
    check(
        r#"{"articles":[{"titel":"示例","content":"文","thumbMediaId":"HKVdzjkDfooMqBqJtvSs2Ajz2v6L"}]}"#,
        r#"{"articles":[{"title":"示例","content":"文","thumb_media_id":"HKVdzjkDfooMqBqJtvSs2Ajz2v6L"}]}"#,
    );
    check(r#"{"offset":0,"count":20,"noContent":1}"#, r#"{"offset":0,"count":20,"no_content":1}"#);
}

#[test]
fn bodies_are_told_apart_by_their_members() {
    let check = |text: &str, expect: Option<&str>| {
        let inspection = inspect(text, &Options::default());
        let interface = (inspection.kind == Kind::Request).then_some(inspection.interface).flatten();
        assert_eq!(interface.map(Interface::name), expect, "{text}");
    };
    check(r#"{"media_id":"x"}"#, Some("freepublish/submit"));
    check(r#"{"mediaId":"x"}"#, Some("freepublish/submit"));
    check(r#"{"media_id":"x","index":0,"articles":{}}"#, Some("draft/update"));
    check(r#"{"articles":[]}"#, Some("draft/add"));
    check(r#"{"article_id":"x"}"#, Some("freepublish/getarticle"));
    check(r#"{"article_id":"x","index":1}"#, Some("freepublish/delete"));
    check(r#"{"offset":0,"count":20}"#, Some("freepublish/batchget"));
    check(r#"{"grant_type":"client_credential","appid":"x","secret":"y"}"#, Some("stable_token"));
    check(r#"{"filter":{"is_to_all":true},"msgtype":"mpnews"}"#, Some("mass/sendall"));
    check(r#"{"touser":["a","b"],"msgtype":"mpnews"}"#, Some("mass/send"));
    check(r#"{"touser":"a","msgtype":"text"}"#, None);
    check(r#"{"article_id":7,"user":"a","likes":3,"views":9}"#, None);
    check(r#"{"publish_id":"100000001"}"#, None);
}

#[test]
fn answers_are_told_apart_by_what_they_tell() {
    let check = |text: &str, expect: Option<&str>, outcome| {
        let inspection = inspect(text, &Options::default());
        let shown = common::describe(text, &inspection);
        assert_eq!(inspection.interface.map(Interface::name), expect, "{text}\n{shown}");
        assert_eq!(inspection.outcome, outcome, "{text}\n{shown}");
        assert!(common::judged(&inspection).is_empty(), "{text}\n{shown}");
    };
    let answered = Outcome::Answered;
    check(r#"{"errcode":0,"errmsg":"ok"}"#, None, answered);
    check(r#"{"access_token":"70_8Md7WgugxppXMbeha2","expires_in":7200}"#, Some("token"), answered);
    check(r#"{"media_id":"x","item":[]}"#, Some("draft/add"), answered);
    check(r#"{"media_id":"x","url":"http://mmbiz.qpic.cn/a"}"#, None, answered);
    check(r#"{"errcode":0,"errmsg":"ok","media_id":"x"}"#, Some("draft/add"), answered);
    check(r#"{"total_count":15}"#, Some("draft/count"), answered);
    check(r#"{"total_count":0,"item_count":0,"item":[]}"#, None, answered);
    check(
        r#"{"total_count":1,"item_count":1,"item":[{"media_id":"x","content":{"news_item":[]},"update_time":1}]}"#,
        Some("draft/batchget"),
        answered,
    );
    check(r#"{"news_item":[{"title":"a","is_deleted":false}]}"#, Some("freepublish/getarticle"), answered);
    check(r#"{"news_item":[{"title":"a"}]}"#, Some("draft/get"), answered);
    check(
        r#"{"errcode":0,"errmsg":"send job submission success","msg_id":34182,"msg_data_id":206227730}"#,
        Some("mass/sendall"),
        answered,
    );
    check(r#"{"errcode":0,"errmsg":"ok","publish_id":"1"}"#, Some("freepublish/submit"), Outcome::Accepted);
}

#[test]
fn what_the_caller_knows_counts() {
    let read = |interface| {
        let options = Options { interface: Some(interface), ..Options::default() };
        inspect(r#"{"errcode":0,"errmsg":"ok"}"#, &options)
    };
    let deleted = read(Interface::Delete);
    assert_eq!((deleted.outcome, deleted.interface), (Outcome::Answered, Some(Interface::Delete)));
    assert!(deleted.diagnostics.is_empty());
    let submitted = read(Interface::Submit);
    assert_eq!(submitted.outcome, Outcome::Accepted);
    assert_eq!(codes(&submitted, Severity::Error), ["response/publish-id-missing"]);
}

#[test]
fn an_answer_beside_its_call_is_the_answer_of_that_call() {
    let (url, body) = (address(Interface::Delete), r#"{"article_id":"lr1QVk_Sw157DUBZk","index":1}"#);
    let entry = json!({ "log": { "entries": [{
        "request": { "method": "POST", "url": url, "headers": [], "postData": { "text": body } },
        "response": { "status": 200, "content": { "text": r#"{"errcode":0,"errmsg":"ok"}"# } },
    }] } });
    let inspection = inspect(&entry.to_string(), &Options::default());
    assert_eq!((inspection.kind, inspection.interface), (Kind::Response, Some(Interface::Delete)));
    assert_eq!(inspection.outcome, Outcome::Answered);
}

#[test]
fn an_article_of_pictures_needs_pictures_and_no_cover() {
    let check = |article: Value, expect: &[&str]| {
        let text = json!({ "articles": [article] }).to_string();
        let inspection = inspect(&text, &Options::default());
        assert_eq!(common::judged(&inspection).into_keys().collect::<Vec<_>>(), expect, "{text}");
    };
    let pictures = json!({ "image_list": [{ "image_media_id": "HKVdzjkDfooMqBqJtvSs2A" }] });
    check(json!({ "article_type": "newspic", "title": "图", "content": "文", "image_info": pictures }), &[]);
    check(json!({ "article_type": "newspic", "title": "图", "content": "文" }), &["request/field-missing"]);
    check(json!({ "title": "图", "content": "文", "image_info": pictures }), &["request/field-missing"]);
}

#[test]
fn fail_idx_beyond_a_draft_is_out_of_range_without_a_count_too() {
    let check = |fail_idx: u32, expect: &[&str]| {
        let text = format!(r#"{{"publish_id":"1","publish_status":2,"fail_idx":[{fail_idx}]}}"#);
        let inspection = inspect(&text, &Options::default());
        assert_eq!(common::judged(&inspection).into_keys().collect::<Vec<_>>(), expect, "{fail_idx}");
    };
    check(8, &[]);
    check(9, &["callback/fail-idx-out-of-range"]);
}

/// Bodies that are made to cost much. What they cost is measured elsewhere; here they are read to their end.
#[test]
fn hostile_bodies_are_judged() {
    let many = |one: &str, count| vec![one; count].join(",");
    for text in [
        format!("{{\"articles\":[{}]}}", many("{}", 20_000)),
        format!("{{\"articles\":[{}]}}", many("{\"titel\":1,\"x\":2}", 10_000)),
        format!("{{\"articles\":[{{\"content\":\"{}\"}}]}}", "<IMG src=//a.b/".repeat(20_000)),
        format!("{{\"articles\":[{{\"content\":\"{}\"}}]}}", "<img src='//a.b/'>".repeat(20_000)),
        format!("{{\"media_id\":1,{}}}", many("\"medai_id\":1", 20_000)),
        format!("{{\"media_id\":\"x\",\"{}\":1}}", "m".repeat(300_000)),
    ] {
        let inspection = inspect(&text, &Options::default());
        assert_eq!(inspection.kind, Kind::Request);
        assert!(!inspection.diagnostics.is_empty());
    }
}
