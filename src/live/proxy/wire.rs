//! How a proxy writes what it says (`docs/proxy.md`). Absent fields are no failure: anybody may write a proxy.

use std::rc::Rc;

use serde::Deserialize;

use super::{Draft, Failure, Health, Kept, Notice, Problem, Upstream, Words};
use crate::live::Judged;
use crate::platform::now;

/// What the types of problems begin with.
const PROBLEM: &str = "urn:freepublish:problem:";

/// What an answer to `/api/health` means.
pub(super) fn health(
    status: u16,
    wire: Option<HealthWire>,
    problem: impl FnOnce() -> Option<ProblemWire>,
) -> Result<Health, Failure> {
    if status == 401 {
        return Err(Failure::WrongKey);
    }
    if let Some(problem) = problem().and_then(|wire| wire.problem(status)) {
        return Err(Failure::Problem(problem));
    }
    let wire = wire.filter(|_| (200..300).contains(&status)).filter(HealthWire::is_of_a_proxy);
    let wire = wire.ok_or(Failure::NotProxy { status })?;
    let upstream = wire.upstream.unwrap_or_default();
    let callback = wire.callback.unwrap_or_default();
    let problem = upstream.problem.and_then(|wire| wire.problem(0));
    Ok(Health {
        upstream: match upstream.kind.unwrap_or_default().as_str() {
            "wechat" => Upstream::WeChat,
            "simulator" => Upstream::Simulator,
            other => Upstream::Other(other.to_owned()),
        },
        account: upstream.account.filter(|account| !account.is_empty()),
        version: wire.version,
        down: problem.or_else(|| (upstream.well == Some(false)).then(Problem::default)),
        latest: wire.inbox.and_then(|inbox| inbox.latest),
        targets: wire.deliveries.map(|deliveries| deliveries.targets.unwrap_or_default()),
        drafts: upstream.drafts.into_iter().flatten().filter_map(DraftWire::draft).collect(),
        mode: callback.mode,
        notices: callback.notices.into_iter().flatten().filter_map(NoticeWire::notice).collect(),
    })
}

#[derive(Deserialize)]
pub(super) struct HealthWire {
    service: Option<String>,
    version: Option<String>,
    upstream: Option<UpstreamWire>,
    inbox: Option<InboxWire>,
    callback: Option<CallbackHealthWire>,
    deliveries: Option<DeliveriesWire>,
}

impl HealthWire {
    fn is_of_a_proxy(&self) -> bool {
        self.service.as_deref() == Some("freepublish-proxy")
    }
}

#[derive(Default, Deserialize)]
struct UpstreamWire {
    kind: Option<String>,
    account: Option<String>,
    well: Option<bool>,
    problem: Option<ProblemWire>,
    drafts: Option<Vec<DraftWire>>,
}

#[derive(Deserialize)]
struct DraftWire {
    media_id: Option<String>,
    outcome: Option<String>,
    name: Option<String>,
}

impl DraftWire {
    /// The draft; `None` where there is nothing to submit.
    fn draft(self) -> Option<Draft> {
        let media_id = self.media_id.filter(|media_id| !media_id.is_empty())?;
        let (outcome, name) = (self.outcome.unwrap_or_default(), self.name.unwrap_or_default());
        Some(Draft { media_id, outcome, name })
    }
}

#[derive(Deserialize)]
struct InboxWire {
    latest: Option<String>,
}

#[derive(Default, Deserialize)]
struct CallbackHealthWire {
    mode: Option<String>,
    notices: Option<Vec<NoticeWire>>,
}

#[derive(Deserialize)]
struct NoticeWire {
    name: Option<String>,
    count: Option<u32>,
    last_at: Option<i64>,
    text: Option<String>,
    zh: Option<String>,
    en: Option<String>,
}

impl NoticeWire {
    /// The sentence; `None` where nothing is said. A proxy that speaks one language is shown in it.
    fn notice(self) -> Option<Notice> {
        let text = self.text.or_else(|| self.zh.clone()).or_else(|| self.en.clone())?;
        let said = |own: Option<String>| own.filter(|own| !own.is_empty()).unwrap_or_else(|| text.clone());
        Some(Notice {
            name: self.name.unwrap_or_default(),
            count: self.count.unwrap_or(1),
            last_at: self.last_at,
            zh: said(self.zh),
            en: said(self.en),
        })
    }
}

#[derive(Deserialize)]
struct DeliveriesWire {
    targets: Option<Vec<String>>,
}

