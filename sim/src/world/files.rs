//! What processes do to files, and the writes that are held while shadow copies are made.
//!
//! Pages: `desktop-src/VSS/shadow-copy-creation-for-providers` for the hold, `desktop-src/VSS/vssgloss-s` and
//! `desktop-src/VSS/vssgloss-a` for what can be written on a shadow copy.

use crate::api::{CallId, Caller, MachineId, SetId, SnapshotId, Value, VolumeId};
use crate::machines::{
    File, FileFault, FilePlace, FileTree, Holder, Machine, Modified, Node, WriterEvent, Writing,
};
use crate::vocabulary::{ProtectionFault, ProviderType, Text, WinPath};

use super::event::{FileAction, Upcall};
use super::in_flight::{HeldWrite, Run};
use super::kinds::OpKind;
use super::operations;
use super::outcome::{Effect, Outcome, Return};
use super::processes::machine_of;
use super::readings::{WritableCopies, WrittenAfterABreak};
use super::reason::Reason;
use super::stepper::Stepper;

/// A process does something to a file. Reading one leaves the world as it is.
pub(super) fn act(st: &mut Stepper, id: CallId, by: Caller, action: &FileAction) -> Outcome {
    let running = |within| st.activation(within).is_some_and(|held| matches!(held.run, Run::Running { .. }));
    if by.within.is_some_and(|within| !running(within)) {
        return Outcome::Moot(Reason::NOT_RUNNING);
    }
    let Some(machine) = machine_of(st, by.process) else { return Outcome::Moot(Reason::NO_SUCH_OBJECT) };
    let Some(held) = st.machine(machine) else { return Outcome::Moot(Reason::NO_SUCH_OBJECT) };
    let writes = changed_by(held, action);
    if writes.iter().any(|volume| is_held(st, machine, *volume)) {
        st.edit_open(|open| open.held_writes.push(HeldWrite { id, by, action: action.clone() }));
        return Outcome::Pending;
    }
    Outcome::Returned(done(st, machine, by, action))
}

/// The volumes that an action changes.
fn changed_by(held: &Machine, action: &FileAction) -> Vec<VolumeId> {
    let paths = match action {
        FileAction::Read { .. } | FileAction::Open { .. } | FileAction::Close { .. } => Vec::new(),
        FileAction::Write { path, .. }
        | FileAction::Transact { path, .. }
        | FileAction::Commit { path }
        | FileAction::MakeDirectory { path }
        | FileAction::Delete { path } => vec![path],
        FileAction::Move { from, to } => vec![from, to],
    };
    let volume = |path: &WinPath| match held.entry_place(path).ok()?.on {
        Holder::Volume(volume) => Some(volume),
        Holder::Copy(..) => None,
    };
    paths.into_iter().filter_map(volume).collect()
}

/// Whether writes to a volume are held: a set with a shadow copy of it is between the hold and the release.
fn is_held(st: &Stepper, machine: MachineId, volume: VolumeId) -> bool {
    let Some(held) = st.machine(machine) else { return false };
    st.world.open.operations.values().any(|operation| {
        let OpKind::Create(create) = &operation.kind else { return false };
        let set = held.sets.get(&create.set).filter(|_| create.hold.is_some());
        set.is_some_and(|set| set.copies.values().any(|copy| copy.volume == volume))
    })
}

/// Does what was held, once it is held no more. What a process began that is gone since is dropped (a reading).
pub(super) fn release(st: &mut Stepper) {
    while let Some(at) = st.world.open.held_writes.iter().position(|write| !is_still_held(st, write)) {
        let write = st.edit_open(|open| open.held_writes.remove(at));
        if let Some(machine) = machine_of(st, write.by.process) {
            let result = done(st, machine, write.by, &write.action);
            st.effect(Effect::Returned { call: write.id, result });
        }
    }
}

fn is_still_held(st: &Stepper, write: &HeldWrite) -> bool {
    let Some(machine) = machine_of(st, write.by.process) else { return false };
    let volumes = st.machine(machine).map(|held| changed_by(held, &write.action)).unwrap_or_default();
    volumes.iter().any(|volume| is_held(st, machine, *volume))
}

