//! How each action changes the Live page.

use super::super::{Dialog, Effect, State};
use super::{
    Answer, Connection, Draft, Earlier, Failure, Generation, Health, Job, Known, LiveAction, LiveEffect,
    LiveField, Page, Place, Proxy, Reply, Stream,
};
use crate::i18n::LiveTexts;
use crate::route::{Invitation, Route};
use crate::state::Secret;

impl State {
    pub(in crate::state) fn act_live(&mut self, action: LiveAction) -> Vec<Effect> {
        let effects = match action {
            LiveAction::Answered { job, sent_at, at, reply } => {
                return self.answered(job, sent_at, at, reply);
            }
            LiveAction::Ask => {
                return if self.live.can_submit() { self.show(Dialog::Submit) } else { vec![] };
            }
            LiveAction::Confirm => return self.confirm(),
            LiveAction::Open(text) => {
                return self.open_in_inspect(&text, LiveTexts::of(self.lang).loaded_message.to_owned());
            }
            LiveAction::Arrive(page) => self.live.arrive(page),
            LiveAction::ClearJobs => self.live.clear_jobs(),
            LiveAction::Checked(generation, result) => self.live.checked(generation, result),
            LiveAction::Connect => self.live.connect(),
            LiveAction::Deliver => self.live.deliver(),
            LiveAction::Delivered { number, at, result } => {
                self.live.delivered(number, at, result);
                vec![]
            }
            LiveAction::Disconnect => self.live.disconnect(),
            LiveAction::Drafts(generation, drafts) => {
                self.live.found_drafts(generation, drafts);
                vec![]
            }
            LiveAction::Earlier(generation, found) => self.live.found_earlier(generation, found),
            LiveAction::Enter(field, entered) => self.live.entered_by_hand(field, &entered),
            LiveAction::LoadEarlier => self.live.load_earlier(),
            LiveAction::Offer(cursor) => self.live.offer(cursor),
            LiveAction::Pick(media_id) => {
                self.live.set_media_id(&media_id);
                vec![LiveEffect::FocusSubmit]
            }
            LiveAction::Query(job) => self.live.query(job),
            LiveAction::Queried { job, at, reply } => {
                if let Some(job) = self.live.job_mut(job).filter(|job| job.is_querying) {
                    job.is_querying = false;
                    job.queries.push(Answer::new(at, reply));
                }
                vec![self.live.save()]
            }
            LiveAction::Remember(remember) => {
                self.live.remember = remember;
                vec![self.live.remembered()]
            }
            LiveAction::Retry(generation) => self.live.listen_again(generation),
            LiveAction::Stream(generation, news) => self.live.heard(generation, news),
        };
        effects.into_iter().map(Effect::Live).collect()
    }

    /// The address has become that of the page.
    pub(in crate::state) fn visit_live(&mut self) -> Vec<Effect> {
        if let Route::Live { invitation } = &mut self.route
            && let Some(Invitation { proxy, key }) = invitation.take()
        {
            self.live.accept(proxy, key);
        }
        self.begin()
    }

    /// What a page has to do that starts at its address.
    pub fn begin(&self) -> Vec<Effect> {
        if !self.route.is_live() {
            return vec![];
        }
        vec![Effect::Live(LiveEffect::CleanAddress), Effect::Live(LiveEffect::TellPage)]
    }

    fn confirm(&mut self) -> Vec<Effect> {
        let page = &mut self.live;
        // The second of two presses finds the dialog closed.
        if self.dialog.take_if(|dialog| *dialog == Dialog::Submit).is_none() || !page.can_submit() {
            return vec![];
        }
        let Some((proxy, health)) = page.up() else { return vec![] };
        let (proxy, is_rehearsal) = (proxy.clone(), health.upstream.is_rehearsal());
        page.mark();
        let (number, body) = (page.next_job(), page.body());
        page.jobs.push(Job {
            number,
            media_id: page.media_id.clone(),
            is_rehearsal,
            sent_at: None,
            answer: None,
            queries: Vec::new(),
            is_querying: false,
        });
        let submit = LiveEffect::Submit { job: number, body, proxy };
        // Kept before it is sent: whoever reloads meanwhile has to know that WeChat may have it.
        [LiveEffect::CloseDialog, page.save(), submit].map(Effect::Live).into()
    }

    fn answered(&mut self, job: usize, sent_at: i64, at: i64, reply: Reply) -> Vec<Effect> {
        let page = &mut self.live;
        let Some(job) = page.jobs.iter_mut().find(|it| it.number == job) else { return vec![] };
        let answer = Answer::new(at, reply);
        // Publishing consumes the draft: nothing good comes of sending it again.
        let is_used = answer.is_accepted() && page.media_id == job.media_id;
        job.sent_at = Some(sent_at);
        job.answer = Some(answer);
        if is_used {
            page.set_media_id("");
        }
        let effects = [Some(page.save()), page.list_drafts()];
        effects.into_iter().flatten().map(Effect::Live).collect()
    }
}

impl super::Live {
    /// A link that brings address and key, as the proxy prints it when it starts.
    fn accept(&mut self, proxy: Option<String>, key: Option<Secret>) {
        self.address = proxy.unwrap_or_default();
        self.key = key.unwrap_or_default();
        self.is_given = true;
    }

