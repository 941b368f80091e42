//! The interfaces: what a call is answered with. The order in which WeChat checks is not documented; here it is method
//! and address, token, forced answers, permission, quota, body, draft or article.
//!
//! Any app id and any secret are taken, as nobody has real ones for a simulated account; they must not be missing.

use std::collections::BTreeSet;

use super::body::Body;
use super::jobs::Job;
use super::tokens::{LIFE, TokenState};
use super::{Due, Platform};
use crate::inspection::Outcome;
use crate::simulate::api::Api;
use crate::simulate::config::{Millis, SECOND};
use crate::simulate::http::{HttpRequest, HttpResponse};
use crate::simulate::{refusal, wire};
use crate::span::Span;
use crate::syntax::url::Url;

/// Forced refreshes of the stable token a day.
const FORCED_REFRESHES: u32 = 20;

/// What a call is answered with: a body, or the errcode of its refusal.
pub(super) type Answer = Result<String, i64>;

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
            target,
            url,
            body: &request.body,
        };
        let answer = call.check_method(api).and_then(|()| match api {
            Api::Token | Api::StableToken => self.fetch_token(api, &call),
            Api::DraftAdd => self.admitted(api, &call, Self::draft_add),
            Api::Submit => self.admitted(api, &call, Self::submit),
            Api::Get => self.admitted(api, &call, Self::get),
            Api::GetArticle => self.admitted(api, &call, Self::get_article),
            Api::BatchGet => self.admitted(api, &call, Self::batch_get),
            Api::Delete => self.admitted(api, &call, Self::delete),
        });
        self.answers += 1;
        let body = answer
            .unwrap_or_else(|errcode| refusal::refused(errcode, self.ids, ip, now / SECOND, self.answers));
        refusal::answer(body)
    }

    fn fetch_token(&mut self, api: Api, call: &Call<'_>) -> Answer {
        let whitelist = &self.config.whitelist;
        if !whitelist.is_empty() && !whitelist.iter().any(|known| known == call.ip) {
            return Err(40164);
        }
        self.forced(api).map_or(Ok(()), |forced| Err(forced.0))?;
        self.count_call(call, api)?;
        let stable = api == Api::StableToken;
        let body = if stable { Some(Body::read(call.body)?) } else { None };
        let parameter = |name| body.as_ref().map_or_else(|| call.parameter(name), |body| body.written(name));
        if parameter("grant_type").as_deref() != Some("client_credential") {
            return Err(40002);
        }
        for (name, missing) in [("appid", 41002), ("secret", 41004)] {
            parameter(name).filter(|value| !value.is_empty()).ok_or(missing)?;
        }
        if !stable {
            return Ok(wire::access_token(&self.tokens.issue(call.now, false, self.ids), LIFE));
        }
        if parameter("force_refresh").as_deref() == Some("true") {
            return self.force_refresh(call.now);
        }
        let (token, seconds) = self.tokens.stable(call.now, self.ids);
        Ok(wire::access_token(&token, seconds))
    }

    fn force_refresh(&mut self, now: Millis) -> Answer {
        if !self.count_of(now, "force_refresh", FORCED_REFRESHES) {
            return Err(45009);
        }
        if self.tokens.is_forced_too_soon(now) {
            return Err(45011);
        }
        Ok(wire::access_token(&self.tokens.issue(now, true, self.ids), LIFE))
    }

    /// Answers a call that needs a token.
    fn admitted(&mut self, api: Api, call: &Call<'_>, act: fn(&mut Self, &Call<'_>) -> Answer) -> Answer {
        self.check_token(call)?;
        let forced = self.forced(api);
        if let Some((errcode, false)) = forced {
            return Err(errcode);
        }
        let done = act(self, call)?;
        // The answer is an error, and yet the call took effect.
        forced.map_or(Ok(done), |(errcode, _)| Err(errcode))
    }

    fn submit(&mut self, call: &Call<'_>) -> Answer {
        self.may_publish()?;
        self.count_call(call, Api::Submit)?;
        let media_id = Body::read(call.body)?.text("media_id", 41006)?;
        let found = self.drafts.iter_mut().enumerate().find(|(_, draft)| draft.media_id == media_id);
        let usable = found.filter(|(_, draft)| draft.is_usable());
        let Some((number, draft)) = usable else {
            return Err(40007);
        };
        draft.consumed = true;
        let plan = draft.plan.clone();
        let publish_id = self.jobs.last().map_or_else(
            || self.ids.first_publish_id(),
            |job| job.publish_id + self.ids.publish_id_step(job.publish_id),
        );
        let job = Job {
            publish_id,
            draft: number,
            plan,
            outcome: Outcome::Publishing,
            published: call.now,
            deleted: BTreeSet::new(),
        };
        if let Some((wait, outcome)) = job.next() {
            self.plans.push((call.now.saturating_add(wait), Due::Turn { job: self.jobs.len(), outcome }));
        }
        self.jobs.push(job);
        let msg_data_id = self.config.msg_data_id.then(|| self.ids.msg_data_id(publish_id));
        Ok(wire::accepted(publish_id, msg_data_id, self.config.publish_id))
    }

    fn get(&mut self, call: &Call<'_>) -> Answer {
        self.may_publish()?;
        self.count_call(call, Api::Get)?;
        let publish_id = Body::read(call.body)?.id("publish_id", 53502)?;
        let job = self.jobs.iter().find(|job| job.publish_id.to_string() == publish_id);
        let job = job.ok_or(53502_i64)?;
        Ok(wire::publish_result(&job.news(self.ids), self.config.publish_id))
    }

    fn check_token(&self, call: &Call<'_>) -> Result<(), i64> {
        let token = call.parameter("access_token").filter(|token| !token.is_empty()).ok_or(41001_i64)?;
        match self.tokens.worth(&token, call.now) {
            TokenState::Valid => Ok(()),
            TokenState::Expired => Err(42001),
            TokenState::Replaced => Err(40001),
            TokenState::Unknown => Err(40014),
        }
    }

    pub(super) fn may_publish(&self) -> Result<(), i64> {
        if self.config.permission { Ok(()) } else { Err(48001) }
    }

    pub(super) fn count_call(&mut self, call: &Call<'_>, api: Api) -> Result<(), i64> {
        if self.count_of(call.now, api.name(), api.quota()) { Ok(()) } else { Err(45009) }
    }

    /// The forced answer of an interface, and whether the call takes effect all the same.
    fn forced(&mut self, api: Api) -> Option<(i64, bool)> {
        let forced = self.forced.iter_mut().find(|forced| forced.api == api && forced.times != Some(0))?;
        forced.times = forced.times.map(|times| times - 1);
        Some((forced.errcode, forced.effective))
    }
}

/// A call, taken apart.
pub(super) struct Call<'a> {
    pub(super) now: Millis,
    ip: &'a str,
    method: &'a str,
    secure: bool,
    target: &'a str,
    url: Url,
    pub(super) body: &'a str,
}

impl Call<'_> {
    fn parameter(&self, name: &str) -> Option<String> {
        self.url.value(self.target, name)
    }

    fn check_method(&self, api: Api) -> Result<(), i64> {
        match api.method() {
            _ if !self.secure => Err(43003),
            method if method == self.method => Ok(()),
            "GET" => Err(43001),
            _ => Err(43002),
        }
    }
}
