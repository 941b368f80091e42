//! The interfaces: what a call is answered with. The order in which WeChat checks is not documented; here it is method
//! and address, token, forced answers, permission, quota, body, draft.

use super::jobs::Job;
use super::tokens::{LIFE, Worth};
use super::{Due, Platform};
use crate::catalogue::errcode;
use crate::findings::Findings;
use crate::inspection::Outcome;
use crate::read::json;
use crate::read::url::Url;
use crate::simulate::api::Api;
use crate::simulate::http::{HttpRequest, HttpResponse};
use crate::simulate::wire;
use crate::simulate::world::{Millis, SECOND};
use crate::span::Span;
use crate::tree::Shape;

/// Why a call is refused. WeChat's `errmsg` may say more than the catalogue's.
struct Refusal {
    errcode: i64,
    errmsg: Option<String>,
}

impl From<i64> for Refusal {
    fn from(errcode: i64) -> Self {
        Self { errcode, errmsg: None }
    }
}

type Answer = Result<String, Refusal>;

impl Platform {
    pub(super) fn answer(&mut self, now: Millis, ip: &str, request: &HttpRequest) -> HttpResponse {
        let target = request.target.as_str();
        let url = Url::split(target, Span::new(0, target.len()));
        let Some(api) = Api::at(url.path.of(target)) else {
            return HttpResponse::new(404, "text/plain", "");
        };
        let call = Call {
            now,
            ip,
            method: &request.method,
            secure: request.scheme == "https",
            token: url.value(target, "access_token").unwrap_or_default(),
            grant: url.value(target, "grant_type").unwrap_or_default(),
            body: &request.body,
        };
        let answer = match api {
            Api::Token | Api::StableToken => self.fetch_token(api, &call),
            Api::Submit => self.submit(&call),
            Api::Get => self.get(&call),
        };
        let body = answer.unwrap_or_else(|refusal| self.refuse(now, refusal));
        // `encoding` instead of `charset`, as WeChat has it.
        HttpResponse::new(200, "application/json; encoding=utf-8", body)
    }

    fn fetch_token(&mut self, api: Api, call: &Call<'_>) -> Answer {
        let stable = api == Api::StableToken;
        call.check_method(if stable { "POST" } else { "GET" })?;
        let whitelist = &self.world.whitelist;
        if !whitelist.is_empty() && !whitelist.iter().any(|known| known == call.ip) {
            let ip = call.ip;
            let errmsg = format!("invalid ip {ip} ipv6 ::ffff:{ip}, not in whitelist");
            return Err(Refusal { errcode: 40164, errmsg: Some(errmsg) });
        }
        self.forced(api).map_or(Ok(()), |forced| Err(forced.0))?;
        if !self.count(call.now, api) {
            return Err(45009.into());
        }
        if !stable {
            if call.grant != "client_credential" {
                return Err(40002.into());
            }
            return Ok(wire::access_token(&self.tokens.issue(call.now, false, self.ids), LIFE));
        }
        if call.body.contains("\"force_refresh\":true") {
            if self.tokens.is_forced_too_soon(call.now) {
                return Err(45011.into());
            }
            return Ok(wire::access_token(&self.tokens.issue(call.now, true, self.ids), LIFE));
        }
        let (token, seconds) = self.tokens.stable(call.now, self.ids);
        Ok(wire::access_token(&token, seconds))
    }

    fn submit(&mut self, call: &Call<'_>) -> Answer {
        self.admit(call)?;
        let forced = self.forced(Api::Submit);
        if let Some((refusal, false)) = forced {
            return Err(refusal);
        }
        let created = self.create(call)?;
        // The answer is an error, and yet the job exists.
        forced.map_or(Ok(created), |(refusal, _)| Err(refusal))
    }

    fn create(&mut self, call: &Call<'_>) -> Answer {
        if !self.world.permission {
            return Err(48001.into());
        }
        if !self.count(call.now, Api::Submit) {
            return Err(45009.into());
        }
        let media_id = text_field(call.body, "media_id", 41006)?;
        let found = self.drafts.iter_mut().enumerate().find(|(_, draft)| draft.media_id == media_id);
        let usable = found.filter(|(_, draft)| !draft.consumed && !draft.plan.foreign);
        let Some((number, draft)) = usable else {
            let hint = self.ids.rid(0, self.answers).replace('-', "");
            let errmsg = format!("invalid media_id hint: [{}]", hint.get(8..22).unwrap_or_default());
            return Err(Refusal { errcode: 40007, errmsg: Some(errmsg) });
        };
        draft.consumed = true;
        let plan = draft.plan.clone();
        let publish_id = self.jobs.last().map_or_else(
            || self.ids.first_publish_id(),
            |job| job.publish_id + self.ids.publish_id_step(job.publish_id),
        );
        let job = Job { publish_id, draft: number, plan, outcome: Outcome::Publishing };
        if let Some((wait, outcome)) = job.next() {
            self.plans.push((call.now.saturating_add(wait), Due::Turn { job: self.jobs.len(), outcome }));
        }
        self.jobs.push(job);
        let msg_data_id = self.world.msg_data_id.then(|| self.ids.msg_data_id(publish_id));
        Ok(wire::accepted(publish_id, msg_data_id, self.world.publish_id))
    }

