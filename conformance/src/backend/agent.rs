//! Participants, as the driver sees them.

use std::time::Duration;

use vss_sim::api::{ActivationId, Call};
use vss_sim::vocabulary::WinPath;
use vss_sim::world::{Answer, FileAction, Outcome, Upcall};

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

    /// Does something to a file. What is held while a shadow copy is made is pending.
    fn file(&mut self, action: FileAction) -> Outcome;

    /// The path of a file on the shadow copy of its volume, in the set of the event: what a handler makes of
    /// `GetSnapshotDeviceName`.
    fn on_shadow_copy(&self, path: &WinPath) -> Option<WinPath>;
}
