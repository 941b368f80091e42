//! Plays a scenario: the developer's side, on a virtual clock, against the platform.

use super::api::{API_HOST, Api};
use super::article;
use super::config::{Millis, SECOND};
use super::credentials::Credentials;
use super::http::{HttpRequest, HttpResponse};
use super::ids::Ids;
use super::platform::{Effect, Event, Platform};
use super::scenario::{Action, Reply, RequestFault, Scenario, Target};
use super::timeline::{Entry, Message, Party, Timeline, What};
use super::wire::field;
use crate::syntax::source_map::escape_json;

/// How long a handler takes that is not slow.
const PROMPT: Millis = 120;

/// Plays a scenario to its end: until the script is over, nothing is due and no reply is on its way.
pub fn run(scenario: &Scenario, credentials: &Credentials) -> Timeline {
    let start = scenario.start * SECOND;
    let mut platform = Platform::new(scenario.config.clone(), credentials.clone(), start);
    let drafts = scenario
        .drafts
        .iter()
        .map(|(name, plan)| (name.clone(), platform.insert_draft(name, plan.clone())))
        .collect();
    let mut runner = Runner {
        scenario,
        app_id: &credentials.app_id,
        platform,
        drafts,
        tokens: Vec::new(),
        jobs: Vec::new(),
        replies: Vec::new(),
        pushes: Vec::new(),
        timeline: Timeline { start, entries: Vec::new() },
    };
    runner.play(steps(scenario, start));
    runner.timeline
}

/// The script with repetitions written out, in the order of time; steps of one moment keep their order.
fn steps(scenario: &Scenario, start: Millis) -> Vec<(Millis, &Action, &str)> {
    let mut steps = Vec::new();
    for step in &scenario.script {
        let (apart, times) = step.every.unwrap_or((0, 1));
        for number in 0..times {
            steps.push((start + step.at + apart * Millis::from(number), &step.action, step.by.as_str()));
        }
    }
    steps.sort_by_key(|(at, ..)| *at);
    steps
}

struct Runner<'s> {
    scenario: &'s Scenario,
    app_id: &'s str,
    platform: Platform,
    /// Names and media ids.
    drafts: Vec<(String, String)>,
    /// The token each server has.
    tokens: Vec<(String, String)>,
    /// The jobs that were accepted, in order.
    jobs: Vec<String>,
    /// Replies on their way.
    replies: Vec<PendingReply>,
    /// The entries of the pushes: the latest try of each delivery.
    pushes: Vec<(usize, u32, usize)>,
    timeline: Timeline,
}

/// A reply on its way.
struct PendingReply {
    at: Millis,
    delivery: usize,
    attempt: u32,
    response: Option<HttpResponse>,
}

