//! Participants, as the driver sees them.

use std::time::Duration;

use vss_sim::api::{ActivationId, Call};
use vss_sim::world::{Answer, Outcome, Upcall};

/// Whoever answers a writer's events or a provider's calls.
pub trait Agent {
    /// Handles an upcall. What it calls while it does so, it calls through `port`.
    fn handle(&mut self, id: ActivationId, upcall: &Upcall, port: &mut dyn Port) -> Reply;
}

/// How an agent answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// At once.
    Now(Answer),
    /// After a while of simulated time.
    After(Duration, Answer),
    /// Whenever it likes, or never: someone else brings the answer to the driver.
    Later,
}

/// What a handler holds while it runs. A nested call is one more event of the world, made within the activation.
pub trait Port {
    /// Makes a call.
    fn call(&mut self, call: Call) -> Outcome;
}
