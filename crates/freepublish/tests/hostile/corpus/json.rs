//! JSON: mistakes without end, depth, escapes inside escapes.

use super::{Row, filled, made, numbered, repeated};

const JOB: &str = "{\"publish_id\":\"1\",\"publish_status\":2,";

pub(super) const ROWS: &[Row] = &[
    repeated("json/unknown-word", "{\"Encrypt\":[", "A,", "]}"),
    repeated("json/none", "{\"Encrypt\":[", "None,", "]}"),
    repeated("json/true", "{\"Encrypt\":[", "True,", "]}"),
    repeated("json/nan", "{\"media_id\":[", "NaN,", "]}"),
    repeated("json/long-word", "{\"media_id\":", "A", "}"),
    repeated("json/words-on-lines", "{\"media_id\":[", "A,\n", "]}"),
    repeated("json/words-not-ascii", "{\"media_id\":[", "发,", "]}"),
    repeated("json/unclosed-string", "{\"media_id\":\"", "x", ""),
    repeated("json/unclosed-strings", "{\"media_id\":[", "\"x\n", "]}"),
    repeated("json/quotes", "{", "\"", "}"),
    repeated("json/single-quotes", "{", "'a':'b',", "}"),
    repeated("json/curly-quotes", "{", "“media_id”：“x”，", "}"),
    repeated("json/no-quotes", "{", "media_id:1,", "}"),
    repeated("json/braces", "", "{", ""),
    repeated("json/braces-closed", "", "{}", ""),
    repeated("json/brackets", "", "[", ""),
    repeated("json/brackets-in-member", "{\"media_id\":", "[", ""),
    repeated("json/deep-objects", "", "{\"a\":", ""),
    made("json/deep-and-closed", |size| {
        let depth = size / 6;
        ["{\"a\":".repeat(depth), "1".to_owned(), "}".repeat(depth)].concat().into_bytes()
    }),
    repeated("json/closing-brackets", "{\"media_id\":\"x\"", "]", "}"),
    repeated("json/mismatched", "{\"a\":", "[}", ""),
    repeated("json/commas", "{", ",", "}"),
    repeated("json/colons", "{\"a\"", ":", "1}"),
    repeated("json/trailing-commas", "{\"a\":[", "[1,],", "]}"),
    repeated("json/no-commas", "{\"a\":[", "1 ", "]}"),
    repeated("json/comments", "{", "/**/", "\"media_id\":\"x\"}"),
    repeated("json/line-comments", "{", "//\n", "\"media_id\":\"x\"}"),
    repeated("json/comments-unclosed", "{", "/*", ""),
    repeated("json/slashes", "{", "/", "}"),
    repeated("json/duplicate-keys", "{", "\"media_id\":\"x\",", "\"a\":1}"),
    made("json/long-duplicate-keys", |size| {
        let key = "k".repeat(size / 600);
        filled("{", &format!("\"{key}\":1,"), "\"a\":1}", size).into_bytes()
    }),
    made("json/long-key-wide", |size| {
        let key = "k".repeat(size / 2);
        filled(&format!("{{\"Encrypt\":\"x\",\"{key}\":["), "A,", "]}", size).into_bytes()
    }),
    made("json/many-keys", |size| numbered("{", |number| format!("\"k{number}\":1,"), "\"a\":1}", size)),
    made("json/many-unknown-fields", |size| {
        numbered("{\"media_id\":\"x\",", |number| format!("\"mediaId{number}\":1,"), "\"a\":1}", size)
    }),
    repeated("json/empty-articles", "{\"articles\":[", "{},", "{}]}"),
    repeated("json/misspelt-articles", "{\"articles\":[", "{\"titel\":1,\"x\":2},", "{}]}"),
    repeated("json/articles-that-are-none", "{\"articles\":[", "1,", "1]}"),
    repeated("json/foreign-images", "{\"articles\":[{\"content\":\"", "<img src='//a.b/'>", "\"}]}"),
    repeated("json/images-unclosed", "{\"articles\":[{\"content\":\"", "<IMG src=//a.b/", "\"}]}"),
    repeated("json/unicode-escapes", "{\"articles\":[{\"title\":\"", "\\u53d1", "\"}]}"),
    repeated("json/many-items", "{\"total_count\":1,\"item_count\":1,\"item\":[", "{},", "{}]}"),
    repeated("json/many-news-items", "{\"news_item\":[", "[],", "{}]}"),
    repeated("json/long-key", "{\"", "k", "\":1}"),
    repeated("json/long-key-not-ascii", "{\"", "发", "\":1}"),
    repeated("json/long-number", "{\"publish_id\":", "9", "}"),
    repeated("json/long-exponent", "{\"errcode\":1e", "9", "}"),
    repeated("json/minus-signs", "{\"errcode\":", "-", "1}"),
    repeated("json/zeros", "{\"errcode\":", "0", "}"),
    repeated("json/plain-numbers", "[", "1,", "1]"),
    repeated("json/backslashes", "{\"media_id\":\"", "\\", "\"}"),
    repeated("json/backslashes-alone", "", "\\", ""),
    repeated("json/backslash-quotes", "", "\\\"", ""),
    repeated("json/bad-escapes", "{\"media_id\":\"", "\\x", "\"}"),
    repeated("json/short-escapes", "{\"media_id\":\"", "\\u+041", "\"}"),
    repeated("json/lone-surrogates", "{\"media_id\":\"", "\\udc00", "\"}"),
    repeated("json/high-surrogates", "{\"media_id\":\"", "\\ud83d", "\"}"),
    repeated("json/escapes", "{\"media_id\":\"", "\\u53d1", "\"}"),
    repeated("json/control-characters", "{\"media_id\":\"", "\u{1}", "\"}"),
    repeated("json/foreign-space", "{", "\u{3000}", "\"media_id\":\"x\"}"),
    repeated("json/foreign-spaces", "{", "\u{a0}\u{c} \u{3000}\"a\":1,", "\"media_id\":\"x\"}"),
    repeated("json/long-media-id", "{\"media_id\":\"", "a", "\"}"),
    repeated("json/media-id-spaces", "{\"media_id\":\"", " ", "\"}"),
    repeated("json/media-id-not-ascii", "{\"media_id\":\"", "图", "\"}"),
    repeated("json/fail-idx", "{\"publish_id\":\"1\",\"publish_status\":2,\"fail_idx\":[", "\"x\",", "0]}"),
    repeated(
        "json/fail-idx-nested",
        "{\"publish_id\":\"1\",\"publish_status\":2,\"fail_idx\":[",
        "[1],",
        "0]}",
    ),
    made("json/items", |size| {
        let items = |number| format!("{{\"idx\":{number},\"article_url\":\"ftp://x\"}},");
        numbered(&format!("{JOB}\"article_detail\":{{\"count\":1,\"item\":["), items, "{}]}}", size)
    }),
    repeated(
        "json/articles",
        "{\"articles\":[",
        "{\"title\":\"\",\"content\":\"\",\"thumb_media_id\":\"\"},",
        "{}]}",
    ),
    repeated(
        "json/article-images",
        "{\"articles\":[{\"title\":\"t\",\"thumb_media_id\":\"m\",\"content\":\"",
        "<img src='http://x/y'>",
        "\"}]}",
    ),
    repeated(
        "json/article-tags",
        "{\"articles\":[{\"title\":\"t\",\"thumb_media_id\":\"m\",\"content\":\"",
        "<",
        "\"}]}",
    ),
    repeated("json/long-title", "{\"articles\":[{\"title\":\"", "题", "\"}]}"),
    repeated(
        "json/batchget",
        "{\"total_count\":1,\"item_count\":1,\"item\":[",
        "{\"article_id\":1,\"content\":{\"news_item\":[{}]}},",
        "{}]}",
    ),
    repeated("json/errmsg", "{\"errcode\":40001,\"errmsg\":\"", "rid: ", "\"}"),
    repeated("json/errmsg-ips", "{\"errcode\":40164,\"errmsg\":\"", "invalid ip 1.2.3.4 ", "\"}"),
    repeated(
        "json/push",
        "{\"ToUserName\":\"a\",\"Event\":\"PUBLISHJOBFINISH\",\"PublishEventInfo\":{\"fail_idx\":[",
        "{},",
        "0]}}",
    ),
    repeated("json/many-documents", "", "{\"media_id\":\"x\"}\n", ""),
    repeated("json/list-of-documents", "[", "{\"media_id\":\"x\"},", "{}]"),
    repeated("json/escaped", "{\\\"a\\\":[", "A,", "]}"),
    repeated("json/escaped-quotes", "{", "\\\"a\\\":\\\"b\\\",", "}"),
    made("json/nested-escapes", |size| {
        // A string that holds a string that holds …: each level doubles the backslashes.
        let mut text = "{\"media_id\":\"x\"}".to_owned();
        while text.len() < size {
            text = format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
        }
        text.into_bytes()
    }),
    repeated("json/string-of-xml", "\"", "<xml><a>\\n", "\""),
    repeated("json/string-of-json", "\"", "{\\\"a\\\":", "\""),
    repeated("json/double-encoded", "{\"media_id\":\"{", "\\\"media_id\\\":1,", "}\"}"),
    repeated("json/trailing-text", "{\"media_id\":\"x\"}", "x", ""),
    repeated("json/marks", "", "\u{feff}", "{\"media_id\":\"x\"}"),
];
