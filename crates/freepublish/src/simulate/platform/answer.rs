//! The interfaces: what a call is answered with. The order in which WeChat checks is not documented; here it is method
//! and address, token, forced answers, permission, quota, body, draft.

use super::jobs::Job;
use super::tokens::{LIFE, Worth};
use super::{Due, Platform};
use crate::findings::Findings;
use crate::inspection::Outcome;
use crate::read::json;
use crate::read::url::Url;
use crate::simulate::api::Api;
use crate::simulate::http::{HttpRequest, HttpResponse};
use crate::simulate::world::{Millis, SECOND};
use crate::simulate::{refusal, wire};
use crate::span::Span;
use crate::tree::Shape;

/// Forced refreshes of the stable token a day.
const FORCED_REFRESHES: u32 = 20;

/// What a call is answered with: a body, or the errcode of its refusal.
type Answer = Result<String, i64>;

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
        self.answers += 1;
        let body = answer
            .unwrap_or_else(|errcode| refusal::refused(errcode, self.ids, ip, now / SECOND, self.answers));
        refusal::answer(body)
    }

    fn fetch_token(&mut self, api: Api, call: &Call<'_>) -> Answer {
        let stable = api == Api::StableToken;
        call.check_method(if stable { "POST" } else { "GET" })?;
        let whitelist = &self.world.whitelist;
        if !whitelist.is_empty() && !whitelist.iter().any(|known| known == call.ip) {
            return Err(40164);
        }
        self.forced(api).map_or(Ok(()), |forced| Err(forced.0))?;
        if !self.count(call.now, api) {
            return Err(45009);
        }
        if !stable {
            if call.grant != "client_credential" {
                return Err(40002);
            }
            return Ok(wire::access_token(&self.tokens.issue(call.now, false, self.ids), LIFE));
        }
        if wire::field(call.body, "force_refresh").as_deref() == Some("true") {
            if !self.count_of(call.now, "force_refresh", FORCED_REFRESHES) {
                return Err(45009);
            }
            if self.tokens.is_forced_too_soon(call.now) {
                return Err(45011);
            }
            return Ok(wire::access_token(&self.tokens.issue(call.now, true, self.ids), LIFE));
        }
        let (token, seconds) = self.tokens.stable(call.now, self.ids);
        Ok(wire::access_token(&token, seconds))
    }

    fn submit(&mut self, call: &Call<'_>) -> Answer {
        self.admit(call)?;
        let forced = self.forced(Api::Submit);
        if let Some((errcode, false)) = forced {
            return Err(errcode);
        }
        let created = self.create(call)?;
        // The answer is an error, and yet the job exists.
        forced.map_or(Ok(created), |(errcode, _)| Err(errcode))
    }

    fn create(&mut self, call: &Call<'_>) -> Answer {
        if !self.world.permission {
            return Err(48001);
        }
        if !self.count(call.now, Api::Submit) {
            return Err(45009);
        }
        let media_id = text_field(call.body, "media_id", 41006)?;
        let found = self.drafts.iter_mut().enumerate().find(|(_, draft)| draft.media_id == media_id);
        let usable = found.filter(|(_, draft)| !draft.consumed && !draft.plan.foreign);
        let Some((number, draft)) = usable else {
            return Err(40007);
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
            return Err(48001);
        }
        if !self.count(call.now, Api::Get) {
            return Err(45009);
        }
        let publish_id = text_field(call.body, "publish_id", 53502)?;
        let job = self.jobs.iter().find(|job| job.publish_id.to_string() == publish_id);
        let job = job.ok_or(53502_i64)?;
        Ok(wire::publish_result(&job.news(self.ids), self.world.publish_id))
    }

    /// Checks what all interfaces behind a token check.
    fn admit(&self, call: &Call<'_>) -> Result<(), i64> {
        call.check_method("POST")?;
        if call.token.is_empty() {
            return Err(41001);
        }
        match self.tokens.worth(&call.token, call.now) {
            Worth::Valid => Ok(()),
            Worth::Expired => Err(42001),
            Worth::Replaced => Err(40001),
            Worth::Unknown => Err(40014),
        }
    }

    /// The forced answer of an interface, and whether the call takes effect all the same.
    fn forced(&mut self, api: Api) -> Option<(i64, bool)> {
        let forced = self.forced.iter_mut().find(|forced| forced.api == api && forced.times != Some(0))?;
        forced.times = forced.times.map(|times| times - 1);
        Some((forced.errcode, forced.effective))
    }
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
    fn check_method(&self, method: &str) -> Result<(), i64> {
        if !self.secure {
            return Err(43003);
        }
        match method {
            "GET" if self.method != "GET" => Err(43001),
            "POST" if self.method != "POST" => Err(43002),
            _ => Ok(()),
        }
    }
}

/// A field of the body; `missing` is what WeChat answers where it has none.
fn text_field(body: &str, name: &str, missing: i64) -> Answer {
    if body.trim().is_empty() {
        return Err(44002);
    }
    let mut findings = Findings::default();
    let document = json::read(body, &mut findings);
    let tree = &document.tree;
    let root = tree.root().filter(|root| tree[*root].shape == Shape::Object && findings.len() == 0);
    let root = root.ok_or(47001_i64)?;
    let field = tree.child(root, name).filter(|id| !tree[*id].is_blank());
    let field = field.ok_or(missing)?;
    // A publish_id may be a number; a media_id may not.
    let fits = match tree[field].shape {
        Shape::String => true,
        Shape::Number => name == "publish_id",
        _ => false,
    };
    if fits { Ok(tree[field].text.to_string()) } else { Err(40097) }
}