/// Whether an action reaches a volume that a fault of protection has taken offline.
fn is_offline(held: &Machine, action: &FileAction) -> bool {
    if held.diff_areas.protection.is_empty() {
        return false;
    }
    let offline = |path: &WinPath| match held.entry_place(path).map(|place| place.on) {
        Ok(Holder::Volume(volume)) => {
            held.protection(volume).fault != ProtectionFault::VSS_PROTECTION_FAULT_NONE
        }
        Ok(Holder::Copy(..)) | Err(_) => false,
    };
    match action {
        FileAction::Read { path }
        | FileAction::Write { path, .. }
        | FileAction::Transact { path, .. }
        | FileAction::Commit { path }
        | FileAction::MakeDirectory { path }
        | FileAction::Delete { path }
        | FileAction::Open { path }
        | FileAction::Close { path } => offline(path),
        FileAction::Move { from, to } => offline(from) || offline(to),
    }
}

/// Does it.
fn done(st: &mut Stepper, machine: MachineId, by: Caller, action: &FileAction) -> Return {
    if st.machine(machine).is_some_and(|held| is_offline(held, action)) {
        return refused(FileFault::NotReady);
    }
    let result = match action {
        FileAction::Read { path } => read(st, machine, by, path),
        FileAction::Write { path, content, modified } => {
            let modified = modified.unwrap_or_else(|| st.world.now.file_time());
            let file = File { content: content.clone(), modified: Modified(modified) };
            write(st, machine, by, path, Node::File(file))
        }
        FileAction::Transact { path, content } => {
            let modified = Modified(st.world.now.file_time());
            transact(st, machine, by, path, File { content: content.clone(), modified })
        }
        FileAction::Commit { path } => commit(st, machine, by, path),
        FileAction::MakeDirectory { path } => write(st, machine, by, path, Node::Directory(FileTree::new())),
        FileAction::Delete { path } => take(st, machine, by, path).map(|_| Return::ok()),
        FileAction::Move { from, to } => rename(st, machine, by, from, to),
        FileAction::Open { path } => open(st, machine, by, path),
        FileAction::Close { path } => close(st, machine, by, path),
    };
    result.unwrap_or_else(refused)
}

fn refused(fault: FileFault) -> Return {
    let reason = match fault {
        FileFault::FileNotFound | FileFault::PathNotFound => Reason::NO_SUCH_FILE,
        FileFault::WriteProtected => Reason::READ_ONLY_COPY,
        FileFault::SharingViolation => Reason::FILE_IN_USE,
        FileFault::NotReady => Reason::VOLUME_OFFLINE,
        FileFault::AccessDenied | FileFault::AlreadyExists => Reason::FILE_REFUSED,
    };
    Return::state(fault.code(), reason)
}

type Done = Result<Return, FileFault>;

fn machine_at(st: &Stepper, machine: MachineId) -> Result<&Machine, FileFault> {
    st.machine(machine).ok_or(FileFault::PathNotFound)
}

/// A file of a volume that another process has open for itself cannot be used. A shadow copy knows nothing of that.
fn free_for(held: &Machine, by: Caller, place: &FilePlace) -> Result<(), FileFault> {
    let below = |open: &FilePlace| open.on == place.on && open.inside.starts_with(&place.inside);
    let taken = held.open_files.iter().any(|(open, process)| *process != by.process && below(open));
    if taken { Err(FileFault::SharingViolation) } else { Ok(()) }
}

/// Reads a file: what is passed out is its size and its time; its bytes are looked at where they stand.
fn read(st: &Stepper, machine: MachineId, by: Caller, path: &WinPath) -> Done {
    let held = machine_at(st, machine)?;
    let place = held.file_place(path)?;
    let file = match held.node_at(&place) {
        Some(Node::File(file)) => file,
        Some(Node::Directory(_) | Node::Reparse(_)) => return Err(FileFault::AccessDenied),
        None => return Err(FileFault::FileNotFound),
    };
    free_for(held, by, &place)?;
    let size = i64::try_from(file.content.size()).unwrap_or(i64::MAX);
    Ok(Return::with(vec![
        ("content", Value::Text(Text::from(file.content.to_string()))),
        ("size", Value::Number(size)),
        ("modified", Value::Number(file.modified.0)),
    ]))
}

