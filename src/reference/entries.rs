//! The catalogues of the core as one list of entries that can be searched, filtered and linked to.

use std::borrow::Cow;

use freepublish::catalogue::errcode::{Class, ERROR_CODES, ErrorCode};
use freepublish::catalogue::field::{Document, FIELDS, Field};
use freepublish::catalogue::interface::{Interface, Parameter};
use freepublish::catalogue::source::Source;
use freepublish::catalogue::status::{STATUSES, Status};
use freepublish::rule::{self, Rule};
use freepublish::{Bilingual, Lang, Outcome, Severity};

use super::Words;
use crate::shell::links::{Topic, field_anchor};

/// One entry of the reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The catalogue it is from.
    pub topic: Topic,
    /// The last part of its address: `53503`, `callback/fail-idx-missing`.
    pub anchor: String,
    /// The entries it stands with.
    pub group: Bilingual,
    /// What it is called in the wire format.
    pub name: &'static str,
    /// What it is, in a few words.
    pub title: Bilingual,
    /// What WeChat writes with it: the `errmsg`, the type of a field, method and path of an interface.
    pub wire: Cow<'static, str>,
    /// Short remarks.
    pub badges: Vec<Badge>,
    /// Its texts.
    pub parts: Vec<(Part, Bilingual)>,
    /// Of an interface, what a call and its answer hold.
    pub fields: Vec<Fields>,
    /// Error codes that have to do with it.
    pub errcodes: &'static [i64],
    /// Where WeChat documents it.
    pub source: Option<Source>,
}

/// The fields of a query, a body or an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fields {
    /// Whose they are.
    pub of: Holder,
    /// Each with its path, `articles[].title`, an outer one before those inside it.
    pub list: Vec<(String, &'static Parameter)>,
}

/// What holds fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    /// The query of the address.
    Query,
    /// The body of the call.
    Body,
    /// The answer.
    Answer,
}

impl Holder {
    /// The label on the page.
    pub const fn name(self, words: &Words) -> &'static str {
        match self {
            Self::Query => words.in_query,
            Self::Body => words.in_body,
            Self::Answer => words.in_answer,
        }
    }
}

/// A short remark on an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Badge {
    /// The interface document lists it.
    Documented,
    /// A finding of this rule can be mended with one click.
    Fixable,
    /// What the status comes to.
    Outcome(Outcome),
    /// Calls a day.
    Quota(u32),
    /// How bad a finding of this rule is.
    Severity(Severity),
    /// Nobody has confirmed it.
    Unverified,
}

/// What a text of an entry is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What to do next, or why it matters.
    Advice,
    /// What is easily misread.
    Caution,
    /// What usually causes it.
    Cause,
    /// What it means.
    Meaning,
    /// When it is there.
    Presence,
    /// What to do.
    Remedy,
}

impl Part {
    /// The label on the page.
    pub const fn name(self, words: &Words) -> &'static str {
        match self {
            Self::Advice => words.part_advice,
            Self::Caution => words.part_caution,
            Self::Cause => words.part_cause,
            Self::Meaning => words.part_meaning,
            Self::Presence => words.part_presence,
            Self::Remedy => words.part_remedy,
        }
    }
}

/// Every entry of a catalogue.
pub fn entries(topic: Topic) -> Vec<Entry> {
    match topic {
        Topic::Statuses => STATUSES.iter().map(of_status).collect(),
        Topic::Errors => {
            let of = |class| ERROR_CODES.iter().filter(move |row| row.class == class);
            CLASSES.into_iter().flat_map(of).map(of_error).collect()
        }
        Topic::Fields => FIELDS.iter().map(of_field).collect(),
        Topic::Interfaces => Interface::ALL.into_iter().map(of_interface).collect(),
        Topic::Rules => rule::all().map(of_rule).collect(),
    }
}

impl Entry {
    /// Whether every word of the query stands somewhere in the entry, in either language. Chinese has no capitals, and
    /// the tables for those of other scripts weigh more than the whole search.
    pub fn matches(&self, query: &str) -> bool {
        let mut words = query.split_whitespace().map(str::to_ascii_lowercase).peekable();
        if words.peek().is_none() {
            return true;
        }
        let mut text = format!("{}\n{}\n{}\n", self.anchor, self.name, self.wire);
        for (path, _) in self.fields.iter().flat_map(|fields| &fields.list) {
            text.push_str(path);
            text.push('\n');
        }
        for part in [self.group, self.title].iter().chain(self.parts.iter().map(|(_, part)| part)) {
            for lang in Lang::ALL {
                text.push_str(part.get(lang));
                text.push('\n');
            }
        }
        text.make_ascii_lowercase();
        words.all(|word| text.contains(&word))
    }
}

