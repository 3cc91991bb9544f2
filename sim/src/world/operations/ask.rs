//! What providers are asked about shadow copies that exist: for `GetSnapshotProperties`, `Query`, `IsVolumeSnapshotted`,
//! `ExposeSnapshot` and `UnexposeSnapshot`.
//!
//! No page says when VSS calls these methods, so that this is a reading throughout. The system provider is a part of
//! Windows and is asked nothing here; hardware providers have no such methods, as VSS itself keeps what it knows of their
//! copies. All others are asked in the order of their registration, with `SetContext` before `Query` alone, as every
//! other method is told the context or a shadow copy; the first that fails fails the call. What they tell beside their
//! codes is what VSS knows.

use crate::api::{
    ActivationId, CallId, Caller, MachineId, OpId, Parameter, ProcessId, ProviderId, RequesterId, SetId,
    SnapshotId, VolumeId,
};
use crate::machines::{
    Enumerator, Machine, Provider, ProviderCall, ProviderFamily, ProviderTask, Shared, translate,
};
use crate::vocabulary::{Hresult, ProviderType, SnapshotContext, Text};

use super::super::event::{Participant, Upcall};
use super::super::in_flight::{Completion, Window};
use super::super::kinds::{Ask, Learned, OpKind};
use super::super::outcome::Return;
use super::super::reason::Reason;
use super::super::stepper::{End, Stepper, by_participant};
use super::cancel::cancel;
use super::common::{LOST_PROVIDER, is_alive};

/// The calls on providers that an answer depends on, the first one last.
pub(in super::super) type Questions = Vec<(ProviderId, ProviderCall)>;

/// The family of a provider that is asked, if it is.
fn asked_family(provider: &Provider) -> Option<ProviderFamily> {
    let family = provider.registration.family();
    let outside = provider.registration.kind != ProviderType::VSS_PROV_SYSTEM;
    (outside && family != ProviderFamily::Hardware).then_some(family)
}

/// The providers that are asked, in the order of their registration.
fn asked(held: &Machine) -> impl Iterator<Item = (ProviderId, ProviderFamily)> + '_ {
    let family = |(id, provider): (&ProviderId, &Shared<Provider>)| Some((*id, asked_family(provider)?));
    held.providers.iter().filter_map(family)
}

/// What the provider of a shadow copy is asked about it.
pub(in super::super) fn about_copy(
    held: &Machine,
    (set, snapshot): (SetId, SnapshotId),
    task: fn(ProviderFamily) -> ProviderTask,
) -> Questions {
    let provider = || {
        let id = held.sets.get(&set)?.copies.get(&snapshot)?.provider;
        Some((id, asked_family(held.providers.get(&id)?)?))
    };
    let call = |(id, family)| (id, ProviderCall::Task(task(family), set, snapshot));
    provider().map(call).into_iter().collect()
}

/// What providers are asked of all their shadow copies of a context.
pub(in super::super) fn about_all(held: &Machine, context: SnapshotContext) -> Questions {
    let calls = asked(held).flat_map(|(id, family)| {
        [(id, ProviderCall::SetContext(family, context)), (id, ProviderCall::Query(family))]
    });
    let mut calls: Questions = calls.collect();
    calls.reverse();
    calls
}

/// What providers are asked of a volume, or of a share.
pub(in super::super) fn about_volume(held: &Machine, (volume, name): (VolumeId, &Text)) -> Questions {
    let is_share = held.shares.contains_key(&volume);
    let call = |family| match (family, is_share) {
        (ProviderFamily::Software, false) => {
            Some(ProviderCall::IsVolumeSnapshotted { volume, name: name.clone() })
        }
        (ProviderFamily::FileShare, true) => {
            Some(ProviderCall::IsPathSnapshotted { share: volume, path: name.clone() })
        }
        (ProviderFamily::Software, true)
        | (ProviderFamily::FileShare, false)
        | (ProviderFamily::Hardware, _) => None,
    };
    let mut calls: Questions = asked(held).filter_map(|(id, family)| Some((id, call(family)?))).collect();
    calls.reverse();
    calls
}

