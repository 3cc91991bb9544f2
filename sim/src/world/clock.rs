//! Time: it passes only when an event says so, and stops at every deadline on its way.

use std::time::Duration;

use crate::api::{CallId, OpId};
use crate::machines::Time;

use super::enabled::next_deadline;
use super::operations;
use super::outcome::{Effect, Outcome, Return};
use super::reason::Reason;
use super::services;
use super::stepper::Stepper;
use crate::vocabulary::Hresult;

/// Lets time pass. Deadlines on the way are met in their order.
pub(super) fn advance(st: &mut Stepper, while_: Duration) -> Outcome {
    let end = st.world.now.after(while_);
    while let Some(due) = next_deadline(&st.world).filter(|due| *due <= end) {
        st.world.now = st.world.now.max(due);
        expire(st, due);
    }
    st.world.now = end;
    Outcome::Done
}

/// Everything whose time is up: at the very end of a window or of the hold, what comes at that moment comes too late.
/// Reading: `desktop-src/VSS/shadow-copy-creation-for-providers` cancels the hold where the release is not received
/// "within 10 seconds" and gives a window of "60 seconds" without saying to whom the last moment belongs.
///
/// Each leaves no deadline of its own behind, so time always gets on.
fn expire(st: &mut Stepper, due: Time) {
    let late = |operation: &(&OpId, &super::in_flight::Operation)| {
        operation.1.kind.deadlines().any(|deadline| deadline <= due)
    };
    let operations: Vec<OpId> = st.world.open.operations.iter().filter(late).map(|(id, _)| *id).collect();
    for operation in operations {
        operations::expire(st, operation);
    }
    services::expire(st, due);
    let over = |wait: &super::in_flight::Wait| wait.until.is_some_and(|until| until <= due);
    let calls: Vec<CallId> =
        st.world.open.waits.iter().filter(|(_, wait)| over(wait)).map(|(call, _)| *call).collect();
    for call in calls {
        st.edit_open(|open| open.waits.remove(&call));
        // No code is documented for a time-out that passes: S_OK, and QueryStatus then shows that it still runs.
        let result = Return::state(Hresult::S_OK, Reason::WAIT_EXPIRED);
        st.effect(Effect::Returned { call, result });
    }
}