#[derive(Deserialize)]
pub(super) struct ProblemWire {
    #[serde(rename = "type")]
    name: Option<String>,
    title: Option<String>,
    detail: Option<String>,
    remedy: Option<String>,
    zh: Option<WordsWire>,
    en: Option<WordsWire>,
}

#[derive(Clone, Deserialize)]
struct WordsWire {
    title: Option<String>,
    detail: Option<String>,
    remedy: Option<String>,
}

impl ProblemWire {
    /// The failure; `None` where this is something else. A proxy that speaks one language is shown in it.
    pub(super) fn problem(self, status: u16) -> Option<Problem> {
        let kind = self.name?.strip_prefix(PROBLEM)?.to_owned();
        let kind = if status == 401 { "unauthorized".to_owned() } else { kind };
        let spoken = WordsWire { title: self.title, detail: self.detail, remedy: self.remedy };
        let words = |own: Option<WordsWire>| {
            let WordsWire { title, detail, remedy } = own.unwrap_or_else(|| spoken.clone());
            Words { detail: detail.or(title).unwrap_or_default(), remedy: remedy.unwrap_or_default() }
        };
        Some(Problem { kind, zh: words(self.zh), en: words(self.en) })
    }
}

#[derive(Deserialize)]
pub(super) struct CallbacksWire {
    pub(super) callbacks: Option<Vec<CallbackWire>>,
    pub(super) next: Option<String>,
    pub(super) more: Option<bool>,
    /// Said by a proxy that reads its list from the end, when it is asked to.
    pub(super) earlier: Option<bool>,
    /// Whether some behind the place that was asked for are gone.
    pub(super) missed: Option<bool>,
}

#[derive(Deserialize)]
pub(super) struct CallbackWire {
    cursor: Option<String>,
    received_at: Option<i64>,
    body: Option<String>,
    body_base64: Option<String>,
    signature: Option<String>,
    document: Option<String>,
    publish_id: Option<String>,
    duplicate_of: Option<String>,
}

impl CallbackWire {
    /// `id` is its place where it does not say so itself.
    pub(super) fn kept(self, id: &str) -> Kept {
        Kept {
            cursor: self.cursor.unwrap_or_else(|| id.to_owned()),
            received_at: self.received_at.unwrap_or_else(now),
            body: self.body.or(self.body_base64).unwrap_or_default().into(),
            document: self.document.map(Rc::from),
            publish_id: self.publish_id,
            is_signed: self.signature.as_deref() == Some("valid"),
            is_duplicate: self.duplicate_of.is_some(),
        }
    }
}

#[derive(Deserialize)]
pub(super) struct DeliveredWire {
    accepted: Option<bool>,
    findings: Option<Vec<String>>,
    status: Option<u16>,
    reply: Option<String>,
    elapsed_ms: Option<i64>,
}

impl DeliveredWire {
    /// The judgement; `None` where this is something else.
    pub(super) fn judged(self) -> Option<Judged> {
        Some(Judged {
            is_accepted: self.accepted?,
            findings: self.findings.unwrap_or_default(),
            status: self.status,
            reply: self.reply,
            elapsed: self.elapsed_ms,
        })
    }
}

#[cfg(test)]
mod tests {
    use freepublish::Lang;

    use super::*;

    fn checked(status: u16, text: &str) -> Result<Health, Failure> {
        health(status, serde_json::from_str(text).ok(), || serde_json::from_str(text).ok())
    }

    #[test]
    fn a_proxy_introduces_itself() {
        let text = r#"{"service":"freepublish-proxy","contract":1,"version":"0.1.0","well":true,
            "upstream":{"kind":"simulator","account":"wx1","well":true,"problem":null},
            "inbox":{"well":true,"latest":"9f3c.17"},"deliveries":{"targets":["http://127.0.0.1:3000"]}}"#;
        let expect = Health {
            upstream: Upstream::Simulator,
            account: Some("wx1".to_owned()),
            version: Some("0.1.0".to_owned()),
            down: None,
            latest: Some("9f3c.17".to_owned()),
            targets: Some(vec!["http://127.0.0.1:3000".to_owned()]),
            ..Health::default()
        };
        assert_eq!(checked(200, text), Ok(expect));
        let short = checked(200, r#"{"service":"freepublish-proxy"}"#).expect("enough");
        assert_eq!(short.upstream, Upstream::Other(String::new()), "to be on the safe side, it is for real");
        assert_eq!(short.targets, None, "nobody knows where it delivers");
    }