/// Whether this place may be written by the caller now.
fn may_write(st: &Stepper, held: &Machine, by: Caller, place: &FilePlace) -> Result<(), FileFault> {
    match place.on {
        Holder::Volume(volume) if is_write_protected(st, held, volume) => Err(FileFault::WriteProtected),
        Holder::Volume(_) if is_in_transaction(held, place) => Err(FileFault::SharingViolation),
        Holder::Volume(_) => free_for(held, by, place),
        Holder::Copy(set, copy) if may_write_copy(st, held, by, set, copy) => Ok(()),
        Holder::Copy(..) => Err(FileFault::WriteProtected),
    }
}

/// Whether a volume that was a shadow copy was left read-only by the break of its set.
fn is_write_protected(st: &Stepper, held: &Machine, volume: VolumeId) -> bool {
    match held.volumes.get(&volume).map(|volume| volume.writing) {
        None | Some(Writing::Allowed) => false,
        Some(Writing::Refused) => true,
        Some(Writing::AfterBreak) => st.reading::<WrittenAfterABreak>() == WrittenAfterABreak::ByFlagOrLater,
    }
}

/// Whether the caller may write to a shadow copy (C-097).
fn may_write_copy(st: &Stepper, held: &Machine, by: Caller, set: SetId, copy: SnapshotId) -> bool {
    let provider = held.sets.get(&set).and_then(|set| set.copies.get(&copy)).map(|copy| copy.provider);
    let provider = provider.and_then(|provider| held.providers.get(&provider));
    let on_lun = provider.is_some_and(|held| held.registration.kind == ProviderType::VSS_PROV_HARDWARE);
    let recovers = recovers(st, by, set);
    (recovers || on_lun)
        && match st.reading::<WritableCopies>() {
            WritableCopies::WritersInPostsnapshot => recovers,
            WritableCopies::ReadOnly => false,
            WritableCopies::ReadWriteLun => true,
        }
}

/// Whether the caller is a writer that handles PostSnapshot of a set whose copies are auto-recovered (C2-033).
fn recovers(st: &Stepper, by: Caller, set: SetId) -> bool {
    let Some(activation) = by.within.and_then(|within| st.activation(within)) else { return false };
    let Upcall::Writer(upcall) = &activation.upcall else { return false };
    let of_set = st.operation(activation.of).is_some_and(|operation| match &operation.kind {
        OpKind::Create(create) => create.set == set,
        OpKind::Gather(_)
        | OpKind::Prepare
        | OpKind::AddVolume(_)
        | OpKind::Status
        | OpKind::Complete
        | OpKind::PreRestore
        | OpKind::PostRestore
        | OpKind::Abort(_)
        | OpKind::Manage(_)
        | OpKind::Support(_)
        | OpKind::Ask(_)
        | OpKind::Revert(_)
        | OpKind::Shutdown(_) => false,
    });
    upcall.event == WriterEvent::PostSnapshot && of_set && operations::is_auto_recovered(st, set)
}

fn write(st: &mut Stepper, machine: MachineId, by: Caller, path: &WinPath, node: Node) -> Done {
    let held = machine_at(st, machine)?;
    let place = held.file_place(path)?;
    may_write(st, held, by, &place)?;
    put(st, machine, &place, node)?;
    Ok(Return::ok())
}

fn put(st: &mut Stepper, machine: MachineId, place: &FilePlace, node: Node) -> Result<(), FileFault> {
    // What is refused leaves the very same world.
    let files = machine_at(st, machine)?.files_on(place.on).ok_or(FileFault::PathNotFound)?;
    files.can_put(&place.inside, &node)?;
    let put = edit_files(st, machine, place.on, |files| files.put(&place.inside, node));
    put.unwrap_or(Err(FileFault::PathNotFound))
}

fn edit_files<R>(
    st: &mut Stepper,
    machine: MachineId,
    on: Holder,
    change: impl FnOnce(&mut FileTree) -> R,
) -> Option<R> {
    match on {
        Holder::Volume(id) => st.edit_machine(machine, |held| {
            held.volumes.get_mut(&id).map(|volume| volume.edit(|volume| change(&mut volume.files)))
        })?,
        Holder::Copy(set, id) => {
            st.edit_set(set, |set| set.copies.get_mut(&id).map(|copy| change(&mut copy.files)))?
        }
    }
}

/// Whether a transaction that is open has written here, or below. That nothing else can is a reading: the pages on
/// VSS say nothing of it.
fn is_in_transaction(held: &Machine, place: &FilePlace) -> bool {
    held.uncommitted.keys().any(|open| open.on == place.on && open.inside.starts_with(&place.inside))
}

