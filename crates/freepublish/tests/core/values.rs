//! Values of calls, answers and events at the bounds of what is right, and what their repairs make of them.

use freepublish::{Diagnostic, Inspection, Kind, Lang, Options, Outcome, inspect};

use crate::common;

const ID: &str = "lr1QVk_Sw157DUBZk-X9qtp-3YoIXshnmhq2X2C4jK-";

/// A text with that value, values, and what their repairs make of them.
type Form<'a> = (&'a dyn Fn(&str) -> String, &'a [(&'a str, Option<&'a str>)]);

fn read(text: &str) -> Inspection {
    inspect(text, &Options::default())
}

/// Errors and warnings, with what stands at their place.
fn judged(text: &str) -> Vec<(&'static str, String)> {
    let found = read(text).diagnostics;
    let judged = found.into_iter().filter(|found| found.severity() != freepublish::Severity::Info);
    judged.map(|found| (found.code(), found.span.map_or("", |span| span.of(text)).to_owned())).collect()
}

fn codes(text: &str) -> Vec<&'static str> {
    judged(text).into_iter().map(|(code, _)| code).collect()
}

fn find<'i>(inspection: &'i Inspection, code: &str) -> &'i Diagnostic {
    let found = inspection.diagnostics.iter().find(|found| found.code() == code);
    found.unwrap_or_else(|| panic!("no {code}:\n{}", common::describe("", inspection)))
}

fn message(text: &str, code: &str) -> String {
    find(&read(text), code).message(Lang::En)
}

/// The text after the repair of a finding; `None` where none is offered.
fn mended(text: &str, code: &str) -> Option<String> {
    find(&read(text), code).fix.as_ref().map(|fix| fix.apply(text))
}