    #[test]
    fn drafts_are_read_with_whatever_they_say() {
        let text = r#"{"service":"freepublish-proxy","upstream":{"kind":"simulator","drafts":[
            {"media_id":"m1","outcome":"rejected","name":"main","more":1},
            {"media_id":"m2","outcome":"eaten"},{"media_id":""},{"outcome":"rejected"}]}}"#;
        let drafts = checked(200, text).expect("a proxy").drafts;
        let draft = |media_id: &str, outcome: &str, name: &str| Draft {
            media_id: media_id.to_owned(),
            outcome: outcome.to_owned(),
            name: name.to_owned(),
        };
        assert_eq!(drafts, [draft("m1", "rejected", "main"), draft("m2", "eaten", "")]);
        assert_eq!(
            drafts.iter().map(|draft| Some(draft.status()?.code)).collect::<Vec<_>>(),
            [Some(4), None]
        );
    }

    #[test]
    fn what_is_to_be_known_of_pushes_is_read_in_both_languages() {
        let text = r#"{"service":"freepublish-proxy","callback":{"mode":"secure","max_age":null,"notices":[
            {"name":"mode-downgraded","count":3,"last_at":5,"text":"t","zh":"降级","en":"weaker"},
            {"name":"of-tomorrow","text":"t"},{"name":"silent"}]}}"#;
        let health = checked(200, text).expect("a proxy");
        let said: Vec<_> = health.notices.iter().map(|it| (it.text(Lang::Zh), it.text(Lang::En))).collect();
        assert_eq!(said, [("降级", "weaker"), ("t", "t")]);
        assert_eq!((health.mode.as_deref(), health.notices[0].count), (Some("secure"), 3));
    }

    #[test]
    fn an_upstream_that_is_down_says_why() {
        let text = r#"{"service":"freepublish-proxy","upstream":{"kind":"wechat","well":false,"problem":
            {"type":"urn:freepublish:problem:upstream-no-token","title":"t","detail":"d","remedy":"r",
             "zh":{"title":"题","detail":"因","remedy":"法"}}}}"#;
        let down = checked(200, text).expect("a proxy").down.expect("down");
        assert_eq!((down.kind.as_str(), down.zh.detail.as_str()), ("upstream-no-token", "因"));
        assert_eq!(down.en, Words { detail: "d".to_owned(), remedy: "r".to_owned() });
        let silent = r#"{"service":"freepublish-proxy","upstream":{"well":false}}"#;
        assert_eq!(checked(200, silent).map(|health| health.down), Ok(Some(Problem::default())));
    }

    #[test]
    fn what_is_no_proxy_is_told_apart() {
        assert_eq!(checked(401, "{}"), Err(Failure::WrongKey));
        for (status, text) in [(200, "<html>"), (200, "{}"), (404, "Not found"), (500, "{\"service\":1}")] {
            assert_eq!(checked(status, text), Err(Failure::NotProxy { status }), "{text}");
        }
        let problem = r#"{"type":"urn:freepublish:problem:too-many-requests","title":"t"}"#;
        assert!(matches!(checked(429, problem), Err(Failure::Problem(_))));
    }

    #[test]
    fn a_callback_is_read_with_whatever_it_says() {
        let text = r#"{"cursor":"a.1","received_at":5,"query":"q","body":"<xml>","mode":"plain",
            "signature":"valid","document":null,"publish_id":"7","publish_status":0,"duplicate_of":null}"#;
        let wire: CallbackWire = serde_json::from_str(text).expect("a callback");
        let expect = Kept {
            cursor: "a.1".to_owned(),
            received_at: 5,
            body: "<xml>".into(),
            publish_id: Some("7".to_owned()),
            is_signed: true,
            ..Kept::default()
        };
        assert_eq!(wire.kept("b"), expect);
        let bare: CallbackWire = serde_json::from_str(r#"{"received_at":5}"#).expect("a callback");
        assert_eq!(bare.kept("b").cursor, "b");
    }

    #[test]
    fn a_delivery_is_read_and_anything_else_is_none() {
        let judged = |text: &str| serde_json::from_str(text).ok().and_then(DeliveredWire::judged);
        let text = r#"{"accepted":false,"findings":["delivery/too-slow"],"status":null,"reply":null,"elapsed_ms":5003}"#;
        let expect = Judged {
            is_accepted: false,
            findings: vec!["delivery/too-slow".to_owned()],
            elapsed: Some(5003),
            ..Judged::default()
        };
        assert_eq!(judged(text), Some(expect));
        for text in ["<html>", "{}", r#"{"errcode":0}"#] {
            assert_eq!(judged(text), None, "{text}");
        }
    }
}