    fn get(&mut self, call: &Call<'_>) -> Answer {
        self.admit(call)?;
        self.forced(Api::Get).map_or(Ok(()), |forced| Err(forced.0))?;
        if !self.world.permission {
            return Err(48001.into());
        }
        if !self.count(call.now, Api::Get) {
            return Err(45009.into());
        }
        let publish_id = text_field(call.body, "publish_id", 53502)?;
        let job = self.jobs.iter().find(|job| job.publish_id.to_string() == publish_id);
        let job = job.ok_or(Refusal::from(53502))?;
        Ok(wire::publish_result(&job.news(self.ids), self.world.publish_id))
    }

    /// Checks what all interfaces behind a token check.
    fn admit(&self, call: &Call<'_>) -> Result<(), Refusal> {
        call.check_method("POST")?;
        if call.token.is_empty() {
            return Err(41001.into());
        }
        match self.tokens.worth(&call.token, call.now) {
            Worth::Valid => Ok(()),
            Worth::Expired => Err(42001.into()),
            Worth::Replaced => Err(40001.into()),
            Worth::Unknown => Err(40014.into()),
        }
    }

    /// The forced answer of an interface, and whether the call takes effect all the same.
    fn forced(&mut self, api: Api) -> Option<(Refusal, bool)> {
        let forced = self.forced.iter_mut().find(|forced| forced.api == api && forced.times != Some(0))?;
        forced.times = forced.times.map(|times| times - 1);
        Some((forced.errcode.into(), forced.effective))
    }

    fn refuse(&mut self, now: Millis, refusal: Refusal) -> String {
        self.answers += 1;
        let errmsg = refusal.errmsg.unwrap_or_else(|| errmsg(refusal.errcode).to_owned());
        let rid = self.ids.rid(now / SECOND, self.answers);
        wire::refused(refusal.errcode, &format!("{errmsg} rid: {rid}"))
    }
}

/// The `errmsg` of an error code, without its rid: as WeChat sends it, or as the interface document describes it.
/// Where neither is known, the text says so instead of inventing one.
fn errmsg(errcode: i64) -> &'static str {
    const DOCUMENTED: [(i64, &str); 3] = [
        (53503, "该草稿未通过发布检查"),
        (53504, "需前往公众平台官网使用草稿"),
        (53505, "请手动保存成功后再发表"),
    ];
    let known = errcode::find(errcode).and_then(|row| row.errmsg);
    let described = DOCUMENTED.iter().find(|(code, _)| *code == errcode).map(|(_, text)| *text);
    known.or(described).unwrap_or("(simulated: the wording is not known)")
}

/// A call, taken apart.
struct Call<'a> {
    now: Millis,
    ip: &'a str,
    method: &'a str,
    secure: bool,
    token: String,
    grant: String,
    body: &'a str,
}

impl Call<'_> {
    fn check_method(&self, method: &str) -> Result<(), Refusal> {
        if !self.secure {
            return Err(43003.into());
        }
        match method {
            "GET" if self.method != "GET" => Err(43001.into()),
            "POST" if self.method != "POST" => Err(43002.into()),
            _ => Ok(()),
        }
    }
}

/// A field of the body; `missing` is what WeChat answers where it has none.
fn text_field(body: &str, name: &str, missing: i64) -> Result<String, Refusal> {
    if body.trim().is_empty() {
        return Err(44002.into());
    }
    let mut findings = Findings::default();
    let document = json::read(body, &mut findings);
    let tree = &document.tree;
    let root = tree.root().filter(|root| tree[*root].shape == Shape::Object && findings.len() == 0);
    let root = root.ok_or(Refusal::from(47001))?;
    let field = tree.child(root, name).filter(|id| !tree[*id].is_blank());
    let field = field.ok_or(Refusal::from(missing))?;
    // A publish_id may be a number; a media_id may not.
    let fits = match tree[field].shape {
        Shape::String => true,
        Shape::Number => name == "publish_id",
        _ => false,
    };
    if fits { Ok(tree[field].text.to_string()) } else { Err(40097.into()) }
}
