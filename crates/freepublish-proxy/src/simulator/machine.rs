//! The task that the platform lives in: it hands over calls and replies, and wakes when something is due.

use freepublish::simulate::config::Plan;
use freepublish::simulate::{Effect, Event, HttpRequest, HttpResponse, Platform, Problem as Mistake};
use tokio::sync::mpsc::{UnboundedReceiver, WeakUnboundedSender};
use tokio::sync::{oneshot, watch};
use tokio::task::spawn_blocking;
use tokio::time::sleep_until;

use super::clock::Clock;
use super::{Handler, Settings};
use crate::upstream::Draft;

/// What the platform is told from outside.
#[derive(Debug)]
pub(super) enum Order {
    Call(Call),
    Reply { delivery: usize, attempt: u32, response: Option<HttpResponse> },
}

/// A call of an interface.
#[derive(Debug)]
pub(super) struct Call {
    pub(super) ip: String,
    pub(super) request: HttpRequest,
    pub(super) reply: oneshot::Sender<HttpResponse>,
}

/// What the machine is told through.
#[derive(Debug)]
pub(super) struct Orders {
    /// What the proxy itself wants.
    pub(super) own: UnboundedReceiver<Order>,
    /// Calls of anybody. They wait while there are orders of the proxy's own.
    pub(super) foreign: UnboundedReceiver<Call>,
    /// Weak: when all others who could ask are gone, the machine stops.
    pub(super) back: WeakUnboundedSender<Order>,
}

/// The simulated platform, not yet running.
#[derive(Debug)]
pub struct Machine {
    platform: Platform,
    clock: Clock,
    orders: Orders,
    left: watch::Sender<Vec<Draft>>,
}

impl Machine {
    /// The machine, and the drafts that can be submitted: now those that are there from the start.
    pub(super) fn new(
        settings: Settings,
        orders: Orders,
    ) -> Result<(Self, watch::Receiver<Vec<Draft>>), Mistake> {
        let Settings { config, drafts, credentials, clock } = settings;
        let mut platform = Platform::new(clock.hasten(config), credentials, clock.run().now());
        let mut known = Vec::new();
        for (name, plan) in drafts {
            let outcome = plan.outcome;
            let media_id = platform.add_draft(&name, clock.hasten_plan(plan))?;
            known.push(Draft { name, media_id, outcome });
        }
        let (left, drafts) = watch::channel(known);
        Ok((Self { platform, clock, orders, left }, drafts))
    }

    /// Runs until the upstream is dropped. `handler` gets the callbacks.
    pub async fn run(self, handler: Handler) {
        let Self { mut platform, clock, orders: Orders { mut own, mut foreign, back }, left } = self;
        let clock = clock.run();
        loop {
            // Told without being asked, so that a health check need not wait until a call is read.
            left.send_replace(drafts(&platform));
            let due = platform.next_due().map(|at| clock.real(at));
            let order = tokio::select! {
                biased;
                order = own.recv() => match order {
                    Some(order) => Some(order),
                    None => return,
                },
                () = async { match due { Some(at) => sleep_until(at).await, None => std::future::pending().await } } => None,
                Some(call) = foreign.recv() => Some(Order::Call(call)),
            };
            let (event, reply) = match order {
                None => (Event::Time, None),
                Some(Order::Call(Call { ip, request, reply })) => (Event::Call { ip, request }, Some(reply)),
                Some(Order::Reply { delivery, attempt, response }) => {
                    (Event::Reply { delivery, attempt, response }, None)
                }
            };
            // Whoever called wrote the body: reading it must not hold up the threads that answer everybody.
            let stepped = spawn_blocking(move || {
                let effects = platform.step(clock.now(), event);
                (platform, effects)
            });
            let Ok((stepped, effects)) = stepped.await else {
                tracing::error!("the simulator broke and has ended");
                return;
            };
            platform = stepped;
            act(effects, reply, &back, &handler);
        }
    }
}

fn drafts(platform: &Platform) -> Vec<Draft> {
    let draft = |(name, media_id, plan): (&str, &str, &Plan)| Draft {
        name: name.to_owned(),
        media_id: media_id.to_owned(),
        outcome: plan.outcome,
    };
    platform.drafts().map(draft).collect()
}

/// Does what the platform wants done.
fn act(
    effects: Vec<Effect>,
    mut reply: Option<oneshot::Sender<HttpResponse>>,
    back: &WeakUnboundedSender<Order>,
    handler: &Handler,
) {
    for effect in effects {
        match effect {
            Effect::Respond(response) => {
                if let Some(reply) = reply.take() {
                    // Whoever asked may have left.
                    let _ = reply.send(response);
                }
            }
            Effect::Push { delivery, attempt, request, .. } => {
                push(delivery, attempt, request, back, handler);
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
                tracing::warn!(delivery, "simulator: three tries, no `success`: the callback is given up");
            }
        }
    }
}

fn push(
    delivery: usize,
    attempt: u32,
    request: HttpRequest,
    back: &WeakUnboundedSender<Order>,
    handler: &Handler,
) {
    let Some(back) = back.upgrade() else { return };
    let reply = handler.push(request);
    tokio::spawn(async move {
        let response = reply.await;
        // The platform may be gone by now.
        let _ = back.send(Order::Reply { delivery, attempt, response });
    });
}
