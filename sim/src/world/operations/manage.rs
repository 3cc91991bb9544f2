//! What is done with shadow copies that exist already, provider call by provider call: `DeleteSnapshots`,
//! `BreakSnapshotSetEx`, `RecoverSet` and, with what [`import`](super::import) says, `ImportSnapshots`.
//!
//! Which calls a provider gets is C2-055: a deletion empties the LUN of a hardware provider and is asked of any other; a
//! break changes the state of LUNs where its flags say so.

use crate::api::{
    ActivationId, AsyncId, CallId, OpId, Parameter, ProviderId, RequesterId, SetId, SnapshotId, Value,
};
use crate::machines::{
    BackupPhase, Exposure, ProviderCall, ProviderFamily, ProviderTask, RestorePhase, Shared, Volume, Writing,
    translate,
};
use crate::vocabulary::{Guid, HardwareOptions, Hresult, WinPath};

use super::super::event::{Participant, Upcall};
use super::super::in_flight::{Completion, Window};
use super::super::kinds::{Errand, Manage, Managing, OpKind};
use super::super::outcome::Return;
use super::super::reason::Reason;
use super::super::stepper::{End, Stepper, by_participant};
use super::common::{
    LOST_PROVIDER, forget_set, is_alive, machine_with, set_of, set_phase, set_restore_phase,
};
use super::import;

/// Begins `DeleteSnapshots` of these copies of a set; the call returns when the last one is gone, or one could not be
/// deleted.
pub(in super::super) fn delete(
    st: &mut Stepper,
    requester: RequesterId,
    call: CallId,
    copies: &[(SetId, SnapshotId)],
    force: bool,
) {
    let errands = deleting(st, copies, force);
    let manage = Manage { what: Managing::Delete { deleted: 0 }, errands, asked: None };
    st.open_operation(OpKind::Manage(Box::new(manage)), requester, Completion::Call(call));
}

/// What providers are asked where copies are deleted, the first last.
fn deleting(st: &Stepper, copies: &[(SetId, SnapshotId)], force: bool) -> Vec<Errand> {
    let errands = copies.iter().rev().flat_map(|(set, snapshot)| {
        let tasks: &[ProviderTask] = if family_of(st, *set, *snapshot) == ProviderFamily::Hardware {
            &[ProviderTask::OnLunEmpty, ProviderTask::FillInLunInfo]
        } else {
            &[ProviderTask::DeleteSnapshots { force, family: family_of(st, *set, *snapshot) }]
        };
        let all = tasks.iter().enumerate();
        all.map(|(place, task)| Errand { task: *task, set: *set, snapshot: *snapshot, last: place == 0 })
            .collect::<Vec<_>>()
    });
    errands.collect()
}

/// Begins `BreakSnapshotSet` where, by one reading, providers are asked what they are asked of deleted copies; the call
/// returns when the set is broken.
pub(in super::super) fn break_as_deleted(st: &mut Stepper, requester: RequesterId, call: CallId, set: SetId) {
    let held = set_of(st, set);
    let copies: Vec<_> =
        held.into_iter().flat_map(|held| held.copies.keys().map(|copy| (set, *copy))).collect();
    let errands = deleting(st, &copies, false);
    let what = Managing::Break { set: Some(set), flags: None };
    let manage = Manage { what, errands, asked: None };
    st.open_operation(OpKind::Manage(Box::new(manage)), requester, Completion::Call(call));
}

/// Begins `BreakSnapshotSetEx`.
pub(in super::super) fn break_set_ex(
    st: &mut Stepper,
    requester: RequesterId,
    set: Option<SetId>,
    flags: HardwareOptions,
) -> AsyncId {
    let changes =
        HardwareOptions::VSS_BREAKEX_FLAG_MASK_LUNS.0 | HardwareOptions::VSS_BREAKEX_FLAG_MAKE_READ_WRITE.0;
    let mut errands = Vec::new();
    if let (Some(set), true) = (set, flags.0 & changes != 0) {
        let task = ProviderTask::OnLunStateChange(flags);
        let copies = machine_with(st, set).and_then(|held| held.sets.get(&set));
        // A provider without the method has nothing to be asked, and its LUNs stay as they are (a reading).
        let told =
            |provider: &ProviderId| st.world.provider(*provider).is_some_and(|(_, held)| held.extended);
        let copies = copies.into_iter().flat_map(|set| set.copies.iter().rev());
        let ids = copies.filter(|(_, copy)| told(&copy.provider)).map(|(id, _)| id);
        errands = ids.map(|snapshot| Errand { task, set, snapshot: *snapshot, last: true }).collect();
    }
    let manage = Manage { what: Managing::Break { set, flags: Some(flags) }, errands, asked: None };
    st.open_async(OpKind::Manage(Box::new(manage)), requester).1
}

