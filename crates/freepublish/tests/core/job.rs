//! The numbers of a publish job, at their bounds.

use freepublish::{Inspection, Lang, Options, inspect, verdict};

/// What was found about numbers of articles, each code with its message.
fn found(text: &str) -> Vec<(&'static str, String)> {
    let Inspection { diagnostics, .. } = inspect(text, &Options::default());
    let about_numbers = diagnostics.iter().filter_map(|diagnostic| {
        let name = diagnostic.code().strip_prefix("callback/")?;
        let is_number = name.starts_with("fail-idx") || name.starts_with("item-idx");
        is_number.then(|| (name, diagnostic.message(Lang::En)))
    });
    about_numbers.collect()
}

fn codes(text: &str) -> Vec<&'static str> {
    found(text).into_iter().map(|(code, _)| code).collect()
}

/// An answer of `freepublish/get`, with or without a count.
fn job(status: i64, count: Option<u32>, fail_idx: &str) -> String {
    let detail =
        count.map_or_else(String::new, |count| format!(r#""article_detail":{{"count":{count},"item":[]}},"#));
    format!(r#"{{"publish_id":"1","publish_status":{status},{detail}"fail_idx":[{fail_idx}]}}"#)
}

#[test]
fn a_number_may_be_the_last_one_and_not_the_next() {
    for (count, fail_idx, expected) in [
        (None, "8", &[][..]),
        (None, "9", &["fail-idx-out-of-range"]),
        (None, "1,2,9,10", &["fail-idx-out-of-range", "fail-idx-out-of-range"]),
        (Some(3), "3", &[]),
        (Some(3), "4", &["fail-idx-out-of-range"]),
        (Some(8), "8", &[]),
        (Some(9), "9", &["fail-idx-out-of-range"]),
        (None, "1", &[]),
        (None, "0", &["fail-idx-zero"]),
        (None, "\"a\"", &["fail-idx-not-number"]),
        (None, "4294967296", &["fail-idx-not-number"]),
    ] {
        assert_eq!(codes(&job(2, count, fail_idx)), expected, "{count:?} {fail_idx}");
    }
}

#[test]
fn what_a_number_is_beyond_is_said() {
    let beyond_count = &found(&job(2, Some(3), "4"))[0].1;
    let beyond_draft = &found(&job(2, Some(9), "9"))[0].1;
    let without_count = &found(&job(2, None, "9"))[0].1;
    assert!(beyond_count.contains('3'), "{beyond_count}");
    assert!(beyond_draft.contains('8') && !beyond_draft.contains("only 9"), "{beyond_draft}");
    assert_eq!(beyond_draft, without_count);
}

#[test]
fn only_a_repetition_is_one() {
    for (fail_idx, expected) in [
        ("1,2,3", &[][..]),
        ("2,1", &[]),
        ("1,1", &["fail-idx-duplicate"]),
        ("2,1,2", &["fail-idx-duplicate"]),
        ("1,1,1", &["fail-idx-duplicate", "fail-idx-duplicate"]),
        ("\"a\",1", &["fail-idx-not-number"]),
    ] {
        assert_eq!(codes(&job(2, None, fail_idx)), expected, "{fail_idx}");
    }
}

#[test]
fn failing_articles_are_expected_with_two_statuses() {
    for (status, fail_idx, expected) in [
        (2, "", &["fail-idx-missing"][..]),
        (4, "", &["fail-idx-missing"]),
        (2, "1", &[]),
        (4, "1", &[]),
        (0, "1", &["fail-idx-unexpected"]),
        (3, "1", &["fail-idx-unexpected"]),
        (3, "", &[]),
        (1, "", &[]),
    ] {
        assert_eq!(codes(&job(status, None, fail_idx)), expected, "{status} {fail_idx}");
    }
}

#[test]
fn published_articles_are_numbered_from_one_without_gap() {
    for (numbers, expected) in [
        (&[1, 2, 3][..], &[][..]),
        (&[2, 1], &[]),
        (&[1, 1], &["item-idx-duplicate"]),
        (&[1, 3], &["item-idx-gap"]),
        (&[2], &["item-idx-gap"]),
        (&[1, 2, 2, 4], &["item-idx-duplicate", "item-idx-gap"]),
    ] {
        let item = |number| format!(r#"{{"idx":{number},"article_url":"https://mp.weixin.qq.com/s/a"}}"#);
        let items = numbers.iter().map(item).collect::<Vec<_>>().join(",");
        let detail = format!(r#""article_detail":{{"count":{},"item":[{items}]}}"#, numbers.len());
        let text = format!(r#"{{"publish_id":"1","publish_status":0,"article_id":"a",{detail}}}"#);
        let mut codes = codes(&text);
        codes.sort_unstable();
        assert_eq!(codes, expected, "{numbers:?}");
    }
}

/// The verdict of an answer of `freepublish/get`, in both languages: headline and meaning.
fn told(text: &str) -> [String; 2] {
    let inspection = inspect(text, &Options::default());
    Lang::ALL.map(|lang| {
        let words = verdict(&inspection, lang);
        format!("{} | {}", words.headline, words.meaning)
    })
}

#[test]
fn a_verdict_names_the_articles_that_the_payload_names_and_no_other() {
    let [zh, en] = told(&job(4, Some(3), ""));
    assert!(zh.contains("没有用 fail_idx 指出") && en.contains("does not name them"), "{zh} {en}");
    let [zh, en] = told(&job(4, Some(3), "2"));
    assert!(zh.starts_with("发布未成功：第 2 篇") && !zh.contains("没有用 fail_idx"), "{zh}");
    assert!(en.contains("article 2 was rejected") && !en.contains("does not name"), "{en}");
    let [zh, en] = told(&job(2, None, "0"));
    assert!(!zh.contains("第 0 篇") && !en.contains("article 0"), "{zh} {en}");
    let [zh, en] = told(&job(3, None, "1"));
    assert!(zh.contains("第 1 篇") && en.contains("article 1"), "{zh} {en}");
}

#[test]
fn a_doubtful_verdict_asserts_nothing_and_names_the_root_cause() {
    let flattened = "<xml><Event>PUBLISHJOBFINISH</Event><publish_id>2247483753</publish_id>\
                     <publish_status>0</publish_status></xml>";
    let [zh, en] = told(flattened);
    assert!(zh.starts_with("不能确认") && zh.contains("不在 PublishEventInfo 里"), "{zh}");
    assert!(en.starts_with("Can't confirm") && en.contains("outside PublishEventInfo"), "{en}");
    for claim in ["永久", "公开", "permanent", "public "] {
        assert!(!zh.contains(claim) && !en.contains(claim), "{zh} {en}");
    }
    let [zh, en] = told(&job(7, Some(9), "9"));
    assert!(zh.starts_with("结果未知") && en.starts_with("Result unknown"), "{zh} {en}");
}

#[test]
fn a_refused_call_says_first_what_explains_the_rest() {
    let call = "curl 'http://api.weixin.qq.com/cgi-bin/freepublish/submit?access_token=x' -H 'Origin: https://a.example' \
                -H 'Sec-Fetch-Mode: cors' -d '{\"media_id\":\"TEhpqAzC3v6PyZmCVPK7K9rTzE8n5vQ1mFhpwGBa_MA\"}'";
    let [zh, en] = told(call);
    assert!(zh.starts_with("不能提交：这个请求来自浏览器"), "{zh}");
    assert!(en.starts_with("Can't be submitted: The call comes from a browser"), "{en}");
}