/// The body of `draft/add` with one article, which has a member more.
fn article(member: &str) -> String {
    format!(r#"{{"articles":[{{"title":"标题","content":"<p>正文</p>","thumb_media_id":"{ID}",{member}}}]}}"#)
}

#[test]
fn a_scalar_of_another_kind_is_mended_where_only_one_thing_can_be_meant() {
    let token = |value: &str| {
        format!(
            r#"{{"grant_type":"client_credential","appid":"wxb11529c136998cb6","secret":"$S","force_refresh":{value}}}"#
        )
    };
    let page = |value: &str| format!(r#"{{"offset":{value},"count":20,"no_content":0}}"#);
    let titled = |value: &str| article(&format!(r#""author":{value}"#));
    let switch = |value: &str| article(&format!(r#""need_open_comment":{value}"#));
    let forms: [Form<'_>; 4] = [
        (
            &token,
            &[
                ("\"true\"", Some("true")),
                ("\"false\"", Some("false")),
                ("\"yes\"", None),
                ("1", Some("true")),
                ("0", Some("false")),
                ("2", None),
            ],
        ),
        (&page, &[("\"5\"", Some("5")), ("\"five\"", None), ("\"-1\"", None), ("true", None)]),
        (&titled, &[("7", Some("\"7\"")), ("true", None)]),
        (&switch, &[("true", Some("1")), ("false", Some("0")), ("\"1\"", Some("1")), ("\"on\"", None)]),
    ];
    for (text, cases) in forms {
        for (value, expect) in cases {
            let given = text(value);
            assert_eq!(codes(&given), ["request/field-type-differs"], "{given}");
            assert_eq!(mended(&given, "request/field-type-differs"), expect.map(text), "{given}");
        }
    }
}

#[test]
fn null_is_as_good_as_left_out_where_that_may_be() {
    assert_eq!(codes(&article(r#""digest":null"#)), [""; 0]);
    let untitled = format!(r#"{{"articles":[{{"title":null,"content":"x","thumb_media_id":"{ID}"}}]}}"#);
    assert_eq!(judged(&untitled), [("request/field-type", "null".to_owned())]);
}

#[test]
fn a_value_may_be_as_long_as_its_limit_and_no_longer() {
    let author = |length: usize| article(&format!(r#""author":"{}""#, "作".repeat(length)));
    let link = |length: usize| article(&format!(r#""content_source_url":"{}""#, "a".repeat(length)));
    assert_eq!((codes(&author(16)), codes(&link(1024))), (vec![], vec![]));
    for (text, length, most) in
        [(author(17), "17", "16"), (link(1025), "1025", "1024"), (link(2000), "2000", "1024")]
    {
        assert_eq!(codes(&text), ["request/field-too-long"]);
        let told = message(&text, "request/field-too-long").replace(',', "");
        assert!(told.contains(length) && told.contains(most), "{told}");
    }
}

#[test]
fn a_value_is_one_of_those_that_are_known() {
    let token =
        |value: &str| format!(r#"{{"grant_type":"{value}","appid":"wxb11529c136998cb6","secret":"$S"}}"#);
    assert_eq!(codes(&token("client_credential")), [""; 0]);
    assert_eq!(judged(&token("credential")), [("request/field-value", "\"credential\"".to_owned())]);
    assert_eq!(mended(&token("credential"), "request/field-value"), Some(token("client_credential")));
    // Two are known: nobody knows which was meant.
    let kind = article(r#""article_type":"video""#);
    assert_eq!((codes(&kind), mended(&kind, "request/field-value")), (vec!["request/field-value"], None));
    // A value that is none says nothing of its limits.
    let none = token("<grant_type>");
    assert_eq!(codes(&none), ["request/field-placeholder"]);
    let query =
        |grant: &str, rest: &str| format!("https://api.weixin.qq.com/cgi-bin/token?grant_type={grant}{rest}");
    let rest = "&appid=wxb11529c136998cb6&secret=$S";
    assert_eq!(judged(&query("credential", rest)), [("request/field-value", "credential".to_owned())]);
    assert_eq!(
        mended(&query("credential", rest), "request/field-value"),
        Some(query("client_credential", rest))
    );
    let told = message(&query("client_credential", ""), "request/field-missing");
    assert!(told.contains("appid") && told.contains("secret") && !told.contains("grant_type"), "{told}");
}

#[test]
fn only_a_secret_is_taken_out_on_purpose() {
    let token = |appid: &str, secret: &str| {
        format!(r#"{{"grant_type":"client_credential","appid":"{appid}","secret":"{secret}"}}"#)
    };
    assert_eq!(codes(&token("wxb11529c136998cb6", "***")), [""; 0]);
    assert_eq!(judged(&token("***", "***")), [("request/field-placeholder", "\"***\"".to_owned())]);
    assert_eq!(
        judged(&token("wxb11529c136998cb6", "APPSECRET")),
        [("request/field-placeholder", "\"APPSECRET\"".to_owned())]
    );
}

#[test]
fn a_switch_is_0_or_1_and_a_number_in_its_range() {
    for (value, expect) in [
        ("0", &[][..]),
        ("1", &[]),
        ("2", &["request/field-out-of-range"]),
        ("-1", &["request/field-out-of-range"]),
    ] {
        assert_eq!(codes(&article(&format!(r#""need_open_comment":{value}"#))), expect, "{value}");
    }
    for (count, expect) in
        [(1, &[][..]), (20, &[]), (0, &["request/field-out-of-range"]), (21, &["request/field-out-of-range"])]
    {
        assert_eq!(codes(&format!(r#"{{"offset":0,"count":{count}}}"#)), expect, "{count}");
    }
}

#[test]
fn pictures_elsewhere_are_counted_and_their_hosts_named_once() {
    let images: String = ["a", "b", "a", "b", "c", "d", "e"]
        .map(|host| {
            format!("<img src='https://{host}.example/1.png'><img src='https://mmbiz.qpic.cn/1.png'>")
        })
        .concat();
    let text = format!(r#"{{"articles":[{{"title":"标题","content":"{images}","thumb_media_id":"{ID}"}}]}}"#);
    assert_eq!(judged(&text), [("request/foreign-image", "https://a.example/1.png".to_owned())]);
    let told = message(&text, "request/foreign-image");
    assert!(told.contains('7'), "{told}");
    for host in ["a", "b", "c", "d"] {
        assert_eq!(told.matches(&format!("{host}.example")).count(), 1, "{host}: {told}");
    }
    assert!(!told.contains("e.example"), "{told}");
    // A host that is nothing but the domain is none of WeChat's.
    let bare = text.replace("https://a.example", "https://.qpic.cn");
    assert!(message(&bare, "request/foreign-image").contains(".qpic.cn"));
    // Nor one that is cut in the middle of a character where that begins.
    let wide = text.replace("https://a.example", &format!("https://{}", "发".repeat(8)));
    assert!(message(&wide, "request/foreign-image").contains("发发"));
}

#[test]
fn an_answer_holds_lists_and_objects_where_it_should() {
    let draft = |item: &str| format!(r#"{{"errcode":0,"news_item":{item}}}"#);
    let page = |item: &str| format!(r#"{{"total_count":1,"item_count":1,"item":[{item}]}}"#);
    let published = |content: &str| format!(r#"{{"article_id":"a","content":{content},"update_time":1}}"#);
    for (text, expect) in [
        (draft("{}"), ("response/field-type", "{}")),
        (draft("[1]"), ("response/field-type", "1")),
        (draft(r#"[{"title":[],"is_deleted":false}]"#), ("response/field-type", "[]")),
        (draft(r#"[{"title":{},"is_deleted":false}]"#), ("response/field-type", "{}")),
        (page(&published("[]")), ("response/field-type", "[]")),
        (page(&published("1")), ("response/field-type", "1")),
    ] {
        let found = read(&text).diagnostics;
        let types: Vec<_> = found.iter().filter(|found| found.code() == expect.0).collect();
        let places: Vec<_> = types.iter().map(|found| found.span.expect("a place").of(&text)).collect();
        assert_eq!(places, [expect.1], "{text}");
    }
    let (no_list, no_object) = (draft("{}"), page(&published("[]")));
    let told = [message(&no_list, "response/field-type"), message(&no_object, "response/field-type")];
    assert!(told[0].ends_with("sends an array") && told[1].ends_with("sends an object"), "{told:?}");
    let whole = page(&published(r#"{"news_item":[]}"#));
    assert!(!read(&whole).diagnostics.iter().any(|found| found.code() == "response/field-type"));
}

#[test]
fn an_answer_that_tells_nothing_comes_to_nothing() {
    assert_eq!(read(r#"{"errmsg":"x"}"#).outcome, Outcome::Unknown);
    assert_eq!(read(r#"{"total_count":3}"#).outcome, Outcome::Answered);
    assert_eq!(read(r#"{"item":[]}"#).kind.name(), "unknown");
}

#[test]
fn the_address_that_is_not_on_the_list_is_told_for_the_error_that_is_about_it() {
    let refused = |errcode: i64| {
        format!(r#"{{"errcode":{errcode},"errmsg":"ip: server.local 203.0.113.7 not in whitelist"}}"#)
    };
    let help = |errcode| find(&read(&refused(errcode)), "response/api-error").advice(Lang::En);
    assert!(help(40164).contains("203.0.113.7"), "{}", help(40164));
    assert!(!help(40001).contains("203.0.113.7"), "{}", help(40001));
}

#[test]
fn few_members_of_a_call_are_not_lost_among_strangers() {
    let kind = |text: &str| read(text).interface.map(freepublish::catalogue::interface::Interface::name);
    assert_eq!(kind(r#"{"article_id":"a","x":1}"#), Some("freepublish/getarticle"));
    assert_eq!(kind(r#"{"article_id":"a","x":1,"y":2}"#), None);
    assert_eq!(kind(r#"{"appid":"a","secret":"b"}"#), Some("stable_token"));
    assert_eq!(kind(r#"{"appid":"a"}"#), None);
}

#[test]
fn a_time_in_milliseconds_is_read_as_seconds() {
    let event = |time: &str| {
        format!(
            "<xml><ToUserName>a</ToUserName><FromUserName>b</FromUserName><CreateTime>{time}</CreateTime><MsgType>event</MsgType>\
         <Event>PUBLISHJOBFINISH</Event><PublishEventInfo><publish_id>1</publish_id><publish_status>1</publish_status>\
         </PublishEventInfo></xml>"
        )
    };
    for (time, code, seconds) in [
        ("1649681285", None, Some(1_649_681_285)),
        ("1", None, Some(1)),
        ("1649681285123", Some("callback/create-time-milliseconds"), Some(1_649_681_285)),
        ("0", Some("callback/create-time-invalid"), None),
        ("-5", Some("callback/create-time-invalid"), None),
        ("16496812851", Some("callback/create-time-invalid"), None),
    ] {
        let text = event(time);
        assert_eq!(codes(&text), Vec::from_iter(code), "{time}");
        assert_eq!(read(&text).header.and_then(|header| header.create_time), seconds, "{time}");
    }
}

#[test]
fn the_inner_part_of_an_event_is_read_alone_and_in_a_string() {
    let job = "<publish_id>1</publish_id><publish_status>0</publish_status><article_id>a</article_id>";
    let alone = format!("<PublishEventInfo>{job}</PublishEventInfo>");
    let read_alone = read(&alone);
    assert_eq!((read_alone.outcome, read_alone.kind), (Outcome::Published, Kind::Callback));
    assert!(!codes(&alone).contains(&"callback/flattened"), "its fields stand where they belong");
    let other = format!("<xml>{job}</xml>");
    assert_eq!(
        (read(&other).outcome, find(&read(&other), "callback/flattened").code()),
        (Outcome::Published, "callback/flattened")
    );
    // Without its status it is one all the same, and of another name it is none.
    let unfinished = read("<PublishEventInfo><publish_id>1</publish_id></PublishEventInfo>");
    assert_eq!(unfinished.publish.and_then(|job| job.publish_id).as_deref(), Some("1"));
    let none = read("<other><publish_id>1</publish_id></other>");
    assert_eq!((none.kind, none.publish), (Kind::Unknown, None));
    let event = |info: &str| {
        format!(
            r#"{{"ToUserName":"a","FromUserName":"b","CreateTime":1,"MsgType":"event","Event":"PUBLISHJOBFINISH","PublishEventInfo":{info}}}"#
        )
    };
    let object = r#"{"publish_id":"1","publish_status":1}"#;
    let twice = event(&format!("\"{}\"", object.replace('"', "\\\"")));
    assert_eq!(codes(&twice), ["json/double-encoded"]);
    assert_eq!(mended(&twice, "json/double-encoded"), Some(event(object)));
    assert_eq!(read(&twice).outcome, Outcome::Publishing);
    // A string that holds no object was not encoded twice.
    assert!(!codes(&event("\"publishing\"")).contains(&"json/double-encoded"));
    let half = event(r#""{\"publish_id\":\"1\"""#);
    assert_eq!(mended(&half, "json/double-encoded"), None);
}

#[test]
fn a_missing_field_is_missed_at_the_beginning_of_what_lacks_it() {
    for (text, place) in [
        (r#"  {"Event":"PUBLISHJOBFINISH","PublishEventInfo":{"publish_id":"1","publish_status":1}}"#, "{"),
        ("<xml><Event>PUBLISHJOBFINISH</Event></xml>", "xml"),
    ] {
        let found = read(text);
        let missing = find(&found, "callback/missing-field");
        let span = missing.span.expect("a place");
        assert_eq!((span.of(text), span.start), (place, text.find(place).expect("it is there")), "{text}");
    }
}

#[test]
fn an_event_without_its_inner_part_tells_of_no_job() {
    let text = "<xml><ToUserName>a</ToUserName><FromUserName>b</FromUserName><CreateTime>1</CreateTime>\
                <MsgType>event</MsgType><Event>PUBLISHJOBFINISH</Event></xml>";
    assert_eq!(codes(text), ["callback/missing-field"]);
    assert!(message(text, "callback/missing-field").contains("PublishEventInfo"));
    assert_eq!((read(text).publish, read(text).outcome), (None, Outcome::Unknown));
}

#[test]
fn an_id_with_blanks_is_mended_as_it_was_written() {
    let job = |id: &str| {
        format!(
            "<PublishEventInfo><publish_id>1</publish_id><publish_status>0</publish_status><article_id>{id}</article_id>\
         </PublishEventInfo>"
        )
    };
    for (id, expect) in
        [("b5 O_8", Some("b5O_8")), ("<![CDATA[b5\nO_8]]>", Some("<![CDATA[b5O_8]]>")), ("b5 &lt;O", None)]
    {
        assert_eq!(mended(&job(id), "callback/article-id-wrapped"), expect.map(job), "{id}");
    }
    let text = r#"{"publish_id":"1","publish_status":0,"article_id":"b5 O<8"}"#;
    assert_eq!(mended(text, "callback/article-id-wrapped"), Some(text.replace("b5 O", "b5O")));
}

#[test]
fn the_host_of_a_call_is_said_by_its_header_where_the_address_has_none() {
    let call = |host: &str| {
        format!(
            "POST /cgi-bin/freepublish/submit?access_token=$T HTTP/1.1\nHost: {host}\nContent-Type: application/json\n\n{{\"media_id\":\"{ID}\"}}"
        )
    };
    for host in ["api.weixin.qq.com", "API2.weixin.qq.com:443"] {
        assert_eq!(codes(&call(host)), [""; 0], "{host}");
    }
    let wrong = call("api.wechat.com");
    assert_eq!(judged(&wrong), [("request/wrong-host", "Host: api.wechat.com".to_owned())]);
    assert_eq!(mended(&wrong, "request/wrong-host"), Some(call("api.weixin.qq.com")));
    let curl = format!(
        "curl -H 'Host: api.wechat.com' '/cgi-bin/freepublish/submit?access_token=$T' -d '{{\"media_id\":\"{ID}\"}}'"
    );
    if codes(&curl).contains(&"request/wrong-host") {
        assert_eq!(mended(&curl, "request/wrong-host"), None, "its quotes are not known");
    }
}

#[test]
fn a_call_without_body_is_told_what_it_needs() {
    let address = "https://api.weixin.qq.com/cgi-bin/freepublish/delete?access_token=$T";
    let read = read(&format!("POST {address} HTTP/1.1\n\n"));
    let advice = find(&read, "request/body-missing").advice(Lang::En);
    assert!(advice.contains("article_id") && !advice.contains("index"), "{advice}");
}

#[test]
fn what_is_not_given_is_named_without_what_it_may_hold() {
    let told = |data: &str| {
        message(
            &format!("curl 'https://api.weixin.qq.com/cgi-bin/freepublish/submit?access_token=$T' -d {data}"),
            "request/not-given",
        )
    };
    assert!(told("\"$BODY\"").contains("$BODY"), "{}", told("\"$BODY\""));
    for data in ["\"$(cat hidden.json)\"", "\"`cat hidden.json`\""] {
        assert!(told(data).contains('…') && !told(data).contains("hidden"), "{}", told(data));
    }
}

#[test]
fn secrets_of_an_address_are_masked_and_stand_ins_are_not() {
    let masked = |query: &str| {
        let text = format!(
            "POST https://api.weixin.qq.com/cgi-bin/freepublish/submit?{query} HTTP/1.1\n\n{{\"media_id\":\"{ID}\"}}"
        );
        let url = read(&text).request.and_then(|request| request.url).expect("an address");
        url.split_once('?').expect("a query").1.to_owned()
    };
    for (query, expect) in [
        ("access_token=57_abcDEF", "access_token=***"),
        ("access_token=57_abcDEF&x=1&secret=abc", "access_token=***&x=1&secret=***"),
        ("access_token=$TOKEN", "access_token=$TOKEN"),
        ("access_token=ACCESS_TOKEN", "access_token=ACCESS_TOKEN"),
        ("access_token=", "access_token="),
    ] {
        assert_eq!(masked(query), expect);
    }
}

#[test]
fn a_comment_is_taken_out_and_what_it_parted_stays_apart() {
    for (text, expect) in [
        (r#"{"publish_status":/* ok */0}"#, r#"{"publish_status":0}"#),
        (r#"{"publish_status":0/* ok */}"#, r#"{"publish_status":0}"#),
        (r#"{"publish_status":0 /* ok */ ,"publish_id":"1"}"#, r#"{"publish_status":0  ,"publish_id":"1"}"#),
        (r#"{"publish_status":1/* or */2}"#, r#"{"publish_status":1 2}"#),
        (r#"{"publish_status":1/* or */-2}"#, r#"{"publish_status":1 -2}"#),
    ] {
        assert_eq!(mended(text, "json/comment").as_deref(), Some(expect));
    }
}