    fn arrive(&mut self, page: Page) -> Vec<LiveEffect> {
        self.page = page;
        if let Some(saved) = self.page.saved.take() {
            self.restore(saved, self.page.now);
        }
        if self.connection != Connection::None && !self.is_given {
            return vec![];
        }
        if !self.is_given
            && self.key.reveal().is_empty()
            && let Some((address, key)) = self.page.kept.take()
        {
            (self.address, self.key) = (address, key);
            (self.remember, self.is_given) = (true, true);
        }
        if self.address.is_empty() {
            self.page.origin.clone_into(&mut self.address);
        }
        if !std::mem::take(&mut self.is_given) || self.key.reveal().is_empty() {
            return vec![];
        }
        // Whoever sends a link can have this machine called, or our own host, but no stranger: for that one presses
        // the button. What was kept was connected before.
        let is_safe = |proxy: Proxy| proxy.address.is_loopback() || proxy.address.is_of(&self.page.origin);
        if self.remember || self.entered().is_ok_and(is_safe) { self.connect() } else { vec![] }
    }

    fn entered_by_hand(&mut self, field: LiveField, entered: &Secret) -> Vec<LiveEffect> {
        // The whole link, put into one field.
        let link = entered.reveal().split_once("#/live?").map(|(_, query)| ["#/live?", query].concat());
        match link.as_deref().map(Route::parse) {
            Some(Route::Live { invitation: Some(Invitation { proxy, key }) })
                if matches!(field, LiveField::Address | LiveField::Key) =>
            {
                self.accept(proxy, key);
                self.is_given = false;
            }
            _ => self.enter(field, entered),
        }
        vec![]
    }

    fn connect(&mut self) -> Vec<LiveEffect> {
        // The answer to a draft on its way is waited for.
        if self.is_sending() {
            return vec![];
        }
        let mut effects = self.hang_up();
        match self.entered() {
            Err(failure) => self.connection = Connection::Failed(failure),
            Ok(proxy) => {
                self.connection = Connection::Checking(proxy.clone());
                effects.push(LiveEffect::Check(self.generation, proxy));
            }
        }
        effects
    }

    fn disconnect(&mut self) -> Vec<LiveEffect> {
        if self.is_sending() {
            return vec![];
        }
        let mut effects = self.hang_up();
        self.connection = Connection::None;
        self.key = Secret::default();
        self.remember = false;
        effects.push(self.remembered());
        effects
    }

    pub(super) fn hang_up(&mut self) -> Vec<LiveEffect> {
        self.generation += 1;
        self.stream = Stream::Off;
        vec![LiveEffect::StopListening]
    }

    fn checked(&mut self, generation: Generation, result: Result<Health, Failure>) -> Vec<LiveEffect> {
        if generation != self.generation {
            return vec![];
        }
        let Connection::Checking(proxy) = std::mem::take(&mut self.connection) else { return vec![] };
        match result {
            Err(failure) => {
                self.connection = Connection::Failed(failure);
                vec![]
            }
            Ok(health) => {
                let known = Known::new(&proxy, &health);
                if !self.known.as_ref().is_some_and(|before| before.is_same(&known)) {
                    self.forget();
                    self.since.clone_from(&health.latest);
                }
                self.known = Some(known);
                self.connection = Connection::Up(proxy, health);
                self.stream = Stream::Opening { tries: 0 };
                let mut effects = vec![self.remembered(), self.save()];
                effects.extend(self.listen());
                // Where a proxy does not say which callback is the latest, those of drafts from before a reload are
                // among the earlier ones.
                if self.place() == Place::Now && !self.jobs.is_empty() {
                    effects.extend(self.load_earlier());
                }
                effects
            }
        }
    }

    /// What another proxy has said: numbers of jobs and cursors are its own.
    fn forget(&mut self) {
        self.jobs.clear();
        self.inbox.clear();
        self.deliveries.clear();
        self.offered = None;
        self.last_event = None;
        (self.earlier, self.has_missed) = (Earlier::Unknown, false);
    }

    /// Which drafts are left; nobody is asked who offers none.
    fn list_drafts(&self) -> Option<LiveEffect> {
        let (proxy, _) = self.up().filter(|(_, health)| !health.drafts.is_empty())?;
        Some(LiveEffect::ListDrafts(self.generation, proxy.clone()))
    }

    fn found_drafts(&mut self, generation: Generation, drafts: Vec<Draft>) {
        if generation == self.generation
            && let Connection::Up(_, health) = &mut self.connection
        {
            health.drafts = drafts;
        }
    }

    fn load_earlier(&mut self) -> Vec<LiveEffect> {
        let Some((proxy, _)) = self.up() else { return vec![] };
        if matches!(self.earlier, Earlier::Loading | Earlier::Here) {
            return vec![];
        }
        let list = LiveEffect::ListEarlier(self.generation, proxy.clone());
        self.earlier = Earlier::Loading;
        vec![list]
    }

    fn found_earlier(&mut self, generation: Generation, found: Option<Vec<super::Kept>>) -> Vec<LiveEffect> {
        if generation == self.generation {
            self.earlier = if found.is_some() { Earlier::Here } else { Earlier::Failed };
            for kept in found.into_iter().flatten() {
                self.receive(kept, true);
            }
        }
        vec![]
    }

    fn query(&mut self, number: usize) -> Vec<LiveEffect> {
        let job = self.jobs.iter().find(|job| job.number == number);
        let Some(job) = job.filter(|job| self.can_query(job)) else { return vec![] };
        let (Some((proxy, _)), Some(publish_id)) = (self.up(), job.publish_id()) else { return vec![] };
        let query =
            LiveEffect::Query { job: number, publish_id: publish_id.to_owned(), proxy: proxy.clone() };
        self.queries += 1;
        if let Some(job) = self.job_mut(number) {
            job.is_querying = true;
        }
        vec![query]
    }
}
