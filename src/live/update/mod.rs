//! What each message changes. No browser in here.

use std::rc::Rc;

use freepublish::Lang;

mod connection;
mod listen;

use super::proxy::{Found, Generation, Health, Reply};
use super::{Answer, Commands, Connection, Earlier, Job, Model, Msg, Own, Place, Question, ROWS, Words, id};
use crate::shell::Command;

/// How often the proxy is asked for news of itself while a callback is waited for, in milliseconds.
const LOOKS: u32 = 20_000;

/// The address has become one of the page.
pub(super) fn arrive(model: &mut Model, place: &Place, _: Lang) -> Commands {
    if let Some(invitation) = place.invitation.clone() {
        model.invitation = Some(invitation);
    }
    model.is_shown = true;
    let mut commands = vec![Command::Own(Own::CleanAddress), Command::Own(Own::Visit)];
    commands.extend(model.resume());
    commands
}

/// The address is no longer one of the page.
pub(super) fn leave(model: &mut Model, _: Lang) -> Commands {
    model.pause()
}

/// What a message changes.
pub fn update(model: &mut Model, msg: Msg, lang: Lang) -> Commands {
    match msg {
        Msg::Accept => model.accept(),
        Msg::Answered { job, sent_at, at, reply } => model.answered(job, sent_at, at, reply),
        Msg::Ask => model.ask(),
        Msg::Checked(generation, result) => model.checked(generation, result),
        Msg::ClearJobs => model.clear_jobs(),
        Msg::Confirm => model.confirm(),
        Msg::Connect => model.connect(),
        Msg::Copy { text, done } => vec![Command::Copy { text, done }],
        Msg::Decline => {
            model.invited = None;
            vec![]
        }
        Msg::Deliver => model.deliver(),
        Msg::Delivered { number, at, result } => {
            model.delivered(number, at, result);
            vec![]
        }
        Msg::Disconnect => model.disconnect(),
        Msg::Earlier(generation, found) => model.found_earlier(generation, found),
        Msg::Elsewhere(tab, drafts) => {
            model.elsewhere.insert(tab, drafts);
            vec![]
        }
        Msg::Enter(field, entered) => model.entered_by_hand(field, &entered),
        Msg::LoadEarlier => model.load_earlier(),
        Msg::Look(generation, at) => model.look_again(generation, at),
        Msg::More => {
            model.rows += ROWS;
            vec![]
        }
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
        Msg::Query { job, at } => model.query(job, at),
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
        let Some((proxy, health)) = self.up() else { return vec![] };
        let question =
            Question { proxy: proxy.clone(), health: health.clone(), media_id: self.media_id.clone() };
        self.question = Some(question);
        vec![Command::OpenDialog]
    }

    fn confirm(&mut self) -> Commands {
        // The second of two presses finds the question answered. What is not what was asked is not done.
        if !self.can_confirm() {
            return vec![];
        }
        let (Some(Question { proxy, health, media_id }), Some(via)) =
            (self.question.take(), self.known.clone())
        else {
            return vec![];
        };
        let (number, body) = (self.next_job(), self.body());
        self.jobs.push(Rc::new(Job {
            number,
            media_id,
            is_rehearsal: health.upstream.is_rehearsal(),
            via,
            since: self.start(),
            sent_at: None,
            answer: None,
            queries: Vec::new(),
            is_querying: false,
        }));
        let submit = Command::Own(Own::Submit { job: number, body, proxy });
        // Kept before it is sent: whoever reloads meanwhile has to know that WeChat may have it.
        vec![Command::CloseDialog, self.save(), self.tell_tabs(), submit]
    }

    fn answered(&mut self, number: usize, sent_at: i64, at: i64, reply: Reply) -> Commands {
        self.now = at;
        let Some(job) = self.job_mut(number) else { return vec![] };
        let answer = Answer::new(at, reply);
        let (is_accepted, media_id) = (answer.is_accepted(), job.media_id.clone());
        job.sent_at = Some(sent_at);
        job.answer = Some(answer);
        // Publishing consumes the draft: nothing good comes of sending it again.
        if is_accepted && self.media_id == media_id {
            self.set_media_id("");
        }
        let mut commands = vec![self.save(), self.tell_tabs()];
        commands.extend(self.look());
        commands.extend(self.look_later());
        commands
    }

    fn tell_tabs(&self) -> Command<Own> {
        Command::Own(Own::TellTabs(self.tried_here()))
    }

    fn queried(&mut self, number: usize, at: i64, reply: Reply) -> Commands {
        self.now = at;
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

    /// While a callback is waited for, the proxy may have a reason to tell why none comes.
    fn look_later(&self) -> Option<Command<Own>> {
        let is_waiting = self.is_shown && self.up().is_some() && self.jobs.iter().any(|job| self.waits(job));
        is_waiting.then_some(Command::Own(Own::LookLater(self.generation, LOOKS)))
    }

    fn look_again(&mut self, generation: Generation, at: i64) -> Commands {
        self.now = at;
        let Some((proxy, _)) = self.up().filter(|_| generation == self.generation) else { return vec![] };
        let look = Command::Own(Own::Look(generation, proxy.clone()));
        self.look_later().into_iter().flat_map(|later| [look.clone(), later]).collect()
    }

    fn told(&mut self, generation: Generation, now: Health) {
        if generation == self.generation
            && let Connection::Up(_, health) = &mut self.connection
        {
            let Health { down, drafts, notices, .. } = now;
            let new = Health { down, drafts, notices, ..(**health).clone() };
            if new != **health {
                *health = Rc::new(new);
            }
        }
    }

    fn load_earlier(&mut self) -> Commands {
        let Some((proxy, _)) = self.up() else { return vec![] };
        if matches!(self.earlier, Earlier::Loading | Earlier::Here | Earlier::TooMany) {
            return vec![];
        }
        let list = Command::Own(Own::ListEarlier(self.generation, proxy.clone()));
        self.earlier = Earlier::Loading;
        vec![list]
    }

    fn found_earlier(&mut self, generation: Generation, found: Found) -> Commands {
        if generation == self.generation {
            self.earlier = match &found {
                Found::Latest(_) => Earlier::Here,
                Found::TooMany => Earlier::TooMany,
                Found::Nothing => Earlier::Failed,
            };
            if let Found::Latest(found) = found {
                for kept in found {
                    self.receive(kept, true);
                }
            }
        }
        vec![]
    }

    fn query(&mut self, number: usize, at: i64) -> Commands {
        self.now = at;
        let job = self.jobs.iter().find(|job| job.number == number);
        let Some(job) = job.filter(|job| self.can_query(job)) else { return vec![] };
        let (Some((proxy, _)), Some(publish_id)) = (self.up(), job.publish_id()) else { return vec![] };
        let query = Own::Query { job: number, publish_id: publish_id.to_owned(), proxy: proxy.clone() };
        self.count_query();
        if let Some(job) = self.job_mut(number) {
            job.is_querying = true;
        }
        vec![Command::Own(query)]
    }
}