/// Writes a file in a transaction that stays open.
fn transact(st: &mut Stepper, machine: MachineId, by: Caller, path: &WinPath, file: File) -> Done {
    let held = machine_at(st, machine)?;
    let place = held.file_place(path)?;
    if let Holder::Copy(..) = place.on {
        return Err(FileFault::WriteProtected);
    }
    let own = held.uncommitted.get(&place).is_some_and(|(_, owner)| *owner == by.process);
    if !own {
        may_write(st, held, by, &place)?;
    }
    let files = held.files_on(place.on).ok_or(FileFault::PathNotFound)?;
    files.can_put(&place.inside, &Node::File(file.clone()))?;
    st.edit_machine(machine, |held| held.uncommitted.insert(place, (file, by.process)));
    Ok(Return::ok())
}

/// Commits what a process has written in a transaction.
fn commit(st: &mut Stepper, machine: MachineId, by: Caller, path: &WinPath) -> Done {
    let held = machine_at(st, machine)?;
    let place = held.file_place(path)?;
    let Some((file, _)) = held.uncommitted.get(&place).filter(|(_, owner)| *owner == by.process) else {
        return Err(FileFault::FileNotFound);
    };
    let node = Node::File(file.clone());
    put(st, machine, &place, node)?;
    st.edit_machine(machine, |held| held.uncommitted.remove(&place));
    Ok(Return::ok())
}

/// Takes a file or directory out.
fn take(st: &mut Stepper, machine: MachineId, by: Caller, path: &WinPath) -> Result<Node, FileFault> {
    let held = machine_at(st, machine)?;
    let place = held.entry_place(path)?;
    held.node_at(&place).ok_or(FileFault::FileNotFound)?;
    may_write(st, held, by, &place)?;
    let taken = edit_files(st, machine, place.on, |files| files.take(&place.inside));
    let own = |open: &FilePlace| open.on == place.on && open.inside.starts_with(&place.inside);
    if st.machine(machine).is_some_and(|held| held.open_files.keys().any(own)) {
        st.edit_machine(machine, |held| held.open_files.retain(|open, _| !own(open)));
    }
    taken.flatten().ok_or(FileFault::FileNotFound)
}

/// Gives a file or directory another path. A file that is there is replaced.
fn rename(st: &mut Stepper, machine: MachineId, by: Caller, from: &WinPath, to: &WinPath) -> Done {
    let held = machine_at(st, machine)?;
    let (old, new) = (held.entry_place(from)?, held.entry_place(to)?);
    let node = held.node_at(&old).ok_or(FileFault::FileNotFound)?.clone();
    may_write(st, held, by, &old)?;
    may_write(st, held, by, &new)?;
    if old == new {
        return Ok(Return::ok());
    }
    let inside_itself = new.on == old.on && new.inside.starts_with(&old.inside);
    let replaces_more = match (held.node_at(&new), &node) {
        (None, _) | (Some(Node::File(_)), Node::File(_)) => false,
        (Some(_), _) => true,
    };
    if inside_itself || replaces_more {
        return Err(FileFault::AccessDenied);
    }
    put(st, machine, &new, node)?;
    take(st, machine, by, from)?;
    Ok(Return::ok())
}

fn open(st: &mut Stepper, machine: MachineId, by: Caller, path: &WinPath) -> Done {
    let held = machine_at(st, machine)?;
    let place = held.file_place(path)?;
    match (held.node_at(&place), place.on) {
        (None, _) => return Err(FileFault::FileNotFound),
        (Some(Node::File(_)), Holder::Volume(_)) => free_for(held, by, &place)?,
        // Who has a file of a shadow copy open stands in nobody's way: it is read-only (a reading).
        (Some(Node::File(_)), Holder::Copy(..)) => return Ok(Return::ok()),
        (Some(Node::Directory(_) | Node::Reparse(_)), _) => return Err(FileFault::AccessDenied),
    }
    st.edit_machine(machine, |held| held.open_files.insert(place, by.process));
    Ok(Return::ok())
}

fn close(st: &mut Stepper, machine: MachineId, by: Caller, path: &WinPath) -> Done {
    let held = machine_at(st, machine)?;
    let place = held.file_place(path)?;
    if held.open_files.get(&place) != Some(&by.process) {
        return Err(FileFault::FileNotFound);
    }
    st.edit_machine(machine, |held| held.open_files.remove(&place));
    Ok(Return::ok())
}
