//! What the page derives from an inspection before any of it becomes a picture: times, articles, safe links.

use freepublish::inspection::Signature;
use freepublish::inspection::{AccessToken, Request};
use freepublish::verdict::{failing_articles, mode_name};
use freepublish::{Inspection, Lang, Outcome, escape_json};

pub(super) use freepublish::time::{BEIJING, clock, machine_time};

use super::Words;
use crate::shell::links::Topic;

/// A value worth knowing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fact {
    /// What it is.
    pub(super) label: &'static str,
    /// The value, as sent where it is WeChat's.
    pub(super) value: String,
    /// Whether it is a moment, in seconds since 1970.
    pub(super) moment: Option<i64>,
    /// Where it is explained.
    pub(super) href: Option<String>,
    /// Whether it is our word for something, which nobody wants to paste elsewhere.
    pub(super) is_remark: bool,
}

/// The values worth knowing, most wanted first.
pub(super) fn facts(inspection: &Inspection, lang: Lang) -> Vec<Fact> {
    let words = Words::of(lang);
    let mut facts = Vec::new();
    let mut add = |label: &'static str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            facts.push(Fact { label, value, moment: None, href: None, is_remark: false });
        }
    };
    if let Some(response) = &inspection.response {
        add("errcode", response.errcode.map(|code| code.to_string()));
        add("errmsg", response.errmsg.clone());
        add("publish_id", response.publish_id.clone());
        add("msg_data_id", response.msg_data_id.clone());
        add("rid", response.rid.clone());
    }
    if let Some(request) = &inspection.request {
        add("media_id", request.media_id.clone());
        let token = match request.access_token {
            AccessToken::Missing => Some(words.token_missing),
            AccessToken::NotGiven => None,
            AccessToken::Placeholder => Some(words.token_placeholder),
            AccessToken::Present => Some(words.token_present),
        };
        add(words.fact_token, token.map(str::to_owned));
    }
    let publish = inspection.publish.as_ref();
    let header = inspection.header.as_ref();
    add("publish_id", publish.and_then(|publish| publish.publish_id.clone()));
    let created = header.and_then(|header| header.create_time);
    add(words.fact_event_time, created.map(|at| clock(at, BEIJING).unwrap_or_else(|| at.to_string())));
    add(words.fact_account, header.and_then(|header| header.to_user_name.clone()));
    if publish.is_none() {
        add(words.fact_event, header.and_then(|header| header.event.as_deref().map(str::to_owned)));
    }
    add(words.fact_sender, header.and_then(|header| header.from_user_name.clone()));
    let mode = inspection.envelope.as_ref().map(|envelope| envelope.mode);
    add(words.fact_mode, mode.and_then(mode_name).map(|name| name.get(lang).to_owned()));
    for (label, value) in of_envelope(inspection, lang) {
        add(label, value);
    }
    add(words.fact_count, publish.and_then(|publish| publish.count).map(|count| count.to_string()));
    add("article_id", publish.and_then(|publish| publish.article_id.clone()));
    for fact in &mut facts {
        if fact.label == words.fact_event_time {
            fact.moment = created.filter(|at| machine_time(*at).is_some());
        }
        fact.is_remark =
            [words.fact_token, words.fact_mode, words.fact_count, words.fact_signature].contains(&fact.label);
        if fact.label == "errcode" {
            fact.href = Some(Topic::Errors.entry(&fact.value));
        }
    }
    facts
}

/// What a reader with the keys knows of the transport.
fn of_envelope(inspection: &Inspection, lang: Lang) -> [(&'static str, Option<String>); 2] {
    let words = Words::of(lang);
    let envelope = inspection.envelope.as_ref();
    let signature = envelope.map(|envelope| match envelope.signature {
        Signature::Invalid => words.signature_invalid,
        Signature::Unchecked => words.signature_unchecked,
        Signature::Valid => words.signature_valid,
    });
    let app_id = envelope.and_then(|envelope| envelope.app_id.clone());
    [(words.fact_signature, signature.map(str::to_owned)), (words.fact_app_id, app_id)]
}

/// What happened to an article in `fail_idx`.
pub(super) const fn failure(outcome: Outcome, words: &Words) -> &'static str {
    match outcome {
        Outcome::OriginalityFailed => words.article_originality,
        Outcome::Rejected => words.article_rejected,
        _ => words.article_failed,
    }
}

/// A call, put together again from what was read of it. What was not given is left open in the document's own words.
pub(super) fn rebuilt(request: &Request) -> String {
    const SUBMIT: &str = "https://api.weixin.qq.com/cgi-bin/freepublish/submit?access_token=ACCESS_TOKEN";
    let method = request.method.as_deref().unwrap_or("POST");
    let url = request.url.as_deref().unwrap_or(SUBMIT);
    let body = match &request.media_id {
        None => String::new(),
        Some(media_id) => ["\n\n{\"media_id\":\"", &escape_json(media_id), "\"}"].concat(),
    };
    [method, " ", url, &body].concat()
}

/// The numbers of the articles that did not pass, each once, in order.
pub(super) fn failed_articles(inspection: &Inspection) -> Vec<u32> {
    inspection.publish.as_ref().map(failing_articles).unwrap_or_default()
}

/// Whether a link is one to follow: an article of WeChat's own host. Anything else is shown as text.
pub(super) fn is_article_link(url: &str) -> bool {
    let rest = url.strip_prefix("http://").or_else(|| url.strip_prefix("https://"));
    let Some(rest) = rest.and_then(|rest| rest.strip_prefix("mp.weixin.qq.com")) else { return false };
    rest.starts_with('/') && rest.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_articles_of_wechats_host_are_links() {
        for url in ["http://mp.weixin.qq.com/s?__biz=Mz==&mid=1#rd", "https://mp.weixin.qq.com/s/abc"] {
            assert!(is_article_link(url), "{url}");
        }
        for url in [
            "ARTICLE_URL",
            "javascript:alert(1)",
            "http://mp.weixin.qq.com.evil.example/s",
            "http://mp.weixin.qq.com@evil.example/",
            "https://mp.weixin.qq.com:8443/s",
            "https://mp.weixin.qq.com\\@evil.example/",
            "https://mp.weixin.qq.com/s x",
            "https://mp.weixin.qq.com",
        ] {
            assert!(!is_article_link(url), "{url}");
        }
    }

    #[test]
    fn a_bare_body_becomes_the_call_of_the_document() {
        let mut request = Request::default();
        request.media_id = Some("a\"b".to_owned());
        let text = rebuilt(&request);
        assert!(text.starts_with(
            "POST https://api.weixin.qq.com/cgi-bin/freepublish/submit?access_token=ACCESS_TOKEN\n"
        ));
        assert!(text.ends_with("\n\n{\"media_id\":\"a\\\"b\"}"), "{text}");
    }
}