/// Begins it; the call returns when all have answered. There is at least one question, as a read that asks nobody
/// changes nothing.
pub(in super::super) fn enter(
    st: &mut Stepper,
    (id, method): (CallId, &'static str),
    by: (MachineId, Caller, Option<RequesterId>),
    questions: Questions,
    learned: Learned,
) {
    let (machine, caller, requester) = by;
    let ask = Ask { method, machine, process: caller.process, questions, learned };
    let requester = requester.unwrap_or(RequesterId::NOBODY);
    st.open_operation(OpKind::Ask(Box::new(ask)), requester, Completion::Call(id));
}

/// Asks the next provider, or ends.
pub(super) fn advance(st: &mut Stepper, op: OpId) {
    let next = st
        .edit_kind(op, |kind| if let OpKind::Ask(ask) = kind { ask.questions.pop() } else { None })
        .flatten();
    let Some((provider, call)) = next else {
        let learned = match st.operation(op).map(|operation| &operation.kind) {
            Some(OpKind::Ask(ask)) => Some((ask.machine, ask.process, ask.learned.clone())),
            Some(_) | None => None,
        };
        if let Some((machine, process, learned)) = learned {
            let result = conclude(st, machine, process, learned);
            st.end_operation(op, End::With(result));
        }
        return;
    };
    if is_alive(st, provider) {
        st.activate(op, Participant::Provider(provider), Upcall::Provider(call), Window::Closed, true);
    } else {
        let result = Return::state(translate(LOST_PROVIDER), Reason::PROVIDER_LOST);
        st.end_operation(op, End::With(result));
    }
}

/// What the call comes to when all have agreed.
fn conclude(st: &mut Stepper, machine: MachineId, process: ProcessId, learned: Learned) -> Return {
    match learned {
        Learned::Told(result) => result,
        Learned::Listed(list) => {
            let id = st.new_enumerator();
            let made = Enumerator { list, next: 0 };
            st.edit_machine(machine, |held| {
                held.processes.get_mut(&process).map(|process| process.enumerators.insert(id, made))
            });
            Return::with(vec![("ppEnum", id.show())])
        }
        Learned::Exposed { set, snapshot, exposure, result } => {
            let changed =
                st.edit_set(set, |set| set.copies.get_mut(&snapshot).map(|copy| copy.exposure = exposure));
            if changed.flatten().is_some() {
                result
            } else {
                Return::state(Hresult::VSS_E_OBJECT_NOT_FOUND, Reason::NO_SUCH_SNAPSHOT)
            }
        }
    }
}

/// A provider has answered.
pub(super) fn answered(st: &mut Stepper, op: OpId, id: ActivationId, code: Hresult) {
    let code = translate(code);
    if code != Hresult::S_OK {
        st.end_operation(op, End::With(by_participant(code, id, Reason::PROVIDER_FAILED)));
    }
}

/// The questions that functions without an object have asked on a machine, or for a process of it.
pub(super) fn without_object(st: &Stepper, machine: MachineId, process: Option<ProcessId>) -> Vec<OpId> {
    let all = st.operations_of(RequesterId::NOBODY).into_iter();
    let own = |op: &OpId| match st.operation(*op).map(|operation| &operation.kind) {
        Some(OpKind::Ask(ask)) => {
            ask.machine == machine && process.is_none_or(|process| process == ask.process)
        }
        Some(_) | None => false,
    };
    all.filter(own).collect()
}

/// A process dies that waits for an answer without an object.
pub(in super::super) fn process_dies(st: &mut Stepper, machine: MachineId, process: ProcessId) {
    for op in without_object(st, machine, Some(process)) {
        cancel(st, op);
    }
}