/// Begins `RecoverSet` of what was added to the recovery set.
pub(in super::super) fn recover(
    st: &mut Stepper,
    requester: RequesterId,
    copies: &[(SetId, SnapshotId)],
) -> AsyncId {
    let all = copies.iter().rev();
    let errands = all.map(|(set, snapshot)| Errand {
        task: ProviderTask::ResyncLuns,
        set: *set,
        snapshot: *snapshot,
        last: true,
    });
    let manage = Manage { what: Managing::Recover, errands: errands.collect(), asked: None };
    let (op, object) = st.open_async(OpKind::Manage(Box::new(manage)), requester);
    set_restore_phase(st, requester, RestorePhase::Recovering(op));
    object
}

/// Whether LUNs are being resynchronised.
pub(in super::super) fn is_recovering(st: &Stepper) -> bool {
    let all = st.world.open.operations.keys();
    all.into_iter().any(|op| matches!(state(st, *op).map(|manage| &manage.what), Some(Managing::Recover)))
}

/// It is cancelled: an import or a resynchronisation has done what it has, and VSS takes no LUN back (C2-052).
pub(super) fn cancelled(st: &mut Stepper, op: OpId, requester: RequesterId) {
    let Some(what) = state(st, op).map(|manage| manage.what) else { return };
    go_back(st, requester, what);
}

/// The object is where it was before.
fn go_back(st: &mut Stepper, requester: RequesterId, what: Managing) {
    match what {
        Managing::Delete { .. } | Managing::Break { .. } => {}
        Managing::Import { .. } => set_phase(st, requester, BackupPhase::Initialized),
        Managing::Recover => set_restore_phase(st, requester, RestorePhase::Initialized),
    }
}

/// Whether a volume that a set has a copy of is on the machine that the set is on.
fn has_originals(st: &Stepper, set: SetId) -> bool {
    let Some(held) = machine_with(st, set) else { return false };
    let mut copies = held.sets.get(&set).into_iter().flat_map(|set| set.copies.values());
    copies.any(|copy| held.volumes.contains_key(&copy.volume))
}

fn family_of(st: &Stepper, set: SetId, snapshot: SnapshotId) -> ProviderFamily {
    let family = || {
        let held = machine_with(st, set)?;
        let copy = held.sets.get(&set)?.copies.get(&snapshot)?;
        Some(held.providers.get(&copy.provider)?.registration.family())
    };
    family().unwrap_or(ProviderFamily::Software)
}

fn edit<R>(st: &mut Stepper, op: OpId, change: impl FnOnce(&mut Manage) -> R) -> Option<R> {
    st.edit_kind(op, |kind| if let OpKind::Manage(manage) = kind { Some(change(manage)) } else { None })?
}

fn state(st: &Stepper, op: OpId) -> Option<&Manage> {
    if let OpKind::Manage(manage) = &st.operation(op)?.kind { Some(manage) } else { None }
}

/// Runs the next errand, or ends.
pub(super) fn advance(st: &mut Stepper, op: OpId) {
    let errand = edit(st, op, |manage| {
        manage.asked = manage.errands.pop();
        manage.asked
    });
    let Some(errand) = errand.flatten() else {
        finish(st, op);
        return;
    };
    let copy = set_of(st, errand.set).and_then(|set| set.copies.get(&errand.snapshot));
    let Some(provider) = copy.map(|copy| copy.provider) else {
        // Another requester has deleted it meanwhile.
        fail(st, op, Return::state(Hresult::VSS_E_OBJECT_NOT_FOUND, Reason::NO_SUCH_SNAPSHOT));
        return;
    };
    let importing = matches!(state(st, op).map(|manage| manage.what), Some(Managing::Import { .. }));
    let provider =
        if importing { import::provider_here(st, op, errand.set, errand.snapshot) } else { Some(provider) };
    // Without a provider there, nobody brings the LUN to the machine.
    let Some(provider) = provider else { return };
    if !is_alive(st, provider) {
        fail(st, op, Return::state(translate(LOST_PROVIDER), Reason::PROVIDER_LOST));
        return;
    }
    let call = ProviderCall::Task(errand.task, errand.set, errand.snapshot);
    st.activate(op, Participant::Provider(provider), Upcall::Provider(call), Window::Closed, true);
}

/// A provider has run an errand.
pub(super) fn answered(st: &mut Stepper, op: OpId, id: ActivationId, code: Hresult, supported: bool) {
    let Some(errand) = state(st, op).and_then(|manage| manage.asked) else { return };
    let what = state(st, op).map(|manage| manage.what);
    if let (Some(Managing::Import { .. }), ProviderTask::FillInLunInfo) = (what, errand.task) {
        // Its code is ignored: what counts is whether the provider knows the LUN
        // (`nf-vsprov-ivsshardwaresnapshotprovider-fillinluninfo`). Where it failed it has told of none (a reading).
        appeared(st, op, errand, supported && code == Hresult::S_OK);
        return;
    }
    let code = match (what, code) {
        // That these pass is a reading: RecoverSet has them, and the page on errors of providers does not.
        (Some(Managing::Recover), Hresult::E_NOTIMPL | Hresult::VSS_E_LEGACY_PROVIDER) => code,
        _ => translate(code),
    };
    if code != Hresult::S_OK {
        fail(st, op, by_participant(code, id, Reason::PROVIDER_FAILED));
        return;
    }
    if matches!(what, Some(Managing::Delete { .. })) && errand.last {
        st.edit_set(errand.set, |set| set.copies.remove(&errand.snapshot));
        if set_of(st, errand.set).is_some_and(|set| set.copies.is_empty()) {
            forget_set(st, errand.set);
        }
        edit(st, op, |manage| {
            if let Managing::Delete { deleted } = &mut manage.what {
                *deleted += 1;
            }
        });
    }
}