impl Runner<'_> {
    /// Whatever comes first, comes first. What is due at the platform goes before what arrives at the same moment.
    fn play(&mut self, steps: Vec<(Millis, &Action, &str)>) {
        let mut steps = steps.into_iter().peekable();
        loop {
            let due = self.platform.next_due();
            let reply = self.replies.iter().map(|coming| coming.at).min();
            let step = steps.peek().map(|(at, ..)| *at);
            let Some(now) = [due, reply, step].into_iter().flatten().min() else { return };
            if due == Some(now) {
                let effects = self.platform.step(now, Event::Time);
                self.note_all(now, effects, None);
            } else if reply == Some(now) {
                self.deliver_reply(now);
            } else if let Some((_, action, by)) = steps.next() {
                self.call(now, action, by);
            }
        }
    }

    fn call(&mut self, now: Millis, action: &Action, by: &str) {
        let api = api(action);
        let request = self.request(action, by);
        let ip =
            self.scenario.servers.iter().find(|server| server.name == by).map_or("", |server| &server.ip);
        let call = self.note(now, Party::Server(by.to_owned()), What::Call { api }, None);
        self.attach(call, Message::Request(request.clone()));
        let effects = self.platform.step(now, Event::Call { ip: ip.to_owned(), request });
        for effect in &effects {
            if let Effect::Respond(response) = effect {
                self.learn(action, by, &response.body);
            }
        }
        self.note_all(now, effects, Some(call));
    }

    fn request(&self, action: &Action, by: &str) -> HttpRequest {
        let secret = "****************";
        match action {
            Action::Token => {
                let query = format!("grant_type=client_credential&appid={}&secret={secret}", self.app_id);
                HttpRequest::new("GET", &format!("https://{API_HOST}{}?{query}", Api::Token.path()))
            }
            Action::StableToken { force } => {
                let force = if *force { ",\"force_refresh\":true" } else { "" };
                let body = format!(
                    "{{\"grant_type\":\"client_credential\",\"appid\":\"{}\",\"secret\":\"{secret}\"{force}}}",
                    escape_json(self.app_id)
                );
                post(&format!("https://{API_HOST}{}", Api::StableToken.path()), body)
            }
            Action::Submit { draft, flaw } => self.submit(draft, *flaw, by),
            Action::DraftAdd { articles, .. } => {
                let ids = Ids { seed: self.scenario.config().seed };
                post(&self.address(Api::DraftAdd, by), article::draft_add_body(*articles, ids))
            }
            Action::Get { job } => {
                let body = format!("{{\"publish_id\":\"{}\"}}", self.job(*job));
                post(&self.address(Api::Get, by), body)
            }
            Action::GetArticle { job } => {
                let body = format!("{{\"article_id\":\"{}\"}}", self.article_id(*job));
                post(&self.address(Api::GetArticle, by), body)
            }
            Action::BatchGet => {
                post(&self.address(Api::BatchGet, by), "{\"offset\":0,\"count\":20}".to_owned())
            }
            Action::Delete { job, index } => {
                let index = index.map(|index| format!(",\"index\":{index}")).unwrap_or_default();
                let body = format!("{{\"article_id\":\"{}\"{index}}}", self.article_id(*job));
                post(&self.address(Api::Delete, by), body)
            }
        }
    }

    fn submit(&self, draft: &Target, flaw: Option<RequestFault>, by: &str) -> HttpRequest {
        let media_id = match draft {
            Target::MediaId(media_id) => media_id,
            Target::Draft(name) => {
                self.drafts.iter().find(|(known, _)| known == name).map_or("", |(_, media_id)| media_id)
            }
        };
        let url = self.address(Api::Submit, by);
        let body = format!("{{\"media_id\":\"{}\"}}", escape_json(media_id));
        let bare = format!("https://{API_HOST}{}", Api::Submit.path());
        match flaw {
            None => post(&url, body),
            Some(RequestFault::Get) => HttpRequest::new("GET", &url),
            Some(RequestFault::Http) => post(&url.replacen("https", "http", 1), body),
            Some(RequestFault::NoToken) => post(&bare, body),
            Some(RequestFault::BadToken) => post(&format!("{bare}?access_token=undefined"), body),
            Some(RequestFault::NoBody) => post(&url, String::new()),
            Some(RequestFault::BadJson) => post(&url, body.replace('"', "'")),
            Some(RequestFault::NoMediaId) => post(&url, "{}".to_owned()),
            Some(RequestFault::NumberMediaId) => post(&url, "{\"media_id\":100000001}".to_owned()),
        }
    }

    /// The `publish_id` of a job that was accepted; empty where there is none.
    fn job(&self, job: Option<u32>) -> &str {
        let at = job.map_or(self.jobs.len(), |job| usize::try_from(job).unwrap_or(usize::MAX));
        at.checked_sub(1).and_then(|at| self.jobs.get(at)).map_or("", String::as_str)
    }

    fn article_id(&self, job: Option<u32>) -> String {
        let publish_id = self.job(job).parse().ok();
        publish_id.and_then(|id| self.platform.article_id(id)).unwrap_or_default()
    }

    /// The address of an interface with the token that a server has, if it has one.
    fn address(&self, api: Api, by: &str) -> String {
        let token = self.tokens.iter().find(|(server, _)| server == by).map_or("", |(_, token)| token);
        format!("https://{API_HOST}{}?access_token={token}", api.path())
    }

    /// What a server remembers of an answer.
    fn learn(&mut self, action: &Action, by: &str, body: &str) {
        match action {
            Action::Token | Action::StableToken { .. } => {
                let Some(token) = field(body, "access_token") else { return };
                self.tokens.retain(|(server, _)| server != by);
                self.tokens.push((by.to_owned(), token));
            }
            Action::DraftAdd { name, .. } => {
                let Some(media_id) = field(body, "media_id") else { return };
                self.drafts.retain(|(known, _)| known != name);
                self.drafts.push((name.clone(), media_id));
            }
            Action::Submit { .. } => self.jobs.extend(field(body, "publish_id")),
            Action::Get { .. } | Action::GetArticle { .. } | Action::BatchGet | Action::Delete { .. } => {}
        }
    }

    fn deliver_reply(&mut self, now: Millis) {
        let next = self.replies.iter().enumerate().min_by_key(|(number, coming)| (coming.at, *number));
        let Some(number) = next.map(|(number, _)| number) else { return };
        let PendingReply { delivery, attempt, response, .. } = self.replies.remove(number);
        let push = self.push_entry(delivery, Some(attempt));
        let message = response.clone().map(Message::Response);
        let effects = self.platform.step(now, Event::Reply { delivery, attempt, response });
        let before = self.timeline.entries.len();
        self.note_all(now, effects, push);
        if let (Some(message), Some(_)) = (message, self.timeline.entries.get(before)) {
            self.attach(before, message);
        }
    }

    fn note_all(&mut self, now: Millis, effects: Vec<Effect>, cause: Option<usize>) {
        for effect in effects {
            match effect {
                Effect::Respond(response) => {
                    let errcode = field(&response.body, "errcode").and_then(|code| code.parse().ok());
                    let entry = self.note(now, Party::Platform, What::Answer { errcode }, cause);
                    self.attach(entry, Message::Response(response));
                }
                Effect::Job { publish_id, status } => {
                    self.note(now, Party::Platform, What::Job { publish_id, status }, None);
                }
                Effect::Push { delivery, attempt, duplicate, request } => {
                    let earlier = self.push_entry(delivery, None);
                    let entry = self.note(now, Party::Platform, What::Push { attempt, duplicate }, earlier);
                    self.attach(entry, Message::Request(request));
                    self.expect_reply(now, delivery, attempt);
                    self.pushes.push((delivery, attempt, entry));
                }
                Effect::Lost { publish_id } => {
                    self.note(now, Party::Platform, What::Lost { publish_id }, None);
                }
                Effect::Judged { judgement, .. } => {
                    self.note(now, Party::Handler, What::Reply { judgement }, cause);
                }
                Effect::Dropped { delivery, attempt } => {
                    let push = self.push_entry(delivery, Some(attempt));
                    self.note(now, Party::Platform, What::Dropped, push);
                }
                Effect::GaveUp { delivery } => {
                    let push = self.push_entry(delivery, None);
                    self.note(now, Party::Platform, What::GaveUp, push);
                }
            }
        }
    }

    /// The handler has its replies in a row, one for each push, and repeats the last.
    fn expect_reply(&mut self, now: Millis, delivery: usize, attempt: u32) {
        let replies = &self.scenario.handler;
        let reply = replies.get(self.pushes.len()).or(replies.last()).copied().unwrap_or(Reply::Success);
        let text = |status, body| Some(HttpResponse::new(status, "text/plain", body));
        let (wait, response) = match reply {
            Reply::Success => (PROMPT, text(200, "success")),
            Reply::Empty => (PROMPT, text(200, "")),
            Reply::Quoted => (PROMPT, text(200, "\"success\"")),
            Reply::Status(status) => (PROMPT, text(status, "")),
            Reply::Slow(wait) => (wait, text(200, "success")),
            Reply::Unreachable => (0, None),
            Reply::Silent => return,
        };
        self.replies.push(PendingReply { at: now + wait, delivery, attempt, response });
    }

    /// The latest push of a delivery, or the latest of one try.
    fn push_entry(&self, delivery: usize, attempt: Option<u32>) -> Option<usize> {
        let fits = |push: &&(usize, u32, usize)| push.0 == delivery && attempt.is_none_or(|it| it == push.1);
        self.pushes.iter().rev().find(fits).map(|push| push.2)
    }

    fn note(&mut self, at: Millis, from: Party, what: What, answers: Option<usize>) -> usize {
        self.timeline.entries.push(Entry { at, from, what, answers, message: None });
        self.timeline.entries.len() - 1
    }

    fn attach(&mut self, entry: usize, message: Message) {
        if let Some(entry) = self.timeline.entries.get_mut(entry) {
            entry.message = Some(message);
        }
    }
}

fn api(action: &Action) -> Api {
    match action {
        Action::Token => Api::Token,
        Action::StableToken { .. } => Api::StableToken,
        Action::DraftAdd { .. } => Api::DraftAdd,
        Action::Submit { .. } => Api::Submit,
        Action::Get { .. } => Api::Get,
        Action::GetArticle { .. } => Api::GetArticle,
        Action::BatchGet => Api::BatchGet,
        Action::Delete { .. } => Api::Delete,
    }
}

fn post(url: &str, body: String) -> HttpRequest {
    HttpRequest::new("POST", url).header("Content-Type", "application/json").body(body)
}
