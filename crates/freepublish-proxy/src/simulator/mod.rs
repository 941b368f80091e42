//! The simulator as upstream: [`Platform`](freepublish::simulate::Platform) behind a task that has a clock.
//!
//! The proxy talks to it through the same client as to WeChat, token and all; only the transport differs. Its callbacks
//! go to the proxy's own `/callback`, or to a handler at some address.

mod clock;
mod handler;
mod machine;

use std::fmt;

use freepublish::Outcome;
use freepublish::simulate::config::{Plan, PlatformConfig};
use freepublish::simulate::{Credentials, HttpRequest, HttpResponse, Problem as Mistake, Scenario};
use tokio::sync::{mpsc, oneshot, watch};

pub use self::clock::Clock;
pub use self::handler::Handler;
pub use self::machine::Machine;
use self::machine::{Call, Order, Orders};
use crate::log::Redactor;
use crate::problem::Problem;
use crate::upstream::{
    self, API, Account, Answer, AppSecret, Draft, Health, Later, Lost, Transport, Upstream, WeChat,
};

/// The IP that calls come from inside the simulation, wherever they come from outside: the one that scenarios give to
/// the developer's server, so that their whitelists mean it.
const IP: &str = "203.0.113.7";

/// The path that the simulator's callbacks go to when they go to the proxy itself.
pub const OWN_CALLBACK: &str = "http://localhost/callback";

/// How long the demo drafts take to be published, in milliseconds: long enough to see it happen.
const DEMO_TAKES: i64 = 8_000;

/// What the simulated platform is like.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The platform and the account. `handler_url` is where callbacks go.
    pub config: PlatformConfig,
    /// The drafts in the box from the start: names and what will become of them.
    pub drafts: Vec<(String, Plan)>,
    /// The secrets that callbacks are signed and encrypted with.
    pub credentials: Credentials,
    /// The time in the simulation, and how fast WeChat does its work.
    pub clock: Clock,
}

impl Settings {
    /// A platform with a draft for the usual outcomes, whose callbacks go to the proxy itself.
    pub fn demo(credentials: Credentials, clock: Clock, seed: u64) -> Self {
        let config =
            PlatformConfig { seed, handler_url: OWN_CALLBACK.to_owned(), ..PlatformConfig::default() };
        let draft = |outcome: Outcome, articles, fail_idx| {
            (
                outcome.name().to_owned(),
                Plan { articles, outcome, fail_idx, takes: DEMO_TAKES, ..Plan::default() },
            )
        };
        let drafts = vec![
            draft(Outcome::Published, 2, Vec::new()),
            draft(Outcome::OriginalityFailed, 3, vec![2]),
            draft(Outcome::Rejected, 2, vec![1]),
            draft(Outcome::Failed, 1, Vec::new()),
        ];
        Self { config, drafts, credentials, clock }
    }

    /// The platform and the drafts of a scenario. Its steps and the replies of its handler are left out: here a person
    /// and a real handler take their parts.
    pub fn of_scenario(scenario: &Scenario, credentials: Credentials, clock: Clock) -> Self {
        let config = PlatformConfig { handler_url: OWN_CALLBACK.to_owned(), ..scenario.config().clone() };
        Self { config, drafts: scenario.drafts().to_vec(), credentials, clock }
    }
}

/// A line to the simulated platform. Clones lead to the same one.
#[derive(Clone)]
pub struct Simulator {
    own: mpsc::UnboundedSender<Order>,
    foreign: mpsc::UnboundedSender<Call>,
}

impl fmt::Debug for Simulator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Simulator")
    }
}

impl Simulator {
    /// A call of the proxy's own.
    async fn ask(&self, request: HttpRequest) -> Option<HttpResponse> {
        let (call, answer) = call(request);
        self.own.send(Order::Call(call)).ok()?;
        answer.await.ok()
    }

    /// A call of anybody, which waits until the proxy's own are answered.
    async fn ask_for_anybody(&self, request: HttpRequest) -> Option<HttpResponse> {
        let (call, answer) = call(request);
        self.foreign.send(call).ok()?;
        answer.await.ok()
    }
}

fn call(mut request: HttpRequest) -> (Call, oneshot::Receiver<HttpResponse>) {
    // There is no TLS inside a process, and the platform wants it.
    "https".clone_into(&mut request.scheme);
    let (reply, answer) = oneshot::channel();
    (Call { ip: IP.to_owned(), request, reply }, answer)
}

impl Transport for Simulator {
    fn send(&self, request: HttpRequest) -> Later<'_, Result<Answer, Lost>> {
        Box::pin(async { self.ask(request).await.map(Answer::from).ok_or(Lost::Unreachable) })
    }
}

/// The simulator, as what stands behind the proxy.
#[derive(Debug)]
pub struct Simulated {
    wechat: WeChat<Simulator>,
    simulator: Simulator,
    drafts: Vec<Draft>,
    left: watch::Receiver<Vec<Draft>>,
}

impl Simulated {
    /// The upstream, and the machine behind it, which has to be run beside the router.
    ///
    /// # Errors
    ///
    /// A draft whose plan contradicts itself.
    pub fn new(settings: Settings, redactor: Redactor) -> Result<(Self, Machine), Mistake> {
        let app_id = settings.credentials.app_id.clone();
        let (own, received) = mpsc::unbounded_channel();
        // Unbounded, as the route bounds how many calls there are at once.
        let (foreign, calls) = mpsc::unbounded_channel();
        let orders = Orders { own: received, foreign: calls, back: own.downgrade() };
        let (machine, left) = Machine::new(settings, orders)?;
        let drafts = left.borrow().clone();
        let simulator = Simulator { own, foreign };
        let account = Account::App { app_id, secret: AppSecret::new("simulated") };
        let wechat = WeChat::new(simulator.clone(), API, account, redactor);
        Ok((Self { wechat, simulator, drafts, left }, machine))
    }

    /// The drafts that are there from the start, those of another account among them.
    pub fn drafts(&self) -> &[Draft] {
        &self.drafts
    }
}

impl Upstream for Simulated {
    fn kind(&self) -> &'static str {
        "simulator"
    }

    fn account(&self) -> Option<&str> {
        self.wechat.account()
    }

    fn call(&self, call: upstream::Call) -> Later<'_, Result<Answer, Problem>> {
        self.wechat.call(call)
    }

    fn health(&self) -> Later<'_, Health> {
        self.wechat.health()
    }

    fn drafts_left(&self) -> Later<'_, Vec<Draft>> {
        Box::pin(async { self.left.borrow().clone() })
    }

    fn stands_in(&self) -> bool {
        true
    }

    fn stand_in(&self, request: HttpRequest) -> Option<Later<'_, HttpResponse>> {
        let gone = || HttpResponse::new(503, "text/plain", "");
        Some(Box::pin(async move { self.simulator.ask_for_anybody(request).await.unwrap_or_else(gone) }))
    }
}