fn of_status(row: &'static Status) -> Entry {
    let mut parts = vec![(Part::Meaning, row.meaning)];
    parts.extend(row.advice.iter().map(|advice| (Part::Remedy, *advice)));
    Entry {
        topic: Topic::Statuses,
        anchor: row.code.to_string(),
        group: Bilingual::new("publish_status 的取值", "Values of publish_status"),
        name: "publish_status",
        title: row.name,
        wire: Cow::Borrowed(""),
        fields: vec![],
        errcodes: &[],
        badges: vec![Badge::Outcome(row.outcome)],
        parts,
        source: Some(row.source()),
    }
}

fn of_error(row: &'static ErrorCode) -> Entry {
    let mut badges = Vec::new();
    if row.documented {
        badges.push(Badge::Documented);
    }
    if !row.verified {
        badges.push(Badge::Unverified);
    }
    Entry {
        topic: Topic::Errors,
        anchor: row.code.to_string(),
        group: class_name(row.class),
        name: "errcode",
        title: row.meaning,
        wire: Cow::Borrowed(row.errmsg.unwrap_or_default()),
        fields: vec![],
        errcodes: &[],
        badges,
        parts: vec![(Part::Cause, row.cause), (Part::Remedy, row.remedy)],
        source: Some(row.source()),
    }
}

fn of_field(row: &'static Field) -> Entry {
    let mut parts = vec![(Part::Presence, row.presence)];
    parts.extend(row.caution.map(|caution| (Part::Caution, caution)));
    Entry {
        topic: Topic::Fields,
        anchor: field_anchor(row),
        group: document_name(row.document),
        name: row.name,
        title: row.meaning,
        wire: Cow::Borrowed(row.ty),
        fields: vec![],
        errcodes: &[],
        badges: vec![],
        parts,
        source: Some(row.source()),
    }
}

fn of_interface(interface: Interface) -> Entry {
    let row = interface.row();
    let held = [(Holder::Query, row.query), (Holder::Body, row.body), (Holder::Answer, row.answer)];
    let fields = |(of, list): (Holder, &'static [Parameter])| Fields {
        of,
        list: list.iter().flat_map(Parameter::walk).collect(),
    };
    Entry {
        topic: Topic::Interfaces,
        anchor: row.name.to_owned(),
        group: family_name(interface),
        name: row.name,
        title: row.title,
        wire: Cow::Owned(format!("{} {}", row.method.name(), row.path)),
        badges: row.quota.map(Badge::Quota).into_iter().collect(),
        parts: vec![(Part::Meaning, row.meaning)],
        fields: held.into_iter().filter(|(_, list)| !list.is_empty()).map(fields).collect(),
        errcodes: row.errcodes,
        source: Some(row.source),
    }
}

fn of_rule(row: &'static Rule) -> Entry {
    let mut badges = vec![Badge::Severity(row.severity)];
    if row.is_fixable() {
        badges.push(Badge::Fixable);
    }
    Entry {
        topic: Topic::Rules,
        anchor: row.code.to_owned(),
        group: group_name(row.group()),
        name: row.code,
        title: row.title,
        wire: Cow::Borrowed(""),
        fields: vec![],
        errcodes: &[],
        badges,
        parts: vec![(Part::Advice, row.advice)],
        source: None,
    }
}

/// In the order of the page.
const CLASSES: [Class; 7] =
    [Class::Core, Class::Get, Class::Token, Class::Draft, Class::ThirdParty, Class::CryptoSdk, Class::Other];

const fn class_name(class: Class) -> Bilingual {
    match class {
        Class::Core => Bilingual::new("提交发布", "Submitting"),
        Class::Get => Bilingual::new("查询与已发布文章", "Asking for results and articles"),
        Class::Token => Bilingual::new("access_token", "Access tokens"),
        Class::Draft => Bilingual::new("草稿", "Drafts"),
        Class::ThirdParty => Bilingual::new("第三方平台", "Third-party platforms"),
        Class::CryptoSdk => Bilingual::new("消息加解密示例代码", "The message crypto samples"),
        Class::Other => Bilingual::new("其他接口", "Other interfaces"),
    }
}

