//! Pushing callbacks: three tries, five seconds each, until the handler says `success` or nothing.

use super::{DEADLINE, Due, Effect, Judgement, Platform, TRIES};
use crate::delivery::{self, Answer, Exchange, Reply, Sent, is_accepted};
use crate::inspection::Mode;
use crate::simulate::callback::Pusher;
use crate::simulate::config::{Millis, SECOND};
use crate::simulate::credentials::Credentials;
use crate::simulate::http::HttpResponse;
use crate::simulate::wire::News;

/// A callback on its way.
#[derive(Clone, Debug)]
pub(super) struct Delivery {
    news: News,
    /// `CreateTime`, the same for every try.
    created: i64,
    /// The try that waits for its reply, and when it was sent.
    waiting: Option<(u32, Millis)>,
    /// Whether it is to come once more after it was accepted.
    again: bool,
    duplicate: bool,
}

impl Delivery {
    pub(super) fn new(news: News, created: i64, again: bool) -> Self {
        Self { news, created, waiting: None, again, duplicate: false }
    }
}

impl Platform {
    pub(super) fn push(&mut self, at: Millis, number: usize, attempt: u32, effects: &mut Vec<Effect>) {
        let Some(delivery) = self.deliveries.get_mut(number) else { return };
        delivery.waiting = Some((attempt, at));
        let pusher = Pusher {
            ids: self.ids,
            push: self.config.push,
            mode: self.config.mode,
            id_form: self.config.publish_id,
            url: &self.config.handler_url,
        };
        let request =
            pusher.push(&delivery.news, delivery.created, at / SECOND, self.pushes, &self.credentials);
        let duplicate = delivery.duplicate;
        self.pushes += 1;
        effects.push(Effect::Push { delivery: number, attempt, duplicate, request });
        self.plans.push((at.saturating_add(DEADLINE), Due::Deadline { delivery: number, attempt }));
    }

    pub(super) fn deadline(&mut self, at: Millis, number: usize, attempt: u32, effects: &mut Vec<Effect>) {
        let waiting = self
            .deliveries
            .get_mut(number)
            .and_then(|delivery| delivery.waiting.take_if(|it| it.0 == attempt));
        let Some((_, sent)) = waiting else { return };
        effects.push(Effect::Dropped { delivery: number, attempt });
        self.try_again(at, sent, number, attempt, effects);
    }

    pub(super) fn reply(
        &mut self,
        now: Millis,
        number: usize,
        attempt: u32,
        response: Option<&HttpResponse>,
        effects: &mut Vec<Effect>,
    ) {
        let Some(delivery) = self.deliveries.get_mut(number) else { return };
        let waiting = delivery.waiting.take_if(|waiting| waiting.0 == attempt);
        let judgement = match (waiting, response) {
            (None, _) => Judgement::Late,
            (_, None) => Judgement::Unreachable,
            (_, Some(response)) => judge(self.config.mode, &self.credentials, response),
        };
        effects.push(Effect::Judged { delivery: number, attempt, judgement });
        let Some((_, sent)) = waiting else { return };
        self.plans.retain(|(_, due)| *due != Due::Deadline { delivery: number, attempt });
        if judgement != Judgement::Accepted {
            self.try_again(now, sent, number, attempt, effects);
        } else if let Some(delivery) = self.deliveries.get_mut(number).filter(|delivery| delivery.again) {
            (delivery.again, delivery.duplicate) = (false, true);
            self.plans.push((
                now.saturating_add(self.config.retry_after),
                Due::Push { delivery: number, attempt: 1 },
            ));
        }
    }

    fn try_again(
        &mut self,
        now: Millis,
        sent: Millis,
        number: usize,
        attempt: u32,
        effects: &mut Vec<Effect>,
    ) {
        if attempt >= TRIES {
            effects.push(Effect::GaveUp { delivery: number });
            return;
        }
        let at = now.max(sent.saturating_add(self.config.retry_after));
        self.plans.push((at, Due::Push { delivery: number, attempt: attempt + 1 }));
    }
}

/// What [`delivery::judge`] makes of it, which has the whole story.
fn judge(mode: Mode, credentials: &Credentials, response: &HttpResponse) -> Judgement {
    let HttpResponse { status, headers, body } = response;
    let answer = Answer::Reply(Reply { status: *status, headers, body: body.as_bytes() });
    let exchange = Exchange { answer, elapsed: 0, deadline: DEADLINE };
    let sent = Sent { mode, secrets: &credentials.secrets(), accepted_before: 0 };
    if is_accepted(&delivery::judge(&exchange, &sent)) { Judgement::Accepted } else { Judgement::Wrong }
}
