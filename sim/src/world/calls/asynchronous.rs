//! `IVssAsync`: asking after, waiting for and cancelling what was begun.
//!
//! Pages: `nf-vss-ivssasync-querystatus`, `nf-vss-ivssasync-wait`, `nf-vss-ivssasync-cancel`.

use std::time::Duration;

use crate::api::{AsyncCall, AsyncId, CallId, Value};
use crate::vocabulary::Hresult;

use super::super::in_flight::{AsyncState, Wait};
use super::super::operations;
use super::super::outcome::{Outcome, Return};
use super::super::reason::Reason;
use super::super::stepper::Stepper;

/// Once the service that did it has ended, an object can but be released.
pub(super) fn call(st: &mut Stepper, id: CallId, object: AsyncId, call: &AsyncCall) -> Outcome {
    let Some(state) = st.world.open.asyncs.get(&object).map(|held| held.state) else {
        return Outcome::Moot(Reason::NO_SUCH_OBJECT);
    };
    if let (AsyncState::Lost(_), true) = (state, call.method().lists_unexpected()) {
        return Outcome::Returned(Return::state(Hresult::VSS_E_UNEXPECTED, Reason::SERVICE_ENDED));
    }
    match call {
        AsyncCall::QueryStatus { .. } => {
            Outcome::Returned(Return::with(vec![("pHrResult", Value::Hresult(state.status()))]))
        }
        AsyncCall::Wait { dwMilliseconds } => wait(st, id, object, state, *dwMilliseconds),
        AsyncCall::Release {} => Outcome::Returned(release(st, object, state)),
        AsyncCall::Cancel {} => Outcome::Returned(cancel(st, state)),
    }
}

fn wait(st: &mut Stepper, id: CallId, object: AsyncId, state: AsyncState, milliseconds: u32) -> Outcome {
    match state {
        AsyncState::Pending(_) => {
            let until = (milliseconds != AsyncCall::INFINITE)
                .then(|| st.world.now.after(Duration::from_millis(u64::from(milliseconds))));
            st.edit_open(|open| open.waits.insert(id, Wait { of: object, until }));
            Outcome::Pending
        }
        AsyncState::Finished | AsyncState::Failed(_) | AsyncState::Cancelled | AsyncState::Lost(_) => {
            Outcome::Returned(Return::state(Hresult::S_OK, Reason::ENDED_BEFORE_WAIT))
        }
    }
}

/// The operation of a pending object goes on without it; who waits on the object waits no more (a reading).
fn release(st: &mut Stepper, object: AsyncId, state: AsyncState) -> Return {
    if let AsyncState::Pending(operation) = state {
        st.detach_async(operation);
    }
    st.edit_open(|open| open.asyncs.remove(&object));
    Return::ok()
}

fn cancel(st: &mut Stepper, state: AsyncState) -> Return {
    match state {
        AsyncState::Pending(operation) => {
            operations::cancel_async(st, operation);
            Return::ok()
        }
        AsyncState::Finished => Return::state(Hresult::VSS_S_ASYNC_FINISHED, Reason::ALREADY_ENDED),
        AsyncState::Cancelled => Return::state(Hresult::VSS_S_ASYNC_CANCELLED, Reason::ALREADY_ENDED),
        AsyncState::Failed(code) | AsyncState::Lost(code) => Return::state(code, Reason::ALREADY_ENDED),
    }
}
