//! The process of the VSS service ends: what it was doing for requesters fails, and what it kept for them is gone.
//!
//! Pages: `desktop-src/VSS/aborting-vss-operations` has a failure of VSS during a creation, after PrepareForSnapshot,
//! send Abort to the writers. The rest is a reading: writers learn nothing outside of a creation; a shadow copy set that
//! was not made is given up with its lock; shadow copies that were made stay.

use crate::api::{MachineId, OpId, ProviderId, RequesterId};
use crate::machines::{BackupPhase, CreationLock};
use crate::vocabulary::{Hresult, Windows};

use super::super::event::Participant;
use super::super::in_flight::{Completion, Run};
use super::super::kinds::{Abort, OpKind, Shutdown};
use super::super::outcome::Return;
use super::super::reason::Reason;
use super::super::stepper::{End, Stepper};
use super::common::{drop_unfinished_set, free_lock, set_phase};
use super::{ask, cancel, creation_failure};

/// Ends what the service of a machine does; `tells` is whether it still tells providers of what it gives up.
pub(in super::super) fn enter(st: &mut Stepper, machine: MachineId, tells: bool) {
    let Some(held) = st.machine(machine) else { return };
    let old = held.windows < Windows::Seven;
    let code = if old { Hresult::E_UNEXPECTED } else { Hresult::VSS_E_UNEXPECTED };
    let result = Return::state(code, Reason::SERVICE_ENDED);
    let requesters: Vec<RequesterId> = held.requesters.keys().copied().collect();
    let providers: Vec<ProviderId> = held.providers.keys().copied().collect();
    for requester in &requesters {
        for op in st.operations_of(*requester) {
            end(st, op, &result);
        }
        st.edit_session(*requester, |session| session.lost = true);
        give_up_set(st, machine, *requester);
    }
    for op in ask::without_object(st, machine, None) {
        end(st, op, &result);
    }
    if !tells {
        forget_providers(st, &providers);
        st.edit_machine(machine, |held| held.untold.clear());
    }
}

fn end(st: &mut Stepper, op: OpId, result: &Return) {
    let Some(operation) = st.operation(op) else { return };
    match operation.kind {
        OpKind::Create(_) => creation_failure::service_ended(st, op, result.clone()),
        // The Abort that is on its way reaches the writers without the service.
        OpKind::Abort(_) => st.detach_call(op, result.clone()),
        // A revert is its provider's work and goes on without the service (a reading).
        OpKind::Shutdown(_) | OpKind::Revert(_) => {}
        OpKind::Gather(_)
        | OpKind::Prepare
        | OpKind::AddVolume(_)
        | OpKind::Status
        | OpKind::Complete
        | OpKind::PreRestore
        | OpKind::PostRestore
        | OpKind::Manage(_)
        | OpKind::Support(_)
        | OpKind::Ask(_) => {
            cancel::undo(st, op);
            st.end_operation(op, End::Lost(result.clone()));
        }
    }
}

/// A set that was started, and whose creation is not under way, is given up.
fn give_up_set(st: &mut Stepper, machine: MachineId, requester: RequesterId) {
    let holds = st.machine(machine).is_some_and(|held| held.lock == CreationLock::Held(requester));
    let creating = st.operations_of(requester).into_iter().any(|op| {
        matches!(
            st.operation(op).map(|operation| &operation.kind),
            Some(OpKind::Create(_) | OpKind::Abort(_))
        )
    });
    if holds && !creating {
        drop_unfinished_set(st, requester);
        free_lock(st, requester);
        set_phase(st, requester, BackupPhase::Aborted);
    }
}

/// Nobody is left who would tell these providers that a set is given up.
fn forget_providers(st: &mut Stepper, gone: &[ProviderId]) {
    let all: Vec<OpId> = st.world.open.operations.keys().copied().collect();
    for op in all {
        st.edit_kind(op, |kind| match kind {
            OpKind::Create(create) => {
                if let Some(failing) = &mut create.failing {
                    failing.providers.retain(|(provider, _)| !gone.contains(provider));
                }
            }
            OpKind::Abort(Abort { providers }) | OpKind::Shutdown(Shutdown { providers, .. }) => {
                providers.retain(|(provider, _)| !gone.contains(provider));
            }
            OpKind::Gather(_)
            | OpKind::Prepare
            | OpKind::AddVolume(_)
            | OpKind::Status
            | OpKind::Complete
            | OpKind::PreRestore
            | OpKind::PostRestore
            | OpKind::Manage(_)
            | OpKind::Revert(_)
            | OpKind::Support(_)
            | OpKind::Ask(_) => {}
        });
        let awaited = st.operation(op).into_iter().flat_map(|operation| &operation.awaits);
        let unreached: Vec<_> = awaited
            .filter(|id| {
                st.activation(**id).is_some_and(|held| {
                    held.run == Run::Queued
                        && matches!(held.to, Participant::Provider(id) if gone.contains(&id))
                })
            })
            .copied()
            .collect();
        for id in unreached {
            st.withdraw(id);
        }
    }
}

impl Stepper {
    /// Brings the call of an operation back, which goes on without it.
    fn detach_call(&mut self, op: OpId, result: Return) {
        let Some(Completion::Call(call)) = self.operation(op).map(|operation| operation.ends) else { return };
        self.edit_open(|open| {
            if let Some(operation) = open.operations.get_mut(&op) {
                operation.ends = Completion::Nobody;
            }
        });
        self.effect(super::super::outcome::Effect::Returned { call, result });
    }
}
