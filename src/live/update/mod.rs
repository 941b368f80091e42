//! What each message changes. No browser in here.

use std::rc::Rc;

use freepublish::Lang;

mod connection;
mod listen;

use super::proxy::{Generation, Health, Kept, Reply};
use super::{Answer, Commands, Connection, Earlier, Job, Model, Msg, Own, Place, Words, id};
use crate::shell::Command;

/// The address has become one of the page.
pub(super) fn arrive(model: &mut Model, place: &Place, _: Lang) -> Commands {
    if let Some(invitation) = place.invitation.clone() {
        model.accept(invitation);
    }
    vec![Command::Own(Own::CleanAddress), Command::Own(Own::Visit)]
}

/// The address is no longer one of the page.
pub(super) fn leave(_: &mut Model, _: Lang) -> Commands {
    vec![]
}

/// What a message changes.
pub fn update(model: &mut Model, msg: Msg, lang: Lang) -> Commands {
    match msg {
        Msg::Answered { job, sent_at, at, reply } => model.answered(job, sent_at, at, reply),
        Msg::Ask => model.ask(),
        Msg::Checked(generation, result) => model.checked(generation, result),
        Msg::ClearJobs => model.clear_jobs(),
        Msg::Confirm => model.confirm(),
        Msg::Connect => model.connect(),
        Msg::Copy { text, done } => vec![Command::Copy { text, done }],
        Msg::Deliver => model.deliver(),
        Msg::Delivered { number, at, result } => {
            model.delivered(number, at, result);
            vec![]
        }
        Msg::Disconnect => model.disconnect(),
        Msg::Earlier(generation, found) => model.found_earlier(generation, found),
        Msg::Enter(field, entered) => model.entered_by_hand(field, &entered),
        Msg::LoadEarlier => model.load_earlier(),
        Msg::Offer(cursor) => model.offer(cursor),
        Msg::Open(text) => {
            let said = Words::of(lang).loaded_message.to_owned();
            vec![Command::OpenInInspect { text, secrets: None, said }]
        }
        Msg::Pick(media_id) => {
            model.set_media_id(&media_id);
            vec![Command::Focus(id::SUBMIT.to_owned())]
        }
        Msg::Queried { job, at, reply } => model.queried(job, at, reply),
        Msg::Query(job) => model.query(job),
        Msg::Remember(remember) => {
            model.remember = remember;
            vec![model.remembered()]
        }
        Msg::Retry(generation) => model.listen_again(generation),
        Msg::Stream(generation, news) => model.heard(generation, news),
        Msg::Told(generation, health) => {
            model.told(generation, health);
            vec![]
        }
        Msg::Visit(visit) => model.begin(visit),
    }
}

impl Model {
    fn ask(&mut self) -> Commands {
        if !self.can_submit() {
            return vec![];
        }
        self.is_asking = true;
        vec![Command::OpenDialog]
    }

    fn confirm(&mut self) -> Commands {
        // The second of two presses finds the question answered.
        if !std::mem::take(&mut self.is_asking) || !self.can_submit() {
            return vec![];
        }
        let Some((proxy, health)) = self.up() else { return vec![] };
        let (proxy, is_rehearsal) = (proxy.clone(), health.upstream.is_rehearsal());
        self.mark();
        let (number, body) = (self.next_job(), self.body());
        self.jobs.push(Rc::new(Job {
            number,
            media_id: self.media_id.clone(),
            is_rehearsal,
            sent_at: None,
            answer: None,
            queries: Vec::new(),
            is_querying: false,
        }));
        let submit = Command::Own(Own::Submit { job: number, body, proxy });
        // Kept before it is sent: whoever reloads meanwhile has to know that WeChat may have it.
        vec![Command::CloseDialog, self.save(), submit]
    }

    fn answered(&mut self, number: usize, sent_at: i64, at: i64, reply: Reply) -> Commands {
        let Some(job) = self.job_mut(number) else { return vec![] };
        let answer = Answer::new(at, reply);
        let (is_accepted, media_id) = (answer.is_accepted(), job.media_id.clone());
        job.sent_at = Some(sent_at);
        job.answer = Some(answer);
        // Publishing consumes the draft: nothing good comes of sending it again.
        if is_accepted && self.media_id == media_id {
            self.set_media_id("");
        }
        [Some(self.save()), self.look()].into_iter().flatten().collect()
    }

    fn queried(&mut self, number: usize, at: i64, reply: Reply) -> Commands {
        if let Some(job) = self.job_mut(number).filter(|job| job.is_querying) {
            job.is_querying = false;
            job.queries.push(Answer::new(at, reply));
        }
        vec![self.save()]
    }

    /// Which drafts are left; nobody is asked who offers none.
    fn look(&self) -> Option<Command<Own>> {
        let (proxy, _) = self.up().filter(|(_, health)| !health.drafts.is_empty())?;
        Some(Command::Own(Own::Look(self.generation, proxy.clone())))
    }

    fn told(&mut self, generation: Generation, now: Health) {
        if generation == self.generation
            && let Connection::Up(_, health) = &mut self.connection
        {
            Rc::make_mut(health).drafts = now.drafts;
        }
    }

    fn load_earlier(&mut self) -> Commands {
        let Some((proxy, _)) = self.up() else { return vec![] };
        if matches!(self.earlier, Earlier::Loading | Earlier::Here) {
            return vec![];
        }
        let list = Command::Own(Own::ListEarlier(self.generation, proxy.clone()));
        self.earlier = Earlier::Loading;
        vec![list]
    }

    fn found_earlier(&mut self, generation: Generation, found: Option<Vec<Kept>>) -> Commands {
        if generation == self.generation {
            self.earlier = if found.is_some() { Earlier::Here } else { Earlier::Failed };
            for kept in found.into_iter().flatten() {
                self.receive(kept, true);
            }
        }
        vec![]
    }

    fn query(&mut self, number: usize) -> Commands {
        let job = self.jobs.iter().find(|job| job.number == number);
        let Some(job) = job.filter(|job| self.can_query(job)) else { return vec![] };
        let (Some((proxy, _)), Some(publish_id)) = (self.up(), job.publish_id()) else { return vec![] };
        let query = Own::Query { job: number, publish_id: publish_id.to_owned(), proxy: proxy.clone() };
        self.queries += 1;
        if let Some(job) = self.job_mut(number) {
            job.is_querying = true;
        }
        vec![Command::Own(query)]
    }
}
