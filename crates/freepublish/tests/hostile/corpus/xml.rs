//! XML: names, depth, width, mistakes without end.

use super::{Row, filled, made, numbered, repeated};

const JOB: &str = "<xml><MsgType>event</MsgType><Event>PUBLISHJOBFINISH</Event><PublishEventInfo>";
const JOB_END: &str = "</PublishEventInfo></xml>";

pub(super) const ROWS: &[Row] = &[
    repeated("xml/long-name", "<", "a", "><Encrypt>x</Encrypt></a>"),
    repeated("xml/long-name-unclosed", "<xml><", "a", ""),
    repeated("xml/long-name-not-ascii", "<", "发布", ">"),
    made("xml/long-name-wide", |size| {
        // A path is kept for each leaf: as long as the name, as many as there are leaves.
        let name = "a".repeat(size / 2);
        filled(&format!("<{name}><Encrypt>x</Encrypt>"), "<b/>", &format!("</{name}>"), size).into_bytes()
    }),
    made("xml/long-name-wrong-ends", |size| {
        let name = "a".repeat(size / 2);
        filled(&format!("<xml><{name}>"), "<b></c>", &format!("</{name}></xml>"), size).into_bytes()
    }),
    made("xml/long-name-duplicates", |size| {
        let name = "a".repeat(size / 600);
        filled("<xml>", &format!("<{name}>1</{name}>"), "</xml>", size).into_bytes()
    }),
    made("xml/long-root-with-findings", |size| {
        let name = "a".repeat(size / 2);
        filled(&format!("<{name}><PublishEventInfo>"), "<fail_idx>x</fail_idx>", "", size).into_bytes()
    }),
    made("xml/long-end-tags", |size| {
        let name = "a".repeat(size / 500);
        filled("<xml>", &format!("<b></{name}>"), "</xml>", size).into_bytes()
    }),
    made("xml/long-namespaces", |size| {
        let prefix = "n".repeat(size / 4);
        filled(&format!("<{prefix}:xml xmlns:{prefix}='u'>"), "<x:b/>", &format!("</{prefix}:xml>"), size)
            .into_bytes()
    }),
    repeated("xml/namespaces", "<xml>", "<a:b xmlns:a='u'/>", "</xml>"),
    repeated("xml/deep", "", "<a>", ""),
    made("xml/deep-and-closed", |size| {
        let depth = size / 7;
        ["<a>".repeat(depth), "</a>".repeat(depth)].concat().into_bytes()
    }),
    repeated("xml/deep-in-job", JOB, "<item>", JOB_END),
    repeated("xml/only-ends", "<xml>", "</a>", "</xml>"),
    repeated("xml/open-without-end", "<xml>", "<a><b></a>", "</xml>"),
    repeated("xml/wide", "<xml>", "<a/>", "</xml>"),
    made("xml/wide-names", |size| {
        numbered("<xml>", |number| format!("<n{number}>1</n{number}>"), "</xml>", size)
    }),
    repeated("xml/fail-idx-no-number", JOB, "<fail_idx>x</fail_idx>", JOB_END),
    repeated("xml/fail-idx-empty", JOB, "<fail_idx/>", JOB_END),
    made("xml/fail-idx-numbers", |size| {
        numbered(JOB, |number| format!("<fail_idx>{number}</fail_idx>"), JOB_END, size)
    }),
    repeated("xml/items", JOB, "<article_detail><item><idx>1</idx></item></article_detail>", JOB_END),
    repeated(
        "xml/items-in-one",
        "<xml><MsgType>event</MsgType><Event>PUBLISHJOBFINISH</Event><PublishEventInfo><article_detail>",
        "<item><idx>0</idx><article_url>x</article_url></item>",
        "</article_detail></PublishEventInfo></xml>",
    ),
    repeated("xml/duplicate-heads", "<xml>", "<CreateTime>x</CreateTime>", "</xml>"),
    repeated("xml/duplicate-encrypt", "<xml>", "<Encrypt>QUJD</Encrypt>", "</xml>"),
    repeated("xml/long-encrypt", "<xml><ToUserName>a</ToUserName><Encrypt>", "QUJD", "</Encrypt></xml>"),
    repeated("xml/long-text", "<xml><Event>", "x", "</Event></xml>"),
    repeated(
        "xml/long-publish-id",
        "<xml><PublishEventInfo><publish_id>",
        "7",
        "</publish_id></PublishEventInfo></xml>",
    ),
    repeated("xml/attributes", "<xml", " a='1'", "/>"),
    repeated("xml/attributes-unquoted", "<xml", " a=1", "/>"),
    repeated("xml/attributes-without-value", "<xml", " a", "/>"),
    made("xml/attributes-named", |size| numbered("<xml", |number| format!(" a{number}='<'"), "/>", size)),
    repeated("xml/long-attribute", "<xml a='", "x", "'/>"),
    repeated("xml/ampersands", "<xml>", "&", "</xml>"),
    repeated("xml/ampersands-in-fields", "<xml>", "<a>&b</a>", "</xml>"),
    repeated("xml/entities", "<xml><a>", "&amp;", "</a></xml>"),
    repeated("xml/entities-unknown", "<xml><a>", "&nbsp;", "</a></xml>"),
    repeated("xml/entities-numeric", "<xml><a>", "&#x53d1;&#0;", "</a></xml>"),
    repeated("xml/entity-without-end", "<xml><a>&", "a", "</a></xml>"),
    repeated("xml/cdata-pieces", "<xml><a>", "<![CDATA[x]]>", "</a></xml>"),
    repeated("xml/cdata-empty", "<xml><a>", "<![CDATA[]]>", "</a></xml>"),
    repeated("xml/cdata-unclosed", "<xml><a>", "<![CDATA[", ""),
    repeated("xml/cdata-ends", "<xml><a>", "]]>", "</a></xml>"),
    repeated("xml/brackets", "<xml><a><![CDATA[", "]", "]></a></xml>"),
    repeated("xml/comments", "<xml>", "<!---->", "</xml>"),
    repeated("xml/comments-in-text", "<xml><a>", "x<!--y-->", "</a></xml>"),
    repeated("xml/comments-unclosed", "<xml>", "<!--", ""),
    repeated("xml/dashes", "<xml><!--", "-", "></xml>"),
    repeated("xml/declarations", "", "<?xml version='1.0'?>", "<xml/>"),
    repeated("xml/instructions", "<xml>", "<?a b?>", "</xml>"),
    repeated("xml/instructions-unclosed", "<xml>", "<?", ""),
    repeated("xml/doctypes", "<!DOCTYPE x [", "<!ENTITY a 'b'>", "]><xml/>"),
    repeated("xml/doctype-nested", "", "<!DOCTYPE [", "<xml/>"),
    repeated("xml/entity-bomb", "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaaaaaaaa'>]><xml><a>", "&a;", "</a></xml>"),
    repeated("xml/angle-brackets", "", "<", ""),
    repeated("xml/angle-brackets-in-text", "<xml>", "< ", "</xml>"),
    repeated("xml/empty-tags", "<xml>", "<>", "</xml>"),
    repeated("xml/control-characters", "<xml><a>", "\u{1}", "</a></xml>"),
    repeated("xml/forbidden-characters", "<xml><a>", "\u{fffe}", "</a></xml>"),
    repeated("xml/carriage-returns", "<xml>", "\r", "</xml>"),
    repeated("xml/many-documents", "", "<xml/>", ""),
    repeated("xml/many-openings", "", "<xml>", ""),
    repeated("xml/trailing-text", "<xml/>", "x", ""),
    repeated("xml/one-long-line-not-ascii", "<xml>", "<发>&布</发>", "</xml>"),
    repeated("xml/many-lines", "<xml>", "\n<a>&</a>", "</xml>"),
    repeated("xml/escaped", "&lt;xml&gt;", "&lt;a&gt;&amp;lt;&lt;/a&gt;", "&lt;/xml&gt;"),
    repeated("xml/escaped-again", "", "&lt;", ""),
    repeated("xml/html", "<html>", "<p>502 Bad Gateway</p>", "</html>"),
    repeated("xml/xml-in-cdata", "<xml><Event><![CDATA[", "<xml><a>", "]]></Event></xml>"),
];