/// The device of a LUN has arrived: the copy on it is there, if it is the one that was made.
fn appeared(st: &mut Stepper, op: OpId, errand: Errand, known: bool) {
    if !known {
        return;
    }
    st.edit_set(errand.set, |set| {
        if let Some(copy) = set.copies.get_mut(&errand.snapshot) {
            copy.exposure = Exposure::Surfaced;
        }
    });
    edit(st, op, |manage| {
        if let Managing::Import { found, .. } = &mut manage.what {
            *found += 1;
        }
    });
}

/// It ends with a failure at the errand that was asked last; what is done stays done.
fn fail(st: &mut Stepper, op: OpId, mut result: Return) {
    let Some(manage) = state(st, op) else { return };
    result.values = match (&manage.what, &manage.asked) {
        (Managing::Delete { deleted }, Some(errand)) => told(*deleted, errand.snapshot.guid()),
        (
            Managing::Delete { .. } | Managing::Break { .. } | Managing::Import { .. } | Managing::Recover,
            _,
        ) => Vec::new(),
    };
    let what = manage.what;
    if let Managing::Import { set, .. } = what {
        import::failed(st, set);
    }
    if let Some(requester) = st.operation(op).map(|operation| operation.requester) {
        go_back(st, requester, what);
    }
    st.end_operation(op, End::With(result));
}

/// What `DeleteSnapshots` passes out: how many are gone, and the first that could not be deleted.
fn told(deleted: i32, left: Guid) -> Vec<(&'static str, Value)> {
    vec![("plDeletedSnapshots", deleted.show()), ("pNondeletedSnapshotID", Value::Guid(left))]
}

fn finish(st: &mut Stepper, op: OpId) {
    let Some(requester) = st.operation(op).map(|operation| operation.requester) else { return };
    let Some(manage) = state(st, op) else { return };
    let result = match manage.what {
        Managing::Import { set, found } => import::ended(st, requester, set, found),
        Managing::Recover => {
            go_back(st, requester, Managing::Recover);
            st.edit_session(requester, |session| session.recovery.clear());
            Return::ok()
        }
        Managing::Delete { deleted } => Return::with(told(deleted, Guid::NULL)),
        Managing::Break { set: None, .. } => Return::ok(),
        Managing::Break { set: Some(set), flags } => {
            if set_of(st, set).is_none() {
                Return::state(Hresult::VSS_E_OBJECT_NOT_FOUND, Reason::NO_SUCH_SET)
            } else if flags
                .is_some_and(|flags| flags.contains(HardwareOptions::VSS_BREAKEX_FLAG_REVERT_IDENTITY_ALL))
                && has_originals(st, set)
            {
                // The volumes that the copies are of are on this machine, and their LUNs with them.
                Return::state(Hresult::VSS_E_BREAK_REVERT_ID_FAILED, Reason::ORIGINAL_PRESENT)
            } else {
                let made_writable = HardwareOptions::VSS_BREAKEX_FLAG_MAKE_READ_WRITE;
                let writing = match flags {
                    None => Writing::AfterBreak,
                    Some(flags) if flags.contains(made_writable) => Writing::Allowed,
                    Some(_) => Writing::Refused,
                };
                break_set(st, set, writing);
                Return::ok()
            }
        }
    };
    st.end_operation(op, End::With(result));
}

/// A set is no set any more: its copies are volumes, mounted where they were exposed.
pub(in super::super) fn break_set(st: &mut Stepper, set: SetId, writing: Writing) {
    let copies = set_of(st, set).map(|set| set.copies.clone()).unwrap_or_default();
    for copy in copies.into_values() {
        let names = match &copy.exposure {
            Exposure::Locally(name) => WinPath::parse(&format!("{name}\\")).into_iter().collect(),
            Exposure::Hidden | Exposure::Surfaced | Exposure::Remotely(..) => Vec::new(),
        };
        let id = st.new_volume();
        let volume = Volume { files: copy.files, writing, ..Volume::new(id.guid_of_broken_copy(), names) };
        let machine = st.world.machines.iter().find(|(_, held)| held.sets.contains_key(&set));
        if let Some(machine) = machine.map(|(id, _)| *id) {
            st.edit_machine(machine, |held| held.volumes.insert(id, Shared::new(volume)));
        }
    }
    forget_set(st, set);
}
