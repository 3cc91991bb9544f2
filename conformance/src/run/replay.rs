//! Plays a plan whatever comes back, to see what it would show.

use vss_sim::trace::Record;

use super::RunOptions;
use super::runner::Runner;
use crate::scenario::Plan;

/// Plays a plan from its first step to its last without heeding what it expects. `None` where it needs what is not
/// there.
#[must_use]
pub fn replay_plan(plan: &Plan, options: &RunOptions) -> Option<Vec<Record>> {
    if plan.skipped.is_some() {
        return None;
    }
    let mut runner = Runner::new(plan, options, false).ok()?;
    runner.heedless = true;
    for step in &plan.steps {
        // What is missed is what the plan expected of another course of events.
        let _ = runner.step(&step.kind);
    }
    let _ = runner.settle(true);
    Some(runner.stage.driver.into_sink())
}
