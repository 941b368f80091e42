//! The words of the Reference page.

use crate::shell::links::Topic;
use crate::words::words;

words! {
    /// The words of the Reference page in one language.
    Words {
        title: &'static str,
        intro: &'static str,
        search: &'static str,
        search_placeholder: &'static str,
        found: fn(usize) -> String,
        found_nothing: &'static str,
        topics: &'static str,
        topic_statuses: &'static str,
        topic_errors: &'static str,
        topic_fields: &'static str,
        topic_interfaces: &'static str,
        topic_rules: &'static str,
        unknown_entry: fn(&str) -> String,
        part_meaning: &'static str,
        part_cause: &'static str,
        part_remedy: &'static str,
        part_source: &'static str,
        part_advice: &'static str,
        part_caution: &'static str,
        part_presence: &'static str,
        in_query: &'static str,
        in_body: &'static str,
        in_answer: &'static str,
        errcodes: &'static str,
        badge_documented: &'static str,
        badge_unverified: &'static str,
        badge_fixable: &'static str,
        badge_quota: fn(u32) -> String,
    }
}

impl Words {
    const ZH: Self = Self {
        title: "参考",
        intro: "发布状态、错误码、字段、接口和诊断，每一条都有自己的链接。",
        search: "搜索",
        search_placeholder: "数字、字段名或文字，如 40164、fail_idx、原创",
        found: |count| format!("找到 {count} 条"),
        found_nothing: "没有找到。换个词，或只输入数字试试。",
        topics: "参考目录",
        topic_statuses: "发布状态",
        topic_errors: "错误码",
        topic_fields: "字段",
        topic_interfaces: "接口",
        topic_rules: "诊断",
        unknown_entry: |entry| format!("这里没有 {entry}。下面是已收录的全部条目。"),
        part_meaning: "含义",
        part_cause: "原因",
        part_remedy: "处理",
        part_source: "官方文档",
        part_advice: "说明",
        part_caution: "注意",
        part_presence: "出现",
        in_query: "查询参数",
        in_body: "请求体",
        in_answer: "返回",
        errcodes: "错误码",
        badge_documented: "接口文档列出",
        badge_unverified: "未经证实",
        badge_fixable: "可一键修复",
        badge_quota: |calls| format!("每天 {calls} 次"),
    };

    const EN: Self = Self {
        title: "Reference",
        intro: "Publish statuses, error codes, fields, interfaces and diagnostics, each with a link of its own.",
        search: "Search",
        search_placeholder: "A number, a field or a word: 40164, fail_idx, originality",
        found: |count| format!("{count} {} found", if count == 1 { "entry" } else { "entries" }),
        found_nothing: "Nothing found. Try another word, or a number alone.",
        topics: "Catalogues",
        topic_statuses: "Publish statuses",
        topic_errors: "Error codes",
        topic_fields: "Fields",
        topic_interfaces: "Interfaces",
        topic_rules: "Diagnostics",
        unknown_entry: |entry| format!("There is no {entry} here. Below is everything there is."),
        part_meaning: "Meaning",
        part_cause: "Cause",
        part_remedy: "Remedy",
        part_source: "Source",
        part_advice: "About",
        part_caution: "Mind",
        part_presence: "Present",
        in_query: "Query",
        in_body: "Body",
        in_answer: "Answer",
        errcodes: "Errors",
        badge_documented: "in the document",
        badge_unverified: "unverified",
        badge_fixable: "one-click fix",
        badge_quota: |calls| format!("{calls} calls a day"),
    };

    /// The name of a catalogue.
    pub const fn topic(&self, topic: Topic) -> &'static str {
        match topic {
            Topic::Statuses => self.topic_statuses,
            Topic::Errors => self.topic_errors,
            Topic::Fields => self.topic_fields,
            Topic::Interfaces => self.topic_interfaces,
            Topic::Rules => self.topic_rules,
        }
    }
}