const fn document_name(document: Document) -> Bilingual {
    match document {
        Document::Request => Bilingual::new("提交请求", "Submit request"),
        Document::Response => Bilingual::new("提交返回", "Answer to submit"),
        Document::Callback => Bilingual::new("回调与查询结果", "Callback and freepublish/get"),
        Document::Envelope => Bilingual::new("推送的签名与加密", "Signature and encryption of a push"),
    }
}

fn family_name(interface: Interface) -> Bilingual {
    match interface.name().split('/').next() {
        Some("draft") => Bilingual::new("草稿", "Drafts"),
        Some("freepublish") => Bilingual::new("发布", "Publishing"),
        Some("mass") => Bilingual::new(
            "群发（不是发布，只列出名称）",
            "Mass-sending, which is not publishing: by name only",
        ),
        _ => Bilingual::new("access_token", "Access tokens"),
    }
}

fn group_name(group: &str) -> Bilingual {
    match group {
        "input" => Bilingual::new("内容本身", "The text itself"),
        "xml" => Bilingual::new("XML", "XML"),
        "json" => Bilingual::new("JSON", "JSON"),
        "request" => Bilingual::new("请求", "Requests"),
        "response" => Bilingual::new("接口返回", "Answers"),
        "callback" => Bilingual::new("回调与查询结果", "Callbacks and results"),
        "envelope" => Bilingual::new("签名与加密", "Signature and encryption"),
        "delivery" => Bilingual::new("接收方的回复", "Replies to callbacks"),
        _ => Bilingual::new("其他", "Other"),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn found(query: &str) -> Vec<String> {
        let all = Topic::ALL.into_iter().flat_map(entries);
        all.filter(|entry| entry.matches(query)).map(|entry| entry.topic.entry(&entry.anchor)).collect()
    }

    #[test]
    fn every_entry_has_an_address_of_its_own() {
        let mut seen = BTreeSet::new();
        for entry in Topic::ALL.into_iter().flat_map(entries) {
            let address = entry.topic.entry(&entry.anchor);
            assert!(seen.insert(address.clone()), "{address} stands twice");
        }
    }

    #[test]
    fn entries_of_a_group_stand_together() {
        for topic in Topic::ALL {
            let mut groups: Vec<_> = entries(topic).iter().map(|entry| entry.group.get(Lang::En)).collect();
            groups.dedup();
            let distinct: BTreeSet<_> = groups.iter().collect();
            assert_eq!(groups.len(), distinct.len(), "{groups:?}");
        }
    }

    #[test]
    fn numbers_names_and_words_of_both_languages_are_found() {
        assert!(found("40164").contains(&"#/errors/40164".to_owned()));
        assert!(found("fail-idx-missing").contains(&"#/rules/callback/fail-idx-missing".to_owned()));
        assert!(found("原创").contains(&"#/status/2".to_owned()));
        assert!(found("ORIGINALITY").contains(&"#/status/2".to_owned()));
        assert!(found("thumb_media_id").contains(&"#/interfaces/draft/add".to_owned()));
        assert!(found("publish_status 封禁").contains(&"#/status/6".to_owned()));
    }

    #[test]
    fn every_error_code_is_listed() {
        assert_eq!(entries(Topic::Errors).len(), ERROR_CODES.len());
    }

    #[test]
    fn the_error_codes_of_an_interface_have_entries() {
        for entry in entries(Topic::Interfaces) {
            for code in entry.errcodes {
                assert!(ERROR_CODES.iter().any(|row| row.code == *code), "{} {code}", entry.anchor);
            }
        }
    }

    #[test]
    fn every_word_has_to_be_there() {
        assert_eq!(found("40164 原创"), [""; 0]);
        assert_eq!(found("   ").len(), Topic::ALL.into_iter().flat_map(entries).count());
    }

    #[test]
    fn every_rule_stands_in_a_named_group() {
        for entry in entries(Topic::Rules) {
            assert_ne!(entry.group.get(Lang::En), "Other", "{}", entry.anchor);
        }
    }
}
