//! The task that the platform lives in: it hands over calls and replies, and wakes when something is due.

use freepublish::simulate::world::Plan;
use freepublish::simulate::{Effect, Event, HttpRequest, HttpResponse, Platform, Problem as Mistake};
use tokio::sync::mpsc::{UnboundedReceiver, WeakUnboundedSender};
use tokio::sync::oneshot;
use tokio::time::sleep_until;

use super::clock::{Clock, Running};
use super::{Handler, Settings};
use crate::upstream::Draft;

/// What the platform is told from outside.
#[derive(Debug)]
pub(super) enum Order {
    Call { ip: String, request: HttpRequest, reply: oneshot::Sender<HttpResponse> },
    Drafts { reply: oneshot::Sender<Vec<Draft>> },
    Reply { delivery: usize, attempt: u32, response: Option<HttpResponse> },
}

/// The simulated platform, not yet running.
#[derive(Debug)]
pub struct Machine {
    platform: Platform,
    clock: Clock,
    orders: UnboundedReceiver<Order>,
    /// Weak: when all others who could ask are gone, the machine stops.
    back: WeakUnboundedSender<Order>,
}

impl Machine {
    pub(super) fn new(
        settings: Settings,
        orders: UnboundedReceiver<Order>,
        back: WeakUnboundedSender<Order>,
    ) -> Result<(Self, Vec<Draft>), Mistake> {
        let Settings { world, drafts, credentials, clock } = settings;
        let mut platform = Platform::new(world, credentials, clock.run().now());
        let mut known = Vec::new();
        for (name, plan) in drafts {
            let outcome = plan.outcome;
            let media_id = platform.add_draft(&name, plan)?;
            known.push(Draft { name, media_id, outcome });
        }
        Ok((Self { platform, clock, orders, back }, known))
    }

    /// Runs until the upstream is dropped. `handler` gets the callbacks.
    pub async fn run(mut self, handler: Handler) {
        let clock = self.clock.run();
        loop {
            let due = self.platform.next_due().map(|at| clock.real(at));
            let order = tokio::select! {
                order = self.orders.recv() => match order {
                    Some(order) => Some(order),
                    None => return,
                },
                () = async { match due { Some(at) => sleep_until(at).await, None => std::future::pending().await } } => None,
            };
            self.step(clock, order, &handler);
        }
    }

    fn step(&mut self, clock: Running, order: Option<Order>, handler: &Handler) {
        let (event, reply) = match order {
            None => (Event::Time, None),
            Some(Order::Call { ip, request, reply }) => (Event::Call { ip, request }, Some(reply)),
            Some(Order::Drafts { reply }) => {
                let _ = reply.send(self.drafts());
                return;
            }
            Some(Order::Reply { delivery, attempt, response }) => {
                (Event::Reply { delivery, attempt, response }, None)
            }
        };
        let mut reply = reply;
        for effect in self.platform.step(clock.now(), event) {
            match effect {
                Effect::Respond(response) => {
                    if let Some(reply) = reply.take() {
                        // Whoever asked may have left.
                        let _ = reply.send(response);
                    }
                }
                Effect::Push { delivery, attempt, request, .. } => {
                    self.push(delivery, attempt, request, handler);
                }
                Effect::Job { publish_id, status } => {
                    tracing::info!(publish_id, status, "simulator: the job has a new status");
                }
                Effect::Lost { publish_id } => {
                    tracing::info!(publish_id, "simulator: a callback gets lost, as the scenario wants");
                }
                Effect::Judged { delivery, attempt, judgement } => {
                    tracing::debug!(delivery, attempt, ?judgement, "simulator: the handler replied");
                }
                Effect::Dropped { delivery, attempt } => {
                    tracing::warn!(delivery, attempt, "simulator: no reply within 5 s, connection dropped");
                }
                Effect::GaveUp { delivery } => {
                    tracing::warn!(
                        delivery,
                        "simulator: three tries, no `success`: the callback is given up"
                    );
                }
            }
        }
    }

    fn drafts(&self) -> Vec<Draft> {
        let draft = |(name, media_id, plan): (&str, &str, &Plan)| Draft {
            name: name.to_owned(),
            media_id: media_id.to_owned(),
            outcome: plan.outcome,
        };
        self.platform.drafts().map(draft).collect()
    }

    fn push(&self, delivery: usize, attempt: u32, request: HttpRequest, handler: &Handler) {
        let Some(back) = self.back.upgrade() else { return };
        let reply = handler.push(request);
        tokio::spawn(async move {
            let response = reply.await;
            // The platform may be gone by now.
            let _ = back.send(Order::Reply { delivery, attempt, response });
        });
    }
}
